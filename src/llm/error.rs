//! What can go wrong with the model API.

use std::{sync::Arc, time::Duration};

use super::{error_body::Details, overflow::Overflow};
use crate::{config::Provider, http::Fault, text::Lang, untrusted::Untrusted};

/// A request that failed, and to whom it was sent.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{kind}")]
pub struct Error {
    /// What failed.
    pub kind: ErrorKind,
    /// Whom it was sent to.
    pub target: Arc<Target>,
}

impl Error {
    /// Whether the conversation was too long for the model.
    pub fn is_overflow(&self) -> bool {
        matches!(&self.kind, ErrorKind::Api(error) if error.class == Class::Context)
    }

    /// Returns the model's context window in tokens, where an error of that kind tells it.
    pub fn window(&self) -> Option<u64> {
        match &self.kind {
            ErrorKind::Api(error) if error.class == Class::Context => error.overflow.window,
            _ => None,
        }
    }
}

#[cfg(test)]
impl Error {
    /// What a server says of a request that is longer than `window` tokens, for tests.
    pub fn too_long(window: u64) -> Self {
        let message = format!("This model's maximum context length is {window} tokens.");
        let body = serde_json::json!({ "error": { "message": message } }).to_string();
        let error = ApiError::new(Some(400), Details::from_body(&body), None);
        let target = Target {
            provider: Provider::OpenAi,
            base_url: String::new(),
            model: String::new(),
            has_key: false,
        };
        Self { kind: ErrorKind::Api(Box::new(error)), target: Arc::new(target) }
    }
}

/// Whom requests are sent to, as far as messages name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Whose API and key.
    pub provider: Provider,
    /// The base URL without credentials and query.
    pub base_url: String,
    /// The model's name.
    pub model: String,
    /// Whether a key is sent.
    pub has_key: bool,
}

/// What failed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ErrorKind {
    /// The key cannot be sent as a header.
    #[error("the API key holds characters that no key has")]
    BadKey,
    /// No connection could be opened.
    #[error("no connection: {}", .0.describe(Lang::En))]
    Connect(Fault),
    /// Opening a connection took too long.
    #[error("no connection within {} s", .0.as_secs_f64())]
    ConnectTimeout(Duration),
    /// No byte arrived within the limit.
    #[error("no data for {} s", .0.as_secs_f64())]
    Idle(Duration),
    /// The connection broke.
    #[error("the connection broke: {}", .0.describe(Lang::En))]
    Lost(Fault),
    /// The server reports an error: by its status, in the body, or in the middle of a stream.
    #[error("{0}")]
    Api(Box<ApiError>),
    /// The stream ended before the answer did.
    #[error("the stream ended early")]
    EndedEarly,
    /// A success that holds no answer in any form: a web page, an empty body, other JSON.
    #[error("not a model API: {status} ({}) {}", .content_type.line(60), .extract.line(200))]
    NotAnApi {
        /// The HTTP status.
        status: u16,
        /// Its content type, empty if it has none.
        content_type: Untrusted,
        /// The readable beginning of the body.
        extract: Untrusted,
    },
    /// A redirect to another origin, where the key must not go.
    #[error("redirected to {}", .to.line(200))]
    Redirected {
        /// The HTTP status.
        status: u16,
        /// Where to.
        to: Untrusted,
    },
    /// A complete answer without text, refusal and calls.
    #[error("the model returned nothing")]
    Empty,
    /// An event that is no JSON.
    #[error("the stream holds an event that is not JSON: {}", .0.line(200))]
    Malformed(Untrusted),
    /// An event or a body above the limit.
    #[error("the answer is larger than {0} bytes")]
    TooLarge(usize),
}

