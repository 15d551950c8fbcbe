//! How tools are listed, and how one is shown whole.

use crate::mcp::protocol::Tool;
use crate::text::Lang;
use crate::ui::Theme;

/// Description characters in the list.
const SHORT: usize = 100;

/// Returns the list of tools, a line each.
pub fn tool_list(tools: &[Tool], lang: Lang, theme: Theme) -> String {
    if tools.is_empty() {
        return format!("{}\n", lang.no_tools());
    }
    let lines = tools.iter().map(|tool| {
        let badge = if tool.hints.read_only { lang.badge_read_only() } else { lang.badge_writes() };
        let name = theme.strong(tool.name.line(64));
        format!("  {name} {} — {}\n", theme.dim(format!("[{badge}]")), tool.description.line(SHORT))
    });
    lines.collect()
}

/// Returns one tool whole: description, what its server claims of it, and its schema.
pub fn tool_page(tool: &Tool, lang: Lang, theme: Theme) -> String {
    let schema = serde_json::to_string_pretty(&tool.input_schema).unwrap_or_default();
    let badge = if tool.hints.read_only { lang.badge_read_only() } else { lang.badge_writes() };
    format!(
        "{} {}\n{}\n{}\n{}\n",
        theme.strong(tool.name.line(128)),
        theme.dim(format!("[{badge}]")),
        tool.description,
        theme.dim(lang.schema_heading()),
        crate::untrusted::Untrusted::from(schema)
    )
}
