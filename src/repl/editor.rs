//! The line editor on a thread of its own: rustyline blocks, and cannot be stopped from outside.
//!
//! It reads only when it is asked, so that a turn and a line never compete for the terminal. Every
//! line is appended to the history file at once.

use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};

use rustyline::config::Configurer as _;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{
    Cmd, CompletionType, ConditionalEventHandler, Editor as Rustyline, Event, EventContext,
    EventHandler, ExternalPrinter as _, KeyCode, KeyEvent, Modifiers, Movement, RepeatCount,
};
use tokio::sync::{mpsc, oneshot};
use tracing::warn;

use super::assist::Assist;
use super::compose::compose;
use super::history::History;
use super::message;
use crate::config::EditMode;
use crate::terminal;
use crate::text::Lang;
use crate::ui::AboveLine;

/// Lines kept in the history file.
const HISTORY: usize = 2000;

/// What came of reading a line.
#[derive(Debug)]
pub(super) enum Read {
    /// A line, or several that were pasted or joined with Alt-Enter or `\\`.
    Line(String),
    /// Ctrl-C on an empty line.
    Interrupted,
    /// Ctrl-D, or the terminal is gone.
    End,
    /// Bytes that are no UTF-8 text; the line is lost.
    NoText,
    /// The editor failed.
    Failed(String),
}

struct Request {
    /// The prompt, plain and styled; both of the same width.
    prompt: (String, String),
    /// What stands in the line at first.
    initial: String,
    /// Whether it is a message, which belongs into the history, rather than an answer.
    remember: bool,
    reply: oneshot::Sender<Read>,
}

/// A handle to the editor's thread, which ends when the handle is dropped.
pub(super) struct Editor {
    requests: mpsc::Sender<Request>,
}

impl Editor {
    /// Starts the thread. Returns what draws notices above the line, where the terminal can.
    ///
    /// # Errors
    /// Fails if there is no terminal to edit on.
    pub(super) fn start(
        mut history: History,
        mode: EditMode,
        assist: Assist,
        lang: Lang,
    ) -> rustyline::Result<(Self, Option<AboveLine>)> {
        let mut editors = Editors { messages: messages(mode, assist, lang)?, answers: answers()? };
        history.load(&mut editors.messages);
        let answering = Arc::new(AtomicBool::new(false));
        let above_line = editors.above_line(Arc::clone(&answering));
        let (requests, received) = mpsc::channel(1);
        std::thread::spawn(move || serve(editors, received, &answering, history));
        Ok((Self { requests }, above_line))
    }

    /// Reads a line.
    pub(super) async fn read(
        &self,
        prompt: (String, String),
        initial: String,
        remember: bool,
    ) -> Read {
        let (reply, read) = oneshot::channel();
        if self.requests.send(Request { prompt, initial, remember, reply }).await.is_err() {
            return Read::End;
        }
        read.await.unwrap_or(Read::End)
    }
}

/// One editor for messages and one for answers to our questions. Each keeps what was typed ahead of
/// its next line, and what was typed ahead of a question must not answer it.
struct Editors {
    messages: Rustyline<Assist, DefaultHistory>,
    answers: Rustyline<(), DefaultHistory>,
}

impl Editors {
    /// Returns what draws a notice above the line that is being edited, where the terminal can;
    /// `answering` tells which of both that is.
    fn above_line(&mut self, answering: Arc<AtomicBool>) -> Option<AboveLine> {
        let mut message = self.messages.create_external_printer().ok()?;
        let mut answer = self.answers.create_external_printer().ok()?;
        Some(Box::new(move |line: String| {
            // Between two lines it writes to the letter, without an end of its own.
            let line = format!("{line}\n");
            let drawn = if answering.load(Ordering::Relaxed) {
                answer.print(line)
            } else {
                message.print(line)
            };
            if let Err(err) = drawn {
                warn!(%err, "a notice could not be drawn");
            }
        }))
    }

    fn read(&mut self, request: &Request) -> rustyline::Result<String> {
        let (plain, styled) = &request.prompt;
        let initial = (request.initial.as_str(), "");
        if request.remember {
            self.messages.readline_with_initial(&(plain, styled), initial)
        } else {
            self.answers.readline_with_initial(&(plain, styled), initial)
        }
    }
}

