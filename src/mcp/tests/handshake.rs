//! How connecting succeeds and fails.

use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::wire::{ADDRESS, SECOND, Server, Wire, memory};
use crate::http::Fault;
use crate::mcp::protocol::{Offers, ServerInfo};
use crate::mcp::transport::{LinkEnd, SendError};
use crate::mcp::{Client, McpError, Status, Tasks};
use crate::sse::SseError;

type Connecting = JoinHandle<Result<(Client, Tasks), McpError>>;

fn connecting(deaf: bool) -> (Connecting, Server) {
    let (memory, mut server) = memory();
    server.deaf = deaf;
    (tokio::spawn(Client::connect(memory, SECOND)), server)
}

async fn error(connecting: Connecting) -> McpError {
    connecting.await.expect("no panic").err().expect("connecting fails")
}

fn open(source: SseError) -> McpError {
    McpError::Open { url: ADDRESS.into(), source }
}

/// A link on which `initialize` waits for its answer: the link and the request's id.
async fn asked(server: &mut Server) -> (Wire, i64) {
    let mut wire = server.accept().await;
    let hello = wire.take("initialize").await;
    (wire, hello["id"].as_i64().expect("an id"))
}

#[tokio::test(start_paused = true)]
async fn the_handshake_says_who_we_are_and_learns_who_answers() {
    let (connecting, mut server) = connecting(false);
    let mut wire = server.accept().await;
    let hello = wire.take("initialize").await;
    let client_info =
        json!({ "name": "mcp-chat", "title": "mcp-chat", "version": env!("CARGO_PKG_VERSION") });
    let params =
        json!({ "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": client_info });
    assert_eq!(
        hello,
        json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params })
    );
    // The server may speak and ask before it answers.
    wire.put(json!({ "jsonrpc": "2.0", "method": "notifications/tools/list_changed" })).await;
    wire.put(json!({ "jsonrpc": "2.0", "id": 1, "method": "ping" })).await;
    let pong = wire.next().await.accept();
    assert_eq!(pong, json!({ "jsonrpc": "2.0", "id": 1, "result": {} }));
    let result = json!({ "protocolVersion": "2024-11-05", "capabilities": [],
        "serverInfo": { "name": "s", "version": "2" }, "instructions": "Be brief." });
    wire.answer(1, result).await;
    let initialized = wire.next().await.accept();
    assert_eq!(initialized, json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
    let list = wire.take("tools/list").await;
    let error = json!({ "code": -32601, "message": "no such method" });
    wire.put(json!({ "jsonrpc": "2.0", "id": list["id"], "error": error })).await;
    let (client, _tasks) = connecting.await.expect("no panic").expect("connected");
    assert!(client.tools().is_empty(), "a server without tools is a server");
    let Status::Connected { generation: 1, server } = client.status().borrow().clone() else {
        panic!("{:?}", client.status().borrow())
    };
    let info = ServerInfo {
        name: "s".into(),
        version: "2".into(),
        protocol: "2024-11-05".into(),
        instructions: Some("Be brief.".into()),
        has_tools: false,
        offers: Offers::default(),
    };
    assert_eq!(*server, info);
}

