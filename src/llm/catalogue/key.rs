//! What OpenRouter says of a key: its limit and what is left of it, without spending.

use serde_json::Value;

use super::{
    error::{Asked, Unlisted, Why},
    source::Source,
};
use crate::{
    config::{ModelSettings, Provider},
    http,
    llm::{Details, Profile, error_body::extract},
};

/// A key's account, in US dollars (one of OpenRouter's credits is one).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct KeyInfo {
    /// What the key may spend; `None` is no limit.
    pub limit: Option<f64>,
    /// What is left of the limit.
    pub remaining: Option<f64>,
    /// What it has spent.
    pub used: Option<f64>,
    /// Whether nothing was ever paid for: free models alone, and few requests a day.
    pub free_tier: bool,
}

/// Asks what the key is worth; `None` where the server cannot say. Only OpenRouter can: with
/// others, a list of models that is given for the key is the check.
///
/// Source: `GET /api/v1/key`, openrouter.ai/docs/api/api-reference/api-keys/get-current-key.
///
/// # Errors
/// The key is refused, or the server gave no answer.
pub async fn key_info(
    http: http::Client,
    settings: &ModelSettings,
) -> Result<Option<KeyInfo>, Unlisted> {
    let source = Source::new(http, settings);
    let is_openrouter =
        source.profile == Profile::OpenRouter || settings.provider == Provider::OpenRouter;
    if !is_openrouter || settings.key.is_none() {
        return Ok(None);
    }
    match source.ask(Asked::Key).await {
        Ok(body) => read(&body).map(Some).ok_or_else(|| {
            let extract = extract(&String::from_utf8_lossy(&body));
            source.unlisted(Asked::Key, source.other(extract))
        }),
        // A server between us and OpenRouter need not know the question.
        Err(Unlisted { why: Why::Absent(_), .. }) => Ok(None),
        Err(unlisted) => Err(unlisted),
    }
}

/// Reads an answer; what is missing or odd in it is unknown.
fn read(body: &[u8]) -> Option<KeyInfo> {
    let value: Value = serde_json::from_slice(body).ok()?;
    if Details::in_value(&value).is_some() {
        return None;
    }
    let data = value.get("data")?.as_object()?;
    let amount = |key| data.get(key).and_then(Value::as_f64);
    Some(KeyInfo {
        limit: amount("limit"),
        remaining: amount("limit_remaining"),
        used: amount("usage"),
        free_tier: data.get("is_free_tier").and_then(Value::as_bool).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::{KeyInfo, read};
    use crate::llm::catalogue::tests::fixture;

    #[test]
    fn c02_a_key_is_checked_without_spending() {
        let info = read(&fixture("c02_openrouter_key.json"));
        let expected =
            KeyInfo { limit: Some(5.0), remaining: Some(4.9), used: Some(0.1), free_tier: false };
        assert_eq!(info, Some(expected));
    }

    #[test]
    fn what_is_not_said_is_unknown() {
        let table = [
            ("{\"data\":{}}", Some(KeyInfo::default())),
            (
                "{\"data\":{\"limit\":null,\"usage\":\"x\",\"is_free_tier\":true}}",
                Some(KeyInfo { free_tier: true, ..KeyInfo::default() }),
            ),
            ("{\"data\":[]}", None),
            ("{\"data\":{},\"error\":{\"message\":\"no\"}}", None),
            ("<html>", None),
        ];
        for (body, expected) in table {
            assert_eq!(read(body.as_bytes()), expected, "{body}");
        }
    }
}
