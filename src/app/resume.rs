//! Goes on with a conversation of before: finds it, and shows where it stood.

use std::path::Path;

use super::App;
use crate::agent::transcript::{Lost, Past, Transcript, Wanted, take_up};
use crate::error::{Exit, Problem};
use crate::markdown::Markdown;
use crate::terminal;
use crate::text::Lang;
use crate::ui::{Printer, Theme};
use crate::untrusted::{Filter, Untrusted};

/// How much of the last question is shown, in characters.
const QUESTION: usize = 200;
/// How much of the last answer is shown, in lines.
const ANSWER: usize = 12;
/// Stands before each line of it.
const INDENT: &str = "   ";

impl App {
    /// Returns the conversation that the command line asks for, or a new one.
    pub(super) fn conversation(
        &self,
        server: &str,
        model: &str,
    ) -> Result<(Transcript, Past), Problem> {
        let folder = self.paths.state.join("transcripts");
        let wanted = match &self.cli.resume {
            Some(text) => Wanted::Named(text.trim().to_owned()),
            None if self.cli.go_on => Wanted::Last,
            None => return Ok((Transcript::new(&folder, server, model), Past::default())),
        };
        take_up(&folder, &wanted, server, model)
            .map_err(|lost| explain(&lost, &wanted, server, &folder, self.lang))
    }
}

impl App {
    /// Returns the name by which conversations and agreements with a server are found: the demo's
    /// has another port each time.
    pub(super) fn server_name<'a>(&self, server: &'a str) -> &'a str {
        #[cfg(feature = "demo")]
        if self.cli.demo {
            return "demo";
        }
        server
    }
}

fn explain(lost: &Lost, wanted: &Wanted, server: &str, folder: &Path, lang: Lang) -> Problem {
    let folder = folder.display();
    let (exit, cause, advice) = match (lost, wanted) {
        (Lost::None, Wanted::Last) => {
            (Exit::Usage, lang.resume_none_with(server), lang.resume_none_advice(folder))
        }
        (Lost::None, Wanted::Named(text)) => {
            let text = Untrusted::from(text.as_str()).line(60);
            (Exit::Usage, lang.resume_none_named(text), lang.resume_none_advice(folder))
        }
        (Lost::InUse, _) => (Exit::Failure, lang.resume_in_use(), lang.resume_in_use_advice()),
        (Lost::Newer(newer), _) => {
            (Exit::Failure, lang.resume_newer(newer.0), lang.resume_newer_advice())
        }
        (Lost::Io(error), _) => (Exit::Failure, error.to_string(), lang.resume_io_advice(folder)),
    };
    Problem { exit, what: lang.resume_failed(), cause, advice }
}

/// Shows where a conversation stood; nothing of a new one.
pub(super) async fn show(past: &Past, printer: &Printer, theme: Theme, lang: Lang) {
    if past.damaged > 0 {
        printer.line(theme.warn(lang.resumed_damaged(past.damaged))).await;
    }
    let Some((question, answer)) = past.last() else { return };
    printer.line(theme.dim(lang.resumed(past.messages.len()))).await;
    let question = Untrusted::from(question).line(QUESTION);
    printer.line(theme.dim(format!("{INDENT}👤 {question}"))).await;
    for line in recap(&answer, terminal::width()) {
        printer.line(theme.dim(format!("{INDENT}{line}"))).await;
    }
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
    use super::recap;

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
}
