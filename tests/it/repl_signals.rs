//! Ctrl-C in a turn gives the prompt back; signals from outside leave the terminal sane.

use serde_json::{Value, json};

use crate::support::chat::{APPROVE, PROMPT, chat, person};
use crate::support::mcp::{Reply as Answer, Script, Tool};
use crate::support::model::{Model, Reply, calls, text};
use crate::support::pty::{Exit, Key, Mode, Signal, Terminal};
use crate::support::sandbox::Sandbox;

/// Presses Ctrl-C and asks again; the model checks the history that it is sent.
fn cancel_and_go_on(terminal: &mut Terminal) {
    terminal.key(Key::CtrlC);
    terminal.expect("Cancelado.");
    terminal.expect(PROMPT);
    terminal.line("otra");
    terminal.expect("Sigo.");
    terminal.expect(PROMPT);
    terminal.line("salir");
    assert_eq!(terminal.wait(), Exit::Status(0));
    assert_eq!(terminal.mode(), Mode::SANE);
}

fn roles(model: &Model) -> Vec<Value> {
    model.last_messages().iter().map(|message| message["role"].clone()).collect()
}

#[test]
fn ctrl_c_while_the_model_answers() {
    let server = Script::new().start();
    let model = Model::answering([text("uno dos").stall_after(2), text("Sigo.")]);
    let mut terminal = chat(&person(&server, &model));
    terminal.line("cuenta");
    terminal.expect("🤖 uno");
    cancel_and_go_on(&mut terminal);
    model.wait_until("the request is given up", |log| log.abandoned == 1);
    assert_eq!(roles(&model), ["system", "user"]);
}

#[test]
fn ctrl_c_before_the_model_says_a_word() {
    let server = Script::new().start();
    let model = Model::answering([Reply::silent(), text("Sigo.")]);
    let mut terminal = chat(&person(&server, &model));
    terminal.line("cuenta");
    terminal.expect("Pensando");
    model.wait_until("the question arrives", |log| log.requests.len() == 1);
    cancel_and_go_on(&mut terminal);
}

#[test]
fn ctrl_c_while_a_tool_runs() {
    let server = Script::new().tool(Tool::new("t").read_only().once(Answer::never())).start();
    let model = Model::answering([calls([("t", json!({}))]), text("Sigo.")]);
    // Begun before the reply is whole, a call would be given up with it.
    let person = person(&server, &model).env("MCP_CHAT_EARLY_CALLS", "off");
    let mut terminal = chat(&person);
    terminal.line("haz");
    server.wait_until("the call runs", |log| log.ledger.len() == 1);
    cancel_and_go_on(&mut terminal);
    assert_eq!(roles(&model), ["system", "user", "assistant", "tool", "user"]);
    assert_eq!(server.sent("notifications/cancelled").len(), 1);
}

#[test]
fn ctrl_c_at_the_question_of_an_approval() {
    let server = Script::new().tool(Tool::new("add")).start();
    let both = calls([("add", json!({})), ("add", json!({ "n": 2 }))]);
    let model = Model::answering([both, text("Sigo.")]);
    let mut terminal = chat(&person(&server, &model));
    terminal.line("haz");
    terminal.expect(APPROVE);
    cancel_and_go_on(&mut terminal);
    assert_eq!(server.ledger(), []);
    assert_eq!(roles(&model), ["system", "user", "assistant", "tool", "tool", "user"]);
}

#[test]
fn ctrl_c_while_waiting_to_try_again() {
    let server = Script::new().start();
    let limited = json!({ "error": { "message": "slow down", "code": "rate_limit_exceeded" } });
    let limited = Reply::json(429, &limited).header("retry-after", "50");
    let model = Model::answering([limited, text("Sigo.")]);
    let mut terminal = chat(&person(&server, &model));
    terminal.line("haz");
    terminal.expect("Reintento 1 de 2 en 50 s");
    cancel_and_go_on(&mut terminal);
}

