//! Spans within a line: bold, italic, struck, code, links. What opens a span is held until it
//! closes, so that a lone `*` or `_` is never swallowed.

use super::face::Face;

/// How much is held for a span that may close, in bytes.
const MOST: usize = 600;
/// How deep spans may stand within each other.
const DEEPEST: usize = 4;

/// What is put on the line.
pub(super) enum Put<'a> {
    /// A character and its look.
    Char(char, Face),
    /// What follows leads to this address, or to none any more.
    Link(Option<&'a str>),
}

/// A line of text that is being read.
#[derive(Debug, Default)]
pub(super) struct Inline {
    held: String,
    /// The character before what is held.
    before: Option<char>,
}

/// What begins at a place of the text.
enum Next<'a> {
    /// A character.
    Char(char),
    /// A span: its look, what it holds, and how long it is with its marks.
    Span { face: Face, inner: &'a str, length: usize, is_code: bool },
    /// A link: its text, its address, and how long it is.
    Link { text: &'a str, address: &'a str, length: usize },
    /// Not known until more comes.
    Unknown,
}

impl Inline {
    /// Adds text; `put` takes each character with its look once that is known.
    pub(super) fn push(&mut self, text: &str, put: &mut dyn FnMut(Put<'_>)) {
        self.held.push_str(text);
        self.read(false, put);
    }

    /// Ends the line.
    pub(super) fn finish(&mut self, put: &mut dyn FnMut(Put<'_>)) {
        self.read(true, put);
    }

    fn read(&mut self, whole: bool, put: &mut dyn FnMut(Put<'_>)) {
        let held = std::mem::take(&mut self.held);
        let read = read(&held, self.before, whole, (Face::PLAIN, 0), put);
        self.before = held[..read].chars().next_back().or(self.before);
        self.held = held[read..].to_owned();
    }
}

/// Reads as much as is known and returns how much that is.
fn read(
    text: &str,
    mut before: Option<char>,
    whole: bool,
    (face, depth): (Face, usize),
    put: &mut dyn FnMut(Put<'_>),
) -> usize {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        // A span that does not close within so much is none, however much is here already.
        let (window, cut) = window(rest);
        let length = match next(window, before, whole || cut, depth) {
            Next::Unknown => return at,
            Next::Char(c) => {
                put(Put::Char(c, face));
                c.len_utf8()
            }
            Next::Span { face: span, inner, length, is_code } => {
                let face = face.with(span);
                if is_code {
                    inner.chars().for_each(|c| put(Put::Char(c, face)));
                } else {
                    read(inner, None, true, (face, depth + 1), put);
                }
                length
            }
            Next::Link { text, address, length } => {
                put(Put::Link(Some(address)));
                read(text, None, true, (face.with(Face::LINK), depth + 1), put);
                // The address is always to be seen.
                if text != address {
                    let shown = format!(" ({address})");
                    shown.chars().for_each(|c| put(Put::Char(c, face.with(Face::DIM))));
                }
                put(Put::Link(None));
                length
            }
        };
        before = text[at..at + length].chars().next_back();
        at += length;
    }
    at
}

/// Returns the beginning of a text, and whether there is more.
fn window(text: &str) -> (&str, bool) {
    if text.len() <= MOST {
        return (text, false);
    }
    let mut end = MOST;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (&text[..end], true)
}

fn next<'a>(rest: &'a str, before: Option<char>, known: bool, depth: usize) -> Next<'a> {
    let Some(first) = rest.chars().next() else { return Next::Unknown };
    if depth >= DEEPEST {
        return Next::Char(first);
    }
    match first {
        '\\' => match rest[1..].chars().next() {
            None if !known => Next::Unknown,
            Some(escaped) if escaped.is_ascii_punctuation() => {
                Next::Span { face: Face::PLAIN, inner: &rest[1..2], length: 2, is_code: true }
            }
            None | Some(_) => Next::Char(first),
        },
        '`' => code(rest, known),
        '[' => link(rest, known),
        '*' | '_' | '~' => emphasis(rest, first, before, known),
        _ => Next::Char(first),
    }
}

fn code(rest: &str, known: bool) -> Next<'_> {
    let marks = run(rest, '`');
    if marks == rest.len() && !known {
        return Next::Unknown;
    }
    let mut from = marks;
    while let Some(found) = rest[from..].find('`') {
        let close = from + found;
        let length = run(&rest[close..], '`');
        if close + length == rest.len() && !known {
            return Next::Unknown;
        }
        if length == marks {
            let inner = &rest[marks..close];
            let trimmed = inner.strip_prefix(' ').and_then(|text| text.strip_suffix(' '));
            let inner = trimmed.filter(|text| !text.trim().is_empty()).unwrap_or(inner);
            return Next::Span { face: Face::CODE, inner, length: close + length, is_code: true };
        }
        from = close + length;
    }
    if known { Next::Char('`') } else { Next::Unknown }
}

