//! The program in scripts: one question, questions line by line, tools listed and called.
//!
//! On standard output stands the answer alone; all else goes to standard error.

mod arguments;
mod input;
mod tools;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::agent::transcript::Shelf;
use crate::agent::{Activity, Agent, CallOutcome, TurnEnd};
use crate::command::{self, Command, Desk, Line, Thinking};
use crate::error::{Exit, Explain as _, Problem};
use crate::llm::catalogue::Catalogue;
use crate::mcp;
use crate::text::Lang;
use crate::turns::{self, Done, Interrupts, Work};
use crate::ui::{Printer, Theme};
use crate::view::{self, TurnView};

pub use input::{Lines, appended_input};
pub use tools::{call, list_tools};

/// What a script's conversation needs.
pub struct Script {
    /// Answers the questions.
    pub agent: Agent,
    /// For `/tools`.
    pub mcp: mcp::Client,
    /// The models that the provider offers.
    pub catalogue: Catalogue,
    /// The conversations of before.
    pub shelf: Shelf,
    /// Prints.
    pub printer: Printer,
    /// Whether the model's thoughts are shown.
    pub thinking: Thinking,
    /// Language of the interface.
    pub lang: Lang,
    /// Ctrl-C.
    pub interrupts: Interrupts,
}

impl Script {
    /// Answers one question (`-p`).
    pub async fn prompt(mut self, question: String) -> Exit {
        self.work(Work::Answer(question)).await
    }

    /// Answers the lines of standard input until it ends or one says to leave. A failed turn does
    /// not end it; the first failure decides the exit status.
    pub async fn lines(mut self, mut lines: Lines) -> Exit {
        let mut exit = Exit::Done;
        loop {
            let line = tokio::select! {
                line = lines.next() => line,
                () = self.interrupts.next() => return Exit::Interrupted,
                () = self.printer.closed() => return exit,
            };
            let outcome = match line {
                None => return exit,
                Some(Err(problem)) => self.fail(&problem(self.lang)).await,
                Some(Ok(line)) => match Line::parse(&line) {
                    Line::Empty => Exit::Done,
                    Line::Question(question) => self.work(Work::Answer(question)).await,
                    Line::Command(Command::Leave) => return exit,
                    Line::Command(Command::Compact) => self.work(Work::Compact).await,
                    Line::Command(Command::Retry) => {
                        match command::undone(&mut self.agent, self.lang).await {
                            Ok(question) => self.work(Work::Answer(question)).await,
                            Err(problem) => self.fail(&problem).await,
                        }
                    }
                    Line::Command(command) => self.command(command).await,
                    Line::Unknown { typed, nearest } => {
                        self.fail(&turns::unknown_command(self.lang, &typed, nearest)).await
                    }
                },
            };
            match (exit, outcome) {
                (_, Exit::Interrupted) => return outcome,
                (Exit::Done, outcome) => exit = outcome,
                (_, _) => {}
            }
        }
    }

    async fn command(&mut self, command: Command) -> Exit {
        let Self { agent, mcp, catalogue, shelf, thinking, lang, .. } = self;
        let (lang, theme) = (*lang, Theme::default());
        let desk = Desk { agent, mcp, catalogue, shelf, thinking, lang, theme };
        match command::run(command, desk).await {
            Ok(text) => {
                self.printer.note(text).await;
                Exit::Done
            }
            Err(problem) => self.fail(&problem).await,
        }
    }

    async fn work(&mut self, work: Work) -> Exit {
        let mut view = TurnView::script(self.lang, self.thinking.shown);
        let mut denied = false;
        let cancel = CancellationToken::new();
        turns::learn_window(&mut self.agent, &self.catalogue);
        let (sender, mut activity) = mpsc::channel(turns::ACTIVITY);
        let end = {
            let Self { agent, printer, interrupts, .. } = self;
            let turn = work.run(agent, &sender, &cancel);
            tokio::pin!(turn);
            loop {
                tokio::select! {
                    biased;
                    () = interrupts.next() => cancel.cancel(),
                    // Without a reader of the answer there is nothing left to do.
                    () = printer.closed() => return Exit::Done,
                    Some(activity) = activity.recv() => {
                        denied |= is_denial(&activity);
                        show(printer, &mut view, &activity).await;
                    }
                    end = &mut turn => break end,
                }
            }
        };
        while let Ok(activity) = activity.try_recv() {
            denied |= is_denial(&activity);
            show(&self.printer, &mut view, &activity).await;
        }
        view::print(&self.printer, view.close()).await;
        view.thoughts().clone_into(&mut self.thinking.last);
        self.end(end, denied).await
    }

    async fn end(&self, end: Done, denied: bool) -> Exit {
        match end {
            Done::Turn(TurnEnd::Answered) if denied => Exit::Denied,
            Done::Turn(TurnEnd::Answered) | Done::Compacted(true) => Exit::Done,
            Done::Compacted(false) => {
                self.printer.line(self.lang.nothing_to_compact()).await;
                Exit::Done
            }
            Done::Turn(TurnEnd::Cancelled) => Exit::Interrupted,
            Done::Turn(TurnEnd::Failed(mut error)) => {
                self.catalogue.name_nearest(&mut error).await;
                self.fail(&error.explain(self.lang)).await
            }
            Done::Turn(TurnEnd::NoAnswer) => self.fail(&turns::no_answer(self.lang)).await,
            Done::Turn(TurnEnd::TooCostly { spent, limit }) => {
                self.fail(&turns::too_costly(self.lang, spent, limit)).await
            }
        }
    }

    async fn fail(&self, problem: &Problem) -> Exit {
        for line in problem.lines(self.lang) {
            self.printer.line(line).await;
        }
        problem.exit
    }
}

/// Whether the approval rules kept a call from running; in a script nobody else says no.
fn is_denial(activity: &Activity) -> bool {
    matches!(activity, Activity::CallEnded { outcome: CallOutcome::Denied { .. }, .. })
}

async fn show(printer: &Printer, view: &mut TurnView, activity: &Activity) {
    view::print(printer, view.show(activity)).await;
}
