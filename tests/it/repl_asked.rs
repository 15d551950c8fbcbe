//! What else a server may ask in a chat: an address to visit, an answer of the model, folders.

use serde_json::{Value, json};

use crate::support::chat::{PROMPT, chat, leave, person, played, screen_at_the_end, steady};
use crate::support::mcp::{Reply as Answer, Script, Server, Tool};
use crate::support::model::{Model, calls, text};
use crate::support::pty::{Exit, Key, Terminal};
use crate::support::watched::Gate;

const VISIT: &str = "¿La visito? ";
const ASK: &str = "¿Le pregunto? ";
const SEND: &str = "¿Se lo envío? ";

/// A server whose tool `t` asks for this before it answers.
fn asking(method: &str, params: Value) -> Server {
    let asks = Answer::text("hecho").ask(method, params);
    Script::new().tool(Tool::new("t").read_only().always(asks)).start()
}

fn answer(server: &Server) -> Value {
    server.wait_until("an answer", |log| !log.answers.is_empty());
    server.answers().last().expect("an answer").clone()
}

fn question() -> Value {
    json!({
        "systemPrompt": "Sé breve.", "maxTokens": 50, "modelPreferences": { "hints": [] },
        "messages": [{ "role": "user", "content": { "type": "text", "text": "¿Quién\u{1b}[2J es?" } }],
    })
}

/// What the screen shows after the call.
fn asked(terminal: &Terminal, server: &Server) -> String {
    let screen = steady(&terminal.screen(), server);
    screen.split_once("🔧 t {}").expect("the call").1.to_owned()
}

