//! Calls of read-only tools start while the model still streams the rest of its reply.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::chat::person;
use crate::support::mcp::{Reply as Answer, Script, Server, Tool};
use crate::support::model::{Model, Reply, calls, text};
use crate::support::watched::Gate;

/// Events of [`calls`] before the second call's first: the role, the first call's name and its
/// arguments `{}` in one fragment.
const SECOND_CALL: usize = 3;

fn server() -> Server {
    let list = |name: &str| Tool::new(name).read_only().always(Answer::text(name));
    Script::new().tool(list("uno")).tool(list("dos")).tool(Tool::new("add")).start()
}

fn both(first: &str) -> Reply {
    calls([(first, json!({})), ("dos", json!({}))])
}

fn names(server: &Server) -> Vec<String> {
    server.ledger().into_iter().map(|executed| executed.name).collect()
}

fn results(model: &Model) -> Vec<Value> {
    let messages = model.last_messages().into_iter();
    messages
        .filter(|message| message["role"] == "tool")
        .map(|message| message["content"].clone())
        .collect()
}

#[test]
fn a_read_runs_while_the_reply_still_streams_and_runs_once() {
    let server = server();
    let gate = Gate::new();
    // The second call has begun, so the first is whole; the reply is not.
    let model = Model::answering([both("uno").hold_at(SECOND_CALL + 1, &gate), text("Ya.")]);
    let mut running = person(&server, &model).spawn(&["-p", "x"]);
    running.close_stdin();
    server.wait_until("the first call runs", |log| log.ledger.len() == 1);
    gate.open();
    running.finish().expect_status(0).expect_stdout("Ya.\n");
    assert_eq!(names(&server), ["uno", "dos"]);
    assert_eq!(results(&model), ["uno", "dos"]);
}

#[test]
fn of_a_reply_that_breaks_nothing_is_used() {
    let (gate, never) = (Gate::new(), Gate::new());
    let held = Tool::new("uno").read_only().always(Answer::text("uno").hold(&never));
    let server = Script::new().tool(held).tool(Tool::new("dos").read_only()).start();
    // All but the finish reason.
    let broken = both("uno").cut_after(2 * SECOND_CALL - 1).hold_at(SECOND_CALL + 1, &gate);
    let model = Model::answering([broken]);
    let mut running = person(&server, &model).spawn(&["-p", "x"]);
    running.close_stdin();
    server.wait_until("the first call runs", |log| log.ledger.len() == 1);
    gate.open();
    let run = running.finish().expect_status(5).expect_stdout("");
    assert!(run.stderr.contains("no llegó entera"), "{}", run.stderr);
    assert_eq!(names(&server), ["uno"]);
}

#[test]
fn a_write_waits_for_the_whole_reply_even_with_a_yes_beforehand() {
    let server = server();
    let gate = Gate::new();
    let third = calls([("add", json!({})), ("uno", json!({})), ("dos", json!({}))]);
    // The second call is whole and runs; the first was whole before it, and does not.
    let model = Model::answering([third.hold_at(2 * SECOND_CALL, &gate), text("Ya.")]);
    let mut running = person(&server, &model).spawn(&["-p", "x", "--yes"]);
    running.close_stdin();
    server.wait_until("the read runs", |log| log.ledger.len() == 1);
    assert_eq!(names(&server), ["uno"]);
    gate.open();
    running.finish().expect_status(0).expect_stdout("Ya.\n");
    assert_eq!(results(&model).len(), 3);
}

#[test]
fn early_calls_can_be_turned_off() {
    let server = server();
    let gate = Gate::new();
    let call = |index: usize, name: &str| {
        json!({ "tool_calls": [{ "index": index, "id": format!("call_{index}"), "type": "function",
            "function": { "name": name, "arguments": "{}" } }] })
    };
    let deltas = [call(0, "uno"), call(1, "dos"), json!({ "content": "Miro." })];
    let reply = Reply::deltas(deltas, "tool_calls");
    let model = Model::answering([reply.hold_at(4, &gate), text("Ya.")]);
    let person = person(&server, &model).env("MCP_CHAT_EARLY_CALLS", "off");
    let mut running = person.spawn(&["-p", "x"]);
    running.close_stdin();
    running.wait_for_stdout("Miro.");
    // What would come anyway would come now.
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(server.ledger(), []);
    gate.open();
    running.finish().expect_status(0);
    assert_eq!(results(&model), ["uno", "dos"]);
}
