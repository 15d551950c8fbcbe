//! Asks the person about a call, and keeps what was agreed to for good.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::activity::{Activity, ApprovalRequest, Notice};
use super::approval::book::BookError;
use super::approval::{Agreed, Decision, Keep};
use super::driver::{Hands, tell};
use super::turn::Event;
use crate::mcp::protocol::Tool;

impl Hands {
    /// Asks the person whether a call may run.
    pub(super) async fn approve(
        &self,
        tool: Tool,
        arguments: Map<String, Value>,
        before: Option<Value>,
        activity: &mpsc::Sender<Activity>,
        cancel: &CancellationToken,
    ) -> Event {
        let (reply, answer) = oneshot::channel();
        let shown = tool.clone();
        let request = ApprovalRequest { tool, arguments, before, reply };
        tell(activity, Activity::Approve(Box::new(request))).await;
        tokio::select! {
            biased;
            () = cancel.cancelled() => Event::Cancelled,
            answer = answer => {
                // Whoever drops the question has not agreed.
                let answer =
                    answer.unwrap_or_else(|_| Decision::No { reason: String::new() }.into());
                self.mcp.settle_tools().await;
                Event::Decided { answer, now: self.redefined(&shown) }
            }
        }
    }

    /// Returns the tool of the same name as it is defined now, if that is not how it was shown.
    fn redefined(&self, shown: &Tool) -> Option<Tool> {
        let tools = self.mcp.tools();
        let now = tools.iter().find(|tool| tool.name == shown.name)?;
        (now.definition != shown.definition).then(|| now.clone())
    }

    /// Keeps what was decided for good; a failure is told.
    pub(super) async fn keep(
        &mut self,
        tool: &Tool,
        keep: Keep,
        activity: &mpsc::Sender<Activity>,
    ) {
        let kept = match keep {
            Keep::Yes => self.book.agree(tool),
            Keep::Nothing => self.book.revoke_tool(&tool.name),
        };
        self.tell_of_book(kept.err(), activity).await;
    }

    /// Returns what was agreed to for good with this server: another program may have changed it.
    pub(super) async fn agreed(
        &mut self,
        activity: &mpsc::Sender<Activity>,
    ) -> BTreeMap<String, Agreed> {
        let (agreed, error) = self.book.agreed();
        self.tell_of_book(error, activity).await;
        agreed
    }

    /// Tells once that the book cannot be used.
    async fn tell_of_book(&mut self, error: Option<BookError>, activity: &mpsc::Sender<Activity>) {
        if let Some(error) = &error
            && self.book_failure.as_ref() != Some(error)
        {
            tell(activity, Activity::Notice(Notice::ApprovalsFailed(error.clone()))).await;
        }
        self.book_failure = error.or(self.book_failure.take());
    }
}
