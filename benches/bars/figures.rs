//! Figures: medians and how they are printed.

use std::fmt::{self, Display};
use std::time::Duration;

/// What was measured again and again.
#[derive(Default)]
pub(crate) struct Figures(Vec<Duration>);

impl Figures {
    /// Adds a measurement.
    pub(crate) fn add(&mut self, figure: Duration) {
        self.0.push(figure);
    }

    /// The middle one.
    pub(crate) fn median(&self) -> Duration {
        self.at(0.5)
    }

    /// The measurement that `share` of all do not exceed.
    fn at(&self, share: f64) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        // The share is below one, so the place is in the list.
        sorted.get((sorted.len() as f64 * share) as usize).copied().unwrap_or_default()
    }
}

impl Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [low, middle, high] = [0.1, 0.5, 0.9].map(|share| milliseconds(self.at(share)));
        write!(f, "median {middle:>8.3} ms   (10 % {low:.3}, 90 % {high:.3}, n {})", self.0.len())
    }
}

/// A duration in milliseconds.
pub(crate) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// Prints a line: what was measured, and the figures.
pub(crate) fn line(what: &str, figures: impl Display) {
    println!("  {what:<44} {figures}");
}
