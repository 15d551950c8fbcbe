//! Transitions of the state machine; what a person decides in [`deciding`], calls that begin early and the window in [`early`], the
//! invariants over random turns in [`properties`].

mod deciding;
mod early;
mod properties;

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::{
    CANCELLED, CANCELLED_RUNNING, Effect, Event, Finish, Notice, Policy, Reply, Tool, Toolbox,
    Turn, TurnEnd,
};
use crate::agent::activity::{CallFault, CallOutcome};
use crate::agent::approval::{Decision, Denial, Keep, Patterns, Rules};
use crate::config::Approval;
use crate::llm::{BadArguments, Message, Reasoning, StreamedCall};

const DENIED: &str = "Error: denied by the user. Do not try it again unless the user asks for it.";
const DENIED_UNASKED: &str =
    "Error: denied: this tool needs the user's approval and nobody can be asked here.";

fn tool(name: &str) -> Tool {
    let read_only = name == "leer";
    Tool::read(json!({ "name": name, "annotations": { "readOnlyHint": read_only } })).unwrap()
}

/// The tool of that name after its server has changed it.
fn redefined(name: &str) -> Tool {
    let mut definition = tool(name).definition;
    definition["description"] = json!("another one");
    Tool::read(definition).unwrap()
}

fn toolbox() -> Arc<Toolbox> {
    Arc::new(Toolbox::new(Arc::new(vec![tool("leer"), tool("escribir")])))
}

fn arguments() -> Map<String, Value> {
    Map::from_iter([("a".to_owned(), json!(1))])
}

fn call(id: &str, name: &str) -> StreamedCall {
    StreamedCall {
        id: id.into(),
        name: name.into(),
        arguments: Ok(arguments()),
        arguments_text: r#"{"a":1}"#.into(),
        extra: Map::new(),
    }
}

fn bad(id: &str, name: &str) -> StreamedCall {
    let wrong = BadArguments { raw: "{".into(), reason: "EOF".into() };
    StreamedCall { arguments: Err(wrong), arguments_text: "{}".into(), ..call(id, name) }
}

fn reply(text: &str, calls: Vec<StreamedCall>) -> Reply {
    Reply {
        text: text.into(),
        refusal: "".into(),
        reasoning: Reasoning::default(),
        calls,
        calls_left_out: 0,
        finish: Finish::Stop,
        usage: None,
        id: None,
        model: None,
    }
}

fn replied(reply: Reply) -> Event {
    Event::Replied { reply, tools: toolbox() }
}

fn called(call: usize, text: &str) -> Event {
    Event::Called { call, text: text.into() }
}

fn user() -> Message {
    Message::User { content: "hola".into() }
}

fn tool_text(id: &str, content: &str) -> Message {
    Message::Tool { call_id: id.into(), content: content.into() }
}

fn run(call: usize, name: &str) -> Effect {
    Effect::Call { call, tool: tool(name), arguments: arguments() }
}

fn asks(call: usize, name: &str) -> Effect {
    Effect::Approve { call, tool: tool(name), arguments: arguments(), before: None }
}

fn decided(decision: Decision) -> Event {
    Event::Decided { answer: decision.into(), now: None }
}

fn no() -> Decision {
    Decision::No { reason: String::new() }
}

fn policy(mode: Approval, attended: bool) -> Policy {
    let none = Patterns::default;
    Policy::new(Rules { mode, attended, allow: none(), deny: none() })
}

fn ask_policy() -> Policy {
    policy(Approval::Ask, true)
}

#[test]
fn an_answer_is_committed_with_its_question() {
    let mut policy = ask_policy();
    let (mut turn, first) = Turn::start("hola".into(), 5, &mut policy);
    assert_eq!(first, [Effect::Record(user()), Effect::Ask { last: false }]);
    assert_eq!(turn.question(), Some(&user()));
    let answer = reply("¡Hola!", vec![]).message().unwrap();
    assert_eq!(
        turn.handle(replied(reply("¡Hola!", vec![]))),
        [
            Effect::Record(answer.clone()),
            Effect::Commit(vec![user(), answer]),
            Effect::End(TurnEnd::Answered),
        ]
    );
    assert_eq!(turn.question(), None);
}

