//! Drives the client for the protocol's official conformance suite: `mcp-chat conformance URL`,
//! which no person needs and no help shows.
//!
//! It is the client of the chat and nothing beside it. Of a scenario it knows at the most which
//! calls to make; what the suite looks at is what the client does on its own.

mod invented;

use serde_json::{Map, Value, json};
use tokio::sync::mpsc;
use tracing::info;

use crate::config::{Conformance, ServerSettings};
use crate::http;
use crate::mcp::protocol::{Elicited, MODERN_VERSION, Tool};
use crate::mcp::requests::{Abilities, Answering, MAX_OPEN, Question, Refusal, ServerRequest};
use crate::mcp::transport::Transport;
use crate::mcp::transport::http::HttpTransport;
use crate::mcp::transport::modern::ModernTransport;
use crate::mcp::{Call, Client, McpError};

/// Connects to the scenario's server, lists everything and makes its calls.
///
/// # Errors
/// The first failure.
pub async fn run(
    http: http::Client,
    settings: &ServerSettings,
    suite: &Conformance,
) -> Result<(), McpError> {
    let (questions, asked) = mpsc::channel(MAX_OPEN);
    let abilities = Abilities { forms: true, ..Abilities::default() };
    let transport = transport(http, settings, &suite.protocol);
    let answerer = tokio::spawn(agree(asked));
    let answering = Answering { abilities, questions };
    let (client, tasks) =
        Client::connect_answering(transport, settings.tool_timeout, answering).await?;
    let outcome = work(&client, suite).await;
    client.close(tasks).await;
    answerer.abort();
    outcome
}

fn transport(http: http::Client, settings: &ServerSettings, protocol: &str) -> Box<dyn Transport> {
    // Versions are dates.
    if protocol >= MODERN_VERSION {
        Box::new(ModernTransport::new(http, settings))
    } else {
        Box::new(HttpTransport::new(http, settings))
    }
}

async fn work(client: &Client, suite: &Conformance) -> Result<(), McpError> {
    let tools = client.tools();
    for (name, arguments) in calls(suite, &tools) {
        let call = Call { name, arguments, repeatable: false, progress: None };
        let result = client.call_tool(&call).await?;
        info!(tool = call.name, failed = result.is_error, "called");
    }
    for resource in client.resources().await?.iter() {
        client.read_resource(resource.uri.raw()).await?;
    }
    for prompt in client.prompts().await?.iter() {
        let required = prompt.arguments.iter().filter(|argument| argument.required);
        let arguments = required.map(|argument| (argument.name.raw().to_owned(), "x".into()));
        client.prompt(prompt.name.raw(), &arguments.collect()).await?;
    }
    Ok(())
}

/// Returns the calls of a scenario: those that the suite names, else each tool once.
fn calls(suite: &Conformance, tools: &[Tool]) -> Vec<(String, Map<String, Value>)> {
    if let Some(named) = &suite.calls {
        return named.clone();
    }
    match suite.scenario.as_str() {
        // The list alone is looked at.
        "json-schema-ref-no-deref" => vec![],
        "json-schema-2020-12-preservation" => echoed(tools),
        _ => tools
            .iter()
            .map(|tool| (tool.name.raw().to_owned(), invented::arguments(&tool.input_schema)))
            .collect(),
    }
}

/// Returns the call that sends one tool's schema back by another.
fn echoed(tools: &[Tool]) -> Vec<(String, Map<String, Value>)> {
    let schema = tools
        .iter()
        .find(|tool| tool.name.raw() == "json_schema_2020_12_tool")
        .map(|tool| tool.input_schema.clone());
    let Value::Object(arguments) = json!({ "schema": schema }) else { return vec![] };
    vec![("json_schema_echo".to_owned(), arguments)]
}

/// Answers every form of the server as a person does who agrees with what it suggests.
async fn agree(mut asked: mpsc::Receiver<ServerRequest>) {
    while let Some(ServerRequest { question, reply, .. }) = asked.recv().await {
        let answer = match question {
            Question::Form(form) => Ok(Elicited::Accept(Some(invented::content(&form))).result()),
            Question::Url(_) | Question::Sampling(_) => {
                Err(Refusal::new(crate::mcp::protocol::METHOD_NOT_FOUND, "not declared"))
            }
        };
        drop(reply.send(answer));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::calls;
    use crate::config::Conformance;
    use crate::mcp::protocol::Tool;

    fn made(scenario: &str, calls_named: Option<&str>) -> Value {
        let tools: Vec<_> = [
            json!({ "name": "json_schema_2020_12_tool", "inputSchema": { "$anchor": "a" } }),
            json!({ "name": "json_schema_echo", "inputSchema":
                { "properties": { "schema": { "type": "object" } }, "required": ["schema"] } }),
        ]
        .into_iter()
        .filter_map(Tool::read)
        .collect();
        let suite = Conformance::read(scenario, "2026-07-28", calls_named);
        json!(calls(&suite, &tools))
    }

    #[test]
    fn a_scenario_says_which_calls_to_make_or_each_tool_is_called() {
        let context =
            r#"{ "name": "x", "toolCalls": [{ "name": "t", "arguments": { "a": null } }] }"#;
        assert_eq!(made("http-custom-headers", Some(context)), json!([["t", { "a": null }]]));
        assert_eq!(made("json-schema-ref-no-deref", None), json!([]));
        let echo = json!([["json_schema_echo", { "schema": { "$anchor": "a" } }]]);
        assert_eq!(made("json-schema-2020-12-preservation", None), echo);
        let each =
            json!([["json_schema_2020_12_tool", {}], ["json_schema_echo", { "schema": {} }]]);
        assert_eq!(made("tools_call", Some("no JSON")), each);
    }
}
