//! The program in scripts: one question, questions line by line, tools listed and called.
//!
//! On standard output stands the answer alone, or JSON alone; all else goes to standard error.

mod arguments;
mod input;
pub mod output;
mod tools;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::agent::transcript::Shelf;
use crate::agent::{Agent, TurnEnd};
use crate::command::{self, Command, Desk, Line, Thinking};
use crate::error::{Exit, Explain as _};
use crate::llm::catalogue::Catalogue;
use crate::mcp;
use crate::tape::Tape;
use crate::text::Lang;
use crate::turns::{self, Done, Interrupts, Work};
use crate::ui::Theme;

pub use input::{Lines, appended_input};
use output::{Finish, Output, Question};
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
    /// Tells what happens.
    pub output: Output,
    /// Whether the model's thoughts are shown.
    pub thinking: Thinking,
    /// Language of the interface.
    pub lang: Lang,
    /// Ctrl-C.
    pub interrupts: Interrupts,
    /// The recording that takes part.
    pub tape: Tape,
}

impl Script {
    /// Answers one question (`-p`).
    pub async fn prompt(mut self, question: String) -> Exit {
        self.work(Work::Answer(question), None).await
    }

    /// Answers the lines of standard input until it ends or one says to leave. A failed turn does
    /// not end it; the first failure decides the exit status.
    pub async fn lines(mut self, mut lines: Lines) -> Exit {
        let mut exit = Exit::Done;
        for number in 1.. {
            let line = tokio::select! {
                line = lines.next() => line,
                () = self.interrupts.next() => return self.output.interrupted().await,
                () = self.output.closed() => return exit,
            };
            let at = Some(number);
            let outcome = match line {
                None => break,
                Some(Err(problem)) => self.output.fail(&problem(self.lang), at).await,
                Some(Ok(line)) => match Line::parse(&line) {
                    Line::Empty => Exit::Done,
                    Line::Question(question) => self.work(Work::Answer(question), at).await,
                    Line::Command(Command::Leave) => break,
                    Line::Command(Command::Compact) => self.work(Work::Compact, at).await,
                    Line::Command(Command::Retry) => {
                        match command::undone(&mut self.agent, self.lang).await {
                            Ok(question) => self.work(Work::Answer(question), at).await,
                            Err(problem) => self.output.fail(&problem, at).await,
                        }
                    }
                    Line::Command(command) => self.command(command, at).await,
                    Line::Unknown { typed, nearest } => {
                        let problem = turns::unknown_command(self.lang, &typed, nearest);
                        self.output.fail(&problem, at).await
                    }
                },
            };
            match (exit, outcome) {
                (_, Exit::Interrupted) => return outcome,
                (Exit::Done, outcome) => exit = outcome,
                (_, _) => {}
            }
        }
        exit
    }

    async fn command(&mut self, command: Command, line: Option<u64>) -> Exit {
        let Self { agent, mcp, catalogue, shelf, thinking, lang, tape, .. } = self;
        let (lang, theme) = (*lang, Theme::default());
        let desk = Desk { agent, mcp, catalogue, shelf, thinking, lang, theme };
        match command::run_taped(command, desk, tape).await {
            Ok(text) => {
                let (agent, output) = (&self.agent, &mut self.output);
                output.follow(agent.conversation(), agent.model()).await;
                self.output.page(text).await;
                Exit::Done
            }
            Err(problem) => self.output.fail(&problem, line).await,
        }
    }

    async fn work(&mut self, work: Work, line: Option<u64>) -> Exit {
        let (model, shown) = (self.agent.model(), self.thinking.shown);
        let mut question = Question::begin(&self.output, line, model, shown).await;
        let cancel = CancellationToken::new();
        turns::learn_window(&mut self.agent, &self.catalogue);
        let (sender, mut activity) = mpsc::channel(turns::ACTIVITY);
        let end = {
            let Self { agent, output, interrupts, tape, .. } = self;
            let turn = work.run(agent, &sender, &cancel);
            tokio::pin!(turn);
            loop {
                tokio::select! {
                    biased;
                    () = interrupts.next() => cancel.cancel(),
                    // Without a reader of the answer there is nothing left to do.
                    () = output.closed() => return Exit::Done,
                    Some(activity) = activity.recv() => {
                        question.show(&turns::as_recorded(activity, tape)).await;
                    }
                    end = &mut turn => break end,
                }
            }
        };
        while let Ok(activity) = activity.try_recv() {
            question.show(&turns::as_recorded(activity, &self.tape)).await;
        }
        self.thinking.last = question.close().await;
        self.end(end, question).await
    }

    async fn end(&self, end: Done, question: Question) -> Exit {
        let lang = self.lang;
        match end {
            Done::Turn(TurnEnd::Answered) => question.answered().await,
            Done::Compacted(freed) => question.compacted(freed).await,
            Done::Turn(TurnEnd::Cancelled) => question.cancelled().await,
            Done::Turn(TurnEnd::Failed(mut error)) => {
                self.catalogue.name_nearest(&mut error).await;
                question.failed(Finish::Failed, &error.explain(lang)).await
            }
            Done::Turn(TurnEnd::NoAnswer) => {
                question.failed(Finish::NoAnswer, &turns::no_answer(lang)).await
            }
            Done::Turn(TurnEnd::TooCostly { spent, limit }) => {
                let problem = turns::too_costly(lang, spent, limit);
                question.failed(Finish::CostLimit, &problem).await
            }
        }
    }
}
