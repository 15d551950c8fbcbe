//! Odd streams without a file, written out by the JSON of their events.

use super::streams::outcome;

/// Streams without a file: the events' JSON, one a line, and the whole outcome.
const LINES: &[(&str, &[&str], &str)] = &[
    (
        "S03 no [DONE]",
        &[
            r#"{"choices":[{"index":0,"delta":{"content":"Hi"}}]}"#,
            r#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
        ],
        r#"text "Hi" Stop"#,
    ),
    (
        "S06 events of nothing",
        &[
            "",
            " ",
            "{}",
            r#"{"choices":null}"#,
            r#"{"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}"#,
            "[DONE]",
        ],
        r#"text "Hi" Stop"#,
    ),
    (
        "S09 UTF-8",
        &[r#"{"choices":[{"delta":{"content":"¿Qué? 👩‍💻"}}]}"#, "[DONE]"],
        r#"text "¿Qué? 👩\u{200d}💻" Unsaid"#,
    ),
    (
        "S12 not JSON",
        &[r#"{"choices":[{"delta":{"content":"Hi"}}]}"#, r#"{"choices":["#],
        r#"malformed: {"choices":[ (started)"#,
    ),
    (
        "S15 refusal",
        &[
            r#"{"choices":[{"index":0,"delta":{"role":"assistant","refusal":"I can"}}]}"#,
            r#"{"choices":[{"index":0,"delta":{"refusal":"not."},"finish_reason":"stop"}]}"#,
            "[DONE]",
        ],
        r#"refusal "I cannot." Stop"#,
    ),
    (
        "S18 unknown finish reason",
        &[r#"{"choices":[{"delta":{"content":"Hi"},"finish_reason":"eos"}]}"#, "[DONE]"],
        r#"text "Hi" Other(eos)"#,
    ),
    (
        "an empty finish reason is none",
        &[r#"{"choices":[{"delta":{"content":"Hi"},"finish_reason":""}]}"#],
        "the stream ended early (started)",
    ),
    (
        "length with nothing said is no empty answer",
        &[r#"{"choices":[{"delta":{},"finish_reason":"length"}]}"#, "[DONE]"],
        "Length",
    ),
    (
        "thoughts alone are an empty answer",
        &[r#"{"choices":[{"delta":{"reasoning":"hm"},"finish_reason":"stop"}]}"#, "[DONE]"],
        "the model returned nothing (started)",
    ),
    (
        "a whole message after its deltas",
        &[
            r#"{"choices":[{"delta":{"content":"Hi"}}]}"#,
            r#"{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}"#,
            "[DONE]",
        ],
        r#"text "Hi" Stop"#,
    ),
    (
        "usage in the choice, odd and last one wins",
        &[
            r#"{"choices":[{"delta":{"content":"Hi"}}],"usage":{"prompt_tokens":1,"completion_tokens":null}}"#,
            r#"{"choices":[{"delta":{},"finish_reason":"stop","usage":{"prompt_tokens":7,
                "completion_tokens":3,"prompt_cache_hit_tokens":5,
                "completion_tokens_details":{"reasoning_tokens":2}}}]}"#,
        ],
        r#"text "Hi" Stop usage 7(5)/3(2)"#,
    ),
    (
        "R03 encrypted blocks stay apart, texts are joined, aliases count once",
        &[
            r#"{"choices":[{"delta":{"reasoning":"a","reasoning_content":"a","reasoning_details":[
                {"type":"reasoning.summary","summary":"a","index":0},
                {"type":"reasoning.encrypted","data":"AA","id":"rs_1"}]}}]}"#,
            r#"{"choices":[{"delta":{"reasoning_details":[
                {"type":"reasoning.summary","summary":"b","index":0,"format":null},
                {"type":"reasoning.encrypted","data":"BB","id":"rs_2"},
                {"type":"reasoning.encrypted","data":"BB","id":"rs_2"}]}}]}"#,
            r#"{"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}]}"#,
        ],
        r#"text "x" ReasoningContent "a" detail {"type":"reasoning.summary","summary":"ab","index":0} detail {"type":"reasoning.encrypted","data":"AA","id":"rs_1"} detail {"type":"reasoning.encrypted","data":"BBBB","id":"rs_2"} Stop"#,
    ),
    (
        "blocks without index and id",
        &[
            r#"{"choices":[{"delta":{"reasoning_details":[
                {"type":"reasoning.text","text":"a"},{"type":"reasoning.encrypted","data":"AA"}]}}]}"#,
            r#"{"choices":[{"delta":{"content":"x","reasoning_details":[
                {"type":"reasoning.text","text":"b"},{"type":"reasoning.encrypted","data":"BB"}]},
                "finish_reason":"stop"}]}"#,
        ],
        r#"text "x" detail {"type":"reasoning.text","text":"ab"} detail {"type":"reasoning.encrypted","data":"AA"} detail {"type":"reasoning.encrypted","data":"BB"} Stop"#,
    ),
    (
        "T03 interleaved",
        &[
            r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"x","arguments":"{\"p\":"}}]}}]}"#,
            r#"{"choices":[{"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"y","arguments":"{\"q\":"}}]}}]}"#,
            r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}},{"index":1,"function":{"arguments":"2}"}}]}}]}"#,
            r#"{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}"#,
        ],
        r#"a=x{"p":1} b=y{"q":2} ToolCalls"#,
    ),
    (
        "T06 one index, two ids",
        &[
            r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"x","arguments":"{}"}}]}}]}"#,
            r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"y","arguments":"{\"q\""}}]}}]}"#,
            r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"b","function":{"arguments":":2}"}}]}}]}"#,
            r#"{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}"#,
        ],
        r#"a=x{} b=y{"q":2} ToolCalls"#,
    ),
    (
        "T09 arguments as an object, T15 encoded twice, T12 malformed, and no object",
        &[
            r#"{"choices":[{"delta":{"tool_calls":[
                {"index":0,"id":"a","function":{"name":"x","arguments":{"p":1}}},
                {"index":1,"id":"b","function":{"name":"x","arguments":"\"{\\\"p\\\":1}\""}},
                {"index":2,"id":"c","function":{"name":"x","arguments":"{p:1}"}},
                {"index":3,"id":"d","function":{"name":"x","arguments":[1]}}]}}]}"#,
            r#"{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}"#,
        ],
        r#"a=x{"p":1} b=x{"p":1} c=x(BAD {p:1}: key must be a string at line 1 column 2) d=x(BAD [1]: they are an array) ToolCalls"#,
    ),
    (
        "an empty object before the text of the arguments",
        &[
            r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"x","arguments":{}}}]}}]}"#,
            r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"p\":1}"}}]},"finish_reason":"tool_calls"}]}"#,
        ],
        r#"a=x{"p":1} ToolCalls"#,
    ),
    (
        "T18 empty and missing ids",
        &[r#"{"choices":[{"delta":{"tool_calls":[
                {"index":0,"id":"","function":{"name":"x","arguments":""}},
                {"index":1,"function":{"name":"y","arguments":"{}"}},
                {"index":0,"id":"","function":{"arguments":"{}"}}]},"finish_reason":"tool_calls"}]}"#],
        "new1=x{} new2=y{} ToolCalls",
    ),
    (
        "T21 [DONE] without a finish reason",
        &[
            r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"x","arguments":"{}"}}]},"finish_reason":null}]}"#,
            "[DONE]",
        ],
        "a=x{} Unsaid",
    ),
    (
        "T24 arguments at a wrong index",
        &[
            r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"x"}}]}}]}"#,
            r#"{"choices":[{"delta":{"tool_calls":[{"index":1,"function":{"arguments":"{\"p\":1}"}}]}}]}"#,
            r#"{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}"#,
        ],
        r#"a=x{"p":1} ToolCalls"#,
    ),
    (
        "no index: a known id goes on",
        &[
            r#"{"choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"x","arguments":"{\"p\""}},
                {"id":"b","function":{"name":"y","arguments":"{}"}}]}}]}"#,
            r#"{"choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"x","arguments":":1}"}}]}}]}"#,
            "[DONE]",
        ],
        r#"a=x{"p":1} b=y{} Unsaid"#,
    ),
    (
        "T27 no calls in many ways",
        &[
            r#"{"choices":[{"delta":{"content":"Hi","tool_calls":null}}]}"#,
            r#"{"choices":[{"delta":{"tool_calls":[]}}]}"#,
            r#"{"choices":[{"delta":{"tool_calls":[null,{},{"index":0}],"function_call":null}}]}"#,
            r#"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#,
        ],
        r#"text "Hi" Stop"#,
    ),
    (
        "T30 finish tool_calls without one",
        &[r#"{"choices":[{"delta":{"content":"Hi"},"finish_reason":"tool_calls"}]}"#, "[DONE]"],
        r#"text "Hi" ToolCalls"#,
    ),
    (
        "M03 code as a string",
        &[
            r#"{"choices":[{"delta":{"content":"Part"}}]}"#,
            r#"{"error":{"code":"server_error","message":"Provider disconnected"},"choices":[{"delta":{"content":""},"finish_reason":"error"}]}"#,
        ],
        "error: Provider disconnected (started)",
    ),
    (
        "finish error without an error",
        &[
            r#"{"choices":[{"delta":{"content":"Part"},"finish_reason":"error","native_finish_reason":"OTHER"}]}"#,
        ],
        "error: finish_reason: error (OTHER)",
    ),
    ("N06 no choices", &[r#"{"id":"x","choices":[]}"#, "[DONE]"], "the model returned nothing"),
    ("nothing but the end", &["[DONE]"], "the model returned nothing"),
];

#[tokio::test]
async fn lines() {
    let mut wrong = String::new();
    for (name, events, expected) in LINES {
        let body: String =
            events.iter().map(|event| format!("data: {}\n\n", event.replace('\n', ""))).collect();
        let actual = outcome(body.as_bytes()).await;
        if actual != *expected {
            wrong += &format!("{name}\n  expected {expected}\n  actual   {actual}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
