//! What a reported failure means, and whether the request is sent again.

use std::{
    collections::BTreeSet,
    time::{Duration, SystemTime},
};

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::fixtures;
use crate::{
    http::Fault,
    llm::{
        ApiError, Class, Details, ErrorKind,
        retry::{History, decide, read_hints},
    },
};

/// The second in which the fixtures were answered: Sun, 22 Nov 2026 14:30:00 GMT.
const NOW: u64 = 1_795_357_800;

fn headers(list: &[(&str, &str)]) -> HeaderMap {
    let pair = |(name, value): &(&str, &str)| {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
        (name, HeaderValue::from_str(value).expect("a value"))
    };
    list.iter().map(pair).collect()
}

pub(super) fn api_error(status: Option<u16>, body: &str, list: &[(&str, &str)]) -> ApiError {
    let mut details = Details::from_body(body);
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(NOW);
    read_hints(&headers(list), &mut details, now);
    ApiError::new(status, details, None)
}

/// The wait before the first retry, without chance, in milliseconds.
fn wait(error: ApiError) -> Option<u128> {
    let kind = ErrorKind::Api(Box::new(error));
    decide(&kind, History::default(), 0.0).map(|wait| wait.as_millis())
}

/// A body, its meaning, and the wait in milliseconds before a retry, if there is one.
const FILES: &[(&str, Class, Option<u128>)] = &[
    ("e01_openai_invalid_key_401.json", Class::Key, None),
    ("e02_openai_insufficient_quota_429.json", Class::Quota, None),
    ("e04_openai_rate_limit_429.json", Class::RateLimit, Some(1200)),
    ("e05_openai_slow_down_429.json", Class::RateLimit, Some(500)),
    ("e07_openai_500.json", Class::Server, Some(500)),
    ("e08_openai_model_not_found_404.json", Class::Model, None),
    ("e10_openai_tools_need_reasoning_none_400.json", Class::Rejected, None),
    ("e11_openai_none_unsupported_400.json", Class::OtherApi, None),
    ("e13_openai_max_tokens_unsupported_400.json", Class::Rejected, None),
    ("e14_openai_temperature_unsupported_400.json", Class::Rejected, None),
    ("e16_openai_schema_toplevel_anyof_400.json", Class::Rejected, None),
    ("e17_openai_tools_over_128_400.json", Class::Rejected, None),
    ("e19_openai_tools_empty_400.json", Class::Rejected, None),
    ("e20_openai_tool_choice_without_tools_400.json", Class::Rejected, None),
    ("e22_openai_tool_without_call_400.json", Class::Rejected, None),
    ("e23_openrouter_401.json", Class::Key, None),
    ("e25_openrouter_403_moderation.json", Class::Moderation, None),
    ("e26_openrouter_403_guardrail.json", Class::Moderation, None),
    ("e28_openrouter_404_availability.json", Class::Model, None),
    ("e29_openrouter_408.json", Class::Server, Some(500)),
    ("e31_openrouter_429_free_daily.json", Class::RateLimit, None),
    ("e32_openrouter_502_raw.json", Class::Server, Some(500)),
    ("e34_openrouter_503.json", Class::Server, Some(2000)),
    ("e35_openrouter_400_gemini_signature.json", Class::Rejected, None),
    ("e37_ollama_no_tools_400.json", Class::NoTools, None),
    ("e38_ollama_native_error_string.json", Class::NoTools, None),
    ("e40_llamacpp_loading_503.json", Class::Loading, Some(500)),
    ("e41_llamacpp_jinja_500.json", Class::ToolsDisabled, Some(500)),
    ("e43_vllm_nested_400.json", Class::ToolsDisabled, None),
    ("e44_fastapi_detail_422.json", Class::Rejected, None),
    ("e46_gemini_array_400.json", Class::Rejected, None),
    ("e47_deepseek_reasoning_400.json", Class::Rejected, None),
    ("e49_developer_role_400.json", Class::Rejected, None),
    ("e50_plain_text_401.txt", Class::Key, None),
    ("e52_should_retry_true_400.json", Class::Rejected, Some(500)),
    ("e53_retry_after_http_date_429.json", Class::RateLimit, Some(5000)),
    ("e55_payload_too_large_413.json", Class::Context, None),
    ("e56_country_403.json", Class::Forbidden, None),
];

