//! The task that owns what is known of the models: reads the disk, asks the server when that is
//! too old, and answers those who want to wait.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use tokio::{
    sync::{mpsc, oneshot, watch},
    task::spawn_blocking,
    time::{Instant, sleep_until},
};

use super::{Models, cache::Cache, error::Unlisted, source::Source};

/// How old a list may be before the server is asked again.
const MAX_AGE: Duration = Duration::from_secs(24 * 60 * 60);

/// Someone who waits for the models.
pub(super) struct Wish {
    /// Whether the server must be asked even if a list is at hand.
    pub(super) anew: bool,
    pub(super) answer: oneshot::Sender<Result<Arc<Models>, Unlisted>>,
}

/// Owns the state; ends with the last handle.
pub(super) struct Keeper {
    pub(super) source: Source,
    pub(super) cache: Option<Cache>,
    pub(super) known: watch::Sender<Arc<Models>>,
    pub(super) wishes: mpsc::Receiver<Wish>,
}

impl Keeper {
    pub(super) async fn run(mut self) {
        let age = self.load().await;
        let mut failed = None;
        let mut due = Instant::now() + MAX_AGE.saturating_sub(age);
        loop {
            let wish = tokio::select! {
                () = sleep_until(due) => None,
                wish = self.wishes.recv() => match wish {
                    Some(wish) => Some(wish),
                    None => return,
                },
            };
            let wanted = wish.as_ref().is_some_and(|wish| wish.anew || failed.is_some());
            if wanted || Instant::now() >= due {
                failed = self.list().await.err();
                due = Instant::now() + MAX_AGE;
            }
            let mut next = wish;
            // Whoever came while the server was asked has the same answer.
            while let Some(wish) = next.or_else(|| self.wishes.try_recv().ok()) {
                self.answer(wish, failed.as_ref());
                next = None;
            }
        }
    }

    /// Takes what is on disk; returns how old that is.
    async fn load(&self) -> Duration {
        let Some(cache) = self.cache.clone() else { return MAX_AGE };
        let profile = self.source.profile;
        let read = spawn_blocking(move || cache.read(profile, SystemTime::now())).await;
        let Some((models, age)) = read.ok().flatten() else { return MAX_AGE };
        tracing::debug!(count = models.len(), ?age, "models known from disk");
        self.known.send_replace(Arc::new(models));
        age
    }

    /// Asks the server and keeps what it says.
    async fn list(&self) -> Result<(), Unlisted> {
        let models = self.source.models().await.inspect_err(|error| {
            tracing::info!(%error, "the models are not listed");
        })?;
        tracing::debug!(count = models.len(), "models listed");
        let models = Arc::new(models);
        self.known.send_replace(Arc::clone(&models));
        if let Some(cache) = self.cache.clone() {
            let write = spawn_blocking(move || cache.write(&models, SystemTime::now()));
            if let Ok(Err(error)) = write.await {
                tracing::debug!(%error, "the list of models is not kept on disk");
            }
        }
        Ok(())
    }

    fn answer(&self, wish: Wish, failed: Option<&Unlisted>) {
        let known = Arc::clone(&self.known.borrow());
        let outcome = match failed {
            // An old list is better than none, but no answer to who wants a new one.
            Some(error) if wish.anew || known.is_empty() => Err(error.clone()),
            Some(_) | None => Ok(known),
        };
        // Who waited may have given up.
        drop(wish.answer.send(outcome));
    }
}
