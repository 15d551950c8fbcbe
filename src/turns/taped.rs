//! What a recording has of a turn beside its traffic: when it was looked at, and the times that
//! were measured and shown.

use std::collections::VecDeque;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval};

use crate::agent::{Activity, CallOutcome};
use crate::tape::Tape;

/// The looks at what a turn waits for: one each while, by the clock. In a session that is played
/// they come where they came then, between the same activities: a look that comes sooner or later
/// shows something else.
pub struct Looks {
    tape: Tape,
    ticks: Interval,
    began: Instant,
    at: Place,
    /// Those of the session that is played, or of the one that is recorded.
    looks: VecDeque<Look>,
}

/// How much of a turn was shown. Text counts in bytes, because its pieces are joined when the
/// terminal lags behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    text: u64,
    others: u64,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Look {
    at: Place,
    elapsed: Duration,
}

impl Looks {
    /// Begins with a turn.
    pub fn begin(period: Duration, tape: &Tape) -> Self {
        let mut ticks = interval(period);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let looks = tape.player().and_then(|player| player.recall("looks")).unwrap_or_default();
        Self { tape: tape.clone(), ticks, began: Instant::now(), at: Place::default(), looks }
    }

    /// Waits for the next one of the clock; returns how long the turn took so far. Cancel safe.
    pub async fn next(&mut self) -> Duration {
        match &self.tape {
            Tape::Off | Tape::Recording(_) => {
                self.ticks.tick().await;
                let elapsed = self.began.elapsed();
                if !self.tape.is_off() {
                    self.looks.push_back(Look { at: self.at, elapsed });
                }
                elapsed
            }
            Tape::Playing(_) => std::future::pending().await,
        }
    }

    /// Returns the next one of the session that is played, if it came before what comes next.
    pub fn due(&mut self) -> Option<Duration> {
        self.tape.player()?;
        let look = self.looks.front()?;
        let reached = look.at.text <= self.at.text && look.at.others <= self.at.others;
        if reached { self.looks.pop_front().map(|look| look.elapsed) } else { None }
    }

    /// Takes note of what happened, and returns it with the times that the session had.
    pub fn note(&mut self, activity: Activity) -> Activity {
        match &activity {
            Activity::Text(text) | Activity::Reasoning(text) => {
                self.at.text += text.raw().len() as u64;
            }
            _ => self.at.others += 1,
        }
        as_recorded(activity, &self.tape)
    }

    /// Ends with the turn.
    pub fn end(self) {
        if let Tape::Recording(_) = self.tape {
            self.tape.same("looks", self.looks);
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
