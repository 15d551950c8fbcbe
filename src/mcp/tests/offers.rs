//! What a server offers beside tools: asked only where it is declared, in bounded pages, and anew
//! when it changed.

use serde_json::{Map, Value, json};

use super::wire::{SECOND, Server, Wire, memory};
use crate::mcp::protocol::{Level, Reference};
use crate::mcp::{Client, News, Tasks};

/// A client of a server that declares this.
async fn offering(capabilities: Value) -> (Client, Tasks, Server, Wire) {
    let (memory, mut server) = memory();
    let connecting = tokio::spawn(Client::connect(memory, 60 * SECOND));
    let mut wire = server.accept().await;
    let hello = wire.take("initialize").await;
    let result = json!({ "protocolVersion": "2025-11-25", "capabilities": capabilities });
    wire.answer(hello["id"].as_i64().expect("an id"), result).await;
    wire.take("notifications/initialized").await;
    wire.list(&json!([])).await;
    let (client, tasks) = connecting.await.expect("no panic").expect("connected");
    (client, tasks, server, wire)
}

/// Answers the next request, which must be of this method; gives its parameters.
async fn answered(wire: &mut Wire, method: &str, result: Value) -> Value {
    let request = wire.take(method).await;
    wire.answer(request["id"].as_i64().expect("an id"), result).await;
    request["params"].clone()
}

/// Runs a request beside the server's answer to it.
async fn with<T>(
    request: impl Future<Output = T>,
    answer: impl Future<Output = Value>,
) -> (T, Value) {
    tokio::join!(request, answer)
}

#[tokio::test(start_paused = true)]
async fn what_is_not_declared_is_not_asked() {
    let (client, _tasks, _server, mut wire) = offering(json!({ "tools": {} })).await;
    assert_eq!(client.prompts().await.expect("a list").len(), 0);
    assert_eq!(client.resources().await.expect("a list").len(), 0);
    assert_eq!(client.templates().await.expect("a list").len(), 0);
    let reference = Reference::Prompt("p".into());
    assert_eq!(client.complete(&reference, ("a", ""), &Map::new()).await, Ok(vec![]));
    assert_eq!(client.set_log_level(Level::Debug).await, Ok(()));
    assert!(wire.is_quiet(SECOND).await);
}

#[tokio::test(start_paused = true)]
async fn a_list_is_asked_once_and_again_when_it_changed() {
    let (client, _tasks, _server, mut wire) = offering(json!({ "prompts": {} })).await;
    let mut news = client.news();
    let first = json!({ "prompts": [{ "name": "a" }], "nextCursor": "2" });
    let pages = async {
        answered(&mut wire, "prompts/list", first).await;
        answered(&mut wire, "prompts/list", json!({ "prompts": [{ "name": "b" }] })).await
    };
    let (listed, cursor) = with(client.prompts(), pages).await;
    let names = |list: &[crate::mcp::protocol::Prompt]| -> Vec<String> {
        list.iter().map(|prompt| prompt.name.raw().to_owned()).collect()
    };
    assert_eq!(
        (names(&listed.expect("a list")), cursor),
        (vec!["a".into(), "b".into()], json!({ "cursor": "2" }))
    );
    assert_eq!(client.prompts().await.expect("it is known").len(), 2);
    wire.put(json!({ "jsonrpc": "2.0", "method": "notifications/prompts/list_changed" })).await;
    assert_eq!(news.recv().await, Ok(News::PromptsChanged));
    let (listed, _) = with(client.prompts(), answered(&mut wire, "prompts/list", json!({}))).await;
    assert_eq!(listed.expect("a list").len(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_endless_list_and_a_repeated_cursor_end() {
    let (client, _tasks, _server, mut wire) = offering(json!({ "resources": {} })).await;
    let endless = async {
        for number in 0..100 {
            let page =
                json!({ "resources": [{ "uri": "f://a" }], "nextCursor": number.to_string() });
            answered(&mut wire, "resources/list", page).await;
        }
        Value::Null
    };
    let (listed, _) = with(client.resources(), endless).await;
    assert_eq!(listed.expect("a list").len(), 100);
    assert!(wire.is_quiet(SECOND).await, "no page more is asked for");
    let same = json!({ "resourceTemplates": [{ "uriTemplate": "f://{x}" }], "nextCursor": "same" });
    let repeated = async {
        answered(&mut wire, "resources/templates/list", same.clone()).await;
        answered(&mut wire, "resources/templates/list", same).await
    };
    let (listed, _) = with(client.templates(), repeated).await;
    assert_eq!(listed.expect("a list").len(), 2);
    assert!(wire.is_quiet(SECOND).await, "no page more is asked for");
}

#[tokio::test(start_paused = true)]
async fn the_requests_are_those_of_the_specification() {
    let declared = json!({ "prompts": {}, "resources": { "subscribe": true }, "completions": {}, "logging": {} });
    let (client, _tasks, _server, mut wire) = offering(declared).await;
    let mut arguments = Map::new();
    arguments.insert("a".into(), json!("1"));
    let (_, params) =
        with(client.prompt("p", &arguments), answered(&mut wire, "prompts/get", json!({}))).await;
    assert_eq!(params, json!({ "name": "p", "arguments": { "a": "1" } }));
    let (_, params) =
        with(client.read_resource("f://a"), answered(&mut wire, "resources/read", json!({}))).await;
    assert_eq!(params, json!({ "uri": "f://a" }));
    for (wanted, method) in [(true, "resources/subscribe"), (false, "resources/unsubscribe")] {
        let (_, params) =
            with(client.subscribe("f://a", wanted), answered(&mut wire, method, json!({}))).await;
        assert_eq!(params, json!({ "uri": "f://a" }));
    }
    let (_, params) = with(
        client.set_log_level(Level::Notice),
        answered(&mut wire, "logging/setLevel", json!({})),
    )
    .await;
    assert_eq!(params, json!({ "level": "notice" }));
    let reference = Reference::Template("f://{x}".into());
    let result = json!({ "completion": { "values": ["uno"] } });
    let (values, params) = with(
        client.complete(&reference, ("x", "u"), &arguments),
        answered(&mut wire, "completion/complete", result),
    )
    .await;
    assert_eq!(values, Ok(vec!["uno".into()]));
    assert_eq!(
        params,
        json!({
            "ref": { "type": "ref/resource", "uri": "f://{x}" },
            "argument": { "name": "x", "value": "u" },
            "context": { "arguments": { "a": "1" } },
        })
    );
}

#[tokio::test(start_paused = true)]
async fn a_storm_of_log_messages_holds_nobody_up() {
    let (client, _tasks, _server, mut wire) = offering(json!({ "logging": {} })).await;
    let mut news = client.news();
    for number in 0..1_000 {
        let params = json!({ "level": "info", "data": number });
        wire.put(json!({ "jsonrpc": "2.0", "method": "notifications/message", "params": params }))
            .await;
    }
    super::wire::assert_works(&client, &mut wire).await;
    assert!(matches!(
        news.recv().await,
        Err(tokio::sync::broadcast::error::RecvError::Lagged(744))
    ));
    let Ok(News::Log(message)) = news.recv().await else { panic!("the oldest that is left") };
    assert_eq!(message.text.raw(), "744");
}
