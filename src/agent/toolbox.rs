//! The server's tools as the model knows them: safe names, completed schemas, at most 128.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde_json::json;
use serde_json::value::to_raw_value;
use sha2::{Digest as _, Sha256};

use super::schema;
use crate::llm::{Function, plain_name};
use crate::mcp::protocol::Tool;

/// The most tools that one request may hold (OpenAI refuses more).
pub const MAX_TOOLS: usize = 128;
/// The longest function name (OpenAI, Anthropic).
const MAX_NAME: usize = 64;

/// A list of tools, ready for requests.
#[derive(Debug)]
pub struct Toolbox {
    /// The list that this was made from, to see when it is outdated.
    source: Arc<Vec<Tool>>,
    /// By the name that the model uses; sorted, so that the request's prefix stays cached.
    tools: BTreeMap<String, Tool>,
    /// The same as a request holds them, in the same order.
    functions: Vec<Function>,
    /// How many tools found no room.
    left_out: usize,
}

impl Toolbox {
    /// Prepares a list of tools.
    pub fn new(source: Arc<Vec<Tool>>) -> Self {
        Self::after(source, None)
    }

    /// Prepares a list that comes after another.
    ///
    /// A tool that did not change keeps its text to the byte, though the server may send its keys
    /// in another order each time: providers cache a request by its exact prefix.
    pub fn after(source: Arc<Vec<Tool>>, before: Option<&Self>) -> Self {
        let mut tools = BTreeMap::new();
        let mut seen = HashSet::new();
        for tool in source.iter() {
            // Of two tools with one name, the server would run the same: the first stands for both.
            if seen.insert(tool.name.raw()) {
                tools.insert(safe_name(tool.name.raw()), tool.clone());
            }
        }
        let left_out = tools.len().saturating_sub(MAX_TOOLS);
        while tools.len() > MAX_TOOLS {
            tools.pop_last();
        }
        let kept = |name: &String, tool: &Tool| {
            let before = before?;
            let same = before.tools.get(name)?.definition == tool.definition;
            before.functions.iter().find(|function| same && function.name == *name).cloned()
        };
        let encoded = |name: &String, tool: &Tool| {
            // JSON values always serialise; without the entry the model would only lack a tool.
            let definition = to_raw_value(&function(name, tool)).ok()?;
            Some(Function { name: name.clone(), definition })
        };
        let functions = tools
            .iter()
            .filter_map(|(name, tool)| kept(name, tool).or_else(|| encoded(name, tool)))
            .collect();
        Self { source, tools, functions, left_out }
    }

    /// Whether it was made from this very list.
    pub fn is_of(&self, source: &Arc<Vec<Tool>>) -> bool {
        Arc::ptr_eq(&self.source, source)
    }

    /// Returns the tool that the model calls by `name`.
    pub fn get(&self, name: &str) -> Option<&Tool> {
        self.tools.get(name).or_else(|| self.tools.get(plain_name(name)))
    }

    /// Returns the names that the model may use.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.tools.keys().map(String::as_str)
    }

    /// Returns the tools of a request.
    pub fn functions(&self) -> &[Function] {
        &self.functions
    }

    /// Returns how many tools found no room in a request.
    pub fn left_out(&self) -> usize {
        self.left_out
    }
}

fn function(name: &str, tool: &Tool) -> serde_json::Value {
    let (parameters, rules) = schema::complete(&tool.input_schema);
    let mut description = tool.description.raw().to_owned();
    if let Some(rules) = rules {
        description.push_str("\nThe arguments must also satisfy this JSON Schema: ");
        description.push_str(&rules);
    }
    json!({
        "type": "function",
        "function": { "name": name, "description": description, "parameters": parameters },
    })
}

