//! The chat as a person has it: prompt, answer, approval, paste, commands, leaving.

use serde_json::{Value, json};

use crate::support::chat::{PROMPT, chat, leave, person, steady};
use crate::support::mcp::{Cut, Reply as Answer, Script, Tool};
use crate::support::model::{Model, Reply, calls, text};
use crate::support::pty::{Exit, Key, Mode};
use crate::support::watched::Gate;

fn last_question(model: &Model) -> Value {
    model.last_messages().pop().expect("a message")["content"].clone()
}

#[test]
fn a_person_is_greeted_and_answered() {
    let server = Script::new().tool(Tool::new("list").read_only()).start();
    let model = Model::answering([
        calls([("list", json!({ "d": "Ventas" }))]),
        text("Ana y Luis.\nNadie más."),
    ]);
    // High enough for all of the help.
    let mut terminal = person(&server, &model).terminal_of(&[], 100, 70);
    terminal.expect(PROMPT);
    terminal.line("¿Quién trabaja en Ventas?");
    terminal.expect("Nadie más.");
    terminal.expect(PROMPT);
    terminal.line("/ayuda");
    terminal.expect("termina");
    terminal.expect(PROMPT);
    insta::assert_snapshot!(steady(&terminal.screen(), &server), @r#"
    📡 Conectando con el servidor MCP en URL...
    ✅ Conexión establecida: scripted 1.0.0 · 1 herramienta
    🤖 Agente listo con proveedor 'openai' y modelo 'gpt-4o-mini'
       Escribe 'salir' para terminar, /ayuda para ver más.

    👤 Tú: ¿Quién trabaja en Ventas?

    🤖 Pensando...
    🔧 list {"d":"Ventas"}

    🤖 Ana y Luis.
    Nadie más.
       entrada 84 · salida 18 · …

    👤 Tú: /ayuda
    Escribe una pregunta y pulsa Intro. Alt-Intro, o \ al final, empieza otra línea; ``` abre código.
    Tab completa órdenes y nombres; → acepta lo que sugiere el historial, Ctrl-R busca en él.
    @archivo o @URI adjunta un archivo o un recurso; Ctrl-X Ctrl-E abre la línea en tu editor.
    Ctrl-C borra la línea o cancela la respuesta; Ctrl-D sale.

      /ayuda (/help)                   muestra esto
      /herramientas [NOMBRE] (/tools)  herramientas del servidor, o una con su esquema
      /servidor (/server)              quién es el servidor, qué ofrece y sus instrucciones
      /indicaciones (/prompts)         las indicaciones (prompts) del servidor
      /indicacion NOMBRE [clave=valor …] (/prompt)  pregunta lo que dice una
      /recursos [URI|vigilar URI|dejar URI] (/resources)  los recursos del servidor, o uno
      /registro [NIVEL|no] (/log)      los mensajes del servidor
      /modelo [NOMBRE] (/model)        qué modelo responde, o que responda otro
      /modelos [TEXTO] (/models)       los modelos del proveedor: ventana, precio, herramientas
      /razonamiento [sí|no|todo] (/thinking)  lo que piensa el modelo: mostrarlo, ocultarlo, todo
      /ultimo [N] (/last)              el resultado entero de la última herramienta
      /exportar ARCHIVO (/export)      .csv o .json la última tabla, .md la conversación
      /reanudar [PALABRAS] (/resume)   sigue con otra conversación de antes
      /renombrar TÍTULO (/rename)      pone título a la conversación
      /reintentar (/retry)             repite la última pregunta
      /editar (/edit)                  cambia la última pregunta en tu editor y la repite
      /copiar (/copy)                  copia la última respuesta
      /deshacer (/undo)                quita la última pregunta y su respuesta
      /aprobaciones (/approvals)       lo que aprobaste para siempre, y cómo retirarlo
      /uso (/usage)                    tokens, coste y ventana de la conversación
      /compactar (/compact)            acorta lo que el modelo lee de la conversación
      /limpiar (/clear)                empieza una conversación nueva
      /salir (salir, exit, quit)       termina

    👤 Tú:
    "#);
    leave(terminal);
}

#[test]
fn the_same_chat_speaks_english() {
    let server = Script::new()
        .tool(Tool::new("add").annotations(json!({ "destructiveHint": true })))
        .start();
    let model = Model::answering([calls([("add", json!({ "n": 1 }))]), text("No.")]);
    let person = person(&server, &model).env("MCP_CHAT_LANG", "en");
    let mut terminal = person.terminal(&[]);
    terminal.expect("👤 You: ");
    terminal.line("/toolz");
    terminal.expect("/help shows them all");
    terminal.expect("👤 You: ");
    terminal.line("add one");
    terminal.expect("Run it? ");
    terminal.line("no");
    terminal.expect("🤖 No.");
    terminal.expect("👤 You: ");
    insta::assert_snapshot!(steady(&terminal.screen(), &server), @r#"
    📡 Connecting to the MCP server at URL...
    ✅ Connected: scripted 1.0.0 · 1 tool
    🤖 Agent ready with provider 'openai' and model 'gpt-4o-mini'
       Type 'exit' to leave, /help for more.

    👤 You: /toolz
    ❌ There is no command /toolz
       Cause: what begins with / is a command and is not sent to the model
       What to do: did you mean /tools? /help shows them all

    👤 You: add one

    🤖 Thinking...

    🔐 Run add?
       The server says of it: The tool add.
       By the server's word, it may delete or overwrite data.

       Argument  Type  Value
       n               1

    [y] yes · [a] always · [n] no, or n and why · [e] edit · [c] cancel
    Run it? no
       ✗ add did not run: denied

    🤖 No.
       in 84 · out 18 · …

    👤 You:
    "#);
    terminal.line("exit");
    terminal.expect("👋 Goodbye!");
    assert_eq!(terminal.wait(), Exit::Status(0));
}

#[test]
fn an_answer_is_seen_as_it_arrives() {
    let (gate, server) = (Gate::new(), Script::new().start());
    let model = Model::answering([text("uno dos").hold_at(2, &gate)]);
    let mut terminal = chat(&person(&server, &model));
    terminal.line("cuenta");
    terminal.expect("🤖 uno");
    gate.open();
    terminal.expect("dos");
    terminal.expect(PROMPT);
    leave(terminal);
}

#[test]
fn a_long_wait_is_told_and_leaves_no_trace() {
    let (gate, server) = (Gate::new(), Script::new().start());
    let model = Model::answering([text("Ya.").hold_at(0, &gate)]);
    let mut terminal = chat(&person(&server, &model));
    terminal.line("cuenta");
    terminal.expect("esperando al modelo");
    gate.open();
    terminal.expect("🤖 Ya.");
    terminal.expect(PROMPT);
    assert!(!terminal.screen().contains("esperando"), "{}", terminal.screen());
    leave(terminal);
}

#[test]
fn every_way_out_says_goodbye() {
    let (server, model) = (Script::new().start(), Model::unused());
    let person = person(&server, &model);
    for way in ["EXIT", "quit", "/salir", "/q"] {
        let mut terminal = chat(&person);
        terminal.line(way);
        terminal.expect("¡Adiós!");
        assert_eq!(terminal.wait(), Exit::Status(0), "{way}");
    }
    let mut terminal = chat(&person);
    terminal.key(Key::CtrlD);
    terminal.expect("¡Adiós!");
    assert_eq!(terminal.wait(), Exit::Status(0));
    assert_eq!(terminal.mode(), Mode::SANE);
}

#[test]
fn ctrl_c_clears_a_line_then_says_how_to_leave_then_leaves() {
    let (server, model) = (Script::new().start(), Model::unused());
    let mut terminal = chat(&person(&server, &model));
    terminal.send("a medias");
    terminal.expect("a medias");
    terminal.key(Key::CtrlC);
    terminal.expect_screen("the line is cleared", |screen| screen.trim_end().ends_with("👤 Tú:"));
    terminal.key(Key::CtrlC);
    terminal.expect("Para salir, pulsa Ctrl-C otra vez");
    terminal.expect(PROMPT);
    terminal.key(Key::CtrlC);
    terminal.expect("¡Adiós!");
    assert_eq!(terminal.wait(), Exit::Status(0));
}

#[test]
fn several_lines_are_one_message() {
    let server = Script::new().start();
    let model = Model::answering([text("Pegado."), text("Escrito.")]);
    let mut terminal = chat(&person(&server, &model));
    terminal.paste("uno\rdos\ntres");
    terminal.expect("tres");
    terminal.key(Key::Enter);
    terminal.expect("Pegado.");
    terminal.expect(PROMPT);
    assert_eq!(last_question(&model), "uno\ndos\ntres");
    terminal.send("uno");
    terminal.key(Key::AltEnter);
    terminal.line("dos");
    terminal.expect("Escrito.");
    terminal.expect(PROMPT);
    assert_eq!(last_question(&model), "uno\ndos");
    leave(terminal);
}

#[test]
fn a_command_that_does_not_exist_never_reaches_the_model() {
    let (server, model) = (Script::new().start(), Model::unused());
    let mut terminal = chat(&person(&server, &model));
    terminal.line("/tolls");
    terminal.expect("❌ No existe la orden /tolls");
    terminal.expect("¿querías decir /tools?");
    terminal.expect(PROMPT);
    leave(terminal);
}

#[test]
fn what_is_typed_in_a_turn_is_the_next_line() {
    let (gate, server) = (Gate::new(), Script::new().start());
    let model = Model::answering([text("uno dos").hold_at(2, &gate), text("Otra.")]);
    let mut terminal = chat(&person(&server, &model));
    terminal.line("primera");
    terminal.expect("🤖 uno");
    terminal.line("segunda");
    gate.open();
    terminal.expect("dos");
    terminal.expect("Otra.");
    terminal.expect(PROMPT);
    assert_eq!(last_question(&model), "segunda");
    leave(terminal);
}

#[test]
fn a_lost_connection_is_one_line_and_the_chat_goes_on() {
    let server = Script::new().tool(Tool::new("list").read_only()).start();
    let model = Model::answering([calls([("list", json!({}))]), text("Sigo.")]);
    let mut terminal = chat(&person(&server, &model));
    terminal.send("a med");
    terminal.expect("a med");
    server.cut_streams(Cut::Abrupt);
    terminal.expect("🔌 Se perdió la conexión con el servidor MCP y se restableció.");
    terminal.expect_screen("the line is whole again", |screen| screen.ends_with("👤 Tú: a med"));
    terminal.line("ias");
    terminal.expect("Sigo.");
    terminal.expect(PROMPT);
    assert_eq!(terminal.text().matches('🔌').count(), 1);
    assert_eq!(model.last_messages()[1]["content"], "a medias");
    leave(terminal);
}

#[test]
fn a_failed_turn_is_told_and_the_chat_goes_on() {
    let server = Script::new().tool(Tool::new("t").read_only().once(Answer::text("x"))).start();
    let wrong = json!({ "error": { "message": "Incorrect API key", "code": "invalid_api_key" } });
    let model = Model::answering([
        Reply::json(401, &wrong),
        text("a medias no").cut_after(2),
        calls([("t", json!({}))]),
        text("Bien."),
    ]);
    let mut terminal = chat(&person(&server, &model));
    terminal.line("una");
    terminal.expect("Qué hacer: ");
    terminal.expect(PROMPT);
    terminal.line("dos");
    terminal.expect("🤖 a");
    terminal.expect("❌");
    terminal.expect(PROMPT);
    terminal.line("tres");
    terminal.expect("Bien.");
    terminal.expect(PROMPT);
    let screen = terminal.screen();
    let told = screen.split("👤 Tú: una").nth(1).expect("the turn").split("👤 Tú: tres").next();
    insta::assert_snapshot!(told.expect("two turns"), @r"


    🤖 Pensando...
    ❌ El modelo gpt-4o-mini no pudo responder
       Causa: Incorrect API key [HTTP 401 · invalid_api_key]
       Qué hacer: comprueba la clave que está en OPENAI_API_KEY

    👤 Tú: dos

    🤖 Pensando...

    🤖 a
    ❌ El modelo gpt-4o-mini no pudo responder
       Causa: la conexión se cortó: el otro lado cerró la conexión
       Qué hacer: repite la pregunta. Si vuelve a pasar, el fallo está en el servidor del modelo
    ");
    leave(terminal);
}

#[test]
fn the_history_survives_and_is_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let server = Script::new().start();
    let model = Model::answering([text("Hola."), text("Otra vez.")]);
    let person = person(&server, &model);
    let mut terminal = chat(&person);
    terminal.line("¿quién es Peña?");
    terminal.expect("Hola.");
    terminal.expect(PROMPT);
    terminal.signal(crate::support::pty::Signal::SIGKILL);
    terminal.wait();
    let mode = std::fs::metadata(person.path("state/mcp-chat/history")).expect("the history");
    assert_eq!(mode.permissions().mode() & 0o777, 0o600);
    let mut terminal = chat(&person);
    terminal.key(Key::Up);
    terminal.expect("¿quién es Peña?");
    terminal.key(Key::Enter);
    terminal.expect("Otra vez.");
    terminal.expect(PROMPT);
    leave(terminal);
}
