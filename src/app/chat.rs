//! The commands that talk: the chat, one question, questions from a pipe, and tools by hand.

use std::path::Path;

use super::App;
use super::connect::{self, Server};
use super::{model_notice, report};
use crate::agent::approval::Patterns;
use crate::agent::approval::book::Book;
use crate::agent::transcript::{Past, Shelf, Taken};
use crate::agent::{Agent, Limits, Parts, Policy, Rules};
use crate::command::Thinking;
use crate::config::{
    ApprovalSettings, ModelSettings, Provider, ServerSettings, TurnSettings, display,
};
use crate::error::{Exit, Explain as _, Problem};
use crate::llm::Warmer;
use crate::llm::catalogue::{Catalogue, Date};
use crate::mcp::{self, Status};
use crate::oneshot::output::{self, NoticeKind, Output, Session, watch_connection};
use crate::oneshot::{self, Lines, Script};
use crate::repl::{self, Chat};
use crate::text::Lang;
use crate::turns::{self, Interrupts};
use crate::ui::{Printer, PrinterThread, Streams, Theme};
use crate::view::recap_page;
use crate::{http, terminal};

impl App {
    /// `tools`.
    pub(super) async fn list_tools(&self, name: Option<&str>, json: bool) -> Result<Exit, Problem> {
        let (printer, thread) = Printer::start(Streams::Script, None);
        let outcome = match self.server(&printer).await? {
            None => Ok(Exit::Interrupted),
            Some((server, _)) => {
                let outcome =
                    oneshot::list_tools(&server.client, name, json, &printer, self.lang).await;
                server.client.close(server.tasks).await;
                outcome
            }
        };
        finish(printer, thread, outcome, self.lang).await
    }

    /// `call`.
    pub(super) async fn call(
        &self,
        tool: &str,
        arguments: &[String],
        json: bool,
    ) -> Result<Exit, Problem> {
        let rules = self.rules(false)?;
        let (printer, thread) = Printer::start(Streams::Script, None);
        let outcome = match self.server(&printer).await? {
            None => Ok(Exit::Interrupted),
            Some((server, mut interrupts)) => {
                let outcome = tokio::select! {
                    outcome = oneshot::call(&server.client, (tool, arguments), rules, json, &printer, self.lang) => outcome,
                    () = interrupts.next() => Ok(Exit::Interrupted),
                };
                server.client.close(server.tasks).await;
                outcome
            }
        };
        finish(printer, thread, outcome, self.lang).await
    }

    async fn server(&self, printer: &Printer) -> Result<Option<(Server, Interrupts)>, Problem> {
        let settings = self.server_settings()?;
        let mut interrupts = Interrupts::listen();
        let http = connect::http_client(self.lang)?;
        let server = connect::connect(http, &settings, &mut interrupts, self.lang).await?;
        Ok(server.map(|server| {
            tokio::spawn(turns::watch_connection(
                server.client.status(),
                printer.clone(),
                self.lang,
            ));
            (server, interrupts)
        }))
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
        if self.cli.prompt.is_none() && terminal::is_interactive() {
            self.chat(server, model).await
        } else {
            self.script(server, model).await
        }
    }

