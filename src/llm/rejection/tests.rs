use serde_json::value::RawValue;

use super::{Field, Fix, Learned};
use crate::config::{Generation, ReasoningEffort};
use crate::llm::request::Function;
use crate::llm::{ApiError, Details};

fn error(status: u16, body: &str) -> ApiError {
    ApiError::new(Some(status), Details::from_body(body), None)
}

fn message(text: &str) -> ApiError {
    error(400, &serde_json::json!({"error": {"message": text}}).to_string())
}

fn tool(name: &str) -> Function {
    let definition = RawValue::from_string("{}".to_owned()).expect("JSON");
    Function { name: name.to_owned(), definition }
}

const SENT: [Field; 5] = [
    Field::Temperature,
    Field::StreamOptions,
    Field::PromptCacheKey,
    Field::ReasoningEffort,
    Field::MaxTokens,
];

/// What a refusal of a request with the tools `a`, `b` and every field teaches.
fn fix(learned: &Learned, error: &ApiError) -> Option<Fix> {
    let (a, b) = (tool("a"), tool("b"));
    let asked =
        Generation { reasoning_effort: Some(ReasoningEffort::High), ..Generation::default() };
    learned.fix(error, &asked, &SENT, &[&a, &b])
}

#[test]
fn a_named_parameter_is_fixed() {
    let table = [
        ("Unrecognized request argument supplied: reasoning_effort", Field::ReasoningEffort),
        (
            "Unsupported value: 'temperature' does not support 0.2 with this model.",
            Field::Temperature,
        ),
        ("Unknown field `stream_options`", Field::StreamOptions),
        ("Unsupported parameter: prompt_cache_key", Field::PromptCacheKey),
    ];
    for (text, field) in table {
        assert_eq!(fix(&Learned::default(), &message(text)), Some(Fix::Drop(field)), "{text}");
    }
    let forbidden = r#"{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],
        "msg":"Extra inputs are not permitted"}]}"#;
    assert_eq!(
        fix(&Learned::default(), &error(422, forbidden)),
        Some(Fix::Drop(Field::StreamOptions))
    );
}

#[test]
fn what_is_no_refusal_of_a_field_is_not_fixed() {
    for text in [
        "max_tokens is too large: 200000. This model takes at most 16384.",
        "Unsupported parameter: 'logprobs'",
        "my_temperature_field is unknown",
        "Invalid 'messages[1].role'",
        "",
    ] {
        assert_eq!(fix(&Learned::default(), &message(text)), None, "{text}");
    }
    let text = r#"{"error":{"message":"Unknown field temperature"}}"#;
    for status in [401, 403, 429, 500] {
        assert_eq!(fix(&Learned::default(), &error(status, text)), None, "{status}");
    }
}

#[test]
fn the_limit_changes_its_name_once() {
    let refused = message(
        "Unsupported parameter: 'max_tokens' is not supported with this model. \
         Use 'max_completion_tokens' instead.",
    );
    let mut learned = Learned::default();
    assert_eq!(fix(&learned, &refused), Some(Fix::OtherLimit));
    learned.learn(&Fix::OtherLimit);
    assert_eq!(fix(&learned, &refused), Some(Fix::Drop(Field::MaxTokens)));
}

#[test]
fn the_effort_is_none_then_absent_then_given_up() {
    let wants_none = message(
        "Function tools with reasoning_effort are not supported for gpt-6-luna in \
         /v1/chat/completions. To use function tools, use /v1/responses or set reasoning_effort \
         to 'none'.",
    );
    let no_none = message(
        "Unsupported value: 'reasoning_effort' does not support 'none' with this model. \
         Supported values are: 'low', 'medium', 'high', and 'xhigh'.",
    );
    let mut learned = Learned::default();
    let drop = Some(Fix::Drop(Field::ReasoningEffort));
    assert_eq!(fix(&learned, &no_none), drop, "not \"none\", which is what it refuses");
    assert_eq!(fix(&learned, &wants_none), Some(Fix::NoEffort));
    learned.learn(&Fix::NoEffort);
    let asked_nothing = learned.fix(&no_none, &Generation::default(), &SENT, &[&tool("a")]);
    assert_eq!(asked_nothing, None, "absent was the first try");
    assert_eq!(fix(&learned, &no_none), drop);
    learned.learn(&Fix::Drop(Field::ReasoningEffort));
    assert_eq!(fix(&learned, &wants_none), None);
}

#[test]
fn one_bad_tool_is_found_by_name_or_place() {
    let by_place = r#"{"error":{"message":"Invalid schema for function: array schema missing items",
        "param":"tools[1].function.parameters","code":"invalid_function_parameters"}}"#;
    let a_then_b = [
        (error(400, by_place), "b"),
        (message("Invalid schema for function 'a': [] is not valid"), "a"),
        (message("tools.0.custom.input_schema: JSON schema is invalid: unsupported keyword"), "a"),
    ];
    for (refused, name) in a_then_b {
        assert_eq!(fix(&Learned::default(), &refused), Some(Fix::DropTool(name.to_owned())));
    }
    let beyond = message("Invalid schema for function at tools[7]: unsupported");
    assert_eq!(fix(&Learned::default(), &beyond), None);
}

#[test]
fn a_model_without_tools_goes_on_without_them() {
    let ollama = message("registry.ollama.ai/library/gemma3:4b does not support tools");
    assert_eq!(fix(&Learned::default(), &ollama), Some(Fix::NoTools));
    let open_router = error(
        404,
        r#"{"error":{"code":404,"message":"No endpoints found that support tool use."}}"#,
    );
    assert_eq!(fix(&Learned::default(), &open_router), Some(Fix::NoTools));
    let without = Learned::default().fix(&ollama, &Generation::default(), &[], &[]);
    assert_eq!(without, None, "there was none to leave out");
}

#[test]
fn reasoning_that_was_left_out_is_sent_blank() {
    let refused =
        message("The `reasoning_content` in the thinking mode must be passed back to the API.");
    let mut learned = Learned::default();
    assert_eq!(fix(&learned, &refused), Some(Fix::BlankReasoning));
    learned.learn(&Fix::BlankReasoning);
    assert_eq!(fix(&learned, &refused), None);
}
