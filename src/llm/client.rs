//! Sends requests and reads their answers: the one place of the module with IO.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use rand::Rng as _;
use reqwest::{
    Response,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION},
};
use secrecy::ExposeSecret as _;
use tokio::time::{sleep, timeout};
use url::Url;

use super::{
    accumulate::Accumulator,
    answer,
    error::{ApiError, Error, ErrorKind, Target},
    error_body::Details,
    mask::Mask,
    profile::Profile,
    reply::{Reply, Update},
    request::Request,
    retry,
};
use crate::{
    config::ModelSettings,
    http::{self, Fault},
};

/// How much of a failed response's body is read, in bytes.
const MAX_ERROR_BODY: usize = 64 * 1024;
/// How long reading it may take.
const ERROR_BODY_TIMEOUT: Duration = Duration::from_secs(5);

/// A client of one model at one base URL.
#[derive(Clone, Debug)]
pub struct Client {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    http: reqwest::Client,
    settings: ModelSettings,
    url: Url,
    profile: Profile,
    mask: Mask,
    target: Arc<Target>,
}

/// A try that failed, and whether any of the answer had arrived.
pub(super) struct Failure {
    pub(super) kind: ErrorKind,
    pub(super) started: bool,
}

impl From<ErrorKind> for Failure {
    fn from(kind: ErrorKind) -> Self {
        Self { kind, started: false }
    }
}

impl Client {
    /// Creates a client; `http` must follow redirects within the origin alone.
    pub fn new(http: reqwest::Client, settings: ModelSettings) -> Self {
        let target = Target {
            provider: settings.provider,
            base_url: http::shown(&settings.base_url),
            model: settings.name.clone(),
            has_key: settings.key.is_some(),
        };
        let inner = Inner {
            http,
            url: endpoint(&settings.base_url),
            profile: Profile::of(&settings.base_url),
            mask: Mask::new(settings.key.clone()),
            target: Arc::new(target),
            settings,
        };
        Self { inner: Arc::new(inner) }
    }

    /// Asks the model, and tells `on` what arrives as it arrives.
    ///
    /// Sends again what may succeed then, at most twice, until the first piece of the answer is
    /// there. Dropping the future closes the connection.
    ///
    /// # Errors
    /// The request failed for good, or the answer is not complete.
    pub async fn complete(
        &self,
        request: &Request<'_>,
        on: &mut (dyn FnMut(Update) + Send),
    ) -> Result<Reply, Error> {
        let body = Bytes::from(request.body(&self.inner.settings.name, self.inner.profile));
        let mut history = retry::History::default();
        loop {
            let failure = match self.attempt(body.clone(), on).await {
                Ok(reply) => return Ok(reply),
                Err(failure) => failure,
            };
            history.started = failure.started;
            let error = Error { kind: failure.kind, target: Arc::clone(&self.inner.target) };
            let chance = rand::rng().random::<f64>();
            let Some(wait) = retry::decide(&error.kind, history, chance) else {
                return Err(error);
            };
            history.retries += 1;
            history.waited += wait;
            let (retry, of) = (history.retries, retry::MAX_RETRIES);
            tracing::debug!(%error, retry, ?wait, "the request is sent again");
            on(Update::Retrying { error, retry, of, wait });
            sleep(wait).await;
        }
    }

    async fn attempt(
        &self,
        body: Bytes,
        on: &mut (dyn FnMut(Update) + Send),
    ) -> Result<Reply, Failure> {
        let response = self.send(body).await?;
        let status = response.status();
        if status.is_redirection() {
            return Err(self.redirected(&response).into());
        }
        if !status.is_success() {
            return Err(self.refused(response).await.into());
        }
        let mut accumulator = Accumulator::default();
        let idle = self.inner.settings.idle_timeout;
        let request_id = request_id(response.headers());
        let done = match answer::read(response, idle, &mut accumulator, on).await {
            Ok(done) => done,
            Err(broken) => {
                let id = request_id.or_else(|| accumulator.id().map(str::to_owned));
                let kind = self.explain_broken(broken, id);
                return Err(Failure { kind, started: accumulator.started() });
            }
        };
        let started = accumulator.started();
        accumulator
            .finish(done, on, new_id)
            .map_err(|unfinished| Failure { kind: unfinished.into(), started })
    }

