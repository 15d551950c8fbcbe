//! How the program may draw and how much it logs: what the environment says of the terminal.

use std::env;

/// Whether colours are wanted on a stream, by the conventions of NO_COLOR, CLICOLOR_FORCE and
/// TERM.
pub fn wants_color(is_terminal: bool) -> bool {
    matches!(color(is_terminal), Color::Forced | Color::Terminal)
}

/// Whether there are colours, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// `CLICOLOR_FORCE` asks for them.
    Forced,
    /// It is a terminal and nothing speaks against them.
    Terminal,
    /// `NO_COLOR` forbids them.
    Forbidden,
    /// `TERM` is `dumb`.
    Dumb,
    /// It is no terminal.
    NoTerminal,
}

/// Returns whether colours are wanted on a stream, and why.
pub fn color(is_terminal: bool) -> Color {
    decide(is_terminal, |name| env::var(name).ok().filter(|value| !value.is_empty()))
}

/// Returns what `TERM` says the terminal is; `None` if it says nothing.
pub fn term() -> Option<String> {
    env::var("TERM").ok().filter(|term| !term.is_empty())
}

/// Returns the locale of characters if it is none of UTF-8: the variable that decides and its
/// value. Without any of the variables a system's own default counts, which is not known.
pub fn foreign_locale() -> Option<(&'static str, String)> {
    not_unicode(|name| env::var(name).ok().filter(|value| !value.is_empty()))
}

fn not_unicode(
    variable: impl Fn(&'static str) -> Option<String>,
) -> Option<(&'static str, String)> {
    let (name, value) =
        ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|it| Some((it, variable(it)?)))?;
    let is_unicode = value.to_ascii_lowercase().replace('-', "").contains("utf8");
    (!is_unicode).then_some((name, value))
}

/// Whether a program stands in one of the folders of `PATH`.
pub fn is_on_path(program: &str) -> bool {
    env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// Returns the command that pages a long text: `PAGER`, else `less`.
pub fn pager() -> String {
    env::var("PAGER").ok().filter(|pager| !pager.trim().is_empty()).unwrap_or_else(|| "less".into())
}

/// Returns the command that edits a text: `VISUAL`, else `EDITOR`; `None` if neither is set.
pub fn editor() -> Option<String> {
    let set = |name: &str| env::var(name).ok().filter(|editor| !editor.trim().is_empty());
    set("VISUAL").or_else(|| set("EDITOR"))
}

/// A way to the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clipboard {
    /// A program that takes the text on its standard input.
    Program(&'static str),
    /// The terminal (OSC 52).
    Terminal,
}

/// Returns the ways to the clipboard before which the person sits, the best first.
pub fn clipboards() -> Vec<Clipboard> {
    ways(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn ways(is_set: impl Fn(&str) -> bool) -> Vec<Clipboard> {
    let mut ways = Vec::new();
    if is_set("TMUX") {
        ways.push(Clipboard::Program("tmux load-buffer -w -"));
    }
    // Over the network the programs here fill a clipboard that nobody sees.
    if !is_set("SSH_TTY") {
        if is_set("WAYLAND_DISPLAY") {
            ways.push(Clipboard::Program("wl-copy"));
        }
        if is_set("DISPLAY") {
            ways.push(Clipboard::Program("xclip -selection clipboard"));
            ways.push(Clipboard::Program("xsel --clipboard --input"));
        }
        if cfg!(target_os = "macos") {
            ways.push(Clipboard::Program("pbcopy"));
        }
        if cfg!(windows) || is_set("WSL_DISTRO_NAME") {
            ways.push(Clipboard::Program("clip.exe"));
        }
    }
    ways.push(Clipboard::Terminal);
    ways
}

/// Whether the person has said how `less` behaves.
pub fn has_less_options() -> bool {
    env::var_os("LESS").is_some()
}

/// Whether the terminal shows a text as a link (OSC 8), by what the environment tells of it;
/// `FORCE_HYPERLINK` decides over it.
pub fn takes_links() -> bool {
    supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout)
}

fn decide(is_terminal: bool, variable: impl Fn(&str) -> Option<String>) -> Color {
    if variable("NO_COLOR").is_some() {
        Color::Forbidden
    } else if variable("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        Color::Forced
    } else if !is_terminal {
        Color::NoTerminal
    } else if variable("TERM").is_some_and(|term| term == "dumb") {
        Color::Dumb
    } else {
        Color::Terminal
    }
}

/// Returns what is logged: `MCP_CHAT_LOG` (`error` to `trace`, or a tracing filter), else `info`.
pub fn log_level() -> String {
    env::var("MCP_CHAT_LOG")
        .ok()
        .filter(|level| !level.is_empty())
        .unwrap_or_else(|| "mcp_chat=info".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Clipboard, Color, decide, not_unicode, ways};

    #[test]
    fn the_clipboard_is_that_of_the_person() {
        let ways = |set: &[&str]| ways(|name| set.contains(&name));
        let own = usize::from(cfg!(target_os = "macos")) + usize::from(cfg!(windows));
        assert_eq!(ways(&[]).len(), 1 + own);
        assert_eq!(ways(&["SSH_TTY", "DISPLAY"]), [Clipboard::Terminal]);
        let tmux = Clipboard::Program("tmux load-buffer -w -");
        assert_eq!(ways(&["SSH_TTY", "TMUX"]), [tmux, Clipboard::Terminal]);
        assert_eq!(ways(&["WAYLAND_DISPLAY"])[0], Clipboard::Program("wl-copy"));
    }

    #[test]
    fn the_conventions_decide_in_their_order() {
        let with = |pairs: &'static [(&str, &str)], is_terminal| {
            decide(is_terminal, |name| {
                pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            })
        };
        for (pairs, is_terminal, color) in [
            (&[("TERM", "xterm")][..], true, Color::Terminal),
            (&[], true, Color::Terminal),
            (&[], false, Color::NoTerminal),
            (&[("TERM", "dumb")], true, Color::Dumb),
            (&[("CLICOLOR_FORCE", "1")], false, Color::Forced),
            (&[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")], true, Color::Forced),
            (&[("CLICOLOR_FORCE", "0")], false, Color::NoTerminal),
            (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], true, Color::Forbidden),
        ] {
            assert_eq!(with(pairs, is_terminal), color, "{pairs:?}");
        }
    }

    #[test]
    fn the_first_variable_that_is_set_tells_the_locale() {
        let with = |pairs: &'static [(&'static str, &str)]| {
            not_unicode(|name| {
                pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(with(&[]), None);
        assert_eq!(with(&[("LANG", "es_ES.UTF-8")]), None);
        assert_eq!(with(&[("LANG", "C"), ("LC_CTYPE", "en_US.utf8")]), None);
        assert_eq!(
            with(&[("LANG", "es_ES.UTF-8"), ("LC_ALL", "C")]),
            Some(("LC_ALL", "C".to_owned()))
        );
    }
}
