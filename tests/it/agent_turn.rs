//! A whole turn (`-p`) on scripted servers: what runs, what the model is told, what is printed.
//!
//! The scripted model checks each request by OpenAI's rules, so every test here also proves that
//! the history stays acceptable.

use serde_json::{Value, json};

use crate::support::mcp::{Cut, Executed, Reply as Answer, Script, Server, Tool};
use crate::support::model::{Model, calls, raw_calls, text};
use crate::support::sandbox::Sandbox;
use crate::support::watched::Gate;

fn person(server: &Server, model: &Model) -> Sandbox {
    Sandbox::new().mcp(server).model(model)
}

fn executed(name: &str, arguments: Value) -> Executed {
    Executed { name: name.into(), arguments }
}

/// The results that the model read, in the order of the messages.
fn results(model: &Model) -> Vec<String> {
    let messages = model.last_messages().into_iter();
    let results = messages.filter(|message| message["role"] == "tool");
    results.map(|message| message["content"].as_str().expect("a text").to_owned()).collect()
}

fn call(id: &str, name: &str, arguments: &str) -> (String, String, String) {
    (id.into(), name.into(), arguments.into())
}

#[test]
fn rounds_go_on_until_the_model_answers() {
    let list = Tool::new("list").read_only();
    let list = list.once(Answer::text("Ana")).once(Answer::text("Señor Ñu"));
    let server = Script::new().initialize("instructions", json!("Sé breve.")).tool(list).start();
    let model = Model::answering([
        calls([("list", json!({ "d": "A" }))]),
        calls([("list", json!({ "d": "B" }))]),
        text("Ana y el señor Ñu."),
    ]);
    let run = person(&server, &model).run(&["-p", "¿Quiénes?"]);
    run.expect_status(0).expect_stdout("Ana y el señor Ñu.\n");
    assert_eq!(
        server.ledger(),
        [executed("list", json!({ "d": "A" })), executed("list", json!({ "d": "B" }))]
    );
    let mut messages = model.last_messages();
    let system = messages.remove(0);
    let system = system["content"].as_str().expect("a system prompt");
    assert!(system.starts_with("Eres un asistente para gestión de empleados."), "{system}");
    assert!(system.ends_with("\nSé breve."), "{system}");
    let asks = |arguments: &str| {
        let function = json!({ "name": "list", "arguments": arguments });
        json!({ "role": "assistant", "content": null,
            "tool_calls": [{ "id": "call_0", "type": "function", "function": function }] })
    };
    let says = |text: &str| json!({ "role": "tool", "tool_call_id": "call_0", "content": text });
    assert_eq!(
        messages,
        [
            json!({ "role": "user", "content": "¿Quiénes?" }),
            asks("{\"d\":\"A\"}"),
            says("Ana"),
            asks("{\"d\":\"B\"}"),
            says("Señor Ñu"),
        ]
    );
}

#[test]
fn calls_run_side_by_side_and_their_results_keep_the_order() {
    let gate = Gate::new();
    let server = Script::new()
        .tool(Tool::new("slow").read_only().once(Answer::text("lento").hold(&gate)))
        .tool(Tool::new("fast").read_only().once(Answer::text("rápido")))
        .start();
    let both = calls([("slow", json!({})), ("fast", json!({}))]);
    let model = Model::answering([both, text("Listo.")]);
    let person = person(&server, &model);
    let mut running = person.spawn(&["-p", "los dos"]);
    running.close_stdin();
    // The second is over while the first still runs.
    running.wait_for_stderr("🔧 fast {} ✓");
    gate.open();
    running.finish().expect_status(0).expect_stdout("Listo.\n");
    assert_eq!(results(&model), ["lento", "rápido"]);
}

