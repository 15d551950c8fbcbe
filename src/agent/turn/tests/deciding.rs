//! What a person decides about a call: reasons, edited arguments, tools that change meanwhile.

use serde_json::json;

use super::{
    CallOutcome, Decision, Denial, Effect, Event, Keep, Turn, TurnEnd, ask_policy, asks, call,
    called, decided, policy, redefined, replied, reply, run, tool, tool_text,
};
use crate::agent::approval::Answer;
use crate::config::Approval;
use crate::mcp::protocol::Tool;

fn refused(outcome: CallOutcome) -> Effect {
    let arguments = r#"{"a":1}"#.into();
    Effect::Refused { call: 0, name: "escribir".into(), arguments, outcome }
}

/// A turn whose model has asked for the tool `escribir`.
fn waiting(policy: &mut crate::agent::Policy) -> Turn<'_> {
    let (mut turn, _) = Turn::start("hola".into(), 5, policy);
    turn.handle(replied(reply("", vec![call("x", "escribir")])));
    turn
}

fn asks_about(tool: Tool, before: Option<&Tool>) -> Effect {
    let before = before.map(|tool| tool.definition.clone());
    Effect::Approve { call: 0, tool, arguments: super::arguments(), before }
}

#[test]
fn the_reason_for_a_no_reaches_the_model() {
    let mut policy = ask_policy();
    let mut turn = waiting(&mut policy);
    let effects = turn.handle(decided(Decision::No { reason: "en Finanzas".into() }));
    let denial = Denial::Person { reason: "en Finanzas".into() };
    let text = "Error: denied by the user, who says: en Finanzas";
    let outcome = CallOutcome::Denied(denial);
    assert_eq!(effects[..2], [refused(outcome), Effect::Record(tool_text("x", text))]);
}

#[test]
fn edited_arguments_run_and_the_model_learns_of_them() {
    let edited = json!({ "a": 2 }).as_object().cloned().unwrap();
    let answer = |edited| Answer { decision: Decision::Once, edited: Some(edited) };
    let mut policy = ask_policy();
    let mut turn = waiting(&mut policy);
    assert_eq!(
        turn.handle(Event::Decided { answer: answer(edited.clone()), now: None }),
        [Effect::Call { call: 0, tool: tool("escribir"), arguments: edited }]
    );
    let note = "Note: the user changed the arguments of this call to {\"a\":2}.\n\n";
    let effects = turn.handle(called(0, "hecho"));
    assert_eq!(effects[0], Effect::Record(tool_text("x", &format!("{note}hecho"))));
    // Arguments that were looked at and left alone are the model's own.
    let mut turn = waiting(&mut policy);
    let answer = answer(super::arguments());
    assert_eq!(turn.handle(Event::Decided { answer, now: None }), [run(0, "escribir")]);
    let effects = turn.handle(called(0, "hecho"));
    assert_eq!(effects[0], Effect::Record(tool_text("x", "hecho")));
}

#[test]
fn a_tool_that_changes_under_the_question_is_asked_about_again() {
    for yes in [Decision::Once, Decision::Always] {
        let mut policy = ask_policy();
        let mut turn = waiting(&mut policy);
        let answer = yes.clone().into();
        let now = redefined("escribir");
        assert_eq!(
            turn.handle(Event::Decided { answer, now: Some(now.clone()) }),
            [asks_about(now.clone(), Some(&tool("escribir")))],
            "{yes:?}"
        );
        let run = Effect::Call { call: 0, tool: now, arguments: super::arguments() };
        assert_eq!(turn.handle(decided(Decision::Once)), [run]);
    }
    for no in [super::no(), Decision::Cancel] {
        let mut policy = ask_policy();
        let mut turn = waiting(&mut policy);
        let now = Some(redefined("escribir"));
        let effects = turn.handle(Event::Decided { answer: no.into(), now });
        let ends = |effect: &Effect| {
            matches!(effect, Effect::Ask { last: false } | Effect::End(TurnEnd::Cancelled))
        };
        assert!(effects.last().is_some_and(ends), "{effects:?}");
    }
}

#[test]
fn a_voided_yes_is_taken_out_of_what_is_kept() {
    let mut policy = ask_policy();
    policy.decided(&redefined("escribir"), &Decision::Always);
    let mut turn = waiting(&mut policy);
    let keep = Effect::Keep { tool: tool("escribir"), keep: Keep::Nothing };
    assert_eq!(turn.handle(decided(Decision::Once)), [keep, run(0, "escribir")]);
}

#[test]
fn what_the_rules_deny_is_told_apart() {
    let mut policy = policy(Approval::ReadOnly, true);
    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    let effects = turn.handle(replied(reply("", vec![call("x", "escribir")])));
    let text = "Error: denied: only tools that are marked read-only may run here. Do not try it \
        again unless the user asks for it.";
    let outcome = CallOutcome::Denied(Denial::ReadOnlyMode);
    assert_eq!(effects[1..3], [refused(outcome), Effect::Record(tool_text("x", text))]);
    // A person who is asked first can still say no to one of two.
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    turn.handle(replied(reply("", vec![call("x", "escribir"), call("y", "escribir")])));
    let effects = turn.handle(decided(super::no()));
    assert_eq!(effects.last(), Some(&asks(1, "escribir")));
}
