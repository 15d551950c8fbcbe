//! What a reported failure means, and whether the request is sent again.

use std::time::{Duration, SystemTime};

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::cases::NOW;
use crate::{
    http::Fault,
    llm::{
        ApiError, Class, Details, ErrorKind,
        retry::{History, decide, limit, read_hints},
    },
};

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
        (r#"{"error":"unexpected EOF"}"#, Class::Server, None, Some(500)),
        (
            r#"{"error":{"message":"m","type":"invalid_request_error"}}"#,
            Class::Rejected,
            None,
            None,
        ),
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
        let history = History { retries, started, ..History::default() };
        decide(kind, history, chance).map(|wait| wait.as_millis())
    };
    assert_eq!(decided(&lost, 0, false, 0.0), Some(500));
    assert_eq!(decided(&lost, 0, false, 1.0), Some(625), "chance only adds");
    assert_eq!(decided(&lost, 1, false, 0.0), Some(1000));
    assert_eq!(decided(&lost, 2, false, 0.0), None, "two retries");
    assert_eq!(decided(&lost, 0, true, 0.0), None, "the answer had begun");
    // A model that is being loaded is waited for, as long as all waits together may take.
    let loading = api_error(Some(503), r#"{"error":"Loading model"}"#, &[]);
    let loading = ErrorKind::Api(Box::new(loading));
    let mut waits = Vec::new();
    let mut history = History::default();
    while let Some(wait) = decide(&loading, history, 1.0) {
        history.retries += 1;
        history.waited += wait;
        waits.push(wait.as_millis());
    }
    assert_eq!(waits, [625, 1250, 2250, 4250, 8250, 8250, 8250, 8250, 8250, 8250]);
    assert_eq!(limit(&loading) as usize, waits.len(), "what is told");
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
