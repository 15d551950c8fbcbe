//! What goes wrong between the client and a server: refusals, lost streams, restarts.

use std::time::{Duration, Instant};

use mcp_chat::mcp::protocol::Progress;
use mcp_chat::mcp::{Call, Client, Loss, McpError, Status};
use serde_json::{Map, Value, json};

use crate::mcp_client::{connect, executed, impatient, read, refused, write};
use crate::support::mcp::{
    Cut, Paging, Post, Reply, Script, Server, Tool, result_message, text_result,
};
use crate::support::watched::{Gate, LIMIT};

fn tool(reply: Reply) -> Tool {
    Tool::new("t").once(reply)
}

fn refusal(method: &str, status: u16, body: &str) -> McpError {
    McpError::Refused { method: method.into(), status, body: body.into(), session_gone: false }
}

/// Waits until the client has a session of that number.
async fn session(client: &Client, number: u64) {
    let mut status = client.status();
    let wanted =
        |now: &Status| matches!(now, Status::Connected { generation, .. } if *generation == number);
    tokio::time::timeout(LIMIT, status.wait_for(wanted)).await.expect("in time").expect("alive");
}

#[tokio::test]
async fn a_refused_post_fails_its_call_at_once() {
    let html = "<html><body><h1>Internal Server Error</h1></body></html>";
    for (status, body, shown) in [
        (500, html, "Internal Server Error"),
        (503, "try later", "try later"),
        (429, "slow down", "slow down"),
        (401, "who?", "who?"),
        (403, "no", "no"),
        (400, "bad", "bad"),
    ] {
        let script = Script::new().post_once("tools/call", Post::status(status, body));
        let server = script.tool(Tool::new("t")).start();
        let (client, _tasks) = connect(&server).await;
        assert_eq!(read(&client, "t").await, Err(refusal("tools/call", status, shown)));
        assert_eq!(read(&client, "t").await.as_deref(), Ok("{}"), "and the next one works");
        assert_eq!(server.requests().iter().filter(|seen| seen.method == "GET").count(), 1);
    }
    let server = Script::new().post_once("initialize", Post::status(404, "where?")).start();
    assert_eq!(refused(&server).await, refusal("initialize", 404, "where?"));
}

#[tokio::test]
async fn a_post_that_is_never_answered_runs_out_and_the_session_is_made_again() {
    let script = Script::new().post_once("tools/call", Post::Silent).tool(Tool::new("t"));
    let server = script.start();
    let idle = Duration::from_millis(500);
    let (client, _tasks) = impatient(&server, idle).await;
    let error = McpError::Timeout { method: "tools/call".into(), limit: idle, idle: true };
    assert_eq!(write(&client, "t").await, Err(error));
    session(&client, 2).await;
    assert_eq!(write(&client, "t").await.as_deref(), Ok("{}"));
    assert_eq!(server.ledger(), executed(1));
}

