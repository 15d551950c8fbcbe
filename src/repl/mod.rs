//! The interactive chat: prompt, line, turn, and again until the person leaves.

mod approval;
mod asked;
mod assist;
mod attach;
mod compose;
mod copy;
mod editor;
mod history;
mod message;
mod news;
mod offered;
mod pager;
mod paths;
mod prompt;
mod reader;
mod resource;
mod resume;
mod waiting;

use std::ops::ControlFlow::{self, Continue};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::agent::TurnEnd;
use crate::agent::transcript::Shelf;
use crate::agent::{Activity, Agent};
use crate::command::{self, Command, Desk, Line, Thinking};
use crate::config::EditMode;
use crate::error::{Exit, Explain as _, Problem};
use crate::llm::Warmer;
use crate::llm::catalogue::Catalogue;
use crate::mcp;
use crate::tape::{Player, Tape};
use crate::terminal::{self, QuietInput};
use crate::text::Lang;
use crate::turns::sampling::Sampler;
use crate::turns::{self, Done, Interrupts, Looks, Work};
use crate::ui::{AboveLine, Printer, Theme};
use crate::untrusted::Untrusted;
use crate::view::{self, TurnView};
use assist::{Assist, Known};
use editor::{Editor, Read};
use history::History;
pub use news::ServerNews;
use reader::Reader;
pub use waiting::Questions;
use waiting::beside;

/// How long the line editor may take to end its line on a signal.
const NOTICES_SIGNAL: Duration = Duration::from_millis(200);

/// How often it is shown that something is still waited for.
const TICK: Duration = Duration::from_millis(200);

/// The line editor, before the chat begins: its thread draws notices for the printer.
pub struct Prompt {
    editor: Reader,
    /// What the editor completes lines with, once the chat is connected.
    known: Arc<OnceLock<Known>>,
    /// What the person should know of the lines on disk.
    told: mpsc::Receiver<String>,
}

/// What a chat needs.
pub struct Chat {
    /// Answers the questions.
    pub agent: Agent,
    /// For `/tools`.
    pub mcp: mcp::Client,
    /// What the server asks.
    pub questions: Questions,
    /// Answers for the server.
    pub sampler: Sampler,
    /// The models that the provider offers.
    pub catalogue: Catalogue,
    /// The conversations of before.
    pub shelf: Shelf,
    /// Opens the connection to the model while the person types.
    pub warmer: Warmer,
    /// Reads the lines.
    pub prompt: Prompt,
    /// Prints.
    pub printer: Printer,
    /// Language of the interface.
    pub lang: Lang,
    /// Colours.
    pub theme: Theme,
    /// Whether the model's thoughts are shown.
    pub thinking: Thinking,
    /// Ctrl-C outside the line editor.
    pub interrupts: Interrupts,
    /// What the server tells on its own.
    pub news: ServerNews,
    /// The recording that takes part.
    pub tape: Tape,
}

/// Starts the line editor with its history file, if lines are to be kept.
///
/// # Errors
/// Fails if the terminal cannot be used.
pub fn start_prompt(
    history: Option<PathBuf>,
    mode: EditMode,
    lang: Lang,
    theme: Theme,
    tape: &Tape,
) -> Result<(Prompt, Option<AboveLine>), Problem> {
    let known = Arc::default();
    let assist = Assist::new(Arc::clone(&known), lang, theme);
    let (history, told) = History::new(history, lang);
    let (editor, above_line) = Editor::start(history, mode, assist, lang)
        .map_err(|err| terminal_failed(lang, err.to_string()))?;
    Ok((Prompt { editor: Reader::editor(editor, tape), known, told }, above_line))
}

impl Prompt {
    /// Reads the lines of a session that is played.
    pub fn played(player: &Player, theme: Theme) -> Self {
        // No lines are on disk, so there is nothing to tell of them.
        let (_, told) = mpsc::channel(1);
        Self { editor: Reader::played(player, theme), known: Arc::default(), told }
    }
}

fn terminal_failed(lang: Lang, cause: String) -> Problem {
    Problem {
        exit: Exit::Failure,
        what: lang.terminal_failed(),
        cause,
        advice: lang.terminal_failed_advice(),
    }
}

