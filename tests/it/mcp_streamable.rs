//! Streamable HTTP: what the client must do, and what goes wrong between it and a server.

use std::time::Duration;

use mcp_chat::config::{ServerSettings, TransportChoice};
use mcp_chat::http::{self, Fault};
use mcp_chat::mcp::protocol::Progress;
use mcp_chat::mcp::transport::http::HttpTransport;
use mcp_chat::mcp::{Call, Client, Loss, McpError, Status, Tasks};
use serde_json::{Map, Value, json};

use crate::mcp_client::{read, write};
use crate::support::mcp::{Answer, Piece, Streamable, StreamableServer, text, text_result};
use crate::support::watched::{Gate, LIMIT};

const SHAKEN: [&str; 2] = ["POST initialize", "POST notifications/initialized"];
const CALL: &str = "POST tools/call";
const ANSWER: &str = "data: $ANSWER\n\n";

async fn connect(server: &StreamableServer) -> (Client, Tasks) {
    connect_for(server, LIMIT).await
}

/// Connects; a call may be silent for so long.
async fn connect_for(server: &StreamableServer, call_idle: Duration) -> (Client, Tasks) {
    let token = "Bearer secret".parse().expect("a header");
    let settings = ServerSettings {
        url: server.url().parse().expect("a URL"),
        headers: vec![("authorization".parse().expect("a name"), token)],
        tool_timeout: LIMIT,
        transport: TransportChoice::Http,
        is_bare: false,
    };
    let transport = HttpTransport::new(http::client().expect("a client"), &settings);
    Client::connect(Box::new(transport), call_idle).await.expect("connected")
}

/// What came but the requests for a stream, whose moment is not fixed.
fn posts(server: &StreamableServer) -> Vec<String> {
    server.told().into_iter().filter(|told| !told.starts_with("GET")).collect()
}

fn lost() -> McpError {
    McpError::OutcomeUnknown { method: "tools/call".into(), loss: Loss::Post(Fault::Reset) }
}

fn refusal(status: u16, body: &str) -> McpError {
    let method = "tools/call".into();
    McpError::Refused { method, status, body: body.into(), session_gone: false }
}

