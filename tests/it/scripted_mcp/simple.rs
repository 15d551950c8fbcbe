//! An MCP client that does what it is told, right or wrong.

use reqwest::{Client, Response};
use serde_json::{Value, json};

use crate::support::mcp::Server;
use crate::support::watched::LIMIT;

/// A client that does one thing after the other.
pub(super) struct Simple {
    pub(super) http: Client,
    pub(super) stream: Response,
    buffer: String,
    pub(super) endpoint: String,
    pub(super) next_id: u64,
}

impl Simple {
    /// Opens the stream and reads the endpoint event.
    pub(super) async fn connect(server: &Server) -> Self {
        let http = Client::new();
        let get = http.get(server.url()).header("accept", "text/event-stream");
        let stream = get.send().await.expect("a stream");
        let mut simple =
            Self { http, stream, buffer: String::new(), endpoint: String::new(), next_id: 1 };
        simple.endpoint = format!("{}{}", server.origin(), simple.event().await);
        simple
    }

    /// Connects and shakes hands.
    pub(super) async fn ready(server: &Server) -> Self {
        let mut simple = Self::connect(server).await;
        let hello = json!({ "protocolVersion": "2025-11-25", "capabilities": {},
            "clientInfo": { "name": "simple", "version": "1" } });
        simple.request("initialize", hello).await;
        simple.message().await;
        simple.post(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await;
        simple
    }

    /// The data of the next event.
    pub(super) async fn event(&mut self) -> String {
        loop {
            if let Some((event, rest)) = self.buffer.split_once("\n\n") {
                let data = event.lines().find_map(|line| line.strip_prefix("data: "));
                let data = data.map(str::to_owned);
                self.buffer = rest.to_owned();
                if let Some(data) = data {
                    return data;
                }
                continue;
            }
            let chunk = tokio::time::timeout(LIMIT, self.stream.chunk()).await;
            let chunk = chunk.expect("something comes").expect("a chunk").expect("no end");
            self.buffer += std::str::from_utf8(&chunk).expect("UTF-8");
        }
    }

    pub(super) async fn message(&mut self) -> Value {
        serde_json::from_str(&self.event().await).expect("JSON")
    }

    pub(super) async fn post(&self, message: &Value) -> Response {
        self.http.post(&self.endpoint).json(message).send().await.expect("an answer to the POST")
    }

    pub(super) async fn request(&mut self, method: &str, params: Value) -> Response {
        let id = self.next_id;
        self.next_id += 1;
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        self.post(&message).await
    }

    pub(super) async fn call(&mut self, tool: &str, arguments: Value) -> Response {
        let params = json!({ "name": tool, "arguments": arguments,
            "_meta": { "progressToken": "p" } });
        self.request("tools/call", params).await
    }

    /// Sends a request and reads the next message.
    pub(super) async fn ask(&mut self, method: &str, params: Value) -> Value {
        assert_eq!(self.request(method, params).await.status(), 202);
        self.message().await
    }
}
