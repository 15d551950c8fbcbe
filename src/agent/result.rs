//! What the model reads of a tool's result.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::files;
use crate::mcp::protocol::{CallResult, Content};

/// A longer result is cut to its head and tail, in bytes.
const MAX_BYTES: usize = 64 * 1024;
/// How much of the beginning is kept, in bytes; the rest of the room is for the end.
const HEAD_BYTES: usize = 48 * 1024;

/// Returns a result as text: what the tool says, or its structured content where it says nothing.
pub fn text(result: &CallResult) -> String {
    let mut parts: Vec<String> = result.content.iter().map(part).collect();
    let says_something = parts.iter().any(|part| !part.trim().is_empty());
    if !says_something {
        parts = result.structured.iter().map(ToString::to_string).collect();
    }
    let text = parts.join("\n");
    let text = if text.is_empty() { "(no output)".to_owned() } else { text };
    if result.is_error { format!("Error: {text}") } else { text }
}

/// Returns a part of a result as text; of what is no text, what it is.
pub fn part(content: &Content) -> String {
    match content {
        Content::Text(text) => text.raw().to_owned(),
        Content::TextResource { uri, text } => format!("[resource {}]\n{}", uri.raw(), text.raw()),
        Content::Image { mime, bytes } => {
            format!("[image {}, {bytes} bytes, not shown]", mime.raw())
        }
        Content::Audio { mime, bytes } => {
            format!("[audio {}, {bytes} bytes, not shown]", mime.raw())
        }
        Content::BlobResource { uri, bytes } => {
            format!("[resource {}, {bytes} bytes, not shown]", uri.raw())
        }
        Content::ResourceLink { uri, name } => {
            format!("[resource {} at {}]", name.raw(), uri.raw())
        }
        Content::Unknown { kind } => format!("[content of kind {:?}, not shown]", kind.raw()),
    }
}

/// Returns the text within what a model should read at once. The whole of a longer one is kept in
/// a new file in `folder`, which the text names; without a folder it is kept nowhere.
pub fn fit(text: String, folder: Option<&Path>) -> String {
    if text.len() <= MAX_BYTES {
        return text;
    }
    let head = (0..=HEAD_BYTES).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let tail_from = text.len() - (MAX_BYTES - HEAD_BYTES);
    let tail = (tail_from..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let left_out = tail - head;
    let place = match folder.map(|folder| keep(&text, folder)) {
        Some(Ok(path)) => format!("the whole result is in the file {}", path.display()),
        Some(Err(err)) => format!("the whole result could not be kept: {err:#}"),
        None => "the user wants nothing to be kept".to_owned(),
    };
    format!(
        "{}\n\n[… {left_out} of {} bytes left out here; {place} …]\n\n{}",
        &text[..head],
        text.len(),
        &text[tail..]
    )
}

/// Returns what stands for a result that had to make room. The text is kept in a new file, if
/// there is a folder for it.
pub(super) fn note(name: &str, text: &str, folder: Option<&Path>) -> String {
    let place = match folder.map(|folder| keep(text, folder)) {
        Some(Ok(path)) => format!("it is kept in the file {}", path.display()),
        Some(Err(err)) => format!("it could not be kept: {err:#}"),
        None => "the user wants nothing to be kept".to_owned(),
    };
    format!(
        "[The result of {name} ({} bytes) was left out to save room; {place}. Call the tool again \
         if you need it.]",
        text.len()
    )
}

fn keep(text: &str, folder: &Path) -> anyhow::Result<PathBuf> {
    files::create_folder(folder).with_context(|| folder.display().to_string())?;
    let path = folder.join(format!("{}.txt", files::unique_stem()));
    files::write_new(&path, text.as_bytes()).with_context(|| path.display().to_string())?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{CallResult, MAX_BYTES, fit, text};

    fn read(result: serde_json::Value) -> String {
        text(&CallResult::read(result))
    }

    #[test]
    fn text_is_read_as_it_is_and_structure_only_without_it() {
        let both = json!({ "content": [{ "type": "text", "text": "Ñandú\n" }], "structuredContent": { "a": 1 } });
        assert_eq!(read(both), "Ñandú\n");
        assert_eq!(read(json!({ "structuredContent": { "a": "ñ" } })), r#"{"a":"ñ"}"#);
        assert_eq!(
            read(json!({ "content": [{ "type": "text", "text": " " }], "structuredContent": [1] })),
            "[1]"
        );
        assert_eq!(read(json!({})), "(no output)");
        assert_eq!(
            read(json!({ "isError": true, "content": [{ "type": "text", "text": "no" }] })),
            "Error: no"
        );
    }

    #[test]
    fn what_is_no_text_leaves_a_placeholder() {
        let result = json!({ "content": [
            { "type": "image", "mimeType": "image/png", "data": "AAAA" },
            { "type": "resource", "resource": { "uri": "f://a", "text": "hola" } },
            { "type": "resource", "resource": { "uri": "f://b", "blob": "AAAA" } },
            { "type": "resource_link", "uri": "f://c", "name": "c" },
            { "type": "video" },
        ] });
        assert_eq!(
            read(result),
            "[image image/png, 3 bytes, not shown]\n[resource f://a]\nhola\n[resource f://b, 3 bytes, not shown]\n\
             [resource c at f://c]\n[content of kind \"video\", not shown]"
        );
    }

    #[test]
    fn a_long_result_keeps_head_and_tail_and_lies_whole_in_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let exact = "x".repeat(MAX_BYTES);
        assert_eq!(fit(exact.clone(), Some(folder.path())), exact);
        // Three-byte characters, so that the cuts would fall inside one.
        let long = format!("principio{}final", "€".repeat(50_000));
        let short = fit(long.clone(), Some(&folder.path().join("results")));
        assert!(short.len() < MAX_BYTES + 500, "{}", short.len());
        assert!(short.starts_with("principio€") && short.ends_with("€final"));
        let path = short.split("in the file ").nth(1).unwrap().split(" …]").next().unwrap();
        assert_eq!(std::fs::read_to_string(path).unwrap(), long);
        let left_out: usize =
            short.split("[… ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        let kept: usize = short.chars().filter(|c| *c == '€').count() * 3 + "principiofinal".len();
        assert_eq!(left_out + kept, long.len());
    }

    #[test]
    fn nothing_is_kept_against_the_persons_wish() {
        let short = fit("x".repeat(MAX_BYTES + 1), None);
        assert!(short.contains("left out here; the user wants nothing to be kept …]"));
    }

    #[test]
    fn a_result_that_cannot_be_kept_says_so() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let short = fit("x".repeat(MAX_BYTES + 1), Some(&file.path().join("below a file")));
        assert!(
            short.contains(
                "[… 1 of 65537 bytes left out here; the whole result could not be kept: "
            )
        );
    }
}
