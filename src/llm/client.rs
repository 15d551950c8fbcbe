//! Sends requests and reads their answers: the one place of the module with IO.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use rand::Rng as _;
use reqwest::{
    Response,
    header::{
        ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, InvalidHeaderValue, LOCATION,
    },
};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::{Instant, sleep, timeout};
use url::Url;

use super::{
    accumulate::Accumulator,
    address, answer,
    error::{ApiError, Error, ErrorKind, Target},
    error_body::Details,
    profile::Profile,
    rejection::{Field, Fix, Learned, MAX_FIXES},
    reply::{Adjustment, Reply, Update},
    request::{Addressee, Request},
    retry::{self, Next},
};
use crate::{
    config::ModelSettings,
    http::{self, Fault, Unsent},
    mask::Mask,
};

/// How much of a failed response's body is read, in bytes.
const MAX_ERROR_BODY: usize = 64 * 1024;
/// How long reading it may take.
const ERROR_BODY_TIMEOUT: Duration = Duration::from_secs(5);

/// A connection that ends sooner after the request than this was closed before it: a round trip
/// tells, wherever the server is.
const STALE: Duration = Duration::from_secs(1);

/// A client of one model at one base URL, and what it has learned of the models there.
#[derive(Debug)]
pub struct Client {
    http: http::Client,
    settings: ModelSettings,
    url: Url,
    profile: Profile,
    mask: Mask,
    target: Arc<Target>,
    /// By the model's name.
    learned: HashMap<String, Learned>,
    /// The clock, by which a server's dates are read.
    /// `None` for that of the machine or of the recording.
    pub(super) now: Option<fn() -> SystemTime>,
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
    pub fn new(http: http::Client, settings: ModelSettings) -> Self {
        let target = Target {
            provider: settings.provider,
            base_url: http::shown(&settings.base_url),
            model: settings.name.clone(),
            has_key: settings.key.is_some(),
        };
        Self {
            http,
            url: address::completions(&settings.base_url),
            profile: Profile::of(&settings.base_url),
            mask: Mask::new(settings.key.clone()),
            target: Arc::new(target),
            learned: HashMap::new(),
            now: None,
            settings,
        }
    }

    /// Returns the model's name.
    pub fn model(&self) -> &str {
        &self.settings.name
    }

    /// Asks another model from now on.
    pub fn set_model(&mut self, name: String) {
        self.target = Arc::new(Target { model: name.clone(), ..(*self.target).clone() });
        self.settings.name = name;
    }

    /// Asks the model, and tells `on` what arrives as it arrives.
    ///
    /// Sends again what may succeed then, at most twice, until the first piece of the answer is
    /// there; and without what the server refuses, which it remembers. Dropping the future closes
    /// the connection.
    ///
    /// # Errors
    /// The request failed for good, or the answer is not complete.
    pub async fn complete(
        &mut self,
        request: &Request<'_>,
        on: &mut (dyn FnMut(Update) + Send),
    ) -> Result<Reply, Error> {
        let mut history = retry::History::default();
        let mut spare = true;
        let mut body = Bytes::from(request.body(self.addressee(&self.learned())));
        loop {
            let failure = match self.attempt(body.clone(), &mut spare, on).await {
                Ok(reply) => return Ok(reply),
                Err(failure) => failure,
            };
            history.started = failure.started;
            let error = Error { kind: failure.kind, target: Arc::clone(&self.target) };
            match self.next(&error.kind, request, history, self.chance()) {
                Next::Resend(fix) => {
                    history.fixes += 1;
                    tracing::debug!(%error, ?fix, "the request is sent again, changed");
                    self.learn(&fix, on);
                    body = Bytes::from(request.body(self.addressee(&self.learned())));
                }
                Next::Retry(wait) => {
                    history.retries += 1;
                    history.waited += wait;
                    let (retry, of) = (history.retries, retry::limit(&error.kind));
                    tracing::debug!(%error, retry, ?wait, "the request is sent again");
                    on(Update::Retrying { error, retry, of, wait });
                    count_down(wait, on).await;
                }
                Next::GiveUp => return Err(error),
            }
        }
    }

