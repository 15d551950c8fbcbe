//! Asks a person whether a call may run: everything that matters on the screen, one key to decide.

use crate::agent::{ApprovalRequest, Decision};
use crate::terminal;
use crate::text::Lang;
use crate::ui::{Printer, Theme};

use super::editor::{Editor, Read};

/// What asking needs.
pub(super) struct Asker<'a> {
    pub(super) editor: &'a Editor,
    pub(super) printer: &'a Printer,
    pub(super) lang: Lang,
    pub(super) theme: Theme,
}

impl Asker<'_> {
    /// Shows the call and takes the person's decision. What was typed before the question was on
    /// the screen cannot answer it; it goes to `typed_ahead`.
    pub(super) async fn decide(&self, request: ApprovalRequest, typed_ahead: &mut String) {
        self.printer.note(describe(&request, self.lang, self.theme)).await;
        self.printer.editing(true).await;
        self.printer.flush().await;
        typed_ahead.push_str(&terminal::take_type_ahead());
        let decision = loop {
            let keys = self.lang.approve_keys();
            let prompt = (keys.clone(), self.theme.strong(keys));
            match self.editor.read(prompt, String::new(), false).await {
                Read::Line(line) => match parse(&line) {
                    Some(decision) => break decision,
                    None => self.explain_keys().await,
                },
                Read::NoText => self.explain_keys().await,
                // Ctrl-C cancels the turn and nothing else.
                Read::Interrupted | Read::End | Read::Failed(_) => break Decision::Cancel,
            }
        };
        self.printer.editing(false).await;
        let _ = request.reply.send(decision);
    }

    /// Tells which keys decide; it is on the screen before the question comes again.
    async fn explain_keys(&self) {
        self.printer.line(self.lang.approve_again()).await;
        self.printer.flush().await;
    }
}

/// Reads an answer; the keys of both languages count in both.
fn parse(line: &str) -> Option<Decision> {
    match line.trim().to_lowercase().as_str() {
        "s" | "si" | "sí" | "y" | "yes" => Some(Decision::Once),
        "t" | "siempre" | "a" | "always" => Some(Decision::Always),
        "n" | "no" => Some(Decision::No),
        "c" | "cancelar" | "cancel" => Some(Decision::Cancel),
        _ => None,
    }
}

/// Returns the call as a person can judge it: name, arguments whole, and whose word the rest is.
fn describe(request: &ApprovalRequest, lang: Lang, theme: Theme) -> String {
    let marking = match request.hints.destructive {
        Some(true) => lang.approve_destructive(),
        Some(false) => lang.approve_additive(),
        None => lang.approve_unmarked(),
    };
    let mut lines = vec![String::new(), theme.warn(lang.approve_heading(request.name.line(128)))];
    if !request.description.raw().trim().is_empty() {
        lines.push(
            theme.dim(format!("   {}", lang.approve_description(request.description.line(300)))),
        );
    }
    lines.push(theme.dim(format!("   {marking}")));
    lines.push(format!("   {}", lang.approve_arguments()));
    lines.extend(request.arguments.to_string().lines().map(|line| format!("   {line}")));
    lines.push(String::new());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::{ApprovalRequest, Decision, Lang, Theme, describe, parse};
    use crate::mcp::protocol::Hints;

    #[test]
    fn the_keys_of_both_languages_decide() {
        for (line, decision) in [
            ("s", Some(Decision::Once)),
            (" Y ", Some(Decision::Once)),
            ("SÍ", Some(Decision::Once)),
            ("t", Some(Decision::Always)),
            ("a", Some(Decision::Always)),
            ("N", Some(Decision::No)),
            ("c", Some(Decision::Cancel)),
            ("", None),
            ("sn", None),
        ] {
            assert_eq!(parse(line), decision, "{line:?}");
        }
    }

    #[test]
    fn the_question_shows_every_argument_and_whose_word_it_is() {
        let request = ApprovalRequest {
            name: "add_employee".into(),
            description: "Agrega.\u{1b}[2J".into(),
            arguments: "{\n  \"name\": \"Ana\u{202e}\"\n}".into(),
            hints: Hints { destructive: Some(false), ..Hints::default() },
            reply: oneshot::channel().0,
        };
        insta::assert_snapshot!(describe(&request, Lang::Es, Theme::default()), @r#"

        🔐 ¿Ejecutar add_employee?
           El servidor dice de ella: Agrega.␛[2J
           Según el servidor, cambia datos pero no borra ni sobrescribe.
           Argumentos:
           {
             "name": "Ana�"
           }
        "#);
    }
}
