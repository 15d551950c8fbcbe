//! Every exit status of the contract, in every format: the number, what standard output holds
//! beside it, and that JSON tells the same number.

use std::collections::BTreeSet;
use std::fs::File;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::cli::Outcome;
use crate::support::mcp::{Reply as Answer, Script, Tool};
use crate::support::model::{KEY, Model, Reply, calls, text};
#[cfg(unix)]
use crate::support::pty::Exit;
use crate::support::sandbox::Sandbox;
use crate::support::schema;
use crate::support::watched::{Gate, LIMIT};

const FORMATS: [&[&str]; 3] = [&[], &["--output", "json"], &["--output", "stream-json"]];
const NOWHERE: &str = "http://127.0.0.1:1";

/// One way to end: the status, why, what standard output holds as text, and a run with the flags
/// of a format.
type Row = (i32, &'static str, &'static str, fn(&[&str]) -> Outcome);

const SCRIPTS: &[Row] = &[
    (0, "the model answered", "Hola.\n", |format| ask(format, &[], [text("Hola.")])),
    (1, "the conversation has cost what it may", "", |format| {
        let billed = json!({ "prompt_tokens": 1, "completion_tokens": 1, "cost": 1.0 });
        ask(format, &["--max-cost", "1"], [calls([("read", json!({}))]).usage(billed)])
    }),
    (2, "there is no question", "", |format| {
        Sandbox::new().env("OPENAI_API_KEY", KEY).run(&[&["-p", " "], format].concat())
    }),
    (2, "a line is no command", "Hola.\n", |format| {
        let (server, model) = (Script::new().start(), Model::answering([text("Hola.")]));
        Sandbox::new().mcp(&server).model(&model).run_with(format, "/nada\nhola\n")
    }),
    (3, "there is no key", "", |format| Sandbox::new().run(&[&["-p", "x"], format].concat())),
    (3, "a file of settings is broken", "", |format| {
        Sandbox::new().config("model = [\n").run(&[&["-p", "x"], format].concat())
    }),
    (3, "the key is refused", "", |format| {
        ask(format, &[], [Reply::json(401, &json!({ "error": { "message": "no" } }))])
    }),
    (4, "nobody listens where the server should be", "", |format| {
        let person = Sandbox::new().env("OPENAI_API_KEY", KEY);
        person.run(&[&["-p", "x", "--server", NOWHERE], format].concat())
    }),
    (5, "the model refuses", "", |format| {
        ask(format, &[], [Reply::json(400, &json!({ "error": { "message": "no" } }))])
    }),
    (5, "the model says nothing", "", |format| ask(format, &[], [Reply::deltas([], "stop")])),
    (7, "nobody allowed a call", "No pude.\n", |format| {
        ask(format, &[], [calls([("write", json!({}))]), text("No pude.")])
    }),
    #[cfg(unix)]
    (130, "Ctrl-C in the middle of the answer", "uno \n", |format| {
        let (server, model) =
            (Script::new().start(), Model::answering([text("uno dos").stall_after(2)]));
        let person = Sandbox::new().mcp(&server).model(&model);
        let mut running = person.spawn(&[&["-p", "x"], format].concat());
        running.close_stdin();
        model.wait_until("the question arrives", |log| log.requests.len() == 1);
        // A document is there at the end alone.
        if !format.contains(&"json") {
            running.wait_for_stdout("uno");
        }
        interrupt(running.id());
        running.finish()
    }),
];

const COMMANDS: &[Row] = &[
    (0, "the tool answered", "Ana\n", |json| command(&["call", "read"], json)),
    (2, "there is no such tool", "", |json| command(&["call", "raed"], json)),
    (2, "there is no such tool to show", "", |json| command(&["tools", "raed"], json)),
    (2, "the arguments are none", "", |json| command(&["call", "read", "x"], json)),
    (3, "a setting is wrong", "", |json| command(&["tools", "--server", "nope"], json)),
    (4, "nobody listens", "", |json| command(&["tools", "--server", NOWHERE], json)),
    (6, "the tool reports an error", "Error: no\n", |json| command(&["call", "fails"], json)),
    (6, "the server reports an error", "", |json| command(&["call", "breaks"], json)),
    (7, "the mode forbids it", "", |json| {
        command(&["call", "write", "--approval", "read-only"], json)
    }),
    #[cfg(unix)]
    (130, "Ctrl-C in the middle of the call", "", |json| {
        let server = Script::new().tool(Tool::new("t").always(Answer::never())).start();
        let person = Sandbox::new().mcp(&server);
        let mut running = person.spawn(&[&["call", "t"], json].concat());
        running.close_stdin();
        server.wait_until("the call runs", |log| log.ledger.len() == 1);
        interrupt(running.id());
        let outcome = running.finish();
        server.wait_until("the server is told", |log| {
            log.requests.iter().any(|seen| seen.json["method"] == "notifications/cancelled")
        });
        outcome
    }),
];

