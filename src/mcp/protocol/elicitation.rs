//! What a server wants to know of the person (MCP 2025-11-25, `elicitation/create`): a form of
//! plain fields, or an address to visit.
//!
//! What a field takes is in [`field`], whether something typed is that in [`check`].

mod check;
mod field;

use serde_json::{Map, Value, json};
use url::Url;

pub use check::Wrong;
pub use field::{Field, Format, Kind, Pick};

use super::text;
use crate::untrusted::Untrusted;

/// Fields that a form may have; more is no form for a person.
const MAX_FIELDS: usize = 100;

/// A form.
#[derive(Clone, Debug, PartialEq)]
pub struct ElicitForm {
    /// What it is for, in the server's words.
    pub message: Untrusted,
    /// What is asked, in the server's order; none makes it a question of yes or no.
    pub fields: Vec<Field>,
}

impl ElicitForm {
    /// Reads the parameters.
    ///
    /// # Errors
    /// Fails, with a reason for the server, if it is too large for a person.
    pub fn read(params: &Value) -> Result<Self, &'static str> {
        let schema = params.get("requestedSchema").unwrap_or(&Value::Null);
        let required: Vec<&str> = match schema.get("required") {
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            Some(_) | None => Vec::new(),
        };
        let fields: Vec<Field> = match schema.get("properties") {
            Some(Value::Object(all)) => all
                .iter()
                .map(|(key, field)| Field::read(key, field, required.contains(&key.as_str())))
                .collect(),
            Some(_) | None => Vec::new(),
        };
        if fields.len() > MAX_FIELDS {
            return Err("the form has too many fields");
        }
        Ok(Self { message: text(params, "message").unwrap_or_default(), fields })
    }
}

/// An address that the person is to visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElicitUrl {
    /// What it is for, in the server's words.
    pub message: Untrusted,
    /// Where: `http` or `https`, parsed, so that what is shown is what would be opened.
    pub url: Url,
    /// The same as the server wrote it.
    pub written: Untrusted,
    /// What `notifications/elicitation/complete` will name; empty if the server gave none.
    pub id: Untrusted,
}

impl ElicitUrl {
    /// Reads the parameters.
    ///
    /// # Errors
    /// Fails, with a reason for the server, if there is no address, or none of the web: any other
    /// could start a program.
    pub fn read(params: &Value) -> Result<Self, &'static str> {
        let written = text(params, "url").unwrap_or_default();
        let url = Url::parse(written.raw()).map_err(|_| "the url is none")?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err("the url is none of http or https");
        }
        Ok(Self {
            message: text(params, "message").unwrap_or_default(),
            url,
            written,
            id: text(params, "elicitationId").unwrap_or_default(),
        })
    }
}

/// What the person did with it.
#[derive(Clone, Debug, PartialEq)]
pub enum Elicited {
    /// Agreed; of a form, with these values.
    Accept(Option<Map<String, Value>>),
    /// Said no.
    Decline,
    /// Closed it without an answer.
    Cancel,
}

impl Elicited {
    /// Returns the result for the server (MCP, `ElicitResult`).
    pub fn result(self) -> Value {
        match self {
            Self::Accept(Some(content)) => json!({ "action": "accept", "content": content }),
            Self::Accept(None) => json!({ "action": "accept" }),
            Self::Decline => json!({ "action": "decline" }),
            Self::Cancel => json!({ "action": "cancel" }),
        }
    }
}

#[cfg(test)]
mod tests;
