//! Wraps text without losing a character: what a person agrees to must be all there.

use unicode_width::UnicodeWidthStr as _;

/// Returns the columns that a text takes.
pub(in crate::view) fn columns(text: &str) -> usize {
    text.width()
}

/// Breaks a line after a space where it can, and within a word where it must. Joined, the pieces
/// are the line again.
pub(in crate::view) fn wrap(line: &str, width: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for word in line.split_inclusive(' ') {
        if !piece.is_empty() && columns(&piece) + columns(word.trim_end()) > width {
            pieces.push(std::mem::take(&mut piece));
        }
        for c in word.chars() {
            piece.push(c);
            // A space may stand beyond the end of the line, where it is not seen.
            if columns(piece.trim_end()) > width {
                piece.pop();
                if !piece.is_empty() {
                    pieces.push(std::mem::take(&mut piece));
                }
                piece.push(c);
            }
        }
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{columns, wrap};

    #[test]
    fn words_stay_whole_where_they_fit() {
        assert_eq!(wrap("uno dos  tres", 7), ["uno dos ", " tres"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh ", "ij"]);
        assert_eq!(wrap("人人人", 4), ["人人", "人"]);
        assert_eq!((wrap("", 5), wrap("人", 1)), (vec![String::new()], vec!["人".to_owned()]));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_everything_fits(line in "[ a-zñ人👩]{0,40}", width in 2_usize..20) {
            let pieces = wrap(&line, width);
            assert_eq!(pieces.concat(), line);
            for piece in pieces {
                assert!(columns(piece.trim_end()) <= width, "{piece:?}");
            }
        }
    }
}
