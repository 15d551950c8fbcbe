//! Help, manual and completions in both languages, as golden files below `tests/golden`.
//!
//! `UPDATE_GOLDEN=1 cargo test --test it cli_help` writes them anew; read the difference.

use crate::support::golden::is_golden;
use crate::support::sandbox::Sandbox;

const COMMANDS: [&str; 13] = [
    "tools",
    "call",
    "sessions",
    "config",
    "config init",
    "config show",
    "config path",
    "doctor",
    "demo-server",
    "completions",
    "man",
    "schema",
    "help",
];

fn printed(lang: &str, arguments: &[&str]) -> String {
    let person = Sandbox::new().env("MCP_CHAT_LANG", lang).env("COLUMNS", "100");
    person.run(arguments).expect_status(0).stdout
}

#[test]
fn help_is_golden() {
    for lang in ["es", "en"] {
        is_golden(lang, "help.txt", &printed(lang, &["--help"]));
        for command in COMMANDS {
            let words: Vec<&str> = command.split(' ').chain(["--help"]).collect();
            let name = format!("help-{}.txt", command.replace(' ', "-"));
            is_golden(lang, &name, &printed(lang, &words));
        }
    }
}

#[test]
fn manual_and_completions_are_golden() {
    for lang in ["es", "en"] {
        is_golden(lang, "mcp-chat.1", &printed(lang, &["man"]));
        for shell in ["bash", "zsh", "fish", "powershell"] {
            is_golden(
                lang,
                &format!("completion.{shell}"),
                &printed(lang, &["completions", shell]),
            );
        }
    }
}

#[test]
fn the_language_of_help_comes_from_every_layer() {
    let spanish = Sandbox::new();
    assert!(spanish.run(&["--help"]).stdout.contains("\nUso: mcp-chat"));
    for (person, arguments) in [
        (Sandbox::new(), &["--help", "--lang", "en"][..]),
        (Sandbox::new(), &["--lang=en", "help"]),
        (Sandbox::new().env("MCP_CHAT_LANG", "en"), &["-h"]),
        (Sandbox::new().dotenv("MCP_CHAT_LANG=en\n"), &["-h"]),
        (Sandbox::new().config("lang = \"en\"\n"), &["help"]),
        // A file that cannot be read is no reason to show no help.
        (Sandbox::new().config("lang = [").env("MCP_CHAT_LANG", "en"), &["--help"]),
    ] {
        let run = person.run(arguments).expect_status(0);
        assert!(run.stdout.contains("\nUsage: mcp-chat"), "{arguments:?}: {}", run.stdout);
        assert_eq!(run.stderr, "");
    }
}

#[test]
fn help_for_a_command_and_for_none() {
    let person = Sandbox::new();
    let help = person.run(&["help", "call"]).expect_status(0).stdout;
    assert_eq!(help, person.run(&["call", "-h"]).expect_status(0).stdout);
    let help = person.run(&["help", "config", "show"]).expect_status(0).stdout;
    assert_eq!(help, person.run(&["config", "show", "-h"]).expect_status(0).stdout);
    let run = person.run(&["help", "config", "shwo"]).expect_status(2).expect_stdout("");
    assert!(run.stderr.contains("no existe la orden shwo"), "{}", run.stderr);
    // A command that takes more words than its name is no help topic.
    let run = person.run(&["help", "tools", "list_employees"]).expect_status(2).expect_stdout("");
    assert!(run.stderr.contains("no existe la orden tools list_employees"), "{}", run.stderr);
    let run = person.run(&["help", "tolls"]).expect_status(2).expect_stdout("");
    assert_eq!(
        run.stderr,
        "❌ No se entiende la línea de órdenes\n   Causa: no existe la orden tolls\n   \
         Qué hacer: ¿querías decir tools? mcp-chat --help lo muestra todo\n"
    );
}

/// For the protocol's conformance suite alone: it is there, and nobody is told of it.
#[test]
fn the_command_of_the_conformance_suite_is_not_shown() {
    let person = Sandbox::new();
    for arguments in [
        &["--help"][..],
        &["man"],
        &["completions", "bash"],
        &["completions", "zsh"],
        &["completions", "fish"],
        &["completions", "powershell"],
        &["completions", "elvish"],
    ] {
        let shown = person.run(arguments).expect_status(0).stdout;
        assert!(!shown.contains("conformance"), "{arguments:?}");
    }
    let run = person.run(&["conformance", "no URL"]).expect_status(2).expect_stdout("");
    assert_eq!(
        run.stderr,
        "❌ No se entiende la línea de órdenes\n   Causa: relative URL without a base\n   \
         Qué hacer: mcp-chat --help muestra cómo se usa\n"
    );
}
