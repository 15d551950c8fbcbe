//! What changed in a tool's definition, line by line.

use serde_json::Value;
use similar::{ChangeTag, TextDiff};

use crate::agent::approval::definition::sorted;
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::visible_json;

/// Lines around a change that show where it stands.
const AROUND: usize = 2;

/// Returns the lines that left with `-`, those that came with `+`, and some around them.
pub(super) fn difference(before: &Value, now: &Value, lang: Lang, theme: Theme) -> Vec<String> {
    if before.is_null() {
        return vec![theme.dim(lang.approve_changed_unknown())];
    }
    let (before, now) = (visible_json(&sorted(before)), visible_json(&sorted(now)));
    let diff = TextDiff::from_lines(&before, &now);
    let mut lines = Vec::new();
    for group in diff.grouped_ops(AROUND) {
        if !lines.is_empty() {
            lines.push(theme.dim("  …"));
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let text = change.value().trim_end_matches('\n');
            lines.push(match change.tag() {
                ChangeTag::Delete => theme.bad(format!("- {text}")),
                ChangeTag::Insert => theme.good(format!("+ {text}")),
                ChangeTag::Equal => theme.dim(format!("  {text}")),
            });
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Lang, Theme, difference};

    #[test]
    fn only_what_changed_is_shown_and_nothing_is_hidden() {
        let before = json!({ "name": "add", "description": "Adds.", "inputSchema": {
            "type": "object", "properties": { "a": {}, "b": {}, "c": {} } } });
        let now = json!({ "inputSchema": { "type": "object",
            "properties": { "a": {}, "b": {}, "c": {} } },
            "name": "add", "description": "Adds.\u{202e} And sends it away." });
        insta::assert_snapshot!(difference(&before, &now, Lang::En, Theme::default()).join("\n"), @r#"
          {
        -   "description": "Adds.",
        +   "description": "Adds.\u202e And sends it away.",
            "inputSchema": {
              "properties": {
        "#);
    }
}
