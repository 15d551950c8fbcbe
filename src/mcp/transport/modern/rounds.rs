//! One request until its answer is complete, in as many rounds as the server wants: what it asks
//! in between, and what is sent back (MCP 2026-07-28, "Multi Round-Trip Requests"). No IO.

use serde_json::{Map, Value, json};

use crate::mcp::error::Unusable;

/// Rounds of one request; a server that never has enough is left.
const MAX_ROUNDS: usize = 16;
/// What may be asked in one round.
const MAX_ASKED: usize = 64;
/// The requests that may be answered with questions.
const METHODS: [&str; 3] = ["tools/call", "prompts/get", "resources/read"];

/// A request and what it has gone through.
#[derive(Debug)]
pub(super) struct Rounds {
    /// The request as the session made it.
    request: Value,
    /// How often it was sent before.
    repeated: usize,
    /// What the next repetition carries.
    inputs: Option<Value>,
    /// To the letter; the server alone knows what it means.
    state: Option<Value>,
}

/// What an answer asks for.
#[derive(Debug, PartialEq)]
pub(super) enum Next {
    /// Nothing: the answer, as the session expects it.
    Done(Value),
    /// Answers to these requests, and then the request once more.
    Ask(Vec<Asked>),
}

/// A request of the server in the middle of one of ours.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asked {
    /// The server's name for it.
    pub(super) key: String,
    /// Our id for it, which no other has.
    pub(super) id: String,
    /// The request as the session takes it.
    pub(super) message: Value,
}

impl Rounds {
    /// Begins with a request of the session.
    pub(super) fn new(request: Value) -> Self {
        Self { request, repeated: 0, inputs: None, state: None }
    }

    /// Returns what is to be sent now. Each repetition is a request of its own, with an id of its
    /// own.
    pub(super) fn message(&self) -> Value {
        let mut message = self.request.clone();
        message["id"] = self.id();
        if let Some(inputs) = &self.inputs {
            message["params"]["inputResponses"] = inputs.clone();
        }
        if let Some(state) = &self.state {
            message["params"]["requestState"] = state.clone();
        }
        message
    }

    fn id(&self) -> Value {
        match self.repeated {
            0 => self.request["id"].clone(),
            times => json!(format!("{}.{times}", plain(&self.request["id"]))),
        }
    }

    /// Returns how often the request has been sent before.
    pub(super) fn repeated(&self) -> usize {
        self.repeated
    }

    /// Takes the answer to what was sent last.
    ///
    /// # Errors
    /// It is no answer that can be gone on with.
    pub(super) fn take(&mut self, mut answer: Value) -> Result<Next, Unusable> {
        let kind = answer["result"].get("resultType");
        match kind.map(|kind| kind.as_str().map_or_else(|| kind.to_string(), str::to_owned)) {
            // Servers of before leave it out.
            None => {}
            Some(kind) if kind == "complete" => {}
            Some(kind) if kind == "input_required" => return self.ask(&answer["result"]),
            Some(kind) => return Err(Unusable::ResultType(kind.into())),
        }
        answer["id"] = self.request["id"].clone();
        Ok(Next::Done(answer))
    }

    fn ask(&mut self, result: &Value) -> Result<Next, Unusable> {
        let method = self.request["method"].as_str().unwrap_or_default();
        if !METHODS.contains(&method) {
            return Err(Unusable::ResultType("input_required".into()));
        }
        self.again()?;
        let id = plain(&self.id());
        self.inputs = None;
        self.state = result.get("requestState").cloned();
        let none = Map::new();
        let requests = result["inputRequests"].as_object().unwrap_or(&none);
        if requests.len() > MAX_ASKED || requests.is_empty() && self.state.is_none() {
            return Err(Unusable::Asked);
        }
        let asked = requests.iter().enumerate().map(|(number, (key, request))| {
            let id = format!("{id}:{number}");
            let mut message = json!({ "jsonrpc": "2.0", "id": id, "method": request["method"] });
            if let Some(params) = request.get("params") {
                message["params"] = params.clone();
            }
            // Without a method it would be taken for an answer.
            request["method"].is_string().then_some(Asked { key: key.clone(), id, message })
        });
        asked.collect::<Option<_>>().map(Next::Ask).ok_or(Unusable::Asked)
    }

