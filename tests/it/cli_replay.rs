//! Sessions of scripts that are recorded, and played again with neither server nor key.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::cli::Outcome;
use crate::support::mcp::{Reply as Answer, Script, Tool};
use crate::support::model::{KEY, Model, Reply, calls, text};
use crate::support::sandbox::Sandbox;

/// Runs with `--record` and again with `--replay`, on another machine; gives both, and the file.
fn twice(person: &Sandbox, arguments: &[&str], stdin: &str) -> (Outcome, Outcome, String) {
    let path = person.path("work/session.jsonl");
    let file = path.to_str().expect("UTF-8");
    let recorded = person.run_with(&[&["--record", file], arguments].concat(), stdin);
    (recorded, replayed(&path), std::fs::read_to_string(&path).expect("a recording"))
}

/// Plays a recording where there is neither a server nor a key nor a setting.
fn replayed(path: &Path) -> Outcome {
    Sandbox::new().run(&["--replay", path.to_str().expect("UTF-8")])
}

fn entries(recording: &str) -> Vec<Value> {
    recording.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn a_question_with_a_tool_an_error_and_a_retry_is_played_to_the_byte() {
    let server = Script::new()
        .tool(Tool::new("t").read_only().once(Answer::text("Ana\nLuis")))
        .tool(Tool::new("add").once(Answer::tool_error("no hay sitio")))
        .start();
    let busy = Reply::json(503, &json!({ "error": { "message": "busy" } }));
    let model = Model::answering([
        calls([("t", json!({ "d": "Ventas" }))]),
        busy,
        calls([("add", json!({}))]),
        text("**Ana** y Luis.\n\n- uno\n"),
    ]);
    let person = Sandbox::new().mcp(&server).model(&model);
    let (recorded, played, recording) = twice(&person, &["-p", "¿quién?", "--yes"], "y más\n");
    assert_eq!(recorded.status, 0, "{recorded:#?}");
    assert!(recorded.stderr.contains("no hay sitio"), "{recorded:#?}");
    assert_eq!(played, recorded);
    let last = entries(&recording).pop().expect("an end");
    assert_eq!((&last["kind"], &last["status"]), (&json!("end"), &json!(0)));
}

#[test]
fn lines_and_commands_are_played_with_their_status() {
    let server = Script::new().tool(Tool::new("add")).start();
    let refused = Reply::json(400, &json!({ "error": { "message": "no", "code": "x" } }));
    let model = Model::answering([calls([("add", json!({}))]), text("Denegada."), refused]);
    let person = Sandbox::new().mcp(&server).model(&model).env("MCP_CHAT_LANG", "en");
    let input = "one\n/tools\n/nothing\n\ntwo\n/export here.md\nexit\nnever read\n";
    let (recorded, played, _) = twice(&person, &[], input);
    assert_eq!(recorded.status, 7, "{recorded:#?}");
    assert_eq!(played, recorded);
    assert!(person.path("work/here.md").exists(), "{recorded:#?}");
}

#[test]
fn json_events_are_played_to_the_byte() {
    let server = Script::new().tool(Tool::new("t").read_only()).start();
    let model = Model::answering([calls([("t", json!({}))]), text("Hola.")]);
    let person = Sandbox::new().mcp(&server).model(&model);
    let (recorded, played, _) = twice(&person, &["-p", "x", "--output", "stream-json"], "");
    assert!(recorded.stdout.contains("elapsed_ms"), "{recorded:#?}");
    assert_eq!(played, recorded);
}

#[test]
fn tools_by_hand_are_played() {
    let server = Script::new().tool(Tool::new("t").always(Answer::tool_error("roto"))).start();
    let person = Sandbox::new().mcp(&server);
    let (recorded, played, _) = twice(&person, &["tools", "--json"], "");
    assert!(recorded.stdout.contains("The tool t."), "{recorded:#?}");
    assert_eq!(played, recorded);
    let other = Sandbox::new().mcp(&server);
    let (recorded, played, _) = twice(&other, &["call", "t", "a=1"], "");
    assert_eq!(recorded.status, 6);
    assert_eq!(played, recorded);
}

#[test]
fn a_server_that_is_not_there_is_played_too() {
    let model = Model::unused();
    let person = Sandbox::new()
        .model(&model)
        .env("MCP_SERVER_URL", "http://127.0.0.1:9/sse?token=verysecret");
    let (recorded, played, recording) = twice(&person, &["-p", "x"], "");
    assert_eq!(recorded.status, 4, "{recorded:#?}");
    assert_eq!(played, recorded);
    assert!(!recording.contains("verysecret"), "{recording}");
}

#[test]
fn no_secret_gets_into_a_recording() {
    let (token, header) = ("tok-\"quoted\"-0123456789", "acme-0123456789");
    let told = format!("{KEY} {token} {header} sk-other-0123456789 Bearer abcdefgh12345678");
    let server = Script::new().tool(Tool::new("t").read_only().once(Answer::text(&told))).start();
    let error = json!({ "error": { "message": format!("Wrong key {KEY}"), "code": "x" } });
    let model = Model::answering([calls([("t", json!({ "a": told }))]), Reply::json(401, &error)]);
    let person = Sandbox::new().mcp(&server).model(&model).env("MCP_SERVER_TOKEN", token);
    let arguments = ["-p", &told, "--header", &format!("X-Tenant: {header}")];
    let (recorded, _, recording) = twice(&person, &arguments, "");
    assert_eq!(recorded.status, 3, "{recorded:#?}");
    // Of the token with its quotes, however often they are escaped.
    let parts = ["sk-other-0123456789", "abcdefgh12345678", "quoted"];
    for secret in [KEY, header].into_iter().chain(parts) {
        assert!(!recording.contains(secret), "{secret} is in\n{recording}");
    }
    let requests: Vec<Value> =
        entries(&recording).into_iter().filter(|entry| entry["kind"] == "request").collect();
    let sent = |request: &Value, name: &str| {
        let headers = request["request"]["headers"].as_array().expect("headers").clone();
        headers.into_iter().find(|header| header[0] == name).map(|header| header[1].clone())
    };
    assert!(requests.len() > 4);
    assert_eq!(sent(&requests[0], "authorization"), Some(json!("…")));
    assert_eq!(sent(&requests[0], "x-tenant"), Some(json!("…")));
    // What is no secret stays, or nobody could tell what went on.
    assert!(recording.contains("Wrong key sk-…"), "{recording}");
}

#[test]
fn a_recording_is_private_and_never_written_over() {
    use std::os::unix::fs::PermissionsExt as _;
    let server = Script::new().start();
    let model = Model::answering([text("Hola.")]);
    let person = Sandbox::new().mcp(&server).model(&model);
    let (recorded, _, before) = twice(&person, &["-p", "x"], "");
    recorded.expect_status(0);
    let path = person.path("work/session.jsonl");
    let mode = std::fs::metadata(&path).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let again = person.run(&["-p", "x", "--record", "session.jsonl"]).expect_status(1);
    assert!(again.stderr.contains("No se puede grabar en session.jsonl"), "{}", again.stderr);
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), before);
    for arguments in [&["--record", "x", "doctor"][..], &["--replay", "session.jsonl", "tools"]] {
        let refused = person.run(arguments).expect_status(2);
        assert!(refused.stderr.contains("no se graba ni se reproduce"), "{}", refused.stderr);
    }
}

