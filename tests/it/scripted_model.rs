//! The scripted model, driven by a bare HTTP client.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, Response};
use serde_json::{Value, json};

use crate::support::model::{KEY, Model, Reply, calls, raw_calls, text};
use crate::support::watched::Gate;

fn question() -> Value {
    json!({ "model": "m", "stream": true, "messages": [{ "role": "user", "content": "Hola" }] })
}

async fn post(model: &Model, body: &Value) -> reqwest::Result<Response> {
    let url = format!("{}/chat/completions", model.base_url());
    Client::new().post(url).bearer_auth(KEY).json(body).send().await
}

/// The JSON of each event; `[DONE]` stays as a text.
fn events(body: &str) -> Vec<Value> {
    let datas = body.split_terminator("\n\n").filter_map(|event| event.strip_prefix("data: "));
    datas.map(|data| serde_json::from_str(data).unwrap_or_else(|_| json!(data))).collect()
}

fn deltas(body: &str, pointer: &str) -> String {
    let events = events(body);
    events.iter().filter_map(|event| event.pointer(pointer)?.as_str()).collect()
}

#[tokio::test]
async fn texts_and_calls_come_in_fragments_and_in_order() {
    let model = Model::answering([text("Hola, Ana."), calls([("add", json!({ "a": 2 }))])]);
    let first = post(&model, &question()).await.expect("an answer");
    assert_eq!(first.headers()["content-type"], "text/event-stream");
    let first = first.text().await.expect("a body");
    assert_eq!(deltas(&first, "/choices/0/delta/content"), "Hola, Ana.");
    assert_eq!(deltas(&first, "/choices/0/finish_reason"), "stop");
    assert_eq!(events(&first).last(), Some(&json!("[DONE]")));

    let second = post(&model, &question()).await.expect("an answer");
    let second = second.text().await.expect("a body");
    let arguments = deltas(&second, "/choices/0/delta/tool_calls/0/function/arguments");
    assert_eq!(arguments, "{\"a\":2}");
    assert_eq!(deltas(&second, "/choices/0/delta/tool_calls/0/id"), "call_0");
    assert_eq!(deltas(&second, "/choices/0/finish_reason"), "tool_calls");
    assert_eq!(model.requests(), [question(), question()]);
    assert_eq!(model.last_messages(), [json!({ "role": "user", "content": "Hola" })]);
}

#[tokio::test]
async fn bodies_and_raw_streams_are_sent_to_the_letter() {
    let raw = b"\xef\xbb\xbfdata: \xff\r\n\r\n";
    let broken = [("".to_owned(), "add".to_owned(), "{\"a\":".to_owned())];
    let model = Model::answering([
        Reply::json(429, &json!({ "error": {} })).header("retry-after", "7"),
        Reply::body(200, "text/html", b"<html>"),
        Reply::sse(raw).chunks_of(1),
        raw_calls(broken),
    ])
    .otherwise(Reply::json(200, &json!({})));
    let limited = post(&model, &question()).await.expect("an answer");
    assert_eq!(
        (limited.status().as_u16(), &limited.headers()["retry-after"]),
        (429, &"7".parse().expect("a header"))
    );
    let page = post(&model, &question()).await.expect("an answer");
    assert_eq!(page.text().await.expect("a body"), "<html>");
    let bytes = post(&model, &question()).await.expect("an answer").bytes().await;
    assert_eq!(bytes.expect("a body").as_ref(), raw);
    let call = post(&model, &question()).await.expect("an answer").text().await.expect("a body");
    assert_eq!(deltas(&call, "/choices/0/delta/tool_calls/0/function/arguments"), "{\"a\":");
    let beyond = post(&model, &question()).await.expect("an answer");
    assert_eq!(beyond.json::<Value>().await.expect("JSON"), json!({}));
}

#[tokio::test]
async fn connections_end_badly_where_the_script_says_so() {
    let model = Model::answering([
        Reply::hang_up(),
        text("uno dos tres").cut_after(2),
        text("uno dos tres").ended_after(2),
    ]);
    post(&model, &question()).await.expect_err("no headers");
    let mut cut = post(&model, &question()).await.expect("headers");
    cut.chunk().await.expect("the role");
    let rest = async {
        while cut.chunk().await?.is_some() {}
        Ok::<(), reqwest::Error>(())
    };
    rest.await.expect_err("a cut body");
    let ended = post(&model, &question()).await.expect("headers").text().await.expect("a body");
    assert_eq!(deltas(&ended, "/choices/0/delta/content"), "uno ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_holds_a_stream_and_a_client_that_leaves_is_counted() {
    let gate = Gate::new();
    let model = Model::answering([
        text("uno dos").hold_at(2, &gate).every(Duration::from_millis(1)),
        text("uno").stall_after(1),
        Reply::silent(),
    ]);
    let mut held = post(&model, &question()).await.expect("headers");
    let mut body = String::new();
    while !body.contains("uno ") {
        body += std::str::from_utf8(&held.chunk().await.expect("a chunk").expect("more"))
            .expect("UTF-8");
    }
    let none = tokio::time::timeout(Duration::from_millis(50), held.chunk()).await;
    none.expect_err("nothing passes a closed gate");
    gate.open();
    assert!(held.text().await.expect("the rest").contains("dos"));

    let mut stalled = post(&model, &question()).await.expect("headers");
    stalled.chunk().await.expect("the role");
    assert_eq!(model.headers()[1].iter().filter(|(name, _)| name == "authorization").count(), 1);
    drop(stalled);
    let model = Arc::new(model);
    let asking = Arc::clone(&model);
    let silent = tokio::spawn(async move { post(&asking, &question()).await });
    model.wait_until("the silent reply is asked for", |log| log.requests.len() == 3);
    silent.abort();
    model.wait_until("both clients are seen to leave", |log| log.abandoned == 2);
}

#[tokio::test]
async fn a_request_that_the_api_refuses_gets_400_and_is_kept_for_the_end() {
    let model = Model::answering([text("nunca")]).key(None).also_takes("seed");
    let mut wrong = question();
    wrong["tools"] = json!([]);
    wrong["seed"] = json!(1);
    let refused = post(&model, &wrong).await.expect("an answer");
    assert_eq!(refused.status(), 400);
    let sentences = ["0 tools, not 1 to 128", "the Authorization header is not the expected one"];
    assert_eq!(model.take_violations(), sentences);

    let models = format!("{}/models", model.base_url());
    assert_eq!(reqwest::get(models).await.expect("an answer").status(), 200);
    let elsewhere = model.base_url().replace("/v1", "/chat/completions");
    assert_eq!(reqwest::get(elsewhere).await.expect("an answer").status(), 404);
    assert_eq!(model.take_violations(), ["GET /chat/completions is no part of the API"]);
}

#[tokio::test]
async fn dropping_the_model_fails_on_broken_rules_and_unused_replies() {
    let broken = Model::unused();
    assert_eq!(post(&broken, &question()).await.expect("an answer").status(), 400);
    assert!(complaint(broken).contains("a request beyond the last scripted reply"));
    let unused = Model::answering([text("nunca"), text("tampoco")]);
    assert!(complaint(unused).contains("2 scripted replies of the model were never asked for"));
}

fn complaint(model: Model) -> String {
    let dropped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(model)));
    let panic = dropped.expect_err("dropping the model fails");
    panic.downcast_ref::<String>().expect("a panic with a sentence").clone()
}
