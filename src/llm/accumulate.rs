//! Makes a reply of the chunks of a stream. Pure: no IO, no clock.

use serde_json::Value;

use super::{
    calls::{Calls, Sure},
    chunk::{Choice, Chunk},
    error_body::Details,
    message::{Reasoning, ReasoningField},
    reply::{Finish, MAX_CALLS, Reply, Update, Usage},
    think::{Split, Think},
};

/// A reply that is being put together.
#[derive(Debug, Default)]
pub struct Accumulator {
    text: String,
    refusal: String,
    reasoning: Option<(ReasoningField, String)>,
    details: Vec<Value>,
    calls: Calls,
    think: Think,
    finish: Option<Finish>,
    usage: Option<Usage>,
    id: Option<String>,
    model: Option<String>,
    started: bool,
}

/// Why a stream that ended is no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// It gave neither a finish reason nor `[DONE]`.
    EndedEarly,
    /// It holds no text, no refusal and no call.
    Empty,
}

impl Accumulator {
    /// Adds the JSON of one event, and tells `on` what is new in it.
    ///
    /// # Errors
    /// What the server reports in it.
    pub fn push(
        &mut self,
        event: Value,
        on: &mut (dyn FnMut(Update) + Send),
    ) -> Result<(), Box<Details>> {
        // Also of a chunk that reports an error: support asks for it.
        if self.id.is_none() {
            let id = event.get("id").and_then(Value::as_str).filter(|id| !id.is_empty());
            self.id = id.map(str::to_owned);
        }
        let chunk = Chunk::parse(event)?;
        self.model = self.model.take().or(chunk.model);
        self.usage = chunk.usage.or(self.usage);
        if let Some(choice) = chunk.choice {
            self.push_choice(choice, on);
        }
        Ok(())
    }

    /// Whether any of the answer has arrived, so that a retry would repeat it.
    pub fn started(&self) -> bool {
        self.started
    }

    /// Whether the finish reason was seen: only usage can follow.
    pub fn finished(&self) -> bool {
        self.finish.is_some()
    }

    /// Returns the server's id of the answer.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Ends the stream; `done` says that `[DONE]` was seen or the body was a whole completion.
    ///
    /// `new_id` makes ids for calls without one (nine alphanumerics: every server takes those).
    ///
    /// # Errors
    /// The stream is no complete reply.
    pub fn finish(
        mut self,
        done: bool,
        on: &mut (dyn FnMut(Update) + Send),
        new_id: impl FnMut() -> String,
    ) -> Result<Reply, Unfinished> {
        let rest = self.think.close();
        self.take_split(rest, on);
        let finish = match self.finish.take() {
            Some(finish) => finish,
            None if done => Finish::Unsaid,
            None => return Err(Unfinished::EndedEarly),
        };
        let nothing = self.text.trim().is_empty() && self.refusal.trim().is_empty();
        if nothing && self.calls.is_empty() && !finish.is_cut() {
            return Err(Unfinished::Empty);
        }
        if !finish.is_cut() {
            self.tell_closed(Sure::Ended, on);
        }
        let mut calls = self.calls.finish(new_id);
        let calls_left_out = calls.len().saturating_sub(MAX_CALLS);
        calls.truncate(MAX_CALLS);
        Ok(Reply {
            text: self.text.into(),
            refusal: self.refusal.into(),
            reasoning: Reasoning { text: self.reasoning, details: self.details },
            calls,
            calls_left_out,
            finish,
            usage: self.usage,
            id: self.id.map(Into::into),
            model: self.model.map(Into::into),
        })
    }

    fn push_choice(&mut self, choice: Choice, on: &mut (dyn FnMut(Update) + Send)) {
        if let Some(reason) = &choice.finish {
            self.finish = Some(Finish::parse(reason));
        }
        // A whole message after deltas repeats them.
        if choice.whole && self.started {
            return;
        }
        if let Some((field, text)) = choice.reasoning {
            self.add_reasoning(field, &text, on);
        }
        for piece in choice.details {
            self.started = true;
            merge_detail(&mut self.details, piece);
        }
        if !choice.text.is_empty() {
            self.started = true;
            let split = self.think.push(&choice.text);
            self.take_split(split, on);
        }
        if !choice.refusal.is_empty() {
            self.started = true;
            self.refusal.push_str(&choice.refusal);
            on(Update::Refusal(choice.refusal.into()));
        }
        for piece in choice.calls {
            if let Some(name) = self.calls.push(piece) {
                on(Update::CallBegun { name: name.into() });
            }
        }
        self.started |= !self.calls.is_empty();
        let finished = self.finish.as_ref().is_some_and(|finish| !finish.is_cut());
        self.tell_closed(if finished { Sure::Finished } else { Sure::Streaming }, on);
    }

    fn tell_closed(&mut self, sure: Sure, on: &mut (dyn FnMut(Update) + Send)) {
        for (place, call) in self.calls.closed(sure) {
            on(Update::CallClosed { place, call });
        }
    }

    fn take_split(&mut self, split: Split, on: &mut (dyn FnMut(Update) + Send)) {
        if !split.thoughts.is_empty() {
            self.add_reasoning(ReasoningField::Content, &split.thoughts, on);
        }
        if !split.answer.is_empty() {
            self.text.push_str(&split.answer);
            on(Update::Text(split.answer.into()));
        }
    }

    fn add_reasoning(
        &mut self,
        field: ReasoningField,
        text: &str,
        on: &mut (dyn FnMut(Update) + Send),
    ) {
        self.started = true;
        self.reasoning.get_or_insert((field, String::new())).1.push_str(text);
        on(Update::Reasoning(text.into()));
    }
}

/// Adds a piece of `reasoning_details`: pieces of one block are joined, blocks stay in order.
fn merge_detail(details: &mut Vec<Value>, piece: Value) {
    let key = |value: &Value, name: &str| value.get(name).filter(|key| !key.is_null()).cloned();
    let same = |block: &Value| {
        let (block_id, piece_id) = (key(block, "id"), key(&piece, "id"));
        let (block_at, piece_at) = (key(block, "index"), key(&piece, "index"));
        let id_fits = block_id == piece_id || block_id.is_none() || piece_id.is_none();
        // Without index and id, a text goes on but opaque data is a block of its own.
        let joins = piece_at.is_some()
            || (piece_id.is_some() && block_id == piece_id)
            || (block_id == piece_id && piece.get("data").is_none());
        key(block, "type") == key(&piece, "type") && block_at == piece_at && id_fits && joins
    };
    let (Some(at), Value::Object(fields)) = (details.iter().rposition(same), &piece) else {
        details.push(piece);
        return;
    };
    let Value::Object(block) = &mut details[at] else { return };
    for (name, value) in fields {
        match (name.as_str(), block.get_mut(name), value) {
            ("text" | "summary" | "data", Some(Value::String(whole)), Value::String(more)) => {
                whole.push_str(more);
            }
            (_, _, Value::Null) => {}
            (_, _, value) => {
                block.insert(name.clone(), value.clone());
            }
        }
    }
}
