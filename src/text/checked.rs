//! What holds for all sentences: both languages say the same, each in its own words, and what they
//! name exists.
//!
//! That no sentence lacks a language and none is idle is seen to by the compiler.

use std::collections::BTreeSet;

use clap::{Command as Definition, CommandFactory as _};

use super::Lang;
use super::help::SPANISH;
use crate::cli::{self, Cli};
use crate::command::Line;
use crate::config::{Layers, Sources};

/// A sentence: its name, Spanish, English.
type Sentence<T> = (T, T, T);

/// The files of sentences.
const FILES: [(&str, &[Sentence<&str>]); 21] = [
    ("approvals", super::approvals::SENTENCES),
    ("catalogue", super::catalogue::SENTENCES),
    ("chat", super::chat::SENTENCES),
    ("commands", super::commands::SENTENCES),
    ("composing", super::composing::SENTENCES),
    ("config", super::config::SENTENCES),
    ("demo", super::demo::SENTENCES),
    ("detect", super::detect::SENTENCES),
    ("disk", super::disk::SENTENCES),
    ("help", super::help::SENTENCES),
    ("http", super::http::SENTENCES),
    ("machine", super::machine::SENTENCES),
    ("mcp", super::mcp::SENTENCES),
    ("model", super::model::SENTENCES),
    ("modern", super::modern::SENTENCES),
    ("output", super::output::SENTENCES),
    ("results", super::results::SENTENCES),
    ("scripts", super::scripts::SENTENCES),
    ("sessions", super::sessions::SENTENCES),
    ("tape", super::tape::SENTENCES),
    ("usage", super::usage::SENTENCES),
];

/// Sentences that are the same in both languages, or hold words of the other one on purpose.
const SHARED: [&str; 8] = [
    // Names of files, units, and words that both languages have.
    "origin_file",
    "spent_total",
    "size_bytes",
    "models_tools_no",
    "detect_probe",
    // Names of people, and what is typed on a command line.
    "demo_model_help",
    "demo_add_needs",
    "help_examples",
];

/// What a sentence may name that is no setting and no flag of ours.
const FOREIGN: [&str; 8] = [
    "NO_COLOR",
    "CLICOLOR_FORCE",
    "FORCE_HYPERLINK",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "SSL_CERT_FILE",
    // Of model servers.
    "--jinja",
    "--enable-auto-tool-choice",
];

/// Paths that look like commands of the chat.
const PATHS: [&str; 4] = ["/sse", "/mcp", "/v1", "/dev/null"];

fn sentences() -> Vec<Sentence<String>> {
    let mut all: Vec<Sentence<String>> = FILES
        .iter()
        .flat_map(|(_, sentences)| *sentences)
        .map(|(name, es, en)| ((*name).to_owned(), (*es).to_owned(), (*en).to_owned()))
        .collect();
    // The command line's English stands in its definition.
    let english = cli::sentences(&cli::command(Lang::En));
    all.extend(SPANISH.iter().map(|(key, es)| {
        (format!("help {key}"), (*es).to_owned(), english.get(*key).cloned().unwrap_or_default())
    }));
    all
}

/// Returns the pieces between spaces and punctuation, in which flags, variables, commands and
/// arguments stay whole.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !"-_/{}".contains(c))
        .filter(|piece| !piece.is_empty())
}

fn is_variable(piece: &str) -> bool {
    piece.contains('_')
        && piece.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Whether a piece is a command of the chat, and not a path.
fn is_command(piece: &str) -> bool {
    piece.starts_with('/') && !piece.starts_with("//") && piece.len() > 2 && !PATHS.contains(&piece)
}

/// Returns what has to be the same in both languages: arguments, flags, variables, commands, the
/// mark at the beginning and the number of lines.
fn content(text: &str) -> BTreeSet<String> {
    let named = pieces(text).filter_map(|piece| {
        if let Some((_, rest)) = piece.split_once('{') {
            return rest.split_once('}').map(|(argument, _)| format!("{{{argument}}}"));
        }
        if is_command(piece) {
            return Some(format!("{:?}", Line::parse(piece)));
        }
        (piece.starts_with("--") || is_variable(piece)).then(|| piece.to_owned())
    });
    let is_mark =
        |c: char| c == ' ' || !(c.is_ascii() || c.is_alphanumeric() || "¿¡«€".contains(c));
    let mark: String = text.chars().take_while(|c| is_mark(*c)).collect();
    named.chain([format!("mark {mark:?}"), format!("{} lines", text.lines().count())]).collect()
}

#[test]
fn every_file_of_sentences_is_checked() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text");
    let files: BTreeSet<String> = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| std::fs::read_to_string(path).unwrap().contains("\nsentences! {"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(files, FILES.iter().map(|(file, _)| (*file).to_owned()).collect());
}

#[test]
fn both_languages_say_the_same() {
    let differing: Vec<String> = sentences()
        .into_iter()
        .filter(|(_, es, en)| content(es) != content(en))
        .map(|(name, es, en)| format!("{name}: {:?} / {:?}", content(&es), content(&en)))
        .collect();
    assert_eq!(differing, Vec::<String>::new());
}

#[test]
fn each_language_has_its_own_words_and_marks() {
    const SPANISH_WORDS: &str = " el la los las de del que con una un por para se su más ";
    const ENGLISH_WORDS: &str = " the of is are and with to not it was be for that this ";
    let holds = |text: &str, words: &str| {
        pieces(text).any(|piece| words.contains(&format!(" {} ", piece.to_lowercase())))
    };
    let mut wrong = Vec::new();
    for (name, es, en) in sentences() {
        let alike = es == en && pieces(&es).any(|piece| !piece.contains('{'));
        let mixed = holds(&es, ENGLISH_WORDS)
            || holds(&en, SPANISH_WORDS)
            || en.contains(|c| "¿¡«»ñáéíóú".contains(c))
            || es.contains('"');
        // Spanish opens what it closes.
        let count = |mark: char| es.chars().filter(|c| *c == mark).count();
        let opened = count('¿') == count('?') && count('¡') == count('!');
        if (alike || mixed || !opened) != SHARED.contains(&name.as_str()) {
            wrong.push(format!("{name}: {es:?} / {en:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_a_sentence_names_exists_in_its_language() {
    let mut flags = BTreeSet::new();
    let mut definition = Cli::command();
    definition.build();
    collect_flags(&definition, &mut flags);
    let settings = Layers::new(Sources::default()).described();
    let mut unknown = Vec::new();
    for (name, es, en) in sentences() {
        for (lang, text) in [(Lang::Es, &es), (Lang::En, &en)] {
            for piece in pieces(text) {
                let known = if piece.starts_with("--") && piece.len() > 2 {
                    flags.contains(piece) || FOREIGN.contains(&piece)
                } else if is_variable(piece) {
                    settings.iter().any(|it| it.variable == piece) || FOREIGN.contains(&piece)
                } else if is_command(piece) {
                    // The chat's help has both names of each.
                    name == "help" || crate::command::is_named(piece, lang)
                } else {
                    true
                };
                if !known {
                    unknown.push(format!("{name} ({lang:?}): {piece}"));
                }
            }
        }
    }
    assert_eq!(unknown, Vec::<String>::new());
}

fn collect_flags(definition: &Definition, flags: &mut BTreeSet<String>) {
    flags.extend(
        definition.get_arguments().filter_map(|arg| Some(format!("--{}", arg.get_long()?))),
    );
    definition.get_subcommands().for_each(|below| collect_flags(below, flags));
}
