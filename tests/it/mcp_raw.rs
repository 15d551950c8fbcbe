//! A server that sends streams to the byte: what the scripted one cannot say.

use std::net::Ipv4Addr;
use std::time::Duration;

use mcp_chat::http;
use mcp_chat::mcp::McpError;
use mcp_chat::sse::{Decoding, Event, Subscription};
use proptest::prelude::*;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use crate::mcp_client::{connect_to, read, write};
use crate::support::watched::LIMIT;

/// How the bytes of a stream are changed on their way.
type Coding = fn(Vec<u8>) -> Vec<u8>;

/// A head and the coding of the body.
#[derive(Clone, Copy)]
struct Raw {
    encoding: &'static str,
    begin: &'static [u8],
    code: Coding,
}

const PLAIN: Raw = Raw { encoding: "identity", begin: b"", code: |bytes| bytes };
const GZIP: Raw = Raw { encoding: "gzip", begin: b"\x1f\x8b\x08\0\0\0\0\0\0\xff", code: stored };

/// A block of deflate that stores its bytes, so that each event arrives when it is sent.
fn stored(bytes: Vec<u8>) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).expect("a short event");
    let mut block = vec![0];
    block.extend(length.to_le_bytes());
    block.extend((!length).to_le_bytes());
    block.extend(bytes);
    block
}

/// Starts an MCP server; `answer` makes the bytes of the event that answers a call from its id.
async fn start(raw: Raw, answer: fn(&Value) -> Vec<u8>) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let mut streams: Vec<mpsc::UnboundedSender<Vec<u8>>> = vec![];
        let (messages, mut posted) = mpsc::unbounded_channel();
        loop {
            tokio::select! {
                accepted = listener.accept() => {
                    let (events, to_send) = mpsc::unbounded_channel();
                    streams.push(events);
                    tokio::spawn(serve(accepted.expect("a connection").0, raw, to_send, messages.clone()));
                }
                Some(message) = posted.recv() => {
                    for stream in &streams {
                        drop(stream.send(event(&message, answer)));
                    }
                }
            }
        }
    });
    format!("http://{address}/sse")
}

fn event(message: &Value, answer: fn(&Value) -> Vec<u8>) -> Vec<u8> {
    let result = match message["method"].as_str() {
        Some("initialize") => {
            json!({ "protocolVersion": "2024-11-05", "capabilities": { "tools": {} } })
        }
        Some("tools/list") => json!({ "tools": [{ "name": "t" }] }),
        Some("tools/call") => return answer(&message["id"]),
        Some("ping") => json!({}),
        _ => return vec![],
    };
    let response = json!({ "jsonrpc": "2.0", "id": message["id"], "result": result });
    format!("data: {response}\n\n").into_bytes()
}

/// Serves one connection: a stream, or POSTs.
async fn serve(
    socket: TcpStream,
    raw: Raw,
    mut events: mpsc::UnboundedReceiver<Vec<u8>>,
    messages: mpsc::UnboundedSender<Value>,
) {
    let (read, mut write) = socket.into_split();
    let mut read = BufReader::new(read);
    loop {
        let (mut get, mut length) = (false, 0);
        loop {
            let mut line = String::new();
            if read.read_line(&mut line).await.unwrap_or(0) == 0 {
                return;
            }
            let line = line.trim_end().to_ascii_lowercase();
            get |= line.starts_with("get ");
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
            if line.is_empty() {
                break;
            }
        }
        if get {
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: {}\r\n\r\n",
                raw.encoding
            );
            let mut bytes = head.into_bytes();
            bytes.extend(raw.begin);
            bytes.extend((raw.code)(b"event: endpoint\ndata: /m\n\n".to_vec()));
            while write.write_all(&bytes).await.is_ok() {
                let Some(event) = events.recv().await else { return };
                bytes = if event.is_empty() { event } else { (raw.code)(event) };
            }
            return;
        }
        let mut body = vec![0; length];
        read.read_exact(&mut body).await.expect("a body");
        write.write_all(b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n").await.expect("open");
        drop(messages.send(serde_json::from_slice(&body).expect("JSON")));
    }
}

fn result(id: &Value, text: &str) -> Vec<u8> {
    let result = json!({ "content": [{ "type": "text", "text": text }] });
    format!("data: {}\n\n", json!({ "jsonrpc": "2.0", "id": id, "result": result })).into_bytes()
}

#[tokio::test]
async fn a_compressed_stream_is_read_as_it_comes() {
    let url = start(GZIP, |id| result(id, "año")).await;
    let (client, _tasks) = connect_to(&url).await.expect("connected");
    for _ in 0..3 {
        assert_eq!(write(&client, "t").await.as_deref(), Ok("año"));
    }
}

