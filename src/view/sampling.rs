//! What a server wants of the model, all of it, and what the model answered.

use super::asked::{BAR, block};
use crate::llm::Reply;
use crate::mcp::protocol::{Block, CreateMessage, Said};
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::{Untrusted, visible_json_line};

const INDENT: &str = "   ";

/// Who wants an answer of whom, and what may still be taken.
#[derive(Clone, Copy, Debug)]
pub struct Sampled<'a> {
    /// The server.
    pub server: &'a str,
    /// The model.
    pub model: &'a str,
    /// Answers that are left.
    pub answers: u32,
    /// Tokens that are left.
    pub tokens: u64,
}

/// Returns the whole question of a server to the model.
pub fn sampling_page(
    to: &Sampled<'_>,
    wanted: &CreateMessage,
    lang: Lang,
    theme: Theme,
    width: usize,
) -> String {
    let model = Untrusted::from(to.model).line(80);
    let mut lines = vec![String::new(), theme.warn(lang.sampling_heading(to.server, model))];
    let mut part = |name: String, text: String| {
        lines.push(format!("{INDENT}{}", theme.dim(name)));
        lines.extend(block(&text, BAR, width));
    };
    if let Some(system) = &wanted.system {
        part(lang.sampling_system(), system.to_string());
    }
    for Said { by_model, blocks } in &wanted.messages {
        let name = if *by_model { lang.sampling_model() } else { lang.sampling_user() };
        let texts: Vec<String> = blocks.iter().map(|block| said(block, lang)).collect();
        part(name, texts.join("\n"));
    }
    for tool in &wanted.tools {
        let schema = visible_json_line(&tool.schema);
        part(
            lang.sampling_tool(tool.name.line(128)),
            format!("{}\n{schema}", tool.description).trim_start().to_owned(),
        );
    }
    let mut facts = Vec::new();
    if let Some(most) = wanted.max_tokens {
        facts.push(lang.sampling_limit(lang.count(most)));
    }
    if wanted.has_preferences {
        facts.push(lang.sampling_preferences());
    }
    facts.push(lang.sampling_left(lang.count(to.answers.into()), lang.count(to.tokens)));
    facts.push(lang.sampling_cost());
    for fact in facts {
        lines.extend(block(&fact, INDENT, width).map(|line| theme.dim(line)));
    }
    lines.push(theme.dim(lang.sampling_keys()));
    lines.join("\n") + "\n"
}

/// Returns the whole answer of the model, before the server gets it.
pub fn sampled_page(server: &str, reply: &Reply, lang: Lang, theme: Theme, width: usize) -> String {
    let mut lines = vec![String::new(), lang.sampling_answer(server)];
    for text in [&reply.text, &reply.refusal] {
        lines.extend(block(&text.to_string(), BAR, width));
    }
    for call in &reply.calls {
        let arguments = Untrusted::from(call.arguments_text.as_str());
        let text = lang.sampling_use(call.name.line(128), arguments);
        lines.extend(block(&text, BAR, width));
    }
    lines.push(theme.dim(lang.sampling_send_keys()));
    lines.join("\n") + "\n"
}

fn said(block: &Block, lang: Lang) -> String {
    match block {
        Block::Text(text) => text.to_string(),
        Block::ToolUse { id: _, name, input } => {
            let input = visible_json_line(&serde_json::Value::Object(input.clone()));
            lang.sampling_use(name.line(128), input)
        }
        Block::ToolResult { id: _, text } => lang.sampling_result(text),
        Block::Other(kind) => lang.sampling_other(kind.line(40)),
    }
}
