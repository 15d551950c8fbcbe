//! What the conformance suite tells its client, by the environment alone.

use std::env;

use serde_json::{Map, Value};

/// What a scenario of the suite wants.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conformance {
    /// Its name.
    pub scenario: String,
    /// The protocol version to speak.
    pub protocol: String,
    /// The calls to make, where it names them.
    pub calls: Option<Vec<(String, Map<String, Value>)>>,
}

impl Conformance {
    /// Reads the variables that the suite sets.
    pub fn from_environment() -> Self {
        let text = |name: &str| env::var(name).unwrap_or_default();
        Self::read(
            &text("MCP_CONFORMANCE_SCENARIO"),
            &text("MCP_CONFORMANCE_PROTOCOL_VERSION"),
            env::var("MCP_CONFORMANCE_CONTEXT").ok().as_deref(),
        )
    }

    /// Takes the scenario, the version, and the context, JSON that most scenarios have not.
    pub(crate) fn read(scenario: &str, protocol: &str, context: Option<&str>) -> Self {
        let context: Value =
            context.and_then(|context| serde_json::from_str(context).ok()).unwrap_or_default();
        let calls = context["toolCalls"].as_array().map(|calls| {
            let named = calls.iter().map(|call| {
                let arguments = call["arguments"].as_object().cloned().unwrap_or_default();
                (call["name"].as_str().unwrap_or_default().to_owned(), arguments)
            });
            named.collect()
        });
        Self { scenario: scenario.to_owned(), protocol: protocol.to_owned(), calls }
    }
}
