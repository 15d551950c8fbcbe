//! The body of a request, joined from messages and tools that were encoded before.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::value::RawValue;

use super::{
    message,
    profile::Profile,
    rejection::{Field, Learned},
};
use crate::config::{Generation, ReasoningEffort};

/// What the model is asked.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The history, each message as [`super::Message::encode`] gave it.
    pub messages: Vec<&'a RawValue>,
    /// The tools that the model may call. Where there is none the field is not sent, because
    /// OpenAI refuses an empty list.
    pub tools: &'a [Function],
    /// Whether the model may call; not sent without tools, because OpenAI refuses it.
    pub tool_choice: Option<ToolChoice>,
    /// Names the conversation to providers that keep a cache for it; empty for none.
    pub conversation: &'a str,
}

/// A tool as the model knows it.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its name on the wire.
    pub name: String,
    /// Its entry in the request's `tools`, encoded once.
    pub definition: Box<RawValue>,
}

/// Whether the model may call tools, where it is not left to the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ToolChoice {
    /// It must answer in text. The tools stay in the request, so that the prefix that servers
    /// cache stays the same.
    None,
    /// It must call one.
    Required,
}

/// To whom a request goes, and what is known of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Addressee<'a> {
    pub(super) model: &'a str,
    pub(super) profile: Profile,
    pub(super) generation: &'a Generation,
    pub(super) learned: &'a Learned,
}

/// A request as it is sent: `None` is left out.
#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    messages: Messages<'a>,
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_options: Option<StreamOptions>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_choice: Option<ToolChoice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasoning_effort: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasoning: Option<Reasoning>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prompt_cache_key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cache_control: Option<CacheControl>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<Routing>,
}

#[derive(Serialize)]
struct StreamOptions {
    include_usage: bool,
}

#[derive(Serialize)]
struct Routing {
    require_parameters: bool,
}

/// OpenRouter's way to say the effort.
#[derive(Serialize)]
struct Reasoning {
    effort: &'static str,
}

/// Anthropic's cache needs a mark; this one moves with the end of the conversation by itself.
#[derive(Serialize)]
struct CacheControl {
    r#type: &'static str,
}

/// The messages, shared with the history unless one has to be changed on its way.
#[derive(Serialize)]
#[serde(untagged)]
enum Messages<'a> {
    AsTheyAre(&'a [&'a RawValue]),
    Changed(Vec<Cow<'a, RawValue>>),
}

