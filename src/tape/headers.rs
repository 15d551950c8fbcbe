//! Which headers a recording holds, and with which values.

use reqwest::header::HeaderMap;

/// Stands for a value that is a secret.
const HIDDEN: &str = "…";
/// Headers of a response that something depends on; the rest says more than a report should.
const TELLING: [&str; 7] = [
    "content-type",
    "location",
    "retry-after",
    "retry-after-ms",
    "x-generation-id",
    "x-request-id",
    "x-should-retry",
];
/// The same, of those that limits are told in.
const LIMITS: &str = "x-ratelimit-";
/// A request's header with one of these in its name is a secret, whoever set it.
const SECRET: [&str; 6] = ["authorization", "cookie", "key", "password", "secret", "token"];

/// Returns the headers of a response that a recording holds.
pub fn telling_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let telling = headers
        .iter()
        .filter(|(name, _)| TELLING.contains(&name.as_str()) || name.as_str().starts_with(LIMITS));
    telling
        .map(|(name, value)| {
            (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect()
}

/// Returns the headers of a request, without the values of those that are secret: what is marked
/// so, as all that a person names by `--header` is, and what its name gives away.
pub fn told_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let told = headers.iter().map(|(name, value)| {
        let secret = value.is_sensitive() || SECRET.iter().any(|word| name.as_str().contains(word));
        let value = if secret {
            HIDDEN.to_owned()
        } else {
            String::from_utf8_lossy(value.as_bytes()).into_owned()
        };
        (name.to_string(), value)
    });
    told.collect()
}