/// An error that the server reports.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{}", .message.line(300), self.origin())]
pub struct ApiError {
    /// What it means.
    pub class: Class,
    /// The HTTP status, or the code of that kind which came in a stream.
    pub status: Option<u16>,
    /// The server's message.
    pub message: Untrusted,
    /// The error's `code` or `type`, as far as they are no status.
    pub code: Option<Untrusted>,
    /// The request field at fault.
    pub param: Option<Untrusted>,
    /// The provider behind OpenRouter that failed.
    pub provider: Option<Untrusted>,
    /// The server's id of the request.
    pub request_id: Option<Untrusted>,
    /// Models that can stand in.
    pub fallback_models: Vec<Untrusted>,
    /// When it can be tried again.
    pub retry_after: Option<Duration>,
    /// When the limit that was reached begins anew, in milliseconds since the epoch.
    pub resets_at: Option<u64>,
    /// Whether the server says that another try can succeed.
    pub retryable: Option<bool>,
    /// For [`Class::Moderation`]: what was blocked, where the server quotes it.
    pub flagged: Option<Untrusted>,
    /// For [`Class::Context`]: how large the window is and what was asked, where the server says.
    pub overflow: Overflow,
    /// For [`Class::Model`]: the names that the server offers and that are most like it.
    pub nearest: Vec<Untrusted>,
}

/// What a reported error means to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The key is missing, wrong or not allowed.
    Key,
    /// The account has no credit or quota left.
    Quota,
    /// Too many requests or tokens for now.
    RateLimit,
    /// There is no such model, or not for this account.
    Model,
    /// The conversation is too long for the model.
    Context,
    /// The request was blocked for what it says.
    Moderation,
    /// The account or place may not do this.
    Forbidden,
    /// The base URL leads to something else.
    BaseUrl,
    /// The model cannot use tools.
    NoTools,
    /// The server could let the model use tools, but was started without.
    ToolsDisabled,
    /// The model, or its use of tools, is not to be had through this API (OpenAI's Responses).
    OtherApi,
    /// The server still loads the model.
    Loading,
    /// The server failed or is overloaded.
    Server,
    /// The server refuses the request for another reason.
    Rejected,
}

impl ApiError {
    /// Classifies what a server reported.
    pub(super) fn new(status: Option<u16>, details: Details, request_id: Option<String>) -> Self {
        let code_status = details.code.as_deref().and_then(|code| code.parse().ok());
        let status = status.or(code_status.filter(|code| (100..600).contains(code)));
        let class = classify(status, &details);
        let word = |text: Option<String>| text.filter(|text| text.parse::<u64>().is_err());
        let code = word(details.code).or(word(details.kind)).or(word(details.error_type));
        let overflow = match class {
            Class::Context => details.overflow.or(Overflow::in_text(&details.message)),
            Class::Key
            | Class::Quota
            | Class::RateLimit
            | Class::Model
            | Class::Moderation
            | Class::Forbidden
            | Class::BaseUrl
            | Class::NoTools
            | Class::ToolsDisabled
            | Class::OtherApi
            | Class::Loading
            | Class::Server
            | Class::Rejected => Overflow::default(),
        };
        let mut message = details.message;
        if !details.reasons.is_empty() {
            message = format!("{message} ({})", details.reasons.join(", "));
        }
        Self {
            class,
            status,
            message: message.into(),
            code: code.map(Into::into),
            param: details.param.map(Into::into),
            provider: details.provider.map(Into::into),
            request_id: request_id.map(Into::into),
            fallback_models: details.fallback_models.into_iter().map(Into::into).collect(),
            retry_after: details.retry_after,
            resets_at: details.reset_at,
            retryable: details.retryable,
            flagged: details.flagged.map(Into::into),
            overflow,
            nearest: Vec::new(),
        }
    }

    /// Returns where the error comes from, in brackets after a space: status, field, provider,
    /// request id; nothing where nothing is known.
    pub(super) fn origin(&self) -> String {
        let status = self.status.map(|status| format!("HTTP {status}"));
        let word = |text: &Option<Untrusted>| text.as_ref().map(|text| text.line(80));
        let param = word(&self.param).map(|param| format!("param: {param}"));
        let id = word(&self.request_id).map(|id| format!("id: {id}"));
        let parts = [status, word(&self.code), param, word(&self.provider), id];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        if parts.is_empty() { String::new() } else { format!(" [{}]", parts.join(" · ")) }
    }
}

