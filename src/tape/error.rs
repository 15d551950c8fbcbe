//! What can be wrong with a recording, and how it is told.

use std::path::PathBuf;

use crate::error::{Exit, Explain, Problem};
use crate::text::Lang;
use crate::untrusted::Untrusted;

/// A recording that cannot be played.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The file cannot be read.
    #[error("{0}")]
    Io(String),
    /// It is something else.
    #[error("no recording")]
    NoRecording,
    /// A newer program wrote it.
    #[error("a recording of version {0}")]
    Newer(u64),
    /// It is larger than so many MiB.
    #[error("larger than {0} MiB")]
    TooLarge(u64),
    /// A line of it makes no sense.
    #[error("damaged in line {line}: {why}")]
    Damaged {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
}

impl Explain for Unreadable {
    fn explain(&self, lang: Lang) -> Problem {
        let (cause, advice) = match self {
            Self::Io(reason) => (reason.clone(), lang.tape_io_advice()),
            Self::NoRecording => (lang.tape_none(), lang.tape_none_advice()),
            Self::Newer(version) => (lang.tape_newer(version), lang.tape_newer_advice()),
            Self::TooLarge(limit) => (lang.tape_large(limit), lang.tape_none_advice()),
            Self::Damaged { line, why } => {
                let why = Untrusted::from(why.as_str()).line(200);
                (lang.tape_damaged(line, why), lang.tape_damaged_advice())
            }
        };
        Problem { exit: Exit::Usage, what: lang.tape_unreadable(), cause, advice }
    }
}

/// A recording that cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub struct Unwritten {
    /// Where it should have been.
    pub path: PathBuf,
    /// Why it is not.
    pub reason: String,
}

impl Explain for Unwritten {
    fn explain(&self, lang: Lang) -> Problem {
        Problem {
            exit: Exit::Failure,
            what: lang.tape_unwritten(self.path.display()),
            cause: self.reason.clone(),
            advice: lang.tape_unwritten_advice(),
        }
    }
}

/// A recording that does not fit what the program does with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Diverged {
    /// A request was sent that it has no answer to.
    #[error("no answer to {0}")]
    Unanswered(String),
    /// It goes on with something that the program does not ask for.
    #[error("{0} was not asked for")]
    Unasked(String),
    /// It breaks off: the program that wrote it was ended.
    #[error("it breaks off")]
    Cut,
    /// The program goes on though the session was over.
    #[error("it is over")]
    Over,
}

impl Explain for Diverged {
    fn explain(&self, lang: Lang) -> Problem {
        let (what, cause, advice) = match self {
            Self::Unanswered(request) => {
                let request = Untrusted::from(request.as_str()).line(200);
                (lang.tape_diverged(), lang.tape_unanswered(request), lang.tape_diverged_advice())
            }
            Self::Unasked(what) => {
                let what = Untrusted::from(what.as_str()).line(200);
                (lang.tape_diverged(), lang.tape_unasked(what), lang.tape_diverged_advice())
            }
            Self::Over => (lang.tape_diverged(), lang.tape_over(), lang.tape_diverged_advice()),
            Self::Cut => (lang.tape_cut(), lang.tape_cut_cause(), lang.tape_cut_advice()),
        };
        Problem { exit: Exit::Failure, what, cause, advice }
    }
}
