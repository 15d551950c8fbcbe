//! The settings that a recording tells: all but the secrets, by their variables, so that the
//! same layers can read them again.

use std::collections::BTreeMap;

use super::layers::{
    ALL, ALLOW, CONTEXT_WINDOW, DENY, LANG, MAX_TOKENS, MODEL, MODEL_TIMEOUT, OPENAI_BASE,
    OPENAI_KEY, OPENROUTER_BASE, OPENROUTER_KEY, PROVIDER, REASONING_EFFORT, SERVER, Setting,
    TEMPERATURE, TOKEN, TOOL_TIMEOUT,
};
use super::{Generation, Layers, ModelSettings, ServerSettings};
use crate::http::shown;
use crate::text::Lang;

/// What is told to nobody.
const SECRETS: [Setting; 3] = [TOKEN, OPENAI_KEY, OPENROUTER_KEY];

impl Layers {
    /// Returns every setting that has a value and is no secret, with the addresses and the model
    /// that are really spoken to: the demo brings its own.
    pub fn shareable(
        &self,
        server: &ServerSettings,
        model: Option<&ModelSettings>,
    ) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut tell = |name: &str, value: String| drop(found.insert(name.to_owned(), value));
        for setting in ALL {
            let is = |other: &Setting| other.variable == setting.variable;
            if SECRETS.iter().any(is) {
                continue;
            }
            if is(&ALLOW) || is(&DENY) {
                tell(setting.variable, self.words(setting).join(","));
            } else if let Some(value) = self.find(setting) {
                tell(setting.variable, value.value);
            }
        }
        let lang = match self.lang().unwrap_or_default() {
            Lang::Es => "es",
            Lang::En => "en",
        };
        tell(LANG.variable, lang.to_owned());
        let mut url = server.url.clone();
        if server.is_bare {
            url.set_path("/");
        }
        tell(SERVER.variable, shown(&url));
        tell(TOOL_TIMEOUT.variable, server.tool_timeout.as_secs_f64().to_string());
        for url in [OPENAI_BASE, OPENROUTER_BASE] {
            // It may hold a password; that of the model follows.
            tell(url.variable, String::new());
        }
        if let Some(model) = model {
            tell(PROVIDER.variable, model.provider.name().to_owned());
            tell(model.provider.base_url_variable(), shown(&model.base_url));
            tell(MODEL.variable, model.name.clone());
            tell(MODEL_TIMEOUT.variable, model.idle_timeout.as_secs_f64().to_string());
            let text = |number: Option<String>| number.unwrap_or_default();
            let Generation { max_tokens, temperature, reasoning_effort } = model.generation;
            let window = model.context_window;
            tell(CONTEXT_WINDOW.variable, text(window.map(|tokens| tokens.to_string())));
            tell(MAX_TOKENS.variable, text(max_tokens.map(|tokens| tokens.to_string())));
            tell(TEMPERATURE.variable, text(temperature.map(|t| t.to_string())));
            let effort = reasoning_effort.map(|effort| effort.name().to_owned());
            tell(REASONING_EFFORT.variable, text(effort));
        }
        found
    }
}
