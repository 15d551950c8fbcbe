//! The client's methods for what a server offers beside tools. Nothing is asked of a server that
//! did not declare it: its lists are empty.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::{Map, Value, json};
use tokio::sync::broadcast;
use tracing::warn;

use super::client::{Ask, Client};
use super::connection::Status;
use super::error::McpError;
use super::news::{Known, Lists, News};
use super::protocol::{
    self, Content, Held, Level, Offers, Page, Prompt, Reference, Resource, ServerInfo, Speaker,
};
use crate::untrusted::Untrusted;

/// Pages read at the most.
const MAX_PAGES: usize = 100;
/// Entries kept of a list at the most.
const MAX_ENTRIES: usize = 10_000;

impl Client {
    /// Returns what the server said of itself; `None` while there is no session.
    pub fn server(&self) -> Option<Arc<ServerInfo>> {
        match &*self.status().borrow() {
            Status::Connected { server, .. } => Some(Arc::clone(server)),
            Status::Reconnecting | Status::Down(_) | Status::Closed => None,
        }
    }

    /// Returns what the server declared beside tools; nothing while there is no session.
    pub fn offers(&self) -> Offers {
        self.server().map(|server| server.offers).unwrap_or_default()
    }

    /// Listens to what the server tells on its own, from now on.
    pub fn news(&self) -> broadcast::Receiver<News> {
        self.teller.listen()
    }

    /// Returns the server's prompts, asking for them if they are not known.
    ///
    /// # Errors
    /// Fails if the first page cannot be had. A later page that fails is left out.
    pub async fn prompts(&self) -> Result<Arc<Vec<Prompt>>, McpError> {
        let declared = self.offers().prompts;
        let list = ("prompts/list", "prompts");
        self.listed(declared, list, Prompt::read, |lists| &mut lists.prompts).await
    }

    /// Returns the server's resources, asking for them if they are not known.
    ///
    /// # Errors
    /// As [`Self::prompts`].
    pub async fn resources(&self) -> Result<Arc<Vec<Resource>>, McpError> {
        let declared = self.offers().resources;
        let list = ("resources/list", "resources");
        let read = |entry: &Value| Resource::read(entry, "uri");
        self.listed(declared, list, read, |lists| &mut lists.resources).await
    }

    /// Returns the server's templates of resources, asking for them if they are not known. Many
    /// servers with resources do not know the question: they have none.
    ///
    /// # Errors
    /// As [`Self::prompts`].
    pub async fn templates(&self) -> Result<Arc<Vec<Resource>>, McpError> {
        let declared = self.offers().resources;
        let list = ("resources/templates/list", "resourceTemplates");
        let read = |entry: &Value| Resource::read(entry, "uriTemplate");
        match self.listed(declared, list, read, |lists| &mut lists.templates).await {
            Err(McpError::Rpc { code: protocol::METHOD_NOT_FOUND, .. }) => Ok(Arc::default()),
            outcome => outcome,
        }
    }

    /// Gets the messages of a prompt, in their order.
    ///
    /// # Errors
    /// Fails if there is no answer, or it is an error.
    pub async fn prompt(
        &self,
        name: &str,
        arguments: &Map<String, Value>,
    ) -> Result<Vec<(Speaker, Content)>, McpError> {
        let params = json!({ "name": name, "arguments": arguments });
        let result = self.request(Ask::plain("prompts/get", Some(params))).await?;
        Ok(protocol::prompt_messages(&result))
    }

    /// Reads a resource.
    ///
    /// # Errors
    /// Fails if there is no answer, or it is an error.
    pub async fn read_resource(&self, uri: &str) -> Result<Vec<Held>, McpError> {
        let result = self.about("resources/read", uri).await?;
        Ok(protocol::resource_contents(&result))
    }

    /// Asks to be told when a resource changes, or no longer.
    ///
    /// # Errors
    /// Fails if there is no answer, or it is an error.
    pub async fn subscribe(&self, uri: &str, wanted: bool) -> Result<(), McpError> {
        let method = if wanted { "resources/subscribe" } else { "resources/unsubscribe" };
        self.about(method, uri).await.map(drop)
    }

    /// Returns how an argument can go on, by the server's word; nothing if it does not complete.
    ///
    /// # Errors
    /// Fails if there is no answer, or it is an error.
    pub async fn complete(
        &self,
        reference: &Reference,
        argument: (&str, &str),
        known: &Map<String, Value>,
    ) -> Result<Vec<Untrusted>, McpError> {
        if !self.offers().completions {
            return Ok(Vec::new());
        }
        let params = protocol::complete_params(reference, argument, known);
        let result = self.request(Ask::plain("completion/complete", Some(params))).await?;
        Ok(protocol::completed(&result))
    }

    /// Tells the server from which level on its log messages are wanted, if it takes one.
    ///
    /// # Errors
    /// Fails if there is no answer, or it is an error.
    pub async fn set_log_level(&self, level: Level) -> Result<(), McpError> {
        if !self.offers().logging {
            return Ok(());
        }
        let params = json!({ "level": level.name() });
        self.request(Ask::plain("logging/setLevel", Some(params))).await.map(drop)
    }

    async fn about(&self, method: &'static str, uri: &str) -> Result<Value, McpError> {
        self.request(Ask::plain(method, Some(json!({ "uri": uri })))).await
    }

    async fn listed<T>(
        &self,
        declared: bool,
        (method, key): (&'static str, &'static str),
        read: impl Fn(&Value) -> Option<T> + Copy,
        place: impl Fn(&mut Lists) -> &mut Known<T>,
    ) -> Result<Arc<Vec<T>>, McpError> {
        let mut known = None;
        self.teller.lists.send_if_modified(|lists| {
            let place = place(lists);
            known = Some((place.version, place.list.clone()));
            false
        });
        let (version, list) = known.unwrap_or_default();
        if let Some(list) = list {
            return Ok(list);
        }
        if !declared {
            return Ok(Arc::default());
        }
        let list = Arc::new(self.pages(method, key, read).await?);
        self.teller.lists.send_modify(|lists| place(lists).take(version, &list));
        Ok(list)
    }

    async fn pages<T>(
        &self,
        method: &'static str,
        key: &'static str,
        read: impl Fn(&Value) -> Option<T> + Copy,
    ) -> Result<Vec<T>, McpError> {
        let (mut all, mut seen, mut cursor) = (Vec::new(), HashSet::new(), None::<String>);
        for page in 0..MAX_PAGES {
            let params = cursor.map_or_else(|| json!({}), |cursor| json!({ "cursor": cursor }));
            let result = match self.request(Ask::plain(method, Some(params))).await {
                Ok(result) => result,
                Err(error) if page == 0 => return Err(error),
                Err(error) => {
                    warn!(%error, method, page, "a list is cut short");
                    return Ok(all);
                }
            };
            let listed = Page::read(&result, key, read);
            all.extend(listed.items);
            if all.len() > MAX_ENTRIES {
                warn!(method, MAX_ENTRIES, "more entries than can be kept");
                all.truncate(MAX_ENTRIES);
                return Ok(all);
            }
            let Some(next) = listed.next_cursor else { return Ok(all) };
            if !seen.insert(next.clone()) {
                warn!(method, "the server repeats a cursor: the list ends here");
                return Ok(all);
            }
            cursor = Some(next);
        }
        warn!(method, MAX_PAGES, "more pages than are read");
        Ok(all)
    }
}
