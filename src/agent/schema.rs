//! Completes a tool's schema so that model APIs take it.
//!
//! One schema that an API refuses makes it refuse the whole request (chat-completions, E15, E16),
//! so what is known to be refused is mended here. The server's own schema stays as it is.

use serde_json::{Map, Value, json};

/// Keywords that APIs refuse at the root of a function's parameters.
const REFUSED_AT_ROOT: [&str; 7] = ["anyOf", "oneOf", "allOf", "not", "enum", "const", "if"];
/// Deeper levels are left as they are.
const MAX_DEPTH: usize = 32;

/// Returns the schema as a function's `parameters`, and the rules that had to leave it, for the
/// description.
pub(super) fn complete(schema: &Value) -> (Value, Option<String>) {
    let mut root = match schema {
        Value::Object(root) => root.clone(),
        // `true`, `null` and the like say nothing about the arguments.
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Map::new()
        }
    };
    root.insert("type".into(), json!("object"));
    if !root.get("properties").is_some_and(Value::is_object) {
        root.insert("properties".into(), json!({}));
    }
    let mut moved = Map::new();
    for keyword in REFUSED_AT_ROOT {
        if let Some(rule) = root.remove(keyword) {
            moved.insert(keyword.into(), rule);
        }
    }
    let mut root = Value::Object(root);
    mend(&mut root, 0);
    let rules = (!moved.is_empty()).then(|| Value::Object(moved).to_string());
    (root, rules)
}

/// Mends one subschema and those below it.
fn mend(schema: &mut Value, depth: usize) {
    if schema.is_boolean() {
        // Boolean schemas are valid JSON Schema that APIs do not take.
        *schema = json!({});
        return;
    }
    let Value::Object(keywords) = schema else { return };
    if depth > MAX_DEPTH {
        return;
    }
    keywords.remove("$schema");
    keywords.remove("$id");
    // A schema elsewhere is never fetched; without it, anything goes.
    if keywords.get("$ref").and_then(Value::as_str).is_some_and(|target| !target.starts_with('#')) {
        keywords.remove("$ref");
    }
    if keywords
        .get("required")
        .is_some_and(|required| required.as_array().is_none_or(Vec::is_empty))
    {
        keywords.remove("required");
    }
    if keywords.get("type").is_some_and(|kind| kind == "array") && !keywords.contains_key("items") {
        keywords.insert("items".into(), json!({}));
    }
    for (keyword, value) in keywords.iter_mut() {
        match (keyword.as_str(), value) {
            (
                "properties" | "$defs" | "definitions" | "patternProperties",
                Value::Object(schemas),
            ) => {
                schemas.values_mut().for_each(|schema| mend(schema, depth + 1));
            }
            ("items" | "not" | "contains", schema) => mend(schema, depth + 1),
            ("anyOf" | "oneOf" | "allOf" | "prefixItems", Value::Array(schemas)) => {
                schemas.iter_mut().for_each(|schema| mend(schema, depth + 1));
            }
            // `additionalProperties: false` is understood, so it stays.
            ("additionalProperties", schema @ Value::Object(_)) => mend(schema, depth + 1),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::complete;

    #[test]
    fn whatever_comes_leaves_as_an_object_with_properties() {
        let bare = json!({ "type": "object", "properties": {} });
        for schema in
            [Value::Null, json!(true), json!({}), json!([]), json!({ "type": ["object", "null"] })]
        {
            assert_eq!(complete(&schema), (bare.clone(), None), "{schema}");
        }
    }

    #[test]
    fn root_rules_move_into_words() {
        let (schema, rules) = complete(&json!({
            "type": "object", "properties": { "a": {} }, "anyOf": [{ "required": ["a"] }], "required": [],
            "$schema": "https://json-schema.org/draft/2020-12/schema",
        }));
        assert_eq!(schema, json!({ "type": "object", "properties": { "a": {} } }));
        assert_eq!(rules.as_deref(), Some(r#"{"anyOf":[{"required":["a"]}]}"#));
    }

    #[test]
    fn what_apis_refuse_below_the_root_is_mended() {
        let (schema, _) = complete(&json!({ "properties": {
            "list": { "type": "array" },
            "any": true,
            "far": { "$ref": "https://evil.example/schema.json" },
            "near": { "$ref": "#/$defs/x" },
            "deep": { "anyOf": [{ "type": "array" }, false], "additionalProperties": false },
        }, "$defs": { "x": { "$id": "x", "type": "string" } } }));
        assert_eq!(
            schema,
            json!({ "type": "object", "properties": {
            "list": { "type": "array", "items": {} },
            "any": {},
            "far": {},
            "near": { "$ref": "#/$defs/x" },
            "deep": { "anyOf": [{ "type": "array", "items": {} }, {}], "additionalProperties": false },
        }, "$defs": { "x": { "type": "string" } } })
        );
    }

    #[test]
    fn a_bottomless_schema_ends() {
        let mut schema = json!({ "type": "array" });
        for _ in 0..100 {
            schema = json!({ "items": schema });
        }
        assert!(complete(&schema).0.is_object());
    }
}
