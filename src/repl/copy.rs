//! `/copy`: the last answer to the clipboard, by a program or by the terminal itself.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::time::timeout;

use super::Chat;
use crate::config::display::{Clipboard, clipboards};
use crate::error::{Exit, Problem};
use crate::terminal;
use crate::untrusted::Untrusted;

/// What terminals take at most by OSC 52, in bytes before encoding.
const MOST: usize = 74_000;
/// How long a program may take for it.
const LIMIT: Duration = Duration::from_secs(3);

impl Chat {
    /// Copies the last answer and tells by which way.
    pub(super) async fn copy(&mut self) {
        let Some(answer) = self.agent.last_answer() else {
            let problem = self.uncopied(self.lang.copy_nothing());
            return self.show_problem(&problem).await;
        };
        if let Some(player) = self.tape.player() {
            // What a recording holds must not get into the clipboard here.
            if let Some(told) = player.recall::<String>("copied") {
                let told = Untrusted::from(told).line(200);
                self.printer.line(self.theme.dim(told)).await;
            }
            return;
        }
        for way in clipboards() {
            let copied = match way {
                Clipboard::Program(command) if takes(command, answer.clone()).await => {
                    let program = command.split(' ').next().unwrap_or_default();
                    self.lang.copied(program)
                }
                Clipboard::Program(_) => continue,
                Clipboard::Terminal if answer.len() <= MOST => {
                    self.printer.clipboard(STANDARD.encode(&answer)).await;
                    self.lang.copied_by_terminal()
                }
                Clipboard::Terminal => continue,
            };
            let copied = self.tape.same("copied", copied);
            self.printer.line(self.theme.dim(copied)).await;
            return;
        }
        let problem = self.uncopied(self.lang.copy_large(MOST / 1000));
        self.show_problem(&problem).await;
    }

    fn uncopied(&self, cause: String) -> Problem {
        let (what, advice) = (self.lang.copy_failed(), self.lang.copy_advice());
        Problem { exit: Exit::Failure, what, cause, advice }
    }
}

/// Whether the program took the text.
async fn takes(command: &'static str, text: String) -> bool {
    let silent = format!("{command} >/dev/null 2>&1 #");
    let taking =
        tokio::task::spawn_blocking(move || terminal::lend(&silent, &[], &[], Some(&text)));
    // One that does not end in time keeps its thread, and another way is taken.
    matches!(timeout(LIMIT, taking).await, Ok(Ok(Ok(status))) if status.success())
}
