//! `tools` and `call`: the server's tools by hand.

use serde_json::{Value, json};

use crate::support::mcp::{Executed, Reply, Script, Server, Tool};
use crate::support::sandbox::Sandbox;

fn staff() -> Script {
    let schema = json!({ "type": "object", "properties": {
        "name": { "type": "string" }, "age": { "type": "integer" } }, "required": ["name"] });
    Script::new()
        .tool(Tool::new("list_employees").read_only().always(Reply::text("Ana\nLuis")))
        .tool(Tool::new("add_employee").schema(schema))
}

fn person(server: &Server) -> Sandbox {
    Sandbox::new().mcp(server)
}

#[test]
fn tools_are_listed_and_shown_in_both_languages() {
    let server = staff().start();
    let person = person(&server);
    let run = |arguments: &[&str]| person.run(arguments).expect_status(0).stdout;
    insta::assert_snapshot!(run(&["tools"]), @r"
      list_employees [solo lectura] — The tool list_employees.
      add_employee [puede cambiar datos] — The tool add_employee.
    ");
    insta::assert_snapshot!(run(&["tools", "add_employee", "--lang", "en"]), @r#"
    add_employee [may change data]
    The tool add_employee.
    Schema of its arguments:
    {
      "type": "object",
      "properties": {
        "name": {
          "type": "string"
        },
        "age": {
          "type": "integer"
        }
      },
      "required": [
        "name"
      ]
    }
    "#);
    let empty = Script::new().start();
    let none = Sandbox::new().mcp(&empty).run(&["tools"]).expect_status(0);
    none.expect_stdout("El servidor no ofrece herramientas.\n");
}

#[test]
fn json_is_the_definition_as_the_server_gave_it() {
    let server = staff().start();
    let all = person(&server).run(&["tools", "--json"]).expect_status(0).json();
    let names: Vec<_> = all.as_array().expect("a list").iter().map(|tool| &tool["name"]).collect();
    assert_eq!(names, ["list_employees", "add_employee"]);
    let one = person(&server).run(&["tools", "list_employees", "--json"]).expect_status(0).json();
    assert_eq!(one, all[0]);
    assert_eq!(one["annotations"], json!({ "readOnlyHint": true }));
}

#[test]
fn a_tool_that_does_not_exist_is_a_wrong_command_line() {
    let server = staff().start();
    for arguments in [&["tools", "list_employes"][..], &["call", "list_employes"]] {
        let run = person(&server).run(arguments).expect_status(2).expect_stdout("");
        insta::allow_duplicates! {
            insta::assert_snapshot!(run.stderr, @r"
            ❌ No existe la herramienta list_employes
               Causa: el servidor ofrece 2 herramientas y ninguna se llama así
               Qué hacer: ¿querías decir list_employees? «mcp-chat tools» las muestra todas
            ");
        }
    }
}

#[test]
fn a_call_takes_pairs_or_json_and_prints_the_result() {
    let server = staff().start();
    let call = |arguments: &[&str]| person(&server).run(arguments).expect_status(0).stdout;
    assert_eq!(call(&["call", "list_employees"]), "Ana\nLuis\n");
    assert_eq!(
        call(&["call", "add_employee", "name=7", "age=30"]),
        "{\"name\":\"7\",\"age\":30}\n"
    );
    let json = call(&["call", "add_employee", r#"{"name": "Peña"}"#, "--json"]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["content"][0]["text"], r#"{"name":"Peña"}"#);
    let arguments: Vec<Value> =
        server.ledger().into_iter().map(|Executed { arguments, .. }| arguments).collect();
    let typed = [json!({}), json!({ "name": "7", "age": 30 }), json!({ "name": "Peña" })];
    assert_eq!(arguments, typed);
}

#[test]
fn wrong_arguments_never_reach_the_server() {
    let server = staff().start();
    for wrong in ["ana", "[1]", "{\"name\":", "{} {}"] {
        let run = person(&server).run(&["call", "add_employee", wrong]).expect_status(2);
        assert!(run.stderr.starts_with("❌ Los argumentos no se entienden\n"), "{}", run.stderr);
    }
    assert_eq!(server.ledger(), []);
}

#[test]
fn a_call_that_fails_has_its_own_status() {
    let tool = Tool::new("t")
        .once(Reply::tool_error("no hay"))
        .once(Reply::tool_error("no hay"))
        .once(Reply::rpc_error(-32602, "falta d"));
    let server = Script::new().tool(tool).start();
    person(&server).run(&["call", "t"]).expect_status(6).expect_stdout("Error: no hay\n");
    let json = person(&server).run(&["call", "t", "--json"]).expect_status(6).json();
    assert_eq!(json["isError"], true);
    let run = person(&server).run(&["call", "t"]).expect_status(6).expect_stdout("");
    assert!(run.stderr.contains("falta d"), "{}", run.stderr);
}

#[test]
fn read_only_approval_stands_against_a_call_too() {
    let server = staff().start();
    let person = person(&server).env("MCP_CHAT_APPROVAL", "read-only");
    let run = person.run(&["call", "add_employee", "name=Ana"]).expect_status(7);
    assert!(run.stderr.contains("--yes"), "{}", run.stderr);
    assert_eq!(server.ledger(), []);
    person.run(&["call", "list_employees"]).expect_status(0);
    person.run(&["call", "add_employee", "name=Ana", "--yes"]).expect_status(0);
    assert_eq!(server.ledger().len(), 2);
}

#[cfg(feature = "demo")]
#[test]
fn the_demo_serves_the_commands_that_need_a_server_alone() {
    let person = Sandbox::new().env("MCP_CHAT_LANG", "en");
    let tools = person.run(&["--demo", "tools", "--json"]).expect_status(0).json();
    assert_eq!(tools.as_array().map(Vec::len), Some(4), "{tools}");
    let ventas = person.run(&["--demo", "call", "list_employees", "department=Ventas"]);
    assert!(ventas.expect_status(0).stdout.contains("Lucía"));
    let misplaced = person.run(&["--demo", "doctor"]).expect_status(2);
    assert!(misplaced.stderr.contains("--demo means nothing with this command"));
    // A guess that is none would name a tool that changes data.
    let unknown = person.run(&["--demo", "call", "nope"]).expect_status(2);
    assert!(unknown.stderr.ends_with("What to do: \"mcp-chat tools\" shows those there are\n"));
    let near = person.run(&["--demo", "call", "list_employee"]).expect_status(2);
    assert!(near.stderr.contains("did you mean list_employees?"), "{}", near.stderr);
}