    async fn chat(&self, server: ServerSettings, model: ModelSettings) -> Result<Exit, Problem> {
        let lang = self.lang;
        // Only a chat changes the terminal, so only then is there something to put back: a script
        // in the background that touched the terminal would be stopped for it.
        terminal::remember();
        let theme = Theme::new(display::wants_color(true)).with_links(display::takes_links());
        let mode = self.layers.edit_mode().map_err(|error| error.explain(lang))?;
        let history = (!self.cli.options.no_save).then(|| self.paths.state.join("history"));
        let (prompt, above_line) = repl::start_prompt(history, mode, lang, theme)?;
        let (printer, thread) = Printer::start(Streams::Chat, above_line);
        let outcome = async {
            let mut interrupts = Interrupts::listen();
            printer.line(theme.dim(lang.connecting(http::shown(&server.url)))).await;
            let ready = lang.ready(
                model.provider.name(),
                crate::untrusted::Untrusted::from(model.name.as_str()).line(80),
            );
            let turn = self.turn_settings()?;
            let Some(assembled) =
                self.assemble(&server, model, turn, &mut interrupts, true).await?
            else {
                return Ok(Exit::Interrupted);
            };
            let Assembled { server, agent, shelf, past, copied, catalogue, warmer } = assembled;
            let mcp = server.client.clone();
            let thinking = Thinking { shown: turn.thinking, ..Thinking::default() };
            printer.line(theme.dim(greeting(&server, lang))).await;
            printer.line(ready).await;
            printer.line(theme.dim(lang.ready_hint())).await;
            let (width, model) = (terminal::width(), agent.model());
            printer.note(recap_page(&past, copied, model, width, theme, lang)).await;
            tell_of_model(&catalogue, agent.model(), &printer, theme, lang).await;
            tokio::spawn(turns::watch_connection(mcp.status(), printer.clone(), lang));
            let printer = printer.clone();
            let chat = Chat {
                agent,
                mcp,
                catalogue,
                shelf,
                warmer,
                prompt,
                printer,
                lang,
                theme,
                thinking,
                interrupts,
            };
            let outcome = chat.run().await;
            server.client.close(server.tasks).await;
            outcome
        };
        let outcome = outcome.await;
        finish(printer, thread, outcome, lang).await
    }

    async fn script(&self, server: ServerSettings, model: ModelSettings) -> Result<Exit, Problem> {
        let lang = self.lang;
        let (printer, thread) = Printer::start(Streams::Script, None);
        let outcome = async {
            let mut interrupts = Interrupts::listen();
            let mut output = Output::new(printer.clone(), self.cli.output, lang);
            let question = match &self.cli.prompt {
                None => None,
                Some(text) => {
                    let input = tokio::select! {
                        input = oneshot::appended_input(&output, lang) => input?,
                        () = interrupts.next() => return Ok(output.interrupted().await),
                    };
                    Some(question(text, &input, lang)?)
                }
            };
            let turn = self.turn_settings()?;
            let (url, provider) = (http::shown(&server.url), model.provider);
            let Some(assembled) =
                self.assemble(&server, model, turn, &mut interrupts, false).await?
            else {
                return Ok(output.interrupted().await);
            };
            let Assembled { server, agent, shelf, past, copied, catalogue, warmer: _ } = assembled;
            output.ready(session(&server.client, url, &agent, provider)).await;
            if copied {
                output.notice(NoticeKind::TranscriptCopied, lang.resumed_copy()).await;
            }
            if past.damaged > 0 {
                let text = lang.resumed_damaged(past.damaged);
                output.notice(NoticeKind::TranscriptDamaged, text).await;
            }
            let mcp = server.client.clone();
            let thinking = Thinking { shown: turn.thinking, ..Thinking::default() };
            tokio::spawn(watch_connection(mcp.status(), output.clone()));
            let script =
                Script { agent, mcp, catalogue, shelf, output, thinking, lang, interrupts };
            let exit = match question {
                Some(question) => script.prompt(question).await,
                None => script.lines(Lines::start()).await,
            };
            server.client.close(server.tasks).await;
            Ok(exit)
        };
        let outcome = outcome.await;
        finish(printer, thread, outcome, lang).await
    }

    /// Returns where lists of models are kept; the demo's model listens on another port each time.
    fn cache(&self) -> Option<&Path> {
        #[cfg(feature = "demo")]
        if self.cli.demo {
            return None;
        }
        Some(&self.paths.cache)
    }

    fn turn_settings(&self) -> Result<TurnSettings, Problem> {
        self.layers.turn().map_err(|error| error.explain(self.lang))
    }

    /// Returns the rules of what may run.
    fn rules(&self, attended: bool) -> Result<Rules, Problem> {
        let settings = self.layers.approval().map_err(|error| error.explain(self.lang))?;
        let ApprovalSettings { mode, allow, deny } = settings;
        Ok(Rules { mode, attended, allow: Patterns::new(allow), deny: Patterns::new(deny) })
    }

