//! Opens the connection to the model's host while a person types, so that the question does not
//! wait for it: over the internet that is a name to look up and two or three round trips.

use std::time::Duration;

use reqwest::RequestBuilder;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};
use url::Url;

use super::address;
use super::client::bearer;
use crate::config::ModelSettings;
use crate::http;

/// How long a connection is taken for open once it was used: servers on the internet keep an idle
/// one for a minute or longer.
const FRESH: Duration = Duration::from_secs(30);
/// How long opening it may take.
const LIMIT: Duration = Duration::from_secs(10);

/// Keeps a connection open while someone is about to ask. Clones share the task; the last one
/// ends it.
#[derive(Clone, Debug)]
pub struct Warmer {
    wishes: mpsc::Sender<()>,
}

impl Warmer {
    /// Starts the task, in the runtime that this is called in; it does nothing until it is asked.
    ///
    /// `http` must be the client that will send the question, because that owns the connections.
    pub fn start(http: http::Client, settings: &ModelSettings) -> Self {
        let (wishes, received) = mpsc::channel(1);
        let url = address::models(&settings.base_url);
        // A key that is no header fails with the question, where that is told.
        let key = settings.key.as_ref().and_then(|key| bearer(key).ok());
        tokio::spawn(keep(received, async move || open(&http, &url, key.as_ref()).await));
        Self { wishes }
    }

    /// Says that a question may come soon. Never waits, and may be said with every key.
    pub fn warm(&self) {
        // One wish that was not heard yet says the same.
        let _full = self.wishes.try_send(());
    }
}

/// Opens the connection whenever someone wishes it and it may be gone.
async fn keep(mut wishes: mpsc::Receiver<()>, open: impl AsyncFn()) {
    let mut used: Option<Instant> = None;
    while wishes.recv().await.is_some() {
        if used.is_none_or(|used| used.elapsed() >= FRESH) {
            open().await;
            used = Some(Instant::now());
        }
    }
}

/// Asks for the head of the list of models, which costs nothing.
///
/// Whatever the server answers, the connection is open then; whatever fails, the question will
/// tell.
async fn open(http: &http::Client, url: &Url, key: Option<&HeaderValue>) {
    let dress = |request: RequestBuilder| match key {
        Some(key) => request.header(AUTHORIZATION, key),
        None => request,
    };
    match timeout(LIMIT, http.touch(url.clone(), dress)).await {
        Ok(Ok(status)) => tracing::debug!(status, "connection opened"),
        Ok(Err(error)) => {
            let error = error.without_url();
            tracing::debug!(%error, "no connection opened ahead");
        }
        Err(_elapsed) => tracing::debug!("opening a connection ahead takes long"),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::sync::mpsc;
    use tokio::time::sleep;

    use super::{Warmer, keep};

    #[tokio::test(start_paused = true)]
    async fn many_keys_open_one_connection_until_it_may_be_gone() {
        let (wishes, received) = mpsc::channel(1);
        let (opened, mut opens) = mpsc::unbounded_channel();
        let task = tokio::spawn(keep(received, async move || opened.send(()).unwrap()));
        let warmer = Warmer { wishes };
        for (pause, expected) in [(0, 1), (1, 0), (28, 0), (2, 1), (29, 0), (60, 1)] {
            sleep(Duration::from_secs(pause)).await;
            for _ in 0..3 {
                warmer.warm();
            }
            sleep(Duration::from_millis(1)).await;
            let count = std::iter::from_fn(|| opens.try_recv().ok()).count();
            assert_eq!(count, expected, "after {pause} s more");
        }
        drop(warmer);
        task.await.unwrap();
    }
}
