//! Where a conversation stood that goes on.

use crate::agent::transcript::Past;
use crate::markdown::Markdown;
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::{Filter, Untrusted};

/// How much of the last question is shown, in characters.
const QUESTION: usize = 200;
/// How much of the last answer is shown, in lines.
const ANSWER: usize = 12;
/// Stands before each line of it.
const INDENT: &str = "   ";

/// Returns where the conversation stood, which `model` goes on with; nothing of a new one.
pub fn recap_page(
    past: &Past,
    copied: bool,
    model: &str,
    width: usize,
    theme: Theme,
    lang: Lang,
) -> String {
    let mut lines = Vec::new();
    if copied {
        lines.push(theme.warn(lang.resumed_copy()));
    }
    if past.damaged > 0 {
        lines.push(theme.warn(lang.resumed_damaged(past.damaged)));
    }
    if let Some((question, answer)) = past.last() {
        lines.push(theme.dim(lang.resumed(past.messages.len())));
        if let Some(other) = other_model(past, model, lang) {
            lines.push(theme.dim(format!("{INDENT}{other}")));
        }
        let question = Untrusted::from(question).line(QUESTION);
        lines.push(theme.dim(format!("{INDENT}👤 {question}")));
        let recap = recap(&answer, width).into_iter();
        lines.extend(recap.map(|line| theme.dim(format!("{INDENT}{line}"))));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// Returns that another model than `model` answered last, if one did.
pub fn other_model(past: &Past, model: &str, lang: Lang) -> Option<String> {
    if past.model.is_empty() || past.model == model || past.last().is_none() {
        return None;
    }
    let shown = |name: &str| Untrusted::from(name).line(80);
    Some(lang.resumed_model(shown(&past.model), shown(model)))
}

/// Returns the first lines of an answer as they looked, without colours.
fn recap(answer: &str, width: usize) -> Vec<String> {
    let mut markdown = Markdown::new(width.saturating_sub(INDENT.len()), 0, Theme::default());
    let mut drawn = markdown.push(&Filter::default().filter(answer));
    drawn.push_str(&markdown.finish());
    let mut lines: Vec<String> = drawn.lines().map(str::to_owned).collect();
    if lines.len() > ANSWER {
        lines.truncate(ANSWER);
        lines.push("…".to_owned());
    }
    if let Some(first) = lines.first_mut() {
        *first = format!("🤖 {first}");
    }
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Lang, Past, Theme, recap, recap_page};

    #[test]
    fn a_long_answer_is_shown_in_part_as_it_looked() {
        let table = "Son **tres**:\n\n| n | d |\n|---|---|\n| Ana | V |\n".to_owned()
            + &"| Luis | F |\n".repeat(20);
        let lines = recap(&table, 40);
        assert_eq!(lines.len(), 13);
        insta::assert_snapshot!(lines[..5].join("\n"), @r"
        🤖 Son tres:

        n    │ d
        ─────┼──
        Ana  │ V
        ");
        assert_eq!((lines[12].as_str(), recap("", 40).len()), ("…", 0));
    }

    #[test]
    fn another_model_than_before_is_told() {
        let said = |role: &str, text: &str| json!({ "role": role, "content": text });
        let messages = vec![said("user", "¿Quién?"), said("assistant", "Ana.")];
        let past = Past { messages, model: "viejo\u{1b}".into(), ..Past::default() };
        let page = |model| recap_page(&past, false, model, 80, Theme::default(), Lang::Es);
        insta::assert_snapshot!(page("nuevo"), @r"
        ↩️  Se retoma la conversación (2 mensajes).
           Antes respondía viejo␛; ahora responde nuevo.
           👤 ¿Quién?
           🤖 Ana.
        ");
        insta::assert_snapshot!(page("viejo\u{1b}"), @r"
        ↩️  Se retoma la conversación (2 mensajes).
           👤 ¿Quién?
           🤖 Ana.
        ");
    }
}
