//! The terminal's state: whether there is one, how wide it is, and how it was found.
//!
//! The line editor switches it to raw mode and a signal or a panic can end the program inside;
//! [`restore`] puts back what was there at the start (invariant 9).

use std::io::{self, IsTerminal as _};

/// Whether a person can be talked to: both input and output are terminals.
pub fn is_interactive() -> bool {
    !is_detached() && io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Columns where nothing is known of the terminal.
const DEFAULT_WIDTH: usize = 80;

/// Returns the terminal's columns, as it is now.
pub fn width() -> usize {
    let now = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    detached::columns().or_else(now).unwrap_or(DEFAULT_WIDTH)
}

mod detached;
mod program;

pub use detached::{detach, is_detached};
pub use program::{lend, open};

#[cfg(unix)]
pub use unix::{QuietInput, as_found, remember, restore, take_type_ahead};

#[cfg(unix)]
mod unix {
    use std::io::{self, Read as _, Write as _};
    use std::sync::OnceLock;

    use nix::libc::termios;
    use nix::sys::termios::{
        LocalFlags, SetArg, SpecialCharacterIndices, Termios, tcgetattr, tcsetattr,
    };

    /// Turns bracketed paste off, as the line editor does when it ends in peace.
    const PASTE_OFF: &[u8] = b"\x1b[?2004l";

    /// Turns it on again.
    const PASTE_ON: &[u8] = b"\x1b[?2004h";

    /// The terminal as it was found. Set once and only read after that.
    static FOUND: OnceLock<termios> = OnceLock::new();

    /// Remembers how the terminal is now, for [`restore`].
    pub fn remember() {
        if let Ok(found) = tcgetattr(io::stdin()) {
            // A second start (in tests) keeps the first.
            let _ = FOUND.set(found.into());
        }
    }

    /// Puts the terminal back as it was found. Safe to call more than once, and without
    /// [`remember`].
    pub fn restore() {
        if let Some(found) = FOUND.get() {
            // Nothing more can be done if the terminal has gone away.
            let _ = tcsetattr(io::stdin(), SetArg::TCSANOW, &Termios::from(*found));
            drop(io::stdout().write_all(PASTE_OFF));
            drop(io::stdout().flush());
        }
    }

    /// Runs something with the terminal as it was found, in the middle of editing a line.
    pub fn as_found<T>(run: impl FnOnce() -> T) -> T {
        let Ok(now) = tcgetattr(io::stdin()) else { return run() };
        restore();
        let outcome = run();
        let _ = tcsetattr(io::stdin(), SetArg::TCSANOW, &now);
        drop(io::stdout().write_all(PASTE_ON));
        drop(io::stdout().flush());
        outcome
    }

    /// Keeps what is typed during a turn from showing up in the output; it stays in the
    /// terminal's queue. Dropping it turns the echo on again.
    pub struct QuietInput(());

    impl QuietInput {
        /// Turns the echo off.
        pub fn new() -> Self {
            set_flags(|flags| flags.remove(LocalFlags::ECHO));
            Self(())
        }
    }

    impl Default for QuietInput {
        fn default() -> Self {
            Self::new()
        }
    }

    impl Drop for QuietInput {
        fn drop(&mut self) {
            if let Some(found) = FOUND.get() {
                let _ = tcsetattr(io::stdin(), SetArg::TCSANOW, &Termios::from(*found));
            }
        }
    }

    fn set_flags(change: impl FnOnce(&mut LocalFlags)) {
        if super::is_detached() {
            return;
        }
        if let Ok(mut termios) = tcgetattr(io::stdin()) {
            change(&mut termios.local_flags);
            let _ = tcsetattr(io::stdin(), SetArg::TCSANOW, &termios);
        }
    }

    /// Takes what was typed ahead out of the terminal's queue, so that it cannot answer a
    /// question that was not yet on the screen.
    pub fn take_type_ahead() -> String {
        if super::is_detached() {
            return String::new();
        }
        let Ok(before) = tcgetattr(io::stdin()) else { return String::new() };
        let mut raw = before.clone();
        raw.local_flags.remove(LocalFlags::ICANON | LocalFlags::ECHO);
        raw.control_chars[SpecialCharacterIndices::VMIN as usize] = 0;
        raw.control_chars[SpecialCharacterIndices::VTIME as usize] = 0;
        let mut typed = Vec::new();
        if tcsetattr(io::stdin(), SetArg::TCSANOW, &raw).is_ok() {
            let mut chunk = [0; 1024];
            while let Ok(count @ 1..) = io::stdin().lock().read(&mut chunk) {
                typed.extend_from_slice(&chunk[..count]);
            }
            let _ = tcsetattr(io::stdin(), SetArg::TCSANOW, &before);
        }
        text_of(&String::from_utf8_lossy(&typed))
    }

    /// Returns what was typed without the keys that are no text and without the last Enter.
    fn text_of(typed: &str) -> String {
        let mut text = String::new();
        let mut keys = typed.chars();
        while let Some(key) = keys.next() {
            match key {
                '\x1b' => {
                    if matches!(keys.next(), Some('[' | 'O')) {
                        let _ = keys.find(|key| ('@'..='~').contains(key));
                    }
                }
                '\n' => text.push(key),
                key if key.is_control() => {}
                key => text.push(key),
            }
        }
        text.trim_end_matches('\n').to_owned()
    }

    #[cfg(test)]
    mod tests {
        use super::text_of;

        #[test]
        fn what_was_typed_ahead_is_its_text() {
            assert_eq!(text_of("s\n"), "s");
            assert_eq!(text_of("uno\ndos\x1b[1;5A\x1bOB\x1bx\0\x04ñ\n\n"), "uno\ndosñ");
            assert_eq!(text_of("\x1b["), "");
        }
    }
}

#[cfg(not(unix))]
pub use other::{QuietInput, as_found, remember, restore, take_type_ahead};

#[cfg(not(unix))]
mod other {
    /// Remembers how the terminal is now; here the line editor restores it itself.
    pub fn remember() {}

    /// Puts the terminal back as it was found.
    pub fn restore() {}

    /// Runs something in the middle of editing a line.
    pub fn as_found<T>(run: impl FnOnce() -> T) -> T {
        run()
    }

    /// Keeps what is typed during a turn from showing up in the output.
    #[derive(Default)]
    pub struct QuietInput(());

    impl QuietInput {
        /// Turns the echo off, where that is possible.
        pub fn new() -> Self {
            Self(())
        }
    }

    /// Takes what was typed ahead; there is no way to it here.
    pub fn take_type_ahead() -> String {
        String::new()
    }
}