    /// Connects to the server and makes the agent; `None` if Ctrl-C ended the wait.
    async fn assemble(
        &self,
        server: &ServerSettings,
        model: ModelSettings,
        turn: TurnSettings,
        interrupts: &mut Interrupts,
        attended: bool,
    ) -> Result<Option<Assembled>, Problem> {
        let rules = self.rules(attended)?;
        let http = connect::http_client(self.lang)?;
        let spoken = self.spoken(server, &model);
        let book = Book::new(Some(self.paths.state.join("approvals.json")), &spoken.server);
        let shelf = self.shelf();
        let Taken { transcript, past, copied } = self.conversation(&shelf, spoken)?;
        let told = past.clone();
        let warmer = Warmer::start(http.clone(), &model);
        // Beside the handshake with the MCP server.
        warmer.warm();
        let catalogue = Catalogue::start(http.clone(), &model, self.cache());
        let Some(connected) = connect::connect(http.clone(), server, interrupts, self.lang).await?
        else {
            return Ok(None);
        };
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
        Ok(Some(Assembled { server, agent, shelf, past: told, copied, catalogue, warmer }))
    }
}

/// A connected server and who talks to it.
struct Assembled {
    server: Server,
    agent: Agent,
    shelf: Shelf,
    past: Past,
    /// Whether the conversation goes on in a copy.
    copied: bool,
    catalogue: Catalogue,
    warmer: Warmer,
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
    let (lines, told) = model_notice::notices(&known, model, &told, Date::today(), lang);
    for line in lines {
        printer.line(theme.warn(line)).await;
    }
    let (catalogue, model, printer) = (catalogue.clone(), model.to_owned(), printer.clone());
    tokio::spawn(model_notice::follow(catalogue, model, told, printer, lang));
}

/// Returns who answered and how many tools it offers.
fn greeting(server: &Server, lang: Lang) -> String {
    let name = match &*server.client.status().borrow() {
        Status::Connected { server, .. } => {
            format!("{} {}", server.name.line(60), server.version.line(20))
        }
        Status::Reconnecting | Status::Down(_) | Status::Closed => String::new(),
    };
    lang.connected(name.trim(), lang.tools(server.client.tools().len()))
}

/// Returns what JSON output tells of what the questions are put to.
fn session(client: &mcp::Client, url: String, agent: &Agent, provider: Provider) -> Session {
    let (name, version) = match &*client.status().borrow() {
        Status::Connected { server, .. } => (server.name.clone(), server.version.clone()),
        Status::Reconnecting | Status::Down(_) | Status::Closed => Default::default(),
    };
    let (name, version) = (name.raw().to_owned(), version.raw().to_owned());
    Session {
        conversation: agent.conversation(),
        server: output::Server { url, name, version },
        model: agent.model().to_owned(),
        provider: provider.name().to_owned(),
        tools: client.tools().len(),
    }
}

/// Joins the question and the piped input.
fn question(text: &str, input: &str, lang: Lang) -> Result<String, Problem> {
    let parts: Vec<&str> =
        [text.trim(), input.trim()].into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        return Err(Problem {
            exit: Exit::Usage,
            what: lang.empty_prompt(),
            cause: lang.empty_prompt_cause(),
            advice: lang.empty_prompt_advice(),
        });
    }
    Ok(parts.join("\n\n"))
}

/// Waits until everything is printed. Output that could not be written is a failure of its own.
pub(super) async fn finish(
    printer: Printer,
    thread: PrinterThread,
    outcome: Result<Exit, Problem>,
    lang: Lang,
) -> Result<Exit, Problem> {
    printer.end().await;
    match thread.join() {
        Ok(Ok(())) => outcome,
        Ok(Err(err)) => Err(report::cannot_write(lang, &err)),
        // It panicked, which the log tells; the outcome stands.
        Err(_) => outcome,
    }
}
