use std::collections::BTreeMap;
use std::time::Duration;

use secrecy::ExposeSecret as _;

use crate::cli::Options;
use crate::config::error::{Consent, Expected};
use crate::config::{
    Approval, ApprovalSettings, ConfigError, EditMode, Generation, Layers, Origin, Provider,
    ReasoningEffort, Sources, TurnSettings,
};
use crate::text::Lang;

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn environment(pairs: &[(&str, &str)]) -> Layers {
    Layers::new(Sources { environment: map(pairs), ..Sources::default() })
}

#[test]
fn the_defaults_are_the_seeds() {
    let layers = environment(&[("OPENAI_API_KEY", "sk-1")]);
    let (server, consent) = layers.server().unwrap();
    assert_eq!((server.url.as_str(), consent), ("http://localhost:3000/sse", None));
    assert_eq!((server.headers.len(), server.tool_timeout), (0, Duration::from_secs(60)));
    let (model, consent) = layers.model().unwrap();
    assert_eq!((model.provider, model.name.as_str()), (Provider::OpenAi, "gpt-4o-mini"));
    assert_eq!((model.base_url.as_str(), consent), ("https://api.openai.com/v1", None));
    assert_eq!(
        (layers.approval().unwrap().mode, layers.turn().unwrap().max_steps),
        (Approval::Ask, 25)
    );
    assert_eq!(layers.lang().unwrap(), Lang::Es);
}

#[test]
fn each_layer_beats_the_next_and_empty_is_unset() {
    let mut sources = Sources {
        options: Options { model: Some("flag".into()), ..Options::default() },
        environment: map(&[("MODEL_NAME", "env"), ("OPENAI_API_KEY", "k")]),
        dot_env: map(&[("MODEL_NAME", "dotenv")]),
        file: map(&[("model", "file")]),
        ..Sources::default()
    };
    let name = |sources: &Sources| Layers::new(sources.clone()).model().unwrap().0.name;
    assert_eq!(name(&sources), "flag");
    sources.options.model = Some(String::new());
    assert_eq!(name(&sources), "env");
    sources.environment.insert("MODEL_NAME".into(), "  ".into());
    assert_eq!(name(&sources), "dotenv");
    sources.dot_env.clear();
    assert_eq!(name(&sources), "file");
    sources.file.clear();
    assert_eq!(name(&sources), "gpt-4o-mini");
}

#[test]
fn a_url_with_a_path_is_kept_to_the_letter() {
    for (given, meant) in [
        ("http://h:1", "http://h:1/sse"),
        ("http://h:1/", "http://h:1/sse"),
        ("https://h/mcp/sse/?t=a%20b", "https://h/mcp/sse/?t=a%20b"),
        ("http://h?x=1", "http://h/sse?x=1"),
    ] {
        let layers = environment(&[("MCP_SERVER_URL", given)]);
        assert_eq!(layers.server().unwrap().0.url.as_str(), meant);
    }
}

