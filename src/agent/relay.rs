//! Carries the model's updates from its synchronous callback into the bounded channel.
//!
//! The callback must not wait. While the channel has room, an update goes straight through; when
//! whoever shows the turn lags behind, text is joined and goes along with what comes next.

use std::collections::VecDeque;

use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

use super::activity::Activity;
use super::driver::tell;
use crate::llm::Update;
use crate::untrusted::Untrusted;

/// The updates of one reply on their way.
pub(super) struct Relay {
    activity: mpsc::Sender<Activity>,
    /// What found no room yet, in order.
    held: VecDeque<Activity>,
    /// All text so far, for the transcript of a turn that is cut short.
    shown: String,
}

impl Relay {
    pub(super) fn new(activity: mpsc::Sender<Activity>) -> Self {
        Self { activity, held: VecDeque::new(), shown: String::new() }
    }

    /// Takes an update; never waits.
    pub(super) fn forward(&mut self, update: Update) {
        let activity = match update {
            Update::Text(text) | Update::Refusal(text) => {
                self.shown.push_str(text.raw());
                Activity::Text(text)
            }
            Update::CallBegun { name } => Activity::CallBegun(name),
            Update::Retrying { error, retry, of, wait } => {
                Activity::Retrying { error, retry, of, wait }
            }
            // Shown only once there is a way to ask for it.
            Update::Reasoning(_) => return,
        };
        self.hold(activity);
        while let Some(next) = self.held.pop_front() {
            if let Err(TrySendError::Full(next)) = self.activity.try_send(next) {
                self.held.push_front(next);
                return;
            }
        }
    }

    fn hold(&mut self, activity: Activity) {
        match (self.held.back_mut(), activity) {
            (Some(Activity::Text(held)), Activity::Text(text)) => {
                *held = Untrusted::new(format!("{}{}", held.raw(), text.raw()));
            }
            (_, activity) => self.held.push_back(activity),
        }
    }

    /// Delivers what is left and returns all text that was shown.
    pub(super) async fn finish(self) -> String {
        for activity in self.held {
            tell(&self.activity, activity).await;
        }
        self.shown
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
        let mut relay = Relay::new(sender);
        for text in ["uno ", "dos ", "tres"] {
            relay.forward(Update::Text(text.into()));
        }
        relay.forward(Update::CallBegun { name: "t".into() });
        let finish = tokio::spawn(relay.finish());
        let mut seen = Vec::new();
        while let Some(activity) = shown.recv().await {
            seen.push(match activity {
                Activity::Text(text) => text.raw().to_owned(),
                Activity::CallBegun(name) => format!("<{}>", name.raw()),
                other => format!("{other:?}"),
            });
        }
        assert_eq!(seen, ["uno ", "dos tres", "<t>"]);
        assert_eq!(finish.await.unwrap(), "uno dos tres");
    }
}
