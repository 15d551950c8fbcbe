//! Every corner case of the wire: what a server answered, and all that must come of it.
//!
//! The table is data, in the files below `cases/`: one entry a payload, with the whole outcome.
//! [`every_case`] feeds each payload through [`Client::receive`] in one piece, byte by byte and in
//! pieces of 2, 3, 5 and 7 bytes, and compares the whole outcome, with what the client would do
//! next. An entry with an `id` is a case of the catalogue of corner cases that this module was
//! designed by; the others show more forms of the same.

mod outcome;

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    path::Path,
    time::{Duration, SystemTime},
};

use futures_util::stream;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::value::RawValue;

use self::outcome::{Answer, Failed, Outcome, Shown};
use super::fixtures;
use crate::{
    config::{Generation, ModelSettings, Provider},
    http,
    llm::{
        Client, ErrorKind, Function, Message, Request,
        client::Failure,
        retry::{History, Next},
    },
};

/// The second in which the payloads were answered: Sun, 22 Nov 2026 14:30:00 GMT.
pub(super) const NOW: u64 = 1_795_357_800;

const TABLES: [&str; 11] = [
    include_str!("cases/stream.toml"),
    include_str!("cases/tools.toml"),
    include_str!("cases/reasoning.toml"),
    include_str!("cases/midstream.toml"),
    include_str!("cases/http.toml"),
    include_str!("cases/errors_openai.toml"),
    include_str!("cases/errors_openrouter.toml"),
    include_str!("cases/errors_other.toml"),
    include_str!("cases/more_streams.toml"),
    include_str!("cases/more_bodies.toml"),
    include_str!("cases/more_errors.toml"),
];

/// The groups of the catalogue, and how many cases each has; group C is of the lists of models.
const GROUPS: [(char, usize); 6] = [('S', 20), ('R', 5), ('T', 30), ('M', 9), ('N', 7), ('E', 56)];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

/// One answer of a server.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// Its id in the catalogue.
    id: Option<String>,
    /// What it shows, where the payload does not tell.
    about: Option<String>,
    /// The payload below `tests/fixtures/model`; else `body`, else `events`.
    file: Option<String>,
    body: Option<String>,
    /// The `data` of a stream's events.
    #[serde(default)]
    events: Vec<String>,
    #[serde(default = "ok")]
    status: u16,
    #[serde(default = "event_stream")]
    content_type: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// Who answers.
    #[serde(default)]
    host: Host,
    /// The case whose answer came before this one and was answered by a fix.
    after: Option<String>,
    /// Tests that prove that a case cannot come up, or what is made of it elsewhere.
    #[serde(default)]
    proven_by: Vec<String>,
    reply: Option<Answer>,
    error: Option<Failed>,
}

fn ok() -> u16 {
    200
}