#[tokio::test]
async fn a_redirect_keeps_the_message_and_never_leaves_the_origin() {
    let server = Script::new().post_once("tools/call", Post::Redirect).tool(Tool::new("t")).start();
    let (client, _tasks) = connect(&server).await;
    assert_eq!(write(&client, "t").await.as_deref(), Ok("{}"));
    assert_eq!(server.ledger(), executed(1));

    let other = Script::new().start();
    let away = format!("{}/messages", other.origin());
    let script = Script::new().post_once("tools/call", Post::RedirectTo(away.clone()));
    let server = script.tool(Tool::new("t")).start();
    let (client, _tasks) = connect(&server).await;
    assert_eq!(write(&client, "t").await, Err(refusal("tools/call", 307, &away)));
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn a_write_runs_once_though_its_stream_is_lost() {
    for (cut, happened) in [(Cut::Clean, true), (Cut::Abrupt, true), (Cut::Abrupt, false)] {
        let lost =
            if happened { Reply::lost_after_executing } else { Reply::lost_before_executing };
        let server = Script::new().tool(tool(lost(cut)).once(Reply::text("next"))).start();
        let (client, _tasks) = connect(&server).await;
        let error = write(&client, "t").await.expect_err("nobody knows");
        let McpError::OutcomeUnknown { method, loss } = error else { panic!("{error:?}") };
        assert_eq!((method.as_str(), loss == Loss::Ended), ("tools/call", cut == Cut::Clean));
        assert_eq!(server.ledger(), executed(usize::from(happened)));
        assert_eq!(write(&client, "t").await.as_deref(), Ok("next"));
        assert_eq!(server.ledger(), executed(usize::from(happened) + 1));
    }
}

#[tokio::test]
async fn a_read_is_sent_once_more() {
    let replies = tool(Reply::lost_after_executing(Cut::Abrupt)).once(Reply::text("again"));
    let server = Script::new().tool(replies).start();
    let (client, _tasks) = connect(&server).await;
    assert_eq!(read(&client, "t").await.as_deref(), Ok("again"));
    assert_eq!(server.ledger(), executed(2));

    let lost = || Reply::lost_after_executing(Cut::Clean);
    let server = Script::new().tool(tool(lost()).once(lost())).start();
    let (client, _tasks) = connect(&server).await;
    let error = McpError::OutcomeUnknown { method: "tools/call".into(), loss: Loss::Ended };
    assert_eq!(read(&client, "t").await, Err(error));
    assert_eq!(server.ledger(), executed(2));
}

#[tokio::test]
async fn a_session_that_the_server_forgot_is_made_again_and_nothing_runs_twice() {
    for (status, body) in [(404, "Could not find session"), (400, "Invalid session ID")] {
        let script = Script::new().forgotten(status, body).tool(Tool::new("t"));
        let server = script.start();
        let (client, _tasks) = connect(&server).await;
        server.forget_sessions();
        assert_eq!(write(&client, "t").await.as_deref(), Ok("{}"), "{status}");
        assert_eq!(server.ledger(), executed(1));
        session(&client, 2).await;
    }
}

#[tokio::test]
async fn a_server_that_comes_back_on_its_port_is_found() {
    let mut server = Script::new().tool(Tool::new("t")).start();
    let (client, _tasks) = connect(&server).await;
    server.stop();
    let mut status = client.status();
    let lost = status.wait_for(|now| *now == Status::Reconnecting);
    tokio::time::timeout(LIMIT, lost).await.expect("in time").expect("alive");
    // Asked while nobody listens, answered when somebody does.
    let asking = tokio::spawn({
        let client = client.clone();
        async move { read(&client, "t").await }
    });
    server.start_again();
    assert_eq!(asking.await.expect("no panic").as_deref(), Ok("{}"));
    session(&client, 2).await;
    assert_eq!(write(&client, "t").await.as_deref(), Ok("{}"));
}

#[tokio::test]
async fn ten_calls_side_by_side_are_answered_in_any_order() {
    let gates: Vec<Gate> = (0..10).map(|_| Gate::new()).collect();
    let name = |number: usize| format!("t{number}");
    let script = gates.iter().enumerate().fold(Script::new(), |script, (number, gate)| {
        script.tool(Tool::new(&name(number)).once(Reply::text(&name(number)).hold(gate)))
    });
    let server = script.start();
    let (client, _tasks) = connect(&server).await;
    let calls: Vec<_> = (0..10)
        .map(|number| {
            let client = client.clone();
            tokio::spawn(async move { write(&client, &name(number)).await })
        })
        .collect();
    // Each waits for the one after it.
    for (gate, call) in gates.iter().zip(calls).rev() {
        assert!(!call.is_finished());
        gate.open();
        let answer = call.await.expect("no panic").expect("an answer");
        assert!(answer.starts_with('t'), "{answer}");
    }
    let mut ran: Vec<String> = server.ledger().into_iter().map(|call| call.name).collect();
    ran.sort();
    assert_eq!(ran, (0..10).map(name).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_server_may_ask_and_tell_in_the_middle_of_a_call() {
    let reply = Reply::text("x")
        .ask("ping", json!({}))
        .ask_as(json!("a"), "sampling/createMessage", json!({}))
        .notify("notifications/message", json!({ "level": "info", "data": "x" }))
        .progress(1, Some(json!(2)), Some("half"));
    let server = Script::new().burst_after_initialized(5).tool(tool(reply)).start();
    let (client, _tasks) = connect(&server).await;
    let (progress, mut seen) = tokio::sync::mpsc::channel(8);
    let call = Call {
        name: "t".into(),
        arguments: Map::new(),
        repeatable: false,
        progress: Some(progress),
    };
    let result: Value = client.call_raw(&call).await.expect("a result");
    assert_eq!(result, text_result("x"));
    let half = Progress { progress: 1.0, total: Some(2.0), message: Some("half".into()) };
    assert_eq!(seen.recv().await, Some(half));
    let error = json!({ "code": -32601, "message": "Method not found: sampling/createMessage" });
    let answers = [
        json!({ "jsonrpc": "2.0", "id": 0, "result": {} }),
        json!({ "jsonrpc": "2.0", "id": "a", "error": error }),
    ];
    assert_eq!(server.answers(), answers);
}

#[tokio::test]
async fn answers_of_every_odd_form_are_understood() {
    let error = json!({ "code": 5, "message": "m" });
    let rpc = |code, message: &str| {
        Err(McpError::Rpc { method: "tools/call".into(), code, message: message.into() })
    };
    type Make = fn(&Value, &Value) -> Vec<Value>;
    let table: [(Make, Result<String, McpError>); 7] = [
        (|id, _| vec![json!({ "result": text_result("x"), "id": id })], Ok("x".into())),
        (|id, _| vec![json!([result_message(id, &text_result("x"))])], Ok("x".into())),
        (|id, _| vec![json!({ "id": id.as_f64(), "result": text_result("x") })], Ok("x".into())),
        (
            |id, _| ["x", "y"].map(|text| result_message(id, &text_result(text))).to_vec(),
            Ok("x".into()),
        ),
        (
            |id, error| vec![json!({ "id": id, "result": text_result("x"), "error": error })],
            rpc(5, "m"),
        ),
        (|_, error| vec![json!({ "id": null, "error": error })], rpc(5, "m")),
        (|id, _| vec![json!({ "id": id })], rpc(0, "the answer has neither a result nor an error")),
    ];
    for (make, expected) in table {
        let error = error.clone();
        let reply = Reply::messages(move |id| make(id, &error));
        let server = Script::new().tool(tool(reply)).start();
        let (client, _tasks) = connect(&server).await;
        assert_eq!(write(&client, "t").await, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_given_up_is_cancelled_and_its_late_answer_ignored() {
    let gate = Gate::new();
    let reply = Reply::text("late").hold(&gate).even_if_cancelled();
    let server = Script::new().tool(tool(reply).once(Reply::text("next"))).start();
    let (client, _tasks) = connect(&server).await;
    let call = tokio::spawn({
        let client = client.clone();
        async move { write(&client, "t").await }
    });
    server.wait_until("the call is there", |log| {
        log.requests.iter().any(|seen| seen.json["method"] == "tools/call")
    });
    call.abort();
    server.wait_until("the call is cancelled", |log| {
        log.requests.iter().any(|seen| seen.json["method"] == "notifications/cancelled")
    });
    let id = &server.sent("tools/call")[0]["id"];
    assert_eq!(server.sent("notifications/cancelled")[0]["params"]["requestId"], *id);
    gate.open();
    assert_eq!(write(&client, "t").await.as_deref(), Ok("next"));
}

#[tokio::test]
async fn pages_of_every_kind_end() {
    let tools =
        |script: Script| ["a", "b", "c"].iter().fold(script, |s, name| s.tool(Tool::new(name)));
    for (paging, pages) in [
        (Paging::Single, 1),
        (Paging::Pages(2), 2),
        (Paging::RepeatedCursor, 2),
        (Paging::Endless, 100),
        (Paging::EmptyCursor, 2),
    ] {
        let server = tools(Script::new().paging(paging)).start();
        let (client, _tasks) = connect(&server).await;
        let names: Vec<_> = client.tools().iter().map(|tool| tool.name.raw().to_owned()).collect();
        assert_eq!(names, ["a", "b", "c"], "{paging:?}");
        assert_eq!(server.sent("tools/list").len(), pages, "{paging:?}");
    }
}

#[tokio::test]
async fn closing_ends_an_open_stream_and_a_call_at_once() {
    let server: Server = Script::new().tool(tool(Reply::never())).start();
    let (client, tasks) = connect(&server).await;
    let call = tokio::spawn({
        let client = client.clone();
        async move { write(&client, "t").await }
    });
    while server.sent("tools/call").is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let start = Instant::now();
    client.close(tasks).await;
    assert_eq!(call.await.expect("no panic"), Err(McpError::Closed));
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}
