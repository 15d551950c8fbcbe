//! The lines of `--output stream-json`: one event a line, as it happens.

use schemars::JsonSchema;
use serde::Serialize;

use super::part::{Arguments, Call, Fault, Finish, Notice, Server, Usage, VERSION};
use crate::error::{Exit, Problem};
use crate::untrusted::visible_line;

/// One line of `--output stream-json`.
///
/// The first is always `start`, the last always `end`; a stream without `end` was cut short. What
/// stands between `question` and `question_ended` belongs to that question.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// The first line, before anything can fail.
    Start {
        /// Version of the output.
        #[schemars(extend("const" = VERSION))]
        version: u32,
        /// The program and its version.
        program: String,
    },
    /// The server is connected; questions follow. Printed again when a command changes what it
    /// says: the conversation or the model.
    Ready(Session),
    /// A question is put to the model.
    Question {
        /// The line of standard input that it stands on, from 1; null with `-p`.
        line: Option<u64>,
    },
    /// The model is asked; the text that follows is a new reply.
    Request,
    /// The next piece of the reply.
    Text {
        /// The piece.
        delta: String,
    },
    /// The next piece of what the model thinks; only with `--thinking`.
    Reasoning {
        /// The piece.
        delta: String,
    },
    /// A call was sent to the server.
    CallStarted {
        /// Its number within the question, from 1.
        call: u32,
        /// The tool's name.
        name: String,
        /// Its arguments.
        arguments: Arguments,
    },
    /// A call reported progress.
    CallProgress {
        /// Its number within the question.
        call: u32,
        /// How far it is, in the server's units.
        progress: f64,
        /// Where it ends, if the server knows.
        total: Option<f64>,
        /// What it is doing, if the server says.
        message: Option<String>,
    },
    /// A call is over, or never ran: then no `call_started` came before.
    CallEnded(Call),
    /// A request to the model failed and is sent again. It brought no text.
    Retry {
        /// Why it failed.
        cause: String,
        /// Which retry this is, from 1.
        retry: u32,
        /// How many there may be.
        of: u32,
        /// How long is waited before it, in milliseconds.
        wait_ms: u64,
    },
    /// Something that the person should know.
    Notice(Notice),
    /// What the question took; not told if nothing was reported.
    Usage(Usage),
    /// Something failed: a question, a line, or all of it.
    Error {
        /// The line of standard input that it is about; null if it is about none.
        line: Option<u64>,
        /// What failed.
        error: Fault,
    },
    /// A question is over.
    QuestionEnded {
        /// The line of standard input that it stands on; null with `-p`.
        line: Option<u64>,
        /// How it ended.
        finish: Finish,
        /// The exit status that it leads to; if it is not 0, an `error` came before.
        status: u8,
        /// How long it took, in milliseconds.
        elapsed_ms: u64,
    },
    /// The last line.
    End {
        /// The exit status: that of the first question or line that failed.
        status: u8,
    },
}

/// What the questions are put to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Session {
    /// The conversation's id, for `--resume`; null with `--no-save`.
    pub conversation: Option<String>,
    /// The MCP server.
    pub server: Server,
    /// The model's name.
    pub model: String,
    /// The model's provider: openai or openrouter.
    pub provider: String,
    /// How many tools the server offers.
    pub tools: usize,
}

impl Event {
    /// Returns the first line.
    pub fn start() -> Self {
        let program = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
        Self::Start { version: VERSION, program: program.to_owned() }
    }

    /// Returns the event of a failure.
    pub fn error(problem: &Problem, line: Option<u64>) -> Self {
        Self::Error { line, error: Fault::from(problem) }
    }

    /// Returns the last line.
    pub fn end(exit: Exit) -> Self {
        Self::End { status: exit as u8 }
    }

    /// Returns the line to print, its line break included.
    pub fn line(&self) -> String {
        visible_line(self)
    }
}
