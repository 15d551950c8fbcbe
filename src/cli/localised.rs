//! The command line's definition in a person's language: help, headings, names of values.

use anstyle::Style;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _};
use clap::{Arg, Command, CommandFactory as _, ValueEnum as _};

use super::{Cli, Format};
use crate::text::Lang;
use crate::text::help::{SPANISH, SPANISH_VALUES};

/// Returns the definition with its texts in a language.
pub fn command(lang: Lang) -> Command {
    let mut command = Cli::command();
    // Only then do all commands have their usage, and the options of every command.
    command.build();
    in_language(command, lang, "").after_help(lang.help_examples())
}

/// Puts a command and those below it into a language; `name` is its key.
fn in_language(mut command: Command, lang: Lang, name: &str) -> Command {
    if let Some(about) = text(lang, name) {
        command = command.about(about).long_about(None);
    }
    // The usage is made of the values' names, so these come first.
    let mut place = 0;
    command = command.mut_args(|arg| {
        place += 1;
        // As they are declared: by default those with headings of their own stand by the alphabet.
        argument(arg, lang, name).display_order(place)
    });
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let usage = usage
        .replace("[OPTIONS]", &lang.help_any_options())
        .replace("[COMMAND]", &lang.help_any_command())
        .replace("<COMMAND>", &lang.help_one_command());
    let bold = Style::new().bold().underline();
    let heading = lang.help_usage();
    let template = format!(
        "{{about-with-newline}}\n{bold}{heading}{bold:#} {{usage}}\n\n{{all-args}}{{after-help}}"
    );
    command = command
        .override_usage(usage)
        .help_template(template)
        .subcommand_help_heading(lang.help_commands());
    let below: Vec<String> =
        command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    below.into_iter().fold(command, |command, below| {
        command.mut_subcommand(&below, |below_command| in_language(below_command, lang, &below))
    })
}

fn argument(arg: Arg, lang: Lang, command: &str) -> Arg {
    let heading = if arg.is_positional() {
        lang.help_arguments()
    } else if !command.is_empty() && is_everywhere(&arg) {
        lang.help_global_options()
    } else {
        lang.help_options()
    };
    let names: Vec<&str> = arg
        .get_value_names()
        .unwrap_or_default()
        .iter()
        .map(|name| value_name(name.as_str(), lang))
        .collect();
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let help = text(lang, &key(&arg, command));
    // Spanish is told by the sentence what clap would say in English.
    let arg = arg.help_heading(heading).hide_possible_values(true).hide_default_value(true);
    let arg = if names.is_empty() { arg } else { arg.value_names(names) };
    let arg = if arg.get_id() == "output" { formats(arg, lang) } else { arg };
    match help {
        Some(help) => arg.help(help).long_help(None),
        None => arg,
    }
}

/// Puts what completion says of each format into a language.
fn formats(arg: Arg, lang: Lang) -> Arg {
    let told = |value: PossibleValue| match text(lang, &format!("output={}", value.get_name())) {
        Some(help) => value.help(help),
        None => value,
    };
    let formats = Format::value_variants();
    let values = formats.iter().filter_map(Format::to_possible_value).map(told);
    // Only names of formats get as far as this.
    let parser = PossibleValuesParser::new(values)
        .map(|name| Format::from_str(&name, false).unwrap_or_default());
    arg.value_parser(parser)
}

/// Returns the key of an argument's sentence.
pub(super) fn key(arg: &Arg, command: &str) -> String {
    let command = if is_everywhere(arg) { "" } else { command };
    format!("{command}.{}", arg.get_id())
}

fn is_everywhere(arg: &Arg) -> bool {
    arg.is_global_set() || matches!(arg.get_id().as_str(), "help" | "version")
}

/// Returns a sentence; `None` in English, which clap has already.
fn text(lang: Lang, key: &str) -> Option<&'static str> {
    match lang {
        Lang::Es => SPANISH.iter().find(|(known, _)| *known == key).map(|(_, text)| *text),
        Lang::En => match key {
            // clap's own sentences, and no argument of ours has them.
            ".help" => Some("Show this help"),
            ".version" => Some("Show the version"),
            _ => None,
        },
    }
}

fn value_name(name: &str, lang: Lang) -> &str {
    match lang {
        Lang::Es => {
            SPANISH_VALUES.iter().find(|(known, _)| *known == name).map_or(name, |(_, es)| es)
        }
        Lang::En => name,
    }
}

/// Returns the sentences of a definition by their keys.
#[cfg(test)]
pub(crate) fn sentences(definition: &Command) -> std::collections::BTreeMap<String, String> {
    fn collect(
        command: &Command,
        name: &str,
        found: &mut std::collections::BTreeMap<String, String>,
    ) {
        let told = |text: Option<&clap::builder::StyledStr>| {
            text.map(ToString::to_string).unwrap_or_default()
        };
        found.insert(name.to_owned(), told(command.get_about()));
        for arg in command.get_arguments() {
            found.insert(key(arg, name), told(arg.get_help()));
            let values = arg.get_possible_values();
            let helped = values.iter().filter(|value| value.get_help().is_some());
            found.extend(helped.map(|value| {
                (format!("{}={}", arg.get_id(), value.get_name()), told(value.get_help()))
            }));
        }
        command.get_subcommands().for_each(|below| collect(below, below.get_name(), found));
    }
    let mut found = std::collections::BTreeMap::new();
    collect(definition, "", &mut found);
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{Command, CommandFactory as _};

    use super::{Lang, SPANISH, SPANISH_VALUES, command, sentences};
    use crate::cli::Cli;

    /// Collects the names of all values.
    fn collect(command: &Command, values: &mut BTreeSet<String>) {
        for arg in command.get_arguments() {
            let names = arg.get_value_names().unwrap_or_default();
            values.extend(names.iter().map(ToString::to_string));
        }
        command.get_subcommands().for_each(|below| collect(below, values));
    }

    #[test]
    fn every_argument_has_its_spanish_sentence_and_no_sentence_is_idle() {
        let mut built = Cli::command();
        built.build();
        let keys: BTreeSet<String> = sentences(&built).into_keys().collect();
        let mut values = BTreeSet::new();
        collect(&built, &mut values);
        let known: BTreeSet<String> = SPANISH.iter().map(|(key, _)| (*key).to_owned()).collect();
        // Without the demo its sentences have no arguments.
        let demo =
            |key: &&String| !cfg!(feature = "demo") && key.contains("demo") | (*key == ".db");
        let idle: Vec<_> = known.difference(&keys).filter(|key| !demo(key)).collect();
        assert_eq!((keys.difference(&known).collect::<Vec<_>>(), idle), (vec![], vec![]));
        let idle: Vec<_> =
            SPANISH_VALUES.iter().filter(|(name, _)| !values.contains(*name)).collect();
        let idle: Vec<_> = idle.into_iter().filter(|_| cfg!(feature = "demo")).collect();
        assert_eq!(idle, Vec::<&(&str, &str)>::new());
    }

    #[test]
    fn the_definition_is_sound_in_both_languages() {
        for lang in [Lang::Es, Lang::En] {
            command(lang).debug_assert();
        }
    }
}
