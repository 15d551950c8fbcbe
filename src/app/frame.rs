//! What stands around the JSON of a script: its first line, a failure that ends the program, and
//! its last line.
//!
//! Printed here and not by the printer, because settings can fail before there is one, and it can
//! fail itself.

use std::io::{self, ErrorKind};

use super::{print, report};
use crate::cli::{Cli, Command, ConfigCommand, Format};
use crate::error::{Exit, Problem};
use crate::oneshot::output::{Answer, Event, Failure, interrupted};
use crate::terminal;
use crate::text::Lang;

/// What standard output holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// Text.
    Text,
    /// A document for each question.
    Answers,
    /// Events.
    Events,
    /// One document of a command with `--json`.
    Document,
}

impl Frame {
    /// Returns what the command line asks for.
    pub(super) fn of(cli: &Cli) -> Self {
        match (&cli.command, cli.output) {
            (
                Some(
                    Command::Tools { json: true, .. }
                    | Command::Call { json: true, .. }
                    | Command::Sessions { json: true }
                    | Command::Config { what: ConfigCommand::Show { json: true } }
                    | Command::Doctor { json: true },
                ),
                _,
            ) => Self::Document,
            (_, Format::Text) => Self::Text,
            (_, Format::Json) => Self::Answers,
            (_, Format::StreamJson) => Self::Events,
        }
    }

    /// Prints what comes first; returns the exit status if the program can end at once.
    pub(super) fn open(self, lang: Lang) -> Option<Exit> {
        match self {
            Self::Events => match print::write(Event::start().line().as_bytes()) {
                Ok(()) => None,
                Err(err) if err.kind() == ErrorKind::BrokenPipe => Some(Exit::Done),
                Err(err) => Some(report::problem(&report::cannot_write(lang, &err), lang)),
            },
            Self::Text | Self::Answers | Self::Document => None,
        }
    }

    /// Tells of a failure that ends the program, on both streams.
    pub(super) fn fail(self, problem: &Problem, lang: Lang) -> Exit {
        let problem = &problem.in_words(lang);
        let line = match self {
            Self::Text => None,
            Self::Answers => Some(Answer::failed(problem).line()),
            Self::Events => Some(Event::error(problem, None).line()),
            Self::Document => Some(Failure::new(problem).line()),
        };
        // Where that cannot be written, standard error and the exit status still tell.
        drop(line.map(|line| print::write(line.as_bytes())));
        report::problem(problem, lang)
    }

    /// Prints what comes last and returns the exit status.
    pub(super) fn close(self, exit: Exit, lang: Lang) -> Exit {
        let line = match (self, exit) {
            (Self::Events, _) => Some(Event::end(exit).line()),
            (Self::Document, Exit::Interrupted) => Some(Failure::new(&interrupted(lang)).line()),
            (Self::Text | Self::Answers | Self::Document, _) => None,
        };
        let written: Option<io::Result<()>> = line.map(|line| print::write(line.as_bytes()));
        match written {
            // A failure that was told counts more than what came of its last line.
            Some(Err(err)) if exit == Exit::Done && err.kind() != ErrorKind::BrokenPipe => {
                report::problem(&report::cannot_write(lang, &err), lang)
            }
            Some(_) | None => exit,
        }
    }
}

/// Whether `--output` means something here.
///
/// # Errors
/// Fails with what to do instead.
pub(super) fn check(cli: &Cli, lang: Lang) -> Result<(), Problem> {
    let (cause, advice) = match (cli.output, &cli.command) {
        (Format::Text, _) => return Ok(()),
        (_, Some(_)) => (lang.output_misplaced_command(), lang.output_misplaced_command_advice()),
        (_, None) if cli.prompt.is_none() && terminal::is_interactive() => {
            (lang.output_misplaced_chat(), lang.output_misplaced_chat_advice())
        }
        (_, None) => return Ok(()),
    };
    let what = lang.output_misplaced(cli.output.name());
    Err(Problem { exit: Exit::Usage, what, cause, advice })
}
