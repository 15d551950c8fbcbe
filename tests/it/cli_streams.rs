//! What a script gets: exact bytes on standard output, all else on standard error.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::mcp::{Script, Server, Tool};
use crate::support::model::{Model, Reply, calls, text};
use crate::support::sandbox::Sandbox;
use crate::support::watched::{Gate, LIMIT};

fn person(server: &Server, model: &Model) -> Sandbox {
    Sandbox::new().mcp(server).model(model)
}

fn piped(mut command: Command) -> Child {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the program starts")
}

/// The exit status of a child whose pipes the test holds itself.
fn status(child: &mut Child) -> Option<i32> {
    let end = Instant::now() + LIMIT;
    loop {
        if let Some(status) = child.try_wait().expect("the state of the child") {
            return status.code();
        }
        assert!(Instant::now() < end, "no end after {LIMIT:?}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn the_answer_stands_alone_on_stdout_and_nothing_is_coloured() {
    let server = Script::new().tool(Tool::new("t").read_only()).start();
    let model = Model::answering([calls([("t", json!({}))]), text("**Ñandú** `x`\n\n- uno\n")]);
    let person = person(&server, &model).env("CLICOLOR_FORCE", "1").env("TERM", "xterm-256color");
    let run = person.run(&["-p", "x"]).expect_status(0);
    assert_eq!(run.stdout, "**Ñandú** `x`\n\n- uno\n");
    assert!(run.stderr.starts_with("🔧 t {} ✓ "), "{}", run.stderr);
    assert!(!run.stderr.contains('\x1b'), "{}", run.stderr);
}

#[test]
fn piped_input_is_appended_to_the_question() {
    let server = Script::new().start();
    let model = Model::answering([text("Sí.")]);
    person(&server, &model).run_with(&["-p", " Resume: "], "uno\r\ndos\n").expect_status(0);
    let user = json!({ "role": "user", "content": "Resume:\n\nuno\r\ndos" });
    assert_eq!(model.last_messages()[1], user);
    let person = person(&server, &model);
    let empty = person.run(&["-p", " "]).expect_status(2);
    assert!(empty.stderr.contains("No hay ninguna pregunta"), "{}", empty.stderr);
    let latin = with_input(person.command(&["-p", "x"]), b"Pe\xf1a");
    assert_eq!((latin.0, latin.1.contains("no es texto UTF-8")), (Some(2), true), "{}", latin.1);
}

/// Runs with these bytes as standard input; gives status and standard error.
fn with_input(mut command: Command, bytes: &[u8]) -> (Option<i32>, String) {
    use std::io::{Read as _, Seek as _, Write as _};
    let mut input = tempfile::tempfile().expect("a file");
    input.write_all(bytes).expect("the input");
    input.rewind().expect("the start of the input");
    command.stdin(input).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let status = status(&mut child);
    let mut stderr = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut stderr).expect("UTF-8");
    (status, stderr)
}

#[test]
fn an_open_and_silent_input_says_what_is_waited_for() {
    let server = Script::new().start();
    let model = Model::answering([text("Hola.")]);
    let person = person(&server, &model);
    let running = person.spawn(&["-p", "hola"]);
    running.wait_for_stderr("Esperando la entrada estándar");
    running.finish().expect_status(0).expect_stdout("Hola.\n");
}

#[test]
fn an_answer_is_whole_though_nobody_reads_the_rest() {
    let gate = Gate::new();
    let server = Script::new().tool(Tool::new("t").read_only()).start();
    let model = Model::answering([calls([("t", json!({}))]).hold_at(1, &gate), text("Entera.")]);
    let person = person(&server, &model);
    let mut child = piped(person.command(&["-p", "hola"]));
    model.wait_until("the question arrives", |log| log.requests.len() == 1);
    drop(child.stderr.take());
    gate.open();
    assert_eq!(status(&mut child), Some(0));
    let answer = std::io::read_to_string(child.stdout.take().expect("a pipe"));
    assert_eq!(answer.expect("the answer"), "Entera.\n");
}

#[test]
fn lines_are_questions_and_commands_of_one_conversation() {
    let server = Script::new().tool(Tool::new("t").read_only()).start();
    let model = Model::answering([text("Uno."), text("Dos."), text("Tres.")]);
    let input = "primera\r\n\n   \n/tools\n/nada\nsegunda\n/limpiar\ntercera";
    let run = person(&server, &model).run_with(&[], input);
    insta::assert_snapshot!(run.stderr, @r"
      t [solo lectura] — The tool t.
    ❌ No existe la orden /nada
       Causa: lo que empieza por / es una orden y no se envía al modelo
       Qué hacer: ¿querías decir /ayuda? /ayuda las muestra todas
    🧹 Conversación nueva.
    ");
    run.expect_status(2).expect_stdout("Uno.\nDos.\nTres.\n");
    let contents = |request: usize| -> Vec<_> {
        let messages = model.requests()[request]["messages"].clone();
        let messages = messages.as_array().expect("messages").iter().skip(1);
        messages.map(|message| message["content"].as_str().expect("a text").to_owned()).collect()
    };
    assert_eq!(contents(1), ["primera", "Uno.", "segunda"]);
    assert_eq!(contents(2), ["tercera"]);
}

#[test]
fn a_word_that_leaves_ends_the_lines() {
    let server = Script::new().start();
    for word in ["salir", "EXIT", " Quit ", "/salir"] {
        let model = Model::answering([text("Uno.")]);
        let run = person(&server, &model).run_with(&[], &format!("una\n{word}\notra\n"));
        run.expect_status(0).expect_stdout("Uno.\n");
    }
    let model = Model::unused();
    person(&server, &model).run(&[]).expect_status(0).expect_stdout("");
}

#[test]
fn a_line_that_is_no_text_does_not_hide_the_next() {
    let server = Script::new().start();
    let model = Model::answering([text("Sí.")]);
    let person = person(&server, &model);
    let (status, stderr) = with_input(person.command(&[]), b"Pe\xf1a\nbien\n");
    assert_eq!((status, stderr.contains("no es texto UTF-8")), (Some(2), true), "{stderr}");
    assert_eq!(model.last_messages()[1]["content"], "bien");
}

#[test]
fn the_first_failure_of_the_lines_is_the_status() {
    let server = Script::new().tool(Tool::new("add")).start();
    let refused = Reply::json(400, &json!({ "error": { "message": "no" } }));
    let model = Model::answering([calls([("add", json!({}))]), text("Denegada."), refused]);
    let run = person(&server, &model).run_with(&[], "una\ndos\n/nada\n");
    run.expect_status(7).expect_stdout("Denegada.\n");
}
