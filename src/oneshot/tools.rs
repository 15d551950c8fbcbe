//! `tools` and `call`: the server's tools without a model.

use serde_json::{Value, json};

use super::arguments;
use crate::agent::approval::Verdict;
use crate::agent::{Denial, Policy, Rules, result};
use crate::command::find_tool;
use crate::error::{Exit, Explain as _, Problem};
use crate::mcp::protocol::{CallResult, Tool};
use crate::mcp::{Call, Client, McpError};
use crate::text::Lang;
use crate::ui::{Printer, Theme};
use crate::untrusted::{Untrusted, visible_json};
use crate::view::{tool_list, tool_page};

/// Prints the tools, or the one that is named.
///
/// # Errors
/// Fails if there is no tool of that name.
pub async fn list_tools(
    client: &Client,
    name: Option<&str>,
    as_json: bool,
    printer: &Printer,
    lang: Lang,
) -> Result<Exit, Problem> {
    let tools = client.tools();
    let text = match name {
        None if as_json => {
            let definitions: Vec<&Value> = tools.iter().map(|tool| &tool.definition).collect();
            visible_json(&json!(definitions))
        }
        None => tool_list(&tools, lang, Theme::default()),
        Some(name) => {
            let tool = find_tool(&tools, name, lang)?;
            if as_json {
                visible_json(&tool.definition)
            } else {
                tool_page(&tool, lang, Theme::default())
            }
        }
    };
    printer.answer(ended(text)).await;
    Ok(Exit::Done)
}

/// Calls a tool with the arguments that were typed, and prints its result.
///
/// Typing the call is asking for it, so that only the approval mode `read-only` and a pattern that
/// denies stand against it.
///
/// # Errors
/// Fails if the tool or the arguments are wrong, the call is denied, or there is no answer.
pub async fn call(
    client: &Client,
    (name, typed): (&str, &[String]),
    rules: Rules,
    as_json: bool,
    printer: &Printer,
    lang: Lang,
) -> Result<Exit, Problem> {
    let tool = find_tool(&client.tools(), name, lang)?;
    let arguments = arguments::read(typed, &tool, lang)?;
    // Asking is answered by having typed it.
    if let Verdict::Deny(denial @ (Denial::ReadOnlyMode | Denial::Pattern(_))) =
        Policy::new(rules).verdict(&tool)
    {
        return Err(denied(&tool, &denial, lang));
    }
    let call = Call {
        name: name.to_owned(),
        arguments,
        repeatable: tool.hints.repeatable(),
        progress: None,
    };
    let raw = client.call_raw(&call).await.map_err(|error| failed(&error, lang))?;
    let json = as_json.then(|| visible_json(&raw));
    let result = CallResult::read(raw);
    let text = json.unwrap_or_else(|| Untrusted::new(result::text(&result)).to_string());
    printer.answer(ended(text)).await;
    Ok(if result.is_error { Exit::ToolFailed } else { Exit::Done })
}

/// Returns the problem of a call without a result. A server that answers with an error works: the
/// tool failed.
fn failed(error: &McpError, lang: Lang) -> Problem {
    let problem = error.explain(lang);
    match error {
        McpError::Rpc { .. } | McpError::Unusable { .. } => {
            Problem { exit: Exit::ToolFailed, ..problem }
        }
        McpError::Open { .. }
        | McpError::NoEndpoint { .. }
        | McpError::ForeignEndpoint { .. }
        | McpError::Version(_)
        | McpError::Refused { .. }
        | McpError::NotSent { .. }
        | McpError::OutcomeUnknown { .. }
        | McpError::Disconnected { .. }
        | McpError::Timeout { .. }
        | McpError::NoTransport { .. }
        | McpError::Closed => problem,
    }
}

fn denied(tool: &Tool, denial: &Denial, lang: Lang) -> Problem {
    let (cause, advice) = match denial {
        Denial::Pattern(pattern) => {
            let pattern = Untrusted::from(pattern.as_str()).line(80);
            (lang.call_denied_pattern_cause(pattern), lang.call_denied_pattern_advice())
        }
        Denial::ReadOnlyMode | Denial::NobodyToAsk | Denial::Person { .. } => {
            (lang.call_denied_mode_cause(), lang.call_denied_mode_advice())
        }
    };
    Problem { exit: Exit::Denied, what: lang.call_denied_mode(tool.name.line(64)), cause, advice }
}

fn ended(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}