#[tokio::test(start_paused = true)]
async fn a_version_that_we_do_not_speak_ends_it() {
    for version in [json!("2026-07-28"), json!("2024-10-07"), json!(null)] {
        let (connecting, mut server) = connecting(false);
        let (wire, id) = asked(&mut server).await;
        wire.answer(id, json!({ "protocolVersion": version })).await;
        let wanted = version.as_str().unwrap_or_default();
        assert_eq!(error(connecting).await, McpError::Version(wanted.into()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_handshake_is_no_session_lost() {
    for (status, body) in [(404, "Not Found"), (400, "no session"), (401, "who?"), (500, "oops")] {
        let (connecting, mut server) = connecting(false);
        let mut wire = server.accept().await;
        wire.next().await.refuse(status, body);
        let refused = McpError::Refused {
            method: "initialize".into(),
            status,
            body: body.into(),
            session_gone: false,
        };
        assert_eq!(error(connecting).await, refused);
    }
    let (connecting, mut server) = connecting(false);
    let (mut wire, id) = asked(&mut server).await;
    wire.answer(id, json!({ "protocolVersion": "2025-06-18" })).await;
    wire.next().await.refuse(404, "where?");
    let refused = McpError::Refused {
        method: "notifications/initialized".into(),
        status: 404,
        body: "where?".into(),
        session_gone: false,
    };
    assert_eq!(error(connecting).await, refused);
}

#[tokio::test(start_paused = true)]
async fn a_link_that_is_lost_names_the_address() {
    let reset = SseError::Broken(Fault::Reset);
    for (end, source) in [
        (LinkEnd::Ended, reset.clone()),
        (LinkEnd::Failed(SseError::TooLarge(7)), SseError::TooLarge(7)),
    ] {
        for answered in [false, true] {
            let (connecting, mut server) = connecting(false);
            let (mut wire, id) = asked(&mut server).await;
            let mut held = None;
            if answered {
                wire.answer(id, json!({ "protocolVersion": "2025-06-18" })).await;
                held = Some(wire.next().await);
            }
            wire.end(end.clone());
            assert_eq!(error(connecting).await, open(source.clone()));
            drop(held);
        }
    }
    for (sent, source) in [
        (SendError::NotSent(Fault::Dns), SseError::Connect(Fault::Dns)),
        (SendError::Lost(Fault::Reset), reset),
    ] {
        let (connecting, mut server) = connecting(false);
        let mut wire = server.accept().await;
        wire.next().await.reply(Err(sent));
        assert_eq!(error(connecting).await, open(source));
    }
}

#[tokio::test(start_paused = true)]
async fn no_answer_in_time_is_a_timeout_of_the_handshake() {
    let timeout = |method: &str, limit: u32, idle| McpError::Timeout {
        method: method.into(),
        limit: limit * SECOND,
        idle,
    };
    // Accepted and not answered; not even accepted.
    for accepted in [true, false] {
        let (connecting, mut server) = connecting(false);
        let mut wire = server.accept().await;
        let post = wire.next().await;
        if accepted {
            post.accept();
        }
        assert_eq!(error(connecting).await, timeout("initialize", 15, true));
        assert!(wire.is_quiet(SECOND).await, "initialize is never cancelled");
    }
    let (connecting, mut server) = connecting(false);
    let (mut wire, id) = asked(&mut server).await;
    wire.answer(id, json!({ "protocolVersion": "2025-06-18" })).await;
    let _held = wire.next().await;
    assert_eq!(error(connecting).await, timeout("notifications/initialized", 10, false));
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_cannot_be_read_is_read_in_another_way() {
    // The parser gave up, or nothing is heard of a link that may be deaf.
    for fails in [true, false] {
        let (connecting, mut server) = connecting(true);
        let (wire, _id) = asked(&mut server).await;
        let held = if fails {
            wire.end(LinkEnd::Failed(SseError::Undecodable));
            None
        } else {
            Some(wire)
        };
        server.deaf = false;
        let _wire = server.accept_listing(&json!([])).await;
        assert!(connecting.await.expect("no panic").is_ok());
        assert_eq!(server.distrusted(), 1);
        drop(held);
    }
    // Once is enough.
    let (connecting, mut server) = connecting(true);
    for _ in 0..2 {
        let (wire, _id) = asked(&mut server).await;
        wire.end(LinkEnd::Failed(SseError::Undecodable));
    }
    assert_eq!(error(connecting).await, open(SseError::Undecodable));
}

#[tokio::test(start_paused = true)]
async fn tools_that_cannot_be_listed_fail_the_connection() {
    let (connecting, mut server) = connecting(false);
    let mut wire = server.accept_session().await;
    let list = wire.take("tools/list").await;
    let error_object: Value = json!({ "code": -32603, "message": "broken" });
    wire.put(json!({ "jsonrpc": "2.0", "id": list["id"], "error": error_object })).await;
    let rpc = McpError::Rpc { method: "tools/list".into(), code: -32603, message: "broken".into() };
    assert_eq!(error(connecting).await, rpc);
}
