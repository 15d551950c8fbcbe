//! Editing a text in the person's own editor: `/edit`, and Ctrl-X Ctrl-E for the line.

use std::io;
use std::path::Path;

use super::Chat;
use crate::command::{self};
use crate::config::display;
use crate::error::{Exit, Problem};
use crate::files;
use crate::terminal;
use crate::text::Lang;
use crate::untrusted::Untrusted;

/// The largest text that comes back, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Why there is no edited text.
#[derive(Debug, thiserror::Error)]
pub(super) enum Uncomposed {
    /// Neither `VISUAL` nor `EDITOR` is set.
    #[error("no editor")]
    NoEditor,
    /// It could not be started, or says that it failed.
    #[error("{editor}: {reason}")]
    Editor { editor: String, reason: String },
    /// The file could not be written or read.
    #[error(transparent)]
    File(#[from] io::Error),
}

impl Uncomposed {
    /// Returns what the person should know.
    pub(super) fn explain(&self, lang: Lang) -> Problem {
        let (cause, advice) = match self {
            Self::NoEditor => (lang.compose_no_editor(), lang.compose_no_editor_advice()),
            Self::Editor { editor, reason } => {
                let editor = Untrusted::from(editor.as_str()).line(80);
                (lang.compose_editor(editor, reason), lang.compose_no_editor_advice())
            }
            Self::File(error) => (error.to_string(), lang.compose_file_advice()),
        };
        Problem { exit: Exit::Failure, what: lang.compose_failed(), cause, advice }
    }
}

/// Lets the person edit a text in their editor, to which the terminal belongs meanwhile. It
/// blocks.
///
/// # Errors
/// There is no editor, it failed, or the file in between cannot be used.
pub(super) fn compose(text: &str) -> Result<String, Uncomposed> {
    let editor = display::editor().ok_or(Uncomposed::NoEditor)?;
    let path = std::env::temp_dir().join(format!("mcp-chat-{}.md", files::unique_stem()));
    files::write_new(&path, text.as_bytes())?;
    let edited = edit(&editor, &path);
    // What was typed must not lie around.
    drop(std::fs::remove_file(&path));
    edited
}

fn edit(editor: &str, path: &Path) -> Result<String, Uncomposed> {
    let failed = |reason: String| Uncomposed::Editor { editor: editor.to_owned(), reason };
    let file = path.to_string_lossy();
    let status =
        terminal::lend(editor, &[&file], &[], None).map_err(|err| failed(err.to_string()))?;
    if !status.success() {
        return Err(failed(status.to_string()));
    }
    if path.metadata()?.len() > LARGEST {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge).into());
    }
    Ok(std::fs::read_to_string(path)?.trim_end().to_owned())
}

impl Chat {
    /// Lends the terminal to the editor; in a session that is played there is neither, and the
    /// text stays.
    async fn composed(&mut self, question: &str) -> Result<String, Uncomposed> {
        let before = question.to_owned();
        if terminal::is_detached() {
            return Ok(before);
        }
        self.printer.lent(true).await;
        self.printer.flush().await;
        let composed = tokio::task::spawn_blocking(move || compose(&before)).await;
        self.printer.lent(false).await;
        // Ctrl-C was the editor's.
        self.interrupts.forget();
        composed.unwrap_or_else(|error| Err(Uncomposed::File(io::Error::other(error))))
    }

    /// `/edit`: the last question in the editor, and then asked in the place of the last turn.
    pub(super) async fn edit_last(&mut self) -> Option<String> {
        let Some(question) = self.agent.last_question() else {
            self.show_problem(&command::nothing_to_undo(self.lang)).await;
            return None;
        };
        let edited = match self.composed(&question).await {
            Ok(edited) => self.tape.same("composed", edited),
            Err(error) => {
                self.show_problem(&error.explain(self.lang)).await;
                return None;
            }
        };
        if edited.trim().is_empty() || edited.trim() == question.trim() {
            self.printer.line(self.theme.dim(self.lang.compose_unchanged())).await;
            return None;
        }
        if let Err(problem) = command::undone(&mut self.agent, self.lang).await {
            self.show_problem(&problem).await;
            return None;
        }
        let prompt = self.theme.strong(self.lang.prompt());
        let shown = Untrusted::from(edited.as_str());
        self.printer.note(format!("{prompt}{shown}\n")).await;
        Some(edited)
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Uncomposed, edit};

    fn edited(editor: &str, text: &str) -> Result<String, Uncomposed> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        edit(editor, file.path())
    }

    #[test]
    fn what_the_editor_leaves_is_the_text() {
        assert_eq!(edited("sed -i s/uno/dos/", "uno\n\nuno\n\n").unwrap(), "dos\n\ndos");
        let gone = edit("rm", Path::new("/nowhere/at/all")).unwrap_err();
        assert!(matches!(gone, Uncomposed::Editor { .. }), "{gone}");
        for editor in ["false", "no-such-editor-here"] {
            assert!(matches!(edited(editor, "x"), Err(Uncomposed::Editor { .. })), "{editor}");
        }
        assert!(matches!(edited("printf '\\377' >", "x"), Err(Uncomposed::File(_))));
        assert!(matches!(edited("truncate -s 5M", "x"), Err(Uncomposed::File(_))));
    }
}
