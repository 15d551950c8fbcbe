//! Corner cases of the model's wire whose end lies beyond the client: what the program makes of
//! the recorded payloads.
//!
//! The table of all cases is next to the client (`llm::tests::cases`); it names these tests.

use serde_json::json;

use crate::support::mcp::{Executed, Reply as Answer, Script, Server, Tool};
use crate::support::model::{Model, Reply, text};
use crate::support::sandbox::Sandbox;

/// Streams a recorded payload.
fn recorded(file: &str) -> Reply {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/model/");
    Reply::sse(&std::fs::read(format!("{folder}{file}")).expect(file))
}

/// A server whose one tool says the weather.
fn weather() -> Server {
    let tool = Tool::new("get_weather").read_only().always(Answer::text("7 °C"));
    Script::new().tool(tool).start()
}

fn oslo() -> Executed {
    Executed { name: "get_weather".into(), arguments: json!({ "city": "Oslo" }) }
}

#[test]
fn a_name_with_the_marks_of_harmony_finds_its_tool() {
    let (server, model) =
        (weather(), Model::answering([recorded("tools/t17_harmony_name.sse"), text("Frío.")]));
    let run = Sandbox::new().mcp(&server).model(&model).run(&["-p", "¿Tiempo?"]);
    run.expect_status(0).expect_stdout("Frío.\n");
    assert_eq!(server.ledger(), [oslo()]);
    let asked = &model.last_messages()[2]["tool_calls"][0]["function"]["name"];
    assert_eq!(asked, "get_weather", "the history holds a name that every API takes");
}

#[test]
fn a_call_that_leaks_into_the_text_is_told_and_not_run() {
    let server = weather();
    let model = Model::answering([recorded("tools/t26_leaked_tool_call_text.sse")]);
    let run = Sandbox::new().mcp(&server).model(&model).run(&["-p", "¿Tiempo?"]);
    assert!(run.stderr.contains("no reconoció; no se ejecuta"), "{}", run.stderr);
    run.expect_status(0);
    assert_eq!(server.ledger(), []);
}

#[test]
fn calls_beyond_what_a_history_may_hold_are_left_out_and_told() {
    let server = weather();
    let model =
        Model::answering([recorded("tools/t28_large_parallel_130.sse"), text("Hace frío.")]);
    let run = Sandbox::new().mcp(&server).model(&model).run(&["-p", "¿Tiempo?"]);
    assert!(run.stderr.contains("sin hacer: 2"), "{}", run.stderr);
    run.expect_status(0).expect_stdout("Hace frío.\n");
    assert_eq!(server.ledger().len(), 128);
    let calls = model.last_messages()[2]["tool_calls"].as_array().map(Vec::len);
    assert_eq!(calls, Some(128));
}

#[test]
fn a_reply_that_promises_calls_and_holds_none_ends_the_turn() {
    let server = weather();
    // One reply alone: a second request would fail the test.
    let model = Model::answering([recorded("tools/t30_finish_tool_calls_but_none.sse")]);
    let run = Sandbox::new().mcp(&server).model(&model).run(&["-p", "hola"]);
    run.expect_status(0).expect_stdout("Hi\n");
}

#[test]
fn a_model_that_is_being_loaded_is_waited_for_and_told() {
    let body = json!({ "error": { "code": 503, "message": "Loading model", "type": "unavailable_error" } });
    let loading = Reply::json(503, &body).header("retry-after-ms", "10");
    let replies = [loading.clone(), loading.clone(), loading.clone(), loading, text("Ya.")];
    let (server, model) = (weather(), Model::answering(replies));
    let run = Sandbox::new().mcp(&server).model(&model).run(&["-p", "hola"]);
    // The waits have a share of chance in them.
    let told = run.stderr.lines().map(|line| line.split(" en ").next().unwrap_or_default());
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @r"
    ⚠️  El modelo no respondió (el servidor todavía carga el modelo: Loading model [HTTP 503 · unavailable_error]). Reintento 1 de 10
    ⚠️  El modelo no respondió (el servidor todavía carga el modelo: Loading model [HTTP 503 · unavailable_error]). Reintento 2 de 10
    ⚠️  El modelo no respondió (el servidor todavía carga el modelo: Loading model [HTTP 503 · unavailable_error]). Reintento 3 de 10
    ⚠️  El modelo no respondió (el servidor todavía carga el modelo: Loading model [HTTP 503 · unavailable_error]). Reintento 4 de 10
    ");
    run.expect_status(0).expect_stdout("Ya.\n");
}
