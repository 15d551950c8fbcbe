//! Is what the server asks handed over, answered, withdrawn and bounded, while the session goes on?

use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::wire::{SECOND, Wire, assert_works, calling, memory, outcome};
use crate::mcp::requests::{Abilities, Answering, Question, Refusal, Root, ServerRequest};
use crate::mcp::{Client, McpError, Tasks};

fn everything() -> Abilities {
    let root = Root { uri: "file:///casa".into(), name: "casa".into() };
    Abilities { forms: true, urls: true, sampling: true, roots: vec![root] }
}

/// A client that answers these, its server, what it declared, and where questions arrive.
async fn answering(
    abilities: Abilities,
) -> (Client, Tasks, Wire, Value, mpsc::Receiver<ServerRequest>) {
    let (memory, mut server) = memory();
    let (questions, asked) = mpsc::channel(100);
    let answering = Answering { abilities, questions };
    let connecting = tokio::spawn(Client::connect_answering(memory, 60 * SECOND, answering));
    let mut wire = server.accept().await;
    let hello = wire.take("initialize").await;
    let result = json!({
        "protocolVersion": "2025-11-25", "capabilities": { "tools": {} },
        "serverInfo": { "name": "preguntón" },
    });
    wire.answer(hello["id"].as_i64().expect("an id"), result).await;
    wire.take("notifications/initialized").await;
    wire.list(&json!([])).await;
    let (client, tasks) = connecting.await.expect("no panic").expect("connected");
    (client, tasks, wire, hello["params"]["capabilities"].clone(), asked)
}

fn form(id: &Value) -> Value {
    let params = json!({ "message": "¿Quién?", "requestedSchema": {} });
    json!({ "jsonrpc": "2.0", "id": id, "method": "elicitation/create", "params": params })
}

fn error(id: &Value, code: i64, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
}

#[tokio::test(start_paused = true)]
async fn only_what_can_be_answered_is_declared() {
    let all = json!({
        "elicitation": { "form": {}, "url": {} }, "sampling": { "tools": {} }, "roots": {},
    });
    let (.., declared, _asked) = answering(everything()).await;
    assert_eq!(declared, all);
    let (.., declared, _asked) = answering(Abilities::default()).await;
    assert_eq!(declared, json!({}));
    let forms = Abilities { forms: true, ..Abilities::default() };
    let (.., declared, _asked) = answering(forms).await;
    assert_eq!(declared, json!({ "elicitation": { "form": {} } }));
}

#[tokio::test(start_paused = true)]
async fn a_question_waits_for_its_answer_and_nothing_else_does() {
    let (client, _tasks, mut wire, _, mut asked) = answering(everything()).await;
    let calling = calling(&client, false);
    let id = wire.call().await;
    // The server's id may be ours too.
    wire.put(form(&json!(id))).await;
    let request = asked.recv().await.expect("the question");
    assert_eq!(request.server.raw(), "preguntón");
    assert!(matches!(request.question, Question::Form(_)));
    // Longer than a call may be silent: the call waits for the person as well.
    for _ in 0..10 {
        tokio::time::sleep(30 * SECOND).await;
        assert_works(&client, &mut wire).await;
    }
    request.reply.send(Ok(json!({ "action": "decline" }))).expect("somebody waits");
    let sent = wire.next().await.accept();
    assert_eq!(sent, json!({ "jsonrpc": "2.0", "id": id, "result": { "action": "decline" } }));
    tokio::time::sleep(59 * SECOND).await;
    wire.answer(id, json!("done")).await;
    assert_eq!(outcome(calling).await, Ok(json!("done")));
}

