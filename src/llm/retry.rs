//! Whether a failed request is sent again, and after how long. Pure: clock and chance come in.
//!
//! The rules of the official SDKs (408, 409, 429, 5xx and lost connections, twice at most,
//! `Retry-After`), without their faults: a spent quota is not asked again, the wait that the
//! server names is a floor, and a model that is still being loaded is waited for.

use std::time::{Duration, SystemTime};

use reqwest::header::HeaderMap;

use super::{
    error::{ApiError, Class, ErrorKind},
    error_body::Details,
    rejection::Fix,
};
use crate::http::Fault;

/// Retries of one request.
const MAX_RETRIES: u32 = 2;
/// Retries while the server loads the model, which takes longer than any hiccup: about a minute.
const LOADING_RETRIES: u32 = 10;
/// How long all waits of one request may be together; a longer one is not begun.
const BUDGET: Duration = Duration::from_secs(60);
const FIRST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(8);

/// What happened to a request so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct History {
    /// Fixes made; they do not count as retries.
    pub(super) fixes: usize,
    /// Retries made.
    pub(super) retries: u32,
    /// How long was waited before them.
    pub(super) waited: Duration,
    /// Whether any of the answer has been shown: it must not come twice.
    pub(super) started: bool,
}

/// What is done about a try that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The request is sent again at once, changed as the server wants it.
    Resend(Fix),
    /// The same request is sent again after a wait.
    Retry(Duration),
    /// The failure is told.
    GiveUp,
}

/// Returns how often a request that fails so may be sent again.
pub(super) fn limit(error: &ErrorKind) -> u32 {
    match error {
        ErrorKind::Api(error) if error.class == Class::Loading => LOADING_RETRIES,
        ErrorKind::Api(_)
        | ErrorKind::BadKey
        | ErrorKind::Connect(_)
        | ErrorKind::ConnectTimeout(_)
        | ErrorKind::Idle(_)
        | ErrorKind::Lost(_)
        | ErrorKind::EndedEarly
        | ErrorKind::NotAnApi { .. }
        | ErrorKind::Redirected { .. }
        | ErrorKind::Empty
        | ErrorKind::Malformed(_)
        | ErrorKind::TooLarge(_) => MAX_RETRIES,
    }
}

/// Returns how long to wait before the next try, `None` to give up.
///
/// `chance` is from 0 to 1 and adds up to a quarter to the wait, so that many clients do not
/// come back at once.
pub(super) fn decide(error: &ErrorKind, history: History, chance: f64) -> Option<Duration> {
    if history.started || history.retries >= limit(error) || !may_succeed(error) {
        return None;
    }
    let asked = if let ErrorKind::Api(error) = error { error.retry_after } else { None };
    let backoff = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(history.retries));
    let backoff = backoff.min(LONGEST_WAIT);
    let floor = asked.unwrap_or(backoff);
    let wait = floor + floor.min(Duration::from_secs(1)).mul_f64(0.25 * chance.clamp(0.0, 1.0));
    (history.waited + wait <= BUDGET).then_some(wait)
}

/// Whether another try can succeed.
fn may_succeed(error: &ErrorKind) -> bool {
    match error {
        // A certificate that is refused will be refused again.
        ErrorKind::Connect(Fault::Tls(_)) => false,
        ErrorKind::Connect(_) | ErrorKind::Lost(_) | ErrorKind::EndedEarly => true,
        ErrorKind::Api(error) => api_may_succeed(error),
        // These took their whole limit already, or will be the same again.
        ErrorKind::ConnectTimeout(_)
        | ErrorKind::Idle(_)
        | ErrorKind::BadKey
        | ErrorKind::NotAnApi { .. }
        | ErrorKind::Redirected { .. }
        | ErrorKind::Empty
        | ErrorKind::Malformed(_)
        | ErrorKind::TooLarge(_) => false,
    }
}

fn api_may_succeed(error: &ApiError) -> bool {
    if error.class == Class::Quota {
        return false;
    }
    if let Some(said) = error.retryable {
        return said;
    }
    match error.status {
        Some(status) => matches!(status, 408 | 409 | 429 | 500..),
        // An error in a stream, without a code of that kind.
        None => matches!(error.class, Class::RateLimit | Class::Server | Class::Loading),
    }
}

/// Adds to `details` what the headers say: when to come back, and whether at all.
///
/// `availability.retryable` of the body wins over `x-should-retry`, a header's time over the
/// body's. Of the headers: `retry-after-ms`, then `Retry-After` as seconds or as an HTTP date
/// (a past one says nothing), then OpenRouter's `X-RateLimit-Reset` in milliseconds.
pub(super) fn read_hints(headers: &HeaderMap, details: &mut Details, now: SystemTime) {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let seconds = |text: &str| {
        let seconds = text.trim().parse::<f64>().ok().filter(|seconds| *seconds > 0.0)?;
        Duration::try_from_secs_f64(seconds).ok()
    };
    let until = |time: SystemTime| time.duration_since(now).ok().filter(|wait| !wait.is_zero());
    let milliseconds = header("retry-after-ms").and_then(seconds).map(|wait| wait / 1000);
    let after = || {
        let text = header("retry-after")?;
        seconds(text).or_else(|| until(httpdate::parse_http_date(text).ok()?))
    };
    // Others count in seconds, or give a time span: those lie in the past, or are no number.
    let header_reset = header("x-ratelimit-reset").and_then(|text| text.trim().parse().ok());
    let reset = details.reset_at.or(header_reset).and_then(|at| {
        let time = SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(at))?;
        Some((at, until(time)?))
    });
    details.reset_at = reset.map(|(at, _)| at);
    let reset = reset.map(|(_, wait)| wait);
    details.retry_after = milliseconds.or_else(after).or(details.retry_after).or(reset);
    let should = match header("x-should-retry") {
        Some("true") => Some(true),
        Some("false") => Some(false),
        Some(_) | None => None,
    };
    details.retryable = details.retryable.or(should);
}
