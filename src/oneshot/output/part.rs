//! The pieces that the documents and the events of JSON output share.
//!
//! These types are a contract with scripts, apart from the program's own types, which may change.
//! What is documented here is what `mcp-chat schema` prints. Within a [`VERSION`] something may be
//! added; nothing is taken away, renamed or given another type.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::agent::Totals;
use crate::error::{Exit, Problem};

/// Version of all JSON output.
pub(super) const VERSION: u32 = 1;

/// A failure, as a person reads it and as a program can tell it apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fault {
    /// The exit status that this failure leads to.
    status: u8,
    /// What the status stands for.
    kind: FaultKind,
    /// What failed, in the language of the interface.
    what: String,
    /// Why.
    cause: String,
    /// What to do about it.
    advice: String,
}

/// What a failure's exit status stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum FaultKind {
    /// 1: a failure that no other status names.
    Failure,
    /// 2: the command line, a line's command, or the input is wrong.
    Usage,
    /// 3: configuration or credentials are missing or wrong.
    Config,
    /// 4: the MCP server is unreachable, refused us, or failed the handshake.
    Server,
    /// 5: the model API failed.
    Model,
    /// 6: a tool reported an error (`call`).
    Tool,
    /// 7: a tool call needed a yes that nobody gave.
    Denied,
    /// 130: interrupted.
    Interrupted,
}

impl From<&Problem> for Fault {
    fn from(problem: &Problem) -> Self {
        let Problem { exit, what, cause, advice } = problem.clone();
        let kind = match exit {
            // A problem is never a success; if one claims to be, it is at least told.
            Exit::Done | Exit::Failure => FaultKind::Failure,
            Exit::Usage => FaultKind::Usage,
            Exit::Config => FaultKind::Config,
            Exit::Server => FaultKind::Server,
            Exit::Model => FaultKind::Model,
            Exit::ToolFailed => FaultKind::Tool,
            Exit::Denied => FaultKind::Denied,
            Exit::Interrupted => FaultKind::Interrupted,
        };
        Self { status: exit as u8, kind, what, cause, advice }
    }
}

/// How a question ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Finish {
    /// The model answered.
    Answered,
    /// The model answered and was cut at its limit of output.
    Truncated,
    /// The provider filtered the answer.
    Filtered,
    /// The conversation was made shorter (`/compact`), or there was nothing to make shorter.
    Compacted,
    /// The model gave no answer.
    NoAnswer,
    /// The conversation has cost what it may (`--max-cost`).
    CostLimit,
    /// The model API failed; the answer is what came before.
    Failed,
    /// Interrupted; the answer is what came before.
    Cancelled,
    /// The question never reached the model.
    NotStarted,
}

/// The MCP server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Server {
    /// Its URL, without credentials and query.
    pub url: String,
    /// What it calls itself; empty if it gave no name.
    pub name: String,
    /// Its version; empty if it gave none.
    pub version: String,
}

/// One call of a tool that the model asked for.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Call {
    /// Its number within the question, from 1.
    pub call: u32,
    /// The tool's name as the server knows it, or as the model made it up.
    pub name: String,
    /// Its arguments.
    pub arguments: Arguments,
    /// What came of it.
    pub outcome: Outcome,
    /// What the model was told of it; null where that was nothing but that it did not run to its
    /// end.
    pub result: Option<String>,
    /// From its sending to its end, in milliseconds; null if it did not run to its end.
    pub elapsed_ms: Option<u64>,
}

/// The arguments of a call: an object, or what the model wrote instead of one.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Arguments {
    /// One JSON object.
    Object(Map<String, Value>),
    /// Anything else, as the model wrote it; such a call does not run.
    Text(String),
}

impl Arguments {
    pub(super) fn read(text: &str) -> Self {
        serde_json::from_str(text).map_or_else(|_| Self::Text(text.to_owned()), Self::Object)
    }
}

/// What came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The tool answered.
    Done,
    /// The tool reported an error, or the server did not take the call.
    Failed,
    /// The connection was lost or the time was up: it may have been executed.
    Unknown,
    /// It did not run: its name or its arguments are wrong.
    Rejected,
    /// It did not run: nobody allowed it.
    Denied,
    /// It only reads and began early; the model's reply did not come to its end.
    Abandoned,
    /// The question ended while it ran: it may have been executed.
    Cancelled,
}

/// Something that the person should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Notice {
    /// What it is about.
    pub kind: NoticeKind,
    /// The sentence, in the language of the interface.
    pub text: String,
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// The answer was cut at the model's limit of output.
    OutputLimit,
    /// The provider filtered the answer.
    Filtered,
    /// The model asked for more calls than one message may hold.
    CallsLeftOut,
    /// The limit of rounds was reached (`--max-steps`).
    MaxSteps,
    /// The server has more tools than a request may hold.
    ToolsLeftOut,
    /// The answer holds a call as text, which its server failed to recognise.
    LeakedCall,
    /// The conversation cannot be saved to disk.
    TranscriptFailed,
    /// The approvals that were given for good cannot be read.
    ApprovalsFailed,
    /// The model's server refuses a parameter, a tool, or all tools; they are left out.
    Adjusted,
    /// What the model is told was made shorter.
    Compacted,
    /// There was nothing to make shorter.
    NothingToCompact,
    /// The conversation could not be summarised.
    SummaryFailed,
    /// There is a limit of cost, and the provider does not say what it bills.
    CostUnknown,
    /// The connection to the MCP server was lost and is being made again.
    ServerReconnecting,
    /// The connection to the MCP server was lost and is back.
    ServerBack,
    /// The MCP server still does not answer.
    ServerDown,
    /// Standard input, which is appended to the question, is waited for.
    WaitingForInput,
    /// Another program uses the conversation that is gone on with; here it goes on in a copy.
    TranscriptCopied,
    /// Lines of the conversation that is gone on with cannot be read.
    TranscriptDamaged,
    /// Another model answered before in the conversation that is gone on with.
    ModelDiffers,
    /// What a slash command answers.
    Command,
}

/// What a question took. What no server reported is counted as unreported, never guessed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Usage {
    /// Requests to the model that were answered, at least in part.
    pub requests: u32,
    /// Tokens in, the cached ones included.
    pub input_tokens: u64,
    /// Tokens in that came from the cache.
    pub cached_tokens: u64,
    /// Tokens out, the reasoning included.
    pub output_tokens: u64,
    /// Tokens out that were reasoning.
    pub reasoning_tokens: u64,
    /// Requests whose tokens no one reported.
    pub requests_without_tokens: u32,
    /// US dollars, as the provider billed them; null if it does not say.
    pub cost_usd: Option<f64>,
    /// Requests whose cost no one reported: with any, the cost is a minimum.
    pub requests_without_cost: u32,
}

impl From<&Totals> for Usage {
    fn from(totals: &Totals) -> Self {
        let Totals { requests, prompt, cached, completion, reasoning, cost, unpriced, uncounted } =
            *totals;
        Self {
            requests,
            input_tokens: prompt,
            cached_tokens: cached,
            output_tokens: completion,
            reasoning_tokens: reasoning,
            requests_without_tokens: uncounted,
            cost_usd: cost,
            requests_without_cost: unpriced,
        }
    }
}