impl Chat {
    /// Chats until the person leaves.
    ///
    /// # Errors
    /// Fails if the terminal fails.
    pub async fn run(mut self) -> Result<Exit, Problem> {
        let mut interrupted = false;
        let mut typed_ahead = String::new();
        self.prepare();
        loop {
            match self.read(std::mem::take(&mut typed_ahead)).await {
                Read::Line(line) if self.is_asked(&line) => {
                    interrupted = false;
                    typed_ahead = line;
                    self.answer_waiting(&mut typed_ahead).await;
                }
                Read::Line(line) => {
                    interrupted = false;
                    match self.take(Line::parse(&line)).await {
                        ControlFlow::Continue(typed) => typed_ahead = typed,
                        ControlFlow::Break(()) => break,
                    }
                }
                Read::Interrupted if interrupted => break,
                Read::Interrupted => {
                    interrupted = true;
                    self.printer.line(self.theme.dim(self.lang.how_to_leave())).await;
                }
                Read::End => break,
                Read::NoText => {
                    // What is left of the line would pass for another.
                    terminal::take_type_ahead();
                    self.printer.line(self.theme.warn(self.lang.line_not_text())).await;
                }
                Read::Failed(reason) => return Err(terminal_failed(self.lang, reason)),
            }
        }
        self.printer.line(self.lang.goodbye()).await;
        Ok(Exit::Done)
    }

    /// Lets the editor complete and print by what the chat knows.
    fn prepare(&mut self) {
        let Self { mcp, catalogue, shelf, warmer, .. } = &*self;
        let known = Known {
            mcp: mcp.clone(),
            catalogue: catalogue.clone(),
            shelf: shelf.clone(),
            warmer: warmer.clone(),
            asker: offered::Asker::new(mcp, &self.tape),
        };
        // A prompt serves one chat, so nothing is known yet.
        drop(self.prompt.known.set(known));
        self.prompt.editor.prints_with(&self.printer);
    }

    /// Does what a line says; returns what was typed meanwhile, or that the person leaves.
    async fn take(&mut self, line: Line) -> ControlFlow<(), String> {
        match line {
            Line::Empty => {}
            Line::Question(question) => return Continue(self.question(question).await),
            Line::Command(Command::Leave) => return ControlFlow::Break(()),
            Line::Command(Command::Compact) => return Continue(self.work(Work::Compact).await),
            Line::Command(Command::Retry) => {
                match command::undone(&mut self.agent, self.lang).await {
                    Ok(question) => return Continue(self.work(Work::Answer(question)).await),
                    Err(problem) => self.show_problem(&problem).await,
                }
            }
            Line::Command(Command::Copy) => self.copy().await,
            Line::Command(Command::Edit) => {
                if let Some(question) = self.edit_last().await {
                    return Continue(self.work(Work::Answer(question)).await);
                }
            }
            Line::Command(Command::Prompt(typed)) => return Continue(self.use_prompt(typed).await),
            Line::Command(Command::Resources(uri)) => self.resources(uri).await,
            Line::Command(Command::Log(level)) => self.log(level.as_deref()).await,
            Line::Command(Command::Resume(words)) => self.resume(words).await,
            Line::Command(Command::Last(which)) => self.last(which.as_deref()).await,
            Line::Command(command) => self.command(command).await,
            Line::Unknown { typed, nearest } => {
                self.show_problem(&turns::unknown_command(self.lang, &typed, nearest)).await;
            }
        }
        Continue(String::new())
    }

    /// Answers a question with the files that it names; returns what was typed meanwhile, or the
    /// question if it cannot be asked so.
    async fn question(&mut self, typed: String) -> String {
        match self.attached(&typed).await {
            Ok(question) => self.work(Work::Answer(question)).await,
            Err(problem) => {
                self.show_problem(&problem).await;
                typed
            }
        }
    }

    async fn attached(&mut self, typed: &str) -> Result<String, Problem> {
        let (question, files) = attach::attach_taped(typed, self.lang, &self.tape)?;
        for attach::Attached { path, bytes } in &files {
            let path = Untrusted::from(path.as_str()).line(120);
            let size = self.lang.count((*bytes).try_into().unwrap_or(u64::MAX));
            self.printer.line(self.theme.dim(self.lang.attached(path, size))).await;
        }
        self.with_resources(typed, question, &files).await
    }

    async fn read(&mut self, initial: String) -> Read {
        self.tell_of_history().await;
        self.printer.note("\n").await;
        let prompt = self.lang.prompt();
        let styled = self.theme.strong(&prompt);
        let read = self.edit((prompt, styled), initial, true).await;
        self.tell_of_history().await;
        read
    }

    async fn tell_of_history(&mut self) {
        while let Ok(sentence) = self.prompt.told.try_recv() {
            self.printer.line(self.theme.warn(sentence)).await;
        }
    }

