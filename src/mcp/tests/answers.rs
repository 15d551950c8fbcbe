//! Do answers find their callers, whatever the order, the way and the oddities?

use serde_json::json;
use tokio::task::JoinHandle;

use super::wire::{Outcome, SECOND, Wire, assert_works, calling, connected, outcome, refusal};
use crate::http::Fault;
use crate::mcp::transport::SendError;
use crate::mcp::{Client, Loss, McpError};

fn rpc(code: i64, message: &str) -> McpError {
    McpError::Rpc { method: "tools/call".into(), code, message: message.into() }
}

fn refused(status: u16, body: &str, session_gone: bool) -> McpError {
    McpError::Refused { method: "tools/call".into(), status, body: body.into(), session_gone }
}

async fn two_calls(client: &Client, wire: &mut Wire) -> ([JoinHandle<Outcome>; 2], [i64; 2]) {
    let first = calling(client, true);
    let first_id = wire.call().await;
    let second = calling(client, true);
    let second_id = wire.call().await;
    ([first, second], [first_id, second_id])
}

#[tokio::test(start_paused = true)]
async fn ten_calls_are_answered_in_any_order() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let mut calls = vec![];
    for _ in 0..10 {
        let calling = calling(&client, false);
        calls.push((calling, wire.call().await));
    }
    for (_, id) in calls.iter().rev() {
        wire.answer(*id, json!(id)).await;
    }
    for (calling, id) in calls {
        assert_eq!(outcome(calling).await, Ok(json!(id)));
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_may_come_before_its_post_returns() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let calling = calling(&client, false);
    let post = wire.next().await;
    wire.answer(post.id(), json!("early")).await;
    assert_eq!(outcome(calling).await, Ok(json!("early")));
    // The POST may take its time, but not for ever.
    tokio::time::sleep(9 * SECOND).await;
    assert!(!post.is_given_up());
    tokio::time::sleep(2 * SECOND).await;
    assert!(post.is_given_up());
    assert_works(&client, &mut wire).await;
}

#[tokio::test(start_paused = true)]
async fn an_answer_may_be_the_reply_of_its_post() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let whole = calling(&client, false);
    let post = wire.next().await;
    let id = post.id();
    let progress = json!({ "jsonrpc": "2.0", "method": "notifications/progress",
        "params": { "progressToken": id, "progress": 1 } });
    let answer = json!([{ "jsonrpc": "2.0", "id": id.to_string(), "result": "body" }]);
    post.reply(Ok(vec![progress, answer]));
    assert_eq!(outcome(whole).await, Ok(json!("body")));

    // An error without an id belongs to the request whose reply it is, though two wait.
    let ([first, second], ids) = two_calls(&client, &mut wire).await;
    let third = calling(&client, false);
    let error =
        json!({ "jsonrpc": "2.0", "id": null, "error": { "code": -32700, "message": "m" } });
    wire.next().await.reply(Ok(vec![error]));
    assert_eq!(outcome(third).await, Err(rpc(-32700, "m")));
    for (calling, id) in [(first, ids[0]), (second, ids[1])] {
        wire.answer(id, json!(id)).await;
        assert_eq!(outcome(calling).await, Ok(json!(id)));
    }
}

#[tokio::test(start_paused = true)]
async fn unknown_duplicate_and_late_answers_are_ignored() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let calling = calling(&client, false);
    let id = wire.call().await;
    wire.answer(id + 100, json!("unknown")).await;
    wire.answer(-1, json!("negative")).await;
    wire.put(json!({ "jsonrpc": "2.0", "result": "nobody's" })).await;
    for odd in [json!({}), json!(7), json!([]), json!([[]]), json!("x"), json!(null)] {
        wire.put(odd).await;
    }
    wire.answer(id, json!("first")).await;
    wire.answer(id, json!("again")).await;
    assert_eq!(outcome(calling).await, Ok(json!("first")));
    wire.answer(id, json!("late")).await;
    assert_works(&client, &mut wire).await;
}