#[test]
fn a_wrong_value_names_its_setting_and_layer() {
    let wrong = |variable: &str, value: &str, expected| {
        (
            environment(&[(variable, value), ("OPENAI_API_KEY", "k")]),
            ConfigError::Invalid {
                setting: variable.to_owned(),
                value: value.into(),
                origin: Origin::Environment,
                line: None,
                expected,
            },
        )
    };
    let (layers, error) = wrong("MCP_SERVER_URL", "localhost:3000", Expected::Url);
    assert_eq!(layers.server().unwrap_err(), error);
    let (layers, error) = wrong("MODEL_PROVIDER", "azure", Expected::OneOf("openai, openrouter"));
    assert_eq!(layers.model().unwrap_err(), error);
    let (layers, error) = wrong("OPENAI_BASE_URL", "ftp://x/v1", Expected::Url);
    assert_eq!(layers.model().unwrap_err(), error);
    for value in ["0", "-1", "x", "NaN", "86401"] {
        let (layers, error) = wrong("MCP_CHAT_TOOL_TIMEOUT", value, Expected::Seconds);
        assert_eq!(layers.server().unwrap_err(), error);
        let (layers, error) = wrong("MCP_CHAT_MODEL_TIMEOUT", value, Expected::Seconds);
        assert_eq!(layers.model().unwrap_err(), error);
    }
    for (variable, value, expected) in [
        ("MCP_CHAT_MAX_TOKENS", "0", Expected::Tokens),
        ("MCP_CHAT_MAX_TOKENS", "4k", Expected::Tokens),
        ("MCP_CHAT_CONTEXT_WINDOW", "-8000", Expected::Tokens),
        ("MCP_CHAT_TEMPERATURE", "2.1", Expected::Temperature),
        ("MCP_CHAT_TEMPERATURE", "NaN", Expected::Temperature),
        (
            "MCP_CHAT_REASONING_EFFORT",
            "mucho",
            Expected::OneOf("none, minimal, low, medium, high, xhigh, max"),
        ),
    ] {
        let (layers, error) = wrong(variable, value, expected);
        assert_eq!(layers.model().unwrap_err(), error);
    }
    for (variable, value, expected) in [
        ("MCP_CHAT_MAX_COST", "0", Expected::Dollars),
        ("MCP_CHAT_MAX_COST", "inf", Expected::Dollars),
        ("MCP_CHAT_MAX_COST", "1 €", Expected::Dollars),
        ("MCP_CHAT_THINKING", "quizá", Expected::OneOf("on, off")),
        ("MCP_CHAT_EARLY_CALLS", "2", Expected::OneOf("on, off")),
    ] {
        let (layers, error) = wrong(variable, value, expected);
        assert_eq!(layers.turn().unwrap_err(), error);
    }
    for value in ["0", "1001", "muchos"] {
        let (layers, error) = wrong("MCP_CHAT_MAX_STEPS", value, Expected::Steps);
        assert_eq!(layers.turn().unwrap_err(), error);
    }
    let (layers, error) = wrong("MCP_CHAT_APPROVAL", "si", Expected::OneOf("ask, auto, read-only"));
    assert_eq!(layers.approval().unwrap_err(), error);
    let (layers, error) = wrong("MCP_CHAT_EDIT_MODE", "nano", Expected::OneOf("emacs, vi"));
    assert_eq!(layers.edit_mode().unwrap_err(), error);
    let (layers, error) = wrong("MCP_CHAT_LANG", "fr", Expected::OneOf("es, en"));
    assert_eq!(layers.lang().unwrap_err(), error);
}

#[test]
fn what_a_reply_and_a_turn_may_take_can_be_set() {
    let layers = environment(&[("OPENAI_API_KEY", "k")]);
    let (model, _) = layers.model().unwrap();
    assert_eq!((model.generation, model.context_window), (Generation::default(), None));
    let turn = TurnSettings { max_steps: 25, max_cost: None, thinking: false, early_calls: true };
    assert_eq!(layers.turn().unwrap(), turn);

    let mut sources = Sources {
        environment: map(&[("OPENAI_API_KEY", "k"), ("MCP_CHAT_REASONING_EFFORT", "XHigh")]),
        dot_env: map(&[("MCP_CHAT_TEMPERATURE", "0"), ("MCP_CHAT_EARLY_CALLS", "off")]),
        file: map(&[("max_tokens", "4096"), ("max_cost", "0.25"), ("context_window", "131072")]),
        ..Sources::default()
    };
    sources.options.thinking = true;
    let layers = Layers::new(sources);
    let (model, _) = layers.model().unwrap();
    let generation = Generation {
        max_tokens: Some(4096),
        temperature: Some(0.0),
        reasoning_effort: Some(ReasoningEffort::XHigh),
    };
    assert_eq!((model.generation, model.context_window), (generation, Some(131_072)));
    let turn = TurnSettings { max_cost: Some(0.25), thinking: true, early_calls: false, ..turn };
    assert_eq!(layers.turn().unwrap(), turn);
    assert_eq!(layers.edit_mode().unwrap(), EditMode::Emacs);
    let layers = environment(&[("MCP_CHAT_EDIT_MODE", "Vi")]);
    assert_eq!(layers.edit_mode().unwrap(), EditMode::Vi);
}

