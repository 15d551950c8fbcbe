//! Calls that are answered with a task.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::wire::{Wire, call, calling, connected, outcome};
use crate::mcp::{Call, McpError};

/// Answers a call with a task; gives when.
async fn begin(wire: &mut Wire, task: Value) -> Instant {
    let id = wire.call().await;
    wire.answer(id, task).await;
    Instant::now()
}

/// Answers the next request about the task, which must be of this method.
async fn answer(wire: &mut Wire, method: &str, result: Value) {
    let request = wire.take(method).await;
    assert_eq!(request["params"], json!({ "taskId": "t1" }));
    wire.answer(request["id"].as_i64().expect("an id"), result).await;
}

fn task(status: &str, pause: u64) -> Value {
    json!({ "taskId": "t1", "status": status, "statusMessage": "Reading.", "pollInterval": pause })
}

#[tokio::test(start_paused = true)]
async fn a_task_is_looked_at_within_bounds_until_its_result() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let (watcher, mut progress) = mpsc::channel(8);
    let request = Call { progress: Some(watcher), ..call(false) };
    let caller = client.clone();
    let calling = tokio::spawn(async move { caller.call_raw(&request).await });
    let began = begin(&mut wire, json!({ "task": task("working", 1) })).await;
    answer(&mut wire, "tasks/get", task("working", 3_600_000)).await;
    assert_eq!(began.elapsed(), Duration::from_millis(250));
    answer(&mut wire, "tasks/get", task("completed", 1)).await;
    assert_eq!(began.elapsed(), Duration::from_millis(30_250));
    let result = json!({ "content": [{ "type": "text", "text": "Ana" }] });
    answer(&mut wire, "tasks/result", result.clone()).await;
    assert_eq!(outcome(calling).await, Ok(result));
    let mut told = vec![];
    while let Ok(progress) = progress.try_recv() {
        told.push(progress.message.expect("a message").raw().to_owned());
    }
    assert_eq!(told, ["working: Reading.", "working: Reading.", "completed: Reading."]);
    assert!(wire.is_quiet(Duration::from_secs(60)).await, "what ended is not cancelled");
}

#[tokio::test(start_paused = true)]
async fn a_task_of_the_extension_holds_its_result_or_its_error() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let begun = json!({ "resultType": "task", "taskId": "t1", "status": "working" });
    let calling_one = calling(&client, false);
    begin(&mut wire, begun.clone()).await;
    let result = json!({ "content": [] });
    let ended = json!({ "taskId": "t1", "status": "completed", "result": result });
    answer(&mut wire, "tasks/get", ended).await;
    assert_eq!(outcome(calling_one).await, Ok(result));
    let calling_two = calling(&client, false);
    begin(&mut wire, begun).await;
    let error = json!({ "code": -32000, "message": "broken" });
    let ended = json!({ "taskId": "t1", "status": "failed", "error": error });
    answer(&mut wire, "tasks/get", ended).await;
    let error =
        McpError::Rpc { method: "tools/call".into(), code: -32000, message: "broken".into() };
    assert_eq!(outcome(calling_two).await, Err(error));
}

#[tokio::test(start_paused = true)]
async fn a_task_that_nobody_waits_for_is_cancelled() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let calling = calling(&client, false);
    begin(&mut wire, json!({ "task": task("working", 10_000) })).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    calling.abort();
    answer(&mut wire, "tasks/cancel", json!({})).await;
}

#[tokio::test(start_paused = true)]
async fn a_task_without_end_ends_with_the_longest_call() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let calling = calling(&client, false);
    begin(&mut wire, json!({ "task": task("working", 60_000) })).await;
    for _ in 0..119 {
        answer(&mut wire, "tasks/get", task("working", 60_000)).await;
    }
    let limit = Duration::from_secs(60 * 60);
    let error = McpError::Timeout { method: "tools/call".into(), limit, idle: false };
    assert_eq!(outcome(calling).await, Err(error));
    answer(&mut wire, "tasks/cancel", json!({})).await;
}
