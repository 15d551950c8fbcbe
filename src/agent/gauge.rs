//! How full the model's context window is. Pure.
//!
//! Nobody but the server can count tokens, so the size is what it last reported plus an estimate
//! for what came since, made with the rate of tokens to bytes that its reports show.

/// Tokens a byte before anything was reported: Spanish text and JSON lie near it.
const FIRST_RATE: f64 = 0.3;
/// A rate beyond these is a wrong report rather than a text.
const RATES: std::ops::RangeInclusive<f64> = 0.05..=1.0;
/// The share of the window above which room is made before the next request.
pub(super) const FULL: f64 = 0.85;
/// The share that is left after making room, far enough below [`FULL`] that it is rarely needed:
/// each time breaks the prefix that providers cache.
const AFTER: f64 = 0.5;

/// The gauge of one conversation with one model.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Gauge {
    window: Option<u64>,
    reported: Option<Report>,
}

/// A request whose size the server told.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Report {
    tokens: u64,
    bytes: usize,
}

impl Gauge {
    /// Makes a gauge for a model whose window may be known, in tokens.
    pub(super) fn new(window: Option<u64>) -> Self {
        Self { window, reported: None }
    }

    /// Returns the window in tokens, if it is known.
    pub(super) fn window(&self) -> Option<u64> {
        self.window
    }

    /// Takes over a window that was learned.
    pub(super) fn set_window(&mut self, window: u64) {
        self.window = Some(window);
    }

    /// Takes over what the server reported of a request of so many bytes.
    pub(super) fn report(&mut self, tokens: u64, bytes: usize) {
        if tokens > 0 && bytes > 0 {
            self.reported = Some(Report { tokens, bytes });
        }
    }

    /// Returns the size in tokens of a request of so many bytes.
    pub(super) fn tokens(&self, bytes: usize) -> u64 {
        let rate = self.rate();
        match self.reported {
            Some(Report { tokens, bytes: then }) if bytes >= then => {
                tokens + ((bytes - then) as f64 * rate) as u64
            }
            Some(_) | None => (bytes as f64 * rate) as u64,
        }
    }

    /// Returns how many bytes a request of so many is to lose, if it would pass [`FULL`].
    pub(super) fn excess(&self, bytes: usize) -> Option<usize> {
        let window = self.window? as f64;
        (self.tokens(bytes) as f64 > window * FULL).then(|| self.excess_of(bytes, window))
    }

    /// Returns how many bytes a request is to lose that the server refused as too long; half of
    /// it where nobody knows the window.
    pub(super) fn excess_after_refusal(&self, bytes: usize) -> usize {
        self.window.map_or(bytes / 2, |window| self.excess_of(bytes, window as f64)).max(bytes / 8)
    }

    fn excess_of(&self, bytes: usize, window: f64) -> usize {
        let tokens = self.tokens(bytes) as f64 - window * AFTER;
        (tokens.max(0.0) / self.rate()) as usize
    }

    /// Returns how many bytes a request may have without passing [`FULL`], if the window is known.
    pub(super) fn room(&self) -> Option<usize> {
        self.window.map(|window| (window as f64 * FULL / self.rate()) as usize)
    }

    /// Returns the share of the window that a request of so many bytes takes.
    pub(super) fn share(&self, bytes: usize) -> Option<f64> {
        self.window.map(|window| self.tokens(bytes) as f64 / window as f64)
    }

    fn rate(&self) -> f64 {
        self.reported.map_or(FIRST_RATE, |Report { tokens, bytes }| {
            (tokens as f64 / bytes as f64).clamp(*RATES.start(), *RATES.end())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Gauge;

    #[test]
    fn the_size_is_the_report_and_an_estimate_of_the_rest() {
        let mut gauge = Gauge::new(Some(1000));
        assert_eq!(gauge.tokens(1000), 300);
        gauge.report(500, 2000);
        assert_eq!((gauge.tokens(2000), gauge.tokens(2400)), (500, 600));
        // What was made shorter since is estimated as a whole.
        assert_eq!(gauge.tokens(1000), 250);
        assert_eq!(gauge.share(2400), Some(0.6));
        gauge.report(0, 0);
        assert_eq!(gauge.tokens(2000), 500, "nothing reported is no report");
    }

    #[test]
    fn above_85_percent_it_is_emptied_to_half() {
        let mut gauge = Gauge::new(Some(1000));
        gauge.report(500, 2000);
        assert_eq!(gauge.excess(3400), None, "850 tokens");
        assert_eq!(gauge.excess(3404), Some(1404), "851 tokens, 500 are to stay");
        assert_eq!(Gauge::new(None).excess(usize::MAX / 2), None);
        assert_eq!(gauge.share(3400), Some(0.85));
        assert_eq!(gauge.room(), Some(3400));
    }

    #[test]
    fn a_refused_request_always_loses_something() {
        let mut gauge = Gauge::new(None);
        assert_eq!(gauge.excess_after_refusal(8000), 4000);
        gauge.set_window(1_000_000);
        assert_eq!(gauge.excess_after_refusal(8000), 1000, "the window must be wrong");
        gauge.set_window(1000);
        assert_eq!(gauge.excess_after_refusal(8000), 6333);
    }
}
