//! What a model at a base URL was seen to refuse, and how the next request avoids it.
//!
//! No list of models can be right for long: which fields one takes changes with every release and
//! every server. So a refusal (400 or 422, before any of the answer) that names what it does not
//! like is answered by one fix, the request is sent again, and the fix is remembered for the
//! session. Pure; `client` sends.

use std::collections::BTreeSet;

use super::{
    error::{ApiError, Class},
    request::Function,
};
use crate::config::{Generation, ReasoningEffort};

/// How many fixes one request may need before its failure is told.
pub(super) const MAX_FIXES: usize = 3;

/// A request field that not every server takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Temperature,
    StreamOptions,
    ToolChoice,
    PromptCacheKey,
    SessionId,
    CacheControl,
    Provider,
    Reasoning,
    ReasoningEffort,
    MaxTokens,
    MaxCompletionTokens,
}

impl Field {
    /// Returns the name on the wire.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Temperature => "temperature",
            Self::StreamOptions => "stream_options",
            Self::ToolChoice => "tool_choice",
            Self::PromptCacheKey => "prompt_cache_key",
            Self::SessionId => "session_id",
            Self::CacheControl => "cache_control",
            Self::Provider => "provider",
            Self::Reasoning => "reasoning",
            Self::ReasoningEffort => "reasoning_effort",
            Self::MaxTokens => "max_tokens",
            Self::MaxCompletionTokens => "max_completion_tokens",
        }
    }
}

/// What is known of one model at one base URL.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Learned {
    /// Fields that are left out.
    pub(super) dropped: BTreeSet<Field>,
    /// `reasoning_effort` must be "none" where tools are offered.
    pub(super) no_effort: bool,
    /// The limit of output goes by the other of its two names.
    pub(super) other_limit: bool,
    /// Tools whose schema is refused, by their names on the wire.
    pub(super) dropped_tools: BTreeSet<String>,
    /// Tools are refused altogether.
    pub(super) no_tools: bool,
    /// Every assistant message needs `reasoning_content`, if only a blank.
    pub(super) blank_reasoning: bool,
}

/// One change of the next request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fix {
    Drop(Field),
    NoEffort,
    OtherLimit,
    DropTool(String),
    NoTools,
    BlankReasoning,
}

impl Learned {
    /// Remembers a fix.
    pub(super) fn learn(&mut self, fix: &Fix) {
        match fix {
            Fix::Drop(field) => drop(self.dropped.insert(*field)),
            Fix::NoEffort => self.no_effort = true,
            Fix::OtherLimit => self.other_limit = true,
            Fix::DropTool(name) => drop(self.dropped_tools.insert(name.clone())),
            Fix::NoTools => self.no_tools = true,
            Fix::BlankReasoning => self.blank_reasoning = true,
        }
    }