#[test]
fn an_address_is_shown_whole_and_visited_by_the_person() {
    let params = json!({
        "mode": "url", "message": "Entra con tu cuenta.", "elicitationId": "e1",
        "url": "https://bank.example@evil.example/login?a=b",
    });
    let server = asking("elicitation/create", params);
    let turn = || [calls([("t", json!({}))]), text("Ya.")];
    let model = Model::answering([turn(), turn()].into_iter().flatten());
    let mut terminal = chat(&person(&server, &model));
    terminal.line("una");
    terminal.expect(VISIT);
    insta::assert_snapshot!(asked(&terminal, &server), @r"


    🔗 scripted te pide que visites una dirección:
       │ Entra con tu cuenta.

       https://bank.example@evil.example/login?a=b

       Te lleva a: evil.example
       ⚠ Lleva «bank.example» delante de una @: eso no es el sitio, aunque lo parezca.
       Comprueba que conoces ese sitio. Lo que escribas allí lo verá ese sitio, no este chat.
    [a] abrirla en el navegador · [s] de acuerdo, la abro yo · [n] no · [c] cancelar
    ¿La visito?
    ");
    terminal.line("s");
    terminal.expect("✓ De acuerdo");
    terminal.expect("Ya.");
    terminal.expect(PROMPT);
    assert_eq!(answer(&server)["result"], json!({ "action": "accept" }));
    terminal.line("dos");
    terminal.expect(VISIT);
    terminal.line("n");
    terminal.expect("✗ Rechazado");
    terminal.expect("Ya.");
    terminal.expect(PROMPT);
    assert_eq!(answer(&server)["result"], json!({ "action": "decline" }));
    leave(terminal);
}

#[test]
fn a_call_that_needs_an_address_first_shows_it() {
    let needs = json!({ "code": -32042, "message": "Sign in first", "data": { "elicitations": [
        { "mode": "url", "elicitationId": "e1", "url": "https://auth.example/", "message": "Entra." },
    ] } });
    let reply =
        Answer::messages(move |id| vec![json!({ "jsonrpc": "2.0", "id": id, "error": needs })]);
    let server = Script::new().tool(Tool::new("t").read_only().always(reply)).start();
    let model = Model::answering([calls([("t", json!({}))]), text("Entra y dime.")]);
    let mut terminal = chat(&person(&server, &model));
    terminal.line("una");
    terminal.expect("https://auth.example/");
    terminal.expect(VISIT);
    terminal.line("s");
    terminal.expect("Entra y dime.");
    terminal.expect(PROMPT);
    leave(terminal);
    let result = model.last_messages().pop().expect("a message");
    assert_eq!(result["content"], "Error: Sign in first (code -32042)");
}

#[test]
fn the_model_answers_a_server_after_two_yes() {
    let server = asking("sampling/createMessage", question());
    let model = Model::answering([calls([("t", json!({}))]), text("Ana.\u{1b}[2J"), text("Ya.")]);
    let mut terminal = person(&server, &model).terminal_of(&[], 80, 50);
    terminal.expect(PROMPT);
    terminal.line("hola");
    terminal.expect(ASK);
    assert_eq!(model.requests().len(), 1, "nothing is asked before the yes");
    terminal.line("s");
    terminal.expect(SEND);
    assert_eq!(server.answers(), Vec::<Value>::new(), "nothing is sent before the yes");
    insta::assert_snapshot!(asked(&terminal, &server), @r"


    🧠 scripted quiere que gpt-4o-mini le responda a esto:
       Instrucciones para el modelo:
       │ Sé breve.
       Usuario:
       │ ¿Quién␛[2J es?
       Respuesta de 50 tokens como máximo.
       El servidor prefiere un modelo; aquí solo responde el de este chat.
       En esta sesión quedan 20 respuestas y 50.000 tokens para el servidor.
       Se paga como tus preguntas; nada de esta conversación se envía con ello.
    [s] sí, preguntar al modelo · [n] no · [c] cancelar
    ¿Le pregunto? s
    🧠 El modelo responde al servidor... (Ctrl-C lo detiene)

    Esto respondió el modelo; aún no se ha enviado a scripted:
       │ Ana.␛[2J
    [s] enviar · [n] no · [c] cancelar
    ¿Se lo envío?
    ");
    terminal.line("s");
    terminal.expect("✓ Enviado.");
    terminal.expect("Ya.");
    terminal.expect(PROMPT);
    leave(terminal);
    let sampled = &model.requests()[1];
    assert_eq!(
        sampled["messages"],
        json!([
            { "role": "system", "content": "Sé breve." },
            { "role": "user", "content": "¿Quién\u{1b}[2J es?" },
        ])
    );
    assert_eq!(sampled["max_tokens"], 50);
    let result = answer(&server)["result"].clone();
    assert_eq!(result["content"], json!({ "type": "text", "text": "Ana.\u{1b}[2J" }));
    assert_eq!(result["stopReason"], "endTurn");
}

#[test]
fn a_server_spends_no_more_of_the_model_than_it_may() {
    let server = asking("sampling/createMessage", question());
    let turn = || calls([("t", json!({}))]);
    let model = Model::answering([
        turn(),
        text("Ana.").usage(json!({ "prompt_tokens": 30, "completion_tokens": 10 })),
        text("Ya."),
        turn(),
        text("Ya."),
    ]);
    let person = person(&server, &model).env("MCP_CHAT_SAMPLING_TOKENS", "40");
    let mut terminal = chat(&person);
    terminal.line("una");
    terminal.expect("quedan 20 respuestas y 40 tokens");
    terminal.expect(ASK);
    terminal.line("s");
    terminal.expect(SEND);
    terminal.line("s");
    terminal.expect("Ya.");
    terminal.expect(PROMPT);
    assert_eq!(model.requests()[1]["max_tokens"], 40, "not the 50 that the server wants");
    terminal.line("dos");
    terminal.expect("scripted quería otra respuesta del modelo");
    terminal.expect("Ya.");
    terminal.expect(PROMPT);
    leave(terminal);
    let error = json!({ "code": -32603, "message": "the budget for sampling is spent" });
    assert_eq!(answer(&server)["error"], error);
}

#[test]
fn a_server_that_may_spend_nothing_is_not_told_of_the_model() {
    let server = Script::new().start();
    let model = Model::unused();
    let person = person(&server, &model).env("MCP_CHAT_SAMPLING_REQUESTS", "0");
    leave(chat(&person));
    let declared = server.sent("initialize")[0]["params"]["capabilities"].clone();
    assert_eq!(declared, json!({ "elicitation": { "form": {}, "url": {} } }));
}

#[test]
fn the_questions_speak_english() {
    let params = json!({ "mode": "url", "message": "Sign in.", "url": "http://a.example/" });
    let asks = Answer::text("hecho")
        .ask("elicitation/create", params)
        .ask("sampling/createMessage", question());
    let server = Script::new().tool(Tool::new("t").read_only().always(asks)).start();
    let model = Model::answering([calls([("t", json!({}))]), text("Ana."), text("Ya.")]);
    let person = person(&server, &model).env("MCP_CHAT_LANG", "en");
    let mut terminal = person.terminal_of(&[], 80, 60);
    terminal.expect("👤 You: ");
    terminal.line("hello");
    terminal.expect("Visit it? ");
    terminal.line("c");
    terminal.expect("✗ Cancelled");
    terminal.expect("Ask it? ");
    terminal.line("y");
    terminal.expect("Send it? ");
    insta::assert_snapshot!(asked(&terminal, &server), @r"


    🔗 scripted asks you to visit an address:
       │ Sign in.

       http://a.example/

       It leads to: a.example
       ⚠ It is not encrypted (http).
       Make sure that you know that site. What you type there is seen by that site,
       not by this chat.
    [o] open it in the browser · [y] agreed, I open it myself · [n] no · [c] cancel
    Visit it? c
    ✗ Cancelled without an answer.

    🧠 scripted wants gpt-4o-mini to answer this:
       Instructions for the model:
       │ Sé breve.
       User:
       │ ¿Quién␛[2J es?
       An answer of 50 tokens at most.
       The server prefers a model; here only that of this chat answers.
       In this session 20 answers and 50,000 tokens are left for the server.
       It is paid for like your questions; nothing of this conversation is sent with
       it.
    [y] yes, ask the model · [n] no · [c] cancel
    Ask it? y
    🧠 The model answers the server... (Ctrl-C stops it)

    This is what the model answered; it has not been sent to scripted yet:
       │ Ana.
    [y] send · [n] no · [c] cancel
    Send it?
    ");
    terminal.line("n");
    terminal.expect("✗ Rejected");
    terminal.expect("Ya.");
    terminal.expect("👤 You: ");
    terminal.line("exit");
    assert_eq!(terminal.wait(), Exit::Status(0));
    assert_eq!(server.answers()[0]["result"], json!({ "action": "cancel" }));
}

#[test]
fn a_server_that_is_refused_the_model_is_told_so() {
    let server = asking("sampling/createMessage", question());
    let gate = Gate::new();
    let turn = || calls([("t", json!({}))]);
    let model = Model::answering([
        turn(),
        text("Ya."),
        turn(),
        text("Ana."),
        text("Ya."),
        turn(),
        text("uno dos").hold_at(2, &gate),
        text("Ya."),
    ]);
    let mut terminal = chat(&person(&server, &model));
    let rejected = json!({ "code": -1, "message": "User rejected sampling request" });
    // Before the model is asked, after it answered, and while it writes.
    terminal.line("una");
    terminal.expect(ASK);
    terminal.line("n");
    terminal.expect("✗ Rechazado");
    terminal.expect("Ya.");
    terminal.expect(PROMPT);
    assert_eq!(answer(&server)["error"], rejected);
    terminal.line("dos");
    terminal.expect(ASK);
    terminal.line("s");
    terminal.expect(SEND);
    terminal.key(Key::CtrlC);
    terminal.expect("✗ Rechazado");
    terminal.expect("Ya.");
    terminal.expect(PROMPT);
    assert_eq!(answer(&server)["error"], rejected);
    terminal.line("tres");
    terminal.expect(ASK);
    terminal.line("s");
    terminal.expect("Ctrl-C lo detiene");
    model.wait_until("the model is asked", |log| log.requests.len() == 7);
    terminal.key(Key::CtrlC);
    terminal.expect("✗ Rechazado");
    terminal.expect("Ya.");
    terminal.expect(PROMPT);
    gate.open();
    assert_eq!(answer(&server)["error"], rejected);
    leave(terminal);
}

#[test]
fn an_answer_for_a_server_is_recorded_and_played_to_the_same_screen() {
    let server = asking("sampling/createMessage", question());
    let model = Model::answering([calls([("t", json!({}))]), text("Ana."), text("Ya.")]);
    let person = person(&server, &model);
    let mut terminal = person.terminal(&["--record", "session.jsonl"]);
    terminal.expect(PROMPT);
    terminal.line("hola");
    terminal.expect(ASK);
    terminal.line("s");
    terminal.expect(SEND);
    terminal.line("s");
    terminal.expect("Ya.");
    terminal.expect(PROMPT);
    let screen = screen_at_the_end(terminal);
    assert_eq!(played(&person), screen);
}

#[test]
fn folders_are_named_only_where_the_command_line_does() {
    let asks = Answer::text("hecho").ask("roots/list", json!({}));
    let tool = Tool::new("t").read_only().always(asks);
    let server = Script::new().client_implements("roots").tool(tool).start();
    let model = Model::answering([calls([("t", json!({}))]), text("Ya.")]);
    let person = person(&server, &model);
    std::fs::create_dir(person.path("work/mi carpeta")).expect("a folder");
    let done = person.run(&["--root", "mi carpeta", "--root", ".", "-p", "hola"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, "Ya.\n"), "{}", done.stderr);
    assert_eq!(server.sent("initialize")[0]["params"]["capabilities"], json!({ "roots": {} }));
    let roots = answer(&server)["result"]["roots"].clone();
    let work = person.path("work").canonicalize().expect("a folder");
    let uri =
        |path: &std::path::Path| url::Url::from_file_path(path).expect("absolute").to_string();
    assert_eq!(
        roots,
        json!([
            { "uri": uri(&work.join("mi carpeta")), "name": "mi carpeta" },
            { "uri": uri(&work), "name": "work" },
        ])
    );
    let refused = person.run(&["--root", "nada", "-p", "hola"]);
    assert_eq!(refused.status, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("No se puede nombrar al servidor la carpeta nada"));
}
