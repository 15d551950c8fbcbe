//! A command line that cannot be read, in our voice: what, why, what to do.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::error::{Exit, Problem};
use crate::text::Lang;
use crate::untrusted::Untrusted;

/// Returns what is wrong with a command line; `None` if help or the version was asked for.
pub fn explain(error: &clap::Error, lang: Lang) -> Option<Problem> {
    let told = |kind| error.get(kind).map(shown).unwrap_or_default();
    let argument = || told(ContextKind::InvalidArg);
    let cause = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return None,
        ErrorKind::UnknownArgument => lang.usage_unknown_argument(argument()),
        ErrorKind::InvalidSubcommand => {
            lang.usage_unknown_command(told(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if told(ContextKind::InvalidValue).is_empty() => {
            lang.usage_no_value(argument())
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            lang.usage_value(argument(), told(ContextKind::InvalidValue))
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues => lang.usage_no_value(argument()),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            lang.usage_too_many(argument())
        }
        ErrorKind::ArgumentConflict => {
            let prior = told(ContextKind::PriorArg);
            if prior == argument() {
                lang.usage_twice(prior)
            } else {
                lang.usage_conflict(argument(), prior)
            }
        }
        ErrorKind::MissingRequiredArgument => lang.usage_missing(argument()),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            lang.usage_missing_command()
        }
        ErrorKind::InvalidUtf8 => lang.usage_no_text(),
        // Io and Format happen while printing; the enum is open.
        kind => kind.to_string(),
    };
    Some(Problem {
        exit: Exit::Usage,
        what: lang.usage_failed(),
        cause,
        advice: advice(error, lang),
    })
}

fn advice(error: &clap::Error, lang: Lang) -> String {
    let told = |kind| error.get(kind).map(shown).filter(|text| !text.is_empty());
    let nearest =
        told(ContextKind::SuggestedArg).or_else(|| told(ContextKind::SuggestedSubcommand));
    let valid = told(ContextKind::ValidValue);
    match (nearest, valid) {
        (Some(nearest), _) => lang.usage_nearest(nearest),
        (None, Some(all)) => lang.usage_one_of(all),
        (None, None) => lang.usage_advice("mcp-chat"),
    }
}

/// Returns what clap tells of an error, safe to show: it holds what was typed.
fn shown(value: &ContextValue) -> String {
    let text = match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(all) => all.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(all) => {
            all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(_) | ContextValue::None => String::new(),
        // The enum is open.
        _ => String::new(),
    };
    Untrusted::from(text).line(200)
}

#[cfg(test)]
mod tests {
    use super::{Lang, explain};
    use crate::cli::command;

    fn told(typed: &[&str], lang: Lang) -> String {
        let typed = std::iter::once("mcp-chat").chain(typed.iter().copied());
        let error = command(lang).try_get_matches_from(typed).unwrap_err();
        let problem = explain(&error, lang).unwrap();
        assert_eq!(problem.exit, crate::error::Exit::Usage);
        format!("{} — {}", problem.cause, problem.advice)
    }

    #[test]
    fn what_was_typed_wrong_is_told_with_what_to_do() {
        let lines = [
            told(&["--modle", "x"], Lang::Es),
            told(&["tolls"], Lang::Es),
            told(&["--model"], Lang::Es),
            told(&["call"], Lang::Es),
            told(&["-c", "-r", "x"], Lang::Es),
            told(&["--output", "xml", "-p", "x"], Lang::Es),
            told(&["-m", "x", "-m", "y"], Lang::Es),
            told(&["doctor", "x\u{1b}[2J"], Lang::En),
            told(&["completions", "csh"], Lang::En),
            told(&["--yes=x"], Lang::En),
            told(&["config"], Lang::En),
            told(&["config", "shwo"], Lang::Es),
        ];
        insta::assert_snapshot!(lines.join("\n"), @r#"
        no existe --modle — ¿querías decir --model? mcp-chat --help lo muestra todo
        no existe la orden tolls — ¿querías decir tools? mcp-chat --help lo muestra todo
        --model <NOMBRE> necesita un valor — mcp-chat --help muestra cómo se usa
        falta <HERRAMIENTA> — mcp-chat --help muestra cómo se usa
        --continue no va junto a --resume <ID | TEXTO> — mcp-chat --help muestra cómo se usa
        --output <FORMATO> no admite «xml» — uno de estos: text, json, stream-json
        --model <NOMBRE> está dos veces — mcp-chat --help muestra cómo se usa
        there is no x␛[2J — mcp-chat --help shows how it is used
        <SHELL> does not take "csh" — one of these: bash, elvish, fish, powershell, zsh
        --yes has too many values — mcp-chat --help shows how it is used
        that command wants another one after it — mcp-chat --help shows how it is used
        no existe la orden shwo — ¿querías decir show? mcp-chat --help lo muestra todo
        "#);
    }
}
