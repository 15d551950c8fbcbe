//! Colours for code: words, strings, numbers and comments of the languages that models write most.
//!
//! Line by line and without a grammar: it tells apart what the eye looks for, and is never wrong
//! about the text itself.

use super::face::Face;

/// What must be known of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Language {
    words: &'static [&'static str],
    /// Begin a comment up to the end of the line.
    comments: &'static [&'static str],
    /// Begin and end a comment of any length.
    block: Option<(&'static str, &'static str)>,
    quotes: &'static str,
    /// Whether words count in any case.
    any_case: bool,
}

const C_BLOCK: Option<(&str, &str)> = Some(("/*", "*/"));

const fn language(
    words: &'static [&'static str],
    comments: &'static [&'static str],
    block: Option<(&'static str, &'static str)>,
    quotes: &'static str,
) -> Language {
    Language { words, comments, block, quotes, any_case: false }
}

const RUST: Language = language(
    &[
        "as", "async", "await", "break", "const", "continue", "else", "enum", "false", "fn", "for",
        "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return",
        "self", "Self", "static", "struct", "trait", "true", "type", "unsafe", "use", "where",
        "while",
    ],
    &["//"],
    C_BLOCK,
    "\"",
);
const PYTHON: Language = language(
    &[
        "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "False", "finally", "for", "from", "global", "if", "import",
        "in", "is", "lambda", "None", "not", "or", "pass", "raise", "return", "True", "try",
        "while", "with", "yield",
    ],
    &["#"],
    None,
    "\"'",
);
const SCRIPT: Language = language(
    &[
        "async",
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "from",
        "function",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "let",
        "new",
        "null",
        "of",
        "return",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "type",
        "typeof",
        "undefined",
        "var",
        "void",
        "while",
        "yield",
    ],
    &["//"],
    C_BLOCK,
    "\"'`",
);
const C_LIKE: Language = language(
    &[
        "auto",
        "bool",
        "boolean",
        "break",
        "case",
        "catch",
        "chan",
        "char",
        "class",
        "const",
        "continue",
        "default",
        "defer",
        "do",
        "double",
        "else",
        "enum",
        "extends",
        "false",
        "final",
        "float",
        "for",
        "func",
        "go",
        "goto",
        "if",
        "implements",
        "import",
        "int",
        "interface",
        "long",
        "map",
        "namespace",
        "new",
        "nil",
        "null",
        "nullptr",
        "package",
        "private",
        "protected",
        "public",
        "range",
        "return",
        "select",
        "short",
        "signed",
        "sizeof",
        "static",
        "string",
        "struct",
        "switch",
        "template",
        "this",
        "throw",
        "true",
        "try",
        "type",
        "typedef",
        "union",
        "unsigned",
        "using",
        "var",
        "virtual",
        "void",
        "while",
    ],
    &["//"],
    C_BLOCK,
    "\"'`",
);
const SQL: Language = Language {
    any_case: true,
    ..language(
        &[
            "all", "alter", "and", "as", "asc", "between", "by", "case", "count", "create",
            "delete", "desc", "distinct", "drop", "else", "end", "exists", "from", "full", "group",
            "having", "in", "index", "inner", "insert", "into", "is", "join", "key", "left",
            "like", "limit", "not", "null", "offset", "on", "or", "order", "outer", "primary",
            "right", "select", "set", "sum", "table", "then", "union", "update", "values", "view",
            "when", "where", "with",
        ],
        &["--"],
        C_BLOCK,
        "\"'",
    )
};
const SHELL: Language = language(
    &[
        "case", "do", "done", "elif", "else", "esac", "export", "fi", "for", "function", "if",
        "in", "local", "return", "then", "until", "while",
    ],
    &["#"],
    None,
    "\"'",
);
const DATA: Language = language(&["true", "false", "null", "yes", "no"], &["#"], None, "\"'");
const JSON: Language = language(&["true", "false", "null"], &["//"], None, "\"");
const CSS: Language = language(&["important", "media", "import"], &[], C_BLOCK, "\"'");
const MARKUP: Language = language(&[], &[], Some(("<!--", "-->")), "\"'");

/// Finds a language by the name that stands after a fence.
pub(super) fn language_named(name: &str) -> Option<Language> {
    Some(match name.to_ascii_lowercase().as_str() {
        "rust" | "rs" => RUST,
        "python" | "py" => PYTHON,
        "javascript" | "js" | "jsx" | "typescript" | "ts" | "tsx" => SCRIPT,
        "c" | "cpp" | "c++" | "h" | "cs" | "csharp" | "java" | "kotlin" | "go" | "php" => C_LIKE,
        "sql" | "sqlite" | "postgresql" | "mysql" => SQL,
        "bash" | "sh" | "shell" | "zsh" | "console" => SHELL,
        "yaml" | "yml" | "toml" | "ini" => DATA,
        "json" | "jsonc" | "json5" => JSON,
        "css" | "scss" => CSS,
        "html" | "xml" | "svg" => MARKUP,
        _ => return None,
    })
}

