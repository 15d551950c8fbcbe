//! Connecting: to the MCP server, and to the model, once the person agrees where keys go.

use std::io::{self, Write as _};

use tracing::warn;

use super::App;
use crate::config::{ConfigError, Consent, ModelSettings, ServerSettings};
use crate::error::{Exit, Explain as _, Problem};
use crate::mcp::requests::Answering;
use crate::mcp::transport::detect::Detecting;
use crate::mcp::{self, Tasks};
use crate::tape::Tape;
use crate::text::Lang;
use crate::turns::Interrupts;
use crate::{http, llm, terminal};

/// The connected MCP server.
pub(super) struct Server {
    pub(super) client: mcp::Client,
    pub(super) tasks: Tasks,
}

/// Returns the HTTP client that everything shares.
pub(super) fn http_client(tape: &Tape, lang: Lang) -> Result<http::Client, Problem> {
    let client = http::client().map(|client| client.with_tape(tape.clone()));
    client.map_err(|err| Problem {
        exit: Exit::Failure,
        what: lang.start_failed(),
        cause: err.to_string(),
        advice: lang.start_failed_advice(),
    })
}

impl App {
    /// Returns how the server is reached, with the person's consent.
    pub(super) fn server_settings(&self) -> Result<ServerSettings, Problem> {
        let (settings, consent) = self.layers.server().map_err(|error| error.explain(self.lang))?;
        self.agree(consent)?;
        Ok(settings)
    }

    /// Returns how the model is reached, with the person's consent.
    pub(super) fn model_settings(&self) -> Result<ModelSettings, Problem> {
        let (settings, consent) = self.layers.model().map_err(|error| error.explain(self.lang))?;
        self.agree(consent)?;
        Ok(settings)
    }

    /// Asks whether a key may go where the working directory's `.env` says (invariant 7).
    fn agree(&self, consent: Option<Consent>) -> Result<(), Problem> {
        let Some(consent) = consent else { return Ok(()) };
        let refused = |consent| Err(ConfigError::NeedsConsent { consent }.explain(self.lang));
        if !terminal::is_interactive() {
            return refused(consent);
        }
        let question = self.lang.config_consent_question(consent.key_setting, &consent.url);
        let mut answer = String::new();
        let asked =
            write!(io::stderr(), "{question}").and_then(|()| io::stdin().read_line(&mut answer));
        let yes = matches!(answer.trim().to_lowercase().as_str(), "s" | "si" | "sí" | "y" | "yes");
        if asked.is_ok() && yes { Ok(()) } else { refused(consent) }
    }
}

/// Connects to the MCP server, which may ask what `answering` says; Ctrl-C ends the wait.
pub(super) async fn connect(
    http: http::Client,
    settings: &ServerSettings,
    interrupts: &mut Interrupts,
    lang: Lang,
    answering: Answering,
) -> Result<Option<Server>, Problem> {
    let transport = Box::new(Detecting::new(http, settings));
    tokio::select! {
        connected = mcp::Client::connect_answering(transport, settings.tool_timeout, answering) => match connected {
            Ok((client, tasks)) => Ok(Some(Server { client, tasks })),
            Err(error) => {
                warn!(%error, "cannot connect");
                Err(error.explain(lang))
            }
        },
        () = interrupts.next() => Ok(None),
    }
}

/// Makes the client of the model API; nothing is sent yet.
pub(super) fn model(http: http::Client, settings: ModelSettings) -> llm::Client {
    llm::Client::new(http, settings)
}
