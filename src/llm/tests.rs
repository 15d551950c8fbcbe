//! What the module makes of answers that servers really sent: the files below
//! `tests/fixtures/model`, and cases written out here.

mod explanations;
mod failures;
mod lines;
mod properties;
mod sockets;
mod streams;

use std::{convert::Infallible, fmt::Write as _, path::PathBuf, time::Duration};

use futures_util::stream;

use super::{
    Accumulator, ErrorKind, Finish, Reply, StreamedCall, Update,
    answer::{self, Broken},
};

fn fixtures() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/model"))
}

/// Reads `body` as the body of a 200, cut into pieces of `size` bytes.
async fn replay(body: &[u8], size: usize) -> String {
    let chunks: Vec<_> =
        body.chunks(size).map(|chunk| Ok::<_, Infallible>(chunk.to_vec())).collect();
    let body = reqwest::Body::wrap_stream(stream::iter(chunks));
    let response = axum::http::Response::builder().header("content-type", "text/x-test").body(body);
    let response = response.expect("a response").into();
    let mut accumulator = Accumulator::default();
    let mut shown = Shown::default();
    let on = &mut |update| shown.add(update);
    let read = answer::read(response, Duration::from_secs(5), &mut accumulator, on).await;
    let started = accumulator.started();
    let reply = match read {
        Ok(done) => {
            let mut made = 0;
            let new_id = || {
                made += 1;
                format!("new{made}")
            };
            accumulator.finish(done, on, new_id).map_err(|unfinished| error(&unfinished.into()))
        }
        Err(broken) => Err(match broken {
            Broken::Api(details) => format!("error: {}", details.message),
            Broken::Malformed(extract) => format!("malformed: {extract}"),
            Broken::NotAnApi { status, content_type, extract } => {
                format!("no API: {status} {content_type} {extract}")
            }
            Broken::Idle(_) | Broken::Lost(_) | Broken::TooLarge(_) => "broken".to_owned(),
        }),
    };
    match reply {
        Ok(reply) => {
            shown.check(&reply);
            summary(&reply)
        }
        Err(error) => format!("{error}{}", if started { " (started)" } else { "" }),
    }
}

fn error(kind: &ErrorKind) -> String {
    kind.to_string()
}

/// What a person saw of an answer.
#[derive(Default)]
struct Shown {
    text: String,
    refusal: String,
    reasoning: String,
    calls: Vec<String>,
    closed: Vec<(usize, StreamedCall)>,
}

impl Shown {
    fn add(&mut self, update: Update) {
        match update {
            Update::Text(text) => self.text.push_str(text.raw()),
            Update::Refusal(text) => self.refusal.push_str(text.raw()),
            Update::Reasoning(text) => self.reasoning.push_str(text.raw()),
            Update::CallBegun { name } => self.calls.push(name.raw().to_owned()),
            Update::CallClosed { place, call } => self.closed.push((place, call)),
            Update::Retrying { .. } | Update::RetryIn(_) | Update::Adjusted(_) => {
                panic!("nothing is sent again here")
            }
        }
    }

    /// The person saw what the reply holds.
    fn check(&self, reply: &Reply) {
        let reasoning = reply.reasoning.text.as_ref().map_or("", |(_, text)| text);
        let names: Vec<_> = reply.calls.iter().map(|call| call.name.raw()).collect();
        assert_eq!(self.text, reply.text.raw());
        assert_eq!(self.refusal, reply.refusal.raw());
        assert_eq!(self.reasoning, reasoning);
        assert_eq!(self.calls[..names.len()], names);
        assert_eq!(self.calls.len(), names.len() + reply.calls_left_out);
        // A call is told to be whole once, and never where the reply is cut in its middle.
        let places: Vec<_> = self.closed.iter().map(|(place, _)| *place).collect();
        let whole = match reply.finish {
            Finish::Stop | Finish::ToolCalls | Finish::Other(_) => names.len(),
            Finish::Length | Finish::ContentFilter | Finish::Unsaid => {
                names.len().saturating_sub(1)
            }
        };
        assert_eq!(places, (0..whole).collect::<Vec<_>>());
        assert!(self.closed.iter().all(|(place, call)| call.name == reply.calls[*place].name));
    }
}

/// Writes down everything that a reply holds.
fn summary(reply: &Reply) -> String {
    let mut out = String::new();
    let mut part = |name: &str, text: &str| {
        if !text.is_empty() {
            write!(out, "{name} {text:?} ").expect("a string");
        }
    };
    part("text", reply.text.raw());
    part("refusal", reply.refusal.raw());
    if let Some((field, text)) = &reply.reasoning.text {
        part(&format!("{field:?}"), text);
    }
    for detail in &reply.reasoning.details {
        write!(out, "detail {detail} ").expect("a string");
    }
    let many = reply.calls.len() > 4;
    if many {
        write!(out, "{} calls, the first and the last ", reply.calls.len()).expect("a string");
    }
    for (i, call) in reply.calls.iter().enumerate() {
        if many && i > 0 && i < reply.calls.len() - 1 {
            continue;
        }
        let name = call.name.raw();
        match &call.arguments {
            Ok(_) => write!(out, "{}={name}{} ", call.id, call.arguments_text),
            Err(bad) => write!(out, "{}={name}(BAD {}: {}) ", call.id, bad.raw.raw(), bad.reason),
        }
        .expect("a string");
        if !call.extra.is_empty() {
            let extra = serde_json::Value::Object(call.extra.clone());
            write!(out, "extra {extra} ").expect("a string");
        }
    }
    if reply.calls_left_out > 0 {
        write!(out, "without {} calls ", reply.calls_left_out).expect("a string");
    }
    match &reply.finish {
        Finish::Other(reason) => write!(out, "Other({})", reason.raw()),
        known => write!(out, "{known:?}"),
    }
    .expect("a string");
    if !reply.calls.is_empty() && !reply.calls_runnable() {
        out.push_str(", not run");
    }
    if reply.leaks_a_call() {
        out.push_str(", leaks a call");
    }
    if let Some(usage) = reply.usage {
        write!(
            out,
            " usage {}({})/{}({})",
            usage.prompt, usage.cached, usage.completion, usage.reasoning
        )
        .expect("a string");
        if let Some(cost) = usage.cost {
            write!(out, " ${cost}").expect("a string");
        }
    }
    out
}