    /// Decides what is done about a try that failed; `chance` is from 0 to 1.
    pub(super) fn next(
        &self,
        error: &ErrorKind,
        request: &Request<'_>,
        history: retry::History,
        chance: f64,
    ) -> Next {
        if !history.started
            && history.fixes < MAX_FIXES
            && let Some(fix) = self.fix(error, request)
        {
            return Next::Resend(fix);
        }
        retry::decide(error, history, chance).map_or(Next::GiveUp, Next::Retry)
    }

    fn now(&self) -> SystemTime {
        self.now.map_or_else(|| self.http.tape().now(), |now| now())
    }

    /// Returns from where in its span a pause is taken; a recording has none to remember.
    fn chance(&self) -> f64 {
        if self.http.tape().is_off() { rand::rng().random() } else { 0.5 }
    }

    fn learned(&self) -> Learned {
        self.learned.get(&self.settings.name).cloned().unwrap_or_default()
    }

    fn addressee<'a>(&'a self, learned: &'a Learned) -> Addressee<'a> {
        let ModelSettings { name, generation, .. } = &self.settings;
        Addressee { model: name, profile: self.profile, generation, learned }
    }

    /// Returns what a refused request must change to be accepted, if that is known.
    fn fix(&self, error: &ErrorKind, request: &Request<'_>) -> Option<Fix> {
        let ErrorKind::Api(error) = error else { return None };
        let learned = self.learned();
        let sent = request.optional_fields(self.addressee(&learned));
        let tools = learned.offered(request.tools);
        learned.fix(error, &self.settings.generation, &sent, &tools)
    }

    /// Remembers a fix, and tells what the person would miss.
    pub(super) fn learn(&mut self, fix: &Fix, on: &mut (dyn FnMut(Update) + Send)) {
        self.learned.entry(self.settings.name.clone()).or_default().learn(fix);
        let asked = &self.settings.generation;
        let parameter =
            |field: Field, was_set: bool| was_set.then_some(Adjustment::Parameter(field.name()));
        let adjustment = match fix {
            Fix::NoTools => Some(Adjustment::Tools),
            Fix::DropTool(name) => Some(Adjustment::Tool(name.as_str().into())),
            Fix::NoEffort => parameter(Field::ReasoningEffort, asked.reasoning_effort.is_some()),
            Fix::Drop(field @ (Field::ReasoningEffort | Field::Reasoning)) => {
                parameter(*field, asked.reasoning_effort.is_some())
            }
            Fix::Drop(field @ Field::Temperature) => parameter(*field, asked.temperature.is_some()),
            Fix::Drop(field @ (Field::MaxTokens | Field::MaxCompletionTokens)) => {
                parameter(*field, asked.max_tokens.is_some())
            }
            // Nobody asked for these, and the limit keeps its meaning under its other name.
            Fix::Drop(
                Field::StreamOptions
                | Field::ToolChoice
                | Field::PromptCacheKey
                | Field::SessionId
                | Field::CacheControl
                | Field::Provider,
            )
            | Fix::OtherLimit
            | Fix::BlankReasoning => None,
        };
        if let Some(adjustment) = adjustment {
            on(Update::Adjusted(adjustment));
        }
    }

    async fn attempt(
        &self,
        body: Bytes,
        spare: &mut bool,
        on: &mut (dyn FnMut(Update) + Send),
    ) -> Result<Reply, Failure> {
        let response = self.deliver(body, spare).await?;
        self.receive(response, on).await
    }

