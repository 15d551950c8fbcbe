//! Puts streamed tool calls together, also where servers leave out the index or the id.

use serde_json::{Map, Value};

use super::{
    chunk::{ArgumentsPiece, CallPiece},
    reply::{BadArguments, MAX_CALLS, StreamedCall},
};

/// The calls of an answer, in the order in which they began.
#[derive(Debug, Default)]
pub(super) struct Calls {
    slots: Vec<Slot>,
}

/// How sure it is that no piece will follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sure {
    /// Pieces of any call may follow.
    Streaming,
    /// The finish reason was seen: none should.
    Finished,
    /// The stream has ended.
    Ended,
}

/// A call that is being put together.
#[derive(Debug, Default)]
struct Slot {
    index: Option<u64>,
    id: Option<String>,
    name: Option<String>,
    arguments: String,
    extra: Map<String, Value>,
    /// Whether it was told that the call is whole.
    told: bool,
    /// How much of `arguments` was found to be no whole value, so that it is not read again.
    unwhole: usize,
}

impl Calls {
    /// Whether no call has begun.
    pub(super) fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Adds a piece; returns the name of the call if the piece gave it one.
    pub(super) fn push(&mut self, piece: CallPiece) -> Option<String> {
        let at = self.slot_of(&piece)?;
        let slot = &mut self.slots[at];
        slot.id = slot.id.take().or(piece.id);
        match piece.arguments {
            Some(ArgumentsPiece::Text(text)) => slot.arguments.push_str(&text),
            // Some servers begin every call with `{}` and send the text after it.
            Some(ArgumentsPiece::Object(object)) if object.is_empty() => {}
            Some(ArgumentsPiece::Object(object)) => {
                slot.arguments.push_str(&Value::Object(object).to_string());
            }
            None => {}
        }
        for (key, value) in piece.extra {
            slot.extra.entry(key).or_insert(value);
        }
        if slot.name.is_none() {
            slot.name = piece.name;
            return slot.name.clone();
        }
        None
    }

    /// Finds the call that a piece belongs to, or begins one; `None` for a piece of nothing.
    fn slot_of(&mut self, piece: &CallPiece) -> Option<usize> {
        let begins = piece.id.is_some() || piece.name.is_some();
        let last = self.slots.len().checked_sub(1);
        let known = match piece.index {
            Some(_) => match self.slots.iter().rposition(|slot| slot.index == piece.index) {
                // Ollama gives two calls one index: a new id with a name is a new call.
                Some(at) if piece.name.is_some() && self.slots[at].is_other(piece) => None,
                Some(at) => Some(at),
                None if begins => None,
                None => last,
            },
            None => match self.slots.iter().rposition(|slot| slot.id == piece.id) {
                Some(at) if piece.id.is_some() => Some(at),
                _ if begins => None,
                _ => last,
            },
        };
        if known.is_none() {
            if !begins && piece.arguments.is_none() {
                return None;
            }
            self.slots.push(Slot { index: piece.index, ..Slot::default() });
            return Some(self.slots.len() - 1);
        }
        known
    }

    /// Returns the calls that became whole since the last time.
    ///
    /// That another call began does not close one: servers mix the pieces of their calls. Its
    /// arguments must be one whole value too; those that are nothing can be known to stay so only
    /// when the finish reason was seen, and broken ones when the stream has ended.
    pub(super) fn closed(&mut self, sure: Sure) -> Vec<(usize, StreamedCall)> {
        let last = self.slots.len().saturating_sub(1);
        let mut closed = Vec::new();
        for (place, slot) in self.slots.iter_mut().enumerate().take(MAX_CALLS) {
            let is_closed = !slot.told
                && match sure {
                    Sure::Streaming => place < last && slot.is_whole(),
                    Sure::Finished => slot.arguments.trim().is_empty() || slot.is_whole(),
                    Sure::Ended => true,
                };
            if is_closed {
                slot.told = true;
                closed.push((place, slot.call(slot.id.clone().unwrap_or_default())));
            }
        }
        closed
    }

