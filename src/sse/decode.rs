//! An incremental decoder of event streams: bytes in any chunking go in, events come out.
//!
//! Pure: no IO and no clock. It follows the WHATWG rules ("Parsing an event stream", HTML
//! standard 9.2.6), holds at most one event of a bounded size, and takes time linear in the
//! bytes: a line that arrives in a thousand chunks is searched once. [`EventReader`] feeds it
//! from the body of an HTTP response.

mod reader;
#[cfg(test)]
mod tests;

use std::time::Duration;

pub use reader::{EventReader, ReadError};

/// How large one event may be, in bytes.
pub const MAX_EVENT_BYTES: usize = 16 * 1024 * 1024;
/// A drained buffer that grew beyond this is given back instead of kept for the next event.
const KEPT_CAPACITY: usize = 256 * 1024;
const BOM: &[u8] = b"\xef\xbb\xbf";

/// One event of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The event's type, `message` where the stream names none.
    pub kind: String,
    /// The `data` lines, joined with line feeds.
    pub data: String,
    /// The last event id in force, `None` where the stream gave none or an empty one.
    pub id: Option<String>,
    /// The reconnection time that this event's block gave.
    pub retry: Option<Duration>,
}

/// Why a stream cannot be decoded any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// One event exceeds the decoder's limit.
    #[error("an event of the stream is larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
}

/// Turns the bytes of an event stream into events.
///
/// Push a chunk, then take events until there is none; what is not taken stays buffered.
#[derive(Debug)]
pub struct Decoder {
    limit: usize,
    buffer: Vec<u8>,
    /// Where the line that is not decoded yet begins in `buffer`.
    line_start: usize,
    /// How far `buffer` is known to hold no further line end.
    searched: usize,
    /// Whether the last line ended in a CR, whose LF may still be to come.
    after_cr: bool,
    /// Whether no line was decoded yet, so that a byte order mark may come.
    at_start: bool,
    failed: bool,
    /// Whether a field `error` counts; see [`Self::with_error_field`].
    error_field: bool,
    block: Block,
    /// The id that the next dispatch makes the last event id; outlives the block.
    id: Option<String>,
    last_id: Option<String>,
    reconnection_time: Option<Duration>,
}

/// The fields of the event being read.
#[derive(Debug, Default)]
struct Block {
    kind: String,
    data: Option<String>,
    retry: Option<Duration>,
}

impl Decoder {
    /// Creates a decoder that fails on an event larger than `max_event_bytes`.
    pub fn new(max_event_bytes: usize) -> Self {
        Self {
            limit: max_event_bytes,
            buffer: Vec::new(),
            line_start: 0,
            searched: 0,
            after_cr: false,
            at_start: true,
            failed: false,
            error_field: false,
            block: Block::default(),
            id: None,
            last_id: None,
            reconnection_time: None,
        }
    }

    /// Reads a field `error` as an event of that kind whose data it is.
    ///
    /// The standard ignores such a field; older servers of llama.cpp report their failures
    /// in it, and a stream without it would look like an empty answer.
    #[must_use]
    pub fn with_error_field(mut self) -> Self {
        self.error_field = true;
        self
    }

    /// Appends the next bytes of the stream.
    pub fn push(&mut self, chunk: &[u8]) {
        if self.failed {
            return;
        }
        self.compact();
        self.buffer.extend_from_slice(chunk);
    }

    /// Returns the next complete event, `None` until more bytes are pushed.
    ///
    /// # Errors
    /// [`DecodeError::TooLarge`], and from then on always.
    pub fn next_event(&mut self) -> Result<Option<Event>, DecodeError> {
        while let Some((start, end)) = self.next_line()? {
            if let Some(event) = self.decode_line(start, end) {
                return Ok(Some(event));
            }
        }
        Ok(None)
    }

    /// Returns what the end of the stream left: complete events not taken yet, then the last one
    /// though no blank line ended it, then `None`.
    ///
    /// The standard discards an unterminated event; whether it can be used is the caller's call.
    pub fn finish(&mut self) -> Option<Event> {
        match self.next_event() {
            Ok(Some(event)) => return Some(event),
            Ok(None) => {}
            Err(DecodeError::TooLarge { .. }) => return None,
        }
        let (start, end) = (self.line_start, self.buffer.len());
        self.line_start = end;
        self.searched = end;
        if start < end
            && let Some(event) = self.decode_line(start, end)
        {
            return Some(event);
        }
        self.dispatch()
    }

