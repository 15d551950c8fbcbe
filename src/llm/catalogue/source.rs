//! Asks a server which models it offers: the part of the catalogue that uses the network.

use std::{sync::Arc, time::Duration};

use reqwest::{
    Response,
    header::{ACCEPT, AUTHORIZATION, HeaderValue, LOCATION},
};
use tokio::time::timeout;
use url::Url;

use super::{
    Models,
    error::{Asked, Unlisted, Why},
    listing::{self, Odd},
};
use crate::{
    config::ModelSettings,
    http::{self, Fault, Unsent},
    llm::{ApiError, Details, Profile, Target, address, client::bearer, retry},
    mask::Mask,
    tape::Tape,
};

/// How long an answer may take in all.
const LIMIT: Duration = Duration::from_secs(15);
/// How large it may be, in bytes; OpenRouter's list of models has about one million.
const MAX_BODY: usize = 16 * 1024 * 1024;
/// How much of a refusal is read, in bytes.
const MAX_ERROR: usize = 64 * 1024;

/// A server that is asked, and how. Without `Debug`: a base URL can hold a password.
#[derive(Clone)]
pub(super) struct Source {
    http: http::Client,
    base_url: Url,
    /// The `Authorization` header, if there is a key.
    key: Option<Result<HeaderValue, Why>>,
    mask: Mask,
    pub(super) profile: Profile,
    pub(super) target: Arc<Target>,
    pub(super) limit: Duration,
}

impl Source {
    pub(super) fn new(http: http::Client, settings: &ModelSettings) -> Self {
        let key = settings.key.as_ref();
        let target = Target {
            provider: settings.provider,
            base_url: http::shown(&settings.base_url),
            model: settings.name.clone(),
            has_key: key.is_some(),
        };
        Self {
            http,
            base_url: settings.base_url.clone(),
            key: key.map(|key| bearer(key).map_err(|_| Why::BadKey)),
            mask: Mask::new(settings.key.clone()),
            profile: Profile::of(&settings.base_url),
            target: Arc::new(target),
            limit: LIMIT,
        }
    }

    /// Returns the recording that takes part.
    pub(super) fn tape(&self) -> &Tape {
        self.http.tape()
    }

    /// Asks for the models.
    pub(super) async fn models(&self) -> Result<Models, Unlisted> {
        let asked = Asked::Models;
        let body = self.ask(asked).await?;
        listing::read(&body, self.profile).map_err(|odd| match odd {
            Odd::Error(details) => self.unlisted(asked, self.refused(None, *details)),
            Odd::Other(extract) => self.unlisted(asked, self.other(extract)),
        })
    }

    /// Returns the body of a success.
    pub(super) async fn ask(&self, asked: Asked) -> Result<Vec<u8>, Unlisted> {
        let outcome = match timeout(self.limit, self.get(asked)).await {
            Ok(outcome) => outcome,
            Err(_elapsed) => Err(Why::Slow(self.limit)),
        };
        outcome.map_err(|why| self.unlisted(asked, why))
    }

    pub(super) fn unlisted(&self, asked: Asked, why: Why) -> Unlisted {
        Unlisted { asked, why, target: Arc::clone(&self.target) }
    }

    /// Says of an answer that it is something else.
    pub(super) fn other(&self, extract: String) -> Why {
        Why::Other(self.mask.applied(extract).into())
    }

    fn address(&self, asked: Asked) -> Url {
        match asked {
            Asked::Models => address::models(&self.base_url),
            Asked::Key => address::key(&self.base_url),
        }
    }

    async fn get(&self, asked: Asked) -> Result<Vec<u8>, Why> {
        let mut request = self.http.get(self.address(asked));
        request = request.header(ACCEPT, "application/json");
        if let Some(key) = self.key.clone().transpose()? {
            request = request.header(AUTHORIZATION, key);
        }
        for (name, value) in self.profile.attribution() {
            request = request.header(name, value);
        }
        let sent = self.http.send(request).await;
        let response = sent.map_err(|Unsent { fault, .. }| Why::Connection(fault))?;
        match response.status().as_u16() {
            300..400 => Err(self.redirected(&response)),
            status @ (404 | 405 | 501) => Err(Why::Absent(status)),
            400.. => {
                let headers = response.headers().clone();
                let status = response.status().as_u16();
                let body = http::short_body(response, MAX_ERROR, self.limit).await;
                let mut details = Details::from_body(&String::from_utf8_lossy(&body));
                retry::read_hints(&headers, &mut details, self.http.tape().now());
                Err(self.refused(Some(status), details))
            }
            _ => whole(response).await,
        }
    }

    fn refused(&self, status: Option<u16>, mut details: Details) -> Why {
        if details.message.is_empty() {
            details.message = "(no message)".to_owned();
        }
        details.change_texts(|text| self.mask.apply(text));
        Why::Refused(Box::new(ApiError::new(status, details, None)))
    }

    /// The client followed what leads to the same origin; the rest comes back as it is.
    fn redirected(&self, response: &Response) -> Why {
        let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
        let to = to.unwrap_or_default();
        let to = response.url().join(to).map_or_else(|_| to.to_owned(), |url| http::shown(&url));
        Why::Redirected(self.mask.applied(to).into())
    }
}

/// Reads a whole body, decompressed, up to the limit.
async fn whole(mut response: Response) -> Result<Vec<u8>, Why> {
    let mut body = Vec::new();
    while let Some(chunk) =
        response.chunk().await.map_err(|error| Why::Connection(Fault::of(&error)))?
    {
        if body.len() + chunk.len() > MAX_BODY {
            return Err(Why::TooLarge(MAX_BODY));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
