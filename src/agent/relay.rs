//! Carries the model's updates from its synchronous callback into the bounded channel.
//!
//! The callback must not wait. While the channel has room, an update goes straight through; when
//! whoever shows the turn lags behind, text is joined and goes along with what comes next.

use std::collections::VecDeque;

use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;
use tokio::time::Instant;

use super::activity::{Activity, Notice};
use super::driver::tell;
use crate::llm::{StreamedCall, Update};

/// The updates of one reply on their way.
pub(super) struct Relay {
    activity: mpsc::Sender<Activity>,
    /// What found no room yet, in order.
    held: VecDeque<Activity>,
    /// Takes calls that are whole.
    closed: mpsc::Sender<(usize, StreamedCall)>,
    so_far: Relayed,
}

/// What came through.
#[derive(Debug, Default)]
pub(super) struct Relayed {
    /// All text so far, for the transcript of a turn that is cut short.
    pub(super) shown: String,
    /// When the first piece of the reply came, of any kind.
    pub(super) first: Option<Instant>,
}

impl Relay {
    pub(super) fn new(
        activity: mpsc::Sender<Activity>,
        closed: mpsc::Sender<(usize, StreamedCall)>,
    ) -> Self {
        Self { activity, held: VecDeque::new(), closed, so_far: Relayed::default() }
    }

    /// Takes an update; never waits.
    pub(super) fn forward(&mut self, update: Update) {
        let activity = match update {
            Update::Text(text) | Update::Refusal(text) => {
                self.begun();
                self.so_far.shown.push_str(text.raw());
                Activity::Text(text)
            }
            Update::Reasoning(text) => {
                self.begun();
                Activity::Reasoning(text)
            }
            Update::CallBegun { name } => {
                self.begun();
                Activity::CallBegun(name)
            }
            Update::CallClosed { place, call } => {
                // There is room for every call of a reply; without it the call starts later.
                drop(self.closed.try_send((place, call)));
                return;
            }
            Update::Retrying { error, retry, of, wait } => {
                Activity::Retrying { error, retry, of, wait }
            }
            Update::RetryIn(seconds) => Activity::RetryIn(seconds),
            Update::Adjusted(adjustment) => Activity::Notice(Notice::Adjusted(adjustment)),
        };
        self.hold(activity);
        while let Some(next) = self.held.pop_front() {
            if let Err(TrySendError::Full(next)) = self.activity.try_send(next) {
                self.held.push_front(next);
                return;
            }
        }
    }

    fn begun(&mut self) {
        self.so_far.first.get_or_insert_with(Instant::now);
    }

    fn hold(&mut self, activity: Activity) {
        match (self.held.back_mut(), activity) {
            (Some(Activity::Text(held)), Activity::Text(text))
            | (Some(Activity::Reasoning(held)), Activity::Reasoning(text)) => {
                held.push(&text);
            }
            (_, activity) => self.held.push_back(activity),
        }
    }

    /// Delivers what is left and returns what came through.
    pub(super) async fn finish(self) -> Relayed {
        for activity in self.held {
            tell(&self.activity, activity).await;
        }
        self.so_far
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    use super::Relay;
    use crate::agent::Activity;
    use crate::llm::Update;

    #[tokio::test]
    async fn text_is_joined_while_the_channel_is_full_and_none_is_lost() {
        let (sender, mut shown) = mpsc::channel(1);
        let mut relay = Relay::new(sender, mpsc::channel(1).0);
        for text in ["uno ", "dos ", "tres"] {
            relay.forward(Update::Text(text.into()));
        }
        for text in ["a", "b"] {
            relay.forward(Update::Reasoning(text.into()));
        }
        relay.forward(Update::CallBegun { name: "t".into() });
        let finish = tokio::spawn(relay.finish());
        let mut seen = Vec::new();
        while let Some(activity) = shown.recv().await {
            seen.push(match activity {
                Activity::Text(text) => text.raw().to_owned(),
                Activity::Reasoning(text) => format!("({})", text.raw()),
                Activity::CallBegun(name) => format!("<{}>", name.raw()),
                other => format!("{other:?}"),
            });
        }
        assert_eq!(seen, ["uno ", "dos tres", "(ab)", "<t>"]);
        let relayed = finish.await.unwrap();
        assert_eq!(relayed.shown, "uno dos tres");
        assert!(relayed.first.is_some());
    }
}
