//! One question: what is told from its beginning to its end.

use tokio::time::Instant;

use super::document::Answer;
use super::event::{Event, Session};
use super::part::{Finish, Notice, NoticeKind};
use super::recorder::Recorder;
use super::{Output, interrupted};
use crate::agent::Activity;
use crate::cli::Format;
use crate::error::{Exit, Problem};
use crate::untrusted::Untrusted;
use crate::view::{self, Piece, TurnView};

/// The output of one question.
pub(in crate::oneshot) struct Question {
    output: Output,
    /// The line of standard input that it stands on.
    line: Option<u64>,
    began: Instant,
    view: TurnView,
    recorder: Recorder,
}

impl Question {
    /// Begins one, which `model` answers; `thinking` says whether its thoughts are shown.
    pub(in crate::oneshot) async fn begin(
        output: &Output,
        line: Option<u64>,
        model: &str,
        thinking: bool,
    ) -> Self {
        let (output, lang) = (output.clone(), output.lang);
        let session =
            output.session.clone().map(|session| Session { model: model.to_owned(), ..session });
        let output = Output { session, ..output };
        output.event(&Event::Question { line }).await;
        let view = TurnView::script(lang, thinking);
        let recorder = Recorder::new(lang, thinking);
        Self { output, line, began: Instant::now(), view, recorder }
    }

    /// Tells what happened.
    pub(in crate::oneshot) async fn show(&mut self, activity: &Activity) {
        let pieces = self.view.show(activity);
        self.print(pieces).await;
        if let Some(event) = self.recorder.record(activity) {
            self.output.event(&event).await;
        }
    }

    /// Ends what is shown; returns what the model thought.
    pub(in crate::oneshot) async fn close(&mut self) -> String {
        let pieces = self.view.close();
        self.print(pieces).await;
        for event in self.recorder.close() {
            self.output.event(&event).await;
        }
        self.view.thoughts().to_owned()
    }

    /// Ends one that the model answered.
    pub(in crate::oneshot) async fn answered(self) -> Exit {
        let finish = self.recorder.answered();
        let denied = self.recorder.denied().map(|tool| self.denied(&tool));
        self.end(finish, denied.as_ref()).await
    }

    /// Ends one that was no question but the wish to make the conversation shorter; `freed` says
    /// whether there was anything to take out.
    pub(in crate::oneshot) async fn compacted(mut self, freed: bool) -> Exit {
        if !freed {
            let (kind, text) =
                (NoticeKind::NothingToCompact, self.output.lang.nothing_to_compact());
            self.output.notice(kind, text.clone()).await;
            self.recorder.note(Notice { kind, text });
        }
        self.end(Finish::Compacted, None).await
    }

    /// Ends one that was cancelled.
    pub(in crate::oneshot) async fn cancelled(self) -> Exit {
        let problem = interrupted(self.output.lang);
        self.end(Finish::Cancelled, Some(&problem)).await
    }

    /// Ends one that failed.
    pub(in crate::oneshot) async fn failed(self, finish: Finish, problem: &Problem) -> Exit {
        self.output.tell(problem).await;
        self.end(finish, Some(problem)).await
    }

    async fn end(self, finish: Finish, problem: Option<&Problem>) -> Exit {
        let Self { output, line, began, recorder, view: _ } = self;
        let exit = problem.map_or(Exit::Done, |problem| problem.exit);
        if let Some(problem) = problem {
            output.event(&Event::error(problem, line)).await;
        }
        let account = recorder.account(output.tape.same("question", began.elapsed()));
        let elapsed_ms = account.elapsed_ms.unwrap_or_default();
        output.event(&Event::QuestionEnded { line, finish, status: exit as u8, elapsed_ms }).await;
        match output.format {
            Format::Json => {
                let answer = Answer::new(output.session.as_ref(), line, finish, account, problem);
                output.printer.answer(answer.line()).await;
            }
            Format::Text | Format::StreamJson => {}
        }
        exit
    }

    /// What JSON output says of an answer whose call nobody allowed; on standard error the call's
    /// own line tells it.
    fn denied(&self, tool: &Untrusted) -> Problem {
        let lang = self.output.lang;
        Problem {
            exit: Exit::Denied,
            what: lang.call_denied_mode(tool.line(64)),
            cause: lang.script_denied_cause(),
            advice: lang.script_denied_advice(),
        }
    }

    async fn print(&self, mut pieces: Vec<Piece>) {
        match self.output.format {
            Format::Text => {}
            Format::Json | Format::StreamJson => {
                pieces.retain(|piece| !matches!(piece, Piece::Answer(_)));
            }
        }
        view::print(&self.output.printer, pieces).await;
    }
}
