//! What happens during a turn, for whoever shows it.

use std::time::Duration;

use serde_json::{Map, Value};
use tokio::sync::oneshot;

use super::approval::book::BookError;
use super::approval::{Answer, Denial};
use super::shape::Shape;
use super::usage::Spent;
use crate::llm::{self, Adjustment};
use crate::mcp::McpError;
use crate::mcp::protocol::{Progress, Tool};
use crate::untrusted::Untrusted;

/// One thing that happened.
#[derive(Debug)]
pub enum Activity {
    /// The model was asked; nothing has come yet.
    Thinking,
    /// The next piece of the answer.
    Text(Untrusted),
    /// The next piece of what the model thinks.
    Reasoning(Untrusted),
    /// A tool call begins to arrive from the model.
    CallBegun(Untrusted),
    /// A model request failed and will be sent again.
    Retrying {
        /// Why it failed.
        error: llm::Error,
        /// Which retry this is, from 1.
        retry: u32,
        /// How many there may be.
        of: u32,
        /// How long is waited before it.
        wait: Duration,
    },
    /// It will be sent again in so many seconds.
    RetryIn(u64),
    /// The model writes a summary of the conversation, to make room.
    Summarising,
    /// A person must decide.
    Approve(Box<ApprovalRequest>),
    /// A call was sent to the server.
    CallStarted {
        /// Its place in the round.
        call: usize,
        /// The tool's name as the server knows it.
        name: Untrusted,
        /// The arguments as JSON.
        arguments: Untrusted,
    },
    /// A call reported progress.
    CallProgress {
        /// Its place in the round.
        call: usize,
        /// How far it is.
        progress: Progress,
    },
    /// A call is over, or never ran.
    CallEnded {
        /// Its place in the round.
        call: usize,
        /// The tool's name as the server knows it, or as the model made it up.
        name: Untrusted,
        /// The arguments as JSON, or as the model wrote them.
        arguments: Untrusted,
        /// What came of it.
        outcome: CallOutcome,
    },
    /// Something that the person should know.
    Notice(Notice),
    /// The turn is over; what it took.
    Spent(Spent),
}

/// What came of a call, for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallOutcome {
    /// The tool answered.
    Done {
        /// How long it took.
        elapsed: Duration,
        /// How large its result is.
        shape: Shape,
        /// Its result, as the model reads it.
        text: Untrusted,
    },
    /// The tool, the server or the connection failed.
    Failed {
        /// How long it took.
        elapsed: Duration,
        /// Why, as the model reads it.
        reason: Untrusted,
        /// What a person reads instead, if it was not the tool that failed.
        error: Option<Box<McpError>>,
        /// Whether the server may have acted on it all the same.
        unknown: bool,
    },
    /// It did not run: its name or its arguments are wrong.
    Rejected {
        /// Why, as the model reads it.
        reason: Untrusted,
        /// What a person reads instead.
        fault: CallFault,
    },
    /// It began early and was given up: the model's reply did not come to its end.
    Abandoned,
    /// It did not run: nobody allowed it.
    Denied(Denial),
}

/// What is wrong with a call that cannot run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallFault {
    /// There is no tool of that name.
    NoSuchTool,
    /// Its arguments are not one JSON object; why, in the parser's words.
    Arguments(Untrusted),
}

/// A call that waits for a person's decision. Dropping it denies the call.
#[derive(Debug)]
pub struct ApprovalRequest {
    /// The tool as it is defined now; what it says is its server's word.
    pub tool: Tool,
    /// The arguments that the model wrote.
    pub arguments: Map<String, Value>,
    /// The definition that the person saw before, where it is another one by now; `Null` where it
    /// was too large to be kept.
    pub before: Option<Value>,
    /// Takes the decision.
    pub reply: oneshot::Sender<Answer>,
}

/// Something that the person should know about a turn.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The answer was cut at the limit of output.
    OutputLimit,
    /// The provider filtered the answer.
    Filtered,
    /// The model asked for more calls than one message may hold.
    CallsLeftOut(usize),
    /// The limit of rounds was reached; the model must answer now.
    MaxSteps(u32),
    /// The server has more tools than a request may hold.
    ToolsLeftOut(usize),
    /// The text looks like a tool call that the model server failed to recognise.
    LeakedCall,
    /// The transcript cannot be written.
    TranscriptFailed(String),
    /// What was agreed to for good cannot be read, or a decision not be kept.
    ApprovalsFailed(BookError),
    /// The server refuses a part of the request, which goes without it from now on.
    Adjusted(Adjustment),
    /// What the model is told was made shorter; the transcript keeps all.
    Compacted {
        /// Results of tools that became notes.
        notes: usize,
        /// Rounds that became a summary.
        rounds: usize,
        /// Tokens before.
        before: u64,
        /// Tokens after.
        after: u64,
    },
    /// The summary of the conversation could not be had.
    SummaryFailed(llm::Error),
    /// There is a limit of cost, and the provider does not say what it bills.
    CostUnknown,
}
