//! Settings from outside: which layer counts, what is refused, and where a key may go.

use crate::support::mcp::{Opening, Script};
use crate::support::model::{KEY, Model, text};
use crate::support::sandbox::Sandbox;

#[test]
fn a_flag_beats_the_environment_beats_dotenv_beats_the_file() {
    let server = Script::new().start();
    let model = Model::unused().otherwise(text("Hola."));
    let mut person = Sandbox::new().mcp(&server).model(&model);
    let mut asked = vec![];
    let mut ask = |person: &Sandbox, flags: &[&str]| {
        person.run(&[&["-p", "hola"], flags].concat()).expect_status(0);
        asked.push(model.requests().pop().expect("a request")["model"].clone());
    };
    ask(&person, &[]);
    person = person.config("model = \"from-file\"\n");
    ask(&person, &[]);
    person = person.dotenv("MODEL_NAME='from-dotenv' # with a note\n");
    ask(&person, &[]);
    person = person.env("MODEL_NAME", "from-environment");
    ask(&person, &[]);
    ask(&person, &["--model", "from-flag"]);
    person = person.env("MODEL_NAME", "");
    ask(&person, &[]);
    let layers =
        ["gpt-4o-mini", "from-file", "from-dotenv", "from-environment", "from-flag", "from-dotenv"];
    assert_eq!(asked, layers);
}

#[test]
fn wrong_settings_are_named_with_their_layer() {
    let cases = [
        (Sandbox::new().env("MCP_SERVER_URL", "localhost:3000"), "MCP_SERVER_URL", "el entorno"),
        (Sandbox::new().dotenv("MCP_CHAT_APPROVAL=always\n"), "MCP_CHAT_APPROVAL", ".env"),
        (Sandbox::new().config("lang = \"fr\"\n"), "lang", "config.toml"),
        (Sandbox::new().config("modle = \"x\"\n"), "modle", "¿querías decir «model»?"),
        (Sandbox::new().config("model = [\n"), "config.toml", "corrige el archivo"),
        (Sandbox::new().dotenv("'broken\n"), ".env", "corrige el archivo"),
        (Sandbox::new().env("MCP_CHAT_MAX_STEPS", "0"), "MCP_CHAT_MAX_STEPS", "de 1 a 1000"),
        (Sandbox::new().env("MODEL_PROVIDER", "gemini"), "MODEL_PROVIDER", "openai, openrouter"),
        (Sandbox::new().env("MODEL_PROVIDER", "openrouter"), "OPENROUTER_API_KEY", ".env"),
    ];
    for (person, setting, says) in cases {
        let person = person.env("OPENAI_API_KEY", KEY);
        let run = person.run(&["-p", "hola"]).expect_status(3).expect_stdout("");
        for part in [setting, says] {
            assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
        }
        assert_eq!(run.stderr.lines().count(), 3, "{}", run.stderr);
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_in_the_language_asked_for() {
    let broken = || Sandbox::new().config("model = [\n");
    let flag = broken().run(&["tools", "--lang", "en"]);
    let variable = broken().env("MCP_CHAT_LANG", "en").run(&["tools"]);
    for run in [flag, variable] {
        assert!(run.stderr.contains("What to do: correct the file"), "{}", run.stderr);
        run.expect_status(3).expect_stdout("");
    }
}

#[test]
fn a_new_user_without_key_or_server_is_told_what_to_do() {
    let person = Sandbox::new();
    let missing = person.run(&["-p", "hola"]).expect_status(3);
    insta::assert_snapshot!(missing.stderr, @r"
    ❌ Falta OPENAI_API_KEY
       Causa: el proveedor «openai» pide una clave y no está ni en el entorno, ni en .env, ni en config.toml
       Qué hacer: escribe OPENAI_API_KEY=… en un archivo .env, o OPENAI_BASE_URL=… para un servidor propio; para probar sin clave: mcp-chat --demo
    ");
    let gone = person.run(&["tools", "--server", "http://127.0.0.1:1"]).expect_status(4);
    insta::assert_snapshot!(gone.stderr, @r"
    ❌ No se pudo conectar con el servidor MCP en http://127.0.0.1:1/sse
       Causa: conexión rechazada: nadie escucha en esa dirección
       Qué hacer: comprueba que el servidor esté en marcha y la dirección (MCP_SERVER_URL, --server); para probar sin servidor: mcp-chat --demo
    ");
    let gone = person.run(&["tools", "--server", "http://127.0.0.1:1", "--lang", "en"]);
    insta::assert_snapshot!(gone.expect_status(4).stderr, @r#"
    ❌ Could not connect to the MCP server at http://127.0.0.1:1/sse
       Cause: connection refused: nobody listens at that address
       What to do: check that the server is running and the address (MCP_SERVER_URL, --server); to try without a server: mcp-chat --demo
    "#);
}

#[test]
fn a_web_page_instead_of_the_stream_is_named() {
    let server = Script::new().every_get(Opening::web_page("<title>Bienvenido</title>")).start();
    let run = Sandbox::new().mcp(&server).run(&["tools"]).expect_status(4).expect_stdout("");
    insta::assert_snapshot!(run.stderr.replace(&server.url(), "URL"), @r"
    ❌ No se pudo conectar con el servidor MCP en URL
       Causa: ahí no habla ningún transporte de MCP. GET URL → respondió con «text/html; charset=utf-8» y no con un flujo de eventos: Bienvenido; POST initialize URL → respondió HTTP 405: Method Not Allowed
       Qué hacer: comprueba la URL: la de un servidor MCP suele terminar en /mcp o en /sse; mcp-chat doctor muestra cada intento
    ");
}

/// Invariant 7: what a folder's `.env` names gets no key from elsewhere.
#[test]
fn a_folder_cannot_collect_a_key() {
    let server = Script::new().start();
    let other = Model::unused();
    let dotenv = format!("OPENAI_BASE_URL={}\n", other.base_url());
    let people = [
        Sandbox::new().env("OPENAI_API_KEY", KEY),
        Sandbox::new().config(&format!("openai_api_key = \"{KEY}\"\n")),
    ];
    for person in people {
        let run = person.mcp(&server).dotenv(&dotenv).run(&["-p", "hola"]).expect_status(3);
        for part in ["OPENAI_API_KEY", "OPENAI_BASE_URL", &other.base_url()] {
            assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
        }
    }
    drop(other);

    let own = Model::answering([text("Hola."), text("Hola.")]);
    let url = format!("OPENAI_BASE_URL={}\n", own.base_url());
    let both = Sandbox::new().mcp(&server).dotenv(&format!("{url}OPENAI_API_KEY={KEY}\n"));
    both.run(&["-p", "hola"]).expect_status(0);
    let typed = Sandbox::new().mcp(&server).dotenv("OPENAI_BASE_URL=http://127.0.0.1:1\n");
    let typed = typed.env("OPENAI_API_KEY", KEY);
    typed.run(&["-p", "hola", "--base-url", &own.base_url()]).expect_status(0);
}

#[test]
fn a_folder_cannot_collect_the_token_of_a_server() {
    let server = Script::new().start();
    let dotenv = format!("MCP_SERVER_URL={}\n", server.url());
    let person = Sandbox::new().dotenv(&dotenv).env("MCP_SERVER_TOKEN", "token-of-mine");
    let run = person.run(&["tools"]).expect_status(3).expect_stdout("");
    assert!(run.stderr.contains("MCP_SERVER_TOKEN") && run.stderr.contains("MCP_SERVER_URL"));
    assert!(server.requests().is_empty());
}