    /// Makes a reply of a response, or says what is wrong with it.
    pub(super) async fn receive(
        &self,
        response: Response,
        on: &mut (dyn FnMut(Update) + Send),
    ) -> Result<Reply, Failure> {
        let status = response.status();
        if status.is_redirection() {
            return Err(self.redirected(&response).into());
        }
        if !status.is_success() {
            return Err(self.refused(response).await.into());
        }
        let mut accumulator = Accumulator::default();
        let idle = self.settings.idle_timeout;
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

    /// Sends the request; at once a second time if there is a spare try and the connection ends
    /// before a byte of the response, because it is most often one that the server had closed and
    /// nobody noticed yet (llama.cpp's does so after each stream, unannounced).
    async fn deliver(&self, body: Bytes, spare: &mut bool) -> Result<Response, ErrorKind> {
        let sent = Instant::now();
        match self.send(body.clone()).await {
            Err(ErrorKind::Lost(Fault::Reset))
                if sent.elapsed() < STALE && std::mem::take(spare) =>
            {
                tracing::debug!("the connection had been closed: the request is sent on another");
                self.send(body).await
            }
            outcome => outcome,
        }
    }

    /// Sends the request and waits for the head of the response.
    async fn send(&self, body: Bytes) -> Result<Response, ErrorKind> {
        let Self { http, settings, url, profile, .. } = self;
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(ACCEPT, HeaderValue::from_static("text/event-stream, application/json"));
        if let Some(key) = &settings.key {
            headers.insert(AUTHORIZATION, bearer(key).map_err(|_| ErrorKind::BadKey)?);
        }
        headers.extend(profile.attribution().iter().cloned());
        let sent = http.send(http.post(url.clone()).headers(headers).body(body));
        match timeout(settings.idle_timeout, sent).await {
            Err(_elapsed) => Err(ErrorKind::Idle(settings.idle_timeout)),
            Ok(Ok(response)) => Ok(response),
            Ok(Err(Unsent { connect: true, timeout: true, .. })) => {
                Err(ErrorKind::ConnectTimeout(http::CONNECT_TIMEOUT))
            }
            Ok(Err(Unsent { connect: true, fault, .. })) => Err(ErrorKind::Connect(fault)),
            Ok(Err(Unsent { fault, .. })) => Err(ErrorKind::Lost(fault)),
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
        retry::read_hints(&headers, &mut details, self.now());
        self.api_error(Some(status), details, request_id(&headers))
    }

    fn api_error(
        &self,
        status: Option<u16>,
        mut details: Details,
        id: Option<String>,
    ) -> ErrorKind {
        details.change_texts(|text| self.mask.apply(text));
        let id = id.map(|id| self.mask.applied(id));
        ErrorKind::Api(Box::new(ApiError::new(status, details, id)))
    }

    fn redirected(&self, response: &Response) -> ErrorKind {
        let location = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
        let to = location.unwrap_or_default();
        let to = response.url().join(to).map_or_else(|_| to.to_owned(), |url| http::shown(&url));
        let to = self.mask.applied(to).into();
        ErrorKind::Redirected { status: response.status().as_u16(), to }
    }

    fn explain_broken(&self, broken: answer::Broken, id: Option<String>) -> ErrorKind {
        use answer::Broken;
        let text = |text: String| self.mask.applied(text).into();
        match broken {
            Broken::Api(mut details) => {
                retry::read_hints(&HeaderMap::new(), &mut details, self.now());
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

/// Waits, and tells every second how long it still takes.
pub(super) async fn count_down(wait: Duration, on: &mut (dyn FnMut(Update) + Send)) {
    const SECOND: Duration = Duration::from_secs(1);
    let end = Instant::now() + wait;
    let mut left = wait;
    while !left.is_zero() {
        if left > SECOND {
            on(Update::RetryIn(left.as_secs() + u64::from(left.subsec_nanos() > 0)));
        }
        sleep(left.min(SECOND)).await;
        left = end.saturating_duration_since(Instant::now());
    }
}

/// Returns the header that carries a key.
pub(super) fn bearer(key: &SecretString) -> Result<HeaderValue, InvalidHeaderValue> {
    let mut value = HeaderValue::from_str(&format!("Bearer {}", key.expose_secret().trim()))?;
    value.set_sensitive(true);
    Ok(value)
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
