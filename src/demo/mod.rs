//! The demo: what a fresh machine needs to run the main job with nothing else.
//!
//! An MCP server over HTTP+SSE whose employees live in SQLite ([`mcp_server`], [`employees`]),
//! and an offline model for who has no API key ([`model`]). Both listen on loopback ports, and
//! the chat reaches them as it would reach any other server or model: nothing here is called by
//! another way than HTTP. Neither part knows the other.

pub mod employees;
mod error;
mod fold;
mod listen;
pub mod mcp_server;
pub mod model;
mod result_text;
#[cfg(test)]
mod tests;

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::Path,
    time::Duration,
};

use tokio::{
    net::TcpListener,
    task::{JoinSet, spawn_blocking},
    time::timeout,
};
use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;

use employees::Store;
pub use error::DemoError;

/// Any free port of this machine alone.
const ANY_LOOPBACK_PORT: &str = "127.0.0.1:0";
/// How long the servers may take to end.
const STOP_LIMIT: Duration = Duration::from_secs(3);

/// The demo's servers, running in tasks of their own. Dropping it ends them too.
#[derive(Debug)]
pub struct Running {
    /// Where the employees' event stream is.
    pub server_url: Url,
    /// Base URL of the offline model, including `/v1`; `None` where it was not asked for.
    pub model_url: Option<Url>,
    /// Ends the servers when it is dropped.
    shutdown: DropGuard,
    servers: JoinSet<Result<(), DemoError>>,
}

impl Running {
    /// Ends the servers, and waits for them at most three seconds.
    pub async fn stop(self) {
        let Self { shutdown, mut servers, server_url: _, model_url: _ } = self;
        shutdown.disarm().cancel();
        let ended = async { while servers.join_next().await.is_some() {} };
        // What has not ended by then is aborted with the set.
        drop(timeout(STOP_LIMIT, ended).await);
    }
}

/// Starts the employees' server, and the offline model if asked, on free loopback ports.
///
/// # Errors
/// Fails if the database cannot be opened or no port can be had.
pub async fn start(db: &Path, with_model: bool) -> Result<Running, DemoError> {
    let store = open_store(db).await?;
    let listener = listen::bind(ANY_LOOPBACK_PORT).await?;
    let server_url = url_of(&listener, mcp_server::STREAM_PATH)?;
    let model_listener =
        if with_model { Some(listen::bind(ANY_LOOPBACK_PORT).await?) } else { None };
    let model_url =
        model_listener.as_ref().map(|listener| url_of(listener, model::BASE_PATH)).transpose()?;

    let shutdown = CancellationToken::new();
    let mut servers = JoinSet::new();
    servers.spawn(mcp_server::serve(listener, store, shutdown.clone()));
    if let Some(listener) = model_listener {
        servers.spawn(model::serve(listener, shutdown.clone()));
    }
    Ok(Running { server_url, model_url, shutdown: shutdown.drop_guard(), servers })
}

/// Serves the employees on `listen` (`host:port`) until `shutdown`, and says where once it is ready.
///
/// Nothing asks who calls: on another address than loopback, whoever reaches it can read and
/// change the employees.
///
/// # Errors
/// Fails if the database cannot be opened or the address cannot be had.
pub async fn serve_forever(
    listen: &str,
    db: &Path,
    shutdown: CancellationToken,
    on_ready: impl FnOnce(Url),
) -> Result<(), DemoError> {
    let store = open_store(db).await?;
    let listener = listen::bind(listen).await?;
    on_ready(url_of(&listener, mcp_server::STREAM_PATH)?);
    mcp_server::serve(listener, store, shutdown).await
}

/// Opens the store off the async threads, because SQLite may wait for another program.
async fn open_store(db: &Path) -> Result<Store, DemoError> {
    let path = db.to_owned();
    spawn_blocking(move || Store::open(&path))
        .await
        .unwrap_or_else(|error| Err(DemoError::Serve(error.into())))
}

/// Returns the URL of a path on a listener, as this machine reaches it.
fn url_of(listener: &TcpListener, path: &str) -> Result<Url, DemoError> {
    let mut address = listener.local_addr().map_err(DemoError::Serve)?;
    if address.ip().is_unspecified() {
        // "All addresses" is none that a client can connect to.
        address = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), address.port());
    }
    Url::parse(&format!("http://{address}{path}"))
        .map_err(|error| DemoError::Serve(std::io::Error::other(error)))
}
