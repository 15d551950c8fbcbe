//! The printed JSON Schema: what it is, what it describes, and that it stays.

use serde_json::{Value, json};

use crate::support::mcp::{Reply as Answer, Script, Tool};
use crate::support::sandbox::Sandbox;
use crate::support::schema;

#[test]
fn commands_with_json_print_what_the_schema_says() {
    let schema = json!({ "type": "object", "properties": {} });
    let server = Script::new()
        .tool(Tool::new("list").read_only().schema(schema).always(Answer::text("Ana")))
        .tool(Tool::new("structured").read_only().always(Answer::structured(&json!({ "n": 1 }))))
        .start();
    let person = Sandbox::new().mcp(&server);
    let run = |arguments: &[&str]| person.run(arguments).expect_status(0).json();
    schema::check(&schema::compile("Tools"), &run(&["tools", "--json"]));
    schema::check(&schema::compile("Tool"), &run(&["tools", "list", "--json"]));
    let result = schema::compile("CallResult");
    schema::check(&result, &run(&["call", "list", "--json"]));
    schema::check(&result, &run(&["call", "structured", "--json"]));
    let shown = run(&["config", "show", "--json", "--allow", "list", "--server", "http://x"]);
    schema::check(&schema::compile("Settings"), &shown);
    // And the kinds can be told apart.
    for kind in ["Event", "Answer", "Failure", "Tool"] {
        let other = schema::compile(kind);
        assert!(!other.is_valid(&run(&["call", "list", "--json"])), "{kind}");
    }
}

#[test]
fn the_schema_is_one_of_draft_2020_12_and_names_every_kind() {
    let printed = schema::printed();
    assert!(jsonschema::meta::is_valid(printed));
    assert_eq!(printed["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let kinds: Vec<&Value> =
        printed["anyOf"].as_array().expect("kinds").iter().map(|kind| &kind["$ref"]).collect();
    let named =
        ["Event", "Answer", "Tools", "Tool", "CallResult", "Failure", "Settings", "Diagnosis"];
    assert_eq!(
        kinds,
        named.map(|name| json!(format!("#/$defs/{name}"))).iter().collect::<Vec<_>>()
    );
    let whole = jsonschema::draft202012::new(printed).expect("a schema");
    assert!(!whole.is_valid(&json!({ "type": "text" })));
    assert!(!whole.is_valid(&json!({ "type": "nothing", "delta": "x" })));
    assert!(whole.is_valid(&json!({ "type": "text", "delta": "x" })));
}

/// The schema is made from the types, so a field that was renamed by mistake would only show here.
#[test]
fn the_contract_changes_only_on_purpose() {
    let golden: Value = serde_json::from_str(include_str!("../golden/output.schema.json"))
        .expect("the golden schema");
    let how = "if it is an addition: mcp-chat schema > tests/golden/output.schema.json";
    assert_eq!(schema::printed(), &golden, "{how}");
}

#[test]
fn completions_and_the_manual_know_of_it() {
    let person = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = person.run(&["completions", shell]).expect_status(0).stdout;
        assert!(script.contains("schema"), "{shell}");
        // PowerShell's completions offer no values.
        assert!(script.contains("stream-json") || shell == "powershell", "{shell}");
    }
    let manual = person.run(&["man"]).expect_status(0).stdout;
    assert!(manual.contains(r"stream\-json") && manual.contains(".SS schema"), "{manual}");
}
