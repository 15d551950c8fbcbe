//! What a model's server refuses is left out once, told where a person would miss it, and
//! remembered for the rest of the session.

use serde_json::{Value, json};

use crate::support::chat::person;
use crate::support::mcp::{Script, Server, Tool};
use crate::support::model::{Model, Reply, text};

fn server() -> Server {
    Script::new().tool(Tool::new("list").read_only()).start()
}

fn unsupported(param: &str) -> Reply {
    let message = format!("Unsupported parameter: '{param}' is not supported with this model.");
    Reply::refused("unsupported_parameter", Some(param), &message)
}

/// The values of a field, a request each.
fn sent(model: &Model, field: &str) -> Vec<Value> {
    model.requests().iter().map(|request| request[field].clone()).collect()
}

#[test]
fn a_refused_parameter_is_dropped_told_once_and_remembered() {
    let server = server();
    let model = Model::answering([unsupported("temperature"), text("Uno."), text("Dos.")]);
    let run = person(&server, &model).run_with(&["--temperature", "0.5"], "1\n2\n");
    assert_eq!(run.stderr.matches("«temperature»").count(), 1, "{}", run.stderr);
    run.expect_status(0).expect_stdout("Uno.\nDos.\n");
    assert_eq!(sent(&model, "temperature"), [json!(0.5), Value::Null, Value::Null]);
}

#[test]
fn the_limit_of_output_goes_by_its_other_name() {
    let server = server();
    let message = "Unsupported parameter: 'max_tokens' is not supported with this model. Use \
                   'max_completion_tokens' instead.";
    let refused = Reply::refused("unsupported_parameter", Some("max_tokens"), message);
    let model = Model::answering([refused, text("Uno."), text("Dos.")]);
    let run = person(&server, &model).run_with(&["--max-tokens", "500"], "1\n2\n");
    assert!(!run.stderr.contains("max_tokens"), "nothing is missed: {}", run.stderr);
    run.expect_status(0).expect_stdout("Uno.\nDos.\n");
    assert_eq!(sent(&model, "max_tokens"), [json!(500), Value::Null, Value::Null]);
    assert_eq!(sent(&model, "max_completion_tokens"), [Value::Null, json!(500), json!(500)]);
}

#[test]
fn several_refusals_in_a_row_are_followed_but_not_for_ever() {
    let server = server();
    let model = Model::answering([
        unsupported("temperature"),
        unsupported("stream_options"),
        unsupported("reasoning_effort"),
        text("Uno."),
    ])
    .also_takes("reasoning_effort");
    let arguments = ["-p", "1", "--temperature", "0.5", "--reasoning-effort", "low"];
    person(&server, &model).run(&arguments).expect_status(0).expect_stdout("Uno.\n");
    let fields: Vec<Vec<String>> = model
        .requests()
        .iter()
        .map(|request| {
            let request = request.as_object().expect("an object");
            let optional = ["temperature", "stream_options", "reasoning_effort"];
            optional
                .iter()
                .filter(|name| request.contains_key(**name))
                .map(|name| (*name).to_owned())
                .collect()
        })
        .collect();
    assert_eq!(
        fields,
        [
            vec!["temperature", "stream_options", "reasoning_effort"],
            vec!["stream_options", "reasoning_effort"],
            vec!["reasoning_effort"],
            vec![],
        ]
    );
}

#[test]
fn a_refusal_that_names_nothing_sent_is_an_error() {
    let server = server();
    let model = Model::answering([unsupported("top_k")]);
    person(&server, &model).run(&["-p", "1"]).expect_status(5).expect_stdout("");
}

#[test]
fn without_tools_the_chat_goes_on_and_says_so() {
    let server = server();
    let message = "registry.ollama.ai/library/phi3 does not support tools";
    let refused = Reply::json(400, &json!({ "error": { "message": message } }));
    let model = Model::answering([refused, text("Uno."), text("Dos.")]);
    let run = person(&server, &model).run_with(&[], "1\n2\n");
    let told = "Este modelo no puede usar herramientas";
    assert_eq!(run.stderr.matches(told).count(), 1, "{}", run.stderr);
    run.expect_status(0).expect_stdout("Uno.\nDos.\n");
    let offered: Vec<bool> = sent(&model, "tools").iter().map(Value::is_array).collect();
    assert_eq!(offered, [true, false, false]);
}

#[test]
fn one_bad_tool_is_left_out_and_the_rest_stay() {
    let server =
        Script::new().tool(Tool::new("a").read_only()).tool(Tool::new("b").read_only()).start();
    let message = "Invalid schema for function 'b': schema must be a JSON Schema of 'type: \
                   \"object\"', got 'type: \"None\"'.";
    let refused = Reply::refused(
        "invalid_function_parameters",
        Some("tools[1].function.parameters"),
        message,
    );
    let model = Model::answering([refused, text("Uno.")]);
    let run = person(&server, &model).run(&["-p", "1"]);
    assert!(run.stderr.contains("la definición de la herramienta b"), "{}", run.stderr);
    run.expect_status(0).expect_stdout("Uno.\n");
    let names: Vec<Vec<Value>> = sent(&model, "tools")
        .iter()
        .map(|tools| {
            let tools = tools.as_array().expect("tools").iter();
            tools.map(|tool| tool["function"]["name"].clone()).collect()
        })
        .collect();
    assert_eq!(names, [vec!["a", "b"], vec!["a"]]);
}
