//! What a tool returns: content blocks of every kind, read as leniently as the rest.

use serde_json::Value;

use super::text;
use crate::untrusted::Untrusted;

/// The result of a tool.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CallResult {
    /// Its content blocks.
    pub content: Vec<Content>,
    /// Its structured content, if any.
    pub structured: Option<Value>,
    /// Whether the tool itself failed.
    pub is_error: bool,
}

impl CallResult {
    /// Reads the result of `tools/call`.
    pub fn read(mut result: Value) -> Self {
        let content = match result.get_mut("content").map(Value::take) {
            Some(Value::Array(blocks)) => blocks.iter().map(Content::read).collect(),
            // Not by the specification, but the meaning is plain.
            Some(Value::String(text)) => vec![Content::Text(text.into())],
            Some(_) | None => Vec::new(),
        };
        let structured = result.get_mut("structuredContent").map(Value::take);
        Self {
            content,
            structured: structured.filter(|value| !value.is_null()),
            is_error: result.get("isError").and_then(Value::as_bool).unwrap_or_default(),
        }
    }
}

/// One block of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text.
    Text(Untrusted),
    /// An image.
    Image {
        /// Its media type.
        mime: Untrusted,
        /// Its size in bytes.
        bytes: usize,
    },
    /// A sound.
    Audio {
        /// Its media type.
        mime: Untrusted,
        /// Its size in bytes.
        bytes: usize,
    },
    /// A resource with its text.
    TextResource {
        /// Where it is.
        uri: Untrusted,
        /// What it says.
        text: Untrusted,
    },
    /// A resource with binary content.
    BlobResource {
        /// Where it is.
        uri: Untrusted,
        /// Its size in bytes.
        bytes: usize,
    },
    /// A link to a resource.
    ResourceLink {
        /// Where it is.
        uri: Untrusted,
        /// Its name.
        name: Untrusted,
    },
    /// A kind that this program does not know.
    Unknown {
        /// The kind.
        kind: Untrusted,
    },
}

impl Content {
    pub(super) fn read(block: &Value) -> Self {
        let field = |key: &str| text(block, key).unwrap_or_default();
        match block.get("type").and_then(Value::as_str) {
            Some("text") => Self::Text(field("text")),
            Some("image") => {
                Self::Image { mime: field("mimeType"), bytes: base64_bytes(block, "data") }
            }
            Some("audio") => {
                Self::Audio { mime: field("mimeType"), bytes: base64_bytes(block, "data") }
            }
            Some("resource_link") => Self::ResourceLink { uri: field("uri"), name: field("name") },
            Some("resource") => {
                let resource = block.get("resource").unwrap_or(&Value::Null);
                let uri = text(resource, "uri").unwrap_or_default();
                match text(resource, "text") {
                    Some(text) => Self::TextResource { uri, text },
                    None => Self::BlobResource { uri, bytes: base64_bytes(resource, "blob") },
                }
            }
            Some(kind) => Self::Unknown { kind: kind.into() },
            None => Self::Unknown { kind: Untrusted::default() },
        }
    }
}

/// Returns how many bytes the base64 text under `key` stands for.
pub(super) fn base64_bytes(block: &Value, key: &str) -> usize {
    let data = block.get(key).and_then(Value::as_str).unwrap_or_default();
    data.trim_end_matches('=').len() * 3 / 4
}
