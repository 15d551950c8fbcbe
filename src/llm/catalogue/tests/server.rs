//! A server that answers every request with the next of its answers, to the byte.

use std::{collections::VecDeque, time::Duration};

use secrecy::SecretString;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::sleep,
};

use crate::{
    config::{Generation, ModelSettings, Provider},
    http,
    llm::catalogue::source::Source,
};

pub(super) const KEY: &str = "sk-test-0123456789";

/// What is sent: bytes, after a pause.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    pub(super) bytes: Vec<u8>,
    pub(super) after: Duration,
    /// Whether the connection stays open without another byte.
    pub(super) hangs: bool,
}

/// A whole response.
pub(super) fn answer(status: &str, headers: &str, body: &[u8]) -> Answer {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}connection: close\r\ncontent-length: {length}\r\n\r\n"
    );
    Answer { bytes: [head.as_bytes(), body].concat(), ..Answer::default() }
}

/// A good list of these names.
pub(super) fn names(names: &[&str]) -> Answer {
    let data: Vec<_> = names.iter().map(|id| serde_json::json!({ "id": id })).collect();
    answer("200 OK", "", serde_json::json!({ "data": data }).to_string().as_bytes())
}

pub(super) struct Server {
    pub(super) base_url: String,
    heads: mpsc::Receiver<String>,
}

impl Server {
    /// Starts a server that gives these answers, one a request, and then none.
    pub(super) async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base_url = format!("http://{}/v1", listener.local_addr().expect("an address"));
        let mut answers: VecDeque<Answer> = answers.into_iter().collect();
        let (tell, heads) = mpsc::channel(64);
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.expect("a connection");
                let Some(head) = read_head(&mut stream).await else { continue };
                tell.send(head).await.expect("the test waits");
                let answer = answers.pop_front().unwrap_or_default();
                tokio::spawn(async move {
                    sleep(answer.after).await;
                    // The client may be gone.
                    drop(stream.write_all(&answer.bytes).await);
                    if answer.hangs {
                        while stream.read(&mut [0; 64]).await.is_ok_and(|read| read > 0) {}
                    }
                });
            }
        });
        Self { base_url, heads }
    }

    /// The heads of the requests so far, in lower case.
    pub(super) fn requests(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.heads.try_recv().ok()).collect()
    }

    pub(super) fn settings(&self, key: Option<&str>) -> ModelSettings {
        ModelSettings {
            provider: Provider::OpenAi,
            base_url: self.base_url.parse().expect("a URL"),
            name: "m".to_owned(),
            key: key.map(SecretString::from),
            idle_timeout: Duration::from_secs(20),
            generation: Generation::default(),
            context_window: None,
        }
    }

    /// What asks this server, with a key.
    pub(super) fn source(&self) -> Source {
        Source::new(http::client().expect("a client"), &self.settings(Some(KEY)))
    }
}

async fn read_head(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
            return None;
        }
    }
    Some(String::from_utf8(bytes).expect("ASCII").to_lowercase())
}
