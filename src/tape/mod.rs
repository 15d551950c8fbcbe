//! A session written down, and played again: what `--record` writes and `--replay` reads.
//!
//! A recording is all that reached the program from outside and that its screen depends on: the
//! traffic with the MCP server and the model, what the person typed, Ctrl-C, and what clocks said.
//! `format` is the file, `record` writes it without secrets, `read` takes it as the foreign input
//! that it is, and `play` answers from it, with neither network nor key, on a clock of its own:
//! the runtime's time stands still while anything has to be done, and leaps to the next event when
//! all is done, so that a replay waits for nothing and goes the way that the session went.
//!
//! A leaf: it knows requests and lines, not who sends or reads them.

mod error;
mod format;
mod headers;
mod matching;
mod play;
mod read;
mod record;
#[cfg(test)]
mod tests;

use std::time::SystemTime;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Explain as _, Problem};
use crate::text::Lang;

pub use error::{Diverged, Unreadable, Unwritten};
pub use format::{Broken, Head, Header, Input, Request, Session};
pub use headers::{telling_headers, told_headers};
pub use play::{Part, Parts, Player};
pub use read::{Recording, parse, read};
pub use record::{Recorder, Secrets, Written};

/// The part that a recording has in a session. Clones share it.
#[derive(Clone, Debug, Default)]
pub enum Tape {
    /// None.
    #[default]
    Off,
    /// What happens is written down.
    Recording(Recorder),
    /// A recording answers.
    Playing(Player),
}

impl Tape {
    /// Whether there is no recording.
    pub fn is_off(&self) -> bool {
        matches!(self, Self::Off)
    }

    /// Returns what plays a recording, if one is played.
    pub fn player(&self) -> Option<&Player> {
        match self {
            Self::Playing(player) => Some(player),
            Self::Off | Self::Recording(_) => None,
        }
    }

    /// Returns a value that comes from outside, such as a time that was measured: when a recording
    /// is played, the one that was had in its place. `label` names what kind of value it is; those
    /// of one label come back in their order.
    pub fn same<T: Serialize + DeserializeOwned>(&self, label: &'static str, value: T) -> T {
        match self {
            Self::Off => value,
            Self::Recording(recorder) => {
                recorder.outside(label, &value);
                value
            }
            Self::Playing(player) => player.recall(label).unwrap_or(value),
        }
    }

    /// Returns the time of day, which is that of the session when one is played.
    pub fn now(&self) -> SystemTime {
        match self {
            Self::Off | Self::Recording(_) => SystemTime::now(),
            Self::Playing(player) => player.now(),
        }
    }

    /// Writes down what the person typed, or what became of reading it.
    pub fn typed(&self, input: impl FnOnce() -> Input) {
        if let Self::Recording(recorder) = self {
            recorder.input(input());
        }
    }

    /// Writes down that the person pressed Ctrl-C.
    pub fn interrupted(&self) {
        if let Self::Recording(recorder) = self {
            recorder.interrupt();
        }
    }

    /// Writes down how wide the terminal is, if that changed.
    pub fn wide(&self, columns: usize) {
        if let Self::Recording(recorder) = self {
            recorder.width(columns);
        }
    }

    /// Does the work, unless the recording that is played turns out not to fit.
    ///
    /// # Errors
    /// The work failed, or the recording does not fit.
    pub async fn watched<T>(
        &self,
        work: impl Future<Output = Result<T, Problem>>,
        lang: Lang,
    ) -> Result<T, Problem> {
        match self {
            Self::Off | Self::Recording(_) => work.await,
            Self::Playing(player) => tokio::select! {
                outcome = work => outcome,
                diverged = player.diverged() => Err(diverged.explain(lang)),
            },
        }
    }
}
