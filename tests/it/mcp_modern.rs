//! The client and stateless servers (2026-07-28).

use std::time::Duration;

use mcp_chat::config::{ServerSettings, TransportChoice};
use mcp_chat::http;
use mcp_chat::mcp::protocol::Progress;
use mcp_chat::mcp::transport::modern::ModernTransport;
use mcp_chat::mcp::{Call, Client, Loss, McpError, Status, Tasks};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::support::mcp::modern::{Act, Stateless, Then, complete};
use crate::support::sandbox::Sandbox;
use crate::support::watched::{Gate, LIMIT};

pub(crate) fn transport(url: &str) -> ModernTransport {
    let settings = ServerSettings {
        url: url.parse().expect("a URL"),
        headers: vec![],
        tool_timeout: LIMIT,
        transport: TransportChoice::Auto,
        is_bare: false,
    };
    ModernTransport::new(http::client().expect("a client"), &settings)
}

pub(crate) async fn try_connect(
    server: &Stateless,
    idle: Duration,
) -> Result<(Client, Tasks), McpError> {
    Client::connect(Box::new(transport(&server.url())), idle).await
}

pub(crate) async fn connect(server: &Stateless) -> (Client, Tasks) {
    try_connect(server, LIMIT).await.expect("connected")
}

pub(crate) fn call(name: &str, arguments: Value) -> Call {
    let Value::Object(arguments) = arguments else { panic!("{arguments} is no object") };
    Call { name: name.into(), arguments, repeatable: false, progress: None }
}

pub(crate) fn tool(name: &str) -> Value {
    json!({ "name": name, "inputSchema": { "type": "object" } })
}

pub(crate) fn with_tools() -> Stateless {
    Stateless::start(json!({ "tools": {} }), vec![tool("t")])
}

fn rpc(code: i64, message: &str) -> McpError {
    McpError::Rpc { method: "tools/call".into(), code, message: message.into() }
}

pub(crate) fn text(text: &str) -> Value {
    json!({ "content": [{ "type": "text", "text": text }] })
}

fn headers(seen: &crate::support::mcp::Seen) -> Vec<(&str, &str)> {
    let all = seen.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    all.filter(|(name, _)| name.starts_with("mcp-")).collect()
}

#[tokio::test]
async fn a_server_is_discovered_and_its_tools_are_called_without_a_session() {
    let server = Stateless::start(
        json!({ "tools": {} }),
        vec![
            json!({ "name": "alta", "inputSchema": { "type": "object", "properties": {
                "dept": { "type": "string", "x-mcp-header": "Dept" },
                "plain": { "type": "string" } } } }),
            json!({ "name": "bad", "inputSchema": { "type": "object", "properties": {
                "n": { "type": "number", "x-mcp-header": "N" } } } }),
        ],
    );
    let (client, tasks) = connect(&server).await;
    let Status::Connected { server: info, .. } = client.status().borrow().clone() else {
        panic!("{:?}", client.status().borrow())
    };
    assert_eq!((info.name.raw(), info.protocol.as_str()), ("stateless", "2026-07-28"));
    let names: Vec<_> = client.tools().iter().map(|tool| tool.name.raw().to_owned()).collect();
    assert_eq!(names, ["alta"], "a tool with an invalid header is left out");

    server.answer("tools/call", complete(&text("hecho")));
    let call = call("alta", json!({ "dept": "Ñandú", "plain": "x" }));
    let result = client.call_raw(&call).await.expect("a result");
    assert_eq!(result["content"], text("hecho")["content"]);
    let sent = server.sent("tools/call");
    let expected = [
        ("mcp-protocol-version", "2026-07-28"),
        ("mcp-method", "tools/call"),
        ("mcp-name", "alta"),
        ("mcp-param-dept", "=?base64?w5FhbmTDug==?="),
    ];
    assert_eq!(headers(&sent[0]), expected);
    let params = &sent[0].json["params"];
    assert_eq!(params["arguments"], json!({ "dept": "Ñandú", "plain": "x" }));
    assert_eq!(params["_meta"]["progressToken"], sent[0].json["id"]);

    // A sign of life is a discovery, for want of a ping.
    client.ping().await.expect("a sign of life");
    assert_eq!(server.sent("server/discover").len(), 2);
    assert_eq!(server.sent("subscriptions/listen").len(), 0, "nothing to listen to");
    client.close(tasks).await;
    let sent: usize =
        ["initialize", "ping", "notifications/initialized", "notifications/cancelled"]
            .iter()
            .map(|method| server.sent(method).len())
            .sum();
    assert_eq!(sent, 0);
}

#[tokio::test]
async fn a_version_is_asked_for_once_more_and_then_refused() {
    let unsupported = || {
        let data = json!({ "supported": ["2026-07-28"], "requested": "2026-07-28" });
        Act::Json(400, json!({ "error": { "code": -32022, "message": "no", "data": data } }))
    };
    let server = with_tools();
    server.answer("server/discover", unsupported());
    connect(&server).await;
    server.answer("server/discover", unsupported());
    server.answer("server/discover", unsupported());
    let error = try_connect(&server, LIMIT).await.err().expect("refused");
    let refused = McpError::Rpc { method: "initialize".into(), code: -32022, message: "no".into() };
    assert_eq!(error, refused);
}

