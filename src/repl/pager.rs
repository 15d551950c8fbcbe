//! Pages what is too long for the screen: `/last`.

use super::Chat;
use crate::command;
use crate::config::display;
use crate::terminal;
use crate::untrusted::Untrusted;

/// What `less` does where the person has not said: it ends by itself if the text fits on the
/// screen, shows colours, and leaves what it showed.
const LESS: (&str, &str) = ("LESS", "FRX");

impl Chat {
    /// Shows the whole result of a call.
    pub(super) async fn last(&mut self, which: Option<&str>) {
        match command::last(which, &self.agent, self.lang, self.theme) {
            Ok(text) => self.page(text).await,
            Err(problem) => self.show_problem(&problem).await,
        }
    }

    /// Gives the text to the pager, and the terminal with it.
    pub(super) async fn page(&mut self, text: String) {
        if terminal::is_detached() {
            return self.printer.note(text).await;
        }
        let pager = display::pager();
        self.printer.lent(true).await;
        self.printer.flush().await;
        let (command, input) = (pager.clone(), text.clone());
        let variables = if display::has_less_options() { vec![] } else { vec![LESS] };
        let paging = tokio::task::spawn_blocking(move || {
            terminal::lend(&command, &[], &variables, Some(&input))
        });
        let failure = match paging.await {
            Ok(Ok(status)) if status.success() => None,
            // What the person did in it is theirs; these two mean that there is no such program.
            Ok(Ok(status)) if matches!(status.code(), Some(126 | 127)) => Some(status.to_string()),
            Ok(Ok(_)) => None,
            Ok(Err(err)) => Some(err.to_string()),
            Err(err) => Some(err.to_string()),
        };
        self.printer.lent(false).await;
        // Ctrl-C was the pager's.
        self.interrupts.forget();
        if let Some(reason) = failure {
            let pager = Untrusted::from(pager).line(80);
            self.printer
                .line(self.theme.warn(self.lang.pager_failed(pager, self.lang.system(&reason))))
                .await;
            self.printer.note(text).await;
        }
    }
}
