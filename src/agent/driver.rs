//! Runs a turn: does what the state machine says and feeds back what came of it.
//!
//! All IO of the agent is here. Everything a turn waits for is cancelled by one token.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::activity::{Activity, ApprovalRequest, Notice};
use super::approval::{Decision, Policy};
use super::calls::Calls;
use super::history::History;
use super::relay::Relay;
use super::toolbox::Toolbox;
use super::transcript::Transcript;
use super::turn::{Effect, Event, Turn, TurnEnd};
use crate::llm::{self, Message, Request, ToolChoice};
use crate::mcp::protocol::Tool;
use crate::mcp::{self, Status};

/// What an agent is made of.
pub struct Parts {
    /// The MCP server.
    pub mcp: mcp::Client,
    /// The model.
    pub llm: llm::Client,
    /// What may run.
    pub policy: Policy,
    /// Rounds of tools in one turn.
    pub max_steps: u32,
    /// The conversation on disk.
    pub transcript: Transcript,
    /// Where whole results are kept.
    pub results: PathBuf,
}

/// A conversation that can be asked.
pub struct Agent {
    policy: Policy,
    max_steps: u32,
    hands: Hands,
}

/// All that a turn works with, apart from its policy.
struct Hands {
    mcp: mcp::Client,
    llm: llm::Client,
    history: History,
    transcript: Transcript,
    toolbox: Arc<Toolbox>,
    results: PathBuf,
    /// The session whose instructions are in the system prompt.
    generation: u64,
}

impl Agent {
    /// Makes an agent whose conversation is empty.
    pub fn new(parts: Parts) -> Self {
        let Parts { mcp, llm, policy, max_steps, transcript, results } = parts;
        let toolbox = Arc::new(Toolbox::new(mcp.tools()));
        let history = History::new(None);
        let hands = Hands { mcp, llm, history, transcript, toolbox, results, generation: 0 };
        Self { policy, max_steps, hands }
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
        let Self { policy, max_steps, hands } = self;
        hands.follow_server();
        let (mut turn, first) = Turn::start(question, *max_steps, policy);
        let mut effects = VecDeque::from(first);
        let mut calls = Calls::new(hands.mcp.clone(), hands.results.clone(), activity.clone());
        loop {
            let event = match effects.pop_front() {
                Some(Effect::Ask { last }) => {
                    hands.ask_model(turn.question(), last, activity, cancel).await
                }
                Some(Effect::Approve { tool, arguments, call: _ }) => {
                    approve(&tool, &arguments, activity, cancel).await
                }
                Some(Effect::Call { call, tool, arguments }) => {
                    calls.add(call, &tool, arguments);
                    continue;
                }
                Some(Effect::Refused { call, name, outcome }) => {
                    tell(activity, Activity::CallEnded { call, name, outcome }).await;
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
                Some(Effect::End(end)) => {
                    hands.record(activity, |transcript| transcript.turn(name_of(&end))).await;
                    return end;
                }
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
        }
    }

    /// Forgets the conversation; the transcript keeps it.
    pub async fn clear(&mut self, activity: &mpsc::Sender<Activity>) {
        self.hands.history.clear();
        self.hands.record(activity, Transcript::clear).await;
    }
}

impl Hands {
    /// Takes over the instructions of a server that was connected (again).
    fn follow_server(&mut self) {
        if let Status::Connected { generation, server } = &*self.mcp.status().borrow()
            && *generation != self.generation
        {
            self.generation = *generation;
            self.history.set_instructions(server.instructions.as_ref());
        }
    }

    /// Takes over a changed list of tools; a request in flight keeps the one it was made with.
    async fn follow_tools(&mut self, activity: &mpsc::Sender<Activity>) {
        let listed = self.mcp.tools();
        let first = self.toolbox.left_out();
        if !self.toolbox.is_of(&listed) {
            self.toolbox = Arc::new(Toolbox::new(listed));
        }
        let left_out = self.toolbox.left_out();
        if left_out > 0 && (left_out != first || self.history.is_empty()) {
            tell(activity, Activity::Notice(Notice::ToolsLeftOut(left_out))).await;
        }
    }

    async fn ask_model(
        &mut self,
        question: Option<&Message>,
        last: bool,
        activity: &mpsc::Sender<Activity>,
        cancel: &CancellationToken,
    ) -> Event {
        self.follow_tools(activity).await;
        tell(activity, Activity::Thinking).await;
        let tools = Arc::clone(&self.toolbox);
        let question = question.map(Message::encode);
        let request = Request {
            messages: self.history.request(question.as_deref()),
            tools: tools.encoded(),
            tool_choice: last.then_some(ToolChoice::None),
        };
        let mut relay = Relay::new(activity.clone());
        let outcome = {
            let mut forward = |update| relay.forward(update);
            tokio::select! {
                biased;
                () = cancel.cancelled() => None,
                outcome = self.llm.complete(&request, &mut forward) => Some(outcome),
            }
        };
        let shown = relay.finish().await;
        let event = match outcome {
            Some(Ok(reply)) => return Event::Replied { reply, tools },
            Some(Err(error)) => Event::Failed(error),
            None => Event::Cancelled,
        };
        if !shown.is_empty() {
            self.record(activity, |transcript| transcript.partial(&shown)).await;
        }
        event
    }

    /// Writes to the transcript; a failure is told once and ends nothing.
    async fn record(
        &mut self,
        activity: &mpsc::Sender<Activity>,
        write: impl FnOnce(&mut Transcript) -> anyhow::Result<()>,
    ) {
        if let Err(err) = write(&mut self.transcript) {
            tell(activity, Activity::Notice(Notice::TranscriptFailed(format!("{err:#}")))).await;
        }
    }
}

async fn approve(
    tool: &Tool,
    arguments: &serde_json::Map<String, serde_json::Value>,
    activity: &mpsc::Sender<Activity>,
    cancel: &CancellationToken,
) -> Event {
    let (reply, decision) = oneshot::channel();
    let request = ApprovalRequest {
        name: tool.name.clone(),
        description: tool.description.clone(),
        // A map always serialises.
        arguments: serde_json::to_string_pretty(arguments).unwrap_or_default().into(),
        hints: tool.hints,
        reply,
    };
    tell(activity, Activity::Approve(request)).await;
    tokio::select! {
        biased;
        () = cancel.cancelled() => Event::Cancelled,
        // Whoever drops the question has not agreed.
        decision = decision => Event::Decided(decision.unwrap_or(Decision::No)),
    }
}

/// Tells what happens. Nobody listening is no reason to stop a turn.
pub(super) async fn tell(activity: &mpsc::Sender<Activity>, what: Activity) {
    drop(activity.send(what).await);
}

fn name_of(end: &TurnEnd) -> &'static str {
    match end {
        TurnEnd::Answered { .. } => "answered",
        TurnEnd::Failed(_) => "failed",
        TurnEnd::NoAnswer => "no_answer",
        TurnEnd::Cancelled => "cancelled",
    }
}
