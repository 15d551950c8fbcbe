//! The document of `--output json`, and what commands with `--json` print when they fail.

use schemars::JsonSchema;
use serde::Serialize;

use super::event::Session;
use super::part::{Call, Fault, Finish, Notice, Server, Usage, VERSION};
use crate::error::{Exit, Problem};
use crate::untrusted::visible_line;

/// What `--output json` prints: one document for `-p`, one a line for the lines of a pipe.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Answer {
    /// Version of the output.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The line of standard input that the question stands on, from 1; null with `-p`, and for a
    /// failure that is about no line.
    line: Option<u64>,
    /// How it ended.
    finish: Finish,
    /// The text of the model's last reply. What it said before it called tools is in
    /// `--output stream-json`.
    answer: String,
    /// The calls that the model asked for, in the order in which they began.
    calls: Vec<Call>,
    /// What the person should know.
    notices: Vec<Notice>,
    /// What it took; null if nothing was reported.
    usage: Option<Usage>,
    /// From the question to its end, in milliseconds; null if it did not begin.
    elapsed_ms: Option<u64>,
    /// The model's name; null before the server is connected and with
    /// `--no-save`.
    model: Option<String>,
    /// The MCP server; null before it is connected.
    server: Option<Server>,
    /// The conversation's id, for `--resume`; null before the server is connected and with
    /// `--no-save`.
    conversation: Option<String>,
    /// The exit status that it leads to.
    status: u8,
    /// What failed; null exactly if the status is 0.
    error: Option<Fault>,
}

/// What happened between a question and its end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Account {
    /// The text of the last reply.
    pub(super) answer: String,
    /// The calls, in the order of their numbers.
    pub(super) calls: Vec<Call>,
    /// What the person should know.
    pub(super) notices: Vec<Notice>,
    /// What it took.
    pub(super) usage: Option<Usage>,
    /// How long it took, in milliseconds.
    pub(super) elapsed_ms: Option<u64>,
}

impl Answer {
    /// Returns the document of a question that ended.
    pub(super) fn new(
        session: Option<&Session>,
        line: Option<u64>,
        finish: Finish,
        account: Account,
        problem: Option<&Problem>,
    ) -> Self {
        let Account { answer, calls, notices, usage, elapsed_ms } = account;
        Self {
            version: VERSION,
            line,
            finish,
            answer,
            calls,
            notices,
            usage,
            elapsed_ms,
            model: session.map(|session| session.model.clone()),
            server: session.map(|session| session.server.clone()),
            conversation: session.and_then(|session| session.conversation.clone()),
            status: problem.map_or(Exit::Done, |problem| problem.exit) as u8,
            error: problem.map(Fault::from),
        }
    }

    /// Returns the document of a failure before any question.
    pub fn failed(problem: &Problem) -> Self {
        Self::new(None, None, Finish::NotStarted, Account::default(), Some(problem))
    }

    /// Returns the line to print, its line break included.
    pub fn line(&self) -> String {
        visible_line(self)
    }
}

/// What a command with `--json` prints when it fails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Failure {
    /// Version of the output.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// What failed.
    error: Fault,
}

impl Failure {
    /// Returns the document of a failure.
    pub fn new(problem: &Problem) -> Self {
        Self { version: VERSION, error: Fault::from(problem) }
    }

    /// Returns the line to print, its line break included.
    pub fn line(&self) -> String {
        visible_line(self)
    }
}