    /// Returns the calls, each with an id of its own.
    pub(super) fn finish(self, mut new_id: impl FnMut() -> String) -> Vec<StreamedCall> {
        let mut calls: Vec<StreamedCall> = Vec::with_capacity(self.slots.len());
        let mut used = std::collections::HashSet::new();
        for slot in self.slots {
            let mut id = slot.id.clone().unwrap_or_else(&mut new_id);
            while !used.insert(id.clone()) {
                id = new_id();
            }
            calls.push(slot.call(id));
        }
        calls
    }
}

impl Slot {
    /// Returns the call as it is so far.
    fn call(&self, id: String) -> StreamedCall {
        let (arguments, arguments_text) = match parse_arguments(&self.arguments) {
            Ok((object, text)) => (Ok(object), text),
            Err(reason) => {
                let raw = self.arguments.as_str().into();
                (Err(BadArguments { raw, reason }), "{}".to_owned())
            }
        };
        StreamedCall {
            id,
            name: self.name.clone().unwrap_or_default().into(),
            arguments,
            arguments_text,
            extra: self.extra.clone(),
        }
    }

    /// Whether the name is known and the arguments are one whole value, to which nothing can be
    /// added.
    fn is_whole(&mut self) -> bool {
        // A number could go on, and no other value that arguments may be ends otherwise.
        let may_end = self.arguments.trim_end().ends_with(['}', '"']);
        if self.name.is_none() || !may_end || self.unwhole == self.arguments.len() {
            return false;
        }
        let is_whole = serde_json::from_str::<serde::de::IgnoredAny>(&self.arguments).is_ok();
        if !is_whole {
            self.unwhole = self.arguments.len();
        }
        is_whole
    }

    /// Whether a piece carries another id than this call.
    fn is_other(&self, piece: &CallPiece) -> bool {
        self.id.is_some() && piece.id.is_some() && self.id != piece.id
    }
}

/// Reads arguments into an object and its text; the error says what they are instead.
///
/// Nothing and `null` mean no arguments; an object that was encoded twice is decoded twice.
fn parse_arguments(raw: &str) -> Result<(Map<String, Value>, String), String> {
    let none = || Ok((Map::new(), "{}".to_owned()));
    let parse = |text: &str| serde_json::from_str(text).map_err(|error| error.to_string());
    let text = raw.trim();
    if text.is_empty() {
        return none();
    }
    let (value, text) = match parse(text)? {
        Value::String(inner) if inner.trim().is_empty() => return none(),
        Value::String(inner) => (parse(inner.trim())?, inner.trim().to_owned()),
        value => (value, text.to_owned()),
    };
    let kind = match value {
        Value::Object(object) => return Ok((object, text)),
        Value::Null => return none(),
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
    };
    Err(format!("they are {kind}"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::parse_arguments;

    #[test]
    fn arguments_are_one_object_or_an_error() {
        let good = [
            ("", json!({}), "{}"),
            (" \n", json!({}), "{}"),
            ("null", json!({}), "{}"),
            ("{}", json!({}), "{}"),
            (" {\"a\": 1.0} ", json!({"a": 1.0}), "{\"a\": 1.0}"),
            (r#""{\"a\":1}""#, json!({"a": 1}), r#"{"a":1}"#),
            (r#""""#, json!({}), "{}"),
            (r#""null""#, json!({}), "{}"),
        ];
        for (raw, object, text) in good {
            let parsed = parse_arguments(raw).map(|(map, text)| (Value::Object(map), text));
            assert_eq!(parsed, Ok((object, text.to_owned())), "{raw}");
        }
        let bad = [
            ("{\"a\":", "EOF while parsing a value at line 1 column 5"),
            ("{\"a\":1}{\"b\":2}", "trailing characters at line 1 column 8"),
            ("[1]", "they are an array"),
            ("7", "they are a number"),
            ("true", "they are a boolean"),
            (r#""text""#, "expected ident at line 1 column 2"),
            (r#""\"{}\"""#, "they are a string"),
        ];
        for (raw, reason) in bad {
            assert_eq!(parse_arguments(raw), Err(reason.to_owned()), "{raw}");
        }
    }
}
