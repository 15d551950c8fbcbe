//! Goes on with a conversation of before: finds it, and shows where it stood.

use std::path::Path;

use super::App;
use crate::agent::transcript::{Lost, Past, Transcript, Wanted, take_up};
use crate::error::{Exit, Problem};
use crate::text::Lang;
use crate::ui::{Printer, Theme};
use crate::untrusted::Untrusted;

/// How much of the last question and answer is shown, in characters.
const SHOWN: usize = 400;

impl App {
    /// Returns the conversation that the command line asks for, or a new one.
    pub(super) fn conversation(
        &self,
        server: &str,
        model: &str,
    ) -> Result<(Transcript, Past), Problem> {
        let folder = self.paths.state.join("transcripts");
        let server = self.server_name(server);
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
    /// Returns the name by which conversations with a server are found: the demo's has another
    /// port each time.
    fn server_name<'a>(&self, server: &'a str) -> &'a str {
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
    let short = |text: &str| Untrusted::from(text).line(SHOWN);
    printer.line(theme.dim(format!("   👤 {}", short(&question)))).await;
    printer.line(theme.dim(format!("   🤖 {}", short(&answer)))).await;
}
