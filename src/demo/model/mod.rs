//! The offline model: a rule-based program behind the streamed chat-completions protocol.
//!
//! It lets a newcomer without an API key see the main job work, and says in its first line that
//! it is no AI. It sees what a model sees, the messages and tools of one request, and keeps
//! nothing between requests.

mod conversation;
mod respond;
mod show;
#[cfg(test)]
mod tests;
mod understand;
mod wire;

use std::{
    convert::Infallible,
    future::{Ready, ready},
    time::Duration,
};

use axum::{
    Json, Router,
    extract::{Request as HttpRequest, State},
    http::StatusCode,
    response::{IntoResponse, Response, Sse, sse::Event},
    routing::{get, post},
};
use futures_util::stream::{self, Stream};
use serde_json::{Value, json};
use tokio::{net::TcpListener, time::sleep};
use tokio_util::sync::CancellationToken;

use super::{error::DemoError, listen};
use conversation::Turn;
use wire::{Completion, MODEL, Request, error_body};

/// Where the API is.
pub(super) const BASE_PATH: &str = "/v1";
/// Largest request: a long conversation with large results.
const MAX_BODY: usize = 32 * 1024 * 1024;
/// The pause before each chunk, so that streaming can be seen.
const PACE: Duration = Duration::from_millis(15);

/// Serves the offline model until `shutdown`.
///
/// # Errors
/// Fails if the listener breaks.
pub async fn serve(listener: TcpListener, shutdown: CancellationToken) -> Result<(), DemoError> {
    serve_paced(listener, PACE, shutdown).await
}

/// Serves the offline model until `shutdown`, with a pause of `pace` before each chunk.
///
/// # Errors
/// Fails if the listener breaks.
pub async fn serve_paced(
    listener: TcpListener,
    pace: Duration,
    shutdown: CancellationToken,
) -> Result<(), DemoError> {
    let api = Router::new()
        .route("/chat/completions", post(complete))
        .route("/models", get(models))
        .with_state(Service { pace, shutdown: shutdown.clone() });
    let routes = Router::new().nest(BASE_PATH, api).fallback(not_found);
    listen::serve(listener, routes, shutdown).await
}

/// What every request needs.
#[derive(Clone)]
struct Service {
    /// The pause before each chunk.
    pace: Duration,
    /// Ends the streams that are under way.
    shutdown: CancellationToken,
}

/// `POST /v1/chat/completions`.
async fn complete(State(service): State<Service>, request: HttpRequest) -> Response {
    let body = match listen::read_body(request.into_body(), MAX_BODY).await {
        Ok(body) => body,
        Err((status, why)) => return (status, Json(error_body(why, None))).into_response(),
    };
    let request = match Request::read(&body) {
        Ok(request) => request,
        Err(refusal) => return (StatusCode::BAD_REQUEST, Json(refusal.body())).into_response(),
    };
    let turn = Turn::of(&request.messages);
    let offered: Vec<&str> = request.offered().collect();
    let reply = respond::reply(&turn, &request.tools(), &offered);
    let completion = Completion::new(&request);
    if !request.streams() {
        return Json(completion.whole(&reply)).into_response();
    }
    let chunks = completion.chunks(&reply, request.wants_usage());
    Sse::new(events(chunks, service)).into_response()
}

/// Paces the chunks of a stream, which ends with `[DONE]`.
fn events(chunks: Vec<Value>, service: Service) -> impl Stream<Item = Result<Event, Infallible>> {
    let data = chunks.into_iter().map(|chunk| chunk.to_string());
    let data = data.chain(std::iter::once("[DONE]".to_owned()));
    stream::unfold((data, service), async |(mut data, service)| {
        let next = data.next()?;
        tokio::select! {
            () = sleep(service.pace) => {}
            () = service.shutdown.cancelled() => return None,
        }
        Some((Ok(Event::default().data(next)), (data, service)))
    })
}

/// `GET /v1/models`.
fn models() -> Ready<Json<Value>> {
    let model = json!({ "id": MODEL, "object": "model", "created": 0, "owned_by": "mcp-chat" });
    ready(Json(json!({ "object": "list", "data": [model] })))
}

/// Any other path.
fn not_found() -> Ready<(StatusCode, Json<Value>)> {
    let body = error_body("The demo model serves /v1/chat/completions and /v1/models.", None);
    ready((StatusCode::NOT_FOUND, Json(body)))
}
