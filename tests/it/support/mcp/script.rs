//! What a scripted MCP server is told to do. Unscripted, it is a correct one.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::reply::{Reply, Via};

/// A tool of the server, and what its calls do.
#[derive(Clone)]
pub(crate) struct Tool {
    pub(super) definition: Value,
    pub(super) once: VecDeque<Reply>,
    pub(super) always: Option<Reply>,
}

impl Tool {
    /// A tool that takes any object and answers with its arguments as JSON text.
    pub(crate) fn new(name: &str) -> Self {
        Self::defined(json!({
            "name": name,
            "description": format!("The tool {name}."),
            "inputSchema": { "type": "object", "properties": {} },
        }))
    }

    /// A tool with any definition, right or wrong.
    pub(crate) fn defined(definition: Value) -> Self {
        Self { definition, once: VecDeque::new(), always: None }
    }

    pub(crate) fn schema(self, schema: Value) -> Self {
        self.field("inputSchema", schema)
    }

    pub(crate) fn annotations(self, annotations: Value) -> Self {
        self.field("annotations", annotations)
    }

    /// Marks the tool as one that changes nothing.
    pub(crate) fn read_only(self) -> Self {
        self.annotations(json!({ "readOnlyHint": true }))
    }

    /// Sets any member of the definition.
    pub(crate) fn field(mut self, name: &str, value: Value) -> Self {
        self.definition[name] = value;
        self
    }

    /// Answers the next call that is not yet scripted. Dropping the server fails if it never came.
    pub(crate) fn once(mut self, reply: Reply) -> Self {
        self.once.push_back(reply);
        self
    }

    /// Answers every call that has no `once` left.
    pub(crate) fn always(self, reply: Reply) -> Self {
        Self { always: Some(reply), ..self }
    }

    pub(super) fn is_called(&self, name: &Value) -> bool {
        self.definition["name"] == *name
    }

    pub(super) fn next(&mut self, arguments: &Value) -> Reply {
        let scripted = self.once.pop_front().or_else(|| self.always.clone());
        scripted.unwrap_or_else(|| Reply::text(&arguments.to_string()))
    }
}

/// How a GET is answered.
#[derive(Clone, Debug)]
pub(crate) enum Opening {
    /// An event stream that starts with the endpoint.
    Stream,
    /// A whole answer of any kind.
    Answer { status: u16, headers: Vec<(String, String)>, body: String },
    /// An event stream of these bytes, which stays open or ends; no endpoint of ours, no session.
    Bytes { bytes: Vec<u8>, stays_open: bool },
    /// No answer at all.
    Silent,
    /// The connection closed before the headers.
    HangUp,
}

impl Opening {
    /// A status with a plain text body.
    pub(crate) fn status(status: u16, body: &str) -> Self {
        Self::Answer { status, headers: header("content-type", "text/plain"), body: body.into() }
    }

    /// A web page instead of a stream, as a server's root or a login page gives it.
    pub(crate) fn web_page(body: &str) -> Self {
        let headers = header("content-type", "text/html; charset=utf-8");
        Self::Answer { status: 200, headers, body: body.into() }
    }

    /// An event stream that stays open and never names its endpoint.
    pub(crate) fn no_endpoint() -> Self {
        Self::Bytes { bytes: b": nothing to say\n\n".to_vec(), stays_open: true }
    }
}

/// How a POST is answered, instead of the usual way.
#[derive(Clone, Debug)]
pub(crate) enum Post {
    /// A status and a body; the message is not handled.
    Answer { status: u16, headers: Vec<(String, String)>, body: String },
    /// The message is handled, but the POST gets this status with an empty body.
    AcceptedWith(u16),
    /// No answer, and the message is not handled.
    Silent,
    /// 307 to another target of the same origin, where the same message is handled.
    Redirect,
    /// 307 to this URL.
    RedirectTo(String),
}

impl Post {
    /// A failing status with a plain text body.
    pub(crate) fn status(status: u16, body: &str) -> Self {
        Self::Answer { status, headers: header("content-type", "text/plain"), body: body.into() }
    }
}

/// How `tools/list` is divided.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Paging {
    /// All tools in one answer, without a cursor.
    Single,
    /// So many tools a page.
    Pages(usize),
    /// Every page names the same next cursor.
    RepeatedCursor,
    /// Every page names a new next cursor.
    Endless,
    /// Two pages, the second under the cursor "".
    EmptyCursor,
}

/// How events are put into bytes.
#[derive(Clone, Debug)]
pub(crate) struct Framing {
    /// `"\n"`, `"\r\n"` or `"\r"`.
    pub(crate) line_end: &'static str,
    /// Bytes before the first event: a byte order mark, comments.
    pub(crate) prefix: &'static [u8],
    /// Bytes in one chunk; `None` sends each event whole.
    pub(crate) chunk: Option<usize>,
}

/// The whole script; `start` in the parent module runs it.
#[derive(Clone)]
pub(crate) struct Script {
    pub(super) tools: Vec<Tool>,
    pub(super) gets: VecDeque<Opening>,
    pub(super) every_get: Opening,
    pub(super) posts: Vec<(String, VecDeque<Post>)>,
    pub(super) every_post: Vec<(String, Post)>,
    pub(super) path: String,
    pub(super) endpoint: String,
    pub(super) initialize: Value,
    pub(super) protocol: Option<String>,
    pub(super) paging: Paging,
    pub(super) framing: Framing,
    pub(super) via: Via,
    pub(super) text_ids: bool,
    pub(super) forgotten: (u16, String),
    pub(super) burst: usize,
    pub(super) bearer: Option<String>,
    pub(super) implemented: Vec<String>,
    pub(super) answers: Vec<(String, Value)>,
}

