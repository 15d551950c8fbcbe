//! The models that a server offers: `GET /models`, and what is known of each.
//!
//! [`Catalogue`] is a handle to a task (`keeper`) that owns the list: it takes what is on disk
//! (`cache`), asks the server once that is a day old (`source`), reads the shapes in which servers
//! answer (`listing`), and never makes the prompt wait. What servers do not say stays unknown: no
//! window, price or ability is guessed. [`list`] and [`key_info`] ask at once, for a check.

mod cache;
mod date;
mod error;
mod keeper;
mod key;
mod listing;
mod model;
mod retirements;
mod source;
#[cfg(test)]
mod tests;

use std::{path::Path, sync::Arc, time::Duration};

use tokio::{
    sync::{mpsc, oneshot, watch},
    time::timeout,
};

pub use date::Date;
pub use error::{Asked, Unlisted, Why};
pub use key::{KeyInfo, key_info};
pub use model::{Model, Models, Prices, Retirement};

use crate::{
    config::ModelSettings,
    http,
    llm::{Class, Error, ErrorKind, Target},
    tape::Tape,
};
use cache::Cache;
use keeper::{Keeper, Wish};
use source::Source;

/// How many can wait for the models at once; more wait to be heard.
const WISHES: usize = 16;
/// Names that are offered for one that is not there, and how long they are waited for.
const NEAREST: usize = 3;
const NEAREST_WITHIN: Duration = Duration::from_secs(2);

/// Asks a server which models it offers, whatever is known of it already.
///
/// # Errors
/// The list could not be had.
pub async fn list(http: http::Client, settings: &ModelSettings) -> Result<Models, Unlisted> {
    Source::new(http, settings).models().await
}

/// What is known of the models of one base URL. Clones share it; the last one ends its task.
#[derive(Clone)]
pub struct Catalogue {
    known: watch::Receiver<Arc<Models>>,
    wishes: mpsc::Sender<Wish>,
    target: Arc<Target>,
    tape: Tape,
}

impl Catalogue {
    /// Begins to learn the models of a server, in the background of the runtime that it is called
    /// in. `cache` is the folder for what can be had again; `None` keeps nothing on disk.
    ///
    /// `http` must follow redirects within the origin alone.
    pub fn start(http: http::Client, settings: &ModelSettings, cache: Option<&Path>) -> Self {
        Self::of(Source::new(http, settings), cache)
    }

    fn of(source: Source, cache: Option<&Path>) -> Self {
        let (target, tape) = (Arc::clone(&source.target), source.tape().clone());
        let cache = cache.map(|folder| Cache::new(folder, &target.base_url));
        let (publish, known) = watch::channel(Arc::new(Models::none(source.profile)));
        let (wishes, received) = mpsc::channel(WISHES);
        tokio::spawn(Keeper { source, cache, known: publish, wishes: received }.run());
        Self { known, wishes, target, tape }
    }

    /// Returns today's date; in a session that is played, that of the session.
    pub fn today(&self) -> Date {
        Date::of(self.tape.now())
    }

    /// Returns what is known now, which may be no model; never waits. For completion and hints.
    pub fn known(&self) -> Arc<Models> {
        Arc::clone(&self.known.borrow())
    }

    /// Returns the models, at most a day old if the server can be asked; waits for it no longer
    /// than `limit`.
    ///
    /// # Errors
    /// The list could not be had, and none of before is known.
    pub async fn models(&self, limit: Duration) -> Result<Arc<Models>, Unlisted> {
        match self.wish(false, limit).await {
            Err(Unlisted { why: Why::Slow(_), .. }) if !self.known().is_empty() => Ok(self.known()),
            outcome => outcome,
        }
    }

    /// Returns the models after asking the server anew: before one is said not to exist.
    ///
    /// # Errors
    /// The list could not be had within `limit`. What was known before still is.
    pub async fn refresh(&self, limit: Duration) -> Result<Arc<Models>, Unlisted> {
        self.wish(true, limit).await
    }

    /// Adds to an error about a model that is not there the names that are most like it, if the
    /// server lists them soon.
    pub async fn name_nearest(&self, error: &mut Error) {
        let model = error.target.model.clone();
        if let ErrorKind::Api(error) = &mut error.kind
            && error.class == Class::Model
            && let Ok(models) = self.refresh(NEAREST_WITHIN).await
        {
            let nearest = models.nearest(&model, NEAREST).into_iter();
            error.nearest = nearest.map(|model| model.id.clone()).collect();
        }
    }

    async fn wish(&self, anew: bool, limit: Duration) -> Result<Arc<Models>, Unlisted> {
        let (answer, answered) = oneshot::channel();
        let heard = async {
            self.wishes.send(Wish { anew, answer }).await.ok()?;
            answered.await.ok()
        };
        match timeout(limit, heard).await {
            Ok(Some(outcome)) => outcome,
            // The task ends only with the runtime, whose waits end, too.
            Ok(None) | Err(_) => Err(Unlisted {
                asked: Asked::Models,
                why: Why::Slow(limit),
                target: Arc::clone(&self.target),
            }),
        }
    }
}
