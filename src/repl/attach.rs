//! Files that a question names with `@`: their text goes to the model with it.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::config::expand_home;
use crate::error::{Exit, Problem};
use crate::markdown::fenced;
use crate::tape::Tape;
use crate::text::Lang;
use crate::untrusted::Untrusted;

/// The largest file, in bytes.
const LARGEST: u64 = 256 * 1024;
/// Files in one question.
const MOST: usize = 8;

/// A file that goes with a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attached {
    /// Its path as it was typed.
    pub(super) path: String,
    /// Its size in bytes.
    pub(super) bytes: usize,
}

/// Returns the question with the texts of the files that it names, and these files. A `@` before
/// anything that is no file stays as it was typed.
///
/// # Errors
/// Fails if a file is too large, is no text, or cannot be read.
pub(super) fn attach(question: &str, lang: Lang) -> Result<(String, Vec<Attached>), Problem> {
    let mut whole = question.to_owned();
    let mut attached: Vec<Attached> = Vec::new();
    for typed in named(question) {
        let path = expand_home(typed);
        if !path.is_file() || attached.iter().any(|known| known.path == typed) {
            continue;
        }
        if attached.len() == MOST {
            return Err(refused(typed, lang.attach_many(MOST), lang));
        }
        let text = read(&path).map_err(|error| refused(typed, cause(&error, lang), lang))?;
        whole.push_str(&format!("\n\n{typed}:\n{}", fenced(&text)));
        attached.push(Attached { path: typed.to_owned(), bytes: text.len() });
    }
    Ok((whole, attached))
}

/// What came of looking for the files.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Looked {
    Attached { question: String, files: Vec<(String, usize)> },
    Refused { what: String, cause: String, advice: String },
}

/// As [`attach`]; of a session that is played, as it was then: no file here is looked at, because
/// a recording is foreign input.
///
/// # Errors
/// As [`attach`].
pub(super) fn attach_taped(
    question: &str,
    lang: Lang,
    tape: &Tape,
) -> Result<(String, Vec<Attached>), Problem> {
    if tape.is_off() || !question.contains('@') {
        return attach(question, lang);
    }
    let looked = match tape.player() {
        Some(player) => player.recall("attached"),
        None => {
            let outcome = attach(question, lang);
            tape.same("attached", looked(&outcome));
            return outcome;
        }
    };
    match looked {
        Some(Looked::Attached { question, files }) => {
            let files = files.into_iter().map(|(path, bytes)| Attached { path, bytes });
            Ok((question, files.collect()))
        }
        Some(Looked::Refused { what, cause, advice }) => {
            let line = |text: String| Untrusted::from(text).line(500);
            let (what, cause, advice) = (line(what), line(cause), line(advice));
            Err(Problem { exit: Exit::Usage, what, cause, advice })
        }
        None => Ok((question.to_owned(), Vec::new())),
    }
}

fn looked(outcome: &Result<(String, Vec<Attached>), Problem>) -> Looked {
    match outcome {
        Ok((question, files)) => Looked::Attached {
            question: question.clone(),
            files: files.iter().map(|file| (file.path.clone(), file.bytes)).collect(),
        },
        Err(Problem { exit: _, what, cause, advice }) => {
            Looked::Refused { what: what.clone(), cause: cause.clone(), advice: advice.clone() }
        }
    }
}

/// Returns what stands after each `@` that begins a word; quotes keep spaces together.
pub(super) fn named(question: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut before = None;
    for (at, c) in question.char_indices() {
        if c == '@' && before.is_none_or(char::is_whitespace) {
            let rest = &question[at + 1..];
            let name = match rest.strip_prefix('"') {
                Some(quoted) => quoted.split('"').next().unwrap_or_default(),
                None => rest.split(char::is_whitespace).next().unwrap_or_default(),
            };
            if !name.is_empty() {
                found.push(name);
            }
        }
        before = Some(c);
    }
    found
}

fn read(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn cause(error: &io::Error, lang: Lang) -> String {
    match error.kind() {
        io::ErrorKind::FileTooLarge => lang.attach_large(LARGEST / 1024),
        io::ErrorKind::InvalidData => lang.attach_no_text(),
        _ => error.to_string(),
    }
}

fn refused(path: &str, cause: String, lang: Lang) -> Problem {
    let what = lang.attach_failed(Untrusted::from(path).line(120));
    Problem { exit: Exit::Usage, what, cause, advice: lang.attach_advice() }
}

#[cfg(test)]
mod tests {
    use super::{Attached, LARGEST, Lang, attach, named};

    #[test]
    fn a_file_is_named_where_a_word_begins() {
        for (question, names) in [
            ("resume @a.md y @\"mis datos.csv\".", vec!["a.md", "mis datos.csv"]),
            ("@~/x\n@b", vec!["~/x", "b"]),
            ("ana@x.es y @ y @\"\"", vec![]),
        ] {
            assert_eq!(named(question), names, "{question}");
        }
    }

    #[test]
    fn the_text_goes_with_the_question_and_anything_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md").display().to_string();
        std::fs::write(&path, "uno\n```\n").unwrap();
        let question = format!("mira @{path} y @nada, @{path}");
        let (whole, attached) = attach(&question, Lang::Es).unwrap();
        assert_eq!(whole, format!("{question}\n\n{path}:\n````\nuno\n```\n````\n"));
        assert_eq!(attached, [Attached { path, bytes: 8 }]);
        let plain = "escribe a @ventas";
        assert_eq!(attach(plain, Lang::Es).unwrap(), (plain.to_owned(), vec![]));
    }

    #[test]
    fn what_cannot_be_attached_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let told = |name: &str, content: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, content).unwrap();
            attach(&format!("@{}", path.display()), Lang::En).unwrap_err().cause
        };
        assert_eq!(told("b", b"\xff"), "it is no UTF-8 text");
        let large = vec![b'x'; usize::try_from(LARGEST).unwrap() + 1];
        assert_eq!(told("c", &large), "it is larger than 256 KiB");
        let many: String = (0..9)
            .map(|number| {
                let path = folder.path().join(format!("n{number}"));
                std::fs::write(&path, "x").unwrap();
                format!("@{} ", path.display())
            })
            .collect();
        let cause = attach(&many, Lang::En).unwrap_err().cause;
        assert_eq!(cause, "a question takes 8 files");
    }
}
