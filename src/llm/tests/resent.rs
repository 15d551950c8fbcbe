//! A refused request is sent again as the server wants it, and so is every later one.

use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Value, json, value::RawValue};

use super::{
    fixtures,
    server::{Server, Step, hola, kind, text, whole},
};
use crate::{
    config::{Generation, ModelSettings, Provider},
    http,
    llm::{
        Adjustment, ApiError, Class, Client, Error, ErrorKind, Function, Message, Reply, Request,
        Update,
    },
};

fn refusal(file: &str) -> Vec<Step> {
    let body = std::fs::read_to_string(fixtures().join("errors").join(file)).expect(file);
    whole("400 Bad Request", "content-type: application/json\r\n", &body)
}

fn client(server: &Server) -> Client {
    let settings = ModelSettings {
        provider: Provider::OpenAi,
        base_url: server.url.clone(),
        name: "m".to_owned(),
        key: Some(SecretString::from("sk-test-0123456789")),
        idle_timeout: Duration::from_secs(20),
        generation: Generation { temperature: Some(0.2), ..Generation::default() },
        context_window: None,
    };
    Client::new(http::client().expect("a client"), settings)
}

/// Asks with one tool; returns the outcome and what was told.
async fn ask(client: &mut Client) -> (Result<Reply, Error>, Vec<Update>) {
    let message = Message::User { content: "hola".to_owned() }.encode();
    let definition = RawValue::from_string(json!({"name": "t"}).to_string()).expect("JSON");
    let tools = [Function { name: "t".to_owned(), definition }];
    let request =
        Request { messages: vec![&message], tools: &tools, tool_choice: None, conversation: "" };
    let mut updates = Vec::new();
    let outcome = client.complete(&request, &mut |update| updates.push(update)).await;
    (outcome, updates)
}

/// What each request said of these fields.
fn sent(server: &mut Server, fields: &[&str]) -> Vec<Vec<Value>> {
    let body = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    let pick = |body: Value| fields.iter().map(|field| body[field].clone()).collect();
    server.requests().iter().map(|(.., text)| pick(body(text))).collect()
}

#[tokio::test]
async fn what_was_learned_holds_for_the_next_request() {
    let mut server = Server::start(vec![
        refusal("e14_openai_temperature_unsupported_400.json"),
        refusal("e10_openai_tools_need_reasoning_none_400.json"),
        hola(),
        hola(),
    ])
    .await;
    let mut client = client(&server);
    let (outcome, updates) = ask(&mut client).await;
    assert_eq!(text(&outcome), "Hola");
    // Nobody asked for the effort, so nothing is said of it.
    let dropped = Update::Adjusted(Adjustment::Parameter("temperature"));
    assert_eq!(updates, [dropped, Update::Text("Hola".into())]);
    let (outcome, updates) = ask(&mut client).await;
    assert_eq!((text(&outcome), updates.len()), ("Hola", 1));
    let null = Value::Null;
    assert_eq!(
        sent(&mut server, &["temperature", "reasoning_effort"]),
        [
            [json!(0.2), null.clone()],
            [null.clone(), null.clone()],
            [null.clone(), json!("none")],
            [null, json!("none")],
        ]
    );
}

#[tokio::test]
async fn a_model_that_takes_tools_neither_way_is_told() {
    let mut server = Server::start(vec![
        refusal("e10_openai_tools_need_reasoning_none_400.json"),
        refusal("e11_openai_none_unsupported_400.json"),
    ])
    .await;
    let (outcome, updates) = ask(&mut client(&server)).await;
    let ErrorKind::Api(error) = kind(outcome) else { panic!("an API error") };
    let ApiError { class, status, .. } = *error;
    assert_eq!((class, status), (Class::OtherApi, Some(400)));
    assert_eq!((updates.len(), server.requests().len()), (0, 2));
}

#[tokio::test]
async fn a_model_without_tools_answers_without_them_and_it_is_told() {
    let mut server =
        Server::start(vec![refusal("e38_ollama_native_error_string.json"), hola(), hola()]).await;
    let mut client = client(&server);
    let (outcome, updates) = ask(&mut client).await;
    assert_eq!(text(&outcome), "Hola");
    assert_eq!(updates, [Update::Adjusted(Adjustment::Tools), Update::Text("Hola".into())]);
    assert_eq!(text(&ask(&mut client).await.0), "Hola");
    let tools = json!([{"name": "t"}]);
    assert_eq!(sent(&mut server, &["tools"]), [[tools], [Value::Null], [Value::Null]]);
}
