//! `/model` and `/models`: which model answers, and which ones could.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;

use crate::agent::Agent;
use crate::error::{Explain as _, Problem};
use crate::llm::catalogue::{Catalogue, Models};
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::Untrusted;
use crate::view::{model_list, no_tools_notice, retirement_notice};

/// How long a switch waits to learn what the provider tells of a model.
const LEARNS: Duration = Duration::from_secs(2);
/// How long `/models` waits for a list.
const LISTS: Duration = Duration::from_secs(15);
/// Names that are offered for one that is not there.
const NEAREST: usize = 3;

/// Lists the models whose names hold the words.
pub(super) async fn list(
    words: Option<&str>,
    catalogue: &Catalogue,
    lang: Lang,
    theme: Theme,
) -> Result<String, Problem> {
    match catalogue.models(LISTS).await {
        Ok(models) => Ok(model_list(&models, words.unwrap_or_default(), lang, theme)),
        Err(error) => Err(error.explain(lang)),
    }
}

/// Tells which model answers.
pub(super) fn current(agent: &Agent, lang: Lang) -> String {
    let name = Untrusted::from(agent.model()).line(80);
    match agent.window() {
        Some(window) => format!("{}\n", lang.model_now_with_window(name, lang.count(window))),
        None => format!("{}\n", lang.model_now(name)),
    }
}

/// Lets another model answer, and tells what the person should know of it.
///
/// One that the provider does not list is taken all the same, with a warning: lists leave out
/// aliases and models of one's own.
pub(super) async fn switch(
    name: String,
    agent: &mut Agent,
    catalogue: &Catalogue,
    lang: Lang,
    theme: Theme,
) -> String {
    let models = learn(catalogue, &name).await;
    let model = models.get(&name);
    let (activity, _) = mpsc::channel(1);
    agent.set_model(name.clone(), model.and_then(|model| model.context), &activity).await;
    let shown = Untrusted::from(name.as_str()).line(80);
    let mut text = current(agent, lang);
    let mut warn = |line: String| text.push_str(&format!("{}\n", theme.warn(line)));
    if model.is_none() && !models.is_empty() {
        let nearest = models.nearest(&name, NEAREST).into_iter().map(|model| model.id.line(80));
        warn(lang.model_not_listed(&shown, nearest.collect::<Vec<_>>().join(", ")));
    }
    if model.is_some_and(|model| model.takes_tools == Some(false)) {
        warn(no_tools_notice(&shown, lang));
    }
    if let Some(end) = models.retirement(&name) {
        warn(retirement_notice(&shown, &end, catalogue.today(), lang));
    }
    text
}

/// Returns the models, asked for anew if this one is not among them; none where they cannot be
/// had soon, which is no reason not to switch.
async fn learn(catalogue: &Catalogue, name: &str) -> Arc<Models> {
    match catalogue.models(LEARNS).await {
        Ok(models) if models.get(name).is_some() => models,
        Ok(models) => catalogue.refresh(LEARNS).await.unwrap_or(models),
        Err(_unlisted) => catalogue.known(),
    }
}
