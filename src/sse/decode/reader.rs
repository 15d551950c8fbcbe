//! The events of an HTTP response's body, with a limit on how long it may be silent.

use std::time::Duration;

use reqwest::Response;
use tokio::time::timeout;

use super::{DecodeError, Decoder, Event, MAX_EVENT_BYTES};

/// Why an event could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// No byte arrived within the limit.
    #[error("no data for {} s", .0.as_secs_f64())]
    Idle(Duration),
    /// The connection broke.
    #[error(transparent)]
    Lost(#[from] reqwest::Error),
    /// The stream cannot be decoded.
    #[error(transparent)]
    Decode(#[from] DecodeError),
}

/// Reads the events of a response.
///
/// Dropping it closes the connection, unless the body was read to its end.
#[derive(Debug)]
pub struct EventReader {
    response: Response,
    decoder: Decoder,
    ended: bool,
}

impl EventReader {
    /// Creates a reader of `response`, whose status and content type were checked.
    pub fn new(response: Response) -> Self {
        Self::resume(response, &[])
    }

    /// Creates a reader of a response whose first bytes, `head`, were read already.
    pub fn resume(response: Response, head: &[u8]) -> Self {
        let mut decoder = Decoder::new(MAX_EVENT_BYTES);
        decoder.push(head);
        Self { response, decoder, ended: false }
    }

    /// Also reads a field `error`; see [`Decoder::with_error_field`].
    #[must_use]
    pub fn with_error_field(mut self) -> Self {
        self.decoder = self.decoder.with_error_field();
        self
    }

    /// Returns the next complete event, `None` at the end of the stream.
    ///
    /// `idle` limits the wait for each read; every byte counts, also of a comment. Cancel safe:
    /// dropping the future loses nothing.
    ///
    /// # Errors
    /// The limit ran out, the connection broke, or the stream cannot be decoded.
    pub async fn next(&mut self, idle: Duration) -> Result<Option<Event>, ReadError> {
        loop {
            if let Some(event) = self.decoder.next_event()? {
                return Ok(Some(event));
            }
            if self.ended {
                return Ok(None);
            }
            match timeout(idle, self.response.chunk()).await {
                Err(_elapsed) => return Err(ReadError::Idle(idle)),
                Ok(Err(lost)) => return Err(lost.into()),
                Ok(Ok(Some(chunk))) => self.decoder.push(&chunk),
                Ok(Ok(None)) => self.ended = true,
            }
        }
    }

    /// Returns the event that the stream broke off in, after [`Self::next`] gave `None`.
    pub fn unterminated(&mut self) -> Option<Event> {
        self.decoder.finish()
    }

    /// Returns what the stream set beside its events (last id, reconnection time).
    pub fn decoder(&self) -> &Decoder {
        &self.decoder
    }
}