fn ask<const N: usize>(format: &[&str], more: &[&str], replies: [Reply; N]) -> Outcome {
    let tools = Script::new().tool(Tool::new("read").read_only()).tool(Tool::new("write"));
    let (server, model) = (tools.start(), Model::answering(replies));
    let person = Sandbox::new().mcp(&server).model(&model);
    person.run(&[&["-p", "x"], format, more].concat())
}

fn command(arguments: &[&str], json: &[&str]) -> Outcome {
    let server = Script::new()
        .tool(Tool::new("read").read_only().always(Answer::text("Ana")))
        .tool(Tool::new("write"))
        .tool(Tool::new("fails").always(Answer::tool_error("no")))
        .tool(Tool::new("breaks").always(Answer::rpc_error(-32602, "no")))
        .start();
    Sandbox::new().mcp(&server).run(&[arguments, json].concat())
}

#[test]
fn a_script_ends_with_the_status_of_what_happened() {
    for (status, why, stdout, run) in SCRIPTS {
        for format in FORMATS {
            println!("{status}: {why}, {format:?}");
            let outcome = run(format).expect_status(*status);
            match format {
                [_, "json"] => drop(outcome.answers()),
                [_, "stream-json"] => drop(outcome.events()),
                _ => drop(outcome.expect_stdout(stdout)),
            }
        }
    }
}

#[test]
fn a_command_ends_with_the_status_of_what_happened() {
    let (failure, result) = (schema::compile("Failure"), schema::compile("CallResult"));
    for (status, why, stdout, run) in COMMANDS {
        println!("{status}: {why}");
        run(&[]).expect_status(*status).expect_stdout(stdout);
        let outcome = run(&["--json"]).expect_status(*status);
        let json = outcome.json();
        // A tool that reports an error has a result all the same.
        if stdout.is_empty() {
            schema::check(&failure, &json);
            assert_eq!(json["error"]["status"], *status);
        } else {
            schema::check(&result, &json);
            assert_eq!(json["isError"] == true, *status == 6);
        }
    }
}

#[cfg(unix)]
#[test]
fn no_status_of_the_contract_is_left_out() {
    let produced: BTreeSet<i32> = SCRIPTS.iter().chain(COMMANDS).map(|row| row.0).collect();
    assert_eq!(produced, BTreeSet::from([0, 1, 2, 3, 4, 5, 6, 7, 130]));
}

#[test]
fn a_wrong_command_line_is_status_2_before_there_is_a_format() {
    for arguments in [
        &["--nothing"][..],
        &["call"],
        &["-y", "--approval", "ask"],
        &["nothing"],
        &["-p", "x", "--output", "yaml"],
        &["-p", "x", "--output", "json", "--nothing"],
    ] {
        Sandbox::new().run(arguments).expect_status(2).expect_stdout("");
    }
}

/// Sends Ctrl-C's signal.
#[cfg(unix)]
fn interrupt(id: u32) {
    signal(id, "INT");
}

