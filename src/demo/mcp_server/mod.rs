//! The employees as an MCP server over HTTP+SSE (protocol 2024-11-05, transports).
//!
//! `GET /sse` opens a session: its first event, `endpoint`, names where the client's messages
//! are POSTed, and every answer comes as a `message` event. Paths and status codes are those of
//! the Python SDK's server, which clients of this transport know best.

mod arguments;
mod desk;
mod protocol;
mod sessions;
#[cfg(test)]
mod tests;
mod tools;

use std::{
    convert::Infallible,
    future::{Ready, ready},
    time::Duration,
};

use axum::{
    Router,
    extract::{Query, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
    routing::{get, post},
};
use futures_util::stream::{self, Stream, StreamExt as _};
use serde::Deserialize;
use tokio::{net::TcpListener, sync::mpsc};
use tokio_util::sync::CancellationToken;

use super::{employees::Store, error::DemoError, listen};
use desk::Desk;
use protocol::Message;
use sessions::{Delivery, Sessions};

/// Where the event stream is.
pub(super) const STREAM_PATH: &str = "/sse";
/// Where the messages go; the slash belongs to it.
const MESSAGES_PATH: &str = "/messages/";
/// Largest body of a message, in bytes.
const MAX_BODY: usize = 1024 * 1024;
/// How often a comment shows that an idle stream is alive.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Serves the employees until `shutdown`; open event streams then end at once.
///
/// # Errors
/// Fails if the store's thread cannot be started or the listener breaks.
pub async fn serve(
    listener: TcpListener,
    store: Store,
    shutdown: CancellationToken,
) -> Result<(), DemoError> {
    let desk = Desk::open(store).map_err(DemoError::Serve)?;
    // Ends the sessions also when this future is dropped without a shutdown.
    let sessions_end = shutdown.child_token();
    let _end = sessions_end.clone().drop_guard();
    let routes = Router::new()
        .route(STREAM_PATH, get(open_stream))
        .route(MESSAGES_PATH, post(take_message))
        .route(MESSAGES_PATH.trim_end_matches('/'), post(take_message))
        .fallback(not_found)
        .with_state(Sessions::start(desk, sessions_end));
    listen::serve(listener, routes, shutdown).await
}

/// Runs a tool as a client would have it run, and returns the text of its result.
#[cfg(test)]
pub(super) fn run_tool(store: &mut Store, name: &str, arguments: serde_json::Value) -> String {
    let tool = tools::Tool::named(name).expect("a tool of ours");
    let serde_json::Value::Object(arguments) = arguments else { panic!("arguments: an object") };
    let result = tool.run(store, arguments);
    result["content"][0]["text"].as_str().expect("a text").to_owned()
}

/// `GET /sse`.
async fn open_stream(State(sessions): State<Sessions>) -> Response {
    let Some(opened) = sessions.open().await else {
        return (StatusCode::SERVICE_UNAVAILABLE, "Too many sessions").into_response();
    };
    let endpoint = Event::default()
        .event("endpoint")
        .data(format!("{MESSAGES_PATH}?session_id={}", opened.id));
    let events = stream::iter([Ok::<_, Infallible>(endpoint)]).chain(events(opened.stream));
    let keep_alive = KeepAlive::new().interval(KEEP_ALIVE).text("ping");
    // A proxy that stored the stream, or buffered it, would hold the answers back.
    let headers = [(header::CACHE_CONTROL.as_str(), "no-store"), ("x-accel-buffering", "no")];
    (headers, Sse::new(events).keep_alive(keep_alive)).into_response()
}

/// Turns a session's messages into events.
fn events(stream: mpsc::Receiver<String>) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(stream, async |mut stream| {
        let message = stream.recv().await?;
        Some((Ok(Event::default().event("message").data(message)), stream))
    })
}

/// The query of a POST.
#[derive(Deserialize)]
struct MessageQuery {
    session_id: Option<String>,
}

/// `POST /messages/?session_id=…`.
async fn take_message(
    State(sessions): State<Sessions>,
    Query(query): Query<MessageQuery>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let refuse = |status: StatusCode, why: &'static str| (status, why).into_response();
    let Some(id) = query.session_id else {
        return refuse(StatusCode::BAD_REQUEST, "session_id is required");
    };
    if id.len() != 32 || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return refuse(StatusCode::BAD_REQUEST, "Invalid session ID");
    }
    if !listen::is_json(&headers) {
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json");
    }
    let body = match listen::read_body(request.into_body(), MAX_BODY).await {
        Ok(body) => body,
        Err(refusal) => return refusal.into_response(),
    };
    let messages = match Message::read_body(&body) {
        Ok(messages) => messages,
        Err(why) => return refuse(StatusCode::BAD_REQUEST, why),
    };
    match sessions.deliver(id.to_ascii_lowercase(), messages).await {
        Delivery::Accepted => (StatusCode::ACCEPTED, "Accepted").into_response(),
        Delivery::Unknown => refuse(StatusCode::NOT_FOUND, "Could not find session"),
        Delivery::Busy => refuse(StatusCode::SERVICE_UNAVAILABLE, "Too many messages at once"),
    }
}

/// Any other path: says where the stream is, for who opens the server in a browser.
fn not_found() -> Ready<(StatusCode, &'static str)> {
    ready((StatusCode::NOT_FOUND, "MCP over HTTP+SSE: the event stream is GET /sse\n"))
}
