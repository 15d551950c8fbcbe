//! What servers write when they fail: eight shapes of body, read into one.
//!
//! Shapes (all seen in the wild): OpenAI's `{"error":{message,type,param,code}}` · OpenRouter's
//! with `metadata` and `availability` · `{"error":"text"}` (Ollama) · flat `{"object":"error"}`
//! (vLLM, Mistral) · `[{"error":…}]` (Gemini) · `{"detail":…}` (FastAPI) · `{"message":…}` · plain
//! text or HTML.

use std::time::Duration;

use serde_json::{Map, Value};

use super::overflow::Overflow;

/// How much of a body without a known shape is shown, in characters.
const EXTRACT: usize = 200;

/// What a body says about a failure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The message, the upstream server's included.
    pub message: String,
    /// The error's `type`.
    pub kind: Option<String>,
    /// The error's `code`; a number is kept as its digits.
    pub code: Option<String>,
    /// The request field that is at fault.
    pub param: Option<String>,
    /// OpenRouter: its own name for the kind of error.
    pub error_type: Option<String>,
    /// OpenRouter: the provider behind it that failed.
    pub provider: Option<String>,
    /// OpenRouter: why a request was refused, where it was blocked.
    pub reasons: Vec<String>,
    /// OpenRouter: what was blocked, its beginning and its end.
    pub flagged: Option<String>,
    /// OpenRouter: whether another try can succeed.
    pub retryable: Option<bool>,
    /// OpenRouter: when to try again.
    pub retry_after: Option<Duration>,
    /// OpenRouter: models that can stand in.
    pub fallback_models: Vec<String>,
    /// The numbers of a request that was too long.
    pub overflow: Overflow,
    /// OpenRouter: when the limit is reset, in milliseconds since the epoch.
    pub reset_at: Option<u64>,
    /// Whether the body has a shape that model APIs use, rather than a gateway or web server.
    pub from_api: bool,
}

impl Details {
    /// Reads the body of a failed response, whatever its shape.
    pub fn from_body(body: &str) -> Self {
        match serde_json::from_str::<Value>(body) {
            Ok(value) => Self::from_any(&value),
            Err(_) => Self { message: extract(body), ..Self::default() },
        }
    }

    /// Reads the error in a JSON value that may also be a good one: a chunk, a choice, a reply.
    pub fn in_value(value: &Value) -> Option<Self> {
        if let Value::Array(items) = value {
            return items.first().and_then(Self::in_value);
        }
        let object = value.as_object()?;
        match object.get("error") {
            Some(Value::Object(error)) => return Some(Self::from_object(error)),
            Some(Value::String(text)) if !text.is_empty() => {
                return Some(Self { message: text.clone(), from_api: true, ..Self::default() });
            }
            None | Some(Value::Null | Value::Bool(false) | Value::String(_)) => {}
            Some(other) => {
                let message = extract(&other.to_string());
                return Some(Self { message, from_api: true, ..Self::default() });
            }
        }
        (object.get("object").and_then(Value::as_str) == Some("error"))
            .then(|| Self::from_object(object))
    }

    /// Reads a value that is known to be an error.
    pub fn from_any(value: &Value) -> Self {
        if let Some(details) = Self::in_value(value) {
            return details;
        }
        match value.get("detail") {
            Some(Value::String(text)) => {
                return Self { message: extract(text), ..Self::default() };
            }
            Some(Value::Array(items)) if !items.is_empty() => return Self::from_detail(items),
            Some(_) | None => {}
        }
        let message = match (value.get("message"), value) {
            (Some(Value::String(text)), _) | (None, Value::String(text)) => extract(text),
            _ => extract(&value.to_string()),
        };
        let text = |key| value.get(key).and_then(scalar);
        Self { message, kind: text("type"), code: text("code"), ..Self::default() }
    }

    /// Applies `change` to every text that may be shown.
    pub fn change_texts(&mut self, change: impl Fn(&mut String)) {
        let options = [
            &mut self.kind,
            &mut self.code,
            &mut self.param,
            &mut self.error_type,
            &mut self.provider,
            &mut self.flagged,
        ];
        let lists = [&mut self.reasons, &mut self.fallback_models];
        options.into_iter().flatten().for_each(&change);
        lists.into_iter().flatten().for_each(&change);
        change(&mut self.message);
    }

