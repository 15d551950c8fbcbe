//! Runs a turn: does what the state machine says and feeds back what came of it.
//!
//! With `asking` and `room`, all IO of the agent. Everything a turn waits for is cancelled by one
//! token.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::activity::{Activity, Notice};
use super::approval::Policy;
use super::approval::book::{Book, BookError};
use super::calls::Calls;
use super::gauge::Gauge;
use super::history::History;
use super::kept::Results;
use super::room::Why;
use super::toolbox::Toolbox;
use super::transcript::{Past, Transcript};
use super::turn::{Effect, Event, Turn, TurnEnd};
use super::usage::{Spent, Totals};
use crate::llm;
use crate::mcp::{self, Status};

/// What an agent is made of.
pub struct Parts {
    /// The MCP server.
    pub mcp: mcp::Client,
    /// The model.
    pub llm: llm::Client,
    /// What may run.
    pub policy: Policy,
    /// What a turn may take.
    pub limits: Limits,
    /// The model's context window in tokens, if it is known.
    pub window: Option<u64>,
    /// What was agreed to for good.
    pub book: Book,
    /// The conversation on disk.
    pub transcript: Transcript,
    /// What was said in it before.
    pub past: Past,
    /// Where results that are too long for the model are kept whole; `None` keeps none.
    pub results: Option<PathBuf>,
}

/// What a turn may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Rounds of tools in one turn.
    pub max_steps: u32,
    /// US dollars that the conversation may cost.
    pub max_cost: Option<f64>,
    /// Whether read-only calls start while the model still streams.
    pub early_calls: bool,
}

/// A conversation that can be asked.
pub struct Agent {
    pub(super) policy: Policy,
    pub(super) hands: Hands,
}

/// All that a turn works with, apart from its policy.
pub(super) struct Hands {
    pub(super) mcp: mcp::Client,
    pub(super) llm: llm::Client,
    pub(super) limits: Limits,
    pub(super) history: History,
    pub(super) kept: Results,
    pub(super) book: Book,
    /// What was told of the book last: it is not told twice.
    pub(super) book_failure: Option<BookError>,
    pub(super) transcript: Transcript,
    pub(super) toolbox: Arc<Toolbox>,
    pub(super) results: Option<PathBuf>,
    pub(super) gauge: Gauge,
    /// The context window of the settings.
    pub(super) window: Option<u64>,
    /// The last question.
    pub(super) asked: Option<String>,
    /// Why the transcript cannot be written, until somebody was told.
    pub(super) untold: Option<String>,
    /// What the conversation took before this turn.
    pub(super) before: Totals,
    /// What the turn took so far.
    pub(super) totals: Totals,
    /// From the question to the first piece of the first reply.
    pub(super) first_token: Option<Duration>,
    pub(super) began: Instant,
    /// Whether it was told that the limit of cost cannot be watched.
    pub(super) cost_unknown_told: bool,
    /// The session whose instructions are in the system prompt.
    generation: u64,
}

impl Agent {
    /// Makes an agent whose conversation is empty.
    pub fn new(parts: Parts) -> Self {
        let Parts { mcp, llm, policy, limits, window, book, transcript, past, results } = parts;
        let mut history = History::new(None);
        history.restore(&past.messages);
        let kept = Results::of(&past.messages);
        let hands = Hands {
            toolbox: Arc::new(Toolbox::new(mcp.tools())),
            history,
            gauge: Gauge::new(window),
            window,
            asked: None,
            untold: None,
            before: Totals::default(),
            totals: Totals::default(),
            first_token: None,
            began: Instant::now(),
            cost_unknown_told: false,
            generation: 0,
            mcp,
            llm,
            limits,
            kept,
            book,
            book_failure: None,
            transcript,
            results,
        };
        Self { policy, hands }
    }

