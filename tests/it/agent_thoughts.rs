//! What a model thinks: not the answer, shown when asked, and given back to it.

use serde_json::{Value, json};

use crate::support::chat::{PROMPT, chat, leave, person};
use crate::support::mcp::{Reply as Answer, Script, Server, Tool};
use crate::support::model::{Model, Reply, text};

fn server() -> Server {
    Script::new().tool(Tool::new("list").read_only().always(Answer::text("Ana"))).start()
}

/// Thinks in OpenRouter's way, then calls a tool.
fn thinks_and_calls() -> Reply {
    let detail = |text: &str| json!([{ "type": "reasoning.text", "index": 0, "text": text }]);
    let signed = json!([{ "type": "reasoning.text", "index": 0, "signature": "c2ln" }]);
    let call = json!([{ "index": 0, "id": "call_0", "type": "function",
        "function": { "name": "list", "arguments": "{}" } }]);
    Reply::deltas(
        [
            json!({ "reasoning": "Miro ", "reasoning_details": detail("Miro ") }),
            json!({ "reasoning": "la lista.", "reasoning_details": detail("la lista.") }),
            json!({ "reasoning_details": signed }),
            json!({ "tool_calls": call }),
        ],
        "tool_calls",
    )
}

fn thinks_and_answers() -> Reply {
    Reply::deltas([json!({ "reasoning_content": "Es Ana." }), json!({ "content": "Ana." })], "stop")
}

fn assistant(request: &Value) -> Value {
    let messages = request["messages"].as_array().expect("messages");
    messages.iter().find(|message| message["role"] == "assistant").expect("a round").clone()
}

#[test]
fn thoughts_are_given_back_as_they_came_and_are_no_answer() {
    let server = server();
    let model = Model::answering([thinks_and_calls(), text("Ana.")]);
    let run = person(&server, &model).run(&["-p", "x"]).expect_status(0).expect_stdout("Ana.\n");
    assert!(!run.stderr.contains("Miro"), "{}", run.stderr);
    assert_eq!(
        assistant(&model.requests()[1])["reasoning_details"],
        json!([{ "type": "reasoning.text", "index": 0, "text": "Miro la lista.",
            "signature": "c2ln" }])
    );
}

#[test]
fn a_script_sees_them_on_stderr_when_it_asks() {
    let server = server();
    let model = Model::answering([thinks_and_calls(), thinks_and_answers()]);
    let run = person(&server, &model).run(&["-p", "x", "--thinking"]);
    assert!(run.stderr.contains("Miro la lista."), "{}", run.stderr);
    assert!(run.stderr.contains("Es Ana."), "{}", run.stderr);
    run.expect_status(0).expect_stdout("Ana.\n");
}

#[cfg(unix)]
#[test]
fn a_person_shows_and_hides_them() {
    let server = server();
    let model = Model::answering([thinks_and_answers(), thinks_and_answers()]);
    let mut terminal = chat(&person(&server, &model));
    terminal.line("¿Quién?");
    terminal.expect("🤖 Ana.");
    assert!(!terminal.text().contains("Es Ana."), "{}", terminal.text());
    terminal.expect(PROMPT);
    terminal.line("/razonamiento todo");
    terminal.expect("Es Ana.");
    terminal.line("/thinking on");
    terminal.expect("Se muestra el razonamiento");
    terminal.line("¿Quién?");
    terminal.expect("Es Ana.");
    terminal.expect("🤖 Ana.");
    leave(terminal);
}
