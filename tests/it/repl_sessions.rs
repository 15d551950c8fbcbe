//! Conversations in the chat: named, listed, searched, gone on with, not kept.

use serde_json::{Value, json};

use crate::support::chat::{PROMPT, chat, leave, person, steady};
use crate::support::mcp::{Reply as Answer, Script, Server, Tool};
use crate::support::model::{Model, calls, text};
use crate::support::pty::{Key, Terminal};
use crate::support::sandbox::Sandbox;

const WHICH: &str = "¿Cuál? ";

fn server() -> Server {
    Script::new().tool(Tool::new("list").read_only().always(Answer::text("Ana"))).start()
}

fn ask(terminal: &mut Terminal, question: &str, answer: &str) {
    terminal.line(question);
    terminal.expect(answer);
    terminal.expect(PROMPT);
}

fn asked(model: &Model) -> Vec<Value> {
    let messages = model.last_messages().into_iter();
    let questions = messages.filter(|message| message["role"] == "user");
    questions.map(|message| message["content"].clone()).collect()
}

fn saved(person: &Sandbox) -> usize {
    let folder = person.path("state/mcp-chat/transcripts");
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

#[test]
fn a_conversation_is_named_found_and_gone_on_with() {
    let server = server();
    let model = Model::answering(["Una.", "Dos.", "Tres.", "Cuatro."].map(text));
    let person = person(&server, &model);
    let mut terminal = chat(&person);
    ask(&mut terminal, "/rename x", "la conversación está vacía");
    ask(&mut terminal, "¿Quién trabaja en Ventas?", "Una.");
    ask(&mut terminal, "/renombrar Gente de Ventas", "se llama ahora «Gente de Ventas»");
    ask(&mut terminal, "/limpiar", "Conversación");
    ask(&mut terminal, "¿Cuántos son?", "Dos.");
    ask(&mut terminal, "/clear", "Conversación");
    terminal.line("/resume");
    terminal.expect(WHICH);
    terminal.line("nada de esto");
    terminal.expect("Ninguna contiene «nada de esto».");
    terminal.expect(WHICH);
    terminal.line("ventas");
    terminal.expect(WHICH);
    let screen = steady(&terminal.screen(), &server);
    let choice = screen.split_once("/resume\n").expect("the command").1;
    insta::assert_snapshot!(choice, @"
      1. ¿Cuántos son? · ahora · 1 pregunta · URL
      2. Gente de Ventas · ahora · 1 pregunta · URL
    Un número la retoma, Intro la primera, palabras buscan, Ctrl-C ninguna.
    ¿Cuál? nada de esto
    Ninguna contiene «nada de esto».
      1. ¿Cuántos son? · ahora · 1 pregunta · URL
      2. Gente de Ventas · ahora · 1 pregunta · URL
    Un número la retoma, Intro la primera, palabras buscan, Ctrl-C ninguna.
    ¿Cuál? ventas
      1. Gente de Ventas · ahora · 1 pregunta · URL
    Un número la retoma, Intro la primera, palabras buscan, Ctrl-C ninguna.
    ¿Cuál?
    ");
    terminal.line("1");
    terminal.expect("🤖 Una.");
    terminal.expect(PROMPT);
    ask(&mut terminal, "¿Y en Finanzas?", "Tres.");
    assert_eq!(asked(&model), ["¿Quién trabaja en Ventas?", "¿Y en Finanzas?"]);
    // The one that is open is not offered; the other one is meant by its words alone.
    ask(&mut terminal, "/reanudar ventas", "ninguna tiene ese identificador");
    ask(&mut terminal, "/reanudar cuántos", "🤖 Dos.");
    ask(&mut terminal, "¿Seguro?", "Cuatro.");
    assert_eq!(asked(&model), ["¿Cuántos son?", "¿Seguro?"]);
    terminal.line("/resume");
    terminal.expect(WHICH);
    terminal.key(Key::CtrlC);
    terminal.expect(PROMPT);
    leave(terminal);
    assert_eq!(saved(&person), 2);
    let run = person.run(&["sessions"]).expect_status(0);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].contains("¿Cuántos son? · ahora · 2 preguntas · "), "{lines:?}");
    assert!(lines[1].contains("Gente de Ventas · ahora · 2 preguntas · "), "{lines:?}");
}

#[test]
fn a_script_goes_on_with_the_conversation_that_it_names() {
    let server = server();
    let model = Model::answering(["Una.", "Dos.", "Tres."].map(text));
    let person = person(&server, &model);
    let lines = "uno\n/rename Altas\n/clear\ndos\n/resume altas\ntres\n";
    person.run_with(&[], lines).expect_status(0).expect_stdout("Una.\nDos.\nTres.\n");
    assert_eq!(asked(&model), ["uno", "tres"]);
    let run = person.run_with(&[], "/resume\n").expect_status(2);
    assert!(run.stderr.contains("mcp-chat sessions las muestra"), "{}", run.stderr);
}

#[test]
fn what_is_not_to_be_saved_leaves_nothing() {
    let long = "x".repeat(70_000);
    let list = Tool::new("list").read_only().always(Answer::text(&long));
    let server = Script::new().tool(list).start();
    let model = Model::answering([calls([("list", json!({}))]), text("Una."), text("Dos.")]);
    let person = person(&server, &model);
    let mut terminal = person.terminal(&["--no-save"]);
    terminal.expect(PROMPT);
    ask(&mut terminal, "¿Quién?", "Una.");
    ask(&mut terminal, "/rename x", "no se guarda (--no-save)");
    leave(terminal);
    let result = model.last_messages().into_iter().find(|message| message["role"] == "tool");
    let result = result.expect("a result")["content"].as_str().expect("a text").to_owned();
    assert!(result.contains("the user wants nothing to be kept"), "{}", &result[..200]);
    person.run(&["--no-save", "-p", "¿Y tú?"]).expect_status(0);
    let left: Vec<String> = std::fs::read_dir(person.path("state/mcp-chat"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    assert_eq!(left, ["mcp-chat.log"]);
    let log = std::fs::read_to_string(person.path("state/mcp-chat/mcp-chat.log")).expect("the log");
    assert!(!log.contains("¿Quién?") && !log.contains("Una."), "{log}");
}

#[test]
fn a_conversation_that_is_too_long_is_made_shorter_when_it_goes_on() {
    let server = server();
    let long = "palabra ".repeat(500);
    let model = Model::answering([&long, &long, &long, "Resumen.", "Tres."].map(text));
    let person = person(&server, &model);
    person.run_with(&[], "uno\ndos\ntres\n").expect_status(0);
    let run = person.run(&["--context-window", "4000", "-c", "-p", "dos"]).expect_status(0);
    run.clone().expect_stdout("Tres.\n");
    assert!(run.stderr.contains("resum"), "{}", run.stderr);
    let told = serde_json::to_string(&model.last_messages()).expect("JSON");
    assert!(told.contains("Resumen.") && !told.contains("palabra palabra"), "{told}");
}
