//! Where lines come from: the line editor and the person before it, or the session that is played.

use std::sync::OnceLock;

use super::assist::highlighted;
use super::editor::{Editor, Read};
use super::message;
use crate::tape::{Input, Player, Tape};
use crate::ui::{Printer, Theme};
use crate::untrusted::Untrusted;

/// Reads lines.
pub(super) struct Reader {
    from: From,
    tape: Tape,
}

enum From {
    Editor(Editor),
    Recording {
        player: Player,
        theme: Theme,
        /// Known once the chat begins.
        printer: OnceLock<Printer>,
    },
}

impl Reader {
    /// Reads what is typed; a recording takes part in it.
    pub(super) fn editor(editor: Editor, tape: &Tape) -> Self {
        Self { from: From::Editor(editor), tape: tape.clone() }
    }

    /// Reads what was typed in the session that is played.
    pub(super) fn played(player: &Player, theme: Theme) -> Self {
        let from = From::Recording { player: player.clone(), theme, printer: OnceLock::new() };
        Self { from, tape: Tape::Off }
    }

    /// Takes what prints the lines of a session that is played; the editor draws them itself.
    pub(super) fn prints_with(&self, with: &Printer) {
        match &self.from {
            From::Editor(_) => {}
            // A reader serves one chat.
            From::Recording { printer, .. } => drop(printer.set(with.clone())),
        }
    }

    /// Reads a line.
    pub(super) async fn read(
        &self,
        prompt: (String, String),
        initial: String,
        remember: bool,
    ) -> Read {
        let read = match &self.from {
            From::Editor(editor) => {
                let read = editor.read(prompt, initial, remember).await;
                self.tape.typed(|| input(&read));
                read
            }
            From::Recording { player, theme, printer } => {
                let read = read(player.input().await);
                if let Some(printer) = printer.get() {
                    let line = match &read {
                        Read::Line(line) => Untrusted::from(line.as_str()).to_string(),
                        Read::Interrupted | Read::End | Read::NoText | Read::Failed(_) => {
                            String::new()
                        }
                    };
                    let line =
                        if remember { highlighted(&line, *theme).into_owned() } else { line };
                    printer.note(format!("{}{line}\n", prompt.1)).await;
                }
                read
            }
        };
        match read {
            // As it was typed it is shown and recorded.
            Read::Line(line) if remember => Read::Line(message::joined(&line)),
            read => read,
        }
    }
}

fn input(read: &Read) -> Input {
    match read {
        Read::Line(line) => Input::Line(line.clone()),
        Read::Interrupted => Input::Interrupted,
        Read::End => Input::End,
        Read::NoText => Input::NoText,
        Read::Failed(reason) => Input::Failed(reason.clone()),
    }
}

fn read(input: Input) -> Read {
    match input {
        Input::Line(line) => Read::Line(line),
        Input::Interrupted => Read::Interrupted,
        Input::End => Read::End,
        Input::NoText => Read::NoText,
        Input::Failed(reason) | Input::Unusable(reason) => {
            Read::Failed(Untrusted::from(reason).line(200))
        }
    }
}
