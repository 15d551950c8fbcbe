//! Keeps the list of the server's tools up to date.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};
use tracing::{info, warn};

use super::client::{Client, Listed};
use super::error::McpError;
use super::protocol::Tool;

/// Pages read at the most.
const MAX_PAGES: usize = 100;
/// Tools kept at the most.
const MAX_TOOLS: usize = 10_000;
/// A burst of changes is over after this much quiet.
const QUIET: Duration = Duration::from_millis(200);
/// A burst that goes on is answered after this long all the same.
const BURST: Duration = Duration::from_secs(2);

/// Lists all tools, page by page.
///
/// # Errors
/// Fails if the first page cannot be had. A later page that fails is left out.
pub(super) async fn list(client: &Client, has_tools: bool) -> Result<Vec<Tool>, McpError> {
    let mut tools = Vec::new();
    let mut seen = HashSet::new();
    let mut cursor = None;
    for page in 0..MAX_PAGES {
        let listed = match client.list_page(cursor).await {
            Ok(listed) => listed,
            // A server that declared no tools may not know the method.
            Err(McpError::Rpc { .. }) if page == 0 && !has_tools => return Ok(tools),
            Err(error) if page == 0 => return Err(error),
            Err(error) => {
                warn!(%error, page, "the list of tools is cut short");
                return Ok(tools);
            }
        };
        tools.extend(listed.tools);
        if tools.len() > MAX_TOOLS {
            warn!(MAX_TOOLS, "more tools than can be kept");
            tools.truncate(MAX_TOOLS);
            return Ok(tools);
        }
        let Some(next) = listed.next_cursor else { return Ok(tools) };
        if !seen.insert(next.clone()) {
            warn!("the server repeats a cursor: the list of tools ends here");
            return Ok(tools);
        }
        cursor = Some(next);
    }
    warn!(MAX_PAGES, "more pages of tools than are read");
    Ok(tools)
}

/// Lists the tools again whenever they may have changed, until the connection task is gone.
pub(super) async fn keep(
    client: Client,
    mut changes: watch::Receiver<u64>,
    tools: watch::Sender<Listed>,
) {
    while changes.changed().await.is_ok() {
        let latest = Instant::now() + BURST;
        let mut quiet_at = latest.min(Instant::now() + QUIET);
        while let Ok(Ok(())) = timeout_at(quiet_at, changes.changed()).await {
            quiet_at = latest.min(Instant::now() + QUIET);
        }
        let as_of = *changes.borrow_and_update();
        match list(&client, true).await {
            Ok(listed) => {
                info!(count = listed.len(), "tools listed again");
                tools.send_replace(Listed { as_of, tools: Arc::new(listed) });
            }
            Err(error) => {
                warn!(%error, "the tools could not be listed again");
                // Nobody shall wait for a list that does not come.
                tools.send_modify(|listed| listed.as_of = as_of);
            }
        }
    }
}
