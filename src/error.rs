//! What a person is told when something fails, and the exit status a script reads.
//!
//! A leaf: it knows no other layer. Each layer turns its own typed error into a [`Problem`] by
//! implementing [`Explain`], so that an error always has its three parts: what failed, why, and
//! what to do.

use std::{fmt, process::ExitCode};

use crate::text::Lang;

/// Exit statuses, as documented in README.md. Scripts depend on the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Everything asked for was done.
    Done = 0,
    /// A failure that no other status names.
    Failure = 1,
    /// The command line (or a slash command in line mode) was wrong.
    Usage = 2,
    /// Configuration or credentials are missing or wrong.
    Config = 3,
    /// The MCP server is unreachable, refused us, or failed the handshake.
    Server = 4,
    /// The model API failed.
    Model = 5,
    /// A tool ran and reported an error (`call`).
    ToolFailed = 6,
    /// A tool call needed a yes that nobody gave.
    Denied = 7,
    /// Interrupted by Ctrl-C or a signal.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A failure as a person reads it: one line of what failed, one of the cause, one of what to do.
///
/// The texts are in the person's language, and foreign text in them has already passed through
/// [`crate::untrusted::Untrusted`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The exit status of a program that ends with this failure.
    pub exit: Exit,
    /// What failed.
    pub what: String,
    /// Why it failed.
    pub cause: String,
    /// What the person can do about it.
    pub advice: String,
}

impl Problem {
    /// Returns the problem with what the operating system says in it in `lang` too.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> Self {
        Self { cause: lang.system(&self.cause), ..self.clone() }
    }

    /// Returns the problem as the three lines that are shown, each label in `lang`.
    pub fn lines(&self, lang: Lang) -> [String; 3] {
        [
            format!("❌ {}", self.what),
            format!("   {} {}", lang.label_cause(), lang.system(&self.cause)),
            format!("   {} {}", lang.label_advice(), self.advice),
        ]
    }
}

/// The short form, for logs: the labels are left out.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.cause)
    }
}

impl std::error::Error for Problem {}

/// An error that knows how to present itself to a person.
pub trait Explain {
    /// Returns the three parts of the failure in `lang`.
    fn explain(&self, lang: Lang) -> Problem;
}
