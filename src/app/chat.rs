//! The commands that talk: the chat, one question, and questions from a pipe.

use std::path::Path;

use super::App;
use super::connect::{self, Server};
use super::{answering, model_notice, report};
use crate::agent::approval::Patterns;
use crate::agent::approval::book::Book;
use crate::agent::transcript::{Past, Shelf, Taken};
use crate::agent::{Agent, Limits, Parts, Policy, Rules};
use crate::command::Thinking;
use crate::config::{ApprovalSettings, ModelSettings, ServerSettings, TurnSettings, display};
use crate::error::{Exit, Explain as _, Problem};
use crate::llm::Warmer;
use crate::llm::catalogue::Catalogue;
use crate::mcp::Status;
use crate::mcp::requests::ServerRequest;
use crate::repl::{self, Chat, Prompt, Questions, ServerNews};
use crate::tape::{self, Tape};
use crate::text::Lang;
use crate::turns::sampling::Sampler;
use crate::turns::{self, Interrupts};
use crate::ui::{AboveLine, Printer, PrinterThread, Spinner, Streams, Theme};
use crate::view::recap_page;
use crate::{http, terminal};
use tokio::sync::mpsc;

impl App {
    /// Starts the printer.
    pub(super) fn printer(
        &self,
        streams: Streams,
        above_line: Option<AboveLine>,
    ) -> (Printer, PrinterThread) {
        let (printer, thread) = Printer::start(streams, above_line);
        (printer.in_step(self.player.is_some()), thread)
    }

    /// The chat, or a script's conversation.
    pub(super) async fn converse(&self) -> Result<Exit, Problem> {
        #[cfg(feature = "demo")]
        if self.cli.demo {
            return self.demo().await;
        }
        let (server, model) = (self.server_settings()?, self.model_settings()?);
        self.converse_with(server, model).await
    }

    /// Chats with a server and a model, wherever they are.
    pub(super) async fn converse_with(
        &self,
        server: ServerSettings,
        model: ModelSettings,
    ) -> Result<Exit, Problem> {
        let session = match &self.cli.prompt {
            _ if self.is_chat() => tape::Session::Chat,
            Some(_) => tape::Session::Prompt,
            None => tape::Session::Lines,
        };
        let is_chat = session == tape::Session::Chat;
        let tape = self.tape(session, &server, Some(&model))?;
        if is_chat {
            self.chat(server, model, tape).await
        } else {
            self.script(server, model, tape).await
        }
    }

    async fn chat(
        &self,
        server: ServerSettings,
        model: ModelSettings,
        tape: Tape,
    ) -> Result<Exit, Problem> {
        let lang = self.lang;
        // Only a chat changes the terminal, so only then is there something to put back: a script
        // in the background that touched the terminal would be stopped for it.
        let (theme, prompt, above_line) = self.prompt(&tape)?;
        let (printer, thread) = self.printer(Streams::Chat, above_line);
        let outcome = async {
            let mut interrupts = Interrupts::of(&tape);
            printer.line(theme.dim(lang.connecting(http::shown(&server.url)))).await;
            let ready = lang.ready(
                model.provider.name(),
                crate::untrusted::Untrusted::from(model.name.as_str()).line(80),
            );
            let turn = self.turn_settings()?;
            let Some(assembled) =
                self.assemble(&server, model, turn, &mut interrupts, &tape).await?
            else {
                return Ok(Exit::Interrupted);
            };
            let Assembled {
                server,
                questions,
                sampler,
                agent,
                shelf,
                past,
                copied,
                catalogue,
                warmer,
            } = assembled;
            let mcp = server.client.clone();
            let thinking = Thinking { shown: turn.thinking, ..Thinking::default() };
            for line in self.greeting(&server, ready, theme) {
                printer.line(line).await;
            }
            let (width, model) = (terminal::width(), agent.model());
            printer.note(recap_page(&past, copied, model, width, theme, lang)).await;
            tell_of_model(&catalogue, agent.model(), &printer, theme, lang).await;
            tokio::spawn(turns::watch_connection(mcp.status(), printer.clone(), lang));
            let printer = printer.clone();
            let news = ServerNews::start(&mcp, printer.clone(), lang, theme);
            let chat = Chat {
                agent,
                mcp,
                questions: Questions::new(questions),
                sampler,
                catalogue,
                shelf,
                warmer,
                prompt,
                printer,
                lang,
                theme,
                thinking,
                interrupts,
                news,
                tape: tape.clone(),
            };
            let outcome = chat.run().await;
            server.client.close(server.tasks).await;
            outcome
        };
        let outcome = tape.watched(outcome, lang).await;
        self.close_tape(&tape, &outcome);
        finish(printer, thread, outcome, lang).await
    }

    /// Returns what a person reads before the first prompt; `ready` is whom they will talk to.
    fn greeting(&self, server: &Server, ready: String, theme: Theme) -> Vec<String> {
        let mut lines = vec![theme.dim(connected(server, self.lang))];
        if !self.cli.root.is_empty() {
            lines.push(theme.dim(answering::roots_told(&self.cli.root, self.lang)));
        }
        lines.extend([ready, theme.dim(self.lang.ready_hint())]);
        lines
    }

