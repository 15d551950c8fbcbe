use serde_json::{Value, json};

use super::{CallResult, Content, Hints, Incoming, Progress, RpcError, ServerInfo, ToolPage};

fn response(id: Option<i64>, result: Value) -> Vec<Incoming> {
    vec![Incoming::Response { id, outcome: Ok(result) }]
}

fn failure(id: Option<i64>, code: i64, message: &str) -> Vec<Incoming> {
    vec![Incoming::Response {
        id,
        outcome: Err(RpcError { code, message: message.into(), data: Value::Null }),
    }]
}

#[test]
fn a_response_id_is_matched_by_its_number() {
    for id in [json!(3), json!(3.0), json!("3")] {
        let message = json!({ "result": {}, "id": id, "jsonrpc": "2.0" });
        assert_eq!(Incoming::read(message), response(Some(3), json!({})), "{id}");
    }
    for id in [json!(3.5), json!("x"), json!(null), json!(1e300), json!([3])] {
        assert_eq!(
            Incoming::read(json!({ "id": id, "result": 1 })),
            response(None, json!(1)),
            "{id}"
        );
    }
}

#[test]
fn odd_responses_still_end_their_call() {
    let read = |message| Incoming::read(message);
    assert_eq!(read(json!({ "id": 1, "result": [], "error": null })), response(Some(1), json!([])));
    assert_eq!(read(json!({ "id": 1, "result": null })), response(Some(1), json!(null)));
    let both = json!({ "id": 1, "result": {}, "error": { "code": -32602, "message": "mal" } });
    assert_eq!(read(both), failure(Some(1), -32602, "mal"));
    assert_eq!(
        read(json!({ "id": 1 })),
        failure(Some(1), 0, "the answer has neither a result nor an error")
    );
    assert_eq!(read(json!({ "id": 1, "error": "texto" })), failure(Some(1), 0, "texto"));
    assert_eq!(read(json!({ "error": { "code": 7 } })), failure(None, 7, r#"{"code":7}"#));
}

#[test]
fn a_batch_is_unpacked_and_noise_is_invalid() {
    let batch = json!([
        { "id": 1, "result": 1 },
        { "method": "ping", "id": "a" },
        { "method": "notifications/x", "params": { "y": 1 } },
        { "method": "ping", "id": null },
        {}, 5, "texto",
    ]);
    assert_eq!(
        Incoming::read(batch),
        vec![
            Incoming::Response { id: Some(1), outcome: Ok(json!(1)) },
            Incoming::Request { id: json!("a"), method: "ping".into(), params: Value::Null },
            Incoming::Notification { method: "notifications/x".into(), params: json!({ "y": 1 }) },
            Incoming::Notification { method: "ping".into(), params: Value::Null },
            Incoming::Invalid,
            Incoming::Invalid,
            Incoming::Invalid,
        ]
    );
}

#[test]
fn a_handshake_without_extras_is_enough() {
    let bare = ServerInfo::read(&json!({ "protocolVersion": "2024-11-05" })).unwrap();
    assert_eq!(bare, ServerInfo { protocol: "2024-11-05".into(), ..ServerInfo::default() });
    let php = json!({ "protocolVersion": "2025-06-18", "capabilities": [], "serverInfo": { "name": "é" },
        "instructions": " " });
    let info = ServerInfo::read(&php).unwrap();
    assert_eq!((info.name.raw(), info.has_tools, info.instructions), ("é", false, None));
}

#[test]
fn an_unknown_version_is_refused_by_its_name() {
    for version in ["2027-01-01", "1.0", ""] {
        assert_eq!(ServerInfo::read(&json!({ "protocolVersion": version })), Err(version.into()));
    }
    assert_eq!(ServerInfo::read(&json!([])), Err("".into()));
}

#[test]
fn a_page_keeps_what_can_be_called() {
    let page = ToolPage::read(json!({
        "tools": [
            { "name": "leer", "title": "Leer", "annotations": { "readOnlyHint": true, "destructiveHint": false } },
            { "description": "sin nombre" }, { "name": "" }, 7,
            { "name": "rara", "annotations": { "readOnlyHint": "sí" }, "inputSchema": true },
        ],
        "nextCursor": "",
    }));
    assert_eq!(page.next_cursor.as_deref(), Some(""));
    let shown: Vec<_> = page
        .tools
        .iter()
        .map(|tool| (tool.name.raw(), tool.description.raw(), tool.hints))
        .collect();
    assert_eq!(
        shown,
        vec![
            (
                "leer",
                "Leer",
                Hints { read_only: true, idempotent: false, destructive: Some(false) }
            ),
            ("rara", "", Hints::default()),
        ]
    );
    assert_eq!(page.tools[1].input_schema, json!(true));
    assert_eq!(ToolPage::read(json!([])), ToolPage::default());
}

#[test]
fn every_kind_of_content_is_read() {
    let result = CallResult::read(json!({ "content": [
        { "type": "text", "text": "hola" },
        { "type": "image", "mimeType": "image/png", "data": "AAAA" },
        { "type": "audio", "mimeType": "audio/wav", "data": "AA==" },
        { "type": "resource", "resource": { "uri": "f://a", "text": "t" } },
        { "type": "resource", "resource": { "uri": "f://b", "blob": "AAA=" } },
        { "type": "resource_link", "uri": "f://c", "name": "c" },
        { "type": "video" }, 5,
    ], "isError": true, "structuredContent": null }));
    assert_eq!(
        result,
        CallResult {
            content: vec![
                Content::Text("hola".into()),
                Content::Image { mime: "image/png".into(), bytes: 3 },
                Content::Audio { mime: "audio/wav".into(), bytes: 1 },
                Content::TextResource { uri: "f://a".into(), text: "t".into() },
                Content::BlobResource { uri: "f://b".into(), bytes: 2 },
                Content::ResourceLink { uri: "f://c".into(), name: "c".into() },
                Content::Unknown { kind: "video".into() },
                Content::Unknown { kind: "".into() },
            ],
            structured: None,
            is_error: true,
        }
    );
    assert_eq!(CallResult::read(json!([])), CallResult::default());
    assert_eq!(
        CallResult::read(json!({ "content": "x" })).content,
        vec![Content::Text("x".into())]
    );
}

#[test]
fn progress_needs_only_its_token() {
    let progress = |progress, total, message: Option<&str>| Progress {
        progress,
        total,
        message: message.map(Into::into),
    };
    assert_eq!(
        Progress::read(
            &json!({ "progressToken": "4", "progress": 1.0, "total": 2, "message": "m" })
        ),
        Some((4, progress(1.0, Some(2.0), Some("m"))))
    );
    assert_eq!(
        Progress::read(&json!({ "progressToken": 4 })),
        Some((4, progress(0.0, None, None)))
    );
    assert_eq!(Progress::read(&json!({ "progress": 1 })), None);
}
