//! What a typed line means: a question, a command, or the wish to leave; how a line can go on
//! ([`complete`]); and what the commands do ([`run`]).

mod approvals;
mod complete;
mod export;
mod last;
pub mod log;
mod model;
pub mod prompts;
pub mod resources;
mod run;
mod server;
mod sessions;
mod taped;
pub mod template;

use crate::text::Lang;

pub use complete::{Words, complete};
pub use last::last;
pub use run::{Desk, Thinking, find_tool, nothing_to_undo, run, undone};
pub use sessions::{lost, take_up, unlisted};
pub use taped::{no_other_conversation, run_taped};

/// The meaning of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Nothing was typed.
    Empty,
    /// A question for the model.
    Question(String),
    /// A slash command.
    Command(Command),
    /// A slash command that does not exist; it never goes to the model.
    Unknown {
        /// What was typed, without its arguments.
        typed: String,
        /// The command that is most like it.
        nearest: &'static str,
    },
}

/// A slash command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Shows what can be typed.
    Help,
    /// Lists the tools, or shows one whole.
    Tools(Option<String>),
    /// Begins a new conversation.
    Clear,
    /// Lets another model answer, or tells which one does.
    Model(Option<String>),
    /// Lists the models whose names hold these words.
    Models(Option<String>),
    /// Makes the conversation shorter for the model.
    Compact,
    /// Goes on with another conversation.
    Resume(Option<String>),
    /// Names the conversation.
    Rename(Option<String>),
    /// Takes back the last turn.
    Undo,
    /// Edits the last question and asks it in place of the last turn.
    Edit,
    /// Copies the last answer to the clipboard.
    Copy,
    /// Takes back the last turn and asks its question again.
    Retry,
    /// Shows the whole result of a call, the last or one before.
    Last(Option<String>),
    /// Writes the last table or the conversation to a file.
    Export(Option<String>),
    /// Lists what was agreed to for good, or takes it back.
    Approvals(Option<String>),
    /// Shows what the conversation took.
    Usage,
    /// Shows or hides what the model thinks, or shows all of the last turn's thoughts.
    Thinking(Option<String>),
    /// Asks what a prompt of the server says.
    Prompt(Option<String>),
    /// Lists the server's prompts.
    Prompts,
    /// Lists the server's resources, shows one, or watches it.
    Resources(Option<String>),
    /// Shows the server's log messages, or sets from which level on they are shown.
    Log(Option<String>),
    /// Shows who the server is and what it offers.
    Server,
    /// Leaves.
    Leave,
}

/// The words that leave, as in the seed.
const LEAVE_WORDS: [&str; 3] = ["salir", "exit", "quit"];

/// A command's names and what follows them.
struct Entry {
    /// The first is Spanish, the second English; then short forms.
    names: &'static [&'static str],
    /// Makes the command from its argument.
    make: fn(Option<String>) -> Command,
    argument: Argument,
}

/// What a command takes, for completion.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Argument {
    /// Nothing.
    None,
    /// A tool of the server.
    Tool,
    /// A model.
    Model,
    /// A conversation.
    Session,
    /// A file.
    File,
    /// A prompt of the server and its arguments.
    Prompt,
    /// A resource of the server.
    Resource,
    /// One of these words, in Spanish or in English.
    OneOf([&'static [&'static str]; 2]),
}

const ENTRIES: [Entry; 23] = [
    entry(&["/ayuda", "/help", "/h", "/?"], |_| Command::Help, Argument::None),
    entry(&["/herramientas", "/tools", "/t"], Command::Tools, Argument::Tool),
    // «Indicación» is what Spanish says for a prompt; a template is something else in MCP.
    entry(&["/indicacion", "/prompt", "/p", "/indicación"], Command::Prompt, Argument::Prompt),
    entry(&["/indicaciones", "/prompts"], |_| Command::Prompts, Argument::None),
    entry(&["/recursos", "/resources"], Command::Resources, Argument::Resource),
    entry(
        &["/registro", "/log"],
        Command::Log,
        Argument::OneOf([
            &["debug", "info", "notice", "warning", "error", "no"],
            &["debug", "info", "notice", "warning", "error", "off"],
        ]),
    ),
    entry(&["/servidor", "/server"], |_| Command::Server, Argument::None),
    entry(&["/modelo", "/model", "/m"], Command::Model, Argument::Model),
    entry(&["/modelos", "/models"], Command::Models, Argument::Model),
    entry(
        &["/razonamiento", "/thinking"],
        Command::Thinking,
        Argument::OneOf([&["sí", "no", "todo"], &["on", "off", "all"]]),
    ),
    entry(&["/ultimo", "/last", "/último"], Command::Last, Argument::None),
    entry(&["/exportar", "/export"], Command::Export, Argument::File),
    entry(
        &["/aprobaciones", "/approvals"],
        Command::Approvals,
        Argument::OneOf([&["revocar"], &["revoke"]]),
    ),
    entry(&["/uso", "/usage"], |_| Command::Usage, Argument::None),
    entry(&["/reintentar", "/retry"], |_| Command::Retry, Argument::None),
    entry(&["/editar", "/edit", "/e"], |_| Command::Edit, Argument::None),
    entry(&["/copiar", "/copy"], |_| Command::Copy, Argument::None),
    entry(&["/deshacer", "/undo"], |_| Command::Undo, Argument::None),
    entry(&["/reanudar", "/resume"], Command::Resume, Argument::Session),
    entry(&["/renombrar", "/rename"], Command::Rename, Argument::None),
    entry(&["/compactar", "/compact"], |_| Command::Compact, Argument::None),
    entry(&["/limpiar", "/clear"], |_| Command::Clear, Argument::None),
    entry(&["/salir", "/exit", "/quit", "/q"], |_| Command::Leave, Argument::None),
];

