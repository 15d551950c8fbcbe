//! What a turn and a conversation cost: tokens, money and time. Never a guess: what no server
//! reported is counted as unreported.

use std::time::Duration;

use crate::llm::Usage;

/// The sum over requests.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    /// Requests that the model answered, at least in part.
    pub requests: u32,
    /// Tokens in, the cached ones included.
    pub prompt: u64,
    /// Tokens in that came from the cache.
    pub cached: u64,
    /// Tokens out, the reasoning included.
    pub completion: u64,
    /// Tokens out that were reasoning.
    pub reasoning: u64,
    /// US dollars, where the provider bills them in its answer.
    pub cost: Option<f64>,
    /// Requests whose cost no one reported.
    pub unpriced: u32,
    /// Requests whose tokens no one reported.
    pub uncounted: u32,
}

impl Totals {
    /// Adds a request; `None` if it was answered without a report.
    pub fn add(&mut self, usage: Option<Usage>) {
        self.requests += 1;
        let Some(Usage { prompt, completion, cached, reasoning, cost }) = usage else {
            self.unpriced += 1;
            self.uncounted += 1;
            return;
        };
        self.prompt += prompt;
        self.cached += cached;
        self.completion += completion;
        self.reasoning += reasoning;
        match cost {
            // A negative or infinite cost is a fault of the server's.
            Some(cost) if cost.is_finite() && cost >= 0.0 => {
                *self.cost.get_or_insert(0.0) += cost;
            }
            Some(_) | None => self.unpriced += 1,
        }
    }

    /// Adds the sum of others.
    pub fn join(&mut self, other: &Self) {
        self.requests += other.requests;
        self.prompt += other.prompt;
        self.cached += other.cached;
        self.completion += other.completion;
        self.reasoning += other.reasoning;
        if let Some(cost) = other.cost {
            *self.cost.get_or_insert(0.0) += cost;
        }
        self.unpriced += other.unpriced;
        self.uncounted += other.uncounted;
    }
}

/// What a turn took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spent {
    /// Its requests.
    pub totals: Totals,
    /// The share of the context window that the conversation takes, if the window is known.
    pub window: Option<f64>,
    /// From the question to the first piece of the first reply.
    pub first_token: Option<Duration>,
    /// From the question to the end of the turn.
    pub total: Duration,
}

#[cfg(test)]
mod tests {
    use super::{Totals, Usage};

    #[test]
    fn what_is_not_reported_is_counted_as_such() {
        let usage = |cost| Usage { prompt: 10, completion: 5, cached: 4, reasoning: 2, cost };
        let mut totals = Totals::default();
        totals.add(Some(usage(Some(0.25))));
        totals.add(Some(usage(None)));
        totals.add(Some(usage(Some(f64::NAN))));
        totals.add(None);
        let expected = Totals {
            requests: 4,
            prompt: 30,
            cached: 12,
            completion: 15,
            reasoning: 6,
            cost: Some(0.25),
            unpriced: 3,
            uncounted: 1,
        };
        assert_eq!(totals, expected);
        let mut sum = Totals::default();
        sum.join(&totals);
        sum.join(&totals);
        assert_eq!((sum.requests, sum.cost, sum.unpriced), (8, Some(0.5), 6));
    }
}
