//! One turn as a pure state machine: events in, effects out. No IO, no clock, no `async`.
//!
//! It holds two invariants of the design. The history stays acceptable to the API: a round is
//! committed whole, each call with exactly one result in the order of the calls, whatever was
//! cancelled, denied, lost or malformed. And a call runs only if the reply was complete, its name
//! is known, its arguments are one JSON object, and it was approved; one that only reads may begin
//! before the reply is complete (`early`).

mod early;
mod event;
mod told;

use serde_json::{Map, Value};

use super::activity::{CallOutcome, Notice};
use super::approval::{Decision, Policy, Verdict};
use super::toolbox::Toolbox;
use crate::llm::{self, Assistant, Finish, Message, Reply, StreamedCall};
use crate::mcp::protocol::Tool;
use crate::untrusted::Untrusted;
use early::Earlies;
pub use event::{Effect, Event, TurnEnd};
use told::{CANCELLED, CANCELLED_RUNNING, DENIED, DENIED_UNASKED, tool_message, unknown_tool};

/// A call of the present round.
#[derive(Debug)]
struct Slot {
    id: String,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// A person must decide.
    Waiting(Tool, Map<String, Value>),
    /// It may run once every decision is made.
    Ready(Tool, Map<String, Value>),
    /// It runs.
    Running,
    /// Its result, as the model reads it.
    Done(String),
}

#[derive(Debug)]
enum State {
    /// A request is under way; `last` as in [`Effect::Ask`].
    Asking { last: bool, early: Earlies },
    /// The server found the conversation too long; room is being made for the same request.
    Compacting { last: bool, error: llm::Error },
    /// The calls of a reply are being decided on or run.
    Calling { assistant: Message, slots: Vec<Slot> },
    /// It is over.
    Over,
}

/// A turn.
#[derive(Debug)]
pub struct Turn<'a> {
    policy: &'a mut Policy,
    max_steps: u32,
    /// Rounds of tools so far.
    steps: u32,
    /// The question, until the first commit takes it along.
    question: Option<Message>,
    state: State,
    /// Whether room was made once after a refusal: a second one ends the turn.
    compacted: bool,
}

impl<'a> Turn<'a> {
    /// Starts a turn with the person's question.
    pub fn start(question: String, max_steps: u32, policy: &'a mut Policy) -> (Self, Vec<Effect>) {
        let question = Message::User { content: question };
        let effects = vec![Effect::Record(question.clone()), Effect::Ask { last: false }];
        let state = asking(false);
        let question = Some(question);
        (Self { policy, max_steps, steps: 0, question, state, compacted: false }, effects)
    }

    /// Returns the question if the history does not hold it yet.
    pub fn question(&self) -> Option<&Message> {
        self.question.as_ref()
    }