const fn entry(
    names: &'static [&'static str],
    make: fn(Option<String>) -> Command,
    argument: Argument,
) -> Entry {
    Entry { names, make, argument }
}

impl Line {
    /// Reads a line.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Empty;
        }
        if LEAVE_WORDS.contains(&text.to_lowercase().as_str()) {
            return Self::Command(Command::Leave);
        }
        if !text.starts_with('/') {
            return Self::Question(text.to_owned());
        }
        let (name, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let argument = Some(rest.trim()).filter(|rest| !rest.is_empty()).map(str::to_owned);
        let name = name.to_lowercase();
        match Entry::find(&name) {
            Some(entry) => Self::Command((entry.make)(argument)),
            None => Self::Unknown { nearest: nearest(&name), typed: name },
        }
    }
}

/// Whether a command's name begins so, whatever follows.
pub fn begins_one(typed: &str) -> bool {
    let typed = typed.to_lowercase();
    ENTRIES.iter().flat_map(|entry| entry.names).any(|name| name.starts_with(&typed))
}

/// Whether a command is called so in a language.
#[cfg(all(test, feature = "demo"))]
pub(crate) fn is_named(typed: &str, lang: Lang) -> bool {
    ENTRIES.iter().any(|entry| entry.name(lang) == typed)
}

impl Entry {
    /// Returns the command of that name, in lower case.
    fn find(name: &str) -> Option<&'static Self> {
        ENTRIES.iter().find(|entry| entry.names.contains(&name))
    }

    /// Returns the name in a language.
    fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => self.names[0],
            Lang::En => self.names[1],
        }
    }
}

fn nearest(typed: &str) -> &'static str {
    let likeness = |name: &str| strsim::jaro_winkler(name, typed);
    ENTRIES
        .iter()
        // The short forms are like everything and help nobody.
        .flat_map(|entry| entry.names.iter().copied().filter(|name| name.len() > "/h".len()))
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        .unwrap_or("/ayuda")
}

#[cfg(test)]
mod tests {
    use super::{Command, Line};

    #[test]
    fn a_line_is_read_as_it_is_meant() {
        for (text, meant) in [
            ("", Line::Empty),
            (" \t", Line::Empty),
            ("SALIR", Line::Command(Command::Leave)),
            (" Exit ", Line::Command(Command::Leave)),
            ("quit", Line::Command(Command::Leave)),
            ("/Salir", Line::Command(Command::Leave)),
            ("/help", Line::Command(Command::Help)),
            ("/tools", Line::Command(Command::Tools(None))),
            (
                "/herramientas  add_employee ",
                Line::Command(Command::Tools(Some("add_employee".into()))),
            ),
            ("/clear", Line::Command(Command::Clear)),
            ("/model", Line::Command(Command::Model(None))),
            ("/modelo gpt-6-luna", Line::Command(Command::Model(Some("gpt-6-luna".into())))),
            ("/modelos gpt 6", Line::Command(Command::Models(Some("gpt 6".into())))),
            ("/compactar", Line::Command(Command::Compact)),
            ("/approvals revoke 1", Line::Command(Command::Approvals(Some("revoke 1".into())))),
            ("/Último 2", Line::Command(Command::Last(Some("2".into())))),
            ("/export a b.csv", Line::Command(Command::Export(Some("a b.csv".into())))),
            ("/deshacer", Line::Command(Command::Undo)),
            ("/resume", Line::Command(Command::Resume(None))),
            ("/renombrar Altas  de", Line::Command(Command::Rename(Some("Altas  de".into())))),
            ("/retry", Line::Command(Command::Retry)),
            ("/Indicación p a=1", Line::Command(Command::Prompt(Some("p a=1".into())))),
            ("/recursos", Line::Command(Command::Resources(None))),
            ("/log off", Line::Command(Command::Log(Some("off".into())))),
            ("/thinking ALL", Line::Command(Command::Thinking(Some("ALL".into())))),
            ("salir de Ventas", Line::Question("salir de Ventas".into())),
            ("¿Quién trabaja\nen Ventas?", Line::Question("¿Quién trabaja\nen Ventas?".into())),
        ] {
            assert_eq!(Line::parse(text), meant, "{text:?}");
        }
    }

    #[test]
    fn an_unknown_command_names_the_nearest() {
        for (text, nearest) in [
            ("/tolls x", "/tools"),
            ("/hlep", "/help"),
            ("/limpia", "/limpiar"),
            ("/sali", "/salir"),
            ("/too", "/tools"),
        ] {
            let typed = text.split(' ').next().unwrap().to_owned();
            assert_eq!(Line::parse(text), Line::Unknown { typed, nearest });
        }
        assert!(matches!(Line::parse("/"), Line::Unknown { .. }));
    }
}