#[test]
fn a_signal_at_the_prompt_leaves_the_terminal_sane() {
    let (server, model) = (Script::new().start(), Model::unused());
    for signal in [Signal::SIGTERM, Signal::SIGHUP] {
        let mut terminal = chat(&person(&server, &model));
        terminal.send("a medias");
        terminal.expect("a medias");
        assert!(terminal.mode().bracketed_paste && !terminal.mode().canonical);
        terminal.signal(signal);
        assert_eq!(terminal.wait(), Exit::Status(130), "{signal:?}");
        assert_eq!(terminal.mode(), Mode::SANE, "{signal:?}");
    }
}

#[test]
fn a_signal_in_a_turn_leaves_the_terminal_sane() {
    let server = Script::new().tool(Tool::new("add")).start();
    for signal in [Signal::SIGTERM, Signal::SIGHUP] {
        let model = Model::answering([text("uno dos").stall_after(2)]);
        let mut terminal = chat(&person(&server, &model));
        terminal.line("cuenta");
        terminal.expect("🤖 uno");
        assert!(!terminal.mode().echo);
        terminal.signal(signal);
        assert_eq!(terminal.wait(), Exit::Status(130), "{signal:?}");
        assert_eq!(terminal.mode(), Mode::SANE, "{signal:?}");

        let model = Model::answering([calls([("add", json!({}))])]);
        let mut terminal = chat(&person(&server, &model));
        terminal.line("haz");
        terminal.expect(APPROVE);
        terminal.signal(signal);
        assert_eq!(terminal.wait(), Exit::Status(130), "{signal:?}");
        assert_eq!(terminal.mode(), Mode::SANE, "{signal:?}");
    }
}

#[test]
fn an_interrupt_from_outside_is_a_ctrl_c() {
    let (server, model) = (Script::new().start(), Model::unused());
    let mut terminal = chat(&person(&server, &model));
    terminal.signal(Signal::SIGINT);
    terminal.expect("Para salir");
    terminal.expect(PROMPT);
    terminal.signal(Signal::SIGINT);
    terminal.expect("¡Adiós!");
    assert_eq!(terminal.wait(), Exit::Status(0));
    assert_eq!(terminal.mode(), Mode::SANE);
}

#[test]
fn scripts_leave_the_terminal_and_their_output_alone() {
    let server = Script::new().start();
    let person = Sandbox::new().mcp(&server).program("/bin/sh");
    let binary = env!("CARGO_BIN_EXE_mcp-chat");
    let script = format!("{binary} tools > out; echo done $?");
    let mut terminal = person.terminal(&["-c", &script]);
    terminal.expect("done 0");
    terminal.wait();
    let out = std::fs::read_to_string(person.path("work/out")).expect("the output");
    assert_eq!(out, "El servidor no ofrece herramientas.\n");
}

#[test]
fn a_script_in_the_background_is_not_stopped_by_its_terminal() {
    let server = Script::new().start();
    let person = Sandbox::new().mcp(&server).program("/bin/sh");
    let binary = env!("CARGO_BIN_EXE_mcp-chat");
    let script = format!("set -m; {binary} tools > out & wait $!; echo done $?");
    let mut terminal = person.terminal(&["-c", &script]);
    terminal.expect("done 0");
    terminal.wait();
}

#[test]
fn ctrl_c_leaves_a_terminal_without_an_editor() {
    let (server, model) = (Script::new().start(), Model::unused());
    let person = Sandbox::new().mcp(&server).model(&model).program("/bin/sh");
    let script = format!("TERM=dumb exec {}", env!("CARGO_BIN_EXE_mcp-chat"));
    let mut terminal = person.terminal(&["-c", &script]);
    terminal.expect(PROMPT);
    terminal.key(Key::CtrlC);
    terminal.expect("¡Adiós!");
    assert_eq!(terminal.wait(), Exit::Status(0));
    assert_eq!(terminal.mode(), Mode::SANE);
}
