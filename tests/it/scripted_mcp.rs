//! The scripted MCP server, driven by a client so simple that it can be made to do wrong.

use std::time::Duration;

use reqwest::Client;
use serde_json::{Value, json};

use crate::support::mcp::{
    Cut, Executed, Opening, Paging, Post, Reply, Script, Server, Tool, Via, result_message,
    text_result,
};
use crate::support::watched::Gate;

mod simple;

use simple::Simple;

fn executed(name: &str, arguments: Value) -> Executed {
    Executed { name: name.into(), arguments }
}

/// What a test would have failed with if it had dropped the server.
fn complaint(server: Server) -> String {
    let dropped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(server)));
    let panic = dropped.expect_err("dropping the server fails");
    panic.downcast_ref::<String>().expect("a panic with a sentence").clone()
}

#[tokio::test]
async fn an_unscripted_server_is_a_correct_one() {
    let add = Tool::new("add").read_only().schema(json!({ "type": "object" }));
    let definition = json!({ "name": "add", "description": "The tool add.",
        "inputSchema": { "type": "object" }, "annotations": { "readOnlyHint": true } });
    let server = Script::new()
        .initialize("instructions", json!("Sé breve."))
        .tool(add.once(Reply::text("5")))
        .start();
    let mut client = Simple::ready(&server).await;
    let list = client.ask("tools/list", json!({})).await;
    assert_eq!(list, result_message(&json!(2), &json!({ "tools": [definition] })));
    assert_eq!(client.ask("ping", json!({})).await, result_message(&json!(3), &json!({})));
    assert_eq!(client.call("add", json!({ "a": 2 })).await.status(), 202);
    assert_eq!(client.message().await, result_message(&json!(4), &text_result("5")));
    client.call("add", json!({ "a": 3 })).await;
    assert_eq!(client.message().await, result_message(&json!(5), &text_result("{\"a\":3}")));
    client.call("sub", json!({})).await;
    assert_eq!(client.message().await["result"]["isError"], true);
    assert_eq!(client.ask("prompts/list", json!({})).await["error"]["code"], -32601);
    assert_eq!(
        server.ledger(),
        [executed("add", json!({"a": 2})), executed("add", json!({"a": 3}))]
    );
    assert_eq!(server.sent("tools/call").len(), 3);
    let requests = server.requests();
    assert_eq!((requests[0].method.as_str(), requests[0].target.as_str()), ("GET", "/sse"));
    assert_eq!(requests[1].target, "/messages/?session_id=session-0-0");
    assert_eq!(requests[1].json["method"], "initialize");
    assert!(requests[1].headers.contains(&("content-type".into(), "application/json".into())));
}

