//! The one HTTP client: TLS roots, limits and the redirect rule for every request.
//!
//! Redirects are followed within the origin alone, so a key or a token never travels to
//! another one; a redirect that leads elsewhere comes back as the 3xx response it is.

mod client;
mod fault;
mod taped;

use std::time::Duration;

pub use client::{Client, Unsent};
pub use fault::Fault;
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
pub fn client() -> reqwest::Result<Client> {
    let bare = reqwest::Client::builder()
        .user_agent(concat!("mcp-chat/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT_TIMEOUT)
        .tcp_keepalive(Duration::from_secs(30))
        .tcp_nodelay(true)
        .redirect(Policy::custom(within_origin))
        .build()?;
    Ok(Client::new(bare))
}

/// Follows a redirect only to the origin it came from.
fn within_origin(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let same = attempt.previous().last().is_some_and(|from| same_origin(from, attempt.url()));
    if same && attempt.previous().len() <= MAX_REDIRECTS {
        attempt.follow()
    } else {
        attempt.stop()
    }
}

/// Whether two URLs share scheme, host and port (default ports spelt out or not).
pub fn same_origin(a: &Url, b: &Url) -> bool {
    a.origin().is_tuple() && a.origin() == b.origin()
}

/// Reads at most `limit` bytes of a body that explains a refusal, and gives up after `within`.
///
/// What could not be read is left out: the status already tells that the request failed.
pub async fn short_body(
    mut response: reqwest::Response,
    limit: usize,
    within: Duration,
) -> Vec<u8> {
    let mut body = Vec::new();
    let read = async {
        while let Ok(Some(chunk)) = response.chunk().await {
            let room = limit.saturating_sub(body.len());
            body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if chunk.len() >= room {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(within, read).await;
    body
}

/// Returns a body as text for a person: without the tags of a web page.
pub fn readable(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let text = text.trim();
    if !text.starts_with('<') {
        return text.to_owned();
    }
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        plain.push_str(before);
        plain.push(' ');
        // A style sheet or a script is no text for a person.
        let skip =
            ["style", "script"].into_iter().find(|name| tag.to_ascii_lowercase().starts_with(name));
        let close = skip.map_or(">", |name| if name == "style" { "</style>" } else { "</script>" });
        rest = tag.split_once(close).map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
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
    use super::{readable, same_origin, shown};
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

    #[test]
    fn a_shown_url_holds_no_secret() {
        assert_eq!(shown(&url("https://u:p@host:8443/a/b?token=t#f")), "https://host:8443/a/b");
    }

    #[test]
    fn a_web_page_is_reduced_to_its_words() {
        let page = "<html><head><style>a > b {}</style><title>502</title></head>\n<body><h1>Bad\nGateway</h1></body>";
        assert_eq!(readable(page.as_bytes()), "502 Bad Gateway");
        assert_eq!(readable(b" plain  text "), "plain  text");
        assert_eq!(readable(b"<unclosed"), "");
    }
}