fn link(rest: &str, known: bool) -> Next<'_> {
    let unknown = if known { Next::Char('[') } else { Next::Unknown };
    let Some(close) = rest.find(']') else { return unknown };
    let after = &rest[close + 1..];
    if after.is_empty() {
        return unknown;
    }
    let Some(address) = after.strip_prefix('(') else { return Next::Char('[') };
    let Some(end) = address.find(')') else { return unknown };
    let (text, address) = (&rest[1..close], address[..end].trim());
    // A title after the address is left out.
    let address = address.split_whitespace().next().unwrap_or_default();
    if text.is_empty() || address.is_empty() {
        return Next::Char('[');
    }
    Next::Link { text, address, length: close + 1 + 1 + end + 1 }
}

fn emphasis(rest: &str, mark: char, before: Option<char>, known: bool) -> Next<'_> {
    let marks = run(rest, mark);
    let face = match (mark, marks) {
        ('*' | '_', 1) => Face::ITALIC,
        ('*' | '_', 2) => Face::BOLD,
        ('*' | '_', 3) => Face::BOLD.with(Face::ITALIC),
        ('~', 2) => Face::STRUCK,
        _ if marks == rest.len() && !known => return Next::Unknown,
        _ => return Next::Char(mark),
    };
    let Some(follows) = rest[marks..].chars().next() else {
        return if known { Next::Char(mark) } else { Next::Unknown };
    };
    // `5*3` and `snake_case` open nothing, nor does a mark before a space.
    if follows.is_whitespace() || before.is_some_and(char::is_alphanumeric) {
        return Next::Char(mark);
    }
    let mut from = marks;
    while let Some(found) = rest[from..].find(mark) {
        let close = from + found;
        let length = run(&rest[close..], mark);
        let after = rest[close + length..].chars().next();
        if after.is_none() && !known {
            return Next::Unknown;
        }
        let stands = rest[..close].chars().next_back().is_some_and(|c| !c.is_whitespace());
        if length == marks && stands && !after.is_some_and(char::is_alphanumeric) {
            let inner = &rest[marks..close];
            return Next::Span { face, inner, length: close + length, is_code: false };
        }
        from = close + length;
    }
    if known { Next::Char(mark) } else { Next::Unknown }
}

/// How many of a character a text begins with.
fn run(text: &str, c: char) -> usize {
    text.len() - text.trim_start_matches(c).len()
}

#[cfg(test)]
mod tests {
    use super::{Face, Inline, Put};

    /// The characters, with marks where the look changes.
    fn shown(pieces: &[&str]) -> String {
        let mut inline = Inline::default();
        let (mut out, mut last) = (String::new(), Face::PLAIN);
        let mut put = |put: Put<'_>| {
            let Put::Char(c, face) = put else { return };
            if face != last {
                out.push('|');
                last = face;
            }
            out.push(c);
        };
        for piece in pieces {
            inline.push(piece, &mut put);
        }
        inline.finish(&mut put);
        out
    }

    #[test]
    fn spans_are_found_and_lone_marks_stay() {
        for (text, expected) in [
            ("hola **Ana** y *Luis*.", "hola |Ana| y |Luis|."),
            ("***todo***", "|todo"),
            ("**uno *dos* tres**", "|uno |dos| tres"),
            ("2 * 3 * 4 y 5*3*2", "2 * 3 * 4 y 5*3*2"),
            ("*.rs y *.toml", "*.rs y *.toml"),
            ("snake_case_name y _sí_", "snake_case_name y |sí"),
            ("`a * b` y ``c ` d``", "|a * b| y |c ` d"),
            ("un ` suelto", "un ` suelto"),
            ("~~no~~ y ~5", "|no| y ~5"),
            ("ve a [la web](https://x.es/a).", "ve a |la web| (https://x.es/a)|."),
            ("[https://x.es](https://x.es)", "|https://x.es"),
            ("lista[0] y [nota]", "lista[0] y [nota]"),
            (r"\*literal\* C:\dir", "*literal* C:\\dir"),
            ("**sin cerrar", "**sin cerrar"),
            ("[a](b", "[a](b"),
        ] {
            assert_eq!(shown(&[text]), expected, "{text}");
            let letters: Vec<String> = text.chars().map(String::from).collect();
            let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
            assert_eq!(shown(&letters), expected, "{text}, letter by letter");
        }
    }

    #[test]
    fn what_never_closes_is_not_held_for_ever() {
        let mut inline = Inline::default();
        let mut count = 0;
        inline.push(&format!("**{}", "a".repeat(2_000)), &mut |_| count += 1);
        assert!(count > 1_000, "{count}");
    }
}
