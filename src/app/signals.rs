//! SIGTERM and SIGHUP: the program ends, and the terminal is left as it was found.
//!
//! A chat ends at once. A script first tells how far it came, as after Ctrl-C: whoever reads its
//! JSON must not have to guess whether it was cut off.

use std::time::Duration;

/// How long a script may take to tell how far it came.
const GRACE: Duration = Duration::from_secs(2);

/// Watches for the signals that end the program from outside.
#[cfg(unix)]
pub(super) fn restore_terminal_on_end(is_script: bool) {
    use tokio::signal::unix::{SignalKind, signal};

    use crate::error::Exit;
    use crate::terminal;

    // A file that has grown as large as it may be is a write that failed, as on a full disk.
    drop(signal(SignalKind::from_raw(nix::libc::SIGXFSZ)));
    let grace = if is_script { GRACE } else { Duration::ZERO };
    for kind in [SignalKind::terminate(), SignalKind::hangup()] {
        // Without a handler the signal ends the program as it would any other.
        let Ok(mut signals) = signal(kind) else { continue };
        tokio::spawn(async move {
            if signals.recv().await.is_some() {
                // A second one means it.
                drop(tokio::time::timeout(grace, signals.recv()).await);
                terminal::restore();
                // The line editor's thread cannot be stopped, and everything is on disk already.
                std::process::exit(Exit::Interrupted as i32);
            }
        });
    }
}

/// There are no such signals here.
#[cfg(not(unix))]
pub(super) fn restore_terminal_on_end(_is_script: bool) {}
