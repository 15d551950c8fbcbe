//! What can be wrong with the configuration, and how it is told.

use std::path::PathBuf;

use super::{Origin, Provider};
use crate::error::{Exit, Explain, Problem};
use crate::text::Lang;
use crate::untrusted::Untrusted;

/// A configuration that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// A file of settings cannot be read or parsed.
    #[error("{} cannot be used: {fault:?}", path.display())]
    File {
        /// The `.env` or `config.toml`.
        path: PathBuf,
        /// What is wrong with it; never a line's content, which may be a key.
        fault: FileFault,
    },
    /// The config file has a key that does not exist.
    #[error("unknown key {key:?} in {}", path.display())]
    UnknownKey {
        /// The config file.
        path: PathBuf,
        /// The key's line, counted from 1.
        line: usize,
        /// The key as written.
        key: Untrusted,
        /// The nearest key that exists.
        nearest: &'static str,
    },
    /// A value that its setting does not take.
    #[error("{setting} has an invalid value")]
    Invalid {
        /// The setting as written in its layer.
        setting: String,
        /// The value; empty for a secret.
        value: Untrusted,
        /// The layer it came from.
        origin: Origin,
        /// Its line, where that is known.
        line: Option<usize>,
        /// What would be valid.
        expected: Expected,
    },
    /// The provider's own API needs a key and there is none.
    #[error("{} is not set", provider.key_variable())]
    MissingKey {
        /// Whose key is missing.
        provider: Provider,
    },
    /// A URL from the working directory's `.env` would be given a key from elsewhere.
    #[error("{} from .env would receive {}", consent.url_setting, consent.key_setting)]
    NeedsConsent {
        /// What the person would have to agree to.
        consent: Consent,
    },
    /// Neither the home nor the XDG folders can be found.
    #[error("no home directory")]
    NoHome,
}

/// What is wrong with a file of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// It is not text in UTF-8.
    NotText,
    /// Its permissions forbid to read it.
    NotAllowed,
    /// It is a folder.
    Folder,
    /// The system cannot read it, for a reason in the system's words.
    Unreadable(String),
    /// It does not follow the rules of its format.
    Syntax {
        /// Where, counted from 1.
        line: Option<usize>,
        /// What was found or missed.
        fault: SyntaxFault,
    },
    /// A value is of a kind that no setting has, or that this one does not take.
    Kind {
        /// Where, counted from 1.
        line: usize,
        /// The setting.
        key: &'static str,
        /// Whether it takes a list of texts.
        is_list: bool,
    },
}

/// A rule of the format that was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxFault {
    /// `.env`: a line that is no assignment.
    Assignment,
    /// A key that stands twice.
    Duplicate,
    /// A text without quotes.
    Unquoted,
    /// A key without a value.
    NoValue,
    /// A text, list or heading that does not end.
    Unclosed,
    /// Any other rule of TOML.
    Toml,
}

impl SyntaxFault {
    /// Tells the commonest faults apart by the parser's message.
    pub(super) fn of_toml(message: &str) -> Self {
        let of = |(part, fault): (&str, Self)| message.contains(part).then_some(fault);
        [
            ("duplicate key", Self::Duplicate),
            ("must be quoted", Self::Unquoted),
            ("with no value", Self::NoValue),
            ("missing value", Self::NoValue),
            ("unclosed", Self::Unclosed),
            ("invalid literal string", Self::Unclosed),
            ("invalid basic string", Self::Unclosed),
        ]
        .into_iter()
        .find_map(of)
        .unwrap_or(Self::Toml)
    }

    fn describe(self, lang: Lang) -> String {
        match self {
            Self::Assignment => lang.syntax_assignment(),
            Self::Duplicate => lang.syntax_duplicate(),
            Self::Unquoted => lang.syntax_unquoted(),
            Self::NoValue => lang.syntax_no_value(),
            Self::Unclosed => lang.syntax_unclosed(),
            Self::Toml => lang.syntax_toml(),
        }
    }
}

