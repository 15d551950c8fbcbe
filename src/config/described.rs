//! Every setting with its value and where that came from, for a person to look at.

use super::layers::{
    ALL, ALLOW, APPROVAL, DENY, EARLY_CALLS, EDIT_MODE, Found, LANG, MAX_STEPS, MODEL,
    MODEL_TIMEOUT, OPENAI_BASE, OPENAI_KEY, OPENROUTER_BASE, OPENROUTER_KEY, PROVIDER,
    SAMPLING_REQUESTS, SAMPLING_TOKENS, SERVER, Setting, THINKING, TOKEN, TOOL_TIMEOUT, TRANSPORT,
};
use super::{Layers, Origin, Sources};

/// A setting as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// Its key in `config.toml`.
    pub key: &'static str,
    /// Its environment variable.
    pub variable: &'static str,
    /// Its flag without dashes; empty if it has none.
    pub flag: &'static str,
    /// Its value; `None` if it has none. Of a secret only that there is one: an empty text. A URL
    /// stands without what may be a secret in it.
    pub value: Option<String>,
    /// Where the value came from: one place, but of a list each that adds to it.
    pub places: Vec<Place>,
    /// Whether the value is a secret.
    pub is_secret: bool,
    /// Whether it is a list of names.
    pub is_list: bool,
}

/// Where a value was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The layer.
    pub origin: Origin,
    /// The line in `config.toml`, counted from 1.
    pub line: Option<usize>,
}

impl Place {
    const DEFAULT: Self = Self { origin: Origin::Default, line: None };
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
        let is_url = [SERVER, OPENAI_BASE, OPENROUTER_BASE].iter().any(|url| url.key == key);
        let (value, places) = if is_list {
            let words = self.words(setting);
            ((!words.is_empty()).then(|| words.join(", ")), self.list_places(setting))
        } else {
            let found = self.find(setting);
            let place = found
                .as_ref()
                .map(|Found { origin, line, .. }| Place { origin: *origin, line: *line });
            let value = found.map(|found| found.value);
            let value = value.or_else(|| default_of(key).map(str::to_owned));
            (value, vec![place.unwrap_or(Place::DEFAULT)])
        };
        let value = match value {
            Some(_) if is_secret => Some(String::new()),
            Some(url) if is_url => Some(without_secrets(&url)),
            value => value,
        };
        // `-y` says the same as `--approval auto`.
        let is_yes = setting.flag == APPROVAL.flag && self.sources.options.yes;
        let flag = if is_yes { "yes" } else { flag };
        Described { key, variable, flag, value, places, is_secret, is_list }
    }

    /// Returns the layers that add to a list; where none does, that it is the default.
    fn list_places(&self, setting: Setting) -> Vec<Place> {
        let Sources { environment, dot_env, file, lines, .. } = &self.sources;
        let is_set = |text: Option<&String>| text.is_some_and(|text| !text.trim().is_empty());
        let line = lines.get(setting.key).copied();
        let mut places = Vec::new();
        for (is_there, origin, line) in [
            (!self.list_flags(setting).is_empty(), Origin::Flag, None),
            (is_set(environment.get(setting.variable)), Origin::Environment, None),
            (is_set(dot_env.get(setting.variable)), Origin::DotEnv, None),
            (is_set(file.get(setting.key)), Origin::File, line),
        ] {
            if is_there {
                places.push(Place { origin, line });
            }
        }
        if places.is_empty() { vec![Place::DEFAULT] } else { places }
    }
}

/// Returns a URL as it was written, but for what may be a secret: a password and a query.
pub(super) fn without_secrets(url: &str) -> String {
    let (url, has_query) = match url.find(['?', '#']) {
        Some(at) => (&url[..at], true),
        None => (url, false),
    };
    let start = url.find("://").map_or(0, |at| at + "://".len());
    let (scheme, rest) = url.split_at(start);
    let end = rest.find('/').unwrap_or(rest.len());
    let shown = match rest[..end].rfind('@') {
        Some(at) => format!("{scheme}…{}", &rest[at..]),
        None => url.to_owned(),
    };
    if has_query { shown + "?…" } else { shown }
}

/// Returns what counts where nothing is set; `None` where that is nothing.
fn default_of(key: &str) -> Option<&'static str> {
    [
        (SERVER, "http://localhost:3000"),
        (TRANSPORT, "auto"),
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
        (SAMPLING_REQUESTS, "20"),
        (SAMPLING_TOKENS, "50000"),
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

    use super::{Described, Layers, Origin, default_of, without_secrets};
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
            file: map(&[("lang", "en"), ("allow", "b"), ("server", "http://u:p@h:1/sse?t=s")]),
            lines: [("lang".to_owned(), 3), ("allow".to_owned(), 7)].into(),
            ..Sources::default()
        };
        sources.options.deny = vec!["c".into()];
        let layers = Layers::new(sources);
        let told = |key: &str| {
            let Described { value, places, .. } = found(&layers, key);
            let places: Vec<_> = places.iter().map(|place| (place.origin, place.line)).collect();
            (value.unwrap_or_else(|| "-".to_owned()), places)
        };
        for (key, value, places) in [
            ("openai_api_key", "", vec![(Origin::Environment, None)]),
            ("openrouter_api_key", "-", vec![(Origin::Default, None)]),
            ("model", "m", vec![(Origin::DotEnv, None)]),
            ("max_steps", "many", vec![(Origin::DotEnv, None)]),
            ("lang", "en", vec![(Origin::File, Some(3))]),
            ("allow", "a, b", vec![(Origin::Environment, None), (Origin::File, Some(7))]),
            ("deny", "c", vec![(Origin::Flag, None)]),
            ("server", "http://…@h:1/sse?…", vec![(Origin::File, None)]),
        ] {
            assert_eq!(told(key), (value.to_owned(), places), "{key}");
        }
    }

    #[test]
    fn a_url_is_shown_without_its_secrets_even_where_it_is_none() {
        for (url, shown) in [
            ("http://h:1/sse", "http://h:1/sse"),
            ("http://h/a@b", "http://h/a@b"),
            ("https://u:p@x@h/v1?key=k#f", "https://…@h/v1?…"),
            ("u:p@h", "…@h"),
            ("://@", "://…@"),
            ("ñ?", "ñ?…"),
        ] {
            assert_eq!(without_secrets(url), shown);
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
        let sampling = layers.sampling().unwrap();
        assert_eq!(sampling.requests.to_string(), default("sampling_requests"));
        assert_eq!(sampling.tokens.to_string(), default("sampling_tokens"));
        assert_eq!((layers.approval().unwrap().mode, default("approval")), (Approval::Ask, "ask"));
        assert_eq!((layers.edit_mode().unwrap(), default("edit_mode")), (EditMode::Emacs, "emacs"));
        assert_eq!(layers.lang().unwrap(), Lang::parse(default("lang")).unwrap());
    }
}
