//! The conversation between two turns: what can be looked at, and what can be done with it.

use serde_json::Value;
use tokio::sync::mpsc;

use super::activity::Activity;
use super::approval::Rules;
use super::approval::book::Book;
use super::driver::Agent;
use super::gauge::Gauge;
use super::kept::Results;
use super::transcript::{Lost, Past, Shelf, Taken, Transcript, Wanted};
use super::usage::{Spent, Totals};

impl Agent {
    /// Returns the last question, `None` if there is no turn.
    pub fn last_question(&self) -> Option<String> {
        self.hands.asked.clone().or_else(|| self.hands.history.last_question())
    }

    /// Returns the text of the last answer, `None` if there is none.
    pub fn last_answer(&self) -> Option<String> {
        let messages = self.hands.history.messages();
        let mut answers = messages.iter().rev().filter(|message| message["role"] == "assistant");
        let texts = answers.by_ref().filter_map(|message| message["content"].as_str());
        texts.map(str::to_owned).find(|text| !text.trim().is_empty())
    }

    /// Takes out the last turn and returns its question, `None` if there is no turn; the
    /// transcript keeps it.
    pub async fn undo(&mut self, activity: &mpsc::Sender<Activity>) -> Option<String> {
        let asked = self.hands.asked.take();
        let question = self.hands.history.undo(asked)?;
        self.hands.record(activity, Transcript::undo).await;
        Some(question)
    }

    /// Begins another conversation; the present one stays on disk as it is.
    pub fn clear(&mut self) {
        self.hands.transcript.begin_anew();
        self.begin(&Past::default());
    }

    /// Goes on with another conversation of a shelf; the present one stays on disk as it is.
    /// Returns what was said in it, and whether it goes on in a copy.
    ///
    /// # Errors
    /// There is no such conversation, or it cannot be gone on with; the present one then goes on.
    pub fn take_up(&mut self, shelf: &Shelf, wanted: &Wanted) -> Result<(Past, bool), Lost> {
        let present = self.hands.transcript.id();
        let spoken = self.hands.transcript.spoken().clone();
        let Taken { transcript, past, copied } =
            shelf.take_up(wanted, spoken, present.as_deref())?;
        self.hands.transcript = transcript;
        self.begin(&past);
        Ok((past, copied))
    }

    fn begin(&mut self, past: &Past) {
        let hands = &mut self.hands;
        hands.history.clear();
        hands.history.restore(&past.messages);
        hands.kept = Results::of(&past.messages);
        hands.asked = None;
        hands.gauge = Gauge::new(hands.gauge.window());
        hands.before = Totals::default();
    }

    /// Names the conversation; returns whether that is on disk.
    pub async fn rename(&mut self, title: &str, activity: &mpsc::Sender<Activity>) -> bool {
        self.hands.record(activity, |transcript| transcript.title(title)).await;
        self.hands.transcript.is_kept()
    }

    /// Returns the name by which the conversation is found again; `None` if it is not written.
    pub fn conversation(&self) -> Option<String> {
        self.hands.transcript.id()
    }

    /// Returns the name of the model that answers.
    pub fn model(&self) -> &str {
        self.hands.llm.model()
    }

    /// Returns the model's context window in tokens, if it is known.
    pub fn window(&self) -> Option<u64> {
        self.hands.gauge.window()
    }

    /// Lets another model answer from now on; `window` is its context window in tokens, if it is
    /// known. Otherwise that of the settings is taken.
    pub async fn set_model(
        &mut self,
        name: String,
        window: Option<u64>,
        activity: &mpsc::Sender<Activity>,
    ) {
        let hands = &mut self.hands;
        if name != hands.llm.model() {
            hands.history.forget_reasoning();
            hands.gauge = Gauge::new(window.or(hands.window));
            hands.record(activity, |transcript| transcript.model(&name)).await;
            hands.llm.set_model(name);
        }
    }

    /// Takes over a context window that became known, in tokens; one that is known stays.
    pub fn learn_window(&mut self, window: u64) {
        if self.hands.gauge.window().is_none() {
            self.hands.gauge.set_window(window);
        }
    }

    /// Returns the rules of what may run.
    pub fn rules(&self) -> &Rules {
        self.policy.rules()
    }

    /// Returns what was agreed to for good.
    pub fn book(&mut self) -> &mut Book {
        &mut self.hands.book
    }

    /// Returns the whole results of the last calls.
    pub fn results(&self) -> &Results {
        &self.hands.kept
    }

    /// Returns the messages of the conversation as the API takes them, whole: also those that the
    /// model is told a shorter form of, if they are on disk.
    pub fn said(&self) -> Vec<Value> {
        self.hands.transcript.said().unwrap_or_else(|| self.hands.history.messages())
    }

    /// Returns what the conversation took.
    pub fn usage(&self) -> Spent {
        self.hands.spent(&self.hands.before)
    }
}
