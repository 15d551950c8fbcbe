//! `/export FILE`: the last table that a tool returned, as CSV or JSON, or the conversation as
//! Markdown. A file that is there is never written over.

mod conversation;
mod rows;

use std::path::Path;

use crate::agent::Agent;
use crate::config::expand_home;
use crate::error::{Exit, Problem};
use crate::text::Lang;
use crate::untrusted::Untrusted;
use conversation::markdown;
use rows::Rows;

/// What is written, by the file's ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Csv,
    Json,
    Markdown,
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "md" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// Carries out the command and returns what to show.
///
/// # Errors
/// Fails if the file's ending says nothing, there is nothing to write, or it cannot be written.
pub(super) fn run(argument: Option<&str>, agent: &Agent, lang: Lang) -> Result<String, Problem> {
    let path = expand_home(argument.unwrap_or_default().trim().trim_matches('"'));
    let Some(format) = Format::of(&path) else {
        return Err(Problem {
            exit: Exit::Usage,
            what: lang.export_format(),
            cause: lang.export_format_cause(),
            advice: lang.export_format_advice(),
        });
    };
    let (content, what) = match format {
        Format::Csv | Format::Json => {
            let (rows, tool) = table(agent).ok_or_else(|| nothing(lang.export_no_table(), lang))?;
            let tool = Untrusted::from(tool).line(64);
            let what = match rows.len() {
                1 => lang.exported_row(tool),
                many => lang.exported_rows(lang.count(many.try_into().unwrap_or(u64::MAX)), tool),
            };
            let content = if format == Format::Csv { rows.csv() } else { rows.json() };
            (content, what)
        }
        Format::Markdown => {
            let said = agent.said();
            if said.is_empty() {
                return Err(nothing(lang.export_no_conversation(), lang));
            }
            (markdown(&said, lang), lang.exported_conversation())
        }
    };
    write_new(&path, content.as_bytes()).map_err(|err| failed(&path, &err, lang))?;
    Ok(format!("{}\n", lang.exported(what, shown(&path))))
}

/// Returns the last table, and the tool that returned it.
fn table(agent: &Agent) -> Option<(Rows, String)> {
    agent
        .results()
        .latest()
        .find_map(|kept| Some((Rows::of(&kept.result)?, kept.name.raw().to_owned())))
}

/// Writes a file of the person's own: with the permissions of any other.
fn write_new(path: &Path, content: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    std::fs::OpenOptions::new().write(true).create_new(true).open(path)?.write_all(content)
}

fn nothing(cause: String, lang: Lang) -> Problem {
    let (what, advice) = (lang.export_nothing(), lang.export_nothing_advice());
    Problem { exit: Exit::Usage, what, cause, advice }
}

fn failed(path: &Path, err: &std::io::Error, lang: Lang) -> Problem {
    let what = lang.export_failed(shown(path));
    let (cause, advice) = match err.kind() {
        std::io::ErrorKind::AlreadyExists => (lang.export_exists(), lang.export_exists_advice()),
        _ => (err.to_string(), lang.export_failed_advice()),
    };
    Problem { exit: Exit::Failure, what, cause, advice }
}

fn shown(path: &Path) -> String {
    Untrusted::from(path.to_string_lossy().into_owned()).line(200)
}
