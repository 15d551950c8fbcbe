//! The picture that turns while something is waited for, in what the terminal can show.

use std::time::Duration;

const BRAILLE: [char; 10] = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const ASCII: [char; 4] = ['|', '/', '-', '\\'];
/// How long each picture stands, in milliseconds.
const PICTURE: u128 = 100;

/// What turns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spinner {
    /// Dots of braille, for any terminal of our days.
    #[default]
    Braille,
    /// A line, for a terminal without braille in its font or its encoding.
    Ascii,
    /// Nothing: the terminal cannot draw a line anew.
    Still,
}

impl Spinner {
    /// Chooses by what `TERM` says, and by whether the locale's characters are UTF-8.
    pub fn of(term: Option<&str>, unicode: bool) -> Self {
        match term {
            Some("dumb") => Self::Still,
            // The font of Linux's own console has 512 characters, and braille is not among them.
            None | Some("linux") => Self::Ascii,
            Some(_) if unicode => Self::Braille,
            Some(_) => Self::Ascii,
        }
    }

    /// Returns its name in a recording.
    pub fn name(self) -> &'static str {
        match self {
            Self::Braille => "braille",
            Self::Ascii => "ascii",
            Self::Still => "still",
        }
    }

    /// Returns the one of that name; without one the one of recordings that name none.
    pub fn named(name: Option<&str>) -> Self {
        match name {
            Some("ascii") => Self::Ascii,
            Some("still") => Self::Still,
            Some(_) | None => Self::Braille,
        }
    }

    /// Whether a line can be drawn anew.
    pub fn turns(self) -> bool {
        self != Self::Still
    }

    /// Returns the picture, `elapsed` after it began to turn.
    pub fn picture(self, elapsed: Duration) -> char {
        let pictures: &[char] = match self {
            Self::Braille => &BRAILLE,
            Self::Ascii | Self::Still => &ASCII,
        };
        let count = pictures.len() as u128;
        // The remainder is smaller than a list of pictures.
        pictures[(elapsed.as_millis() / PICTURE % count) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Spinner};

    #[test]
    fn the_terminal_says_what_turns() {
        for (term, unicode, expected) in [
            (Some("xterm-256color"), true, Spinner::Braille),
            (Some("xterm"), false, Spinner::Ascii),
            (Some("linux"), true, Spinner::Ascii),
            (None, true, Spinner::Ascii),
            (Some("dumb"), true, Spinner::Still),
        ] {
            let spinner = Spinner::of(term, unicode);
            assert_eq!(spinner, expected, "{term:?}");
            assert_eq!(Spinner::named(Some(spinner.name())), spinner);
        }
        assert_eq!(Spinner::named(None), Spinner::Braille);
    }

    #[test]
    fn it_turns_with_the_time() {
        let turned = |spinner: Spinner| -> String {
            [0, 90, 100, 250, 1000]
                .into_iter()
                .map(|ms| spinner.picture(Duration::from_millis(ms)))
                .collect()
        };
        assert_eq!(turned(Spinner::Braille), "⠋⠋⠙⠹⠋");
        assert_eq!(turned(Spinner::Ascii), "||/--");
    }
}
