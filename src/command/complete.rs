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
    /// The server's resources and templates that a URI that begins so may become.
    fn resources(&self, typed: &str) -> Vec<String>;
    /// The server's prompts.
    fn prompts(&self) -> Vec<String>;
    /// How the last word of the arguments of a prompt can go on: `name=` or `name=value`.
    fn prompt_arguments(&self, prompt: &str, before: &str, word: &str) -> Vec<String>;
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
        Argument::Prompt => return prompt(line, start, words),
        Argument::Resource => return resource(line, start, words, lang),
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

/// Completes a prompt's name, or the last word of its arguments.
fn prompt(line: &str, start: usize, words: &dyn Words) -> (usize, Vec<String>) {
    let typed = &line[start..];
    let Some((name, arguments)) = typed.split_once(char::is_whitespace) else {
        return (start, like(&typed.to_lowercase(), words.prompts()));
    };
    let begin = word_begin(arguments);
    let (before, word) = arguments.split_at(begin);
    (line.len() - word.len(), words.prompt_arguments(name, before, word))
}

/// Returns where the last word begins, with quotes that keep spaces together.
fn word_begin(text: &str) -> usize {
    let (mut begin, mut quoted) = (0, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            letter if letter.is_whitespace() && !quoted => begin = at + letter.len_utf8(),
            _ => {}
        }
    }
    begin
}

/// Completes a resource, after the word that watches it or not.
fn resource(line: &str, start: usize, words: &dyn Words, lang: Lang) -> (usize, Vec<String>) {
    let typed = &line[start..];
    let verbs = match lang {
        Lang::Es => ["vigilar", "dejar"],
        Lang::En => ["watch", "unwatch"],
    };
    let (start, uri) = match typed.rsplit_once(char::is_whitespace) {
        Some((_, uri)) => (line.len() - uri.len(), uri),
        None => (start, typed),
    };
    let mut found = words.resources(uri);
    if uri.len() == typed.len() {
        found.extend(verbs.into_iter().filter(|verb| verb.starts_with(uri)).map(str::to_owned));
    }
    (start, found)
}

/// Completes the file or the resource after the last `@`.
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
    let resources = words.resources(path);
    Some((at + 1, words.files(path).into_iter().map(quoted).chain(resources).collect()))
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

        fn resources(&self, typed: &str) -> Vec<String> {
            let all = ["demo://a", "demo://{id}"];
            all.into_iter().filter(|uri| uri.starts_with(typed)).map(str::to_owned).collect()
        }

        fn prompts(&self) -> Vec<String> {
            ["informe", "saludo"].map(str::to_owned).into()
        }

        fn prompt_arguments(&self, prompt: &str, before: &str, word: &str) -> Vec<String> {
            vec![format!("{prompt}|{before}|{word}")]
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
            (es("@"), 1, vec!["notas.md", "\"mis datos.csv\"", "src/", "demo://a", "demo://{id}"]),
            (es("mira @demo"), 6, vec!["demo://a", "demo://{id}"]),
            (en("/prompt sal"), 8, vec!["saludo"]),
            (es("/indicacion saludo a=\"x y\" b=\"z w"), 27, vec!["saludo|a=\"x y\" |b=\"z w"]),
            (es("/recursos v"), 10, vec!["vigilar"]),
            (en("/resources watch demo://{"), 17, vec!["demo://{id}"]),
            (en("/log n"), 5, vec!["notice"]),
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
