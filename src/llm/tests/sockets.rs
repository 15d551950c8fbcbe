//! The client over real connections, against a server that plays a script to the byte.

use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::{
    net::TcpListener,
    sync::mpsc,
    time::{sleep, timeout},
};

use super::server::{
    DONE, HELLO, KEY, STOP, Seen, Server, Step, ask, hola, kind, send, stream, text, whole,
};
use crate::llm::{Class, ErrorKind, Update};

#[tokio::test]
async fn a_request_is_what_the_api_expects() {
    let mut server = Server::start(vec![hola(), hola()]).await;
    let (outcome, updates) = ask(&mut server.client()).await;
    assert_eq!(text(&outcome), "Hola");
    assert_eq!(updates, [Update::Text("Hola".into())]);
    let (outcome, _) = ask(&mut server.client_with(None, Duration::from_secs(20))).await;
    assert_eq!(text(&outcome), "Hola");
    let [(_, head, body), (_, keyless, _)] = &server.requests()[..] else { panic!("two requests") };
    for line in [
        "post /v1/chat/completions http/1.1",
        "authorization: bearer sk-test-0123456789",
        "content-type: application/json",
        "accept: text/event-stream, application/json",
        "accept-encoding: gzip",
    ] {
        assert!(head.lines().any(|actual| actual == line), "{line} is not in\n{head}");
    }
    assert!(!head.contains("openrouter"), "{head}");
    assert!(!keyless.contains("authorization"), "{keyless}");
    let body: Value = serde_json::from_str(body).expect("JSON");
    assert_eq!(body["stream"], true);
    assert_eq!(body["messages"][0]["content"], "hola");
}