    fn from_object(error: &Map<String, Value>) -> Self {
        let text = |key: &str| error.get(key).and_then(scalar);
        let empty = Map::new();
        let object = |key| error.get(key).and_then(Value::as_object).unwrap_or(&empty);
        let (metadata, availability) = (object("metadata"), object("availability"));
        let provider = metadata.get("provider_name").and_then(scalar);
        let mut message = match text("message") {
            Some(message) => message,
            None => extract(&Value::Object(error.clone()).to_string()),
        };
        if let Some(inner) = metadata.get("raw").and_then(inner_message)
            && !message.contains(&inner)
        {
            message = format!("{message}: {inner}");
        }
        let mut reasons = strings(metadata.get("reasons"));
        reasons.extend(strings(metadata.get("patterns")));
        let seconds = availability.get("retry_after").and_then(Value::as_f64);
        let reset = metadata.get("headers").and_then(|headers| headers.get("X-RateLimit-Reset"));
        Self {
            message,
            kind: text("type"),
            code: text("code"),
            param: text("param"),
            error_type: metadata.get("error_type").and_then(scalar),
            provider,
            reasons,
            flagged: metadata.get("flagged_input").and_then(scalar),
            retryable: availability.get("retryable").and_then(Value::as_bool),
            retry_after: seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
            fallback_models: strings(availability.get("fallback_models")),
            overflow: Overflow::in_fields(error),
            reset_at: reset.and_then(scalar).and_then(|text| text.parse().ok()),
            from_api: true,
        }
    }

    /// FastAPI's list of what is wrong with the request.
    fn from_detail(items: &[Value]) -> Self {
        let place = |item: &Value| {
            let parts = item.get("loc").and_then(Value::as_array).map(Vec::as_slice);
            let parts = parts.unwrap_or_default().iter().filter_map(scalar);
            parts.filter(|part| part != "body").collect::<Vec<_>>().join(".")
        };
        let lines = items.iter().map(|item| match item.get("msg").and_then(Value::as_str) {
            Some(message) => format!("{}: {message}", place(item)),
            None => item.to_string(),
        });
        let message = extract(&lines.collect::<Vec<_>>().join("; "));
        let param = items.first().map(place).filter(|place| !place.is_empty());
        Self { message, param, ..Self::default() }
    }
}

/// A string, or a number as its digits; empty counts as absent.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            None
        }
    }
}

fn strings(value: Option<&Value>) -> Vec<String> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(scalar).collect()
}

/// The message of the upstream server, whose body may itself be JSON.
fn inner_message(raw: &Value) -> Option<String> {
    let message = match raw {
        Value::String(text) => Details::from_body(text).message,
        Value::Object(_) | Value::Array(_) => Details::from_any(raw).message,
        Value::Null | Value::Bool(_) | Value::Number(_) => return None,
    };
    (!message.is_empty()).then_some(message)
}

/// Returns the readable beginning of a text that may be a web page.
pub(super) fn extract(text: &str) -> String {
    let text = text.trim();
    let is_page = text.starts_with('<');
    let plain = if is_page { without_tags(text) } else { text.to_owned() };
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_page && words.is_empty() {
        return "(HTML)".to_owned();
    }
    match words.char_indices().nth(EXTRACT) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

/// Leaves out tags, and what scripts and styles hold.
fn without_tags(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let mut out = String::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<') {
        let tag = at + open;
        out.push_str(&html[at..tag]);
        out.push(' ');
        let hidden = [("<script", "</script"), ("<style", "</style")]
            .into_iter()
            .find(|(begin, _)| lower[tag..].starts_with(begin));
        let last = match hidden {
            Some((_, end)) => lower[tag..].find(end).map(|length| tag + length),
            None => Some(tag),
        };
        let close = last.and_then(|from| html[from..].find('>').map(|length| from + length + 1));
        at = close.unwrap_or(html.len());
    }
    out + &html[at..]
}

#[cfg(test)]
mod tests {
    use super::{Details, extract};

