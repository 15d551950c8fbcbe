//! Plays a recording: one task hands out what was recorded, each event at its time and in its
//! order, to whoever asks for such a thing.
//!
//! It needs a runtime whose clock stands still: that leaps to the next timer when no task has
//! anything left to do, so an event comes once all that the one before led to is done. Nobody
//! waits for ever: what was recorded and is not asked for, or is asked for and was not recorded,
//! ends the replay.

use std::collections::BTreeMap;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, sleep_until};

use super::error::Diverged;
use super::format::{Broken, Event, Head, Header, Input, Request};
use super::matching;
use super::read::Recording;
use crate::terminal;

/// Asks that may wait.
const ASKS: usize = 64;
/// How long, by the replay's clock, an event waits for someone to ask for it.
const PATIENCE: Duration = Duration::from_secs(60);
/// The same once a request was sent that has no answer: most often that is the reason.
const LITTLE_PATIENCE: Duration = Duration::from_secs(1);
/// How often every other task may run before the next event comes: what one event leads to passes
/// through a dozen tasks.
const SETTLE: usize = 64;

/// A piece of a recorded response.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Status and headers.
    Head(Head),
    /// The next bytes of the body.
    Bytes(Bytes),
    /// The body is whole.
    Done,
    /// It broke off, or there is no response.
    Broken(Broken),
}

/// A recorded response that is being played. Not bounded: what it holds is in memory anyway.
#[derive(Debug)]
pub struct Parts(mpsc::UnboundedReceiver<Part>);

impl Parts {
    /// Waits for the next piece; for ever if there is none, as the session did.
    pub async fn next(&mut self) -> Part {
        match self.0.recv().await {
            Some(part) => part,
            None => pending().await,
        }
    }
}

/// A handle to what plays a recording.
#[derive(Clone, Debug)]
pub struct Player {
    header: Arc<Header>,
    asks: mpsc::Sender<Ask>,
    outside: Arc<BTreeMap<String, Recalled>>,
    diverged: watch::Receiver<Option<Diverged>>,
    began: Instant,
}

/// What was recorded under one label, and how much of it was asked for.
#[derive(Debug)]
struct Recalled {
    values: Vec<Value>,
    next: AtomicUsize,
}

#[derive(Debug)]
enum Ask {
    Exchange { request: Request, reply: oneshot::Sender<mpsc::UnboundedReceiver<Part>> },
    Input(oneshot::Sender<Input>),
    Interrupts(mpsc::Sender<()>),
}

impl Player {
    /// Begins to play, in the runtime that this is called in.
    pub fn start(recording: Recording) -> Self {
        let Recording { header, events, requests, outside, whole } = recording;
        let (asks, received) = mpsc::channel(ASKS);
        let (verdict, diverged) = watch::channel(None);
        let began = Instant::now();
        let open = requests.into_iter().map(|(number, request)| (number, (request, None)));
        let conductor = Conductor {
            asks: received,
            began,
            exchanges: open.collect(),
            input: None,
            interrupts: Vec::new(),
            unanswered: Vec::new(),
        };
        tokio::spawn(async move {
            let end = conductor.run(events, whole).await;
            verdict.send_replace(Some(end));
            // Whoever still asks gets no answer; the verdict ends the replay.
            pending::<()>().await;
        });
        let recalled = |values| Recalled { values, next: AtomicUsize::new(0) };
        let outside = outside.into_iter().map(|(label, values)| (label, recalled(values)));
        let (header, outside) = (Arc::new(header), Arc::new(outside.collect()));
        Self { header, asks, outside, diverged, began }
    }

    /// Returns how the session was set up.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Asks for the response to a request.
    pub async fn ask(&self, request: Request) -> Parts {
        let (reply, answer) = oneshot::channel();
        drop(self.asks.send(Ask::Exchange { request, reply }).await);
        match answer.await {
            Ok(parts) => Parts(parts),
            Err(_) => pending().await,
        }
    }

    /// Waits for what the person typed.
    pub async fn input(&self) -> Input {
        let (reply, answer) = oneshot::channel();
        drop(self.asks.send(Ask::Input(reply)).await);
        match answer.await {
            Ok(input) => input,
            Err(_) => pending().await,
        }
    }

    /// Returns the Ctrl-C of the session from now on.
    pub fn interrupts(&self) -> mpsc::Receiver<()> {
        let (sender, receiver) = mpsc::channel(1);
        let asks = self.asks.clone();
        tokio::spawn(async move { drop(asks.send(Ask::Interrupts(sender)).await) });
        receiver
    }

    /// Returns the next value that was recorded under a label.
    pub fn recall<T: DeserializeOwned>(&self, label: &str) -> Option<T> {
        let recalled = self.outside.get(label)?;
        let value = recalled.values.get(recalled.next.fetch_add(1, Ordering::Relaxed))?;
        serde_json::from_value(value.clone()).ok()
    }

    /// Returns the time of day in the session.
    pub(super) fn now(&self) -> SystemTime {
        let since = Duration::from_secs(self.header.started).checked_add(self.began.elapsed());
        since.and_then(|since| UNIX_EPOCH.checked_add(since)).unwrap_or(UNIX_EPOCH)
    }

    /// Waits until the recording turns out not to fit.
    pub async fn diverged(&self) -> Diverged {
        let mut diverged = self.diverged.clone();
        match diverged.wait_for(Option::is_some).await {
            Ok(found) => match &*found {
                Some(found) => found.clone(),
                None => Diverged::Over,
            },
            Err(_) => pending().await,
        }
    }
}