/// Waits until such a request has come.
async fn came(server: &StreamableServer, told: &str) {
    let coming = async {
        while server.when(told).is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(LIMIT, coming).await.expect(told);
}

/// Waits until the stream of the server's own has been asked for.
async fn standalone(server: &StreamableServer) {
    came(server, "GET").await;
}

/// Waits until the client has a session of that number.
async fn session(client: &Client, number: u64) {
    let mut status = client.status();
    let wanted =
        |now: &Status| matches!(now, Status::Connected { generation, .. } if *generation == number);
    tokio::time::timeout(LIMIT, status.wait_for(wanted)).await.expect("in time").expect("alive");
}

#[tokio::test]
async fn a_session_is_kept_over_json_and_over_events_and_ended() {
    for (script, ends) in [
        (Streamable::new(), true),
        (Streamable::new().events().call(Answer::events(ANSWER)), true),
        (Streamable::new().stateless(), false),
    ] {
        let server = script.start();
        let (client, tasks) = connect(&server).await;
        assert_eq!(write(&client, "t").await.as_deref(), Ok("x"));
        client.close(tasks).await;
        let mut expected = [&SHAKEN[..], &["POST tools/list", CALL]].concat();
        expected.extend(ends.then_some("DELETE"));
        assert_eq!(posts(&server), expected);
    }
}

#[tokio::test]
async fn what_a_stream_brings_before_the_answer_comes_first() {
    let progress = "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":\
        {\"progressToken\":$TOKEN,\"progress\":1,\"total\":2}}\n\n";
    let ping = "data: {\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"ping\"}\n\n";
    // The answer waits for ours: whoever reads must not wait for a POST.
    let pieces = vec![text(progress), text(ping), Piece::Answers(1), text(ANSWER)];
    let server = Streamable::new().call(Answer::Events(pieces)).start();
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
    let half = Progress { progress: 1.0, total: Some(2.0), message: None };
    assert_eq!(seen.recv().await, Some(half));
    assert_eq!(server.answers(), [json!({ "jsonrpc": "2.0", "id": 0, "result": {} })]);
}

#[tokio::test]
async fn a_stream_that_ends_before_its_answer_is_gone_on_with_after_its_retry() {
    let ping = "id: p\ndata: {\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"ping\"}\n\n";
    let first = format!("id: a\nretry: 500\ndata:\n\n{ping}");
    // What came before, other streams' events, and what is no message.
    let other = "id: o\ndata: {\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}\n\n";
    let nothing = "id: n\ndata: {}\n\nid: e\ndata: \n\nid: w\ndata: hello\n\n";
    let second = format!("{ping}{other}{nothing}{ANSWER}{ANSWER}");
    for ending in [None, Some(Piece::Cut)] {
        let pieces = [text(&first), Piece::Answers(1)].into_iter().chain(ending).collect();
        let server = Streamable::new()
            .call(Answer::Events(pieces))
            .get(Answer::status(405, ""))
            .get(Answer::events(&second))
            .start();
        let (client, _tasks) = connect(&server).await;
        // The standalone stream takes the first GET.
        standalone(&server).await;
        assert_eq!(write(&client, "t").await.as_deref(), Ok("x"));
        let (sent, resumed) = (server.when(CALL), server.when("GET after p"));
        let pause = resumed[0] - sent[0];
        assert!(pause >= Duration::from_millis(450), "{pause:?}");
        assert_eq!((sent.len(), resumed.len()), (1, 1));
        assert_eq!(write(&client, "t").await.as_deref(), Ok("x"), "and the next call works");
        assert_eq!(server.answers().len(), 1, "a request that came again is not answered again");
    }
}

#[tokio::test]
async fn a_stream_is_asked_for_more_than_once_and_not_for_ever() {
    let priming = |id: &str| format!("id: {id}\nretry: 1\ndata:\n\n");
    let server = Streamable::new()
        .call(Answer::events(&priming("a")))
        .get(Answer::status(405, ""))
        .get(Answer::status(503, "wait"))
        .get(Answer::events(&priming("b")))
        .get(Answer::events(ANSWER))
        .start();
    let (client, _tasks) = connect(&server).await;
    standalone(&server).await;
    assert_eq!(write(&client, "t").await.as_deref(), Ok("x"));
    let resumed: Vec<String> =
        server.told().into_iter().filter(|told| told.starts_with("GET after")).collect();
    assert_eq!(resumed, ["GET after a", "GET after a", "GET after b"]);

    // It is offered no more.
    let server = Streamable::new().call(Answer::events(&priming("a"))).start();
    let (client, _tasks) = connect(&server).await;
    assert_eq!(write(&client, "t").await, Err(lost()));
    assert_eq!(server.when(CALL).len(), 1);
}

#[tokio::test]
async fn a_stream_without_ids_that_ends_leaves_the_outcome_unknown() {
    let note = "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}\n\n";
    for pieces in [vec![], vec![text(note)], vec![text(note), Piece::Cut]] {
        let server = Streamable::new().call(Answer::Events(pieces)).start();
        let (client, _tasks) = connect(&server).await;
        let error = write(&client, "t").await.expect_err("nobody knows");
        assert!(matches!(error, McpError::OutcomeUnknown { loss: Loss::Post(_), .. }), "{error:?}");
        assert_eq!(server.when(CALL).len(), 1, "a write is not repeated");
        assert_eq!(write(&client, "t").await.as_deref(), Ok("x"));
    }
    // What may be repeated is.
    let server = Streamable::new().call(Answer::Events(vec![])).start();
    let (client, _tasks) = connect(&server).await;
    assert_eq!(read(&client, "t").await.as_deref(), Ok("x"));
    assert_eq!(server.when(CALL).len(), 2);
}

#[tokio::test]
async fn a_forgotten_session_is_made_again_and_its_call_sent_once_more() {
    let bad = "Bad Request: No valid session ID provided";
    for (status, body) in [(404, "Session not found"), (400, bad)] {
        let server = Streamable::new().forgotten(status, body).start();
        let (client, _tasks) = connect(&server).await;
        server.forget_session();
        assert_eq!(write(&client, "t").await.as_deref(), Ok("x"), "{status}");
        session(&client, 2).await;
        let told = posts(&server);
        let initialized = told.iter().filter(|told| *told == SHAKEN[0]).count();
        assert_eq!((initialized, server.when(CALL).len()), (2, 2), "{told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_servers_own_stream_is_read_and_opened_again() {
    let changed = "id: c\nretry: 1\ndata: {\"jsonrpc\":\"2.0\",\
        \"method\":\"notifications/tools/list_changed\"}\n\n";
    let gate = Gate::new();
    let server = Streamable::new()
        .get(Answer::Events(vec![Piece::Hold(gate.clone()), text(changed)]))
        .get(Answer::Events(vec![text(": here\n\n"), Piece::Open]))
        .start();
    let (_client, _tasks) = connect(&server).await;
    gate.open();
    server.wait_until("the list is asked for again and the stream too", |told| {
        let count = |what: &str| told.iter().filter(|it| *it == what).count();
        count("POST tools/list") == 2 && count("GET after c") == 1
    });
}

#[tokio::test]
async fn a_server_without_a_stream_of_its_own_is_asked_for_it_once() {
    for status in [405, 409, 404, 400] {
        let server = Streamable::new().get(Answer::status(status, "session")).start();
        let (client, _tasks) = connect(&server).await;
        assert_eq!(write(&client, "t").await.as_deref(), Ok("x"));
        standalone(&server).await;
        assert_eq!(write(&client, "t").await.as_deref(), Ok("x"));
        assert_eq!((server.when("GET").len(), server.when(SHAKEN[0]).len()), (1, 1), "{status}");
    }
}

#[tokio::test]
async fn a_server_that_came_back_without_the_session_is_noticed_by_its_stream() {
    let gate = Gate::new();
    let pieces = vec![text("retry: 1\ndata:\n\n"), Piece::Hold(gate.clone())];
    let server = Streamable::new().get(Answer::Events(pieces)).start();
    let (client, _tasks) = connect(&server).await;
    server.forget_session();
    gate.open();
    session(&client, 2).await;
}

#[tokio::test]
async fn a_server_that_was_killed_in_the_middle_of_a_call_is_found_again() {
    let mut server = Streamable::new().call(Answer::Events(vec![Piece::Open])).start();
    let (client, _tasks) = connect(&server).await;
    let calling = tokio::spawn({
        let client = client.clone();
        async move { write(&client, "t").await }
    });
    came(&server, CALL).await;
    server.stop();
    let error = calling.await.expect("no panic").expect_err("nobody knows");
    assert!(matches!(error, McpError::OutcomeUnknown { loss: Loss::Post(_), .. }), "{error:?}");
    let asking = tokio::spawn({
        let client = client.clone();
        async move { write(&client, "t").await }
    });
    server.start_again();
    assert_eq!(asking.await.expect("no panic").as_deref(), Ok("x"));
    session(&client, 2).await;
}

#[tokio::test]
async fn a_read_that_a_killed_server_took_along_waits_for_the_next_one() {
    let mut server = Streamable::new().call(Answer::Events(vec![Piece::Open])).start();
    let (client, _tasks) = connect(&server).await;
    let mut status = client.status();
    let calling = tokio::spawn(async move { read(&client, "t").await });
    came(&server, CALL).await;
    server.stop();
    let down = status.wait_for(|now| *now == Status::Reconnecting);
    tokio::time::timeout(LIMIT, down).await.expect("in time").expect("alive");
    server.start_again();
    assert_eq!(calling.await.expect("no panic").as_deref(), Ok("x"));
    assert_eq!(server.when(CALL).len(), 2);
}

#[tokio::test]
async fn an_answer_is_an_answer_whatever_carries_it() {
    let json = "application/json";
    let error = "{\"jsonrpc\":\"2.0\",\"id\":$ID,\"error\":{\"code\":-32602,\"message\":\"m\"}}";
    let anonymous = error.replace("$ID", "null");
    let rpc = || {
        let (method, message) = ("tools/call".into(), "m".into());
        Err(McpError::Rpc { method, code: -32602, message })
    };
    let page = "<html><body><h1>Log in</h1></body></html>";
    for (answer, expected) in [
        (Answer::json(), Ok("x".to_owned())),
        (Answer::Whole(200, json, "[$ANSWER]".into()), Ok("x".to_owned())),
        (Answer::Whole(200, "text/plain", "$ANSWER".into()), Ok("x".to_owned())),
        (Answer::events("event: message\r\ndata: [$ANSWER]\r\n\r\n"), Ok("x".to_owned())),
        (Answer::Whole(400, json, error.into()), rpc()),
        (Answer::Whole(500, json, error.into()), rpc()),
        (Answer::Whole(200, json, anonymous.clone()), rpc()),
        (Answer::events(&format!("data: {anonymous}\n\n")), rpc()),
        (Answer::Whole(200, "text/html", page.into()), Err(refusal(200, "Log in"))),
        (Answer::status(500, "broken"), Err(refusal(500, "broken"))),
        (Answer::status(401, "who?"), Err(refusal(401, "who?"))),
        (Answer::To("http://127.0.0.1:9/mcp".into()), Err(refusal(307, "http://127.0.0.1:9/mcp"))),
    ] {
        let server = Streamable::new().call(answer).start();
        let (client, _tasks) = connect(&server).await;
        assert_eq!(write(&client, "t").await, expected);
        assert_eq!(write(&client, "t").await.as_deref(), Ok("x"), "and the next one works");
        assert_eq!((server.when(CALL).len(), server.when(SHAKEN[0]).len()), (2, 1));
    }
}

#[tokio::test]
async fn an_answer_may_come_by_the_servers_own_stream() {
    let gate = Gate::new();
    let own = vec![text(": open\n\n"), Piece::Hold(gate.clone()), text(ANSWER), Piece::Open];
    let script = Streamable::new().get(Answer::Events(own));
    let server = script.call(Answer::status(202, "Accepted")).start();
    let (client, _tasks) = connect(&server).await;
    let calling = tokio::spawn(async move { write(&client, "t").await });
    came(&server, CALL).await;
    gate.open();
    assert_eq!(calling.await.expect("no panic").as_deref(), Ok("x"));
}

#[tokio::test]
async fn a_message_that_is_too_large_is_refused_and_the_session_goes_on() {
    let huge = "x".repeat(17 * 1024 * 1024);
    let body = format!("{{\"jsonrpc\":\"2.0\",\"id\":$ID,\"result\":\"{huge}\"}}");
    for answer in [
        Answer::Whole(200, "application/json", body.clone()),
        Answer::events(&format!("id: a\ndata: {body}\n\n")),
    ] {
        let server = Streamable::new().call(answer).start();
        let (client, _tasks) = connect(&server).await;
        let loss = Loss::Stream(mcp_chat::sse::SseError::TooLarge(16 * 1024 * 1024));
        let error = McpError::OutcomeUnknown { method: "tools/call".into(), loss };
        assert_eq!(write(&client, "t").await, Err(error));
        assert_eq!(write(&client, "t").await.as_deref(), Ok("x"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_given_up_is_cancelled_and_closing_does_not_wait() {
    let open = || Answer::Events(vec![text(": working\n\n"), Piece::Open]);
    let server = Streamable::new().call(open()).call(open()).get(open()).start();
    let (client, tasks) = connect(&server).await;
    let calls = [client.clone(), client.clone()]
        .map(|client| tokio::spawn(async move { write(&client, "t").await }));
    server.wait_until("both calls are there", |told| {
        told.iter().filter(|told| *told == CALL).count() == 2
    });
    let [given_up, waiting] = calls;
    given_up.abort();
    server.wait_until("the call is cancelled", |told| {
        told.iter().any(|told| told == "POST notifications/cancelled")
    });
    client.close(tasks).await;
    assert_eq!(waiting.await.expect("no panic"), Err(McpError::Closed));
    assert_eq!(posts(&server).last().map(String::as_str), Some("DELETE"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_runs_out_of_time_takes_no_session_with_it() {
    let silent = Answer::Events(vec![text(": working\n\n"), Piece::Open]);
    let server = Streamable::new().call(silent).call(Answer::events(ANSWER)).start();
    let limit = Duration::from_millis(300);
    let (client, tasks) = connect_for(&server, limit).await;
    let late = McpError::Timeout { method: "tools/call".into(), limit, idle: true };
    assert_eq!(write(&client, "t").await, Err(late));
    write(&client, "t").await.expect("the session goes on");
    client.close(tasks).await;
    let shaken = posts(&server).into_iter().filter(|told| told == SHAKEN[0]).count();
    assert_eq!(shaken, 1);
}