/// An answer in Latin-1, which is not UTF-8.
fn latin1(id: &Value) -> Vec<u8> {
    result(id, "se?or").into_iter().map(|byte| if byte == b'?' { 0xf1 } else { byte }).collect()
}

#[tokio::test]
async fn bytes_that_are_not_utf8_delay_a_read_and_stop_nothing() {
    let url = start(PLAIN, latin1).await;
    let (client, _tasks) = connect_to(&url).await.expect("connected");
    assert_eq!(read(&client, "t").await.as_deref(), Ok("se\u{fffd}or"));
    assert_eq!(write(&client, "t").await.as_deref(), Ok("se\u{fffd}or"), "later calls work");
}

#[tokio::test]
async fn a_write_whose_answer_is_not_utf8_ends_as_unknown_and_later_calls_work() {
    let url = start(PLAIN, latin1).await;
    let idle = Duration::from_secs(1);
    let transport = Box::new(crate::mcp_client::transport(&url));
    let (client, _tasks) =
        mcp_chat::mcp::Client::connect(transport, idle).await.expect("connected");
    let error = McpError::Timeout { method: "tools/call".into(), limit: idle, idle: true };
    assert_eq!(write(&client, "t").await, Err(error));
    let mut status = client.status();
    let again = |now: &mcp_chat::mcp::Status| {
        matches!(now, mcp_chat::mcp::Status::Connected { generation: 2, .. })
    };
    tokio::time::timeout(LIMIT, status.wait_for(again)).await.expect("in time").expect("alive");
    assert_eq!(write(&client, "t").await.as_deref(), Ok("se\u{fffd}or"));
}

/// Reads a stream that is sent in these chunks to its end.
async fn subscribed(chunks: Vec<Vec<u8>>, decoding: Decoding) -> Vec<Event> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let serving = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.expect("a connection");
        socket.set_nodelay(true).expect("nodelay");
        let mut request = [0; 4096];
        let _head = socket.read(&mut request).await.expect("a request");
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n";
        socket.write_all(head).await.expect("open");
        for chunk in chunks.iter().filter(|chunk| !chunk.is_empty()) {
            let mut framed = format!("{:x}\r\n", chunk.len()).into_bytes();
            framed.extend(chunk);
            framed.extend(b"\r\n");
            socket.write_all(&framed).await.expect("open");
        }
        socket.write_all(b"0\r\n\r\n").await.expect("open");
    });
    let http = http::client().expect("a client");
    let mut subscription =
        Subscription::open(&http, http.get(url), decoding).await.expect("a stream");
    let mut events = vec![];
    while let Some(event) = subscription.next().await.expect("a valid stream") {
        events.push(event);
    }
    serving.await.expect("served");
    events
}

/// A valid stream: whole lines, each with its own line end.
fn valid_stream() -> impl Strategy<Value = Vec<u8>> {
    let value = "[a-zñ👤 :{}\"]{0,8}";
    let line = prop_oneof![
        4 => value.prop_map(|value| format!("data: {value}")),
        1 => value.prop_map(|value| format!("data:{value}")),
        1 => value.prop_map(|value| format!("event: {value}")),
        1 => value.prop_map(|value| format!("id: {value}")),
        1 => (0..99_999_u32).prop_map(|time| format!("retry: {time}")),
        1 => value.prop_map(|value| format!(":{value}")),
        1 => Just("data".to_owned()),
        4 => Just(String::new()),
    ];
    let end = prop_oneof![Just("\n"), Just("\r\n"), Just("\r")];
    prop::collection::vec((line, end), 0..24).prop_map(|lines| {
        let lines = lines.into_iter().map(|(line, end)| format!("{line}{end}"));
        // The crate holds a final CR back until it knows that no LF follows.
        lines.chain([":\n".to_owned()]).collect::<String>().into_bytes()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn both_ways_to_subscribe_give_the_same_events(
        stream in valid_stream(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let mut at: Vec<_> = cuts.iter().map(|cut| cut.index(stream.len() + 1)).collect();
        at.sort_unstable();
        at.push(stream.len());
        let mut from = 0;
        let chunks: Vec<Vec<u8>> =
            at.into_iter().map(|to| stream[std::mem::replace(&mut from, to)..to].to_vec()).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let (theirs, ours) = runtime.expect("a runtime").block_on(async {
            let theirs = subscribed(chunks.clone(), Decoding::EventSource).await;
            (theirs, subscribed(chunks, Decoding::Own).await)
        });
        prop_assert_eq!(theirs, ours);
    }
}
