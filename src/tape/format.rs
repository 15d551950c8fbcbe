//! The file: one JSON object a line. The first says what it is and how the session was set up;
//! each further one is something that happened, with its time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The version of the format that is written; a larger one is refused.
pub(super) const VERSION: u32 = 1;

/// The first line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the format.
    #[serde(rename = "mcp_chat_recording")]
    pub version: u32,
    /// The version of the program that recorded.
    pub program: String,
    /// What was asked of the program.
    pub session: Session,
    /// What answers were printed as, by its name on the command line.
    pub output: String,
    /// The settings by their variables, without secrets.
    pub settings: BTreeMap<String, String>,
    /// Whether there was a key for the model.
    pub has_key: bool,
    /// Whether nothing was kept on disk.
    pub no_save: bool,
    /// Whether there were colours.
    pub color: bool,
    /// Whether the terminal took links.
    pub links: bool,
    /// What turned while something was waited for, by its name; older recordings do not tell.
    #[serde(default)]
    pub spinner: Option<String>,
    /// The terminal's columns.
    pub width: usize,
    /// When it began, in seconds since the epoch.
    pub started: u64,
}

impl Header {
    /// The version of the format that is written.
    pub const VERSION: u32 = VERSION;
}

/// What was asked of the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Session {
    /// A chat in a terminal.
    Chat,
    /// One question.
    Prompt,
    /// Questions from a pipe.
    Lines,
    /// The list of tools, or one of them.
    Tools {
        /// The one.
        name: Option<String>,
        /// Whether JSON was printed.
        json: bool,
    },
    /// A call by hand.
    Call {
        /// The tool.
        tool: String,
        /// Its arguments as they were typed.
        arguments: Vec<String>,
        /// Whether JSON was printed.
        json: bool,
    },
}

/// Each further line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Milliseconds since the session began.
    pub(super) at: u64,
    #[serde(flatten)]
    pub(super) event: Event,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Event {
    /// A request was sent; `exchange` is its number.
    Request { exchange: u64, request: Request },
    /// Status and headers of its response came.
    Head { exchange: u64, head: Head },
    /// A piece of its body came.
    Body { exchange: u64, text: String },
    /// Its body is whole.
    Done { exchange: u64 },
    /// It failed, before the head or after.
    Broken { exchange: u64, broken: Broken },
    /// The person typed.
    Input { input: Input },
    /// The person pressed Ctrl-C while something was under way.
    Interrupt,
    /// The terminal has another width from now on.
    Width { columns: usize },
    /// What another thing outside said, a clock for one.
    Outside { label: String, value: Value },
    /// The program ended by itself, with this status.
    End { status: u8 },
}

/// A request as it is written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The URL, without credentials and query.
    pub url: String,
    /// The headers, without secrets.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

/// The beginning of a response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The HTTP status.
    pub status: u16,
    /// The headers that something depends on.
    pub headers: Vec<(String, String)>,
}

/// Why there is no response, or no more of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broken {
    /// The kind of fault.
    pub fault: String,
    /// What the library said of it, where that matters.
    pub detail: String,
    /// Whether the connection could not be opened.
    pub connect: bool,
    /// Whether it took too long.
    pub timeout: bool,
}

/// What came of reading what a person types, or a script sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// A line.
    Line(String),
    /// Ctrl-C in the line editor.
    Interrupted,
    /// There is nothing more to read.
    End,
    /// Bytes that are no text.
    NoText,
    /// Reading failed, with this reason.
    Failed(String),
    /// A line that cannot be used, with this reason.
    Unusable(String),
}
