//! The offline model over a socket, together with the tools that it calls.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::serve_paced;
use crate::demo::{employees::Store, mcp_server::run_tool};

const TOOLS: [&str; 4] =
    ["list_employees", "add_employee", "update_employee", "department_summary"];

/// A conversation of a client that runs the tools, as an agent does.
struct Chat {
    url: String,
    store: Store,
    tools: Vec<String>,
    messages: Vec<Value>,
    _folder: tempfile::TempDir,
    _shutdown: DropGuard,
}

impl Chat {
    async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("e.db")).expect("a store");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let shutdown = CancellationToken::new();
        tokio::spawn(serve_paced(listener, Duration::ZERO, shutdown.clone()));
        Self {
            url: format!("http://{address}/v1/chat/completions"),
            store,
            tools: TOOLS.map(str::to_owned).to_vec(),
            messages: vec![json!({ "role": "system", "content": "Eres un asistente." })],
            _folder: folder,
            _shutdown: shutdown.drop_guard(),
        }
    }

    async fn post(&self, body: &Value) -> (StatusCode, String) {
        let response =
            reqwest::Client::new().post(&self.url).json(body).send().await.expect("a reply");
        (response.status(), response.text().await.expect("a body"))
    }

    fn body(&self) -> Value {
        let tools: Vec<Value> = self
            .tools
            .iter()
            .map(|name| json!({ "type": "function", "function": { "name": name } }))
            .collect();
        let mut body = json!({ "model": "x", "messages": self.messages, "stream": true });
        if !tools.is_empty() {
            body["tools"] = json!(tools);
        }
        body
    }

    /// Streams one reply: its text, and its call if it has one.
    async fn round(&self, body: &Value) -> (String, Option<(String, Value)>) {
        let (status, stream) = self.post(body).await;
        assert_eq!(status, StatusCode::OK, "{stream}");
        assert!(stream.ends_with("data: [DONE]\n\n"), "{stream}");
        let (mut text, mut name, mut arguments) = (String::new(), String::new(), String::new());
        for data in stream.lines().filter_map(|line| line.strip_prefix("data: {")) {
            let chunk: Value = serde_json::from_str(&format!("{{{data}")).expect("JSON");
            let delta = &chunk["choices"][0]["delta"];
            text.push_str(delta["content"].as_str().unwrap_or_default());
            let function = &delta["tool_calls"][0]["function"];
            name.push_str(function["name"].as_str().unwrap_or_default());
            arguments.push_str(function["arguments"].as_str().unwrap_or_default());
        }
        let call = (!name.is_empty())
            .then(|| (name, serde_json::from_str(&arguments).expect("arguments")));
        (text, call)
    }

    /// Asks, runs the tools with `run`, and returns the calls and the answer.
    async fn ask_with(
        &mut self,
        question: &str,
        mut run: impl FnMut(&mut Store, &str, Value) -> String,
    ) -> (Vec<(String, Value)>, String) {
        self.messages.push(json!({ "role": "user", "content": question }));
        let mut calls = Vec::new();
        loop {
            let (text, call) = self.round(&self.body()).await;
            let Some((name, arguments)) = call else {
                self.messages.push(json!({ "role": "assistant", "content": text }));
                return (calls, text);
            };
            assert!(calls.len() < 3, "the turn does not end: {calls:?}");
            let id = format!("call_{}", calls.len());
            let function = json!({ "name": name, "arguments": arguments.to_string() });
            let call = json!({ "id": id, "type": "function", "function": function });
            self.messages
                .push(json!({ "role": "assistant", "content": null, "tool_calls": [call] }));
            let result = run(&mut self.store, &name, arguments.clone());
            self.messages.push(json!({ "role": "tool", "tool_call_id": id, "content": result }));
            calls.push((name, arguments));
        }
    }

    async fn ask(&mut self, question: &str) -> (Vec<(String, Value)>, String) {
        self.ask_with(question, run_tool).await
    }

    /// Asks what needs one call, and returns it and the answer.
    async fn ask_once(&mut self, question: &str) -> (String, Value, String) {
        let (mut calls, answer) = self.ask(question).await;
        let (name, arguments) = calls.pop().expect("a call");
        assert_eq!(calls, [], "one call alone");
        (name, arguments, answer)
    }
}

