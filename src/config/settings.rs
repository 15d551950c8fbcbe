//! From merged text to typed settings: every value is checked here, once.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::SecretString;
use url::Url;

use super::described::without_secrets;
use super::error::{Consent, Expected};
use super::layers::{
    ALLOW, APPROVAL, CONTEXT_WINDOW, DENY, EARLY_CALLS, EDIT_MODE, Found, LANG, MAX_COST,
    MAX_STEPS, MAX_TOKENS, MODEL, MODEL_TIMEOUT, OPENAI_BASE, OPENAI_KEY, OPENROUTER_BASE,
    OPENROUTER_KEY, PROVIDER, REASONING_EFFORT, SAMPLING_REQUESTS, SAMPLING_TOKENS, SERVER,
    Setting, TEMPERATURE, THINKING, TOKEN, TOOL_TIMEOUT, TRANSPORT,
};
use super::{
    Approval, ApprovalSettings, ConfigError, EditMode, Generation, Layers, ModelSettings, Origin,
    Provider, ReasoningEffort, SamplingSettings, ServerSettings, TransportChoice, TurnSettings,
};
use crate::http;
use crate::text::Lang;
use crate::untrusted::Untrusted;

const DEFAULT_SERVER: &str = "http://localhost:3000";
const DEFAULT_MODEL: &str = "gpt-4o-mini";
const DEFAULT_TOOL_TIMEOUT: Duration = Duration::from_secs(60);
const DEFAULT_MODEL_TIMEOUT: Duration = Duration::from_secs(120);
const DEFAULT_MAX_STEPS: u32 = 25;
const DEFAULT_SAMPLING: SamplingSettings = SamplingSettings { requests: 20, tokens: 50_000 };
/// The longest limit that can be set: a day.
const LONGEST_SECONDS: f64 = 86_400.0;

impl Layers {
    /// Returns the language; Spanish where the setting is missing.
    ///
    /// # Errors
    /// Fails if the setting names a language there is none of.
    pub fn lang(&self) -> Result<Lang, ConfigError> {
        let Some(found) = self.find(LANG) else { return Ok(Lang::default()) };
        Lang::parse(&found.value).ok_or_else(|| invalid(LANG, found, Expected::OneOf("es, en")))
    }

    /// Returns how the MCP server is reached, and what the person must agree to first, if anything.
    ///
    /// # Errors
    /// Fails if a value is invalid.
    pub fn server(&self) -> Result<(ServerSettings, Option<Consent>), ConfigError> {
        let (mut url, origin) = self.url(SERVER, DEFAULT_SERVER)?;
        let is_bare = matches!(url.path(), "" | "/");
        if is_bare {
            // As in the seed: a bare address means the event stream below it.
            url.set_path("/sse");
        }
        let mut headers = Vec::new();
        let mut consent = None;
        if let Some((value, token_origin)) = self.token()? {
            consent = needs_consent((SERVER, origin, &url), (TOKEN, token_origin));
            headers.push((AUTHORIZATION, value));
        }
        headers.extend(self.headers()?);
        let (tool_timeout, transport) = (self.tool_timeout()?, self.transport()?);
        Ok((ServerSettings { url, headers, tool_timeout, transport, is_bare }, consent))
    }

    pub(super) fn transport(&self) -> Result<TransportChoice, ConfigError> {
        let Some(found) = self.find(TRANSPORT) else { return Ok(TransportChoice::default()) };
        match found.value.to_ascii_lowercase().as_str() {
            "auto" => Ok(TransportChoice::Auto),
            "sse" => Ok(TransportChoice::Sse),
            "http" => Ok(TransportChoice::Http),
            _ => Err(invalid(TRANSPORT, found, Expected::OneOf("auto, sse, http"))),
        }
    }

    /// Returns the server's bearer token as a header.
    pub(super) fn token(&self) -> Result<Option<(HeaderValue, Origin)>, ConfigError> {
        let Some(token) = self.find(TOKEN) else { return Ok(None) };
        let mut value = HeaderValue::from_str(&format!("Bearer {}", token.value))
            .map_err(|_| secret_invalid(TOKEN, &token, Expected::Text))?;
        value.set_sensitive(true);
        Ok(Some((value, token.origin)))
    }