#[test]
fn a_replay_leaves_nothing_behind() {
    let server = Script::new().start();
    let model = Model::answering([text("Hola.")]);
    let recorder = Sandbox::new().mcp(&server).model(&model);
    recorder.run(&["-p", "x", "--record", "session.jsonl"]).expect_status(0);
    let path = recorder.path("work/session.jsonl");
    let person = Sandbox::new().env("TMPDIR", recorder.path("run").to_str().expect("UTF-8"));
    person.run(&["--replay", path.to_str().expect("UTF-8")]).expect_status(0);
    for folder in ["state", "cache", "config/mcp-chat", "work"] {
        let left = std::fs::read_dir(person.path(folder)).expect("a folder").count();
        assert_eq!(left, 0, "{folder}");
    }
    assert_eq!(std::fs::read_dir(recorder.path("run")).expect("a folder").count(), 0);
}

/// The three lines of a failure, each with something in it.
fn is_told(run: &Outcome) -> bool {
    let told: Vec<&str> = run.stderr.lines().rev().take(3).collect();
    match told[..] {
        [advice, cause, what] => {
            advice.starts_with("   Qué hacer: ")
                && cause.starts_with("   Causa: ")
                && what.starts_with("❌ ")
        }
        _ => false,
    }
}

#[test]
fn a_recording_that_is_no_good_is_refused() {
    let person = Sandbox::new()
        .file("work/text.jsonl", "hola\n")
        .file("work/empty.jsonl", "")
        .file("work/newer.jsonl", "{\"mcp_chat_recording\":2,\"anything\":[]}\n")
        .file("work/damaged.jsonl", "{\"mcp_chat_recording\":1}\n");
    for (name, why) in [
        ("text", "no es una grabación"),
        ("empty", "no es una grabación"),
        ("newer", "versión más nueva del formato (2)"),
        ("damaged", "la línea 1 está dañada"),
        ("missing", "os error 2"),
    ] {
        let run = person.run(&["--replay", &format!("{name}.jsonl")]).expect_status(2);
        assert!(is_told(&run) && run.stderr.contains(why), "{name}: {}", run.stderr);
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn a_recording_that_breaks_off_is_played_up_to_there() {
    let server = Script::new().tool(Tool::new("t").read_only()).start();
    let model = Model::answering([calls([("t", json!({}))]), text("Hola a todos.")]);
    let person = Sandbox::new().mcp(&server).model(&model);
    let (recorded, _, recording) = twice(&person, &["-p", "x"], "");
    let lines: Vec<&str> = recording.split_inclusive('\n').collect();
    let cut = person.path("work/cut.jsonl");
    for kept in 1..lines.len() {
        let next = lines[kept];
        // In the middle of the next line, as kill -9 leaves it.
        let whole = lines[..kept].concat() + &next[..next.len() / 2];
        std::fs::write(&cut, whole).expect("a file");
        let run = replayed(&cut);
        assert!(recorded.stdout.starts_with(run.stdout.trim_end()), "{kept}: {run:#?}");
        // The last events may be no part of what is shown.
        if run != recorded {
            assert!(run.status == 1 && is_told(&run), "{kept}: {run:#?}");
        }
    }
}

/// Numbers that look like chance and are the same each time (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("below the limit")
    }
}