#[test]
fn every_file_has_a_meaning() {
    let mut found = BTreeSet::new();
    for entry in fixtures().join("errors").read_dir().expect("errors") {
        found.insert(entry.expect("an entry").file_name().into_string().expect("UTF-8"));
    }
    assert_eq!(found, FILES.iter().map(|(file, ..)| (*file).to_owned()).collect());
    for (file, class, retry) in FILES {
        let body = std::fs::read_to_string(fixtures().join("errors").join(file)).expect(file);
        let (list, status): (&[_], _) = match &file[..3] {
            "e04" => (&[("retry-after-ms", "1200"), ("retry-after", "2")], 429),
            "e34" => (&[("Retry-After", "2")], 503),
            "e52" => (&[("x-should-retry", "true")], 400),
            "e53" => (&[("retry-after", "Sun, 22 Nov 2026 14:30:05 GMT")], 429),
            "e38" => (&[], 400),
            _ => {
                let mut digits = file.split(['_', '.']).filter_map(|part| part.parse().ok());
                (&[], digits.next_back().expect(file))
            }
        };
        let error = api_error(Some(status), &body, list);
        assert_eq!(error.class, *class, "{file}: {error}");
        assert_eq!(error.status, Some(status), "{file}");
        assert_eq!(wait(error), *retry, "{file}");
    }
}

