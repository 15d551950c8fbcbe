//! The way out: every request of the program leaves through [`Client::send`], so that one place
//! decides whether it goes to the network, is written down on its way, or is answered by a
//! recording.

use reqwest::{IntoUrl, RequestBuilder, Response};
use url::Url;

use super::{Fault, taped};
use crate::tape::Tape;

/// Sends requests. Clones share the connections and the recording.
#[derive(Clone, Debug)]
pub struct Client {
    bare: reqwest::Client,
    tape: Tape,
}

/// A request that got no response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// Why.
    pub fault: Fault,
    /// Whether the connection could not be opened, so that the server has not seen the request.
    pub connect: bool,
    /// Whether it was given up for taking too long.
    pub timeout: bool,
}

impl From<&reqwest::Error> for Unsent {
    fn from(error: &reqwest::Error) -> Self {
        Self { fault: Fault::of(error), connect: error.is_connect(), timeout: error.is_timeout() }
    }
}

impl Client {
    pub(super) fn new(bare: reqwest::Client) -> Self {
        Self { bare, tape: Tape::Off }
    }

    /// Lets a recording take part from now on.
    #[must_use]
    pub fn with_tape(self, tape: Tape) -> Self {
        Self { tape, ..self }
    }

    /// Returns the recording that takes part.
    pub fn tape(&self) -> &Tape {
        &self.tape
    }

    /// Begins a GET.
    pub fn get(&self, url: impl IntoUrl) -> RequestBuilder {
        self.bare.get(url)
    }

    /// Begins a POST.
    pub fn post(&self, url: impl IntoUrl) -> RequestBuilder {
        self.bare.post(url)
    }

    /// Begins a DELETE.
    pub fn delete(&self, url: impl IntoUrl) -> RequestBuilder {
        self.bare.delete(url)
    }

    /// Sends a request and waits for the head of the response.
    ///
    /// # Errors
    /// There is no response.
    pub async fn send(&self, request: RequestBuilder) -> Result<Response, Unsent> {
        match &self.tape {
            Tape::Off => request.send().await.map_err(|error| Unsent::from(&error)),
            Tape::Recording(recorder) => taped::record(request, recorder).await,
            Tape::Playing(player) => taped::play(request, player).await,
        }
    }

    /// Asks for the head of a page only to have a connection: what comes of it matters to nobody,
    /// so that no recording has it, and a replay asks nobody.
    ///
    /// # Errors
    /// There is no response.
    pub async fn touch(
        &self,
        url: Url,
        dress: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Result<u16, reqwest::Error> {
        match &self.tape {
            Tape::Off | Tape::Recording(_) => {
                Ok(dress(self.bare.head(url)).send().await?.status().as_u16())
            }
            Tape::Playing(_) => Ok(200),
        }
    }
}
