//! The server over a socket, as a client meets it.

use std::time::Duration;

use futures_util::{StreamExt as _, stream::BoxStream};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    task::JoinHandle,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use super::{MAX_BODY, serve, sessions::MAX_SESSIONS};
use crate::demo::{employees::Store, error::DemoError, listen::SHUTDOWN_LIMIT};

/// Far more than any answer takes, so that only a hang reaches it.
const LIMIT: Duration = Duration::from_secs(20);

/// A running server.
struct Server {
    base: String,
    http: Client,
    shutdown: CancellationToken,
    task: JoinHandle<Result<(), DemoError>>,
    _folder: tempfile::TempDir,
}

impl Server {
    async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("e.db")).expect("a store");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let shutdown = CancellationToken::new();
        let task = tokio::spawn(serve(listener, store, shutdown.clone()));
        Self { base, http: Client::new(), shutdown, task, _folder: folder }
    }

    async fn open(&self) -> Session {
        let response = self.http.get(format!("{}/sse", self.base)).send().await.expect("a reply");
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let bytes = response.bytes_stream().map(|piece| piece.expect("a whole stream").to_vec());
        let mut stream = Events { bytes: bytes.boxed(), read: Vec::new() };
        let (event, path) = stream.next().await.expect("a first event");
        assert_eq!(event, "endpoint");
        let id = path.strip_prefix("/messages/?session_id=").expect("the path of messages");
        assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
        Session { messages: format!("{}{path}", self.base), http: self.http.clone(), stream }
    }

    async fn post(&self, url: &str, body: impl Into<reqwest::Body>) -> (StatusCode, String) {
        reply(self.http.post(url).header("content-type", "application/json").body(body)).await
    }
}

async fn reply(request: RequestBuilder) -> (StatusCode, String) {
    let whole = async {
        let response = request.send().await.expect("a reply");
        (response.status(), response.text().await.expect("a body"))
    };
    timeout(LIMIT, whole).await.expect("a reply that ends")
}

/// An event stream, read event by event.
struct Events {
    bytes: BoxStream<'static, Vec<u8>>,
    read: Vec<u8>,
}

impl Events {
    /// Returns the next event's name and data, `None` at the end of the stream.
    async fn next(&mut self) -> Option<(String, String)> {
        loop {
            if let Some(end) = self.read.windows(2).position(|pair| pair == b"\n\n") {
                let event: Vec<u8> = self.read.drain(..end + 2).collect();
                let event = String::from_utf8(event).expect("UTF-8");
                let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name));
                if let (Some(name), Some(data)) = (field("event: "), field("data: ")) {
                    return Some((name.to_owned(), data.to_owned()));
                }
                continue;
            }
            let piece = timeout(LIMIT, self.bytes.next()).await.expect("no silence")?;
            self.read.extend(piece);
        }
    }
}

/// A session of a client.
struct Session {
    messages: String,
    http: Client,
    stream: Events,
}

impl Session {
    async fn send(&self, message: Value) {
        let accepted = (StatusCode::ACCEPTED, "Accepted".to_owned());
        assert_eq!(reply(self.http.post(&self.messages).json(&message)).await, accepted);
    }

    async fn answer(&mut self) -> Value {
        let (event, data) = self.stream.next().await.expect("an answer");
        assert_eq!(event, "message");
        serde_json::from_str(&data).expect("JSON")
    }

    async fn ask(&mut self, id: Value, method: &str, params: Value) -> Value {
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        self.send(message).await;
        self.answer().await
    }

    async fn initialize(&mut self) {
        let params = json!({ "protocolVersion": "2024-11-05", "capabilities": {} });
        let answer = self.ask(json!(0), "initialize", params).await;
        assert_eq!(answer["result"]["protocolVersion"], "2024-11-05");
        self.send(json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await;
    }
}

#[tokio::test]
async fn a_session_lists_and_calls_the_tools() {
    let server = Server::start().await;
    let mut session = server.open().await;
    session.initialize().await;
    let listed = session.ask(json!("lista"), "tools/list", json!({})).await;
    assert_eq!(listed["id"], "lista");
    let names: Vec<&str> = listed["result"]["tools"]
        .as_array()
        .expect("tools")
        .iter()
        .map(|tool| tool["name"].as_str().expect("a name"))
        .collect();
    let expected = ["list_employees", "add_employee", "update_employee", "department_summary"];
    assert_eq!(names, expected);
    let params = json!({ "name": "list_employees", "arguments": { "department": "ventas" } });
    let called = session.ask(json!(2), "tools/call", params).await;
    assert_eq!(called["result"]["structuredContent"]["count"], 3);
    let params = json!({ "name": "add_employee", "arguments": { "name": "Ana" } });
    let called = session.ask(json!(3), "tools/call", params).await;
    assert_eq!(called["result"]["isError"], true);
}

#[tokio::test]
async fn sessions_know_nothing_of_each_other() {
    let server = Server::start().await;
    let (mut one, mut other) = (server.open().await, server.open().await);
    one.initialize().await;
    let refused = other.ask(json!(1), "tools/list", json!({})).await;
    assert_eq!(refused["error"]["code"], -32600, "its own handshake is missing");
    other.initialize().await;
    let pong = json!({ "jsonrpc": "2.0", "id": 7, "result": {} });
    assert_eq!(one.ask(json!(7), "ping", json!({})).await, pong);
}

#[tokio::test]
async fn calls_that_are_posted_together_are_all_answered() {
    let server = Server::start().await;
    let mut session = server.open().await;
    session.initialize().await;
    let params = json!({ "name": "department_summary" });
    for id in 1..=40 {
        session
            .send(json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params }))
            .await;
    }
    let mut answered = Vec::new();
    for _ in 1..=40 {
        let answer = session.answer().await;
        assert_eq!(answer["result"]["isError"], false);
        answered.push(answer["id"].as_i64().expect("an id"));
    }
    answered.sort_unstable();
    assert_eq!(answered, (1..=40).collect::<Vec<i64>>());
}

