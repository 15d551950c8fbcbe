//! State that a server thread writes and a test reads, and a gate that a test opens.
//!
//! Why: a test that sleeps is slow on a good day and wrong on a bad one. Everything here waits
//! for a fact, with one generous limit, and says what it waited for when the limit runs out.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

/// How long anything in the support waits before the test fails: far beyond a slow machine.
pub(crate) const LIMIT: Duration = Duration::from_secs(20);

/// A value behind a lock that can be waited on.
pub(crate) struct Watched<T> {
    state: Mutex<T>,
    changed: Condvar,
}

impl<T> Watched<T> {
    pub(crate) fn new(state: T) -> Self {
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    /// Changes or reads the value, and wakes whoever waits for it.
    pub(crate) fn with<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let result = change(&mut self.lock());
        self.changed.notify_all();
        result
    }

    /// Blocks until `look` finds what it wants; panics with `what` after [`LIMIT`].
    pub(crate) fn wait_until<R>(&self, what: &str, look: impl Fn(&T) -> Option<R>) -> R {
        let end = Instant::now() + LIMIT;
        let mut state = self.lock();
        loop {
            if let Some(found) = look(&state) {
                return found;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "waited {LIMIT:?} in vain: {what}");
            state =
                self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    // A wait that panics poisons the lock; the report of the server is still worth having.
    fn lock(&self) -> MutexGuard<'_, T> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Holds a scripted reply back until the test opens it.
#[derive(Clone)]
pub(crate) struct Gate(Arc<watch::Sender<bool>>);

impl Gate {
    /// A closed gate.
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// Lets everything through, now and later.
    pub(crate) fn open(&self) {
        self.0.send_replace(true);
    }

    /// Waits for [`Gate::open`].
    pub(crate) async fn passed(&self) {
        let mut state = self.0.subscribe();
        state.wait_for(|open| *open).await.expect("the sender lives as long as the gate");
    }
}