    /// Returns the last event id that the stream set, for `Last-Event-ID`.
    pub fn last_event_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// Returns the last reconnection time that the stream set, also by a block without data.
    pub fn reconnection_time(&self) -> Option<Duration> {
        self.reconnection_time
    }

    /// Finds the next complete line and steps over it; the range leaves out the line end.
    fn next_line(&mut self) -> Result<Option<(usize, usize)>, DecodeError> {
        if self.failed {
            return Err(self.too_large());
        }
        if self.after_cr && self.line_start < self.buffer.len() {
            self.after_cr = false;
            if self.buffer[self.line_start] == b'\n' {
                self.line_start += 1;
                self.searched = self.line_start;
            }
        }
        let found = memchr::memchr2(b'\n', b'\r', &self.buffer[self.searched..]);
        let end = found.map_or(self.buffer.len(), |at| self.searched + at);
        let held = self.block.data.as_ref().map_or(0, String::len);
        if held + (end - self.line_start) > self.limit {
            self.fail();
            return Err(self.too_large());
        }
        if found.is_none() {
            self.searched = end;
            return Ok(None);
        }
        let start = self.line_start;
        self.after_cr = self.buffer[end] == b'\r';
        self.line_start = end + 1;
        self.searched = self.line_start;
        Ok(Some((start, end)))
    }

    /// Decodes one line; a blank one completes the event.
    fn decode_line(&mut self, start: usize, end: usize) -> Option<Event> {
        let mut line = &self.buffer[start..end];
        if std::mem::take(&mut self.at_start) {
            line = line.strip_prefix(BOM).unwrap_or(line);
        }
        if line.is_empty() {
            return self.dispatch();
        }
        let (field, value) = match memchr::memchr(b':', line) {
            Some(colon) => {
                let value = &line[colon + 1..];
                (&line[..colon], value.strip_prefix(b" ").unwrap_or(value))
            }
            None => (line, &line[line.len()..]),
        };
        match field {
            b"data" => self.block.add_data(value),
            b"error" if self.error_field => {
                if self.block.kind != "error" {
                    self.block = Block { kind: "error".to_owned(), ..Block::default() };
                }
                self.block.add_data(value);
            }
            b"event" => self.block.kind = String::from_utf8_lossy(value).into_owned(),
            b"id" if !value.contains(&0) => {
                self.id = (!value.is_empty()).then(|| String::from_utf8_lossy(value).into_owned());
            }
            b"retry" => {
                if let Some(time) = milliseconds(value) {
                    self.block.retry = Some(time);
                    self.reconnection_time = Some(time);
                }
            }
            // A comment (an empty field name), or a field that the standard ignores.
            _ => {}
        }
        None
    }

    /// Ends the block; one without a `data` line is no event, but its id counts.
    fn dispatch(&mut self) -> Option<Event> {
        let block = std::mem::take(&mut self.block);
        self.last_id.clone_from(&self.id);
        let data = block.data?;
        let kind = if block.kind.is_empty() { "message".to_owned() } else { block.kind };
        Some(Event { kind, data, id: self.id.clone(), retry: block.retry })
    }

    /// Drops decoded bytes once they are at least half of the buffer, so that each byte is moved
    /// once on average.
    fn compact(&mut self) {
        let rest = self.buffer.len() - self.line_start;
        if self.line_start < rest || self.line_start == 0 {
            return;
        }
        if rest == 0 && self.buffer.capacity() > KEPT_CAPACITY {
            self.buffer = Vec::new();
        } else {
            self.buffer.drain(..self.line_start);
        }
        self.searched -= self.line_start;
        self.line_start = 0;
    }

    fn fail(&mut self) {
        self.failed = true;
        self.buffer = Vec::new();
        self.line_start = 0;
        self.searched = 0;
        self.block = Block::default();
    }

    fn too_large(&self) -> DecodeError {
        DecodeError::TooLarge { limit: self.limit }
    }
}

impl Block {
    fn add_data(&mut self, value: &[u8]) {
        let text = String::from_utf8_lossy(value);
        match &mut self.data {
            Some(data) => {
                data.push('\n');
                data.push_str(&text);
            }
            None => self.data = Some(text.into_owned()),
        }
    }
}

/// Reads a `retry` value: ASCII digits alone, as the standard says.
fn milliseconds(value: &[u8]) -> Option<Duration> {
    if value.is_empty() || !value.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(value).ok()?.parse().ok().map(Duration::from_millis)
}
