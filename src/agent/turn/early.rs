//! Calls that start while the model still streams the rest of its reply.
//!
//! This relaxes the rule that a call runs only once the reply is complete, for read-only tools
//! alone: such a call changes nothing, so its result can be thrown away if the reply turns out
//! incomplete, or if the call was not whole after all.

use serde_json::{Map, Value};

use super::{Effect, Policy, Slot, Stage, Toolbox, Verdict};
use crate::llm::StreamedCall;
use crate::mcp::protocol::Tool;

/// A call that began before its reply was complete.
#[derive(Debug)]
pub(super) struct Early {
    /// Its place in the reply.
    place: usize,
    name: String,
    arguments: String,
    /// Its result, once it has one.
    result: Option<String>,
}

/// The calls of one reply that began early.
#[derive(Debug, Default)]
pub(super) struct Earlies(Vec<Early>);

impl Earlies {
    /// Starts a call that the stream closed, if its tool only reads and needs nobody's yes.
    pub(super) fn closed(
        &mut self,
        place: usize,
        call: StreamedCall,
        tools: &Toolbox,
        policy: &Policy,
    ) -> Option<Effect> {
        let (tool, arguments) = runnable(&call, tools, policy)?;
        if self.0.iter().any(|early| early.place == place) {
            return None;
        }
        let name = call.name.raw().to_owned();
        self.0.push(Early { place, name, arguments: call.arguments_text, result: None });
        Some(Effect::Call { call: place, tool, arguments })
    }

    /// Keeps the result of a call until its reply is complete.
    pub(super) fn ended(&mut self, place: usize, text: String) {
        if let Some(early) = self.0.iter_mut().find(|early| early.place == place) {
            early.result.get_or_insert(text);
        }
    }

    /// Returns the stage of the call at `place` of the complete reply, if that very call began
    /// early; another one that began in its place is given up.
    pub(super) fn take(
        &mut self,
        place: usize,
        call: &StreamedCall,
        effects: &mut Vec<Effect>,
    ) -> Option<Slot> {
        let at = self.0.iter().position(|early| early.place == place)?;
        let early = self.0.swap_remove(at);
        if early.name != call.name.raw() || early.arguments != call.arguments_text {
            effects.push(Effect::Abandon { call: place });
            return None;
        }
        let stage = early.result.map_or(Stage::Running, Stage::Done);
        Some(Slot::new(call.id.clone(), stage))
    }

    /// Gives up what is left: the reply does not hold these calls, or must not be acted on.
    pub(super) fn abandon(self) -> impl Iterator<Item = Effect> {
        self.0.into_iter().map(|early| Effect::Abandon { call: early.place })
    }
}

fn runnable(
    call: &StreamedCall,
    tools: &Toolbox,
    policy: &Policy,
) -> Option<(Tool, Map<String, Value>)> {
    let tool = tools.get(call.name.raw())?;
    let arguments = call.arguments.as_ref().ok()?;
    let runs = tool.hints.read_only && policy.verdict(tool) == Verdict::Run;
    runs.then(|| (tool.clone(), arguments.clone()))
}
