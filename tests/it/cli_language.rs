//! One language at a time: what each command prints is looked through for words of the other one.

use crate::support::sandbox::Sandbox;

/// Words that only Spanish has, and marks.
const SPANISH: &str = " el la los las de del que con una un por para se su al lo ";
/// Words that only English has.
const ENGLISH: &str = " the of is are and with to not it was be for that this there in from ";

/// What is printed and may hold anything: a name, a path, what the person typed.
const NEUTRAL: [&str; 3] = ["no-save", "in-tray", "config.toml"];

/// Returns the lines that hold a word of the other language.
fn foreign(text: &str, lang: &str) -> Vec<String> {
    let words = if lang == "es" { ENGLISH } else { SPANISH };
    let is_foreign = |line: &&str| {
        let mut line = (*line).to_owned();
        for neutral in NEUTRAL {
            line = line.replace(neutral, "");
        }
        // A path or a URL is a word of its own.
        let mut pieces = line
            .split(|c: char| c.is_whitespace() || ".,;:()[]«»\"'".contains(c))
            .map(str::to_lowercase);
        pieces.any(|piece| !piece.is_empty() && words.contains(&format!(" {piece} ")))
            // "del" and "al".
            || (lang == "es" && (line.contains(" de el ") || line.contains(" a el ")))
            || (lang == "en" && line.contains(|c| "¿¡«»áéíóúñ".contains(c)))
    };
    text.lines().filter(is_foreign).map(str::to_owned).collect()
}

/// What a person does, with what is wrong with the machine.
fn runs() -> Vec<(Sandbox, &'static [&'static str], &'static str)> {
    let plain = || Sandbox::new().env("MCP_SERVER_URL", "http://127.0.0.1:9");
    let keyed =
        || plain().env("OPENAI_API_KEY", "k").env("OPENAI_BASE_URL", "http://127.0.0.1:9/v1");
    vec![
        (plain(), &["--nope"], ""),
        (plain(), &["nope"], ""),
        (plain(), &["--model"], ""),
        (plain(), &["-c", "-r", "x"], ""),
        (plain(), &["--output", "xml"], ""),
        (plain(), &["config"], ""),
        (plain(), &["help", "nope"], ""),
        (plain(), &["config", "show"], ""),
        (plain(), &["config", "init"], ""),
        (plain().config(""), &["config", "init"], ""),
        (plain(), &["tools"], ""),
        (plain(), &["call", "x"], ""),
        (plain(), &["sessions"], ""),
        (plain(), &["-c", "-p", "x"], ""),
        (plain(), &["-p", "x"], ""),
        (keyed(), &["-p", "x"], ""),
        (keyed(), &["doctor"], ""),
        (plain(), &["doctor"], ""),
        (plain(), &["--output", "json", "tools"], ""),
        (plain(), &["--approval", "x", "-p", "x"], ""),
        (plain(), &["--server", "x", "tools"], ""),
        (plain(), &["--header", "x", "tools"], ""),
        (plain().env("MCP_CHAT_TOOL_TIMEOUT", "x"), &["tools"], ""),
        (plain().config("modle = 1\n"), &["tools"], ""),
        (plain().config("= 1\n"), &["tools"], ""),
        (plain().config("model = [1]\n"), &["tools"], ""),
        (plain().config("allow = [1]\n"), &["tools"], ""),
        (plain().dotenv("MODEL_NAME='x\n"), &["tools"], ""),
        (
            plain().dotenv("OPENAI_BASE_URL=http://127.0.0.1:9\n").env("OPENAI_API_KEY", "k"),
            &["-p", "x"],
            "",
        ),
        (plain(), &["--demo", "call", "nope"], ""),
        (
            Sandbox::new(),
            &["--demo"],
            "/help\n/nope\n/last\n/last x\n/export x.xlsx\n/export x.csv\n/thinking x\n/thinking\n\
             /usage\n/approvals\n/approvals x\n/undo\n/retry\n/edit\n/copy\n/rename\n/resume x\n\
             /compact\n/clear\n/tools nope\n",
        ),
    ]
}

#[test]
fn no_command_mixes_the_languages() {
    for lang in ["es", "en"] {
        let mut mixed = Vec::new();
        for (person, arguments, typed) in runs() {
            let person = person.env("MCP_CHAT_LANG", lang);
            let run = person.run_with(arguments, typed);
            // The demo speaks Spanish names of commands beside the English ones in its help.
            let help = run.stdout.starts_with("Type a question") && lang == "en";
            let told = if help { run.stderr } else { run.stdout + &run.stderr };
            mixed.extend(
                foreign(&told, lang).into_iter().map(|line| format!("{arguments:?}: {line}")),
            );
        }
        assert_eq!(mixed, Vec::<String>::new(), "{lang}");
    }
}
