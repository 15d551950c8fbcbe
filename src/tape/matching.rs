//! Which recorded exchange answers a request. Pure.
//!
//! The same request is answered first. Some of what is sent is made up anew each time, such as the
//! name of a conversation or of the file that keeps a long result; so a request of the same shape
//! is the next best, and anything else is no answer at all.

use serde_json::Value;

use super::format::Request;

/// Texts under these names must be the same: they say what is asked.
const TELLING: [&str; 5] = ["method", "role", "name", "model", "type"];

/// Returns the place of the first request that `asked` repeats, among those that nobody asked yet.
pub(super) fn find<'a, K>(
    open: impl Iterator<Item = (K, &'a Request)> + Clone,
    asked: &Request,
) -> Option<K> {
    let mut at_same = open.filter(|(_, one)| one.method == asked.method && one.url == asked.url);
    let body = serde_json::from_str::<Value>(&asked.body).ok();
    if let Some((place, _)) = at_same.clone().find(|(_, one)| one.body == asked.body) {
        return Some(place);
    }
    let alike = |one: &Request| {
        let (Some(body), Ok(other)) = (&body, serde_json::from_str::<Value>(&one.body)) else {
            return false;
        };
        same_shape(body, &other, "")
    };
    at_same.find(|(_, one)| alike(one)).map(|(place, _)| place)
}

/// Whether two values differ in texts alone, and in none that says what is asked.
fn same_shape(a: &Value, b: &Value, name: &str) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a == b || !TELLING.contains(&name),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_shape(a, b, name))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| same_shape(a, b, name)))
        }
        (a, b) => a == b,
    }
}

/// Returns what a request is, in a few words: where it goes, and what JSON-RPC calls it.
pub(super) fn describe(request: &Request) -> String {
    let body = serde_json::from_str::<Value>(&request.body).ok();
    let method = body.as_ref().and_then(|body| body.get("method")).and_then(Value::as_str);
    let method = method.map(|method| format!(" ({method})")).unwrap_or_default();
    format!("{} {}{method}", request.method, request.url)
}
