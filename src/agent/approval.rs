//! What may run without asking, and what a person has agreed to.

use std::collections::HashMap;

use serde_json::Value;

use crate::config::Approval;
use crate::mcp::protocol::Tool;

/// What a person decides about a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Run it this once.
    Once,
    /// Run it, and this tool from now on, as long as its definition stays the same.
    Always,
    /// Do not run it.
    No,
    /// Do not run it, and end the turn.
    Cancel,
}

/// What the policy says about a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may run.
    Run,
    /// A person must decide.
    Ask,
    /// It must not run.
    Deny {
        /// Whether a person would have been asked if there were one.
        unasked: bool,
    },
}

/// The rules of one chat.
#[derive(Clone, Debug)]
pub struct Policy {
    mode: Approval,
    /// Whether there is a person to ask.
    attended: bool,
    /// Tools that were agreed to for good: the name and the definition that was shown.
    remembered: HashMap<String, Value>,
}

impl Policy {
    /// Makes a policy; `attended` says whether there is a person to ask.
    pub fn new(mode: Approval, attended: bool) -> Self {
        Self { mode, attended, remembered: HashMap::new() }
    }

    /// Decides about a call of `tool`.
    pub fn verdict(&self, tool: &Tool) -> Verdict {
        // A changed definition voids a yes: it was given to another tool.
        let agreed = self.remembered.get(tool.name.raw()) == Some(&tool.definition);
        match self.mode {
            Approval::Auto => Verdict::Run,
            Approval::Ask | Approval::ReadOnly if tool.hints.read_only => Verdict::Run,
            Approval::ReadOnly => Verdict::Deny { unasked: false },
            Approval::Ask if agreed => Verdict::Run,
            Approval::Ask if self.attended => Verdict::Ask,
            Approval::Ask => Verdict::Deny { unasked: true },
        }
    }

    /// Remembers a yes for the tool as it is defined now.
    pub fn remember(&mut self, tool: &Tool) {
        self.remembered.insert(tool.name.raw().to_owned(), tool.definition.clone());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Policy, Verdict};
    use crate::config::Approval;
    use crate::mcp::protocol::Tool;

    fn tool(read_only: bool, description: &str) -> Tool {
        Tool::read(json!({
            "name": "t", "description": description, "annotations": { "readOnlyHint": read_only }
        }))
        .unwrap()
    }

    #[test]
    fn only_ask_with_a_person_asks() {
        let (reads, writes) = (tool(true, ""), tool(false, ""));
        for (mode, attended, read, write) in [
            (Approval::Ask, true, Verdict::Run, Verdict::Ask),
            (Approval::Ask, false, Verdict::Run, Verdict::Deny { unasked: true }),
            (Approval::Auto, false, Verdict::Run, Verdict::Run),
            (Approval::ReadOnly, true, Verdict::Run, Verdict::Deny { unasked: false }),
        ] {
            let policy = Policy::new(mode, attended);
            assert_eq!(
                (policy.verdict(&reads), policy.verdict(&writes)),
                (read, write),
                "{mode:?}"
            );
        }
    }

    #[test]
    fn a_yes_holds_for_the_definition_that_was_shown() {
        let mut policy = Policy::new(Approval::Ask, true);
        policy.remember(&tool(false, "agrega"));
        assert_eq!(policy.verdict(&tool(false, "agrega")), Verdict::Run);
        assert_eq!(policy.verdict(&tool(false, "agrega y borra")), Verdict::Ask);
    }
}
