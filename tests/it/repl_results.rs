//! Results in the chat: read whole in a pager, exported as a table, the conversation as a document.

use serde_json::json;

use crate::support::chat::{PROMPT, chat, leave, person};
use crate::support::mcp::{Reply as Answer, Script, Server, Tool};
use crate::support::model::{Model, calls, text};
use crate::support::sandbox::Sandbox;

fn server() -> Server {
    let employees =
        json!({ "employees": [{ "name": "Ana\u{1b}[2J", "age": 30 }, { "name": "Luis" }] });
    Script::new()
        .tool(Tool::new("list").read_only().always(Answer::structured(&employees)))
        .tool(Tool::new("ping").read_only().always(Answer::text("Pong.")))
        .start()
}

fn model() -> Model {
    Model::answering([
        calls([("list", json!({ "area": "Ventas" }))]),
        calls([("ping", json!({}))]),
        text("Son **dos**."),
    ])
}

/// A pager that shows that it was there.
fn paged(server: &Server, model: &Model) -> Sandbox {
    person(server, model).env("PAGER", "sed s/^/=/")
}

#[test]
fn a_result_is_read_whole_in_the_pager() {
    let (server, model) = (server(), model());
    let mut terminal = chat(&paged(&server, &model));
    terminal.line("¿Quién?");
    terminal.expect("Son dos.");
    terminal.expect(PROMPT);
    terminal.line("/last");
    terminal.expect("=🔧 ping {}\r\n=Pong.\r\n");
    terminal.expect(PROMPT);
    terminal.line("/ultimo 2");
    terminal.expect("=🔧 list {\"area\":\"Ventas\"}\r\n={\r\n=  \"employees\": [\r\n");
    terminal.expect("\"name\": \"Ana\\u001b[2J\"");
    terminal.expect(PROMPT);
    terminal.line("/last 3");
    terminal.expect("«3» no es un número de 1 a 2");
    terminal.expect(PROMPT);
    leave(terminal);
}

#[test]
fn without_a_pager_the_result_is_printed() {
    let (server, model) = (server(), model());
    let mut terminal = chat(&paged(&server, &model).env("PAGER", "no-such-pager -R"));
    terminal.line("/last");
    terminal.expect("en esta conversación no se ha llamado a ninguna herramienta");
    terminal.expect(PROMPT);
    terminal.line("¿Quién?");
    terminal.expect("Son dos.");
    terminal.expect(PROMPT);
    terminal.line("/last");
    terminal.expect("No se pudo abrir el paginador (no-such-pager -R");
    terminal.expect("Pong.");
    terminal.expect(PROMPT);
    leave(terminal);
}

#[test]
fn tables_and_conversations_are_exported_and_nothing_is_written_over() {
    let (server, model) = (server(), model());
    let person = person(&server, &model).file("home/there.csv", "mine");
    let lines = [
        "/export x.csv",
        "¿Quién?",
        "/export a b.csv",
        "/exportar ~/t.JSON",
        "/export chat.md",
        "/export ~/there.csv",
        "/export none/x.csv",
        "/export x.xlsx",
    ];
    let outcome = person.run_with(&[], &(lines.join("\n") + "\n")).expect_status(2);
    for part in [
        "ninguna herramienta ha devuelto una tabla",
        "💾 2 filas de list → a b.csv",
        "💾 La conversación → chat.md",
        "el archivo ya existe y no se sobrescribe",
        "comprueba que la carpeta exista",
        ".csv o .json el último resultado tabular, .md la conversación",
    ] {
        assert!(outcome.stderr.contains(part), "{part}: {}", outcome.stderr);
    }
    let read = |place: &str| std::fs::read_to_string(person.path(place)).expect("the file");
    assert_eq!(read("work/a b.csv"), "name,age\nAna\u{1b}[2J,30\nLuis,\n");
    assert_eq!(read("home/there.csv"), "mine");
    let table: serde_json::Value = serde_json::from_str(&read("home/t.JSON")).expect("JSON");
    assert_eq!(table[0]["name"], "Ana\u{1b}[2J");
    let document = read("work/chat.md");
    assert!(document.starts_with("## 👤 Pregunta\n\n¿Quién?\n\n### 🔧 list\n"), "{document}");
    assert!(document.ends_with("## 🤖 Respuesta\n\nSon **dos**.\n\n"), "{document}");
}

#[test]
fn a_resumed_conversation_has_its_results() {
    let (server, model) = (server(), model());
    let person = paged(&server, &model);
    person.run(&["-p", "¿Quién?"]).expect_status(0);
    let mut terminal = person.terminal(&["-c"]);
    terminal.expect(PROMPT);
    terminal.line("/last 2");
    terminal.expect("=🔧 list {\"area\":\"Ventas\"}");
    terminal.expect(PROMPT);
    leave(terminal);
}
