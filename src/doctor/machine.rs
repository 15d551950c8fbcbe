//! What `doctor` finds on this machine: the settings, the folder for files, the terminal.

use std::path::Path;

use super::{Outcome, Report};
use crate::config::Layers;
use crate::config::display::{self, Clipboard, Color};
use crate::error::{Exit, Explain as _, Problem};
use crate::text::Lang;
use crate::untrusted::Untrusted;
use crate::{files, terminal};

/// Columns from which on a table reads well.
const NARROW: usize = 40;

/// Whether every setting is one that the program takes; each that is not is an outcome.
pub(super) fn settings(layers: &Layers, lang: Lang) -> Vec<Outcome> {
    let wrong = layers.wrong();
    if wrong.is_empty() {
        let line = lang.doctor_settings();
        return vec![Outcome::Sound(Report { line, details: Vec::new() })];
    }
    wrong.iter().map(|error| Outcome::Wrong(error.explain(lang), Vec::new())).collect()
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

/// What the environment says of the terminal.
struct Seen {
    /// Its columns; `None` where there is no terminal.
    columns: Option<usize>,
    term: Option<String>,
    color: Color,
    /// The variable that asks for another locale than UTF-8, and its value.
    foreign_locale: Option<(&'static str, String)>,
    links: bool,
    /// The program that copies; `None` where the terminal itself has to.
    copies: Option<&'static str>,
    has_editor: bool,
}

/// What the terminal takes. Nothing of it is a failure.
pub(super) fn terminal(lang: Lang) -> Report {
    let is_terminal = terminal::is_interactive();
    let copies = display::clipboards().into_iter().find_map(|way| match way {
        Clipboard::Program(command) => {
            let program = command.split(' ').next().unwrap_or_default();
            display::is_on_path(program).then_some(program)
        }
        Clipboard::Terminal => None,
    });
    let seen = Seen {
        columns: is_terminal.then(terminal::width),
        term: display::term(),
        color: display::color(is_terminal),
        foreign_locale: display::foreign_locale(),
        links: display::takes_links(),
        copies,
        has_editor: display::editor().is_some(),
    };
    told(&seen, lang)
}

fn told(seen: &Seen, lang: Lang) -> Report {
    let mut details = Vec::new();
    if let Some((variable, value)) = &seen.foreign_locale {
        let value = Untrusted::from(value.as_str()).line(40);
        details.push(lang.doctor_locale(variable, value));
    }
    let Some(columns) = seen.columns else {
        return Report { line: lang.doctor_no_terminal(), details };
    };
    if columns < NARROW {
        details.push(lang.doctor_narrow(NARROW));
    }
    let line = match &seen.term {
        Some(term) => lang.doctor_terminal(columns, Untrusted::from(term.as_str()).line(40)),
        None => {
            details.push(lang.doctor_no_term());
            lang.doctor_terminal_unnamed(columns)
        }
    };
    details.push(match seen.color {
        Color::Terminal => lang.doctor_colors(),
        Color::Forced => lang.doctor_colors_forced(),
        Color::Forbidden => lang.doctor_no_colors(),
        // The second cannot be: there is a terminal.
        Color::Dumb | Color::NoTerminal => lang.doctor_dumb(),
    });
    details.push(if seen.links { lang.doctor_links() } else { lang.doctor_no_links() });
    details.push(match seen.copies {
        Some(program) => lang.doctor_copies(program),
        None => lang.doctor_copies_by_terminal(),
    });
    if !seen.has_editor {
        details.push(lang.doctor_no_editor());
    }
    Report { line, details }
}

#[cfg(test)]
mod tests {
    use super::{Color, Lang, Report, Seen, told};

    fn shown(seen: &Seen, lang: Lang) -> String {
        let Report { line, details } = told(seen, lang);
        [vec![line], details].concat().join("\n")
    }

    #[test]
    fn a_terminal_is_told_with_what_it_takes() {
        let good = Seen {
            columns: Some(120),
            term: Some("xterm-256color".into()),
            color: Color::Terminal,
            foreign_locale: None,
            links: true,
            copies: Some("wl-copy"),
            has_editor: true,
        };
        insta::assert_snapshot!(shown(&good, Lang::Es), @"
        Terminal: 120 columnas, xterm-256color
        con colores; NO_COLOR=1 los quita
        admite enlaces (OSC 8)
        /copiar usa wl-copy
        ");
        insta::assert_snapshot!(shown(&Seen { color: Color::Forced, ..good }, Lang::En), @"
        Terminal: 120 columns, xterm-256color
        with colours, because of CLICOLOR_FORCE
        takes links (OSC 8)
        /copy uses wl-copy
        ");
    }

    #[test]
    fn what_a_terminal_lacks_is_told_with_what_to_do() {
        let poor = Seen {
            columns: Some(20),
            term: None,
            color: Color::Forbidden,
            foreign_locale: Some(("LC_ALL", "C\u{1b}[2J".into())),
            links: false,
            copies: None,
            has_editor: false,
        };
        insta::assert_snapshot!(shown(&poor, Lang::Es), @"
        Terminal: 20 columnas
        ⚠️  LC_ALL=C␛[2J no es UTF-8: las tildes y los símbolos pueden verse mal; por ejemplo: export LC_ALL=C.UTF-8
        ⚠️  con menos de 40 columnas las tablas apenas se leen: ensancha la ventana
        ⚠️  TERM no está definida: no se sabe qué terminal es; por ejemplo: export TERM=xterm-256color
        sin colores, por NO_COLOR; quita esa variable para verlos
        no se sabe que admita enlaces (OSC 8); FORCE_HYPERLINK=1 los pide
        /copiar usa el propio terminal (OSC 52), si lo admite; wl-copy, xclip o xsel copian seguro
        sin editor para /editar y Ctrl-X Ctrl-E: pon EDITOR
        ");
        let dumb = Seen { color: Color::Dumb, term: Some("dumb".into()), ..poor };
        insta::assert_snapshot!(shown(&dumb, Lang::En), @"
        Terminal: 20 columns, dumb
        ⚠️  LC_ALL=C␛[2J is not UTF-8: accents and symbols may look wrong; for example: export LC_ALL=C.UTF-8
        ⚠️  with less than 40 columns tables can hardly be read: widen the window
        no colours, because of TERM=dumb; CLICOLOR_FORCE=1 asks for them
        it is not known to take links (OSC 8); FORCE_HYPERLINK=1 asks for them
        /copy uses the terminal itself (OSC 52), if it takes that; wl-copy, xclip or xsel copy for sure
        no editor for /edit and Ctrl-X Ctrl-E: set EDITOR
        ");
        let none = Seen { columns: None, ..dumb };
        insta::assert_snapshot!(shown(&none, Lang::Es), @"
        Terminal: aquí no lo hay; sin él mcp-chat lee preguntas línea a línea
        ⚠️  LC_ALL=C␛[2J no es UTF-8: las tildes y los símbolos pueden verse mal; por ejemplo: export LC_ALL=C.UTF-8
        ");
    }
}
