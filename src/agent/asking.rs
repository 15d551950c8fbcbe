//! One request to the model: it is sent, its reply streamed on, and calls of read-only tools
//! started as soon as the stream has closed them.

use std::sync::Arc;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::activity::{Activity, Notice};
use super::calls::Calls;
use super::driver::{Hands, tell};
use super::relay::{Relay, Relayed};
use super::room::Why;
use super::toolbox::Toolbox;
use super::turn::{Effect, Event, Turn};
use crate::llm::{self, Client, MAX_CALLS, Message, Reply, Request, StreamedCall, ToolChoice};
use crate::mcp;

impl Hands {
    /// Asks the model once and returns what came of it.
    pub(super) async fn ask_model(
        &mut self,
        turn: &mut Turn<'_>,
        calls: &mut Calls,
        last: bool,
        activity: &mpsc::Sender<Activity>,
        cancel: &CancellationToken,
    ) -> Event {
        if let Some(event) = self.too_costly(activity).await {
            return event;
        }
        // What the server has just changed is offered as it is now.
        if cancel.run_until_cancelled(self.mcp.settle_tools()).await.is_none() {
            return Event::Cancelled;
        }
        self.follow_tools(activity).await;
        tell(activity, Activity::Thinking).await;
        let question = turn.question().map(Message::encode);
        let bytes = self.history.bytes(question.as_deref(), self.toolbox.functions());
        let why = Why::Full { bytes, committed: question.is_none() };
        if self.gauge.excess(bytes).is_some()
            && self.make_room(why, activity, cancel).await.is_none()
        {
            return Event::Cancelled;
        }
        let bytes = self.history.bytes(question.as_deref(), self.toolbox.functions());
        let tools = Arc::clone(&self.toolbox);
        let request = Request {
            messages: self.history.request(question.as_deref()),
            tools: tools.functions(),
            tool_choice: last.then_some(ToolChoice::None),
            conversation: self.history.conversation(),
        };
        let early = self.limits.early_calls.then_some((turn, calls));
        let (outcome, relayed) =
            stream(&mut self.llm, &request, early, (&tools, &self.mcp), activity, cancel).await;
        if let Some(at) = relayed.first {
            self.first_token.get_or_insert(at.saturating_duration_since(self.began));
        }
        match outcome {
            Some(Ok(reply)) => {
                self.account(&reply, bytes);
                // A definition may have changed while the reply came: what runs is what is there
                // now, so that is what must be agreed to.
                if reply.calls_runnable() {
                    self.mcp.settle_tools().await;
                    self.follow_tools(activity).await;
                }
                return Event::Replied { reply, tools: Arc::clone(&self.toolbox) };
            }
            // What was streamed is billed, though nobody says how much.
            Some(Err(_)) | None if relayed.first.is_some() => self.totals.add(None),
            Some(Err(_)) | None => {}
        }
        if !relayed.shown.is_empty() {
            self.record(activity, |transcript| transcript.partial(&relayed.shown)).await;
        }
        match outcome {
            Some(Err(error)) => {
                if let Some(window) = error.window() {
                    self.gauge.set_window(window);
                }
                Event::Failed(error)
            }
            Some(Ok(_)) | None => Event::Cancelled,
        }
    }

    /// Adds up what a reply took.
    pub(super) fn account(&mut self, reply: &Reply, bytes: usize) {
        self.totals.add(reply.usage);
        if let Some(usage) = reply.usage {
            self.gauge.report(usage.prompt, bytes);
        }
    }

    /// Whether the conversation has cost what it may, so that nothing more is sent.
    pub(super) async fn too_costly(&mut self, activity: &mpsc::Sender<Activity>) -> Option<Event> {
        let limit = self.limits.max_cost?;
        let mut totals = self.before;
        totals.join(&self.totals);
        // A limit that cannot be watched must not look as if it were.
        if totals.unpriced > 0 && !std::mem::replace(&mut self.cost_unknown_told, true) {
            tell(activity, Activity::Notice(Notice::CostUnknown)).await;
        }
        let spent = totals.cost.unwrap_or_default();
        (spent >= limit).then_some(Event::TooCostly { spent, limit })
    }
}

/// Streams a reply; `None` if it was cancelled. With `early`, calls start on the way.
async fn stream(
    llm: &mut Client,
    request: &Request<'_>,
    mut early: Option<(&mut Turn<'_>, &mut Calls)>,
    (tools, mcp): (&Arc<Toolbox>, &mcp::Client),
    activity: &mpsc::Sender<Activity>,
    cancel: &CancellationToken,
) -> (Option<Result<Reply, llm::Error>>, Relayed) {
    // A call is told once, so there is room for all that a reply may hold.
    let (closed, mut closing) = mpsc::channel(MAX_CALLS);
    let mut relay = Relay::new(activity.clone(), closed);
    let outcome = {
        let mut forward = |update| relay.forward(update);
        let complete = llm.complete(request, &mut forward);
        tokio::pin!(complete);
        loop {
            tokio::select! {
                biased;
                () = cancel.cancelled() => break None,
                Some(closed) = closing.recv() => {
                    // What changed meanwhile is looked at when the reply is complete.
                    if mcp.tools_are_current() && tools.is_of(&mcp.tools()) {
                        start(&mut early, closed, tools);
                    }
                }
                (call, text) = ended(&mut early) => {
                    if let Some((turn, _)) = &mut early {
                        turn.handle(Event::Called { call, text });
                    }
                }
                outcome = &mut complete => break Some(outcome),
            }
        }
    };
    (outcome, relay.finish().await)
}

/// Waits for a call that started early to end; for ever if none may.
async fn ended(early: &mut Option<(&mut Turn<'_>, &mut Calls)>) -> (usize, String) {
    match early {
        Some((_, calls)) => calls.next().await,
        None => std::future::pending().await,
    }
}

/// Starts a call that the stream closed, if the turn lets it.
fn start(
    early: &mut Option<(&mut Turn<'_>, &mut Calls)>,
    (call, streamed): (usize, StreamedCall),
    tools: &Arc<Toolbox>,
) {
    let Some((turn, calls)) = early else { return };
    let tools = Arc::clone(tools);
    for effect in turn.handle(Event::CallClosed { call, streamed, tools }) {
        // Nothing else comes of it while the reply is being streamed.
        if let Effect::Call { call, tool, arguments } = effect {
            calls.add(call, &tool, arguments);
        }
    }
}
