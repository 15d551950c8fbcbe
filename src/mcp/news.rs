//! What the server tells on its own, for whoever listens; and the lists that it makes stale.
//!
//! The reader of a stream tells it, so nothing here waits: a listener that does not keep up misses
//! the oldest.

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::{broadcast, watch};

use super::protocol::{LogMessage, Prompt, Resource, updated_uri};
use crate::untrusted::Untrusted;

/// News that may wait to be heard.
const WAITING: usize = 256;

/// Something that the server told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// A log message.
    Log(LogMessage),
    /// The resource at this URI changed.
    Updated(Untrusted),
    /// There are other prompts than before.
    PromptsChanged,
    /// There are other resources than before.
    ResourcesChanged,
}

/// Lists that were asked for, until the server says that they changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    pub(super) prompts: Known<Prompt>,
    pub(super) resources: Known<Resource>,
    pub(super) templates: Known<Resource>,
}

/// A list, if it is known, and how often it became stale.
#[derive(Clone, Debug)]
pub(super) struct Known<T> {
    pub(super) version: u64,
    pub(super) list: Option<Arc<Vec<T>>>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { version: 0, list: None }
    }
}

impl<T> Known<T> {
    fn forget(&mut self) {
        self.version += 1;
        self.list = None;
    }

    /// Takes a list that was asked for at `version`; one that is stale by now is not kept.
    pub(super) fn take(&mut self, version: u64, list: &Arc<Vec<T>>) {
        if self.version == version {
            self.list = Some(Arc::clone(list));
        }
    }
}

/// Tells it.
#[derive(Clone, Debug)]
pub(super) struct Teller {
    news: broadcast::Sender<News>,
    pub(super) lists: watch::Sender<Lists>,
}

impl Teller {
    pub(super) fn new() -> Self {
        Self { news: broadcast::Sender::new(WAITING), lists: watch::Sender::default() }
    }

    /// Listens from now on.
    pub(super) fn listen(&self) -> broadcast::Receiver<News> {
        self.news.subscribe()
    }

    /// Forgets what another session listed.
    pub(super) fn begin_session(&self) {
        self.lists.send_modify(|lists| {
            lists.prompts.forget();
            lists.resources.forget();
            lists.templates.forget();
        });
    }

    /// Takes a notification; `false` if it is none of these.
    pub(super) fn take(&self, method: &str, params: &Value) -> bool {
        let news = match method {
            "notifications/message" => News::Log(LogMessage::read(params)),
            "notifications/resources/updated" => match updated_uri(params) {
                Some(uri) => News::Updated(uri),
                None => return false,
            },
            "notifications/prompts/list_changed" => {
                self.lists.send_modify(|lists| lists.prompts.forget());
                News::PromptsChanged
            }
            "notifications/resources/list_changed" => {
                self.lists.send_modify(|lists| {
                    lists.resources.forget();
                    lists.templates.forget();
                });
                News::ResourcesChanged
            }
            _ => return false,
        };
        // Nobody need listen.
        drop(self.news.send(news));
        true
    }
}
