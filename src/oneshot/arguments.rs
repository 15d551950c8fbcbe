//! The arguments of `call`: one JSON object, or `key=value` pairs typed by the tool's schema.
//!
//! An object goes to the server as it was typed: whoever writes JSON means it. Pairs are words of
//! a shell, which has no types, so here the schema says what each one is.

use serde_json::{Map, Value};

use crate::arguments::{self, Mistyped, known_keys};
use crate::error::{Exit, Problem};
use crate::mcp::protocol::Tool;
use crate::text::Lang;
use crate::untrusted::Untrusted;

/// Keys and values in messages are cut to this many characters.
const SHOWN: usize = 80;

/// Reads the arguments for `tool` as they were typed.
///
/// # Errors
/// Fails if they are neither one JSON object nor pairs, or if a pair is not what the schema wants.
pub(super) fn read(
    typed: &[String],
    tool: &Tool,
    lang: Lang,
) -> Result<Map<String, Value>, Problem> {
    let advice = lang.call_arguments_advice(tool.name.line(64));
    let wrong = |wrong: Wrong| Problem {
        exit: Exit::Usage,
        what: lang.call_arguments(),
        cause: wrong.cause,
        advice: wrong.advice.unwrap_or_else(|| advice.clone()),
    };
    if let [one] = typed
        && one.trim_start().starts_with(['{', '['])
    {
        return serde_json::from_str(one)
            .map_err(|err| wrong(Wrong::because(lang.call_arguments_not_object(err))));
    }
    pairs(typed, &tool.input_schema, lang).map_err(wrong)
}

/// Why the arguments cannot be read.
struct Wrong {
    cause: String,
    /// What to do; `None` for the advice that always helps.
    advice: Option<String>,
}

impl Wrong {
    fn because(cause: String) -> Self {
        Self { cause, advice: None }
    }
}

fn pairs(typed: &[String], schema: &Value, lang: Lang) -> Result<Map<String, Value>, Wrong> {
    let known = known_keys(schema);
    let mut read = Map::new();
    for pair in typed {
        let Some((key, value)) = pair.split_once('=').filter(|(key, _)| !key.is_empty()) else {
            return Err(Wrong::because(lang.call_arguments_no_pair(shown(pair))));
        };
        if !known.is_empty() && !known.contains(&key) && !arguments::takes_any_key(schema) {
            return Err(unknown(key, &known, lang));
        }
        let value = typed_value(key, value, schema, lang)?;
        if read.insert(key.to_owned(), value).is_some() {
            return Err(Wrong::because(lang.call_arguments_twice(shown(key))));
        }
    }
    let missing: Vec<String> = arguments::missing(&read, schema).map(shown).collect();
    if missing.is_empty() {
        Ok(read)
    } else {
        Err(Wrong::because(lang.call_arguments_missing(missing.join(", "))))
    }
}

fn unknown(key: &str, known: &[&str], lang: Lang) -> Wrong {
    let likeness = |known: &&&str| strsim::jaro_winkler(known, key);
    let nearest = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let all: Vec<String> = known.iter().copied().map(shown).collect();
    Wrong {
        cause: lang.call_arguments_unknown(shown(key)),
        advice: nearest.map(|nearest| lang.call_arguments_nearest(shown(nearest), all.join(", "))),
    }
}

fn typed_value(key: &str, value: &str, schema: &Value, lang: Lang) -> Result<Value, Wrong> {
    arguments::typed(key, value, schema).map_err(|Mistyped { wanted }| {
        let wanted = arguments::described(&wanted, lang);
        Wrong::because(lang.call_arguments_type(shown(key), wanted, shown(value)))
    })
}

