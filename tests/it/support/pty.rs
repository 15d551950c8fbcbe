//! Runs the program as a person does: in a terminal that remembers what was on the screen.
//!
//! `expectrl` opens the terminal and makes it the controlling one, so Ctrl-C is a signal there as
//! anywhere. It also turns the echo off and races with the size, which no real terminal does;
//! hence the shell in between, which waits until both are right and then becomes the program.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use expectrl::process::Process as _;
use expectrl::process::unix::{UnixProcess, WaitStatus};
use nix::sys::termios::{LocalFlags, tcgetattr};
use tempfile::TempDir;

pub(crate) use expectrl::process::unix::Signal;

use super::sandbox::Sandbox;
use super::watched::{LIMIT, Watched};

/// The mark after which everything is the program's own.
const MARK: &str = "\u{1}ready\u{1}";
/// Becomes the program once the terminal is set.
const SHELL: &str = r#"read -r go; stty sane; printf '\001ready\001'; exec "$0" "$@""#;

/// Keys that are more than text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Enter,
    AltEnter,
    CtrlA,
    CtrlC,
    CtrlD,
    CtrlR,
    Tab,
    Up,
    Right,
    Backspace,
    Escape,
}

impl Key {
    fn bytes(self) -> &'static str {
        match self {
            Self::Enter => "\r",
            Self::AltEnter => "\x1b\r",
            Self::CtrlA => "\x01",
            Self::CtrlC => "\x03",
            Self::CtrlD => "\x04",
            Self::CtrlR => "\x12",
            Self::Tab => "\t",
            Self::Up => "\x1b[A",
            Self::Right => "\x1b[C",
            Self::Backspace => "\x7f",
            Self::Escape => "\x1b",
        }
    }
}

/// What a program may leave behind in a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mode {
    /// Typed characters are shown.
    pub(crate) echo: bool,
    /// Input comes by lines.
    pub(crate) canonical: bool,
    /// Ctrl-C is a signal.
    pub(crate) signals: bool,
    /// Pastes are marked.
    pub(crate) bracketed_paste: bool,
    /// The cursor is invisible.
    pub(crate) hidden_cursor: bool,
    /// The alternate screen is on.
    pub(crate) alternate_screen: bool,
}

impl Mode {
    /// A terminal at a shell's prompt.
    pub(crate) const SANE: Self = Self {
        echo: true,
        canonical: true,
        signals: true,
        bracketed_paste: false,
        hidden_cursor: false,
        alternate_screen: false,
    };
}

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    Status(i32),
    Killed(Signal),
}

/// All that the program has written.
struct Written {
    raw: Vec<u8>,
    screen: vt100::Parser,
    /// Nothing more will come.
    ended: bool,
}

/// The program in a terminal; dropping it kills it.
pub(crate) struct Terminal {
    process: UnixProcess,
    keyboard: File,
    written: Arc<Watched<Written>>,
    /// How much of the plain text `expect` has gone past.
    seen: usize,
    exit: Option<Exit>,
    _folder: Arc<TempDir>,
}

impl Sandbox {
    /// Runs the program in a terminal of 100 columns and 30 rows.
    pub(crate) fn terminal(&self, arguments: &[&str]) -> Terminal {
        self.terminal_of(arguments, 100, 30)
    }

    /// Runs the program in a terminal of this size.
    pub(crate) fn terminal_of(&self, arguments: &[&str], columns: u16, rows: u16) -> Terminal {
        let mut command = self.bare(Path::new("/bin/sh"));
        command.env("TERM", "xterm-256color");
        command.arg("-c").arg(SHELL).arg(self.program_path()).args(arguments);
        let mut process = UnixProcess::spawn_command(command).expect("a process in a terminal");
        process.set_window_size(columns, rows).expect("a terminal of that size");
        let keyboard = process.get_raw_handle().expect("the terminal");
        let screen = vt100::Parser::new(size(rows), size(columns), 0);
        let written = Arc::new(Watched::new(Written { raw: vec![], screen, ended: false }));
        let output = keyboard.try_clone().expect("the terminal");
        let shared = Arc::clone(&written);
        std::thread::spawn(move || collect(output, &shared));
        let mut terminal =
            Terminal { process, keyboard, written, seen: 0, exit: None, _folder: self.keep() };
        terminal.send("go\n");
        terminal.wait_until("the program starts", |written| {
            written.raw.windows(MARK.len()).any(|part| part == MARK.as_bytes()).then_some(())
        });
        terminal
    }
}

impl Terminal {
    /// Types text, without an Enter.
    pub(crate) fn send(&mut self, text: &str) {
        self.keyboard.write_all(text.as_bytes()).expect("the keyboard");
    }

    /// Types text and Enter.
    pub(crate) fn line(&mut self, text: &str) {
        self.send(text);
        self.key(Key::Enter);
    }

    /// Presses a key.
    pub(crate) fn key(&mut self, key: Key) {
        self.send(key.bytes());
    }

