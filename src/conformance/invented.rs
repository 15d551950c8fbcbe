//! Values that fit a schema, for calls and forms that only have to be answered.

use serde_json::{Map, Value, json};

use crate::mcp::protocol::{ElicitForm, Format, Kind};

/// Returns arguments with every required property.
pub(super) fn arguments(schema: &Value) -> Map<String, Value> {
    let required = schema["required"].as_array().into_iter().flatten();
    let names = required.filter_map(Value::as_str);
    names.map(|name| (name.to_owned(), value(&schema["properties"][name]))).collect()
}

fn value(schema: &Value) -> Value {
    if let Some(known) = schema.get("const").or_else(|| schema.get("default")) {
        return known.clone();
    }
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    match schema["type"].as_str() {
        Some("integer" | "number") => json!(5),
        Some("boolean") => json!(true),
        Some("array") => json!([]),
        Some("object") => Value::Object(arguments(schema)),
        Some("null") => Value::Null,
        Some(_) | None => json!("x"),
    }
}

/// Returns what a form suggests, and something for every field that must have a value.
pub(super) fn content(form: &ElicitForm) -> Map<String, Value> {
    let fields = form.fields.iter();
    fields
        .filter_map(|field| {
            let invented = || field.required.then(|| of_kind(&field.kind));
            Some((field.key.clone(), field.default.clone().or_else(invented)?))
        })
        .collect()
}

fn of_kind(kind: &Kind) -> Value {
    match kind {
        Kind::Text { format, min, .. } => match format {
            Some(Format::Email) => json!("a@example.com"),
            Some(Format::Uri) => json!("https://example.com/"),
            Some(Format::Date) => json!("2026-01-31"),
            Some(Format::DateTime) => json!("2026-01-31T09:30:00Z"),
            // More than a server may ask for in earnest is not made up.
            None => json!("x".repeat(min.unwrap_or(1).clamp(1, 1000) as usize)),
        },
        Kind::Number { min, .. } => json!(min.unwrap_or(5.0).ceil() as i64),
        Kind::Boolean => json!(true),
        Kind::One(of) => json!(of.first().map_or("x", |pick| pick.value.as_str())),
        Kind::Some { of, min, .. } => {
            let few = min.unwrap_or(0).min(of.len() as u64) as usize;
            json!(of.iter().take(few).map(|pick| pick.value.as_str()).collect::<Vec<_>>())
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{arguments, content};
    use crate::mcp::protocol::ElicitForm;

    #[test]
    fn arguments_have_what_is_required_and_of_its_type() {
        let schema = json!({ "required": ["a", "b", "c", "d", "e", "f", "g"], "properties": {
            "a": { "type": "number" }, "b": { "type": "boolean" }, "c": { "enum": ["u", "v"] },
            "d": { "default": 7 }, "e": { "type": "object", "required": ["x"] }, "f": {},
            "g": { "type": "array" }, "h": { "type": "string" } } });
        let expected = json!({ "a": 5, "b": true, "c": "u", "d": 7, "e": { "x": "x" }, "f": "x",
            "g": [] });
        assert_eq!(Value::Object(arguments(&schema)), expected);
        for none in [json!(null), json!(true), json!({ "required": 3 })] {
            assert_eq!(Value::Object(arguments(&none)), json!({}), "{none}");
        }
    }

    #[test]
    fn a_form_is_filled_in_with_what_it_suggests() {
        let form = ElicitForm::read(&json!({ "message": "?", "requestedSchema": {
            "required": ["b", "n", "w", "some"], "properties": {
            "a": { "type": "string", "default": "John Doe" },
            "b": { "type": "boolean", "default": false },
            "n": { "type": "integer", "minimum": 18 },
            "w": { "type": "string", "minLength": 3 },
            "free": { "type": "string" },
            "some": { "type": "array", "minItems": 1, "items": { "enum": ["p", "q"] } } } } }));
        let expected = json!({ "a": "John Doe", "b": false, "n": 18, "w": "xxx", "some": ["p"] });
        assert_eq!(Value::Object(content(&form.expect("a form"))), expected);
    }
}
