//! `doctor`: what it finds out about the model without spending, and what it says of it.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::mcp::{Script, Server};
use crate::support::model::{KEY, Model, Reply};
use crate::support::sandbox::Sandbox;
use crate::support::schema;

/// A recorded list of models or answer about a key.
fn recorded(name: &str) -> Reply {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/model/catalog");
    Reply::body(200, "application/json", &std::fs::read(folder.join(name)).expect(name))
}

/// The times and ports, which differ from run to run, taken out.
fn still(text: &str, server: &Server, model: &Model) -> String {
    let text = text.replace(&server.url(), "SERVER").replace(&model.base_url(), "MODEL");
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let is_unit = word.starts_with("ms");
        if let Some(time) = words.last_mut().filter(|_| is_unit) {
            *time = time.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned() + "N";
        }
        words.push(word.to_owned());
    }
    words.join(" ")
}

/// Runs doctor against OpenRouter's API for this model; returns its status and output.
fn openrouter(model: &Model, name: &str, arguments: &[&str]) -> (i32, String) {
    let server = Script::new().start();
    let person = Sandbox::new()
        .mcp(&server)
        .env("MODEL_PROVIDER", "openrouter")
        .env("OPENROUTER_BASE_URL", &model.base_url())
        .env("OPENROUTER_API_KEY", KEY)
        .env("MODEL_NAME", name);
    let run = person.run(&[&["doctor"], arguments].concat());
    assert_eq!(run.stderr, "");
    (run.status, still(&run.stdout, &server, model))
}