    /// Returns the headers of the command line.
    pub(super) fn headers(&self) -> Result<Vec<(HeaderName, HeaderValue)>, ConfigError> {
        self.sources.options.header.iter().map(|text| header(text)).collect()
    }

    /// Returns the server's URL as it was written.
    pub(super) fn server_url(&self) -> Result<Url, ConfigError> {
        Ok(self.url(SERVER, DEFAULT_SERVER)?.0)
    }

    /// Returns the base URL for a provider, and where it came from.
    pub(super) fn base_url(&self, provider: Provider) -> Result<(Url, Origin), ConfigError> {
        let (base, _) = settings_of(provider);
        self.url(base, provider.default_base_url())
    }

    /// Returns how the model is reached, and what the person must agree to first, if anything.
    ///
    /// # Errors
    /// Fails if a value is invalid, or the provider's own API is used without a key.
    pub fn model(&self) -> Result<(ModelSettings, Option<Consent>), ConfigError> {
        let provider = self.provider()?;
        let (base, key) = settings_of(provider);
        let (base_url, origin) = self.base_url(provider)?;
        let key_found = self.find(key);
        let consent = key_found
            .as_ref()
            .and_then(|found| needs_consent((base, origin, &base_url), (key, found.origin)));
        let own = Url::parse(provider.default_base_url())
            .is_ok_and(|own| http::same_origin(&own, &base_url));
        if own && key_found.is_none() {
            return Err(ConfigError::MissingKey { provider });
        }
        let settings = ModelSettings {
            provider,
            base_url,
            name: self.find(MODEL).map_or_else(|| DEFAULT_MODEL.to_owned(), |found| found.value),
            key: key_found.map(|found| SecretString::from(found.value)),
            idle_timeout: self.model_timeout()?,
            generation: Generation {
                max_tokens: self.max_tokens()?,
                temperature: self.temperature()?,
                reasoning_effort: self.reasoning_effort()?,
            },
            context_window: self.context_window()?,
        };
        Ok((settings, consent))
    }

    pub(super) fn tool_timeout(&self) -> Result<Duration, ConfigError> {
        self.seconds(TOOL_TIMEOUT, DEFAULT_TOOL_TIMEOUT)
    }

    pub(super) fn model_timeout(&self) -> Result<Duration, ConfigError> {
        self.seconds(MODEL_TIMEOUT, DEFAULT_MODEL_TIMEOUT)
    }

    pub(super) fn context_window(&self) -> Result<Option<u64>, ConfigError> {
        self.parsed(CONTEXT_WINDOW, Expected::Tokens, |tokens| *tokens > 0)
    }

    pub(super) fn max_tokens(&self) -> Result<Option<u32>, ConfigError> {
        self.parsed(MAX_TOKENS, Expected::Tokens, |tokens| *tokens > 0)
    }

    pub(super) fn temperature(&self) -> Result<Option<f64>, ConfigError> {
        self.parsed(TEMPERATURE, Expected::Temperature, |t| (0.0..=2.0).contains(t))
    }

    pub(super) fn reasoning_effort(&self) -> Result<Option<ReasoningEffort>, ConfigError> {
        let Some(found) = self.find(REASONING_EFFORT) else { return Ok(None) };
        let wanted = found.value.to_ascii_lowercase();
        let known = ReasoningEffort::ALL.into_iter().find(|effort| effort.name() == wanted);
        let words = "none, minimal, low, medium, high, xhigh, max";
        match known {
            Some(effort) => Ok(Some(effort)),
            None => Err(invalid(REASONING_EFFORT, found, Expected::OneOf(words))),
        }
    }