    fn api(message: &str) -> Details {
        Details { message: message.to_owned(), from_api: true, ..Details::default() }
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn every_shape_is_read() {
        let table = [
            (
                r#"{"error":{"message":"m","type":"t","param":"p","code":"c"}}"#,
                Details { kind: some("t"), param: some("p"), code: some("c"), ..api("m") },
            ),
            (
                r#"{"error":{"message":"m","type":null,"param":null,"code":429}}"#,
                Details { code: some("429"), ..api("m") },
            ),
            (
                r#"{"error":{"code":502,"message":"Provider returned error","metadata":{
                    "raw":"{\"error\":{\"message\":\"inner\"}}","provider_name":"P","error_type":"e"}}}"#,
                Details {
                    code: some("502"),
                    provider: some("P"),
                    error_type: some("e"),
                    ..api("Provider returned error: inner")
                },
            ),
            (
                r#"{"error":{"code":404,"message":"m","availability":{
                    "retryable":false,"retry_after":1.5,"fallback_models":["a/b"]}}}"#,
                Details {
                    code: some("404"),
                    retryable: Some(false),
                    retry_after: Some(std::time::Duration::from_millis(1500)),
                    fallback_models: vec!["a/b".to_owned()],
                    ..api("m")
                },
            ),
            (
                r#"{"error":{"code":403,"message":"m","metadata":{"reasons":["violence"],"patterns":["p"],
                    "flagged_input":"how … to"}}}"#,
                Details {
                    code: some("403"),
                    flagged: some("how … to"),
                    reasons: vec!["violence".to_owned(), "p".to_owned()],
                    ..api("m")
                },
            ),
            (
                r#"{"error":{"code":429,"message":"m","metadata":{"headers":{"X-RateLimit-Reset":"1795392000000"}}}}"#,
                Details { code: some("429"), reset_at: Some(1_795_392_000_000), ..api("m") },
            ),
            (r#"{"error":"text"}"#, api("text")),
            (
                r#"{"object":"error","message":"m","type":"BadRequestError","param":null,"code":400}"#,
                Details { kind: some("BadRequestError"), code: some("400"), ..api("m") },
            ),
            (
                r#"[{"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT"}}]"#,
                Details { code: some("400"), ..api("m") },
            ),
            (
                r#"{"detail":"Not Found"}"#,
                Details { message: "Not Found".to_owned(), ..Details::default() },
            ),
            (
                r#"{"detail":[{"loc":["body","messages",0,"role"],"msg":"bad"},{"loc":["body"],"msg":"worse"}]}"#,
                Details {
                    message: "messages.0.role: bad; : worse".to_owned(),
                    param: some("messages.0.role"),
                    ..Details::default()
                },
            ),
            (
                r#"{"message":"no route","code":5}"#,
                Details { message: "no route".to_owned(), code: some("5"), ..Details::default() },
            ),
            (
                "Unauthorized\n",
                Details { message: "Unauthorized".to_owned(), ..Details::default() },
            ),
            ("", Details::default()),
            (r#"{"error":{}}"#, api("{}")),
            (r#"{"error":["x"]}"#, api(r#"["x"]"#)),
            (
                r#"{"error":null,"a":1}"#,
                Details { message: r#"{"error":null,"a":1}"#.to_owned(), ..Details::default() },
            ),
        ];
        for (body, expected) in table {
            assert_eq!(Details::from_body(body), expected, "{body}");
        }
    }

    #[test]
    fn a_good_value_holds_no_error() {
        for good in [
            r#"{"choices":[]}"#,
            r#"{"error":null}"#,
            r#"{"error":""}"#,
            "[]",
            "1",
            r#"{"error":false}"#,
        ] {
            assert_eq!(
                Details::in_value(&serde_json::from_str(good).expect("JSON")),
                None,
                "{good}"
            );
        }
    }

    #[test]
    fn of_a_web_page_the_words_are_shown() {
        let page = "<!doctype html><html><head><style>p{color:red}</style><SCRIPT>x()</SCRIPT></head>\
                    <body><h1>502</h1>\n<p>Bad  Gateway</p></body></html>";
        assert_eq!(extract(page), "502 Bad Gateway");
        assert_eq!(extract(&"ñ".repeat(300)), format!("{}…", "ñ".repeat(200)));
        assert_eq!(extract("<script>never closed"), "(HTML)");
        assert_eq!(extract("<ñ"), "(HTML)");
        assert_eq!(extract(" \n"), "");
    }
}
