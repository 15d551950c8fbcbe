//! Tells of a failure that ends the program, on standard error.

use std::io::{self, Write as _};
use std::path::Path;

use crate::error::{Exit, Problem};
use crate::terminal;
use crate::text::Lang;

/// Prints the three lines and returns the exit status.
pub(super) fn problem(problem: &Problem, lang: Lang) -> Exit {
    terminal::restore();
    let text = problem.lines(lang).join("\n");
    // Standard error may be gone; the exit status still tells.
    drop(writeln!(io::stderr(), "{text}"));
    problem.exit
}

/// Returns the problem of a bug of ours.
pub(super) fn internal(log: &Path, lang: Lang) -> Problem {
    let what = lang.internal();
    let advice = lang.internal_advice(log.display());
    Problem { exit: Exit::Failure, what, cause: "panic".to_owned(), advice }
}

/// Returns the problem of output that could not be written.
pub(super) fn cannot_write(lang: Lang, err: &io::Error) -> Problem {
    Problem {
        exit: Exit::Failure,
        what: lang.stdout_failed(),
        cause: err.to_string(),
        advice: lang.stdout_failed_advice(),
    }
}

/// Returns the problem of a runtime that does not start.
pub(super) fn cannot_start(lang: Lang, err: &io::Error) -> Problem {
    Problem {
        exit: Exit::Failure,
        what: lang.start_failed(),
        cause: err.to_string(),
        advice: lang.start_failed_advice(),
    }
}
