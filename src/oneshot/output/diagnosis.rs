//! What `doctor --json` prints.

use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

use super::part::{Fault, VERSION};
use crate::error::{Exit, Problem};
use crate::untrusted::visible_line;

/// What `doctor --json` prints: each check and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Diagnosis {
    /// Version of the output.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The exit status: that of the first check that failed, or 0.
    status: u8,
    /// The checks, in the order in which they ran. Of the settings each that is wrong is a check.
    checks: Vec<Check>,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Check {
    /// What was looked at.
    check: Checked,
    /// What came of it.
    outcome: Outcome,
    /// What was found, or why it was not looked at, in the language of the interface; null if it
    /// failed.
    text: Option<String>,
    /// What else is worth knowing, in the language of the interface.
    details: Vec<String>,
    /// What is wrong and what to do; null unless it failed.
    error: Option<Fault>,
    /// How long it took, in milliseconds.
    elapsed_ms: u64,
}

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Checked {
    /// The settings of all layers.
    Settings,
    /// The folders for conversations and history.
    Files,
    /// The MCP server.
    Server,
    /// The model API, the key and the model.
    Model,
    /// The terminal and what it takes.
    Terminal,
}

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    /// It is as it should be.
    Ok,
    /// Something is wrong.
    Failed,
    /// It was not looked at, because of what another check found.
    Skipped,
}

impl Check {
    /// Makes a check that found nothing wrong.
    pub fn sound(check: Checked, text: String, details: Vec<String>, took: Duration) -> Self {
        let outcome = Outcome::Ok;
        Self { check, outcome, text: Some(text), details, error: None, elapsed_ms: millis(took) }
    }

    /// Makes a check that failed.
    pub fn failed(check: Checked, problem: &Problem, details: Vec<String>, took: Duration) -> Self {
        let error = Some(Fault::from(problem));
        Self {
            check,
            outcome: Outcome::Failed,
            text: None,
            details,
            error,
            elapsed_ms: millis(took),
        }
    }

    /// Makes a check that was left out.
    pub fn skipped(check: Checked, text: String) -> Self {
        let outcome = Outcome::Skipped;
        Self { check, outcome, text: Some(text), details: Vec::new(), error: None, elapsed_ms: 0 }
    }
}

impl Diagnosis {
    /// Makes the document of a diagnosis.
    pub fn new(checks: Vec<Check>, exit: Exit) -> Self {
        Self { version: VERSION, status: exit as u8, checks }
    }

    /// Returns the line to print, its line break included.
    pub fn line(&self) -> String {
        visible_line(self)
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
