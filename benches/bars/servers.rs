//! The model and the MCP server of the benchmarks, which note when things happen.

use std::collections::HashMap;
use std::io::{self, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::http::{self, Connection, chunk};

/// The name of the one tool.
pub(crate) const TOOL: &str = "consultar_empleado";
/// The pieces in which a large message travels, as servers and proxies send it.
const CHUNK: usize = 16 * 1024;
const ACCEPTED: &[u8] = b"HTTP/1.1 202 Accepted\r\ncontent-length: 8\r\n\r\nAccepted";

/// Something that a server noted. A time of writing is taken before the system call, so that the
/// time of the call itself counts against the client.
pub(crate) enum Mark {
    /// The model server has read a request whole.
    Asked(Instant, Vec<u8>),
    /// The model server writes the last bytes of a streamed call.
    CallStreamed(Instant),
    /// The MCP server has read the POST of a `tools/call`.
    Posted(Instant, Vec<u8>),
    /// The MCP server writes the tool's answer.
    Answered(Instant),
}

/// Both servers, and what they noted.
pub(crate) struct Servers {
    pub(crate) model: SocketAddr,
    pub(crate) mcp: SocketAddr,
    pub(crate) marks: mpsc::Receiver<Mark>,
    pub(crate) script: Arc<Script>,
}

/// What the servers do; may change between turns.
#[derive(Default)]
pub(crate) struct Script {
    /// Calls in a reply of the model; with none it answers at once.
    pub(crate) calls: AtomicUsize,
    /// Between the pieces of a streamed call, as tokens come, in milliseconds.
    pub(crate) token: AtomicUsize,
    /// How long a tool works, in milliseconds.
    pub(crate) work: AtomicUsize,
    /// Whether the server works on one call at a time.
    pub(crate) one_at_a_time: AtomicBool,
    /// Held by the call that is worked on, if they go one at a time.
    desk: Mutex<()>,
    /// How long a tool's text is, in bytes.
    pub(crate) result: AtomicUsize,
    /// Nanoseconds that the MCP server spent on requests other than calls.
    pub(crate) own: AtomicUsize,
}

impl Servers {
    /// Starts both.
    pub(crate) fn start() -> Self {
        let (sender, marks) = mpsc::channel();
        let script = Arc::new(Script::default());
        script.result.store(300, Ordering::Relaxed);
        script.token.store(2, Ordering::Relaxed);
        let model = {
            let (sender, script) = (sender.clone(), Arc::clone(&script));
            http::listen(move |connection| serve_model(connection, &sender, &script))
        };
        let mcp = {
            let (script, sessions) = (Arc::clone(&script), Sessions::default());
            http::listen(move |connection| serve_mcp(connection, &sender, &script, &sessions))
        };
        Self { model, mcp, marks, script }
    }

    /// Base URL of the model.
    pub(crate) fn model_url(&self) -> String {
        format!("http://{}/v1", self.model)
    }

    /// URL of the MCP server's stream.
    pub(crate) fn mcp_url(&self) -> String {
        format!("http://{}/sse", self.mcp)
    }

    /// Takes what was noted since the last time.
    pub(crate) fn marks(&self) -> Vec<Mark> {
        self.marks.try_iter().collect()
    }
}

fn serve_model(
    mut connection: Connection,
    marks: &mpsc::Sender<Mark>,
    script: &Script,
) -> io::Result<()> {
    while let Some(request) = connection.next()? {
        let now = Instant::now();
        let calls = script.calls.load(Ordering::Relaxed);
        let answers = calls == 0 || ends_with_a_result(&request.body);
        note(marks, Mark::Asked(now, request.body));
        connection.write(http::stream_head())?;
        if answers {
            connection.write(&text())?;
        } else {
            let (pieces, last) = call_pieces(calls);
            let token = Duration::from_millis(script.token.load(Ordering::Relaxed) as u64);
            for piece in pieces {
                connection.write(&piece)?;
                std::thread::sleep(token);
            }
            note(marks, Mark::CallStreamed(Instant::now()));
            connection.write(&last)?;
        }
    }
    Ok(())
}

/// Whether the last message of a request is a tool's result.
fn ends_with_a_result(body: &[u8]) -> bool {
    let body: Value = serde_json::from_slice(body).expect("JSON");
    let last = body["messages"].as_array().and_then(|messages| messages.last());
    last.is_some_and(|message| message["role"] == "tool")
}

fn delta(delta: &Value, finish: Option<&str>) -> String {
    let choice = json!({ "index": 0, "delta": delta, "finish_reason": finish });
    let event = json!({ "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1,
        "model": "m", "choices": [choice] });
    format!("data: {event}\n\n")
}

/// Returns the pieces of a reply that asks for calls, and the last bytes, which make it whole.
fn call_pieces(calls: usize) -> (Vec<Vec<u8>>, Vec<u8>) {
    let mut pieces = vec![delta(&json!({ "role": "assistant", "content": null }), None)];
    for index in 0..calls {
        let begun = json!({ "index": index, "id": format!("call_{index}"), "type": "function",
            "function": { "name": TOOL, "arguments": "" } });
        let arguments = format!("{{\"id\":{index}}}");
        let arguments = json!({ "index": index, "function": { "arguments": arguments } });
        pieces.push(delta(&json!({ "tool_calls": [begun] }), None));
        pieces.push(delta(&json!({ "tool_calls": [arguments] }), None));
    }
    let pieces = pieces.iter().map(|piece| chunk(piece.as_bytes())).collect();
    (pieces, end("tool_calls"))
}

fn text() -> Vec<u8> {
    let answer = "Trabaja en el departamento de Contabilidad desde 2019. ".repeat(6);
    let mut text =
        chunk(delta(&json!({ "role": "assistant", "content": answer }), None).as_bytes());
    text.extend(end("stop"));
    text
}

fn end(finish: &str) -> Vec<u8> {
    let mut end = chunk(delta(&json!({}), Some(finish)).as_bytes());
    end.extend(chunk(b"data: [DONE]\n\n"));
    end.extend(chunk(b""));
    end
}

type Sessions = Mutex<HashMap<String, Arc<Mutex<TcpStream>>>>;

fn serve_mcp(
    mut connection: Connection,
    marks: &mpsc::Sender<Mark>,
    script: &Arc<Script>,
    sessions: &Sessions,
) -> io::Result<()> {
    while let Some(request) = connection.next()? {
        let read = Instant::now();
        if request.method == "GET" {
            open(&mut connection.into_writer(), sessions)?;
            spent(script, read);
            return Ok(());
        }
        let stream = Arc::clone(&sessions.lock().expect("sessions")[&request.target]);
        connection.write(ACCEPTED)?;
        let message: Value = serde_json::from_slice(&request.body).expect("JSON");
        if message["method"] == "tools/call" {
            note(marks, Mark::Posted(read, request.body));
            call(&message, &stream, marks, script)?;
        } else if let Some(result) = result_of(&message) {
            write_message(&stream, &message["id"], &result, || ())?;
        }
        spent(script, read);
    }
    Ok(())
}

/// Opens a session; it is known before the client hears of it.
fn open(writer: &mut TcpStream, sessions: &Sessions) -> io::Result<()> {
    let stream = Arc::new(Mutex::new(writer.try_clone()?));
    let endpoint = {
        let mut sessions = sessions.lock().expect("sessions");
        let endpoint = format!("/messages?session={}", sessions.len());
        sessions.insert(endpoint.clone(), stream);
        endpoint
    };
    writer.write_all(http::stream_head())?;
    writer.write_all(&chunk(format!("event: endpoint\ndata: {endpoint}\n\n").as_bytes()))
}

fn spent(script: &Script, since: Instant) {
    let nanoseconds = usize::try_from(since.elapsed().as_nanos()).expect("not that long");
    script.own.fetch_add(nanoseconds, Ordering::Relaxed);
}

/// Runs the tool; one that takes time does it beside the connection.
fn call(
    message: &Value,
    stream: &Arc<Mutex<TcpStream>>,
    marks: &mpsc::Sender<Mark>,
    script: &Arc<Script>,
) -> io::Result<()> {
    let text = "á b\n".repeat(script.result.load(Ordering::Relaxed) / 5);
    let result = json!({ "content": [{ "type": "text", "text": text }] });
    let work = script.work.load(Ordering::Relaxed) as u64;
    let (id, stream, marks) = (message["id"].clone(), Arc::clone(stream), marks.clone());
    let answer = move || {
        write_message(&stream, &id, &result, || note(&marks, Mark::Answered(Instant::now())))
    };
    if work == 0 {
        return answer();
    }
    let script = Arc::clone(script);
    std::thread::spawn(move || {
        let alone = script.one_at_a_time.load(Ordering::Relaxed);
        let turn = alone.then(|| script.desk.lock().expect("the desk"));
        std::thread::sleep(Duration::from_millis(work));
        drop(turn);
        drop(answer());
    });
    Ok(())
}

fn write_message(
    stream: &Mutex<TcpStream>,
    id: &Value,
    result: &Value,
    before: impl FnOnce(),
) -> io::Result<()> {
    let message = json!({ "jsonrpc": "2.0", "id": id, "result": result });
    let event = format!("event: message\ndata: {message}\n\n");
    let event: Vec<u8> = event.as_bytes().chunks(CHUNK).flat_map(chunk).collect();
    let mut stream = stream.lock().expect("the stream");
    before();
    stream.write_all(&event)
}

fn result_of(message: &Value) -> Option<Value> {
    Some(match message["method"].as_str()? {
        "initialize" => json!({
            "protocolVersion": message["params"]["protocolVersion"],
            "capabilities": { "tools": {} },
            "serverInfo": { "name": "bench", "version": "1" },
        }),
        "tools/list" => json!({ "tools": [{
            "name": TOOL,
            "description": "Devuelve los datos de un empleado.",
            "inputSchema": { "type": "object", "properties": { "id": { "type": "integer" } } },
            "annotations": { "readOnlyHint": true },
        }] }),
        "ping" => json!({}),
        _ => return None,
    })
}

/// Nobody listens once the benchmark is over.
fn note(marks: &mpsc::Sender<Mark>, mark: Mark) {
    drop(marks.send(mark));
}
