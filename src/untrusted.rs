//! Text that came from a server or a model, and the only way to show it.
//!
//! Whoever writes a tool's description, a result or an answer could put terminal commands into
//! it: clear the screen, retitle the window, fill the clipboard (OSC 52), or turn the reading
//! direction so that an argument reads as another. [`Untrusted`] has no way to its raw text that
//! a format string can take: `{}` and [`Untrusted::line`] show a control character as a visible
//! symbol and drop what has no width and only serves to deceive. [`Untrusted::raw`] is for the
//! wire (the model reads the text as it is), never for the terminal or a log.

use std::fmt;

/// Text of foreign origin.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Untrusted(String);

impl Untrusted {
    /// Wraps foreign text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text as it came: for the wire and for files, never for a terminal or a log.
    pub fn raw(&self) -> &str {
        &self.0
    }

    /// Appends text.
    pub fn push(&mut self, more: &Self) {
        self.0.push_str(&more.0);
    }

    /// Returns the text on one line of at most `max` characters, for headings and log lines.
    ///
    /// Line breaks and tabs become spaces, runs of white space become one, and what was cut is
    /// marked with `…`.
    pub fn line(&self, max: usize) -> String {
        let mut filter = Filter::default();
        let mut out = String::new();
        let mut used = 0;
        let mut gap = false;
        for c in self.0.chars() {
            if c.is_whitespace() || c == '\u{85}' {
                gap = !out.is_empty();
                continue;
            }
            let Some(shown) = filter.show(c) else { continue };
            if used + usize::from(gap) >= max {
                out.push('…');
                return out;
            }
            if std::mem::take(&mut gap) {
                out.push(' ');
                used += 1;
            }
            out.push(shown);
            used += 1;
        }
        out
    }
}

impl From<String> for Untrusted {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Untrusted {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Shows the text with its line breaks and tabs, every other control character made visible.
impl fmt::Display for Untrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Filter::default().filter(&self.0))
    }
}

/// Debug output reaches logs and panics, so it is filtered like any other.
impl fmt::Debug for Untrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Untrusted({:?})", self.line(200))
    }
}

/// Makes a stream of foreign text safe to show, piece by piece.
///
/// It remembers the last character, because a zero-width joiner is honest only between two
/// halves of an emoji; so a text shown in pieces looks the same as in one.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Whether the last character shown can be continued by a joiner or a selector.
    after_emoji: bool,
}

impl Filter {
    /// Returns what may be shown of the next piece of the text.
    pub fn filter(&mut self, piece: &str) -> String {
        let mut out = String::with_capacity(piece.len());
        for c in piece.chars() {
            match c {
                // A carriage return moves back over what was written: only its line break stays.
                '\n' | '\t' => {
                    self.after_emoji = false;
                    out.push(c);
                }
                '\r' => {}
                _ => out.extend(self.show(c)),
            }
        }
        out
    }

    /// Returns what stands for one character, `None` where it is dropped.
    fn show(&mut self, c: char) -> Option<char> {
        let code = u32::from(c);
        let shown = match code {
            // C0 controls and DEL have pictures of their own in Unicode (U+2400).
            0x00..=0x1f => char::from_u32(0x2400 + code),
            0x7f => Some('\u{2421}'),
            // C1 controls: 8-bit CSI and OSC among them.
            0x80..=0x9f => Some('\u{fffd}'),
            // A joiner or a variation selector belongs to the emoji before it.
            0x200d | 0xfe0f => return self.after_emoji.then_some(c),
            // Bidirectional marks, embeddings, overrides and isolates change the reading order.
            0x061c | 0x200e | 0x200f | 0x202a..=0x202e | 0x2066..=0x2069 => Some('\u{fffd}'),
            // Line and paragraph separators break a line where no one expects it.
            0x2028 | 0x2029 => Some(' '),
            // Invisible: zero-width characters, soft hyphen, selectors, fillers, tags.
            0x00ad
            | 0x034f
            | 0x115f
            | 0x1160
            | 0x17b4
            | 0x17b5
            | 0x180b..=0x180f
            | 0x200b..=0x200c
            | 0x2060..=0x2065
            | 0x206a..=0x206f
            | 0x3164
            | 0xfe00..=0xfe0e
            | 0xfeff
            | 0xffa0
            | 0xfff9..=0xfffb
            | 0xe0000..=0xe0fff => {
                return None;
            }
            _ => Some(c),
        };
        // By what is shown: a control character is no emoji, whatever its number is near to.
        self.after_emoji = shown.is_some_and(|c| is_emoji(u32::from(c)));
        shown
    }
}

/// Whether a joiner may follow: the blocks that hold emoji and their modifiers, without the
/// pictures of control characters.
fn is_emoji(code: u32) -> bool {
    !matches!(code, 0x2400..=0x243f)
        && matches!(code, 0x00a9 | 0x00ae | 0x203c..=0x3299 | 0x1f000..=0x1faff)
}

