//! `/log`: what is wanted of the server's log messages, and how they look.

use crate::error::{Exit, Problem};
use crate::mcp::protocol::{Level, LogMessage};
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::Untrusted;

/// Messages that are shown of those that came.
const SHOWN: usize = 40;
/// Characters of a message on its line.
const TEXT: usize = 500;

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The last ones.
    Look,
    /// None as they come.
    Off,
    /// Those from this level on, as they come.
    From(Level),
}

impl Shown {
    /// Reads what stands after the command; the words of both languages count in both.
    ///
    /// # Errors
    /// Fails if it is no level.
    pub fn read(argument: Option<&str>, lang: Lang) -> Result<Self, Problem> {
        let Some(typed) = argument.map(str::trim) else { return Ok(Self::Look) };
        match (typed.to_lowercase().as_str(), Level::named(typed)) {
            (_, Some(level)) => Ok(Self::From(level)),
            ("off" | "no", None) => Ok(Self::Off),
            ("on" | "si" | "sí", None) => Ok(Self::From(Level::Info)),
            (_, None) => Err(Problem {
                exit: Exit::Usage,
                what: lang.log_argument(Untrusted::from(typed).line(40)),
                cause: lang.log_argument_cause(Level::ALL.map(Level::name).join(", ")),
                advice: lang.log_argument_advice(),
            }),
        }
    }
}

/// Returns a message on one line.
pub fn line(message: &LogMessage) -> String {
    let logger = message.logger.line(40);
    let who = if logger.is_empty() { String::new() } else { format!(" {logger}") };
    format!("📜 {}{who}: {}", message.level, message.text.line(TEXT))
}

/// Returns the last messages, and whether they are shown as they come.
pub fn page(messages: &[LogMessage], shown: Option<Level>, lang: Lang, theme: Theme) -> String {
    let first = messages.len().saturating_sub(SHOWN);
    let mut page: String =
        messages[first..].iter().map(|message| format!("{}\n", theme.dim(line(message)))).collect();
    if messages.is_empty() {
        page.push_str(&format!("{}\n", lang.log_none()));
    }
    let state = shown.map_or_else(|| lang.log_off(), |level| lang.log_on(level));
    page.push_str(&format!("{state} {}\n", theme.dim(lang.log_hint())));
    page
}

#[cfg(test)]
mod tests {
    use super::{Lang, Level, LogMessage, Shown, Theme, page};

    #[test]
    fn a_level_or_a_word_of_either_language_is_wanted() {
        let read = |typed| Shown::read(typed, Lang::Es).ok();
        assert_eq!(read(None), Some(Shown::Look));
        assert_eq!(read(Some("WARNING")), Some(Shown::From(Level::Warning)));
        assert_eq!([read(Some("no")), read(Some("off"))], [Some(Shown::Off); 2]);
        assert_eq!(read(Some("sí")), Some(Shown::From(Level::Info)));
        assert_eq!(read(Some("mucho")), None);
    }

    #[test]
    fn messages_are_dim_lines_and_foreign_ones_harmless() {
        let message = |level, logger: &str, text: &str| LogMessage {
            level,
            logger: logger.into(),
            text: text.into(),
        };
        let messages =
            [message(Level::Info, "db", "uno\ndos"), message(Level::Error, "", "\u{1b}[2Jroto")];
        insta::assert_snapshot!(page(&messages, Some(Level::Info), Lang::Es, Theme::default()), @r"
        📜 info db: uno dos
        📜 error: ␛[2Jroto
        Mensajes del servidor: desde info. /registro NIVEL los muestra cuando llegan (debug, info, notice, warning, error…); /registro no, ya no.
        ");
        insta::assert_snapshot!(page(&[], None, Lang::En, Theme::default()), @r"
        The server has sent no messages.
        Messages of the server: not shown. /log LEVEL shows them as they come (debug, info, notice, warning, error…); /log off no longer.
        ");
    }
}
