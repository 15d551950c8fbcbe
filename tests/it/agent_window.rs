//! A conversation that outgrows the model's window: what makes room, what is told, what stays.

use serde_json::{Value, json};

use crate::support::chat::{chat, leave, person};
use crate::support::mcp::{Reply as Answer, Script, Server, Tool};
use crate::support::model::{Model, Reply, calls, text};

/// A server with one tool whose results are long.
fn listing() -> Server {
    let long = Answer::text(&"Ana García, contadora; ".repeat(200));
    Script::new().tool(Tool::new("list").read_only().always(long)).start()
}

fn list() -> Reply {
    calls([("list", json!({}))])
}

fn too_long() -> Reply {
    let message = "This model's maximum context length is 2000 tokens. However, your messages \
                   resulted in 2100 tokens.";
    Reply::refused("context_length_exceeded", Some("messages"), message)
}

/// Role and the beginning of the content of each message of a request, without the prompt.
fn outline(request: &Value) -> Vec<String> {
    let messages = request["messages"].as_array().expect("messages");
    let outline = messages.iter().skip(1).map(|message| {
        let content = message["content"].as_str().unwrap_or("-");
        let begin: String = content.chars().take(24).collect();
        format!("{}: {begin}", message["role"].as_str().expect("a role"))
    });
    outline.collect()
}

#[test]
fn old_results_become_notes_before_the_window_is_full() {
    let server = listing();
    let model = Model::answering([
        list().prompt_tokens(200),
        text("Ana.").prompt_tokens(1200),
        text("De nada.").prompt_tokens(300),
    ]);
    let person = person(&server, &model);
    let run = person.run_with(&["--context-window", "1400"], "¿Quién?\nGracias\n");
    assert!(run.stderr.contains("1 resultado de herramienta, en nota"), "{}", run.stderr);
    run.expect_status(0).expect_stdout("Ana.\nDe nada.\n");
    let requests = model.requests();
    assert_eq!(
        outline(&requests[2]),
        [
            "user: ¿Quién?",
            "assistant: -",
            "tool: [The result of list (480",
            "assistant: Ana.",
            "user: Gracias",
        ]
    );
    let note = requests[2]["messages"][3]["content"].as_str().expect("a note");
    let (_, file) = note.split_once("in the file ").expect("a file");
    let (file, _) = file.split_once(". Call").expect("its end");
    let kept = std::fs::read_to_string(file).expect("the whole result");
    assert_eq!(kept, "Ana García, contadora; ".repeat(200));
}

#[test]
fn a_refused_request_is_sent_again_once_room_is_made() {
    let server = listing();
    let model = Model::answering([list(), text("Ana."), too_long(), text("De nada.")]);
    let run = person(&server, &model).run_with(&[], "¿Quién?\nGracias\n");
    assert!(run.stderr.contains("1 resultado de herramienta, en nota"), "{}", run.stderr);
    run.expect_status(0).expect_stdout("Ana.\nDe nada.\n");
    let requests = model.requests();
    assert_eq!(outline(&requests[3])[2], "tool: [The result of list (480");
    assert_eq!(outline(&requests[3])[4], "user: Gracias");
}

#[test]
fn a_request_that_stays_too_long_ends_the_turn() {
    let server = listing();
    let model = Model::answering([list(), text("Ana."), too_long(), too_long(), text("Sí.")]);
    let run = person(&server, &model).run_with(&[], "¿Quién?\nGracias\n¿Sigues?\n");
    assert!(run.stderr.contains("/limpiar"), "{}", run.stderr);
    run.expect_status(5).expect_stdout("Ana.\nSí.\n");
    assert_eq!(outline(&model.requests()[4]).last().expect("a question"), "user: ¿Sigues?");
}

#[test]
fn what_the_model_has_not_read_yet_is_never_taken_out() {
    let server = listing();
    let model = Model::answering([list(), too_long()]);
    let run = person(&server, &model).run(&["-p", "¿Quién?"]);
    run.expect_status(5).expect_stdout("");
}

#[test]
fn old_rounds_become_a_summary_that_the_model_writes() {
    let server = Script::new().start();
    let long = "bla ".repeat(2000);
    let model = Model::answering([
        text(&long),
        text("Sí."),
        too_long(),
        text("Resumen: la persona saludó."),
        text("De nada."),
    ]);
    let run = person(&server, &model).run_with(&[], "Hola\n¿Sí?\nGracias\n");
    assert!(run.stderr.contains("1 respuesta, en un resumen"), "{}", run.stderr);
    run.expect_status(0).expect_stdout(&format!("{long}\nSí.\nDe nada.\n"));
    let requests = model.requests();
    let asks = "user: Resume la conversación h";
    assert_eq!(outline(&requests[3]), ["user: Hola", "assistant: bla bla bla bla bla bla ", asks]);
    assert_eq!(
        outline(&requests[4]),
        [
            asks,
            "assistant: Resumen: la persona salu",
            "user: ¿Sí?",
            "assistant: Sí.",
            "user: Gracias",
        ]
    );
}

#[test]
fn a_summary_that_fails_is_told_and_nothing_is_lost() {
    let server = Script::new().start();
    let long = "bla ".repeat(2000);
    let broken = Reply::refused("content_policy_violation", None, "No summary.");
    let model = Model::answering([text(&long), too_long(), broken, text("Sigo.")]);
    let run = person(&server, &model).run_with(&[], "Hola\nGracias\n¿Sigues?\n");
    assert!(run.stderr.contains("no pudo resumir"), "{}", run.stderr);
    run.expect_status(5).expect_stdout(&format!("{long}\nSigo.\n"));
    // The question that was not answered is not in the history; all that was said still is.
    assert_eq!(
        outline(&model.requests()[3]),
        ["user: Hola", "assistant: bla bla bla bla bla bla ", "user: ¿Sigues?"]
    );
}

#[cfg(unix)]
#[test]
fn a_person_makes_room_on_demand() {
    let server = listing();
    let model = Model::answering([list(), text("Ana."), text("De nada."), text("Hasta luego.")]);
    let mut terminal = chat(&person(&server, &model));
    terminal.line("/compactar");
    terminal.expect("No hay nada que acortar.");
    terminal.line("¿Quién?");
    terminal.expect("Ana.");
    terminal.line("Gracias");
    terminal.expect("De nada.");
    terminal.line("/compact");
    terminal.expect("🗜️");
    terminal.line("Ya está");
    terminal.expect("Hasta luego.");
    leave(terminal);
    assert_eq!(outline(&model.requests()[3])[2], "tool: [The result of list (480");
}
