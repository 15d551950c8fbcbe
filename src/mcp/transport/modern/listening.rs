//! `subscriptions/listen`: the stream by which a stateless server tells of changes (MCP
//! 2026-07-28, "Subscriptions"). It is opened again when it breaks, not for ever.

use std::collections::BTreeSet;
use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};
use serde_json::{Map, Value, json};
use tokio::sync::watch;
use tokio::time::{Instant, sleep};
use tracing::{debug, info, warn};

use super::exchange::Exchange;
use crate::mcp::protocol;
use crate::mcp::transport::SendError;

/// A stream that lived this long clears the memory of earlier failures.
const STABLE: Duration = Duration::from_secs(10);

/// What is listened to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Changes of the list of tools.
    pub(super) tools: bool,
    /// Changes of the list of prompts.
    pub(super) prompts: bool,
    /// Changes of the list of resources.
    pub(super) resources: bool,
    /// Changes of these resources.
    pub(super) uris: BTreeSet<String>,
}

impl Filter {
    /// Returns the lists whose changes the server tells of, by its capabilities.
    pub(super) fn offered(capabilities: &Value) -> Self {
        let told = |list: &str| capabilities[list]["listChanged"] == true;
        Self {
            tools: told("tools"),
            prompts: told("prompts"),
            resources: told("resources"),
            uris: BTreeSet::new(),
        }
    }

    fn lists(&self) -> impl Iterator<Item = &'static str> {
        let all = [(self.tools, "tools"), (self.prompts, "prompts"), (self.resources, "resources")];
        all.into_iter().filter(|(wanted, _)| *wanted).map(|(_, list)| list)
    }

    fn is_empty(&self) -> bool {
        self.lists().next().is_none() && self.uris.is_empty()
    }

    fn params(&self) -> Value {
        let mut wanted: Map<_, _> =
            self.lists().map(|list| (format!("{list}ListChanged"), json!(true))).collect();
        if !self.uris.is_empty() {
            wanted.insert("resourceSubscriptions".into(), json!(self.uris));
        }
        json!({ "notifications": wanted })
    }
}

/// How one stream ended.
enum End {
    /// It can be opened again.
    Broken,
    /// The server does not offer it.
    Refused,
}

/// Listens for as long as the link lives, or until the server does not let us.
pub(super) async fn listen(exchange: Exchange, mut filters: watch::Receiver<Filter>) {
    let mut backoff = pauses();
    for number in 1.. {
        let filter = filters.borrow_and_update().clone();
        if filter.is_empty() {
            if filters.changed().await.is_err() {
                return;
            }
            continue;
        }
        let began = Instant::now();
        let end = tokio::select! {
            end = once(&exchange, &filter, number) => end,
            // Leaving the stream ends the subscription; the next one has the new filter.
            changed = filters.changed() => match changed {
                Ok(()) => continue,
                Err(_) => return,
            },
        };
        if matches!(end, End::Refused) {
            return;
        }
        if began.elapsed() >= STABLE {
            backoff = pauses();
        }
        let Some(pause) = backoff.next() else {
            warn!("the stream of changes breaks each time: changes are not told any more");
            return;
        };
        sleep(pause).await;
    }
}

/// Opens one stream and reads it to its end.
async fn once(exchange: &Exchange, filter: &Filter, number: u64) -> End {
    let id = format!("listen-{number}");
    let request = json!({ "jsonrpc": "2.0", "id": id, "method": "subscriptions/listen",
        "params": filter.params() });
    // What changed while nobody listened was not told.
    let changed =
        |list| protocol::notification(&format!("notifications/{list}/list_changed"), None);
    let missed: Vec<_> = filter.lists().filter(|_| number > 1).map(changed).collect();
    match exchange.post(request, &missed).await {
        Ok(answer) if answer["error"].is_object() => {
            info!(code = %answer["error"]["code"], "the server tells of no changes");
            End::Refused
        }
        Err(SendError::Refused { status, .. }) if status < 500 => {
            info!(status, "the server tells of no changes");
            End::Refused
        }
        ended => {
            debug!(?ended, "the stream of changes ended");
            End::Broken
        }
    }
}

/// The pauses between streams: 0.25 s, doubling to a minute, with jitter, ten at most.
fn pauses() -> ExponentialBackoff {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(250))
        .with_max_delay(Duration::from_secs(60))
        .with_max_times(10)
        .with_jitter()
        .with_jitter_seed(rand::random())
        .build()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Filter;

    #[test]
    fn only_what_is_offered_is_asked_for() {
        let capabilities = json!({ "tools": { "listChanged": true }, "prompts": {},
            "resources": { "listChanged": false, "subscribe": true } });
        let mut filter = Filter::offered(&capabilities);
        assert_eq!(filter.params(), json!({ "notifications": { "toolsListChanged": true } }));
        filter.uris.insert("file:///b".into());
        filter.uris.insert("file:///a".into());
        let wanted = json!({ "toolsListChanged": true,
            "resourceSubscriptions": ["file:///a", "file:///b"] });
        assert_eq!(filter.params(), json!({ "notifications": wanted }));
        for none in [json!([]), json!({}), json!({ "tools": { "listChanged": "true" } })] {
            assert!(Filter::offered(&none).is_empty(), "{none}");
        }
    }
}
