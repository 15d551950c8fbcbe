//! Approval in the chat: what is shown, what counts as an answer, and how long a yes lasts.

use serde_json::json;

use crate::support::chat::{APPROVE, PROMPT, chat, leave, person};
use crate::support::mcp::{Script, Tool};
use crate::support::model::{Model, calls, text};
use crate::support::pty::Key;
use crate::support::watched::Gate;

#[test]
fn an_approval_shows_the_call_and_takes_one_key() {
    let server = Script::new().tool(Tool::new("add_employee")).start();
    let model = Model::answering([
        calls([("add_employee", json!({ "name": "Ana\u{202e}", "role": "Contadora" }))]),
        text("Hecho."),
        calls([("add_employee", json!({ "name": "Luis" }))]),
        text("No lo hice."),
    ]);
    let mut terminal = chat(&person(&server, &model));
    terminal.line("añade a Ana");
    terminal.expect(APPROVE);
    let screen = terminal.screen();
    let asked = screen.split_once("🤖 Pensando...").expect("the question").1;
    insta::assert_snapshot!(asked, @r#"


    🔐 ¿Ejecutar add_employee?
       El servidor dice de ella: The tool add_employee.
       El servidor no la marca como de solo lectura: puede cambiar datos.

       Argumento  Tipo  Valor
       name             "Ana\u202e"
       role             Contadora

    [s] sí · [t] siempre · [n] no, o n y el motivo · [e] editar · [c] cancelar
    ¿La ejecuto?
    "#);
    assert_eq!(server.ledger(), []);
    terminal.line("qué");
    terminal.expect("Responde s (esta vez)");
    terminal.expect(APPROVE);
    terminal.line("s");
    terminal.expect("🔧 add_employee");
    terminal.expect("Hecho.");
    terminal.expect(PROMPT);
    terminal.line("añade a Luis");
    terminal.expect(APPROVE);
    terminal.line("n");
    terminal.expect("✗ add_employee no se ejecutó: denegada");
    terminal.expect("No lo hice.");
    terminal.expect(PROMPT);
    assert_eq!(server.ledger().len(), 1);
    let result = model.last_messages().pop().expect("a message");
    assert!(result["content"].as_str().expect("a text").starts_with("Error: denied by the user."));
    leave(terminal);
}

#[test]
fn always_lasts_until_the_tool_changes() {
    let server = Script::new().tool(Tool::new("add")).start();
    let turn = || [calls([("add", json!({}))]), text("Fin.")];
    let model = Model::answering([turn(), turn(), turn()].into_iter().flatten());
    let person = person(&server, &model);
    let mut terminal = chat(&person);
    terminal.line("una");
    terminal.expect(APPROVE);
    terminal.line("t");
    terminal.expect("Fin.");
    terminal.expect(PROMPT);
    terminal.line("dos");
    // Nobody is asked between the question and the call.
    assert!(!terminal.expect("🔧 add").contains('🔐'));
    terminal.expect("Fin.");
    terminal.expect(PROMPT);
    server.change_tools(vec![Tool::new("add").field("description", json!("Now it erases."))]);
    server.wait_until("the new list is asked for", |log| {
        log.requests.iter().filter(|seen| seen.json["method"] == "tools/list").count() == 2
    });
    // It is read a moment later than it is sent.
    let mut listed = String::new();
    while !listed.contains("Now it erases.") {
        terminal.line("/tools");
        // The prompt is drawn again with every letter of a command.
        terminal.expect("add [");
        listed = terminal.expect(PROMPT);
    }
    terminal.line("tres");
    terminal.expect("- ");
    terminal.expect("\"description\": \"The tool add.\"");
    terminal.expect("\"description\": \"Now it erases.\"");
    terminal.expect(APPROVE);
    terminal.line("c");
    terminal.expect("Cancelado.");
    terminal.expect(PROMPT);
    assert_eq!(server.ledger().len(), 2);
    // The last reply is for a question that comes after the cancelled one.
    terminal.line("cuatro");
    terminal.expect("Fin.");
    terminal.expect(PROMPT);
    leave(terminal);
}

#[test]
fn what_was_typed_before_the_question_does_not_answer_it() {
    let gate = Gate::new();
    let server = Script::new().tool(Tool::new("add")).start();
    let model =
        Model::answering([calls([("add", json!({}))]).hold_at(1, &gate), text("No lo hice.")]);
    let mut terminal = chat(&person(&server, &model));
    terminal.line("añade");
    terminal.expect("Pensando");
    model.wait_until("the question arrives", |log| log.requests.len() == 1);
    terminal.line("s");
    gate.open();
    terminal.expect(APPROVE);
    terminal.line("n");
    terminal.expect("denegada");
    terminal.expect("No lo hice.");
    terminal.expect(PROMPT);
    terminal.expect_screen("it is the next line", |screen| screen.ends_with("👤 Tú: s"));
    assert_eq!(server.ledger(), []);
    terminal.key(Key::CtrlC);
    leave(terminal);
}
