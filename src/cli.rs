//! What was typed on the command line; `config` says what is meant.
//!
//! Only clap types live here. Values stay text until `config` merges the layers, so that a wrong
//! value is reported in one voice, wherever it came from.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Args, FromArgMatches as _, Parser, Subcommand, ValueEnum};

mod localised;
mod manual;
mod refused;

pub use localised::command;
#[cfg(all(test, feature = "demo"))]
pub(crate) use localised::sentences;
pub use manual::manual;
pub use refused::explain;

use crate::text::Lang;

/// A terminal chat client for MCP servers.
#[derive(Debug, Default, Parser)]
#[command(name = "mcp-chat", version, disable_help_subcommand = true)]
pub struct Cli {
    /// Ask one question, print the answer and leave; piped input is appended to it.
    #[arg(short, long, value_name = "TEXT")]
    pub prompt: Option<String>,
    /// What -p and questions from a pipe print: the answer's text, one JSON document a question,
    /// or JSON events line by line (text, json, stream-json); "mcp-chat schema" describes both.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t, hide_default_value = true)]
    pub output: Format,
    /// Go on with the last conversation with this server.
    #[arg(short = 'c', long = "continue", conflicts_with = "resume")]
    pub go_on: bool,
    /// Go on with the conversation of this id, or the newest whose first question holds this text.
    #[arg(short, long, value_name = "ID | TEXT")]
    pub resume: Option<String>,
    /// Write the session down in a new file, without keys, for --replay: what a report attaches.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["go_on", "resume"])]
    pub record: Option<PathBuf>,
    /// Play a session that --record wrote again: no network, no key, the same screen.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["record", "go_on", "resume", "prompt"])]
    pub replay: Option<PathBuf>,
    /// A folder that the server may know of, if it asks; repeatable.
    #[arg(long, value_name = "DIR", action = ArgAction::Append, conflicts_with = "replay")]
    pub root: Vec<PathBuf>,
    /// Chat with the built-in employee server (and, without an API key, an offline demo model).
    #[cfg(feature = "demo")]
    #[arg(long)]
    pub demo: bool,
    /// The SQLite file of the demo's employees.
    #[cfg(feature = "demo")]
    #[arg(long, value_name = "FILE", global = true)]
    pub db: Option<PathBuf>,
    /// Options of every command.
    #[command(flatten)]
    pub options: Options,
    /// What to do instead of chatting.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The server of a scenario of the protocol's conformance suite: `conformance URL`.
    #[arg(skip)]
    pub conformance: Option<String>,
}

/// Drives the client for the conformance suite. Completions and the manual show what a definition
/// only hides, so this is a command of nobody's definition.
const CONFORMANCE: &str = "conformance";

impl Cli {
    /// Reads a command line, the program's name first.
    ///
    /// # Errors
    /// Fails if it cannot be read, and if it asks for help or the version; [`explain`] tells both
    /// apart.
    pub fn read(
        line: impl IntoIterator<Item = std::ffi::OsString>,
        lang: Lang,
    ) -> Result<Self, clap::Error> {
        let url = Arg::new("url").required(true);
        let conformance = clap::Command::new(CONFORMANCE).hide(true).arg(url);
        let matches = command(lang).subcommand(conformance).try_get_matches_from(line)?;
        if let Some((CONFORMANCE, suite)) = matches.subcommand() {
            let conformance = suite.get_one::<String>("url").cloned();
            return Ok(Self { conformance, ..Self::default() });
        }
        Self::from_arg_matches(&matches)
    }
}

/// What a script's answers are printed as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The answer's text.
    #[default]
    Text,
    /// One JSON document a question.
    Json,
    /// JSON events, one a line, as things happen.
    StreamJson,
}

impl Format {
    /// Returns the name as it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::StreamJson => "stream-json",
        }
    }
}

