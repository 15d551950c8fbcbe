//! The MCP client as the program uses it, without the program.

use std::time::Duration;

use mcp_chat::config::{ServerSettings, TransportChoice};
use mcp_chat::http;
use mcp_chat::mcp::protocol::{CallResult, Content};
use mcp_chat::mcp::transport::sse::SseTransport;
use mcp_chat::mcp::{Call, Client, McpError, Tasks};
use serde_json::{Map, Value, json};

use crate::support::mcp::Server;
use crate::support::watched::LIMIT;

/// A transport to that URL, with a token.
pub(crate) fn transport(url: &str) -> SseTransport {
    let token = "Bearer secret".parse().expect("a header");
    let settings = ServerSettings {
        url: url.parse().expect("a URL"),
        headers: vec![("authorization".parse().expect("a name"), token)],
        tool_timeout: LIMIT,
        transport: TransportChoice::Auto,
        is_bare: false,
    };
    SseTransport::new(http::client().expect("a client"), &settings)
}

pub(crate) async fn connect_to(url: &str) -> Result<(Client, Tasks), McpError> {
    Client::connect(Box::new(transport(url)), LIMIT).await
}

/// A client of that server, whose calls may be silent for a long time.
pub(crate) async fn connect(server: &Server) -> (Client, Tasks) {
    connect_to(&server.url()).await.expect("connected")
}

/// A client whose calls may be silent for `idle`.
pub(crate) async fn impatient(server: &Server, idle: Duration) -> (Client, Tasks) {
    Client::connect(Box::new(transport(&server.url())), idle).await.expect("connected")
}

/// Why connecting fails.
pub(crate) async fn refused(server: &Server) -> McpError {
    connect_to(&server.url()).await.err().expect("connecting fails")
}

fn call(name: &str, repeatable: bool, arguments: Map<String, Value>) -> Call {
    Call { name: name.into(), arguments, repeatable, progress: None }
}

/// Calls a tool that changes something.
pub(crate) async fn write(client: &Client, name: &str) -> Result<String, McpError> {
    Ok(text(client.call_tool(&call(name, false, Map::new())).await?))
}

/// Calls a tool that may be called again.
pub(crate) async fn read(client: &Client, name: &str) -> Result<String, McpError> {
    Ok(text(client.call_tool(&call(name, true, Map::new())).await?))
}

/// The text of a result.
fn text(result: CallResult) -> String {
    let texts = result.content.into_iter().map(|content| match content {
        Content::Text(text) => text.raw().to_owned(),
        other => format!("{other:?}"),
    });
    texts.collect()
}

/// What the ledger holds after so many calls of `t`.
pub(crate) fn executed(times: usize) -> Vec<crate::support::mcp::Executed> {
    vec![crate::support::mcp::Executed { name: "t".into(), arguments: json!({}) }; times]
}
