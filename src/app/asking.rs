//! What a script asks, and what it is told of whom it asks.

use crate::agent::Agent;
use crate::config::Provider;
use crate::error::{Exit, Problem};
use crate::mcp::{self, Status};
use crate::oneshot::output::{self, Session};
use crate::text::Lang;

/// Returns what JSON output tells of what the questions are put to.
pub(super) fn session(
    client: &mcp::Client,
    url: String,
    agent: &Agent,
    provider: Provider,
) -> Session {
    let (name, version) = match &*client.status().borrow() {
        Status::Connected { server, .. } => (server.name.clone(), server.version.clone()),
        Status::Reconnecting | Status::Down(_) | Status::Closed => Default::default(),
    };
    let (name, version) = (name.raw().to_owned(), version.raw().to_owned());
    Session {
        conversation: agent.conversation(),
        server: output::Server { url, name, version },
        model: agent.model().to_owned(),
        provider: provider.name().to_owned(),
        tools: client.tools().len(),
    }
}

/// Joins the question and the piped input.
pub(super) fn question(text: &str, input: &str, lang: Lang) -> Result<String, Problem> {
    let parts: Vec<&str> =
        [text.trim(), input.trim()].into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        return Err(Problem {
            exit: Exit::Usage,
            what: lang.empty_prompt(),
            cause: lang.empty_prompt_cause(),
            advice: lang.empty_prompt_advice(),
        });
    }
    Ok(parts.join("\n\n"))
}