    /// Makes what lines are read with, and how they look.
    fn prompt(&self, tape: &Tape) -> Result<(Theme, Prompt, Option<AboveLine>), Problem> {
        if let Some(player) = tape.player() {
            let header = player.header();
            let theme = Theme::new(header.color)
                .with_links(header.links)
                .with_spinner(Spinner::named(header.spinner.as_deref()));
            return Ok((theme, Prompt::played(player, theme), None));
        }
        // Only a chat changes the terminal, so only then is there something to put back: a script
        // in the background that touched the terminal would be stopped for it.
        terminal::remember();
        let theme = Theme::new(display::wants_color(true))
            .with_links(display::takes_links())
            .with_spinner(super::tape::spinner());
        let mode = self.layers.edit_mode().map_err(|error| error.explain(self.lang))?;
        let history = (!self.cli.options.no_save).then(|| self.paths.state.join("history"));
        let (prompt, above_line) = repl::start_prompt(history, mode, self.lang, theme, tape)?;
        Ok((theme, prompt, above_line))
    }

    /// Returns where lists of models are kept; the demo's model listens on another port each time,
    /// and a recording must hold what is known.
    fn cache(&self, tape: &Tape) -> Option<&Path> {
        if !tape.is_off() {
            return None;
        }
        #[cfg(feature = "demo")]
        if self.cli.demo {
            return None;
        }
        Some(&self.paths.cache)
    }

    pub(super) fn turn_settings(&self) -> Result<TurnSettings, Problem> {
        self.layers.turn().map_err(|error| error.explain(self.lang))
    }

    /// Returns the rules of what may run.
    pub(super) fn rules(&self, attended: bool) -> Result<Rules, Problem> {
        let settings = self.layers.approval().map_err(|error| error.explain(self.lang))?;
        let ApprovalSettings { mode, allow, deny } = settings;
        Ok(Rules { mode, attended, allow: Patterns::new(allow), deny: Patterns::new(deny) })
    }

    /// Connects to the server and makes the agent; `None` if Ctrl-C ended the wait.
    pub(super) async fn assemble(
        &self,
        server: &ServerSettings,
        model: ModelSettings,
        turn: TurnSettings,
        interrupts: &mut Interrupts,
        tape: &Tape,
    ) -> Result<Option<Assembled>, Problem> {
        let rules = self.rules(self.is_chat())?;
        let http = connect::http_client(tape, self.lang)?;
        let spoken = self.spoken(server, &model);
        // A recording begins without what was agreed to before: it does not hold that.
        let kept = tape.is_off().then(|| self.paths.state.join("approvals.json"));
        let book = Book::new(kept, &spoken.server).by_the_clock_of(tape);
        let shelf = self.shelf();
        let Taken { transcript, past, copied } = self.conversation(&shelf, spoken)?;
        let told = past.clone();
        let warmer = Warmer::start(http.clone(), &model);
        // Beside the handshake with the MCP server.
        warmer.warm();
        let catalogue = Catalogue::start(http.clone(), &model, self.cache(tape));
        let (answering, questions) = self.answering(tape)?;
        let Some(connected) =
            connect::connect(http.clone(), server, interrupts, self.lang, answering).await?
        else {
            return Ok(None);
        };
        let sampling = self.sampling()?;
        let sampler = Sampler::new(http.clone(), model.clone(), sampling, turn.max_cost);
        let agent = Agent::new(Parts {
            mcp: connected.client.clone(),
            window: model.context_window,
            llm: connect::model(http, model),
            policy: Policy::new(rules),
            book,
            limits: Limits {
                max_steps: turn.max_steps,
                max_cost: turn.max_cost,
                early_calls: turn.early_calls,
            },
            transcript,
            past,
            results: (!self.cli.options.no_save).then(|| self.paths.state.join("results")),
        });
        let server = connected;
        Ok(Some(Assembled {
            server,
            questions,
            sampler,
            agent,
            shelf,
            past: told,
            copied,
            catalogue,
            warmer,
        }))
    }
}

/// A connected server and who talks to it.
pub(super) struct Assembled {
    pub(super) server: Server,
    /// What it asks; nothing where nobody can answer.
    pub(super) questions: mpsc::Receiver<ServerRequest>,
    /// Answers for it.
    pub(super) sampler: Sampler,
    pub(super) agent: Agent,
    pub(super) shelf: Shelf,
    pub(super) past: Past,
    /// Whether the conversation goes on in a copy.
    pub(super) copied: bool,
    pub(super) catalogue: Catalogue,
    pub(super) warmer: Warmer,
}

/// Tells what a person should know of the model: what is known now, and later the rest.
async fn tell_of_model(
    catalogue: &Catalogue,
    model: &str,
    printer: &Printer,
    theme: Theme,
    lang: Lang,
) {
    let told = model_notice::Told::default();
    let known = catalogue.known();
    let (lines, told) = model_notice::notices(&known, model, &told, catalogue.today(), lang);
    for line in lines {
        printer.line(theme.warn(line)).await;
    }
    let (catalogue, model, printer) = (catalogue.clone(), model.to_owned(), printer.clone());
    tokio::spawn(model_notice::follow(catalogue, model, told, printer, lang));
}

/// Returns who answered and how many tools it offers.
fn connected(server: &Server, lang: Lang) -> String {
    let name = match &*server.client.status().borrow() {
        Status::Connected { server, .. } => {
            format!("{} {}", server.name.line(60), server.version.line(20))
        }
        Status::Reconnecting | Status::Down(_) | Status::Closed => String::new(),
    };
    lang.connected(name.trim(), lang.tools(server.client.tools().len()))
}

/// Waits until everything is printed. Output that could not be written is a failure of its own.
pub(super) async fn finish(
    printer: Printer,
    thread: PrinterThread,
    outcome: Result<Exit, Problem>,
    lang: Lang,
) -> Result<Exit, Problem> {
    if outcome.is_err() {
        printer.fresh_line().await;
    }
    printer.end().await;
    match thread.join() {
        Ok(Ok(())) => outcome,
        Ok(Err(err)) => Err(report::cannot_write(lang, &err)),
        // It panicked, which the log tells; the outcome stands.
        Err(_) => outcome,
    }
}
