//! What the model is sent for a server, and what the server gets.

use serde_json::{Value, json};

use super::{messages, result, safe_name};
use crate::llm::{Finish, Reply, StreamedCall};
use crate::mcp::protocol::CreateMessage;

fn wanted(params: &Value) -> CreateMessage {
    CreateMessage::read(params).expect("a question")
}

fn reply(text: &str, finish: Finish, calls: Vec<StreamedCall>) -> Reply {
    Reply {
        text: text.into(),
        refusal: "".into(),
        reasoning: Default::default(),
        calls,
        calls_left_out: 0,
        finish,
        usage: None,
        id: None,
        model: None,
    }
}

#[test]
fn a_question_with_tools_becomes_a_conversation_of_the_api() {
    let wanted = wanted(&json!({
        "systemPrompt": "Sé breve.",
        "messages": [
            { "role": "user", "content": { "type": "text", "text": "¿Tiempo?" } },
            { "role": "assistant", "content": [
                { "type": "text", "text": "Miro." },
                { "type": "tool_use", "id": "c1", "name": "get.weather", "input": { "city": "León" } },
            ] },
            { "role": "user", "content": [
                { "type": "tool_result", "toolUseId": "c1", "content": [{ "type": "text", "text": "18" }] },
            ] },
            { "role": "user", "content": [{ "type": "image", "data": "", "mimeType": "image/png" }] },
        ],
        "maxTokens": 9,
    }));
    let sent: Vec<Value> =
        messages(&wanted).iter().map(|one| serde_json::from_str(one.get()).unwrap()).collect();
    assert_eq!(
        Value::Array(sent),
        json!([
            { "role": "system", "content": "Sé breve." },
            { "role": "user", "content": "¿Tiempo?" },
            { "role": "assistant", "content": "Miro.", "tool_calls": [
                { "id": "c1", "type": "function", "function": { "name": "get_weather", "arguments": "{\"city\":\"León\"}" } },
            ] },
            { "role": "tool", "tool_call_id": "c1", "content": "18" },
            { "role": "user", "content": "[image: not shown to you]" },
        ])
    );
}

#[test]
fn an_answer_says_why_it_ended() {
    let question = json!({ "messages": [{ "role": "user", "content": "x" }],
        "tools": [{ "name": "get.weather" }] });
    let wanted = wanted(&question);
    let call = StreamedCall {
        id: "c1".into(),
        name: "get_weather".into(),
        arguments: Ok(json!({ "a": 1 }).as_object().unwrap().clone()),
        arguments_text: "{\"a\":1}".into(),
        extra: Default::default(),
    };
    let block = json!({ "type": "text", "text": "t" });
    let tool =
        json!({ "type": "tool_use", "id": "c1", "name": "get.weather", "input": { "a": 1 } });
    for (reply, content, stop) in [
        (reply("t", Finish::Stop, vec![]), block.clone(), "endTurn"),
        (reply("t", Finish::Length, vec![]), block.clone(), "maxTokens"),
        (reply("", Finish::ToolCalls, vec![call.clone()]), json!([tool]), "toolUse"),
        (reply("t", Finish::Stop, vec![call]), json!([block, tool]), "toolUse"),
    ] {
        let expected =
            json!({ "role": "assistant", "content": content, "model": "m", "stopReason": stop });
        assert_eq!(result(&reply, &wanted, "m"), expected);
    }
}

#[test]
fn a_name_fits_the_api() {
    assert_eq!(safe_name("a.b/ñ c-d_9"), "a_b___c-d_9");
    assert_eq!(safe_name(&"x".repeat(80)), "x".repeat(64));
}
