//! Puts what a server asks before the person, and takes the person's answer to it.
//!
//! Nothing is sent that was not shown and agreed to. A question that the server withdraws, or whose
//! session is over, ends at the next Enter: the line editor cannot be stopped from outside.

mod address;
mod form;
mod sampling;

use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::editor::Read;
use super::reader::Reader;
use crate::mcp::protocol::Elicited;
use crate::mcp::requests::{Question, Refusal, ServerRequest};
use crate::tape::Tape;
use crate::terminal;
use crate::text::Lang;
use crate::turns::sampling::Sampler;
use crate::ui::{Printer, Theme};
use crate::untrusted::Untrusted;

/// A server's name on one line, in characters.
const NAME: usize = 60;

/// What answering needs.
pub(super) struct Desk<'a> {
    pub(super) editor: &'a Reader,
    pub(super) printer: &'a Printer,
    pub(super) lang: Lang,
    pub(super) theme: Theme,
    pub(super) tape: &'a Tape,
}

/// A question as it is being answered.
struct Asked<'a> {
    server: String,
    withdrawn: &'a CancellationToken,
}

/// The question is over without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    /// By the person: Ctrl-C, or the terminal is gone.
    Cancelled,
    /// By the server.
    Withdrawn,
}

/// What a key decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Yes,
    Open,
    No,
    Edit,
    Cancel,
}

impl Desk<'_> {
    /// Puts a question and sends its answer. What was typed before it was on the screen cannot
    /// answer it; it goes to `typed_ahead`. `stop` ends the wait for the model.
    pub(super) async fn answer(
        &self,
        request: ServerRequest,
        sampler: &mut Sampler,
        stop: &CancellationToken,
        typed_ahead: &mut String,
    ) {
        let ServerRequest { server, question, withdrawn, reply } = request;
        if withdrawn.is_cancelled() {
            return;
        }
        self.printer.fresh_line().await;
        let asked = Asked { server: server_name(&server, self.lang), withdrawn: &withdrawn };
        let answer = match question {
            Question::Form(form) => {
                self.fill_in(&asked, &form, typed_ahead).await.map(Elicited::result).map(Ok)
            }
            Question::Url(wanted) => {
                self.visit(&asked, &wanted, typed_ahead).await.map(Elicited::result).map(Ok)
            }
            Question::Sampling(wanted) => {
                let sampled = self.sample(&asked, &wanted, sampler, stop, typed_ahead).await;
                // To this question there is no other way to say no.
                match sampled {
                    Err(Over::Cancelled) => Ok(Err(self.rejects().await)),
                    sampled => sampled,
                }
            }
        };
        self.printer.editing(false).await;
        self.end(answer, reply).await;
    }

    /// Shows who asks for what, from which moment on what is typed is the answer.
    async fn show(&self, page: String, typed_ahead: &mut String) {
        self.printer.note(page).await;
        self.printer.editing(true).await;
        self.printer.flush().await;
        typed_ahead.push_str(&terminal::take_type_ahead());
    }

    async fn end(
        &self,
        answer: Result<Result<Value, Refusal>, Over>,
        reply: tokio::sync::oneshot::Sender<Result<Value, Refusal>>,
    ) {
        let answer = match answer {
            Ok(answer) => answer,
            Err(Over::Cancelled) => {
                self.printer.line(self.theme.warn(self.lang.form_cancelled())).await;
                Ok(Elicited::Cancel.result())
            }
            Err(Over::Withdrawn) => {
                self.printer.line(self.theme.warn(self.lang.asked_withdrawn())).await;
                return;
            }
        };
        // A session that ended a moment ago takes no answer.
        drop(reply.send(answer));
    }

    /// Asks until one of the keys is typed.
    async fn key(&self, asked: &Asked<'_>, prompt: &str, keys: &[Key]) -> Result<Key, Over> {
        loop {
            let typed = self.read(asked, prompt, String::new()).await?;
            match typed.as_deref().and_then(parse).filter(|key| keys.contains(key)) {
                Some(key) => return Ok(key),
                None => self.printer.line(self.lang.form_again()).await,
            }
        }
    }

    /// Reads a line; `None` if it was no text.
    async fn read(
        &self,
        asked: &Asked<'_>,
        prompt: &str,
        initial: String,
    ) -> Result<Option<String>, Over> {
        self.printer.flush().await;
        if asked.withdrawn.is_cancelled() {
            return Err(Over::Withdrawn);
        }
        let read = self.editor.read((prompt.into(), self.theme.strong(prompt)), initial, false);
        tokio::pin!(read);
        let read = tokio::select! {
            biased;
            read = &mut read => read,
            () = asked.withdrawn.cancelled() => {
                self.printer.notice(self.theme.warn(self.lang.asked_withdrawn_notice())).await;
                read.await
            }
        };
        if asked.withdrawn.is_cancelled() {
            return Err(Over::Withdrawn);
        }
        match read {
            Read::Line(line) => Ok(Some(line)),
            Read::NoText => {
                self.printer.line(self.theme.warn(self.lang.line_not_text())).await;
                Ok(None)
            }
            // Ctrl-C cancels the question and nothing else.
            Read::Interrupted | Read::End | Read::Failed(_) => Err(Over::Cancelled),
        }
    }
}

/// Returns what a server is called.
pub(super) fn server_name(server: &Untrusted, lang: Lang) -> String {
    let name = server.line(NAME);
    if name.is_empty() { lang.asked_nameless() } else { name }
}

/// Reads a key; those of both languages count in both.
fn parse(line: &str) -> Option<Key> {
    match line.trim().to_lowercase().as_str() {
        "s" | "si" | "sí" | "y" | "yes" => Some(Key::Yes),
        "n" | "no" => Some(Key::No),
        "e" | "editar" | "edit" => Some(Key::Edit),
        "a" | "abrir" | "o" | "open" => Some(Key::Open),
        "c" | "cancelar" | "cancel" => Some(Key::Cancel),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, parse};

    #[test]
    fn the_keys_of_both_languages_count() {
        for (line, key) in [
            (" S ", Some(Key::Yes)),
            ("yes", Some(Key::Yes)),
            ("No", Some(Key::No)),
            ("e", Some(Key::Edit)),
            ("cancelar", Some(Key::Cancel)),
            ("a", Some(Key::Open)),
            ("o", Some(Key::Open)),
            ("", None),
            ("sn", None),
        ] {
            assert_eq!(parse(line), key, "{line:?}");
        }
    }
}