    /// Has the request sent once more as it is: the server has not looked at it.
    ///
    /// # Errors
    /// It has been sent often enough.
    pub(super) fn again(&mut self) -> Result<(), Unusable> {
        self.repeated += 1;
        if self.repeated < MAX_ROUNDS { Ok(()) } else { Err(Unusable::Rounds(MAX_ROUNDS)) }
    }

    /// Takes the answers to what was asked, each with the server's name for it.
    ///
    /// # Errors
    /// One is an error: what the server wants, it cannot have.
    pub(super) fn answer(&mut self, answers: Vec<(String, Value)>) -> Result<(), Unusable> {
        let mut inputs = Map::new();
        for (key, mut answer) in answers {
            if let Some(error) = answer.get("error").filter(|error| !error.is_null()) {
                let message = error["message"].as_str().unwrap_or_default();
                return Err(Unusable::Denied(message.into()));
            }
            inputs.insert(key, answer.get_mut("result").map(Value::take).unwrap_or_default());
        }
        // What was not asked for is not answered.
        self.inputs = (!inputs.is_empty()).then_some(Value::Object(inputs));
        Ok(())
    }
}

/// Returns an id without the quotes of a text.
fn plain(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{Asked, MAX_ROUNDS, Next, Rounds};
    use crate::mcp::error::Unusable;

    fn call() -> Value {
        json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call",
            "params": { "name": "t", "arguments": { "a": 1 } } })
    }

    fn required(result: &Value) -> Value {
        let mut result = result.clone();
        result["resultType"] = json!("input_required");
        json!({ "jsonrpc": "2.0", "id": 7, "result": result })
    }

    #[test]
    fn a_complete_answer_is_the_answer() {
        for result in [json!({ "content": [] }), json!({ "resultType": "complete" }), json!([])] {
            let mut rounds = Rounds::new(call());
            assert_eq!(rounds.message(), call());
            let answer = json!({ "jsonrpc": "2.0", "id": "7", "result": result });
            let expected = json!({ "jsonrpc": "2.0", "id": 7, "result": result });
            assert_eq!(rounds.take(answer), Ok(Next::Done(expected)));
        }
        let error = json!({ "jsonrpc": "2.0", "id": null, "error": { "code": -32603 } });
        let expected = json!({ "jsonrpc": "2.0", "id": 7, "error": { "code": -32603 } });
        assert_eq!(Rounds::new(call()).take(error), Ok(Next::Done(expected)));
    }

    #[test]
    fn what_the_server_asks_is_answered_in_a_request_of_its_own() {
        let mut rounds = Rounds::new(call());
        let asked = rounds.take(required(&json!({
            "inputRequests": { "who": { "method": "elicitation/create", "params": { "message": "?" } },
                "where": { "method": "roots/list" } },
            "requestState": " é\u{0}\n\\\"{} " })));
        let who = json!({ "jsonrpc": "2.0", "id": "7.1:0", "method": "elicitation/create",
            "params": { "message": "?" } });
        let whereabouts = json!({ "jsonrpc": "2.0", "id": "7.1:1", "method": "roots/list" });
        let expected = vec![
            Asked { key: "who".into(), id: "7.1:0".into(), message: who },
            Asked { key: "where".into(), id: "7.1:1".into(), message: whereabouts },
        ];
        assert_eq!(asked, Ok(Next::Ask(expected)));
        let accepted = json!({ "action": "accept", "content": { "name": "Ana" } });
        let answers = vec![
            ("who".into(), json!({ "id": "7.1:0", "result": accepted })),
            ("where".into(), json!({ "id": "7.1:1", "result": { "roots": [] } })),
        ];
        assert_eq!(rounds.answer(answers), Ok(()));
        let mut again = call();
        again["id"] = json!("7.1");
        again["params"]["inputResponses"] = json!({ "who": accepted, "where": { "roots": [] } });
        again["params"]["requestState"] = json!(" é\u{0}\n\\\"{} ");
        assert_eq!(rounds.message(), again);

        // The next round carries its own inputs and state, and nothing of the last one.
        let asked = rounds.take(required(&json!({
            "inputRequests": { "who": { "method": "roots/list" } } })));
        let message = json!({ "jsonrpc": "2.0", "id": "7.2:0", "method": "roots/list" });
        let expected = Asked { key: "who".into(), id: "7.2:0".into(), message };
        assert_eq!(asked, Ok(Next::Ask(vec![expected])));
        assert_eq!(rounds.answer(vec![("who".into(), json!({ "result": 1 }))]), Ok(()));
        again["id"] = json!("7.2");
        again["params"]["inputResponses"] = json!({ "who": 1 });
        again["params"].as_object_mut().expect("an object").remove("requestState");
        assert_eq!(rounds.message(), again);
    }

    #[test]
    fn a_state_alone_is_sent_back_alone() {
        let mut rounds = Rounds::new(call());
        assert_eq!(rounds.take(required(&json!({ "requestState": "" }))), Ok(Next::Ask(vec![])));
        assert_eq!(rounds.answer(vec![]), Ok(()));
        let mut again = call();
        again["id"] = json!("7.1");
        again["params"]["requestState"] = json!("");
        assert_eq!(rounds.message(), again);
    }

    #[test]
    fn an_answer_that_cannot_be_gone_on_with_is_told() {
        let taken = |request: Value, result: Value| {
            Rounds::new(request).take(json!({ "id": 7, "result": result }))
        };
        let kind = |kind: &str| Err(Unusable::ResultType(kind.into()));
        assert_eq!(taken(call(), json!({ "resultType": "task" })), kind("task"));
        assert_eq!(taken(call(), json!({ "resultType": 3 })), kind("3"));
        // A list has no questions.
        let list = json!({ "id": 7, "method": "tools/list", "params": {} });
        let input = required(&json!({ "requestState": "s" }));
        assert_eq!(taken(list, input["result"].clone()), kind("input_required"));
        for result in [
            json!({}),
            json!({ "inputRequests": {} }),
            json!({ "inputRequests": { "a": { "params": {} } } }),
            json!({ "inputRequests": { "a": 1 } }),
        ] {
            let taken = Rounds::new(call()).take(required(&result));
            assert_eq!(taken, Err(Unusable::Asked), "{result}");
        }
        let many: serde_json::Map<_, _> =
            (0..65).map(|n| (n.to_string(), json!({ "method": "roots/list" }))).collect();
        let taken = Rounds::new(call()).take(required(&json!({ "inputRequests": many })));
        assert_eq!(taken, Err(Unusable::Asked));
    }

    #[test]
    fn what_is_denied_ends_it() {
        let mut rounds = Rounds::new(call());
        let denied = json!({ "error": { "code": -32601, "message": "Method not found" } });
        let outcome = rounds.answer(vec![("a".into(), denied)]);
        assert_eq!(outcome, Err(Unusable::Denied("Method not found".into())));
    }

    #[test]
    fn a_server_that_never_has_enough_is_left() {
        let mut rounds = Rounds::new(call());
        for _ in 1..MAX_ROUNDS {
            let asked = rounds.take(required(&json!({ "requestState": "s" })));
            assert_eq!(asked, Ok(Next::Ask(vec![])));
        }
        let last = rounds.take(required(&json!({ "requestState": "s" })));
        assert_eq!(last, Err(Unusable::Rounds(MAX_ROUNDS)));
    }

    proptest! {
        /// The state goes through our JSON and comes out as the same text, whatever it is.
        #[test]
        fn the_state_is_sent_back_to_the_letter(state in any::<String>()) {
            let received = required(&json!({ "requestState": state })).to_string();
            let mut rounds = Rounds::new(call());
            rounds.take(serde_json::from_str(&received).expect("JSON")).expect("a round");
            let sent: Value = serde_json::from_str(&rounds.message().to_string()).expect("JSON");
            prop_assert_eq!(&sent["params"]["requestState"], &json!(state));
        }
    }
}