impl FileFault {
    fn describe(&self, lang: Lang) -> String {
        match self {
            Self::NotText => lang.config_file_not_text(),
            Self::NotAllowed => lang.config_file_not_allowed(),
            Self::Folder => lang.config_file_folder(),
            Self::Unreadable(reason) => Untrusted::from(reason.as_str()).line(300),
            Self::Syntax { line: Some(line), fault } => {
                lang.config_line(line, fault.describe(lang))
            }
            Self::Syntax { line: None, fault } => fault.describe(lang),
            Self::Kind { line, key, is_list: true } => {
                lang.config_line(line, lang.config_kind_list(key))
            }
            Self::Kind { line, key, is_list: false } => {
                lang.config_line(line, lang.config_kind_plain(key))
            }
        }
    }
}

/// A secret that would go to a URL which the working directory chose (invariant 7).
///
/// A cloned repository can carry a `.env`; its URL must not collect a key that its author was
/// never given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The variable in `.env` that holds the URL.
    pub url_setting: &'static str,
    /// The URL without credentials and query.
    pub url: String,
    /// The setting that holds the secret.
    pub key_setting: &'static str,
    /// Where the secret comes from.
    pub key_origin: Origin,
}

/// What a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// An absolute http or https URL.
    Url,
    /// One of these words.
    OneOf(&'static str),
    /// A number of seconds above zero.
    Seconds,
    /// A whole number from 1 to 1000.
    Steps,
    /// A whole number of tokens above zero.
    Tokens,
    /// A whole number, 0 or more.
    Count,
    /// A number from 0 to 2.
    Temperature,
    /// A number of US dollars above zero.
    Dollars,
    /// `Name: value`.
    Header,
    /// UTF-8 text.
    Text,
}

impl Expected {
    fn describe(self, lang: Lang) -> String {
        match self {
            Self::Url => lang.expected_url(),
            Self::OneOf(words) => lang.expected_one_of(words),
            Self::Seconds => lang.expected_seconds(),
            Self::Steps => lang.expected_steps(),
            Self::Tokens => lang.expected_tokens(),
            Self::Count => lang.expected_count(),
            Self::Temperature => lang.expected_temperature(),
            Self::Dollars => lang.expected_dollars(),
            Self::Header => lang.expected_header(),
            Self::Text => lang.expected_text(),
        }
    }
}

impl Explain for ConfigError {
    fn explain(&self, lang: Lang) -> Problem {
        let (what, cause, advice) = match self {
            Self::File { path, fault } => (
                lang.config_file_unusable(path.display()),
                fault.describe(lang),
                lang.config_file_advice(),
            ),
            Self::UnknownKey { path, line, key, nearest } => (
                lang.config_file_unusable(path.display()),
                lang.config_line(line, lang.config_unknown_key(key.line(60))),
                lang.config_nearest_key(nearest),
            ),
            Self::Invalid { setting, value, origin, line, expected } => (
                lang.config_invalid(setting, origin.with_line(*line, lang)),
                lang.config_invalid_value(value.line(80)),
                expected.describe(lang),
            ),
            Self::MissingKey { provider } => (
                lang.config_missing_key(provider.key_variable()),
                lang.config_missing_key_cause(provider.name()),
                lang.config_missing_key_advice(
                    provider.key_variable(),
                    provider.base_url_variable(),
                ),
            ),
            Self::NeedsConsent { consent } => (
                lang.config_consent(consent.key_setting, &consent.url),
                lang.config_consent_cause(
                    consent.url_setting,
                    consent.key_setting,
                    consent.key_origin.describe(lang),
                ),
                lang.config_consent_advice(consent.url_setting, consent.key_setting),
            ),
            Self::NoHome => {
                (lang.config_no_home(), lang.config_no_home_cause(), lang.config_no_home_advice())
            }
        };
        Problem { exit: Exit::Config, what, cause, advice }
    }
}
