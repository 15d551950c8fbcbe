//! The JSON Schema of all JSON output, made from the very types that write it.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::diagnosis::Diagnosis;
use super::document::{Answer, Failure};
use super::event::Event;
use super::part::VERSION;
use super::setting::Setting;

/// Returns the schema (draft 2020-12): `$defs` has each kind of output by its name, and whatever
/// the program prints as JSON is one of those that the root names.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let kinds = [
        generator.subschema_for::<Event>(),
        generator.subschema_for::<Answer>(),
        generator.subschema_for::<Tools>(),
        generator.subschema_for::<Tool>(),
        generator.subschema_for::<CallResult>(),
        generator.subschema_for::<Failure>(),
        generator.subschema_for::<Settings>(),
        generator.subschema_for::<Diagnosis>(),
    ];
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:mcp-chat:output:{VERSION}"),
        "title": "mcp-chat: JSON output",
        "description": "Each line of --output stream-json is an Event; --output json prints an \
            Answer; tools --json prints Tools, tools NAME --json a Tool, call --json a CallResult, \
            config show --json Settings, doctor --json a Diagnosis, and all of them a Failure if \
            they fail. Within a version something may be added; nothing \
            is taken away, renamed or given another type.",
        "anyOf": kinds,
        "$defs": generator.take_definitions(true),
    })
}

/// The shapes that a server sends and the program passes on; they belong to MCP, so no type of
/// ours writes them.
macro_rules! passed_on {
    ($name:ident, $schema:expr) => {
        struct $name;

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let schema: fn(&mut SchemaGenerator) -> Schema = $schema;
                schema(generator)
            }
        }
    };
}

passed_on!(Tools, |generator| {
    json_schema!({
        "description": "What tools --json prints: the server's tools.",
        "type": "array",
        "items": generator.subschema_for::<Tool>(),
    })
});

/// What `config show --json` prints: every setting.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the list is written without a type of its own")]
struct Settings(Vec<Setting>);

passed_on!(Tool, |_| {
    json_schema!({
        "description": "What tools NAME --json prints: a tool's definition, as the server gave it \
            (MCP: Tool).",
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": { "type": "string" },
            "description": { "type": "string" },
            "inputSchema": { "type": "object" },
        },
    })
});

passed_on!(CallResult, |_| {
    json_schema!({
        "description": "What call --json prints: a tool's result, as the server gave it (MCP: \
            CallToolResult). With isError the exit status is 6.",
        "type": "object",
        "properties": {
            "content": { "type": "array", "items": { "type": "object" } },
            "structuredContent": {},
            "isError": { "type": "boolean" },
        },
        "anyOf": [{ "required": ["content"] }, { "required": ["structuredContent"] }],
    })
});

#[cfg(test)]
mod tests {
    use super::schema;

    #[test]
    fn every_reference_leads_somewhere_and_every_kind_is_described() {
        let schema = schema();
        let text = schema.to_string();
        for part in text.split("\"$ref\":\"#").skip(1) {
            let pointer = part.split('"').next().unwrap();
            assert!(schema.pointer(pointer).is_some(), "{pointer}");
        }
        for (name, kind) in schema["$defs"].as_object().unwrap() {
            assert!(kind["description"].is_string(), "{name}");
        }
        assert_eq!(schema["anyOf"].as_array().map(Vec::len), Some(8));
    }
}
