//! Editing a line: hints from the history, several lines in one message, keys of vi, colours.

use serde_json::{Value, json};

use crate::support::chat::{APPROVE, PROMPT, chat, leave, person};
use crate::support::mcp::{Script, Tool};
use crate::support::model::{Model, calls, text};
use crate::support::pty::Key;

fn questions(model: &Model) -> Vec<Value> {
    let last = |request: &Value| {
        let messages = request["messages"].as_array().expect("messages");
        messages.last().expect("a message")["content"].clone()
    };
    model.requests().iter().map(last).collect()
}

#[test]
fn the_history_offers_how_a_line_goes_on() {
    let server = Script::new().start();
    let model = Model::answering([text("Uno."), text("Dos."), text("Tres.")]);
    let mut terminal = chat(&person(&server, &model));
    terminal.line("¿Quién trabaja en Ventas?");
    terminal.expect("Uno.");
    terminal.expect(PROMPT);
    terminal.send("¿Qu");
    terminal.expect_screen("the rest of the line", |screen| {
        screen.trim_end().ends_with("👤 Tú: ¿Quién trabaja en Ventas?")
    });
    terminal.key(Key::Right);
    terminal.key(Key::Enter);
    terminal.expect("Dos.");
    terminal.expect(PROMPT);
    // What is only offered is not sent.
    terminal.line("¿Quién");
    terminal.expect("Tres.");
    leave(terminal);
    assert_eq!(
        questions(&model),
        ["¿Quién trabaja en Ventas?", "¿Quién trabaja en Ventas?", "¿Quién"]
    );
}

#[test]
fn enter_begins_another_line_where_the_message_goes_on() {
    let server = Script::new().start();
    let model = Model::answering([text("Uno."), text("Dos."), text("Tres.")]);
    let mut terminal = chat(&person(&server, &model));
    terminal.line("uno,\\");
    terminal.line("dos");
    terminal.expect("Uno.");
    terminal.expect(PROMPT);
    terminal.line("mira:");
    terminal.expect("Dos.");
    terminal.expect(PROMPT);
    terminal.send("```");
    terminal.key(Key::Enter);
    terminal.send("x = 1");
    terminal.key(Key::AltEnter);
    terminal.send("```");
    terminal.key(Key::Enter);
    terminal.expect("Tres.");
    leave(terminal);
    assert_eq!(questions(&model), ["uno,\ndos", "mira:", "```\nx = 1\n```"]);
}

#[test]
fn the_keys_of_vi_edit_where_they_are_asked_for() {
    let server = Script::new().start();
    let model = Model::answering([text("Uno.")]);
    let person = person(&server, &model).config("edit_mode = \"vi\"\n");
    let mut terminal = chat(&person);
    terminal.send("hola mundo");
    terminal.key(Key::Escape);
    terminal.send("0cwadiós");
    terminal.key(Key::Enter);
    terminal.expect("Uno.");
    leave(terminal);
    assert_eq!(questions(&model), [json!("adiós mundo")]);
}

#[test]
fn a_command_is_told_from_what_is_none_while_it_is_typed() {
    let server = Script::new().start();
    let model = Model::unused();
    let mut terminal = chat(&person(&server, &model));
    terminal.send("/ayud");
    terminal.expect("/ayud");
    terminal.send("x");
    terminal.expect("/ayudx");
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(raw.contains("\x1b[1m/ayud\x1b[0m"), "{raw:?}");
    assert!(raw.contains("\x1b[31m/ayudx\x1b[0m"), "{raw:?}");
    terminal.key(Key::CtrlC);
    leave(terminal);
}

#[test]
fn lines_that_come_at_once_are_all_read() {
    let server = Script::new().start();
    let model = Model::answering([text("Uno."), text("Dos.")]);
    let mut terminal = chat(&person(&server, &model));
    terminal.send("uno\r/uso\rdos\rsal");
    terminal.expect("Dos.");
    terminal.line("ir");
    terminal.expect("👋 ¡Adiós!");
    assert_eq!(questions(&model), ["uno", "dos"]);
}

#[test]
fn what_came_with_a_question_does_not_answer_for_its_approval() {
    let server = Script::new().tool(Tool::new("add")).start();
    let model = Model::answering([calls([("add", json!({}))]), text("No."), text("¿S?")]);
    let mut terminal = chat(&person(&server, &model));
    terminal.send("añade\rs\r");
    terminal.expect(APPROVE);
    terminal.line("n");
    terminal.expect("¿S?");
    leave(terminal);
    assert_eq!(server.ledger(), []);
    assert_eq!(questions(&model)[2], "s");
}

#[test]
fn a_line_of_a_megabyte_is_one_question_whole() {
    let server = Script::new().start();
    let model = Model::answering([text("Leído."), text("Sigo.")]);
    let mut terminal = chat(&person(&server, &model));
    let line = "ñandú ".repeat(150_000);
    terminal.paste(&format!("{line}fin"));
    terminal.key(Key::Enter);
    terminal.expect("Leído.");
    terminal.expect(PROMPT);
    terminal.line("corta");
    terminal.expect("Sigo.");
    leave(terminal);
    assert_eq!(questions(&model), [format!("{line}fin"), "corta".to_owned()]);
}