#[test]
fn lists_of_tools_add_up_over_the_layers() {
    let mut sources = Sources {
        environment: map(&[("MCP_CHAT_ALLOW", "list_*, get_*"), ("MCP_CHAT_DENY", "")]),
        dot_env: map(&[("MCP_CHAT_DENY", "delete_*")]),
        file: map(&[("deny", "drop_*"), ("allow", "find")]),
        ..Sources::default()
    };
    sources.options.allow = vec!["add".into()];
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    assert_eq!(
        Layers::new(sources).approval().unwrap(),
        ApprovalSettings {
            mode: Approval::Ask,
            allow: words(&["add", "list_*", "get_*", "find"]),
            deny: words(&["delete_*", "drop_*"]),
        }
    );
}

#[test]
fn a_key_is_needed_by_the_providers_own_api_alone() {
    assert_eq!(
        environment(&[("MODEL_PROVIDER", "openrouter")]).model().unwrap_err(),
        ConfigError::MissingKey { provider: Provider::OpenRouter }
    );
    let (model, _) =
        environment(&[("OPENAI_BASE_URL", "http://127.0.0.1:8080/v1")]).model().unwrap();
    assert!(model.key.is_none());
}

#[test]
fn a_url_from_the_working_directory_gets_no_key_from_elsewhere() {
    let base = ("OPENAI_BASE_URL", "https://u:p@evil.example/v1?x=y");
    let both = Sources { dot_env: map(&[base, ("OPENAI_API_KEY", "k")]), ..Sources::default() };
    assert_eq!(Layers::new(both).model().unwrap().1, None);
    let split = Sources {
        dot_env: map(&[base, ("MCP_SERVER_URL", "http://evil.example")]),
        environment: map(&[("OPENAI_API_KEY", "k")]),
        file: map(&[("server_token", "t")]),
        ..Sources::default()
    };
    let layers = Layers::new(split);
    let (model, consent) = layers.model().unwrap();
    assert_eq!(model.key.unwrap().expose_secret(), "k");
    assert_eq!(
        consent,
        Some(Consent {
            url_setting: "OPENAI_BASE_URL",
            url: "https://evil.example/v1".into(),
            key_setting: "OPENAI_API_KEY",
            key_origin: Origin::Environment,
        })
    );
    assert_eq!(layers.server().unwrap().1.unwrap().key_origin, Origin::File);
}

#[test]
fn secrets_are_not_in_debug_output() {
    let mut layers =
        environment(&[("OPENAI_API_KEY", "sk-canary"), ("MCP_SERVER_TOKEN", "canary-2")]);
    layers.sources.options.header = vec!["X-Key: canary-3".into()];
    let shown = format!("{:?} {:?}", layers.model().unwrap(), layers.server().unwrap());
    assert!(!shown.contains("canary"), "{shown}");
}

#[test]
fn a_header_is_a_name_and_a_value() {
    let mut layers = environment(&[]);
    layers.sources.options.header = vec!["X-Team:  ventas ".into()];
    let (server, _) = layers.server().unwrap();
    assert_eq!(
        (server.headers[0].0.as_str(), server.headers[0].1.to_str().unwrap()),
        ("x-team", "ventas")
    );
    for wrong in ["sin-valor", "ma la: x", "X: a\nb"] {
        layers.sources.options.header = vec![wrong.into()];
        assert!(layers.server().is_err(), "{wrong:?}");
    }
}
