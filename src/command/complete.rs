//! How a line that is being typed can go on. Pure: what there is to name comes from [`Words`].

use super::{Argument, ENTRIES, Entry};
use crate::text::Lang;

/// Candidates offered at once; more would flood the screen.
const MOST: usize = 200;

/// The names that a line can hold. None of these may wait: a person is typing.
pub trait Words {
    /// The server's tools.
    fn tools(&self) -> Vec<String>;
    /// The provider's models, as far as they are known now.
    fn models(&self) -> Vec<String>;
    /// The names of the conversations of before.
    fn sessions(&self) -> Vec<String>;
    /// The files and folders whose paths begin so, as they are typed.
    fn files(&self, typed: &str) -> Vec<String>;
}

/// Returns where the word at the end of `line` begins, in bytes, and what can stand there.
///
/// Names that begin as the word does; for tools and models, if there is none, those that hold it.
pub fn complete(line: &str, words: &dyn Words, lang: Lang) -> (usize, Vec<String>) {
    let nothing = (line.len(), Vec::new());
    if !line.starts_with('/') {
        return attached(line, words).unwrap_or(nothing);
    }
    let Some((command, rest)) = line.split_once(char::is_whitespace) else {
        return (0, commands(&line.to_lowercase(), lang));
    };
    let Some(entry) = Entry::find(&command.to_lowercase()) else { return nothing };
    let word = rest.trim_start();
    let start = line.len() - word.len();
    let names = match entry.argument {
        Argument::None => return nothing,
        Argument::Tool => words.tools(),
        Argument::Model => words.models(),
        Argument::Session => words.sessions(),
        Argument::File => return (start, words.files(word)),
        Argument::OneOf([es, en]) => {
            let words = match lang {
                Lang::Es => es,
                Lang::En => en,
            };
            words.iter().map(|word| (*word).to_owned()).collect()
        }
    };
    (start, like(&word.to_lowercase(), names))
}

/// Completes the file after the last `@`.
fn attached(line: &str, words: &dyn Words) -> Option<(usize, Vec<String>)> {
    let at = line.rfind('@')?;
    // In the middle of a word it is no file, as in an address.
    if line[..at].chars().next_back().is_some_and(|before| !before.is_whitespace()) {
        return None;
    }
    let typed = &line[at + 1..];
    let path = typed.strip_prefix('"').unwrap_or(typed);
    let quoted = |path: String| {
        if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path }
    };
    Some((at + 1, words.files(path).into_iter().map(quoted).collect()))
}

/// Returns the commands that begin so: in the person's language, or else in any.
fn commands(typed: &str, lang: Lang) -> Vec<String> {
    let begins = |name: &&'static str| name.starts_with(typed);
    let own: Vec<_> = ENTRIES.iter().map(|entry| entry.name(lang)).filter(begins).collect();
    let found = if own.is_empty() {
        ENTRIES.iter().flat_map(|entry| entry.names[..2].iter().copied()).filter(begins).collect()
    } else {
        own
    };
    found.into_iter().map(str::to_owned).collect()
}

fn like(word: &str, names: Vec<String>) -> Vec<String> {
    let begins = |name: &String| name.to_lowercase().starts_with(word);
    let mut found: Vec<String> = names.iter().filter(|name| begins(name)).cloned().collect();
    if found.is_empty() {
        found = names.into_iter().filter(|name| name.to_lowercase().contains(word)).collect();
    }
    found.truncate(MOST);
    found
}

#[cfg(test)]
mod tests {
    use super::{Lang, Words, complete};

    struct Some3;

    impl Words for Some3 {
        fn tools(&self) -> Vec<String> {
            ["list_employees", "add_employee"].map(str::to_owned).into()
        }

        fn models(&self) -> Vec<String> {
            ["openai/gpt-6-luna", "openai/gpt-6-sol", "qwen/qwen4"].map(str::to_owned).into()
        }

        fn files(&self, typed: &str) -> Vec<String> {
            let all = ["notas.md", "mis datos.csv", "src/"];
            all.into_iter().filter(|path| path.starts_with(typed)).map(str::to_owned).collect()
        }

        fn sessions(&self) -> Vec<String> {
            ["Altas de marzo", "¿Quién trabaja?"].map(str::to_owned).into()
        }
    }

    #[test]
    fn a_line_goes_on_with_what_there_is() {
        let es = |line| complete(line, &Some3, Lang::Es);
        let en = |line| complete(line, &Some3, Lang::En);
        for ((start, found), wanted_start, wanted) in [
            (es("/h"), 0, vec!["/herramientas"]),
            (en("/h"), 0, vec!["/help"]),
            (en("/comp"), 0, vec!["/compact"]),
            (es("/HELP"), 0, vec!["/help"]),
            (es("/mod"), 0, vec!["/modelo", "/modelos"]),
            (es("/x"), 0, vec![]),
            (es("/model "), 7, vec!["openai/gpt-6-luna", "openai/gpt-6-sol", "qwen/qwen4"]),
            (es("/model openai/gpt-6-s"), 7, vec!["openai/gpt-6-sol"]),
            (es("/modelos  LUNA"), 10, vec!["openai/gpt-6-luna"]),
            (es("/t add"), 3, vec!["add_employee"]),
            (es("/t employee"), 3, vec!["list_employees", "add_employee"]),
            (es("/razonamiento t"), 14, vec!["todo"]),
            (en("/thinking o"), 10, vec!["on", "off"]),
            (es("/reanudar altas de"), 10, vec!["Altas de marzo"]),
            (en("/resume trab"), 8, vec!["¿Quién trabaja?"]),
            (es("resume @no"), 8, vec!["notas.md"]),
            (es("@"), 1, vec!["notas.md", "\"mis datos.csv\"", "src/"]),
            (es("mira @\"mis d"), 6, vec!["\"mis datos.csv\""]),
            (es("ana@no"), 6, vec![]),
            (es("/exportar n"), 10, vec!["notas.md"]),
            (es("/ayuda x"), 8, vec![]),
            (es("/nada x"), 7, vec![]),
            (es("¿Quién /mod"), "¿Quién /mod".len(), vec![]),
            (es(""), 0, vec![]),
        ] {
            assert_eq!(
                (start, found),
                (wanted_start, wanted.iter().map(|it| (*it).to_owned()).collect())
            );
        }
    }
}
