//! The transcripts of a folder: which there are, which one is meant, and going on with one.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::past::{Newer, Past};
use super::{Spoken, Transcript, id_of, lock, new_path};
use crate::files;

/// The largest transcript that is read, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;
/// Transcripts that are looked at, the last ones.
const MOST: usize = 500;

/// Which conversation is gone on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The last one with this server.
    Last,
    /// The last one whose id begins so, or whose title or first question holds these words.
    Named(String),
}

/// Why a conversation cannot be gone on with.
#[derive(Debug, thiserror::Error)]
pub enum Lost {
    /// There is none like that.
    #[error("no such conversation")]
    None,
    /// A newer program wrote it.
    #[error(transparent)]
    Newer(#[from] Newer),
    /// It cannot be read.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// A conversation that is gone on with.
#[derive(Debug)]
pub struct Taken {
    /// Where it is written on.
    pub transcript: Transcript,
    /// What was said in it.
    pub past: Past,
    /// Whether another program has it in use, so that this is a copy.
    pub copied: bool,
}

/// A conversation on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// The name by which it is found.
    pub id: String,
    /// The person's name for it; empty if it has none.
    pub title: String,
    /// Its first question.
    pub first: String,
    /// The server that it was had with, as it was shown.
    pub server: String,
    /// How many questions were asked.
    pub questions: usize,
    /// When it was written to last.
    pub changed: SystemTime,
}

impl Shelved {
    /// Returns what it is called: its title or else its first question.
    pub fn name(&self) -> &str {
        if self.title.is_empty() { &self.first } else { &self.title }
    }

