//! Parameters that a tool's schema wants mirrored into `Mcp-Param-*` headers: which ones, and
//! what the headers say (MCP 2026-07-28, "Custom Headers from Tool Parameters"). No IO.

use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value};

/// The annotation.
const KEY: &str = "x-mcp-header";
/// What its value is joined to.
const PREFIX: &str = "mcp-param-";

/// Keywords whose value is a schema.
const ONE: [&str; 12] = [
    "additionalItems",
    "additionalProperties",
    "contains",
    "contentSchema",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];
/// Keywords whose value is a list of schemas.
const LISTS: [&str; 5] = ["allOf", "anyOf", "items", "oneOf", "prefixItems"];
/// Keywords, other than `properties`, whose value maps names to schemas.
const MAPS: [&str; 5] =
    ["$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties"];

/// A parameter that is mirrored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mirrored {
    /// The names that lead to its value in the arguments.
    path: Vec<String>,
    header: HeaderName,
}

/// What is wrong with an annotation, so that its tool must be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Invalid {
    /// It stands where a value cannot be found by names alone.
    Unreachable,
    /// It is no text, or none that can end a header's name.
    Name,
    /// The parameter is no text, integer or boolean.
    Type,
    /// Another parameter has the same header.
    Duplicate,
}

/// Returns the mirrored parameters of a tool's input schema.
///
/// # Errors
/// An annotation breaks a rule of the specification: the tool must not be offered.
pub(super) fn mirrored(schema: &Value) -> Result<Vec<Mirrored>, Invalid> {
    let mut found = Vec::new();
    walk(schema, Some(&mut Vec::new()), &mut found)?;
    let mut seen = HashSet::new();
    if found.iter().all(|one: &Mirrored| seen.insert(&one.header)) {
        Ok(found)
    } else {
        Err(Invalid::Duplicate)
    }
}

/// Visits a schema and all below it; `path` is `None` where no chain of names leads. It does not
/// go deeper than the parser of JSON does.
fn walk(
    schema: &Value,
    mut path: Option<&mut Vec<String>>,
    found: &mut Vec<Mirrored>,
) -> Result<(), Invalid> {
    let Value::Object(schema) = schema else { return Ok(()) };
    if let Some(name) = schema.get(KEY) {
        let path = path.as_deref().filter(|path| !path.is_empty()).ok_or(Invalid::Unreachable)?;
        let primitive = matches!(
            schema.get("type").and_then(Value::as_str),
            Some("string" | "integer" | "boolean")
        );
        let header = header(name).ok_or(Invalid::Name)?;
        if !primitive {
            return Err(Invalid::Type);
        }
        found.push(Mirrored { path: path.clone(), header });
    }
    if let Some(Value::Object(properties)) = schema.get("properties") {
        for (name, below) in properties {
            match path.as_deref_mut() {
                Some(path) => {
                    path.push(name.clone());
                    walk(below, Some(path), found)?;
                    path.pop();
                }
                None => walk(below, None, found)?,
            }
        }
    }
    elsewhere(schema).try_for_each(|below| walk(below, None, found))
}

/// Returns the schemas below one that are not its `properties`.
fn elsewhere(schema: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    let one = ONE.iter().filter_map(|key| schema.get(*key));
    let lists = LISTS.iter().filter_map(|key| schema.get(*key)?.as_array()).flatten();
    let maps = MAPS.iter().filter_map(|key| schema.get(*key)?.as_object()).flat_map(Map::values);
    one.chain(lists).chain(maps)
}

fn header(name: &Value) -> Option<HeaderName> {
    let name = name.as_str().filter(|name| !name.is_empty())?;
    // A header's name is a token (RFC 9110), which is just what the annotation must be.
    HeaderName::from_bytes(format!("{PREFIX}{name}").as_bytes()).ok()
}