#[test]
fn a_recording_that_was_tampered_with_is_told_of_and_no_more() {
    let server = Script::new().tool(Tool::new("t").read_only()).start();
    let model = Model::answering([calls([("t", json!({}))]), text("Hola a todos.")]);
    let person = Sandbox::new().mcp(&server).model(&model);
    let (recorded, _, recording) = twice(&person, &["-p", "x"], "");
    let lines: Vec<&str> = recording.split_inclusive('\n').collect();
    let path = person.path("work/damaged.jsonl");
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for round in 0..120 {
        let mut lines: Vec<Vec<u8>> = lines.iter().map(|line| line.as_bytes().to_vec()).collect();
        let (one, other) = (chance.below(lines.len()), chance.below(lines.len()));
        match round % 5 {
            0 => drop(lines.remove(one)),
            1 => lines.swap(one, other),
            2 => lines.insert(one, lines[other].clone()),
            3 => {
                let at = chance.below(lines[one].len());
                lines[one][at] = b"\0\"{}[],:09az\xff\n\x1b"[chance.below(15)];
            }
            // Another number where there is one.
            _ => {
                let digits: Vec<usize> =
                    (0..lines[one].len()).filter(|at| lines[one][*at].is_ascii_digit()).collect();
                if let Some(at) = digits.get(chance.below(digits.len().max(1))) {
                    lines[one][*at] = b'0' + u8::try_from(chance.below(10)).expect("a digit");
                }
            }
        }
        std::fs::write(&path, lines.concat()).expect("a file");
        let run = replayed(&path);
        assert!(!run.stderr.contains("panic"), "round {round}: {run:#?}");
        assert!(!run.stderr.contains('\x1b'), "round {round}: {run:#?}");
        assert!(run.status == recorded.status || is_told(&run), "round {round}: {run:#?}");
    }
}