#[test]
fn other_bodies_and_their_meaning() {
    let table = [
        // E03: a spent account, by each of its names, also where the header says otherwise.
        (429, r#"{"error":{"message":"m","code":"credit_balance_exhausted"}}"#, Class::Quota, None),
        (
            429,
            r#"{"error":{"message":"m","type":"organization_spend_limit_exceeded"}}"#,
            Class::Quota,
            None,
        ),
        (402, r#"{"error":{"code":402,"message":"Insufficient credits"}}"#, Class::Quota, None),
        // E06
        (
            503,
            r#"{"error":{"message":"m","type":"server_is_overloaded"}}"#,
            Class::Server,
            Some(500),
        ),
        // E09, E33, E39, E42: too long, in everyone's words.
        (
            400,
            r#"{"error":{"message":"m","code":"context_length_exceeded"}}"#,
            Class::Context,
            None,
        ),
        (
            400,
            r#"{"error":{"code":400,"message":"Provider returned error","metadata":{"raw":"{\"message\":\"prompt is too long: 250000 tokens\"}"}}}"#,
            Class::Context,
            None,
        ),
        (
            400,
            r#"{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}}"#,
            Class::Context,
            None,
        ),
        (
            400,
            r#"{"object":"error","message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError","code":400}"#,
            Class::Context,
            None,
        ),
        // E12, E18: refused for what it is.
        (
            400,
            r#"{"error":{"message":"Invalid 'tools[0].function.name'","param":"tools[0].function.name"}}"#,
            Class::Rejected,
            None,
        ),
        // E27
        (
            404,
            r#"{"error":{"code":404,"message":"No endpoints found that support tool use."}}"#,
            Class::NoTools,
            None,
        ),
        // E30
        (
            429,
            r#"{"error":{"code":429,"message":"m","availability":{"retryable":true,"retry_after":7}}}"#,
            Class::RateLimit,
            Some(7000),
        ),
        // E36, E45: no such model, or no such path.
        (
            404,
            r#"{"error":{"message":"model \"nope\" not found, try pulling it first","type":"api_error"}}"#,
            Class::Model,
            None,
        ),
        (
            400,
            r#"{"error":{"code":400,"message":"nope is not a valid model ID"}}"#,
            Class::Model,
            None,
        ),
        (404, r#"{"detail":"Not Found"}"#, Class::BaseUrl, None),
        (404, "<html><title>404 model</title></html>", Class::BaseUrl, None),
        (404, "404 page not found", Class::BaseUrl, None),
        (404, "", Class::BaseUrl, None),
        (
            404,
            r#"{"error":{"message":"Invalid URL (POST /chat/completions)","type":"invalid_request_error"}}"#,
            Class::BaseUrl,
            None,
        ),
        (
            404,
            r#"{"error":{"code":404,"message":"File Not Found","type":"not_found_error"}}"#,
            Class::BaseUrl,
            None,
        ),
        (405, r#"{"detail":"Method Not Allowed"}"#, Class::BaseUrl, None),
        (409, r#"{"error":{"message":"conflict"}}"#, Class::Rejected, Some(500)),
        (502, "<html><h1>502 Bad Gateway</h1></html>", Class::Server, Some(500)),
    ];
    for (status, body, class, retry) in table {
        let error = api_error(Some(status), body, &[("x-should-retry", "nonsense")]);
        assert_eq!((error.class, wait(error.clone())), (class, retry), "{body} {error}");
    }
    let spent =
        api_error(Some(429), table[0].1, &[("x-should-retry", "true"), ("retry-after", "1")]);
    assert_eq!(wait(spent), None, "a spent account is never asked again");
}

#[test]
fn an_error_in_a_stream_counts_like_its_status() {
    let table = [
        (r#"{"error":{"code":502,"message":"m"}}"#, Class::Server, Some(502), Some(500)),
        (r#"{"error":{"code":"429","message":"m"}}"#, Class::RateLimit, Some(429), Some(500)),
        (
            r#"{"error":{"message":"m","type":"tokens","code":"rate_limit_exceeded"}}"#,
            Class::RateLimit,
            None,
            Some(500),
        ),
        (
            r#"{"error":{"message":"m","type":"server_error","code":null}}"#,
            Class::Server,
            None,
            Some(500),
        ),
        (
            r#"{"object":"error","message":"m","type":"InternalServerError","code":500}"#,
            Class::Server,
            Some(500),
            Some(500),
        ),
        (r#"{"error":"unexpected EOF"}"#, Class::Rejected, None, None),
        (r#"{"error":{"message":"m","code":7}}"#, Class::Rejected, None, None),
        (r#"{"error":{"message":"m","code":"insufficient_quota"}}"#, Class::Quota, None, None),
    ];
    for (body, class, status, retry) in table {
        let error = api_error(None, body, &[]);
        assert_eq!((error.class, error.status, wait(error)), (class, status, retry), "{body}");
    }
}

#[test]
fn headers_say_when() {
    type Headers = &'static [(&'static str, &'static str)];
    let table: &[(Headers, Option<u128>)] = &[
        (&[], Some(500)),
        (&[("retry-after", "3")], Some(3000)),
        (&[("retry-after", "0.25")], Some(250)),
        (&[("retry-after-ms", "40"), ("retry-after", "3")], Some(40)),
        (&[("retry-after", "0")], Some(500)),
        (&[("retry-after", "-5")], Some(500)),
        (&[("retry-after", "nan")], Some(500)),
        (&[("retry-after", "soon")], Some(500)),
        (&[("retry-after", "1e300")], Some(500)),
        // E53: a date, and one that has passed.
        (&[("retry-after", "Sun, 22 Nov 2026 14:30:09 GMT")], Some(9000)),
        (&[("retry-after", "Sun, 22 Nov 2026 14:29:00 GMT")], Some(500)),
        // E54: too long to wait for.
        (&[("retry-after", "60")], None),
        (&[("retry-after", "3600")], None),
        // E51
        (&[("x-should-retry", "false")], None),
        (&[("x-should-retry", "true"), ("retry-after", "3600")], None),
        (&[("x-ratelimit-reset", "1795357804000")], Some(4000)),
        (&[("x-ratelimit-reset", "1m12s")], Some(500)),
    ];
    for (list, expected) in table {
        // 60 s are all that may be waited, and chance adds nothing here but could.
        let error = api_error(Some(429), r#"{"error":{"message":"m"}}"#, list);
        let kind = ErrorKind::Api(Box::new(error));
        let waited = Duration::from_millis(1);
        let actual = decide(&kind, History { waited, ..History::default() }, 0.0);
        assert_eq!(actual.map(|wait| wait.as_millis()), *expected, "{list:?}");
    }
}

#[test]
fn a_retry_has_its_limits() {
    let lost = ErrorKind::Lost(Fault::Reset);
    let decided = |kind: &ErrorKind, retries, started, chance| {
        let history = History { retries, started, waited: Duration::ZERO };
        decide(kind, history, chance).map(|wait| wait.as_millis())
    };
    assert_eq!(decided(&lost, 0, false, 0.0), Some(500));
    assert_eq!(decided(&lost, 0, false, 1.0), Some(625), "chance only adds");
    assert_eq!(decided(&lost, 1, false, 0.0), Some(1000));
    assert_eq!(decided(&lost, 2, false, 0.0), None, "two retries");
    assert_eq!(decided(&lost, 0, true, 0.0), None, "the answer had begun");
    let not_an_api =
        ErrorKind::NotAnApi { status: 200, content_type: "text/html".into(), extract: "".into() };
    let second = Duration::from_secs(1);
    let table = [
        (ErrorKind::Connect(Fault::Refused), Some(500)),
        (ErrorKind::Connect(Fault::Tls("UnknownIssuer".into())), None),
        (ErrorKind::EndedEarly, Some(500)),
        (ErrorKind::ConnectTimeout(second), None),
        (ErrorKind::Idle(second), None),
        (ErrorKind::BadKey, None),
        (not_an_api, None),
        (ErrorKind::Redirected { status: 307, to: "x".into() }, None),
        (ErrorKind::Empty, None),
        (ErrorKind::Malformed("x".into()), None),
        (ErrorKind::TooLarge(1), None),
    ];
    for (kind, expected) in table {
        assert_eq!(decided(&kind, 0, false, 0.0), expected, "{kind}");
    }
}
