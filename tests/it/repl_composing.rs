//! Beside the prompt: the person's editor, files that go with a question, the clipboard.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::Value;

use crate::support::chat::{PROMPT, chat, leave, person};
use crate::support::mcp::{Script, Server};
use crate::support::model::{Model, text};
use crate::support::pty::Key;
use crate::support::sandbox::Sandbox;

fn server() -> Server {
    Script::new().start()
}

fn asked(model: &Model) -> Vec<Value> {
    let messages = model.last_messages().into_iter();
    let questions = messages.filter(|message| message["role"] == "user");
    questions.map(|message| message["content"].clone()).collect()
}

/// Puts a program into the sandbox.
fn program(person: &Sandbox, name: &str, script: &str) -> String {
    let path = person.path(&format!("home/{name}"));
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a program");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("a program");
    path.display().to_string()
}

#[test]
fn the_last_question_is_edited_and_asked_in_its_place() {
    let server = server();
    let model = Model::answering(["Una.", "Dos."].map(text));
    let person = person(&server, &model);
    let person = person.env("EDITOR", "sed -i s/Ventas/Finanzas/");
    let mut terminal = chat(&person);
    terminal.line("/edit");
    terminal.expect("No hay ninguna pregunta anterior");
    terminal.expect(PROMPT);
    terminal.line("¿Quién trabaja en Ventas?");
    terminal.expect("Una.");
    terminal.expect(PROMPT);
    terminal.line("/editar");
    terminal.expect("👤 Tú: ¿Quién trabaja en Finanzas?");
    terminal.expect("Dos.");
    terminal.expect(PROMPT);
    assert_eq!(asked(&model), ["¿Quién trabaja en Finanzas?"]);
    terminal.line("/edit");
    terminal.expect("Sin cambios: no se pregunta de nuevo.");
    terminal.expect(PROMPT);
    leave(terminal);
}

#[test]
fn ctrl_x_ctrl_e_opens_the_line_in_the_editor() {
    let server = server();
    let model = Model::answering([text("Una.")]);
    let person = person(&server, &model);
    let editor = program(
        &person,
        "editor",
        "stty -a | grep -q ' icanon' && sed -i '1s/$/ y dos\\ntres/' \"$1\"",
    );
    let mut terminal = chat(&person.env("VISUAL", &editor).env("EDITOR", "false"));
    terminal.send("uno");
    terminal.send("\x18\x05");
    // The editor finds the terminal as any program does, and the line editor its own again.
    terminal.expect_screen("the edited line", |screen| screen.ends_with("uno y dos\ntres"));
    terminal.key(Key::Enter);
    terminal.expect("Una.");
    terminal.expect(PROMPT);
    assert_eq!(asked(&model), ["uno y dos\ntres"]);
    leave(terminal);
}

#[test]
fn an_editor_that_fails_loses_nothing() {
    let (server, model) = (server(), Model::answering([text("Una.")]));
    let mut terminal = chat(&person(&server, &model).env("EDITOR", "no-such-editor"));
    terminal.send("uno");
    terminal.send("\x18\x05");
    terminal.expect("el editor (no-such-editor) falló");
    terminal.expect_screen("the line is still there", |screen| screen.ends_with("👤 Tú: uno"));
    terminal.key(Key::Enter);
    terminal.expect("Una.");
    terminal.expect(PROMPT);
    leave(terminal);
}

#[test]
fn a_file_goes_with_the_question_that_names_it() {
    let server = server();
    let model = Model::answering([text("Una.")]);
    let person = person(&server, &model).file("work/notas.md", "Ana es jefa.\n");
    let person = person.file("work/binario", "x");
    std::fs::write(person.path("work/binario"), b"\xff\xfe").expect("a file");
    let mut terminal = chat(&person);
    terminal.send("mira @not");
    terminal.key(Key::Tab);
    terminal.expect("mira @notas.md");
    terminal.line(" y @ventas");
    terminal.expect("📎 notas.md (13 bytes) va con la pregunta.");
    terminal.expect("Una.");
    terminal.expect(PROMPT);
    let question = "mira @notas.md y @ventas\n\nnotas.md:\n```\nAna es jefa.\n```\n";
    assert_eq!(asked(&model), [question]);
    terminal.line("y @binario");
    terminal.expect("No se puede adjuntar binario");
    terminal.expect("no es texto UTF-8");
    terminal.expect_screen("the question waits", |screen| screen.ends_with("👤 Tú: y @binario"));
    terminal.key(Key::CtrlC);
    leave(terminal);
}

#[test]
fn an_answer_is_copied_by_the_terminal_or_by_a_program() {
    let server = server();
    let model = Model::answering([text("**Ñandú**"), text("Otra.")]);
    let person = person(&server, &model);
    let mut terminal = chat(&person);
    terminal.line("/copy");
    terminal.expect("todavía no hay ninguna respuesta");
    terminal.expect(PROMPT);
    terminal.line("¿Qué?");
    terminal.expect("Ñandú");
    terminal.expect(PROMPT);
    terminal.line("/copiar");
    terminal.expect("portapapeles del terminal (OSC 52)");
    terminal.expect(PROMPT);
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(raw.contains("\x1b]52;c;KirDkWFuZMO6Kio=\x07"), "{raw:?}");
    leave(terminal);
    let path =
        format!("{}:{}", person.path("home").display(), std::env::var("PATH").expect("PATH"));
    program(&person, "wl-copy", "cat >copied");
    let mut terminal = chat(&person.env("WAYLAND_DISPLAY", "wayland-0").env("PATH", &path));
    terminal.line("¿Y?");
    terminal.expect("Otra.");
    terminal.expect(PROMPT);
    terminal.line("/copy");
    terminal.expect("Respuesta copiada (wl-copy).");
    terminal.expect(PROMPT);
    leave(terminal);
}
