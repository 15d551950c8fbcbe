//! The shapes of `GET /models`.

use serde_json::json;

use super::{fixture, summary};
use crate::llm::{
    Profile,
    catalogue::listing::{Odd, read},
};

fn shown(body: &[u8], profile: Profile) -> String {
    summary(&read(body, profile).expect("a list"))
}

#[test]
fn c01_openrouter_tells_window_prices_and_tools() {
    let body = fixture("c01_openrouter_models.json");
    insta::assert_snapshot!(shown(&body, Profile::OpenRouter), @"
    openai/gpt-6-luna · window 1050000 · in 0.1 · out 0.5 · tools true
    perplexity/sonar · window 127072 · in 1 · out 1 · tools false
    ");
}

#[test]
fn c03_openai_tells_when_a_model_ends() {
    let body = fixture("c03_openai_models_shutdown.json");
    insta::assert_snapshot!(shown(&body, Profile::OpenAi), @"
    gpt-4o-mini · ends 2027-01-14 for gpt-6-luna
    gpt-6-luna
    ");
    insta::assert_snapshot!(shown(&body, Profile::Other), @"
    gpt-4o-mini · ends 2027-01-14
    gpt-6-luna
    ");
}

#[test]
fn c04_extra_fields_are_tolerated() {
    let body = fixture("c04_llamacpp_models.json");
    assert_eq!(shown(&body, Profile::Other), "x.gguf · window 32768");
}

#[test]
fn compatible_servers_have_their_own_fields() {
    let vllm = json!({ "object": "list", "data": [
        { "id": "Qwen/Qwen3", "object": "model", "owned_by": "vllm", "max_model_len": 40960 },
    ]});
    let ollama = json!({ "object": "list", "data": [
        { "id": "llama3.2:latest", "object": "model", "created": 1, "owned_by": "library" },
    ]});
    let llama_cpp =
        json!({ "data": [{ "id": "x", "meta": { "n_ctx": 8192, "n_ctx_train": 32768 } }] });
    let tags = json!({ "models": [{ "name": "qwen3:8b", "model": "qwen3:8b", "size": 1 }] });
    let bare = json!([{ "id": "a", "context_length": 10 }]);
    let expiring = json!({ "data": [{ "id": "x/y", "expiration_date": "2026-12-01" }] });
    let table = [
        (vllm, "Qwen/Qwen3 · window 40960"),
        (ollama, "llama3.2:latest"),
        (llama_cpp, "x · window 8192"),
        (tags, "qwen3:8b"),
        (bare, "a · window 10"),
        (expiring, "x/y · ends 2026-12-01"),
        (json!({ "data": [] }), ""),
        (json!({ "data": null, "models": [{ "id": "a" }] }), "a"),
    ];
    for (body, expected) in table {
        assert_eq!(shown(body.to_string().as_bytes(), Profile::Other), expected, "{body}");
    }
}

#[test]
fn odd_fields_are_unknown_and_odd_entries_are_left_out() {
    let body = json!({ "data": [
        null, 7, [], "text", {}, { "id": 3 }, { "id": "" }, { "id": "\u{1b}[2J" },
        { "id": "a", "context_length": -1, "pricing": "free", "supported_parameters": "tools" },
        { "id": "b", "context_length": 0, "max_model_len": "x", "meta": null,
          "pricing": { "prompt": 0.25, "completion": "-1" }, "supported_parameters": [] },
        { "id": "c", "context_length": 1.5, "meta": { "n_ctx_train": 9 },
          "pricing": { "prompt": "", "completion": "1e-7" }, "shutdown_date": 7 },
        { "id": "d", "pricing": { "prompt": "0", "completion": "0.00000123" },
          "supported_parameters": [1, "tools"], "shutdown_date": "soon" },
        { "id": "a", "context_length": 5 },
    ]});
    insta::assert_snapshot!(shown(body.to_string().as_bytes(), Profile::Other), @"
    a
    b
    c · window 9
    d · in 0 · out 1.23 · tools true
    ");
}

#[test]
fn what_the_list_leaves_open_is_known_of_openai_alone() {
    let body = json!({ "data": [
        { "id": "gpt-4o-mini" }, { "id": "gpt-4o", "shutdown_date": null },
        { "id": "o3", "shutdown_date": "later" },
    ]});
    insta::assert_snapshot!(shown(body.to_string().as_bytes(), Profile::OpenAi), @"
    gpt-4o
    gpt-4o-mini · ends 2027-01-14 for gpt-6-luna
    o3 · ends 2026-12-11
    ");
    for profile in [Profile::OpenRouter, Profile::Other] {
        let plain = "gpt-4o\ngpt-4o-mini\no3";
        assert_eq!(shown(body.to_string().as_bytes(), profile), plain);
    }
}

#[test]
fn a_list_is_kept_up_to_a_limit() {
    let entries: Vec<_> = (0..10_050).map(|n| json!({ "id": format!("m{n:05}") })).collect();
    let models = read(json!({ "data": entries }).to_string().as_bytes(), Profile::Other);
    let models = models.expect("a list");
    assert_eq!((models.len(), models.get("m09999").is_some()), (10_000, true));
    assert!(models.get("m10000").is_none());
}

#[test]
fn what_is_no_list_is_told_apart_from_an_error() {
    let odd = |body: &str| read(body.as_bytes(), Profile::Other).expect_err("no list");
    let other = [
        ("", ""),
        ("<html><h1>Bad\nGateway</h1></html>", "Bad Gateway"),
        ("{\"data\":[{\"id\":\"a\"}", "{\"data\":[{\"id\":\"a\"}"),
        ("[{\"id\":\"a\"}] x", "[{\"id\":\"a\"}] x"),
        ("{\"data\":7}", "{\"data\":7}"),
        ("{\"choices\":[]}", "{\"choices\":[]}"),
        ("null", "null"),
    ];
    for (body, extract) in other {
        assert_eq!(odd(body), Odd::Other(extract.to_owned()), "{body}");
    }
    let Odd::Error(details) = odd("{\"error\":{\"message\":\"no\",\"code\":500}}") else {
        panic!("an error")
    };
    assert_eq!((details.message.as_str(), details.code.as_deref()), ("no", Some("500")));
    assert!(read("\u{feff} {\"data\":[]} \n".as_bytes(), Profile::Other).is_ok());
    let junk = vec![b'x'; 10 * 1024 * 1024];
    let Err(Odd::Other(extract)) = read(&junk, Profile::Other) else { panic!("junk") };
    assert_eq!(extract.chars().count(), 201);
}
