//! What the chat and the scripts share: interrupts, notices of the connection, slash commands, and
//! the problems that both report.

use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use crate::agent::Agent;
use crate::command::Command;
use crate::error::{Exit, Problem};
use crate::mcp::protocol::Tool;
use crate::mcp::{self, Status};
use crate::text::Lang;
use crate::ui::{Printer, Theme};
use crate::untrusted::Untrusted;
use crate::view::{tool_list, tool_page};

/// Activities that may wait to be shown.
pub const ACTIVITY: usize = 256;
/// A reconnection that takes less is told in one line, when it is over.
const TOLD_AT_ONCE: Duration = Duration::from_secs(1);

/// Ctrl-C, outside the line editor.
pub struct Interrupts(mpsc::Receiver<()>);

impl Interrupts {
    /// Listens from now on; until then Ctrl-C ends the program as usual.
    pub fn listen() -> Self {
        let (sender, receiver) = mpsc::channel(1);
        tokio::spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() {
                // One that was not taken yet says the same.
                if let Err(mpsc::error::TrySendError::Closed(())) = sender.try_send(()) {
                    break;
                }
            }
        });
        Self(receiver)
    }

    /// Waits for the next Ctrl-C.
    pub async fn next(&mut self) {
        if self.0.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }

    /// Forgets a Ctrl-C that came before there was something to interrupt.
    pub fn forget(&mut self) {
        while self.0.try_recv().is_ok() {}
    }
}

/// Tells the person what happens to the connection, until it is closed.
pub async fn watch_connection(mut status: watch::Receiver<Status>, printer: Printer, lang: Lang) {
    status.mark_unchanged();
    let mut told = false;
    while status.changed().await.is_ok() {
        let now = status.borrow_and_update().clone();
        match now {
            Status::Reconnecting => {
                if timeout(TOLD_AT_ONCE, status.changed()).await.is_ok() {
                    status.mark_changed();
                } else if !std::mem::replace(&mut told, true) {
                    printer.notice(lang.server_reconnecting()).await;
                }
            }
            Status::Connected { .. } => {
                let told = std::mem::take(&mut told);
                printer
                    .notice(if told { lang.server_back_at_last() } else { lang.server_back() })
                    .await;
            }
            Status::Down(_) => printer.notice(lang.server_down()).await,
            Status::Closed => return,
        }
    }
}

/// Carries out a slash command and returns what to show.
///
/// # Errors
/// Fails if it names a tool that there is none of.
pub async fn command(
    command: Command,
    agent: &mut Agent,
    mcp: &mcp::Client,
    lang: Lang,
    theme: Theme,
) -> Result<String, Problem> {
    match command {
        Command::Help => Ok(lang.help()),
        Command::Tools(None) => Ok(tool_list(&mcp.tools(), lang, theme)),
        Command::Tools(Some(name)) => {
            find_tool(&mcp.tools(), &name, lang).map(|tool| tool_page(&tool, lang, theme))
        }
        Command::Clear => {
            let (activity, _) = mpsc::channel(1);
            agent.clear(&activity).await;
            Ok(format!("{}\n", lang.cleared()))
        }
        // The loops end at it before they carry it out.
        Command::Leave => Ok(String::new()),
    }
}

/// Returns the tool called `name`, or the problem that there is none.
///
/// # Errors
/// Fails if no tool has that name.
pub fn find_tool(tools: &[Tool], name: &str, lang: Lang) -> Result<Tool, Problem> {
    if let Some(tool) = tools.iter().find(|tool| tool.name.raw() == name) {
        return Ok(tool.clone());
    }
    let likeness = |tool: &Tool| strsim::jaro_winkler(tool.name.raw(), name);
    let nearest = tools.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let advice = match nearest {
        Some(tool) => lang.unknown_tool_advice(tool.name.line(64)),
        None => lang.no_tools(),
    };
    Err(Problem {
        exit: Exit::Usage,
        what: lang.unknown_tool(Untrusted::from(name).line(64)),
        cause: lang.unknown_tool_cause(lang.tools(tools.len())),
        advice,
    })
}

/// Returns the problem of a slash command that does not exist.
pub fn unknown_command(lang: Lang, typed: &str, nearest: &str) -> Problem {
    Problem {
        exit: Exit::Usage,
        what: lang.unknown_command(Untrusted::from(typed).line(40)),
        cause: lang.unknown_command_cause(),
        advice: lang.unknown_command_advice(nearest),
    }
}

/// Returns the problem of a turn that brought no answer.
pub fn no_answer(lang: Lang) -> Problem {
    Problem {
        exit: Exit::Model,
        what: lang.no_answer(),
        cause: lang.no_answer_cause(),
        advice: lang.no_answer_advice(),
    }
}
