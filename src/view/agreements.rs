//! What was agreed to for good, as a list.

use super::date::day;
use crate::agent::Rules;
use crate::agent::approval::book::{Agreement, BookError};
use crate::agent::approval::definition::digest;
use crate::config::Approval;
use crate::llm::catalogue::Date;
use crate::mcp::protocol::Tool;
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::Untrusted;

/// Returns the rules and the agreements, numbered from 1; `tools` are those of the server that
/// is connected, to tell which agreements no longer hold.
pub fn agreements_page(
    rules: &Rules,
    (agreements, server): (&[Agreement], &str),
    tools: &[Tool],
    lang: Lang,
    theme: Theme,
) -> String {
    let mode = match rules.mode {
        Approval::Ask => "ask",
        Approval::Auto => "auto",
        Approval::ReadOnly => "read-only",
    };
    let mut lines = vec![lang.approvals_mode(mode)];
    let patterns = |patterns: Vec<&str>| Untrusted::from(patterns.join(", ")).line(400);
    let (allow, deny) =
        (rules.allow.iter().collect::<Vec<_>>(), rules.deny.iter().collect::<Vec<_>>());
    if !allow.is_empty() {
        lines.push(lang.approvals_allow(patterns(allow)));
    }
    if !deny.is_empty() {
        lines.push(lang.approvals_deny(patterns(deny)));
    }
    if agreements.is_empty() {
        lines.push(lang.approvals_none());
        return lines.join("\n") + "\n";
    }
    lines.push(lang.approvals_heading());
    for (at, agreement) in agreements.iter().enumerate() {
        let number = at + 1;
        let name = theme.strong(Untrusted::from(agreement.tool.as_str()).line(64));
        let at = Untrusted::from(agreement.server.as_str()).line(120);
        let day = match Date::parse(&agreement.agreed) {
            Some(date) => day(date, lang),
            None => Untrusted::from(agreement.agreed.as_str()).line(10),
        };
        let mut line = format!("  {number}. {name} {}", theme.dim(format!("{at} · {day}")));
        let now = tools.iter().find(|tool| tool.name.raw() == agreement.tool);
        let changed =
            now.is_some_and(|tool| digest(&tool.definition) != agreement.definition_sha256);
        if agreement.server == server && changed {
            line.push_str(&theme.warn(format!(" · {}", lang.approvals_stale())));
        }
        lines.push(line);
    }
    lines.push(theme.dim(lang.approvals_hint()));
    lines.join("\n") + "\n"
}

/// Returns why the agreements cannot be used.
pub fn book_failure(error: &BookError, lang: Lang) -> String {
    match error {
        BookError::Io { .. } => lang.system(&error.to_string()),
        BookError::Damaged { path, reason } => lang.approvals_damaged(path.display(), reason),
        BookError::Newer { path, version } => lang.approvals_newer(path.display(), version),
    }
}
