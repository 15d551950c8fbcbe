//! Answers of a stateless server (MCP 2026-07-28) that cannot be gone on with, and its codes.

use crate::text::Lang;
use crate::untrusted::Untrusted;

/// Why an answer leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is of a kind that this program does not know.
    ResultType(Untrusted),
    /// It asks for something, and does not say what, or for too much at once.
    Asked,
    /// It asked for something that it cannot have; why, in the words of whoever denied it.
    Denied(Untrusted),
    /// It asked again and again, so many times.
    Rounds(usize),
}

impl Unusable {
    /// Returns the cause.
    pub(super) fn cause(&self, lang: Lang) -> String {
        match self {
            Self::ResultType(kind) => lang.modern_result_type(kind.line(60)),
            Self::Asked => lang.modern_asked(),
            Self::Denied(why) => lang.modern_denied(why.line(200)),
            Self::Rounds(rounds) => lang.modern_rounds(rounds),
        }
    }
}

/// The headers of a request do not match its body (MCP 2026-07-28).
pub(crate) const HEADER_MISMATCH: i64 = -32020;
/// The request needs a capability of the client that it does not have (MCP 2026-07-28).
pub(crate) const MISSING_CAPABILITY: i64 = -32021;
/// The server does not speak the request's version (MCP 2026-07-28).
pub(crate) const UNSUPPORTED_VERSION: i64 = -32022;

/// Returns what to do about an error that only this era knows.
pub(super) fn advice(code: i64, lang: Lang) -> Option<String> {
    match code {
        HEADER_MISMATCH => Some(lang.modern_header_mismatch_advice()),
        MISSING_CAPABILITY => Some(lang.modern_missing_capability_advice()),
        UNSUPPORTED_VERSION => Some(lang.modern_unsupported_version_advice()),
        _ => None,
    }
}
