//! What stays on disk, what never does, and what never reaches a terminal raw.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::cli::Outcome;
use crate::support::mcp::{Reply as Answer, Script, Tool};
use crate::support::model::{Model, Reply, calls, text};
use crate::support::sandbox::Sandbox;

const KEY: &str = "sk-canary-model-73b1c9d2e8";
const TOKEN: &str = "canary-token-41f0aa97";
/// Clears the screen, fills the clipboard, turns the reading order, hides.
const EVIL: &str = "\u{1b}[2J\u{1b}]52;c;ZXZpbA==\u{7}\u{9b}31m\u{202e}\u{200b}\r\u{8}";

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder of the sandbox");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn transcript(person: &Sandbox) -> Vec<Value> {
    let files = files(&person.path("state/mcp-chat/transcripts"));
    assert_eq!(files.len(), 1, "{files:?}");
    let text = std::fs::read_to_string(&files[0]).expect("a transcript");
    text.lines().map(|line| serde_json::from_str(line).expect("whole lines")).collect()
}

#[test]
fn keys_and_tokens_are_in_no_output_and_no_file() {
    let tool = Tool::new("t").read_only().always(Answer::text("ok"));
    let server = Script::new().bearer(TOKEN).tool(tool).start();
    let wrong = format!("Incorrect API key provided: {KEY}");
    let wrong = Reply::json(401, &json!({ "error": { "message": wrong } }));
    let model = Model::answering([calls([("t", json!({}))]), text("Hola."), wrong]).key(Some(KEY));
    let person = Sandbox::new()
        .mcp(&server)
        .model(&model)
        .env("OPENAI_API_KEY", KEY)
        .env("MCP_SERVER_TOKEN", TOKEN)
        .env("MCP_CHAT_LOG", "trace");
    let runs = [
        person.run_with(&[], "una\ndos\n").expect_status(3),
        person.run(&["tools"]).expect_status(0),
        person.run(&["call", "t"]).expect_status(0),
        person.run(&["doctor"]),
    ];
    let refused = person.env("MCP_SERVER_TOKEN", "canary-token-41f0aa97-wrong");
    let run = refused.run(&["tools"]).expect_status(4);
    assert!(run.stderr.contains("MCP_SERVER_TOKEN"), "{}", run.stderr);
    for Outcome { stdout, stderr, .. } in runs.iter().chain([&run]) {
        for secret in [KEY, TOKEN] {
            assert!(!stdout.contains(secret) && !stderr.contains(secret), "{stdout}\n{stderr}");
        }
    }
    let written = files(&refused.path(""));
    assert!(written.iter().any(|path| path.ends_with("mcp-chat.log")), "{written:?}");
    for path in written {
        let content = String::from_utf8_lossy(&std::fs::read(&path).expect("a file")).into_owned();
        for secret in [KEY, TOKEN] {
            assert!(!content.contains(secret), "{} holds {secret}", path.display());
        }
    }
}

#[test]
fn no_foreign_text_reaches_the_terminal_raw() {
    let evil = |what: &str| format!("{what}{EVIL}");
    let tool = |name: &str| Tool::new(name).read_only().field("description", json!(evil("says")));
    let server = Script::new()
        .initialize("serverInfo", json!({ "name": evil("server"), "version": evil("1") }))
        .tool(tool(&evil("name")).always(Answer::text(&evil("result"))))
        .tool(tool("progress").always(Answer::tool_error(&evil("failed")).progress(
            1,
            Some(json!(2)),
            Some(&evil("half")),
        )))
        .tool(tool("rpc").always(Answer::rpc_error(-1, &evil("error"))))
        .start();
    let three = calls([("progress", json!({ "a": evil("argument") })), ("rpc", json!({}))]);
    let refused = json!({ "error": { "message": evil("refused"), "code": evil("code") } });
    let model = Model::answering([three, text(&evil("answer")), Reply::json(400, &refused)]);
    let person = Sandbox::new().mcp(&server).model(&model).env("MCP_CHAT_LOG", "trace");
    let name = evil("name");
    let runs = [
        person.run_with(&[], &format!("una\ndos\n/tools\n/{}\n", "nada\u{1b}[2J")),
        person.run(&["tools"]),
        person.run(&["tools", "--json"]),
        person.run(&["tools", &name]),
        person.run(&["tools", &evil("no")]),
        person.run(&["call", &name]),
        person.run(&["call", &name, "--json"]),
        person.run(&["call", "progress"]),
        person.run(&["call", "rpc"]),
        person.run(&["doctor"]),
    ];
    let mut all: Vec<String> =
        runs.iter().flat_map(|run| [run.stdout.clone(), run.stderr.clone()]).collect();
    let log = person.path("state/mcp-chat/mcp-chat.log");
    all.push(std::fs::read_to_string(log).expect("the log"));
    for part in ["says", "name", "result", "failed", "error", "argument", "refused", "answer"] {
        assert!(all.iter().any(|text| text.contains(part)), "nothing shows {part:?}");
    }
    let raw = |c: char| {
        (c.is_control() && c != '\n' && c != '\t') || ['\u{202e}', '\u{200b}'].contains(&c)
    };
    for text in all {
        assert_eq!(text.find(raw), None, "{text:?}");
    }
}

#[test]
fn a_killed_turn_leaves_what_happened_on_disk() {
    let server = Script::new().tool(Tool::new("t").read_only().once(Answer::text("Ana"))).start();
    let model = Model::answering([calls([("t", json!({ "d": 1 }))]), Reply::silent()]);
    let person = Sandbox::new().mcp(&server).model(&model);
    let mut running = person.spawn(&["-p", "¿quién?"]);
    running.close_stdin();
    model.wait_until("the second request", |log| log.requests.len() == 2);
    drop(running);
    let lines = transcript(&person);
    let kinds: Vec<_> =
        lines.iter().map(|line| (line["kind"].clone(), line["message"]["role"].clone())).collect();
    assert_eq!(
        kinds,
        [
            (json!("start"), Value::Null),
            (json!("message"), json!("user")),
            (json!("message"), json!("assistant")),
            (json!("message"), json!("tool")),
        ]
    );
    assert_eq!(lines[1]["message"]["content"], "¿quién?");
    assert_eq!(lines[3]["message"]["content"], "Ana");
}

#[test]
fn an_interrupted_answer_is_kept_as_far_as_it_came() {
    let server = Script::new().start();
    let model = Model::answering([text("uno dos tres").cut_after(3)]);
    let person = Sandbox::new().mcp(&server).model(&model);
    person.run(&["-p", "cuenta"]).expect_status(5);
    let end: Vec<_> = transcript(&person).split_off(2);
    let partial = json!({ "v": 1, "kind": "partial", "text": "uno dos " });
    assert_eq!(end, [partial, json!({ "v": 1, "kind": "turn", "end": "failed" })]);
}

#[cfg(unix)]
#[test]
fn everything_on_disk_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let long = "x".repeat(100_000);
    let server = Script::new().tool(Tool::new("t").read_only().once(Answer::text(&long))).start();
    let model = Model::answering([calls([("t", json!({}))]), text("Ya.")]);
    let person = Sandbox::new().mcp(&server).model(&model);
    person.run(&["-p", "x"]).expect_status(0);
    let written = files(&person.path("state"));
    let folder = |path: &Path| path.parent().expect("a folder").to_path_buf();
    assert_eq!(written.len(), 3, "log, result and transcript: {written:?}");
    for path in written {
        let mode = |path: &Path| path.metadata().expect("a file").permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&folder(&path))), (0o600, 0o700), "{}", path.display());
    }
}
