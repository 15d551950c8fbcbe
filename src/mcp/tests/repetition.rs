//! What is sent again and what never is (invariant 3).

use serde_json::json;
use tokio::task::JoinHandle;

use super::wire::{Outcome, SECOND, Server, assert_works, calling, connected, outcome};
use crate::http::Fault;
use crate::mcp::transport::{LinkEnd, SendError};
use crate::mcp::{Loss, McpError};
use crate::sse::SseError;

fn unknown(loss: Loss) -> Outcome {
    Err(McpError::OutcomeUnknown { method: "tools/call".into(), loss })
}

fn refused(status: u16, body: &str) -> Outcome {
    let method = "tools/call".into();
    Err(McpError::Refused { method, status, body: body.into(), session_gone: false })
}

/// Takes the one call that is sent again on the new session, and answers it.
async fn answered_again(server: &mut Server, calling: JoinHandle<Outcome>) {
    let mut wire = server.accept_session().await;
    let id = wire.call().await;
    wire.answer(id, json!("again")).await;
    assert_eq!(outcome(calling).await, Ok(json!("again")));
    wire.list(&json!([])).await;
    assert!(wire.is_quiet(SECOND).await);
}

#[tokio::test(start_paused = true)]
async fn a_write_is_never_sent_again() {
    let broken = SseError::Broken(Fault::Reset);
    for (end, loss) in [
        (LinkEnd::Ended, Loss::Ended),
        (LinkEnd::Failed(broken.clone()), Loss::Stream(broken)),
        (LinkEnd::Failed(SseError::Undecodable), Loss::Stream(SseError::Undecodable)),
    ] {
        let (client, _tasks, mut server, mut wire) = connected().await;
        let write = calling(&client, false);
        wire.call().await;
        wire.end(end);
        assert_eq!(outcome(write).await, unknown(loss), "before there is a new session");
        let mut wire = server.accept_session().await;
        assert_eq!(wire.calls_within(20 * SECOND).await, 0);
        assert_works(&client, &mut wire).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_repeatable_call_is_sent_once_more() {
    let (client, _tasks, mut server, mut wire) = connected().await;
    let read = calling(&client, true);
    let first = wire.call().await;
    wire.end(LinkEnd::Ended);
    let mut wire = server.accept_session().await;
    let second = wire.call().await;
    assert!(second > first, "an id is never used twice");
    wire.end(LinkEnd::Ended);
    assert_eq!(outcome(read).await, unknown(Loss::Ended), "twice is enough");
    let mut wire = server.accept_session().await;
    assert_eq!(wire.calls_within(20 * SECOND).await, 0);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_too_large_is_not_asked_for_again() {
    let (client, _tasks, mut server, mut wire) = connected().await;
    let read = calling(&client, true);
    wire.call().await;
    wire.end(LinkEnd::Failed(SseError::TooLarge(16)));
    assert_eq!(outcome(read).await, unknown(Loss::Stream(SseError::TooLarge(16))));
    let mut wire = server.accept_session().await;
    assert_eq!(wire.calls_within(20 * SECOND).await, 0);
}

#[tokio::test(start_paused = true)]
async fn what_a_forgotten_session_refused_is_sent_once_more_on_a_new_one() {
    // Even a write: the server did not take it.
    for (status, body) in [(404, ""), (400, "Bad Request: No valid Session ID provided")] {
        let (client, _tasks, mut server, mut wire) = connected().await;
        let other = calling(&client, false);
        wire.call().await;
        let write = calling(&client, false);
        wire.next().await.refuse(status, body);
        assert_eq!(outcome(other).await, unknown(Loss::Forgotten), "it was taken");
        answered_again(&mut server, write).await;
    }
    let (client, _tasks, mut server, mut wire) = connected().await;
    let write = calling(&client, false);
    wire.next().await.refuse(404, "no such path");
    let mut wire = server.accept_session().await;
    wire.next().await.refuse(404, "no such path");
    assert_eq!(outcome(write).await, refused(404, "no such path"), "then it is a refusal");
}

#[tokio::test(start_paused = true)]
async fn the_body_may_tell_of_the_session_as_json() {
    let (client, _tasks, mut server, mut wire) = connected().await;
    let write = calling(&client, false);
    let error = json!({ "code": -32000, "message": "Bad Request: No valid session ID provided" });
    let body = json!({ "jsonrpc": "2.0", "error": error });
    let refusal = super::wire::refusal(400, &body.to_string(), vec![body]);
    wire.next().await.reply(Err(refusal));
    answered_again(&mut server, write).await;
}

#[tokio::test(start_paused = true)]
async fn what_could_not_be_sent_is_sent_on_a_new_link() {
    let (client, _tasks, mut server, mut wire) = connected().await;
    let write = calling(&client, false);
    wire.next().await.reply(Err(SendError::NotSent(Fault::Refused)));
    answered_again(&mut server, write).await;
}

#[tokio::test(start_paused = true)]
async fn what_could_not_be_sent_cuts_no_link_on_which_others_wait() {
    let (client, _tasks, mut server, mut wire) = connected().await;
    let other = calling(&client, false);
    let other_id = wire.call().await;
    let write = calling(&client, false);
    for _ in 0..2 {
        wire.next().await.reply(Err(SendError::NotSent(Fault::Dns)));
    }
    let not_sent = McpError::NotSent { method: "tools/call".into(), fault: Fault::Dns };
    assert_eq!(outcome(write).await, Err(not_sent));
    wire.answer(other_id, json!(1)).await;
    assert_eq!(outcome(other).await, Ok(json!(1)));
    assert!(server.rests(SECOND).await);
}

#[tokio::test(start_paused = true)]
async fn a_notification_that_is_refused_ends_nothing() {
    let (client, _tasks, mut server, mut wire) = connected().await;
    let other = calling(&client, false);
    let other_id = wire.call().await;
    let dropped = calling(&client, false);
    wire.call().await;
    dropped.abort();
    wire.next().await.refuse(404, "no such notification");
    assert!(server.rests(SECOND).await);
    wire.answer(other_id, json!(1)).await;
    assert_eq!(outcome(other).await, Ok(json!(1)));
}

#[tokio::test(start_paused = true)]
async fn the_list_of_tools_is_asked_for_again_too() {
    let (client, _tasks, mut server, mut wire) = connected().await;
    wire.put(json!({ "jsonrpc": "2.0", "method": "notifications/tools/list_changed" })).await;
    wire.take("tools/list").await;
    wire.end(LinkEnd::Failed(SseError::Undecodable));
    let tools = json!([{ "name": "new" }]);
    let mut wire = server.accept_listing(&tools).await;
    // Once for the request that was lost, once for the new session.
    wire.list(&tools).await;
    assert_works(&client, &mut wire).await;
    assert_eq!(client.tools()[0].name, "new".into());
}
