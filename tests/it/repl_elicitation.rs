//! A server asks the person for data: the form in the terminal, and what becomes of it.

use serde_json::{Value, json};

use crate::support::chat::{PROMPT, chat, leave, person, played, screen_at_the_end};
use crate::support::mcp::{Reply as Answer, Script, Server, Tool};
use crate::support::model::{Model, calls, text};
use crate::support::pty::{Exit, Key, Terminal};

/// Asks whether the form is answered at all.
const ANSWER: &str = "¿Respondo? ";
/// Asks whether it is sent.
const SEND: &str = "¿Lo envío? ";

fn ask(schema: &Value) -> Value {
    json!({ "message": "¿Quién eres?\u{1b}[2J", "requestedSchema": schema })
}

/// A form with a field of every kind.
fn every_kind() -> Value {
    json!({ "type": "object", "required": ["name"], "properties": {
        "name": { "type": "string", "title": "Nombre", "description": "Como en el \u{1b}]0;x\u{7}DNI", "minLength": 2, "maxLength": 20 },
        "mail": { "type": "string", "format": "email", "default": "a@example.com" },
        "when": { "type": "string", "format": "date-time" },
        "age": { "type": "integer", "minimum": 18, "maximum": 99 },
        "ok": { "type": "boolean", "default": true },
        "color": { "type": "string", "enum": ["r", "g"], "enumNames": ["Rojo", "Verde"] },
        "size": { "type": "string", "oneOf": [{ "const": "s", "title": "Pequeño" }] },
        "days": { "type": "array", "minItems": 1, "maxItems": 2, "items": { "type": "string", "enum": ["L", "M", "X"] } },
    } })
}

/// A server whose tool `t` asks for this before it answers.
fn asking(schema: &Value) -> Server {
    let asks = Answer::text("hecho").ask("elicitation/create", ask(schema));
    Script::new().tool(Tool::new("t").read_only().always(asks)).start()
}

fn one_call() -> Model {
    Model::answering([calls([("t", json!({}))]), text("Ya.")])
}

fn answer(server: &Server) -> Value {
    server.wait_until("an answer", |log| !log.answers.is_empty());
    server.answers().last().expect("an answer")["result"].clone()
}

/// The end of a turn in which `t` was called.
fn end(mut terminal: Terminal) {
    terminal.expect("Ya.");
    terminal.expect(PROMPT);
    leave(terminal);
}

