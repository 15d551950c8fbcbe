//! What a conversation costs: told, limited, never guessed.

use serde_json::json;

use crate::support::chat::{PROMPT, chat, leave, person, steady};
use crate::support::mcp::{Reply as Answer, Script, Tool};
use crate::support::model::{Model, Reply, calls, text};

fn billed(reply: Reply, cost: f64) -> Reply {
    reply.usage(json!({ "prompt_tokens": 1200, "completion_tokens": 30, "cost": cost,
        "prompt_tokens_details": { "cached_tokens": 1000 },
        "completion_tokens_details": { "reasoning_tokens": 20 } }))
}

#[test]
fn nothing_more_is_sent_once_the_limit_is_reached() {
    let list = Tool::new("list").read_only().always(Answer::text("Ana"));
    let server = Script::new().tool(list).start();
    let model = Model::answering([billed(calls([("list", json!({}))]), 0.02)]);
    let run = person(&server, &model).run(&["-p", "x", "--max-cost", "0.02"]);
    let (_, problem) = run.stderr.split_once('\n').expect("the call, then the problem");
    insta::assert_snapshot!(problem, @r"
    ❌ No se envía la siguiente petición al modelo
       Causa: la conversación ha costado 0,020 US$ y el límite es 0,020 US$ (--max-cost)
       Qué hacer: empieza otra con /limpiar, o sube --max-cost
    ");
    run.expect_status(1).expect_stdout("");
    assert_eq!(model.requests().len(), 1);
}

#[test]
fn below_the_limit_the_conversation_goes_on() {
    let server = Script::new().start();
    let model = Model::answering([billed(text("Uno."), 0.01), billed(text("Dos."), 0.01)]);
    let run = person(&server, &model).run_with(&["--max-cost", "0.02"], "1\n2\n3\n");
    run.expect_status(1).expect_stdout("Uno.\nDos.\n");
}

#[test]
fn a_limit_that_cannot_be_watched_is_told_once() {
    let server = Script::new().start();
    let model = Model::answering([text("Uno."), text("Dos."), text("Tres.")]);
    let run = person(&server, &model).run_with(&["--max-cost", "0.02"], "1\n2\n3\n");
    assert_eq!(run.stderr.matches("--max-cost no se puede vigilar").count(), 1, "{}", run.stderr);
    run.expect_status(0).expect_stdout("Uno.\nDos.\nTres.\n");
}

#[cfg(unix)]
#[test]
fn each_turn_and_the_conversation_have_their_figures() {
    let server = Script::new().start();
    let model = Model::answering([billed(text("Uno."), 0.01), billed(text("Dos."), 0.004)]);
    let person = person(&server, &model).env("MCP_CHAT_CONTEXT_WINDOW", "10000");
    let mut terminal = chat(&person);
    terminal.line("/uso");
    terminal.expect("Todavía no se ha preguntado nada.");
    for question in ["1", "2"] {
        terminal.line(question);
        terminal.expect("total");
        terminal.expect(PROMPT);
    }
    terminal.line("/usage");
    terminal.expect("2 peticiones");
    terminal.expect(PROMPT);
    insta::assert_snapshot!(steady(&terminal.screen(), &server), @r"
    🤖 Agente listo con proveedor 'openai' y modelo 'gpt-4o-mini'
       Escribe 'salir' para terminar, /ayuda para ver más.

    👤 Tú: /uso
    Todavía no se ha preguntado nada.

    👤 Tú: 1

    🤖 Pensando...

    🤖 Uno.
       entrada 1.200 (1.000 en caché) · salida 30 (20 de razonamiento) · 0,010 US$ · ventana al 12 % · …

    👤 Tú: 2

    🤖 Pensando...

    🤖 Dos.
       entrada 1.200 (1.000 en caché) · salida 30 (20 de razonamiento) · 0,0040 US$ · ventana al 12 % · …

    👤 Tú: /usage
    Esta conversación con gpt-4o-mini: 2 peticiones
       entrada 2.400 (2.000 en caché)
       salida 60 (40 de razonamiento)
       0,014 US$
       ventana al 12 %

    👤 Tú:
    ");
    leave(terminal);
}
