//! What a turn waits for, and since when: the line that shows that nothing hangs. Pure.

use std::time::Duration;

use crate::agent::Activity;
use crate::text::Lang;

/// A wait that takes less is not told.
const TOLD_AFTER: Duration = Duration::from_secs(2);
const SPINNER: [char; 10] = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
/// How long each picture of it stands.
const PICTURE: u128 = 100;
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
    /// The calls that run: place and name.
    running: Vec<(usize, String)>,
    /// Whether a person is asked, who needs no hurry.
    asks: bool,
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
            Activity::CallStarted { call, name, .. } => {
                self.running.push((*call, name.line(40)));
            }
            Activity::CallEnded { call, .. } => self.running.retain(|(running, _)| running != call),
            Activity::Approve(_)
            | Activity::CallProgress { .. }
            | Activity::Notice(_)
            | Activity::Spent(_) => {}
        }
    }

    /// Returns the live line, if a wait is long enough to be told.
    pub(super) fn line(&mut self, elapsed: Duration, lang: Lang) -> Option<String> {
        self.now = elapsed;
        let waited = elapsed.saturating_sub(self.since);
        if waited < TOLD_AFTER || self.asks {
            return None;
        }
        let at = (elapsed.as_millis() / PICTURE) as usize % SPINNER.len();
        let (picture, time) = (SPINNER[at], lang.time(waited));
        if !self.running.is_empty() {
            let mut names: Vec<&str> =
                self.running.iter().take(NAMES).map(|(_, name)| name.as_str()).collect();
            if self.running.len() > NAMES {
                names.push("…");
            }
            return Some(lang.waits_tools(picture, names.join(", "), time));
        }
        self.model.then(|| lang.waits_model(picture, time))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Activity, Lang, Waits};
    use crate::agent::CallOutcome;

    #[test]
    fn a_long_wait_is_told_and_a_short_one_is_not() {
        let mut waits = Waits::default();
        let line = |waits: &mut Waits, seconds| waits.line(Duration::from_secs(seconds), Lang::Es);
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
            Some("⠋ uno, dos, tres, … 12 s (Ctrl-C cancela)")
        );
        for call in 0..4 {
            let outcome = CallOutcome::Abandoned;
            let arguments = "{}".into();
            waits.note(&Activity::CallEnded { call, name: "x".into(), arguments, outcome });
        }
        assert_eq!(line(&mut waits, 60), None);
    }
}
