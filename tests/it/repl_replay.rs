//! Chats that are recorded, and played again to the same screen.

use std::time::Duration;

use serde_json::json;

use crate::support::chat::{APPROVE, PROMPT, leave, person, played, screen_at_the_end};
use crate::support::mcp::{Cut, Reply as Answer, Script, Tool};
use crate::support::model::{Model, Reply, calls, text};
use crate::support::pty::{Exit, Key, Terminal};
use crate::support::sandbox::Sandbox;
use crate::support::watched::Gate;

fn recorded(person: &Sandbox) -> Terminal {
    let mut terminal = person.terminal(&["--record", "session.jsonl"]);
    terminal.expect(PROMPT);
    terminal
}

#[test]
fn a_chat_with_an_approval_and_a_table_is_played_to_the_same_screen() {
    let server = Script::new().tool(Tool::new("add")).tool(Tool::new("t").read_only()).start();
    let model = Model::answering([
        calls([("t", json!({ "d": "Ventas" }))]),
        text("| n | s |\n|---|---|\n| Ana | 10 |\n| Luis | 200 |\n\n**Eso** es todo."),
        calls([("add", json!({ "name": "Ana" }))]),
        text("No lo hice."),
    ]);
    let person = person(&server, &model);
    let mut terminal = recorded(&person);
    terminal.line("¿quién?");
    terminal.expect("es todo.");
    terminal.expect(PROMPT);
    terminal.line("añade");
    // What is typed before the question does not answer it.
    terminal.expect(APPROVE);
    terminal.line("qué");
    terminal.expect("Responde");
    terminal.line("n mañana");
    terminal.expect("No lo hice.");
    terminal.expect(PROMPT);
    terminal.line("/uso");
    terminal.expect("salida");
    terminal.expect(PROMPT);
    let screen = screen_at_the_end(terminal);
    assert!(screen.contains("No lo hice."), "{screen}");
    assert_eq!(played(&person), screen);
}

#[test]
fn a_cancelled_turn_and_an_error_are_played_to_the_same_screen() {
    let gate = Gate::new();
    let server = Script::new().start();
    let refused = Reply::json(401, &json!({ "error": { "message": "no", "code": "x" } }));
    let model = Model::answering([
        text("uno dos tres").hold_at(3, &gate),
        refused,
        text("Dos."),
        text("Ya."),
    ]);
    let person = person(&server, &model);
    let mut terminal = recorded(&person);
    terminal.line("una");
    terminal.expect("dos");
    terminal.key(Key::CtrlC);
    terminal.expect("Cancelado.");
    terminal.expect(PROMPT);
    terminal.key(Key::CtrlC);
    terminal.expect(PROMPT);
    terminal.line("otra");
    terminal.expect("Qué hacer");
    terminal.expect(PROMPT);
    terminal.line("varias \\");
    terminal.line("líneas");
    terminal.expect("Dos.");
    terminal.expect(PROMPT);
    terminal.line("/toolz");
    terminal.expect("quer");
    terminal.expect(PROMPT);
    terminal.line("y otra");
    terminal.expect("Ya.");
    terminal.expect(PROMPT);
    let screen = screen_at_the_end(terminal);
    gate.open();
    assert_eq!(played(&person), screen);
}

