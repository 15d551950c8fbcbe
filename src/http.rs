//! The one HTTP client: TLS roots, limits and the redirect rule for every request.
//!
//! A leaf. Redirects are followed within the origin alone, so a key or a token never travels to
//! another one; a redirect that leads elsewhere comes back as the 3xx response it is.

use std::time::Duration;

use reqwest::redirect::{Attempt, Policy};
use url::Url;

/// How long a connection may take to open.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Redirects followed within one request.
const MAX_REDIRECTS: usize = 5;

/// Builds the client that all parts of the program share.
///
/// # Errors
/// Fails if the TLS backend cannot start.
pub fn client() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .user_agent(concat!("mcp-chat/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT_TIMEOUT)
        .tcp_keepalive(Duration::from_secs(30))
        .tcp_nodelay(true)
        .redirect(Policy::custom(within_origin))
        .build()
}

/// Follows a redirect only to the origin it came from.
fn within_origin(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let same = attempt.previous().last().is_some_and(|from| same_origin(from, attempt.url()));
    if same && attempt.previous().len() <= MAX_REDIRECTS { attempt.follow() } else { attempt.stop() }
}

/// Whether two URLs share scheme, host and port (default ports spelt out or not).
pub fn same_origin(a: &Url, b: &Url) -> bool {
    a.origin().is_tuple() && a.origin() == b.origin()
}

/// Returns the URL as it may be shown: without credentials, query and fragment.
pub fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // Fails only for URLs that cannot have credentials.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_query(None);
    url.set_fragment(None);
    url.into()
}

#[cfg(test)]
mod tests {
    use super::same_origin;
    use url::Url;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("a URL")
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let base = url("http://host/sse");
        for same in ["http://host:80/x", "http://HOST/y?z=1", "http://user@host/"] {
            assert!(same_origin(&base, &url(same)), "{same}");
        }
        for other in ["https://host/", "http://host:81/", "http://host.evil/", "file:///sse"] {
            assert!(!same_origin(&base, &url(other)), "{other}");
        }
    }
}
