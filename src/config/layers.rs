//! The layers of settings and their precedence: flag > environment > `.env` > file > default.
//!
//! [`Sources`] is what was read, [`Layers`] what it means. Tests build `Sources` by hand, so
//! nothing here needs a process environment.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use super::error::Expected;
use super::file::{self, Written};
use super::{ConfigError, Paths};
use crate::cli::Options;
use crate::text::Lang;
use crate::untrusted::Untrusted;

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The command line.
    Flag,
    /// The process environment.
    Environment,
    /// `.env` in the working directory.
    DotEnv,
    /// The user's config file.
    File,
    /// Built in.
    Default,
}

impl Origin {
    /// Returns how the layer is named in messages.
    pub fn describe(self, lang: Lang) -> String {
        match self {
            Self::Flag => lang.origin_flag(),
            Self::Environment => lang.origin_environment(),
            Self::DotEnv => lang.origin_dot_env(),
            Self::File => lang.origin_file(),
            Self::Default => lang.origin_default(),
        }
    }

    /// As [`Self::describe`], with the line where it is known.
    pub fn with_line(self, line: Option<usize>, lang: Lang) -> String {
        let layer = self.describe(lang);
        match line {
            Some(line) => lang.origin_line(layer, line),
            None => layer,
        }
    }
}

/// One setting: its name in each layer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// The flag without dashes; empty if there is none.
    pub(super) flag: &'static str,
    /// The environment variable, in `.env` too.
    pub(super) variable: &'static str,
    /// The key in `config.toml`.
    pub(super) key: &'static str,
}

const fn setting(flag: &'static str, variable: &'static str, key: &'static str) -> Setting {
    Setting { flag, variable, key }
}

pub(super) const SERVER: Setting = setting("server", "MCP_SERVER_URL", "server");
pub(super) const TOKEN: Setting = setting("", "MCP_SERVER_TOKEN", "server_token");
pub(super) const TRANSPORT: Setting = setting("transport", "MCP_CHAT_TRANSPORT", "transport");
pub(super) const PROVIDER: Setting = setting("provider", "MODEL_PROVIDER", "provider");
pub(super) const MODEL: Setting = setting("model", "MODEL_NAME", "model");
pub(super) const OPENAI_KEY: Setting = setting("", "OPENAI_API_KEY", "openai_api_key");
pub(super) const OPENROUTER_KEY: Setting = setting("", "OPENROUTER_API_KEY", "openrouter_api_key");
pub(super) const OPENAI_BASE: Setting = setting("base-url", "OPENAI_BASE_URL", "openai_base_url");
pub(super) const OPENROUTER_BASE: Setting =
    setting("base-url", "OPENROUTER_BASE_URL", "openrouter_base_url");
pub(super) const APPROVAL: Setting = setting("approval", "MCP_CHAT_APPROVAL", "approval");
pub(super) const ALLOW: Setting = setting("allow", "MCP_CHAT_ALLOW", "allow");
pub(super) const DENY: Setting = setting("deny", "MCP_CHAT_DENY", "deny");
pub(super) const TOOL_TIMEOUT: Setting =
    setting("tool-timeout", "MCP_CHAT_TOOL_TIMEOUT", "tool_timeout");
pub(super) const MODEL_TIMEOUT: Setting =
    setting("model-timeout", "MCP_CHAT_MODEL_TIMEOUT", "model_timeout");
pub(super) const MAX_STEPS: Setting = setting("max-steps", "MCP_CHAT_MAX_STEPS", "max_steps");
pub(super) const MAX_TOKENS: Setting = setting("max-tokens", "MCP_CHAT_MAX_TOKENS", "max_tokens");
pub(super) const TEMPERATURE: Setting =
    setting("temperature", "MCP_CHAT_TEMPERATURE", "temperature");
pub(super) const REASONING_EFFORT: Setting =
    setting("reasoning-effort", "MCP_CHAT_REASONING_EFFORT", "reasoning_effort");
pub(super) const CONTEXT_WINDOW: Setting =
    setting("context-window", "MCP_CHAT_CONTEXT_WINDOW", "context_window");