#[tokio::test]
async fn the_first_answer_says_what_this_is() {
    let mut chat = Chat::start().await;
    let (_, _, first) = chat.ask_once("¿Quién está en Ventas?").await;
    let expected = "\
Soy una demostración sin inteligencia artificial: solo entiendo preguntas sencillas sobre los \
empleados. Para usar un modelo real, escribe OPENAI_API_KEY=tu_clave en el archivo .env y vuelve \
a empezar.

Encontré 3 personas en Ventas:

| Nombre | Puesto | Departamento |
| --- | --- | --- |
| Lucía Fernández Ortega | Directora de Ventas | Ventas |
| Diego Ramírez Soto | Ejecutivo de cuentas | Ventas |
| Valentina Rojas Prieto | Ejecutiva de cuentas | Ventas |";
    assert_eq!(first, expected);
    let (_, second) = chat.ask("gracias").await;
    assert_eq!(second, "¡De nada! ¿Algo más sobre los empleados?");
}

#[tokio::test]
async fn questions_are_answered_in_their_language() {
    let mut chat = Chat::start().await;
    chat.ask("hola").await;
    for (question, tool, arguments, answer) in [
        (
            "How many people work in Finance?",
            "list_employees",
            json!({ "department": "Finanzas" }),
            "There are 2 people in Finanzas.",
        ),
        ("¿Cuántos empleados hay?", "list_employees", json!({}), "En la empresa hay 12 personas."),
        (
            "What is the average salary of Sales?",
            "department_summary",
            json!({ "department": "Ventas" }),
            "The average salary in Ventas is €41,833.33 a year (between €33,000 and €58,000).",
        ),
        (
            "¿Quién trabaja en Compras?",
            "list_employees",
            json!({ "department": "Compras" }),
            "No encontré a nadie en Compras. Los departamentos son: Ventas, Finanzas, \
             Tecnología, Recursos Humanos, Operaciones, Marketing.",
        ),
        (
            "who earns the least",
            "list_employees",
            json!({}),
            "Ignacio Delgado Cruz earns the least: €31,500 a year.",
        ),
        (
            "¿Y cuántos desarrolladores hay?",
            "list_employees",
            json!({ "text": "desarrollador" }),
            "Hay 1 persona con «desarrollador».",
        ),
    ] {
        let (called, given, text) = chat.ask_once(question).await;
        assert_eq!((called.as_str(), given), (tool, arguments), "{question}");
        assert!(text.starts_with(answer), "{question}: {text}");
    }
}

#[tokio::test]
async fn a_person_is_added_and_then_changed() {
    let mut chat = Chat::start().await;
    chat.ask("hola").await;
    let (called, given, text) =
        chat.ask_once("Agrega a Ana García como contadora en Finanzas").await;
    assert_eq!(called, "add_employee");
    let ana = json!({ "name": "Ana García", "role": "Contadora", "department": "Finanzas" });
    assert_eq!(given, ana);
    assert!(text.starts_with("Listo, agregué a Ana García:\n\n- **Nombre**: Ana García"), "{text}");

    let (calls, text) = chat.ask("Promote ana garcia to Finance Director").await;
    let expected = [
        ("list_employees".to_owned(), json!({ "text": "ana garcia" })),
        ("update_employee".to_owned(), json!({ "id": 13, "role": "Finance Director" })),
    ];
    assert_eq!(calls, expected);
    assert!(text.starts_with("Done, this is Ana García now:"), "{text}");
    assert!(text.contains("- **Role**: Finance Director"), "{text}");
}

