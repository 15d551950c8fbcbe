//! A conversation as a Markdown document.

use serde_json::Value;

use crate::markdown::fenced;
use crate::text::Lang;
use crate::untrusted::Untrusted;

/// Returns the conversation; `messages` are as the API takes them.
pub(super) fn markdown(messages: &[Value], lang: Lang) -> String {
    let mut out = String::new();
    for message in messages {
        let text = message["content"].as_str().unwrap_or_default();
        let text = Untrusted::from(text).to_string();
        match message["role"].as_str() {
            Some("user") => {
                out.push_str(&format!("## 👤 {}\n\n{}\n\n", lang.export_person(), text));
            }
            Some("assistant") => {
                if !text.trim().is_empty() {
                    out.push_str(&format!("## 🤖 {}\n\n{}\n\n", lang.export_model(), text.trim()));
                }
                for call in message["tool_calls"].as_array().into_iter().flatten() {
                    out.push_str(&made(&call["function"]));
                }
            }
            Some("tool") => out.push_str(&(fenced(&text) + "\n")),
            Some(_) | None => {}
        }
    }
    out
}

fn made(function: &Value) -> String {
    let text = |value: &Value| Untrusted::from(value.as_str().unwrap_or_default()).line(2_000);
    format!("### 🔧 {}\n\n{}\n", text(&function["name"]), fenced(&text(&function["arguments"])))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Lang, markdown};

    #[test]
    fn a_conversation_reads_well_and_no_result_leaves_its_block() {
        let messages = [
            json!({ "role": "user", "content": "¿Quién?" }),
            json!({ "role": "assistant", "content": null, "tool_calls": [
                { "id": "x", "function": { "name": "list", "arguments": "{\"a\":\"`\u{1b}\"}" } }] }),
            json!({ "role": "tool", "tool_call_id": "x", "content": "Ana\n```\n# no" }),
            json!({ "role": "assistant", "content": "**Ana**.\n" }),
        ];
        insta::assert_snapshot!(markdown(&messages, Lang::Es), @r#"
        ## 👤 Pregunta

        ¿Quién?

        ### 🔧 list

        ```
        {"a":"`␛"}
        ```

        ````
        Ana
        ```
        # no
        ````

        ## 🤖 Respuesta

        **Ana**.
        "#);
    }
}
