//! Which request fields a host accepts.
//!
//! Chosen by the host of the base URL, not by the provider setting: a server that merely speaks
//! the dialect must not get fields that are OpenAI's or OpenRouter's alone.

use reqwest::header::{HeaderName, HeaderValue};
use url::Url;

/// The kind of server behind a base URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// `api.openai.com` and its regional hosts.
    OpenAi,
    /// `openrouter.ai` and its regional hosts.
    OpenRouter,
    /// Ollama, llama.cpp, vLLM, LM Studio, LiteLLM, …
    Other,
}

impl Profile {
    /// Returns the profile of a base URL.
    pub fn of(base_url: &Url) -> Self {
        let host = base_url.host_str().unwrap_or_default();
        let is = |name: &str| {
            host.strip_suffix(name).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'))
        };
        if is("api.openai.com") {
            Self::OpenAi
        } else if is("openrouter.ai") {
            Self::OpenRouter
        } else {
            Self::Other
        }
    }

    /// Whether usage has to be asked for with `stream_options.include_usage`.
    pub fn asks_for_usage(self) -> bool {
        match self {
            Self::OpenAi | Self::Other => true,
            // Always sent there; the option is a deprecated no-op.
            Self::OpenRouter => false,
        }
    }

    /// Whether a request with tools must be routed to a backend that knows tools.
    pub fn requires_parameters(self) -> bool {
        match self {
            Self::OpenAi | Self::Other => false,
            Self::OpenRouter => true,
        }
    }

    /// Returns the headers that tell the host which program is calling.
    pub fn attribution(self) -> &'static [(HeaderName, HeaderValue)] {
        static OPENROUTER: [(HeaderName, HeaderValue); 2] = [
            (
                HeaderName::from_static("http-referer"),
                HeaderValue::from_static("https://crates.io/crates/mcp-chat"),
            ),
            (HeaderName::from_static("x-openrouter-title"), HeaderValue::from_static("mcp-chat")),
        ];
        match self {
            Self::OpenAi | Self::Other => &[],
            Self::OpenRouter => &OPENROUTER,
        }
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::Profile;

    #[test]
    fn the_host_decides() {
        let table = [
            ("https://api.openai.com/v1", Profile::OpenAi),
            ("https://eu.api.openai.com/v1", Profile::OpenAi),
            ("https://openrouter.ai/api/v1", Profile::OpenRouter),
            ("https://eu.openrouter.ai/api/v1", Profile::OpenRouter),
            ("https://notopenrouter.ai/api/v1", Profile::Other),
            ("https://api.openai.com.evil.example/v1", Profile::Other),
            ("http://localhost:11434/v1", Profile::Other),
            ("http://127.0.0.1:8080/v1", Profile::Other),
        ];
        for (url, profile) in table {
            assert_eq!(Profile::of(&Url::parse(url).expect("a URL")), profile, "{url}");
        }
    }
}