fn event_stream() -> String {
    "text/event-stream".to_owned()
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Host {
    #[default]
    OpenAi,
    OpenRouter,
    /// Any compatible server.
    Local,
}

impl Case {
    fn name(&self) -> &str {
        let names = [&self.id, &self.about, &self.file];
        names.into_iter().flatten().next().expect("a case has a name")
    }

    fn payload(&self) -> Vec<u8> {
        match (&self.file, &self.body) {
            (Some(file), _) => std::fs::read(fixtures().join(file)).expect(file),
            (None, Some(body)) => body.clone().into_bytes(),
            (None, None) => {
                let event = |data: &String| format!("data: {}\n\n", data.replace('\n', ""));
                self.events.iter().map(event).collect::<String>().into_bytes()
            }
        }
    }

    fn response(&self, pieces: usize) -> reqwest::Response {
        let payload = self.payload();
        let chunks: Vec<_> =
            payload.chunks(pieces).map(|chunk| Ok::<_, Infallible>(chunk.to_vec())).collect();
        let mut response = axum::http::Response::builder().status(self.status);
        if !self.content_type.is_empty() {
            response = response.header("content-type", &self.content_type);
        }
        for (name, value) in &self.headers {
            response = response.header(name, value);
        }
        let body = reqwest::Body::wrap_stream(stream::iter(chunks));
        response.body(body).expect("a response").into()
    }
}

fn cases() -> Vec<Case> {
    let parse = |text| toml::from_str::<Table>(text).expect("a table").case;
    TABLES.into_iter().flat_map(parse).collect()
}

fn client(host: Host) -> Client {
    let (provider, base_url) = match host {
        Host::OpenAi => (Provider::OpenAi, Provider::OpenAi.default_base_url()),
        Host::OpenRouter => (Provider::OpenRouter, Provider::OpenRouter.default_base_url()),
        Host::Local => (Provider::OpenAi, "http://localhost:8080/v1"),
    };
    let generation =
        Generation { max_tokens: Some(512), temperature: Some(0.2), ..Generation::default() };
    let settings = ModelSettings {
        provider,
        base_url: base_url.parse().expect("a URL"),
        name: "m".to_owned(),
        key: Some(SecretString::from("sk-test-0123456789")),
        idle_timeout: Duration::from_secs(20),
        generation,
        context_window: None,
    };
    let mut client = Client::new(http::client().expect("a client"), settings);
    client.now = Some(|| SystemTime::UNIX_EPOCH + Duration::from_secs(NOW));
    client
}

fn tool(name: &str) -> Function {
    let definition = RawValue::from_string("{}".to_owned()).expect("JSON");
    Function { name: name.to_owned(), definition }
}

/// What comes of a case whose payload arrives in pieces of so many bytes, and what is done next.
async fn receive(case: &Case, before: Option<&Next>, pieces: usize) -> (Outcome, Next) {
    let mut client = client(case.host);
    if let Some(Next::Resend(fix)) = before {
        client.learn(fix, &mut |_| ());
    }
    let mut shown = Shown::default();
    let received = client.receive(case.response(pieces), &mut |update| shown.add(update)).await;
    match received {
        Ok(reply) => {
            shown.check(&reply);
            let sent = String::from_utf8_lossy(&case.payload()).into_owned();
            (Outcome::of_reply(&reply, &sent), Next::GiveUp)
        }
        Err(Failure { kind, started }) => {
            let question = Message::User { content: "hola".to_owned() }.encode();
            let tools = [tool("get_weather"), tool("get_time")];
            let request = Request {
                messages: vec![&question],
                tools: &tools,
                tool_choice: None,
                conversation: "c1",
            };
            let history = History { started, ..History::default() };
            let next = client.next(&kind, &request, history, 0.0);
            (Outcome::of_failure(&kind, started, &shown, &next), next)
        }
    }
}

/// Returns the error that a case ends in.
pub(super) async fn error_of(id: &str) -> ErrorKind {
    let cases = cases();
    let case = cases.iter().find(|case| case.id.as_deref() == Some(id)).expect(id);
    let client = client(case.host);
    let received = client.receive(case.response(usize::MAX), &mut |_| ()).await;
    received.map_err(|failure| failure.kind).expect_err(id)
}

#[tokio::test]
async fn every_case() {
    let cases = cases();
    let mut wrong = String::new();
    for case in &cases {
        let before = match &case.after {
            Some(id) => {
                let earlier = cases.iter().find(|case| case.id.as_ref() == Some(id));
                Some(receive(earlier.expect(id), None, usize::MAX).await.1)
            }
            None => None,
        };
        for pieces in [usize::MAX, 1, 2, 3, 5, 7] {
            let (actual, _) = receive(case, before.as_ref(), pieces).await;
            let expected = (case.reply.as_ref(), case.error.as_ref());
            if (actual.reply.as_ref(), actual.error.as_ref()) != expected {
                let name = case.name();
                wrong += &format!("{name}, {pieces}\nexpected {expected:#?}\nactual {actual:#?}\n");
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn no_case_of_the_catalogue_is_missing() {
    let mut ids: Vec<_> = cases().into_iter().filter_map(|case| case.id).collect();
    ids.sort_unstable();
    let mut wanted: Vec<_> = GROUPS
        .into_iter()
        .flat_map(|(group, count)| (1..=count).map(move |number| format!("{group}{number:02}")))
        .collect();
    wanted.sort_unstable();
    assert_eq!(ids, wanted);
}

#[test]
fn every_payload_is_of_one_case() {
    let mut used: Vec<_> = cases().into_iter().filter_map(|case| case.file).collect();
    used.sort_unstable();
    let mut there = Vec::new();
    for group in fixtures().read_dir().expect("fixtures") {
        let group = group.expect("a folder");
        // Lists of models are no answers of a model.
        if group.file_name() == "catalog" {
            continue;
        }
        for file in group.path().read_dir().expect("a folder") {
            let (group, file) = (group.file_name(), file.expect("a file").file_name());
            there.push(format!("{}/{}", group.to_string_lossy(), file.to_string_lossy()));
        }
    }
    there.sort_unstable();
    assert_eq!(used, there);
}

/// Collects the names of all functions below a folder.
fn functions(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in folder.read_dir().expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            functions(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source");
            let defined = text.lines().filter_map(|line| line.split_once("fn ")?.1.split_once('('));
            names.extend(defined.map(|(name, _)| name.to_owned()));
        }
    }
}

#[test]
fn the_tests_that_cases_are_left_to_exist() {
    let mut names = BTreeSet::new();
    for folder in ["src", "tests"] {
        functions(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut names);
    }
    for case in cases() {
        for test in &case.proven_by {
            let name = test.rsplit("::").next().unwrap_or_default();
            assert!(names.contains(name), "{}: {test}", case.name());
        }
    }
}