/// Adds the headers of a call's arguments; a parameter without a value has none.
pub(super) fn mirror(mirrored: &[Mirrored], arguments: &Value, headers: &mut HeaderMap) {
    for Mirrored { path, header } in mirrored {
        let value = path.iter().try_fold(arguments, |value, name| value.get(name));
        if let Some(value) = value.and_then(text).and_then(|text| header_value(&text)) {
            headers.insert(header, value);
        }
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(match number.as_f64() {
            // `42.0` is an integer like `42`, and a header is compared as text by some.
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15 => {
                format!("{float:.0}")
            }
            Some(_) | None => number.to_string(),
        }),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Writes a text as a header's value: plain where that is safe, else in Base64 between marks
/// ("Value Encoding"). `None` cannot happen: both ways give visible ASCII.
pub(super) fn header_value(text: &str) -> Option<HeaderValue> {
    let plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && text.trim() == text
        && !(text.starts_with("=?base64?") && text.ends_with("?="));
    if plain {
        HeaderValue::from_str(text).ok()
    } else {
        HeaderValue::from_str(&format!("=?base64?{}?=", STANDARD.encode(text))).ok()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{HeaderMap, Invalid, header_value, mirror, mirrored};

    fn sent(schema: &Value, arguments: &Value) -> Vec<(String, String)> {
        let mut headers = HeaderMap::new();
        mirror(&mirrored(schema).expect("a valid schema"), arguments, &mut headers);
        let text = |value: &super::HeaderValue| value.to_str().expect("ASCII").to_owned();
        headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
    }

    #[test]
    fn annotated_parameters_are_mirrored_and_only_they() {
        let schema = json!({ "type": "object", "properties": {
            "region": { "type": "string", "x-mcp-header": "Region" },
            "limit": { "type": "integer", "x-mcp-header": "Limit" },
            "whole": { "type": "integer", "x-mcp-header": "Whole" },
            "dry": { "type": "boolean", "x-mcp-header": "Dry" },
            "empty": { "type": "string", "x-mcp-header": "Empty" },
            "nothing": { "type": "string", "x-mcp-header": "Nothing" },
            "absent": { "type": "string", "x-mcp-header": "Absent" },
            "wrong": { "type": "string", "x-mcp-header": "Wrong" },
            "plain": { "type": "string" },
            // No annotation, but a parameter of that name.
            "x-mcp-header": { "type": "string" },
            "deep": { "type": "object", "properties": {
                "er": { "type": "string", "x-mcp-header": "Method" } } },
        } });
        let arguments = json!({ "region": "us-west1", "limit": -7, "whole": 42.0, "dry": false,
            "empty": "", "nothing": null, "wrong": ["x"], "plain": "p", "x-mcp-header": "n",
            "deep": { "er": "GET" } });
        let expected = [
            ("mcp-param-region", "us-west1"),
            ("mcp-param-limit", "-7"),
            ("mcp-param-whole", "42"),
            ("mcp-param-dry", "false"),
            ("mcp-param-empty", ""),
            ("mcp-param-method", "GET"),
        ];
        let expected: Vec<_> =
            expected.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        assert_eq!(sent(&schema, &arguments), expected);
    }

    #[test]
    fn a_schema_that_is_none_mirrors_nothing() {
        for schema in [json!(null), json!(true), json!([]), json!({ "properties": 1 })] {
            assert_eq!(mirrored(&schema), Ok(vec![]), "{schema}");
        }
        // Data is no schema.
        let data = json!({ "properties": { "a": { "type": "object",
            "default": { "x-mcp-header": "A" }, "enum": [{ "x-mcp-header": "A" }] } } });
        assert_eq!(mirrored(&data), Ok(vec![]));
    }

    #[test]
    fn an_annotation_that_breaks_a_rule_is_told_from_one_that_does_not() {
        let property = |property: Value| json!({ "properties": { "p": property } });
        let named =
            |name: Value| property(json!({ "type": "string", "x-mcp-header": name.clone() }));
        let typed = |kind: &str| property(json!({ "type": kind, "x-mcp-header": "P" }));
        let fine = json!({ "type": "string", "x-mcp-header": "P" });
        let pair = |a: &str, b: &str| {
            json!({ "properties": { "a": { "type": "string", "x-mcp-header": a },
                "b": { "type": "string", "x-mcp-header": b } } })
        };
        let table = [
            (named(json!("")), Invalid::Name),
            (named(json!("My Region")), Invalid::Name),
            (named(json!("Region:Primary")), Invalid::Name),
            (named(json!("Région")), Invalid::Name),
            (named(json!("Region\t1")), Invalid::Name),
            (named(json!("Region\r\nX: y")), Invalid::Name),
            (named(json!(3)), Invalid::Name),
            (typed("object"), Invalid::Type),
            (typed("array"), Invalid::Type),
            (typed("null"), Invalid::Type),
            (typed("number"), Invalid::Type),
            (property(json!({ "x-mcp-header": "P" })), Invalid::Type),
            (property(json!({ "type": ["string", "null"], "x-mcp-header": "P" })), Invalid::Type),
            (pair("Region", "Region"), Invalid::Duplicate),
            (pair("MyField", "myfield"), Invalid::Duplicate),
            (fine.clone(), Invalid::Unreachable),
            (json!({ "$defs": { "p": fine.clone() } }), Invalid::Unreachable),
            (json!({ "anyOf": [{ "properties": { "p": fine.clone() } }] }), Invalid::Unreachable),
            (property(json!({ "type": "array", "items": fine.clone() })), Invalid::Unreachable),
            (property(json!({ "then": { "properties": { "q": fine } } })), Invalid::Unreachable),
        ];
        for (schema, invalid) in table {
            assert_eq!(mirrored(&schema), Err(invalid), "{schema}");
        }
    }

    #[test]
    fn a_value_that_no_header_can_carry_travels_in_base64() {
        // The examples of the specification, and what the suite sends besides.
        for (text, header) in [
            ("us-west1", "us-west1"),
            ("us west 1", "us west 1"),
            ("", ""),
            ("Hello, 世界", "=?base64?SGVsbG8sIOS4lueVjA==?="),
            (" padded ", "=?base64?IHBhZGRlZCA=?="),
            ("line1\nline2", "=?base64?bGluZTEKbGluZTI=?="),
            ("=?base64?literal?=", "=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="),
            ("a\tb", "=?base64?YQli?="),
            ("\u{7f}", "=?base64?fw==?="),
        ] {
            assert_eq!(header_value(text).expect("a value"), header, "{text:?}");
        }
    }
}
