//! Asks a person whether a call may run: everything that matters on the screen, one key to decide.

mod edit;

use serde_json::{Map, Value};

use crate::agent::{Answer, ApprovalRequest, Decision};
use crate::terminal;
use crate::text::Lang;
use crate::ui::{Printer, Theme};
use crate::view::approval_page;

use super::editor::Read;
use super::reader::Reader;

/// What asking needs.
pub(super) struct Asker<'a> {
    pub(super) editor: &'a Reader,
    pub(super) printer: &'a Printer,
    pub(super) lang: Lang,
    pub(super) theme: Theme,
}

/// What was typed to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Typed {
    Decision(Decision),
    /// Change the arguments first: all, or the one of this name.
    Edit(Option<String>),
}

impl Asker<'_> {
    /// Shows the call and takes the person's decision. What was typed before the question was on
    /// the screen cannot answer it; it goes to `typed_ahead`.
    pub(super) async fn decide(&self, mut request: ApprovalRequest, typed_ahead: &mut String) {
        self.show(&request).await;
        self.printer.editing(true).await;
        self.printer.flush().await;
        typed_ahead.push_str(&terminal::take_type_ahead());
        let mut edited = None;
        let decision = loop {
            match self.ask().await {
                Some(Typed::Decision(decision)) => break decision,
                Some(Typed::Edit(only)) => {
                    if let Some(arguments) =
                        self.edit(&request.tool, &request.arguments, only.as_deref()).await
                    {
                        self.take_over(&mut request, arguments, &mut edited);
                    }
                    self.show(&request).await;
                    self.printer.flush().await;
                }
                None => {
                    self.printer.line(self.lang.approve_again()).await;
                    self.printer.flush().await;
                }
            }
        };
        self.printer.editing(false).await;
        drop(request.reply.send(Answer { decision, edited }));
    }

    async fn show(&self, request: &ApprovalRequest) {
        let page = approval_page(request, self.lang, self.theme, terminal::width());
        self.printer.note(page).await;
        self.printer.line(self.theme.dim(self.lang.approve_keys())).await;
    }

    fn take_over(
        &self,
        request: &mut ApprovalRequest,
        arguments: Map<String, Value>,
        edited: &mut Option<Map<String, Value>>,
    ) {
        request.arguments.clone_from(&arguments);
        // What changed in the tool has been shown, and would hide what was edited.
        request.before = None;
        *edited = Some(arguments);
    }

    /// Asks for a key; `None` if what was typed is none.
    async fn ask(&self) -> Option<Typed> {
        let prompt = self.lang.approve_prompt();
        let styled = self.theme.strong(&prompt);
        match self.editor.read((prompt, styled), String::new(), false).await {
            Read::Line(line) => parse(&line),
            Read::NoText => None,
            // Ctrl-C cancels the turn and nothing else.
            Read::Interrupted | Read::End | Read::Failed(_) => {
                Some(Typed::Decision(Decision::Cancel))
            }
        }
    }
}

/// Reads an answer; the keys of both languages count in both.
fn parse(line: &str) -> Option<Typed> {
    let line = line.trim();
    let (key, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let decision = match (key.to_lowercase().as_str(), rest) {
        ("s" | "si" | "sí" | "y" | "yes", "") => Decision::Once,
        ("t" | "siempre" | "a" | "always", "") => Decision::Always,
        ("n" | "no" | "n," | "no,", reason) => Decision::No { reason: reason.to_owned() },
        ("c" | "cancelar" | "cancel", "") => Decision::Cancel,
        ("e" | "editar" | "edit", name) => {
            return Some(Typed::Edit(Some(name.to_owned()).filter(|name| !name.is_empty())));
        }
        _ => return None,
    };
    Some(Typed::Decision(decision))
}

#[cfg(test)]
mod tests {
    use super::{Decision, Typed, parse};

    #[test]
    fn the_keys_of_both_languages_decide() {
        let no = |reason: &str| Some(Typed::Decision(Decision::No { reason: reason.into() }));
        let edit = |name: Option<&str>| Some(Typed::Edit(name.map(str::to_owned)));
        let (once, always) =
            (Some(Typed::Decision(Decision::Once)), Some(Typed::Decision(Decision::Always)));
        for (line, typed) in [
            ("s", once.clone()),
            (" Y ", once.clone()),
            ("SÍ", once),
            ("t", always.clone()),
            ("a", always),
            ("N", no("")),
            ("n  en Finanzas, no en Ventas ", no("en Finanzas, no en Ventas")),
            ("No, mañana", no("mañana")),
            ("c", Some(Typed::Decision(Decision::Cancel))),
            ("e", edit(None)),
            ("editar name", edit(Some("name"))),
            ("", None),
            ("sn", None),
            ("s claro", None),
            ("nada", None),
        ] {
            assert_eq!(parse(line), typed, "{line:?}");
        }
    }
}
