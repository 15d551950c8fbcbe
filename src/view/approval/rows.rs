//! The arguments of a call as rows: each value with its name, the type that the schema gives it,
//! and what a person should notice about it.

use serde_json::{Map, Value};

use crate::arguments::{self, Kind, kinds, resolve};
use crate::text::Lang;
use crate::untrusted::{is_plain, visible_json_line};

/// Objects within objects get rows of their own down to this depth; below they are JSON.
const DEPTH: usize = 8;
/// Marks the lines of a text that has several.
const BAR: &str = "│ ";

/// One argument, or a part of one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its name; of a part, the way to it, as in `address.city` and `list[0].name`.
    pub(super) name: String,
    /// What the schema says it is; empty if it does not say.
    pub(super) kind: String,
    /// The value, in lines.
    pub(super) value: Vec<String>,
    /// What does not fit the schema.
    pub(super) warning: Option<String>,
}

/// Returns the rows of a call's arguments.
pub(super) fn rows(arguments: &Map<String, Value>, schema: &Value, lang: Lang) -> Vec<Row> {
    let mut table = Table { root: schema, lang, rows: Vec::new() };
    table.object("", arguments, schema, 0);
    for key in arguments::missing(arguments, schema) {
        table.rows.push(Row {
            name: argument_name(key),
            kind: table.kind_of(key),
            value: Vec::new(),
            warning: Some(lang.approve_missing(argument_name(key))),
        });
    }
    table.rows
}

struct Table<'a> {
    root: &'a Value,
    lang: Lang,
    rows: Vec<Row>,
}

impl Table<'_> {
    fn object(&mut self, way: &str, fields: &Map<String, Value>, schema: &Value, depth: usize) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let closed = properties.is_some_and(|properties| !properties.is_empty())
            && !arguments::takes_any_key(schema);
        for (key, value) in fields {
            let way = if way.is_empty() {
                argument_name(key)
            } else {
                format!("{way}.{}", argument_name(key))
            };
            let known = properties.and_then(|properties| properties.get(key));
            let at = self.rows.len();
            self.value(way.clone(), value, known.unwrap_or(&Value::Null), depth);
            if closed
                && known.is_none()
                && let Some(row) = self.rows.get_mut(at)
            {
                row.warning = Some(self.lang.approve_unknown(way));
            }
        }
    }

    fn value(&mut self, way: String, value: &Value, schema: &Value, depth: usize) {
        let schema = resolve(schema, self.root);
        let allowed = kinds(schema, self.root);
        let fits = allowed.as_ref().is_none_or(|all| all.iter().any(|kind| kind.holds(value)));
        match value {
            Value::Object(fields) if fits && !fields.is_empty() && depth < DEPTH => {
                self.object(&way, fields, schema, depth + 1);
            }
            Value::Array(items) if fits && depth < DEPTH && items.iter().any(Value::is_object) => {
                let item_schema = schema.get("items").unwrap_or(&Value::Null);
                for (at, item) in items.iter().enumerate() {
                    self.value(format!("{way}[{at}]"), item, item_schema, depth + 1);
                }
            }
            _ => {
                let warning = (!fits).then(|| {
                    let wanted = allowed.as_deref().unwrap_or_default();
                    self.lang.approve_mistyped(&way, arguments::described(wanted, self.lang))
                });
                let warning = warning.or_else(|| self.outside_enum(&way, value, schema));
                self.rows.push(Row {
                    kind: kind(schema, allowed.as_deref(), self.lang),
                    value: shown(value, allowed.as_deref()),
                    warning,
                    name: way,
                });
            }
        }
    }

    /// Returns the type of a value that is not there.
    fn kind_of(&self, key: &str) -> String {
        let property = self.root.get("properties").and_then(|all| all.get(key));
        let schema = resolve(property.unwrap_or(&Value::Null), self.root);
        kind(schema, kinds(schema, self.root).as_deref(), self.lang)
    }

    fn outside_enum(&self, way: &str, value: &Value, schema: &Value) -> Option<String> {
        let allowed = schema.get("enum").and_then(Value::as_array)?;
        let all: Vec<String> = allowed.iter().map(visible_json_line).collect();
        (!allowed.contains(value)).then(|| self.lang.approve_not_allowed(way, all.join(", ")))
    }
}

/// Returns an argument's name so that it can be told from any other.
pub fn argument_name(key: &str) -> String {
    let bare = !key.is_empty() && is_plain(key) && !key.contains(['\n', ' ', '.', '"', '[']);
    if bare { key.to_owned() } else { visible_json_line(&Value::from(key)) }
}

fn kind(schema: &Value, allowed: Option<&[Kind]>, lang: Lang) -> String {
    let names: Vec<String> =
        allowed.unwrap_or_default().iter().map(|kind| kind.name(lang)).collect();
    let mut kind = names.join("/");
    if let Some(format) = schema.get("format").and_then(Value::as_str) {
        // A date is a text to JSON and a date to a person.
        kind = format!("{kind} ({})", crate::untrusted::Untrusted::from(format).line(20));
    }
    kind
}

