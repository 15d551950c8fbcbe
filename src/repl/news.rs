//! What the server tells on its own, for the person: log messages if they are wanted, and changes of
//! resources that are watched. One task owns what is wanted and what was told.

use std::collections::{BTreeSet, VecDeque};

use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{mpsc, oneshot};

use super::Chat;
use crate::command::log::{self, Shown};
use crate::error::{Explain as _, Problem};
use crate::mcp::protocol::{Level, LogMessage};
use crate::mcp::{self, Status};
use crate::text::Lang;
use crate::ui::{Printer, Theme};

/// Messages that are kept.
const KEPT: usize = 200;
/// Wishes that may wait.
const WISHES: usize = 8;

/// What is wanted of the task.
enum Wish {
    /// To be told from this level on, or not at all.
    Show(Option<Level>),
    /// What was told, and from which level on it is shown.
    Look(oneshot::Sender<(Vec<LogMessage>, Option<Level>)>),
    /// To be told of a resource, or no longer.
    Watch(String, bool),
}

/// A handle to the task, which ends with it.
pub struct ServerNews {
    wishes: mpsc::Sender<Wish>,
}

impl ServerNews {
    /// Begins to listen.
    pub fn start(mcp: &mcp::Client, printer: Printer, lang: Lang, theme: Theme) -> Self {
        let (wishes, received) = mpsc::channel(WISHES);
        let listener = Listener {
            mcp: mcp.clone(),
            printer,
            lang,
            theme,
            kept: VecDeque::new(),
            shown: None,
            watched: BTreeSet::new(),
        };
        tokio::spawn(listener.run(received));
        Self { wishes }
    }

    /// Tells of a resource, or no longer.
    pub(super) async fn watch(&self, uri: &str, wanted: bool) {
        // A task that is gone has nothing more to tell.
        drop(self.wishes.send(Wish::Watch(uri.to_owned(), wanted)).await);
    }

    async fn show(&self, level: Option<Level>) {
        drop(self.wishes.send(Wish::Show(level)).await);
    }

    async fn look(&self) -> (Vec<LogMessage>, Option<Level>) {
        let (reply, told) = oneshot::channel();
        drop(self.wishes.send(Wish::Look(reply)).await);
        told.await.unwrap_or_default()
    }
}

/// The task's state.
struct Listener {
    mcp: mcp::Client,
    printer: Printer,
    lang: Lang,
    theme: Theme,
    kept: VecDeque<LogMessage>,
    shown: Option<Level>,
    watched: BTreeSet<String>,
}

impl Listener {
    async fn run(mut self, mut wishes: mpsc::Receiver<Wish>) {
        let (mut news, mut status) = (self.mcp.news(), self.mcp.status());
        status.mark_unchanged();
        loop {
            tokio::select! {
                told = news.recv() => match told {
                    Ok(told) => self.tell(told).await,
                    Err(RecvError::Lagged(count)) if self.shown.is_some() => {
                        self.notice(self.lang.log_missed(count)).await;
                    }
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => break,
                },
                wish = wishes.recv() => match wish {
                    Some(wish) => self.grant(wish),
                    None => break,
                },
                changed = status.changed() => {
                    if changed.is_err() {
                        break;
                    }
                    if matches!(*status.borrow_and_update(), Status::Connected { .. }) {
                        self.ask_again();
                    }
                }
            }
        }
    }

    async fn tell(&mut self, news: mcp::News) {
        match news {
            mcp::News::Log(message) => {
                if self.shown.is_some_and(|least| message.level >= least) {
                    self.notice(log::line(&message)).await;
                }
                self.kept.push_back(message);
                let surplus = self.kept.len().saturating_sub(KEPT);
                drop(self.kept.drain(..surplus));
            }
            mcp::News::Updated(uri) => {
                // A server may tell of what lies in a folder that is watched.
                let watched = |known: &String| uri.raw().starts_with(known.as_str());
                if self.watched.iter().any(watched) {
                    self.printer.notice(self.lang.resource_changed(uri.line(200))).await;
                }
            }
            // The lists are asked for anew when somebody looks.
            mcp::News::PromptsChanged | mcp::News::ResourcesChanged => {}
        }
    }

    async fn notice(&self, line: String) {
        self.printer.notice(self.theme.dim(line)).await;
    }

    fn grant(&mut self, wish: Wish) {
        match wish {
            Wish::Show(level) => self.shown = level,
            // Whoever asked may have gone.
            Wish::Look(reply) => {
                drop(reply.send((self.kept.iter().cloned().collect(), self.shown)));
            }
            Wish::Watch(uri, true) => drop(self.watched.insert(uri)),
            Wish::Watch(uri, false) => drop(self.watched.remove(&uri)),
        }
    }

    /// A new session knows nothing of what was wanted in the one before.
    fn ask_again(&self) {
        let (mcp, watched, shown) = (self.mcp.clone(), self.watched.clone(), self.shown);
        // Beside the news, because each of these may take its time.
        tokio::spawn(async move {
            if let Some(level) = shown {
                drop(mcp.set_log_level(level).await);
            }
            for uri in watched {
                if mcp.offers().subscribe {
                    drop(mcp.subscribe(&uri, true).await);
                }
            }
        });
    }
}

impl Chat {
    /// `/log`.
    pub(super) async fn log(&mut self, argument: Option<&str>) {
        match self.logged(argument).await {
            Ok(text) => self.printer.line(text.trim_end_matches('\n')).await,
            Err(problem) => self.show_problem(&problem).await,
        }
    }

    async fn logged(&mut self, argument: Option<&str>) -> Result<String, Problem> {
        let (lang, theme) = (self.lang, self.theme);
        match Shown::read(argument, lang)? {
            Shown::Look => {
                let (messages, shown) = self.news.look().await;
                Ok(log::page(&messages, shown, lang, theme))
            }
            Shown::Off => {
                self.news.show(None).await;
                Ok(format!("{}\n", lang.log_off()))
            }
            Shown::From(level) => {
                let set = self.mcp.set_log_level(level).await;
                set.map_err(|error| error.explain(lang))?;
                self.news.show(Some(level)).await;
                let mut told = format!("{}\n", lang.log_on(level));
                if !self.mcp.offers().logging {
                    told.push_str(&format!("{}\n", theme.dim(lang.log_no_level())));
                }
                Ok(told)
            }
        }
    }
}
