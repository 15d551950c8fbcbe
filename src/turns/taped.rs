//! What a recording has of a turn beside its traffic: when it was looked at, and the times that
//! were measured and shown.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval};

use crate::agent::{Activity, CallOutcome};
use crate::tape::Tape;

/// The looks at what a turn waits for.
pub struct Looks {
    tape: Tape,
    from: From,
}

enum From {
    Clock { ticks: Interval, began: Instant },
    Recording(mpsc::UnboundedReceiver<Duration>),
}

impl Looks {
    /// Begins: one look each `period`, or those of the session that is played.
    pub fn begin(period: Duration, tape: &Tape) -> Self {
        let from = match tape.ticks() {
            Some(ticks) => From::Recording(ticks),
            None => {
                let mut ticks = interval(period);
                ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
                From::Clock { ticks, began: Instant::now() }
            }
        };
        Self { tape: tape.clone(), from }
    }

    /// Waits for the next one; returns how long the turn took so far. Cancel safe.
    pub async fn next(&mut self) -> Duration {
        match &mut self.from {
            From::Clock { ticks, began } => {
                ticks.tick().await;
                let elapsed = began.elapsed();
                self.tape.ticked(elapsed);
                elapsed
            }
            From::Recording(ticks) => match ticks.recv().await {
                Some(elapsed) => elapsed,
                None => std::future::pending().await,
            },
        }
    }
}

/// Returns what happened with the times that the session had.
pub fn as_recorded(mut activity: Activity, tape: &Tape) -> Activity {
    let same = |time: &mut Duration| *time = tape.same("elapsed", *time);
    match &mut activity {
        Activity::CallEnded {
            outcome: CallOutcome::Done { elapsed, .. } | CallOutcome::Failed { elapsed, .. },
            ..
        } => same(elapsed),
        Activity::Spent(spent) => {
            spent.first_token.iter_mut().for_each(same);
            same(&mut spent.total);
        }
        Activity::CallEnded { .. }
        | Activity::Thinking
        | Activity::Text(_)
        | Activity::Reasoning(_)
        | Activity::CallBegun(_)
        | Activity::Retrying { .. }
        | Activity::RetryIn(_)
        | Activity::Summarising
        | Activity::Approve(_)
        | Activity::CallStarted { .. }
        | Activity::CallProgress { .. }
        | Activity::Notice(_) => {}
    }
    activity
}
