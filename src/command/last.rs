//! `/last [N]`: the whole result of the last call of a tool, or of one before.

use crate::agent::Agent;
use crate::error::{Exit, Problem};
use crate::markdown::Markdown;
use crate::terminal;
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::{Untrusted, visible_json};

/// Returns a text as it reads best: one with a table drawn to the terminal, any other as it is.
fn readable(text: &str, theme: Theme) -> String {
    let rule = |line: &str| {
        let cells = line.trim().trim_matches('|');
        cells.contains("---") && cells.chars().all(|c| matches!(c, '-' | ':' | '|' | ' '))
    };
    if !text.lines().any(rule) {
        return text.to_owned();
    }
    let mut markdown = Markdown::new(terminal::width(), 0, theme);
    let mut drawn = markdown.push(text);
    drawn.push_str(&markdown.finish());
    drawn
}

/// Returns the result of the call that is `which` from the end, from 1; without it, the last.
///
/// # Errors
/// Fails if there is no such call.
pub fn last(
    which: Option<&str>,
    agent: &Agent,
    lang: Lang,
    theme: Theme,
) -> Result<String, Problem> {
    let results = agent.results();
    let count = results.latest().len();
    let typed = which.unwrap_or("1").trim();
    let number = typed.parse::<usize>().ok().filter(|number| (1..=count).contains(number));
    let kept = number.and_then(|number| results.latest().nth(number - 1));
    let Some(kept) = kept else {
        let cause = match count {
            0 => lang.last_none(),
            _ => lang.last_out_of_range(Untrusted::from(typed).line(20), count),
        };
        let (what, advice) = (lang.last_failed(), lang.last_advice());
        return Err(Problem { exit: Exit::Usage, what, cause, advice });
    };
    let text = kept.text();
    // JSON is easier to read with its lines.
    let text = match serde_json::from_str(&text) {
        Ok(json @ (serde_json::Value::Object(_) | serde_json::Value::Array(_))) => {
            visible_json(&json)
        }
        Ok(_) | Err(_) => readable(&Untrusted::from(text).to_string(), theme),
    };
    let head = format!("🔧 {} {}", kept.name.line(64), kept.arguments.line(2_000));
    Ok(format!("{}\n{}\n", theme.strong(head), text.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::{Theme, readable};

    #[test]
    fn only_a_text_with_a_table_is_drawn() {
        assert_eq!(readable("**Ana** | x\n--\n", Theme::default()), "**Ana** | x\n--\n");
        let table = "Son:\n\n| n | d |\n| --- | :-: |\n| Ana | V |\n";
        insta::assert_snapshot!(readable(table, Theme::default()), @r"
        Son:

        n   │ d
        ────┼──
        Ana │ V
        ");
    }
}
