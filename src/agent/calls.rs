//! The calls of a round, side by side, at most sixteen at once.

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;

use futures_util::future::{AbortHandle, Abortable, BoxFuture};
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use serde_json::{Map, Value};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::activity::{Activity, CallOutcome};
use super::driver::tell;
use super::kept::Kept;
use super::result;
use super::shape::Shape;
use crate::error::Explain as _;
use crate::mcp::protocol::Tool;
use crate::mcp::{self, Call, Delivery, McpError};
use crate::text::Lang;
use crate::untrusted::Untrusted;

/// Calls under way at once.
const MAX_RUNNING: usize = 16;
/// News of progress that may wait to be shown.
const PROGRESS: usize = 8;

/// A call's place in the round, its result as the model reads it, and whole.
type Ended = (usize, String, Kept);

/// The calls under way and those that wait for a place.
pub(super) struct Calls {
    mcp: mcp::Client,
    results: Option<PathBuf>,
    activity: mpsc::Sender<Activity>,
    running: FuturesUnordered<Abortable<BoxFuture<'static, Ended>>>,
    waiting: VecDeque<Abortable<BoxFuture<'static, Ended>>>,
    /// The results of the calls that ended.
    kept: Vec<Kept>,
    /// What gives up a single call, its tool's name and its arguments, by its place in the round.
    handles: HashMap<usize, (AbortHandle, Untrusted, Untrusted)>,
}

impl Calls {
    pub(super) fn new(
        mcp: mcp::Client,
        results: Option<PathBuf>,
        activity: mpsc::Sender<Activity>,
    ) -> Self {
        Self {
            mcp,
            results,
            activity,
            running: FuturesUnordered::new(),
            waiting: VecDeque::new(),
            kept: Vec::new(),
            handles: HashMap::new(),
        }
    }

    /// Takes the results of the calls that ended so far.
    pub(super) fn take_kept(&mut self) -> Vec<Kept> {
        std::mem::take(&mut self.kept)
    }

    /// Adds a call; it begins when [`Self::next`] is polled and there is a place.
    pub(super) fn add(&mut self, call: usize, tool: &Tool, arguments: Map<String, Value>) {
        let shown = Untrusted::new(Value::Object(arguments.clone()).to_string());
        let run = run(
            call,
            tool.clone(),
            (arguments, shown.clone()),
            self.mcp.clone(),
            self.results.clone(),
            self.activity.clone(),
        );
        let (handle, registration) = AbortHandle::new_pair();
        self.handles.insert(call, (handle, tool.name.clone(), shown));
        self.waiting.push_back(Abortable::new(Box::pin(run), registration));
    }

    /// Gives one call up; the server is told if it is under way. It never ends.
    pub(super) async fn abandon(&mut self, call: usize, activity: &mpsc::Sender<Activity>) {
        if let Some((handle, name, arguments)) = self.handles.remove(&call) {
            handle.abort();
            let outcome = CallOutcome::Abandoned;
            tell(activity, Activity::CallEnded { call, name, arguments, outcome }).await;
        }
    }

    /// Waits for the next call that ends; for ever if there is none.
    pub(super) async fn next(&mut self) -> (usize, String) {
        loop {
            while self.running.len() < MAX_RUNNING
                && let Some(call) = self.waiting.pop_front()
            {
                self.running.push(call);
            }
            match self.running.next().await {
                Some(Ok((call, text, kept))) => {
                    self.handles.remove(&call);
                    self.kept.push(kept);
                    return (call, text);
                }
                // It was given up.
                Some(Err(_)) => {}
                None => std::future::pending().await,
            }
        }
    }

    /// Gives every call up; the server is told of those under way.
    pub(super) fn give_up(&mut self) {
        self.waiting.clear();
        self.running.clear();
        self.handles.clear();
    }
}

async fn run(
    call: usize,
    tool: Tool,
    (arguments, shown): (Map<String, Value>, Untrusted),
    mcp: mcp::Client,
    results: Option<PathBuf>,
    activity: mpsc::Sender<Activity>,
) -> Ended {
    let name = tool.name.clone();
    let told = Activity::CallStarted { call, name: name.clone(), arguments: shown.clone() };
    tell(&activity, told).await;
    let (watcher, mut progress) = mpsc::channel(PROGRESS);
    let request = Call {
        name: name.raw().to_owned(),
        arguments,
        repeatable: tool.hints.repeatable(),
        progress: Some(watcher),
    };
    let began = Instant::now();
    let outcome = mcp.call_tool(&request);
    tokio::pin!(outcome);
    let outcome = loop {
        tokio::select! {
            outcome = &mut outcome => break outcome,
            Some(progress) = progress.recv() => {
                tell(&activity, Activity::CallProgress { call, progress }).await;
            }
        }
    };
    let elapsed = began.elapsed();
    // What came right before the answer.
    while let Ok(progress) = progress.try_recv() {
        tell(&activity, Activity::CallProgress { call, progress }).await;
    }
    let (text, outcome, kept) = match outcome {
        Ok(result) => {
            let text = result::text(&result);
            let shape = Shape::of(&text);
            let text = result::fit(text, results.as_deref());
            let outcome = if result.is_error {
                let reason = text.as_str().into();
                CallOutcome::Failed { elapsed, reason, error: None, unknown: false }
            } else {
                CallOutcome::Done { elapsed, shape, text: text.as_str().into() }
            };
            let kept = Kept { name: name.clone(), arguments: shown.clone(), result };
            (text, outcome, kept)
        }
        Err(error) => {
            let text = for_model(&error);
            let unknown = error.delivery() == Delivery::Unknown;
            let (reason, error) = (text.as_str().into(), Some(Box::new(error)));
            let outcome = CallOutcome::Failed { elapsed, reason, error, unknown };
            let kept = Kept::failed(name.clone(), shown.clone(), &text);
            (text, outcome, kept)
        }
    };
    tell(&activity, Activity::CallEnded { call, name, arguments: shown, outcome }).await;
    (call, text, kept)
}

/// Returns a failed call as the model reads it. English, like everything that only models read.
fn for_model(error: &McpError) -> String {
    // What a person is advised to do then is of no use to a model.
    if let McpError::Rpc { code, message, .. } = error {
        return format!("Error: {} (code {code})", message.raw());
    }
    let problem = error.explain(Lang::En);
    format!("Error: {}: {}. {}.", problem.what, problem.cause, problem.advice)
}