#[tokio::test]
async fn a_name_that_is_not_one_person_changes_nothing() {
    let mut chat = Chat::start().await;
    chat.ask("hola").await;
    chat.ask("Agrega a Elena Gil como contadora en Ventas").await;
    let (calls, text) = chat.ask("Asciende a Elena a gerente").await;
    assert_eq!(calls.len(), 1, "no update: {calls:?}");
    assert!(text.contains("| Elena Navarro Gil |") && text.contains("| Elena Gil |"), "{text}");
    let (calls, text) = chat.ask("Asciende a Elen a gerente").await;
    assert_eq!(calls.len(), 1, "no update: {calls:?}");
    assert_eq!(text, "No encontré a nadie que se llame «Elen», así que no he cambiado nada.");
    let (calls, _) = chat.ask("Asciende a Elena Gil a gerente").await;
    assert_eq!(calls.len(), 2, "the whole name is one person");
}

#[tokio::test]
async fn errors_and_denials_are_told_and_not_repeated() {
    let mut chat = Chat::start().await;
    chat.ask("hola").await;
    let question = "Agrega a Ana García como contadora en Finanzas";
    let (calls, text) = chat
        .ask_with(question, |_, _, _| "Error: the call was denied by the user.".to_owned())
        .await;
    assert_eq!(calls.len(), 1);
    assert_eq!(text, "De acuerdo, no lo hago: la llamada a la herramienta no se autorizó.");
    let question = format!("{question}, email elena.navarro@empresa.example");
    let (calls, text) = chat.ask(&question).await;
    assert_eq!(calls.len(), 1);
    let expected = "No se pudo completar. La herramienta respondió: El correo ya lo usa otra \
        persona (id 5); cada correo debe ser único.";
    assert_eq!(text, expected);
    let (calls, text) = chat.ask("Agrega a Ana García").await;
    assert_eq!(calls, []);
    assert!(
        text.starts_with("Para agregar a alguien me falta: el puesto, el departamento."),
        "{text}"
    );
}

#[tokio::test]
async fn without_its_tools_it_says_so() {
    let mut chat = Chat::start().await;
    chat.ask("hola").await;
    chat.messages.push(json!({ "role": "user", "content": "Who works here?" }));
    let mut body = chat.body();
    body["tool_choice"] = json!("none");
    let (text, call) = chat.round(&body).await;
    assert_eq!(call, None);
    assert_eq!(text, "I cannot use tools in this step, so I have no data to answer with.");
    chat.tools = vec!["echo".to_owned()];
    let (text, call) = chat.round(&chat.body()).await;
    assert_eq!(call, None);
    assert!(text.starts_with("I only know the tools of the demo's employees"), "{text}");
    chat.tools = Vec::new();
    let (text, _) = chat.round(&chat.body()).await;
    assert_eq!(text, "This conversation has no tools.");
    chat.tools = vec!["demo_list_employees".to_owned()];
    let (_, call) = chat.round(&chat.body()).await;
    assert_eq!(call, Some(("demo_list_employees".to_owned(), json!({}))));
}

#[tokio::test]
async fn a_reply_without_a_stream_is_whole() {
    let chat = Chat::start().await;
    let mut body = chat.body();
    body["stream"] = json!(false);
    body["messages"] = json!([{ "role": "user", "content": "Who is in Sales?" }]);
    let (status, text) = chat.post(&body).await;
    assert_eq!(status, StatusCode::OK);
    let whole: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(whole["object"], "chat.completion");
    let choice = &whole["choices"][0];
    assert_eq!(choice["finish_reason"], "tool_calls");
    let function = &choice["message"]["tool_calls"][0]["function"];
    let expected = json!({ "name": "list_employees", "arguments": "{\"department\":\"Ventas\"}" });
    assert_eq!(*function, expected);
}

#[tokio::test]
async fn a_bad_request_is_an_error_of_the_api() {
    let chat = Chat::start().await;
    for body in [
        json!({}),
        json!({ "model": "x", "messages": [] }),
        json!({ "model": "x", "messages": [{ "role": "nadie", "content": "x" }] }),
        json!({ "model": "x", "messages": [{ "role": "user", "content": "x" }], "tools": [] }),
    ] {
        let (status, text) = chat.post(&body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
        let error: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(error["error"]["type"], "invalid_request_error", "{body}");
    }
}
