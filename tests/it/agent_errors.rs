//! What goes wrong with the model's API: each ends in one clear error or in an answer.

use serde_json::{Value, json};

use crate::support::cli::Outcome;
use crate::support::mcp::{Reply as Answer, Script, Tool};
use crate::support::model::{Model, Reply, calls, text};
use crate::support::sandbox::Sandbox;

/// Asks one question of a model that replies so, in front of a server without tools.
fn ask(model: &Model) -> Outcome {
    let server = Script::new().start();
    Sandbox::new().mcp(&server).model(model).run(&["-p", "hola"])
}

fn error(status: u16, code: &str, message: &str) -> Reply {
    let body = json!({ "message": message, "type": "invalid_request_error", "code": code });
    Reply::json(status, &json!({ "error": body }))
}

fn delta(text: &str, finish: &str) -> Reply {
    Reply::deltas([json!({ "content": text })], finish)
}

#[test]
fn each_refusal_has_its_status_and_says_what_to_do() {
    let cases = [
        (error(401, "invalid_api_key", "Incorrect API key"), 3, "OPENAI_API_KEY"),
        (error(404, "model_not_found", "The model does not exist"), 5, "MODEL_NAME"),
        (error(429, "insufficient_quota", "You exceeded your quota"), 5, "exceeded your quota"),
        (error(400, "context_length_exceeded", "maximum context length"), 5, "/limpiar"),
        (Reply::body(200, "text/html", b"<html><title>Hola</title>"), 5, "/v1"),
        (Reply::deltas([], "stop"), 5, "sin decir nada"),
    ];
    for (reply, status, says) in cases {
        // One reply alone: a second request would fail the test.
        let model = Model::answering([reply]);
        let run = ask(&model).expect_status(status).expect_stdout("");
        assert!(run.stderr.contains(says), "{says}: {}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 3, "{}", run.stderr);
    }
}

#[test]
fn a_base_url_without_v1_is_named_as_the_fault() {
    let (server, model) = (Script::new().start(), Model::unused());
    let url = model.base_url().replace("/v1", "");
    let person = Sandbox::new().mcp(&server).model(&model).env("OPENAI_BASE_URL", &url);
    let run = person.run(&["-p", "hola"]).expect_status(5);
    assert!(run.stderr.contains("OPENAI_BASE_URL") && run.stderr.contains("/v1"), "{}", run.stderr);
    let mut asked = model.take_violations();
    // The list of models is asked for beside it, or not: the program ends first.
    asked.retain(|sentence| !sentence.contains("/models"));
    assert_eq!(asked, ["POST /chat/completions is no part of the API"]);
}

#[test]
fn a_connection_that_was_closed_unnoticed_is_replaced_without_a_word() {
    let server = Script::new().tool(Tool::new("list").read_only()).start();
    // The second request comes by the first one's connection, which ends.
    let model = Model::answering([calls([("list", json!({}))]), Reply::hang_up(), text("Ana.")]);
    let run = Sandbox::new().mcp(&server).model(&model).run(&["-p", "¿Quién?"]);
    assert!(!run.stderr.contains("⚠️"), "{}", run.stderr);
    run.expect_status(0).expect_stdout("Ana.\n");
}

#[test]
fn what_passes_is_tried_again_and_told() {
    let limited = error(429, "rate_limit_exceeded", "Slow down").header("retry-after-ms", "10");
    let model =
        Model::answering([limited.clone(), Reply::hang_up(), Reply::hang_up(), text("Hola.")]);
    let run = ask(&model);
    let told = run.stderr.replace(&model.base_url(), "URL");
    // The waits have a share of chance in them.
    let told = told.lines().map(|line| line.split(" en ").next().unwrap_or_default());
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @r"
    ⚠️  El modelo no respondió (Slow down [HTTP 429 · rate_limit_exceeded]). Reintento 1 de 2
    ⚠️  El modelo no respondió (la conexión se cortó: el otro lado cerró la conexión). Reintento 2 de 2
    ");
    run.expect_status(0).expect_stdout("Hola.\n");

    let model = Model::answering([limited.clone(), limited.clone(), limited]);
    ask(&model).expect_status(5).expect_stdout("");
}

#[test]
fn an_answer_that_is_cut_short_is_shown_and_is_a_failure() {
    for reply in [text("uno dos tres").cut_after(3), text("uno dos tres").ended_after(3)] {
        let model = Model::answering([reply]);
        ask(&model).expect_status(5).expect_stdout("uno dos \n");
    }
}

#[test]
fn an_answer_that_the_provider_stopped_is_shown_with_a_notice() {
    for (finish, notice) in [("length", "límite de salida"), ("content_filter", "filtró")] {
        let model = Model::answering([delta("medio", finish)]);
        let run = ask(&model);
        assert!(run.stderr.contains(notice), "{}", run.stderr);
        run.expect_status(0).expect_stdout("medio\n");
    }
}

#[test]
fn a_redirect_never_carries_the_key_away() {
    let other = Model::unused();
    let target = format!("{}/chat/completions", other.base_url());
    let moved = Reply::json(307, &json!({})).header("location", &target);
    let run = ask(&Model::answering([moved])).expect_status(5);
    assert!(run.stderr.contains(&target), "{}", run.stderr);
    assert_eq!(other.requests(), [] as [Value; 0]);
}

#[test]
fn a_server_that_ignores_stream_works() {
    let message = json!({ "role": "assistant", "content": "Entero." });
    let choice = json!({ "index": 0, "message": message, "finish_reason": "stop" });
    let whole = json!({ "id": "x", "object": "chat.completion", "choices": [choice] });
    let model = Model::answering([Reply::json(200, &whole)]);
    ask(&model).expect_status(0).expect_stdout("Entero.\n");
}

#[test]
fn a_failed_turn_leaves_a_history_that_the_api_takes() {
    let server = Script::new().tool(Tool::new("t").read_only().always(Answer::text("Ana"))).start();
    let model = Model::answering([
        error(400, "bad", "No"),
        // The round is whole when the second request fails: it stays.
        calls([("t", json!({}))]),
        text("a medias").cut_after(2),
        text("Sigo aquí."),
    ]);
    let person = Sandbox::new().mcp(&server).model(&model);
    let run = person.run_with(&[], "uno\ndos\ntres\n");
    run.expect_status(5).expect_stdout("a \nSigo aquí.\n");
    let roles: Vec<_> = model.last_messages().iter().map(|said| said["role"].clone()).collect();
    assert_eq!(roles, ["system", "user", "assistant", "tool", "user"]);
}
