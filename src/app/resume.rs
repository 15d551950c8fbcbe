//! The conversation that the command line asks for: a new one, or one of before.

use super::App;
use crate::agent::transcript::{Shelf, Spoken, Taken, Wanted};
use crate::command;
use crate::config::{ModelSettings, ServerSettings};
use crate::error::{Exit, Problem};
use crate::http;
use crate::ui::{Printer, Streams};
use crate::view::sessions_page;

impl App {
    /// Returns the conversation that the command line asks for.
    pub(super) fn conversation(&self, shelf: &Shelf, spoken: Spoken) -> Result<Taken, Problem> {
        let wanted = match &self.cli.resume {
            Some(text) => Wanted::Named(text.trim().to_owned()),
            None if self.cli.go_on => Wanted::Last,
            None => {
                let transcript = shelf.begin(spoken);
                return Ok(Taken { transcript, past: Default::default(), copied: false });
            }
        };
        let server = spoken.server.clone();
        shelf
            .take_up(&wanted, spoken, None)
            .map_err(|lost| command::lost(&lost, &wanted, &server, shelf, self.lang))
    }

    /// Returns the person's conversations.
    pub(super) fn shelf(&self) -> Shelf {
        Shelf::new(self.paths.state.join("transcripts"), !self.cli.options.no_save)
    }

    /// Returns what a conversation is had with, by the names under which it is found again.
    pub(super) fn spoken(&self, server: &ServerSettings, model: &ModelSettings) -> Spoken {
        let (url, api) = (http::shown(&server.url), http::shown(&model.base_url));
        Spoken {
            server: self.lasting_name(url),
            model: model.name.clone(),
            api: self.lasting_name(api),
        }
    }

    /// Returns a name for an address that is the same the next time: the demo's servers have
    /// another port each time.
    fn lasting_name(&self, address: String) -> String {
        #[cfg(feature = "demo")]
        if self.cli.demo && address.contains("//127.0.0.1:") {
            return "demo".to_owned();
        }
        address
    }

    /// `sessions`.
    pub(super) async fn list_sessions(&self, json: bool) -> Result<Exit, Problem> {
        let shelf = self.shelf();
        let list = shelf.list().map_err(|err| command::unlisted(&err, &shelf, self.lang))?;
        let (printer, thread) = Printer::start(Streams::Script, None);
        printer.answer(sessions_page(&list, json, self.lang)).await;
        super::chat::finish(printer, thread, Ok(Exit::Done), self.lang).await
    }
}
