//! Reads `GET /models` in the shapes that servers give it.
//!
//! `{"data":[…]}` of OpenAI, OpenRouter, llama.cpp, vLLM and Ollama; `{"models":[…]}` and a bare
//! array of others. Of an entry, its name is needed; any other field that is missing or odd is
//! unknown. One entry at a time becomes a JSON value, so a large list costs little more than its
//! text.

use std::fmt;

use serde::{
    Deserialize, Deserializer as _,
    de::{IgnoredAny, SeqAccess, Visitor},
};
use serde_json::{Value, value::RawValue};

use super::{Date, Model, Models, Prices, Retirement, model::MAX_MODELS, retirements};
use crate::llm::{Details, Profile, error_body::extract};

/// How large a body may be that is looked at for an error, in bytes.
const MAX_ERROR: usize = 64 * 1024;

/// A body that is no list of models.
#[derive(Debug, PartialEq)]
pub(super) enum Odd {
    /// It reports an error.
    Error(Box<Details>),
    /// It is something else, which begins so.
    Other(String),
}

/// Reads a body. A list of no models is one, too.
pub(super) fn read(body: &[u8], profile: Profile) -> Result<Models, Odd> {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body).trim_ascii();
    let models = if body.starts_with(b"[") { list(body, profile) } else { member(body, profile) };
    models.map(|models| Models::new(models, profile)).ok_or_else(|| {
        let short = &body[..body.len().min(MAX_ERROR)];
        let error = serde_json::from_slice::<Value>(short).ok();
        match error.as_ref().and_then(Details::in_value) {
            Some(details) => Odd::Error(Box::new(details)),
            None => Odd::Other(extract(&String::from_utf8_lossy(short))),
        }
    })
}

/// Reads the list within an object.
fn member(body: &[u8], profile: Profile) -> Option<Vec<Model>> {
    #[derive(Deserialize)]
    struct Root<'a> {
        #[serde(borrow)]
        data: Option<&'a RawValue>,
        #[serde(borrow)]
        models: Option<&'a RawValue>,
    }
    let root: Root<'_> = serde_json::from_slice(body).ok()?;
    // llama.cpp sends both; the first is the one that tells more.
    [root.data, root.models]
        .into_iter()
        .flatten()
        .find_map(|raw| list(raw.get().as_bytes(), profile))
}

fn list(body: &[u8], profile: Profile) -> Option<Vec<Model>> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let models = json.deserialize_seq(Entries(profile)).ok()?;
    json.end().ok()?;
    Some(models)
}

/// Makes models of the entries, each as it is read.
struct Entries(Profile);

impl<'de> Visitor<'de> for Entries {
    type Value = Vec<Model>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of models")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Vec<Model>, A::Error> {
        let mut models = Vec::new();
        while models.len() < MAX_MODELS
            && let Some(entry) = entries.next_element()?
        {
            models.extend(model(&entry, self.0));
        }
        while entries.next_element::<IgnoredAny>()?.is_some() {}
        Ok(models)
    }
}

fn model(entry: &Value, profile: Profile) -> Option<Model> {
    let id = ["id", "name", "model"].iter().find_map(|key| entry.get(key)?.as_str())?;
    Some(Model {
        id: id.into(),
        context: context(entry),
        prices: prices(entry),
        takes_tools: takes_tools(entry),
        retirement: retirement(entry, id, profile),
    })
}

/// OpenRouter's `context_length`; vLLM's `max_model_len`; llama.cpp's `meta`: the window that it
/// runs with, or in its older versions only that of the training.
fn context(entry: &Value) -> Option<u64> {
    let tokens = |pointer| {
        let value = entry.pointer(pointer)?;
        value.as_u64().filter(|tokens| *tokens > 0)
    };
    ["/context_length", "/max_model_len", "/meta/n_ctx", "/meta/n_ctx_train"]
        .into_iter()
        .find_map(tokens)
}

/// OpenRouter's decimal strings, US dollars for one token. A number has no documented unit, and a
/// negative price means that it depends (OpenRouter's own router), so both are unknown.
fn prices(entry: &Value) -> Prices {
    let price = |pointer| {
        let text = entry.pointer(pointer)?.as_str()?.trim();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return None;
        }
        // The decimal point moves in the text: a product would not be the price that was stated.
        format!("{text}e6").parse::<f64>().ok().filter(|price| price.is_finite())
    };
    Prices { input: price("/pricing/prompt"), output: price("/pricing/completion") }
}

/// OpenRouter's `supported_parameters`, where they are told.
fn takes_tools(entry: &Value) -> Option<bool> {
    let parameters = entry.get("supported_parameters")?.as_array()?;
    (!parameters.is_empty()).then(|| parameters.iter().any(|parameter| parameter == "tools"))
}

/// OpenAI's `shutdown_date` or OpenRouter's `expiration_date`, a day or null; what was announced
/// where the list does not say.
fn retirement(entry: &Value, id: &str, profile: Profile) -> Option<Retirement> {
    let announced = retirements::of(profile, id);
    let stated = entry.get("shutdown_date").or_else(|| entry.get("expiration_date"));
    if stated.is_some_and(Value::is_null) {
        return None;
    }
    let Some(date) = stated.and_then(Value::as_str).and_then(Date::parse) else { return announced };
    Some(Retirement { date, replacement: announced.and_then(|announced| announced.replacement) })
}
