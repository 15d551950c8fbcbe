//! Arguments of a tool as its schema types them: what a person types becomes a value, and what a
//! value is called.

mod kind;

use serde_json::{Map, Value};

use crate::text::Lang;
pub use kind::{Kind, kinds, resolve};

/// A typed text is not what the schema takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistyped {
    /// What it takes.
    pub wanted: Vec<Kind>,
}

/// Returns the keys that the schema names.
pub fn known_keys(schema: &Value) -> Vec<&str> {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.map(|all| all.keys().map(String::as_str).collect()).unwrap_or_default()
}

/// Whether the schema says in so many words that there may be keys which it does not name.
pub fn takes_any_key(schema: &Value) -> bool {
    schema.get("patternProperties").is_some()
        || matches!(schema.get("additionalProperties"), Some(Value::Bool(true) | Value::Object(_)))
}

/// Returns the keys that the schema requires and the arguments lack.
pub fn missing<'a>(
    arguments: &'a Map<String, Value>,
    schema: &'a Value,
) -> impl Iterator<Item = &'a str> {
    let required = schema.get("required").and_then(Value::as_array);
    let names = required.into_iter().flatten().filter_map(Value::as_str);
    names.filter(|key| !arguments.contains_key(*key))
}

/// Returns what the schema takes for a key; `None` where it does not say.
pub fn kinds_of(key: &str, schema: &Value) -> Option<Vec<Kind>> {
    let property = schema.get("properties")?.get(key)?;
    kinds(resolve(property, schema), schema)
}

/// Returns the typed text as the value that the schema wants for a key. Where text is allowed it
/// is text, though it looks like a number; only `null` is nothing where that is allowed too.
///
/// # Errors
/// Fails if the schema takes something else.
pub fn typed(key: &str, text: &str, schema: &Value) -> Result<Value, Mistyped> {
    let string = || Value::String(text.to_owned());
    let parsed = serde_json::from_str::<Value>(text).ok();
    let Some(wanted) = kinds_of(key, schema) else {
        return Ok(parsed.unwrap_or_else(string));
    };
    if wanted.contains(&Kind::Text) {
        let nothing = wanted.contains(&Kind::Null) && parsed == Some(Value::Null);
        return Ok(if nothing { Value::Null } else { string() });
    }
    match parsed {
        Some(parsed) if wanted.iter().any(|kind| kind.holds(&parsed)) => Ok(parsed),
        Some(_) | None => Err(Mistyped { wanted }),
    }
}

/// Returns the text that [`typed`] makes the value of: what a person edits.
pub fn as_typed(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            value.to_string()
        }
    }
}

/// Returns what a person should write, as in "a whole number or null".
pub fn described(kinds: &[Kind], lang: Lang) -> String {
    let wanted: Vec<String> = kinds.iter().map(|kind| kind.describe(lang)).collect();
    wanted.join(&lang.or_between())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{as_typed, typed};

    #[test]
    fn what_is_edited_becomes_the_same_value_again() {
        let schema = json!({ "properties": {
            "text": { "type": "string" }, "n": { "type": ["integer", "null"] }, "list": { "type": "array" },
        } });
        for (key, value) in [
            ("text", json!("Ana\u{301} \"x\"")),
            ("text", json!("")),
            ("text", json!("7")),
            ("n", json!(7)),
            ("n", json!(null)),
            ("list", json!([{ "a": [1, "x"] }])),
            ("unknown", json!({ "a": 1.5 })),
            ("unknown", json!("plain")),
        ] {
            assert_eq!(typed(key, &as_typed(&value), &schema), Ok(value));
        }
    }
}
