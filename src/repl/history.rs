//! The lines that were typed, on disk. A history that is damaged or cannot be written is told once
//! and is no reason to refuse the chat.

use std::io;
use std::path::{Path, PathBuf};

use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{Editor, Helper};
use tokio::sync::mpsc;
use tracing::warn;

use crate::files;
use crate::text::Lang;

/// Begins the history's file; after it each line break in a line is escaped.
const HEADER: &[u8] = b"#V2";

/// The history's file, if lines are to be kept.
pub(super) struct History {
    path: Option<PathBuf>,
    /// Takes what the person should know.
    told: mpsc::Sender<String>,
    /// Whether the person knows that lines are not kept.
    failed: bool,
    lang: Lang,
}

impl History {
    /// Returns the history and what is told of it: a sentence for what was damaged, and one for
    /// what cannot be kept.
    pub(super) fn new(path: Option<PathBuf>, lang: Lang) -> (Self, mpsc::Receiver<String>) {
        let (told, telling) = mpsc::channel(2);
        (Self { path, told, failed: false, lang }, telling)
    }

    /// Gives the lines of before to an editor, after damage without what is no text.
    pub(super) fn load<H: Helper>(&mut self, editor: &mut Editor<H, DefaultHistory>) {
        let Some(path) = self.path.clone() else { return };
        match editor.load_history(&path) {
            Ok(()) => {}
            Err(ReadlineError::Io(err)) if err.kind() == io::ErrorKind::NotFound => {}
            Err(ReadlineError::Io(err)) if err.kind() == io::ErrorKind::InvalidData => {
                let mended = mend(&path).and_then(|(lines, aside)| {
                    // What was read before the damage would be there twice.
                    editor.clear_history().map_err(other)?;
                    editor.load_history(&path).map_err(other)?;
                    Ok((lines, aside))
                });
                match mended {
                    Ok((lines, aside)) => {
                        let aside = aside.display();
                        self.tell(if lines == 1 {
                            self.lang.history_damaged_one(aside)
                        } else {
                            self.lang.history_damaged_many(lines, aside)
                        });
                    }
                    Err(err) => self.fail(&path, &err),
                }
            }
            Err(err) => self.fail(&path, &err),
        }
    }

    /// Remembers a line, on disk too if lines are to be kept.
    pub(super) fn save<H: Helper>(&mut self, editor: &mut Editor<H, DefaultHistory>, line: &str) {
        if let Err(err) = editor.add_history_entry(line) {
            warn!(%err, "a line was not remembered");
        }
        let Some(path) = self.path.clone() else { return };
        let folder = path.parent().map_or(Ok(()), files::create_folder);
        let saved = folder.map_err(ReadlineError::from).and_then(|()| editor.append_history(&path));
        if let Err(err) = saved {
            self.fail(&path, &err);
        }
    }

    fn fail(&mut self, path: &Path, err: &dyn std::error::Error) {
        warn!(%err, "the history is not kept");
        if !std::mem::replace(&mut self.failed, true) {
            self.tell(self.lang.history_failed(path.display(), self.lang.system(&err.to_string())));
        }
    }

    fn tell(&self, sentence: String) {
        // There is room for both sentences, and without a reader nobody would see them.
        drop(self.told.try_send(sentence));
    }
}

fn other(err: ReadlineError) -> io::Error {
    io::Error::other(err)
}

/// Takes what is no text out of a history. The damaged file stays beside it, under the name that
/// is returned with how many lines were taken out.
fn mend(path: &Path) -> io::Result<(usize, PathBuf)> {
    let damaged = std::fs::read(path)?;
    let aside = path.with_file_name(format!("history-{}.damaged", files::unique_stem()));
    files::write_new(&aside, &damaged)?;
    let (kept, lost) = without_damage(&damaged);
    files::replace(path, &kept)?;
    Ok((lost, aside))
}

/// Returns the lines that are text, and how many are not.
fn without_damage(bytes: &[u8]) -> (Vec<u8>, usize) {
    let lines = || bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let is_text = |line: &&[u8]| std::str::from_utf8(line).is_ok();
    let header = lines().next().filter(|first| *first != HEADER && !is_text(first));
    // A damaged first line was the header: nothing else begins a file of ours.
    let kept = header.map(|_| HEADER).into_iter().chain(lines().filter(is_text));
    let kept = kept.flat_map(|line| [line, b"\n"]).flatten().copied().collect();
    (kept, lines().filter(|line| !is_text(line)).count())
}

#[cfg(test)]
mod tests {
    use super::without_damage;

    #[test]
    fn what_is_text_stays() {
        for (damaged, kept, lost) in [
            (&b"#V2\nuno\n\xff\ndos"[..], "#V2\nuno\ndos\n", 1),
            (b"\xff#V2\nu\\nno\n\xc3\n", "#V2\nu\\nno\n", 2),
            (b"uno\n\n\xff\n", "uno\n", 1),
            (b"", "", 0),
        ] {
            let (bytes, count) = without_damage(damaged);
            assert_eq!((String::from_utf8(bytes).unwrap().as_str(), count), (kept, lost));
        }
    }
}