/// Returns a name that model APIs take: `^[a-zA-Z0-9_-]{1,64}$`, beginning with a letter or `_`.
///
/// A good name stays. Any other is mended and gets a suffix made from the whole name, so that the
/// result depends on nothing but the name, and two names never meet.
fn safe_name(name: &str) -> String {
    let good = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if starts_well && name.len() <= MAX_NAME && name.chars().all(good) {
        return name.to_owned();
    }
    let digest = Sha256::digest(name.as_bytes());
    let suffix: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let prefix = if starts_well { "" } else { "t_" };
    let room = MAX_NAME - prefix.len() - 1 - suffix.len();
    let mended: String = name.chars().map(|c| if good(c) { c } else { '_' }).take(room).collect();
    format!("{prefix}{mended}_{suffix}")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::{any, proptest};
    use serde_json::{Value, json};

    use super::{MAX_TOOLS, Tool, Toolbox, safe_name};

    fn toolbox(names: &[String]) -> Toolbox {
        let tools = names.iter().filter_map(|name| Tool::read(json!({ "name": name })));
        Toolbox::new(Arc::new(tools.collect()))
    }

    #[test]
    fn good_names_stay_and_others_are_mended_by_themselves() {
        assert_eq!(safe_name("list_employees"), "list_employees");
        assert_eq!(safe_name("a.b"), "a_b_2e7336dc");
        assert_ne!(safe_name("a.b"), safe_name("a/b"));
        assert_eq!(safe_name("7días"), format!("t_7d_as_{}", &safe_name("7días")[8..]));
        assert_eq!(safe_name(&"x".repeat(65)).len(), 64);
        assert_eq!(safe_name(&"x".repeat(64)), "x".repeat(64));
    }

    proptest! {
        #[test]
        fn every_name_becomes_safe(name in any::<String>()) {
            let safe = safe_name(&name);
            assert!((1..=64).contains(&safe.len()), "{safe}");
            assert!(safe.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-'), "{safe}");
            assert!(!safe.starts_with(|c: char| c.is_ascii_digit() || c == '-'), "{safe}");
        }
    }

    #[test]
    fn the_request_is_sorted_and_maps_back() {
        let toolbox = toolbox(&["zeta".into(), "a.b".into(), "a_b".into(), "zeta".into()]);
        assert_eq!(toolbox.names().collect::<Vec<_>>(), ["a_b", "a_b_2e7336dc", "zeta"]);
        assert_eq!(toolbox.get("a_b_2e7336dc").unwrap().name.raw(), "a.b");
        let last = toolbox.functions().last().unwrap();
        assert_eq!(last.name, "zeta");
        assert_eq!(
            serde_json::from_str::<Value>(last.definition.get()).unwrap(),
            json!({ "type": "function", "function": {
            "name": "zeta", "description": "", "parameters": { "type": "object", "properties": {} } } })
        );
    }

    #[test]
    fn an_unchanged_tool_keeps_its_text_to_the_byte() {
        let tools = |schema: &str, new: &str| {
            let tool = |name: &str, schema: &str| {
                let schema: Value = serde_json::from_str(schema).unwrap();
                Tool::read(json!({ "name": name, "inputSchema": schema })).unwrap()
            };
            Arc::new(vec![tool("same", schema), tool("other", new)])
        };
        let first = Toolbox::new(tools(r#"{"properties":{"a":{},"b":{}}}"#, r#"{"title":"x"}"#));
        let second = tools(r#"{"properties":{"b":{},"a":{}}}"#, r#"{"title":"y"}"#);
        let second = Toolbox::after(second, Some(&first));
        let text =
            |toolbox: &Toolbox, at: usize| toolbox.functions()[at].definition.get().to_owned();
        assert_eq!(text(&second, 1), text(&first, 1));
        assert!(text(&second, 0).contains(r#""title":"y""#), "{}", text(&second, 0));
    }

    #[test]
    fn a_request_holds_at_most_128_and_never_an_empty_list() {
        let names: Vec<_> = (0..130).map(|number| format!("tool_{number:03}")).collect();
        let full = toolbox(&names);
        assert_eq!((full.names().count(), full.left_out()), (MAX_TOOLS, 2));
        assert!(full.get("tool_127").is_some() && full.get("tool_128").is_none());
        assert_eq!(full.functions().len(), MAX_TOOLS);
        assert!(toolbox(&[]).functions().is_empty());
    }
}