#[tokio::test(start_paused = true)]
async fn an_error_without_an_id_can_only_mean_the_one_that_waits() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let error =
        json!({ "jsonrpc": "2.0", "id": null, "error": { "code": -32600, "message": "bad" } });
    let ([first, second], ids) = two_calls(&client, &mut wire).await;
    wire.put(error.clone()).await;
    wire.answer(ids[0], json!(0)).await;
    assert_eq!(outcome(first).await, Ok(json!(0)), "with two that wait it means neither");
    wire.put(error).await;
    assert_eq!(outcome(second).await, Err(rpc(-32600, "bad")));
}

#[tokio::test(start_paused = true)]
async fn a_refused_post_fails_its_call_at_once_and_no_other() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let other = calling(&client, false);
    let other_id = wire.call().await;
    let nameless = json!({ "jsonrpc": "2.0", "error": { "code": 1, "message": "m" } });
    for (status, body, messages) in [
        (500, "Internal Server Error", vec![]),
        (400, "Bad Request", vec![]),
        // The body's error cannot say whose it is; the refusal can.
        (503, "{…}", vec![nameless]),
    ] {
        let calling = calling(&client, true);
        wire.next().await.reply(Err(refusal(status, body, messages)));
        assert_eq!(outcome(calling).await, Err(refused(status, body, false)), "{status}");
    }
    wire.answer(other_id, json!(1)).await;
    assert_eq!(outcome(other).await, Ok(json!(1)));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_holds_the_answer_is_the_answer() {
    let (client, _tasks, _server, mut wire) = connected().await;
    // Even of a status that would mean a session forgotten.
    let calling = calling(&client, true);
    let post = wire.next().await;
    let error = json!({ "code": -32601, "message": "no such method" });
    let answer = json!({ "jsonrpc": "2.0", "id": post.id(), "error": error });
    post.reply(Err(refusal(404, "{…}", vec![answer])));
    assert_eq!(outcome(calling).await, Err(rpc(-32601, "no such method")));
    assert_works(&client, &mut wire).await;
}

#[tokio::test(start_paused = true)]
async fn a_post_that_breaks_off_leaves_the_outcome_unknown() {
    let (client, _tasks, _server, mut wire) = connected().await;
    for (error, loss) in [
        (SendError::Lost(Fault::Reset), Loss::Post(Fault::Reset)),
        (SendError::TooLarge(16), Loss::Stream(crate::sse::SseError::TooLarge(16))),
    ] {
        let write = calling(&client, false);
        wire.next().await.reply(Err(error));
        let unknown = McpError::OutcomeUnknown { method: "tools/call".into(), loss };
        assert_eq!(outcome(write).await, Err(unknown));
    }
    assert!(wire.is_quiet(SECOND).await, "a write is not sent again");
}

#[tokio::test(start_paused = true)]
async fn the_servers_requests_are_answered_in_the_middle_of_a_call() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let calling = calling(&client, false);
    let id = wire.call().await;
    // The server's ids are its own: they may be ours too, and of any type.
    for (asked, method) in [(json!(id), "ping"), (json!("a"), "sampling/createMessage")] {
        wire.put(json!({ "jsonrpc": "2.0", "id": asked, "method": method, "params": {} })).await;
    }
    // None of the POSTs returns, and the answer comes through all the same.
    let (first, second) = (wire.next().await, wire.next().await);
    assert_eq!(first.message, json!({ "jsonrpc": "2.0", "id": id, "result": {} }));
    let message = "Method not found: sampling/createMessage";
    let error = json!({ "code": -32601, "message": message });
    assert_eq!(second.message, json!({ "jsonrpc": "2.0", "id": "a", "error": error }));
    wire.answer(id, json!("done")).await;
    assert_eq!(outcome(calling).await, Ok(json!("done")));
}

#[tokio::test(start_paused = true)]
async fn a_flood_of_requests_is_bounded_and_stops_nothing() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let calling = calling(&client, false);
    let id = wire.call().await;
    for ask in 0..1000 {
        wire.put(json!({ "jsonrpc": "2.0", "id": ask, "method": "ping" })).await;
    }
    wire.answer(id, json!("done")).await;
    assert_eq!(outcome(calling).await, Ok(json!("done")));
    assert_eq!(wire.drain().len(), 64, "answers under way at once");
}