impl Request<'_> {
    /// Returns the request as its addressee accepts it.
    pub(super) fn body(&self, to: Addressee<'_>) -> Vec<u8> {
        #[expect(clippy::expect_used, reason = "strings and encoded JSON always serialise")]
        serde_json::to_vec(&self.fields(to)).expect("a request is JSON")
    }

    fn fields<'a>(&'a self, to: Addressee<'a>) -> Body<'a> {
        let Addressee { model, profile, generation, learned } = to;
        let takes = |field: Field| !learned.dropped.contains(&field);
        let tools: Vec<&RawValue> =
            learned.offered(self.tools).into_iter().map(|tool| &*tool.definition).collect();
        let has_tools = !tools.is_empty();
        let conversation = Some(self.conversation).filter(|name| !name.is_empty());
        let effort = effort(generation, learned, has_tools);
        let (old_limit, new_limit) = match profile {
            Profile::OpenAi if !learned.other_limit => (None, generation.max_tokens),
            Profile::OpenRouter | Profile::Other if learned.other_limit => {
                (None, generation.max_tokens)
            }
            Profile::OpenAi | Profile::OpenRouter | Profile::Other => (generation.max_tokens, None),
        };
        let is_open_router = profile == Profile::OpenRouter;
        let is_anthropic = model.trim_start_matches('~').starts_with("anthropic/");
        Body {
            model,
            messages: if learned.blank_reasoning {
                let changed = self.messages.iter().map(|message| message::with_reasoning(message));
                Messages::Changed(changed.collect())
            } else {
                Messages::AsTheyAre(&self.messages)
            },
            stream: true,
            stream_options: (profile.asks_for_usage() && takes(Field::StreamOptions))
                .then_some(StreamOptions { include_usage: true }),
            tool_choice: self.tool_choice.filter(|_| has_tools && takes(Field::ToolChoice)),
            provider: (has_tools && profile.requires_parameters() && takes(Field::Provider))
                .then_some(Routing { require_parameters: true }),
            tools,
            max_tokens: old_limit.filter(|_| takes(Field::MaxTokens)),
            max_completion_tokens: new_limit.filter(|_| takes(Field::MaxCompletionTokens)),
            temperature: generation.temperature.filter(|_| takes(Field::Temperature)),
            reasoning_effort: effort.filter(|_| !is_open_router),
            reasoning: effort
                .filter(|_| is_open_router && takes(Field::Reasoning))
                .map(|effort| Reasoning { effort }),
            prompt_cache_key: conversation
                .filter(|_| profile == Profile::OpenAi && takes(Field::PromptCacheKey)),
            session_id: conversation.filter(|_| is_open_router && takes(Field::SessionId)),
            cache_control: (is_open_router && is_anthropic && takes(Field::CacheControl))
                .then_some(CacheControl { r#type: "ephemeral" }),
        }
    }

    /// Returns the fields of the body that a server may refuse.
    pub(super) fn optional_fields(&self, to: Addressee<'_>) -> Vec<Field> {
        let body = self.fields(to);
        [
            (body.temperature.is_some(), Field::Temperature),
            (body.stream_options.is_some(), Field::StreamOptions),
            (body.tool_choice.is_some(), Field::ToolChoice),
            (body.prompt_cache_key.is_some(), Field::PromptCacheKey),
            (body.session_id.is_some(), Field::SessionId),
            (body.cache_control.is_some(), Field::CacheControl),
            (body.provider.is_some(), Field::Provider),
            (body.reasoning.is_some(), Field::Reasoning),
            (body.reasoning_effort.is_some(), Field::ReasoningEffort),
            (body.max_tokens.is_some(), Field::MaxTokens),
            (body.max_completion_tokens.is_some(), Field::MaxCompletionTokens),
        ]
        .into_iter()
        .filter_map(|(is_sent, field)| is_sent.then_some(field))
        .collect()
    }
}

fn effort(generation: &Generation, learned: &Learned, has_tools: bool) -> Option<&'static str> {
    let effort = if learned.dropped.contains(&Field::ReasoningEffort) {
        None
    } else if learned.no_effort && has_tools {
        Some(ReasoningEffort::None)
    } else {
        generation.reasoning_effort
    };
    effort.map(ReasoningEffort::name)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json, value::RawValue};

    use super::{Addressee, Function, Profile, Request, ToolChoice};
    use crate::config::{Generation, ReasoningEffort};
    use crate::llm::Message;
    use crate::llm::rejection::{Field, Fix, Learned};

    fn body(
        profile: Profile,
        model: &str,
        tools: &[&str],
        change: impl Fn(&mut Request<'_>, &mut Generation, &mut Learned),
    ) -> Value {
        let tools: Vec<_> = tools
            .iter()
            .map(|name| Function {
                name: (*name).to_owned(),
                definition: RawValue::from_string(json!({"name": name}).to_string()).expect("JSON"),
            })
            .collect();
        let message = Message::User { content: "hola".to_owned() }.encode();
        let mut request = Request {
            messages: vec![&message],
            tools: &tools,
            tool_choice: None,
            conversation: "c1",
        };
        let (mut generation, mut learned) = Default::default();
        change(&mut request, &mut generation, &mut learned);
        let to = Addressee { model, profile, generation: &generation, learned: &learned };
        let mut body: Value = serde_json::from_slice(&request.body(to)).expect("JSON");
        let fields = body.as_object_mut().expect("an object");
        for (field, always) in [
            ("model", json!(model)),
            ("messages", json!([{"role": "user", "content": "hola"}])),
            ("stream", json!(true)),
        ] {
            assert_eq!(fields.remove(field), Some(always));
        }
        body
    }

    #[test]
    fn each_host_gets_the_fields_it_accepts() {
        let all = |request: &mut Request<'_>, generation: &mut Generation, _: &mut Learned| {
            request.tool_choice = Some(ToolChoice::None);
            *generation = Generation {
                max_tokens: Some(99),
                temperature: Some(0.5),
                reasoning_effort: Some(ReasoningEffort::High),
            };
        };
        let usage = json!({"include_usage": true});
        let routing = json!({"require_parameters": true});
        let tools = json!([{"name": "t"}]);
        let ephemeral = json!({"type": "ephemeral"});
        let bare = |_: &mut Request<'_>, _: &mut Generation, _: &mut Learned| {};
        let table = [
            (
                body(Profile::OpenAi, "m", &[], bare),
                json!({"stream_options": usage, "prompt_cache_key": "c1"}),
            ),
            (
                body(Profile::OpenAi, "m", &["t"], all),
                json!({"stream_options": usage, "tools": tools, "tool_choice": "none",
                       "max_completion_tokens": 99, "temperature": 0.5, "reasoning_effort": "high",
                       "prompt_cache_key": "c1"}),
            ),
            (body(Profile::OpenRouter, "m", &[], bare), json!({"session_id": "c1"})),
            (
                body(Profile::OpenRouter, "~anthropic/claude-sonnet-latest", &["t"], all),
                json!({"tools": tools, "tool_choice": "none", "max_tokens": 99, "temperature": 0.5,
                       "reasoning": {"effort": "high"}, "session_id": "c1",
                       "cache_control": ephemeral, "provider": routing}),
            ),
            (body(Profile::Other, "m", &[], bare), json!({"stream_options": usage})),
            (
                // Without tools there is no choice, which OpenAI refuses.
                body(Profile::Other, "m", &[], all),
                json!({"stream_options": usage, "max_tokens": 99, "temperature": 0.5,
                       "reasoning_effort": "high"}),
            ),
            (
                body(Profile::Other, "m", &["t"], all),
                json!({"stream_options": usage, "tools": tools, "tool_choice": "none",
                       "max_tokens": 99, "temperature": 0.5, "reasoning_effort": "high"}),
            ),
        ];
        for (actual, expected) in table {
            assert_eq!(actual, expected);
        }
    }

    #[test]
    fn what_was_learned_changes_the_next_request() {
        let with = |fixes: &'static [Fix]| {
            body(Profile::Other, "m", &["t", "u"], move |request, generation, learned| {
                request.tool_choice = Some(ToolChoice::None);
                generation.max_tokens = Some(9);
                generation.temperature = Some(1.0);
                fixes.iter().for_each(|fix| learned.learn(fix));
            })
        };
        let drop_all = [Field::StreamOptions, Field::Temperature, Field::ToolChoice];
        let dropped = body(Profile::Other, "m", &["t"], |request, generation, learned| {
            request.tool_choice = Some(ToolChoice::None);
            generation.temperature = Some(1.0);
            drop_all.iter().for_each(|field| learned.learn(&Fix::Drop(*field)));
        });
        assert_eq!(dropped, json!({"tools": [{"name": "t"}]}));
        assert_eq!(
            with(&[Fix::NoEffort, Fix::OtherLimit]),
            json!({"stream_options": {"include_usage": true}, "tools": [{"name": "t"}, {"name": "u"}],
                   "tool_choice": "none", "max_completion_tokens": 9, "temperature": 1.0,
                   "reasoning_effort": "none"})
        );
        // The effort is the tools' price: without them it is not paid.
        assert_eq!(
            with(&[Fix::NoEffort, Fix::NoTools]),
            json!({"stream_options": {"include_usage": true}, "max_tokens": 9, "temperature": 1.0})
        );
    }

    #[test]
    fn a_refused_tool_is_left_out_alone() {
        let tools = |names: &'static [&str]| {
            body(Profile::OpenRouter, "m", &["t", "u"], move |_, _, learned| {
                names.iter().for_each(|name| learned.learn(&Fix::DropTool((*name).to_owned())));
            })
        };
        assert_eq!(tools(&["t"])["tools"], json!([{"name": "u"}]));
        assert_eq!(tools(&["t", "u"]), json!({"session_id": "c1"}));
    }
}
