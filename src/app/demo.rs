//! `--demo` and `demo-server`: the employees inside this very program.

use std::path::PathBuf;

use tokio_util::sync::CancellationToken;

use super::App;
use crate::config::{Generation, ModelSettings, Provider, ServerSettings, TransportChoice};
use crate::demo;
use crate::error::{Exit, Explain as _, Problem};
use crate::http;
use crate::turns::Interrupts;
use crate::ui::{Printer, Streams};

impl App {
    /// Chats with the embedded server; without a model of the person's, with the offline one.
    pub(super) async fn demo(&self) -> Result<Exit, Problem> {
        let has_model = self.layers.has_model().map_err(|error| error.explain(self.lang))?;
        let (server, _) = self.layers.server().map_err(|error| error.explain(self.lang))?;
        let real = if has_model { Some(self.model_settings()?) } else { None };
        let running = demo::start(&self.database(), real.is_none())
            .await
            .map_err(|error| error.explain(self.lang))?;
        let server = ServerSettings {
            url: running.server_url.clone(),
            headers: Vec::new(),
            transport: TransportChoice::Sse,
            is_bare: false,
            ..server
        };
        let model = match (real, running.model_url.clone()) {
            (Some(real), _) => real,
            (None, Some(base_url)) => ModelSettings {
                provider: Provider::OpenAi,
                base_url,
                name: "demo".to_owned(),
                key: None,
                idle_timeout: std::time::Duration::from_secs(30),
                generation: Generation::default(),
                context_window: None,
            },
            // The offline model was asked for, so it has an address.
            (None, None) => self.model_settings()?,
        };
        let outcome = self.converse_with(server, model).await;
        running.stop().await;
        outcome
    }

    /// Serves the employees to any MCP client until it is interrupted.
    pub(super) async fn demo_server(&self, listen: &str) -> Result<Exit, Problem> {
        let (printer, _thread) = Printer::start(Streams::Script, None);
        let stop = CancellationToken::new();
        let mut interrupts = Interrupts::listen();
        let (lang, told) = (self.lang, printer.clone());
        let on_ready = move |url: url::Url| {
            tokio::spawn(async move {
                told.line(lang.demo_server_ready(http::shown(&url))).await;
                if !is_loopback(&url) {
                    told.line(lang.demo_server_open()).await;
                }
            });
        };
        let database = self.database();
        let serve = demo::serve_forever(listen, &database, stop.clone(), on_ready);
        tokio::pin!(serve);
        let outcome = tokio::select! {
            outcome = &mut serve => outcome,
            () = interrupts.next() => {
                stop.cancel();
                serve.await
            }
        };
        outcome.map(|()| Exit::Done).map_err(|error| error.explain(self.lang))
    }

    fn database(&self) -> PathBuf {
        self.cli.db.clone().unwrap_or_else(|| self.paths.state.join("employees.db"))
    }
}

/// Whether only this machine can reach the address.
fn is_loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
