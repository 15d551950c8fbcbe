//! What the chat and the scripts share: interrupts, notices of the connection, and the problems
//! that both report.

pub mod sampling;
mod taped;

mod interrupts;

use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::agent::{Activity, Agent, TurnEnd};
use crate::error::{Exit, Problem};
use crate::llm::catalogue::Catalogue;
use crate::mcp::Status;
use crate::text::Lang;
use crate::ui::Printer;
use crate::untrusted::Untrusted;

pub use interrupts::Interrupts;

pub use taped::{Looks, as_recorded};

/// Activities that may wait to be shown.
pub const ACTIVITY: usize = 256;
/// A reconnection that takes less is told in one line, when it is over.
const TOLD_AT_ONCE: Duration = Duration::from_secs(1);

/// Something that the agent is to do and that takes a while.
pub enum Work {
    /// Answer a question.
    Answer(String),
    /// Make the conversation shorter.
    Compact,
}

/// How it ended.
pub enum Done {
    /// An answer.
    Turn(TurnEnd),
    /// Whether there was anything to make shorter.
    Compacted(bool),
}

impl Work {
    /// Does it. What happens goes to `activity`; `cancel` ends it at any point.
    pub async fn run(
        self,
        agent: &mut Agent,
        activity: &mpsc::Sender<Activity>,
        cancel: &CancellationToken,
    ) -> Done {
        match self {
            Self::Answer(question) => Done::Turn(agent.ask(question, activity, cancel).await),
            Self::Compact => match agent.compact(activity, cancel).await {
                Some(freed) => Done::Compacted(freed),
                None => Done::Turn(TurnEnd::Cancelled),
            },
        }
    }
}

/// What happened to the connection, as far as a person should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// It was lost and is being made again, which takes a while.
    Reconnecting,
    /// It is back.
    Back {
        /// Whether its loss was told.
        told: bool,
    },
    /// Reconnecting failed; the next request tries again.
    Down,
}

impl Connection {
    /// Returns the sentence.
    pub fn text(self, lang: Lang) -> String {
        match self {
            Self::Reconnecting => lang.server_reconnecting(),
            Self::Back { told: true } => lang.server_back_at_last(),
            Self::Back { told: false } => lang.server_back(),
            Self::Down => lang.server_down(),
        }
    }
}

/// Watches the connection.
pub struct ConnectionNews {
    status: watch::Receiver<Status>,
    /// Whether it was told that it is being made again.
    told: bool,
}

impl ConnectionNews {
    /// Watches from now on.
    pub fn new(mut status: watch::Receiver<Status>) -> Self {
        status.mark_unchanged();
        Self { status, told: false }
    }

    /// Waits for the next thing to tell; `None` once the connection is closed.
    pub async fn next(&mut self) -> Option<Connection> {
        while self.status.changed().await.is_ok() {
            let now = self.status.borrow_and_update().clone();
            match now {
                Status::Reconnecting => {
                    if timeout(TOLD_AT_ONCE, self.status.changed()).await.is_ok() {
                        self.status.mark_changed();
                    } else if !std::mem::replace(&mut self.told, true) {
                        return Some(Connection::Reconnecting);
                    }
                }
                Status::Connected { .. } => {
                    return Some(Connection::Back { told: std::mem::take(&mut self.told) });
                }
                Status::Down(_) => return Some(Connection::Down),
                Status::Closed => return None,
            }
        }
        None
    }
}

/// Tells the person what happens to the connection, until it is closed.
pub async fn watch_connection(status: watch::Receiver<Status>, printer: Printer, lang: Lang) {
    let mut news = ConnectionNews::new(status);
    while let Some(connection) = news.next().await {
        printer.notice(connection.text(lang)).await;
    }
}

/// Tells the agent the window of its model, if the provider's catalogue is there and tells it.
pub fn learn_window(agent: &mut Agent, catalogue: &Catalogue) {
    let known = catalogue.known();
    if let Some(window) = known.get(agent.model()).and_then(|model| model.context) {
        agent.learn_window(window);
    }
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

/// Returns the problem of a conversation that has cost what it may.
pub fn too_costly(lang: Lang, spent: f64, limit: f64) -> Problem {
    Problem {
        exit: Exit::Failure,
        what: lang.too_costly(),
        cause: lang.too_costly_cause(lang.dollars(spent), lang.dollars(limit)),
        advice: lang.too_costly_advice(),
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
