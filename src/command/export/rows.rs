//! The table in a tool's result, however the server wraps it.

use serde_json::{Map, Value};

use crate::mcp::protocol::{CallResult, Content};
use crate::untrusted::visible_json;

/// The column of a list whose rows are no objects.
const VALUE: &str = "value";

/// A table: each row with its fields.
#[derive(Debug, PartialEq)]
pub(super) struct Rows(Vec<Value>);

impl Rows {
    /// Finds the table of a result: in its structured content, in one JSON text, or in JSON texts
    /// of which each is a row.
    pub(super) fn of(result: &CallResult) -> Option<Self> {
        if result.is_error {
            return None;
        }
        if let Some(rows) = result.structured.as_ref().and_then(list) {
            return Some(Self(rows.clone()));
        }
        let texts: Vec<Value> = result
            .content
            .iter()
            .filter_map(|content| match content {
                Content::Text(text) => serde_json::from_str(text.raw()).ok(),
                Content::Image { .. }
                | Content::Audio { .. }
                | Content::TextResource { .. }
                | Content::BlobResource { .. }
                | Content::ResourceLink { .. }
                | Content::Unknown { .. } => None,
            })
            .collect();
        match texts.as_slice() {
            [one] => list(one).cloned().map(Self),
            rows if rows.len() > 1 && rows.iter().all(Value::is_object) => Some(Self(texts)),
            _ => None,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the rows as JSON, indented; a character that a terminal would act upon stands as
    /// its escape, so that the file can be looked at.
    pub(super) fn json(&self) -> String {
        visible_json(&Value::Array(self.0.clone())) + "\n"
    }

    /// Returns the rows as CSV (RFC 4180, UTF-8) below a row of column names.
    pub(super) fn csv(&self) -> String {
        let rows: Vec<Map<String, Value>> = self.0.iter().map(fields).collect();
        let mut columns: Vec<&str> = Vec::new();
        for key in rows.iter().flat_map(Map::keys) {
            if !columns.contains(&key.as_str()) {
                columns.push(key);
            }
        }
        if columns.is_empty() {
            return String::new();
        }
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory cannot fail, and every row has as many cells.
        drop(writer.write_record(columns.iter().map(|column| cell(&Value::from(*column)))));
        for row in &rows {
            let cells = columns.iter().map(|column| row.get(*column).map(cell).unwrap_or_default());
            drop(writer.write_record(cells));
        }
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}

/// Returns the list that a value is, or the only one that it holds.
fn list(value: &Value) -> Option<&Vec<Value>> {
    match value {
        Value::Array(rows) => Some(rows),
        Value::Object(wrapped) => {
            let mut lists = wrapped.values().filter_map(Value::as_array);
            lists.next().filter(|_| lists.next().is_none())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

fn fields(row: &Value) -> Map<String, Value> {
    match row {
        Value::Object(fields) => fields.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Map::from_iter([(VALUE.to_owned(), row.clone())])
        }
    }
}

/// Returns a value as a cell; what has parts of its own is JSON.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if is_formula(text) => format!("'{text}"),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// Whether a spreadsheet would compute the text: it comes from a server, and could call programs
/// or send the sheet away. A number with its sign, or a telephone's, is none.
fn is_formula(text: &str) -> bool {
    match text.chars().next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => text.contains(['(', '!', '|', '=', '&']),
        Some(_) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{CallResult, Rows};

    fn rows(result: Value) -> Option<Value> {
        Rows::of(&CallResult::read(result)).map(|rows| Value::Array(rows.0))
    }

    fn text(value: &Value) -> Value {
        json!({ "type": "text", "text": value.to_string() })
    }

    #[test]
    fn a_table_is_found_however_it_is_wrapped() {
        let table = json!([{ "n": 1 }, { "n": 2 }]);
        let [one, two] = [json!({ "n": 1 }), json!({ "n": 2 })];
        for result in [
            json!({ "content": [text(&table)] }),
            json!({ "content": [text(&json!({ "employees": table, "total": 2 }))] }),
            json!({ "content": [text(&one), text(&two)] }),
            json!({ "content": [text(&json!("otra cosa"))], "structuredContent": { "result": table } }),
        ] {
            assert_eq!(rows(result.clone()), Some(table.clone()), "{result}");
        }
        for none in [
            json!({ "content": [text(&one)] }),
            json!({ "content": [text(&json!({ "a": [], "b": [] }))] }),
            json!({ "content": [{ "type": "text", "text": "Ana" }] }),
            json!({ "content": [text(&table)], "isError": true }),
            json!({}),
        ] {
            assert_eq!(rows(none.clone()), None, "{none}");
        }
    }

    #[test]
    fn a_sheet_has_every_column_and_computes_nothing() {
        let result = json!({ "structuredContent": [
            { "nombre": "Ana \"la jefa\", sí", "tel": "+34 600 123", "nota": "=HYPERLINK(\"http://x\")" },
            { "nombre": "@x", "saldo": -5, "nota": "-2+3|cmd", "más": { "a": [1] } },
            7,
            { "nombre": null, "nota": "uno\ndos" },
        ] });
        let rows = Rows::of(&CallResult::read(result)).unwrap();
        insta::assert_snapshot!(rows.csv(), @r#"
        nombre,tel,nota,saldo,más,value
        "Ana ""la jefa"", sí",+34 600 123,"'=HYPERLINK(""http://x"")",,,
        '@x,,'-2+3|cmd,-5,"{""a"":[1]}",
        ,,,,,7
        ,,"uno
        dos",,,
        "#);
        assert_eq!(rows.len(), 4);
        assert_eq!(Rows(vec![]).csv(), "");
    }

    #[test]
    fn an_exported_list_is_the_same_list() {
        let table = json!([{ "n": "ñ\u{1b}" }, 2]);
        let rows = Rows::of(&CallResult::read(json!({ "structuredContent": table }))).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&rows.json()).unwrap(), table);
        assert!(!rows.json().contains('\u{1b}'));
    }
}
