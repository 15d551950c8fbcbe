//! What the model is told of a call that has no result of its own.

use crate::agent::toolbox::Toolbox;
use crate::llm::Message;

/// What a denied call tells the model.
pub(super) const DENIED: &str =
    "Error: denied by the user. Do not try it again unless the user asks for it.";
pub(super) const DENIED_UNASKED: &str =
    "Error: denied: this tool needs the user's approval and nobody can be asked here.";
pub(super) const CANCELLED: &str = "Error: cancelled by the user before it ran.";
pub(super) const CANCELLED_RUNNING: &str = "Error: cancelled by the user while it ran; it may have been executed. Verify before repeating it.";
/// How many names an unknown tool's error lists.
const NAMES_LISTED: usize = 40;

/// Returns the message that carries a call's result.
pub(super) fn tool_message(id: &str, text: &str) -> Message {
    Message::Tool { call_id: id.to_owned(), content: text.to_owned() }
}

/// Returns the error for a name that no tool has.
pub(super) fn unknown_tool(name: &str, tools: &Toolbox) -> String {
    let names: Vec<&str> = tools.names().take(NAMES_LISTED).collect();
    format!("Error: there is no tool {name:?}. The tools are: {}.", names.join(", "))
}
