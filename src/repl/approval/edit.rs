//! Changes the arguments of a call before it runs, one after the other, each as its type wants it.

use serde_json::{Map, Value};

use super::Asker;
use crate::arguments::{self, Kind, Mistyped};
use crate::mcp::protocol::Tool;
use crate::repl::editor::Read;
use crate::untrusted::{is_plain, visible_json_line};
use crate::view::argument_name;

impl Asker<'_> {
    /// Lets the person change the arguments, all or the one called `only`; `None` if they are left
    /// as they were.
    pub(super) async fn edit(
        &self,
        tool: &Tool,
        arguments: &Map<String, Value>,
        only: Option<&str>,
    ) -> Option<Map<String, Value>> {
        let keys = keys(&tool.input_schema, arguments, only);
        if keys.is_empty() {
            self.printer.line(self.theme.dim(self.lang.edit_nothing())).await;
            return None;
        }
        self.printer.line(self.theme.dim(self.lang.edit_heading())).await;
        let mut edited = Map::new();
        for key in &keys {
            let value = self.edit_one(key, arguments.get(key), &tool.input_schema).await?;
            if let Some(value) = value {
                edited.insert(key.clone(), value);
            }
        }
        // What was not asked for stays, in its place.
        let kept = arguments.iter().filter(|(key, _)| !keys.contains(*key));
        let kept: Vec<_> = kept.map(|(key, value)| (key.clone(), value.clone())).collect();
        edited.extend(kept);
        Some(edited)
    }

    /// Edits one value: `None` if the editing is given up, `Some(None)` if there shall be no value.
    async fn edit_one(
        &self,
        key: &str,
        value: Option<&Value>,
        schema: &Value,
    ) -> Option<Option<Value>> {
        let prompt = self.prompt(key, schema);
        let before = value.map(editable).unwrap_or_default();
        let mut text = before.clone();
        loop {
            self.printer.flush().await;
            let styled = self.theme.strong(&prompt);
            match self.editor.read((prompt.clone(), styled), text.clone(), false).await {
                Read::Line(line) if line == before => return Some(value.cloned()),
                Read::Line(line) if line.trim().is_empty() => return Some(None),
                Read::Line(line) => match typed(key, &line, value, schema) {
                    Ok(value) => return Some(Some(value)),
                    Err(Mistyped { wanted }) => {
                        let wanted = arguments::described(&wanted, self.lang);
                        self.printer.line(self.theme.warn(self.lang.edit_mistyped(wanted))).await;
                        text = line;
                    }
                },
                Read::NoText => {
                    self.printer.line(self.theme.warn(self.lang.line_not_text())).await;
                }
                Read::Interrupted | Read::End | Read::Failed(_) => return None,
            }
        }
    }

    fn prompt(&self, key: &str, schema: &Value) -> String {
        let kinds = arguments::kinds_of(key, schema).unwrap_or_default();
        let kinds: Vec<String> = kinds.into_iter().map(|kind: Kind| kind.name(self.lang)).collect();
        let name = argument_name(key);
        if kinds.is_empty() {
            self.lang.edit_prompt_bare(name)
        } else {
            self.lang.edit_prompt(name, kinds.join("/"))
        }
    }
}

/// Returns the arguments to ask for: those of the schema in its order, then the others.
fn keys(schema: &Value, arguments: &Map<String, Value>, only: Option<&str>) -> Vec<String> {
    let known = arguments::known_keys(schema);
    let others = arguments.keys().map(String::as_str).filter(|key| !known.contains(key));
    let all: Vec<&str> = known.iter().copied().chain(others).collect();
    let named = only.map(|only| all.iter().copied().filter(move |key| *key == only).collect());
    // A name that there is not is a slip: all of them show the right one.
    let chosen = named.filter(|named: &Vec<&str>| !named.is_empty()).unwrap_or(all);
    chosen.into_iter().map(str::to_owned).collect()
}

/// Returns a value as it is edited: a text bare if it looks as it is, everything else as JSON.
fn editable(value: &Value) -> String {
    match value {
        Value::String(text) if is_bare(text) => text.clone(),
        _ => visible_json_line(value),
    }
}

fn is_bare(text: &str) -> bool {
    is_plain(text) && !text.starts_with('"')
}

/// Reads what was edited.
fn typed(key: &str, text: &str, before: Option<&Value>, schema: &Value) -> Result<Value, Mistyped> {
    // Who was shown JSON goes on in JSON.
    if let Some(Value::String(before)) = before
        && !is_bare(before)
        && let Ok(edited @ Value::String(_)) = serde_json::from_str(text)
    {
        return Ok(edited);
    }
    arguments::typed(key, text, schema)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{editable, keys, typed};

    #[test]
    fn what_is_edited_is_shown_as_it_is() {
        for (value, text) in [
            (json!("Ana García"), "Ana García"),
            (json!("a\u{202e}b"), "\"a\\u202eb\""),
            (json!("\"x\""), r#""\"x\"""#),
            (json!(7), "7"),
            (json!({ "a": "\u{1b}" }), r#"{"a":"\u001b"}"#),
        ] {
            assert_eq!(editable(&value), text);
            let again = typed("k", text, Some(&value), &Value::Null);
            assert_eq!(again, Ok(value));
        }
        let text = json!({ "properties": { "k": { "type": "string" } } });
        assert_eq!(typed("k", "\"x\"", Some(&json!("y")), &text), Ok(json!("\"x\"")));
    }

    #[test]
    fn the_schema_says_what_is_asked_for_and_in_which_order() {
        let schema = json!({ "properties": { "b": {}, "a": {} } });
        let arguments = json!({ "x": 1, "a": 2 });
        let arguments = arguments.as_object().unwrap();
        assert_eq!(keys(&schema, arguments, None), ["b", "a", "x"]);
        assert_eq!(keys(&schema, arguments, Some("a")), ["a"]);
        assert_eq!(keys(&schema, arguments, Some("z")), ["b", "a", "x"]);
    }
}
