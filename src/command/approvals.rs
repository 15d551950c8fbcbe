//! `/approvals`: lists what was agreed to for good, and takes it back.

use crate::agent::Agent;
use crate::agent::approval::book::{Agreement, BookError};
use crate::error::{Exit, Problem};
use crate::mcp::protocol::Tool;
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::Untrusted;
use crate::view::{agreements_page, book_failure};

/// Carries out the command and returns what to show.
///
/// # Errors
/// Fails if the agreements cannot be read or changed, or if none is meant.
pub(super) fn run(
    argument: Option<&str>,
    agent: &mut Agent,
    tools: &[Tool],
    lang: Lang,
    theme: Theme,
) -> Result<String, Problem> {
    let all = agent.book().all().map_err(|error| failed(&error, lang))?;
    let Some(argument) = argument else {
        let server = agent.book().server().to_owned();
        return Ok(agreements_page(agent.rules(), (&all, &server), tools, lang, theme));
    };
    let revoked = meant(argument, &all).ok_or_else(|| Problem {
        exit: Exit::Usage,
        what: lang.approvals_unknown(Untrusted::from(argument).line(60)),
        cause: lang.approvals_unknown_cause(),
        advice: lang.approvals_unknown_advice(),
    })?;
    agent
        .book()
        .revoke(|entry| revoked.iter().any(|meant| is_same(entry, meant)))
        .map_err(|error| failed(&error, lang))?;
    let names: Vec<String> =
        revoked.iter().map(|entry| Untrusted::from(entry.tool.as_str()).line(64)).collect();
    Ok(format!("{}\n", lang.approvals_revoked(names.join(", "))))
}

/// Returns the agreements that `revoke X` means: one by its number, those with a tool's name, or
/// all; `None` if there are none.
fn meant(argument: &str, all: &[Agreement]) -> Option<Vec<Agreement>> {
    let (verb, which) = argument.split_once(char::is_whitespace)?;
    if !matches!(verb.to_lowercase().as_str(), "revocar" | "revoke") {
        return None;
    }
    let which = which.trim();
    let named: Vec<Agreement> = all.iter().filter(|entry| entry.tool == which).cloned().collect();
    let meant = match (which.to_lowercase().as_str(), which.parse::<usize>()) {
        _ if !named.is_empty() => named,
        ("todas" | "todo" | "all", _) => all.to_vec(),
        (_, Ok(number)) => all.get(number.checked_sub(1)?).cloned().into_iter().collect(),
        (_, Err(_)) => Vec::new(),
    };
    (!meant.is_empty()).then_some(meant)
}

/// Whether both are the agreement on one tool of one server.
fn is_same(one: &Agreement, other: &Agreement) -> bool {
    (&one.server, &one.tool) == (&other.server, &other.tool)
}

fn failed(error: &BookError, lang: Lang) -> Problem {
    Problem {
        exit: Exit::Failure,
        what: lang.approvals_failed(),
        cause: book_failure(error, lang),
        advice: lang.approvals_failed_advice(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{Agreement, meant};

    #[test]
    fn what_is_taken_back_is_named_by_number_name_or_all() {
        let agreement = |server: &str, tool: &str| Agreement {
            server: server.into(),
            tool: tool.into(),
            definition_sha256: String::new(),
            definition: Value::Null,
            agreed: String::new(),
        };
        let all = [agreement("x", "add"), agreement("x", "rm"), agreement("y", "add")];
        for (argument, expected) in [
            ("revocar 2", Some(vec![all[1].clone()])),
            ("revoke add", Some(vec![all[0].clone(), all[2].clone()])),
            ("Revocar  TODAS", Some(all.to_vec())),
            ("revoke 0", None),
            ("revoke 4", None),
            ("revoke", None),
            ("add", None),
            ("quitar 1", None),
        ] {
            assert_eq!(meant(argument, &all), expected, "{argument}");
        }
        assert_eq!(meant("revocar todas", &[]), None);
    }
}
