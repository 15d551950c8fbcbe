//! A recording as a file: what gets into it, and what is taken from it.

use std::path::Path;

use proptest::prelude::*;
use secrecy::SecretString;

use super::format::{Event, Head, Header, Input, Request, Session};
use super::matching::find;
use super::{Recorder, Secrets, Unreadable, parse};

fn header() -> Header {
    Header {
        version: 1,
        program: "0.1.0".into(),
        session: Session::Chat,
        output: "text".into(),
        settings: [("MCP_CHAT_LANG".to_owned(), "es".to_owned())].into(),
        has_key: true,
        no_save: false,
        color: false,
        links: false,
        spinner: None,
        width: 80,
        started: 0,
    }
}

fn request(body: &str) -> Request {
    let url = "http://host/v1".to_owned();
    Request { method: "POST".into(), url, headers: vec![], body: body.into() }
}

/// Records one exchange whose body comes in these pieces.
fn recorded(path: &Path, secrets: Secrets, pieces: &[&[u8]]) -> String {
    let recorder = Recorder::create(path, &header(), secrets).unwrap();
    let mut written = recorder.exchange(request("{}"));
    written.head(&Head { status: 200, headers: vec![] });
    pieces.iter().for_each(|piece| written.bytes(piece));
    written.done();
    recorder.input(Input::Line("¿quién?".into()));
    assert!(recorder.end(0));
    std::fs::read_to_string(path).unwrap()
}

fn bodies(recording: &str) -> Vec<String> {
    let events = parse(recording.as_bytes()).unwrap().events.into_iter();
    let texts = events.filter_map(|entry| match entry.event {
        Event::Body { text, .. } => Some(text),
        _ => None,
    });
    texts.collect()
}

#[tokio::test]
async fn a_body_is_written_in_whole_lines_so_that_no_secret_is_divided() {
    let folder = tempfile::tempdir().unwrap();
    let mut secrets = Secrets::default();
    secrets.key(&SecretString::from("gsk_0123456789"));
    let pieces: [&[u8]; 4] = [b"data: uno\n\ndata: gsk_01", b"23456789 \xc3", b"\xb1\n", b"fin"];
    let recording = recorded(&folder.path().join("a"), secrets, &pieces);
    assert!(!recording.contains("gsk_01"), "{recording}");
    assert_eq!(bodies(&recording), ["data: uno\n\n", "", "data: sk-… ñ\n", "", "fin"]);
}

#[tokio::test]
async fn a_secret_that_is_a_number_damages_no_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut secrets = Secrets::default();
    secrets.key(&SecretString::from("10000000"));
    let recording = recorded(&folder.path().join("a"), secrets, &[b"10000000 100000000\n"]);
    assert_eq!(bodies(&recording), ["sk-… sk-…0\n"]);
    assert!(parse(recording.as_bytes()).unwrap().whole);
}

#[test]
fn the_same_request_is_found_first_then_one_of_the_same_shape() {
    let recorded = [
        request(r#"{"method":"tools/call","id":1,"params":{"name":"t","arguments":{"a":"x"}}}"#),
        request(r#"{"method":"tools/call","id":2,"params":{"name":"t","arguments":{"a":"x"}}}"#),
        request(r#"{"method":"tools/list","id":2,"params":{}}"#),
        request(""),
        Request { method: "GET".into(), ..request("") },
    ];
    let found = |body: &str| find(recorded.iter().enumerate(), &request(body));
    assert_eq!(found(&recorded[1].body), Some(1));
    let other_text = recorded[1].body.replace("\"x\"", "\"y\"");
    assert_eq!(found(&other_text), Some(1));
    assert_eq!(found(&other_text.replace("\"t\"", "\"u\"")), None);
    assert_eq!(found(&other_text.replace("2", "3")), None);
    assert_eq!(found(&other_text.replace("tools/call", "tools/list")), None);
    assert_eq!(found(""), Some(3));
    assert_eq!(found("no JSON"), None);
}

#[tokio::test]
async fn a_recording_cut_anywhere_is_taken_up_to_there() {
    let folder = tempfile::tempdir().unwrap();
    let recording = recorded(&folder.path().join("a"), Secrets::default(), &[b"uno\n", b"dos\n"]);
    let first = recording.find('\n').unwrap() + 1;
    for end in 0..recording.len() {
        let parsed = parse(&recording.as_bytes()[..end]);
        if end < first {
            let error = parsed.unwrap_err();
            let expected = matches!(error, Unreadable::NoRecording)
                || matches!(error, Unreadable::Damaged { line: 1, .. });
            assert!(expected, "{end}: {error}");
        } else {
            assert!(!parsed.unwrap().whole, "{end}");
        }
    }
    assert!(parse(recording.as_bytes()).unwrap().whole);
}

#[tokio::test]
async fn what_makes_no_sense_is_named_by_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let recording = recorded(&folder.path().join("a"), Secrets::default(), &[b"uno\n"]);
    let lines: Vec<&str> = recording.lines().collect();
    let with = |line: &str| {
        let all = format!("{}\n{line}\n{}\n", lines[0], lines[1..].join("\n"));
        parse(all.as_bytes()).unwrap_err()
    };
    for line in [
        "",
        "{}",
        r#"{"at":0,"kind":"unknown"}"#,
        r#"{"at":-1,"kind":"interrupt"}"#,
        r#"{"at":99999999999999,"kind":"interrupt"}"#,
        r#"{"at":0,"kind":"done","exchange":0}"#,
        r#"{"at":0,"kind":"width","columns":99999999}"#,
    ] {
        assert!(matches!(with(line), Unreadable::Damaged { line: 2, .. }), "{line}");
    }
    // The end, and what follows it.
    let early = with(r#"{"at":0,"kind":"end","status":0}"#);
    assert!(matches!(early, Unreadable::Damaged { line: 3, .. }), "{early}");
}

proptest! {
    #[test]
    fn whatever_is_in_a_file_it_is_taken_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let first = serde_json::to_string(&header()).unwrap();
        let _either = parse(&bytes);
        let _either = parse(&[first.as_bytes(), b"\n", &bytes].concat());
    }
}
