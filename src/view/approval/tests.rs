//! The question as a person sees it, at the widths of the design.

use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::approval_page;
use crate::agent::ApprovalRequest;
use crate::mcp::protocol::Tool;
use crate::text::Lang;
use crate::ui::Theme;

fn request(arguments: &Value, before: Option<Value>) -> ApprovalRequest {
    let tool = Tool::read(json!({
        "name": "add_employee", "description": "Agrega.\u{1b}[2J\nDos.",
        "annotations": { "destructiveHint": false },
        "inputSchema": { "properties": {
            "name": { "type": "string" },
            "notes": { "type": "string" },
            "salary": { "type": "integer" },
        }, "required": ["name"] },
    }))
    .unwrap();
    let arguments = arguments.as_object().cloned().unwrap();
    ApprovalRequest { tool, arguments, before, reply: oneshot::channel().0 }
}

fn page(arguments: &Value, width: usize, lang: Lang) -> String {
    approval_page(&request(arguments, None), lang, Theme::default(), width)
}

fn employee() -> Value {
    json!({
        "name": "Ana\u{202e}",
        "notes": "Una frase larga que no cabe en una sola línea de la tabla.\n\n数据 👩\u{200d}💻",
        "salary": "mucho",
    })
}

#[test]
fn the_question_shows_every_argument_and_whose_word_it_is() {
    insta::assert_snapshot!(page(&employee(), 60, Lang::Es), @r#"
    🔐 ¿Ejecutar add_employee?
       El servidor dice de ella: Agrega.␛[2J Dos.
       Según el servidor, cambia datos pero no borra ni
       sobrescribe.

       Argumento  Tipo    Valor
       name       texto   "Ana\u202e"
       notes      texto   │ Una frase larga que no cabe en una
                          sola línea de la tabla.
                          │
                          │ 数据 👩‍💻
       salary     entero  mucho
       ⚠ salary: el esquema pide un número entero
    "#);
}

#[test]
fn a_narrow_terminal_gets_each_value_below_its_name() {
    insta::assert_snapshot!(page(&employee(), 30, Lang::En), @r#"
    🔐 Run add_employee?
       The server says of it:
       Agrega.␛[2J Dos.
       By the server's word, it
       changes data but neither
       deletes nor overwrites.

       name (text)
         "Ana\u202e"
       notes (text)
         │ Una frase larga que no
         cabe en una sola línea de
         la tabla.
         │
         │ 数据 👩‍💻
       salary (integer)
         mucho
       ⚠ salary: the schema takes
       a whole number
    "#);
}

#[test]
fn ten_columns_lose_nothing() {
    let text = page(&json!({ "name": "Ana García López" }), 10, Lang::En);
    let values: String = text.lines().filter_map(|line| line.strip_prefix("     ")).collect();
    // A space at the end of a line is not seen.
    assert_eq!(values, "AnaGarcíaLópez");
}

#[test]
fn a_call_without_arguments_says_so() {
    insta::assert_snapshot!(page(&json!({}), 80, Lang::En), @"
    🔐 Run add_employee?
       The server says of it: Agrega.␛[2J Dos.
       By the server's word, it changes data but neither deletes nor overwrites.

       Argument  Type  Value
       name      text
       ⚠ name: the schema requires it, and it is missing
    ");
}

#[test]
fn a_changed_tool_shows_what_changed() {
    let mut request = request(&json!({ "name": "Ana" }), None);
    let mut before = request.tool.definition.clone();
    before["description"] = json!("Agrega.");
    before["inputSchema"]["properties"]["salary"] = json!({ "type": "string" });
    request.before = Some(before);
    insta::assert_snapshot!(approval_page(&request, Lang::En, Theme::default(), 80), @r#"
    🔐 Run add_employee?
       The server says of it: Agrega.␛[2J Dos.
       By the server's word, it changes data but neither deletes nor overwrites.
       ⚠ The server has changed this tool since you saw it; what was agreed no
       longer holds. What changed:
             "destructiveHint": false
           },
       -   "description": "Agrega.",
       +   "description": "Agrega.\u001b[2J\nDos.",
           "inputSchema": {
             "properties": {
         …
               },
               "salary": {
       -         "type": "string"
       +         "type": "integer"
               }
             },

       Argument  Type  Value
       name      text  Ana
    "#);
}
