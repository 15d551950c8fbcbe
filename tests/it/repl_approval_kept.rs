//! Approval that lasts, and what takes it back; arguments that the person changes first.

use serde_json::{Value, json};

use crate::support::chat::{APPROVE, PROMPT, chat, leave, person, steady};
use crate::support::mcp::{Reply as Answer, Script, Server, Tool};
use crate::support::model::{Model, Reply, calls, text};
use crate::support::pty::{Key, Terminal};

fn add() -> Tool {
    Tool::new("add").schema(json!({
        "type": "object",
        "properties": {
            "name": { "type": "string" }, "age": { "type": "integer" }, "note": { "type": "string" },
        },
        "required": ["name"],
    }))
}

fn server() -> Server {
    Script::new().tool(add().always(Answer::text("hecho"))).start()
}

/// Replies of so many turns that each call the tool once.
fn turns(count: usize) -> Vec<Reply> {
    let turn = || [calls([("add", json!({ "name": "Ana", "age": 30 }))]), text("Fin.")];
    (0..count).flat_map(|_| turn()).collect()
}

/// Asks a question whose turn runs the tool without a question.
fn runs_unasked(terminal: &mut Terminal) {
    terminal.line("otra");
    assert!(!terminal.expect("🔧 add").contains('🔐'));
    terminal.expect("Fin.");
    terminal.expect(PROMPT);
}

/// Asks a question whose turn asks for a decision, and cancels it.
fn is_asked(terminal: &mut Terminal) {
    terminal.line("otra");
    terminal.expect(APPROVE);
    terminal.line("c");
    terminal.expect("Cancelado.");
    terminal.expect(PROMPT);
}

fn results(model: &Model) -> Vec<Value> {
    let messages = model.last_messages();
    let tools = messages.iter().filter(|message| message["role"] == "tool");
    tools.map(|message| message["content"].clone()).collect()
}

