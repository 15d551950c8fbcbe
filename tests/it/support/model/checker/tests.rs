//! Requests that the real API refuses, each with the sentence that says why.

use serde_json::{Value, json};

use super::check;

/// A right request: a question, a call with its result, and one tool.
fn right() -> Value {
    json!({
        "model": "gpt-4o-mini",
        "stream": true,
        "stream_options": { "include_usage": true },
        "tools": [{ "type": "function", "function": {
            "name": "add", "description": "Adds.",
            "parameters": { "type": "object", "properties": { "a": { "type": "number" } } },
        }}],
        "messages": [
            { "role": "system", "content": "Eres un asistente." },
            { "role": "user", "content": "¿Cuánto es 2 + 3?" },
            { "role": "assistant", "content": null, "tool_calls": [
                { "id": "c1", "type": "function",
                  "function": { "name": "add", "arguments": "{\"a\":2}" } },
            ]},
            { "role": "tool", "tool_call_id": "c1", "content": "5" },
        ],
    })
}

/// The broken rules of the right request after `pointer` was set to `value`.
fn broken(pointer: &str, value: Value) -> Vec<String> {
    let mut request = right();
    *request.pointer_mut(pointer).expect("a place in the right request") = value;
    check(&request, &[])
}

#[test]
fn a_right_request_breaks_nothing() {
    assert_eq!(check(&right(), &[]), Vec::<String>::new());
}

#[test]
fn a_wrong_value_in_a_right_request_is_named() {
    let many = vec![right()["tools"][0].clone(); 129];
    let mut two_calls = right()["messages"][2]["tool_calls"].clone();
    two_calls.as_array_mut().expect("calls").push(json!({ "id": "c2", "type": "function",
        "function": { "name": "add", "arguments": "{}" } }));
    let cases = [
        ("/model", json!(""), "model is missing"),
        ("/stream", json!(false), "stream_options without stream"),
        ("/messages", json!([]), "messages is empty"),
        ("/messages", json!(null), "messages is missing"),
        ("/messages/0/role", json!("developer"), "messages[0]: the role \"developer\""),
        ("/messages/1/content", json!(""), "messages[1]: user without content"),
        ("/messages/1/content", json!({}), "messages[1]: user without content"),
        ("/tools", json!([]), "0 tools, not 1 to 128"),
        ("/tools", json!({}), "tools is not an array"),
        ("/tools", json!(many), "129 tools, not 1 to 128"),
        ("/tools/0/type", json!("tool"), "tools[0] is not of type function"),
        ("/tools/0/function/name", json!("a.b c"), "tools[0] has the bad name \"a.b c\""),
        (
            "/tools/0/function/description",
            json!(null),
            "tools[0] has a description that is not a text",
        ),
        (
            "/tools/0/function/parameters",
            json!({ "properties": {} }),
            "tools[0] (add): the parameters are not of type object",
        ),
        (
            "/tools/0/function/parameters",
            json!({ "type": "object" }),
            "tools[0] (add): the parameters have no properties",
        ),
        (
            "/tools/0/function/parameters",
            json!({ "type": "object", "properties": {}, "oneOf": [] }),
            "tools[0] (add): oneOf at the root of the parameters",
        ),
        (
            "/tools/0/function/parameters/properties/a",
            json!({ "type": "array", "items": { "type": "array" } }),
            "tools[0] (add): an array schema misses its items",
        ),
        (
            "/messages/2/tool_calls/0/function/arguments",
            json!({ "a": 2 }),
            "messages[2]: the arguments of c1 are not a JSON object in a text",
        ),
        (
            "/messages/2/tool_calls/0/function/arguments",
            json!("{\"a\":"),
            "messages[2]: the arguments of c1 are not a JSON object in a text",
        ),
        (
            "/messages/2/tool_calls/0/function/name",
            json!("a.b"),
            "messages[2]: the call c1 has the bad name \"a.b\"",
        ),
        (
            "/messages/2/tool_calls/0/type",
            json!(null),
            "messages[2]: the call c1 is not of type function",
        ),
        ("/messages/2/content", json!(7), "messages[2]: assistant with a content that is no text"),
        ("/messages/2/tool_calls", two_calls, "the history ends before the results of [\"c2\"]"),
        (
            "/messages/3/content",
            json!(["5"]),
            "messages[3]: the content of a tool message is not a text",
        ),
        ("/messages/3/content", json!(""), "messages[3]: the content of a tool message is empty"),
        (
            "/messages/3/content",
            json!("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"),
            "messages[3]: the content of a tool message is a raw JSON-RPC envelope",
        ),
    ];
    for (pointer, value, sentence) in cases {
        let found = broken(pointer, value.clone());
        assert!(found.contains(&sentence.to_owned()), "{pointer} = {value}: {found:?}");
    }
}

#[test]
fn a_result_belongs_to_a_call_right_before_it() {
    let late = json!({ "role": "user", "content": "¿Sigues ahí?" });
    let found = broken("/messages/3", late);
    assert_eq!(found, ["messages[3]: user before the results of [\"c1\"]"]);

    let found = broken("/messages/3/tool_call_id", json!("c9"));
    let orphan = "messages[3]: a result for \"c9\", which no call before it waits for";
    assert_eq!(found, [orphan, "the history ends before the results of [\"c1\"]"]);

    let mut twice = right();
    let result = twice["messages"][3].clone();
    twice["messages"].as_array_mut().expect("messages").push(result);
    let again = "messages[4]: a result for \"c1\", which no call before it waits for";
    assert_eq!(check(&twice, &[]), [again]);
}

#[test]
fn names_and_ids_are_unique() {
    let mut twice = right();
    let tool = twice["tools"][0].clone();
    twice["tools"].as_array_mut().expect("tools").push(tool);
    assert_eq!(check(&twice, &[]), ["tools[1] repeats the name \"add\""]);

    let mut same = right();
    let call = same["messages"][2]["tool_calls"][0].clone();
    same["messages"][2]["tool_calls"].as_array_mut().expect("calls").push(call);
    let repeated = "messages[2]: the call id \"c1\" is empty or repeated";
    assert!(check(&same, &[]).contains(&repeated.to_owned()));
}

#[test]
fn a_choice_needs_tools() {
    let mut request = right();
    request["tool_choice"] = json!("none");
    assert_eq!(check(&request, &[]), Vec::<String>::new());
    request["tool_choice"] = json!("sometimes");
    assert_eq!(check(&request, &[]), ["tool_choice \"sometimes\" names no tool"]);
    request.as_object_mut().expect("an object").remove("tools");
    assert_eq!(check(&request, &[]), ["tool_choice without tools"]);
}

#[test]
fn an_answer_has_content_or_calls_and_is_not_the_end() {
    let mut request = right();
    request["messages"][2] = json!({ "role": "assistant", "content": "" });
    request["messages"].as_array_mut().expect("messages").truncate(3);
    let empty = "messages[2]: assistant with neither content nor tool_calls";
    let end = "the history ends with an answer, so there is nothing to answer";
    assert_eq!(check(&request, &[]), [empty, end]);
}

#[test]
fn a_field_of_another_host_is_refused_unless_allowed() {
    let mut request = right();
    request["reasoning_effort"] = json!("none");
    assert_eq!(check(&request, &[]), ["unknown field reasoning_effort"]);
    assert_eq!(check(&request, &["reasoning_effort".into()]), Vec::<String>::new());
}
