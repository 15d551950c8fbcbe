//! What the line editor asks of the rest of the program while a person types: names to complete a
//! line with, and that the connection to the model be opened. A person is typing, so none of it
//! may wait.

use std::sync::{Arc, OnceLock};

use rustyline::completion::Completer;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::Validator;
use rustyline::{Context, Helper};

use crate::command::{self, Words};
use crate::llm::Warmer;
use crate::llm::catalogue::Catalogue;
use crate::mcp;
use crate::text::Lang;

/// What there is to know once the chat is connected.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) mcp: mcp::Client,
    pub(super) catalogue: Catalogue,
    pub(super) warmer: Warmer,
}

impl Words for Known {
    fn tools(&self) -> Vec<String> {
        self.mcp.tools().iter().map(|tool| tool.name.line(64)).collect()
    }

    fn models(&self) -> Vec<String> {
        self.catalogue.known().iter().map(|model| model.id.line(200)).collect()
    }
}

/// The editor's helper. It is made before the chat is connected, and knows nothing until then.
pub(super) struct Assist {
    known: Arc<OnceLock<Known>>,
    lang: Lang,
}

impl Assist {
    pub(super) fn new(known: Arc<OnceLock<Known>>, lang: Lang) -> Self {
        Self { known, lang }
    }
}

impl Completer for Assist {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        cursor: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let typed = line.get(..cursor).unwrap_or(line);
        Ok(match self.known.get() {
            Some(known) => command::complete(typed, known, self.lang),
            None => (cursor, Vec::new()),
        })
    }
}

impl Hinter for Assist {
    type Hint = String;

    /// Shows no hint: the editor asks with every key, which tells that a question may come.
    fn hint(&self, line: &str, _: usize, _: &Context<'_>) -> Option<String> {
        if let Some(known) = self.known.get()
            && !line.is_empty()
        {
            known.warmer.warm();
        }
        None
    }
}

impl Highlighter for Assist {}
impl Validator for Assist {}
impl Helper for Assist {}
