//! What `doctor` finds on this machine: the settings, the folder for files, the terminal.

use std::path::Path;

use super::Report;
use crate::config::{Layers, display};
use crate::error::{Exit, Explain as _, Problem};
use crate::text::Lang;
use crate::{files, terminal};

/// Whether every setting is one that the program takes.
pub(super) fn settings(layers: &Layers, lang: Lang) -> Result<Report, Problem> {
    let checks =
        [layers.approval().map(drop), layers.turn().map(drop), layers.edit_mode().map(drop)];
    // Those of the server and the model are checked with them.
    let checked: Result<Vec<()>, _> = checks.into_iter().collect();
    checked.map_err(|error| error.explain(lang))?;
    Ok(Report { line: lang.doctor_settings(), details: Vec::new() })
}

/// Whether conversations and history can be kept.
pub(super) fn folder(state: &Path, lang: Lang) -> Result<Report, Problem> {
    let probe = state.join(format!(".{}.doctor", files::unique_stem()));
    let written = files::create_folder(state)
        .and_then(|()| files::write_new(&probe, b""))
        .and_then(|()| std::fs::remove_file(&probe));
    written.map_err(|err| Problem {
        exit: Exit::Config,
        what: lang.doctor_folder_failed(state.display()),
        cause: err.to_string(),
        advice: lang.doctor_folder_advice(),
    })?;
    Ok(Report { line: lang.doctor_folder(), details: Vec::new() })
}

/// What the terminal takes. Nothing of it is a failure.
pub(super) fn terminal(lang: Lang) -> Report {
    if !terminal::is_interactive() {
        return Report { line: lang.doctor_no_terminal(), details: Vec::new() };
    }
    let mut details = Vec::new();
    if !display::wants_color(true) {
        details.push(lang.doctor_no_colors());
    }
    if !display::takes_links() {
        details.push(lang.doctor_no_links());
    }
    if display::editor().is_none() {
        details.push(lang.doctor_no_editor());
    }
    Report { line: lang.doctor_terminal(terminal::width()), details }
}
