//! What a scripted model answers to one request.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::watched::Gate;

/// How the connection ends after what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// As HTTP wants it.
    Whole,
    /// In the middle of the body.
    Cut,
    /// Not at all: nothing more comes, the connection stays.
    Stall,
}

/// One piece of what is sent after the head.
#[derive(Clone)]
pub(super) enum Piece {
    Bytes(Vec<u8>),
    Wait(Duration),
    Hold(Gate),
}

/// How the reply starts.
#[derive(Clone, Debug)]
pub(super) enum Head {
    /// A whole answer with this status and body.
    Whole(u16, Vec<u8>),
    /// A stream of pieces.
    Stream,
    /// Nothing: the connection is closed before the headers.
    HangUp,
    /// Nothing, and the connection stays.
    Silent,
}

/// A scripted reply. Streams carry one event a delta, unless [`Reply::chunks_of`] says otherwise.
#[derive(Clone)]
pub(crate) struct Reply {
    pub(super) head: Head,
    pub(super) headers: Vec<(String, String)>,
    pub(super) pieces: Vec<Piece>,
    pub(super) end: End,
}

/// Streams a text, a word a delta, with finish reason `stop`.
pub(crate) fn text(text: &str) -> Reply {
    Reply::deltas(text.split_inclusive(' ').map(|word| json!({ "content": word })), "stop")
}

/// Streams calls of tools, arguments in fragments; their ids are `call_0`, `call_1`, …
pub(crate) fn calls<const N: usize>(calls: [(&str, Value); N]) -> Reply {
    let named = calls.into_iter().enumerate();
    raw_calls(named.map(|(place, (name, arguments))| {
        (format!("call_{place}"), name.to_owned(), arguments.to_string())
    }))
}

/// Streams calls with ids, names and argument texts to the letter, malformed ones included.
pub(crate) fn raw_calls(calls: impl IntoIterator<Item = (String, String, String)>) -> Reply {
    let deltas = calls.into_iter().enumerate().flat_map(|(index, (id, name, arguments))| {
        let function = json!({ "name": name, "arguments": "" });
        let first = json!({ "index": index, "id": id, "type": "function", "function": function });
        let letters: Vec<char> = arguments.chars().collect();
        let rest = letters.chunks(5).map(|part| part.iter().collect::<String>());
        let rest =
            rest.map(move |part| json!({ "index": index, "function": { "arguments": part } }));
        let items: Vec<Value> = std::iter::once(first).chain(rest).collect();
        items.into_iter().map(|item| json!({ "tool_calls": [item] }))
    });
    Reply::deltas(deltas, "tool_calls")
}

impl Reply {
    /// Streams these deltas, a finish reason, the usage and `[DONE]`.
    pub(crate) fn deltas(deltas: impl IntoIterator<Item = Value>, finish: &str) -> Self {
        let role = json!({ "role": "assistant", "content": null });
        let choices = std::iter::once(role)
            .chain(deltas)
            .map(|delta| json!([{ "index": 0, "delta": delta, "finish_reason": null }]));
        let last = json!([{ "index": 0, "delta": {}, "finish_reason": finish }]);
        let chunks = choices.chain(std::iter::once(last)).map(|choices| chunk(&choices, None));
        let usage = json!({ "prompt_tokens": 42, "completion_tokens": 9, "total_tokens": 51 });
        let mut pieces: Vec<Piece> = chunks.map(|data| event(&data)).collect();
        pieces.extend([event(&chunk(&json!([]), Some(usage))), event("[DONE]")]);
        Self::stream(pieces)
    }

    /// Reports this usage instead, in a reply made of deltas.
    pub(crate) fn usage(mut self, usage: Value) -> Self {
        let place = self.pieces.len() - 2;
        self.pieces[place] = event(&chunk(&json!([]), Some(usage)));
        self
    }

    /// Reports so many tokens of prompt.
    pub(crate) fn prompt_tokens(self, tokens: u64) -> Self {
        self.usage(json!({ "prompt_tokens": tokens, "completion_tokens": 9 }))
    }

