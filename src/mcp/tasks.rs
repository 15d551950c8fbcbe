//! Calls that a server answers with a task instead of a result: they are followed to their end.
//!
//! Tasks are experimental in MCP 2025-11-25 (`result.task`, `tasks/get`, `tasks/result`,
//! `tasks/cancel`) and became the extension `io.modelcontextprotocol/tasks`, whose `tasks/get` holds
//! the result itself. Both are read; neither is asked for.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep, timeout_at};
use tracing::info;

use super::client::{Ask, Call, Client};
use super::error::McpError;
use super::pending::Outcome;
use super::protocol::{Progress, RpcError};
use crate::untrusted::Untrusted;

/// How long is waited between two looks: where the server does not say, and within which bounds if
/// it does.
const PAUSE: Duration = Duration::from_secs(1);
const SHORTEST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(30);

/// How a task stands.
#[derive(Clone, Debug, PartialEq)]
struct Task {
    id: String,
    status: String,
    message: Option<Untrusted>,
    pause: Duration,
    /// What a task of the extension ended with.
    outcome: Option<Result<Value, RpcError>>,
}

impl Task {
    /// Reads a task; `None` if this is none.
    fn read(task: &Value) -> Option<Self> {
        let text = |key: &str| task.get(key).and_then(Value::as_str);
        let pause = ["pollInterval", "pollIntervalMs"].into_iter().find_map(|it| task.get(it));
        let pause = pause.and_then(Value::as_u64).map_or(PAUSE, Duration::from_millis);
        let error = task.get("error").filter(|error| !error.is_null());
        let result = task.get("result").filter(|result| result.is_object());
        Some(Self {
            id: text("taskId")?.to_owned(),
            status: text("status").unwrap_or("working").to_owned(),
            message: text("statusMessage").map(Untrusted::from),
            pause: pause.clamp(SHORTEST, LONGEST),
            outcome: match (error, result) {
                (Some(error), _) => Some(Err(RpcError::read(error))),
                (None, Some(result)) => Some(Ok(result.clone())),
                (None, None) => None,
            },
        })
    }

    /// Reads the task that a call was answered with.
    fn of_call(result: &Value) -> Option<Self> {
        match result.get("task") {
            Some(task) => Self::read(task),
            None if result.get("resultType").is_some_and(|kind| kind == "task") => {
                Self::read(result)
            }
            None => None,
        }
    }

    /// Returns what to tell of it.
    fn progress(&self, looks: u32) -> Progress {
        let message = match &self.message {
            Some(message) => format!("{}: {}", self.status, message.raw()),
            None => self.status.clone(),
        };
        Progress { progress: looks.into(), total: None, message: Some(message.into()) }
    }
}

/// Cancels a task that nobody waits for any more.
struct Guard {
    client: Client,
    id: Option<String>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        let (Some(id), Ok(runtime)) = (self.id.take(), tokio::runtime::Handle::try_current())
        else {
            return;
        };
        let client = self.client.clone();
        info!("a task is given up");
        runtime.spawn(async move {
            let params = json!({ "taskId": id });
            // It has a limit of its own, and nobody can do more about it.
            drop(client.request(Ask::plain("tasks/cancel", Some(params))).await);
        });
    }
}

impl Client {
    /// Returns the result of a call; if it was answered with a task, at the end of that. Dropping
    /// the future cancels the task.
    pub(super) async fn followed(&self, call: &Call, result: Value, cap: Duration) -> Outcome {
        let Some(mut task) = Task::of_call(&result) else { return Ok(result) };
        let end = Instant::now() + cap;
        let mut guard = Guard { client: self.clone(), id: Some(task.id.clone()) };
        let mut looks = 0;
        let follow = async {
            loop {
                if let Some(watcher) = &call.progress {
                    // A watcher that does not keep up misses some.
                    drop(watcher.try_send(task.progress(looks)));
                }
                match (task.outcome.take(), task.status.as_str()) {
                    (Some(outcome), _) => return outcome.map_err(failed),
                    // What the server wants to know it asks on the way to the result.
                    (None, "completed" | "failed" | "input_required") => {
                        let ask = self.about_task("tasks/result", &task.id);
                        return self.request(ask.within(self.call_limits())).await;
                    }
                    (None, "cancelled") => {
                        return Err(failed(RpcError {
                            code: 0,
                            message: "the server cancelled the task".into(),
                            data: Value::Null,
                        }));
                    }
                    (None, _) => {}
                }
                sleep(task.pause).await;
                looks += 1;
                let id = task.id.clone();
                let next = self.request(self.about_task("tasks/get", &id)).await?;
                // An answer that says nothing leaves all as it was.
                if let Some(next) = Task::read(&next).or_else(|| Task::of_call(&next)) {
                    task = Task { id, ..next };
                }
            }
        };
        let outcome = timeout_at(end, follow).await;
        let over = |_| McpError::Timeout { method: "tools/call".into(), limit: cap, idle: false };
        let outcome = outcome.map_err(over)?;
        guard.id = None;
        outcome
    }

    fn about_task(&self, method: &'static str, id: &str) -> Ask {
        Ask::plain(method, Some(json!({ "taskId": id })))
    }
}

fn failed(error: RpcError) -> McpError {
    McpError::Rpc { method: "tools/call".into(), code: error.code, message: error.message }
}
