//! One question, and questions from a pipe.

use std::ops::ControlFlow;

use super::App;
use super::asking::{question, session};
use super::chat::{Assembled, finish};
use crate::agent::transcript::Past;
use crate::command::Thinking;
use crate::config::{ModelSettings, ServerSettings};
use crate::error::{Exit, Problem};
use crate::http;
use crate::oneshot::output::{NoticeKind, Output, watch_connection};
use crate::oneshot::{self, Lines, Script};
use crate::tape::{Input, Tape};
use crate::text::Lang;
use crate::turns::Interrupts;
use crate::ui::Streams;
use crate::view::other_model;

impl App {
    /// Answers the question of `-p`, or those of a pipe.
    pub(super) async fn script(
        &self,
        server: ServerSettings,
        model: ModelSettings,
        tape: Tape,
    ) -> Result<Exit, Problem> {
        let lang = self.lang;
        let (printer, thread) = self.printer(Streams::Script, None);
        let outcome = async {
            let mut interrupts = Interrupts::of_script(&tape);
            let mut output = Output::new(printer.clone(), self.cli.output, lang).with_tape(&tape);
            let asked = self.asked(&tape, &output, &mut interrupts).await?;
            let ControlFlow::Continue(question) = asked else {
                return Ok(output.interrupted().await);
            };
            let turn = self.turn_settings()?;
            let (url, provider) = (http::shown(&server.url), model.provider);
            let Some(assembled) =
                self.assemble(&server, model, turn, &mut interrupts, &tape).await?
            else {
                return Ok(output.interrupted().await);
            };
            let Assembled {
                server,
                questions: _,
                sampler: _,
                agent,
                shelf,
                past,
                copied,
                catalogue,
                warmer: _,
            } = assembled;
            let mut session = session(&server.client, url, &agent, provider);
            session.conversation = tape.same("conversation", session.conversation);
            output.ready(session).await;
            tell_of_past(&output, &past, copied, agent.model(), lang).await;
            let mcp = server.client.clone();
            let thinking = Thinking { shown: turn.thinking, ..Thinking::default() };
            tokio::spawn(watch_connection(mcp.status(), output.clone()));
            let script = Script {
                agent,
                mcp,
                catalogue,
                shelf,
                output,
                thinking,
                lang,
                interrupts,
                tape: tape.clone(),
            };
            let exit = match question {
                Some(question) => script.prompt(question).await,
                None => script.lines(Lines::start(&tape, lang)).await,
            };
            server.client.close(server.tasks).await;
            Ok(exit)
        };
        let outcome = tape.watched(outcome, lang).await;
        self.close_tape(&tape, &outcome);
        finish(printer, thread, outcome, lang).await
    }

    /// Returns the question of `-p` with the input that is appended to it; none without `-p`.
    /// Breaks if Ctrl-C ended the wait for the input.
    async fn asked(
        &self,
        tape: &Tape,
        output: &Output,
        interrupts: &mut Interrupts,
    ) -> Result<ControlFlow<(), Option<String>>, Problem> {
        let Some(text) = &self.cli.prompt else { return Ok(ControlFlow::Continue(None)) };
        if let Some(player) = tape.player() {
            return Ok(ControlFlow::Continue(match player.input().await {
                Input::Line(question) => Some(question),
                _ => None,
            }));
        }
        let input = tokio::select! {
            input = oneshot::appended_input(output, self.lang) => input?,
            () = interrupts.next() => return Ok(ControlFlow::Break(())),
        };
        let question = question(text, &input, self.lang)?;
        tape.typed(|| Input::Line(question.clone()));
        Ok(ControlFlow::Continue(Some(question)))
    }
}

/// Tells what should be known of the conversation that is gone on with.
async fn tell_of_past(output: &Output, past: &Past, copied: bool, model: &str, lang: Lang) {
    if copied {
        output.notice(NoticeKind::TranscriptCopied, lang.resumed_copy()).await;
    }
    if past.damaged > 0 {
        let text = lang.resumed_damaged(past.damaged);
        output.notice(NoticeKind::TranscriptDamaged, text).await;
    }
    if let Some(text) = other_model(past, model, lang) {
        output.notice(NoticeKind::ModelDiffers, text).await;
    }
}