#[test]
fn a_form_is_filled_in_checked_and_sent() {
    let server = asking(&every_kind());
    let model = one_call();
    let mut terminal = person(&server, &model).terminal_of(&[], 80, 70);
    terminal.expect(PROMPT);
    terminal.line("hola");
    terminal.expect(ANSWER);
    terminal.line("s");
    for (prompt, typed) in [
        ("   Nombre: ", "A"),
        ("   Nombre: ", "\u{15}Ana"),
        ("   mail [a@example.com]: ", ""),
        ("   when: ", "mañana"),
        ("   when: ", "\u{15}<"),
        ("   mail [a@example.com]: ", ""),
        ("   when: ", "2026-01-31T09:30:00Z"),
        ("   age: ", "17"),
        ("   age: ", "\u{15}18"),
        ("   ok [sí]: ", "no"),
        ("   color: ", "verde"),
        ("   size: ", ""),
        ("   days: ", "L, 3"),
    ] {
        terminal.expect(prompt);
        terminal.line(typed);
    }
    terminal.expect(SEND);
    let screen = terminal.screen();
    let form = screen.split_once("🔧 t {}").expect("the call").1;
    insta::assert_snapshot!(form, @r"


    ❓ scripted te pide datos:
       │ ¿Quién eres?␛[2J
       Lo que escribas se le enviará. Nunca contraseñas ni claves: un servidor no
       debe pedirlas así.
    [s] sí, 8 campos · [n] no se los doy · [c] cancelar
    ¿Respondo? s
    Intro acepta lo que está entre corchetes · < vuelve al campo anterior · - lo
    deja sin valor · Ctrl-C cancela el formulario
       1/8 Nombre (obligatorio; texto, de 2 a 20 caracteres)
         │ Como en el ␛]0;x␇DNI
       Nombre: A
       ⚠ Demasiado corto: 2 caracteres como mínimo.
       Nombre: Ana
       2/8 mail (opcional; dirección de correo)
       mail [a@example.com]: 
       3/8 when (opcional; fecha y hora con zona, p. ej. 2026-01-31T09:30:00Z)
       when: mañana
       ⚠ Aquí va: fecha y hora con zona, p. ej. 2026-01-31T09:30:00Z.
       when: <
       2/8 mail (opcional; dirección de correo)
       mail [a@example.com]: a@example.com
       3/8 when (opcional; fecha y hora con zona, p. ej. 2026-01-31T09:30:00Z)
       when: 2026-01-31T09:30:00Z
       4/8 age (opcional; entero, de 18 a 99)
       age: 17
       ⚠ Demasiado pequeño: 18 como mínimo.
       age: 18
       5/8 ok (opcional; sí/no)
       ok [sí]: no
       6/8 color (opcional; uno de la lista)
           1. Rojo (r)
           2. Verde (g)
       color: verde
       7/8 size (opcional; uno de la lista)
           1. Pequeño (s)
       size: 
       8/8 days (opcional; varios, separados por comas, elige de 1 a 2)
           1. L
           2. M
           3. X
       days: L, 3

    Esto se enviará a scripted:
       Nombre (name): Ana
       mail: a@example.com
       when: 2026-01-31T09:30:00Z
       age: 18
       ok: no
       color: Verde (g)
       size: (sin valor)
       days: L, X
    [s] enviar · [e] corregir · [n] no se los doy · [c] cancelar
    ¿Lo envío?
    ");
    terminal.line("s");
    terminal.expect("✓ Enviado.");
    end(terminal);
    assert_eq!(
        answer(&server),
        json!({ "action": "accept", "content": {
            "name": "Ana", "mail": "a@example.com", "when": "2026-01-31T09:30:00Z", "age": 18,
            "ok": false, "color": "g", "days": ["L", "X"],
        } })
    );
}

#[test]
fn a_form_is_declined_cancelled_or_corrected() {
    let schema = json!({ "properties": { "n": { "type": "string" } } });
    let server = asking(&schema);
    let turn = || [calls([("t", json!({}))]), text("Ya.")];
    let model = Model::answering([turn(), turn(), turn()].into_iter().flatten());
    let mut terminal = chat(&person(&server, &model));
    // Declined before it is begun; a key that is none changes nothing.
    terminal.line("una");
    terminal.expect(ANSWER);
    terminal.line("qué");
    terminal.expect("Responde con una de las letras");
    terminal.expect(ANSWER);
    terminal.line("n");
    terminal.expect("✗ Rechazado");
    terminal.expect("Ya.");
    terminal.expect(PROMPT);
    assert_eq!(answer(&server), json!({ "action": "decline" }));
    // Ctrl-C in a field cancels the form, and the turn goes on.
    terminal.line("dos");
    terminal.expect(ANSWER);
    terminal.line("s");
    terminal.expect("   n: ");
    terminal.key(Key::CtrlC);
    terminal.expect("✗ Cancelado");
    terminal.expect("Ya.");
    terminal.expect(PROMPT);
    assert_eq!(answer(&server), json!({ "action": "cancel" }));
    // Corrected: the value stands in its field.
    terminal.line("tres");
    terminal.expect(ANSWER);
    terminal.line("s");
    terminal.expect("   n: ");
    terminal.line("An");
    terminal.expect(SEND);
    terminal.line("e");
    terminal.expect("   n: ");
    terminal.line("a");
    terminal.expect(SEND);
    terminal.line("s");
    terminal.expect("✓ Enviado.");
    end(terminal);
    assert_eq!(answer(&server), json!({ "action": "accept", "content": { "n": "Ana" } }));
}

#[test]
fn a_question_between_two_turns_waits_for_enter_and_loses_nothing() {
    let server = Script::new().start();
    let model = Model::answering([text("Ya.")]);
    let mut terminal = chat(&person(&server, &model));
    terminal.send("ho");
    terminal.expect("ho");
    let form = json!({ "message": "¿Sigo?", "requestedSchema": { "type": "object" } });
    server.ask(&json!(9), "elicitation/create", &form);
    terminal.expect("🔔 scripted te pregunta algo");
    terminal.line("l");
    terminal.expect(ANSWER);
    terminal.line("s");
    terminal.expect("✓ Enviado.");
    terminal.expect("hol");
    assert_eq!(answer(&server), json!({ "action": "accept", "content": {} }));
    terminal.line("a");
    end(terminal);
    let asked = model.last_messages().pop().expect("a message");
    assert_eq!(asked["content"], "hola");
}

#[test]
fn a_question_that_is_withdrawn_is_not_answered() {
    let server = Script::new().start();
    let mut terminal = chat(&person(&server, &Model::unused()));
    let params = ask(&json!({}));
    server.ask(&json!(9), "elicitation/create", &params);
    terminal.expect("🔔 scripted te pregunta algo");
    terminal.line("");
    terminal.expect(ANSWER);
    let cancelled = json!({ "requestId": 9 });
    server.send(
        &json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": cancelled }),
    );
    terminal.expect("ya no espera la respuesta");
    terminal.line("s");
    terminal.expect("ha retirado la pregunta");
    terminal.expect(PROMPT);
    leave(terminal);
    assert_eq!(server.answers(), Vec::<Value>::new());
}

#[test]
fn the_form_speaks_english() {
    let server = asking(&every_kind());
    let model = one_call();
    let person = person(&server, &model).env("MCP_CHAT_LANG", "en");
    let mut terminal = person.terminal_of(&[], 80, 70);
    terminal.expect("👤 You: ");
    terminal.line("hello");
    terminal.expect("Answer it? ");
    terminal.line("y");
    for (prompt, typed) in [
        ("   Nombre: ", "Ana"),
        ("   mail [a@example.com]: ", "-"),
        ("   when: ", ""),
        ("   age: ", "x"),
        ("   age: ", "\u{15}"),
        ("   ok [yes]: ", ""),
        ("   color: ", "1"),
        ("   size: ", "s"),
        ("   days: ", "M"),
    ] {
        terminal.expect(prompt);
        terminal.line(typed);
    }
    terminal.expect("Send it? ");
    let screen = terminal.screen();
    let form = screen.split_once("🔧 t {}").expect("the call").1;
    insta::assert_snapshot!(form, @r"


    ❓ scripted asks you for data:
       │ ¿Quién eres?␛[2J
       What you type will be sent to it. Never passwords or keys: a server must not
       ask for them this way.
    [y] yes, 8 fields · [n] I decline · [c] cancel
    Answer it? y
    Enter takes what is in brackets · < goes back a field · - leaves it without a
    value · Ctrl-C cancels the form
       1/8 Nombre (required; text, from 2 to 20 characters)
         │ Como en el ␛]0;x␇DNI
       Nombre: Ana
       2/8 mail (optional; e-mail address)
       mail [a@example.com]: -
       3/8 when (optional; date and time with its zone, e.g. 2026-01-31T09:30:00Z)
       when: 
       4/8 age (optional; integer, from 18 to 99)
       age: x
       ⚠ This takes a number.
       age: 
       5/8 ok (optional; yes/no)
       ok [yes]: 
       6/8 color (optional; one of the list)
           1. Rojo (r)
           2. Verde (g)
       color: 1
       7/8 size (optional; one of the list)
           1. Pequeño (s)
       size: s
       8/8 days (optional; several, with commas between them, pick from 1 to 2)
           1. L
           2. M
           3. X
       days: M

    This will be sent to scripted:
       Nombre (name): Ana
       mail: (no value)
       when: (no value)
       age: (no value)
       ok: yes
       color: Rojo (r)
       size: Pequeño (s)
       days: M
    [y] send · [e] correct · [n] I decline · [c] cancel
    Send it?
    ");
    terminal.line("n");
    terminal.expect("✗ Declined");
    terminal.expect("Ya.");
    terminal.expect("👤 You: ");
    terminal.line("exit");
    assert_eq!(terminal.wait(), Exit::Status(0));
    assert_eq!(answer(&server), json!({ "action": "decline" }));
}

#[test]
fn a_form_is_recorded_and_played_to_the_same_screen() {
    let server = asking(&json!({ "properties": { "n": { "type": "integer" } } }));
    let model = one_call();
    let person = person(&server, &model);
    let mut terminal = person.terminal(&["--record", "session.jsonl"]);
    terminal.expect(PROMPT);
    terminal.line("hola");
    for (prompt, typed) in [(ANSWER, "s"), ("   n: ", "x"), ("   n: ", "\u{15}7"), (SEND, "s")] {
        terminal.expect(prompt);
        terminal.line(typed);
    }
    terminal.expect("Ya.");
    terminal.expect(PROMPT);
    let form = json!({ "message": "¿Sigo?" });
    server.ask(&json!(9), "elicitation/create", &form);
    terminal.expect("🔔 scripted te pregunta algo");
    terminal.line("");
    terminal.expect(ANSWER);
    terminal.line("n");
    terminal.expect("✗ Rechazado");
    terminal.expect(PROMPT);
    let screen = screen_at_the_end(terminal);
    assert_eq!(played(&person), screen);
}

#[test]
fn a_script_declares_nothing_and_asks_nobody() {
    let server = asking(&json!({}));
    let model = one_call();
    let output = person(&server, &model).command(&["-p", "hola"]).output().expect("it runs");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(server.sent("initialize")[0]["params"]["capabilities"], json!({}));
    let error = json!({ "code": -32601, "message": "Method not found: elicitation/create" });
    assert_eq!(server.answers()[0]["error"], error);
}
