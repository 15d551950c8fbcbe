//! Recordings: whatever is in one, it is taken or refused in three lines that are safe to show.

use mcp_chat::error::Explain as _;
use mcp_chat::tape;
use mcp_chat::text::Lang;

use super::is_foreign;

/// A recording of the demo, to be broken.
const DEMO: &[u8] = include_bytes!("../recordings/demo.jsonl");

/// Checks bytes that come as they are, in the place of others in a good recording, and as lines of
/// their own between two of it.
pub(crate) fn check(bytes: &[u8]) {
    read(bytes);
    let Some((place, rest)) = bytes.split_first_chunk::<8>() else { return };
    let [high, low, length, ..] = place.map(usize::from);
    let at = (high * 256 + low) * 7 % DEMO.len();
    let end = (at + length).min(DEMO.len());
    read(&[&DEMO[..at], rest, &DEMO[end..]].concat());
    let line = DEMO[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    read(&[&DEMO[..line], rest, b"\n", &DEMO[line..]].concat());
}

fn read(bytes: &[u8]) {
    let Err(error) = tape::parse(bytes) else { return };
    for lang in [Lang::Es, Lang::En] {
        let problem = error.explain(lang);
        for line in problem.lines(lang) {
            assert!(!line.contains(|c| is_foreign(c) || c == '\n'), "{line:?}");
        }
    }
}
