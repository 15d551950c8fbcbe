//! How a lost connection comes back, and when it is given up.

use std::time::Duration;

use serde_json::json;
use tokio::sync::watch;
use tokio::time::Instant;

use super::wire::{ADDRESS, SECOND, Server, assert_works, calling, connected, outcome};
use crate::http::Fault;
use crate::mcp::transport::LinkEnd;
use crate::mcp::{McpError, Status};
use crate::sse::SseError;

fn unreachable() -> McpError {
    McpError::Open { url: ADDRESS.into(), source: SseError::Connect(Fault::Refused) }
}

fn disconnected(last: Option<McpError>) -> McpError {
    McpError::Disconnected { method: "tools/call".into(), last: last.map(Box::new) }
}

/// Refuses attempts until the client rests; how long it paused before each.
async fn refused_until_rest(server: &mut Server, error: &McpError) -> Vec<Duration> {
    let mut pauses = vec![];
    loop {
        let start = Instant::now();
        if pauses.len() == 100 || server.rests(90 * SECOND).await {
            return pauses;
        }
        pauses.push(start.elapsed());
        server.attempt().await.refuse(error.clone());
    }
}

async fn wait_for(status: &mut watch::Receiver<Status>, wanted: &Status) {
    let found = tokio::time::timeout(90 * SECOND, status.wait_for(|now| now == wanted));
    assert!(found.await.is_ok(), "never {wanted:?}");
}

#[tokio::test(start_paused = true)]
async fn a_stable_session_is_made_again_at_once() {
    let (client, _tasks, mut server, wire) = connected().await;
    let mut status = client.status();
    tokio::time::sleep(10 * SECOND).await;
    wire.end(LinkEnd::Ended);
    let lost = Instant::now();
    let attempt = server.attempt().await;
    assert_eq!(lost.elapsed(), Duration::ZERO);
    assert_eq!(*status.borrow_and_update(), Status::Reconnecting);
    attempt.refuse(unreachable());
    let mut wire = server.accept_listing(&json!([{ "name": "new" }])).await;
    assert_works(&client, &mut wire).await;
    assert!(matches!(*status.borrow(), Status::Connected { generation: 2, .. }));
    assert_eq!(client.tools()[0].name, "new".into(), "the tools of the new session");
}

