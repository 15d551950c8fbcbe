//! The stream that belongs to no message of ours: what the server tells or asks by itself.
//!
//! A server need not offer it. It is also the only sign of a server that has forgotten the session
//! while nothing is asked of it.

use serde_json::Value;
use tokio::sync::mpsc;
use tokio::time::sleep;
use tracing::{debug, warn};

use super::super::{LinkEnd, SendError};
use super::Peer;
use super::exchange::Position;
use crate::sse::{SseError, is_passing_status};

/// Listens from the end of the handshake until the link is dropped, or over. Holds `inbound` open.
pub(super) async fn run(peer: Peer, inbound: mpsc::Sender<Value>) -> LinkEnd {
    tokio::select! {
        end = listen(&peer) => end,
        () = inbound.closed() => LinkEnd::Ended,
    }
}

async fn listen(peer: &Peer) -> LinkEnd {
    peer.agreed.initialized().await;
    let mut position = Position::default();
    let mut opened = false;
    loop {
        match peer.stream(position.id()).await {
            Ok(mut events) => {
                let outcome = peer.read(&mut events, None, &mut position, opened).await;
                opened = true;
                if let Err(SendError::TooLarge(limit)) = outcome {
                    return LinkEnd::Failed(SseError::TooLarge(limit));
                }
            }
            // Before it was ever open, a 404 only says that there is no such stream.
            Err(error) if opened && peer.agreed.has_session() && error.is_session_gone() => {
                return LinkEnd::Ended;
            }
            Err(SendError::Refused { status, .. }) if !is_passing_status(status) => {
                // 405: not offered. 409: the server thinks that it is open.
                debug!(status, "the server offers no stream of its own");
                return std::future::pending().await;
            }
            Err(error) => warn!(?error, "the server's own stream could not be opened"),
        }
        sleep(position.pause()).await;
    }
}
