use serde_json::{Value, json};

use super::{
    Content, Held, Level, LogMessage, Offers, Page, Prompt, PromptArgument, Resource, Speaker,
    completed, prompt_messages, resource_contents, updated_uri,
};

#[test]
fn only_what_is_declared_is_offered() {
    let read = |capabilities| Offers::read(&json!({ "capabilities": capabilities }));
    let all = json!({
        "prompts": { "listChanged": true }, "resources": { "subscribe": true },
        "completions": {}, "logging": [],
    });
    let offers = Offers {
        prompts: true,
        resources: true,
        subscribe: true,
        completions: true,
        logging: true,
    };
    assert_eq!(read(all), offers);
    let plain = Offers { resources: true, ..Offers::default() };
    assert_eq!(read(json!({ "resources": { "subscribe": "yes" }, "prompts": null })), plain);
    assert_eq!(read(json!([])), Offers::default());
}

#[test]
fn prompts_and_resources_are_read_as_far_as_they_go() {
    let page = Page::read(
        &json!({ "prompts": [
            { "name": "p", "title": "P", "arguments": [
                { "name": "a", "required": true, "description": "A." }, { "name": "" }, 3, { "name": "b" },
            ] },
            { "title": "nameless" },
        ], "nextCursor": "" }),
        "prompts",
        Prompt::read,
    );
    let argument = |name: &str, description: &str, required| PromptArgument {
        name: name.into(),
        description: description.into(),
        required,
    };
    let prompt = Prompt {
        name: "p".into(),
        description: "P".into(),
        arguments: vec![argument("a", "A.", true), argument("b", "", false)],
    };
    assert_eq!(page, Page { items: vec![prompt], next_cursor: Some(String::new()) });
    let read = |entry: Value| Resource::read(&entry, "uri");
    assert_eq!(read(json!({ "name": "n" })), None);
    assert_eq!(
        read(json!({ "uri": "f://a", "name": "n", "mimeType": "text/plain", "size": 3 })),
        Some(Resource {
            uri: "f://a".into(),
            name: "n".into(),
            mime: "text/plain".into(),
            bytes: Some(3),
            ..Resource::default()
        })
    );
    assert_eq!(Page::read(&json!("x"), "prompts", Prompt::read).items, vec![]);
}

#[test]
fn messages_keep_their_order_and_what_is_held_its_kind() {
    let messages = prompt_messages(&json!({ "messages": [
        { "role": "user", "content": { "type": "text", "text": "uno" } },
        { "role": "assistant", "content": "dos" },
        { "role": "?", "content": [{ "type": "image", "mimeType": "image/png", "data": "AAAA" }] },
        { "role": "user" },
    ] }));
    let image = Content::Image { mime: "image/png".into(), bytes: 3 };
    assert_eq!(
        messages,
        [
            (Speaker::User, Content::Text("uno".into())),
            (Speaker::Assistant, Content::Text("dos".into())),
            (Speaker::User, image),
        ]
    );
    let held = resource_contents(&json!({ "contents": [
        { "uri": "f://a", "mimeType": "text/plain", "text": "hola" }, { "blob": "AAAA" },
    ] }));
    let part =
        |uri: &str, mime: &str, content| Held { uri: uri.into(), mime: mime.into(), content };
    assert_eq!(held, [part("f://a", "text/plain", Ok("hola".into())), part("", "", Err(3))]);
}

#[test]
fn completions_and_what_the_server_tells_are_bounded() {
    let many: Vec<String> = (0..300).map(|number| number.to_string()).collect();
    assert_eq!(completed(&json!({ "completion": { "values": many } })).len(), 100);
    assert_eq!(completed(&json!({ "completion": { "values": [1, "a"] } })), ["a".into()]);
    let message =
        LogMessage::read(&json!({ "level": "WARNING", "logger": "db", "data": { "a": 1 } }));
    let expected =
        LogMessage { level: Level::Warning, logger: "db".into(), text: r#"{"a":1}"#.into() };
    assert_eq!(message, expected);
    let long = LogMessage::read(&json!({ "level": "loud", "data": "ñ".repeat(9_000) }));
    assert_eq!((long.level, long.text.raw().len()), (Level::Error, 4096));
    assert_eq!(updated_uri(&json!({ "uri": "x".repeat(3_000) })), None);
    assert_eq!(updated_uri(&json!({ "uri": "f://a" })), Some("f://a".into()));
}