fn messages(
    mode: EditMode,
    assist: Assist,
    lang: Lang,
) -> rustyline::Result<Rustyline<Assist, DefaultHistory>> {
    let mut editor = Rustyline::<Assist, DefaultHistory>::new()?;
    editor.set_helper(Some(assist));
    editor.set_completion_type(CompletionType::List);
    editor.set_edit_mode(match mode {
        EditMode::Emacs => rustyline::EditMode::Emacs,
        EditMode::Vi => rustyline::EditMode::Vi,
    });
    editor.set_max_history_size(HISTORY)?;
    editor.set_history_ignore_dups(true)?;
    editor.set_history_ignore_space(true);
    editor.set_auto_add_history(false);
    // Not Ctrl-J: an Enter that is typed ahead, while the terminal is not raw, arrives as one.
    editor.bind_sequence(KeyEvent(KeyCode::Enter, Modifiers::ALT), Cmd::Newline);
    editor
        .bind_sequence(KeyEvent::ctrl('c'), EventHandler::Conditional(Box::new(ClearOrInterrupt)));
    let elsewhere = Elsewhere::new(&mut editor, lang)?;
    editor.bind_sequence(
        Event::KeySeq(vec![KeyEvent::ctrl('x'), KeyEvent::ctrl('e')]),
        EventHandler::Conditional(Box::new(elsewhere)),
    );
    Ok(editor)
}

fn answers() -> rustyline::Result<Rustyline<(), DefaultHistory>> {
    let mut editor = Rustyline::<(), DefaultHistory>::new()?;
    editor.set_auto_add_history(false);
    editor
        .bind_sequence(KeyEvent::ctrl('c'), EventHandler::Conditional(Box::new(ClearOrInterrupt)));
    Ok(editor)
}

/// Ctrl-X Ctrl-E opens the line in the person's editor.
struct Elsewhere {
    lang: Lang,
    /// Draws above the line why that failed.
    told: SyncSender<String>,
}

impl Elsewhere {
    fn new(editor: &mut Rustyline<Assist, DefaultHistory>, lang: Lang) -> rustyline::Result<Self> {
        let (told, telling) = sync_channel::<String>(1);
        // A terminal too simple for it shows nothing above its line.
        if let Ok(mut printer) = editor.create_external_printer() {
            std::thread::spawn(move || {
                telling.iter().for_each(|line| drop(printer.print(line + "\n")));
            });
        }
        Ok(Self { lang, told })
    }
}

impl ConditionalEventHandler for Elsewhere {
    fn handle(
        &self,
        _: &Event,
        _: RepeatCount,
        _: bool,
        context: &EventContext<'_>,
    ) -> Option<Cmd> {
        let line = context.line().to_owned();
        match terminal::as_found(|| compose(&line)) {
            Ok(edited) => Some(Cmd::Replace(Movement::WholeBuffer, Some(edited))),
            Err(error) => {
                let problem = error.explain(self.lang).lines(self.lang).join("\n");
                // If it is full, one is being told already.
                drop(self.told.try_send(problem));
                Some(Cmd::Repaint)
            }
        }
    }
}

/// Ctrl-C clears a line that holds something, and interrupts on an empty one.
struct ClearOrInterrupt;

impl ConditionalEventHandler for ClearOrInterrupt {
    fn handle(
        &self,
        _: &Event,
        _: RepeatCount,
        _: bool,
        context: &EventContext<'_>,
    ) -> Option<Cmd> {
        let clear = !context.line().is_empty();
        Some(if clear { Cmd::Kill(Movement::WholeBuffer) } else { Cmd::Interrupt })
    }
}

fn serve(
    mut editors: Editors,
    mut requests: mpsc::Receiver<Request>,
    answering: &AtomicBool,
    mut history: History,
) {
    while let Some(request) = requests.blocking_recv() {
        answering.store(!request.remember, Ordering::Relaxed);
        let read = match editors.read(&request) {
            Ok(line) => {
                if request.remember && !line.trim().is_empty() {
                    history.save(&mut editors.messages, &message::joined(&line));
                }
                Read::Line(line)
            }
            Err(err) => failed(err),
        };
        drop(request.reply.send(read));
    }
}

fn failed(err: ReadlineError) -> Read {
    match err {
        ReadlineError::Interrupted => Read::Interrupted,
        ReadlineError::Eof => Read::End,
        ReadlineError::Io(err) if err.kind() == ErrorKind::InvalidData => Read::NoText,
        err => Read::Failed(err.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::{Read, ReadlineError, failed};

    #[test]
    fn bytes_of_another_encoding_do_not_end_the_chat() {
        let invalid = ReadlineError::from(ErrorKind::InvalidData);
        assert!(matches!(failed(invalid), Read::NoText));
        let gone = ReadlineError::Io(Error::from(ErrorKind::NotConnected));
        assert!(matches!(failed(gone), Read::Failed(_)));
    }
}
