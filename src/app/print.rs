//! `help`, `completions`, `man` and `schema`: texts made from the program's own definitions.

use std::io::{self, IsTerminal as _, Write as _};

use clap::builder::StyledStr;

use super::report;
use crate::cli::{self, Cli};
use crate::config::display;
use crate::error::{Exit, Problem};
use crate::oneshot;
use crate::text::Lang;
use crate::untrusted::Untrusted;

/// Prints the help of the program, or of the command that is named from the top down.
pub(super) fn help(names: &[String], lang: Lang) -> Exit {
    let mut definition = cli::command(lang);
    let wanted =
        names.iter().try_fold(&mut definition, |command, name| command.find_subcommand_mut(name));
    match wanted {
        Some(wanted) => styled(&wanted.render_help()),
        None => {
            // As for any command that there is not.
            let line = ["mcp-chat"].into_iter().chain(names.iter().map(String::as_str));
            match Cli::read(line.map(Into::into), lang) {
                // A line that may well be typed, but of which there is no help.
                Ok(_) => {
                    let typed = Untrusted::from(names.join(" ")).line(200);
                    let problem = Problem {
                        exit: Exit::Usage,
                        what: lang.usage_failed(),
                        cause: lang.usage_unknown_command(typed),
                        advice: lang.usage_advice("mcp-chat"),
                    };
                    report::problem(&problem, lang)
                }
                Err(error) => refuse(&error, lang),
            }
        }
    }
}

/// Tells what is wrong with the command line, or shows the help or the version that it asks for.
pub(super) fn refuse(error: &clap::Error, lang: Lang) -> Exit {
    match cli::explain(error, lang) {
        None => styled(&error.render()),
        Some(problem) => report::problem(&problem, lang),
    }
}

/// Prints a text of clap's, with its looks where there is a terminal.
fn styled(text: &StyledStr) -> Exit {
    if display::wants_color(io::stdout().is_terminal()) {
        print(text.ansi().to_string().as_bytes())
    } else {
        print(text.to_string().as_bytes())
    }
}

/// Prints the completion script of a shell.
pub(super) fn completions(shell: clap_complete::Shell, lang: Lang) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut cli::command(lang), "mcp-chat", &mut script);
    print(&script)
}

/// Prints the manual page.
pub(super) fn man(lang: Lang) -> Exit {
    match cli::manual(lang) {
        Ok(page) => print(&page),
        Err(_) => Exit::Failure,
    }
}

/// Prints the JSON Schema of all JSON output.
pub(super) fn schema() -> Exit {
    print(format!("{:#}\n", oneshot::output::schema()).as_bytes())
}

/// Prints a text that a command was asked for.
///
/// # Errors
/// Fails if standard output cannot be written.
pub(super) fn text(text: &str, lang: Lang) -> Result<Exit, Problem> {
    match write(text.as_bytes()) {
        Ok(()) => Ok(Exit::Done),
        // A reader that went away has what it wanted.
        Err(err) if err.kind() == io::ErrorKind::BrokenPipe => Ok(Exit::Done),
        Err(err) => Err(report::cannot_write(lang, &err)),
    }
}

/// Writes to standard output at once.
pub(super) fn write(text: &[u8]) -> io::Result<()> {
    io::stdout().write_all(text).and_then(|()| io::stdout().flush())
}

fn print(text: &[u8]) -> Exit {
    match write(text) {
        Ok(()) => Exit::Done,
        // A reader that went away has what it wanted.
        Err(err) if err.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
        Err(err) => {
            let lang = Lang::default();
            report::problem(&report::cannot_write(lang, &err), lang)
        }
    }
}
