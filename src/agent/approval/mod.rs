//! What may run without asking, and what a person has agreed to.
//!
//! Here are the rules, without IO. [`book`] keeps on disk what was agreed to for good,
//! [`definition`] tells one definition of a tool from another.

pub mod book;
pub mod definition;

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};
use wildmatch::WildMatch;

use crate::config::Approval;
use crate::mcp::protocol::Tool;
use crate::untrusted::Untrusted;

/// What a person decides about a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Run it this once.
    Once,
    /// Run it, and this tool from now on, as long as its definition stays the same.
    Always,
    /// Do not run it.
    No {
        /// Why, for the model; empty if the person did not say.
        reason: String,
    },
    /// Do not run it, and end the turn.
    Cancel,
}

/// A person's answer to a call that needs a yes.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The decision.
    pub decision: Decision,
    /// The arguments that shall be used instead of the model's.
    pub edited: Option<Map<String, Value>>,
}

impl From<Decision> for Answer {
    fn from(decision: Decision) -> Self {
        Self { decision, edited: None }
    }
}

/// Why a call must not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Denial {
    /// The person said no.
    Person {
        /// Why; empty if the person did not say.
        reason: Untrusted,
    },
    /// It needs a yes, and there is nobody to ask.
    NobodyToAsk,
    /// The approval mode lets only tools run that are marked read-only.
    ReadOnlyMode,
    /// The settings deny the tools whose names match this pattern.
    Pattern(String),
}

/// What the policy says about a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It may run.
    Run,
    /// A person must decide.
    Ask {
        /// The definition that the person saw before, where it is another one by now.
        before: Option<Value>,
    },
    /// It must not run.
    Deny(Denial),
}

/// Patterns of tool names: `*` stands for any characters, `?` for one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patterns(Vec<String>);

impl Patterns {
    /// Takes patterns; empty ones match nothing and are dropped.
    pub fn new(patterns: impl IntoIterator<Item = String>) -> Self {
        Self(patterns.into_iter().filter(|pattern| !pattern.is_empty()).collect())
    }

    /// Returns the first pattern that matches the name whole.
    pub fn matching(&self, name: &str) -> Option<&str> {
        self.0.iter().map(String::as_str).find(|pattern| WildMatch::new(pattern).matches(name))
    }

    /// Returns the patterns as they were written.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// The rules that hold for a whole chat.
#[derive(Clone, Debug)]
pub struct Rules {
    /// When a tool may run.
    pub mode: Approval,
    /// Whether there is a person to ask.
    pub attended: bool,
    /// Tools that run without asking in the mode [`Approval::Ask`].
    pub allow: Patterns,
    /// Tools that never run; they win over everything else.
    pub deny: Patterns,
}

/// The rules of one chat, and what was agreed to.
#[derive(Clone, Debug)]
pub struct Policy {
    rules: Rules,
    /// What was agreed to for good, by tool.
    agreed: BTreeMap<String, Agreed>,
    /// The definitions that the person was asked about in this chat, by tool.
    seen: HashMap<String, Value>,
}

/// A definition that was agreed to for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// [`definition::digest`] of the definition.
    pub digest: String,
    /// The definition; `Null` where it was too large to be kept.
    pub definition: Value,
}

impl Agreed {
    /// Takes a tool as it is defined now.
    pub fn to(tool: &Tool) -> Self {
        Self {
            digest: definition::digest(&tool.definition),
            definition: definition::kept(&tool.definition),
        }
    }
}

impl Policy {
    /// Makes a policy.
    pub fn new(rules: Rules) -> Self {
        Self { rules, agreed: BTreeMap::new(), seen: HashMap::new() }
    }

    /// Returns the rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Takes over what is agreed to for good, in place of what was known of it.
    pub fn take_over(&mut self, agreed: BTreeMap<String, Agreed>) {
        self.agreed = agreed;
    }

    /// Decides about a call of `tool`.
    pub fn verdict(&self, tool: &Tool) -> Verdict {
        let name = tool.name.raw();
        if let Some(pattern) = self.rules.deny.matching(name) {
            return Verdict::Deny(Denial::Pattern(pattern.to_owned()));
        }
        // A changed definition voids a yes: it was given to another tool. It also voids a marking
        // as read-only, which may have come to spare the question.
        let before = self.before(tool);
        let reads = tool.hints.read_only && before.is_none();
        let agreed = self.agreed.contains_key(name) && before.is_none();
        match self.rules.mode {
            Approval::Auto => Verdict::Run,
            Approval::Ask | Approval::ReadOnly if reads => Verdict::Run,
            Approval::ReadOnly => Verdict::Deny(Denial::ReadOnlyMode),
            Approval::Ask if agreed || self.rules.allow.matching(name).is_some() => Verdict::Run,
            Approval::Ask if self.rules.attended => Verdict::Ask { before: before.cloned() },
            Approval::Ask => Verdict::Deny(Denial::NobodyToAsk),
        }
    }

    /// Returns the definition that the person saw last, if it is another one than now.
    fn before(&self, tool: &Tool) -> Option<&Value> {
        let name = tool.name.raw();
        if let Some(seen) = self.seen.get(name) {
            return Some(seen).filter(|seen| **seen != tool.definition);
        }
        let agreed = self.agreed.get(name)?;
        (agreed.digest != definition::digest(&tool.definition)).then_some(&agreed.definition)
    }

    /// Takes in what the person decided about the tool as it was shown; returns what that means
    /// for what is kept.
    pub fn decided(&mut self, tool: &Tool, decision: &Decision) -> Option<Keep> {
        let name = tool.name.raw();
        let voided = self.before(tool).is_some() && self.agreed.contains_key(name);
        match decision {
            // The question was not answered, so the difference will be shown again.
            Decision::Cancel => return None,
            Decision::Always => drop(self.agreed.insert(name.to_owned(), Agreed::to(tool))),
            Decision::Once | Decision::No { .. } if voided => drop(self.agreed.remove(name)),
            Decision::Once | Decision::No { .. } => {}
        }
        self.seen.insert(name.to_owned(), tool.definition.clone());
        match decision {
            Decision::Always => Some(Keep::Yes),
            Decision::Once | Decision::No { .. } => voided.then_some(Keep::Nothing),
            Decision::Cancel => None,
        }
    }
}

/// What is to be kept on disk of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The yes for good.
    Yes,
    /// A yes of before is void.
    Nothing,
}

#[cfg(test)]
mod tests;