#[cfg(unix)]
fn signal(id: u32, name: &str) {
    let sent = Command::new("sh").args(["-c", &format!("kill -{name} {id}")]).status();
    assert!(sent.expect("a shell").success());
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_the_waits_for_input_too() {
    let (server, model) = (Script::new().start(), Model::unused());
    let person = Sandbox::new().mcp(&server).model(&model);
    for format in FORMATS {
        for (arguments, input, says) in
            [(&["-p", "x"][..], "", "Esperando"), (&[], "/ayuda\n", "Ctrl-R")]
        {
            let mut running = person.spawn(&[arguments, format].concat());
            running.write(input);
            running.wait_for_stderr(says);
            interrupt(running.id());
            let outcome = running.end().expect_status(130);
            match format {
                [_, "json"] => drop(outcome.answers()),
                [_, "stream-json"] => drop(outcome.events()),
                _ => drop(outcome.expect_stdout("")),
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn a_call_that_ran_when_ctrl_c_came_may_have_been_executed() {
    for name in ["INT", "TERM", "HUP"] {
        let server = Script::new().tool(Tool::new("t").read_only().always(Answer::never())).start();
        let model = Model::answering([calls([("t", json!({ "n": 1 }))])]);
        // Begun before the reply is whole, a call would be given up with it.
        let person = Sandbox::new().mcp(&server).model(&model).env("MCP_CHAT_EARLY_CALLS", "off");
        let mut running = person.spawn(&["-p", "x", "--output", "json"]);
        running.close_stdin();
        server.wait_until("the call runs", |log| log.ledger.len() == 1);
        signal(running.id(), name);
        let answer = running.finish().expect_status(130).answers().remove(0);
        assert_eq!((&answer["finish"], &answer["answer"]), (&json!("cancelled"), &json!("")));
        let call = json!({ "call": 1, "name": "t", "arguments": { "n": 1 },
            "outcome": "cancelled", "result": null, "elapsed_ms": null });
        assert_eq!(answer["calls"], json!([call]));
    }
}

#[cfg(unix)]
#[test]
fn a_stream_that_a_signal_ends_says_so() {
    for name in ["TERM", "HUP"] {
        let server = Script::new().start();
        let model = Model::answering([text("uno dos").stall_after(2)]);
        let person = Sandbox::new().mcp(&server).model(&model);
        let mut running = person.spawn(&["-p", "x", "--output", "stream-json"]);
        running.close_stdin();
        model.wait_until("the question arrives", |log| log.requests.len() == 1);
        signal(running.id(), name);
        let events = running.finish().expect_status(130).events();
        let last = &events[events.len() - 2..];
        assert_eq!(last[0]["type"], "question_ended", "{name}: {last:?}");
        assert_eq!(last[1], json!({ "type": "end", "status": 130 }), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_chat_in_a_terminal_takes_no_format() {
    let person = Sandbox::new().env("OPENAI_API_KEY", KEY);
    let mut terminal = person.terminal(&["--output", "stream-json"]);
    terminal.expect("un chat en el terminal es para leerlo");
    assert_eq!(terminal.wait(), Exit::Status(2));
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
fn a_reader_that_goes_away_is_no_failure() {
    for format in FORMATS {
        let (gate, server) = (Gate::new(), Script::new().start());
        let mut answer = text("uno dos tres").hold_at(2, &gate);
        if !format.contains(&"json") {
            // It ends because nobody reads, not because the model has ended. A document is
            // written at the end alone, so that it cannot be known before.
            answer = answer.stall_after(4);
        }
        let model = Model::answering([answer]);
        let person = Sandbox::new().mcp(&server).model(&model);
        let mut command = person.command(&[&["-p", "hola"], format].concat());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        model.wait_until("the question arrives", |log| log.requests.len() == 1);
        drop(child.stdout.take());
        gate.open();
        assert_eq!(status(&mut child), Some(0), "{format:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let server = Script::new().tool(Tool::new("t")).start();
    let model = Model::unused().otherwise(text("Hola."));
    let person = Sandbox::new().mcp(&server).model(&model);
    for arguments in [
        &["-p", "hola"][..],
        &["-p", "hola", "--output", "json"],
        &["-p", "hola", "--output", "stream-json"],
        &["tools"],
        &["tools", "--json"],
        &["call", "t"],
        &["man"],
        &["schema"],
    ] {
        let mut command = person.command(arguments);
        let full = File::options().write(true).open("/dev/full").expect("/dev/full");
        command.stdin(Stdio::null()).stdout(full).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        assert_eq!(status(&mut child), Some(1), "{arguments:?}");
        let stderr = std::io::read_to_string(child.stderr.take().expect("a pipe"));
        assert!(stderr.expect("UTF-8").contains("No se puede escribir"), "{arguments:?}");
    }
}