pub(super) const MAX_COST: Setting = setting("max-cost", "MCP_CHAT_MAX_COST", "max_cost");
pub(super) const THINKING: Setting = setting("thinking", "MCP_CHAT_THINKING", "thinking");
pub(super) const EARLY_CALLS: Setting = setting("", "MCP_CHAT_EARLY_CALLS", "early_calls");
pub(super) const SAMPLING_REQUESTS: Setting =
    setting("", "MCP_CHAT_SAMPLING_REQUESTS", "sampling_requests");
pub(super) const SAMPLING_TOKENS: Setting =
    setting("", "MCP_CHAT_SAMPLING_TOKENS", "sampling_tokens");
pub(super) const EDIT_MODE: Setting = setting("", "MCP_CHAT_EDIT_MODE", "edit_mode");
pub(super) const LANG: Setting = setting("lang", "MCP_CHAT_LANG", "lang");

pub(super) const ALL: [Setting; 26] = [
    SERVER,
    TOKEN,
    TRANSPORT,
    PROVIDER,
    MODEL,
    OPENAI_KEY,
    OPENROUTER_KEY,
    OPENAI_BASE,
    OPENROUTER_BASE,
    APPROVAL,
    ALLOW,
    DENY,
    TOOL_TIMEOUT,
    MODEL_TIMEOUT,
    MAX_STEPS,
    MAX_TOKENS,
    TEMPERATURE,
    REASONING_EFFORT,
    CONTEXT_WINDOW,
    MAX_COST,
    THINKING,
    EARLY_CALLS,
    SAMPLING_REQUESTS,
    SAMPLING_TOKENS,
    EDIT_MODE,
    LANG,
];

/// Everything that was read, before it is merged. Not `Debug`: it holds keys.
#[derive(Clone, Default)]
pub struct Sources {
    /// The command line.
    pub options: Options,
    /// The process environment: the variables that are settings.
    pub environment: BTreeMap<String, String>,
    /// `.env` in the working directory.
    pub dot_env: BTreeMap<String, String>,
    /// `config.toml`, values as text.
    pub file: BTreeMap<String, String>,
    /// The lines of `config.toml` at which they stand, counted from 1.
    pub lines: BTreeMap<String, usize>,
}

impl Sources {
    /// Reads the environment, `.env` and the config file.
    ///
    /// # Errors
    /// Fails if a file exists and cannot be used, or a variable is not UTF-8.
    pub fn read(options: Options, paths: &Paths) -> Result<Self, ConfigError> {
        let environment = read_environment()?;
        let dot_env = file::dot_env(Path::new(".env"))?;
        let Written { values, lines } = file::config(&paths.config.join("config.toml"))?;
        Ok(Self { options, environment, dot_env, file: values, lines })
    }
}

fn read_environment() -> Result<BTreeMap<String, String>, ConfigError> {
    let mut found = BTreeMap::new();
    for Setting { variable, .. } in ALL {
        match std::env::var(variable) {
            Ok(value) => drop(found.insert(variable.to_owned(), value)),
            Err(std::env::VarError::NotPresent) => {}
            Err(std::env::VarError::NotUnicode(_)) => {
                return Err(ConfigError::Invalid {
                    setting: variable.to_owned(),
                    value: Untrusted::default(),
                    origin: Origin::Environment,
                    line: None,
                    expected: Expected::Text,
                });
            }
        }
    }
    Ok(found)
}

/// Returns the language that is asked for, before anything is read for good: help is shown in it,
/// and what fails on the way is told in it. What cannot be used is passed over here.
pub fn early_lang(line: &[OsString]) -> Lang {
    let set = |lang: &String| !lang.trim().is_empty();
    let file = || {
        let path = Paths::find().ok()?.config.join("config.toml");
        file::config(&path).ok()?.values.remove(LANG.key)
    };
    let asked = flag_of(line)
        .filter(set)
        .or_else(|| std::env::var(LANG.variable).ok().filter(set))
        .or_else(|| file::dot_env(Path::new(".env")).ok()?.remove(LANG.variable).filter(set))
        .or_else(file);
    asked.and_then(|lang| Lang::parse(lang.trim())).unwrap_or_default()
}