    /// Refuses the request with OpenAI's words and 400.
    pub(crate) fn refused(code: &str, param: Option<&str>, message: &str) -> Self {
        let error = json!({
            "message": message, "type": "invalid_request_error", "param": param, "code": code,
        });
        Self::json(400, &json!({ "error": error }))
    }

    /// Streams these bytes as an event stream: a recorded or a broken one.
    pub(crate) fn sse(bytes: &[u8]) -> Self {
        Self::stream(vec![Piece::Bytes(bytes.to_vec())])
    }

    /// Answers with a status and JSON; 200 for a server that ignores `stream`.
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::body(status, "application/json", body.to_string().as_bytes())
    }

    /// Answers with a status and a body of any type.
    pub(crate) fn body(status: u16, content_type: &str, body: &[u8]) -> Self {
        let reply = Self { head: Head::Whole(status, body.to_vec()), ..Self::stream(vec![]) };
        reply.header("content-type", content_type)
    }

    /// Closes the connection before the headers.
    pub(crate) fn hang_up() -> Self {
        Self { head: Head::HangUp, ..Self::stream(vec![]) }
    }

    /// Sends nothing at all.
    pub(crate) fn silent() -> Self {
        Self { head: Head::Silent, ..Self::stream(vec![]) }
    }

    /// Adds a header, or replaces the one of that name.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Waits before each event.
    pub(crate) fn every(self, pause: Duration) -> Self {
        self.before_each(|_| Some(Piece::Wait(pause)))
    }

    /// Holds the event of this number (from 0) and all after it until the gate opens. Event 0 of
    /// [`text`] is the role, 1 its first word.
    pub(crate) fn hold_at(self, event: usize, gate: &Gate) -> Self {
        self.before_each(|number| (number == event).then(|| Piece::Hold(gate.clone())))
    }

    /// Sends the first `events` events, then cuts the connection.
    pub(crate) fn cut_after(self, events: usize) -> Self {
        Self { end: End::Cut, ..self.first(events) }
    }

    /// Sends the first `events` events, then ends the body without an error.
    pub(crate) fn ended_after(self, events: usize) -> Self {
        self.first(events)
    }

    /// Sends the first `events` events, then nothing more.
    pub(crate) fn stall_after(self, events: usize) -> Self {
        Self { end: End::Stall, ..self.first(events) }
    }

    /// Puts so many bytes in a chunk.
    pub(crate) fn chunks_of(mut self, size: usize) -> Self {
        let pieces = std::mem::take(&mut self.pieces).into_iter();
        self.pieces = pieces
            .flat_map(|piece| match piece {
                Piece::Bytes(bytes) => {
                    bytes.chunks(size).map(|part| Piece::Bytes(part.to_vec())).collect()
                }
                Piece::Wait(_) | Piece::Hold(_) => vec![piece],
            })
            .collect();
        self
    }

    fn stream(pieces: Vec<Piece>) -> Self {
        let headers = vec![("content-type".to_owned(), "text/event-stream".to_owned())];
        Self { head: Head::Stream, headers, pieces, end: End::Whole }
    }

    fn first(mut self, events: usize) -> Self {
        self.pieces.truncate(events);
        self
    }

    fn before_each(mut self, piece: impl Fn(usize) -> Option<Piece>) -> Self {
        let mut number = 0;
        let mut pieces = vec![];
        for sent in self.pieces {
            if matches!(sent, Piece::Bytes(_)) {
                pieces.extend(piece(number));
                number += 1;
            }
            pieces.push(sent);
        }
        self.pieces = pieces;
        self
    }
}

fn event(data: &str) -> Piece {
    Piece::Bytes(format!("data: {data}\n\n").into_bytes())
}

fn chunk(choices: &Value, usage: Option<Value>) -> String {
    let mut chunk = json!({
        "id": "chatcmpl-scripted", "object": "chat.completion.chunk", "created": 1_763_769_600,
        "model": "scripted", "choices": choices,
    });
    if let Some(usage) = usage {
        chunk["usage"] = usage;
    }
    chunk.to_string()
}
