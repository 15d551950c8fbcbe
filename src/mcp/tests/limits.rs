//! What runs out of time, and what giving up tells the server.

use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::wire::{SECOND, Wire, assert_works, call, calling, connected, outcome};
use crate::mcp::protocol::Progress;
use crate::mcp::{Call, McpError};

fn timeout(limit: u32, idle: bool) -> McpError {
    McpError::Timeout { method: "tools/call".into(), limit: limit * SECOND, idle }
}

async fn cancelled(wire: &mut Wire) -> Value {
    wire.take("notifications/cancelled").await["params"].clone()
}

#[tokio::test(start_paused = true)]
async fn a_call_without_a_sign_of_life_runs_out_and_is_cancelled() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let start = Instant::now();
    let calling = calling(&client, true);
    let id = wire.call().await;
    assert_eq!(outcome(calling).await, Err(timeout(60, true)));
    assert_eq!(start.elapsed().as_secs(), 60);
    let params = json!({ "requestId": id, "reason": "it ran out of time" });
    assert_eq!(cancelled(&mut wire).await, params);
    assert!(wire.is_quiet(SECOND).await, "nor is it sent again");
    wire.answer(id, json!("late")).await;
    assert_works(&client, &mut wire).await;
}

#[tokio::test(start_paused = true)]
async fn progress_is_passed_on_and_moves_the_limit_up_to_the_cap() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let (progress, mut seen) = mpsc::channel(1000);
    let call = Call { progress: Some(progress), ..call(false) };
    let start = Instant::now();
    let calling = tokio::spawn(async move { (client.call_raw(&call).await, start.elapsed()) });
    let request = wire.take("tools/call").await;
    assert_eq!(request["params"]["_meta"]["progressToken"], request["id"]);
    let mut steps = 0;
    while !calling.is_finished() {
        tokio::time::sleep(50 * SECOND).await;
        steps += 1;
        let params = json!({ "progressToken": request["id"], "progress": steps, "total": 9.5 });
        wire.put(json!({ "jsonrpc": "2.0", "method": "notifications/progress", "params": params }))
            .await;
        assert!(steps < 100, "a call ends some time");
    }
    let (outcome, took) = calling.await.expect("no panic");
    assert_eq!((outcome, took.as_secs()), (Err(timeout(3600, false)), 3600));
    let first = Progress { progress: 1.0, total: Some(9.5), message: None };
    assert_eq!(seen.recv().await, Some(first));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_is_cancelled_and_its_post_given_up() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let other = calling(&client, false);
    let other_id = wire.call().await;
    let dropped = calling(&client, false);
    let post = wire.next().await;
    let id = post.id();
    dropped.abort();
    assert_eq!(
        cancelled(&mut wire).await,
        json!({ "requestId": id, "reason": "the user cancelled it" })
    );
    assert!(post.is_given_up());
    wire.answer(id, json!("late")).await;
    wire.answer(other_id, json!("other")).await;
    assert_eq!(outcome(other).await, Ok(json!("other")));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_runs_out_gives_its_post_up() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let calling = calling(&client, false);
    let post = wire.next().await;
    // The stream is alive, so the session is.
    tokio::time::sleep(SECOND).await;
    wire.put(json!({ "jsonrpc": "2.0", "method": "notifications/message", "params": {} })).await;
    assert_eq!(outcome(calling).await, Err(timeout(60, true)));
    assert!(post.is_given_up());
    assert_eq!(cancelled(&mut wire).await["requestId"], post.id());
    assert_works(&client, &mut wire).await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_takes_no_post_and_says_nothing_has_no_session() {
    let (client, _tasks, mut server, mut wire) = connected().await;
    tokio::time::sleep(SECOND).await;
    let calling = calling(&client, false);
    let post = wire.next().await;
    assert_eq!(outcome(calling).await, Err(timeout(60, true)));
    assert!(post.is_given_up());
    let mut wire = server.accept_listing(&json!([])).await;
    assert_works(&client, &mut wire).await;
}

#[tokio::test(start_paused = true)]
async fn closing_ends_what_waits() {
    let (client, tasks, _server, mut wire) = connected().await;
    let calling = calling(&client, false);
    let _id = wire.call().await;
    let start = Instant::now();
    client.close(tasks).await;
    assert_eq!(outcome(calling).await, Err(McpError::Closed));
    assert!(start.elapsed() < 2 * SECOND);
}
