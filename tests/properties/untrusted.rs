//! Foreign text that is shown: safe, the same in any pieces, and nothing lost where that is
//! promised.

use mcp_chat::untrusted::{Filter, Untrusted, is_plain, visible_json, visible_line};
use serde_json::{Value, json};

use super::{Bytes, cut, is_foreign};

/// Checks one text.
pub(crate) fn check(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    let lengths = [bytes.next() % 8, bytes.next() % 8, bytes.next() % 8];
    let most = usize::from(bytes.next());
    let text = bytes.text();
    let foreign = Untrusted::from(text.as_str());
    let shown = foreign.to_string();
    assert!(!shown.contains(|c| is_foreign(c) && c != '\t'), "{text:?} shows {shown:?}");
    // What is safe already stays as it is.
    assert_eq!(Untrusted::from(shown.as_str()).to_string(), shown);
    let mut filter = Filter::default();
    let pieces: String = cut(&text, &lengths).iter().map(|piece| filter.filter(piece)).collect();
    assert_eq!(pieces, shown, "{text:?} in pieces of {lengths:?}");
    if is_plain(&text) {
        assert_eq!(shown, text);
    }

    let line = foreign.line(most);
    assert!(!line.contains(|c| is_foreign(c) || c == '\n'), "{text:?} as a line: {line:?}");
    assert!(line.chars().count() <= most + 1, "{line:?} is longer than {most}");
    assert!(!format!("{foreign:?}").contains(is_foreign));

    let value = json!({ text.clone(): [text] });
    for json in [visible_json(&value), visible_line(&value)] {
        assert!(!json.contains(is_foreign), "{json:?}");
        let read: Value = serde_json::from_str(&json).unwrap_or_default();
        assert_eq!(read, value);
    }
}
