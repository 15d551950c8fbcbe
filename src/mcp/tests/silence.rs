//! A link that may be deaf: when its silence is suspicious, and what may be done about it.

use serde_json::json;
use tokio::time::Instant;

use super::wire::{SECOND, assert_works, calling, connected_to, outcome};
use crate::mcp::transport::LinkEnd;
use crate::mcp::{Loss, McpError};

#[tokio::test(start_paused = true)]
async fn a_deaf_link_is_replaced_when_all_that_wait_may_be_repeated() {
    let (client, _tasks, mut server, mut wire) = connected_to(true).await;
    let start = Instant::now();
    let read = calling(&client, true);
    wire.call().await;
    wire.take("ping").await;
    assert_eq!(start.elapsed().as_secs(), 5);
    server.deaf = false;
    let mut fresh = server.accept_session().await;
    assert_eq!(start.elapsed().as_secs(), 10);
    assert_eq!(server.distrusted(), 1);
    let id = fresh.call().await;
    fresh.answer(id, json!("heard")).await;
    assert_eq!(outcome(read).await, Ok(json!("heard")));
}

#[tokio::test(start_paused = true)]
async fn a_link_that_answers_the_ping_is_left_alone() {
    let (client, _tasks, mut server, mut wire) = connected_to(true).await;
    let read = calling(&client, true);
    let id = wire.call().await;
    // By the stream, by the reply of the POST, or with other news.
    for way in 0..3 {
        let start = Instant::now();
        let ping = wire.next().await;
        assert_eq!(ping.message["method"], "ping");
        assert_eq!(start.elapsed().as_secs(), 5, "one ping for each silence");
        let pong = json!({ "jsonrpc": "2.0", "id": ping.id(), "result": {} });
        match way {
            0 => {
                ping.accept();
                wire.put(pong).await;
            }
            1 => drop(ping.reply(Ok(vec![pong]))),
            _ => {
                ping.accept();
                tokio::time::sleep(SECOND).await;
                wire.put(json!({ "jsonrpc": "2.0", "method": "notifications/message" })).await;
            }
        }
    }
    wire.answer(id, json!("slow")).await;
    assert_eq!(outcome(read).await, Ok(json!("slow")));
    assert!(server.rests(20 * SECOND).await);
    assert_eq!(server.distrusted(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_write_that_waits_keeps_its_link() {
    let (client, _tasks, mut server, mut wire) = connected_to(true).await;
    tokio::time::sleep(SECOND).await;
    let read = calling(&client, true);
    wire.call().await;
    let write = calling(&client, false);
    wire.call().await;
    assert!(wire.is_quiet(59 * SECOND).await, "not even suspicion");
    let timeout = McpError::Timeout { method: "tools/call".into(), limit: 60 * SECOND, idle: true };
    assert_eq!(outcome(read).await, Err(timeout.clone()));
    assert_eq!(outcome(write).await, Err(timeout));
    // Nobody waits any more, so now the link may be tested; a link that hears is kept.
    let ping = wire.drain().pop().expect("a ping");
    let pong = json!({ "jsonrpc": "2.0", "id": ping.id(), "result": {} });
    wire.put(pong).await;
    assert!(server.rests(20 * SECOND).await);
    // Nor does a write that comes while the ping is out lose its link.
    let read = calling(&client, true);
    wire.call().await;
    wire.take("ping").await;
    let write = calling(&client, false);
    let id = wire.call().await;
    assert!(server.rests(30 * SECOND).await);
    wire.answer(id, json!("written")).await;
    assert_eq!(outcome(write).await, Ok(json!("written")));
    drop(read);
    assert_eq!(server.distrusted(), 0);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_suspicious_when_nothing_is_owed_or_the_link_is_trusted() {
    let (client, _tasks, mut server, mut wire) = connected_to(true).await;
    assert!(wire.is_quiet(90 * SECOND).await);
    assert_works(&client, &mut wire).await;
    wire.end(LinkEnd::Ended);
    server.deaf = false;
    let mut wire = server.accept_listing(&json!([])).await;
    let read = calling(&client, true);
    wire.call().await;
    assert!(wire.is_quiet(59 * SECOND).await);
    drop(read);
}

#[tokio::test(start_paused = true)]
async fn a_ping_that_is_refused_for_want_of_a_session_tells_at_once() {
    let (client, _tasks, mut server, mut wire) = connected_to(true).await;
    let read = calling(&client, true);
    wire.call().await;
    wire.next().await.refuse(404, "");
    let mut wire = server.accept_session().await;
    wire.call().await;
    wire.end(LinkEnd::Ended);
    let unknown = McpError::OutcomeUnknown { method: "tools/call".into(), loss: Loss::Ended };
    assert_eq!(outcome(read).await, Err(unknown));
    assert_eq!(server.distrusted(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_write_that_ran_out_in_silence_makes_the_next_call_safe() {
    let (client, _tasks, mut server, mut wire) = connected_to(true).await;
    tokio::time::sleep(SECOND).await;
    let write = calling(&client, false);
    wire.call().await;
    let timeout = McpError::Timeout { method: "tools/call".into(), limit: 60 * SECOND, idle: true };
    assert_eq!(outcome(write).await, Err(timeout));
    wire.take("notifications/cancelled").await;
    wire.take("ping").await;
    let start = Instant::now();
    let mut wire = server.accept_session().await;
    assert_eq!((start.elapsed().as_secs(), server.distrusted()), (5, 1));
    assert_eq!(wire.calls_within(20 * SECOND).await, 0);
}
