//! `--output json` and `--output stream-json`: what a script reads, each line checked by the
//! schema that the program prints.

use serde_json::{Value, json};

use crate::support::cli::Outcome;
use crate::support::mcp::{Cut, Reply as Answer, Script, Server, Tool};
use crate::support::model::{Model, Reply, calls, raw_calls, text};
use crate::support::sandbox::Sandbox;
use crate::support::watched::Gate;

const EVENTS: [&str; 2] = ["--output", "stream-json"];
const JSON: [&str; 2] = ["--output", "json"];

fn person(server: &Server, model: &Model) -> Sandbox {
    Sandbox::new().mcp(server).model(model).env("MCP_CHAT_LANG", "en")
}

fn ask(person: &Sandbox, format: [&str; 2], more: &[&str]) -> Outcome {
    person.run(&[&["-p", "x"], &format[..], more].concat())
}

/// The events, a line each, without what is different each time.
fn steady(events: &[Value]) -> String {
    let line = |event: &Value| {
        let mut event = event.clone();
        for key in ["elapsed_ms", "wait_ms", "conversation", "program"] {
            if event.get(key).is_some_and(|value| !value.is_null()) {
                event[key] = json!("…");
            }
        }
        if let Some(server) = event.get_mut("server") {
            server["url"] = json!("URL");
        }
        event.to_string()
    };
    events.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn of_kind<'a>(events: &'a [Value], kind: &str) -> Vec<&'a Value> {
    events.iter().filter(|event| event["type"] == kind).collect()
}