    /// Returns the tools that are offered.
    pub(super) fn offered<'a>(&self, tools: &'a [Function]) -> Vec<&'a Function> {
        let tools = if self.no_tools { &[] } else { tools };
        tools.iter().filter(|tool| !self.dropped_tools.contains(&tool.name)).collect()
    }

    /// Returns the fix that a refusal asks for; `None` if there is none that was not tried.
    ///
    /// `sent` are the optional fields that the refused request held, `tools` the tools.
    pub(super) fn fix(
        &self,
        error: &ApiError,
        asked: &Generation,
        sent: &[Field],
        tools: &[&Function],
    ) -> Option<Fix> {
        match error.class {
            Class::NoTools => return (!tools.is_empty()).then_some(Fix::NoTools),
            Class::Rejected | Class::OtherApi => {}
            Class::Key
            | Class::Quota
            | Class::RateLimit
            | Class::Model
            | Class::Context
            | Class::Moderation
            | Class::Forbidden
            | Class::BaseUrl
            | Class::ToolsDisabled
            | Class::Loading
            | Class::Server => return None,
        }
        if !matches!(error.status, Some(400 | 422)) {
            return None;
        }
        let refusal = Refusal::new(error);
        if let Some(fix) = self.effort_fix(&refusal, asked, sent, !tools.is_empty()) {
            return Some(fix);
        }
        if !refusal.is_one() {
            return None;
        }
        if let Some(name) = refusal.tool(tools) {
            return Some(Fix::DropTool(name));
        }
        if refusal.names("reasoning_content") && !self.blank_reasoning {
            return Some(Fix::BlankReasoning);
        }
        let field = sent.iter().copied().find(|field| refusal.names(field.name()))?;
        match field {
            Field::MaxTokens | Field::MaxCompletionTokens if !self.other_limit => {
                Some(Fix::OtherLimit)
            }
            // Handled above; what gets here was tried.
            Field::ReasoningEffort => None,
            field => Some(Fix::Drop(field)),
        }
    }

    /// Reasoning models of OpenAI take tools only with the effort "none", also where the field is
    /// absent; others do not know the field; some take neither (litellm#34569, onyx#15008,
    /// genkit#6303).
    fn effort_fix(
        &self,
        refusal: &Refusal,
        asked: &Generation,
        sent: &[Field],
        has_tools: bool,
    ) -> Option<Fix> {
        const EFFORT: &str = "reasoning_effort";
        if !refusal.names(EFFORT) {
            return None;
        }
        let drop = Some(Fix::Drop(Field::ReasoningEffort));
        if self.no_effort {
            // "none" is refused too. Without the field it may work, unless that was refused first.
            let by_asking = asked.reasoning_effort.is_some();
            let untried = by_asking && !self.dropped.contains(&Field::ReasoningEffort);
            return drop.filter(|_| untried);
        }
        let says = |words: &str| refusal.message.contains(words);
        let wants_none = (says("'none'") || says("\"none\"")) && !says("not support 'none'");
        let is_none = asked.reasoning_effort == Some(ReasoningEffort::None);
        if has_tools && wants_none && !is_none {
            return Some(Fix::NoEffort);
        }
        drop.filter(|_| sent.contains(&Field::ReasoningEffort) && refusal.is_one())
    }
}

/// What a refusal says, ready to be searched.
struct Refusal {
    message: String,
    param: String,
}

impl Refusal {
    fn new(error: &ApiError) -> Self {
        let param = error.param.as_ref().map(|param| param.raw().to_lowercase());
        Self { message: error.message.raw().to_lowercase(), param: param.unwrap_or_default() }
    }

    /// Whether the message speaks of something that is not taken at all, rather than of a value
    /// that the person should change.
    fn is_one(&self) -> bool {
        const WORDS: [&str; 10] = [
            "unsupported",
            "not support",
            "unrecognized",
            "unknown",
            "not permitted",
            "not allowed",
            "unexpected",
            "invalid schema",
            "must be passed back",
            "extra field",
        ];
        WORDS.iter().any(|words| self.message.contains(words))
    }

    /// Whether a field is named, as the parameter or as a word of the message.
    fn names(&self, field: &str) -> bool {
        let first = self.param.split(['.', '[']).next().unwrap_or_default();
        if first == field {
            return true;
        }
        let of_word = |c: char| c.is_alphanumeric() || c == '_';
        self.message.match_indices(field).any(|(at, _)| {
            !self.message[..at].ends_with(of_word)
                && !self.message[at + field.len()..].starts_with(of_word)
        })
    }

    /// Returns the tool whose definition is refused: by its quoted name or by its place.
    fn tool(&self, tools: &[&Function]) -> Option<String> {
        let place = self.place(&self.param).or_else(|| self.place(&self.message));
        let is_schema = place.is_some() || self.message.contains("schema for function");
        let quoted = |name: &str| {
            let name = name.to_lowercase();
            ["'", "\"", "`"].iter().any(|q| self.message.contains(&format!("{q}{name}{q}")))
        };
        let named = tools.iter().find(|tool| is_schema && quoted(&tool.name));
        let tool = named.or_else(|| tools.get(place?))?;
        Some(tool.name.clone())
    }

    /// Reads the number of `tools[3]…` or `tools.3.…`.
    fn place(&self, text: &str) -> Option<usize> {
        let (_, rest) = text.split_once("tools[").or_else(|| text.split_once("tools."))?;
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..digits].parse().ok()
    }
}

#[cfg(test)]
mod tests;
