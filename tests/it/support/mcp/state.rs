//! What a scripted server knows: its script, its sessions and what it saw.
//!
//! Pure but for the channels to the streams; `serve` does the waiting and writing.

use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

use super::reply::{Cut, Reply};
use super::rules::{Kind, Rules};
use super::script::{Opening, Paging, Post, Script};

/// A request as the server saw it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    /// Path and query, to the letter.
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// The JSON body; `null` if there is none.
    pub(crate) json: Value,
}

/// A call that was really executed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Executed {
    pub(crate) name: String,
    pub(crate) arguments: Value,
}

/// What happened so far, for a test to look at.
#[derive(Default)]
pub(crate) struct Log {
    /// Every request, in the order of arrival.
    pub(crate) requests: Vec<Seen>,
    /// Every call that was executed, in order.
    pub(crate) ledger: Vec<Executed>,
    /// The client's responses to the server's requests.
    pub(crate) answers: Vec<Value>,
    /// How many event streams were opened with a session of ours.
    pub(crate) sessions: usize,
    /// How many of those are open now.
    pub(crate) open: usize,
    pub(crate) violations: Vec<String>,
}

/// What goes out on a stream.
pub(super) enum Out {
    Event(&'static str, String),
    Bytes(Vec<u8>),
    /// Tells when everything before it has been written.
    Written(oneshot::Sender<()>),
    Cut(Cut),
}

/// One event stream and the client behind it.
struct Session {
    targets: Vec<String>,
    number: usize,
    stream: mpsc::Sender<Out>,
    rules: Rules,
    forgotten: bool,
    open: bool,
    next_ask: u64,
    waiting: Vec<(Value, oneshot::Sender<()>)>,
    cancelled: Vec<Value>,
}

/// A request to be worked on.
pub(super) struct Work {
    pub(super) session: usize,
    pub(super) id: Value,
    pub(super) reply: Reply,
    pub(super) call: Option<Executed>,
    pub(super) token: Value,
}

/// What to do with a POST.
pub(super) enum Plan {
    /// Answer it so and forget it.
    Refuse(Post),
    /// 202 and nothing more.
    Accept(u16),
    /// 202 and an answer.
    Work(u16, Box<Work>),
}

pub(super) struct State {
    pub(super) script: Script,
    pub(super) log: Log,
    sessions: Vec<Session>,
}

/// What a redirected POST has behind its target.
pub(super) const MOVED: &str = "&moved=1";

impl State {
    pub(super) fn new(script: Script) -> Self {
        Self { script, log: Log::default(), sessions: vec![] }
    }

    pub(super) fn violation(&mut self, sentence: impl Into<String>) {
        self.log.violations.push(sentence.into());
    }

    pub(super) fn next_get(&mut self) -> Opening {
        self.script.gets.pop_front().unwrap_or_else(|| self.script.every_get.clone())
    }

    /// Scripted steps that nobody used.
    pub(super) fn unused(&self) -> Vec<String> {
        let calls = self.script.tools.iter().filter(|tool| !tool.once.is_empty());
        let calls = calls.map(|tool| {
            format!("{} scripted reply(s) of {}", tool.once.len(), tool.definition["name"])
        });
        let gets = self.script.gets.iter().map(|opening| format!("a GET answered {opening:?}"));
        let posts = self.script.posts.iter().filter(|(_, queue)| !queue.is_empty());
        let posts = posts.map(|(method, queue)| format!("POSTs of {method}: {queue:?}"));
        calls.chain(gets).chain(posts).collect()
    }

    /// Opens a session; gives its number.
    pub(super) fn open(&mut self, stream: mpsc::Sender<Out>, origin: &str) -> usize {
        let number = self.sessions.len();
        self.sessions.push(Session {
            targets: vec![],
            number,
            stream,
            rules: Rules::new(self.script.implemented.clone()),
            forgotten: false,
            open: true,
            next_ask: 0,
            waiting: vec![],
            cancelled: vec![],
        });
        self.log.sessions += 1;
        self.log.open += 1;
        let template = self.script.endpoint.clone();
        self.announce(number, &template, origin);
        number
    }

