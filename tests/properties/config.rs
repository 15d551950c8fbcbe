//! Files of settings: whatever they hold, they are read or refused in three lines that tell where,
//! and a key in them is never shown.

use mcp_chat::config::{self, ConfigError, Layers};
use mcp_chat::error::Explain as _;
use mcp_chat::text::Lang;

use super::{Bytes, is_foreign};

/// A key that no message may hold.
const KEY: &str = "sk-canary-0123456789";

/// Checks one pair of files.
pub(crate) fn check(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    let (after, in_dot_env) = (usize::from(bytes.next()), bytes.flag());
    let text = bytes.text();
    let (config, dot_env) = match text.split_once('\0') {
        Some((config, dot_env)) => (config.to_owned(), dot_env.to_owned()),
        None if in_dot_env => (String::new(), text),
        None => (text, String::new()),
    };
    read(&config, &dot_env, false);
    // In a text of several lines the key's line would be a part of another value.
    if !config.contains("\"\"\"") && !config.contains("'''") {
        read(&with_line(&config, after, &format!("openai_api_key = '{KEY}'")), "", true);
    }
}

/// Puts a line after so many lines.
fn with_line(text: &str, after: usize, line: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.insert(after.min(lines.len()), line);
    lines.join("\n")
}

fn read(config: &str, dot_env: &str, has_key: bool) {
    let layers = match config::parse(config, dot_env) {
        Ok(sources) => Layers::new(sources),
        Err(error) => return is_told(&error, config, has_key),
    };
    for error in layers.wrong() {
        is_told(&error, config, has_key);
    }
    for error in [layers.server().err(), layers.model().err()].into_iter().flatten() {
        is_told(&error, config, has_key);
    }
    for setting in layers.described() {
        let told = setting.value.unwrap_or_default();
        assert!(!(has_key && told.contains(KEY)), "{}: {told:?}", setting.key);
        assert!(!setting.is_secret || told.is_empty(), "{}: {told:?}", setting.key);
        let lines = setting.places.iter().filter_map(|place| place.line);
        lines.for_each(|line| is_line(line, config));
    }
}

/// Checks the message in both languages.
fn is_told(error: &ConfigError, config: &str, has_key: bool) {
    if let ConfigError::UnknownKey { line, .. } = error {
        is_line(*line, config);
    }
    for lang in [Lang::Es, Lang::En] {
        let problem = error.explain(lang);
        for part in [&problem.what, &problem.cause, &problem.advice] {
            assert!(!part.is_empty() && !part.contains(|c| is_foreign(c) || c == '\n'), "{part:?}");
            assert!(!(has_key && part.contains(KEY)), "{part:?}");
        }
    }
    assert!(!(has_key && format!("{error} {error:?}").contains(KEY)), "{error:?}");
}

fn is_line(line: usize, config: &str) {
    // A last line without a break is one too.
    assert!((1..=config.lines().count().max(1)).contains(&line), "{line} of {config:?}");
}
