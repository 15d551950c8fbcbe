//! One field of a form: what it takes, by its schema (MCP 2025-11-25, `PrimitiveSchemaDefinition`).

use serde_json::Value;

use super::super::text;
use crate::untrusted::Untrusted;

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its key in the answer.
    pub key: String,
    /// What it is called, if the server gave a title.
    pub title: Option<Untrusted>,
    /// What it is about.
    pub description: Option<Untrusted>,
    /// Whether it must have a value.
    pub required: bool,
    /// What it takes.
    pub kind: Kind,
    /// What it has if nothing is typed; it fits [`Self::kind`].
    pub default: Option<Value>,
}

/// What a field takes. Lengths count characters, bounds are inclusive.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A text.
    Text {
        /// The shortest.
        min: Option<u64>,
        /// The longest.
        max: Option<u64>,
        /// What it has to look like.
        format: Option<Format>,
    },
    /// A number.
    Number {
        /// Whether it must be whole.
        whole: bool,
        /// The smallest.
        min: Option<f64>,
        /// The largest.
        max: Option<f64>,
    },
    /// Yes or no.
    Boolean,
    /// One of these.
    One(Vec<Pick>),
    /// Some of these.
    Some {
        /// What there is.
        of: Vec<Pick>,
        /// The fewest.
        min: Option<u64>,
        /// The most.
        max: Option<u64>,
    },
}

/// One of the values that a field offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// What is sent.
    pub value: String,
    /// What it is called, where that is something else.
    pub title: Option<Untrusted>,
}

/// What a text has to look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `name@host`.
    Email,
    /// An absolute URI.
    Uri,
    /// `2026-01-31`.
    Date,
    /// `2026-01-31T09:30:00Z` (RFC 3339).
    DateTime,
}

impl Field {
    /// Reads a field. A schema that is none of those of the specification takes a text: what is
    /// typed is what the server gets.
    pub(super) fn read(key: &str, schema: &Value, required: bool) -> Self {
        let mut field = Self {
            key: key.to_owned(),
            title: text(schema, "title"),
            description: text(schema, "description"),
            required,
            kind: kind(schema),
            default: None,
        };
        // A default that does not fit would only be refused by whoever sent it.
        let default = schema.get("default").filter(|value| !value.is_null());
        field.default = default.filter(|value| field.takes(value).is_ok()).cloned();
        field
    }
}

fn kind(schema: &Value) -> Kind {
    let count = |key: &str| schema.get(key).and_then(Value::as_u64);
    let number = |key: &str| schema.get(key).and_then(Value::as_f64);
    match schema.get("type").and_then(Value::as_str) {
        Some("boolean") => return Kind::Boolean,
        Some(kind @ ("integer" | "number")) => {
            let whole = kind == "integer";
            return Kind::Number { whole, min: number("minimum"), max: number("maximum") };
        }
        Some("array") => {
            let of = picks(schema.get("items").unwrap_or(&Value::Null));
            return Kind::Some { of, min: count("minItems"), max: count("maxItems") };
        }
        Some(_) | None => {}
    }
    let of = picks(schema);
    if !of.is_empty() {
        return Kind::One(of);
    }
    let format = match schema.get("format").and_then(Value::as_str) {
        Some("email") => Some(Format::Email),
        Some("uri") => Some(Format::Uri),
        Some("date") => Some(Format::Date),
        Some("date-time") => Some(Format::DateTime),
        Some(_) | None => None,
    };
    Kind::Text { min: count("minLength"), max: count("maxLength"), format }
}

/// Returns the values that are offered: `enum`, with the legacy `enumNames` beside it, or `oneOf`
/// and `anyOf` of constants with titles.
fn picks(schema: &Value) -> Vec<Pick> {
    let titled = ["oneOf", "anyOf"].iter().find_map(|key| schema.get(key)?.as_array());
    if let Some(all) = titled {
        let pick = |one: &Value| {
            let value = one.get("const")?.as_str()?.to_owned();
            let title = text(one, "title").filter(|title| title.raw() != value);
            Some(Pick { value, title })
        };
        return all.iter().filter_map(pick).collect();
    }
    let Some(Value::Array(all)) = schema.get("enum") else { return Vec::new() };
    let names = schema.get("enumNames").and_then(Value::as_array);
    let pick = |(at, value): (usize, &Value)| {
        let value = value.as_str()?.to_owned();
        let title = names.and_then(|names| names.get(at)?.as_str());
        let title = title.filter(|title| *title != value).map(Untrusted::from);
        Some(Pick { value, title })
    };
    all.iter().enumerate().filter_map(pick).collect()
}
