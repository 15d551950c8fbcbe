//! Why a server did not say which models it offers, or what a key is worth.

use std::{sync::Arc, time::Duration};

use crate::{
    error::{Exit, Explain, Problem},
    http::Fault,
    llm::{ApiError, Class, Target},
    text::Lang,
    untrusted::Untrusted,
};

/// A question about models or keys that got no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{asked:?}: {why}")]
pub struct Unlisted {
    /// What was asked for.
    pub asked: Asked,
    /// Why it could not be had.
    pub why: Why,
    /// Whom it was asked of.
    pub target: Arc<Target>,
}

/// What can be asked of a model API without spending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// `GET /models`.
    Models,
    /// `GET /key`, OpenRouter's.
    Key,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Why {
    /// The key cannot be sent as a header.
    #[error("the API key holds characters that no key has")]
    BadKey,
    /// No connection could be opened, or it broke.
    #[error("no connection: {}", .0.describe(Lang::En))]
    Connection(Fault),
    /// The answer was not complete within the limit.
    #[error("not complete within {} s", .0.as_secs_f64())]
    Slow(Duration),
    /// The server has nothing of that kind (404, 405, 501), which does not keep it from chatting.
    #[error("nothing of that kind: {0}")]
    Absent(u16),
    /// The server refuses.
    #[error("{0}")]
    Refused(Box<ApiError>),
    /// A redirect to another origin, where the key must not go.
    #[error("redirected to {}", .0.line(200))]
    Redirected(Untrusted),
    /// A success that holds something else; it begins so.
    #[error("something else: {}", .0.line(200))]
    Other(Untrusted),
    /// The answer is larger than so many bytes.
    #[error("larger than {0} bytes")]
    TooLarge(usize),
}

impl Unlisted {
    /// Whether the key is at fault.
    pub fn is_key(&self) -> bool {
        match &self.why {
            Why::BadKey => true,
            Why::Refused(error) => error.class == Class::Key,
            Why::Connection(_)
            | Why::Slow(_)
            | Why::Absent(_)
            | Why::Redirected(_)
            | Why::Other(_)
            | Why::TooLarge(_) => false,
        }
    }
}

impl Explain for Unlisted {
    fn explain(&self, lang: Lang) -> Problem {
        let url = &self.target.base_url;
        Problem {
            exit: if self.is_key() { Exit::Config } else { Exit::Model },
            what: match self.asked {
                Asked::Models => lang.models_unlisted(url),
                Asked::Key => lang.key_unchecked(url),
            },
            cause: self.cause(lang),
            advice: self.advice(lang),
        }
    }
}

impl Unlisted {
    fn cause(&self, lang: Lang) -> String {
        match &self.why {
            Why::BadKey => lang.model_bad_key(self.target.provider.key_variable()),
            Why::Connection(fault) => fault.describe(lang),
            Why::Slow(limit) => lang.models_slow(limit.as_secs_f64()),
            Why::Absent(status) => lang.models_none_there(status),
            Why::Refused(error) => format!("{}{}", error.message.line(400), error.origin()),
            Why::Redirected(to) => lang.model_redirected(to.line(200)),
            Why::Other(extract) if extract.raw().is_empty() => {
                lang.models_not_a_list(lang.model_no_content())
            }
            Why::Other(extract) => lang.models_not_a_list(extract.line(200)),
            Why::TooLarge(limit) => lang.model_too_large(limit / (1024 * 1024)),
        }
    }

    fn advice(&self, lang: Lang) -> String {
        let Target { provider, has_key, .. } = *self.target;
        match &self.why {
            Why::BadKey => lang.model_advice_copy_key(provider.key_variable()),
            Why::Refused(error) if error.class == Class::Key && !has_key => {
                lang.model_advice_no_key(provider.key_variable())
            }
            Why::Refused(error) if error.class == Class::Key => {
                lang.model_advice_key(provider.key_variable())
            }
            Why::Refused(_) => lang.models_advice_refused(),
            Why::Connection(_) => lang.model_advice_network(provider.base_url_variable()),
            Why::Slow(_) => lang.models_advice_slow(),
            Why::Absent(_) | Why::TooLarge(_) => lang.models_advice_not_needed(),
            Why::Redirected(_) => lang.model_advice_redirected(provider.base_url_variable()),
            Why::Other(_) => lang.model_advice_base_url(provider.base_url_variable()),
        }
    }
}
