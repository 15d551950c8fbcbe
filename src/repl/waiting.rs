//! What the server asks while nobody can be asked at once: it waits for the end of the line that is
//! being edited, and for the person while a turn goes on.

use std::collections::VecDeque;
use std::pin::Pin;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{Chat, asked};
use crate::command::{Command, Line};
use crate::mcp::requests::ServerRequest;
use crate::turns::Interrupts;

/// What the server asks of the person.
pub struct Questions {
    pub(super) arriving: mpsc::Receiver<ServerRequest>,
    /// Those that came while a line was being edited.
    pub(super) waiting: VecDeque<ServerRequest>,
}

impl Questions {
    /// Takes where they arrive.
    pub fn new(arriving: mpsc::Receiver<ServerRequest>) -> Self {
        Self { arriving, waiting: VecDeque::new() }
    }
}

impl Chat {
    /// Whether the server asks something, so that Enter shows that; who leaves is not kept.
    pub(super) fn is_asked(&mut self, line: &str) -> bool {
        self.questions.waiting.retain(|request| !request.withdrawn.is_cancelled());
        !self.questions.waiting.is_empty() && Line::parse(line) != Line::Command(Command::Leave)
    }

    /// Answers what the server asked while a line was being edited.
    pub(super) async fn answer_waiting(&mut self, typed_ahead: &mut String) {
        self.sampler.set_model(self.agent.model());
        while let Some(request) = self.questions.waiting.pop_front() {
            let Self { prompt, printer, lang, theme, tape, sampler, interrupts, .. } = self;
            let (lang, theme) = (*lang, *theme);
            let desk = asked::Desk { editor: &prompt.editor, printer, lang, theme, tape };
            let stop = CancellationToken::new();
            let answered = desk.answer(request, sampler, &stop, typed_ahead);
            let nothing = std::pin::pin!(std::future::pending::<()>());
            beside(answered, nothing, interrupts, &stop).await;
        }
    }
}

/// Waits until a question is answered, while the turn goes on: what it tells is shown afterwards.
/// Ctrl-C outside the line editor is for `stop`. Returns how the turn ended, if it did.
pub(super) async fn beside<T>(
    answered: impl Future<Output = ()>,
    mut turn: Pin<&mut impl Future<Output = T>>,
    interrupts: &mut Interrupts,
    stop: &CancellationToken,
) -> Option<T> {
    let mut ended = None;
    tokio::pin!(answered);
    loop {
        tokio::select! {
            biased;
            () = interrupts.next() => stop.cancel(),
            () = &mut answered => return ended,
            end = &mut turn, if ended.is_none() => ended = Some(end),
        }
    }
}
