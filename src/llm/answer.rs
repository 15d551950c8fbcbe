//! Reads the body of a successful response: an event stream, or the JSON of a server that
//! ignores `stream`. The first bytes decide, because content types lie.

use std::time::Duration;

use reqwest::{Response, header::CONTENT_TYPE};
use serde_json::Value;
use tokio::time::{Instant, timeout, timeout_at};

use super::{
    accumulate::{Accumulator, Unfinished},
    error::ErrorKind,
    error_body::{Details, extract},
    reply::Update,
};
use crate::sse::decode::{DecodeError, Event, EventReader, MAX_EVENT_BYTES, ReadError};

/// How long usage and `[DONE]` are waited for once the answer is complete.
const EPILOGUE: Duration = Duration::from_secs(1);
/// How much of a body that is no answer is read, in bytes.
const MAX_PAGE: usize = 64 * 1024;
const BOM: &[u8] = "\u{feff}".as_bytes();

/// Why a body could not be read to the end of the answer.
pub(super) enum Broken {
    Api(Box<Details>),
    Idle(Duration),
    Lost(reqwest::Error),
    TooLarge(usize),
    Malformed(String),
    NotAnApi { status: u16, content_type: String, extract: String },
}

impl From<Unfinished> for ErrorKind {
    fn from(unfinished: Unfinished) -> Self {
        match unfinished {
            Unfinished::EndedEarly => Self::EndedEarly,
            Unfinished::Empty => Self::Empty,
        }
    }
}

impl From<ReadError> for Broken {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Idle(limit) => Self::Idle(limit),
            ReadError::Lost(error) => Self::Lost(error),
            ReadError::Decode(DecodeError::TooLarge { limit }) => Self::TooLarge(limit),
        }
    }
}

impl From<Box<Details>> for Broken {
    fn from(details: Box<Details>) -> Self {
        Self::Api(details)
    }
}

/// Reads the answer into `accumulator`; returns whether the server said that it is done.
///
/// `idle` limits the silence between two reads.
pub(super) async fn read(
    mut response: Response,
    idle: Duration,
    accumulator: &mut Accumulator,
    on: &mut (dyn FnMut(Update) + Send),
) -> Result<bool, Broken> {
    let status = response.status().as_u16();
    let content_type = response.headers().get(CONTENT_TYPE);
    let content_type =
        content_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let not_an_api = |body: &[u8]| Broken::NotAnApi {
        status,
        content_type: content_type.unwrap_or_default(),
        extract: extract(&String::from_utf8_lossy(body)),
    };
    let (head, kind) = sniff(&mut response, idle).await?;
    let body = match kind {
        Kind::Stream => {
            let events = EventReader::resume(response, &head).with_error_field();
            return read_events(events, idle, accumulator, on).await;
        }
        Kind::Json => read_up_to(MAX_EVENT_BYTES, response, head, idle).await?,
        Kind::Other => read_up_to(MAX_PAGE, response, head, idle).await?,
    };
    if body.len() > MAX_EVENT_BYTES {
        return Err(Broken::TooLarge(MAX_EVENT_BYTES));
    }
    match serde_json::from_slice::<Value>(&body) {
        Ok(value) if value.get("choices").is_some() || Details::in_value(&value).is_some() => {
            accumulator.push(value, on)?;
            Ok(true)
        }
        Ok(_) | Err(_) => Err(not_an_api(&body)),
    }
}

/// What a body is.
enum Kind {
    Stream,
    Json,
    /// A web page, plain text, or nothing.
    Other,
}

/// Reads enough of the body to tell what it is; also returns what was read.
async fn sniff(response: &mut Response, idle: Duration) -> Result<(Vec<u8>, Kind), Broken> {
    // The one with a colon is no field of the standard, and a plain text may begin with the word.
    const FIELDS: [&[u8]; 7] = [b":", b"data", b"event", b"id", b"retry", b"error:", BOM];
    let mut head = Vec::new();
    loop {
        let begin = head.trim_ascii_start();
        if begin.first().is_some_and(|first| b"{[".contains(first)) {
            return Ok((head, Kind::Json));
        }
        if FIELDS.iter().any(|field| begin.starts_with(field)) {
            return Ok((head, Kind::Stream));
        }
        if !FIELDS.iter().any(|field| field.starts_with(begin)) {
            return Ok((head, Kind::Other));
        }
        match next_chunk(response, idle).await? {
            Some(chunk) => head.extend_from_slice(&chunk),
            None => return Ok((head, Kind::Other)),
        }
    }
}

async fn read_events(
    mut events: EventReader,
    idle: Duration,
    accumulator: &mut Accumulator,
    on: &mut (dyn FnMut(Update) + Send),
) -> Result<bool, Broken> {
    let mut deadline: Option<Instant> = None;
    loop {
        if accumulator.finished() {
            deadline.get_or_insert_with(|| Instant::now() + EPILOGUE);
        }
        let next = events.next(idle);
        let next = match deadline {
            None => next.await?,
            // The answer is whole: if nothing more comes, only its usage is lost.
            Some(deadline) => match timeout_at(deadline, next).await {
                Ok(Ok(next)) => next,
                Ok(Err(_)) | Err(_) => return Ok(false),
            },
        };
        let Some(event) = next else { break };
        if push_event(&event, accumulator, on)? {
            drain(events);
            return Ok(true);
        }
    }
    // A last event that no blank line ends counts if it is whole.
    match events.unterminated() {
        Some(event) if is_done(&event) || event.kind == "error" || is_json(&event.data) => {
            push_event(&event, accumulator, on)
        }
        Some(_) | None => Ok(false),
    }
}

/// Adds one event; returns whether it was `[DONE]`.
fn push_event(
    event: &Event,
    accumulator: &mut Accumulator,
    on: &mut (dyn FnMut(Update) + Send),
) -> Result<bool, Broken> {
    if is_done(event) {
        return Ok(true);
    }
    let data = event.data.trim();
    if data.is_empty() {
        return Ok(false);
    }
    if event.kind == "error" {
        return Err(Broken::Api(Box::new(Details::from_body(data))));
    }
    match serde_json::from_str(data) {
        Ok(value) => accumulator.push(value, on)?,
        Err(_) => return Err(Broken::Malformed(extract(data))),
    }
    Ok(false)
}

fn is_json(data: &str) -> bool {
    serde_json::from_str::<Value>(data).is_ok()
}

fn is_done(event: &Event) -> bool {
    event.data.trim() == "[DONE]"
}

/// Reads what follows `[DONE]` without waiting for it, so that the connection can be used again.
fn drain(mut events: EventReader) {
    tokio::spawn(timeout(EPILOGUE, async move {
        while let Ok(Some(_)) = events.next(EPILOGUE).await {}
    }));
}

async fn next_chunk(
    response: &mut Response,
    idle: Duration,
) -> Result<Option<bytes::Bytes>, Broken> {
    match timeout(idle, response.chunk()).await {
        Err(_elapsed) => Err(Broken::Idle(idle)),
        Ok(chunk) => chunk.map_err(Broken::Lost),
    }
}

/// Reads a body that is no stream until it exceeds `max` bytes.
async fn read_up_to(
    max: usize,
    mut response: Response,
    mut body: Vec<u8>,
    idle: Duration,
) -> Result<Vec<u8>, Broken> {
    while body.len() <= max
        && let Some(chunk) = next_chunk(&mut response, idle).await?
    {
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
