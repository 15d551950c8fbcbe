//! What a turn waits for, and since when: the line that shows that nothing hangs. Pure.

use std::time::Duration;

use super::call_line::Running;
use crate::agent::Activity;
use crate::mcp::protocol::Progress;
use crate::text::Lang;
use crate::ui::Spinner;

/// A wait that takes less is not told.
const TOLD_AFTER: Duration = Duration::from_secs(2);
/// What stands before the line, in columns.
const INDENT: usize = 3;
/// Names of tools that are told.
const NAMES: usize = 3;

/// The waits of one turn.
#[derive(Debug, Default)]
pub(super) struct Waits {
    /// How long the turn took when it was last looked at.
    now: Duration,
    /// Whether the model was asked and has sent nothing yet.
    model: bool,
    /// Since when nothing came.
    since: Duration,
    /// The calls that run.
    calls: Vec<Waited>,
    /// Whether a person is asked, who needs no hurry.
    asks: bool,
}

/// A call that runs.
#[derive(Debug)]
struct Waited {
    /// Its place in the round.
    call: usize,
    name: String,
    since: Duration,
    progress: Option<Progress>,
}

impl Waits {
    /// Takes over what an activity changes.
    pub(super) fn note(&mut self, activity: &Activity) {
        self.since = self.now;
        self.asks = matches!(activity, Activity::Approve(_));
        match activity {
            Activity::Thinking | Activity::Summarising => self.model = true,
            Activity::Text(_) | Activity::Reasoning(_) | Activity::CallBegun(_) => {
                self.model = false;
            }
            // The countdown tells it better.
            Activity::Retrying { .. } | Activity::RetryIn(_) => self.model = false,
            Activity::CallStarted { call, name, .. } => self.calls.push(Waited {
                call: *call,
                name: name.line(40),
                since: self.now,
                progress: None,
            }),
            Activity::CallProgress { call, progress } => {
                if let Some(at) = self.calls.iter().position(|waited| waited.call == *call) {
                    // What told last is told of.
                    let mut waited = self.calls.remove(at);
                    waited.progress = Some(progress.clone());
                    self.calls.insert(0, waited);
                }
            }
            Activity::CallEnded { call, .. } => self.calls.retain(|waited| waited.call != *call),
            Activity::Approve(_) | Activity::Notice(_) | Activity::Spent(_) => {}
        }
    }

    /// Takes note of how long the turn takes by now.
    pub(super) fn look(&mut self, elapsed: Duration) {
        self.now = elapsed;
    }

    /// Returns what there is to tell of a call that runs and whose line reads so.
    pub(super) fn running<'a>(&'a self, call: usize, head: &'a str) -> Option<Running<'a>> {
        let waited = self.calls.iter().find(|waited| waited.call == call)?;
        Some(Running {
            head,
            progress: waited.progress.as_ref(),
            waited: self.now.saturating_sub(waited.since),
            elapsed: self.now,
        })
    }

    /// Returns the live line of `room` columns, if a wait is long enough to be told, or there is
    /// news of it.
    pub(super) fn line(
        &self,
        news: bool,
        room: usize,
        spinner: Spinner,
        lang: Lang,
    ) -> Option<String> {
        let waited = self.now.saturating_sub(self.since);
        if (waited < TOLD_AFTER && !news) || self.asks {
            return None;
        }
        let Some(first) = self.calls.first() else {
            return self
                .model
                .then(|| lang.waits_model(spinner.picture(self.now), lang.time(waited)));
        };
        let mut names: Vec<&str> =
            self.calls.iter().take(NAMES).map(|waited| waited.name.as_str()).collect();
        if self.calls.len() > NAMES {
            names.push("…");
        }
        let head = names.join(", ");
        let running = self.running(first.call, &head)?;
        Some(running.line(room.saturating_sub(INDENT), spinner, lang))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Activity, Lang, Spinner, Waits};
    use crate::agent::CallOutcome;

    #[test]
    fn a_long_wait_is_told_and_a_short_one_is_not() {
        let mut waits = Waits::default();
        let line = |waits: &mut Waits, seconds| {
            waits.look(Duration::from_secs(seconds));
            waits.line(false, 79, Spinner::Braille, Lang::Es)
        };
        waits.note(&Activity::Thinking);
        assert_eq!(line(&mut waits, 1), None);
        assert_eq!(
            line(&mut waits, 3).as_deref(),
            Some("⠋ esperando al modelo, 3,0 s (Ctrl-C cancela)")
        );
        waits.note(&Activity::Text("Hola".into()));
        assert_eq!(line(&mut waits, 9), None, "what is shown needs no telling");
        for (call, name) in [(0, "uno"), (1, "dos"), (2, "tres"), (3, "cuatro")] {
            let arguments = "{}".into();
            waits.note(&Activity::CallStarted { call, name: name.into(), arguments });
        }
        assert_eq!(
            line(&mut waits, 21).as_deref(),
            Some("uno, dos, tres, … ⠋ 12 s (Ctrl-C cancela)")
        );
        for call in 0..4 {
            let outcome = CallOutcome::Abandoned;
            let arguments = "{}".into();
            waits.note(&Activity::CallEnded { call, name: "x".into(), arguments, outcome });
        }
        assert_eq!(line(&mut waits, 60), None);
    }
}
