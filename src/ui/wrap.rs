//! Sentences broken between words, as a person reads them in a narrow terminal.
//!
//! A terminal breaks a line wherever it is full, in the middle of a word. What a program says of
//! itself need not look so. A word that is wider than the line stays whole: an address can then
//! still be clicked and copied.

use unicode_width::UnicodeWidthChar as _;

/// Breaks each line of `text` at the spaces before `width` columns are full; what follows stands
/// below what the line began with. Escape sequences take no room.
pub(super) fn by_words(text: &str, width: usize) -> String {
    let mut wrapped = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        wrap_line(line, width, &mut wrapped);
    }
    wrapped
}

fn wrap_line(line: &str, width: usize, wrapped: &mut String) {
    let indent = indent(line);
    // Below a narrow line there is no room to stand apart.
    let indent = if indent * 2 > width { 0 } else { indent };
    let mut column = 0;
    for word in line.split_inclusive(' ') {
        let wide = columns(word.trim_end());
        if column > indent && column + wide > width {
            // The space that stood here is where the line ends now.
            wrapped.truncate(wrapped.trim_end_matches(' ').len());
            wrapped.push('\n');
            wrapped.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        }
        wrapped.push_str(word);
        column += columns(word);
    }
}

/// Returns how many spaces a line begins with, whatever colour they have.
fn indent(line: &str) -> usize {
    let mut letters = line.chars();
    let mut spaces = 0;
    loop {
        match letters.next() {
            Some(' ') => spaces += 1,
            Some('\x1b') => skip_escape(&mut letters),
            Some(_) | None => return spaces,
        }
    }
}

/// Returns how many columns a text takes that may hold escape sequences.
fn columns(text: &str) -> usize {
    let mut letters = text.chars();
    let mut columns = 0;
    while let Some(letter) = letters.next() {
        match letter {
            '\x1b' => skip_escape(&mut letters),
            letter => columns += letter.width().unwrap_or(0),
        }
    }
    columns
}

/// Skips the rest of an escape sequence: those of colours, and those of links.
fn skip_escape(letters: &mut std::str::Chars<'_>) {
    match letters.next() {
        Some('[') => drop(letters.find(|letter| ('@'..='~').contains(letter))),
        Some(']') => {
            while let Some(letter) = letters.next() {
                if letter == '\x07' || letter == '\x1b' && letters.next() == Some('\\') {
                    break;
                }
            }
        }
        Some(_) | None => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{by_words, columns};

    #[test]
    fn lines_end_between_words_and_go_on_below_their_beginning() {
        assert_eq!(by_words("uno dos tres\n", 8), "uno dos\ntres\n");
        assert_eq!(by_words("   Causa: no hay nadie\n", 14), "   Causa: no\n   hay nadie\n");
        assert_eq!(by_words("cabe entero\n", 11), "cabe entero\n");
        // Wider than the line, and kept whole.
        assert_eq!(by_words("en http://127.0.0.1/ ya\n", 9), "en\nhttp://127.0.0.1/\nya\n");
        assert_eq!(by_words("          a b c\n", 12), "          a\nb c\n");
        assert_eq!(by_words("", 5), "");
    }

    #[test]
    fn colours_links_and_wide_letters_are_measured_as_they_look() {
        assert_eq!(by_words("\x1b[2m  uno dos", 6), "\x1b[2m  uno\n  dos");
        assert_eq!(by_words("\x1b[2muno dos\x1b[0m tres", 7), "\x1b[2muno dos\x1b[0m\ntres");
        let link = "\x1b]8;;http://x\x1b\\uno\x1b]8;;\x07 dos";
        assert_eq!(by_words(link, 7), link);
        assert_eq!(by_words("人人 人", 6), "人人\n人");
    }

    proptest! {
        #[test]
        fn nothing_but_spaces_changes(text in "[ a-zñ人\n]{0,60}", width in 1_usize..30) {
            let wrapped = by_words(&text, width);
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(&wrapped), words(&text));
            for line in wrapped.lines() {
                let one_word = line.split_whitespace().count() <= 1;
                assert!(one_word || columns(line.trim_end()) <= width, "{line:?}");
            }
        }
    }
}
