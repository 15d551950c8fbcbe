//! Tools by hand: the commands that need the server alone.

use std::time::Duration;

use url::Url;

use super::App;
use super::chat::finish;
use super::connect::{self, Server};
use crate::config::{Conformance, ServerSettings, TransportChoice};
use crate::error::{Exit, Explain as _, Problem};
use crate::mcp::requests::Answering;
use crate::tape::{Session, Tape};
use crate::turns::{self, Interrupts};
use crate::ui::{Printer, Streams};
use crate::{conformance, oneshot};

/// How long a call of the conformance suite may be silent; the suite itself waits half a minute.
const CONFORMANCE_IDLE: Duration = Duration::from_secs(20);

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

    /// `conformance`: nothing of the person's settings reaches the suite's server.
    pub(super) async fn conform(&self, url: &str) -> Result<Exit, Problem> {
        let http = connect::http_client(&Tape::Off, self.lang)?;
        let url = Url::parse(url).map_err(|err| Problem {
            exit: Exit::Usage,
            what: self.lang.usage_failed(),
            cause: err.to_string(),
            advice: self.lang.usage_advice("mcp-chat"),
        })?;
        let settings = ServerSettings {
            url,
            headers: vec![],
            tool_timeout: CONFORMANCE_IDLE,
            transport: TransportChoice::Http,
            is_bare: false,
        };
        let suite = Conformance::from_environment();
        let outcome = conformance::run(http, &settings, &suite).await;
        outcome.map(|()| Exit::Done).map_err(|error| error.explain(self.lang))
    }

    /// Does something with the server alone.
    async fn by_hand(
        &self,
        session: Session,
        work: impl AsyncFnOnce(&Server, &mut Interrupts, &Printer) -> Result<Exit, Problem>,
    ) -> Result<Exit, Problem> {
        #[cfg(feature = "demo")]
        if self.cli.demo {
            let demo = self.demo_server_alone().await?;
            let settings = self.demo_settings(&demo)?;
            let outcome = self.by_hand_with(settings, session, work).await;
            demo.stop().await;
            return outcome;
        }
        self.by_hand_with(self.server_settings()?, session, work).await
    }

    async fn by_hand_with(
        &self,
        settings: ServerSettings,
        session: Session,
        work: impl AsyncFnOnce(&Server, &mut Interrupts, &Printer) -> Result<Exit, Problem>,
    ) -> Result<Exit, Problem> {
        let lang = self.lang;
        let tape = self.tape(session, &settings, None)?;
        let (printer, thread) = self.printer(Streams::Script, None);
        let outcome = async {
            let mut interrupts = Interrupts::of_script(&tape);
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