#[tokio::test]
async fn answers_take_the_scripted_shape_and_way() {
    let twice =
        Reply::messages(|id| vec![result_message(id, &json!(1)), result_message(id, &json!(2))]);
    let tool = Tool::new("t")
        .always(Reply::structured(&json!({ "n": 1 })))
        .once(Reply::tool_error("no").via(Via::PostBody))
        .once(Reply::rpc_error(-32602, "bad").via(Via::StreamFirst))
        .once(twice);
    let server = Script::new().protocol("2024-11-05").text_ids().tool(tool).start();
    let mut client = Simple::connect(&server).await;
    let hello = json!({ "protocolVersion": "2025-11-25", "capabilities": {},
        "clientInfo": { "name": "simple", "version": "1" } });
    let initialized = client.ask("initialize", hello).await;
    assert_eq!(initialized["id"], "1");
    assert_eq!(initialized["result"]["protocolVersion"], "2024-11-05");
    client.post(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await;

    let body = client.call("t", json!({})).await.json::<Value>().await.expect("JSON");
    assert_eq!((&body["id"], &body["result"]["isError"]), (&json!("2"), &json!(true)));
    client.call("t", json!({})).await;
    assert_eq!(client.message().await["error"], json!({ "code": -32602, "message": "bad" }));
    client.call("t", json!({})).await;
    assert_eq!(client.message().await["result"], 1);
    assert_eq!(client.message().await["result"], 2);
    client.call("t", json!({})).await;
    let structured = json!({ "content": [], "structuredContent": { "n": 1 } });
    assert_eq!(client.message().await["result"], structured);
}

#[tokio::test]
async fn the_202_can_wait_for_the_answer() {
    let gate = Gate::new();
    let reply = Reply::text("first").hold(&gate).via(Via::StreamFirst);
    let server = Script::new().tool(Tool::new("t").once(reply)).start();
    let mut client = Simple::ready(&server).await;
    {
        let mut post = std::pin::pin!(client.call("t", json!({})));
        let early = tokio::time::timeout(Duration::from_millis(50), &mut post).await;
        early.expect_err("no 202 before the answer");
        gate.open();
        assert_eq!(post.await.status(), 202);
    }
    assert_eq!(client.message().await["result"], text_result("first"));
}

#[tokio::test]
async fn all_answers_can_come_in_the_reply_to_their_post() {
    let server = Script::new().via(Via::PostBody).start();
    let mut client = Simple::connect(&server).await;
    let hello = json!({ "protocolVersion": "2025-06-18", "capabilities": {},
        "clientInfo": { "name": "simple", "version": "1" } });
    let initialized = client.request("initialize", hello).await;
    assert_eq!(
        (initialized.status().as_u16(), &initialized.headers()["content-type"]),
        (200, &"application/json".parse().expect("a header"))
    );
    let initialized = initialized.json::<Value>().await.expect("JSON");
    assert_eq!(initialized["result"]["protocolVersion"], "2025-06-18");
}

#[tokio::test(flavor = "multi_thread")]
async fn steps_come_before_the_answer_and_wait_for_the_client() {
    let gate = Gate::new();
    let reply = Reply::text("done")
        .wait(Duration::from_millis(1))
        .progress(1.0, Some(json!(2)), Some("half"))
        .notify("notifications/message", json!({ "data": "x" }))
        .bytes(b": a comment\n\ndata: raw\n\n")
        .ask("ping", json!({}))
        .ask_as(json!("s"), "sampling/createMessage", json!({}))
        .hold(&gate);
    let server = Script::new().tool(Tool::new("slow").once(reply)).start();
    let mut client = Simple::ready(&server).await;
    client.call("slow", json!({})).await;
    let progress = client.message().await;
    let params = json!({ "progressToken": "p", "progress": 1.0, "total": 2, "message": "half" });
    assert_eq!(
        (&progress["method"], &progress["params"]),
        (&json!("notifications/progress"), &params)
    );
    assert_eq!(client.message().await["params"], json!({ "data": "x" }));
    assert_eq!(client.event().await, "raw");
    assert_eq!(client.message().await["id"], 0);
    let pong = result_message(&json!(0), &json!({}));
    assert_eq!(client.post(&pong).await.status(), 202);
    assert_eq!(client.message().await["id"], "s");
    let error = json!({ "code": -32601, "message": "Method not found" });
    let refusal = json!({ "jsonrpc": "2.0", "id": "s", "error": error });
    client.post(&refusal).await;
    assert_eq!(server.answers(), [pong, refusal]);
    gate.open();
    assert_eq!(client.message().await["result"], text_result("done"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_call_is_not_answered_unless_the_script_is_stubborn() {
    let gate = Gate::new();
    let tool = Tool::new("t")
        .once(Reply::text("never seen").hold(&gate))
        .once(Reply::text("late").hold(&gate).even_if_cancelled())
        .once(Reply::never());
    let server = Script::new().tool(tool).start();
    let mut client = Simple::ready(&server).await;
    for id in [2, 3] {
        client.call("t", json!({})).await;
        let params = json!({ "requestId": id });
        client
            .post(
                &json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": params }),
            )
            .await;
    }
    gate.open();
    assert_eq!(client.message().await, result_message(&json!(3), &text_result("late")));
    client.call("t", json!({})).await;
    assert_eq!(client.ask("ping", json!({})).await["id"], 5);
    assert_eq!(server.sent("notifications/cancelled").len(), 2);
}

#[tokio::test]
async fn pages_follow_their_cursors() {
    let names = |page: &Value| -> Vec<String> {
        let tools = page["result"]["tools"].as_array().expect("tools").iter();
        tools.map(|tool| tool["name"].as_str().expect("a name").to_owned()).collect()
    };
    let cases = [
        (Paging::Pages(2), json!("page-1"), vec!["c"], Value::Null),
        (Paging::RepeatedCursor, json!("again"), vec![], json!("again")),
        (Paging::Endless, json!("page-1"), vec![], json!("page-2")),
        (Paging::EmptyCursor, json!(""), vec!["b", "c"], Value::Null),
    ];
    for (paging, cursor, second, last) in cases {
        let tools = ["a", "b", "c"].map(Tool::new);
        let server = tools.into_iter().fold(Script::new().paging(paging), Script::tool).start();
        let mut client = Simple::ready(&server).await;
        let page = client.ask("tools/list", json!({})).await;
        assert_eq!(page["result"]["nextCursor"], cursor, "{paging:?}");
        let page = client.ask("tools/list", json!({ "cursor": cursor })).await;
        assert_eq!(
            (names(&page), &page["result"]["nextCursor"]),
            (second.iter().map(ToString::to_string).collect(), &last),
            "{paging:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_get_is_answered_as_scripted_and_then_correctly() {
    let server = Script::new()
        .mounted_at("/deep/sse")
        .get_once(Opening::status(503, "busy"))
        .get_once(Opening::web_page("<html>"))
        .get_once(Opening::Bytes { bytes: b"data: x\n\n".to_vec(), stays_open: false })
        .get_once(Opening::HangUp)
        .get_once(Opening::Silent)
        .get_once(Opening::no_endpoint())
        .every_get(Opening::status(204, ""))
        .start();
    let get = || Client::new().get(server.url()).header("accept", "text/event-stream").send();
    let busy = get().await.expect("an answer");
    assert_eq!(
        (busy.status().as_u16(), busy.text().await.expect("a body").as_str()),
        (503, "busy")
    );
    let page = get().await.expect("an answer");
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    assert_eq!(get().await.expect("an answer").text().await.expect("a body"), "data: x\n\n");
    get().await.expect_err("closed before the headers");
    let silent = tokio::spawn(get());
    server.wait_until("the silent answer is asked for", |log| log.requests.len() == 5);
    assert!(!silent.is_finished());
    silent.abort();
    let mut open = get().await.expect("an answer");
    assert_eq!(
        open.chunk().await.expect("a chunk").expect("more").as_ref(),
        b": nothing to say\n\n"
    );
    let more = tokio::time::timeout(Duration::from_millis(50), open.chunk()).await;
    more.expect_err("no end");
    assert_eq!(get().await.expect("an answer").status(), 204);
    let elsewhere = Client::new().get(server.origin()).header("accept", "text/event-stream");
    assert_eq!(elsewhere.send().await.expect("an answer").status(), 404);
}

#[tokio::test]
async fn a_post_is_answered_as_scripted() {
    let server = Script::new()
        .post_once("tools/list", Post::status(500, "broken"))
        .post_once("tools/list", Post::AcceptedWith(204))
        .post_once("tools/list", Post::Redirect)
        .post_once("tools/list", Post::RedirectTo("http://other.invalid/".into()))
        .every_post("tools/call", Post::Silent)
        .start();
    let mut client = Simple::ready(&server).await;
    client.http =
        Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let broken = client.request("tools/list", json!({})).await;
    assert_eq!(
        (broken.status().as_u16(), broken.text().await.expect("a body").as_str()),
        (500, "broken")
    );
    assert_eq!(client.request("tools/list", json!({})).await.status(), 204);
    assert_eq!(client.message().await["id"], 3);
    let moved = client.request("tools/list", json!({})).await;
    let target = moved.headers()["location"].to_str().expect("a target").to_owned();
    assert_eq!(
        (moved.status().as_u16(), target.as_str()),
        (307, "/messages/?session_id=session-0-0&moved=1")
    );
    let endpoint = std::mem::replace(&mut client.endpoint, format!("{}{target}", server.origin()));
    client.next_id -= 1;
    assert_eq!(client.ask("tools/list", json!({})).await["id"], 4);
    client.endpoint = endpoint;
    let away = client.request("tools/list", json!({})).await;
    assert_eq!(away.headers()["location"], "http://other.invalid/");
    let silent = tokio::time::timeout(Duration::from_millis(50), client.call("t", json!({}))).await;
    silent.expect_err("no answer");
}

#[tokio::test]
async fn endpoints_and_framing_are_as_scripted() {
    let cases = [
        ("messages?s={session}", "messages?s=session-0-0".to_owned()),
        (" \"/m?s={session}\" ", " \"/m?s=session-0-0\" ".to_owned()),
        ("http://other.example/m", "http://other.example/m".to_owned()),
    ];
    for (template, endpoint) in cases {
        let server = Script::new().endpoint(template).start();
        let client = Simple::connect(&server).await;
        assert_eq!(client.endpoint, format!("{}{endpoint}", server.origin()));
    }
    let server = Script::new().line_ends("\r\n").prefix(b"\xef\xbb\xbf").chunks_of(1).start();
    let get = Client::new().get(server.url()).header("accept", "text/event-stream");
    let mut stream = get.send().await.expect("a stream");
    let mut bytes = vec![];
    while !bytes.ends_with(b"\r\n\r\n") {
        bytes.extend(stream.chunk().await.expect("a chunk").expect("more"));
    }
    let event = "\u{feff}event: endpoint\r\ndata: /messages/?session_id=session-0-0\r\n\r\n";
    assert_eq!(String::from_utf8(bytes).expect("UTF-8"), event);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_live_server_changes_loses_streams_and_comes_back() {
    let tool = Tool::new("t")
        .once(Reply::lost_before_executing(Cut::Clean))
        .once(Reply::lost_after_executing(Cut::Abrupt))
        .once(Reply::text("x").forget_session());
    let mut server =
        Script::new().burst_after_initialized(2).forgotten(400, "gone").tool(tool).start();
    let mut client = Simple::ready(&server).await;
    for _ in 0..2 {
        assert_eq!(client.message().await["method"], "notifications/tools/list_changed");
    }
    server.announce_endpoint("/other?s={session}");
    assert_eq!(client.event().await, "/other?s=session-0-1");
    client.call("t", json!({})).await;
    assert_eq!(client.stream.chunk().await.expect("a clean end"), None);
    assert_eq!(client.request("ping", json!({})).await.status(), 400);
    assert_eq!(server.ledger(), []);

    let mut client = Simple::ready(&server).await;
    client.call("t", json!({ "n": 1 })).await;
    while let Ok(chunk) = client.stream.chunk().await {
        assert!(chunk.is_some(), "the stream ended as if nothing had happened");
    }
    assert_eq!(server.ledger(), [executed("t", json!({ "n": 1 }))]);

    let mut client = Simple::ready(&server).await;
    client.call("t", json!({})).await;
    while client.message().await["id"] != 2 {}
    assert_eq!(client.request("ping", json!({})).await.text().await.expect("a body"), "gone");

    let mut client = Simple::ready(&server).await;
    server.forget_sessions();
    assert_eq!(client.request("ping", json!({})).await.status(), 400);
    server.cut_streams(Cut::Abrupt);
    server.wait_until("every stream is closed", |log| log.open == 0 && log.sessions == 4);

    server.stop();
    Client::new().get(server.url()).send().await.expect_err("nobody listens");
    server.start_again();
    server.change_tools(vec![Tool::new("new")]);
    let mut client = Simple::ready(&server).await;
    server.send(&json!({ "jsonrpc": "2.0", "method": "notifications/x" }));
    while client.message().await["method"] != "notifications/x" {}
    let list = client.ask("tools/list", json!({})).await;
    assert_eq!(list["result"]["tools"][0]["name"], "new");
}

#[tokio::test]
async fn a_token_is_asked_for() {
    let server = Script::new().bearer("secret").start();
    let get = || Client::new().get(server.url()).header("accept", "text/event-stream");
    let refused = get().bearer_auth("wrong").send().await.expect("an answer");
    assert_eq!(
        (refused.status().as_u16(), &refused.headers()["www-authenticate"]),
        (401, &"Bearer".parse().expect("a header"))
    );
    assert_eq!(get().bearer_auth("secret").send().await.expect("an answer").status(), 200);
}

#[tokio::test]
async fn broken_rules_are_answered_and_kept() {
    let server = Script::new().client_implements("roots").start();
    let mut client = Simple::connect(&server).await;
    assert_eq!(client.request("tools/list", json!({})).await.status(), 400);
    let early = "tools/list before notifications/initialized: ";
    assert!(server.take_violations()[0].starts_with(early));

    let lost = client.endpoint.clone() + "&x=1";
    client.endpoint = lost;
    assert_eq!(client.request("ping", json!({})).await.status(), 404);
    client.http.get(server.url()).header("origin", "x").send().await.expect("an answer");
    client.http.post(server.origin()).body("{}").send().await.expect("an answer");
    let sentences = [
        "a POST to /messages/?session_id=session-0-0&x=1, which no endpoint event named",
        "/sse came with an Origin header",
        "POST / is \"\", not JSON",
        "a POST to /, which no endpoint event named",
    ];
    let violations = server.take_violations();
    for sentence in sentences {
        assert!(violations.iter().any(|found| found == sentence), "{sentence}: {violations:?}");
    }
}

#[tokio::test]
async fn dropping_the_server_fails_on_broken_rules_and_unused_steps() {
    let broken = Script::new().start();
    Client::new().post(broken.origin()).body("{}").send().await.expect("an answer");
    assert!(complaint(broken).contains("which no endpoint event named"));

    let unused = Script::new()
        .tool(Tool::new("t").once(Reply::text("x")))
        .get_once(Opening::HangUp)
        .post_once("ping", Post::Silent)
        .start();
    let sentence = complaint(unused);
    for part in
        ["1 scripted reply(s) of \\\"t\\\"", "a GET answered HangUp", "POSTs of ping: [Silent]"]
    {
        assert!(sentence.contains(part), "{part}: {sentence}");
    }
}