/// Codes and types of an account that is spent: waiting does not help.
const SPENT: [&str; 6] = [
    "insufficient_quota",
    "credit_balance_exhausted",
    "organization_spend_limit_exceeded",
    "project_spend_limit_exceeded",
    "organization_usage_limit_exceeded",
    "billing_not_active",
];

/// How servers word a conversation that is too long.
const OVERFLOW: [&str; 6] = [
    "maximum context length",
    "exceeds the available context size",
    "context window",
    "context length exceeded",
    "prompt is too long",
    "too many tokens",
];

/// How servers word a path that they do not have.
const NO_SUCH_PATH: [&str; 5] =
    ["invalid url", "unexpected endpoint", "file not found", "unknown request url", "no route"];

/// How servers word that they cannot use tools.
const NO_TOOLS: [&str; 3] =
    ["does not support tools", "support tool use", "does not support function"];

/// How servers word that they were started without tools.
const TOOLS_DISABLED: [&str; 2] = ["--enable-auto-tool-choice", "requires --jinja"];

/// How OpenAI words what only its Responses API does.
const OTHER_API: [&str; 3] = [
    "only supported in v1/responses",
    "'reasoning_effort' does not support 'none'",
    "not supported in the v1/chat/completions",
];

/// Reads the meaning from code, type, message and status, in this order of trust.
fn classify(status: Option<u16>, details: &Details) -> Class {
    let names = [&details.code, &details.kind, &details.error_type];
    let named = |wanted: &[&str]| {
        names.iter().any(|name| name.as_deref().is_some_and(|name| wanted.contains(&name)))
    };
    let message = details.message.to_lowercase();
    let says = |wanted: &[&str]| wanted.iter().any(|words| message.contains(words));
    if named(&SPENT) || status == Some(402) {
        return Class::Quota;
    }
    if named(&["context_length_exceeded", "exceed_context_size_error"]) || says(&OVERFLOW) {
        return Class::Context;
    }
    if named(&["invalid_api_key"]) {
        return Class::Key;
    }
    if !details.reasons.is_empty() || named(&["content_policy_violation", "moderation"]) {
        return Class::Moderation;
    }
    if says(&NO_TOOLS) {
        return Class::NoTools;
    }
    if says(&TOOLS_DISABLED) {
        return Class::ToolsDisabled;
    }
    if says(&OTHER_API) {
        return Class::OtherApi;
    }
    if says(&NO_SUCH_PATH) {
        return Class::BaseUrl;
    }
    if named(&["model_not_found"]) || says(&["not a valid model", "no endpoints found"]) {
        return Class::Model;
    }
    if says(&["loading model"]) {
        return Class::Loading;
    }
    match status {
        Some(401) => Class::Key,
        Some(403) => Class::Forbidden,
        Some(404) if details.from_api && message.contains("model") => Class::Model,
        Some(404 | 405) if !details.from_api => Class::BaseUrl,
        Some(413) => Class::Context,
        Some(429) => Class::RateLimit,
        Some(408 | 500..) => Class::Server,
        Some(_) => Class::Rejected,
        None if named(&[
            "rate_limit_exceeded",
            "rate_limit_error",
            "slow_down",
            "tokens",
            "requests",
        ]) =>
        {
            Class::RateLimit
        }
        None if named(&[
            "server_error",
            "overloaded_error",
            "InternalServerError",
            "service_unavailable",
        ]) =>
        {
            Class::Server
        }
        // Without a status the request was accepted, so words alone tell of a failure after that.
        None if names.iter().all(|name| name.is_none()) => Class::Server,
        None => Class::Rejected,
    }
}
