//! Makes room in a conversation that is too long for the model: does what `compaction` plans.

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::activity::{Activity, Notice};
use super::compaction::{self, Plan, Present, Role};
use super::driver::{Hands, tell};
use super::{history, result};
use crate::llm::{Request, ToolChoice};

/// Why room is made.
#[derive(Clone, Copy, Debug)]
pub(super) enum Why {
    /// The next request, of so many bytes, would nearly fill the window.
    Full { bytes: usize, committed: bool },
    /// The server refused the request as too long; whether the history holds its question.
    Refused { committed: bool },
    /// The person wants it, between two turns.
    Asked,
}

impl Hands {
    /// Makes room once. Returns whether anything was taken out, `None` if it was cancelled, which
    /// leaves the history as it was.
    pub(super) async fn make_room(
        &mut self,
        why: Why,
        activity: &mpsc::Sender<Activity>,
        cancel: &CancellationToken,
    ) -> Option<bool> {
        let functions = self.toolbox.functions();
        let parts = self.history.parts();
        let now = self.history.bytes(None, functions);
        let (present, excess) = match why {
            Why::Full { bytes, committed } => {
                (Present::find(&parts, committed), self.gauge.excess(bytes).unwrap_or_default())
            }
            Why::Refused { committed } => {
                (Present::find(&parts, committed), self.gauge.excess_after_refusal(now))
            }
            // Everything but the last turn.
            Why::Asked => {
                let question = parts.iter().rposition(|part| part.role == Role::User);
                let unseen = question.unwrap_or_default();
                (Present { question, unseen }, usize::MAX)
            }
        };
        let plan = compaction::plan(&parts, present, excess);
        if plan.is_empty() {
            return Some(false);
        }
        let before = self.gauge.tokens(now);
        let summary = self.summary(&plan, activity, cancel).await?;
        let (notes, rounds) = self.apply(&plan, present, summary.as_deref());
        let after = self.gauge.tokens(self.history.bytes(None, self.toolbox.functions()));
        let text = summary.unwrap_or_default();
        self.record(activity, |transcript| transcript.compacted(notes, rounds, &text)).await;
        if notes + rounds > 0 {
            let notice = Notice::Compacted { notes, rounds, before, after };
            tell(activity, Activity::Notice(notice)).await;
        }
        Some(notes + rounds > 0)
    }

    /// Changes the history by the plan; without a summary only results become notes. Returns how
    /// many results and rounds were replaced.
    fn apply(&mut self, plan: &Plan, present: Present, summary: Option<&str>) -> (usize, usize) {
        let parts = self.history.parts();
        let summarised = if summary.is_some() { plan.summarised } else { 0 };
        let mut notes = 0;
        for at in plan.notes.iter().copied().filter(|at| *at >= summarised) {
            if let Some((name, text)) = self.history.result(at) {
                self.history.note(at, &result::note(&name, &text, self.results.as_deref()));
                notes += 1;
            }
        }
        let rounds = parts[..summarised].iter().filter(|part| part.role == Role::Assistant).count();
        if let Some(summary) = summary {
            self.history.summarise(summarised, present.question, summary.to_owned());
        }
        (notes, rounds)
    }

    /// Lets the model summarise what the plan takes out; `Some(None)` where nothing is to be
    /// summarised or the model could not, `None` if it was cancelled.
    async fn summary(
        &mut self,
        plan: &Plan,
        activity: &mpsc::Sender<Activity>,
        cancel: &CancellationToken,
    ) -> Option<Option<String>> {
        if plan.summarised == 0 || self.too_costly(activity).await.is_some() {
            return Some(None);
        }
        tell(activity, Activity::Summarising).await;
        let instruction = history::summary_instruction();
        let parts = self.history.parts();
        let functions = self.toolbox.functions();
        let fixed = self.history.fixed_bytes(functions) + instruction.get().len();
        let room = self.gauge.room().map_or(usize::MAX, |room| room.saturating_sub(fixed));
        let source = compaction::summary_source(&parts, plan.summarised, room);
        if source.is_empty() {
            return Some(None);
        }
        let messages = self.history.summary_request(source, &instruction);
        let bytes = fixed + messages.iter().map(|message| message.get().len()).sum::<usize>();
        let request = Request {
            messages,
            tools: functions,
            tool_choice: Some(ToolChoice::None),
            conversation: self.history.conversation(),
        };
        let mut ignore = |_| ();
        let outcome = tokio::select! {
            biased;
            () = cancel.cancelled() => return None,
            outcome = self.llm.complete(&request, &mut ignore) => outcome,
        };
        Some(match outcome {
            Ok(reply) => {
                self.account(&reply, bytes);
                Some(reply.text.raw().trim().to_owned()).filter(|text| !text.is_empty())
            }
            Err(error) => {
                tell(activity, Activity::Notice(Notice::SummaryFailed(error))).await;
                None
            }
        })
    }
}
