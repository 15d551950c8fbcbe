//! What happens during a question, as events and as the account of the whole. Pure.
//!
//! Both outputs come from here, so that they never say different things.

use std::time::Duration;

use super::document::Account;
use super::event::Event;
use super::part::{Arguments, Call, Finish, Notice, NoticeKind, Outcome, Usage};
use crate::agent::{self, Activity, CallOutcome};
use crate::error::Explain as _;
use crate::text::Lang;
use crate::untrusted::Untrusted;
use crate::view;

/// Records one question.
#[derive(Debug)]
pub(super) struct Recorder {
    lang: Lang,
    /// Whether what the model thinks is told.
    thinking: bool,
    account: Account,
    /// Calls that run: their place in the round, their number, name and arguments.
    open: Vec<(usize, Call)>,
    /// Calls so far.
    count: u32,
    /// How the answer ended where it did not end well.
    cut: Option<Finish>,
}

impl Recorder {
    pub(super) fn new(lang: Lang, thinking: bool) -> Self {
        let account = Account::default();
        Self { lang, thinking, account, open: Vec::new(), count: 0, cut: None }
    }

    /// Takes what happened; returns its event, if it is worth one.
    pub(super) fn record(&mut self, activity: &Activity) -> Option<Event> {
        match activity {
            Activity::Thinking => {
                self.account.answer.clear();
                Some(Event::Request)
            }
            Activity::Text(text) => {
                self.account.answer.push_str(text.raw());
                Some(Event::Text { delta: text.raw().to_owned() })
            }
            Activity::Reasoning(text) => {
                self.thinking.then(|| Event::Reasoning { delta: text.raw().to_owned() })
            }
            Activity::CallStarted { call, name, arguments } => {
                Some(self.started(*call, name, arguments))
            }
            Activity::CallProgress { call, progress } => {
                let (_, open) = self.open.iter().find(|(place, _)| place == call)?;
                Some(Event::CallProgress {
                    call: open.call,
                    progress: progress.progress,
                    total: progress.total,
                    message: progress.message.as_ref().map(|message| message.raw().to_owned()),
                })
            }
            Activity::CallEnded { call, name, arguments, outcome } => {
                let open = self.open.iter().position(|(place, _)| place == call);
                let call = match open {
                    Some(at) => self.open.remove(at).1,
                    None => self.next_call(name, arguments),
                };
                Some(self.ended(told(outcome), call))
            }
            Activity::Retrying { error, retry, of, wait } => Some(Event::Retry {
                cause: error.explain(self.lang).cause,
                retry: *retry,
                of: *of,
                wait_ms: milliseconds(*wait),
            }),
            Activity::Notice(notice) => Some(Event::Notice(self.notice(notice))),
            Activity::Spent(spent) => {
                let usage = Usage::from(&spent.totals);
                self.account.usage = Some(usage);
                Some(Event::Usage(usage))
            }
            // What comes of these is told when it comes.
            Activity::CallBegun(_)
            | Activity::RetryIn(_)
            | Activity::Summarising
            | Activity::Approve(_) => None,
        }
    }

    /// Takes a notice that is told elsewhere.
    pub(super) fn note(&mut self, notice: Notice) {
        self.account.notices.push(notice);
    }

    /// Ends the calls that still run: nobody waits for them any more.
    pub(super) fn close(&mut self) -> Vec<Event> {
        let open = std::mem::take(&mut self.open);
        let cancelled = (Outcome::Cancelled, None, None);
        open.into_iter().map(|(_, call)| self.ended(cancelled.clone(), call)).collect()
    }

    /// Returns how a question ended that the model answered.
    pub(super) fn answered(&self) -> Finish {
        self.cut.unwrap_or(Finish::Answered)
    }

    /// Returns the name of a tool that nobody allowed, if there is one.
    pub(super) fn denied(&self) -> Option<Untrusted> {
        let mut calls = self.account.calls.iter();
        calls.find(|call| call.outcome == Outcome::Denied).map(|call| call.name.as_str().into())
    }

    /// Returns the account of the whole.
    pub(super) fn account(mut self, elapsed: Duration) -> Account {
        self.account.calls.sort_by_key(|call| call.call);
        Account { elapsed_ms: Some(milliseconds(elapsed)), ..self.account }
    }

    fn started(&mut self, place: usize, name: &Untrusted, arguments: &Untrusted) -> Event {
        let call = self.next_call(name, arguments);
        self.open.push((place, call.clone()));
        Event::CallStarted { call: call.call, name: call.name, arguments: call.arguments }
    }

    fn next_call(&mut self, name: &Untrusted, arguments: &Untrusted) -> Call {
        self.count += 1;
        Call {
            call: self.count,
            name: name.raw().to_owned(),
            arguments: Arguments::read(arguments.raw()),
            outcome: Outcome::Cancelled,
            result: None,
            elapsed_ms: None,
        }
    }

    fn ended(&mut self, (outcome, result, elapsed_ms): Told, call: Call) -> Event {
        let call = Call { outcome, result, elapsed_ms, ..call };
        self.account.calls.push(call.clone());
        Event::CallEnded(call)
    }

    fn notice(&mut self, notice: &agent::Notice) -> Notice {
        let kind = match notice {
            agent::Notice::OutputLimit => {
                self.cut = Some(Finish::Truncated);
                NoticeKind::OutputLimit
            }
            agent::Notice::Filtered => {
                self.cut = Some(Finish::Filtered);
                NoticeKind::Filtered
            }
            agent::Notice::CallsLeftOut(_) => NoticeKind::CallsLeftOut,
            agent::Notice::MaxSteps(_) => NoticeKind::MaxSteps,
            agent::Notice::ToolsLeftOut(_) => NoticeKind::ToolsLeftOut,
            agent::Notice::LeakedCall => NoticeKind::LeakedCall,
            agent::Notice::TranscriptFailed(_) => NoticeKind::TranscriptFailed,
            agent::Notice::ApprovalsFailed(_) => NoticeKind::ApprovalsFailed,
            agent::Notice::Adjusted(_) => NoticeKind::Adjusted,
            agent::Notice::Compacted { .. } => NoticeKind::Compacted,
            agent::Notice::SummaryFailed(_) => NoticeKind::SummaryFailed,
            agent::Notice::CostUnknown => NoticeKind::CostUnknown,
        };
        let notice = Notice { kind, text: view::notice_text(notice, self.lang) };
        self.note(notice.clone());
        notice
    }
}

/// What is told of a call's end: the outcome, the result, and how long it took in milliseconds.
type Told = (Outcome, Option<String>, Option<u64>);

fn told(outcome: &CallOutcome) -> Told {
    let text = |text: &Untrusted| Some(text.raw().to_owned());
    match outcome {
        CallOutcome::Done { elapsed, shape: _, text: result } => {
            (Outcome::Done, text(result), Some(milliseconds(*elapsed)))
        }
        CallOutcome::Failed { elapsed, reason, error: _, unknown } => {
            let outcome = if *unknown { Outcome::Unknown } else { Outcome::Failed };
            (outcome, text(reason), Some(milliseconds(*elapsed)))
        }
        CallOutcome::Rejected { reason, fault: _ } => (Outcome::Rejected, text(reason), None),
        // In a script nobody says no in person, so there is no reason to tell.
        CallOutcome::Denied(_) => (Outcome::Denied, None, None),
        CallOutcome::Abandoned => (Outcome::Abandoned, None, None),
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
