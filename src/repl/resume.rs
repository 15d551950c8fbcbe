//! `/resume`: the conversations of before, to search and to choose from.

use std::time::SystemTime;

use super::Chat;
use super::editor::Read;
use crate::agent::transcript::{Shelved, Wanted};
use crate::command;
use crate::untrusted::Untrusted;
use crate::view::session_line;

/// Conversations that are shown at once.
const SHOWN: usize = 10;

impl Chat {
    /// Goes on with the conversation that the person chooses; with words that mean one alone, with
    /// that one.
    pub(super) async fn resume(&mut self, words: Option<String>) {
        if !self.tape.is_off() {
            return self.show_problem(&command::no_other_conversation(self.lang)).await;
        }
        let shelf = self.shelf.clone();
        let listed = tokio::task::spawn_blocking(move || shelf.list()).await;
        let mut list = match listed {
            Ok(Ok(list)) => list,
            Ok(Err(err)) => {
                return self.show_problem(&command::unlisted(&err, &self.shelf, self.lang)).await;
            }
            Err(err) => {
                let err = std::io::Error::other(err);
                return self.show_problem(&command::unlisted(&err, &self.shelf, self.lang)).await;
            }
        };
        let present = self.agent.conversation();
        list.retain(|shelved| Some(&shelved.id) != present.as_ref());
        let chosen = match words {
            Some(words) => match matching(&list, &words).as_slice() {
                // Its problem says that there is none.
                [] => Some(words),
                [one] => Some(one.id.clone()),
                _ => self.choose(&list, words).await,
            },
            None => self.choose(&list, String::new()).await,
        };
        let Some(id) = chosen else { return };
        let wanted = Wanted::Named(id);
        let Self { agent, shelf, lang, theme, .. } = self;
        match command::take_up(&wanted, agent, shelf, *lang, *theme) {
            Ok(recap) => self.printer.note(recap).await,
            Err(problem) => self.show_problem(&problem).await,
        }
    }

    /// Lets the person choose; returns the id, `None` for none.
    async fn choose(&mut self, list: &[Shelved], mut words: String) -> Option<String> {
        if list.is_empty() {
            self.printer.line(self.lang.sessions_none()).await;
            return None;
        }
        loop {
            let found = matching(list, &words);
            if found.is_empty() {
                let words = Untrusted::from(std::mem::take(&mut words)).line(60);
                self.printer.line(self.theme.warn(self.lang.choose_none(words))).await;
                continue;
            }
            self.show_choice(&found).await;
            let prompt = self.lang.choose_prompt();
            let styled = self.theme.strong(&prompt);
            let typed = match self.edit((prompt, styled), String::new(), false).await {
                Read::Line(typed) => typed.trim().to_owned(),
                Read::NoText => continue,
                Read::Interrupted | Read::End | Read::Failed(_) => return None,
            };
            let number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let at = if typed.is_empty() { Some(0) } else { number };
            match at.and_then(|at| found.get(at)) {
                Some(chosen) => return Some(chosen.id.clone()),
                None => words = typed,
            }
        }
    }

    async fn show_choice(&self, found: &[&Shelved]) {
        let now = SystemTime::now();
        for (at, shelved) in found.iter().take(SHOWN).enumerate() {
            let line = session_line(shelved, now, self.lang, self.theme);
            self.printer.line(format!("{:>3}. {line}", at + 1)).await;
        }
        if found.len() > SHOWN {
            let more = self.lang.choose_more(found.len() - SHOWN);
            self.printer.line(self.theme.dim(more)).await;
        }
        self.printer.line(self.theme.dim(self.lang.choose_keys())).await;
    }
}

fn matching<'a>(list: &'a [Shelved], words: &str) -> Vec<&'a Shelved> {
    list.iter().filter(|shelved| shelved.holds(words)).collect()
}
