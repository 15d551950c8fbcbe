//! A small HTTP/1.1 server that does what it is told, byte by byte.
//!
//! Why not axum: the scripted servers have to hang up before the headers, leave a request without
//! an answer, put every byte in a chunk of its own and drop a stream in the middle. It runs on a
//! thread of its own, so tests without a runtime (pty tests) can use it, and dropping it closes
//! every connection at once, as a server that dies does.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener as StdListener};
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// Answers requests.
pub(crate) trait Handler: Send + Sync + 'static {
    /// Answers one request on `wire`. A wire that is left without a whole answer is closed.
    fn handle(
        self: Arc<Self>,
        request: Request,
        wire: &mut Wire,
    ) -> impl Future<Output = ()> + Send;
}

/// One request, as it came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// GET, POST, …
    pub(crate) method: String,
    /// Path and query, to the letter.
    pub(crate) target: String,
    /// Names in lower case, values as they came.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// The number of the connection that it came by.
    pub(crate) connection: usize,
}

impl Request {
    /// The first header of that (lower case) name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A running server; dropping it closes the port and every connection.
pub(crate) struct HttpServer {
    address: SocketAddr,
    running: Option<(oneshot::Sender<Infallible>, JoinHandle<()>)>,
}

impl HttpServer {
    /// Listens on `port` of the loopback address; 0 takes a free one.
    pub(crate) fn start<H: Handler>(port: u16, handler: Arc<H>) -> Self {
        let listener = bind(port);
        let address = listener.local_addr().expect("the port of a bound listener");
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime for a scripted server");
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).expect("a listener for tokio");
                tokio::select! {
                    () = accept(&listener, handler) => {}
                    _ = stopped => {}
                }
            });
        });
        Self { address, running: Some((stop, thread)) }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// `http://127.0.0.1:port`
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for HttpServer {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            drop(stop);
            // A panic of the server thread has been printed; a second one here would abort.
            drop(thread.join());
        }
    }
}

// Taking the port of a server that has just gone may need a moment.
fn bind(port: u16) -> StdListener {
    let mut tries = 0;
    let listener = loop {
        match StdListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => break listener,
            Err(error) => assert!(tries < 100, "cannot listen on port {port}: {error}"),
        }
        tries += 1;
        std::thread::sleep(std::time::Duration::from_millis(20));
    };
    listener.set_nonblocking(true).expect("a listener that does not block");
    listener
}

async fn accept<H: Handler>(listener: &TcpListener, handler: Arc<H>) {
    for number in 0.. {
        let (stream, _) = listener.accept().await.expect("a connection");
        tokio::spawn(serve(stream, number, Arc::clone(&handler)));
    }
}

async fn serve<H: Handler>(stream: TcpStream, number: usize, handler: Arc<H>) {
    stream.set_nodelay(true).expect("nodelay");
    let (read, write) = stream.into_split();
    let mut wire = Wire { read: BufReader::new(read), write, whole: false, number };
    while let Ok(Some(request)) = wire.request().await {
        wire.whole = false;
        Arc::clone(&handler).handle(request, &mut wire).await;
        if !wire.whole {
            break;
        }
    }
}

/// One connection, as the answering side sees it.
pub(crate) struct Wire {
    read: BufReader<OwnedReadHalf>,
    write: OwnedWriteHalf,
    /// Whether the last answer ended as HTTP wants it, so that the connection can go on.
    whole: bool,
    /// Which connection of the server this is, from 0.
    number: usize,
}

impl Wire {
    /// Sends a whole answer.
    pub(crate) async fn reply(
        &mut self,
        status: u16,
        headers: &[(String, String)],
        body: &[u8],
    ) -> io::Result<()> {
        let mut head = head(status, headers);
        if status != 204 {
            head.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(body);
        self.raw(&bytes).await?;
        self.whole = true;
        Ok(())
    }

    /// Sends the head of an answer whose body follows in chunks.
    pub(crate) async fn begin(
        &mut self,
        status: u16,
        headers: &[(String, String)],
    ) -> io::Result<()> {
        let head = head(status, headers);
        self.raw(format!("{head}transfer-encoding: chunked\r\n\r\n").as_bytes()).await
    }

    /// Sends one chunk; an empty one is left out, since it would end the body.
    pub(crate) async fn chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        let mut framed = format!("{:x}\r\n", bytes.len()).into_bytes();
        framed.extend_from_slice(bytes);
        framed.extend_from_slice(b"\r\n");
        self.raw(&framed).await
    }

    /// Ends a body that was sent in chunks.
    pub(crate) async fn end(&mut self) -> io::Result<()> {
        self.raw(b"0\r\n\r\n").await?;
        self.whole = true;
        Ok(())
    }

    /// Sends bytes as they are, HTTP or not.
    pub(crate) async fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write.write_all(bytes).await?;
        self.write.flush().await
    }

    /// Waits for `wait`, or gives `None` as soon as the other side hangs up.
    pub(crate) async fn while_open<T>(&mut self, wait: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            result = wait => Some(result),
            // The client sends nothing before it has its answer, so bytes here are its end.
            _ = self.read.fill_buf() => None,
        }
    }

    async fn request(&mut self) -> io::Result<Option<Request>> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if self.read.read_line(&mut line).await? == 0 {
                return Ok(None);
            }
            let line = line.trim_end().to_owned();
            if line.is_empty() {
                break;
            }
            lines.push(line);
        }
        let first = lines.first().cloned().unwrap_or_default();
        let mut words = first.split(' ').map(str::to_owned);
        let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(None) };
        let headers: Vec<(String, String)> = lines
            .iter()
            .skip(1)
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let connection = self.number;
        let mut request = Request { method, target, headers, body: Vec::new(), connection };
        let length = request.header("content-length").and_then(|text| text.parse().ok());
        request.body = vec![0; length.unwrap_or(0)];
        self.read.read_exact(&mut request.body).await?;
        Ok(Some(request))
    }
}

fn head(status: u16, headers: &[(String, String)]) -> String {
    let fields: String =
        headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("HTTP/1.1 {status} Scripted\r\n{fields}")
}
