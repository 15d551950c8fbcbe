//! How the program may draw and how much it logs: what the environment says of the terminal.

use std::env;

/// Whether colours are wanted on a stream, by the conventions of NO_COLOR, CLICOLOR_FORCE and
/// TERM.
pub fn wants_color(is_terminal: bool) -> bool {
    decide(is_terminal, |name| env::var(name).ok().filter(|value| !value.is_empty()))
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

fn decide(is_terminal: bool, variable: impl Fn(&str) -> Option<String>) -> bool {
    if variable("NO_COLOR").is_some() {
        return false;
    }
    if variable("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    is_terminal && variable("TERM").is_none_or(|term| term != "dumb")
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
    use super::{Clipboard, decide, ways};

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
        assert!(with(&[("TERM", "xterm")], true) && with(&[], true) && !with(&[], false));
        assert!(!with(&[("TERM", "dumb")], true));
        assert!(
            with(&[("CLICOLOR_FORCE", "1")], false) && !with(&[("CLICOLOR_FORCE", "0")], false)
        );
        assert!(!with(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], true));
    }
}
