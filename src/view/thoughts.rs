//! What the model thinks: hidden behind a count, or shown dimmed, wrapped and folded.
//!
//! It never looks like the answer: each line stands behind a bar.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::{Filter, Untrusted};

/// Lines that are shown before the rest is folded.
const SHOWN: usize = 12;
/// Stands before each line.
const BAR: &str = "   │ ";
/// The narrowest text that is worth wrapping, in columns.
const NARROWEST: usize = 20;
/// Words after which the hidden thoughts' count is drawn again.
const STEP: usize = 10;

/// The thoughts of one turn.
#[derive(Debug)]
pub(super) struct Thoughts {
    lang: Lang,
    theme: Theme,
    shown: bool,
    /// Columns of a line; `None` where there is no terminal: then nothing is wrapped or folded.
    width: Option<usize>,
    filter: Filter,
    /// All of the turn.
    whole: String,
    /// The line that is not complete yet.
    open: String,
    /// Lines of the present block so far.
    lines: usize,
    words: usize,
    told: usize,
    thinking: bool,
}

/// What to print.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Print {
    /// Whole lines.
    pub(super) lines: String,
    /// The live line, if it changes.
    pub(super) live: Option<String>,
}

impl Thoughts {
    pub(super) fn new(lang: Lang, theme: Theme, width: Option<usize>, shown: bool) -> Self {
        Self {
            lang,
            theme,
            shown,
            width: width.map(|width| width.saturating_sub(BAR.width() + 1).max(NARROWEST)),
            filter: Filter::default(),
            whole: String::new(),
            open: String::new(),
            lines: 0,
            words: 0,
            told: 0,
            thinking: false,
        }
    }

    /// Takes the next piece.
    pub(super) fn push(&mut self, text: &Untrusted) -> Print {
        let text = self.filter.filter(text.raw());
        if !std::mem::replace(&mut self.thinking, true) && !self.whole.is_empty() {
            self.whole.push('\n');
        }
        self.words += text.split_whitespace().count();
        self.whole.push_str(&text);
        let mut print = Print::default();
        if self.shown {
            self.open.push_str(&text);
            while let Some(line) = self.next_line() {
                self.line(&line, &mut print.lines);
            }
        }
        let folded = self.width.is_some() && self.lines > SHOWN;
        if (!self.shown || folded) && self.words >= self.told + STEP {
            self.told = self.words;
            print.live = Some(self.lang.thinking_words(self.words));
        }
        print
    }

    /// Ends a block: something else follows.
    pub(super) fn end(&mut self) -> Option<String> {
        if !std::mem::replace(&mut self.thinking, false) {
            return None;
        }
        let mut lines = String::new();
        let rest = std::mem::take(&mut self.open);
        if !rest.trim().is_empty() {
            self.line(rest.trim_end(), &mut lines);
        }
        let folded = self.lines.saturating_sub(SHOWN);
        if self.width.is_some() && folded > 0 {
            let more = match folded {
                1 => self.lang.thinking_folded_one(),
                many => self.lang.thinking_folded(many),
            };
            lines.push_str(&format!("{}\n", self.theme.dim(format!("{BAR}{more}"))));
        }
        (self.lines, self.words, self.told) = (0, 0, 0);
        Some(lines).filter(|lines| !lines.is_empty())
    }

    /// Returns all thoughts of the turn so far, ready to be shown.
    pub(super) fn whole(&self) -> &str {
        &self.whole
    }

    fn line(&mut self, line: &str, out: &mut String) {
        self.lines += 1;
        if self.width.is_none() || self.lines <= SHOWN {
            out.push_str(&format!("{}\n", self.theme.dim(format!("{BAR}{line}"))));
        }
    }

    /// Takes a line that is complete: up to a line break, or as much as fits.
    fn next_line(&mut self) -> Option<String> {
        let end = self.open.find('\n');
        let fits = self.width.map_or(self.open.len(), |width| fitting(&self.open, width));
        let (length, skip) = match end {
            Some(end) if end <= fits => (end, 1),
            _ if fits < self.open.len() => {
                let space = self.open[..fits].rfind(' ').filter(|at| *at > 0);
                space.map_or((fits, 0), |at| (at, 1))
            }
            Some(_) | None => return None,
        };
        let rest = self.open.split_off(length + skip);
        let mut line = std::mem::replace(&mut self.open, rest);
        line.truncate(length);
        Some(line.trim_end().to_owned())
    }
}

/// Returns whole thoughts as lines behind a bar, for `/thinking all`.
pub fn thoughts_page(thoughts: &str, lang: Lang, theme: Theme) -> String {
    if thoughts.trim().is_empty() {
        return format!("{}\n", lang.thinking_nothing());
    }
    let lines = thoughts.trim().lines();
    lines.map(|line| format!("{}\n", theme.dim(format!("{BAR}{line}")))).collect()
}

/// Returns how many bytes of the text fit in `width` columns.
fn fitting(text: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.width().unwrap_or_default();
        if used > width {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{Lang, Print, SHOWN, Theme, Thoughts, thoughts_page};

    fn shown(width: Option<usize>, pieces: &[&str]) -> String {
        let mut thoughts = Thoughts::new(Lang::Es, Theme::default(), width, true);
        let mut out = String::new();
        for piece in pieces {
            out.push_str(&thoughts.push(&(*piece).into()).lines);
        }
        out + &thoughts.end().unwrap_or_default()
    }

    #[test]
    fn shown_thoughts_are_wrapped_behind_a_bar_however_they_are_cut() {
        let text = "Primero miro quién trabaja en Ventas,\ny luego respondo\u{1b}[2J.";
        let letters: Vec<String> = text.chars().map(String::from).collect();
        let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
        let expected = shown(Some(30), &[text]);
        insta::assert_snapshot!(expected, @r"
           │ Primero miro quién
           │ trabaja en Ventas,
           │ y luego respondo␛[2J.
        ");
        assert_eq!(shown(Some(30), &letters), expected);
    }

    #[test]
    fn a_long_thought_is_folded_on_a_terminal_alone() {
        let text = "línea\n".repeat(SHOWN + 3);
        let folded = shown(Some(80), &[&text]);
        assert_eq!(folded.matches("│ línea").count(), SHOWN);
        assert!(
            folded.ends_with("   │ … y 3 líneas más (/razonamiento todo las muestra)\n"),
            "{folded}"
        );
        assert_eq!(shown(None, &[&text]).matches("│ línea").count(), SHOWN + 3);
        let folded = shown(Some(80), &[&"línea\n".repeat(SHOWN + 1)]);
        assert!(
            folded.ends_with("│ … y 1 línea más (/razonamiento todo la muestra)\n"),
            "{folded}"
        );
    }

    #[test]
    fn hidden_thoughts_are_counted_and_kept() {
        let mut thoughts = Thoughts::new(Lang::Es, Theme::default(), Some(80), false);
        assert_eq!(thoughts.push(&"uno dos".into()), Print::default());
        let many = "palabra ".repeat(10);
        let live = thoughts.push(&many.as_str().into()).live;
        assert_eq!(live.as_deref(), Some("💭 razonando… 12 palabras"));
        assert_eq!(thoughts.end(), None);
        thoughts.push(&"otra vez".into());
        assert_eq!(thoughts.whole(), format!("uno dos{many}\notra vez"));
        assert_eq!(thoughts_page("a\nb\n", Lang::Es, Theme::default()), "   │ a\n   │ b\n");
        assert_eq!(
            thoughts_page("", Lang::En, Theme::default()),
            "The model told no thoughts in the last turn.\n"
        );
    }
}