    /// Whether its name or its server holds these words, in upper or lower case.
    pub fn holds(&self, words: &str) -> bool {
        let all = format!("{} {} {}", self.title, self.first, self.server).to_lowercase();
        words.to_lowercase().split_whitespace().all(|word| all.contains(word))
    }
}

/// The conversations of a user.
#[derive(Clone, Debug)]
pub struct Shelf {
    folder: PathBuf,
    /// Whether conversations are written.
    saves: bool,
}

impl Shelf {
    /// Takes a folder, which need not exist; `saves` says whether anything is written to it.
    pub fn new(folder: PathBuf, saves: bool) -> Self {
        Self { folder, saves }
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Begins a conversation.
    pub fn begin(&self, spoken: Spoken) -> Transcript {
        if self.saves { Transcript::new(&self.folder, spoken) } else { Transcript::unsaved(spoken) }
    }

    /// Returns the conversations that can be gone on with, the last one first. It reads them all.
    ///
    /// # Errors
    /// Fails if the folder cannot be read.
    pub fn list(&self) -> io::Result<Vec<Shelved>> {
        let paths = last_first(&self.folder)?.into_iter();
        let shelved = paths.filter_map(|(path, changed)| {
            let past = Past::read(&bytes(&path).ok()?).ok()?;
            let questions = past.questions();
            (questions > 0).then(|| Shelved {
                id: id_of(&path),
                title: past.title,
                first: past.first,
                server: past.server,
                questions,
                changed,
            })
        });
        Ok(shelved.collect())
    }

    /// Finds a conversation, one with `spoken`'s server if the last is wanted, and opens it for
    /// going on; `except` is one that is not meant.
    ///
    /// # Errors
    /// There is none, or it cannot be gone on with.
    pub fn take_up(
        &self,
        wanted: &Wanted,
        spoken: Spoken,
        except: Option<&str>,
    ) -> Result<Taken, Lost> {
        let paths = last_first(&self.folder)?;
        // A whole id means that one, though another one begins so.
        let is_id = |words: &str| paths.iter().any(|(path, _)| id_of(path) == words);
        let by_id = matches!(wanted, Wanted::Named(words) if is_id(words));
        for (path, _) in paths {
            if except == Some(id_of(&path).as_str()) {
                continue;
            }
            let Ok(bytes) = bytes(&path) else { continue };
            let past = Past::read(&bytes);
            let is_wanted = match (wanted, &past) {
                (Wanted::Last, Ok(past)) => {
                    past.server == spoken.server && !past.messages.is_empty()
                }
                (Wanted::Last, Err(_)) => false,
                (Wanted::Named(words), _) if by_id => id_of(&path) == *words,
                (Wanted::Named(words), past) => {
                    let named = id_of(&path).starts_with(words);
                    let words = words.to_lowercase();
                    let holds = |text: &String| text.to_lowercase().contains(&words);
                    named
                        || past.as_ref().is_ok_and(|past| holds(&past.title) || holds(&past.first))
                }
            };
            if is_wanted {
                return self.open(path, spoken);
            }
        }
        Err(Lost::None)
    }

    fn open(&self, path: PathBuf, spoken: Spoken) -> Result<Taken, Lost> {
        let read = |path: &Path| -> Result<Past, Lost> {
            Ok(Past::read(&bytes(path)?)?.for_model(&spoken.model, &spoken.api))
        };
        if !self.saves {
            let past = read(&path)?;
            return Ok(Taken { transcript: Transcript::unsaved(spoken), past, copied: false });
        }
        let file = files::open_append(&path)?;
        match lock(&file) {
            Ok(()) => {
                // Read only now: what came before the lock was another program's.
                let past = read(&path)?;
                let transcript = Transcript::resume(path, file, spoken);
                Ok(Taken { transcript, past, copied: false })
            }
            Err(TryLockError::WouldBlock) => {
                let past = read(&path)?;
                let transcript = self.copy(&path, spoken)?;
                Ok(Taken { transcript, past, copied: true })
            }
            Err(TryLockError::Error(error)) => Err(Lost::Io(error)),
        }
    }

    /// Copies a transcript that another program goes on with.
    fn copy(&self, path: &Path, spoken: Spoken) -> io::Result<Transcript> {
        let copy = new_path(&self.folder);
        let mut file = files::open_append(&copy)?;
        drop(lock(&file));
        file.write_all(&bytes(path)?)?;
        Ok(Transcript::resume(copy, file, spoken))
    }
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the transcripts of a folder by when they were written to last; none if there is no
/// folder.
fn last_first(folder: &Path) -> io::Result<Vec<(PathBuf, SystemTime)>> {
    let entries = match folder.read_dir() {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut paths: Vec<(PathBuf, SystemTime)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let changed = path.metadata().ok()?.modified().ok()?;
            let is_one = path.extension().is_some_and(|extension| extension == "jsonl");
            is_one.then_some((path, changed))
        })
        .collect();
    // Two of one moment stand in the order in which they were begun.
    paths.sort_by_cached_key(|(path, changed)| std::cmp::Reverse((*changed, begun(path))));
    paths.truncate(MOST);
    Ok(paths)
}

/// Returns the time and the number in a transcript's name.
fn begun(path: &Path) -> (u64, u64) {
    let id = id_of(path);
    let mut parts = id.split('-').map(|part| part.parse().unwrap_or_default());
    (parts.next().unwrap_or_default(), parts.nth(1).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Lost, Shelf, Spoken, Taken, Wanted};
    use crate::llm::Message;

    fn spoken(server: &str) -> Spoken {
        Spoken { server: server.into(), model: "m".into(), api: "a".into() }
    }

    /// Has a conversation of one question.
    fn talk(folder: &Path, server: &str, question: &str, title: Option<&str>) {
        let mut transcript = Shelf::new(folder.to_owned(), true).begin(spoken(server));
        let answer = crate::llm::Assistant { content: "Sí.".into(), ..Default::default() };
        transcript.message(&Message::User { content: question.into() }).unwrap();
        transcript.message(&Message::Assistant(answer)).unwrap();
        title.into_iter().for_each(|title| transcript.title(title).unwrap());
    }

    fn firsts(shelf: &Shelf) -> Vec<String> {
        shelf.list().unwrap().into_iter().map(|shelved| shelved.first).collect()
    }

    #[test]
    fn the_conversations_are_listed_and_found_by_their_words() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(folder.path().to_owned(), true);
        assert_eq!(shelf.list().unwrap(), []);
        talk(folder.path(), "s", "¿Quién?", Some("Altas de marzo"));
        talk(folder.path(), "t", "¿Cuántos?", None);
        std::fs::write(folder.path().join("other.txt"), "x").unwrap();
        assert_eq!(firsts(&shelf), ["¿Cuántos?", "¿Quién?"]);
        let list = shelf.list().unwrap();
        assert_eq!(
            (list[1].name(), list[1].server.as_str(), list[1].questions),
            ("Altas de marzo", "s", 1)
        );
        assert!(
            list[1].holds("MARZO altas") && list[0].holds("¿cuántos? t") && !list[0].holds("altas")
        );
        let found = |words: &str| {
            let taken = shelf.take_up(&Wanted::Named(words.into()), spoken("s"), None)?;
            Ok::<_, Lost>(taken.past.first)
        };
        assert_eq!(found("de MARZO").unwrap(), "¿Quién?");
        assert_eq!(found("cuántos").unwrap(), "¿Cuántos?");
        assert_eq!(found(&list[1].id).unwrap(), "¿Quién?");
        assert!(matches!(found("nada").unwrap_err(), Lost::None));
        let id = &list[1].id;
        let last = shelf.take_up(&Wanted::Named(id.clone()), spoken("s"), Some(id));
        assert!(matches!(last.unwrap_err(), Lost::None));
        // The last one is that which was gone on with last, not that which was begun last.
        let other = folder.path().join(format!("{}.jsonl", list[0].id));
        std::fs::File::open(other).unwrap().set_modified(std::time::UNIX_EPOCH).unwrap();
        assert_eq!(firsts(&shelf), ["¿Quién?", "¿Cuántos?"]);
    }

    #[test]
    fn one_that_is_in_use_goes_on_in_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(folder.path().to_owned(), true);
        talk(folder.path(), "s", "¿Quién?", Some("Altas"));
        let Taken { mut transcript, copied, .. } =
            shelf.take_up(&Wanted::Last, spoken("s"), None).unwrap();
        assert!(!copied);
        let mut second = shelf.take_up(&Wanted::Last, spoken("s"), None).unwrap();
        assert!(second.copied);
        assert_eq!((second.past.first.as_str(), second.past.title.as_str()), ("¿Quién?", "Altas"));
        second.transcript.title("Copia").unwrap();
        transcript.title("Original").unwrap();
        let mut titles: Vec<_> = shelf.list().unwrap().into_iter().map(|it| it.title).collect();
        titles.sort();
        assert_eq!(titles, ["Copia", "Original"]);
    }

    #[test]
    fn without_saving_a_conversation_is_read_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        talk(folder.path(), "s", "¿Quién?", None);
        let before = Shelf::new(folder.path().to_owned(), true).list().unwrap();
        let shelf = Shelf::new(folder.path().to_owned(), false);
        let mut taken = shelf.take_up(&Wanted::Last, spoken("s"), None).unwrap();
        taken.transcript.title("x").unwrap();
        assert_eq!(taken.past.first, "¿Quién?");
        assert_eq!(shelf.list().unwrap(), before);
        shelf.begin(spoken("s")).title("x").unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