    /// Takes an event and returns what to do. An event that does not fit the state (a late one)
    /// does nothing.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        match (std::mem::replace(&mut self.state, State::Over), event) {
            (State::Asking { last, early }, Event::Replied { reply, tools }) => {
                self.replied(reply, &tools, last, early)
            }
            (State::Asking { last, mut early }, Event::CallClosed { call, streamed, tools }) => {
                let begun =
                    if last { None } else { early.closed(call, streamed, &tools, self.policy) };
                self.state = State::Asking { last, early };
                begun.into_iter().collect()
            }
            (State::Asking { last, mut early }, Event::Called { call, text }) => {
                early.ended(call, text);
                self.state = State::Asking { last, early };
                Vec::new()
            }
            (State::Asking { last, early }, Event::Failed(error)) => {
                let mut effects: Vec<Effect> = early.abandon().collect();
                effects.push(self.failed(error, last));
                effects
            }
            (State::Asking { early, .. }, Event::TooCostly { spent, limit }) => {
                let end = Effect::End(TurnEnd::TooCostly { spent, limit });
                early.abandon().chain([end]).collect()
            }
            (State::Asking { early, .. }, Event::Cancelled) => {
                early.abandon().chain([Effect::End(TurnEnd::Cancelled)]).collect()
            }
            (State::Compacting { last, .. }, Event::Compacted { freed: true }) => {
                self.state = asking(last);
                vec![Effect::Ask { last }]
            }
            (State::Compacting { error, .. }, Event::Compacted { freed: false }) => {
                vec![Effect::End(TurnEnd::Failed(error))]
            }
            (State::Compacting { .. }, Event::Cancelled) => vec![Effect::End(TurnEnd::Cancelled)],
            (State::Calling { assistant, slots }, Event::Decided(decision)) => {
                self.decided(assistant, slots, decision)
            }
            (State::Calling { assistant, mut slots }, Event::Called { call, text }) => {
                let mut effects = Vec::new();
                if let Some(slot) =
                    slots.get_mut(call).filter(|slot| matches!(slot.stage, Stage::Running))
                {
                    effects.push(Effect::Record(tool_message(&slot.id, &text)));
                    slot.stage = Stage::Done(text);
                }
                effects.extend(self.go_on(assistant, slots));
                effects
            }
            (State::Calling { assistant, slots }, Event::Cancelled) => {
                self.cancel(assistant, slots)
            }
            (
                state,
                Event::Replied { .. }
                | Event::CallClosed { .. }
                | Event::Failed(_)
                | Event::TooCostly { .. }
                | Event::Compacted { .. }
                | Event::Decided(_)
                | Event::Called { .. },
            )
            | (state @ State::Over, Event::Cancelled) => {
                self.state = state;
                Vec::new()
            }
        }
    }

    /// Returns what a failed request leads to: once in a turn, room is made for it.
    fn failed(&mut self, error: llm::Error, last: bool) -> Effect {
        if error.is_overflow() && !std::mem::replace(&mut self.compacted, true) {
            self.state = State::Compacting { last, error };
            return Effect::Compact;
        }
        Effect::End(TurnEnd::Failed(error))
    }

    fn replied(
        &mut self,
        reply: Reply,
        tools: &Toolbox,
        last: bool,
        mut early: Earlies,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        if reply.calls_left_out > 0 {
            effects.push(Effect::Notice(Notice::CallsLeftOut(reply.calls_left_out)));
        }
        if reply.leaks_a_call() {
            effects.push(Effect::Notice(Notice::LeakedCall));
        }
        if last || !reply.calls_runnable() {
            effects.extend(early.abandon());
            effects.extend(self.answered(&reply));
            return effects;
        }
        let Some(assistant) = reply.message() else {
            // A reply with calls always makes a message.
            effects.push(Effect::End(TurnEnd::NoAnswer));
            return effects;
        };
        effects.push(Effect::Record(assistant.clone()));
        let mut slots = Vec::with_capacity(reply.calls.len());
        for (call, streamed) in reply.calls.into_iter().enumerate() {
            let (slot, refused) = match early.take(call, &streamed, &mut effects) {
                Some(slot) => (slot, None),
                None => self.slot(call, streamed, tools),
            };
            effects.extend(refused);
            if let Stage::Done(text) = &slot.stage {
                effects.push(Effect::Record(tool_message(&slot.id, text)));
            }
            slots.push(slot);
        }
        effects.extend(early.abandon());
        effects.extend(self.go_on(assistant, slots));
        effects
    }

    /// Ends the turn with a reply whose calls, if any, must not run.
    fn answered(&mut self, reply: &Reply) -> Vec<Effect> {
        let mut effects = Vec::new();
        match reply.finish {
            Finish::Length => effects.push(Effect::Notice(Notice::OutputLimit)),
            Finish::ContentFilter => effects.push(Effect::Notice(Notice::Filtered)),
            Finish::Stop | Finish::ToolCalls | Finish::Other(_) | Finish::Unsaid => {}
        }
        let message = match reply.message() {
            // Calls that are not run must not stand in the history: they would want results.
            Some(Message::Assistant(assistant)) if !assistant.calls.is_empty() => {
                let text = Assistant { calls: Vec::new(), ..assistant };
                let has_text = !(text.content.is_empty() && text.refusal.is_empty());
                has_text.then_some(Message::Assistant(text))
            }
            message => message,
        };
        let Some(message) = message else {
            effects.push(Effect::End(TurnEnd::NoAnswer));
            return effects;
        };
        effects.push(Effect::Record(message.clone()));
        effects.push(self.commit(vec![message]));
        effects.push(Effect::End(TurnEnd::Answered));
        effects
    }

    /// Places a call: what must not run is done at once, with an error that the model can act on.
    fn slot(
        &mut self,
        call: usize,
        streamed: StreamedCall,
        tools: &Toolbox,
    ) -> (Slot, Option<Effect>) {
        let StreamedCall { id, name, arguments, .. } = streamed;
        let written = match &arguments {
            Ok(arguments) => as_text(arguments.clone()),
            Err(bad) => bad.raw.clone(),
        };
        let refused = |name: Untrusted, outcome| {
            Some(Effect::Refused { call, name, arguments: written.clone(), outcome })
        };
        let rejected = |text: String| {
            let outcome = CallOutcome::Rejected { reason: text.as_str().into() };
            (Stage::Done(text), refused(name.clone(), outcome))
        };
        let (stage, effect) = match (tools.get(name.raw()), arguments) {
            (None, _) => rejected(unknown_tool(name.raw(), tools)),
            (Some(_), Err(bad)) => rejected(format!("Error: {bad}. Send one JSON object.")),
            (Some(tool), Ok(arguments)) => match self.policy.verdict(tool) {
                Verdict::Run => (Stage::Ready(tool.clone(), arguments), None),
                Verdict::Ask => (Stage::Waiting(tool.clone(), arguments), None),
                Verdict::Deny { unasked } => {
                    let text = if unasked { DENIED_UNASKED } else { DENIED };
                    let outcome = CallOutcome::Denied { unasked };
                    (Stage::Done(text.to_owned()), refused(tool.name.clone(), outcome))
                }
            },
        };
        (Slot { id, stage }, effect)
    }

    fn decided(
        &mut self,
        assistant: Message,
        mut slots: Vec<Slot>,
        decision: Decision,
    ) -> Vec<Effect> {
        let waiting = slots.iter().position(|slot| matches!(slot.stage, Stage::Waiting(..)));
        let Some(call) = waiting else {
            self.state = State::Calling { assistant, slots };
            return Vec::new();
        };
        let mut effects = Vec::new();
        let stage = std::mem::replace(&mut slots[call].stage, Stage::Running);
        let Stage::Waiting(tool, arguments) = stage else { return effects };
        match decision {
            Decision::Once => slots[call].stage = Stage::Ready(tool, arguments),
            Decision::Always => {
                self.policy.remember(&tool);
                slots[call].stage = Stage::Ready(tool, arguments);
            }
            Decision::No => {
                slots[call].stage = Stage::Done(DENIED.to_owned());
                let outcome = CallOutcome::Denied { unasked: false };
                let (name, arguments) = (tool.name, as_text(arguments));
                effects.push(Effect::Refused { call, name, arguments, outcome });
                effects.push(Effect::Record(tool_message(&slots[call].id, DENIED)));
            }
            Decision::Cancel => {
                slots[call].stage = Stage::Waiting(tool, arguments);
                return self.cancel(assistant, slots);
            }
        }
        effects.extend(self.go_on(assistant, slots));
        effects
    }

    /// Returns the next thing to do in a round: a decision, the calls, or the next request.
    fn go_on(&mut self, assistant: Message, mut slots: Vec<Slot>) -> Vec<Effect> {
        for slot in &mut slots {
            // A yes for good also covers the later calls of the same round.
            if let Stage::Waiting(tool, arguments) = &slot.stage
                && self.policy.verdict(tool) == Verdict::Run
            {
                slot.stage = Stage::Ready(tool.clone(), arguments.clone());
            }
        }
        let waiting = slots.iter().enumerate().find_map(|(call, slot)| match &slot.stage {
            Stage::Waiting(tool, arguments) => {
                Some(Effect::Approve { call, tool: tool.clone(), arguments: arguments.clone() })
            }
            Stage::Ready(..) | Stage::Running | Stage::Done(_) => None,
        });
        let mut effects: Vec<Effect> = waiting.into_iter().collect();
        if effects.is_empty() {
            effects = start_ready(&mut slots);
        }
        let all_done = slots.iter().all(|slot| matches!(slot.stage, Stage::Done(_)));
        if !all_done {
            self.state = State::Calling { assistant, slots };
            return effects;
        }
        effects.push(self.commit_round(assistant, slots));
        self.steps += 1;
        let last = self.steps >= self.max_steps;
        if last {
            effects.push(Effect::Notice(Notice::MaxSteps(self.max_steps)));
        }
        effects.push(Effect::Ask { last });
        self.state = asking(last);
        effects
    }

    /// Closes the round: each call that has no result gets one that says what became of it.
    fn cancel(&mut self, assistant: Message, mut slots: Vec<Slot>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for slot in &mut slots {
            let text = match slot.stage {
                Stage::Done(_) => continue,
                Stage::Running => CANCELLED_RUNNING,
                Stage::Waiting(..) | Stage::Ready(..) => CANCELLED,
            };
            effects.push(Effect::Record(tool_message(&slot.id, text)));
            slot.stage = Stage::Done(text.to_owned());
        }
        effects.push(self.commit_round(assistant, slots));
        effects.push(Effect::End(TurnEnd::Cancelled));
        effects
    }

    fn commit_round(&mut self, assistant: Message, slots: Vec<Slot>) -> Effect {
        let mut messages = vec![assistant];
        messages.extend(slots.into_iter().filter_map(|slot| match slot.stage {
            Stage::Done(text) => Some(tool_message(&slot.id, &text)),
            // Only closed rounds get here.
            Stage::Waiting(..) | Stage::Ready(..) | Stage::Running => None,
        }));
        self.commit(messages)
    }

    fn commit(&mut self, messages: Vec<Message>) -> Effect {
        Effect::Commit(self.question.take().into_iter().chain(messages).collect())
    }
}

fn as_text(arguments: Map<String, Value>) -> Untrusted {
    Value::Object(arguments).to_string().into()
}

/// A request that has just been sent.
fn asking(last: bool) -> State {
    State::Asking { last, early: Earlies::default() }
}

fn start_ready(slots: &mut [Slot]) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (call, slot) in slots.iter_mut().enumerate() {
        if !matches!(slot.stage, Stage::Ready(..)) {
            continue;
        }
        if let Stage::Ready(tool, arguments) = std::mem::replace(&mut slot.stage, Stage::Running) {
            effects.push(Effect::Call { call, tool, arguments });
        }
    }
    effects
}

#[cfg(test)]
mod tests;
