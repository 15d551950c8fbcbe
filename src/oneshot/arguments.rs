//! The arguments of `call`: one JSON object, or `key=value` pairs typed by the tool's schema.

use serde_json::{Map, Value};

use crate::error::{Exit, Problem};
use crate::mcp::protocol::Tool;
use crate::text::Lang;
use crate::untrusted::Untrusted;

/// Reads the arguments for `tool` as they were typed.
///
/// # Errors
/// Fails if they are neither one JSON object nor pairs.
pub(super) fn read(
    typed: &[String],
    tool: &Tool,
    lang: Lang,
) -> Result<Map<String, Value>, Problem> {
    let wrong = |cause| Problem {
        exit: Exit::Usage,
        what: lang.call_arguments(),
        cause,
        advice: lang.call_arguments_advice(tool.name.line(64)),
    };
    if let [one] = typed
        && one.trim_start().starts_with(['{', '['])
    {
        return serde_json::from_str(one).map_err(|err| wrong(lang.call_arguments_not_object(err)));
    }
    let mut arguments = Map::new();
    for pair in typed {
        let shown = || Untrusted::from(pair.as_str()).line(80);
        let Some((key, value)) = pair.split_once('=').filter(|(key, _)| !key.is_empty()) else {
            return Err(wrong(lang.call_arguments_no_pair(shown())));
        };
        if arguments.insert(key.to_owned(), typed_value(key, value, tool)).is_some() {
            return Err(wrong(lang.call_arguments_twice(Untrusted::from(key).line(80))));
        }
    }
    Ok(arguments)
}

/// Returns the value as the schema wants it: a text stays a text though it looks like a number.
fn typed_value(key: &str, value: &str, tool: &Tool) -> Value {
    let kind = tool.input_schema.get("properties").and_then(|all| all.get(key)?.get("type"));
    if kind.is_some_and(|kind| kind == "string") {
        return Value::String(value.to_owned());
    }
    serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Lang, Tool, read};

    fn parse(typed: &[&str]) -> Result<Value, String> {
        let tool = Tool::read(
            json!({ "name": "t", "inputSchema": { "properties": { "code": { "type": "string" } } } }),
        );
        let typed: Vec<String> = typed.iter().map(|text| (*text).to_owned()).collect();
        read(&typed, &tool.unwrap(), Lang::En).map(Value::Object).map_err(|problem| problem.cause)
    }

    #[test]
    fn pairs_are_typed_by_the_schema_and_json_is_taken_whole() {
        assert_eq!(parse(&[]), Ok(json!({})));
        assert_eq!(
            parse(&[
                "code=007",
                "n=7",
                "on=true",
                "name=Ana García",
                "list=[1]",
                "eq=a=b",
                "none="
            ]),
            Ok(
                json!({ "code": "007", "n": 7, "on": true, "name": "Ana García", "list": [1], "eq": "a=b", "none": "" })
            )
        );
        assert_eq!(parse(&[r#"{"code": 7}"#]), Ok(json!({ "code": 7 })));
    }

    #[test]
    fn anything_else_is_refused_by_its_reason() {
        assert_eq!(parse(&["ana"]), Err("\"ana\" is not of the form key=value".into()));
        assert_eq!(parse(&["=x"]), Err("\"=x\" is not of the form key=value".into()));
        assert_eq!(parse(&["a=1", "a=2"]), Err("\"a\" appears twice".into()));
        assert!(parse(&["[1]"]).unwrap_err().starts_with("they are no JSON object"));
        assert!(parse(&["{\"a\":"]).unwrap_err().starts_with("they are no JSON object"));
    }
}