#[test]
fn what_cannot_run_goes_back_to_the_model_as_an_error() {
    let server = Script::new().tool(Tool::new("list").read_only()).start();
    let bad = raw_calls([
        call("a", "erase", "{}"),
        call("b", "list", "{\"d\":"),
        call("c", "list", "{}{}"),
        call("d", "list", "[1]"),
    ]);
    let model = Model::answering([bad, text("No pude.")]);
    let run = person(&server, &model).run(&["-p", "x", "--yes"]);
    run.expect_status(0).expect_stdout("No pude.\n");
    assert_eq!(server.ledger(), []);
    insta::assert_snapshot!(results(&model).join("\n"), @r#"
    Error: there is no tool "erase". The tools are: list.
    Error: the arguments are not one JSON object: EOF while parsing a value at line 1 column 5. Send one JSON object.
    Error: the arguments are not one JSON object: trailing characters at line 1 column 3. Send one JSON object.
    Error: the arguments are not one JSON object: they are an array. Send one JSON object.
    "#);
}

#[test]
fn failures_of_tools_reach_the_model_as_errors_and_structure_as_text() {
    let tool = Tool::new("t")
        .read_only()
        .once(Answer::tool_error("no hay tal empleado"))
        .once(Answer::rpc_error(-32602, "falta d"))
        .once(Answer::structured(&json!({ "n": 1, "ñ": "é" })));
    let server = Script::new().tool(tool).start();
    let one = || calls([("t", json!({}))]);
    let model = Model::answering([one(), one(), one(), text("Ya.")]);
    let run = person(&server, &model).run(&["-p", "x"]).expect_status(0);
    insta::assert_snapshot!(results(&model).join("\n"), @r#"
    Error: no hay tal empleado
    Error: falta d (code -32602)
    {"n":1,"ñ":"é"}
    "#);
    assert!(run.stderr.contains("no hay tal empleado"), "{}", run.stderr);
}

#[test]
fn a_long_result_is_cut_for_the_model_and_kept_whole_in_a_file() {
    let long = format!("principio {}final", "€".repeat(70_000));
    let server = Script::new().tool(Tool::new("t").read_only().once(Answer::text(&long))).start();
    let model = Model::answering([calls([("t", json!({}))]), text("Ya.")]);
    let person = person(&server, &model);
    person.run(&["-p", "x"]).expect_status(0);
    let result = results(&model).remove(0);
    assert!(result.starts_with("principio €") && result.ends_with("€final"));
    assert!(result.len() < 66 * 1024, "{}", result.len());
    let files = std::fs::read_dir(person.path("state/mcp-chat/results")).expect("the results");
    let files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    assert_eq!(files.len(), 1);
    assert!(result.contains(files[0].to_str().expect("a path")));
    assert_eq!(std::fs::read_to_string(&files[0]).expect("the whole result"), long);
}

#[test]
fn after_the_last_round_the_model_must_answer() {
    let server = Script::new().tool(Tool::new("t").read_only()).start();
    let one = || calls([("t", json!({}))]);
    let model = Model::answering([one(), one(), text("Con lo que hay.")]);
    let run = person(&server, &model).run(&["-p", "x", "--max-steps", "2"]);
    assert!(run.stderr.contains("límite de rondas de herramientas (2"), "{}", run.stderr);
    run.expect_status(0).expect_stdout("Con lo que hay.\n");
    let choices: Vec<_> =
        model.requests().iter().map(|request| request["tool_choice"].clone()).collect();
    assert_eq!(choices, [Value::Null, Value::Null, json!("none")]);
}

#[test]
fn a_write_whose_connection_is_lost_is_not_repeated_and_the_model_is_told() {
    let add = Tool::new("add").once(Answer::lost_after_executing(Cut::Abrupt));
    let server = Script::new().tool(add).start();
    let model = Model::answering([calls([("add", json!({ "n": "Ana" }))]), text("No lo sé.")]);
    let run = person(&server, &model).run(&["-p", "añade a Ana", "--yes"]).expect_status(0);
    assert_eq!(server.ledger(), [executed("add", json!({ "n": "Ana" }))]);
    let result = results(&model).remove(0);
    assert!(result.contains("may have been executed"), "{result}");
    let (_, told) = run.stderr.split_once(" — ").expect("why");
    insta::assert_snapshot!(told.lines().next().expect("a line"), @"Resultado desconocido: la conexión se perdió después de enviar tools/call: el flujo se cortó: el otro lado cerró la conexión; puede que se haya ejecutado, por eso no se repite por su cuenta; comprueba el estado (por ejemplo, con una consulta) antes de repetirla");
}

#[test]
fn a_read_whose_connection_is_lost_is_sent_again() {
    let list = Tool::new("list").read_only();
    let list = list.once(Answer::lost_after_executing(Cut::Clean)).once(Answer::text("Ana"));
    let server = Script::new().tool(list).start();
    let model = Model::answering([calls([("list", json!({}))]), text("Ana.")]);
    let run = person(&server, &model).run(&["-p", "x"]).expect_status(0);
    assert_eq!(results(&model), ["Ana"]);
    let lines = run.stderr.lines().filter(|line| line.starts_with("🔌 Se perdió la conexión"));
    assert_eq!(lines.count(), 1, "{}", run.stderr);
}

#[test]
fn changed_tools_are_offered_from_the_next_round_on() {
    let gate = Gate::new();
    let old = Tool::new("old").read_only();
    // The ping is answered after the change was read: one stream, one order.
    let old = old.once(Answer::text("viejo").hold(&gate).ask("ping", json!({})));
    let server = Script::new().tool(old).start();
    let model =
        Model::answering([calls([("old", json!({}))]), calls([("new", json!({}))]), text("Ya.")]);
    let person = person(&server, &model);
    let mut running = person.spawn(&["-p", "x"]);
    running.close_stdin();
    server.wait_until("the call runs", |log| log.ledger.len() == 1);
    server.change_tools(vec![Tool::new("new").read_only().once(Answer::text("nuevo"))]);
    gate.open();
    running.finish().expect_status(0);
    let names: Vec<_> = model
        .requests()
        .iter()
        .map(|request| request["tools"][0]["function"]["name"].clone())
        .collect();
    assert_eq!(names, ["old", "new", "new"]);
    assert_eq!(results(&model), ["viejo", "nuevo"]);
}

#[test]
fn a_write_needs_a_yes_that_a_script_gives_with_a_flag() {
    let server = Script::new().tool(Tool::new("add")).start();
    let turn = || [calls([("add", json!({ "n": 1 }))]), text("Fin.")];
    let denied = Model::answering(turn());
    let run = person(&server, &denied).run(&["-p", "x"]);
    assert!(run.stderr.contains("con --yes se ejecuta"), "{}", run.stderr);
    run.expect_status(7).expect_stdout("Fin.\n");
    assert_eq!(
        results(&denied),
        ["Error: denied: this tool needs the user's approval and nobody can be asked here."]
    );
    assert_eq!(server.ledger(), []);

    let allowed = Model::answering(turn());
    person(&server, &allowed).run(&["-p", "x", "--yes"]).expect_status(0).expect_stdout("Fin.\n");
    assert_eq!(server.ledger(), [executed("add", json!({ "n": 1 }))]);
}

#[test]
fn read_only_approval_runs_reads_alone() {
    let server = Script::new().tool(Tool::new("add")).tool(Tool::new("list").read_only()).start();
    let both = calls([("add", json!({})), ("list", json!({}))]);
    let model = Model::answering([both, text("Fin.")]);
    let run = person(&server, &model).run(&["-p", "x", "--approval", "read-only"]);
    run.expect_status(7).expect_stdout("Fin.\n");
    assert_eq!(server.ledger(), [executed("list", json!({}))]);
}
