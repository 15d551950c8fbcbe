//! An answer that is drawn while it streams: in any pieces the same on the terminal, and no escape
//! but those that choose a look or make a link.

use mcp_chat::markdown::Markdown;
use mcp_chat::ui::Theme;
use mcp_chat::untrusted::Filter;

use super::{Bytes, cut, is_foreign};

/// A character as it stands on the terminal: its look and where it leads to.
type Cell = (char, String, String);

/// Checks one answer.
pub(crate) fn check(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    let width = usize::from(bytes.next());
    let used = usize::from(bytes.next());
    let theme = Theme::new(bytes.flag()).with_links(bytes.flag());
    let lengths = [bytes.next() % 16, bytes.next() % 16, bytes.next() % 16];
    let resized = bytes.flag().then(|| usize::from(bytes.next()));
    let text = bytes.text();

    let whole = drawn(&[&text], width, used, theme);
    let pieces = drawn(&cut(&text, &lengths), width, used, theme);
    assert_eq!(pieces, whole, "{text:?} at {width} in pieces of {lengths:?}");
    if let Some(resized) = resized {
        drawn_resized(&text, width, resized, theme);
    }
}

/// Draws as the program does: what a terminal would act upon is taken out of each piece first.
fn drawn(pieces: &[&str], width: usize, used: usize, theme: Theme) -> Vec<Cell> {
    let mut filter = Filter::default();
    let mut markdown = Markdown::new(width, used, theme);
    let mut out = Vec::new();
    for piece in pieces {
        cells(&markdown.push(&filter.filter(piece)), theme, &mut out);
    }
    cells(&markdown.finish(), theme, &mut out);
    out
}

/// Draws while the terminal changes its width in the middle of each line.
fn drawn_resized(text: &str, width: usize, resized: usize, theme: Theme) {
    let mut filter = Filter::default();
    let mut markdown = Markdown::new(width, 0, theme);
    for (at, piece) in cut(text, &[7]).into_iter().enumerate() {
        markdown.resize(if at % 2 == 0 { width } else { resized });
        cells(&markdown.push(&filter.filter(piece)), theme, &mut Vec::new());
    }
    cells(&markdown.finish(), theme, &mut Vec::new());
}

/// Puts what is printed for a piece on the terminal. Fails at any escape but a look and a link,
/// and if one is still open where the piece ends: until the next one the terminal is others'.
fn cells(printed: &str, theme: Theme, out: &mut Vec<Cell>) {
    let (mut look, mut link) = (String::new(), String::new());
    let mut rest = printed;
    while let Some(at) = rest.find('\u{1b}') {
        put(&rest[..at], &look, &link, out);
        let escape = &rest[at + 1..];
        if let Some(chosen) = escape.strip_prefix('[') {
            let end = chosen.find(|c: char| !c.is_ascii_digit() && c != ';');
            let end = end.unwrap_or(chosen.len());
            assert!(theme.is_colored() && chosen[end..].starts_with('m'), "no look: {printed:?}");
            if matches!(&chosen[..end], "" | "0") {
                look.clear();
            } else {
                look.push_str(&chosen[..=end]);
            }
            rest = &chosen[end + 1..];
        } else if let Some(target) = escape.strip_prefix("]8;;") {
            assert!(theme.has_links() && target.contains("\u{1b}\\"), "no link: {printed:?}");
            let (address, after) = target.split_once("\u{1b}\\").unwrap_or_default();
            assert!(address.chars().all(|c| c.is_ascii_graphic()), "no address: {address:?}");
            address.clone_into(&mut link);
            rest = after;
        } else {
            panic!("a foreign escape: {printed:?}");
        }
    }
    put(rest, &look, &link, out);
    assert!(look.is_empty() && link.is_empty(), "left open: {printed:?}");
}

fn put(text: &str, look: &str, link: &str, out: &mut Vec<Cell>) {
    // Code keeps its tabs, so that it can be copied.
    assert!(!text.contains(|c| is_foreign(c) && c != '\t'), "a control character: {text:?}");
    out.extend(text.chars().map(|c| (c, look.to_owned(), link.to_owned())));
}
