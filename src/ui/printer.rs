//! The one writer of standard output and standard error.
//!
//! A thread of its own, because a terminal can block: whoever prints sends a message. In a chat
//! everything goes to the terminal; in a script only the answer goes to standard output and all
//! else to standard error. While the person edits a line, notices go through rustyline's external
//! printer, which draws them above the line.

use std::io::{self, ErrorKind, Write};
use std::thread::JoinHandle;

use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::wrap;
use crate::terminal;

/// Messages that may wait to be printed.
const QUEUE: usize = 256;
/// Notices that may wait for the line editor to draw them.
const NOTICES: usize = 32;
/// Erases the live line.
const ERASE: &str = "\r\x1b[2K";

/// Draws a notice above the line being edited.
pub type AboveLine = Box<dyn FnMut(String) + Send>;

/// Where text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Streams {
    /// Everything to standard output, which is a terminal with a person before it.
    Chat,
    /// The answer to standard output, all else to standard error.
    Script,
}

enum Print {
    /// A piece of the answer, as it is.
    Answer(String),
    /// A piece of anything else, as it is.
    Note(String),
    /// A whole line of the interface.
    Line(String),
    /// A whole line that may come at any time, also while a line is being edited.
    Notice(String),
    /// The live line, replacing the one before.
    Live(String),
    /// The person edits a line from now on, or no longer.
    Editing(bool),
    /// Puts a text, in base64, into the terminal's clipboard (OSC 52).
    Clipboard(String),
    /// Another program has the terminal from now on, or no longer.
    Lent(bool),
    /// Ends a line that was begun.
    Fresh,
    /// Nothing comes after this.
    End,
    /// Tells when all that came before is written.
    Flush(oneshot::Sender<()>),
    /// The same, to a thread that stands still until then.
    Step(std::sync::mpsc::Sender<()>),
}

/// A handle to the printer. Clones print in the order in which they send.
#[derive(Clone)]
pub struct Printer {
    queue: mpsc::Sender<Print>,
    closed: CancellationToken,
    in_step: bool,
}

/// The printer's thread; joining it returns why writing ended, if it failed.
pub type PrinterThread = JoinHandle<io::Result<()>>;

impl Printer {
    /// Starts the printer. `above_line` draws notices while a line is being edited.
    pub fn start(streams: Streams, above_line: Option<AboveLine>) -> (Self, PrinterThread) {
        let (queue, received) = mpsc::channel(QUEUE);
        let closed = CancellationToken::new();
        let on_end = closed.clone().drop_guard();
        let writer = Writer {
            streams,
            live: false,
            fresh: true,
            held: Vec::new(),
            editing: false,
            lent: false,
            above_line: above_line.map(spawn_notices),
        };
        let thread = std::thread::spawn(move || {
            let _on_end = on_end;
            writer.run(received)
        });
        (Self { queue, closed, in_step: false }, thread)
    }

    /// Stands still with every piece until it is written: for a replay, whose clock would leap
    /// while it waits for another thread.
    #[must_use]
    pub fn in_step(self, in_step: bool) -> Self {
        Self { in_step, ..self }
    }

    /// Prints a piece of the answer.
    pub async fn answer(&self, text: impl Into<String>) {
        self.send(Print::Answer(text.into())).await;
    }

    /// Prints a piece of anything else.
    pub async fn note(&self, text: impl Into<String>) {
        self.send(Print::Note(text.into())).await;
    }

    /// Prints a line of anything else, which a terminal shows broken between words.
    pub async fn line(&self, text: impl AsRef<str>) {
        self.send(Print::Line(format!("{}\n", text.as_ref()))).await;
    }

    /// Prints a line that may come while the person edits one. See [`Self::line`].
    pub async fn notice(&self, text: impl Into<String>) {
        self.send(Print::Notice(text.into())).await;
    }

    /// Shows the live line; the next output of any kind replaces it.
    pub async fn live(&self, text: impl Into<String>) {
        self.send(Print::Live(text.into())).await;
    }

    /// Tells whether the person is editing a line.
    pub async fn editing(&self, editing: bool) {
        self.send(Print::Editing(editing)).await;
    }

    /// Puts a text, in base64, into the clipboard of the terminal, if it takes OSC 52; nothing shows.
    pub async fn clipboard(&self, base64: String) {
        self.send(Print::Clipboard(base64)).await;
    }

    /// Tells whether another program has the terminal: notices wait until it ends.
    pub async fn lent(&self, lent: bool) {
        self.send(Print::Lent(lent)).await;
    }

    /// Ends a line that was begun: something else is told then.
    pub async fn fresh_line(&self) {
        self.send(Print::Fresh).await;
    }

    /// Waits until everything sent before is written.
    pub async fn flush(&self) {
        let (written, wait) = oneshot::channel();
        self.send(Print::Flush(written)).await;
        drop(wait.await);
    }

    /// Waits until nothing can be printed any more, because the reader went away.
    pub async fn closed(&self) {
        self.closed.cancelled().await;
    }

    /// Ends the printer once everything sent before is written, whoever still has a handle.
    pub async fn end(self) {
        self.send(Print::End).await;
    }