    /// Answers a question. What happens goes to `activity`; `cancel` ends the turn at any point.
    ///
    /// Whoever holds the other end of `activity` must read it, or drop it.
    pub async fn ask(
        &mut self,
        question: String,
        activity: &mpsc::Sender<Activity>,
        cancel: &CancellationToken,
    ) -> TurnEnd {
        let Self { policy, hands } = self;
        hands.begin();
        policy.take_over(hands.agreed(activity).await);
        hands.asked = Some(question.clone());
        let (mut turn, first) = Turn::start(question, hands.limits.max_steps, policy);
        let mut effects = VecDeque::from(first);
        let mut calls = Calls::new(hands.mcp.clone(), hands.results.clone(), activity.clone());
        let end = loop {
            let event = match effects.pop_front() {
                Some(Effect::Ask { last }) => {
                    hands.ask_model(&mut turn, &mut calls, last, activity, cancel).await
                }
                Some(Effect::Compact) => {
                    let committed = turn.question().is_none();
                    match hands.make_room(Why::Refused { committed }, activity, cancel).await {
                        Some(freed) => Event::Compacted { freed },
                        None => Event::Cancelled,
                    }
                }
                Some(Effect::Approve { tool, arguments, before, call: _ }) => {
                    hands.approve(tool, arguments, before, activity, cancel).await
                }
                Some(Effect::Keep { tool, keep }) => {
                    hands.keep(&tool, keep, activity).await;
                    continue;
                }
                Some(Effect::Call { call, tool, arguments }) => {
                    calls.add(call, &tool, arguments);
                    continue;
                }
                Some(Effect::Abandon { call }) => {
                    calls.abandon(call, activity).await;
                    continue;
                }
                Some(Effect::Refused { call, name, arguments, outcome }) => {
                    tell(activity, Activity::CallEnded { call, name, arguments, outcome }).await;
                    continue;
                }
                Some(Effect::Record(message)) => {
                    hands.record(activity, |transcript| transcript.message(&message)).await;
                    continue;
                }
                Some(Effect::Commit(messages)) => {
                    hands.history.extend(&messages);
                    continue;
                }
                Some(Effect::Notice(notice)) => {
                    tell(activity, Activity::Notice(notice)).await;
                    continue;
                }
                Some(Effect::End(end)) => break end,
                None => tokio::select! {
                    biased;
                    () = cancel.cancelled() => {
                        calls.give_up();
                        Event::Cancelled
                    }
                    (call, text) = calls.next() => Event::Called { call, text },
                },
            };
            effects.extend(turn.handle(event));
        };
        calls.take_kept().into_iter().for_each(|kept| hands.kept.push(kept));
        hands.record(activity, |transcript| transcript.turn(name_of(&end))).await;
        hands.end(matches!(end, TurnEnd::Answered), activity).await;
        end
    }

    /// Makes room in the conversation now; returns whether there was anything to take out, `None`
    /// if it was cancelled.
    pub async fn compact(
        &mut self,
        activity: &mpsc::Sender<Activity>,
        cancel: &CancellationToken,
    ) -> Option<bool> {
        self.hands.begin();
        let freed = self.hands.make_room(Why::Asked, activity, cancel).await;
        self.hands.end(true, activity).await;
        freed
    }
}

impl Hands {
    /// Begins a turn.
    fn begin(&mut self) {
        self.totals = Totals::default();
        self.first_token = None;
        self.began = Instant::now();
        // Takes over the instructions of a server that was connected (again).
        if let Status::Connected { generation, server } = &*self.mcp.status().borrow()
            && *generation != self.generation
        {
            self.generation = *generation;
            self.history.set_instructions(server.instructions.as_ref());
        }
    }

    /// Ends a turn, and tells what it took; of one that failed only what it cost.
    async fn end(&mut self, done: bool, activity: &mpsc::Sender<Activity>) {
        let totals = std::mem::take(&mut self.totals);
        self.before.join(&totals);
        let counted = totals.requests - totals.uncounted;
        if counted > 0 || (done && totals.requests > 0) {
            tell(activity, Activity::Spent(self.spent(&totals))).await;
        }
    }

    pub(super) fn spent(&self, totals: &Totals) -> Spent {
        Spent {
            totals: *totals,
            window: self.gauge.share(self.history.bytes(None, self.toolbox.functions())),
            first_token: self.first_token,
            total: self.began.elapsed(),
        }
    }

    /// Takes over a changed list of tools; a request in flight keeps the one it was made with.
    pub(super) async fn follow_tools(&mut self, activity: &mpsc::Sender<Activity>) {
        let listed = self.mcp.tools();
        let first = self.toolbox.left_out();
        if !self.toolbox.is_of(&listed) {
            self.toolbox = Arc::new(Toolbox::after(listed, Some(&self.toolbox)));
        }
        let left_out = self.toolbox.left_out();
        if left_out > 0 && (left_out != first || self.history.is_empty()) {
            tell(activity, Activity::Notice(Notice::ToolsLeftOut(left_out))).await;
        }
    }

    /// Writes to the transcript; a failure is told once and ends nothing.
    pub(super) async fn record(
        &mut self,
        activity: &mpsc::Sender<Activity>,
        write: impl FnOnce(&mut Transcript) -> anyhow::Result<()>,
    ) {
        if let Err(err) = write(&mut self.transcript) {
            self.untold = Some(format!("{err:#}"));
        }
        let Some(reason) = self.untold.take() else { return };
        // Between two turns nobody may listen; it is told in the next one.
        let notice = Activity::Notice(Notice::TranscriptFailed(reason.clone()));
        if activity.send(notice).await.is_err() {
            self.untold = Some(reason);
        }
    }
}

/// Tells what happens. Nobody listening is no reason to stop a turn.
pub(super) async fn tell(activity: &mpsc::Sender<Activity>, what: Activity) {
    drop(activity.send(what).await);
}

fn name_of(end: &TurnEnd) -> &'static str {
    match end {
        TurnEnd::Answered => "answered",
        TurnEnd::Failed(_) => "failed",
        TurnEnd::NoAnswer => "no_answer",
        TurnEnd::TooCostly { .. } => "too_costly",
        TurnEnd::Cancelled => "cancelled",
    }
}
