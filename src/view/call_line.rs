//! The line of a call: while it runs what was called, what turns, how far it is and since when; and
//! why it did not run. Pure.

use std::time::Duration;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::agent::Denial;
use crate::mcp::protocol::Progress;
use crate::text::Lang;
use crate::ui::Spinner;
use crate::untrusted::Untrusted;

/// A time that is shorter is not told: it would only flicker.
const TIMED: Duration = Duration::from_secs(1);
/// How to give up is told after this long.
const HINTED: Duration = Duration::from_secs(2);
/// A number of a progress that has no end on the line, in columns.
const NUMBER: usize = 12;
/// How many cells a bar has on lines of at least so many columns; a narrower one has none.
const BARS: [(usize, usize); 2] = [(72, 12), (44, 6)];
/// A server's message on the line.
const MESSAGE: usize = 100;

/// What there is to tell of what runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Running<'a> {
    /// What was called.
    pub(super) head: &'a str,
    /// How far it is, if it told.
    pub(super) progress: Option<&'a Progress>,
    /// How long it runs.
    pub(super) waited: Duration,
    /// How long the turn takes, by which the picture turns.
    pub(super) elapsed: Duration,
}

impl Running<'_> {
    /// Returns the line, no wider than `room` columns. What was called gives way to how far it is.
    pub(super) fn line(&self, room: usize, spinner: Spinner, lang: Lang) -> String {
        let mut state = spinner.picture(self.elapsed).to_string();
        let mut message = String::new();
        if let Some(progress) = self.progress {
            state = format!("{state} {}", share(progress, room, spinner));
            let told = progress.message.as_ref().map(|message| message.line(MESSAGE));
            message =
                told.filter(|told| !told.is_empty()).map_or(message, |told| format!(" {told}"));
        }
        if self.waited >= TIMED {
            state = format!("{state} {}", lang.time(self.waited));
        }
        let free = room.saturating_sub(state.width() + 1);
        let head = cut(self.head, free.saturating_sub(message.width()).max(free / 2));
        let mut line = format!("{head} {state}{message}");
        let hint = lang.how_to_cancel();
        if self.waited >= HINTED && line.width() + 1 + hint.width() <= room {
            line = format!("{line} {hint}");
        }
        cut(&line, room)
    }
}

/// Returns how far a call is: a bar and its share, or its number where nobody knows where it ends.
fn share(progress: &Progress, room: usize, spinner: Spinner) -> String {
    let total = progress.total.filter(|total| *total > 0.0);
    let Some(share) = total.map(|total| (progress.progress / total).clamp(0.0, 1.0)) else {
        return cut(&format!("{}", progress.progress), NUMBER);
    };
    let percent = format!("{:.0} %", share * 100.0);
    match BARS.into_iter().find(|(least, _)| room >= *least) {
        Some((_, cells)) => format!("{} {percent}", bar(share, cells, spinner)),
        None => percent,
    }
}

/// Draws a share from 0 to 1.
fn bar(share: f64, cells: usize, spinner: Spinner) -> String {
    let (begin, end, empty, steps): (_, _, _, &[char]) = match spinner {
        Spinner::Braille => ('▕', '▏', ' ', &['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█']),
        Spinner::Ascii | Spinner::Still => ('[', ']', '-', &['#']),
    };
    // A share of a few cells: no number of them is too large for these types.
    let full = (share * (cells * steps.len()) as f64) as usize;
    let cell = |at: usize| match full.saturating_sub(at * steps.len()).min(steps.len()) {
        0 => empty,
        filled => steps[filled - 1],
    };
    std::iter::once(begin).chain((0..cells).map(cell)).chain([end]).collect()
}

/// Returns why a call did not run.
pub(super) fn denied(denial: &Denial, lang: Lang) -> String {
    match denial {
        Denial::Person { .. } => lang.call_denied(),
        Denial::NobodyToAsk => lang.call_denied_unasked(),
        Denial::ReadOnlyMode => lang.call_denied_read_only(),
        Denial::Pattern(pattern) => {
            lang.call_denied_pattern(Untrusted::from(pattern.as_str()).line(80))
        }
    }
}

/// Returns the text cut to `width` columns, so that the live line never wraps.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 0;
    let fits = |c: &char| {
        used += c.width().unwrap_or_default();
        used < width
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::{Duration, Lang, Progress, Running, Spinner, bar, cut, share};

    #[test]
    fn a_text_is_cut_to_its_columns() {
        assert_eq!(cut("números", 7), "números");
        assert_eq!(cut("números", 5), "núme…");
        assert_eq!(cut("🔧🔧🔧", 4), "🔧…");
    }

    #[test]
    fn a_bar_is_as_full_as_its_share() {
        let drawn = |spinner| [0.0, 0.4, 0.5, 0.99, 1.0].map(|share| bar(share, 5, spinner));
        assert_eq!(
            drawn(Spinner::Braille),
            ["▕     ▏", "▕██   ▏", "▕██▌  ▏", "▕████▉▏", "▕█████▏"]
        );
        assert_eq!(drawn(Spinner::Ascii), ["[-----]", "[##---]", "[##---]", "[####-]", "[#####]"]);
        let share = |progress, total| {
            share(&Progress { progress, total, message: None }, 50, Spinner::Ascii)
        };
        assert_eq!(share(-3.0, Some(10.0)), "[------] 0 %");
        assert_eq!(share(1e300, Some(1e-300)), "[######] 100 %");
        assert_eq!(share(7.5, Some(0.0)), "7.5");
        assert_eq!(share(1e300, None), "10000000000…");
    }

    #[test]
    fn what_was_called_gives_way_to_how_far_it_is() {
        let progress =
            Progress { progress: 3.0, total: Some(10.0), message: Some("leyendo la tabla".into()) };
        let line = |seconds, progress, room| {
            let elapsed = Duration::from_secs(seconds);
            let head = r#"🔧 list {"department":"Ventas"}"#;
            Running { head, progress, waited: elapsed, elapsed }.line(
                room,
                Spinner::Ascii,
                Lang::Es,
            )
        };
        assert_eq!(line(0, None, 40), r#"🔧 list {"department":"Ventas"} |"#);
        assert_eq!(line(1, None, 40), r#"🔧 list {"department":"Ventas"} - 1,0 s"#);
        assert_eq!(
            line(12, None, 60),
            r#"🔧 list {"department":"Ventas"} | 12 s (Ctrl-C cancela)"#
        );
        assert_eq!(line(12, None, 20), "🔧 list {\"de… | 12 s");
        assert_eq!(
            line(12, Some(&progress), 50),
            "🔧 list {\"dep… | [#-----] 30 % 12 s leyendo la ta…"
        );
        assert_eq!(line(12, Some(&progress), 30), "🔧 list … | 30 % 12 s leyendo…");
        for room in 0..60 {
            use unicode_width::UnicodeWidthStr as _;
            assert!(line(12, Some(&progress), room).width() <= room.max(1), "{room}");
        }
    }
}
