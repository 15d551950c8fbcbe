//! What a stateless server asks in the middle of a request, and how its state comes back.

use mcp_chat::mcp::requests::{Abilities, Answering, Question, ServerRequest};
use mcp_chat::mcp::{Client, McpError, Tasks, Unusable};
use mcp_chat::untrusted::Untrusted;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::mcp_modern::{call, connect, text, transport, with_tools};
use crate::support::mcp::modern::{Act, Stateless, complete, input_required};
use crate::support::watched::LIMIT;

#[tokio::test]
async fn a_state_is_sent_back_to_the_letter_and_to_no_other_call() {
    let server = with_tools();
    let (client, tasks) = connect(&server).await;
    let state = "  {\"n\": 1.0, \"é\": \"\\u00e9\"}\n\u{0}";
    server.answer("tools/call", input_required(json!({ "requestState": state })));
    server.answer("tools/call", complete(&text("fin")));
    let result = client.call_raw(&call("t", json!({ "a": 1 }))).await.expect("a result");
    assert_eq!(result["content"], text("fin")["content"]);
    server.answer("tools/call", complete(&text("otro")));
    client.call_raw(&call("t", json!({}))).await.expect("a result");
    let sent = server.sent("tools/call");
    let said = |at: usize| {
        let params = &sent[at].json["params"];
        (sent[at].json["id"].clone(), params["arguments"].clone(), params["requestState"].clone())
    };
    let (one, none) = (json!({ "a": 1 }), Value::Null);
    assert_eq!(said(0), (json!(3), one.clone(), none.clone()));
    assert_eq!(said(1), (json!("3.1"), one, json!(state)));
    assert_eq!(said(2), (json!(4), json!({}), none));
    client.close(tasks).await;
}

#[tokio::test]
async fn what_nobody_can_answer_ends_the_call_with_a_reason() {
    let server = with_tools();
    let (client, tasks) = connect(&server).await;
    let ask = json!({ "inputRequests": { "q": { "method": "x/unknown", "params": {} } } });
    server.answer("tools/call", input_required(ask));
    let unusable =
        |unusable| Err::<Value, _>(McpError::Unusable { method: "tools/call".into(), unusable });
    let error = client.call_raw(&call("t", json!({}))).await;
    let denied = Unusable::Denied(Untrusted::from("Method not found: x/unknown"));
    assert_eq!(error, unusable(denied));
    server.answer("tools/call", Act::Json(200, json!({ "result": { "resultType": "later" } })));
    let error = client.call_raw(&call("t", json!({}))).await;
    assert_eq!(error, unusable(Unusable::ResultType("later".into())));
    client.close(tasks).await;
}

/// A client whose person fills in forms, and the questions that reach them.
async fn connect_asked(server: &Stateless) -> (Client, Tasks, mpsc::Receiver<ServerRequest>) {
    let (questions, asked) = mpsc::channel(8);
    let abilities = Abilities { forms: true, ..Abilities::default() };
    let answering = Answering { abilities, questions };
    let transport = Box::new(transport(&server.url()));
    let (client, tasks) =
        Client::connect_answering(transport, LIMIT, answering).await.expect("connected");
    (client, tasks, asked)
}

fn form(message: &str) -> Value {
    json!({ "method": "elicitation/create", "params": { "message": message,
        "requestedSchema": { "type": "object", "properties": { "a": { "type": "string" } } } } })
}

#[tokio::test]
async fn what_the_server_asks_in_between_is_answered_by_a_person_and_sent_with_the_call() {
    let server = with_tools();
    let (client, tasks, mut asked) = connect_asked(&server).await;
    let both = json!({ "one": form("¿uno?"), "two": form("¿dos?") });
    server.answer(
        "tools/call",
        input_required(json!({ "inputRequests": both, "requestState": "s" })),
    );
    server
        .answer("tools/call", input_required(json!({ "inputRequests": { "last": form("¿y?") } })));
    server.answer("tools/call", complete(&text("fin")));
    let calling = tokio::spawn({
        let client = client.clone();
        async move { client.call_raw(&call("t", json!({}))).await }
    });
    let mut messages = Vec::new();
    for answer in ["1", "2", "3"] {
        let ServerRequest { question, reply, server, .. } = asked.recv().await.expect("asked");
        let Question::Form(form) = question else { panic!("{question:?}") };
        messages.push(format!("{}: {}", server.raw(), form.message.raw()));
        let content = json!({ "action": "accept", "content": { "a": answer } });
        reply.send(Ok(content)).expect("somebody waits");
    }
    assert_eq!(messages, ["stateless: ¿uno?", "stateless: ¿dos?", "stateless: ¿y?"]);
    let result = calling.await.expect("no panic").expect("a result");
    assert_eq!(result["content"], text("fin")["content"]);
    let sent = server.sent("tools/call");
    let capabilities = json!({ "elicitation": { "form": {} } });
    let meta = &sent[0].json["params"]["_meta"];
    assert_eq!(meta["io.modelcontextprotocol/clientCapabilities"], capabilities);
    let accepted = |answer: &str| json!({ "action": "accept", "content": { "a": answer } });
    let answers = json!({ "one": accepted("1"), "two": accepted("2") });
    assert_eq!(sent[1].json["params"]["inputResponses"], answers);
    assert_eq!(sent[2].json["params"]["inputResponses"], json!({ "last": accepted("3") }));
    let states: Vec<_> = sent.iter().map(|seen| &seen.json["params"]["requestState"]).collect();
    assert_eq!(states, [&Value::Null, &json!("s"), &Value::Null]);
    client.close(tasks).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_of_a_call_that_is_given_up_is_taken_back() {
    let server = with_tools();
    let (client, tasks, mut asked) = connect_asked(&server).await;
    server.answer("tools/call", input_required(json!({ "inputRequests": { "q": form("¿?") } })));
    let calling = tokio::spawn({
        let client = client.clone();
        async move { client.call_raw(&call("t", json!({}))).await }
    });
    let question = asked.recv().await.expect("asked");
    calling.abort();
    tokio::time::timeout(LIMIT, question.withdrawn.cancelled()).await.expect("taken back");
    assert_eq!(server.sent("tools/call").len(), 1);
    client.close(tasks).await;
}
