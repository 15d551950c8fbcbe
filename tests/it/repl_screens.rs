//! A walk through the chat, as it looks in both languages at 40, 80 and 200 columns.
//!
//! One recording is played six times, so that nothing but language and width differs: no times,
//! no ports. The screens stand below `tests/golden`; `UPDATE_GOLDEN=1 cargo test --test it
//! repl_screens` writes them anew: read the difference. When the program's requests change, the
//! recording is made anew by `cargo test --test it record_the_walk -- --ignored`.

use serde_json::{Value, json};

use crate::support::chat::{APPROVE, PROMPT, person};
use crate::support::golden::is_golden;
use crate::support::mcp::{Reply as Answer, Script, Server, Tool};
use crate::support::model::{Model, Reply, calls, text};
use crate::support::pty::{Exit, Terminal};
use crate::support::sandbox::Sandbox;

const RECORDING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/recordings/walk.jsonl");

/// Higher than the walk is long.
const ROWS: u16 = 900;

/// Lines above the cursor that may still change: a question being typed, or a live line.
const LIVE: u16 = 1;

const ANSWER: &str = "# Ventas\n\nEn **Ventas** trabajan *tres* personas:\n\n\
    | Nombre | Puesto | Sueldo |\n|---|---|---:|\n\
    | Lucía Fernández Ortega | Directora de Ventas | 3.200,00 € |\n\
    | 山田太郎 | Responsable de cuentas internacionales | 950 € |\n\
    | Ana 🎉 | `becaria` | 12 € |\n\n\
    1. Primero lo primero, que es una frase bastante larga para que no quepa.\n\
    2. Después:\n   - otra cosa\n\n\
    > Una cita de alguien que también habla más de lo que cabe en una línea corta.\n\n\
    ```sql\nSELECT nombre, sueldo FROM empleados WHERE departamento = 'Ventas';\n```\n\n\
    Más en [el manual](https://example.com/manual?departamento=ventas).";

fn tools() -> [Tool; 3] {
    let schema = json!({ "type": "object", "required": ["name"], "properties": {
        "name": { "type": "string" }, "salary": { "type": "number" },
        "tags": { "type": "array", "items": { "type": "string" } },
        "address": { "type": "object", "properties": { "city": { "type": "string" } } },
    } });
    let add = Tool::new("add_employee").schema(schema).field(
        "description",
        json!("Agrega un empleado y devuelve su ficha. \u{1b}[31mNo borra nada\u{202e}."),
    );
    let [one, two, three] = ["Lucía", "山田太郎", "Ana"].map(|name| json!({ "name": name }));
    [
        Tool::new("list_employees")
            .read_only()
            .once(Answer::structured(&json!({ "employees": [one, two, three] }))),
        add.annotations(json!({ "destructiveHint": false })).once(Answer::text("id: 13")),
        Tool::new("delete_employee")
            .annotations(json!({ "destructiveHint": true }))
            .once(Answer::tool_error("el empleado 99 no existe")),
    ]
}

fn replies() -> Vec<Reply> {
    let employee = json!({ "name": "Ana García", "salary": 2100.5,
        "tags": ["contable", "tiempo parcial"], "address": { "city": "Cádiz" }, "boss": null });
    vec![
        calls([("list_employees", json!({ "department": "Ventas", "order": "name" }))]),
        text(ANSWER),
        calls([("add_employee", employee.clone())]),
        text("No la agrego."),
        calls([("add_employee", employee)]),
        text("Agregada."),
        calls([("delete_employee", json!({ "id": 99 }))]),
        text("No existe."),
        Reply::json(401, &json!({ "error": { "message": "bad key", "code": "invalid_api_key" } })),
    ]
}

/// What is typed, and what then appears before the next prompt.
const WALK: [(&str, &str); 12] = [
    ("¿Quién trabaja en Ventas?", "manual"),
    ("Agrega a Ana García como contadora", APPROVE),
    ("n falta el correo", "No la agrego."),
    ("Entonces sin correo", APPROVE),
    ("t", "Agregada."),
    ("Borra al 99", APPROVE),
    ("s", "No existe."),
    ("/aprobaciones", "add_employee"),
    ("/herramientas", "delete_employee"),
    ("/herramientas add_employee", "city"),
    ("/ayda", "/ayuda"),
    ("otra cosa", "bad key"),
];

fn walk(terminal: &mut Terminal) {
    terminal.expect(PROMPT);
    for (typed, shown) in WALK {
        terminal.line(typed);
        terminal.expect(shown);
        if shown != APPROVE {
            terminal.expect(PROMPT);
        }
    }
    terminal.line("salir");
    assert_eq!(terminal.wait(), Exit::Status(0));
}

fn scripted() -> (Server, Model) {
    let script = tools().into_iter().fold(Script::new(), Script::tool);
    (script.start(), Model::answering(replies()))
}

#[test]
#[ignore = "writes the recording that the other test plays"]
fn record_the_walk() {
    let (server, model) = scripted();
    let person = person(&server, &model);
    walk(&mut person.terminal_of(&["--record", "walk.jsonl"], 80, 60));
    std::fs::copy(person.path("work/walk.jsonl"), RECORDING).expect("the recording");
}

/// Plays the walk as it looks in `lang` on so many columns; gives what was written.
fn played(lang: &str, columns: u16) -> Vec<u8> {
    let recording = std::fs::read_to_string(RECORDING).expect("the recording");
    let (header, rest) = recording.split_once('\n').expect("the first line");
    let mut header: Value = serde_json::from_str(header).expect("JSON");
    header["width"] = json!(columns);
    // Another day than any on which it can have been recorded: 14 November 2023.
    header["started"] = json!(1_700_000_000);
    header["settings"]["MCP_CHAT_LANG"] = json!(lang);
    let person = Sandbox::new().file("work/walk.jsonl", &format!("{header}\n{rest}"));
    let run = person.run(&["--replay", "walk.jsonl"]).expect_status(0);
    assert_eq!(run.stderr, "");
    run.stdout.replace('\n', "\r\n").into_bytes()
}

/// Draws it; panics if a line changes that the person may already have read.
fn drawn(written: &[u8], columns: u16) -> String {
    let mut screen = vt100::Parser::new(size(ROWS), size(columns), 0);
    let mut read: Vec<String> = Vec::new();
    for byte in written {
        screen.process(&[*byte]);
        if *byte != b'\n' {
            continue;
        }
        let (cursor, _) = screen.screen().cursor_position();
        let rows: Vec<String> = screen.screen().rows(0, columns).collect();
        let above = usize::from(cursor.saturating_sub(LIVE));
        assert_eq!(rows[..read.len()], read[..], "a line was drawn anew");
        read = rows[..above.max(read.len())].to_vec();
    }
    let rows = screen.screen().rows(0, columns).map(|row| row.trim_end().to_owned() + "\n");
    rows.collect::<String>().trim_end().to_owned() + "\n"
}

fn size(cells: u16) -> std::num::NonZero<u16> {
    std::num::NonZero::new(cells).expect("a size above 0")
}

#[test]
fn the_walk_looks_right_in_both_languages_at_any_width() {
    for lang in ["es", "en"] {
        for columns in [40, 80, 200] {
            let screen = drawn(&played(lang, columns), columns);
            is_golden(lang, &format!("screen-{columns}.txt"), &screen);
        }
    }
}

#[test]
#[should_panic(expected = "a line was drawn anew")]
fn a_line_that_is_drawn_anew_is_seen() {
    drawn(b"one\r\ntwo\r\nthree\r\n\x1b[3AONE\r\n\r\n\r\n\r\n", 40);
}
