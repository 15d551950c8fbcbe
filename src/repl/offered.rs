//! What the server offers, while a person types: names and values for Tab. The server is asked
//! where it is not known, for a moment and no longer: typing never hangs.

use std::time::Duration;

use serde_json::{Map, Value};
use tokio::runtime::Handle;
use tokio::time::timeout;

use crate::command::{prompts, template};
use crate::mcp;
use crate::mcp::protocol::{Reference, Resource};
use crate::tape::Tape;
use crate::untrusted::{self, Untrusted};

/// How long a Tab may take.
const LIMIT: Duration = Duration::from_millis(700);
/// Candidates offered at once.
const MOST: usize = 200;

/// Asks the server from the editor's thread.
#[derive(Clone)]
pub(super) struct Asker {
    mcp: mcp::Client,
    runtime: Handle,
    /// Whether it may ask. Not while a recording takes part: what a Tab asked is no part of it.
    may_ask: bool,
}

impl Asker {
    /// Must be made within the runtime.
    pub(super) fn new(mcp: &mcp::Client, tape: &Tape) -> Self {
        Self { mcp: mcp.clone(), runtime: Handle::current(), may_ask: tape.is_off() }
    }

    fn wait<T>(&self, answer: impl Future<Output = Result<T, mcp::McpError>>) -> Option<T> {
        if !self.may_ask {
            return None;
        }
        // A runtime that is ending has no timer; then nothing is offered.
        self.runtime.block_on(async { timeout(LIMIT, answer).await }).ok()?.ok()
    }

    pub(super) fn prompts(&self) -> Vec<String> {
        let listed = self.wait(self.mcp.prompts()).unwrap_or_default();
        listed.iter().map(|prompt| &prompt.name).filter_map(plain).collect()
    }

    /// Returns the arguments that are not given yet, or values of the one that is typed.
    pub(super) fn prompt_arguments(&self, name: &str, before: &str, word: &str) -> Vec<String> {
        let listed = self.wait(self.mcp.prompts()).unwrap_or_default();
        let Some(prompt) = listed.iter().find(|prompt| prompt.name.raw() == name) else {
            return Vec::new();
        };
        let given = prompts::given(before);
        let Some((key, value)) = word.split_once('=') else {
            let names = prompt.arguments.iter().map(|argument| &argument.name);
            let open = names.filter(|name| !given.contains_key(name.raw())).filter_map(plain);
            return open.filter(|it| it.starts_with(word)).map(|it| format!("{it}=")).collect();
        };
        let reference = Reference::Prompt(name.to_owned());
        let value = value.trim_start_matches('"');
        let values = self.values(&reference, (key, value), &given);
        let quoted = |value: String| {
            if value.contains(char::is_whitespace) {
                format!("{key}=\"{value}\"")
            } else {
                format!("{key}={value}")
            }
        };
        values.into_iter().map(quoted).collect()
    }

    /// Returns resources, and templates as far as they go: one whose variable has been come to with
    /// the values that the server knows.
    pub(super) fn resources(&self, typed: &str) -> Vec<String> {
        if !self.mcp.offers().resources {
            return Vec::new();
        }
        let resources = self.wait(self.mcp.resources()).unwrap_or_default();
        let templates = self.wait(self.mcp.templates()).unwrap_or_default();
        let begins = |resource: &&Resource| resource.uri.raw().starts_with(typed);
        let listed = resources.iter().chain(templates.iter()).filter(begins);
        let mut found: Vec<String> = listed.filter_map(|it| plain(&it.uri)).collect();
        for template in templates.iter() {
            let Some(place) = template::place(template.uri.raw(), typed) else { continue };
            let known = place.known.iter();
            let known = known.map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
            let reference = Reference::Template(template.uri.raw().to_owned());
            let values = self.values(&reference, (place.variable, place.value), &known);
            let whole = |value: String| format!("{}{value}{}", place.before, place.after);
            found.extend(values.into_iter().map(whole));
        }
        found.truncate(MOST);
        found
    }

    fn values(
        &self,
        reference: &Reference,
        argument: (&str, &str),
        known: &Map<String, Value>,
    ) -> Vec<String> {
        let values = self.wait(self.mcp.complete(reference, argument, known)).unwrap_or_default();
        values.iter().filter_map(plain).collect()
    }
}

/// Returns a text that may be typed for a person: one that a terminal would act upon is not.
fn plain(text: &Untrusted) -> Option<String> {
    let raw = text.raw();
    (untrusted::is_plain(raw) && !raw.contains('\n')).then(|| raw.to_owned())
}
