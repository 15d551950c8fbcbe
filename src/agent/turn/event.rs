//! What a turn is told, and what it wants done.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::agent::activity::{CallOutcome, Notice};
use crate::agent::approval::{Answer, Keep};
use crate::agent::toolbox::Toolbox;
use crate::llm::{self, Message, Reply, StreamedCall};
use crate::mcp::protocol::Tool;
use crate::untrusted::Untrusted;

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// The model's reply is complete.
    Replied {
        /// The reply.
        reply: Reply,
        /// The tools that the request offered.
        tools: Arc<Toolbox>,
    },
    /// A call of the reply that is being streamed is whole.
    CallClosed {
        /// Its place in the reply.
        call: usize,
        /// The call.
        streamed: StreamedCall,
        /// The tools that the request offered.
        tools: Arc<Toolbox>,
    },
    /// The model request failed for good.
    Failed(llm::Error),
    /// The request was not sent: the conversation has cost what it may.
    TooCostly {
        /// US dollars so far.
        spent: f64,
        /// The limit.
        limit: f64,
    },
    /// [`Effect::Compact`] is done; whether there is more room now.
    Compacted {
        /// Whether anything was taken out.
        freed: bool,
    },
    /// The person decided about the call that was to be approved.
    Decided {
        /// The answer.
        answer: Answer,
        /// The tool, if its server has defined it anew since the person was shown it.
        now: Option<Tool>,
    },
    /// A call is over.
    Called {
        /// Its place in the round.
        call: usize,
        /// Its result as the model reads it.
        text: String,
    },
    /// The person cancelled the turn.
    Cancelled,
}

/// Something to do.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Ask the model.
    Ask {
        /// It must answer in text: no round is left.
        last: bool,
    },
    /// Make room: the server found the conversation too long. [`Event::Compacted`] answers.
    Compact,
    /// Give up a call that began early; it has no end.
    Abandon {
        /// Its place in the round.
        call: usize,
    },
    /// Ask the person about a call; [`Event::Decided`] answers.
    Approve {
        /// Its place in the round.
        call: usize,
        /// What would run.
        tool: Tool,
        /// Its arguments.
        arguments: Map<String, Value>,
        /// The definition that the person saw before, where it is another one by now.
        before: Option<Value>,
    },
    /// Keep on disk what was decided about a tool for good.
    Keep {
        /// The tool as it was shown.
        tool: Tool,
        /// What is kept.
        keep: Keep,
    },
    /// Call a tool; [`Event::Called`] answers.
    Call {
        /// Its place in the round.
        call: usize,
        /// What runs.
        tool: Tool,
        /// Its arguments.
        arguments: Map<String, Value>,
    },
    /// Tell that a call ended without having run.
    Refused {
        /// Its place in the round.
        call: usize,
        /// The name that the model used.
        name: Untrusted,
        /// The arguments as it wrote them.
        arguments: Untrusted,
        /// Why.
        outcome: CallOutcome,
    },
    /// Write a message to disk: it exists, though its round may not be whole yet.
    Record(Message),
    /// Add messages to the history: together with it they are acceptable to the API.
    Commit(Vec<Message>),
    /// Tell the person.
    Notice(Notice),
    /// The turn is over.
    End(TurnEnd),
}

/// How a turn ended.
#[derive(Debug, PartialEq)]
pub enum TurnEnd {
    /// The model answered.
    Answered,
    /// The next request was not sent: the conversation has cost what it may.
    TooCostly {
        /// US dollars so far.
        spent: f64,
        /// The limit.
        limit: f64,
    },
    /// The model request failed.
    Failed(llm::Error),
    /// The last reply brought no text, though no round was left.
    NoAnswer,
    /// The person cancelled.
    Cancelled,
}