    /// Returns which tools may run.
    ///
    /// # Errors
    /// Fails if a value is invalid.
    pub fn approval(&self) -> Result<ApprovalSettings, ConfigError> {
        let mode = match self.find(APPROVAL) {
            None => Approval::Ask,
            Some(found) => match found.value.to_ascii_lowercase().as_str() {
                "ask" => Approval::Ask,
                "auto" => Approval::Auto,
                "read-only" => Approval::ReadOnly,
                _ => return Err(invalid(APPROVAL, found, Expected::OneOf("ask, auto, read-only"))),
            },
        };
        Ok(ApprovalSettings { mode, allow: self.words(ALLOW), deny: self.words(DENY) })
    }

    /// Returns how a turn runs.
    ///
    /// # Errors
    /// Fails if a value is invalid.
    pub fn turn(&self) -> Result<TurnSettings, ConfigError> {
        Ok(TurnSettings {
            max_steps: self.max_steps()?,
            max_cost: self.max_cost()?,
            thinking: self.thinking()?,
            early_calls: self.early_calls()?,
        })
    }

    pub(super) fn max_steps(&self) -> Result<u32, ConfigError> {
        let steps = self.parsed(MAX_STEPS, Expected::Steps, |steps| (1..=1000).contains(steps))?;
        Ok(steps.unwrap_or(DEFAULT_MAX_STEPS))
    }

    pub(super) fn max_cost(&self) -> Result<Option<f64>, ConfigError> {
        self.parsed(MAX_COST, Expected::Dollars, |cost: &f64| *cost > 0.0 && cost.is_finite())
    }

    pub(super) fn thinking(&self) -> Result<bool, ConfigError> {
        self.switch(THINKING, false)
    }

    pub(super) fn early_calls(&self) -> Result<bool, ConfigError> {
        self.switch(EARLY_CALLS, true)
    }

    /// Returns what a server may take of the model in a session.
    ///
    /// # Errors
    /// Fails if a value is invalid.
    pub fn sampling(&self) -> Result<SamplingSettings, ConfigError> {
        Ok(SamplingSettings {
            requests: self.sampling_requests()?,
            tokens: self.sampling_tokens()?,
        })
    }

    pub(super) fn sampling_requests(&self) -> Result<u32, ConfigError> {
        let requests = self.parsed(SAMPLING_REQUESTS, Expected::Count, |_| true)?;
        Ok(requests.unwrap_or(DEFAULT_SAMPLING.requests))
    }

    pub(super) fn sampling_tokens(&self) -> Result<u64, ConfigError> {
        let tokens = self.parsed(SAMPLING_TOKENS, Expected::Count, |_| true)?;
        Ok(tokens.unwrap_or(DEFAULT_SAMPLING.tokens))
    }

    /// Returns whose keys edit a line.
    ///
    /// # Errors
    /// Fails if the value is invalid.
    pub fn edit_mode(&self) -> Result<EditMode, ConfigError> {
        let Some(found) = self.find(EDIT_MODE) else { return Ok(EditMode::default()) };
        match found.value.to_ascii_lowercase().as_str() {
            "emacs" => Ok(EditMode::Emacs),
            "vi" => Ok(EditMode::Vi),
            _ => Err(invalid(EDIT_MODE, found, Expected::OneOf("emacs, vi"))),
        }
    }

    /// Whether any layer holds a key for the chosen provider: the demo then uses the real model.
    ///
    /// # Errors
    /// Fails if the provider's name is invalid.
    pub fn has_model(&self) -> Result<bool, ConfigError> {
        let (base, key) = settings_of(self.provider()?);
        Ok(self.find(key).is_some() || self.find(base).is_some())
    }

    pub(super) fn provider(&self) -> Result<Provider, ConfigError> {
        let Some(found) = self.find(PROVIDER) else { return Ok(Provider::OpenAi) };
        match found.value.to_ascii_lowercase().as_str() {
            "openai" => Ok(Provider::OpenAi),
            "openrouter" => Ok(Provider::OpenRouter),
            _ => Err(invalid(PROVIDER, found, Expected::OneOf("openai, openrouter"))),
        }
    }