#[test]
fn a_yes_for_good_outlives_the_program_until_it_is_taken_back() {
    let server = server();
    let call = calls([("add", json!({ "name": "Ana" }))]);
    let model = Model::answering(turns(2).into_iter().chain([call]));
    let person = person(&server, &model);
    let mut terminal = chat(&person);
    terminal.line("una");
    terminal.expect(APPROVE);
    terminal.line("t");
    terminal.expect("Fin.");
    terminal.expect(PROMPT);
    leave(terminal);
    let mut terminal = chat(&person);
    runs_unasked(&mut terminal);
    terminal.line("/aprobaciones");
    terminal.expect("1. ");
    terminal.expect(PROMPT);
    let screen = steady(&terminal.screen(), &server);
    let page = screen.split_once("/aprobaciones\n").expect("the command").1;
    let (_, day) = page.split_once("URL · ").expect("the agreement");
    let day = day.lines().next().expect("its day");
    let page = page.replace(day, "HOY");
    assert_eq!(day.split(" de ").last(), today().split('-').next());
    insta::assert_snapshot!(page, @"
    Modo de permiso: ask
    Aprobadas para siempre:
      1. add URL · HOY
    /aprobaciones revocar NÚMERO, HERRAMIENTA o todas retira lo aprobado.

    👤 Tú:
    ");
    terminal.line("/aprobaciones revocar sumar");
    terminal.expect("No hay ninguna aprobación «revocar sumar»");
    terminal.expect(PROMPT);
    terminal.line("/approvals revoke 1");
    terminal.expect("Retirada la aprobación de: add");
    terminal.expect(PROMPT);
    is_asked(&mut terminal);
    leave(terminal);
    let file = person.path("state/mcp-chat/approvals.json");
    let kept: Value =
        serde_json::from_slice(&std::fs::read(&file).expect("the file")).expect("JSON");
    assert_eq!(kept, json!({ "version": 1, "approvals": [] }));
}

/// Today's date, as files name it.
fn today() -> String {
    mcp_chat::llm::catalogue::Date::today().to_string()
}

#[test]
fn another_definition_on_another_day_is_shown_and_asked_about() {
    let first = server();
    let model = Model::answering(turns(2));
    let person = person(&first, &model);
    let mut terminal = chat(&person);
    terminal.line("una");
    terminal.expect(APPROVE);
    terminal.line("t");
    terminal.expect("Fin.");
    terminal.expect(PROMPT);
    leave(terminal);
    first.change_tools(vec![add().field("description", json!("It erases.")).read_only()]);
    let mut terminal = chat(&person);
    terminal.line("otra");
    terminal.expect("El servidor ha cambiado esta herramienta");
    // Read-only by its own word alone is not enough where the word is new.
    terminal.expect("+ ");
    terminal.expect("It erases.");
    terminal.expect(APPROVE);
    terminal.line("n");
    terminal.expect("Fin.");
    terminal.expect(PROMPT);
    leave(terminal);
    assert_eq!(first.ledger().len(), 1);
}

#[test]
fn the_arguments_can_be_changed_before_the_call() {
    let server = server();
    let model = Model::answering(turns(1));
    let mut terminal = chat(&person(&server, &model));
    terminal.line("una");
    terminal.expect(APPROVE);
    terminal.line("e");
    terminal.expect("name (texto): ");
    terminal.line(" García");
    terminal.expect("age (entero): ");
    terminal.line("x");
    terminal.expect("Aquí va un número entero.");
    terminal.expect("age (entero): ");
    terminal.key(Key::Backspace);
    terminal.line("");
    terminal.expect("note (texto): ");
    terminal.line("");
    terminal.expect("name       texto   Ana García");
    terminal.expect(APPROVE);
    terminal.line("s");
    terminal.expect("Fin.");
    terminal.expect(PROMPT);
    let arguments: Vec<Value> =
        server.ledger().into_iter().map(|executed| executed.arguments).collect();
    assert_eq!(arguments, [json!({ "name": "Ana García", "age": 30 })]);
    let note = "Note: the user changed the arguments of this call to \
        {\"name\":\"Ana García\",\"age\":30}.\n\nhecho";
    assert_eq!(results(&model), [json!(note)]);
    leave(terminal);
}

#[test]
fn ctrl_c_while_editing_leaves_the_arguments_and_asks_again() {
    let server = server();
    let model = Model::answering(turns(1));
    let mut terminal = chat(&person(&server, &model));
    terminal.line("una");
    terminal.expect(APPROVE);
    terminal.line("e age");
    terminal.expect("age (entero): ");
    // The first clears the line, as in the chat.
    terminal.key(Key::CtrlC);
    terminal.key(Key::CtrlC);
    terminal.expect("age        entero  30");
    terminal.expect(APPROVE);
    terminal.line("n sin edad");
    terminal.expect("denegada");
    terminal.expect("Fin.");
    terminal.expect(PROMPT);
    assert_eq!(results(&model), [json!("Error: denied by the user, who says: sin edad")]);
    assert_eq!(server.ledger(), []);
    leave(terminal);
}

#[test]
fn a_tool_that_changes_under_the_question_does_not_run_on_the_old_yes() {
    let server = server();
    let model = Model::answering(turns(1));
    let mut terminal = chat(&person(&server, &model));
    terminal.line("una");
    terminal.expect(APPROVE);
    server.change_tools(vec![add().field("description", json!("It erases."))]);
    // The answer to a ping tells that what was sent before it has been read; the new list has not
    // even been asked for by then.
    server.send(&json!({ "jsonrpc": "2.0", "id": "p", "method": "ping" }));
    // It was sent by hand, so nobody expects its answer.
    server.wait_until("the ping is answered", |log| !log.violations.is_empty());
    assert_eq!(server.take_violations().len(), 1);
    terminal.line("s");
    terminal.expect("El servidor ha cambiado esta herramienta");
    terminal.expect("It erases.");
    terminal.expect(APPROVE);
    assert_eq!(server.ledger(), []);
    terminal.line("n");
    terminal.expect("Fin.");
    terminal.expect(PROMPT);
    assert_eq!(server.ledger(), []);
    leave(terminal);
}

#[test]
fn the_settings_allow_and_deny_by_name() {
    let server = Script::new()
        .tool(Tool::new("add_one").always(Answer::text("hecho")))
        .tool(Tool::new("list").read_only())
        .start();
    let both = || calls([("add_one", json!({})), ("list", json!({}))]);
    let model = Model::answering([both(), text("Fin.")]);
    let person = person(&server, &model).config("allow = [\"add_*\", \"x\"]\ndeny = [\"list\"]\n");
    let outcome = person.run(&["-p", "haz"]).expect_status(7).expect_stdout("Fin.\n");
    assert!(outcome.stderr.contains("no se ejecutó: la configuración la prohíbe (deny: list)"));
    let ran: Vec<String> = server.ledger().into_iter().map(|executed| executed.name).collect();
    assert_eq!(ran, ["add_one"]);
    let outcome = person.run(&["call", "list", "{}"]).expect_status(7);
    assert!(outcome.stderr.contains("quita el patrón de deny"), "{}", outcome.stderr);
    person.run(&["--deny", "add_*", "call", "add_one", "{}"]).expect_status(7);
}

#[test]
fn agreements_that_cannot_be_read_are_told_and_left_alone() {
    let server = server();
    let model = Model::answering(turns(1));
    let newer = "{\"version\":9}";
    let person = person(&server, &model);
    std::fs::create_dir_all(person.path("state/mcp-chat")).expect("a folder");
    let person = person.file("state/mcp-chat/approvals.json", newer);
    let mut terminal = chat(&person);
    terminal.line("una");
    terminal.expect("de una versión más nueva de mcp-chat (formato 9)");
    terminal.expect(APPROVE);
    terminal.line("t");
    terminal.expect("Fin.");
    terminal.expect(PROMPT);
    let file = person.path("state/mcp-chat/approvals.json");
    assert_eq!(std::fs::read_to_string(file).expect("the file"), newer);
    leave(terminal);
}