#[tokio::test(start_paused = true)]
async fn without_a_question_a_silent_call_still_runs_out_of_time() {
    let (client, _tasks, mut wire, _, mut asked) = answering(everything()).await;
    let calling = calling(&client, false);
    wire.call().await;
    wire.put(form(&json!(1))).await;
    asked.recv().await.expect("the question").reply.send(Ok(json!({}))).expect("it waits");
    let timeout = McpError::Timeout { method: "tools/call".into(), limit: 60 * SECOND, idle: true };
    assert_eq!(outcome(calling).await, Err(timeout));
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_answered_is_told_at_once() {
    let (_client, _tasks, mut wire, _, asked) =
        answering(Abilities { forms: true, ..Abilities::default() }).await;
    let id = json!("a");
    let ask = |method: &str, params: Value| json!({ "id": id, "method": method, "params": params });
    for (message, code, reason) in [
        (
            ask("sampling/createMessage", json!({})),
            -32601,
            "Method not found: sampling/createMessage",
        ),
        (ask("roots/list", json!({})), -32601, "Method not found: roots/list"),
        (ask("x/y", json!({})), -32601, "Method not found: x/y"),
        (
            ask("elicitation/create", json!({ "mode": "url", "url": "https://a" })),
            -32602,
            "this mode of elicitation was not declared",
        ),
    ] {
        wire.put(message).await;
        assert_eq!(wire.next().await.accept(), error(&id, code, reason));
    }
    // Whoever should answer went away.
    drop(asked);
    wire.put(form(&id)).await;
    assert_eq!(wire.next().await.accept(), error(&id, -32603, "there is nobody who answers"));
}

#[tokio::test(start_paused = true)]
async fn a_question_that_is_dropped_or_refused_is_answered_all_the_same() {
    let (_client, _tasks, mut wire, _, mut asked) = answering(everything()).await;
    wire.put(form(&json!(0))).await;
    drop(asked.recv().await);
    assert_eq!(wire.next().await.accept(), error(&json!(0), -32603, "there is nobody who answers"));
    wire.put(form(&json!(0))).await;
    let refusal = Refusal::new(-1, "User rejected sampling request");
    asked.recv().await.expect("asked").reply.send(Err(refusal)).expect("it waits");
    let refused = error(&json!(0), -1, "User rejected sampling request");
    assert_eq!(wire.next().await.accept(), refused);
}

#[tokio::test(start_paused = true)]
async fn a_question_that_the_server_withdraws_is_not_answered() {
    let (client, _tasks, mut wire, _, mut asked) = answering(everything()).await;
    for id in [json!(0), json!("0")] {
        wire.put(form(&id)).await;
    }
    let (first, second) = (asked.recv().await.expect("asked"), asked.recv().await.expect("asked"));
    let cancelled = json!({ "method": "notifications/cancelled", "params": { "requestId": 0 } });
    wire.put(cancelled).await;
    assert_eq!(timeout(SECOND, first.withdrawn.cancelled()).await, Ok(()));
    assert!(!second.withdrawn.is_cancelled(), "\"0\" is another id than 0");
    drop(first.reply.send(Ok(json!("late"))));
    second.reply.send(Ok(json!("s"))).expect("it waits");
    let sent = wire.next().await.accept();
    assert_eq!(sent, json!({ "jsonrpc": "2.0", "id": "0", "result": "s" }));
    assert_works(&client, &mut wire).await;
}

#[tokio::test(start_paused = true)]
async fn the_end_of_the_session_withdraws_its_questions() {
    let (_client, _tasks, wire, _, mut asked) = answering(everything()).await;
    wire.put(form(&json!(0))).await;
    let request = asked.recv().await.expect("asked");
    wire.end(crate::mcp::transport::LinkEnd::Ended);
    let withdrawn = timeout(SECOND, request.withdrawn.cancelled()).await;
    assert_eq!(withdrawn, Ok(()));
}

#[tokio::test(start_paused = true)]
async fn a_flood_of_questions_is_bounded() {
    let (client, _tasks, mut wire, _, mut asked) = answering(everything()).await;
    for id in 0..70 {
        wire.put(form(&json!(id))).await;
    }
    for id in 64..70 {
        let busy = error(&json!(id), -32603, "too many requests of the server at once");
        assert_eq!(wire.next().await.accept(), busy);
    }
    assert_works(&client, &mut wire).await;
    // Each that is answered makes room for one.
    drop(asked.recv().await);
    wire.next().await.accept();
    wire.put(form(&json!(70))).await;
    assert_works(&client, &mut wire).await;
    assert_eq!(asked.len(), 64);
}

#[tokio::test(start_paused = true)]
async fn roots_are_listed_without_asking_anybody() {
    let (_client, _tasks, mut wire, _, _asked) = answering(everything()).await;
    wire.put(json!({ "id": 0, "method": "roots/list" })).await;
    let roots = json!({ "roots": [{ "uri": "file:///casa", "name": "casa" }] });
    assert_eq!(wire.next().await.accept(), json!({ "jsonrpc": "2.0", "id": 0, "result": roots }));
}