/// Returns a value in lines. A text stands without quotes only if it looks exactly as it is and
/// cannot be taken for another value.
fn shown(value: &Value, allowed: Option<&[Kind]>) -> Vec<String> {
    let Value::String(text) = value else { return vec![visible_json_line(value)] };
    let is_text = allowed.is_some_and(|all| all == [Kind::Text]);
    let other = !is_text && serde_json::from_str::<Value>(text).is_ok();
    let bare = !text.is_empty() && text.trim() == text && !text.starts_with('"') && is_plain(text);
    if !bare || other {
        return vec![visible_json_line(value)];
    }
    if text.contains('\n') {
        return text.split('\n').map(|line| format!("{BAR}{line}")).collect();
    }
    vec![text.clone()]
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Row, rows};
    use crate::text::Lang;

    fn told(arguments: &Value, schema: &Value) -> Vec<Row> {
        rows(arguments.as_object().unwrap(), schema, Lang::En)
    }

    fn row(name: &str, kind: &str, value: &[&str], warning: Option<&str>) -> Row {
        let value = value.iter().map(|line| (*line).to_owned()).collect();
        Row { name: name.into(), kind: kind.into(), value, warning: warning.map(str::to_owned) }
    }

    #[test]
    fn every_part_has_a_row_and_its_type() {
        let schema = json!({
            "properties": {
                "name": { "type": "string" },
                "start": { "type": "string", "format": "date" },
                "pay": { "type": ["number", "null"] },
                "home": { "$ref": "#/$defs/home" },
                "tags": { "type": "array", "items": { "type": "string" } },
                "people": { "type": "array", "items": { "$ref": "#/$defs/home" } },
            },
            "$defs": { "home": { "type": "object", "properties": { "city": { "type": "string" } } } },
        });
        let arguments = json!({
            "name": "Ana García", "start": "2026-01-01", "pay": 52000.5, "home": { "city": "León" },
            "tags": ["a", "b"], "people": [{ "city": "Vigo" }, { "city": "Lugo" }],
        });
        assert_eq!(
            told(&arguments, &schema),
            [
                row("name", "text", &["Ana García"], None),
                row("start", "text (date)", &["2026-01-01"], None),
                row("pay", "number/null", &["52000.5"], None),
                row("home.city", "text", &["León"], None),
                row("tags", "list", &[r#"["a","b"]"#], None),
                row("people[0].city", "text", &["Vigo"], None),
                row("people[1].city", "text", &["Lugo"], None),
            ]
        );
    }

    #[test]
    fn what_does_not_fit_the_schema_is_told() {
        let schema = json!({
            "properties": { "n": { "type": "integer" }, "area": { "enum": ["Ventas", "IT"] }, "x": {} },
            "required": ["n", "x"],
        });
        let arguments = json!({ "n": "7", "area": "Bar", "extra": { "a": {} } });
        assert_eq!(
            told(&arguments, &schema),
            [
                row("n", "integer", &["\"7\""], Some("n: the schema takes a whole number")),
                row(
                    "area",
                    "text",
                    &["Bar"],
                    Some("area: the schema takes only \"Ventas\", \"IT\"")
                ),
                row("extra.a", "", &["{}"], Some("extra: the schema does not know this argument")),
                row("x", "", &[], Some("x: the schema requires it, and it is missing")),
            ]
        );
    }

    #[test]
    fn a_text_is_bare_only_where_it_looks_as_it_is() {
        let text = json!({ "properties": { "t": { "type": "string" } } });
        for (schema, value, lines) in [
            (&text, "7", vec!["7"]),
            (&json!({}), "7", vec!["\"7\""]),
            (&json!({}), "siete", vec!["siete"]),
            (&text, "", vec!["\"\""]),
            (&text, " a", vec!["\" a\""]),
            (&text, "\"a\"", vec![r#""\"a\"""#]),
            (&text, "a\u{202e}b\u{200b}\u{1b}[2J", vec![r#""a\u202eb\u200b\u001b[2J""#]),
            (&text, "uno\n\ndos", vec!["│ uno", "│ ", "│ dos"]),
        ] {
            assert_eq!(told(&json!({ "t": value }), schema)[0].value, lines, "{value:?}");
        }
        let odd = json!({ "a\u{202e}": 1, "a.b": { "c": 2 }, "": 3 });
        let names: Vec<_> = told(&odd, &Value::Null).into_iter().map(|row| row.name).collect();
        assert_eq!(names, [r#""a\u202e""#, r#""a.b".c"#, "\"\""]);
    }

    #[test]
    fn a_bottomless_value_becomes_json() {
        let mut value = json!(1);
        for _ in 0..100 {
            value = json!({ "a": value });
        }
        let rows = told(&value, &Value::Null);
        assert_eq!(rows.len(), 1);
        assert!(rows[0].value[0].ends_with(&"}".repeat(91)), "{rows:?}");
    }
}