#[tokio::test]
async fn a_post_that_reaches_no_session_is_refused() {
    let server = Server::start().await;
    let ping = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
    let unknown = "0".repeat(32);
    for (query, status, why) in [
        (format!("?session_id={unknown}"), StatusCode::NOT_FOUND, "Could not find session"),
        ("?session_id=abc".to_owned(), StatusCode::BAD_REQUEST, "Invalid session ID"),
        (format!("?session_id=é{unknown}"), StatusCode::BAD_REQUEST, "Invalid session ID"),
        (String::new(), StatusCode::BAD_REQUEST, "session_id is required"),
    ] {
        let url = format!("{}/messages/{query}", server.base);
        assert_eq!(server.post(&url, ping).await, (status, why.to_owned()), "{query}");
    }
    let session = server.open().await;
    let closed = session.messages.clone();
    drop(session);
    // The server notices the closed stream on its own time.
    let gone = async {
        while server.post(&closed, ping).await.0 != StatusCode::NOT_FOUND {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(LIMIT, gone).await.expect("a closed stream ends its session");
}

#[tokio::test]
async fn a_bad_body_is_refused_and_the_session_goes_on() {
    let server = Server::start().await;
    let mut session = server.open().await;
    session.initialize().await;
    let (status, _) = server.post(&session.messages, "{\"jsonrpc\":").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let (status, _) = server.post(&session.messages, "x".repeat(MAX_BODY + 1)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    let plain = server.http.post(&session.messages).header("content-type", "text/plain");
    let (status, _) = reply(plain.body(r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)).await;
    assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let pong = json!({ "jsonrpc": "2.0", "id": 9, "result": {} });
    assert_eq!(session.ask(json!(9), "ping", json!({})).await, pong);
}

#[tokio::test]
async fn web_pages_of_other_sites_are_refused() {
    let server = Server::start().await;
    let url = format!("{}/sse", server.base);
    for (header, value) in [
        ("host", "evil.example"),
        ("host", "localhost.evil.example:3000"),
        ("origin", "http://evil.example"),
        ("origin", "null"),
    ] {
        let (status, _) = reply(server.http.get(&url).header(header, value)).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{header}: {value}");
    }
    let response = server.http.get(&url).header("origin", "http://localhost:5173").send().await;
    assert_eq!(response.expect("a reply").status(), StatusCode::OK);
}

#[tokio::test]
async fn sessions_are_limited() {
    let server = Server::start().await;
    let mut open = Vec::new();
    for _ in 0..MAX_SESSIONS {
        open.push(server.open().await);
    }
    let (status, _) = reply(server.http.get(format!("{}/sse", server.base))).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    drop(open.pop());
    let room = async {
        while server
            .http
            .get(format!("{}/sse", server.base))
            .send()
            .await
            .expect("a reply")
            .status()
            != StatusCode::OK
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(LIMIT, room).await.expect("a closed session makes room");
}

#[tokio::test]
async fn a_shutdown_ends_open_streams() {
    let server = Server::start().await;
    let mut session = server.open().await;
    session.initialize().await;
    server.shutdown.cancel();
    // By itself, and not only because the limit cut it off.
    let by_itself = SHUTDOWN_LIMIT * 3 / 4;
    let end = timeout(by_itself, session.stream.next()).await.expect("the stream ends at once");
    assert_eq!(end, None, "the stream ends cleanly");
    let ended = timeout(by_itself, server.task).await.expect("so does the server");
    assert!(matches!(ended, Ok(Ok(()))), "{ended:?}");
}

#[tokio::test]
async fn a_connection_that_does_not_end_is_cut_off() {
    let server = Server::start().await;
    let address = server.base.strip_prefix("http://").expect("an address");
    let mut stuck = tokio::net::TcpStream::connect(address).await.expect("a connection");
    let id = "0".repeat(32);
    let head = format!(
        "POST /messages/?session_id={id} HTTP/1.1\r\nhost: localhost\r\n\
         content-type: application/json\r\ncontent-length: 9\r\nexpect: 100-continue\r\n\r\n"
    );
    stuck.write_all(head.as_bytes()).await.expect("a request without its body");
    // The server asks for the body once it waits for it.
    let mut asked = [0; 12];
    stuck.read_exact(&mut asked).await.expect("a reply");
    assert_eq!(&asked, b"HTTP/1.1 100");
    server.shutdown.cancel();
    let ended = timeout(SHUTDOWN_LIMIT * 2, server.task).await.expect("no hang");
    assert!(matches!(ended, Ok(Ok(()))), "{ended:?}");
}
