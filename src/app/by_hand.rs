//! Tools by hand: the commands that need the server alone.

use super::App;
use super::chat::finish;
use super::connect::{self, Server};
use crate::error::{Exit, Problem};
use crate::mcp::requests::Answering;
use crate::oneshot;
use crate::tape::Session;
use crate::turns::{self, Interrupts};
use crate::ui::{Printer, Streams};

impl App {
    /// `tools`.
    pub(super) async fn list_tools(&self, name: Option<&str>, json: bool) -> Result<Exit, Problem> {
        let session = Session::Tools { name: name.map(str::to_owned), json };
        self.by_hand(session, async |server, _, printer| {
            oneshot::list_tools(&server.client, name, json, printer, self.lang).await
        })
        .await
    }

    /// `call`.
    pub(super) async fn call(
        &self,
        tool: &str,
        arguments: &[String],
        json: bool,
    ) -> Result<Exit, Problem> {
        let rules = self.rules(false)?;
        let typed = arguments.to_vec();
        let session = Session::Call { tool: tool.to_owned(), arguments: typed, json };
        self.by_hand(session, async |server, interrupts, printer| {
            tokio::select! {
                outcome = oneshot::call(&server.client, (tool, arguments), rules, json, printer, self.lang) => outcome,
                () = interrupts.next() => Ok(Exit::Interrupted),
            }
        })
        .await
    }

    /// Does something with the server alone.
    async fn by_hand(
        &self,
        session: Session,
        work: impl AsyncFnOnce(&Server, &mut Interrupts, &Printer) -> Result<Exit, Problem>,
    ) -> Result<Exit, Problem> {
        let (settings, lang) = (self.server_settings()?, self.lang);
        let tape = self.tape(session, &settings, None)?;
        let (printer, thread) = self.printer(Streams::Script, None);
        let outcome = async {
            let mut interrupts = Interrupts::of(&tape);
            let http = connect::http_client(&tape, lang)?;
            let Some(server) =
                connect::connect(http, &settings, &mut interrupts, lang, Answering::nobody())
                    .await?
            else {
                return Ok(Exit::Interrupted);
            };
            let status = server.client.status();
            tokio::spawn(turns::watch_connection(status, printer.clone(), lang));
            let outcome = work(&server, &mut interrupts, &printer).await;
            server.client.close(server.tasks).await;
            outcome
        };
        let outcome = tape.watched(outcome, lang).await;
        self.close_tape(&tape, &outcome);
        finish(printer, thread, outcome, lang).await
    }
}