    /// Sends an endpoint event and takes POSTs to what it names from now on.
    pub(super) fn announce(&mut self, session: usize, template: &str, origin: &str) {
        let number = self.sessions[session].number;
        let name = format!("session-{number}-{}", self.sessions[session].targets.len());
        let endpoint = template.replace("{origin}", origin).replace("{session}", &name);
        let stream_url = format!("{origin}{}", self.script.path);
        let plain = endpoint.trim().trim_matches('"');
        let resolved = url::Url::parse(&stream_url).and_then(|base| base.join(plain));
        if let Ok(url) = resolved {
            let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
            self.sessions[session].targets.push(format!("{}{query}", url.path()));
        }
        self.send(session, Out::Event("endpoint", endpoint));
    }

    pub(super) fn close(&mut self, session: usize) {
        let session = &mut self.sessions[session];
        if std::mem::replace(&mut session.open, false) {
            self.log.open -= 1;
        }
    }

    pub(super) fn forget(&mut self, session: usize) {
        self.sessions[session].forgotten = true;
    }

    /// The sessions whose streams are open.
    pub(super) fn open_sessions(&self) -> Vec<usize> {
        self.sessions.iter().filter(|session| session.open).map(|session| session.number).collect()
    }

    pub(super) fn send(&mut self, session: usize, out: Out) {
        let sent = self.sessions[session].stream.try_send(out);
        if let Err(mpsc::error::TrySendError::Full(_)) = sent {
            self.violation("the client stopped reading its stream");
        }
    }

    pub(super) fn send_message(&mut self, session: usize, message: &Value) {
        self.send(session, Out::Event("message", message.to_string()));
    }

    /// Asks the client something; the receiver hears when it has answered.
    pub(super) fn ask(
        &mut self,
        session: usize,
        id: Option<&Value>,
        method: &str,
        params: &Value,
    ) -> oneshot::Receiver<()> {
        let asking = &mut self.sessions[session];
        let id = id.cloned().unwrap_or_else(|| {
            asking.next_ask += 1;
            json!(asking.next_ask - 1)
        });
        let (heard, hears) = oneshot::channel();
        asking.rules.server_asks(&id);
        asking.waiting.push((id.clone(), heard));
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        self.send_message(session, &message);
        hears
    }

    pub(super) fn is_cancelled(&self, session: usize, id: &Value) -> bool {
        self.sessions[session].cancelled.contains(id)
    }

    /// Decides what a POST with this body to this target gets.
    pub(super) fn plan(&mut self, target: &str, message: &Value) -> Plan {
        let plain = target.strip_suffix(MOVED).unwrap_or(target);
        let known =
            self.sessions.iter().rposition(|known| known.targets.iter().any(|t| t == plain));
        let first = ["server/discover", "initialize"];
        if target == self.script.path && first.iter().any(|known| message["method"] == *known) {
            // Whoever does not know which transport this is asks so (MCP 2025-03-26).
            return Plan::Refuse(Post::status(405, "Method Not Allowed"));
        }
        let Some(session) = known else {
            self.violation(format!("a POST to {target}, which no endpoint event named"));
            return Plan::Refuse(Post::status(404, "Could not find session"));
        };
        if !self.sessions[session].open || self.sessions[session].forgotten {
            let (status, body) = &self.script.forgotten;
            return Plan::Refuse(Post::status(*status, body));
        }
        let mut accepted = 202;
        if plain == target {
            match self.next_post(message["method"].as_str().unwrap_or("response")) {
                Some(Post::AcceptedWith(status)) => accepted = status,
                Some(Post::Redirect) => {
                    return Plan::Refuse(Post::RedirectTo(format!("{plain}{MOVED}")));
                }
                Some(post) => return Plan::Refuse(post),
                None => {}
            }
        }
        match self.sessions[session].rules.check(message) {
            Ok(kind) => self.accept(session, kind, message, accepted),
            Err(sentence) => {
                self.violation(format!("{sentence}: {message}"));
                Plan::Refuse(Post::status(400, &sentence))
            }
        }
    }

    fn next_post(&mut self, method: &str) -> Option<Post> {
        let fits = |known: &str| known == method || known == "*";
        let once =
            self.script.posts.iter_mut().find(|(known, queue)| fits(known) && !queue.is_empty());
        let once = once.and_then(|(_, queue)| queue.pop_front());
        let every = || self.script.every_post.iter().find(|(known, _)| fits(known));
        once.or_else(|| every().map(|(_, post)| post.clone()))
    }