/// Returns the value of `--lang` in a command line that has not been read.
fn flag_of(line: &[OsString]) -> Option<String> {
    let mut words = line.iter().skip(1).map_while(|word| word.to_str());
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => return words.next().map(str::to_owned),
            Some(rest) if rest.starts_with('=') => return Some(rest[1..].to_owned()),
            Some(_) | None if word == "--" => return None,
            Some(_) | None => {}
        }
    }
    None
}

/// A value, the layer that gave it, and its line in `config.toml`.
pub(super) struct Found {
    pub(super) value: String,
    pub(super) origin: Origin,
    pub(super) line: Option<usize>,
}

/// The merged settings. Not `Debug`: they hold keys.
#[derive(Clone)]
pub struct Layers {
    pub(super) sources: Sources,
}

impl Layers {
    /// Takes what was read.
    pub fn new(sources: Sources) -> Self {
        Self { sources }
    }

    /// Returns the value of the first layer that has one; an empty value counts as unset.
    pub(super) fn find(&self, setting: Setting) -> Option<Found> {
        let Sources { environment, dot_env, file, lines, .. } = &self.sources;
        [
            (self.flag(setting), Origin::Flag),
            (environment.get(setting.variable).map(String::as_str), Origin::Environment),
            (dot_env.get(setting.variable).map(String::as_str), Origin::DotEnv),
            (file.get(setting.key).map(String::as_str), Origin::File),
        ]
        .into_iter()
        .find_map(|(value, origin)| {
            let value = value.map(str::trim).filter(|value| !value.is_empty())?.to_owned();
            let line = lines.get(setting.key).copied().filter(|_| origin == Origin::File);
            Some(Found { value, origin, line })
        })
    }

    /// Returns the words of a list, which every layer adds to: a rule of one layer cannot be lost
    /// by adding another in the next.
    pub(super) fn words(&self, setting: Setting) -> Vec<String> {
        let Sources { options: _, environment, dot_env, file, lines: _ } = &self.sources;
        let written = [
            environment.get(setting.variable),
            dot_env.get(setting.variable),
            file.get(setting.key),
        ];
        self.list_flags(setting)
            .iter()
            .chain(written.into_iter().flatten())
            .flat_map(|list| list.split(','))
            .map(|word| word.trim().to_owned())
            .filter(|word| !word.is_empty())
            .collect()
    }

    /// Returns what the command line says of a list.
    pub(super) fn list_flags(&self, setting: Setting) -> &[String] {
        match setting.flag {
            "allow" => &self.sources.options.allow,
            "deny" => &self.sources.options.deny,
            _ => &[],
        }
    }

    fn flag(&self, setting: Setting) -> Option<&str> {
        let options = &self.sources.options;
        match setting.flag {
            "server" => options.server.as_deref(),
            "provider" => options.provider.as_deref(),
            "model" => options.model.as_deref(),
            "base-url" => options.base_url.as_deref(),
            "transport" => options.transport.as_deref(),
            "approval" if options.yes => Some("auto"),
            "approval" => options.approval.as_deref(),
            "tool-timeout" => options.tool_timeout.as_deref(),
            "model-timeout" => options.model_timeout.as_deref(),
            "max-steps" => options.max_steps.as_deref(),
            "max-tokens" => options.max_tokens.as_deref(),
            "temperature" => options.temperature.as_deref(),
            "reasoning-effort" => options.reasoning_effort.as_deref(),
            "context-window" => options.context_window.as_deref(),
            "max-cost" => options.max_cost.as_deref(),
            "thinking" if options.thinking => Some("on"),
            "lang" => options.lang.as_deref(),
            _ => None,
        }
    }
}

impl Setting {
    /// Returns the setting's name as written in `origin`.
    pub(super) fn written(self, origin: Origin) -> String {
        match origin {
            Origin::Flag => format!("--{}", self.flag),
            Origin::Environment | Origin::DotEnv | Origin::Default => self.variable.to_owned(),
            Origin::File => self.key.to_owned(),
        }
    }
}
