//! The files of settings, `config.toml` and `.env`, as text values with their lines.
//!
//! What is wrong with one is told by its line and its kind: never by the line's content, which may
//! be a key, and in no words but ours.

use std::collections::BTreeMap;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::error::{FileFault, SyntaxFault};
use super::layers::{ALL, ALLOW, DENY};
use super::{ConfigError, Sources};
use crate::untrusted::Untrusted;

/// Values by their keys, and the lines at which they stand, counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) values: BTreeMap<String, String>,
    pub(super) lines: BTreeMap<String, usize>,
}

/// Reads `.env` into a map; the process environment is never written. A missing file is empty.
pub(super) fn dot_env(path: &Path) -> Result<BTreeMap<String, String>, ConfigError> {
    let told = |fault| ConfigError::File { path: path.to_path_buf(), fault };
    let text = read(path).map_err(told)?;
    parse_dot_env(&text).map_err(told)
}

/// Reads `config.toml`. A missing file is empty.
pub(super) fn config(path: &Path) -> Result<Written, ConfigError> {
    let told = |fault| ConfigError::File { path: path.to_path_buf(), fault };
    let text = read(path).map_err(told)?;
    parse_config(&text, path)
}

/// Reads both files' texts, wherever they came from; for tests of what a file may hold.
///
/// # Errors
/// Fails as if the files had been read from disk.
pub fn parse(config: &str, dot_env: &str) -> Result<Sources, ConfigError> {
    let Written { values, lines } = parse_config(config, Path::new("config.toml"))?;
    let path = || Path::new(".env").to_path_buf();
    let dot_env =
        parse_dot_env(dot_env).map_err(|fault| ConfigError::File { path: path(), fault })?;
    Ok(Sources { dot_env, file: values, lines, ..Sources::default() })
}

fn read(path: &Path) -> Result<String, FileFault> {
    use std::io::ErrorKind;
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(err) => match err.kind() {
            ErrorKind::NotFound => Ok(String::new()),
            ErrorKind::InvalidData => Err(FileFault::NotText),
            ErrorKind::PermissionDenied => Err(FileFault::NotAllowed),
            ErrorKind::IsADirectory => Err(FileFault::Folder),
            _ => Err(FileFault::Unreadable(err.to_string())),
        },
    }
}

fn parse_dot_env(text: &str) -> Result<BTreeMap<String, String>, FileFault> {
    let text = without_mark(text);
    dotenvy::from_read_iter(text.as_bytes())
        .map(|line| {
            line.map_err(|err| match err {
                dotenvy::Error::LineParse(wrong, _) => {
                    let line = text.find(&wrong).map(|at| line_at(text, at));
                    FileFault::Syntax { line, fault: SyntaxFault::Assignment }
                }
                err => FileFault::Unreadable(err.to_string()),
            })
        })
        .collect()
}

fn parse_config(text: &str, path: &Path) -> Result<Written, ConfigError> {
    let told = |fault| ConfigError::File { path: path.to_path_buf(), fault };
    let text = without_mark(text);
    let table = DeTable::parse(text).map_err(|err| {
        let line = err.span().map(|span| line_at(text, span.start));
        told(FileFault::Syntax { line, fault: SyntaxFault::of_toml(err.message()) })
    })?;
    let mut written = Written::default();
    for (key, value) in table.get_ref() {
        let line = line_at(text, key.span().start);
        let key = key.get_ref().as_ref();
        let Some(known) = ALL.iter().map(|setting| setting.key).find(|known| *known == key) else {
            return Err(ConfigError::UnknownKey {
                path: path.to_path_buf(),
                line,
                key: Untrusted::from(key),
                nearest: nearest(key),
            });
        };
        let is_list = [ALLOW.key, DENY.key].contains(&known);
        let value = plain(value.get_ref(), is_list)
            .ok_or_else(|| told(FileFault::Kind { line, key: known, is_list }))?;
        written.values.insert(key.to_owned(), value);
        written.lines.insert(key.to_owned(), line);
    }
    Ok(written)
}

