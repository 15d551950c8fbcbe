//! Writes a session down while it goes on, each event as it happens, so that a program that is
//! killed leaves all up to its last moment.
//!
//! There is no task and no lock: a line is one `write` to a file that is open for appending.
//! Secrets are taken out of every text of a line, so that no field can be forgotten.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use reqwest::header::{HeaderName, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use serde_json::Value;
use tokio::time::Instant;
use url::Url;

use super::error::Unwritten;
use super::format::{Broken, Entry, Event, Head, Header, Input, Request};
use crate::files;
use crate::mask::Mask;

/// What must not get into a recording.
#[derive(Clone, Debug, Default)]
pub struct Secrets(Vec<Mask>);

impl Secrets {
    /// Adds a key.
    pub fn key(&mut self, key: &SecretString) {
        let key = key.expose_secret().trim();
        // It stands as it is, in JSON, and in JSON within JSON, as the arguments of a call do.
        let mut forms = vec![key.to_owned(), in_json(key), in_json(&in_json(key))];
        forms.dedup();
        self.0.extend(forms.into_iter().map(|form| Mask::new(Some(SecretString::from(form)))));
    }

    /// Adds the value of a header, and what follows a scheme such as `Bearer` in it.
    pub fn header(&mut self, (_, value): &(HeaderName, HeaderValue)) {
        let value = String::from_utf8_lossy(value.as_bytes());
        if let Some((_scheme, token)) = value.split_once(' ') {
            self.key(&SecretString::from(token));
        }
        self.key(&SecretString::from(value.as_ref()));
    }

    /// Adds what a URL may hold: a password, and the values of its query.
    pub fn url(&mut self, url: &Url) {
        if let Some(password) = url.password() {
            self.key(&SecretString::from(password));
        }
        for (_, value) in url.query_pairs() {
            self.key(&SecretString::from(value.as_ref()));
        }
        for pair in url.query().unwrap_or_default().split('&') {
            let value = pair.split_once('=').map_or(pair, |(_, value)| value);
            self.key(&SecretString::from(value));
        }
    }

    /// Takes them out of every text in a value. Numbers stay, or a line would be none any more.
    fn hide(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                // Without a key it still hides what looks like one.
                Mask::new(None).apply(text);
                self.0.iter().for_each(|mask| mask.apply(text));
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.hide(item)),
            Value::Object(members) => members.values_mut().for_each(|value| self.hide(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

fn in_json(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or_default().to_owned()
}

/// Writes a recording. Clones write the same one.
#[derive(Clone, Debug)]
pub struct Recorder(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    file: File,
    secrets: Secrets,
    began: Instant,
    exchanges: AtomicU64,
    width: AtomicUsize,
    /// Whether something could not be written.
    failed: AtomicBool,
}

impl Recorder {
    /// Begins a recording in a new file, which its user alone can read.
    ///
    /// # Errors
    /// Fails if the file exists or cannot be written.
    pub fn create(path: &Path, header: &Header, secrets: Secrets) -> Result<Self, Unwritten> {
        let unwritten =
            |error: std::io::Error| Unwritten { path: path.to_owned(), reason: error.to_string() };
        files::write_new(path, b"").map_err(unwritten)?;
        let file = files::open_append(path).map_err(unwritten)?;
        let width = AtomicUsize::new(header.width);
        let began = Instant::now();
        let (exchanges, failed) = (AtomicU64::new(0), AtomicBool::new(false));
        let recorder = Self(Arc::new(Inner { file, secrets, began, exchanges, width, failed }));
        recorder.line(header);
        if recorder.has_failed() {
            return Err(Unwritten { path: path.to_owned(), reason: String::new() });
        }
        Ok(recorder)
    }

    /// Writes down a request; the rest of the exchange follows by what this returns.
    pub fn exchange(&self, request: Request) -> Written {
        let exchange = self.0.exchanges.fetch_add(1, Ordering::Relaxed);
        self.event(Event::Request { exchange, request });
        Written { recorder: self.clone(), exchange, held: Vec::new() }
    }

    /// Ends the recording; returns whether all of it was written.
    pub fn end(&self, status: u8) -> bool {
        self.event(Event::End { status });
        !self.has_failed()
    }

    pub(super) fn input(&self, input: Input) {
        self.event(Event::Input { input });
    }

    pub(super) fn interrupt(&self) {
        self.event(Event::Interrupt);
    }

    pub(super) fn width(&self, columns: usize) {
        if self.0.width.swap(columns, Ordering::Relaxed) != columns {
            self.event(Event::Width { columns });
        }
    }

    pub(super) fn outside<T: Serialize>(&self, label: &str, value: &T) {
        // What cannot be written is not found again, and the present value is taken.
        if let Ok(value) = serde_json::to_value(value) {
            self.event(Event::Outside { label: label.to_owned(), value });
        }
    }

    fn has_failed(&self) -> bool {
        self.0.failed.load(Ordering::Relaxed)
    }

    fn event(&self, event: Event) {
        let at = u64::try_from(self.0.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.line(&Entry { at, event });
    }

    fn line(&self, line: &impl Serialize) {
        // After a gap the rest would be misread.
        if self.has_failed() {
            return;
        }
        let written =
            serde_json::to_value(line).map_err(std::io::Error::from).and_then(|mut line| {
                self.0.secrets.hide(&mut line);
                (&self.0.file).write_all(format!("{line}\n").as_bytes())
            });
        if let Err(error) = written {
            tracing::warn!(%error, "the recording cannot be written any further");
            self.0.failed.store(true, Ordering::Relaxed);
        }
    }
}

/// One exchange that is being written down.
#[derive(Debug)]
pub struct Written {
    recorder: Recorder,
    exchange: u64,
    /// What came of a line that is not whole yet: a secret could be divided between two pieces.
    held: Vec<u8>,
}

impl Written {
    /// The head of the response came.
    pub fn head(&self, head: &Head) {
        self.recorder.event(Event::Head { exchange: self.exchange, head: head.clone() });
    }

    /// A piece of the body came.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.held.extend_from_slice(bytes);
        let whole = self.held.iter().rposition(|byte| b"\r\n".contains(byte));
        let rest = self.held.split_off(whole.map_or(0, |end| end + 1));
        let lines = std::mem::replace(&mut self.held, rest);
        // Also without a whole line: somebody was heard.
        self.body(&lines);
    }

    /// There is no response.
    pub fn broken(&self, broken: Broken) {
        self.recorder.event(Event::Broken { exchange: self.exchange, broken });
    }

    /// The body broke off.
    pub fn ended_broken(&mut self, broken: Broken) {
        self.rest();
        self.broken(broken);
    }

    /// The body is whole.
    pub fn done(&mut self) {
        self.rest();
        self.recorder.event(Event::Done { exchange: self.exchange });
    }

    fn rest(&mut self) {
        let rest = std::mem::take(&mut self.held);
        if !rest.is_empty() {
            self.body(&rest);
        }
    }

    fn body(&self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        self.recorder.event(Event::Body { exchange: self.exchange, text });
    }
}