/// Whether a text looks exactly as it is: nothing in it is hidden, replaced or moves the cursor,
/// but for line breaks.
pub fn is_plain(text: &str) -> bool {
    !text.contains('\t') && Filter::default().filter(text) == text
}

/// Writes JSON whose foreign text is safe to show and loses nothing: a character that a terminal
/// would act upon stands as its `\u` escape.
pub fn visible_json(value: &serde_json::Value) -> String {
    escaped(&format!("{value:#}"))
}

/// As [`visible_json`], on one line.
pub fn visible_json_line(value: &serde_json::Value) -> String {
    escaped(&value.to_string())
}

/// Writes the same on one line, its line break included, for output that is read line by line.
pub fn visible_line(value: &impl serde::Serialize) -> String {
    // Fails only for maps whose keys are no text, and nobody has such.
    escaped(&serde_json::to_string(value).unwrap_or_default()) + "\n"
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Outside of strings JSON has no such character, so an escape is always within one.
        if c == '\n' || Filter::default().show(c) == Some(c) {
            out.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Filter, Untrusted, is_plain, visible_json, visible_line};

    #[test]
    fn shown_json_is_safe_and_still_the_same() {
        let value = serde_json::json!({ "a": "ñ\u{1b}[2J\u{9b}\u{202e}\u{e0041}👩\u{200d}💻\n" });
        let text = visible_json(&value);
        assert_eq!(Untrusted::from(text.as_str()).to_string(), text);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
        assert!(text.contains("ñ\\u001b[2J\\u009b\\u202e\\udb40\\udc41👩\\u200d💻"), "{text}");
        let line = visible_line(&value);
        assert_eq!((line.lines().count(), line.ends_with("}\n")), (1, true));
        assert_eq!(Untrusted::from(line.as_str()).to_string(), line);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&line).unwrap(), value);
    }

    #[test]
    fn only_what_looks_as_it_is_counts_as_plain() {
        assert!(is_plain("¿Quién?\n👩\u{200d}💻 ñ"));
        // A joiner on the next line joins nothing.
        for hidden in
            ["👩\n\u{200d}", "a\tb", "a\rb", "\u{1b}[2J", "a\u{200b}b", "\u{202e}", "a\u{200d}b"]
        {
            assert!(!is_plain(hidden), "{hidden:?}");
        }
    }

    #[test]
    fn terminal_commands_become_visible() {
        let attack = Untrusted::from("a\u{1b}]52;c;ZXZpbA==\u{7}b\u{9b}2Jc\u{7f}");
        assert_eq!(attack.to_string(), "a␛]52;c;ZXZpbA==␇b\u{fffd}2Jc␡");
    }

    #[test]
    fn reading_order_cannot_be_turned() {
        let attack = Untrusted::from("pagar\u{202e}001\u{202c}\u{200b}\u{feff} ok\u{2066}");
        assert_eq!(attack.to_string(), "pagar\u{fffd}001\u{fffd} ok\u{fffd}");
    }

    #[test]
    fn a_carriage_return_cannot_overwrite() {
        assert_eq!(Untrusted::from("borra todo\rlista\r\nfin").to_string(), "borra todolista\nfin");
    }

    #[test]
    fn spanish_and_emoji_stay_as_they_are() {
        let text = "¿Quién? 👩\u{200d}💻 ❤\u{fe0f} García — ñandú\tfin\n";
        assert_eq!(Untrusted::from(text).to_string(), text);
    }

    #[test]
    fn a_joiner_outside_an_emoji_is_dropped() {
        assert_eq!(Untrusted::from("ad\u{200d}min\u{fe0f}").to_string(), "admin");
        // Neither after what stands for a control character.
        assert_eq!(Untrusted::from("\u{2066}\u{200d}\u{1b}\u{200d}").to_string(), "\u{fffd}␛");
    }

    #[test]
    fn a_stream_shows_what_the_whole_shows() {
        let text = "x👩\u{200d}💻\u{1b}[2J\r\n\u{202e}fin";
        let whole = Untrusted::from(text).to_string();
        let mut filter = Filter::default();
        let pieces: String = text.chars().map(|c| filter.filter(&c.to_string())).collect();
        assert_eq!(pieces, whole);
    }

    #[test]
    fn one_line_holds_no_break_and_marks_its_cut() {
        let text = Untrusted::from("  uno\n\tdos\u{1b}[31m tres\u{2028}cuatro");
        assert_eq!(text.line(80), "uno dos␛[31m tres cuatro");
        assert_eq!(text.line(8), "uno dos␛…");
        assert_eq!(format!("{text:?}"), "Untrusted(\"uno dos␛[31m tres cuatro\")");
    }
}
