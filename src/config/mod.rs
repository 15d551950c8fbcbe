//! What the person wants, merged from flags, environment, `.env`, config file and defaults.
//!
//! The only module that reads the environment. It never writes it: `.env` is read into a map of
//! its own. The result is immutable; what may change during a chat lives in the chat.

mod check;
mod conformance;
mod described;
pub mod display;
mod error;
mod file;
mod layers;
mod paths;
mod settings;
mod shareable;

use std::time::Duration;

use reqwest::header::{HeaderName, HeaderValue};
use secrecy::SecretString;
use url::Url;

pub use conformance::Conformance;
pub use described::{Described, Place};
pub use error::{ConfigError, Consent, Expected, FileFault, SyntaxFault};
pub use file::parse;
pub use layers::{Layers, Origin, Sources, early_lang};
pub use paths::{Paths, expand_home};

/// Which model API is spoken to, and with whose key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// OpenAI, or a server that speaks its API.
    OpenAi,
    /// OpenRouter.
    OpenRouter,
}

impl Provider {
    /// Returns the name used in settings and texts.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
            Self::OpenRouter => "openrouter",
        }
    }

    /// Returns the provider's own base URL.
    pub fn default_base_url(self) -> &'static str {
        match self {
            Self::OpenAi => "https://api.openai.com/v1",
            Self::OpenRouter => "https://openrouter.ai/api/v1",
        }
    }

    /// Returns the variable that holds the API key.
    pub fn key_variable(self) -> &'static str {
        match self {
            Self::OpenAi => "OPENAI_API_KEY",
            Self::OpenRouter => "OPENROUTER_API_KEY",
        }
    }

    /// Returns the variable that holds another base URL.
    pub fn base_url_variable(self) -> &'static str {
        match self {
            Self::OpenAi => "OPENAI_BASE_URL",
            Self::OpenRouter => "OPENROUTER_BASE_URL",
        }
    }
}

/// When a tool may run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// Read-only tools run; every other one is asked for.
    Ask,
    /// Every tool runs, as in the seed.
    Auto,
    /// Read-only tools run; every other one is denied.
    ReadOnly,
}

/// Which tools may run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalSettings {
    /// When a tool may run.
    pub mode: Approval,
    /// Patterns of the names of tools that run without asking in the mode `ask`.
    pub allow: Vec<String>,
    /// Patterns of the names of tools that never run.
    pub deny: Vec<String>,
}

/// How the MCP server is reached.
#[derive(Clone, Debug)]
pub struct ServerSettings {
    /// Where it is.
    pub url: Url,
    /// Headers for every request to it, the bearer token among them; their values are secret.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// How long a call may go without an answer or progress.
    pub tool_timeout: Duration,
    /// Which transports are tried.
    pub transport: TransportChoice,
    /// Whether the URL was written without a path, so that its `/sse` is only the first guess.
    pub is_bare: bool,
}

/// Which transports of MCP are tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TransportChoice {
    /// Whichever the server speaks.
    #[default]
    Auto,
    /// HTTP+SSE, of protocol 2024-11-05.
    Sse,
    /// Streamable HTTP, of every later one.
    Http,
}

/// How the model is reached.
#[derive(Clone, Debug)]
pub struct ModelSettings {
    /// Whose API and key.
    pub provider: Provider,
    /// Base URL; requests go to `chat/completions` below it.
    pub base_url: Url,
    /// The model's name.
    pub name: String,
    /// API key; `None` sends no `Authorization` header.
    pub key: Option<SecretString>,
    /// How long the model may go without sending a byte.
    pub idle_timeout: Duration,
    /// What is asked of its answers.
    pub generation: Generation,
    /// The context window in tokens, where the person says it.
    pub context_window: Option<u64>,
}

/// What the person asks of the model's answers; `None` leaves it to the server.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Generation {
    /// The most tokens of one answer, its reasoning included.
    pub max_tokens: Option<u32>,
    /// The sampling temperature, from 0 to 2.
    pub temperature: Option<f64>,
    /// How much the model reasons.
    pub reasoning_effort: Option<ReasoningEffort>,
}

/// How much a model reasons, in the words of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasoningEffort {
    /// Not at all.
    None,
    /// The least there is.
    Minimal,
    /// Little.
    Low,
    /// As most servers do by default.
    Medium,
    /// Much.
    High,
    /// Very much.
    XHigh,
    /// The most there is.
    Max,
}

impl ReasoningEffort {
    /// Every effort, from the least to the most.
    pub const ALL: [Self; 7] =
        [Self::None, Self::Minimal, Self::Low, Self::Medium, Self::High, Self::XHigh, Self::Max];

    /// Returns the value on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minimal => "minimal",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::XHigh => "xhigh",
            Self::Max => "max",
        }
    }
}

/// Whose keys edit a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EditMode {
    /// Those of Emacs and of most shells.
    #[default]
    Emacs,
    /// Those of vi.
    Vi,
}

/// What a server may take of the model in a session (sampling); nothing of either: it may not ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SamplingSettings {
    /// Answers.
    pub requests: u32,
    /// Tokens, those of the questions included.
    pub tokens: u64,
}

/// How a turn runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TurnSettings {
    /// Rounds of tools in one turn.
    pub max_steps: u32,
    /// US dollars that a conversation may cost; the next request after that is not sent.
    pub max_cost: Option<f64>,
    /// Whether what the model thinks is shown.
    pub thinking: bool,
    /// Whether a read-only call starts while the model still streams the rest of its reply.
    pub early_calls: bool,
}
