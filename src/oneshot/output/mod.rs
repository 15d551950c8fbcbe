//! What a script gets on standard output: the answer's text, or JSON alone.
//!
//! Standard error is the same in each format. JSON holds foreign text as it came, so it is printed
//! by [`visible_line`](crate::untrusted::visible_line), which loses nothing and leaves no character
//! that a terminal would act upon.

mod diagnosis;
mod document;
mod event;
mod part;
mod question;
mod recorder;
mod schema;
mod setting;

use tokio::sync::watch;

use crate::cli::Format;
use crate::error::{Exit, Problem};
use crate::mcp::Status;
use crate::tape::Tape;
use crate::text::Lang;
use crate::turns::{Connection, ConnectionNews};
use crate::ui::Printer;

pub use diagnosis::{Check, Checked, Diagnosis};
pub use document::{Answer, Failure};
pub use event::{Event, Session};
pub use part::{Finish, Notice, NoticeKind, Server};
pub(super) use question::Question;
pub use schema::schema;
pub use setting::Setting;

use document::Account;

/// Tells what happens, in the format that was asked for. Clones tell in the order in which they
/// are used.
#[derive(Clone)]
pub struct Output {
    printer: Printer,
    format: Format,
    lang: Lang,
    session: Option<Session>,
    tape: Tape,
}

impl Output {
    /// Makes the output of a script.
    pub fn new(printer: Printer, format: Format, lang: Lang) -> Self {
        Self { printer, format, lang, session: None, tape: Tape::Off }
    }

    /// Lets a recording take part from now on.
    #[must_use]
    pub fn with_tape(self, tape: &Tape) -> Self {
        Self { tape: tape.clone(), ..self }
    }

    /// Tells that questions can be put now.
    pub async fn ready(&mut self, session: Session) {
        self.event(&Event::Ready(session.clone())).await;
        self.session = Some(session);
    }

    /// Takes in what a command may have changed: the conversation or the model.
    pub(super) async fn follow(&mut self, conversation: Option<String>, model: &str) {
        let Some(known) = &self.session else { return };
        // A replay makes other ids; its recording knows what they were.
        let conversation = self.tape.same("conversation", conversation);
        if known.conversation != conversation || known.model != model {
            let model = model.to_owned();
            self.ready(Session { conversation, model, ..known.clone() }).await;
        }
    }

    /// Tells something that the person should know.
    pub async fn notice(&self, kind: NoticeKind, text: String) {
        self.printer.line(&text).await;
        self.event(&Event::Notice(Notice { kind, text })).await;
    }

    /// Tells what a slash command answers.
    pub async fn page(&self, text: String) {
        self.printer.note(text.as_str()).await;
        self.event(&Event::Notice(Notice { kind: NoticeKind::Command, text })).await;
    }

    /// Tells of a failure that is about no question, or about one that could not be put; returns
    /// the status that it leads to.
    pub async fn fail(&self, problem: &Problem, line: Option<u64>) -> Exit {
        self.tell(problem).await;
        self.failed(problem, line).await
    }

    /// Tells that it was interrupted while no question was put.
    pub async fn interrupted(&self) -> Exit {
        self.failed(&interrupted(self.lang), None).await
    }

    /// Waits until nothing can be printed any more, because the reader went away.
    pub async fn closed(&self) {
        self.printer.closed().await;
    }

    /// Shows a failure on standard error.
    pub(super) async fn tell(&self, problem: &Problem) {
        for line in problem.lines(self.lang) {
            self.printer.line(line).await;
        }
    }

    async fn failed(&self, problem: &Problem, line: Option<u64>) -> Exit {
        let problem = &problem.in_words(self.lang);
        match self.format {
            Format::Text => {}
            Format::Json => {
                let (session, account) = (self.session.as_ref(), Account::default());
                let answer = Answer::new(session, line, Finish::NotStarted, account, Some(problem));
                self.printer.answer(answer.line()).await;
            }
            Format::StreamJson => self.event(&Event::error(problem, line)).await,
        }
        problem.exit
    }

    async fn event(&self, event: &Event) {
        match self.format {
            Format::StreamJson => self.printer.answer(event.line()).await,
            Format::Text | Format::Json => {}
        }
    }
}

/// Tells what happens to the connection, until it is closed.
pub async fn watch_connection(status: watch::Receiver<Status>, output: Output) {
    let mut news = ConnectionNews::new(status);
    while let Some(connection) = news.next().await {
        let kind = match connection {
            Connection::Reconnecting => NoticeKind::ServerReconnecting,
            Connection::Back { .. } => NoticeKind::ServerBack,
            Connection::Down => NoticeKind::ServerDown,
        };
        let text = connection.text(output.lang);
        output.printer.notice(text.as_str()).await;
        output.event(&Event::Notice(Notice { kind, text })).await;
    }
}

/// Returns what JSON output says of an interruption; a person knows what they pressed.
pub fn interrupted(lang: Lang) -> Problem {
    Problem {
        exit: Exit::Interrupted,
        what: lang.interrupted(),
        cause: lang.interrupted_cause(),
        advice: lang.interrupted_advice(),
    }
}
