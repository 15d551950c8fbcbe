//! What a client must do, checked message by message for one session.
//!
//! Pure: a broken rule comes back as a sentence. The server answers 400 to it and fails the test
//! when it is dropped.

use serde_json::Value;

/// The versions whose handshake is `initialize`.
const VERSIONS: [&str; 4] = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];

/// How far the handshake of one session has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Fresh,
    Initializing,
    Ready,
}

/// The client's side of one session.
pub(super) struct Rules {
    phase: Phase,
    sent: Vec<Value>,
    asked: Vec<Value>,
    implemented: Vec<String>,
}

/// What kind of message the client sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Request { id: Value, method: String },
    Notification { method: String },
    Response { id: Value },
}

impl Rules {
    /// `implemented` names the client capabilities that may be declared.
    pub(super) fn new(implemented: Vec<String>) -> Self {
        Self { phase: Phase::Fresh, sent: vec![], asked: vec![], implemented }
    }

    /// Notes that the server asked something under this id.
    pub(super) fn server_asks(&mut self, id: &Value) {
        self.asked.push(id.clone());
    }

    /// Sorts a message, or says which rule it breaks.
    pub(super) fn check(&mut self, message: &Value) -> Result<Kind, String> {
        if !message.is_object() {
            return Err("a message is not one JSON object".into());
        }
        if message["jsonrpc"] != "2.0" {
            return Err("jsonrpc is not \"2.0\"".into());
        }
        match (message.get("method"), message.get("id")) {
            (Some(method), id) => {
                let method = method.as_str().ok_or("method is not a text")?;
                match (method.starts_with("notifications/"), id) {
                    (true, Some(_)) => Err(format!("the notification {method} has an id")),
                    (true, None) => self.notification(method, &message["params"]),
                    (false, None) => Err(format!("the request {method} has no id")),
                    (false, Some(id)) => self.request(id, method, &message["params"]),
                }
            }
            (None, Some(id)) => self.response(id, message),
            (None, None) => Err("a message has neither method nor id".into()),
        }
    }

    fn request(&mut self, id: &Value, method: &str, params: &Value) -> Result<Kind, String> {
        if !(id.is_string() || id.is_i64() || id.is_u64()) {
            return Err(format!("the id {id} of {method} is neither a text nor an integer"));
        }
        if self.sent.contains(id) {
            return Err(format!("the id {id} was used before"));
        }
        self.sent.push(id.clone());
        match (method, self.phase) {
            ("initialize", Phase::Fresh) => {
                self.initialize(params)?;
                self.phase = Phase::Initializing;
            }
            ("initialize", Phase::Initializing | Phase::Ready) => {
                return Err("initialize was sent twice in one session".into());
            }
            ("ping", Phase::Initializing | Phase::Ready) | (_, Phase::Ready) => {}
            (_, Phase::Fresh | Phase::Initializing) => {
                return Err(format!("{method} before notifications/initialized"));
            }
        }
        if method == "tools/call" {
            call(params)?;
        }
        if method == "tools/list" && params.get("cursor").is_some_and(|cursor| !cursor.is_string())
        {
            return Err("the cursor of tools/list is not a text".into());
        }
        Ok(Kind::Request { id: id.clone(), method: method.to_owned() })
    }

    fn notification(&mut self, method: &str, params: &Value) -> Result<Kind, String> {
        match (method, self.phase) {
            ("notifications/initialized", Phase::Initializing) => self.phase = Phase::Ready,
            ("notifications/initialized", Phase::Fresh | Phase::Ready) => {
                return Err("notifications/initialized at the wrong time".into());
            }
            ("notifications/cancelled", _) => {
                let id = &params["requestId"];
                if !self.sent.contains(id) {
                    return Err(format!("cancelled the request {id}, which was never sent"));
                }
                if self.sent.first() == Some(id) {
                    return Err("initialize must not be cancelled".into());
                }
            }
            (_, Phase::Ready) => {}
            (_, Phase::Fresh | Phase::Initializing) => {
                return Err(format!("{method} before notifications/initialized"));
            }
        }
        Ok(Kind::Notification { method: method.to_owned() })
    }

    fn response(&mut self, id: &Value, message: &Value) -> Result<Kind, String> {
        // By value and type: "0" is no answer to 0.
        let Some(place) = self.asked.iter().position(|asked| asked == id) else {
            return Err(format!("a response to {id}, which nobody asked or which was answered"));
        };
        self.asked.remove(place);
        let error = message.get("error");
        if message.get("result").is_some() == error.is_some() {
            return Err(format!("the response to {id} needs either result or error"));
        }
        if error.is_some_and(|error| !error["code"].is_i64() || !error["message"].is_string()) {
            return Err(format!("the error for {id} lacks a code or a message"));
        }
        Ok(Kind::Response { id: id.clone() })
    }

