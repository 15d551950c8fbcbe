//! Why an exchange failed below HTTP, in words a person can use.
//!
//! reqwest hides the cause deep in a chain of errors whose texts are English and long; what
//! matters for advice is which of a few kinds it is.

use std::error::Error;
use std::io::ErrorKind;

use crate::text::Lang;
use crate::untrusted::Untrusted;

/// A failure of the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing listens at that address.
    Refused,
    /// The host's name has no address.
    Dns,
    /// The connection did not open in time.
    Timeout,
    /// The other side closed the connection.
    Reset,
    /// TLS failed, most often a certificate.
    Tls(Untrusted),
    /// Anything else, in the library's words.
    Other(Untrusted),
}

impl Fault {
    /// Finds the kind of a reqwest error. The error's URL, which may hold a token, is left out.
    pub fn of(error: &reqwest::Error) -> Self {
        if error.is_timeout() {
            return Self::Timeout;
        }
        let mut deepest = String::new();
        let mut cause: Option<&(dyn Error + 'static)> = error.source();
        while let Some(error) = cause {
            if let Some(kind) =
                error.downcast_ref::<std::io::Error>().and_then(|io| Self::of_io(io.kind()))
            {
                return kind;
            }
            deepest = error.to_string();
            if deepest.starts_with("dns error") {
                return Self::Dns;
            }
            if deepest.contains("certificate") || deepest.contains("TLS") || deepest.contains("tls")
            {
                return Self::Tls(deepest.into());
            }
            if deepest.contains("connection closed") || deepest.contains("unexpected EOF") {
                return Self::Reset;
            }
            cause = error.source();
        }
        if deepest.is_empty() { Self::Other("HTTP".into()) } else { Self::Other(deepest.into()) }
    }

    fn of_io(kind: ErrorKind) -> Option<Self> {
        match kind {
            ErrorKind::ConnectionRefused => Some(Self::Refused),
            ErrorKind::TimedOut => Some(Self::Timeout),
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::NotConnected
            | ErrorKind::UnexpectedEof => Some(Self::Reset),
            _ => None,
        }
    }

    /// Returns the cause in the person's language.
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            Self::Refused => lang.fault_refused(),
            Self::Dns => lang.fault_dns(),
            Self::Timeout => lang.fault_timeout(super::CONNECT_TIMEOUT.as_secs()),
            Self::Reset => lang.fault_reset(),
            Self::Tls(detail) => lang.fault_tls(detail.line(200)),
            Self::Other(detail) => detail.line(200),
        }
    }
}
