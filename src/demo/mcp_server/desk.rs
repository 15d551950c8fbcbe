//! The one thread that owns the store: SQLite blocks, so no async task touches it.

use std::{io, thread};

use serde_json::{Map, Value};
use tokio::sync::{mpsc, oneshot};

use super::tools::Tool;
use crate::demo::employees::Store;

/// Calls that wait for the store; above it the senders wait.
const QUEUE: usize = 64;

/// One call and where its result goes.
struct Job {
    tool: Tool,
    arguments: Map<String, Value>,
    reply: oneshot::Sender<Value>,
}

/// The way to the store, cheap to clone. The thread ends with the last one.
#[derive(Clone)]
pub(super) struct Desk {
    jobs: mpsc::Sender<Job>,
}

impl Desk {
    /// Starts the thread.
    ///
    /// # Errors
    /// Fails if the system gives no thread.
    pub(super) fn open(mut store: Store) -> io::Result<Self> {
        let (jobs, mut queue) = mpsc::channel::<Job>(QUEUE);
        thread::Builder::new().name("employees".to_owned()).spawn(move || {
            while let Some(job) = queue.blocking_recv() {
                // A caller that went away wants no result; a write is done all the same.
                drop(job.reply.send(job.tool.run(&mut store, job.arguments)));
            }
        })?;
        Ok(Self { jobs })
    }

    /// Runs a tool and returns its result, `None` if the thread is gone.
    ///
    /// Waits at most for the calls before it, each limited by the store's busy timeout.
    pub(super) async fn run(&self, tool: Tool, arguments: Map<String, Value>) -> Option<Value> {
        let (reply, result) = oneshot::channel();
        self.jobs.send(Job { tool, arguments, reply }).await.ok()?;
        result.await.ok()
    }
}