#[test]
fn events_tell_a_turn_from_beginning_to_end() {
    let list = Answer::text("Ana").progress(1, Some(json!(2)), Some("halfway"));
    let server = Script::new().tool(Tool::new("list").read_only().once(list)).start();
    let usage = json!({ "prompt_tokens": 10, "completion_tokens": 5, "cost": 0.25 });
    let model = Model::answering([
        calls([("list", json!({ "d": "Ñu" }))]).usage(usage.clone()),
        text("Ana.").usage(usage),
    ]);
    let run = ask(&person(&server, &model), EVENTS, &[]).expect_status(0);
    insta::assert_snapshot!(steady(&run.events()), @r#"
    {"type":"start","version":1,"program":"…"}
    {"type":"ready","conversation":"…","server":{"url":"URL","name":"scripted","version":"1.0.0"},"model":"gpt-4o-mini","provider":"openai","tools":1}
    {"type":"question","line":null}
    {"type":"request"}
    {"type":"call_started","call":1,"name":"list","arguments":{"d":"Ñu"}}
    {"type":"call_progress","call":1,"progress":1.0,"total":2.0,"message":"halfway"}
    {"type":"call_ended","call":1,"name":"list","arguments":{"d":"Ñu"},"outcome":"done","result":"Ana","elapsed_ms":"…"}
    {"type":"request"}
    {"type":"text","delta":"Ana."}
    {"type":"usage","requests":2,"input_tokens":20,"cached_tokens":0,"output_tokens":10,"reasoning_tokens":0,"requests_without_tokens":0,"cost_usd":0.5,"requests_without_cost":0}
    {"type":"question_ended","line":null,"finish":"answered","status":0,"elapsed_ms":"…"}
    {"type":"end","status":0}
    "#);
    assert!(run.stderr.starts_with("🔧 list {\"d\":\"Ñu\"} ✓"), "{}", run.stderr);
}

#[test]
fn one_document_holds_the_whole_answer() {
    let server =
        Script::new().tool(Tool::new("list").read_only().once(Answer::text("Ana"))).start();
    let said = json!({ "content": "I look." });
    let call = json!({ "tool_calls": [{ "index": 0, "id": "a", "type": "function",
        "function": { "name": "list", "arguments": "{\"d\":1}" } }] });
    let replies = [Reply::deltas([said, call], "tool_calls"), text("Ana."), text("Again.")];
    let model = Model::answering(replies);
    let person = person(&server, &model);
    let run = ask(&person, JSON, &[]).expect_status(0);
    let [answer] = &run.answers()[..] else { panic!("one document: {run:#?}") };
    let mut answer = answer.clone();
    assert!(answer["elapsed_ms"].is_u64() && answer["calls"][0]["elapsed_ms"].is_u64());
    let id = answer["conversation"].as_str().expect("an id").to_owned();
    (answer["elapsed_ms"], answer["calls"][0]["elapsed_ms"]) = (json!(1), json!(1));
    assert_eq!(
        answer,
        json!({
            "version": 1,
            "line": null,
            "finish": "answered",
            // What was said before the call belongs to the events.
            "answer": "Ana.",
            "calls": [{ "call": 1, "name": "list", "arguments": { "d": 1 }, "outcome": "done",
                "result": "Ana", "elapsed_ms": 1 }],
            "notices": [],
            "usage": { "requests": 2, "input_tokens": 84, "cached_tokens": 0, "output_tokens": 18,
                "reasoning_tokens": 0, "requests_without_tokens": 0, "cost_usd": null,
                "requests_without_cost": 2 },
            "elapsed_ms": 1,
            "model": "gpt-4o-mini",
            "server": { "url": server.url(), "name": "scripted", "version": "1.0.0" },
            "conversation": id,
            "status": 0,
            "error": null,
        })
    );
    // The id is the one that --resume takes.
    let again = ask(&person, JSON, &["--resume", &id]).expect_status(0).answers().remove(0);
    assert_eq!((&again["conversation"], &again["answer"]), (&json!(id), &json!("Again.")));
}

#[test]
fn every_way_in_which_a_call_ends_has_its_name() {
    let server = Script::new()
        .tool(
            Tool::new("read")
                .read_only()
                .once(Answer::tool_error("none"))
                .once(Answer::rpc_error(-32602, "d is missing")),
        )
        .tool(Tool::new("lost").once(Answer::lost_after_executing(Cut::Abrupt)))
        .start();
    let call = |id: &str, name: &str, arguments: &str| -> (String, String, String) {
        (id.into(), name.into(), arguments.into())
    };
    let model = Model::answering([
        raw_calls([call("a", "erase", "{}"), call("b", "read", "{\"d\":")]),
        calls([("read", json!({}))]),
        calls([("read", json!({}))]),
        calls([("lost", json!({ "n": "Ana" }))]),
        text("Done."),
    ]);
    let run = ask(&person(&server, &model), JSON, &["--yes"]).expect_status(0);
    let answer = run.answers().remove(0);
    let told: Vec<Value> = answer["calls"]
        .as_array()
        .expect("calls")
        .iter()
        .map(|call| json!([call["call"], call["name"], call["arguments"], call["outcome"]]))
        .collect();
    assert_eq!(
        told,
        [
            json!([1, "erase", {}, "rejected"]),
            json!([2, "read", "{\"d\":", "rejected"]),
            json!([3, "read", {}, "failed"]),
            json!([4, "read", {}, "failed"]),
            json!([5, "lost", { "n": "Ana" }, "unknown"]),
        ]
    );
    let result = |call: usize| answer["calls"][call]["result"].as_str().expect("a text").to_owned();
    assert_eq!(result(2), "Error: none");
    assert!(result(0).starts_with("Error: there is no tool"), "{}", result(0));
    assert!(result(4).contains("may have been executed"), "{}", result(4));
}

#[test]
fn a_denied_call_tells_what_would_have_run() {
    let server = Script::new().tool(Tool::new("add")).start();
    let turn = || [calls([("add", json!({ "n": "Ana" }))]), text("Denied.")];
    let model = Model::answering(turn());
    let run = ask(&person(&server, &model), JSON, &[]).expect_status(7);
    let answer = run.answers().remove(0);
    assert_eq!((&answer["finish"], &answer["answer"]), (&json!("answered"), &json!("Denied.")));
    let denied = json!({ "call": 1, "name": "add", "arguments": { "n": "Ana" },
        "outcome": "denied", "result": null, "elapsed_ms": null });
    assert_eq!(answer["calls"], json!([denied]));
    insta::assert_snapshot!(answer["error"], @r#"{"status":7,"kind":"denied","what":"add did not run","cause":"the server does not mark it as read-only, and in a script there is nobody who could allow it","advice":"--yes runs it without asking"}"#);

    let model = Model::answering(turn());
    let run = ask(&person(&server, &model), EVENTS, &[]).expect_status(7);
    let ended = of_kind(&run.events(), "question_ended")[0].clone();
    assert_eq!((&ended["finish"], &ended["status"]), (&json!("answered"), &json!(7)));
}

#[test]
fn thoughts_are_told_only_when_they_are_shown() {
    let server = Script::new().start();
    let thinks = || {
        let thought = json!({ "reasoning_content": "Hm." });
        Model::answering([Reply::deltas([thought, json!({ "content": "Ana." })], "stop")])
    };
    let hidden = ask(&person(&server, &thinks()), EVENTS, &[]).events();
    assert_eq!(of_kind(&hidden, "reasoning"), [&Value::Null; 0]);
    let shown = ask(&person(&server, &thinks()), EVENTS, &["--thinking"]).events();
    assert_eq!(of_kind(&shown, "reasoning"), [&json!({ "type": "reasoning", "delta": "Hm." })]);
}

#[test]
fn retries_and_notices_are_events_too() {
    let server = Script::new().start();
    let limited = Reply::json(429, &json!({ "error": { "message": "Slow down" } }))
        .header("retry-after-ms", "10");
    let model = Model::answering([limited, Reply::deltas([json!({ "content": "An" })], "length")]);
    let run = ask(&person(&server, &model), EVENTS, &[]).expect_status(0);
    insta::assert_snapshot!(steady(&run.events()[2..]), @r#"
    {"type":"question","line":null}
    {"type":"request"}
    {"type":"retry","cause":"Slow down [HTTP 429]","retry":1,"of":2,"wait_ms":"…"}
    {"type":"text","delta":"An"}
    {"type":"notice","kind":"output_limit","text":"⚠️  The answer is cut: the model reached its output limit."}
    {"type":"usage","requests":1,"input_tokens":42,"cached_tokens":0,"output_tokens":9,"reasoning_tokens":0,"requests_without_tokens":0,"cost_usd":null,"requests_without_cost":1}
    {"type":"question_ended","line":null,"finish":"truncated","status":0,"elapsed_ms":"…"}
    {"type":"end","status":0}
    "#);

    let model = Model::answering([Reply::deltas([json!({ "content": "An" })], "length")]);
    let answer = ask(&person(&server, &model), JSON, &[]).answers().remove(0);
    assert_eq!(answer["finish"], "truncated");
    assert_eq!(answer["notices"][0]["kind"], "output_limit");
}

#[test]
fn a_lost_connection_is_a_notice() {
    let list = Tool::new("list").read_only();
    let list = list.once(Answer::lost_after_executing(Cut::Clean)).once(Answer::text("Ana"));
    let server = Script::new().tool(list).start();
    let model = Model::answering([calls([("list", json!({}))]), text("Ana.")]);
    let run = ask(&person(&server, &model), EVENTS, &[]).expect_status(0);
    let events = run.events();
    let kinds: Vec<_> = of_kind(&events, "notice").iter().map(|notice| &notice["kind"]).collect();
    assert_eq!(kinds, ["server_back"]);
}

#[test]
fn lines_have_a_document_each() {
    let server = Script::new().start();
    let refused = Reply::json(400, &json!({ "error": { "message": "no" } }));
    let input = "one\n\n/tools\n/nothing\ntwo\n/compact\n/retry\n";
    let replies = || [text("One."), refused.clone(), text("Three.")];
    let model = Model::answering(replies());
    let run = person(&server, &model).run_with(&JSON, input).expect_status(2);
    let told: Vec<Value> = run
        .answers()
        .iter()
        .map(|answer| {
            json!([answer["line"], answer["finish"], answer["answer"], answer["error"]["kind"]])
        })
        .collect();
    insta::assert_snapshot!(json!(told), @r#"[[1,"answered","One.",null],[4,"not_started","","usage"],[5,"failed","","model"],[6,"compacted","",null],[7,"answered","Three.",null]]"#);

    let model = Model::answering(replies());
    let run = person(&server, &model).run_with(&EVENTS, input).expect_status(2);
    let events = run.events();
    let told: Vec<String> = events
        .iter()
        .map(|event| {
            let parts = [&event["type"], &event["line"], &event["kind"], &event["finish"]];
            let parts = parts.iter().filter(|part| !part.is_null());
            parts.map(|part| part.to_string().replace('"', "")).collect::<Vec<_>>().join(" ")
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    start
    ready
    question 1
    request
    text
    usage
    question_ended 1 answered
    notice command
    error 4
    question 5
    request
    error 5
    question_ended 5 failed
    question 6
    notice nothing_to_compact
    question_ended 6 compacted
    question 7
    request
    text
    usage
    question_ended 7 answered
    end
    ");
}

#[test]
fn an_event_is_there_as_soon_as_it_happens() {
    let (gate, server) = (Gate::new(), Script::new().start());
    let model = Model::answering([text("One two.").hold_at(2, &gate)]);
    let person = person(&server, &model);
    let mut running = person.spawn(&["-p", "x", "--output", "stream-json"]);
    running.close_stdin();
    // Whole lines: a reader that waits for line ends gets it too.
    running.wait_for_stdout("{\"type\":\"text\",\"delta\":\"One \"}\n");
    gate.open();
    running.finish().expect_status(0).events();
}

#[test]
fn foreign_text_is_whole_and_harmless() {
    let hostile = "a\u{1b}]52;c;ZXZpbA==\u{7}b\u{9b}2J\u{202e}c\u{2028}d";
    let tool = Tool::new("t").read_only().always(Answer::text(hostile));
    let server = Script::new()
        .tool(tool)
        .initialize("serverInfo", json!({ "name": hostile, "version": "" }));
    let server = server.start();
    for format in [JSON, EVENTS] {
        let model = Model::answering([calls([("t", json!({ "x": hostile }))]), text(hostile)]);
        let run = ask(&person(&server, &model), format, &[]).expect_status(0);
        let bad = |c: char| (c.is_control() && c != '\n') || ('\u{2028}'..='\u{202e}').contains(&c);
        assert!(!run.stdout.contains(bad), "{:?}", run.stdout);
        if format == JSON {
            let answer = run.answers().remove(0);
            assert_eq!(answer["answer"], hostile);
            assert_eq!(answer["server"]["name"], hostile);
            assert_eq!(answer["calls"][0]["arguments"], json!({ "x": hostile }));
            assert_eq!(answer["calls"][0]["result"], hostile);
        } else {
            let events = run.events();
            let text: String = of_kind(&events, "text")
                .iter()
                .map(|event| event["delta"].as_str().expect("a text"))
                .collect();
            assert_eq!(text, hostile);
        }
    }
}

#[test]
fn an_output_that_means_nothing_here_is_refused() {
    let run = Sandbox::new().run(&["--output", "json", "tools"]).expect_status(2);
    insta::assert_snapshot!(run.stderr, @r#"
    ❌ --output json no vale aquí
       Causa: es para -p y para las preguntas de una tubería
       Qué hacer: quítalo; «tools» y «call» tienen --json
    "#);
    assert_eq!(run.answers()[0]["error"]["kind"], "usage");
    let wrong = Sandbox::new().run(&["--output", "yaml", "-p", "x"]).expect_status(2);
    for format in ["text", "json", "stream-json"] {
        assert!(wrong.stderr.contains(format), "{}", wrong.stderr);
    }
    wrong.expect_stdout("");
}

#[test]
fn what_a_command_changes_is_told_from_then_on() {
    let server = Script::new().start();
    let model = Model::unused().otherwise(text("Hi."));
    let person = person(&server, &model);
    let input = "one\n/clear\ntwo\n/model other\nthree\n";
    let told = |document: &Value| {
        (document["conversation"].clone(), document["model"].as_str().map(str::to_owned))
    };

    let documents = person.run_with(&JSON, input).expect_status(0).answers();
    let [one, two, three] = [&documents[0], &documents[1], &documents[2]].map(told);
    assert!(one.0.is_string() && one.0 != two.0, "{documents:?}");
    assert_eq!(three, (two.0, Some("other".to_owned())));

    let events = person.run_with(&EVENTS, input).expect_status(0).events();
    let ready: Vec<_> = of_kind(&events, "ready").into_iter().map(told).collect();
    assert_eq!(ready.len(), 3, "{events:?}");
    assert!(ready[0].0 != ready[1].0 && ready[1].0 == ready[2].0, "{ready:?}");
    assert_eq!(ready[2].1.as_deref(), Some("other"));
}

#[test]
fn a_script_is_told_that_another_model_goes_on() {
    let server = Script::new().start();
    let model = Model::unused().otherwise(text("Hi."));
    let person = person(&server, &model);
    ask(&person, JSON, &[]).expect_status(0);
    let same = ask(&person, JSON, &["-c"]).expect_status(0).answers().remove(0);
    assert_eq!(same["notices"], json!([]));
    let run = ask(&person, EVENTS, &["-c", "-m", "other"]).expect_status(0);
    let notice = json!({ "type": "notice", "kind": "model_differs",
        "text": "gpt-4o-mini answered before; other answers now." });
    assert_eq!(of_kind(&run.events(), "notice"), [&notice]);
}
