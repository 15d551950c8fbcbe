//! Conversations that are gone on with: after the end, after a kill, by two programs at once.

use serde_json::{Value, json};

use crate::support::chat::{PROMPT, chat, leave, person, steady};
use crate::support::mcp::{Reply as Answer, Script, Server, Tool};
use crate::support::model::{Model, Reply, calls, text};
use crate::support::sandbox::Sandbox;
use crate::support::watched::Gate;

fn server() -> Server {
    Script::new().tool(Tool::new("list").read_only().always(Answer::text("Ana"))).start()
}

/// What the last request said after the system prompt.
fn told(model: &Model) -> Vec<Value> {
    model.last_messages().split_off(1)
}

/// The questions of a history.
fn asked(messages: &[Value]) -> Vec<&str> {
    let questions = messages.iter().filter(|message| message["role"] == "user");
    questions.filter_map(|message| message["content"].as_str()).collect()
}

fn transcripts(person: &Sandbox) -> Vec<std::path::PathBuf> {
    let folder = person.path("state/mcp-chat/transcripts");
    let entries = std::fs::read_dir(folder).expect("the transcripts");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

#[test]
fn the_last_conversation_goes_on_in_its_file() {
    let server = server();
    let model = Model::answering([
        calls([("list", json!({}))]),
        text("Ana."),
        text("Luis."),
        text("De nada."),
    ]);
    let person = person(&server, &model);
    person.run(&["-p", "¿Quién?"]).expect_status(0);
    person.run(&["-p", "¿Y quién más?"]).expect_status(0);
    person.run(&["-r", "¿quién?", "-p", "Gracias"]).expect_status(0).expect_stdout("De nada.\n");
    let contents: Vec<Value> = told(&model).iter().map(|it| it["content"].clone()).collect();
    assert_eq!(
        contents,
        [json!("¿Quién?"), Value::Null, json!("Ana"), json!("Ana."), json!("Gracias")]
    );
    assert_eq!(transcripts(&person).len(), 2);
}

#[test]
fn a_kill_in_the_middle_of_a_call_leaves_a_history_that_the_api_accepts() {
    let gate = Gate::new();
    let list =
        Tool::new("list").read_only().once(Answer::text("Ana")).once(Answer::text("x").hold(&gate));
    let server = Script::new().tool(list).start();
    let both = calls([("list", json!({})), ("list", json!({}))]);
    let model = Model::answering([both, text("Sigo.")]);
    // An early call ends before its reply is on disk.
    let person = person(&server, &model).env("MCP_CHAT_EARLY_CALLS", "off");
    let mut running = person.spawn(&["-p", "¿Quién?"]);
    running.close_stdin();
    running.wait_for_stderr("✓");
    wait_until_on_disk(&person, "\"content\":\"Ana\"");
    let id = i32::try_from(running.id()).expect("a process id");
    nix_kill(id);
    assert_eq!(running.finish().status, -9);
    // The checker of the scripted model refuses a history that the API would.
    person.run(&["-c", "-p", "¿Sigues?"]).expect_status(0).expect_stdout("Sigo.\n");
    let results: Vec<String> = told(&model)
        .iter()
        .filter(|message| message["role"] == "tool")
        .map(|message| message["content"].as_str().expect("a text").to_owned())
        .collect();
    assert_eq!(results.len(), 2);
    assert!(results.contains(&"Ana".to_owned()), "{results:?}");
    assert!(results.iter().any(|text| text.contains("may have been executed")), "{results:?}");
}

/// Blocks until a transcript holds this text.
fn wait_until_on_disk(person: &Sandbox, text: &str) {
    for _ in 0..2000 {
        let holds = |path: &std::path::PathBuf| {
            std::fs::read_to_string(path).is_ok_and(|content| content.contains(text))
        };
        if transcripts(person).iter().any(holds) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("waited 20 s in vain for {text} on disk");
}

/// Ends a process at once.
fn nix_kill(id: i32) {
    let status = std::process::Command::new("kill").args(["-9", &id.to_string()]).status();
    assert!(status.expect("kill runs").success());
}

#[test]
fn what_cannot_be_gone_on_with_is_told_and_left_as_it_is() {
    let (server, model) = (server(), Model::unused());
    let person = person(&server, &model);
    let run = person.run(&["-c", "-p", "x"]).expect_status(2);
    insta::assert_snapshot!(
        run.stderr.replace(&server.url(), "URL").replace(&person.path("state").display().to_string(), "STATE"),
        @r"
    ❌ No se puede retomar la conversación
       Causa: no hay ninguna con URL
       Qué hacer: mcp-chat sessions las muestra; sin -c ni -r empieza una nueva. Están en STATE/mcp-chat/transcripts
    "
    );
    let folder = person.path("state/mcp-chat/transcripts");
    std::fs::create_dir_all(&folder).expect("a folder");
    let newer = folder.join("9999999999999-1-0.jsonl");
    let text = "{\"v\":2,\"kind\":\"start\"}\n";
    std::fs::write(&newer, text).expect("a file");
    let run = person.run(&["-r", "9999", "-p", "x"]).expect_status(1);
    assert!(run.stderr.contains("versión más nueva"), "{}", run.stderr);
    assert_eq!(std::fs::read_to_string(&newer).expect("the file"), text);
}

#[test]
fn two_programs_never_write_one_conversation() {
    let server = server();
    let gate = Gate::new();
    let model = Model::answering([text("Uno."), text("Dos.").hold_at(1, &gate), text("Tres.")]);
    let person = person(&server, &model);
    person.run(&["-p", "uno"]).expect_status(0);
    let mut running = person.spawn(&["-c", "-p", "dos"]);
    running.close_stdin();
    model.wait_until("the question arrives", |log| log.requests.len() == 2);
    let run = person.run(&["-c", "-p", "tres"]).expect_status(0).expect_stdout("Tres.\n");
    assert!(run.stderr.contains("aquí sigue en una copia"), "{}", run.stderr);
    // The question that waits for its answer is not of this conversation.
    assert_eq!(asked(&told(&model)), ["uno", "tres"]);
    gate.open();
    running.finish().expect_status(0).expect_stdout("Dos.\n");
    let list = person.run(&["sessions", "--json"]).expect_status(0).json();
    let counts: Vec<&Value> =
        list.as_array().expect("a list").iter().map(|it| &it["questions"]).collect();
    assert_eq!(counts, [2, 2]);
}

#[test]
fn a_damaged_line_is_told_and_the_rest_goes_on() {
    let server = server();
    let model = Model::answering([text("Uno."), text("Dos.")]);
    let person = person(&server, &model);
    person.run(&["-p", "uno"]).expect_status(0);
    let file = transcripts(&person).remove(0);
    let mut bytes = std::fs::read(&file).expect("the transcript");
    bytes.extend(b"\xff\xfe\n");
    std::fs::write(&file, bytes).expect("the transcript");
    let run = person.run(&["-c", "-p", "dos"]).expect_status(0).expect_stdout("Dos.\n");
    assert!(run.stderr.contains("1 línea de su archivo está dañada"), "{}", run.stderr);
    assert_eq!(told(&model).len(), 3);
}

#[test]
fn a_person_sees_where_the_conversation_stood() {
    let server = server();
    let model = Model::answering([text("Ana y Luis."), text("De nada.")]);
    let person = person(&server, &model);
    let mut terminal = chat(&person);
    terminal.line("¿Quién trabaja en Ventas?");
    terminal.expect("Luis.");
    terminal.expect(PROMPT);
    leave(terminal);
    let mut terminal = person.terminal(&["--continue"]);
    terminal.expect(PROMPT);
    terminal.line("Gracias");
    terminal.expect("De nada.");
    terminal.expect(PROMPT);
    insta::assert_snapshot!(steady(&terminal.screen(), &server), @r"
    📡 Conectando con el servidor MCP en URL...
    ✅ Conexión establecida: scripted 1.0.0 · 1 herramienta
    🤖 Agente listo con proveedor 'openai' y modelo 'gpt-4o-mini'
       Escribe 'salir' para terminar, /ayuda para ver más.
    ↩️  Se retoma la conversación (2 mensajes).
       👤 ¿Quién trabaja en Ventas?
       🤖 Ana y Luis.

    👤 Tú: Gracias

    🤖 Pensando...

    🤖 De nada.
       entrada 42 · salida 9 · …

    👤 Tú:
    ");
    leave(terminal);
    assert_eq!(told(&model).len(), 3);
}

#[test]
fn a_turn_is_taken_back_or_asked_again() {
    let server = server();
    let wrong = json!({ "error": { "message": "Bad", "code": "x" } });
    let model = Model::answering([
        text("Uno."),
        text("Dos."),
        Reply::json(400, &wrong),
        text("Tres."),
        text("Tres bis."),
        text("Cuatro."),
    ]);
    let person = person(&server, &model);
    let lines = "/deshacer\nuno\ndos\n/undo\ntres\n/retry\n/reintentar\n";
    let run = person.run_with(&[], lines).expect_status(2);
    run.clone().expect_stdout("Uno.\nDos.\nTres.\nTres bis.\n");
    assert!(run.stderr.contains("No hay ninguna pregunta anterior"), "{}", run.stderr);
    assert!(run.stderr.contains("Se deshizo la última pregunta: «dos»"), "{}", run.stderr);
    let contents = |request: &Value| -> Vec<Value> {
        let messages = request["messages"].as_array().expect("messages").iter().skip(1);
        messages.map(|message| message["content"].clone()).collect()
    };
    let asked = ["uno", "Uno.", "tres"];
    for request in &model.requests()[2..] {
        assert_eq!(contents(request), asked);
    }
    // On disk it is the same.
    person.run(&["-c", "-p", "cuatro"]).expect_status(0);
    assert_eq!(contents(&model.requests()[5]), ["uno", "Uno.", "tres", "Tres bis.", "cuatro"]);
}