#[tokio::test]
async fn a_refusal_that_holds_an_answer_is_one_and_loses_no_session() {
    let server = with_tools();
    let (client, tasks) = connect(&server).await;
    let generation = || match &*client.status().borrow() {
        Status::Connected { generation, .. } => *generation,
        other => panic!("{other:?}"),
    };
    let error = client.call_raw(&call("t", json!({}))).await;
    assert_eq!(error, Err(rpc(-32601, "Method not found")), "404");
    let body = json!({ "id": null, "error": { "code": -32600, "message": "session?" } });
    server.answer("tools/call", Act::Json(400, body));
    let error = client.call_raw(&call("t", json!({}))).await;
    assert_eq!(error, Err(rpc(-32600, "session?")), "400 that speaks of a session");
    // Even a page of another program means no lost session: nothing is sent again.
    server.answer("tools/call", Act::Bytes(404, "text/html", "<h1>Not here</h1>"));
    let error = client.call_raw(&call("t", json!({}))).await;
    let refused = McpError::Refused {
        method: "tools/call".into(),
        status: 404,
        body: "Not here".into(),
        session_gone: false,
    };
    assert_eq!(error, Err(refused));
    // A page where an answer should be is no answer.
    server.answer("tools/call", Act::Bytes(200, "text/html", "<p>Log in</p>"));
    let error = client.call_raw(&call("t", json!({}))).await;
    let page = McpError::Refused {
        method: "tools/call".into(),
        status: 200,
        body: "Log in".into(),
        session_gone: false,
    };
    assert_eq!(error, Err(page));
    assert_eq!((generation(), server.sent("tools/call").len()), (1, 4));
    client.close(tasks).await;
}

