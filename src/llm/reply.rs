//! A whole answer of the model, and what a streamed one tells on its way.

use std::time::Duration;

use serde_json::{Map, Value};

use super::{
    error::Error,
    message::{Assistant, Message, Reasoning, ToolCall},
};
use crate::untrusted::Untrusted;

/// The most calls that one message of the history may hold (OpenAI refuses more).
pub const MAX_CALLS: usize = 128;
/// The longest name of a function (OpenAI, Anthropic).
const MAX_NAME: usize = 64;

/// What happens while an answer is awaited.
#[derive(Clone, Debug, PartialEq)]
pub enum Update {
    /// The next piece of the text.
    Text(Untrusted),
    /// The next piece of a refusal.
    Refusal(Untrusted),
    /// The next piece of what the model thinks.
    Reasoning(Untrusted),
    /// A tool call begins to arrive.
    CallBegun {
        /// The tool's name as the model sent it.
        name: Untrusted,
    },
    /// A tool call is whole: its arguments are, and another call began or the reply ended.
    ///
    /// Told once of each call of a reply that is not cut, not always in their order. Only a server
    /// that adds to arguments that are whole already can change it after that: the reply has the
    /// last word.
    CallClosed {
        /// Its place in the reply.
        place: usize,
        /// The call as the reply will hold it, but its id may still be empty or used twice.
        call: StreamedCall,
    },
    /// A request failed and will be sent again.
    Retrying {
        /// Why it failed.
        error: Error,
        /// Which retry this is, from 1.
        retry: u32,
        /// How many there may be.
        of: u32,
        /// How long is waited before it.
        wait: Duration,
    },
    /// It will be sent again in so many seconds.
    RetryIn(u64),
    /// The server refused a part of the request, which is sent again without it.
    Adjusted(Adjustment),
}

/// What a request has to do without, because the server refuses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// A parameter that the person set, by its name on the wire.
    Parameter(&'static str),
    /// One tool.
    Tool(Untrusted),
    /// All tools: the model cannot use any.
    Tools,
}

/// A complete answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The text.
    pub text: Untrusted,
    /// What the model said instead of an answer.
    pub refusal: Untrusted,
    /// What the model thought, with the text that was shown as such.
    pub reasoning: Reasoning,
    /// The calls, at most [`MAX_CALLS`], each with an id that is unique in the reply.
    pub calls: Vec<StreamedCall>,
    /// How many calls beyond [`MAX_CALLS`] were left out.
    pub calls_left_out: usize,
    /// Why the answer ended.
    pub finish: Finish,
    /// What it cost, where the server says.
    pub usage: Option<Usage>,
    /// The server's id of the answer.
    pub id: Option<Untrusted>,
    /// The model that answered, as the server names it.
    pub model: Option<Untrusted>,
}

/// A call that the model asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct StreamedCall {
    /// The server's id, or one made here where it is missing or used twice.
    pub id: String,
    /// The tool's name as the model sent it; it may name no tool at all.
    pub name: Untrusted,
    /// The arguments, or what is wrong with them; a call with bad ones must not run.
    pub arguments: Result<Map<String, Value>, BadArguments>,
    /// The arguments as they stand in the history: the text of one JSON object.
    pub arguments_text: String,
    /// Further keys of the call, sent back verbatim.
    pub extra: Map<String, Value>,
}

impl StreamedCall {
    /// Returns the name as it may stand in the history; see [`plain_name`].
    fn name_for_history(&self) -> String {
        let plain = plain_name(self.name.raw());
        let good = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let safe: String =
            plain.chars().map(|c| if good(c) { c } else { '_' }).take(MAX_NAME).collect();
        if safe.is_empty() { "unknown".to_owned() } else { safe }
    }
}

/// Returns a tool's name without what the Harmony format of gpt-oss leaks into it on some servers:
/// `functions.` before it and `<|…` after it (vllm-project/vllm#32633).
pub fn plain_name(name: &str) -> &str {
    let name = name.split("<|").next().unwrap_or_default().trim();
    name.strip_prefix("functions.").unwrap_or(name)
}

/// Arguments that are not one JSON object.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the arguments are not one JSON object: {reason}")]
pub struct BadArguments {
    /// What the model sent.
    pub raw: Untrusted,
    /// What is wrong, in English: the model reads it.
    pub reason: String,
}

/// Why an answer ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finish {
    /// The model had said all.
    Stop,
    /// It waits for its calls.
    ToolCalls,
    /// The limit of output was reached.
    Length,
    /// The provider filtered the answer.
    ContentFilter,
    /// A reason that this program does not know; counts as [`Finish::Stop`].
    Other(Untrusted),
    /// The stream ended properly without giving a reason.
    Unsaid,
}

impl Finish {
    /// Reads the wire's `finish_reason`.
    pub(super) fn parse(reason: &str) -> Self {
        match reason {
            "stop" => Self::Stop,
            "tool_calls" | "function_call" => Self::ToolCalls,
            "length" => Self::Length,
            "content_filter" => Self::ContentFilter,
            other => Self::Other(other.into()),
        }
    }

    /// Whether the answer was cut off, so that what it holds must not be acted on.
    pub fn is_cut(&self) -> bool {
        match self {
            Self::Length | Self::ContentFilter => true,
            Self::Stop | Self::ToolCalls | Self::Other(_) | Self::Unsaid => false,
        }
    }
}

/// Tokens, and the price where the server says it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Usage {
    /// Tokens of the request, the cached ones included.
    pub prompt: u64,
    /// Tokens of the answer, the reasoning included.
    pub completion: u64,
    /// Tokens of the request that came from the cache.
    pub cached: u64,
    /// Tokens of the answer that were reasoning.
    pub reasoning: u64,
    /// What the request cost in US dollars (OpenRouter).
    pub cost: Option<f64>,
}

impl Reply {
    /// Whether the calls may run: the answer is complete and was not cut off.
    ///
    /// A reply exists only when a finish reason or `[DONE]` was seen; whether a single call may
    /// run also depends on its arguments.
    pub fn calls_runnable(&self) -> bool {
        !self.calls.is_empty() && !self.finish.is_cut()
    }

    /// Whether the text looks like a tool call that the server failed to recognise.
    pub fn leaks_a_call(&self) -> bool {
        let text = self.text.raw();
        self.calls.is_empty()
            && ["<tool_call>", "<|tool_call", "[TOOL_CALLS]", "<function="]
                .iter()
                .any(|mark| text.contains(mark))
    }

    /// Returns the answer for the history, `None` where there is nothing to say.
    ///
    /// Calls are in it only if they may run, and then each needs a tool message after it.
    pub fn message(&self) -> Option<Message> {
        let calls = if self.calls_runnable() { self.calls.as_slice() } else { &[] };
        if self.text.raw().is_empty() && self.refusal.raw().is_empty() && calls.is_empty() {
            return None;
        }
        let calls = calls.iter().map(|call| ToolCall {
            id: call.id.clone(),
            name: call.name_for_history(),
            arguments: call.arguments_text.clone(),
            extra: call.extra.clone(),
        });
        Some(Message::Assistant(Assistant {
            content: self.text.raw().to_owned(),
            refusal: self.refusal.raw().to_owned(),
            reasoning: self.reasoning.clone(),
            calls: calls.collect(),
        }))
    }
}
