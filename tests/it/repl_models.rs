//! Choosing a model in the chat: the provider's list, completion, warnings, a switch in the middle
//! of a conversation; and the connection that is open before the question.

use serde_json::{Value, json};

use crate::support::chat::{PROMPT, chat, leave, person, steady};
use crate::support::mcp::{Reply as Answer, Script, Server, Tool};
use crate::support::model::{Model, Reply, text};
use crate::support::pty::Key;

fn server() -> Server {
    Script::new().tool(Tool::new("list").read_only().always(Answer::text("Ana"))).start()
}

/// A list as OpenRouter gives it.
fn listing() -> Reply {
    let model = |id: &str, context: u64, parameters: &[&str]| {
        json!({ "id": id, "context_length": context, "supported_parameters": parameters,
            "pricing": { "prompt": "0.0000004", "completion": "0.0000016" } })
    };
    let models = [
        model("gpt-4o-mini", 128_000, &["tools", "temperature"]),
        model("acme/charla", 8_000, &["temperature"]),
        model("acme/obrera", 32_000, &["tools"]),
    ];
    Reply::json(200, &json!({ "data": models }))
}

fn names(model: &Model) -> Vec<Value> {
    model.requests().iter().map(|request| request["model"].clone()).collect()
}

#[test]
fn a_person_lists_completes_and_switches() {
    let server = server();
    let model = Model::answering([text("Uno."), text("Dos.")]).models(listing());
    let mut terminal = chat(&person(&server, &model));
    model.wait_until("the models are listed", |log| log.listed.len() == 2);
    terminal.line("uno");
    terminal.expect("Uno.");
    terminal.expect(PROMPT);
    terminal.line("/modelos acme");
    terminal.expect("acme/obrera");
    terminal.expect(PROMPT);
    terminal.send("/model acme/o");
    terminal.key(Key::Tab);
    terminal.expect("/model acme/obrera");
    terminal.line("");
    terminal.expect("Responde acme/obrera");
    terminal.expect(PROMPT);
    terminal.line("dos");
    terminal.expect("Dos.");
    terminal.expect(PROMPT);
    terminal.line("/modelo");
    terminal.expect("Responde");
    terminal.expect(PROMPT);
    insta::assert_snapshot!(steady(&terminal.screen(), &server), @r"
    ✅ Conexión establecida: scripted 1.0.0 · 1 herramienta
    🤖 Agente listo con proveedor 'openai' y modelo 'gpt-4o-mini'
       Escribe 'salir' para terminar, /ayuda para ver más.

    👤 Tú: uno

    🤖 Pensando...

    🤖 Uno.
       entrada 42 · salida 9 · ventana al <1 % · …

    👤 Tú: /modelos acme
      modelo       ventana  entrada/M  salida/M  herramientas
      acme/charla    8.000   0,40 US$  1,60 US$  no
      acme/obrera   32.000   0,40 US$  1,60 US$  sí

    👤 Tú: /model acme/obrera
    🤖 Responde acme/obrera (ventana de 32.000 tokens).

    👤 Tú: dos

    🤖 Pensando...

    🤖 Dos.
       entrada 42 · salida 9 · ventana al <1 % · …

    👤 Tú: /modelo
    🤖 Responde acme/obrera (ventana de 32.000 tokens).

    👤 Tú:
    ");
    leave(terminal);
    assert_eq!(names(&model), ["gpt-4o-mini", "acme/obrera"]);
}

#[test]
fn what_a_person_should_know_of_a_model_is_told_at_the_switch() {
    let server = server();
    let model = Model::unused().models(listing());
    let mut terminal = chat(&person(&server, &model));
    terminal.line("/model acme/charla");
    terminal.expect("no usa herramientas");
    terminal.expect(PROMPT);
    terminal.line("/model acme/obrero");
    terminal.expect("no anuncia ningún modelo acme/obrero. Los más parecidos: acme/obrera");
    terminal.expect(PROMPT);
    leave(terminal);
}

#[test]
fn a_model_without_tools_is_told_at_the_start_and_the_prompt_does_not_wait() {
    let server = server();
    let model = Model::unused().models(listing());
    let person = person(&server, &model).env("MODEL_NAME", "acme/charla");
    let terminal = chat(&person);
    terminal.expect_screen("the warning", |screen| screen.contains("no usa herramientas"));
    leave(terminal);

    let slow = Model::unused().models(Reply::silent());
    let terminal = chat(&self::person(&server, &slow));
    leave(terminal);
}

#[test]
fn another_model_is_not_given_what_the_first_one_thought() {
    let server = server();
    let thinks = Reply::deltas(
        [
            json!({ "reasoning_details":
                [{ "type": "reasoning.encrypted", "index": 0, "data": "c2VjcmV0bw==" }] }),
            json!({ "content": "Uno." }),
        ],
        "stop",
    );
    let model = Model::answering([thinks, text("Dos."), text("Tres.")]).models(listing());
    let run = person(&server, &model).run_with(&[], "1\n2\n/model acme/obrera\n3\n");
    run.expect_status(0).expect_stdout("Uno.\nDos.\nTres.\n");
    let thoughts: Vec<bool> =
        model.requests().iter().map(|request| request.to_string().contains("c2VjcmV0bw")).collect();
    assert_eq!(thoughts, [false, true, false]);
}

#[test]
fn the_window_is_known_from_the_list() {
    let server = server();
    let full = text("Uno.").prompt_tokens(7_000);
    let model = Model::answering([full]).models(listing());
    let person = person(&server, &model).env("MODEL_NAME", "acme/charla");
    let mut terminal = chat(&person);
    // Told from the list, which is therefore known.
    terminal.expect_screen("the warning", |screen| screen.contains("no usa herramientas"));
    terminal.line("uno");
    terminal.expect("ventana al 88 %");
    leave(terminal);
}

#[test]
fn a_model_that_is_not_there_is_told_with_the_nearest_names() {
    let server = server();
    let error = json!({ "message": "The model `acme/obrero` does not exist or you do not have \
        access to it.", "type": "invalid_request_error", "param": null,
        "code": "model_not_found" });
    let missing = Reply::json(404, &json!({ "error": error }));
    let model = Model::answering([missing]).models(listing());
    let run = person(&server, &model).run(&["-p", "x", "-m", "acme/obrero"]);
    assert!(run.stderr.contains("acme/obrera"), "{}", run.stderr);
    run.expect_status(5).expect_stdout("");
}

#[test]
fn the_question_goes_by_a_connection_that_was_opened_before_it() {
    let server = server();
    let model = Model::answering([text("Uno.")]);
    let mut terminal = chat(&person(&server, &model));
    model.wait_until("the connection is open", |log| log.listed.len() == 2);
    terminal.line("uno");
    terminal.expect("Uno.");
    leave(terminal);
    model.wait_until("the question came by an open connection", |log| {
        log.connections.iter().all(|connection| log.listed.contains(connection))
    });
}
