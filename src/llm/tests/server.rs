//! A server that plays a script to the byte, and a client that asks it.

use std::{collections::VecDeque, time::Duration};

use secrecy::SecretString;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::{sleep, timeout},
};
use url::Url;

use crate::{
    config::{Generation, ModelSettings, Provider},
    http,
    llm::{Client, Error, ErrorKind, Message, Reply, Request, Update},
};

pub(super) const KEY: &str = "sk-test-0123456789";
pub(super) const HELLO: &str = "data: {\"choices\":[{\"delta\":{\"content\":\"Hola\"}}]}\n\n";
pub(super) const STOP: &str = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
pub(super) const DONE: &str = "data: [DONE]\n\n";

/// What the server does for one request.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Send(String),
    Pause(u64),
    /// Waits until the client closes the connection, and reports it.
    Hold,
    Close,
}

/// What the server saw.
#[derive(Debug, PartialEq)]
pub(super) enum Seen {
    Request { connection: usize, head: String, body: String },
    ClosedByClient,
}

pub(super) struct Server {
    pub(super) url: Url,
    pub(super) seen: mpsc::Receiver<Seen>,
}

impl Server {
    /// Starts a server that plays one script for each request, in order.
    pub(super) async fn start(scripts: Vec<Vec<Step>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (tell, seen) = mpsc::channel(64);
        tokio::spawn(async move {
            let mut scripts = VecDeque::from(scripts);
            for connection in 1.. {
                let (mut stream, _) = listener.accept().await.expect("a connection");
                // One connection at a time: the client sends its requests one after the other.
                while let Some(seen) = read_request(&mut stream, connection).await {
                    tell.send(seen).await.expect("the test waits");
                    let script = scripts.pop_front().unwrap_or_default();
                    if !play(&mut stream, script, &tell).await {
                        break;
                    }
                }
            }
        });
        Self { url: format!("http://{address}/v1").parse().expect("a URL"), seen }
    }

    pub(super) fn client(&self) -> Client {
        self.client_with(Some(KEY), Duration::from_secs(20))
    }

    pub(super) fn client_with(&self, key: Option<&str>, idle_timeout: Duration) -> Client {
        let settings = ModelSettings {
            provider: Provider::OpenAi,
            base_url: self.url.clone(),
            name: "m".to_owned(),
            key: key.map(SecretString::from),
            idle_timeout,
            generation: Generation::default(),
            context_window: None,
        };
        Client::new(http::client().expect("a client"), settings)
    }

    /// Returns the requests so far: head and body.
    pub(super) fn requests(&mut self) -> Vec<(usize, String, String)> {
        let mut requests = Vec::new();
        while let Ok(seen) = self.seen.try_recv() {
            match seen {
                Seen::Request { connection, head, body } => requests.push((connection, head, body)),
                Seen::ClosedByClient => {}
            }
        }
        requests
    }
}

async fn read_request(stream: &mut TcpStream, connection: usize) -> Option<Seen> {
    let mut bytes = Vec::new();
    loop {
        if let Some(end) = memchr::memmem::find(&bytes, b"\r\n\r\n") {
            let head = String::from_utf8(bytes[..end].to_vec()).expect("ASCII").to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.map_or(0, |length| length.parse().expect("a length"));
            if bytes.len() >= end + 4 + length {
                let body = String::from_utf8(bytes.split_off(end + 4)).expect("UTF-8");
                return Some(Seen::Request { connection, head, body });
            }
        }
        if stream.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
            return None;
        }
    }
}

/// Plays a script; returns whether the connection is kept.
async fn play(stream: &mut TcpStream, script: Vec<Step>, tell: &mpsc::Sender<Seen>) -> bool {
    for step in script {
        match step {
            Step::Send(text) => {
                if stream.write_all(text.as_bytes()).await.is_err() {
                    return false;
                }
            }
            Step::Pause(milliseconds) => sleep(Duration::from_millis(milliseconds)).await,
            Step::Hold => {
                while stream.read(&mut [0; 64]).await.is_ok_and(|read| read > 0) {}
                tell.send(Seen::ClosedByClient).await.expect("the test waits");
                return false;
            }
            Step::Close => return false,
        }
    }
    true
}

pub(super) fn send(text: impl Into<String>) -> Step {
    Step::Send(text.into())
}

/// A response with a length.
pub(super) fn whole(status: &str, headers: &str, body: &str) -> Vec<Step> {
    let length = body.len();
    vec![send(format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n{body}"))]
}

/// A stream without a length, which the end of the connection ends.
pub(super) fn stream(steps: impl IntoIterator<Item = Step>) -> Vec<Step> {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    [send(head)].into_iter().chain(steps).collect()
}

pub(super) fn hola() -> Vec<Step> {
    stream([send([HELLO, STOP, DONE].concat()), Step::Close])
}

/// What came of a request: the outcome and the updates.
pub(super) async fn ask(client: &mut Client) -> (Result<Reply, Error>, Vec<Update>) {
    let message = Message::User { content: "hola".to_owned() }.encode();
    let request =
        Request { messages: vec![&message], tools: &[], tool_choice: None, conversation: "" };
    let mut updates = Vec::new();
    let on = &mut |update| updates.push(update);
    let outcome = timeout(Duration::from_secs(30), client.complete(&request, on)).await;
    // The countdown has a test of its own.
    updates.retain(|update| !matches!(update, Update::RetryIn(_)));
    (outcome.expect("no hang"), updates)
}

pub(super) fn text(outcome: &Result<Reply, Error>) -> &str {
    outcome.as_ref().expect("a reply").text.raw()
}

pub(super) fn kind(outcome: Result<Reply, Error>) -> ErrorKind {
    outcome.expect_err("an error").kind
}
