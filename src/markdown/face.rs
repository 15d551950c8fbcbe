//! How a piece of text looks.

use anstyle::{AnsiColor, Effects, Style};

/// A look; looks add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Face {
    effects: Effects,
    color: Option<AnsiColor>,
}

impl Face {
    pub(super) const PLAIN: Self = Self::of(Effects::new());
    pub(super) const BOLD: Self = Self::of(Effects::BOLD);
    pub(super) const ITALIC: Self = Self::of(Effects::ITALIC);
    pub(super) const STRUCK: Self = Self::of(Effects::STRIKETHROUGH);
    pub(super) const HEADING: Self = Self::of(Effects::BOLD.insert(Effects::UNDERLINE));
    pub(super) const LINK: Self = Self::of(Effects::UNDERLINE);
    pub(super) const DIM: Self = Self::of(Effects::DIMMED);
    /// A span of code.
    pub(super) const CODE: Self = Self::colored(AnsiColor::Cyan);
    /// A word of a programming language.
    pub(super) const KEYWORD: Self = Self::colored(AnsiColor::Magenta);
    pub(super) const STRING: Self = Self::colored(AnsiColor::Green);
    pub(super) const NUMBER: Self = Self::colored(AnsiColor::Yellow);

    const fn of(effects: Effects) -> Self {
        Self { effects, color: None }
    }

    const fn colored(color: AnsiColor) -> Self {
        Self { effects: Effects::new(), color: Some(color) }
    }

    /// Returns this look with another one on top.
    pub(super) fn with(self, other: Self) -> Self {
        Self { effects: self.effects | other.effects, color: other.color.or(self.color) }
    }

    pub(super) fn style(self) -> Style {
        let style = Style::new().effects(self.effects);
        match self.color {
            Some(color) => style.fg_color(Some(color.into())),
            None => style,
        }
    }
}
