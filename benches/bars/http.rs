//! The server's half of HTTP/1.1, small enough that its time does not count.
//!
//! Blocking sockets, a thread for each connection: what a server does between two marks is one
//! system call, and nothing of the client's runtime is shared with it.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;

/// One request, read whole.
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) body: Vec<u8>,
}

/// A connection of a client.
pub(crate) struct Connection {
    read: BufReader<TcpStream>,
    write: TcpStream,
}

impl Connection {
    /// Reads the next request; `None` when the client has gone.
    pub(crate) fn next(&mut self) -> io::Result<Option<Request>> {
        let Some(line) = self.line()? else { return Ok(None) };
        let mut words = line.split(' ').map(str::to_owned);
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let mut length = 0;
        while let Some(line) = self.line()?.filter(|line| !line.is_empty()) {
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
        }
        let mut body = vec![0; length];
        self.read.read_exact(&mut body)?;
        Ok(Some(Request { method, target, body }))
    }

    fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = String::new();
        let length = self.read.read_line(&mut line)?;
        Ok((length > 0).then(|| line.trim_end().to_owned()))
    }

    /// Writes bytes as they are.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write.write_all(bytes)
    }

    /// Gives the writing half away.
    pub(crate) fn into_writer(self) -> TcpStream {
        self.write
    }
}

/// Serves connections on a free loopback port until the program ends.
pub(crate) fn listen(
    serve: impl Fn(Connection) -> io::Result<()> + Send + Sync + 'static,
) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("the port");
    let serve = Arc::new(serve);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let write = stream.expect("a connection");
            write.set_nodelay(true).expect("a socket");
            let read = BufReader::with_capacity(64 * 1024, write.try_clone().expect("a socket"));
            let serve = Arc::clone(&serve);
            // A client that breaks off ends its connection, not the benchmark.
            std::thread::spawn(move || drop(serve(Connection { read, write })));
        }
    });
    address
}

/// Returns the head of an event stream of unknown length.
pub(crate) fn stream_head() -> &'static [u8] {
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
}

/// Returns bytes as one chunk of a body of unknown length; of none, the body's end.
pub(crate) fn chunk(bytes: &[u8]) -> Vec<u8> {
    let mut chunk = format!("{:x}\r\n", bytes.len()).into_bytes();
    chunk.extend_from_slice(bytes);
    chunk.extend_from_slice(b"\r\n");
    chunk
}
