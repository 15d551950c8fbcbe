//! Colours, or none.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};

use super::Spinner;

/// Decides whether colours are used; all styling goes through it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    colored: bool,
    links: bool,
    spinner: Spinner,
}

impl Theme {
    /// Makes a theme with colours or without.
    pub fn new(colored: bool) -> Self {
        Self { colored, ..Self::default() }
    }

    /// Says whether the terminal takes links (OSC 8).
    pub fn with_links(self, links: bool) -> Self {
        Self { links, ..self }
    }

    /// Says what turns on a line that is drawn anew.
    pub fn with_spinner(self, spinner: Spinner) -> Self {
        Self { spinner, ..self }
    }

    /// Returns what turns on a line that is drawn anew.
    pub fn spinner(self) -> Spinner {
        self.spinner
    }

    /// Whether the terminal takes links.
    pub fn has_links(self) -> bool {
        self.links
    }

    /// Whether there are colours.
    pub fn is_colored(self) -> bool {
        self.colored
    }

    /// Styles what is less important than the answer.
    pub fn dim(self, text: impl Display) -> String {
        self.paint(Style::new().dimmed(), text)
    }

    /// Styles what was done.
    pub fn good(self, text: impl Display) -> String {
        self.paint(AnsiColor::Green.on_default(), text)
    }

    /// Styles what failed.
    pub fn bad(self, text: impl Display) -> String {
        self.paint(AnsiColor::Red.on_default(), text)
    }

    /// Styles what wants attention.
    pub fn warn(self, text: impl Display) -> String {
        self.paint(AnsiColor::Yellow.on_default(), text)
    }

    /// Styles a name or the prompt.
    pub fn strong(self, text: impl Display) -> String {
        self.paint(Style::new().bold(), text)
    }

    fn paint(self, style: Style, text: impl Display) -> String {
        if self.colored { format!("{style}{text}{style:#}") } else { text.to_string() }
    }
}