    fn accept(&mut self, session: usize, kind: Kind, message: &Value, accepted: u16) -> Plan {
        match kind {
            Kind::Response { id } => {
                self.log.answers.push(message.clone());
                let waiting = &mut self.sessions[session].waiting;
                if let Some(place) = waiting.iter().position(|(asked, _)| *asked == id) {
                    // Whoever asked may have given up.
                    let _told = waiting.remove(place).1.send(());
                }
                Plan::Accept(accepted)
            }
            Kind::Notification { method } => {
                let id = message["params"]["requestId"].clone();
                match method.as_str() {
                    "notifications/cancelled" => self.sessions[session].cancelled.push(id),
                    "notifications/initialized" => {
                        let changed = "notifications/tools/list_changed";
                        let changed = json!({ "jsonrpc": "2.0", "method": changed });
                        (0..self.script.burst).for_each(|_| self.send_message(session, &changed));
                    }
                    _ => {}
                }
                Plan::Accept(accepted)
            }
            Kind::Request { id, method } => {
                let params = &message["params"];
                let call = (method == "tools/call").then(|| Executed {
                    name: params["name"].as_str().unwrap_or_default().to_owned(),
                    arguments: params["arguments"].clone(),
                });
                let token = params["_meta"]["progressToken"].clone();
                let reply = self.reply(&method, params);
                let work = Work { session, id, reply, call, token };
                Plan::Work(accepted, Box::new(work))
            }
        }
    }

    fn reply(&mut self, method: &str, params: &Value) -> Reply {
        match method {
            "initialize" => {
                let mut result = self.script.initialize.clone();
                let offered = params["protocolVersion"].clone();
                let answered = self.script.protocol.as_ref().map_or(offered, |known| json!(known));
                result["protocolVersion"] = answered;
                if let Some(members) = result.as_object_mut() {
                    members.retain(|_, value| !value.is_null());
                }
                Reply::result(result)
            }
            "ping" => Reply::result(json!({})),
            "tools/list" => self.page(params.get("cursor").and_then(Value::as_str)),
            "tools/call" => {
                let name = &params["name"];
                match self.script.tools.iter_mut().find(|tool| tool.is_called(name)) {
                    Some(tool) => tool.next(&params["arguments"]),
                    None => {
                        let unknown = Reply::tool_error(&format!("Unknown tool: {name}"));
                        Reply { executes: false, ..unknown }
                    }
                }
            }
            _ => match self.script.answers.iter().find(|(known, _)| known == method) {
                Some((_, result)) => Reply::result(result.clone()),
                None => Reply::rpc_error(-32601, "Method not found"),
            },
        }
    }

    fn page(&self, cursor: Option<&str>) -> Reply {
        let all: Vec<Value> =
            self.script.tools.iter().map(|tool| tool.definition.clone()).collect();
        let number = cursor.and_then(|cursor| cursor.strip_prefix("page-"));
        let number: usize = number.and_then(|number| number.parse().ok()).unwrap_or(0);
        let next = format!("page-{}", number + 1);
        let (tools, next) = match (self.script.paging, cursor) {
            (Paging::Single, None) => (all, None),
            (Paging::Single, Some(_)) => return Reply::rpc_error(-32602, "Invalid cursor"),
            (Paging::Pages(size), _) => {
                let more = (number + 1) * size < all.len();
                (all.into_iter().skip(number * size).take(size).collect(), more.then_some(next))
            }
            (Paging::RepeatedCursor, None) => (all, Some("again".into())),
            (Paging::RepeatedCursor, Some(_)) => (vec![], Some("again".into())),
            (Paging::Endless, None) => (all, Some(next)),
            (Paging::Endless, Some(_)) => (vec![], Some(next)),
            (Paging::EmptyCursor, None) => (all.into_iter().take(1).collect(), Some(String::new())),
            (Paging::EmptyCursor, Some(_)) => (all.into_iter().skip(1).collect(), None),
        };
        let mut result = json!({ "tools": tools });
        if let Some(next) = next {
            result["nextCursor"] = json!(next);
        }
        Reply::result(result)
    }
}