/// Options of every command. `None` means that the next layer decides.
#[derive(Args, Clone, Debug, Default)]
pub struct Options {
    /// URL of the MCP server; without a path, `/sse`, `/` and `/mcp` are tried [env: MCP_SERVER_URL].
    #[arg(long, value_name = "URL", global = true)]
    pub server: Option<String>,
    /// A header for every request to the MCP server; repeatable.
    #[arg(long, value_name = "K: V", global = true, action = ArgAction::Append)]
    pub header: Vec<String>,
    /// How the MCP server is spoken to: auto, sse or http [env: MCP_CHAT_TRANSPORT].
    #[arg(long, value_name = "TRANSPORT", global = true)]
    pub transport: Option<String>,
    /// Model provider: openai or openrouter [env: MODEL_PROVIDER].
    #[arg(long, value_name = "NAME", global = true)]
    pub provider: Option<String>,
    /// Model name [env: MODEL_NAME].
    #[arg(short, long, value_name = "NAME", global = true)]
    pub model: Option<String>,
    /// Base URL of the model API, including /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL].
    #[arg(long, value_name = "URL", global = true)]
    pub base_url: Option<String>,
    /// When tools may run: ask, auto or read-only [env: MCP_CHAT_APPROVAL].
    #[arg(long, value_name = "MODE", global = true)]
    pub approval: Option<String>,
    /// A tool that runs without asking, by name or pattern (list_*); repeatable [env: MCP_CHAT_ALLOW].
    #[arg(long, value_name = "TOOL", global = true, action = ArgAction::Append)]
    pub allow: Vec<String>,
    /// A tool that never runs, by name or pattern (delete_*); repeatable [env: MCP_CHAT_DENY].
    #[arg(long, value_name = "TOOL", global = true, action = ArgAction::Append)]
    pub deny: Vec<String>,
    /// Run every tool without asking; the same as --approval auto.
    #[arg(short, long, global = true, conflicts_with = "approval")]
    pub yes: bool,
    /// Seconds a tool may go without an answer or progress [env: MCP_CHAT_TOOL_TIMEOUT].
    #[arg(long, value_name = "SECONDS", global = true)]
    pub tool_timeout: Option<String>,
    /// Seconds the model may go without sending a byte [env: MCP_CHAT_MODEL_TIMEOUT].
    #[arg(long, value_name = "SECONDS", global = true)]
    pub model_timeout: Option<String>,
    /// Rounds of tools in one turn [env: MCP_CHAT_MAX_STEPS].
    #[arg(long, value_name = "N", global = true)]
    pub max_steps: Option<String>,
    /// The most tokens of one answer [env: MCP_CHAT_MAX_TOKENS].
    #[arg(long, value_name = "N", global = true)]
    pub max_tokens: Option<String>,
    /// Sampling temperature, 0 to 2 [env: MCP_CHAT_TEMPERATURE].
    #[arg(long, value_name = "T", global = true)]
    pub temperature: Option<String>,
    /// How much the model reasons: none, minimal, low, medium, high, xhigh or max
    /// [env: MCP_CHAT_REASONING_EFFORT].
    #[arg(long, value_name = "EFFORT", global = true)]
    pub reasoning_effort: Option<String>,
    /// The model's context window in tokens, where its server does not tell
    /// [env: MCP_CHAT_CONTEXT_WINDOW].
    #[arg(long, value_name = "TOKENS", global = true)]
    pub context_window: Option<String>,
    /// US dollars after which no further request is sent [env: MCP_CHAT_MAX_COST].
    #[arg(long, value_name = "USD", global = true)]
    pub max_cost: Option<String>,
    /// Show what the model thinks [env: MCP_CHAT_THINKING].
    #[arg(long, global = true)]
    pub thinking: bool,
    /// Write nothing of the conversation to disk: no transcript, no history of lines, no results.
    #[arg(long, global = true)]
    pub no_save: bool,
    /// Language of the interface: es or en [env: MCP_CHAT_LANG].
    #[arg(long, value_name = "LANG", global = true)]
    pub lang: Option<String>,
}

/// The commands beside the chat.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the server's tools, or show one with its schema.
    Tools {
        /// The tool to show.
        name: Option<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Call one tool without a model.
    Call {
        /// The tool to call.
        tool: String,
        /// One JSON object, or key=value pairs, whose types are those of the tool's schema.
        #[arg(value_name = "JSON | KEY=VALUE")]
        arguments: Vec<String>,
        /// Print the whole result as JSON.
        #[arg(long)]
        json: bool,
    },
    /// List the conversations that can be gone on with.
    Sessions {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Show the settings and where each came from, or begin a file of them.
    Config {
        /// What about them.
        #[command(subcommand)]
        what: ConfigCommand,
    },
    /// Check the configuration, the MCP server and the model API, and say what to fix.
    Doctor {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Serve the demo's employees to any MCP client over HTTP+SSE.
    #[cfg(feature = "demo")]
    DemoServer {
        /// Address to listen on; 127.0.0.1:3000 if it is not said.
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:3000")]
        listen: String,
    },
    /// Print the completion script of a shell.
    Completions {
        /// bash, zsh, fish, powershell or elvish.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
    /// Print the JSON Schema of all JSON output.
    Schema,
    /// Show this help, or that of a command.
    Help {
        /// The command, and the one below it.
        #[arg(value_name = "COMMAND")]
        names: Vec<String>,
    },
}

/// What can be done with the settings.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Write config.toml with every setting as a comment; one that is there stays.
    Init,
    /// Show every setting, its value and where that came from; secrets stay hidden.
    Show {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Show where config.toml is.
    Path,
}