#[tokio::test]
async fn progress_comes_in_the_reply_before_the_answer() {
    let server = with_tools();
    let (client, tasks) = connect(&server).await;
    let progress = |token: i64, progress: i64| {
        json!({ "method": "notifications/progress",
            "params": { "progressToken": token, "progress": progress, "total": 2 } })
    };
    // The call is the third request: after the discovery and the list.
    let events =
        vec![progress(3, 1), progress(99, 1), progress(3, 2), json!({ "result": text("fin") })];
    server.answer("tools/call", Act::Events(events, Then::Hold));
    let (watcher, mut watched) = mpsc::channel(8);
    let call = Call { progress: Some(watcher), ..call("t", json!({})) };
    let result = client.call_raw(&call).await;
    assert_eq!(result, Ok(text("fin")), "no resultType means complete");
    drop(call);
    let mut told = Vec::new();
    while let Some(Progress { progress, .. }) = watched.recv().await {
        told.push(progress);
    }
    assert_eq!(told, [1.0, 2.0]);
    client.close(tasks).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_given_up_closes_its_reply_and_says_nothing_else() {
    let server = with_tools();
    let (client, tasks) = connect(&server).await;
    server.answer("tools/call", Act::Events(vec![], Then::Hold));
    let calling = tokio::spawn({
        let client = client.clone();
        async move { client.call_raw(&call("t", json!({}))).await }
    });
    server.wait_for("tools/call", 1);
    calling.abort();
    server.wait_until_left("tools/call");
    assert_eq!(server.sent("notifications/cancelled").len(), 0);
    client.close(tasks).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_runs_out_of_time_takes_no_other_with_it() {
    let server = with_tools();
    let (client, tasks) =
        try_connect(&server, Duration::from_millis(300)).await.expect("connected");
    let gate = Gate::new();
    let token = 3;
    let progress = json!({ "method": "notifications/progress",
        "params": { "progressToken": token, "progress": 1 } });
    server.answer("tools/call", Act::Events(vec![], Then::Hold));
    let error = client.call_raw(&call("t", json!({}))).await;
    let limit = Duration::from_millis(300);
    let late = McpError::Timeout { method: "tools/call".into(), limit, idle: true };
    assert_eq!(error, Err(late));
    server.wait_until_left("tools/call");
    // The same connection goes on.
    server.answer(
        "tools/call",
        Act::Events(vec![progress], Then::Wait(gate.clone(), json!({ "result": text("sí") }))),
    );
    gate.open();
    assert_eq!(client.call_raw(&call("t", json!({}))).await, Ok(text("sí")));
    assert_eq!(server.sent("server/discover").len(), 1, "no new handshake");
    client.close(tasks).await;
}

#[tokio::test]
async fn a_reply_that_breaks_off_loses_the_call_and_repeats_only_what_may_be() {
    let server = with_tools();
    let (client, tasks) = connect(&server).await;
    for then in [Then::Break, Then::End] {
        server.answer("tools/call", Act::Events(vec![], then));
        let error = client.call_raw(&call("t", json!({}))).await.expect_err("lost");
        let McpError::OutcomeUnknown { loss: Loss::Post(_), .. } = error else {
            panic!("{error:?}")
        };
    }
    assert_eq!(server.sent("tools/call").len(), 2, "a write is not repeated");
    server.answer("tools/call", Act::Events(vec![], Then::Break));
    server.answer("tools/call", complete(&text("otra vez")));
    let read = Call { repeatable: true, ..call("t", json!({})) };
    let result = client.call_raw(&read).await.expect("a result");
    assert_eq!(result["content"], text("otra vez")["content"]);
    let ids: Vec<_> =
        server.sent("tools/call").iter().map(|seen| seen.json["id"].clone()).collect();
    assert_eq!(ids, [json!(3), json!(4), json!(5), json!(6)]);
    client.close(tasks).await;
}

#[tokio::test]
async fn a_header_that_the_server_misses_is_learned_and_the_call_sent_again() {
    let server = with_tools();
    let (client, tasks) = connect(&server).await;
    let mismatch = || {
        Act::Json(400, json!({ "error": { "code": -32020, "message": "Mcp-Param-A is missing" } }))
    };
    server.set_tools(vec![json!({ "name": "t", "inputSchema": { "properties": {
        "a": { "type": "string", "x-mcp-header": "A" } } } })]);
    server.answer("tools/call", mismatch());
    server.answer("tools/call", complete(&text("ya")));
    let result = client.call_raw(&call("t", json!({ "a": "x" }))).await.expect("a result");
    assert_eq!(result["content"], text("ya")["content"]);
    let sent = server.sent("tools/call");
    let params =
        |at: usize| headers(&sent[at]).into_iter().find(|(name, _)| *name == "mcp-param-a");
    assert_eq!((params(0), params(1)), (None, Some(("mcp-param-a", "x"))));
    // Once is enough.
    server.answer("tools/call", mismatch());
    server.answer("tools/call", mismatch());
    let error = client.call_raw(&call("t", json!({ "a": "x" }))).await;
    assert_eq!(error, Err(rpc(-32020, "Mcp-Param-A is missing")));
    client.close(tasks).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_are_listened_to_and_listened_to_again() {
    let gate = Gate::new();
    let mut server = Stateless::start(json!({ "tools": { "listChanged": true } }), vec![tool("a")]);
    let changed = json!({ "method": "notifications/tools/list_changed" });
    server.answer("subscriptions/listen", Act::Events(vec![], Then::Wait(gate.clone(), changed)));
    let (client, tasks) = connect(&server).await;
    server.wait_for("subscriptions/listen", 1);
    let wanted = &server.sent("subscriptions/listen")[0].json["params"]["notifications"];
    assert_eq!(wanted, &json!({ "toolsListChanged": true }));
    let names = || {
        let tools = client.tools();
        tools.iter().map(|tool| tool.name.raw().to_owned()).collect::<Vec<_>>()
    };
    server.set_tools(vec![tool("b")]);
    gate.open();
    server.wait_for("tools/list", 2);
    // The stream ended with that, and is opened again.
    server.wait_for("subscriptions/listen", 2);
    client.settle_tools().await;
    // What changes while the server is away is asked for when it is back.
    server.set_tools(vec![tool("c")]);
    server.restart();
    server.wait_for("subscriptions/listen", 3);
    let deadline = tokio::time::Instant::now() + LIMIT;
    while names() != ["c"] {
        assert!(tokio::time::Instant::now() < deadline, "{:?}", names());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    client.close(tasks).await;
    assert_eq!(server.sent("server/discover").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_tells_of_no_changes_is_not_asked_again() {
    let server = Stateless::start(json!({ "tools": { "listChanged": true } }), vec![tool("a")]);
    let unknown = Act::Json(404, json!({ "error": { "code": -32601, "message": "no" } }));
    server.answer("subscriptions/listen", unknown);
    let (client, tasks) = connect(&server).await;
    server.wait_for("subscriptions/listen", 1);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(server.sent("subscriptions/listen").len(), 1);
    client.close(tasks).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reference_to_the_network_is_never_fetched() {
    // The schema leads to a server of its own, which sees every request.
    let canary = Stateless::start(json!({}), vec![]);
    let schema = json!({ "type": "object", "$schema": canary.url(), "$id": canary.url(),
        "properties": { "a": { "$ref": canary.url() }, "b": { "$dynamicRef": canary.url() } } });
    let server = Stateless::start(
        json!({ "tools": {} }),
        vec![json!({ "name": "t", "inputSchema": schema, "outputSchema": schema })],
    );
    let (client, tasks) = connect(&server).await;
    assert_eq!(client.tools()[0].input_schema, schema, "kept to the letter");
    server.answer("tools/call", complete(&text("sí")));
    let arguments = json!({ "a": 1, "b": 2 });
    client.call_raw(&call("t", arguments)).await.expect("a result");
    client.close(tasks).await;
    assert_eq!(canary.all(), 0);
}

#[test]
fn the_program_finds_the_era_by_the_url_alone() {
    let server = with_tools();
    let person = Sandbox::new().env("MCP_SERVER_URL", &server.url());
    server.answer("tools/call", complete(&text("hecho")));
    person.run(&["call", "t", "--yes"]).expect_status(0).expect_stdout("hecho\n");
}