#[tokio::test]
async fn what_passes_is_sent_again_after_the_time_that_the_server_names() {
    let limited =
        whole("429 Too Many", "retry-after-ms: 120\r\n", r#"{"error":{"message":"slow"}}"#);
    let in_stream =
        stream([send("data: {\"error\":{\"code\":429,\"message\":\"slow\"}}\n\n"), Step::Close]);
    let mut server = Server::start(vec![limited, in_stream, hola()]).await;
    let begun = Instant::now();
    let (outcome, updates) = ask(&mut server.client()).await;
    assert_eq!(text(&outcome), "Hola");
    assert!(begun.elapsed() >= Duration::from_millis(120 + 1000), "the waits are floors");
    let [
        Update::Retrying { error: first, retry: 1, of: 2, wait: short },
        Update::Retrying { error: second, retry: 2, of: 2, wait: long },
        Update::Text(_),
    ] = &updates[..]
    else {
        panic!("{updates:?}")
    };
    assert_eq!(first.to_string(), "slow [HTTP 429]");
    assert_eq!(second.to_string(), "slow [HTTP 429]");
    assert!(*short >= Duration::from_millis(120) && *long >= Duration::from_secs(1), "{updates:?}");
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    assert!(requests.iter().all(|(.., body)| *body == requests[0].2), "the same each time");
}

#[tokio::test]
async fn two_retries_are_all() {
    let failing =
        whole("500 Oops", "retry-after-ms: 1\r\nx-request-id: req_1\r\n", "{\"error\":\"no\"}");
    let mut server = Server::start(vec![failing; 5]).await;
    let (outcome, updates) = ask(&mut server.client()).await;
    assert_eq!(kind(outcome).to_string(), "no [HTTP 500 · id: req_1]");
    assert_eq!((updates.len(), server.requests().len()), (2, 3));
}

#[tokio::test]
async fn a_lost_connection_is_tried_again_until_the_answer_begins() {
    let role = "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n";
    let cut = vec![send("HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n"), send(role), Step::Close];
    let mut server = Server::start(vec![vec![Step::Close], cut, hola()]).await;
    assert_eq!(text(&ask(&mut server.client()).await.0), "Hola");
    assert_eq!(server.requests().len(), 3);

    let cut =
        vec![send("HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n"), send(HELLO), Step::Close];
    let mut server = Server::start(vec![cut, stream([send(HELLO), Step::Close]), hola()]).await;
    let (outcome, updates) = ask(&mut server.client()).await;
    assert!(matches!(kind(outcome), ErrorKind::Lost(_)));
    assert_eq!(updates, [Update::Text("Hola".into())]);
    assert_eq!(kind(ask(&mut server.client()).await.0), ErrorKind::EndedEarly);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn nobody_there() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://user:secret@{}/v1?k=v", listener.local_addr().expect("an address"));
    drop(listener);
    let server = Server { url: url.parse().expect("a URL"), seen: mpsc::channel(1).1 };
    let (outcome, updates) = ask(&mut server.client()).await;
    let error = outcome.expect_err("an error");
    assert!(error.to_string().starts_with("no connection: connection refused"), "{error}");
    assert!(!error.target.base_url.contains("secret"), "{}", error.target.base_url);
    assert_eq!(updates.len(), 2);
}

#[tokio::test]
async fn a_key_never_goes_to_another_origin() {
    let mut other = Server::start(vec![hola()]).await;
    let elsewhere = format!("location: {}/chat/completions?k=v\r\n", other.url);
    let here = "location: /v2/chat/completions\r\n";
    let mut server = Server::start(vec![
        whole("307 Temporary Redirect", &elsewhere, ""),
        whole("307 Temporary Redirect", here, ""),
        hola(),
    ])
    .await;
    let to = format!("{}/chat/completions", other.url).into();
    assert_eq!(kind(ask(&mut server.client()).await.0), ErrorKind::Redirected { status: 307, to });
    assert_eq!(other.requests(), []);
    assert_eq!(text(&ask(&mut server.client()).await.0), "Hola");
    assert!(server.requests()[2].1.starts_with("post /v2/chat/completions"));
}

#[tokio::test]
async fn a_key_in_a_message_is_masked_and_a_broken_one_is_not_sent() {
    let quoting = whole("401 Unauthorized", "", &format!("{{\"error\":\"bad key {KEY}\"}}"));
    let mut server = Server::start(vec![quoting]).await;
    let ErrorKind::Api(error) = kind(ask(&mut server.client()).await.0) else {
        panic!("an API error")
    };
    assert_eq!((error.class, error.message.raw()), (Class::Key, "bad key sk-…"));
    assert!(!format!("{:?}", server.client()).contains(KEY));
    let mut broken = server.client_with(Some("sk-a\nb"), Duration::from_secs(1));
    assert_eq!(kind(ask(&mut broken).await.0), ErrorKind::BadKey);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn silence_has_a_limit_and_comments_are_no_silence() {
    let limit = Duration::from_millis(400);
    let comments = (0..8).flat_map(|_| [Step::Pause(100), send(": ping\n\n")]);
    let mut server = Server::start(vec![
        vec![Step::Hold],
        stream([send(HELLO), Step::Hold]),
        stream(comments.chain([send([HELLO, STOP, DONE].concat()), Step::Close])),
    ])
    .await;
    let mut client = server.client_with(None, limit);
    assert_eq!(kind(ask(&mut client).await.0), ErrorKind::Idle(limit));
    assert_eq!(kind(ask(&mut client).await.0), ErrorKind::Idle(limit));
    assert_eq!(text(&ask(&mut client).await.0), "Hola");
    assert_eq!(server.requests().len(), 3, "silence is not tried again");
}

#[tokio::test]
async fn a_server_that_ignores_stream_works() {
    let body = std::fs::read_to_string(super::fixtures().join("http/n05_message_tool_calls.json"));
    let json = whole("200 OK", "content-type: application/json\r\n", &body.expect("a fixture"));
    let server = Server::start(vec![json]).await;
    let reply = ask(&mut server.client()).await.0.expect("a reply");
    assert!(reply.calls_runnable());
    assert_eq!(reply.calls[0].arguments_text, r#"{"city":"Oslo"}"#);
}

#[tokio::test]
async fn a_web_page_is_no_answer() {
    let page = "<html><title>Login</title></html>";
    let mut server =
        Server::start(vec![whole("200 OK", "content-type: text/html\r\n", page)]).await;
    let expected = ErrorKind::NotAnApi {
        status: 200,
        content_type: "text/html".into(),
        extract: "Login".into(),
    };
    assert_eq!(kind(ask(&mut server.client()).await.0), expected);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn an_endless_error_body_is_cut() {
    let endless = vec![
        send("HTTP/1.1 400 Bad\r\ncontent-length: 999999999\r\n\r\n"),
        send("x".repeat(100 * 1024)),
        Step::Hold,
    ];
    let server = Server::start(vec![endless]).await;
    let ErrorKind::Api(error) = kind(ask(&mut server.client()).await.0) else {
        panic!("an API error")
    };
    assert_eq!(error.message.raw(), format!("{}…", "x".repeat(200)));
}

#[tokio::test]
async fn a_complete_answer_is_not_waited_beyond() {
    let pings = (0..300).flat_map(|_| [Step::Pause(100), send(": ping\n\n")]);
    let mut server = Server::start(vec![
        stream([send([HELLO, STOP, DONE].concat()), Step::Hold]),
        stream([send([HELLO, STOP].concat()), Step::Hold]),
        stream([send([HELLO, STOP].concat())].into_iter().chain(pings)),
    ])
    .await;
    let begun = Instant::now();
    assert_eq!(text(&ask(&mut server.client()).await.0), "Hola");
    assert!(begun.elapsed() < Duration::from_millis(900), "[DONE] is the end");
    assert_eq!(text(&ask(&mut server.client()).await.0), "Hola");
    assert_eq!(text(&ask(&mut server.client()).await.0), "Hola");
    assert!(begun.elapsed() < Duration::from_secs(15), "the finish reason nearly is");
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_connection_is_used_again() {
    let body = [HELLO, STOP, DONE].concat();
    let chunked = vec![send(format!(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n",
        body.len()
    ))];
    let end = [Step::Pause(30), send("0\r\n\r\n")];
    let answer: Vec<_> = chunked.into_iter().chain(end).collect();
    let mut server = Server::start(vec![answer; 3]).await;
    let mut client = server.client();
    for _ in 0..3 {
        assert_eq!(text(&ask(&mut client).await.0), "Hola");
        sleep(Duration::from_millis(200)).await;
    }
    let connections: Vec<_> = server.requests().into_iter().map(|(number, ..)| number).collect();
    assert_eq!(connections, [1, 1, 1]);
}

#[tokio::test]
async fn dropping_the_future_closes_the_connection() {
    let mut server = Server::start(vec![stream([send(HELLO), Step::Hold])]).await;
    let mut client = server.client();
    let waiting = timeout(Duration::from_millis(300), ask(&mut client)).await;
    assert!(waiting.is_err(), "the answer does not end");
    assert!(matches!(server.seen.recv().await, Some(Seen::Request { .. })));
    let closed = timeout(Duration::from_secs(10), server.seen.recv()).await;
    assert_eq!(closed.expect("soon"), Some(Seen::ClosedByClient));
}
