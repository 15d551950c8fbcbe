//! The sessions: one task knows them all, and each runs in a task of its own.
//!
//! A session is its event stream. It ends when the client closes the stream, when the client
//! stops reading it, or with the server.

use std::{collections::HashMap, time::Duration};

use serde_json::Value;
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinSet,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use super::{
    desk::Desk,
    protocol::{self, Message, Session, Step},
};

/// Event streams open at once.
pub(super) const MAX_SESSIONS: usize = 64;
/// Bodies that wait for a session; above it a POST is refused.
const INBOX: usize = 64;
/// Messages that wait for the client to read them.
const OUTBOX: usize = 64;
/// Calls of one session that run side by side; above it the next one waits.
const MAX_CALLS: usize = 32;
/// How long a client may leave a full stream unread.
const UNREAD_LIMIT: Duration = Duration::from_secs(30);

/// What became of a POST.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    /// The session has it.
    Accepted,
    /// There is no such session.
    Unknown,
    /// The session has too much to do already.
    Busy,
}

/// A new session: its id and its stream of messages.
pub(super) struct Opened {
    pub(super) id: String,
    pub(super) stream: mpsc::Receiver<String>,
}

/// What the registry is asked to do.
enum Command {
    Open { reply: oneshot::Sender<Option<Opened>> },
    Deliver { id: String, messages: Vec<Message>, reply: oneshot::Sender<Delivery> },
}

/// The way to the registry, cheap to clone.
#[derive(Clone)]
pub(super) struct Sessions {
    commands: mpsc::Sender<Command>,
}

impl Sessions {
    /// Starts the registry; it ends at `shutdown`, and all sessions with it.
    pub(super) fn start(desk: Desk, shutdown: CancellationToken) -> Self {
        let (commands, queue) = mpsc::channel(INBOX);
        tokio::spawn(keep(queue, desk, shutdown));
        Self { commands }
    }

    /// Opens a session, `None` if there are too many or the server is ending.
    pub(super) async fn open(&self) -> Option<Opened> {
        let (reply, opened) = oneshot::channel();
        self.commands.send(Command::Open { reply }).await.ok()?;
        opened.await.ok().flatten()
    }

    /// Hands messages to a session.
    pub(super) async fn deliver(&self, id: String, messages: Vec<Message>) -> Delivery {
        let (reply, delivery) = oneshot::channel();
        if self.commands.send(Command::Deliver { id, messages, reply }).await.is_err() {
            return Delivery::Unknown;
        }
        delivery.await.unwrap_or(Delivery::Unknown)
    }
}

/// The registry's task: it owns the table of sessions and waits for none of them.
async fn keep(mut queue: mpsc::Receiver<Command>, desk: Desk, shutdown: CancellationToken) {
    let mut inboxes: HashMap<String, mpsc::Sender<Vec<Message>>> = HashMap::new();
    let mut running: JoinSet<String> = JoinSet::new();
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            Some(ended) = running.join_next() => match ended {
                Ok(id) => drop(inboxes.remove(&id)),
                // A session that panicked did not say which it was.
                Err(_) => inboxes.retain(|_, inbox| !inbox.is_closed()),
            },
            command = queue.recv() => match command {
                None => return,
                Some(Command::Open { reply }) => {
                    let opened = (inboxes.len() < MAX_SESSIONS).then(|| {
                        let id = format!("{:032x}", rand::random::<u128>());
                        let (inbox, messages) = mpsc::channel(INBOX);
                        let (outbox, stream) = mpsc::channel(OUTBOX);
                        inboxes.insert(id.clone(), inbox);
                        let desk = desk.clone();
                        let name = id.clone();
                        running.spawn(async move {
                            serve(messages, outbox, desk).await;
                            name
                        });
                        Opened { id, stream }
                    });
                    // If nobody took it, its stream is dropped here and the session ends.
                    drop(reply.send(opened));
                }
                Some(Command::Deliver { id, messages, reply }) => {
                    let delivery = inboxes.get(&id).map_or(Delivery::Unknown, |inbox| {
                        match inbox.try_send(messages) {
                            Ok(()) => Delivery::Accepted,
                            Err(mpsc::error::TrySendError::Full(_)) => Delivery::Busy,
                            Err(mpsc::error::TrySendError::Closed(_)) => Delivery::Unknown,
                        }
                    });
                    // A POST that was given up wants no word of it.
                    let _: Result<(), Delivery> = reply.send(delivery);
                }
            },
        }
    }
}

/// A session's task: it ends when its client is gone or the registry drops it.
async fn serve(mut inbox: mpsc::Receiver<Vec<Message>>, outbox: mpsc::Sender<String>, desk: Desk) {
    let mut session = Session::default();
    let mut calls: JoinSet<Value> = JoinSet::new();
    loop {
        tokio::select! {
            () = outbox.closed() => return,
            Some(done) = calls.join_next() => {
                if let Ok(answer) = done && send(&outbox, &answer).await.is_err() {
                    return;
                }
            }
            messages = inbox.recv(), if calls.len() < MAX_CALLS => {
                let Some(messages) = messages else { return };
                for message in messages {
                    match session.handle(message) {
                        Step::Nothing => {}
                        Step::Answer(answer) => {
                            if send(&outbox, &answer).await.is_err() {
                                return;
                            }
                        }
                        Step::Call { id, tool, arguments } => {
                            let desk = desk.clone();
                            calls.spawn(async move {
                                desk.run(tool, arguments).await.map_or_else(
                                    || protocol::failure(&id),
                                    |result| protocol::answer(&id, &result),
                                )
                            });
                        }
                    }
                }
            }
        }
    }
}

/// Puts a message on the stream; fails if the client is gone or does not read.
async fn send(outbox: &mpsc::Sender<String>, message: &Value) -> Result<(), ()> {
    match timeout(UNREAD_LIMIT, outbox.send(message.to_string())).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(()),
    }
}
