//! All that can come of an answer, in the words of the tables.

use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::Value;

use crate::{
    llm::{ApiError, ErrorKind, Finish, Reply, StreamedCall, Update, Usage, retry::Next},
    untrusted::Untrusted,
};

/// What came of an answer: one of the two.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) reply: Option<Answer>,
    pub(super) error: Option<Failed>,
}

/// A reply, whole.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer {
    #[serde(default)]
    text: String,
    #[serde(default)]
    refusal: String,
    #[serde(default)]
    reasoning: String,
    /// The field that held the reasoning.
    #[serde(default)]
    reasoning_in: String,
    /// The blocks of `reasoning_details`, each as JSON.
    #[serde(default)]
    details: Vec<String>,
    #[serde(default)]
    calls: Vec<Call>,
    /// Of many calls only the first and the last are listed.
    #[serde(default)]
    count: usize,
    #[serde(default)]
    left_out: usize,
    finish: String,
    /// Whether the calls must not run.
    #[serde(default)]
    not_run: bool,
    #[serde(default)]
    leaks_a_call: bool,
    /// Whether there is nothing for the history in it.
    #[serde(default)]
    no_message: bool,
    #[serde(default)]
    usage: String,
    /// The server's id of the answer and the model's name.
    #[serde(default = "openai")]
    from: String,
}

fn openai() -> String {
    "chatcmpl-fx1 gpt-6-luna".to_owned()
}

/// A call; ids made here are `made1` and so on.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Call {
    id: String,
    name: String,
    /// The arguments as they stand in the history.
    arguments: String,
    /// What is wrong with them.
    #[serde(default)]
    bad: String,
    /// Further keys, as JSON.
    #[serde(default)]
    extra: String,
}

/// A failure, whole.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Failed {
    /// Its kind, or its class where the server reported it.
    kind: String,
    /// The error in one line, as logs have it.
    says: String,
    /// The request field at fault, and further facts that only some errors have.
    #[serde(default)]
    facts: Vec<String>,
    /// The part of an answer that a person had seen.
    #[serde(default)]
    shown: String,
    /// Whether any of the answer had arrived.
    #[serde(default)]
    started: bool,
    /// What the client does next.
    next: String,
}

impl Outcome {
    /// Describes a reply; `sent` is the payload, in which the server's ids stand.
    pub(super) fn of_reply(reply: &Reply, sent: &str) -> Self {
        let mut calls = Vec::new();
        let mut made = 0;
        for call in &reply.calls {
            let (bad, raw) = match &call.arguments {
                Ok(arguments) => {
                    let text: Value = serde_json::from_str(&call.arguments_text).expect("JSON");
                    assert_eq!(Value::Object(arguments.clone()), text, "one and the same");
                    (String::new(), call.arguments_text.clone())
                }
                Err(bad) => (bad.reason.clone(), bad.raw.raw().to_owned()),
            };
            let mut id = call.id.clone();
            if !sent.contains(&format!("\"{id}\"")) || calls.iter().any(|call: &Call| call.id == id)
            {
                let is_alphanumeric = id.chars().all(|c| c.is_ascii_alphanumeric());
                assert!(id.len() == 9 && is_alphanumeric, "an id that Mistral takes: {id}");
                made += 1;
                id = format!("made{made}");
            }
            let name = call.name.raw().to_owned();
            let extra = Value::Object(call.extra.clone()).to_string();
            let extra = if call.extra.is_empty() { String::new() } else { extra };
            calls.push(Call { id, name, arguments: raw, bad, extra });
        }
        let count = if calls.len() > 4 { calls.len() } else { 0 };
        if count > 0 {
            calls.drain(1..count - 1);
        }
        let thoughts = reply.reasoning.text.as_ref();
        let word =
            |text: &Option<Untrusted>| text.as_ref().map_or("-", |text| text.raw()).to_owned();
        let answer = Answer {
            text: reply.text.raw().to_owned(),
            refusal: reply.refusal.raw().to_owned(),
            reasoning: thoughts.map(|(_, text)| text.clone()).unwrap_or_default(),
            reasoning_in: thoughts.map(|(field, _)| format!("{field:?}")).unwrap_or_default(),
            details: reply.reasoning.details.iter().map(Value::to_string).collect(),
            calls,
            count,
            left_out: reply.calls_left_out,
            finish: finish(&reply.finish),
            not_run: !reply.calls.is_empty() && !reply.calls_runnable(),
            leaks_a_call: reply.leaks_a_call(),
            no_message: reply.message().is_none(),
            usage: reply.usage.as_ref().map(usage).unwrap_or_default(),
            from: format!("{} {}", word(&reply.id), word(&reply.model)),
        };
        Self { reply: Some(answer), error: None }
    }