#[tokio::test(start_paused = true)]
async fn pauses_grow_and_end_in_rest_until_a_request() {
    let (client, _tasks, mut server, wire) = connected().await;
    let mut status = client.status();
    tokio::time::sleep(10 * SECOND).await;
    wire.end(LinkEnd::Ended);
    let pauses = refused_until_rest(&mut server, &unreachable()).await;
    // From a quarter of a second, doubling to fifteen, each with up to as much again.
    let floors = [0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0];
    assert_eq!(pauses.len(), floors.len(), "{pauses:?}");
    for (pause, floor) in pauses.iter().zip(floors) {
        let pause = pause.as_secs_f64();
        assert!((floor..=2.0 * floor + 0.01).contains(&pause), "{pauses:?}");
    }
    assert_eq!(*status.borrow_and_update(), Status::Down(unreachable()));

    let woken = Instant::now();
    let write = calling(&client, false);
    let mut wire = server.accept_session().await;
    assert_eq!(woken.elapsed(), Duration::ZERO);
    let id = wire.call().await;
    wire.answer(id, json!("done")).await;
    assert_eq!(outcome(write).await, Ok(json!("done")));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_will_not_pass_is_not_repeated() {
    let status = |status| SseError::Status { status, body: "no".into() };
    for (source, tries) in [(status(401), 1), (status(204), 1), (status(503), 9)] {
        let (_client, _tasks, mut server, wire) = connected().await;
        tokio::time::sleep(10 * SECOND).await;
        wire.end(LinkEnd::Ended);
        let error = McpError::Open { url: ADDRESS.into(), source };
        assert_eq!(refused_until_rest(&mut server, &error).await.len(), tries, "{error}");
    }
    for error in [
        McpError::Version("1".into()),
        McpError::ForeignEndpoint { url: ADDRESS.into(), endpoint: "x".into() },
    ] {
        let (_client, _tasks, mut server, wire) = connected().await;
        wire.end(LinkEnd::Ended);
        assert_eq!(refused_until_rest(&mut server, &error).await.len(), 1, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_ends_every_session_is_not_stormed() {
    let (client, _tasks, mut server, mut wire) = connected().await;
    let mut status = client.status();
    let mut sessions = 0;
    loop {
        wire.end(LinkEnd::Ended);
        if server.rests(90 * SECOND).await {
            break;
        }
        wire = server.accept_listing(&json!([])).await;
        sessions += 1;
        assert!(sessions < 100, "a storm");
    }
    assert_eq!(sessions, 8);
    let source = SseError::Broken(Fault::Reset);
    let error = McpError::Open { url: ADDRESS.into(), source };
    assert_eq!(*status.borrow_and_update(), Status::Down(error));
    let write = calling(&client, false);
    let mut wire = server.accept_session().await;
    let id = wire.call().await;
    wire.answer(id, json!("done")).await;
    assert_eq!(outcome(write).await, Ok(json!("done")));
}

#[tokio::test(start_paused = true)]
async fn a_request_waits_ten_seconds_for_a_connection() {
    let (client, _tasks, mut server, wire) = connected().await;
    tokio::time::sleep(10 * SECOND).await;
    wire.end(LinkEnd::Ended);
    // The attempt hangs.
    let attempt = server.attempt().await;
    let start = Instant::now();
    let write = calling(&client, false);
    assert_eq!(outcome(write).await, Err(disconnected(None)));
    assert_eq!(start.elapsed().as_secs(), 10);
    let start = Instant::now();
    attempt.refuse(unreachable());
    let _hanging = server.attempt().await;
    let (first, second) = (calling(&client, false), calling(&client, true));
    assert_eq!(outcome(first).await, Err(disconnected(Some(unreachable()))), "and it says why");
    assert_eq!(outcome(second).await, Err(disconnected(Some(unreachable()))));
    assert!(start.elapsed() >= 10 * SECOND && start.elapsed() <= 11 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_waits_shortens_the_pause() {
    let (client, _tasks, mut server, wire) = connected().await;
    tokio::time::sleep(10 * SECOND).await;
    wire.end(LinkEnd::Ended);
    // The next pause is 15 s at least.
    for _ in 0..7 {
        server.attempt().await.refuse(unreachable());
    }
    tokio::time::sleep(SECOND).await;
    let start = Instant::now();
    let write = calling(&client, false);
    server.attempt().await.refuse(unreachable());
    assert_eq!(start.elapsed().as_secs(), 2);
    let mut wire = server.accept_session().await;
    assert_eq!(start.elapsed().as_secs(), 4);
    let id = wire.call().await;
    wire.answer(id, json!("done")).await;
    assert_eq!(outcome(write).await, Ok(json!("done")));
}

#[tokio::test(start_paused = true)]
async fn giving_up_fails_what_waits() {
    let (client, _tasks, mut server, wire) = connected().await;
    tokio::time::sleep(10 * SECOND).await;
    wire.end(LinkEnd::Ended);
    let attempt = server.attempt().await;
    let write = calling(&client, false);
    tokio::time::sleep(SECOND).await;
    let denied = SseError::Status { status: 401, body: "who?".into() };
    let denied = McpError::Open { url: ADDRESS.into(), source: denied };
    attempt.refuse(denied.clone());
    let start = Instant::now();
    assert_eq!(outcome(write).await, Err(disconnected(Some(denied.clone()))));
    assert_eq!(start.elapsed(), Duration::ZERO);
    wait_for(&mut client.status(), &Status::Down(denied)).await;
}

#[tokio::test(start_paused = true)]
async fn closing_ends_an_attempt_and_a_rest() {
    for rests in [false, true] {
        let (client, tasks, mut server, wire) = connected().await;
        let mut status = client.status();
        wire.end(LinkEnd::Ended);
        let attempt = server.attempt().await;
        let mut held = None;
        if rests {
            attempt.refuse(McpError::Version("1".into()));
            wait_for(&mut status, &Status::Down(McpError::Version("1".into()))).await;
        } else {
            held = Some(attempt);
        }
        let start = Instant::now();
        client.close(tasks).await;
        assert_eq!(start.elapsed(), Duration::ZERO);
        assert_eq!(*status.borrow_and_update(), Status::Closed);
        drop(held);
    }
}
