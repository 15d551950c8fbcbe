//! Every odd stream, whole and cut everywhere, with everything that comes of it.

use std::collections::BTreeSet;

use super::{fixtures, replay};

/// Files below the fixtures, and the whole outcome.
const FILES: &[(&str, &str)] = &[
    ("stream/s01_text_usage.sse", r#"text "Hello" Stop usage 42(0)/9(0)"#),
    ("stream/s02_usage_empty_choices_null_usage.sse", r#"text "Hi" Stop usage 42(0)/9(0)"#),
    ("stream/s04_eof_without_finish_reason.sse", "the stream ended early (started)"),
    ("stream/s05_openrouter_comments.sse", r#"text "Hi" Stop usage 42(0)/9(0) $0.00012"#),
    ("stream/s07_crlf_no_space.sse", r#"text "a" Stop"#),
    ("stream/s08_multiline_data.sse", r#"text "joined" Stop"#),
    ("stream/s10_escaped_surrogates.sse", r#"text "🚀 ok" Stop"#),
    ("stream/s11_last_event_no_blank_line.sse", r#"text "tail" Stop"#),
    ("stream/s13_length.sse", r#"text "Truncated becau" Length usage 42(0)/9(0)"#),
    ("stream/s14_content_filter.sse", r#"text "I can" ContentFilter"#),
    ("stream/s16_empty_answer_stop.sse", "the model returned nothing"),
    ("stream/s17_unknown_fields_annotations_images_audio.sse", r#"text "See [1]" Stop"#),
    ("stream/s19_content_parts_array.sse", r#"text "Bonjour" Content "hm" Stop"#),
    ("stream/s20_n2_second_choice.sse", r#"text "A" Stop"#),
    ("tools/t01_standard.sse", r#"call_a=get_weather{"city":"Oslo"} ToolCalls usage 42(0)/9(0)"#),
    (
        "tools/t02_parallel.sse",
        r#"call_a=get_weather{"city":"Oslo"} call_b=get_time{"tz":"CET"} ToolCalls"#,
    ),
    ("tools/t04_index_missing_single.sse", r#"call_a=get_weather{"city":"Oslo"} ToolCalls"#),
    (
        "tools/t05_index_missing_parallel.sse",
        r#"call_a=get_weather{"city":"Oslo"} call_b=get_time{"tz":"CET"} ToolCalls"#,
    ),
    ("tools/t07_whole_call_one_chunk_stop.sse", r#"call_a=get_weather{"city":"Oslo"} Stop"#),
    ("tools/t08_name_repeated.sse", r#"call_a=get_weather{"city":"Oslo"} ToolCalls"#),
    ("tools/t10_arguments_empty_string.sse", "call_a=list_all{} ToolCalls"),
    ("tools/t11_arguments_null_or_absent.sse", "call_a=list_all{} ToolCalls"),
    (
        "tools/t13_arguments_truncated_length.sse",
        r#"call_a=write_file(BAD {"path":"a.txt","content":"abc: EOF while parsing a string at line 1 column 30) Length, not run"#,
    ),
    (
        "tools/t14_arguments_concatenated_objects.sse",
        r#"call_a=get_weather(BAD {"city":"A"}{"city":"B"}: trailing characters at line 1 column 13) ToolCalls"#,
    ),
    ("tools/t16_unknown_tool.sse", "call_a=no_such_tool{} ToolCalls"),
    (
        "tools/t17_harmony_name.sse",
        r#"call_a=functions.get_weather<|channel|>commentary{"city":"Oslo"} ToolCalls"#,
    ),
    (
        "tools/t19_id_duplicate_parallel.sse",
        r#"call_x=get_weather{"city":"A"} new1=get_weather{"city":"B"} ToolCalls"#,
    ),
    (
        "tools/t20_text_then_tools.sse",
        r#"text "Let me check. " call_a=get_weather{"city":"Oslo"} ToolCalls"#,
    ),
    ("tools/t22_eof_mid_arguments.sse", "the stream ended early (started)"),
    ("tools/t23_index_jumps.sse", r#"call_a=get_weather{"city":"Oslo"} ToolCalls"#),
    ("tools/t25_legacy_function_call.sse", r#"new1=get_weather{"city":"Oslo"} ToolCalls"#),
    (
        "tools/t26_leaked_tool_call_text.sse",
        r#"text "<tool_call>\n{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Oslo\"}}\n</tool_call>" Stop, leaks a call"#,
    ),
    (
        "tools/t28_large_parallel_130.sse",
        r#"128 calls, the first and the last call_0=get_weather{"city":"0"} call_127=get_weather{"city":"127"} without 2 calls ToolCalls"#,
    ),
    ("tools/t29_tool_calls_type_missing.sse", r#"call_a=get_weather{"city":"Oslo"} ToolCalls"#),
    ("reasoning/r01_reasoning_content.sse", r#"text "Answer" ReasoningContent "Think more" Stop"#),
    (
        "reasoning/r02_reasoning_and_details_tool.sse",
        r#"Reasoning "Need weather." detail {"type":"reasoning.text","text":"Need weather.","format":"anthropic-claude-v1","index":0,"signature":"c2ln"} toolu_1=get_weather{"city":"Oslo"} ToolCalls"#,
    ),
    (
        "reasoning/r04_gemini_thought_signature.sse",
        r#"function-call-1=get_weather{"city":"Oslo"} extra {"extra_content":{"google":{"thought_signature":"CiQB..."}}} ToolCalls"#,
    ),
    ("reasoning/r05_think_tags_in_content.sse", r#"text "Final" Content "plan" Stop"#),
    (
        "midstream/m01_openai_error_event.sse",
        "error: The server had an error while processing your request. Sorry about that! (started)",
    ),
    ("midstream/m02_openrouter_error_chunk.sse", "error: Rate limit exceeded (started)"),
    ("midstream/m04_vllm_flat_error.sse", "error: EngineCore encountered an issue"),
    (
        "midstream/m05_error_string.sse",
        "error: an error was encountered while running the model: unexpected EOF",
    ),
    (
        "midstream/m07_choice_error.sse",
        "error: Upstream error from Google (MALFORMED_FUNCTION_CALL)",
    ),
    ("midstream/m08_first_event_error.sse", "error: Rate limit reached for gpt-6-luna"),
    ("http/n01_json_body_on_stream.json", r#"text "Whole answer" Stop usage 42(0)/9(0)"#),
    ("http/n02_200_error_json.json", "error: Provider returned error: upstream connect error"),
    ("http/n04_html_200_wrong_base_url.html", "no API: 200 text/x-test (HTML)"),
    (
        "http/n05_message_tool_calls.json",
        r#"call_a=get_weather{"city":"Oslo"} ToolCalls usage 42(0)/9(0)"#,
    ),
    ("http/n07_empty_body.txt", "no API: 200 text/x-test "),
];

/// Reads a body whole, byte by byte and in small pieces: all must give one outcome.
pub(super) async fn outcome(body: &[u8]) -> String {
    let whole = replay(body, body.len().max(1)).await;
    for size in [1, 2, 3, 5, 7] {
        assert_eq!(replay(body, size).await, whole, "in pieces of {size}");
    }
    whole
}

#[tokio::test]
async fn files() {
    let mut wrong = String::new();
    for (file, expected) in FILES {
        let body = std::fs::read(fixtures().join(file)).expect(file);
        let actual = outcome(&body).await;
        if actual != *expected {
            wrong += &format!("{file}\n  expected {expected}\n  actual   {actual}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn no_file_is_forgotten() {
    let mut found = BTreeSet::new();
    for folder in ["stream", "tools", "reasoning", "midstream", "http"] {
        for entry in fixtures().join(folder).read_dir().expect(folder) {
            let name = entry.expect("an entry").file_name();
            found.insert(format!("{folder}/{}", name.to_string_lossy()));
        }
    }
    let listed = FILES.iter().map(|(file, _)| (*file).to_owned()).collect();
    assert_eq!(found, listed);
}

#[tokio::test]
async fn other_framings() {
    let table = [
        // M06: the error is in the event's type.
        (
            "event: error\ndata: {\"message\":\"overloaded\",\"type\":\"overloaded_error\"}\n\n",
            "error: overloaded",
        ),
        ("event: error\ndata: out of memory\n\n", "error: out of memory"),
        // M09: no field of the format, so the stream is one that ends early.
        (
            "error: {\"code\":500,\"message\":\"oops\"}\n\n",
            r#"no API: 200 text/x-test error: {"code":500,"message":"oops"}"#,
        ),
        (": only\n\n: comments\n\n", "the stream ended early"),
        (
            "\u{feff}data: {\"choices\":[{\"delta\":{\"content\":\"BOM\"}}]}\n\ndata: [DONE]\n\n",
            r#"text "BOM" Unsaid"#,
        ),
        // The last event counts if it is whole.
        (
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]",
            r#"text "a" Unsaid"#,
        ),
        (
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"choi",
            "the stream ended early (started)",
        ),
        (
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"error\":\"late\"}",
            "error: late (started)",
        ),
        // Bodies that are no stream.
        (" \n\t", "no API: 200 text/x-test "),
        ("\n {\"choices\":[]}", "the model returned nothing"),
        ("[{\"error\":{\"code\":400,\"message\":\"in a list\"}}]", "error: in a list"),
        ("{\"status\":\"ok\"}", r#"no API: 200 text/x-test {"status":"ok"}"#),
        ("{malformed json: <<<chaos>>>", "no API: 200 text/x-test {malformed json: <<<chaos>>>"),
        ("<html><title>Login</title></html>", "no API: 200 text/x-test Login"),
        ("Not found", "no API: 200 text/x-test Not found"),
    ];
    let mut wrong = String::new();
    for (body, expected) in table {
        let actual = outcome(body.as_bytes()).await;
        if actual != expected {
            wrong += &format!("{body}\n  expected {expected}\n  actual   {actual}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