    /// Describes a failure, what a person had seen by then, and what is done next.
    pub(super) fn of_failure(kind: &ErrorKind, started: bool, shown: &Shown, next: &Next) -> Self {
        let (name, facts) = match kind {
            ErrorKind::Api(error) => (format!("{:?}", error.class), facts(error)),
            other => {
                let name = format!("{other:?}");
                let end = name.find([' ', '(']).unwrap_or(name.len());
                (name[..end].to_owned(), Vec::new())
            }
        };
        let next = match next {
            Next::Resend(fix) => format!("resend: {fix:?}"),
            Next::Retry(wait) => format!("retry in {} ms", wait.as_millis()),
            Next::GiveUp => "tell".to_owned(),
        };
        let failed = Failed {
            kind: name,
            says: kind.to_string(),
            facts,
            shown: shown.seen(),
            started,
            next,
        };
        Self { reply: None, error: Some(failed) }
    }
}

fn finish(finish: &Finish) -> String {
    match finish {
        Finish::Stop => "stop".to_owned(),
        Finish::ToolCalls => "tool_calls".to_owned(),
        Finish::Length => "length".to_owned(),
        Finish::ContentFilter => "content_filter".to_owned(),
        Finish::Other(reason) => format!("other: {}", reason.raw()),
        Finish::Unsaid => "unsaid".to_owned(),
    }
}

fn usage(usage: &Usage) -> String {
    let mut out = format!("{}", usage.prompt);
    if usage.cached > 0 {
        write!(out, " ({} cached)", usage.cached).expect("a string");
    }
    write!(out, " / {}", usage.completion).expect("a string");
    if usage.reasoning > 0 {
        write!(out, " ({} reasoning)", usage.reasoning).expect("a string");
    }
    if let Some(cost) = usage.cost {
        write!(out, " ${cost}").expect("a string");
    }
    out
}

/// What an error tells beyond the line that is logged.
fn facts(error: &ApiError) -> Vec<String> {
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: Option<String>| {
        facts.extend(value.map(|value| format!("{name}: {value}")));
    };
    fact("window", error.overflow.window.map(|window| window.to_string()));
    fact("asked", error.overflow.asked.map(|asked| asked.to_string()));
    fact("flagged", error.flagged.as_ref().map(|text| text.raw().to_owned()));
    let models: Vec<_> = error.fallback_models.iter().map(Untrusted::raw).collect();
    fact("instead", (!models.is_empty()).then(|| models.join(", ")));
    fact("retryable", error.retryable.map(|said| said.to_string()));
    fact("retry after", error.retry_after.map(|wait| format!("{} s", wait.as_secs_f64())));
    fact("resets at", error.resets_at.map(|at| at.to_string()));
    assert!(error.nearest.is_empty(), "a server does not say");
    facts
}

/// What a person saw of an answer.
#[derive(Default)]
pub(super) struct Shown {
    text: String,
    refusal: String,
    reasoning: String,
    calls: Vec<String>,
    closed: Vec<(usize, StreamedCall)>,
}

impl Shown {
    pub(super) fn add(&mut self, update: Update) {
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

    /// The person saw what the reply holds, and each call was told to be whole once.
    pub(super) fn check(&self, reply: &Reply) {
        let reasoning = reply.reasoning.text.as_ref().map_or("", |(_, text)| text);
        let names: Vec<_> = reply.calls.iter().map(|call| call.name.raw()).collect();
        assert_eq!(self.text, reply.text.raw());
        assert_eq!(self.refusal, reply.refusal.raw());
        assert_eq!(self.reasoning, reasoning);
        assert_eq!(self.calls[..names.len()], names);
        assert_eq!(self.calls.len(), names.len() + reply.calls_left_out);
        let mut places: Vec<_> = self.closed.iter().map(|(place, _)| *place).collect();
        places.sort_unstable();
        let whole = match reply.finish {
            Finish::Stop | Finish::ToolCalls | Finish::Other(_) | Finish::Unsaid => names.len(),
            // The one in whose middle the reply was cut may be no call at all.
            Finish::Length | Finish::ContentFilter => names.len().saturating_sub(1),
        };
        assert_eq!(places, (0..whole).collect::<Vec<_>>());
        for (place, closed) in &self.closed {
            let call = &reply.calls[*place];
            assert_eq!((&closed.name, &closed.arguments), (&call.name, &call.arguments));
            assert_eq!(closed.arguments_text, call.arguments_text);
        }
    }

    /// What was seen, in one line.
    fn seen(&self) -> String {
        let mut parts: Vec<String> = [&self.reasoning, &self.text, &self.refusal]
            .into_iter()
            .filter(|text| !text.is_empty())
            .cloned()
            .collect();
        parts.extend(self.calls.iter().map(|name| format!("[{name}]")));
        parts.join(" ")
    }
}
