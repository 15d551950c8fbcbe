//! How servers frame their streams and name their endpoints, and still every call gets its answer.

use std::time::Duration;

use mcp_chat::http::Fault;
use mcp_chat::mcp::{Client, Loss, McpError};
use mcp_chat::sse::SseError;

use crate::mcp_client::{connect, connect_to, executed, read, refused, transport, write};
use crate::support::mcp::{Opening, Reply, Script, Server, Tool, Via};

const MIB: usize = 1024 * 1024;

fn open(server: &Server, source: SseError) -> McpError {
    McpError::Open { url: server.url(), source }
}

/// Where the client sent its messages.
fn targets(server: &Server) -> Vec<String> {
    let posts = server.requests().into_iter().filter(|seen| seen.method == "POST");
    posts.map(|seen| seen.target).collect()
}

#[tokio::test]
async fn an_endpoint_is_taken_in_every_form_and_to_the_letter() {
    for (path, endpoint, target) in [
        (
            "/sse",
            "/messages/?session_id={session}&x=%2f",
            "/messages/?session_id=session-0-0&x=%2f",
        ),
        ("/app/sse", "messages?s={session}", "/app/messages?s=session-0-0"),
        ("/app/sse", "?s={session}", "/app/sse?s=session-0-0"),
        ("/sse", "{origin}/m?s={session}", "/m?s=session-0-0"),
        ("/sse", " /m?s={session} ", "/m?s=session-0-0"),
        ("/sse", "\"/m?s={session}\"", "/m?s=session-0-0"),
    ] {
        let server = Script::new().mounted_at(path).endpoint(endpoint).tool(Tool::new("t")).start();
        let (client, _tasks) = connect(&server).await;
        assert_eq!(write(&client, "t").await.as_deref(), Ok("{}"), "{endpoint}");
        assert_eq!(targets(&server), vec![target; 4]);
    }
}

