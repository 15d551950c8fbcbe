//! Resources in the chat: shown in the pager, watched, and attached to a question with `@uri`.

use super::Chat;
use super::attach::{Attached, named};
use crate::command::resources::{self, Wanted, read, refused};
use crate::command::{Command, prompts, template};
use crate::error::{Explain as _, Problem};
use crate::mcp::protocol::Held;
use crate::untrusted::Untrusted;

/// The largest text of a resource that goes with a question, in bytes.
const LARGEST: usize = 256 * 1024;
/// Resources in one question.
const MOST: usize = 8;

impl Chat {
    /// `/resources`.
    pub(super) async fn resources(&mut self, argument: Option<String>) {
        match Wanted::read(argument.as_deref()) {
            Wanted::List => self.command(Command::Resources(None)).await,
            wanted @ Wanted::Show(_) => {
                let (mcp, lang, theme) = (self.mcp.clone(), self.lang, self.theme);
                let shown = resources::run(&wanted, &mcp, lang, theme);
                match self.unless_interrupted(shown).await {
                    Some(Ok(text)) => self.page(text).await,
                    Some(Err(problem)) => self.show_problem(&problem).await,
                    None => self.printer.line(self.theme.warn(self.lang.turn_cancelled())).await,
                }
            }
            Wanted::Watch(uri, wanted) => match self.watch(&uri, wanted).await {
                Ok(told) => self.printer.line(told).await,
                Err(problem) => self.show_problem(&problem).await,
            },
        }
    }

    async fn watch(&mut self, uri: &str, wanted: bool) -> Result<String, Problem> {
        let lang = self.lang;
        if uri.is_empty() {
            return Err(refused(uri, lang.resource_unnamed(), lang));
        }
        if !self.mcp.offers().subscribe {
            return Err(refused(uri, lang.resource_no_watch(), lang));
        }
        let asked = self.mcp.subscribe(uri, wanted).await;
        asked.map_err(|error| refused(uri, error.explain(lang).cause, lang))?;
        self.news.watch(uri, wanted).await;
        let shown = Untrusted::from(uri).line(200);
        Ok(if wanted { lang.resource_watched(shown) } else { lang.resource_unwatched(shown) })
    }

    /// Returns the question with the resources that `typed` names with `@`; `files` are attached
    /// already. A `@` before anything that the server does not list stays as it was typed.
    ///
    /// # Errors
    /// Fails if one cannot be had, or is too large.
    pub(super) async fn with_resources(
        &mut self,
        typed: &str,
        mut question: String,
        files: &[Attached],
    ) -> Result<String, Problem> {
        let mut uris: Vec<String> = Vec::new();
        for word in named(typed) {
            let known = files.iter().any(|file| file.path == word);
            if !known
                && let Some(uri) = self.listed(word).await
                && !uris.contains(&uri)
            {
                uris.push(uri);
            }
        }
        let lang = self.lang;
        if let Some(uri) = uris.get(MOST) {
            return Err(refused(uri, lang.attach_many(MOST), lang));
        }
        for uri in uris {
            let parts = read(&uri, &self.mcp, lang).await?;
            let (text, bytes, left_out) = told(&uri, &parts);
            if bytes > LARGEST {
                return Err(refused(&uri, lang.attach_large(LARGEST / 1024), lang));
            }
            question.push_str(&text);
            let size = lang.count(bytes.try_into().unwrap_or(u64::MAX));
            let shown = Untrusted::from(uri).line(120);
            self.printer.line(self.theme.dim(lang.attached(shown, size))).await;
            if left_out > 0 {
                self.printer.line(self.theme.warn(lang.parts_left_out(left_out))).await;
            }
        }
        Ok(question)
    }

    /// Returns the URI that a word names, if the server lists it or a template of it; what ends a
    /// sentence is no part of it.
    async fn listed(&self, word: &str) -> Option<String> {
        if !word.contains(':') || !self.mcp.offers().resources {
            return None;
        }
        let resources = self.mcp.resources().await.unwrap_or_default();
        let templates = self.mcp.templates().await.unwrap_or_default();
        let bare = word.trim_end_matches(['.', ',', ';', ':', '?', '!', ')']);
        let is_listed = |uri: &&str| resources.iter().any(|it| it.uri.raw() == *uri);
        // A variable would take the comma too, so of a template the bare word is meant.
        let is_made = |uri: &&str| templates.iter().any(|it| template::fits(it.uri.raw(), uri));
        let uri = [word, bare].into_iter().find(is_listed).or_else(|| Some(bare).filter(is_made));
        uri.map(str::to_owned)
    }
}

/// Returns a resource as the model reads it, how many bytes of text it has, and how many parts are
/// no text.
fn told(uri: &str, parts: &[Held]) -> (String, usize, usize) {
    let (mut text, mut bytes, mut left_out) = (String::new(), 0, 0);
    for part in parts {
        let uri = if part.uri.raw().is_empty() { uri } else { part.uri.raw() };
        match &part.content {
            Ok(held) => {
                bytes += held.raw().len();
                text.push_str(&format!("\n\n{}", prompts::resource(uri, held.raw())));
            }
            Err(size) => {
                left_out += 1;
                let mime = part.mime.raw();
                text.push_str(&format!("\n\n[resource {uri}, {mime}, {size} bytes, not shown]"));
            }
        }
    }
    (text, bytes, left_out)
}
