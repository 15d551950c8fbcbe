//! A session that is played again has no terminal: nothing is read from it or set on it, no other
//! program gets it, and it is as wide as it was then.

use std::sync::atomic::{AtomicUsize, Ordering};

/// The session's columns; 0 while there is a terminal. One for the program, as the terminal is.
static COLUMNS: AtomicUsize = AtomicUsize::new(0);

/// Does without the terminal from now on, as if there were one of so many columns.
pub fn detach(columns: usize) {
    COLUMNS.store(columns.max(1), Ordering::Relaxed);
}

/// Returns the columns of the session that is played; `None` if there is none.
pub(super) fn columns() -> Option<usize> {
    Some(COLUMNS.load(Ordering::Relaxed)).filter(|columns| *columns > 0)
}

/// Whether there is no terminal because a session is played.
pub fn is_detached() -> bool {
    columns().is_some()
}
