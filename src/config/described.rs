//! Every setting with its value and where that came from, for a person to look at.

use super::layers::{
    ALL, ALLOW, APPROVAL, DENY, EARLY_CALLS, EDIT_MODE, LANG, MAX_STEPS, MODEL, MODEL_TIMEOUT,
    OPENAI_BASE, OPENAI_KEY, OPENROUTER_BASE, OPENROUTER_KEY, PROVIDER, SERVER, Setting, THINKING,
    TOKEN, TOOL_TIMEOUT,
};
use super::{Layers, Origin};

/// A setting as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// Its key in `config.toml`.
    pub key: &'static str,
    /// Its environment variable.
    pub variable: &'static str,
    /// Its flag without dashes; empty if it has none.
    pub flag: &'static str,
    /// Its value; `None` if it has none. Of a secret only that there is one: an empty text.
    pub value: Option<String>,
    /// Where the value came from.
    pub origin: Origin,
    /// Whether the value is a secret.
    pub is_secret: bool,
    /// Whether it is a list of names.
    pub is_list: bool,
}

impl Layers {
    /// Returns every setting with its value as it was written, whether it is valid or not.
    pub fn described(&self) -> Vec<Described> {
        ALL.iter().map(|setting| self.describe(*setting)).collect()
    }

    fn describe(&self, setting: Setting) -> Described {
        let Setting { flag, variable, key } = setting;
        let is_secret = [TOKEN, OPENAI_KEY, OPENROUTER_KEY].iter().any(|secret| secret.key == key);
        let is_list = [ALLOW, DENY].iter().any(|list| list.key == key);
        let found = self.find(setting);
        let origin = found.as_ref().map_or(Origin::Default, |found| found.origin);
        let (value, origin) = if is_list {
            let words = self.words(setting);
            let flags = !self.list_flags(setting).is_empty();
            let origin = if flags { Origin::Flag } else { origin };
            ((!words.is_empty()).then(|| words.join(", ")), origin)
        } else {
            let written = found.map(|found| found.value);
            (written.or_else(|| default_of(key).map(str::to_owned)), origin)
        };
        let value = if is_secret { value.map(|_| String::new()) } else { value };
        Described { key, variable, flag, value, origin, is_secret, is_list }
    }
}

/// Returns what counts where nothing is set; `None` where that is nothing.
fn default_of(key: &str) -> Option<&'static str> {
    [
        (SERVER, "http://localhost:3000"),
        (PROVIDER, "openai"),
        (MODEL, "gpt-4o-mini"),
        (OPENAI_BASE, "https://api.openai.com/v1"),
        (OPENROUTER_BASE, "https://openrouter.ai/api/v1"),
        (APPROVAL, "ask"),
        (TOOL_TIMEOUT, "60"),
        (MODEL_TIMEOUT, "120"),
        (MAX_STEPS, "25"),
        (THINKING, "off"),
        (EARLY_CALLS, "on"),
        (EDIT_MODE, "emacs"),
        (LANG, "es"),
    ]
    .into_iter()
    .find_map(|(setting, default)| (setting.key == key).then_some(default))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::time::Duration;

    use super::{Described, Layers, Origin, default_of};
    use crate::config::{Approval, EditMode, Sources};
    use crate::text::Lang;

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    fn found(layers: &Layers, key: &str) -> Described {
        layers.described().into_iter().find(|setting| setting.key == key).unwrap()
    }

    #[test]
    fn every_value_has_its_layer_and_no_secret_is_shown() {
        let mut sources = Sources {
            environment: map(&[("OPENAI_API_KEY", "sk-1"), ("MCP_CHAT_ALLOW", "a")]),
            dot_env: map(&[("MODEL_NAME", "m"), ("MCP_CHAT_MAX_STEPS", "many")]),
            file: map(&[("lang", "en"), ("allow", "b")]),
            ..Sources::default()
        };
        sources.options.deny = vec!["c".into()];
        let layers = Layers::new(sources);
        let told = |key: &str| {
            let Described { value, origin, .. } = found(&layers, key);
            (value.unwrap_or_else(|| "-".to_owned()), origin)
        };
        for (key, value, origin) in [
            ("openai_api_key", "", Origin::Environment),
            ("openrouter_api_key", "-", Origin::Default),
            ("model", "m", Origin::DotEnv),
            ("max_steps", "many", Origin::DotEnv),
            ("lang", "en", Origin::File),
            ("allow", "a, b", Origin::Environment),
            ("deny", "c", Origin::Flag),
            ("server", "http://localhost:3000", Origin::Default),
        ] {
            assert_eq!(told(key), (value.to_owned(), origin), "{key}");
        }
    }

    #[test]
    fn the_defaults_that_are_told_are_those_that_count() {
        let layers = Layers::new(Sources {
            environment: map(&[("OPENAI_API_KEY", "k")]),
            ..Sources::default()
        });
        let default = |key: &str| default_of(key).unwrap();
        let (server, _) = layers.server().unwrap();
        assert_eq!(server.url.as_str(), format!("{}/sse", default("server")));
        let seconds = |key: &str| Duration::from_secs(default(key).parse().unwrap());
        assert_eq!(server.tool_timeout, seconds("tool_timeout"));
        let (model, _) = layers.model().unwrap();
        assert_eq!(model.name, default("model"));
        assert_eq!(model.provider.name(), default("provider"));
        assert_eq!(model.base_url.as_str(), default("openai_base_url"));
        assert_eq!(model.idle_timeout, seconds("model_timeout"));
        assert_eq!(
            model.context_window.map(|it| it.to_string()).as_deref(),
            default_of("context_window")
        );
        let turn = layers.turn().unwrap();
        assert_eq!(turn.max_steps.to_string(), default("max_steps"));
        let switch = |on| if on { "on" } else { "off" };
        assert_eq!(switch(turn.thinking), default("thinking"));
        assert_eq!(switch(turn.early_calls), default("early_calls"));
        assert_eq!((layers.approval().unwrap().mode, default("approval")), (Approval::Ask, "ask"));
        assert_eq!((layers.edit_mode().unwrap(), default("edit_mode")), (EditMode::Emacs, "emacs"));
        assert_eq!(layers.lang().unwrap(), Lang::parse(default("lang")).unwrap());
    }
}