    fn url(&self, setting: Setting, default: &str) -> Result<(Url, Origin), ConfigError> {
        let found = self.find(setting).unwrap_or_else(|| Found {
            value: default.to_owned(),
            origin: Origin::Default,
            line: None,
        });
        match Url::parse(&found.value) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => {
                Ok((url, found.origin))
            }
            Ok(_) | Err(_) => {
                // What is no URL may still hold a password.
                let found = Found { value: without_secrets(&found.value), ..found };
                Err(invalid(setting, found, Expected::Url))
            }
        }
    }

    /// Reads a setting that is on or off.
    fn switch(&self, setting: Setting, default: bool) -> Result<bool, ConfigError> {
        let Some(found) = self.find(setting) else { return Ok(default) };
        match found.value.to_ascii_lowercase().as_str() {
            "on" | "true" | "1" | "yes" => Ok(true),
            "off" | "false" | "0" | "no" => Ok(false),
            _ => Err(invalid(setting, found, Expected::OneOf("on, off"))),
        }
    }

    /// Reads a number that `valid` accepts.
    fn parsed<T: std::str::FromStr>(
        &self,
        setting: Setting,
        expected: Expected,
        valid: impl FnOnce(&T) -> bool,
    ) -> Result<Option<T>, ConfigError> {
        let Some(found) = self.find(setting) else { return Ok(None) };
        match found.value.parse().ok().filter(valid) {
            Some(value) => Ok(Some(value)),
            None => Err(invalid(setting, found, expected)),
        }
    }

    fn seconds(&self, setting: Setting, default: Duration) -> Result<Duration, ConfigError> {
        let Some(found) = self.find(setting) else { return Ok(default) };
        match found.value.parse::<f64>() {
            Ok(seconds) if seconds > 0.0 && seconds <= LONGEST_SECONDS => {
                Ok(Duration::from_secs_f64(seconds))
            }
            Ok(_) | Err(_) => Err(invalid(setting, found, Expected::Seconds)),
        }
    }
}

/// Returns the settings of a provider's base URL and key.
fn settings_of(provider: Provider) -> (Setting, Setting) {
    match provider {
        Provider::OpenAi => (OPENAI_BASE, OPENAI_KEY),
        Provider::OpenRouter => (OPENROUTER_BASE, OPENROUTER_KEY),
    }
}

/// Invariant 7: a URL from `.env` gets only a key that stands in the same `.env` or was typed.
fn needs_consent(
    (url_setting, url_origin, url): (Setting, Origin, &Url),
    (key_setting, key_origin): (Setting, Origin),
) -> Option<Consent> {
    let foreign_key = matches!(key_origin, Origin::Environment | Origin::File);
    (url_origin == Origin::DotEnv && foreign_key).then(|| Consent {
        url_setting: url_setting.variable,
        url: http::shown(url),
        key_setting: key_setting.variable,
        key_origin,
    })
}

/// Parses `Name: value`; the value is marked as secret, because a header often is one.
fn header(text: &str) -> Result<(HeaderName, HeaderValue), ConfigError> {
    let parsed = text.split_once(':').and_then(|(name, value)| {
        let name = HeaderName::from_bytes(name.trim().as_bytes()).ok()?;
        let mut value = HeaderValue::from_str(value.trim()).ok()?;
        value.set_sensitive(true);
        Some((name, value))
    });
    parsed.ok_or_else(|| ConfigError::Invalid {
        setting: "--header".to_owned(),
        value: Untrusted::default(),
        origin: Origin::Flag,
        line: None,
        expected: Expected::Header,
    })
}

fn invalid(setting: Setting, found: Found, expected: Expected) -> ConfigError {
    ConfigError::Invalid {
        setting: setting.written(found.origin),
        value: found.value.into(),
        origin: found.origin,
        line: found.line,
        expected,
    }
}

fn secret_invalid(setting: Setting, found: &Found, expected: Expected) -> ConfigError {
    ConfigError::Invalid {
        setting: setting.written(found.origin),
        value: Untrusted::default(),
        origin: found.origin,
        line: found.line,
        expected,
    }
}

#[cfg(test)]
mod tests;
