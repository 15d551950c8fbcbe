//! What both loopback servers need of HTTP: binding, a guard against web pages, limits, an end.

use std::{io, net::IpAddr, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    serve::ListenerExt as _,
};
use tokio::{
    net::TcpListener,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use super::error::DemoError;

/// How long a client may take to send its body.
const BODY_LIMIT: Duration = Duration::from_secs(10);
/// How long connections may take to end after a shutdown.
pub(super) const SHUTDOWN_LIMIT: Duration = Duration::from_secs(2);
/// How long a name to listen on may take to resolve.
const BIND_LIMIT: Duration = Duration::from_secs(10);

/// Binds an address such as `127.0.0.1:3000` or `localhost:0`.
///
/// # Errors
/// Fails with the address and the system's reason.
pub(super) async fn bind(address: &str) -> Result<TcpListener, DemoError> {
    let failed = |source| DemoError::Listen { address: address.to_owned(), source };
    timeout(BIND_LIMIT, TcpListener::bind(address))
        .await
        .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
        .map_err(failed)
}

/// Serves until `shutdown`, then gives open connections [`SHUTDOWN_LIMIT`] to end.
pub(super) async fn serve(
    listener: TcpListener,
    routes: Router,
    shutdown: CancellationToken,
) -> Result<(), DemoError> {
    let address = listener.local_addr().map_err(DemoError::Serve)?;
    let routes = if address.ip().is_loopback() {
        routes.layer(middleware::from_fn(refuse_web_pages))
    } else {
        routes
    };
    // Answers are small: waiting to fill a packet would only delay them. The option is no more
    // than a hint, so a connection that refuses it is served all the same.
    let listener = listener.tap_io(|connection| drop(connection.set_nodelay(true)));
    let served =
        axum::serve(listener, routes).with_graceful_shutdown(shutdown.clone().cancelled_owned());
    tokio::select! {
        ended = served => ended.map_err(DemoError::Serve),
        () = async { shutdown.cancelled().await; sleep(SHUTDOWN_LIMIT).await } => Ok(()),
    }
}

/// Refuses a request that a web page of another site made through a name of its own (DNS
/// rebinding; MCP transports, security warning): a loopback server is called by loopback names.
async fn refuse_web_pages(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let host = match headers.get(header::HOST) {
        Some(host) => host.to_str().ok().and_then(host_name),
        None => request.uri().host().map(str::to_owned),
    };
    if !host.is_some_and(|host| is_loopback(&host)) {
        return (StatusCode::FORBIDDEN, "Invalid Host header").into_response();
    }
    if let Some(origin) = headers.get(header::ORIGIN) {
        let host = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
        if !host.and_then(|(_, host)| host_name(host)).is_some_and(|host| is_loopback(&host)) {
            return (StatusCode::FORBIDDEN, "Invalid Origin header").into_response();
        }
    }
    next.run(request).await
}

/// Returns the host of `host:port`, `[::1]:port` or either without a port.
fn host_name(authority: &str) -> Option<String> {
    // An authority with a user (`127.0.0.1@evil`) has no place in either header.
    if authority.contains('@') {
        return None;
    }
    authority.parse::<Uri>().ok()?.host().map(str::to_owned)
}

/// Whether a host can only mean this machine.
fn is_loopback(host: &str) -> bool {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether the body is said to be JSON.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = value.and_then(|value| value.split(';').next()).unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}

/// Reads a body of at most `max` bytes within [`BODY_LIMIT`].
///
/// # Errors
/// Returns the reply that refuses it.
pub(super) async fn read_body(body: Body, max: usize) -> Result<Bytes, (StatusCode, &'static str)> {
    match timeout(BODY_LIMIT, to_bytes(body, max)).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(_)) => Err((StatusCode::PAYLOAD_TOO_LARGE, "Body too large or cut off")),
        Err(_) => Err((StatusCode::REQUEST_TIMEOUT, "Body not sent in time")),
    }
}

#[cfg(test)]
mod tests {
    use super::{host_name, is_loopback};

    #[test]
    fn only_loopback_names_mean_this_machine() {
        for host in ["localhost", "LOCALHOST:3000", "127.0.0.1:1", "127.8.9.1", "[::1]:80", "[::1]"]
        {
            assert!(host_name(host).is_some_and(|host| is_loopback(&host)), "{host}");
        }
        for host in [
            "evil.example:3000",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "192.168.0.1",
            "0.0.0.0:3000",
            "127.0.0.1@evil.example",
            "localhost@evil.example:80",
            "",
            "[::2]",
            "null",
        ] {
            assert!(!host_name(host).is_some_and(|host| is_loopback(&host)), "{host}");
        }
    }
}