    fn initialize(&self, params: &Value) -> Result<(), String> {
        let version = params["protocolVersion"].as_str().unwrap_or_default();
        if !VERSIONS.contains(&version) {
            return Err(format!("the protocol version {version:?} is none with a handshake"));
        }
        if !params["clientInfo"]["name"].is_string() || !params["clientInfo"]["version"].is_string()
        {
            return Err("clientInfo lacks name or version".into());
        }
        let capabilities = params["capabilities"].as_object();
        let declared = capabilities.ok_or("capabilities is not an object")?;
        match declared.keys().find(|name| !self.implemented.contains(name)) {
            Some(name) => Err(format!("declared the capability {name}, which is not implemented")),
            None => Ok(()),
        }
    }
}

fn call(params: &Value) -> Result<(), String> {
    if !params["name"].is_string() {
        return Err("tools/call without a name".into());
    }
    if !params["arguments"].is_object() {
        return Err("the arguments of tools/call are not an object".into());
    }
    match &params["_meta"]["progressToken"] {
        Value::String(_) | Value::Number(_) => Ok(()),
        _ => Err("tools/call without a progressToken".into()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn hello() -> Value {
        json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
            "protocolVersion": "2025-11-25", "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        }})
    }

    fn ready() -> Rules {
        let mut rules = Rules::new(vec![]);
        let initialized = json!({"jsonrpc": "2.0", "method": "notifications/initialized"});
        rules.check(&hello()).expect("initialize is right");
        rules.check(&initialized).expect("initialized is right");
        rules.server_asks(&json!(0));
        rules
    }

    #[test]
    fn a_correct_client_breaks_no_rule() {
        let mut rules = ready();
        let call = json!({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params":
            {"name": "add", "arguments": {}, "_meta": {"progressToken": 2}}});
        let cancel = json!({"jsonrpc": "2.0", "method": "notifications/cancelled",
            "params": {"requestId": 2}});
        let pong = json!({"jsonrpc": "2.0", "id": 0, "result": {}});
        let kinds = [&call, &cancel, &pong].map(|message| rules.check(message));
        let request = Kind::Request { id: json!(2), method: "tools/call".into() };
        let notification = Kind::Notification { method: "notifications/cancelled".into() };
        assert_eq!(kinds, [Ok(request), Ok(notification), Ok(Kind::Response { id: json!(0) })]);
    }

    #[test]
    fn every_broken_rule_has_its_sentence() {
        let cases = [
            (json!([]), "a message is not one JSON object"),
            (json!({"id": 2, "method": "ping"}), "jsonrpc is not \"2.0\""),
            (json!({"jsonrpc": "2.0"}), "a message has neither method nor id"),
            (json!({"jsonrpc": "2.0", "method": "ping"}), "the request ping has no id"),
            (json!({"jsonrpc": "2.0", "id": 1, "method": "ping"}), "the id 1 was used before"),
            (
                json!({"jsonrpc": "2.0", "id": null, "method": "ping"}),
                "the id null of ping is neither a text nor an integer",
            ),
            (
                json!({"jsonrpc": "2.0", "id": 5, "method": "notifications/cancelled"}),
                "the notification notifications/cancelled has an id",
            ),
            (
                json!({"jsonrpc": "2.0", "id": 2, "method": "tools/list", "params": {"cursor": null}}),
                "the cursor of tools/list is not a text",
            ),
            (
                json!({"jsonrpc": "2.0", "id": 2, "method": "tools/call",
                    "params": {"name": "a", "arguments": "{}"}}),
                "the arguments of tools/call are not an object",
            ),
            (
                json!({"jsonrpc": "2.0", "id": 2, "method": "tools/call",
                    "params": {"name": "a", "arguments": {}}}),
                "tools/call without a progressToken",
            ),
            (
                json!({"jsonrpc": "2.0", "method": "notifications/cancelled",
                    "params": {"requestId": 9}}),
                "cancelled the request 9, which was never sent",
            ),
            (
                json!({"jsonrpc": "2.0", "id": "0", "result": {}}),
                "a response to \"0\", which nobody asked or which was answered",
            ),
            (
                json!({"jsonrpc": "2.0", "id": 0, "result": {}, "error": {}}),
                "the response to 0 needs either result or error",
            ),
            (
                json!({"jsonrpc": "2.0", "id": 0, "error": {"message": "no"}}),
                "the error for 0 lacks a code or a message",
            ),
        ];
        for (message, sentence) in cases {
            assert_eq!(ready().check(&message), Err(sentence.to_owned()), "{message}");
        }
    }

    #[test]
    fn the_handshake_comes_first_and_declares_only_what_is_there() {
        let list = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list"});
        let early = Rules::new(vec![]).check(&list);
        assert_eq!(early, Err("tools/list before notifications/initialized".into()));

        let mut old = hello();
        old["params"]["protocolVersion"] = json!("2023-01-01");
        let sentence = "the protocol version \"2023-01-01\" is none with a handshake";
        assert_eq!(Rules::new(vec![]).check(&old), Err(sentence.into()));

        let mut boast = hello();
        boast["params"]["capabilities"] = json!({"roots": {}});
        let sentence = "declared the capability roots, which is not implemented";
        assert_eq!(Rules::new(vec![]).check(&boast), Err(sentence.into()));
        assert!(Rules::new(vec!["roots".into()]).check(&boast).is_ok());
    }
}