#[test]
fn a_replay_reads_and_runs_nothing_here() {
    let server = Script::new().start();
    let model = Model::answering([text("Leído."), text("Otra."), text("Fin.")]);
    let person = person(&server, &model)
        .file("work/notas.txt", "uno\n")
        .env("EDITOR", "sed -i s/mira/lee/")
        .env("PAGER", "cat");
    let mut terminal = recorded(&person);
    terminal.line("mira @notas.txt");
    terminal.expect("Leído.");
    terminal.expect(PROMPT);
    terminal.line("/exportar charla.md");
    terminal.expect("charla.md");
    terminal.expect(PROMPT);
    terminal.line("/editar");
    terminal.expect("lee @notas.txt");
    terminal.expect("Otra.");
    terminal.expect(PROMPT);
    terminal.line("/copiar");
    terminal.expect("📋");
    terminal.expect(PROMPT);
    terminal.line("/resume");
    terminal.expect("Qué hacer");
    terminal.expect(PROMPT);
    let screen = screen_at_the_end(terminal);
    let other = Sandbox::new();
    let path = person.path("work/session.jsonl");
    let mut terminal = other.terminal(&["--replay", path.to_str().expect("UTF-8")]);
    assert_eq!(terminal.wait(), Exit::Status(0), "{}", terminal.screen());
    assert_eq!(terminal.screen(), screen);
    // Nothing for the clipboard (OSC 52).
    assert!(!String::from_utf8_lossy(&terminal.raw()).contains("\x1b]52"));
    assert_eq!(std::fs::read_dir(other.path("work")).expect("a folder").count(), 0);
    // The second answer is for who still chats.
    let mut terminal = person.terminal(&[]);
    terminal.expect(PROMPT);
    terminal.line("y");
    terminal.expect("Fin.");
    terminal.expect(PROMPT);
    leave(terminal);
}

#[test]
fn what_was_waited_for_is_shown_where_it_was_shown() {
    let gate = Gate::new();
    let server = Script::new().tool(Tool::new("add")).start();
    let model =
        Model::answering([calls([("add", json!({}))]), text("uno dos tres").hold_at(1, &gate)]);
    let person = person(&server, &model);
    let mut terminal = recorded(&person);
    terminal.line("añade");
    terminal.expect("¿La ejecuto? ");
    // Longer than a wait that is told: the first look after it must not be taken too late.
    std::thread::sleep(Duration::from_millis(2300));
    terminal.line("s");
    terminal.expect("🔧 add {} ✓");
    terminal.expect("esperando al modelo");
    gate.open();
    terminal.expect("tres");
    terminal.expect(PROMPT);
    let waits = |terminal: &Terminal| terminal.text().matches("esperando al modelo").count();
    terminal.line("salir");
    assert_eq!(terminal.wait(), Exit::Status(0));
    let path = person.path("work/session.jsonl");
    let other = Sandbox::new();
    let mut played = other.terminal(&["--replay", path.to_str().expect("UTF-8")]);
    assert_eq!(played.wait(), Exit::Status(0), "{}", played.screen());
    assert_eq!(played.screen(), terminal.screen());
    assert_eq!(waits(&played), waits(&terminal));
}

#[test]
fn a_connection_that_is_lost_and_made_again_is_played_to_the_same_screen() {
    let server = Script::new()
        .tool(
            Tool::new("t")
                .read_only()
                .once(Answer::lost_after_executing(Cut::Abrupt))
                .always(Answer::text("Ana")),
        )
        .start();
    let model = Model::answering([calls([("t", json!({}))]), text("Se perdió."), text("Bien.")]);
    let person = person(&server, &model);
    let mut terminal = recorded(&person);
    terminal.line("una");
    terminal.expect("Se perdió.");
    terminal.expect(PROMPT);
    terminal.line("otra");
    terminal.expect("Bien.");
    terminal.expect(PROMPT);
    let screen = screen_at_the_end(terminal);
    assert_eq!(played(&person), screen);
}

/// The chat that the README shows. When the program sends something else than it did then, record
/// it anew, in a terminal of 80 columns, with NO_COLOR=1 and an empty home:
/// `mcp-chat --demo --record tests/recordings/demo.jsonl`.
#[test]
fn the_demo_is_played_as_the_readme_shows_it() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/recordings/demo.jsonl");
    let run = Sandbox::new().run(&["--replay", file]).expect_status(0);
    assert_eq!(run.stderr, "");
    // Of a line that is drawn anew, what stays.
    let screen = run.stdout.lines().map(|line| line.rsplit("\r\x1b[2K").next().unwrap_or_default());
    let readme = include_str!("../../README.md");
    let shown = readme.split("```text\n").nth(1).and_then(|rest| rest.split("\n```").next());
    assert_eq!(shown, Some(screen.collect::<Vec<_>>().join("\n").as_str()));
}