#[tokio::test]
async fn another_origin_is_refused_before_any_post_and_learns_nothing() {
    let other = Script::new().start();
    let foreign = format!("{}/messages/", other.origin());
    for endpoint in [foreign.as_str(), "https://127.0.0.1/m", "//other.example/m", ""] {
        let server = Script::new().endpoint(endpoint).start();
        let error = McpError::ForeignEndpoint { url: server.url(), endpoint: endpoint.into() };
        assert_eq!(refused(&server).await, error);
        assert_eq!(server.requests().len(), 1, "the GET alone");
    }
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn a_stream_without_an_endpoint_is_told_as_that() {
    let limit = Duration::from_millis(300);
    let connecting = |server: &Server| {
        let transport = transport(&server.url()).open_limit(limit);
        async { Client::connect(Box::new(transport), limit).await.err().expect("it fails") }
    };
    let silent = Script::new().every_get(Opening::no_endpoint()).start();
    let error = McpError::NoEndpoint { url: silent.url(), after: Some(limit) };
    assert_eq!(connecting(&silent).await, error);

    let ended = Opening::Bytes { bytes: b"data: {}\n\n".to_vec(), stays_open: false };
    let ended = Script::new().every_get(ended).start();
    let error = McpError::NoEndpoint { url: ended.url(), after: None };
    assert_eq!(refused(&ended).await, error);

    let mute = Script::new().every_get(Opening::Silent).start();
    assert_eq!(connecting(&mute).await, open(&mute, SseError::Timeout(limit)));

    let gone = Script::new().every_get(Opening::HangUp).start();
    assert_eq!(refused(&gone).await, open(&gone, SseError::Connect(Fault::Reset)));
}

#[tokio::test]
async fn messages_before_the_endpoint_do_not_stop_the_stream() {
    const EARLY: &[u8] = &{
        let mut bytes = [b' '; 4000];
        let event = b"data: {}\n\n";
        let mut i = 0;
        while i < bytes.len() {
            bytes[i] = event[i % event.len()];
            i += 1;
        }
        bytes
    };
    let server = Script::new().prefix(EARLY).tool(Tool::new("t")).start();
    let (client, _tasks) = connect(&server).await;
    assert_eq!(write(&client, "t").await.as_deref(), Ok("{}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_endpoint_is_followed_within_the_origin() {
    let server = Script::new().tool(Tool::new("t")).start();
    let (client, _tasks) = connect(&server).await;
    server.announce_endpoint("/elsewhere?s={session}");
    server.announce_endpoint("http://other.example/m");
    // What comes after them on the stream is read after them.
    server.change_tools(vec![Tool::new("t")]);
    server.wait_until("the tools are listed again", |log| {
        log.requests.iter().filter(|seen| seen.json["method"] == "tools/list").count() == 2
    });
    assert_eq!(write(&client, "t").await.as_deref(), Ok("{}"));
    let elsewhere = "/elsewhere?s=session-0-1";
    assert_eq!(targets(&server)[3..], [elsewhere, elsewhere]);
}

#[tokio::test]
async fn every_framing_is_read() {
    for line_end in ["\n", "\r\n", "\r"] {
        for chunk in [None, Some(1), Some(7)] {
            for prefix in [&b""[..], b"\xef\xbb\xbf", b": hello\n\n:\n\nretry: 5\n\n"] {
                let marked = prefix.starts_with(b"\xef");
                // The crate waits for what follows a bare CR; finding that out takes seconds.
                let held_back = line_end == "\r" && !marked;
                if held_back && chunk.is_some() {
                    continue;
                }
                let tool = Tool::new("t").once(Reply::text("año 👤"));
                let script = Script::new().line_ends(line_end).prefix(prefix).tool(tool);
                let script = chunk.map_or(script.clone(), |bytes| script.chunks_of(bytes));
                let server = script.start();
                let (client, _tasks) = connect(&server).await;
                let case = format!("{line_end:?} {chunk:?} {prefix:?}");
                assert_eq!(write(&client, "t").await.as_deref(), Ok("año 👤"), "{case}");
                // What the crate cannot read costs one more GET: then our own decoder reads.
                let gets = 1 + usize::from(marked || held_back);
                assert_eq!(server.requests().len(), gets + 4, "{case}");
            }
        }
    }
}

#[tokio::test]
async fn answers_come_by_the_stream_or_by_the_post_before_or_after() {
    for via in [Via::Stream, Via::StreamFirst, Via::PostBody] {
        let tool = Tool::new("t").once(Reply::text("x"));
        let server = Script::new().via(via).text_ids().tool(tool).start();
        let (client, _tasks) = connect(&server).await;
        assert_eq!(write(&client, "t").await.as_deref(), Ok("x"), "{via:?}");
    }
    for status in [200, 202, 204] {
        let accepted = crate::support::mcp::Post::AcceptedWith(status);
        let server = Script::new().every_post("*", accepted).tool(Tool::new("t")).start();
        let (client, _tasks) = connect(&server).await;
        assert_eq!(write(&client, "t").await.as_deref(), Ok("{}"), "{status}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_events_around_an_answer_are_passed_over() {
    let odd: &[&[u8]] = &[
        b": ping - 2026-11-22\r\n\r\n",
        b"event: fancy\ndata: {\"jsonrpc\":\"2.0\"}\n\n",
        b"data: not json\n\ndata: {}\n\ndata: [1, 2]\n\ndata: \"\"\n\ndata\n\nevent: message\n\n",
        b"id: 3\nretry: 10\nunknown: x\ndata: null\n\n",
        b"data:{\ndata:\"jsonrpc\":\"2.0\",\ndata: \"method\":\"notifications/tools/list_changed\"\ndata\ndata:}\n\n",
    ];
    let reply = odd.iter().fold(Reply::text("x"), |reply, bytes| reply.bytes(bytes));
    let server = Script::new().tool(Tool::new("t").once(reply)).start();
    let (client, _tasks) = connect(&server).await;
    assert_eq!(write(&client, "t").await.as_deref(), Ok("x"));
    server.wait_until("the event of many lines is read", |log| {
        log.requests.iter().filter(|seen| seen.json["method"] == "tools/list").count() == 2
    });
}

#[tokio::test]
async fn ten_mebibytes_are_read_by_both_decoders() {
    for prefix in [&b""[..], b"\xef\xbb\xbf"] {
        let text = "ñ".repeat(5 * MIB);
        let tool = Tool::new("t").once(Reply::text(&text));
        let server = Script::new().prefix(prefix).tool(tool).start();
        let (client, _tasks) = connect(&server).await;
        assert!(read(&client, "t").await.is_ok_and(|read| read == text), "{prefix:?}");
    }
}

#[tokio::test]
async fn an_event_that_is_too_large_is_refused_and_not_asked_for_again() {
    for prefix in [&b""[..], b"\xef\xbb\xbf"] {
        let tool = Tool::new("t").once(Reply::text(&"x".repeat(17 * MIB))).once(Reply::text("y"));
        let server = Script::new().prefix(prefix).tool(tool).start();
        let (client, _tasks) = connect(&server).await;
        let loss = Loss::Stream(SseError::TooLarge(16 * MIB));
        let error = McpError::OutcomeUnknown { method: "tools/call".into(), loss };
        assert_eq!(read(&client, "t").await, Err(error), "{prefix:?}");
        assert_eq!(server.ledger(), executed(1));
        assert_eq!(read(&client, "t").await.as_deref(), Ok("y"), "the next call works");
    }
    let reply = Reply::text(&"x".repeat(17 * MIB)).via(Via::PostBody);
    let server = Script::new().tool(Tool::new("t").once(reply)).start();
    let (client, _tasks) = connect(&server).await;
    let loss = Loss::Stream(SseError::TooLarge(16 * MIB));
    let error = McpError::OutcomeUnknown { method: "tools/call".into(), loss };
    assert_eq!(read(&client, "t").await, Err(error));
}

#[tokio::test]
async fn what_is_no_stream_is_told_as_what_it_is() {
    let page = "<html><title>Inicia sesión</title></html>";
    let server = Script::new().every_get(Opening::web_page(page)).start();
    let source = SseError::NotAnEventStream {
        content_type: "text/html; charset=utf-8".into(),
        body: "Inicia sesión".into(),
    };
    assert_eq!(refused(&server).await, open(&server, source));
    for status in [204, 401, 403, 404, 405, 500, 503] {
        let body = if status == 204 { "" } else { "no" };
        let server = Script::new().every_get(Opening::status(status, body)).start();
        let source = SseError::Status { status, body: body.into() };
        assert_eq!(refused(&server).await, open(&server, source));
        assert_eq!(server.requests().len(), 1, "{status}: asked once");
    }
    let other = Script::new().start();
    let elsewhere = Opening::Answer {
        status: 307,
        headers: vec![("location".into(), other.url())],
        body: String::new(),
    };
    let server = Script::new().every_get(elsewhere).start();
    let source = SseError::Redirect(other.url().into());
    assert_eq!(refused(&server).await, open(&server, source));
    assert!(other.requests().is_empty());

    let mut gone = Script::new().start();
    gone.stop();
    assert_eq!(refused(&gone).await, open(&gone, SseError::Connect(Fault::Refused)));
    let nowhere = connect_to("http://no.such.host.invalid/sse").await.err();
    let url = "http://no.such.host.invalid/sse".into();
    assert_eq!(nowhere, Some(McpError::Open { url, source: SseError::Connect(Fault::Dns) }));
}

#[tokio::test]
async fn a_content_type_may_be_written_oddly() {
    for content_type in ["text/event-stream;", "Text/Event-Stream ; charset=UTF-8;"] {
        // No session of ours: that the stream was taken shows in what is missed.
        let opening = Opening::Answer {
            status: 200,
            headers: vec![("content-type".into(), content_type.into())],
            body: ": nothing\n\n".into(),
        };
        let server = Script::new().every_get(opening).start();
        let error = McpError::NoEndpoint { url: server.url(), after: None };
        assert_eq!(refused(&server).await, error, "{content_type}");
    }
}

#[tokio::test]
async fn the_token_goes_with_every_request() {
    let server = Script::new().bearer("secret").tool(Tool::new("t")).start();
    let (client, _tasks) = connect(&server).await;
    assert_eq!(write(&client, "t").await.as_deref(), Ok("{}"));
    let token = ("authorization".to_owned(), "Bearer secret".to_owned());
    assert!(server.requests().iter().all(|seen| seen.headers.contains(&token)));
}

#[test]
fn the_decoder_that_fails_says_nothing_on_the_terminal() {
    let server = Script::new().prefix(b"\xef\xbb\xbf").tool(Tool::new("t")).start();
    let person = crate::support::sandbox::Sandbox::new().mcp(&server);
    let outcome = person.run(&["call", "t", "{}", "--yes"]);
    let outcome = outcome.expect_status(0).expect_stdout("{}\n");
    assert_eq!(outcome.stderr, "");
}
