//! What a JSON Schema allows a value to be, as far as a typed word needs it.

use serde_json::Value;

use crate::text::Lang;

/// References and alternatives are followed this deep: a schema may refer to itself.
const DEPTH: usize = 8;

/// A type of JSON Schema (2020-12, validation, section 6.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `string`.
    Text,
    /// `integer`.
    Integer,
    /// `number`.
    Number,
    /// `boolean`.
    Boolean,
    /// `array`.
    List,
    /// `object`.
    Object,
    /// `null`.
    Null,
}

impl Kind {
    fn read(name: &str) -> Option<Self> {
        match name {
            "string" => Some(Self::Text),
            "integer" => Some(Self::Integer),
            "number" => Some(Self::Number),
            "boolean" => Some(Self::Boolean),
            "array" => Some(Self::List),
            "object" => Some(Self::Object),
            "null" => Some(Self::Null),
            _ => None,
        }
    }

    /// Returns the kind of a value; every number is a [`Self::Number`].
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Object,
        }
    }

    /// Whether the value is of this kind; 7.0 is a whole number, as the specification says.
    pub fn holds(self, value: &Value) -> bool {
        match self {
            Self::Integer => match value.as_f64() {
                Some(number) => value.is_i64() || value.is_u64() || number.fract() == 0.0,
                None => false,
            },
            Self::Text | Self::Number | Self::Boolean | Self::List | Self::Object | Self::Null => {
                Self::of(value) == self
            }
        }
    }

    /// Returns the kind in a word, for a table.
    pub fn name(self, lang: Lang) -> String {
        match self {
            Self::Text => lang.kind_name_text(),
            Self::Integer => lang.kind_name_integer(),
            Self::Number => lang.kind_name_number(),
            Self::Boolean => lang.kind_name_boolean(),
            Self::List => lang.kind_name_list(),
            Self::Object => lang.kind_name_object(),
            Self::Null => lang.kind_name_null(),
        }
    }

    /// Returns what a person should write.
    pub fn describe(self, lang: Lang) -> String {
        match self {
            Self::Text => lang.kind_text(),
            Self::Integer => lang.kind_integer(),
            Self::Number => lang.kind_number(),
            Self::Boolean => lang.kind_boolean(),
            Self::List => lang.kind_list(),
            Self::Object => lang.kind_object(),
            Self::Null => "null".to_owned(),
        }
    }
}

/// Follows `$ref` within the schema; a reference that leads nowhere stays as it is.
pub fn resolve<'a>(mut schema: &'a Value, root: &'a Value) -> &'a Value {
    for _ in 0..DEPTH {
        let reference = schema.get("$ref").and_then(Value::as_str);
        match reference.and_then(|at| root.pointer(at.strip_prefix('#')?)) {
            Some(target) => schema = target,
            None => break,
        }
    }
    schema
}

/// Returns what the schema allows; `None` where it does not say.
pub fn kinds(schema: &Value, root: &Value) -> Option<Vec<Kind>> {
    kinds_within(schema, root, DEPTH)
}

fn kinds_within(schema: &Value, root: &Value, depth: usize) -> Option<Vec<Kind>> {
    let mut found: Vec<Kind> = match schema.get("type") {
        Some(Value::String(name)) => vec![Kind::read(name)?],
        Some(Value::Array(names)) => {
            names.iter().map(|name| Kind::read(name.as_str()?)).collect::<Option<_>>()?
        }
        Some(_) => return None,
        None => {
            let values = schema.get("enum").and_then(Value::as_array);
            let value = schema.get("const").map(std::slice::from_ref);
            match values.map(Vec::as_slice).or(value) {
                Some(values) => values.iter().map(Kind::of).collect(),
                None => alternatives(schema, root, depth.checked_sub(1)?)?,
            }
        }
    };
    let mut seen = Vec::new();
    found.retain(|kind| {
        !seen.contains(kind) && {
            seen.push(*kind);
            true
        }
    });
    (!found.is_empty()).then_some(found)
}

fn alternatives(schema: &Value, root: &Value, depth: usize) -> Option<Vec<Kind>> {
    let all = schema.get("anyOf").or_else(|| schema.get("oneOf"))?.as_array()?;
    let kinds = all.iter().map(|one| kinds_within(resolve(one, root), root, depth));
    Some(kinds.collect::<Option<Vec<_>>>()?.concat())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Kind, kinds, resolve};

    #[test]
    fn a_schema_that_refers_to_itself_ends() {
        let root = json!({ "$defs": { "a": { "$ref": "#/$defs/a" } },
            "anyOf": [{ "$ref": "#" }, { "type": "null" }] });
        assert_eq!(kinds(resolve(&root["$defs"]["a"], &root), &root), None);
        assert_eq!(kinds(&root, &root), None);
    }

    #[test]
    fn alternatives_are_joined_and_an_open_one_allows_all() {
        let one = |schema| kinds(&schema, &schema);
        assert_eq!(
            one(json!({ "oneOf": [{ "const": 1 }, { "type": ["null", "number"] }] })),
            Some(vec![Kind::Number, Kind::Null])
        );
        assert_eq!(one(json!({ "anyOf": [{ "type": "string" }, {}] })), None);
        assert_eq!(one(json!({ "type": "date" })), None);
    }
}