    /// Reads a line while the printer knows that one is being edited.
    async fn edit(&mut self, prompt: (String, String), initial: String, remember: bool) -> Read {
        self.printer.editing(true).await;
        self.printer.flush().await;
        self.interrupts.forget();
        let read = self.prompt.editor.read(prompt, initial, remember);
        tokio::pin!(read);
        let Questions { arriving, waiting } = &mut self.questions;
        let read = loop {
            tokio::select! {
                biased;
                Some(request) = arriving.recv() => {
                    let server = asked::server_name(&request.server, self.lang);
                    let notice = self.theme.warn(self.lang.asked_meanwhile(server));
                    self.printer.notice(notice).await;
                    waiting.push_back(request);
                }
                read = &mut read => break read,
                // While a line is edited Ctrl-C is a key: this signal comes from outside, or the
                // terminal is too simple for the editor, which then does not notice.
                () = self.interrupts.next() => {
                    break timeout(NOTICES_SIGNAL, read).await.unwrap_or(Read::End);
                }
            }
        };
        self.printer.editing(false).await;
        read
    }

    async fn command(&mut self, command: Command) {
        let Self { agent, mcp, catalogue, shelf, thinking, lang, theme, tape, .. } = self;
        let desk = Desk { agent, mcp, catalogue, shelf, thinking, lang: *lang, theme: *theme };
        match command::run_taped(command, desk, tape).await {
            Ok(text) if text.is_empty() => {}
            Ok(text) => self.printer.line(text.trim_end_matches('\n')).await,
            Err(problem) => self.show_problem(&problem).await,
        }
    }

    /// Lets the agent work and returns what was typed meanwhile.
    async fn work(&mut self, work: Work) -> String {
        let quiet = QuietInput::new();
        let mut view =
            TurnView::chat(self.lang, self.theme, terminal::width(), self.thinking.shown);
        let mut typed_ahead = String::new();
        let cancel = CancellationToken::new();
        self.interrupts.forget();
        turns::learn_window(&mut self.agent, &self.catalogue);
        let (sender, mut activity) = mpsc::channel(turns::ACTIVITY);
        let end = {
            let Self { agent, prompt, printer, lang, theme, interrupts, tape, .. } = self;
            let (questions, sampler) = (&mut self.questions, &mut self.sampler);
            let desk =
                asked::Desk { editor: &prompt.editor, printer, lang: *lang, theme: *theme, tape };
            let asker =
                approval::Asker { editor: &prompt.editor, printer, lang: *lang, theme: *theme };
            let turn = work.run(agent, &sender, &cancel);
            tokio::pin!(turn);
            let mut looks = Looks::begin(TICK, tape);
            let end = loop {
                while let Some(elapsed) = looks.due() {
                    view::print(printer, view.tick(elapsed)).await;
                }
                tokio::select! {
                    biased;
                    () = interrupts.next() => cancel.cancel(),
                    Some(activity) = activity.recv() => {
                        let activity = looks.note(activity);
                        let width = terminal::width();
                        tape.wide(width);
                        view.resize(width);
                        view::print(printer, view.show(&activity)).await;
                        if let Activity::Approve(request) = activity {
                            asker.decide(*request, &mut typed_ahead).await;
                        }
                    }
                    Some(request) = questions.arriving.recv() => {
                        view::print(printer, view.close()).await;
                        let stop = CancellationToken::new();
                        let answered = desk.answer(request, sampler, &stop, &mut typed_ahead);
                        if let Some(end) = beside(answered, turn.as_mut(), interrupts, &stop).await {
                            break end;
                        }
                    }
                    end = &mut turn => break end,
                    elapsed = looks.next() => view::print(printer, view.tick(elapsed)).await,
                }
            };
            looks.end();
            end
        };
        while let Ok(activity) = activity.try_recv() {
            let activity = turns::as_recorded(activity, &self.tape);
            view::print(&self.printer, view.show(&activity)).await;
        }
        view::print(&self.printer, view.close()).await;
        view.thoughts().clone_into(&mut self.thinking.last);
        self.show_end(end).await;
        self.printer.flush().await;
        drop(quiet);
        typed_ahead
    }

    async fn show_end(&self, end: Done) {
        match end {
            Done::Compacted(true) | Done::Turn(TurnEnd::Answered) => {}
            Done::Compacted(false) => {
                self.printer.line(self.theme.dim(self.lang.nothing_to_compact())).await;
            }
            Done::Turn(TurnEnd::Cancelled) => {
                self.printer.line(self.theme.warn(self.lang.turn_cancelled())).await;
            }
            Done::Turn(TurnEnd::Failed(mut error)) => {
                self.catalogue.name_nearest(&mut error).await;
                self.show_problem(&error.explain(self.lang)).await;
            }
            Done::Turn(TurnEnd::NoAnswer) => self.show_problem(&turns::no_answer(self.lang)).await,
            Done::Turn(TurnEnd::TooCostly { spent, limit }) => {
                self.show_problem(&turns::too_costly(self.lang, spent, limit)).await;
            }
        }
    }

    async fn show_problem(&self, problem: &Problem) {
        let [what, cause, advice] = problem.lines(self.lang);
        self.printer.line(format!("{}\n{cause}\n{advice}", self.theme.bad(what))).await;
    }
}
