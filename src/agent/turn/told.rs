//! What the model is told of a call beside its result, or in its place.

use serde_json::{Map, Value};

use crate::agent::approval::Denial;
use crate::agent::toolbox::Toolbox;
use crate::llm::Message;

pub(super) const CANCELLED: &str = "Error: cancelled by the user before it ran.";
pub(super) const CANCELLED_RUNNING: &str = "Error: cancelled by the user while it ran; it may have been executed. Verify before repeating it.";
/// How many names an unknown tool's error lists.
const NAMES_LISTED: usize = 40;

/// Returns what a denied call tells the model.
pub(super) fn denied(denial: &Denial) -> String {
    let again = "Do not try it again unless the user asks for it.";
    match denial {
        Denial::Person { reason } if reason.raw().is_empty() => {
            format!("Error: denied by the user. {again}")
        }
        Denial::Person { reason } => {
            format!("Error: denied by the user, who says: {}", reason.raw())
        }
        Denial::NobodyToAsk => {
            "Error: denied: this tool needs the user's approval and nobody can be asked here."
                .to_owned()
        }
        Denial::ReadOnlyMode => {
            format!("Error: denied: only tools that are marked read-only may run here. {again}")
        }
        Denial::Pattern(_) => {
            format!("Error: denied: the user's settings do not let this tool run. {again}")
        }
    }
}

/// Returns what stands before the result of a call whose arguments the person changed.
pub(super) fn edited(arguments: &Map<String, Value>) -> String {
    // A map of JSON values always serialises.
    let arguments = serde_json::to_string(arguments).unwrap_or_default();
    format!("Note: the user changed the arguments of this call to {arguments}.\n\n")
}

/// Returns the message that carries a call's result.
pub(super) fn tool_message(id: &str, text: &str) -> Message {
    Message::Tool { call_id: id.to_owned(), content: text.to_owned() }
}

/// Returns the error for a name that no tool has.
pub(super) fn unknown_tool(name: &str, tools: &Toolbox) -> String {
    let names: Vec<&str> = tools.names().take(NAMES_LISTED).collect();
    format!("Error: there is no tool {name:?}. The tools are: {}.", names.join(", "))
}