#[test]
fn a_round_runs_side_by_side_and_is_committed_in_the_order_of_its_calls() {
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    let calls = reply("Miro.", vec![call("x", "leer"), call("y", "leer")]);
    let assistant = calls.message().unwrap();
    assert_eq!(
        turn.handle(replied(calls)),
        [Effect::Record(assistant.clone()), run(0, "leer"), run(1, "leer")]
    );
    assert_eq!(turn.handle(called(1, "dos")), [Effect::Record(tool_text("y", "dos"))]);
    assert_eq!(turn.handle(called(1, "otra vez")), [], "a second end of one call does nothing");
    assert_eq!(
        turn.handle(called(0, "uno")),
        [
            Effect::Record(tool_text("x", "uno")),
            Effect::Commit(vec![user(), assistant, tool_text("x", "uno"), tool_text("y", "dos")]),
            Effect::Ask { last: false },
        ]
    );
}

#[test]
fn what_must_not_run_is_answered_with_an_error() {
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    let calls = reply("", vec![call("x", "borrar"), bad("y", "leer")]);
    let assistant = calls.message().unwrap();
    let unknown = "Error: there is no tool \"borrar\". The tools are: escribir, leer.";
    let malformed = "Error: the arguments are not one JSON object: EOF. Send one JSON object.";
    let refused = |call, name: &str, arguments: &str, text: &str, fault| Effect::Refused {
        call,
        name: name.into(),
        arguments: arguments.into(),
        outcome: CallOutcome::Rejected { reason: text.into(), fault },
    };
    assert_eq!(
        turn.handle(replied(calls)),
        [
            Effect::Record(assistant.clone()),
            refused(0, "borrar", r#"{"a":1}"#, unknown, CallFault::NoSuchTool),
            Effect::Record(tool_text("x", unknown)),
            refused(1, "leer", "{", malformed, CallFault::Arguments("EOF".into())),
            Effect::Record(tool_text("y", malformed)),
            Effect::Commit(vec![
                user(),
                assistant,
                tool_text("x", unknown),
                tool_text("y", malformed)
            ]),
            Effect::Ask { last: false },
        ]
    );
}

#[test]
fn nothing_runs_before_every_decision_is_made() {
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    let calls = reply("", vec![call("x", "leer"), call("y", "escribir"), call("z", "escribir")]);
    let assistant = calls.message().unwrap();
    assert_eq!(turn.handle(replied(calls)), [Effect::Record(assistant), asks(1, "escribir")]);
    let denied = Effect::Refused {
        call: 1,
        name: "escribir".into(),
        arguments: r#"{"a":1}"#.into(),
        outcome: CallOutcome::Denied(Denial::Person { reason: "".into() }),
    };
    assert_eq!(
        turn.handle(decided(no())),
        [denied, Effect::Record(tool_text("y", DENIED)), asks(2, "escribir"),]
    );
    assert_eq!(turn.handle(decided(Decision::Once)), [run(0, "leer"), run(2, "escribir")]);
    assert_eq!(turn.handle(decided(Decision::Once)), [], "nothing waits for a decision");
}

#[test]
fn a_yes_for_good_covers_the_rest_of_the_round_and_the_next() {
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    let calls = reply("", vec![call("x", "escribir"), call("y", "escribir")]);
    turn.handle(replied(calls));
    assert_eq!(
        turn.handle(decided(Decision::Always)),
        [
            Effect::Keep { tool: tool("escribir"), keep: Keep::Yes },
            run(0, "escribir"),
            run(1, "escribir")
        ]
    );
    turn.handle(called(0, "a"));
    turn.handle(called(1, "b"));
    let next = turn.handle(replied(reply("", vec![call("z", "escribir")])));
    assert_eq!(next[1..], [run(0, "escribir")]);
}

#[test]
fn without_a_person_a_write_is_denied_and_told() {
    let mut policy = policy(Approval::Ask, false);
    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    let calls = reply("", vec![call("x", "escribir")]);
    let assistant = calls.message().unwrap();
    let effects = turn.handle(replied(calls));
    assert_eq!(effects[3], Effect::Commit(vec![user(), assistant, tool_text("x", DENIED_UNASKED)]));
}

#[test]
fn cancelling_closes_the_round_truthfully() {
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    let calls = reply("", vec![call("x", "leer"), call("y", "leer")]);
    let assistant = calls.message().unwrap();
    turn.handle(replied(calls));
    turn.handle(called(0, "uno"));
    assert_eq!(
        turn.handle(Event::Cancelled),
        [
            Effect::Record(tool_text("y", CANCELLED_RUNNING)),
            Effect::Commit(vec![
                user(),
                assistant,
                tool_text("x", "uno"),
                tool_text("y", CANCELLED_RUNNING)
            ]),
            Effect::End(TurnEnd::Cancelled),
        ]
    );
    assert_eq!(turn.handle(called(1, "tarde")), [], "a late result does nothing");
    assert_eq!(turn.handle(Event::Cancelled), []);
}

#[test]
fn cancelling_at_the_question_runs_nothing() {
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    let calls = reply("", vec![call("x", "leer"), call("y", "escribir")]);
    let assistant = calls.message().unwrap();
    turn.handle(replied(calls));
    assert_eq!(
        turn.handle(decided(Decision::Cancel)),
        [
            Effect::Record(tool_text("x", CANCELLED)),
            Effect::Record(tool_text("y", CANCELLED)),
            Effect::Commit(vec![
                user(),
                assistant,
                tool_text("x", CANCELLED),
                tool_text("y", CANCELLED)
            ]),
            Effect::End(TurnEnd::Cancelled),
        ]
    );
}

#[test]
fn a_first_request_without_a_reply_leaves_nothing() {
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    assert_eq!(turn.handle(Event::Cancelled), [Effect::End(TurnEnd::Cancelled)]);
}

#[test]
fn the_last_round_must_answer_in_text() {
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 1, &mut policy);
    turn.handle(replied(reply("", vec![call("x", "leer")])));
    let effects = turn.handle(called(0, "uno"));
    assert_eq!(effects[2..], [Effect::Notice(Notice::MaxSteps(1)), Effect::Ask { last: true }]);
    // A server that ignores `tool_choice` sends a call all the same: its text counts, it does not.
    let effects = turn.handle(replied(reply("Casi.", vec![call("y", "leer")])));
    let text = reply("Casi.", vec![]).message().unwrap();
    assert_eq!(effects[1..], [Effect::Commit(vec![text]), Effect::End(TurnEnd::Answered)]);
}

#[test]
fn a_last_reply_without_text_is_no_answer() {
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 1, &mut policy);
    turn.handle(replied(reply("", vec![call("x", "leer")])));
    turn.handle(called(0, "uno"));
    let effects = turn.handle(replied(reply("", vec![call("y", "leer")])));
    assert_eq!(effects, [Effect::End(TurnEnd::NoAnswer)]);
}

#[test]
fn a_cut_reply_runs_nothing_and_says_why() {
    for (finish, notice) in
        [(Finish::Length, Notice::OutputLimit), (Finish::ContentFilter, Notice::Filtered)]
    {
        let mut policy = policy(Approval::Auto, false);
        let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
        let cut = Reply { finish, ..reply("Voy a", vec![call("x", "escribir")]) };
        let text = reply("Voy a", vec![]).message().unwrap();
        assert_eq!(
            turn.handle(replied(cut)),
            [
                Effect::Notice(notice),
                Effect::Record(text.clone()),
                Effect::Commit(vec![user(), text]),
                Effect::End(TurnEnd::Answered),
            ]
        );
    }
}