    async fn send(&self, print: Print) {
        // A printer that ended has said why through its thread.
        drop(self.queue.send(print).await);
        if self.in_step {
            let (written, wait) = std::sync::mpsc::channel();
            drop(self.queue.send(Print::Step(written)).await);
            // Without a printer there is no sender any more, and no wait.
            let _written = wait.recv();
        }
    }
}

/// Drawing above the line can block, so it has a thread of its own.
fn spawn_notices(mut draw: AboveLine) -> std::sync::mpsc::SyncSender<String> {
    let (sender, receiver) = std::sync::mpsc::sync_channel::<String>(NOTICES);
    std::thread::spawn(move || receiver.iter().for_each(&mut draw));
    sender
}

/// The thread's state.
struct Writer {
    streams: Streams,
    /// Whether the last line is the live one.
    live: bool,
    /// Whether the cursor stands at the start of a line, once the live line is erased.
    fresh: bool,
    /// Notices that wait for the end of the line.
    held: Vec<String>,
    /// Whether the person edits a line.
    editing: bool,
    /// Whether another program has the terminal.
    lent: bool,
    /// Takes notices while a line is being edited.
    above_line: Option<std::sync::mpsc::SyncSender<String>>,
}

impl Writer {
    fn run(mut self, mut queue: mpsc::Receiver<Print>) -> io::Result<()> {
        while let Some(print) = queue.blocking_recv() {
            if matches!(print, Print::End) {
                break;
            }
            let outcome = self.print(print);
            if let Err(err) = outcome {
                // A reader that went away has what it wanted.
                return if err.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(err) };
            }
        }
        self.end_line()?;
        self.erase_live(&mut io::stdout())
    }

    fn print(&mut self, print: Print) -> io::Result<()> {
        match print {
            Print::Answer(text) => self.write(&mut io::stdout(), &text),
            Print::Note(text) => self.write_note(&text),
            Print::Line(text) => self.write_note(&self.in_words(&text)),
            Print::Notice(line) => {
                let line = self.in_words(&line);
                let drawn = self.editing
                    && self
                        .above_line
                        .as_ref()
                        .is_some_and(|notices| notices.try_send(line.clone()).is_ok());
                if drawn { Ok(()) } else { self.hold(line) }
            }
            Print::Live(text) => {
                self.write(&mut io::stdout(), &text)?;
                self.live = true;
                self.fresh = true;
                Ok(())
            }
            Print::Editing(editing) => {
                self.end_line()?;
                self.editing = editing;
                self.erase_live(&mut io::stdout())
            }
            Print::Clipboard(base64) => {
                let mut terminal = io::stdout();
                write!(terminal, "\x1b]52;c;{base64}\x07")?;
                terminal.flush()
            }
            Print::Lent(lent) => {
                self.lent = lent;
                if lent { self.erase_live(&mut io::stdout()) } else { self.show_held() }
            }
            Print::Fresh if self.fresh => Ok(()),
            Print::Fresh => self.write_note("\n"),
            Print::Step(written) => {
                let _gone = written.send(());
                Ok(())
            }
            Print::Flush(written) => {
                let _ = written.send(());
                Ok(())
            }
            // Ends the loop before it gets here.
            Print::End => Ok(()),
        }
    }

    /// Returns a line as it is shown.
    fn in_words(&self, line: &str) -> String {
        match self.streams {
            Streams::Chat => wrap::by_words(line, terminal::width()),
            // Whoever searches a log wants the line whole.
            Streams::Script => line.to_owned(),
        }
    }

    /// Shows a notice as soon as it would not stand in the middle of a line.
    fn hold(&mut self, notice: String) -> io::Result<()> {
        self.held.push(notice);
        if self.lent {
            // The oldest are lost before the memory is.
            let surplus = self.held.len().saturating_sub(NOTICES);
            drop(self.held.drain(..surplus));
            Ok(())
        } else if self.fresh {
            self.show_held()
        } else if self.held.len() > NOTICES {
            self.end_line()
        } else {
            Ok(())
        }
    }

    /// Shows the notices that wait, though it breaks the line.
    fn end_line(&mut self) -> io::Result<()> {
        if !self.held.is_empty() && !self.fresh {
            self.held.insert(0, String::new());
        }
        self.show_held()
    }

    fn show_held(&mut self) -> io::Result<()> {
        std::mem::take(&mut self.held)
            .into_iter()
            .try_for_each(|notice| self.write_note(&format!("{notice}\n")))
    }

    fn write_note(&mut self, text: &str) -> io::Result<()> {
        match self.streams {
            Streams::Chat => self.write(&mut io::stdout(), text),
            Streams::Script => {
                // Whoever reads the answer wants it whole, though nobody reads the rest.
                drop(self.write(&mut io::stderr(), text));
                Ok(())
            }
        }
    }

    fn write(&mut self, stream: &mut dyn Write, text: &str) -> io::Result<()> {
        self.erase_live(stream)?;
        stream.write_all(text.as_bytes())?;
        stream.flush()?;
        if text.is_empty() {
            return Ok(());
        }
        self.fresh = text.ends_with('\n');
        if self.fresh { self.show_held() } else { Ok(()) }
    }

    fn erase_live(&mut self, stream: &mut dyn Write) -> io::Result<()> {
        if std::mem::take(&mut self.live) {
            stream.write_all(ERASE.as_bytes())?;
        }
        Ok(())
    }
}
