//! Commands in a session that is recorded or played. A recording is foreign input: what it says
//! that a person typed must not write a file here, or read one.

use serde::{Deserialize, Serialize};

use super::{Command, Desk, run};
use crate::error::{Exit, Problem};
use crate::tape::Tape;
use crate::text::Lang;
use crate::untrusted::Untrusted;

/// What a command answered.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Told {
    Page(String),
    Problem { status: u8, what: String, cause: String, advice: String },
}

/// Carries out a command and returns what to show; of one that reaches outside the conversation,
/// what it answered in the session that is played.
///
/// # Errors
/// Fails if it names something that there is none of.
pub async fn run_taped(command: Command, desk: Desk<'_>, tape: &Tape) -> Result<String, Problem> {
    if tape.is_off() || !reaches_outside(&command) {
        return run(command, desk).await;
    }
    let lang = desk.lang;
    if matches!(command, Command::Resume(_)) {
        return Err(no_other_conversation(lang));
    }
    if let Some(player) = tape.player() {
        return shown(player.recall("command"), lang);
    }
    let outcome = run(command, desk).await;
    tape.same(
        "command",
        match &outcome {
            Ok(page) => Told::Page(page.clone()),
            Err(problem) => {
                let Problem { exit, what, cause, advice } = problem.clone();
                Told::Problem { status: exit as u8, what, cause, advice }
            }
        },
    );
    outcome
}

/// Returns why no conversation of before can be gone on with: a recording does not hold it.
pub fn no_other_conversation(lang: Lang) -> Problem {
    let (what, cause) = (lang.tape_alone(), lang.tape_alone_cause());
    Problem { exit: Exit::Usage, what, cause, advice: lang.tape_alone_advice() }
}

/// Whether a command reads or writes files.
fn reaches_outside(command: &Command) -> bool {
    match command {
        Command::Export(_) | Command::Resume(_) | Command::Rename(_) => true,
        Command::Help
        | Command::Tools(_)
        | Command::Approvals(_)
        | Command::Clear
        | Command::Model(_)
        | Command::Models(_)
        | Command::Compact
        | Command::Undo
        | Command::Retry
        | Command::Usage
        | Command::Thinking(_)
        | Command::Last(_)
        | Command::Edit
        | Command::Copy
        | Command::Prompt(_)
        | Command::Prompts
        | Command::Resources(_)
        | Command::Log(_)
        | Command::Server
        | Command::Leave => false,
    }
}

fn shown(told: Option<Told>, lang: Lang) -> Result<String, Problem> {
    match told {
        Some(Told::Page(page)) => Ok(Untrusted::from(page).to_string()),
        Some(Told::Problem { status, what, cause, advice }) => {
            let line = |text: String| Untrusted::from(text).line(500);
            let exit = if status == Exit::Usage as u8 { Exit::Usage } else { Exit::Failure };
            Err(Problem { exit, what: line(what), cause: line(cause), advice: line(advice) })
        }
        None => Ok(format!("{}\n", lang.tape_outside_command())),
    }
}
