//! `completions`, `man` and `schema`: texts made from the program's own definitions.

use std::io::{self, Write as _};

use clap::CommandFactory as _;

use super::report;
use crate::cli::Cli;
use crate::error::Exit;
use crate::oneshot;
use crate::text::Lang;

/// Prints the completion script of a shell.
pub(super) fn completions(shell: clap_complete::Shell) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "mcp-chat", &mut script);
    print(&script)
}

/// Prints the manual page.
pub(super) fn man() -> Exit {
    let mut page = Vec::new();
    match clap_mangen::Man::new(Cli::command()).render(&mut page) {
        Ok(()) => print(&page),
        Err(_) => Exit::Failure,
    }
}

/// Prints the JSON Schema of all JSON output.
pub(super) fn schema() -> Exit {
    print(format!("{:#}\n", oneshot::output::schema()).as_bytes())
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
