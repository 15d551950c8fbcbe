//! Reads a recording. It is foreign input: whatever is in it, it is taken or refused, and the
//! whole of it is looked at before anything is shown.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::Value;

use super::error::Unreadable;
use super::format::{Entry, Event, Header, Request, VERSION};

/// The largest recording, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;
/// The longest session, in milliseconds: a month.
const LONGEST: u64 = 31 * 24 * 60 * 60 * 1000;
/// The widest terminal.
const WIDEST: usize = 10_000;

/// A recording that can be played.
#[derive(Debug)]
pub struct Recording {
    /// How the session was set up.
    pub header: Header,
    /// What happened, in its order.
    pub(super) events: VecDeque<Entry>,
    /// The requests by their numbers.
    pub(super) requests: BTreeMap<u64, Request>,
    /// What clocks and the like said, by label.
    pub(super) outside: BTreeMap<String, Vec<Value>>,
    /// Whether it has its end.
    pub(super) whole: bool,
}

/// What tells a recording and its version, whatever else is in the line.
#[derive(Deserialize)]
struct Mark {
    #[serde(rename = "mcp_chat_recording")]
    version: u64,
}

/// Reads a recording from a file.
///
/// # Errors
/// The file cannot be read, is no recording, is of a newer version, or is damaged.
pub fn read(path: &Path) -> Result<Recording, Unreadable> {
    let io = |error: std::io::Error| Unreadable::Io(error.to_string());
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(io)?;
    if !file.metadata().map_err(io)?.is_file() {
        // A pipe could make us wait for ever.
        return Err(Unreadable::NoRecording);
    }
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Unreadable::TooLarge(LARGEST / 1024 / 1024));
    }
    parse(&bytes)
}

/// Reads a recording. A last line that is not whole is left out, as a program leaves it that was
/// killed while it wrote.
///
/// # Errors
/// It is no recording, is of a newer version, or is damaged.
pub fn parse(bytes: &[u8]) -> Result<Recording, Unreadable> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let mark: Mark = serde_json::from_slice(first).map_err(|_| Unreadable::NoRecording)?;
    if mark.version > u64::from(VERSION) {
        return Err(Unreadable::Newer(mark.version));
    }
    let damaged = |line: usize, why: String| Unreadable::Damaged { line, why };
    let header: Header =
        serde_json::from_slice(first).map_err(|error| damaged(1, error.to_string()))?;
    if !first.ends_with(b"\n") || header.width > WIDEST {
        return Err(damaged(1, "the first line is not whole".to_owned()));
    }
    let mut recording = Recording {
        header,
        events: VecDeque::new(),
        requests: BTreeMap::new(),
        outside: BTreeMap::new(),
        whole: false,
    };
    let mut under_way = BTreeSet::new();
    for (number, line) in (2..).zip(lines) {
        if !line.ends_with(b"\n") {
            break;
        }
        let entry: Entry =
            serde_json::from_slice(line).map_err(|error| damaged(number, error.to_string()))?;
        recording.add(entry, &mut under_way).map_err(|why| damaged(number, why.to_owned()))?;
    }
    Ok(recording)
}

impl Recording {
    fn add(&mut self, entry: Entry, under_way: &mut BTreeSet<u64>) -> Result<(), &'static str> {
        if self.whole {
            return Err("something follows the end");
        }
        if entry.at > LONGEST {
            return Err("the time is out of range");
        }
        match entry.event {
            Event::Request { exchange, request } => {
                if self.requests.insert(exchange, request).is_some() {
                    return Err("two requests have the same number");
                }
                under_way.insert(exchange);
                return Ok(());
            }
            Event::Outside { label, value } => {
                self.outside.entry(label).or_default().push(value);
                return Ok(());
            }
            Event::Head { exchange, ref head } => {
                if !under_way.contains(&exchange) {
                    return Err("a response belongs to no request");
                }
                if StatusCode::from_u16(head.status).is_err() {
                    return Err("the status is out of range");
                }
            }
            Event::Body { exchange, .. } => {
                if !under_way.contains(&exchange) {
                    return Err("a response belongs to no request");
                }
            }
            Event::Done { exchange } | Event::Broken { exchange, .. } => {
                if !under_way.remove(&exchange) {
                    return Err("a response belongs to no request");
                }
            }
            Event::Width { columns } if columns > WIDEST => {
                return Err("the width is out of range");
            }
            Event::End { .. } => self.whole = true,
            Event::Width { .. } | Event::Input { .. } | Event::Interrupt => {}
        }
        self.events.push_back(entry);
        Ok(())
    }
}