impl Script {
    pub(crate) fn new() -> Self {
        Self {
            tools: vec![],
            gets: VecDeque::new(),
            every_get: Opening::Stream,
            posts: vec![],
            every_post: vec![],
            path: "/sse".into(),
            endpoint: "/messages/?session_id={session}".into(),
            initialize: json!({
                "capabilities": { "tools": { "listChanged": true } },
                "serverInfo": { "name": "scripted", "version": "1.0.0" },
            }),
            protocol: None,
            paging: Paging::Single,
            framing: Framing { line_end: "\n", prefix: b"", chunk: None },
            via: Via::Stream,
            text_ids: false,
            forgotten: (404, "Could not find session".into()),
            burst: 0,
            bearer: None,
            // What a chat answers; roots only where some are named.
            implemented: vec!["elicitation".into(), "sampling".into()],
            answers: vec![],
        }
    }

    pub(crate) fn tool(mut self, tool: Tool) -> Self {
        self.tools.push(tool);
        self
    }

    /// Answers the next GET that is not yet scripted; dropping the server fails if it never came.
    pub(crate) fn get_once(mut self, opening: Opening) -> Self {
        self.gets.push_back(opening);
        self
    }

    /// Answers every GET that has no `get_once` left.
    pub(crate) fn every_get(self, opening: Opening) -> Self {
        Self { every_get: opening, ..self }
    }

    /// Answers the next POST of that method (`"*"`: of any); must be used, as `get_once`.
    pub(crate) fn post_once(mut self, method: &str, post: Post) -> Self {
        match self.posts.iter_mut().find(|(known, _)| known == method) {
            Some((_, queue)) => queue.push_back(post),
            None => self.posts.push((method.to_owned(), VecDeque::from([post]))),
        }
        self
    }

    /// Answers every POST of that method (`"*"`: of any).
    pub(crate) fn every_post(mut self, method: &str, post: Post) -> Self {
        self.every_post.push((method.to_owned(), post));
        self
    }

    /// Serves the event stream under another path than `/sse`.
    pub(crate) fn mounted_at(self, path: &str) -> Self {
        Self { path: path.into(), ..self }
    }

    /// The data of the endpoint event, with `{origin}` and `{session}` filled in:
    /// `"messages?s={session}"`, `"{origin}/m?s={session}"`, `" /m?s={session} "`, `"\"/m…\""`,
    /// `"http://other.example/m"`.
    pub(crate) fn endpoint(self, template: &str) -> Self {
        Self { endpoint: template.into(), ..self }
    }

    /// Answers `initialize` with this version, known or not; unset, with the one that was offered.
    pub(crate) fn protocol(self, version: &str) -> Self {
        Self { protocol: Some(version.into()), ..self }
    }

    /// Sets a member of the `initialize` result; `null` leaves it out.
    pub(crate) fn initialize(mut self, name: &str, value: Value) -> Self {
        self.initialize[name] = value;
        self
    }

    pub(crate) fn paging(self, paging: Paging) -> Self {
        Self { paging, ..self }
    }

    pub(crate) fn line_ends(mut self, line_end: &'static str) -> Self {
        self.framing.line_end = line_end;
        self
    }

    /// Bytes before the first event, e.g. `b"\xef\xbb\xbf"` or comments.
    pub(crate) fn prefix(mut self, prefix: &'static [u8]) -> Self {
        self.framing.prefix = prefix;
        self
    }

    /// Sends the stream in chunks of so many bytes.
    pub(crate) fn chunks_of(mut self, bytes: usize) -> Self {
        self.framing.chunk = Some(bytes);
        self
    }

    /// How all answers travel, those to `initialize` and `tools/list` included.
    pub(crate) fn via(self, via: Via) -> Self {
        Self { via, ..self }
    }

    /// Answers every id as text (`"3"` for `3`), as some servers do.
    pub(crate) fn text_ids(self) -> Self {
        Self { text_ids: true, ..self }
    }

    /// How a POST to a forgotten session is answered; 404 unless set.
    pub(crate) fn forgotten(self, status: u16, body: &str) -> Self {
        Self { forgotten: (status, body.into()), ..self }
    }

    /// Sends so many `tools/list_changed` right after `notifications/initialized`.
    pub(crate) fn burst_after_initialized(self, count: usize) -> Self {
        Self { burst: count, ..self }
    }

    /// Answers 401 to every request without this bearer token.
    pub(crate) fn bearer(self, token: &str) -> Self {
        Self { bearer: Some(token.into()), ..self }
    }

    /// Answers every request of a method that is none of tools with this result.
    pub(crate) fn answers(mut self, method: &str, result: Value) -> Self {
        self.answers.push((method.into(), result));
        self
    }

    /// Lets the client declare a capability that the rules refuse otherwise.
    pub(crate) fn client_implements(mut self, capability: &str) -> Self {
        self.implemented.push(capability.into());
        self
    }
}

pub(super) fn header(name: &str, value: &str) -> Vec<(String, String)> {
    vec![(name.to_owned(), value.to_owned())]
}
