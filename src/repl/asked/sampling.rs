//! An answer of the model for a server: what is asked is shown before it is asked, and what was
//! answered before it is sent (MCP 2025-11-25, sampling: a person in the loop both times).

use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::{Asked, Desk, Key, Over};
use crate::error::Explain as _;
use crate::llm::{self, Reply};
use crate::mcp::protocol::{CreateMessage, INTERNAL_ERROR};
use crate::mcp::requests::Refusal;
use crate::terminal;
use crate::turns::sampling::{self, Sampler};
use crate::view;

/// What the specification gives for a person who says no.
fn rejected() -> Refusal {
    Refusal::new(-1, "User rejected sampling request")
}

impl Desk<'_> {
    /// Lets the person decide whether the model answers, and whether the server gets the answer.
    /// `stop` ends the wait for the model.
    pub(super) async fn sample(
        &self,
        asked: &Asked<'_>,
        wanted: &CreateMessage,
        sampler: &mut Sampler,
        stop: &CancellationToken,
        typed_ahead: &mut String,
    ) -> Result<Result<Value, Refusal>, Over> {
        if sampler.is_spent() {
            let told = self.lang.sampling_spent(&asked.server);
            self.printer.line(self.theme.warn(told)).await;
            return Ok(Err(Refusal::new(INTERNAL_ERROR, "the budget for sampling is spent")));
        }
        let to = view::Sampled {
            server: &asked.server,
            model: sampler.model(),
            answers: sampler.left().requests,
            tokens: sampler.left().tokens,
        };
        let page = view::sampling_page(&to, wanted, self.lang, self.theme, terminal::width());
        self.show(page, typed_ahead).await;
        let keys = [Key::Yes, Key::No, Key::Cancel];
        match self.key(asked, &self.lang.sampling_prompt(), &keys).await? {
            Key::Yes | Key::Edit | Key::Open => {}
            Key::No | Key::Cancel => return Ok(Err(self.rejects().await)),
        }
        self.printer.editing(false).await;
        self.printer.line(self.theme.dim(self.lang.sampling_waits())).await;
        self.printer.flush().await;
        let reply = tokio::select! {
            biased;
            () = stop.cancelled() => return Ok(Err(self.rejects().await)),
            () = asked.withdrawn.cancelled() => return Err(Over::Withdrawn),
            reply = sampler.ask(wanted) => reply,
        };
        match reply {
            Ok(reply) => self.hand_out(asked, wanted, &reply, sampler, typed_ahead).await,
            Err(error) => Ok(Err(self.failed(&error).await)),
        }
    }

    async fn hand_out(
        &self,
        asked: &Asked<'_>,
        wanted: &CreateMessage,
        reply: &Reply,
        sampler: &Sampler,
        typed_ahead: &mut String,
    ) -> Result<Result<Value, Refusal>, Over> {
        let page =
            view::sampled_page(&asked.server, reply, self.lang, self.theme, terminal::width());
        // What was typed while the model wrote does not send what it wrote.
        self.show(page, typed_ahead).await;
        let keys = [Key::Yes, Key::No, Key::Cancel];
        match self.key(asked, &self.lang.sampling_send_prompt(), &keys).await? {
            Key::Yes | Key::Edit | Key::Open => {
                self.printer.line(self.theme.good(self.lang.form_sent())).await;
                Ok(Ok(sampling::result(reply, wanted, sampler.model())))
            }
            Key::No | Key::Cancel => Ok(Err(self.rejects().await)),
        }
    }

    pub(super) async fn rejects(&self) -> Refusal {
        self.printer.line(self.theme.warn(self.lang.sampling_rejected())).await;
        rejected()
    }

    /// Tells that the model failed: the person why, the server only that it did.
    async fn failed(&self, error: &llm::Error) -> Refusal {
        let [what, cause, advice] = error.explain(self.lang).lines(self.lang);
        self.printer.note(format!("{}\n{cause}\n{advice}\n", self.theme.bad(what))).await;
        Refusal::new(INTERNAL_ERROR, "the model failed")
    }
}
