use std::time::Duration;

use serde_json::json;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use super::{Entry, Expired, Limits, Outcome, Pending};
use crate::mcp::error::{Loss, McpError};
use crate::mcp::protocol::{Progress, RpcError};

const SECOND: Duration = Duration::from_secs(1);

fn add(
    pending: &mut Pending,
    id: i64,
    now: Instant,
    repeatable: bool,
) -> oneshot::Receiver<Outcome> {
    let (reply, answer) = oneshot::channel();
    let limits = Limits { idle: 10 * SECOND, cap: 25 * SECOND };
    let entry = Entry {
        method: "tools/call",
        reply,
        progress: None,
        limits,
        repeatable,
        sent: now,
        alive: now,
    };
    pending.insert(id, entry);
    answer
}

fn expired(sent: Instant) -> Expired {
    Expired { id: 1, method: "tools/call", sent }
}

fn timeout(limit: Duration, idle: bool) -> Outcome {
    Err(McpError::Timeout { method: "tools/call".into(), limit, idle })
}

fn step(progress: f64) -> Progress {
    Progress { progress, total: None, message: None }
}

#[test]
fn answers_find_their_callers_in_any_order_and_only_once() {
    let (mut pending, now) = (Pending::default(), Instant::now());
    let mut first = add(&mut pending, 1, now, true);
    let mut second = add(&mut pending, 2, now, true);
    assert!(pending.complete(2, Ok(json!("dos"))));
    assert!(
        pending
            .complete(1, Err(RpcError { code: -32602, message: "mal".into(), data: json!(null) }))
    );
    assert_eq!(second.try_recv(), Ok(Ok(json!("dos"))));
    let error = McpError::Rpc { method: "tools/call".into(), code: -32602, message: "mal".into() };
    assert_eq!(first.try_recv(), Ok(Err(error)));
    assert!(!pending.complete(2, Ok(json!("otra vez"))), "a duplicate finds nobody");
    assert!(!pending.complete(9, Ok(json!(1))), "nor does an unknown id");
}

#[test]
fn progress_moves_the_idle_limit_but_not_the_cap() {
    let (mut pending, start) = (Pending::default(), Instant::now());
    let mut answer = add(&mut pending, 1, start, true);
    assert_eq!(pending.next_deadline(), Some(start + 10 * SECOND));
    for at in [8, 16, 24] {
        assert_eq!(pending.expire(start + at * SECOND), vec![]);
        assert!(pending.progress(1, step(1.0), start + at * SECOND));
    }
    assert_eq!(pending.next_deadline(), Some(start + 25 * SECOND));
    assert_eq!(pending.expire(start + 25 * SECOND), vec![expired(start)]);
    assert_eq!(answer.try_recv(), Ok(timeout(25 * SECOND, false)));
    assert!(!pending.progress(1, step(2.0), start + 26 * SECOND), "late progress finds nobody");
}

#[test]
fn silence_runs_out_of_the_idle_limit() {
    let (mut pending, start) = (Pending::default(), Instant::now());
    let mut slow = add(&mut pending, 1, start, true);
    let mut later = add(&mut pending, 2, start + 5 * SECOND, true);
    assert_eq!(pending.expire(start + 10 * SECOND), vec![expired(start)]);
    assert_eq!(slow.try_recv(), Ok(timeout(10 * SECOND, true)));
    assert!(later.try_recv().is_err(), "the other one still waits");
}

#[test]
fn a_lost_connection_leaves_every_outcome_unknown() {
    let (mut pending, now) = (Pending::default(), Instant::now());
    let mut answers = [add(&mut pending, 1, now, true), add(&mut pending, 2, now, false)];
    pending.fail_all(&Loss::Ended);
    for answer in &mut answers {
        let error = McpError::OutcomeUnknown { method: "tools/call".into(), loss: Loss::Ended };
        assert_eq!(answer.try_recv(), Ok(Err(error)));
    }
    assert_eq!(pending.next_deadline(), None);
}

#[test]
fn progress_never_waits_for_its_watcher() {
    let (mut pending, now) = (Pending::default(), Instant::now());
    let (reply, _answer) = oneshot::channel();
    let (watcher, mut seen) = mpsc::channel(1);
    let limits = Limits { idle: SECOND, cap: SECOND };
    pending.insert(
        1,
        Entry {
            method: "tools/call",
            reply,
            progress: Some(watcher),
            limits,
            repeatable: true,
            sent: now,
            alive: now,
        },
    );
    assert!(pending.progress(1, step(1.0), now));
    assert!(pending.progress(1, step(2.0), now), "a full channel is no reason to stop");
    assert_eq!(seen.try_recv(), Ok(step(1.0)));
}

#[test]
fn only_repeatable_requests_make_silence_suspicious() {
    let (mut pending, now) = (Pending::default(), Instant::now());
    assert_eq!((pending.silent_since(), pending.only()), (None, None));
    let _first = add(&mut pending, 1, now, true);
    let _second = add(&mut pending, 2, now + SECOND, true);
    assert_eq!((pending.silent_since(), pending.only()), (Some(now), None));
    let _write = add(&mut pending, 3, now, false);
    assert_eq!(pending.silent_since(), None);
    assert_eq!(pending.abandon(3), Some("tools/call"));
    assert_eq!(pending.abandon(3), None);
    assert_eq!(pending.abandon(2), Some("tools/call"));
    assert_eq!(pending.only(), Some(1));
}