    /// Sends the request and waits for the head of the response.
    async fn send(&self, body: Bytes) -> Result<Response, ErrorKind> {
        let Inner { http, settings, url, profile, .. } = &*self.inner;
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(ACCEPT, HeaderValue::from_static("text/event-stream, application/json"));
        if let Some(key) = &settings.key {
            let value = format!("Bearer {}", key.expose_secret().trim());
            let mut value = HeaderValue::from_str(&value).map_err(|_| ErrorKind::BadKey)?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        headers.extend(profile.attribution().iter().cloned());
        let sent = http.post(url.clone()).headers(headers).body(body).send();
        match timeout(settings.idle_timeout, sent).await {
            Err(_elapsed) => Err(ErrorKind::Idle(settings.idle_timeout)),
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) if error.is_connect() && error.is_timeout() => {
                Err(ErrorKind::ConnectTimeout(http::CONNECT_TIMEOUT))
            }
            Ok(Err(error)) if error.is_connect() => Err(ErrorKind::Connect(Fault::of(&error))),
            Ok(Err(error)) => Err(ErrorKind::Lost(Fault::of(&error))),
        }
    }

    /// Reads what a response of status 4xx or 5xx says.
    async fn refused(&self, response: Response) -> ErrorKind {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let body = http::short_body(response, MAX_ERROR_BODY, ERROR_BODY_TIMEOUT).await;
        let mut details = Details::from_body(&String::from_utf8_lossy(&body));
        if details.message.is_empty() {
            details.message = "(no message)".to_owned();
        }
        retry::read_hints(&headers, &mut details, SystemTime::now());
        self.api_error(Some(status), details, request_id(&headers))
    }

    fn api_error(
        &self,
        status: Option<u16>,
        mut details: Details,
        id: Option<String>,
    ) -> ErrorKind {
        details.change_texts(|text| self.inner.mask.apply(text));
        ErrorKind::Api(Box::new(ApiError::new(status, details, id)))
    }

    fn redirected(&self, response: &Response) -> ErrorKind {
        let location = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
        let to = location.unwrap_or_default();
        let to = response.url().join(to).map_or_else(|_| to.to_owned(), |url| http::shown(&url));
        let to = self.inner.mask.applied(to).into();
        ErrorKind::Redirected { status: response.status().as_u16(), to }
    }

    fn explain_broken(&self, broken: answer::Broken, id: Option<String>) -> ErrorKind {
        use answer::Broken;
        let text = |text: String| self.inner.mask.applied(text).into();
        match broken {
            Broken::Api(mut details) => {
                retry::read_hints(&HeaderMap::new(), &mut details, SystemTime::now());
                self.api_error(None, *details, id)
            }
            Broken::Idle(limit) => ErrorKind::Idle(limit),
            Broken::Lost(error) => ErrorKind::Lost(Fault::of(&error)),
            Broken::TooLarge(limit) => ErrorKind::TooLarge(limit),
            Broken::Malformed(extract) => ErrorKind::Malformed(text(extract)),
            Broken::NotAnApi { status, content_type, extract } => ErrorKind::NotAnApi {
                status,
                content_type: text(content_type),
                extract: text(extract),
            },
        }
    }
}

/// Returns the URL for requests: the base URL with `chat/completions`, unless it is there.
fn endpoint(base_url: &Url) -> Url {
    let mut url = base_url.clone();
    if !url.path().trim_end_matches('/').ends_with("/chat/completions")
        && let Ok(mut path) = url.path_segments_mut()
    {
        path.pop_if_empty().extend(["chat", "completions"]);
    }
    url
}

/// Returns the server's id of a request, which its support asks for.
fn request_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get("x-request-id").or_else(|| headers.get("x-generation-id"))?;
    Some(String::from_utf8_lossy(id.as_bytes()).into_owned())
}

/// Makes the id of a call that has none: Mistral wants exactly nine alphanumerics.
fn new_id() -> String {
    let random = rand::rng().sample_iter(rand::distr::Alphanumeric);
    random.take(9).map(char::from).collect()
}