/// Cuts a line into pieces with their looks; `in_comment` goes on from line to line.
pub(super) fn highlight<'a>(
    line: &'a str,
    language: Option<Language>,
    in_comment: &mut bool,
) -> Vec<(Face, &'a str)> {
    let Some(language) = language else { return vec![(Face::PLAIN, line)] };
    let mut pieces: Vec<(Face, &str)> = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let (face, length) = piece(rest, language, in_comment);
        let (piece, after) = rest.split_at(length);
        pieces.push((face, piece));
        rest = after;
    }
    pieces
}

/// Returns the look of what a text begins with, and its length, which is never nothing.
fn piece(rest: &str, language: Language, in_comment: &mut bool) -> (Face, usize) {
    if let Some((open, close)) = language.block
        && (*in_comment || rest.starts_with(open))
    {
        let from = if *in_comment { 0 } else { open.len() };
        let end = rest[from..].find(close).map(|at| from + at + close.len());
        *in_comment = end.is_none();
        return (Face::DIM, end.unwrap_or(rest.len()));
    }
    if language.comments.iter().any(|mark| rest.starts_with(mark)) {
        return (Face::DIM, rest.len());
    }
    let first = rest.chars().next().unwrap_or(' ');
    if language.quotes.contains(first) {
        return (Face::STRING, quoted(rest, first));
    }
    let word = |c: char| c.is_alphanumeric() || c == '_';
    if word(first) {
        let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
        return (of_word(&rest[..length], language), length);
    }
    let length = rest
        .char_indices()
        .skip(1)
        .find(|(at, c)| {
            let here = &rest[*at..];
            word(*c)
                || language.quotes.contains(*c)
                || language.comments.iter().any(|mark| here.starts_with(mark))
                || language.block.is_some_and(|(open, _)| here.starts_with(open))
        })
        .map_or(rest.len(), |(at, _)| at);
    (Face::PLAIN, length)
}

fn of_word(word: &str, language: Language) -> Face {
    let known = if language.any_case {
        language.words.contains(&word.to_ascii_lowercase().as_str())
    } else {
        language.words.contains(&word)
    };
    match word.chars().next() {
        _ if known => Face::KEYWORD,
        Some('0'..='9') => Face::NUMBER,
        Some(_) | None => Face::PLAIN,
    }
}

/// Returns the length of a string with its quotes; one that does not end takes the line.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{Face, highlight, language_named};

    fn colored(line: &str, name: &str, in_comment: &mut bool) -> Vec<(char, String)> {
        let letter = |face: Face| match face {
            Face::KEYWORD => 'k',
            Face::STRING => 's',
            Face::NUMBER => 'n',
            Face::DIM => 'c',
            _ => '.',
        };
        let pieces = highlight(line, language_named(name), in_comment);
        assert_eq!(pieces.iter().map(|(_, text)| *text).collect::<String>(), line);
        pieces
            .into_iter()
            .map(|(face, text)| (letter(face), text.to_owned()))
            .filter(|(letter, _)| *letter != '.')
            .collect()
    }

    #[test]
    fn what_the_eye_looks_for_is_coloured_and_nothing_is_lost() {
        for (line, name, expected) in [
            (
                "let x = \"a\\\"b\"; // fin",
                "rust",
                vec![('k', "let"), ('s', "\"a\\\"b\""), ('c', "// fin")],
            ),
            (
                "def f(x): return 3.5 # no",
                "py",
                vec![('k', "def"), ('k', "return"), ('n', "3"), ('n', "5"), ('c', "# no")],
            ),
            ("SELECT n FROM t -- x", "sql", vec![('k', "SELECT"), ('k', "FROM"), ('c', "-- x")]),
            (
                "{\"a\": true, \"ñ\": 1}",
                "json",
                vec![('s', "\"a\""), ('k', "true"), ('s', "\"ñ\""), ('n', "1")],
            ),
            ("x = 'sin fin", "js", vec![('s', "'sin fin")]),
            ("lo que sea: \"x\"", "klingon", vec![]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(c, t)| (c, t.to_owned())).collect();
            assert_eq!(colored(line, name, &mut false), expected, "{line}");
        }
    }

    #[test]
    fn a_comment_goes_on_until_it_ends() {
        let mut in_comment = false;
        assert_eq!(colored("a /* b", "c", &mut in_comment), [('c', "/* b".to_owned())]);
        assert!(in_comment);
        assert_eq!(
            colored("c */ return", "c", &mut in_comment),
            [('c', "c */".to_owned()), ('k', "return".to_owned())]
        );
        assert!(!in_comment);
    }
}
