//! Which calls of a reply run: what the policy says of each, and what the person decides.

use serde_json::{Map, Value};

use super::told::{denied, edited, unknown_tool};
use super::{Effect, Slot, Stage, State, Turn};
use crate::agent::activity::{CallFault, CallOutcome};
use crate::agent::approval::{Answer, Decision, Denial, Verdict};
use crate::agent::toolbox::Toolbox;
use crate::llm::{Message, StreamedCall};
use crate::mcp::protocol::Tool;
use crate::untrusted::Untrusted;

impl Turn<'_> {
    /// Places a call: what must not run is done at once, with an error that the model can act on.
    pub(super) fn slot(
        &self,
        call: usize,
        streamed: StreamedCall,
        tools: &Toolbox,
    ) -> (Slot, Option<Effect>) {
        let StreamedCall { id, name, arguments, .. } = streamed;
        let written = match &arguments {
            Ok(arguments) => as_text(arguments),
            Err(bad) => bad.raw.clone(),
        };
        let rejected = |text: String, fault| {
            let outcome = CallOutcome::Rejected { reason: text.as_str().into(), fault };
            let (name, arguments) = (name.clone(), written.clone());
            (Stage::Done(text), Some(Effect::Refused { call, name, arguments, outcome }))
        };
        let (stage, refused) = match (tools.get(name.raw()), arguments) {
            (None, _) => rejected(unknown_tool(name.raw(), tools), CallFault::NoSuchTool),
            (Some(_), Err(bad)) => {
                let fault = CallFault::Arguments(bad.reason.as_str().into());
                rejected(format!("Error: {bad}. Send one JSON object."), fault)
            }
            (Some(tool), Ok(arguments)) => match self.policy.verdict(tool) {
                Verdict::Run => (Stage::Ready(tool.clone(), arguments), None),
                Verdict::Ask { .. } => (Stage::Waiting(tool.clone(), arguments), None),
                Verdict::Deny(denial) => {
                    let text = denied(&denial);
                    (Stage::Done(text), Some(refused(call, tool, &arguments, denial)))
                }
            },
        };
        (Slot::new(id, stage), refused)
    }

    /// Takes the person's answer about the call that waits. `now` is the tool if it is defined
    /// anew since: a yes was given to another tool then, and the person is asked again.
    pub(super) fn decided(
        &mut self,
        assistant: Message,
        mut slots: Vec<Slot>,
        answer: Answer,
        now: Option<Tool>,
    ) -> Vec<Effect> {
        let waiting = slots.iter_mut().enumerate().find_map(|(call, slot)| match &slot.stage {
            Stage::Waiting(tool, arguments) => Some((call, tool.clone(), arguments.clone(), slot)),
            Stage::Ready(..) | Stage::Running | Stage::Done(_) => None,
        });
        let Some((call, tool, arguments, slot)) = waiting else {
            self.state = State::Calling { assistant, slots };
            return Vec::new();
        };
        let Answer { decision, edited: changed } = answer;
        if let (Some(now), Decision::Once | Decision::Always) = (now, &decision) {
            // What was shown is what the difference is told from.
            self.policy.decided(&tool, &Decision::Once);
            slot.stage = Stage::Waiting(now, changed.unwrap_or(arguments));
            return self.go_on(assistant, slots);
        }
        let keep = self.policy.decided(&tool, &decision);
        let mut effects: Vec<Effect> =
            keep.map(|keep| Effect::Keep { tool: tool.clone(), keep }).into_iter().collect();
        match decision {
            Decision::Once | Decision::Always => {
                if let Some(changed) = changed.as_ref().filter(|changed| **changed != arguments) {
                    slot.note = edited(changed);
                }
                slot.stage = Stage::Ready(tool, changed.unwrap_or(arguments));
            }
            Decision::No { reason } => {
                let denial = Denial::Person { reason: reason.into() };
                let record = slot.close(&denied(&denial));
                effects.extend([refused(call, &tool, &arguments, denial), record]);
            }
            Decision::Cancel => return self.cancel(assistant, slots),
        }
        effects.extend(self.go_on(assistant, slots));
        effects
    }

    /// Returns the question about the next call that needs a yes, if any does, after the ends of
    /// those that must not run after all.
    pub(super) fn next_question(&self, slots: &mut [Slot]) -> (Vec<Effect>, Option<Effect>) {
        let mut ended = Vec::new();
        for (call, slot) in slots.iter_mut().enumerate() {
            let Stage::Waiting(tool, arguments) = &slot.stage else { continue };
            let (tool, arguments) = (tool.clone(), arguments.clone());
            match self.policy.verdict(&tool) {
                Verdict::Ask { before } => {
                    return (ended, Some(Effect::Approve { call, tool, arguments, before }));
                }
                // A yes for good also covers the later calls of the same round.
                Verdict::Run => slot.stage = Stage::Ready(tool, arguments),
                Verdict::Deny(denial) => {
                    let record = slot.close(&denied(&denial));
                    ended.extend([refused(call, &tool, &arguments, denial), record]);
                }
            }
        }
        (ended, None)
    }
}

/// Tells that nobody allowed the call.
fn refused(call: usize, tool: &Tool, arguments: &Map<String, Value>, denial: Denial) -> Effect {
    let (name, arguments) = (tool.name.clone(), as_text(arguments));
    Effect::Refused { call, name, arguments, outcome: CallOutcome::Denied(denial) }
}

fn as_text(arguments: &Map<String, Value>) -> Untrusted {
    // A map of JSON values always serialises.
    serde_json::to_string(arguments).unwrap_or_default().into()
}
