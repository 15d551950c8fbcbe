//! What the line editor asks of the rest of the program while a person types: names to complete a
//! line with, how it may go on, whether it is complete; and that the connection to the model be
//! opened. A person is typing, so none of it may wait for long.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use rustyline::completion::Completer;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};

use super::offered::Asker;
use super::{message, paths};
use crate::agent::transcript::Shelf;
use crate::command::{self, Words};
use crate::llm::Warmer;
use crate::llm::catalogue::Catalogue;
use crate::mcp;
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::Untrusted;

/// Letters after which the history is searched for a line that goes on: one letter would make the
/// line flicker with every word.
const HINTED: usize = 2;

/// What there is to know once the chat is connected.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) mcp: mcp::Client,
    pub(super) catalogue: Catalogue,
    pub(super) shelf: Shelf,
    pub(super) warmer: Warmer,
    /// Asks the server, which nobody waits for long.
    pub(super) asker: Asker,
}

impl Words for Known {
    fn tools(&self) -> Vec<String> {
        self.mcp.tools().iter().map(|tool| tool.name.line(64)).collect()
    }

    fn models(&self) -> Vec<String> {
        self.catalogue.known().iter().map(|model| model.id.line(200)).collect()
    }

    fn resources(&self, typed: &str) -> Vec<String> {
        self.asker.resources(typed)
    }

    fn prompts(&self) -> Vec<String> {
        self.asker.prompts()
    }

    fn prompt_arguments(&self, prompt: &str, before: &str, word: &str) -> Vec<String> {
        self.asker.prompt_arguments(prompt, before, word)
    }

    fn files(&self, typed: &str) -> Vec<String> {
        paths::begin_with(typed)
    }

    fn sessions(&self) -> Vec<String> {
        let list = self.shelf.list().unwrap_or_default();
        list.iter().map(|shelved| Untrusted::from(shelved.name()).line(80)).collect()
    }
}

/// The editor's helper. It is made before the chat is connected, and knows nothing until then.
pub(super) struct Assist {
    known: Arc<OnceLock<Known>>,
    lang: Lang,
    theme: Theme,
}

impl Assist {
    pub(super) fn new(known: Arc<OnceLock<Known>>, lang: Lang, theme: Theme) -> Self {
        Self { known, lang, theme }
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

    /// Returns how the last line of the history that begins so goes on. The editor asks with
    /// every key, which tells that a question may come.
    fn hint(&self, line: &str, cursor: usize, context: &Context<'_>) -> Option<String> {
        if let Some(known) = self.known.get() {
            known.warmer.warm();
        }
        line.chars().nth(HINTED - 1)?;
        let hint = HistoryHinter {}.hint(line, cursor, context)?;
        // What has several lines would push the prompt up and down.
        (!hint.contains('\n')).then_some(hint)
    }
}

impl Highlighter for Assist {
    /// Shows whether what begins with `/` is a command.
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        highlighted(line, self.theme)
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(self.theme.dim(hint))
    }

    /// Draws the line anew while the command's name is typed.
    fn highlight_char(&self, line: &str, cursor: usize, _: CmdKind) -> bool {
        let typed = line.get(..cursor).unwrap_or(line);
        typed.starts_with('/') && !typed.contains(char::is_whitespace)
    }
}

impl Validator for Assist {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let goes_on = message::goes_on(context.input());
        Ok(if goes_on { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

impl Helper for Assist {}

/// Returns a line as it is shown: of what begins with `/`, whether it is a command.
pub(super) fn highlighted(line: &str, theme: Theme) -> Cow<'_, str> {
    if !line.starts_with('/') {
        return Cow::Borrowed(line);
    }
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    let name = if command::begins_one(name) { theme.strong(name) } else { theme.bad(name) };
    Cow::Owned(format!("{name}{rest}"))
}
