//! A disk that does not take what the chat keeps: damaged, full, not to be written to. The person
//! is told once, and the chat goes on.

use std::os::unix::fs::PermissionsExt as _;

use crate::support::chat::{PROMPT, chat, leave, person, steady};
use crate::support::mcp::Script;
use crate::support::model::{Model, text};
use crate::support::pty::Key;
use crate::support::sandbox::Sandbox;

/// A person no file of whom grows beyond 512 bytes.
fn cramped(person: Sandbox) -> Sandbox {
    let program =
        format!("#!/bin/sh\nulimit -f 1\nexec {} \"$@\"\n", env!("CARGO_BIN_EXE_mcp-chat"));
    let person = person.file("work/cramped", &program);
    let path = person.path("work/cramped");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).expect("a program");
    // The log is soon as large, too.
    person.program(path.to_str().expect("a path")).env("MCP_CHAT_LOG", "trace")
}

#[test]
fn a_damaged_history_is_mended_and_the_damaged_one_stays() {
    let server = Script::new().start();
    let model = Model::answering([text("Hola.")]);
    let person = person(&server, &model);
    std::fs::create_dir_all(person.path("state/mcp-chat")).expect("the folder");
    let history = person.path("state/mcp-chat/history");
    let damaged: &[u8] = b"#V2\nuno\n\xff\xfe\n\xc3\ndos\\\\tres\n";
    std::fs::write(&history, damaged).expect("a history");
    let mut terminal = chat(&person);
    terminal.expect_screen("the warning", |screen| screen.contains("2 líneas dañadas"));
    terminal.key(Key::Up);
    terminal.expect("dos\\tres");
    terminal.key(Key::CtrlC);
    terminal.line("¿quién es Peña?");
    terminal.expect("Hola.");
    terminal.expect(PROMPT);
    leave(terminal);
    let kept = std::fs::read_to_string(&history).expect("the history");
    assert_eq!(kept, "#V2\nuno\ndos\\\\tres\n¿quién es Peña?\nsalir\n");
    let folder = std::fs::read_dir(person.path("state/mcp-chat")).expect("the folder");
    let aside: Vec<_> = folder
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.to_string_lossy().ends_with(".damaged"))
        .collect();
    assert_eq!(aside.len(), 1, "{aside:?}");
    assert_eq!(std::fs::read(&aside[0]).expect("the damaged one"), damaged);
    let mode = aside[0].metadata().expect("the damaged one").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    // Mended once, it is not told again.
    let terminal = chat(&person);
    let screen = steady(&terminal.screen(), &server);
    assert!(!screen.contains("dañadas"), "{screen}");
    leave(terminal);
}

#[test]
fn a_full_disk_is_told_once_and_the_chat_goes_on() {
    let server = Script::new().start();
    let model = Model::answering(["Una.", "Dos."].map(text));
    let person = cramped(person(&server, &model));
    let mut terminal = chat(&person);
    let question = "¿y? ".repeat(200);
    terminal.line(&question);
    terminal.expect("Una.");
    terminal.expect(PROMPT);
    terminal.line("¿Y tú?");
    terminal.expect("Dos.");
    terminal.expect(PROMPT);
    terminal.line("/rename x");
    terminal.expect("no se pudo guardar");
    terminal.expect(PROMPT);
    let screen = terminal.text();
    assert_eq!(screen.matches("no se pueden guardar").count(), 1, "{screen}");
    assert_eq!(screen.matches("no se puede guardar en disco").count(), 1, "{screen}");
    assert!(!screen.contains("se llama ahora") && !screen.contains("Subscriber"), "{screen}");
    leave(terminal);
}

#[test]
fn a_home_that_cannot_be_written_to_is_told_once_and_the_chat_goes_on() {
    let server = Script::new().start();
    let model = Model::answering(["Una.", "Dos."].map(text));
    // Below a file nobody creates anything, whatever they may do.
    let person = person(&server, &model).file("file", "");
    let below = |name: &str| person.path("file").join(name).display().to_string();
    let (state, cache) = (below("state"), below("cache"));
    let person = person.env("XDG_STATE_HOME", &state).env("XDG_CACHE_HOME", &cache);
    let mut terminal = person.terminal_of(&[], 400, 40);
    terminal.expect(PROMPT);
    for (question, answer) in [("uno", "Una."), ("dos", "Dos.")] {
        terminal.line(question);
        terminal.expect(answer);
        terminal.expect(PROMPT);
    }
    terminal.line("/resume");
    terminal.expect("parte de la ruta");
    terminal.expect(PROMPT);
    let screen = steady(&terminal.screen(), &server);
    let (_, told) = screen.split_once("para ver más.\n").expect("the greeting");
    let folder = person.path("").display().to_string();
    insta::assert_snapshot!(told.replace(&folder, "HOME/"), @r"
    ⚠️  Las líneas que escribes no se pueden guardar en HOME/file/state/mcp-chat/history (parte de la ruta no es una carpeta (os error 20)); el chat sigue.

    👤 Tú: uno
    ⚠️  Los permisos que diste para siempre no se pueden leer o guardar (HOME/file/state/mcp-chat/approvals.json: parte de la ruta no es una carpeta (os error 20)); en este chat se pregunta, y lo que apruebes vale hasta salir.
    ⚠️  La conversación no se puede guardar en disco (HOME/file/state/mcp-chat/transcripts: parte de la ruta no es una carpeta (os error 20)); el chat sigue.

    🤖 Pensando...

    🤖 Una.
       entrada 42 · salida 9 · …

    👤 Tú: dos

    🤖 Pensando...

    🤖 Dos.
       entrada 42 · salida 9 · …

    👤 Tú: /resume
    ❌ No se pueden leer las conversaciones
       Causa: parte de la ruta no es una carpeta (os error 20)
       Qué hacer: comprueba los permisos de HOME/file/state/mcp-chat/transcripts

    👤 Tú:
    ");
    leave(terminal);
}

/// A title is the first that does not fit: neither is its loss silent, nor that of what follows.
#[test]
fn a_title_that_is_not_on_disk_is_not_told_to_be() {
    let server = Script::new().start();
    let model = Model::answering(["Una.", "Dos.", "Tres."].map(text));
    let person = cramped(person(&server, &model));
    let mut terminal = chat(&person);
    terminal.line("uno");
    terminal.expect("Una.");
    terminal.expect(PROMPT);
    terminal.line(&format!("/rename {}", "x".repeat(190)));
    terminal.expect("la conversación no se pudo guardar en disco");
    terminal.expect(PROMPT);
    assert!(!terminal.text().contains("se llama ahora"), "{}", terminal.text());
    for (question, answer) in [("dos", "Dos."), ("tres", "Tres.")] {
        terminal.line(question);
        terminal.expect(answer);
        terminal.expect(PROMPT);
    }
    let text = terminal.text();
    assert_eq!(text.matches("no se puede guardar en disco").count(), 1, "{text}");
    leave(terminal);
}
