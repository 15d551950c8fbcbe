//! What a line is. Told from its beginning, as soon as that is known.

use super::code::{self, Language};

/// A line of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading; its text begins at `text`, after its `marks`.
    Heading { text: usize, marks: String },
    /// A line of a quote.
    Quote { text: usize },
    /// The first line of an item.
    Item { text: usize, indent: usize, mark: String },
    /// Any other text, and how far it is indented.
    Paragraph { text: usize, indent: usize },
    /// A line of a table.
    Row,
    /// A rule across the page.
    Rule,
    /// The first or the last line of a block of code.
    Fence(Fence),
    /// A line of code.
    Code,
}

/// A block of code that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fence {
    mark: char,
    length: usize,
    pub(super) language: Option<Language>,
    /// Whether the last line ended within a comment.
    pub(super) in_comment: bool,
}

impl Fence {
    /// Reads a line that opens a block of code.
    fn open(text: &str) -> Option<Self> {
        let mark = text.chars().next().filter(|mark| "`~".contains(*mark))?;
        let info = text.trim_start_matches(mark);
        let length = text.len() - info.len();
        // Three marks and a word on one line are a span.
        let opens = length >= 3 && !(mark == '`' && info.contains('`'));
        let name = info.split_whitespace().next().unwrap_or_default();
        opens.then(|| Self {
            mark,
            length,
            language: code::language_named(name),
            in_comment: false,
        })
    }

    /// Whether a line closes the block.
    fn is_closed_by(&self, text: &str) -> bool {
        let text = text.trim();
        text.len() >= self.length && text.chars().all(|c| c == self.mark)
    }
}

/// The deepest indent that is kept, in columns.
const DEEPEST: usize = 12;

/// Returns what a line is, or nothing while that is not known; `whole` says that no more of it
/// comes.
pub(super) fn decide(line: &str, fence: Option<&Fence>, whole: bool) -> Option<Block> {
    if let Some(fence) = fence {
        // A line of code is drawn as a whole: its colours depend on it.
        return whole.then(|| match fence.is_closed_by(line) {
            true => Block::Fence(fence.clone()),
            false => Block::Code,
        });
    }
    let text = line.trim_start_matches([' ', '\t']);
    let spaces = line.len() - text.len();
    let indent = spaces.min(DEEPEST);
    let Some(first) = text.chars().next() else {
        return whole.then_some(Block::Paragraph { text: spaces, indent: 0 });
    };
    let paragraph = Block::Paragraph { text: spaces, indent };
    match first {
        '`' | '~' => fenced(text, whole).unwrap_or(Some(paragraph)),
        '|' => Some(Block::Row),
        '#' => {
            let content = text.trim_start_matches('#');
            let level = text.len() - content.len();
            match content.chars().next() {
                None if !whole => None,
                Some(' ') if level <= 6 => {
                    let marks = format!("{} ", "#".repeat(level));
                    Some(Block::Heading { text: spaces + level + 1, marks })
                }
                None | Some(_) => Some(paragraph),
            }
        }
        '>' => match text[1..].chars().next() {
            None if !whole => None,
            Some(' ') => Some(Block::Quote { text: spaces + 2 }),
            None | Some(_) => Some(Block::Quote { text: spaces + 1 }),
        },
        '-' | '*' | '+' | '_' => {
            bullet(text, first, (spaces, indent), whole).unwrap_or(Some(paragraph))
        }
        '0'..='9' => numbered(text, (spaces, indent), whole).unwrap_or(Some(paragraph)),
        _ => Some(paragraph),
    }
}

/// `None` if it is no fence, `Some(None)` while that is not known.
fn fenced(text: &str, whole: bool) -> Option<Option<Block>> {
    let mark = text.chars().next()?;
    let marks = text.len() - text.trim_start_matches(mark).len();
    match (marks >= 3, whole) {
        (true, false) => Some(None),
        (true, true) => Fence::open(text).map(|fence| Some(Block::Fence(fence))),
        (false, false) if marks == text.len() => Some(None),
        (false, _) => None,
    }
}

fn bullet(
    text: &str,
    mark: char,
    (spaces, indent): (usize, usize),
    whole: bool,
) -> Option<Option<Block>> {
    let marks = text.chars().filter(|c| *c == mark).count();
    let only_marks = text.chars().all(|c| c == mark || c == ' ');
    if whole && only_marks && marks >= 3 && mark != '+' {
        return Some(Some(Block::Rule));
    }
    // Also of an item it is not known yet where its text begins.
    if only_marks && !whole {
        return Some(None);
    }
    if mark != '_' && text[1..].starts_with(' ') {
        let content = text[1..].trim_start_matches(' ');
        let from = spaces + text.len() - content.len();
        return Some(Some(Block::Item { text: from, indent, mark: "•".to_owned() }));
    }
    None
}

fn numbered(text: &str, (spaces, indent): (usize, usize), whole: bool) -> Option<Option<Block>> {
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - after.len();
    if digits > 9 {
        return None;
    }
    let mut rest = after.chars();
    match (rest.next(), rest.next()) {
        (None, _) | (Some('.' | ')'), None) if !whole => Some(None),
        (Some('.' | ')'), Some(' ')) => {
            let mark = text[..=digits].to_owned();
            Some(Some(Block::Item { text: spaces + digits + 2, indent, mark }))
        }
        (_, _) => None,
    }
}