#[test]
fn a_model_that_suits_is_told_with_its_window_and_the_key_with_its_credit() {
    let model = Model::unused()
        .models(recorded("c01_openrouter_models.json"))
        .key_info(recorded("c02_openrouter_key.json"));
    let (status, shown) = openrouter(&model, "openai/gpt-6-luna", &[]);
    assert_eq!(status, 0);
    insta::assert_snapshot!(shown, @"
    ✅ Ajustes: correctos (mcp-chat config show los muestra)
    ✅ Archivos: se pueden guardar conversaciones e historial
    ✅ Servidor MCP SERVER: scripted, protocolo 2025-11-25, 0 herramientas (N ms)
       GET SERVER → HTTP 200 (N ms)
       transporte: HTTP+SSE (2024-11-05)
    ✅ API del modelo MODEL: responde; modelo openai/gpt-6-luna (N ms, sin gastar nada)
       clave válida: quedan 4,90 US$ de 5,00 US$; gastado 0,10 US$
       ventana de 1.050.000 tokens · usa herramientas
    ✅ Terminal: aquí no lo hay; sin él mcp-chat lee preguntas línea a línea
    ");
    let (status, shown) = openrouter(&model, "perplexity/sonar", &["--lang", "en"]);
    assert_eq!(status, 0);
    insta::assert_snapshot!(shown, @"
    ✅ Settings: valid (mcp-chat config show lists them)
    ✅ Files: conversations and history can be kept
    ✅ MCP server SERVER: scripted, protocol 2025-11-25, 0 tools (N ms)
       GET SERVER → HTTP 200 (N ms)
       transport: HTTP+SSE (2024-11-05)
    ✅ Model API MODEL: answers; model perplexity/sonar (N ms, nothing spent)
       valid key: $4.90 of $5.00 left; $0.10 spent
       window of 127,072 tokens
       ⚠️  perplexity/sonar uses no tools, says the model's server: it cannot ask the MCP server. /models shows others
    ✅ Terminal: there is none here; without one mcp-chat reads questions line by line
    ");
    let (status, shown) = openrouter(&model, "openai/gpt-6-lune", &[]);
    assert_eq!(status, 5);
    insta::assert_snapshot!(shown, @"
    ✅ Ajustes: correctos (mcp-chat config show los muestra)
    ✅ Archivos: se pueden guardar conversaciones e historial
    ✅ Servidor MCP SERVER: scripted, protocolo 2025-11-25, 0 herramientas (N ms)
       GET SERVER → HTTP 200 (N ms)
       transporte: HTTP+SSE (2024-11-05)
    ❌ La API del modelo en MODEL no sirve así
       Causa: no ofrece el modelo openai/gpt-6-lune
       Qué hacer: elige otro con --model o MODEL_NAME; los de nombre más parecido: openai/gpt-6-luna, perplexity/sonar
    ✅ Terminal: aquí no lo hay; sin él mcp-chat lee preguntas línea a línea
    ");
}

#[test]
fn a_key_that_openrouter_refuses_is_told_although_the_models_are_listed() {
    let refused = json!({ "error": { "message": format!("No such key: {KEY}"), "code": 401 } });
    let model = Model::unused()
        .models(recorded("c01_openrouter_models.json"))
        .key_info(Reply::json(401, &refused));
    let (status, shown) = openrouter(&model, "openai/gpt-6-luna", &[]);
    assert_eq!(status, 3);
    assert!(!shown.contains(KEY), "{shown}");
    insta::assert_snapshot!(shown, @"
    ✅ Ajustes: correctos (mcp-chat config show los muestra)
    ✅ Archivos: se pueden guardar conversaciones e historial
    ✅ Servidor MCP SERVER: scripted, protocolo 2025-11-25, 0 herramientas (N ms)
       GET SERVER → HTTP 200 (N ms)
       transporte: HTTP+SSE (2024-11-05)
    ❌ No se pudo comprobar la clave en MODEL
       Causa: No such key: sk-… [HTTP 401]
       Qué hacer: comprueba la clave que está en OPENROUTER_API_KEY
    ✅ Terminal: aquí no lo hay; sin él mcp-chat lee preguntas línea a línea
    ");
}

#[test]
fn a_model_that_ends_is_told_with_its_date() {
    let server = Script::new().start();
    let model = Model::unused().models(recorded("c03_openai_models_shutdown.json"));
    let run = Sandbox::new().mcp(&server).model(&model).run(&["doctor", "--lang", "en"]);
    let run = run.expect_status(0);
    // The sentence depends on the day of the test.
    assert!(run.stdout.contains("shut down on January 14, 2027"), "{}", run.stdout);
}

#[test]
fn what_a_model_server_answers_instead_of_a_list_decides_the_status() {
    let error = |message: &str| json!({ "error": { "message": message } });
    let cases: [(Reply, i32, &str); 6] = [
        (Reply::json(404, &Value::Null), 0, "no publica sus modelos"),
        (Reply::json(200, &json!({ "data": [] })), 0, "no publica sus modelos"),
        (Reply::json(401, &error("wrong key")), 3, "comprueba la clave que está en OPENAI_API_KEY"),
        (Reply::json(500, &error("broken")), 5, "broken [HTTP 500]"),
        (Reply::body(200, "text/html", b"<h1>Hola</h1>"), 5, "suele terminar en /v1"),
        (Reply::hang_up(), 5, "cerró la conexión"),
    ];
    let server = Script::new().start();
    for (reply, status, says) in cases {
        let model = Model::unused().models(reply);
        let run = Sandbox::new().mcp(&server).model(&model).run(&["doctor"]);
        let run = run.expect_status(status);
        assert!(run.stdout.contains(says), "{says}: {}", run.stdout);
        assert_eq!(run.stderr, "");
    }
}

#[test]
fn nothing_is_left_on_disk() {
    let server = Script::new().start();
    let model = Model::unused();
    let person = Sandbox::new().mcp(&server).model(&model);
    person.run(&["doctor"]).expect_status(0);
    let cache = std::fs::read_dir(person.path("cache")).expect("the folder");
    assert_eq!(cache.count(), 0);
}

#[test]
fn what_this_machine_lacks_is_told_with_what_to_do() {
    let (server, model) = (
        Script::new().start(),
        Model::unused().otherwise(Reply::json(200, &json!({ "data": [] }))),
    );
    let person = Sandbox::new().mcp(&server).model(&model).env("MCP_CHAT_MAX_STEPS", "0");
    let run = person.run(&["doctor"]).expect_status(3);
    assert!(run.stdout.contains("MCP_CHAT_MAX_STEPS"), "{}", run.stdout);
    assert!(run.stdout.contains("protocolo"), "the server is looked at: {}", run.stdout);
    // A file where the folder should be.
    let person = Sandbox::new().mcp(&server).model(&model).file("state/mcp-chat", "x");
    let run = person.run(&["doctor"]).expect_status(3);
    assert!(run.stdout.contains("No se pueden guardar conversaciones en "), "{}", run.stdout);
    assert!(run.stdout.contains("--no-save chatea sin guardar"), "{}", run.stdout);
}

#[test]
fn every_wrong_setting_is_told_and_what_depends_on_it_is_left_out() {
    let person = Sandbox::new()
        .config("server = 'x'\nmax_cost = -1\n")
        .env("OPENAI_API_KEY", KEY)
        .env("MCP_CHAT_TEMPERATURE", "9");
    let run = person.run(&["doctor"]).expect_status(3);
    insta::assert_snapshot!(run.stdout, @"
    ❌ server no es válido (origen: config.toml, línea 1)
       Causa: su valor es «x»
       Qué hacer: escribe una URL completa, por ejemplo http://localhost:3000
    ❌ MCP_CHAT_TEMPERATURE no es válido (origen: el entorno)
       Causa: su valor es «9»
       Qué hacer: escribe un número de 0 a 2
    ❌ max_cost no es válido (origen: config.toml, línea 2)
       Causa: su valor es «-1»
       Qué hacer: escribe una cantidad de dólares mayor que 0, por ejemplo 0.50
    ✅ Archivos: se pueden guardar conversaciones e historial
    ⏭️  Servidor MCP: sin comprobar, por el ajuste que está mal
    ⏭️  API del modelo: sin comprobar, por el ajuste que está mal
    ✅ Terminal: aquí no lo hay; sin él mcp-chat lee preguntas línea a línea
    ");
    let json = person.run(&["doctor", "--json", "--lang", "en"]).expect_status(3).json();
    schema::check(&schema::compile("Diagnosis"), &json);
    let checks = json["checks"].as_array().expect("checks");
    let told: Vec<_> = checks
        .iter()
        .map(|it| (it["check"].as_str(), it["outcome"].as_str(), it["error"]["status"].as_u64()))
        .collect();
    let wrong = (Some("settings"), Some("failed"), Some(3));
    assert_eq!(
        told,
        [
            wrong,
            wrong,
            wrong,
            (Some("files"), Some("ok"), None),
            (Some("server"), Some("skipped"), None),
            (Some("model"), Some("skipped"), None),
            (Some("terminal"), Some("ok"), None),
        ]
    );
    assert_eq!((&json["version"], &json["status"]), (&json!(1), &json!(3)));
}

#[test]
fn json_tells_each_check_with_its_time_and_a_failure_that_comes_before() {
    let server = Script::new().start();
    let model = Model::unused();
    let person = Sandbox::new().mcp(&server).model(&model);
    let run = person.run(&["doctor", "--json"]).expect_status(0);
    assert_eq!((run.stderr.as_str(), run.stdout.lines().count()), ("", 1));
    let json = run.json();
    schema::check(&schema::compile("Diagnosis"), &json);
    assert_eq!(json["status"], 0);
    for check in json["checks"].as_array().expect("checks") {
        assert_eq!((&check["outcome"], &check["error"]), (&json!("ok"), &Value::Null), "{check}");
        assert!(check["text"].is_string() && check["elapsed_ms"].is_u64(), "{check}");
    }
    for arguments in [&["doctor", "--json"][..], &["config", "show", "--json"]] {
        let broken = Sandbox::new().config("model = [\n");
        let failure = broken.run(arguments).expect_status(3).json();
        schema::check(&schema::compile("Failure"), &failure);
    }
}