fn shown(text: &str) -> String {
    Untrusted::from(text).line(SHOWN)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Lang, Tool, read};

    fn parse_for(schema: &Value, typed: &[&str]) -> Result<Value, String> {
        let tool = Tool::read(json!({ "name": "t", "inputSchema": schema })).unwrap();
        let typed: Vec<String> = typed.iter().map(|text| (*text).to_owned()).collect();
        let told = |problem: crate::error::Problem| {
            assert_eq!(problem.exit, crate::error::Exit::Usage);
            format!("{}. {}", problem.cause, problem.advice)
        };
        read(&typed, &tool, Lang::En).map(Value::Object).map_err(told)
    }

    fn schema() -> Value {
        json!({
            "properties": {
                "code": { "type": "string" },
                "n": { "type": "integer" },
                "rate": { "type": "number" },
                "on": { "type": "boolean" },
                "list": { "type": "array" },
                "map": { "$ref": "#/$defs/map" },
                "note": { "type": ["string", "null"] },
                "age": { "anyOf": [{ "type": "integer" }, { "type": "null" }] },
                "level": { "enum": ["1", "2"] },
                "any": {},
            },
            "$defs": { "map": { "type": "object" } },
        })
    }

    #[test]
    fn pairs_are_typed_by_the_schema() {
        let typed = [
            "code=007",
            "n=7",
            "rate=1.5",
            "on=true",
            "list=[1]",
            "map={\"a\":1}",
            "note=null",
            "age=null",
            "level=1",
            "any=a=b",
        ];
        let meant = json!({
            "code": "007", "n": 7, "rate": 1.5, "on": true, "list": [1], "map": { "a": 1 },
            "note": null, "age": null, "level": "1", "any": "a=b",
        });
        assert_eq!(parse_for(&schema(), &typed), Ok(meant));
        let typed = ["code=null", "note=7", "n=7.0", "rate=3", "age=3", "any=[7]", "note="];
        let meant =
            json!({ "code": "null", "note": "7", "n": 7.0, "rate": 3, "age": 3, "any": [7] });
        assert_eq!(parse_for(&schema(), &typed[..6]), Ok(meant));
        assert_eq!(parse_for(&schema(), &typed[6..]), Ok(json!({ "note": "" })));
        assert_eq!(parse_for(&schema(), &[]), Ok(json!({})));
    }

    #[test]
    fn what_the_schema_does_not_take_is_told_before_the_server_hears_of_it() {
        let refused = |schema: &Value, typed: &[&str]| parse_for(schema, typed).unwrap_err();
        let help =
            "write one JSON object, or key=value pairs; \"mcp-chat tools t\" shows what it takes";
        for (typed, cause) in [
            ("n=siete", "\"n\" takes a whole number, not \"siete\""),
            ("n=7.5", "\"n\" takes a whole number, not \"7.5\""),
            ("on=1", "\"on\" takes true or false, not \"1\""),
            ("rate=\"1\"", "\"rate\" takes a number, not \"\"1\"\""),
            ("list={}", "\"list\" takes a JSON list, not \"{}\""),
            ("map=[]", "\"map\" takes a JSON object, not \"[]\""),
            ("age=x", "\"age\" takes a whole number or null, not \"x\""),
            ("ana", "\"ana\" is not of the form key=value"),
            ("=x", "\"=x\" is not of the form key=value"),
        ] {
            assert_eq!(refused(&schema(), &[typed]), format!("{cause}. {help}"));
        }
        assert_eq!(refused(&schema(), &["n=1", "n=2"]), format!("\"n\" appears twice. {help}"));
        let two = json!({ "properties": { "name": {}, "age": {} }, "required": ["name", "age"] });
        insta::assert_snapshot!(refused(&two, &["nmae=Ana"]), @r#"the tool has no argument "nmae". did you mean name? It takes: name, age"#);
        assert_eq!(refused(&two, &["age=1"]), format!("missing: name. {help}"));
        assert_eq!(refused(&two, &[]), format!("missing: name, age. {help}"));
    }

    #[test]
    fn a_schema_that_takes_more_keys_than_it_names_gets_them() {
        let open =
            json!({ "properties": { "a": {} }, "additionalProperties": { "type": "string" } });
        assert_eq!(parse_for(&open, &["b=1"]), Ok(json!({ "b": 1 })));
        // A server that names nothing has told nothing.
        assert_eq!(parse_for(&json!({ "properties": {} }), &["b=1"]), Ok(json!({ "b": 1 })));
        assert_eq!(parse_for(&Value::Null, &["b=x"]), Ok(json!({ "b": "x" })));
    }

    #[test]
    fn one_json_object_is_taken_whole_and_other_json_is_refused() {
        assert_eq!(
            parse_for(&schema(), &[r#"{"code": 7, "x": 1}"#]),
            Ok(json!({ "code": 7, "x": 1 }))
        );
        for wrong in ["[1]", "{\"a\":"] {
            assert!(
                parse_for(&schema(), &[wrong]).unwrap_err().starts_with("they are no JSON object")
            );
        }
    }
}