    /// Pastes text as a terminal does that was asked to mark pastes.
    pub(crate) fn paste(&mut self, text: &str) {
        self.send(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Blocks until `text` appears after what was expected before; gives what stands in between.
    /// Escape sequences do not count. Panics with the screen when the limit runs out.
    pub(crate) fn expect(&mut self, text: &str) -> String {
        let seen = self.seen;
        let found = self.wait_until(&format!("the terminal shows {text:?}"), |written| {
            let plain = plain(&written.raw);
            let place = plain[seen..].find(text)?;
            Some((seen + place + text.len(), plain[seen..seen + place].to_owned()))
        });
        self.seen = found.0;
        found.1
    }

    /// Everything that was written so far, without escape sequences.
    pub(crate) fn text(&self) -> String {
        self.written.with(|written| plain(&written.raw))
    }

    /// Everything that was written so far, byte by byte.
    pub(crate) fn raw(&self) -> Vec<u8> {
        self.written.with(|written| after_mark(&written.raw).to_vec())
    }

    /// What is on the screen now, without trailing blanks.
    pub(crate) fn screen(&self) -> String {
        self.written.with(|written| written.screen.screen().contents())
    }

    /// Blocks until the screen is as wanted.
    pub(crate) fn expect_screen(&self, what: &str, wanted: impl Fn(&str) -> bool) {
        self.wait_until(what, |written| wanted(&written.screen.screen().contents()).then_some(()));
    }

    /// How the terminal is set now; works after the end of the program too.
    pub(crate) fn mode(&self) -> Mode {
        let flags = tcgetattr(&self.keyboard).expect("the settings of the terminal").local_flags;
        self.written.with(|written| {
            let screen = written.screen.screen();
            Mode {
                echo: flags.contains(LocalFlags::ECHO),
                canonical: flags.contains(LocalFlags::ICANON),
                signals: flags.contains(LocalFlags::ISIG),
                bracketed_paste: screen.bracketed_paste(),
                hidden_cursor: screen.hide_cursor(),
                alternate_screen: screen.alternate_screen(),
            }
        })
    }

    /// Blocks until the terminal is set so, e.g. until the line editor has taken it.
    pub(crate) fn expect_mode(&self, what: &str, wanted: impl Fn(Mode) -> bool) {
        let end = Instant::now() + LIMIT;
        while !wanted(self.mode()) {
            assert!(Instant::now() < end, "{what}: {:?}\n{}", self.mode(), self.screen());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Changes the size, which the program hears of.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.process.set_window_size(columns, rows).expect("another size");
        self.written
            .with(|written| written.screen.screen_mut().set_size(size(rows), size(columns)));
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&mut self, signal: Signal) {
        self.process.signal(signal).expect("the program takes signals");
    }

    /// The process id, for /proc.
    pub(crate) fn id(&self) -> i32 {
        self.process.pid().as_raw()
    }

    /// Waits for the end and for the last of the output; panics with the screen when the limit
    /// runs out.
    pub(crate) fn wait(&mut self) -> Exit {
        let end = Instant::now() + LIMIT;
        loop {
            if let Some(exit) = self.exit {
                let ended = |written: &Written| written.ended.then_some(());
                self.wait_until("nothing else holds the terminal", ended);
                return exit;
            }
            self.exit = match self.process.status().expect("the state of the program") {
                WaitStatus::Exited(_, status) => Some(Exit::Status(status)),
                WaitStatus::Signaled(_, signal, _) => Some(Exit::Killed(signal)),
                _ => None,
            };
            assert!(Instant::now() < end, "no end after {LIMIT:?}; the screen:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn wait_until<R>(&self, what: &str, look: impl Fn(&Written) -> Option<R>) -> R {
        let end = Instant::now() + LIMIT;
        loop {
            if let Some(found) = self.written.with(|written| look(written)) {
                return found;
            }
            if Instant::now() > end {
                panic!("waited {LIMIT:?} in vain: {what}; the screen:\n{}", self.screen());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.exit.is_none() {
            // It may have ended by itself by now.
            let (_killed, _ended) = (self.process.kill(Signal::SIGKILL), self.process.wait());
        }
    }
}

fn size(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).expect("a size above 0")
}

/// Reads until the terminal is gone, which is an error and not an end.
fn collect(mut output: File, written: &Watched<Written>) {
    let mut buffer = [0; 8192];
    while let Ok(count @ 1..) = output.read(&mut buffer) {
        written.with(|written| {
            let before = after_mark(&written.raw).len();
            written.raw.extend_from_slice(&buffer[..count]);
            let after = after_mark(&written.raw);
            written.screen.process(&after[before..]);
        });
    }
    written.with(|written| written.ended = true);
}

fn after_mark(raw: &[u8]) -> &[u8] {
    let mark = MARK.as_bytes();
    let place = raw.windows(mark.len()).position(|part| part == mark);
    place.map_or(&[], |place| &raw[place + mark.len()..])
}

/// The text without escape sequences. What is cut off at the end is left out until it is whole,
/// so that longer output never changes the text before it.
fn plain(raw: &[u8]) -> String {
    let raw = after_mark(raw);
    let mut whole = String::new();
    for chunk in raw.utf8_chunks() {
        whole.push_str(chunk.valid());
        let at_the_end = raw.as_ptr_range().end == chunk.invalid().as_ptr_range().end;
        if !chunk.invalid().is_empty() && !at_the_end {
            whole.push('\u{fffd}');
        }
    }
    let mut text = String::new();
    let mut letters = whole.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\x1b' => skip_sequence(&mut letters),
            _ => text.push(letter),
        }
    }
    text
}

/// Goes past one escape sequence, whose ESC was taken already.
fn skip_sequence(letters: &mut std::str::Chars<'_>) {
    match letters.next() {
        Some('[') => drop(letters.find(|letter| ('@'..='~').contains(letter))),
        Some(']' | 'P' | '_' | '^') => {
            let mut before = ' ';
            for letter in letters.by_ref() {
                if letter == '\x07' || (before == '\x1b' && letter == '\\') {
                    break;
                }
                before = letter;
            }
        }
        _ => {}
    }
}