/// Returns a value as it would be written in the environment; `None` for one that no setting has.
fn plain(value: &DeValue<'_>, is_list: bool) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.clone().into_owned()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        DeValue::Boolean(on) => Some(if *on { "on" } else { "off" }.to_owned()),
        DeValue::Array(items) if is_list => {
            let words = items.iter().map(|item| item.get_ref().as_str());
            Some(words.collect::<Option<Vec<_>>>()?.join(","))
        }
        DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

/// Some editors begin a file with a byte order mark.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Returns the line of a byte, counted from 1.
fn line_at(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    before.filter(|byte| **byte == b'\n').count() + 1
}

/// Returns the key that is most like `typed`.
fn nearest(typed: &str) -> &'static str {
    ALL.iter()
        .map(|setting| setting.key)
        .max_by(|a, b| strsim::jaro_winkler(a, typed).total_cmp(&strsim::jaro_winkler(b, typed)))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Written, parse, parse_config, parse_dot_env};
    use crate::error::Explain as _;
    use crate::text::Lang;

    fn told(config: &str) -> String {
        let error = parse_config(config, "c.toml".as_ref()).unwrap_err();
        let [es, en] = [Lang::Es, Lang::En].map(|lang| error.explain(lang));
        assert_eq!(
            (es.what.as_str(), en.what.as_str()),
            ("No se puede usar c.toml", "Cannot use c.toml")
        );
        format!("{} | {}", es.cause, en.cause)
    }

    #[test]
    fn a_broken_file_is_told_by_its_line_and_in_our_words() {
        let lines = [
            told("# uno\nmodle = 'x'\n"),
            told("model = 'x'\nmodel = 'y'\n"),
            told("\n\nmodel = gpt-4o\n"),
            told("model\n"),
            told("model = \n"),
            told("model = 'sk-secret\n"),
            told("allow = ['a',\n"),
            told("[server\n"),
            told("= 1\n"),
            told("\nmodel = ['a']\n"),
            told("allow = [1]\n"),
            told("[server]\nurl = 'x'\n"),
            told("max_steps = 010\n"),
            told("lang = 2020-01-01\n"),
        ];
        insta::assert_snapshot!(lines.join("\n"), @r#"
        línea 2: la clave «modle» no existe | line 2: there is no key "modle"
        línea 2: esa clave ya está más arriba | line 2: that key stands further up already
        línea 3: un texto va entre comillas: model = 'gpt-4o-mini' | line 3: a text stands in quotes: model = 'gpt-4o-mini'
        línea 1: falta el valor: model = 'gpt-4o-mini' | line 1: the value is missing: model = 'gpt-4o-mini'
        línea 1: un texto va entre comillas: model = 'gpt-4o-mini' | line 1: a text stands in quotes: model = 'gpt-4o-mini'
        línea 1: hay comillas o corchetes sin cerrar | line 1: quotes or brackets are not closed
        línea 1: hay comillas o corchetes sin cerrar | line 1: quotes or brackets are not closed
        línea 1: hay comillas o corchetes sin cerrar | line 1: quotes or brackets are not closed
        línea 1: no es TOML: se esperaba clave = valor | line 1: it is no TOML: key = value was expected
        línea 2: model es un texto, un número o true/false | line 2: model is a text, a number or true/false
        línea 1: allow es una lista de textos: allow = ['uno', 'dos'] | line 1: allow is a list of texts: allow = ['one', 'two']
        línea 1: server es un texto, un número o true/false | line 1: server is a text, a number or true/false
        línea 1: no es TOML: se esperaba clave = valor | line 1: it is no TOML: key = value was expected
        línea 1: lang es un texto, un número o true/false | line 1: lang is a text, a number or true/false
        "#);
    }

    #[test]
    fn values_keep_their_lines() {
        let text = "\u{feff}# uno\nmodel = 'x'\n\nallow = [\n 'a',\n 'b',\n]\nmax_cost = 0.5\nthinking = true";
        let Written { values, lines } = parse_config(text, "c.toml".as_ref()).unwrap();
        let pairs: Vec<_> =
            values.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(
            pairs,
            [("allow", "a,b"), ("max_cost", "0.5"), ("model", "x"), ("thinking", "on")]
        );
        assert_eq!(lines.into_values().collect::<Vec<_>>(), [4, 8, 2, 9]);
    }

    #[test]
    fn a_dot_env_is_told_by_its_line_too() {
        let error = parse("", "\u{feff}A=1\nB='sk-secret\nC=2\n").err().unwrap();
        let problem = error.explain(Lang::Es);
        assert_eq!(
            (problem.what.as_str(), problem.cause.as_str()),
            (
                "No se puede usar .env",
                "línea 2: se esperaba NOMBRE=valor, con las comillas cerradas"
            )
        );
        let read = parse_dot_env("\u{feff}A=1\n# x\nexport B='dos' # y\n").unwrap();
        assert_eq!(
            read.into_iter().collect::<Vec<_>>(),
            [("A".to_owned(), "1".to_owned()), ("B".to_owned(), "dos".to_owned())]
        );
    }
}