/// The task's state.
struct Conductor {
    asks: mpsc::Receiver<Ask>,
    began: Instant,
    /// By number: the request, and who gets the response once it was asked for.
    exchanges: BTreeMap<u64, (Request, Option<mpsc::UnboundedSender<Part>>)>,
    input: Option<oneshot::Sender<Input>>,
    interrupts: Vec<mpsc::Sender<()>>,
    /// Requests that no recorded one is like, kept open. They need not matter: the session may
    /// have ended before it sent them.
    unanswered: Vec<(String, mpsc::UnboundedSender<Part>)>,
}

impl Conductor {
    /// Plays to the end; returns what is wrong with a program that still goes on then.
    async fn run(
        mut self,
        events: impl IntoIterator<Item = super::format::Entry>,
        whole: bool,
    ) -> Diverged {
        for super::format::Entry { at, event } in events {
            self.wait_until(self.began + Duration::from_millis(at)).await;
            let due = Instant::now();
            while !self.is_awaited(&event) {
                let patience = due + self.patience();
                tokio::select! {
                    ask = self.asks.recv() => self.take(ask).await,
                    () = sleep_until(patience) => {
                        return self.lacking().unwrap_or(Diverged::Unasked(self.describe(&event)));
                    }
                }
            }
            self.deliver(event);
        }
        if !whole {
            self.wait_until(Instant::now()).await;
            return Diverged::Cut;
        }
        // The program has until then to end by itself.
        self.wait_until(Instant::now() + self.patience()).await;
        self.lacking().unwrap_or(Diverged::Over)
    }

    fn patience(&self) -> Duration {
        if self.unanswered.is_empty() { PATIENCE } else { LITTLE_PATIENCE }
    }

    /// Returns what the recording lacks, if it is known.
    fn lacking(&self) -> Option<Diverged> {
        self.unanswered
            .iter()
            .find(|(_, asked)| !asked.is_closed())
            .map(|(request, _)| Diverged::Unanswered(request.clone()))
    }

    /// Answers asks until it is time, and until all is done that the event before led to.
    async fn wait_until(&mut self, due: Instant) {
        for _ in 0..SETTLE {
            tokio::task::yield_now().await;
            while let Ok(ask) = self.asks.try_recv() {
                self.take(Some(ask)).await;
            }
        }
        loop {
            tokio::select! {
                biased;
                ask = self.asks.recv() => self.take(ask).await,
                () = sleep_until(due) => return,
            }
        }
    }

    async fn take(&mut self, ask: Option<Ask>) {
        match ask {
            Some(Ask::Exchange { request, reply }) => {
                let open = self.exchanges.iter().filter(|(_, (_, asked))| asked.is_none());
                let open = open.map(|(number, (request, _))| (*number, request));
                let found = matching::find(open, &request);
                let (sender, parts) = mpsc::unbounded_channel();
                match found.and_then(|number| self.exchanges.get_mut(&number)) {
                    Some((_, asked)) => *asked = Some(sender),
                    None => self.unanswered.push((matching::describe(&request), sender)),
                }
                // Who asked may have been cancelled since.
                drop(reply.send(parts));
            }
            Some(Ask::Input(reply)) => self.input = Some(reply),
            Some(Ask::Interrupts(sender)) => self.interrupts.push(sender),
            // Nobody can ask any more: the program is ending.
            None => pending().await,
        }
    }

    /// Whether somebody is there to take the event.
    fn is_awaited(&mut self, event: &Event) -> bool {
        match event {
            Event::Head { exchange, .. }
            | Event::Body { exchange, .. }
            | Event::Done { exchange }
            | Event::Broken { exchange, .. } => {
                self.exchanges.get(exchange).is_some_and(|(_, asked)| asked.is_some())
            }
            Event::Input { .. } => self.input.as_ref().is_some_and(|reply| !reply.is_closed()),
            Event::Interrupt => {
                self.interrupts.retain(|sender| !sender.is_closed());
                !self.interrupts.is_empty()
            }
            Event::Request { .. }
            | Event::Width { .. }
            | Event::Outside { .. }
            | Event::End { .. } => true,
        }
    }

    fn deliver(&mut self, event: Event) {
        match event {
            Event::Head { exchange, head } => self.pass(exchange, Part::Head(head)),
            Event::Body { exchange, text } => self.pass(exchange, Part::Bytes(text.into())),
            Event::Done { exchange } => self.pass(exchange, Part::Done),
            Event::Broken { exchange, broken } => self.pass(exchange, Part::Broken(broken)),
            Event::Input { input } => {
                if let Some(reply) = self.input.take() {
                    drop(reply.send(input));
                }
            }
            Event::Interrupt => {
                for sender in &self.interrupts {
                    // One that was not taken yet says the same.
                    let _full = sender.try_send(());
                }
            }
            Event::Width { columns } => terminal::detach(columns),
            Event::Request { .. } | Event::Outside { .. } | Event::End { .. } => {}
        }
    }

    /// Whoever was answered may have gone away, as in the session.
    fn pass(&self, exchange: u64, part: Part) {
        if let Some((_, Some(sender))) = self.exchanges.get(&exchange) {
            drop(sender.send(part));
        }
    }

    fn describe(&self, event: &Event) -> String {
        match event {
            Event::Head { exchange, .. }
            | Event::Body { exchange, .. }
            | Event::Done { exchange }
            | Event::Broken { exchange, .. } => match self.exchanges.get(exchange) {
                Some((request, _)) => matching::describe(request),
                None => "HTTP".to_owned(),
            },
            Event::Input { input: Input::Line(line) } => line.clone(),
            Event::Input { .. } => "…".to_owned(),
            Event::Interrupt => "Ctrl-C".to_owned(),
            Event::Request { .. }
            | Event::Width { .. }
            | Event::Outside { .. }
            | Event::End { .. } => String::new(),
        }
    }
}
