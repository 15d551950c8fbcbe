//! What happens before a reply is complete: calls that begin early, requests that are too long or
//! too costly.

use super::{
    ask_policy, asks, call, called, decided, policy, replied, reply, run, tool_text, toolbox, user,
};
use crate::agent::activity::Notice;
use crate::agent::approval::Decision;
use crate::agent::turn::{Effect, Event, Turn, TurnEnd};
use crate::config::Approval;
use crate::llm::{Error, Finish, Reply, StreamedCall};

fn closed(place: usize, id: &str, name: &str) -> Event {
    Event::CallClosed { call: place, streamed: call(id, name), tools: toolbox() }
}

fn abandon(call: usize) -> Effect {
    Effect::Abandon { call }
}

#[test]
fn a_read_begins_before_its_reply_is_complete_and_runs_once() {
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    assert_eq!(turn.handle(closed(0, "x", "leer")), [run(0, "leer")]);
    assert_eq!(turn.handle(closed(0, "x", "leer")), [], "a call that is told twice runs once");
    assert_eq!(turn.handle(closed(1, "y", "leer")), [run(1, "leer")]);
    assert_eq!(turn.handle(called(0, "uno")), [], "nothing is recorded before the reply");
    let whole = reply("", vec![call("x", "leer"), call("y", "leer"), call("z", "leer")]);
    let assistant = whole.message().unwrap();
    assert_eq!(
        turn.handle(replied(whole)),
        [Effect::Record(assistant.clone()), Effect::Record(tool_text("x", "uno")), run(2, "leer"),]
    );
    turn.handle(called(2, "tres"));
    assert_eq!(
        turn.handle(called(1, "dos")),
        [
            Effect::Record(tool_text("y", "dos")),
            Effect::Commit(vec![
                user(),
                assistant,
                tool_text("x", "uno"),
                tool_text("y", "dos"),
                tool_text("z", "tres"),
            ]),
            Effect::Ask { last: false },
        ]
    );
}

#[test]
fn what_is_no_read_never_begins_early() {
    let always = || policy(Approval::Auto, true);
    for (mut policy, name) in
        [(ask_policy(), "escribir"), (always(), "escribir"), (ask_policy(), "nada")]
    {
        let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
        assert_eq!(turn.handle(closed(0, "x", name)), [], "{name}");
    }
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 1, &mut policy);
    turn.handle(replied(reply("", vec![call("x", "leer")])));
    turn.handle(called(0, "uno"));
    assert_eq!(turn.handle(closed(0, "y", "leer")), [], "the last reply must be text");
}

#[test]
fn a_read_begins_early_beside_a_write_that_waits_for_its_yes() {
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    turn.handle(closed(0, "x", "leer"));
    turn.handle(closed(1, "y", "escribir"));
    let whole = reply("", vec![call("x", "leer"), call("y", "escribir")]);
    let assistant = whole.message().unwrap();
    assert_eq!(turn.handle(replied(whole)), [Effect::Record(assistant), asks(1, "escribir")]);
    turn.handle(called(0, "uno"));
    assert_eq!(turn.handle(decided(Decision::Once)), [run(1, "escribir")]);
}

#[test]
fn a_call_that_turns_out_to_be_another_is_given_up_and_the_right_one_runs() {
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    turn.handle(closed(0, "x", "leer"));
    turn.handle(called(0, "de otra pregunta"));
    let other = StreamedCall { arguments_text: r#"{"a":2}"#.into(), ..call("x", "leer") };
    let whole = reply("", vec![other]);
    let assistant = whole.message().unwrap();
    assert_eq!(
        turn.handle(replied(whole)),
        [Effect::Record(assistant), abandon(0), run(0, "leer")]
    );
}

#[test]
fn nothing_of_an_early_call_stays_when_the_reply_does_not_count() {
    let cut = Reply { finish: Finish::Length, ..reply("Voy", vec![call("x", "leer")]) };
    let text = reply("Voy", vec![]).message().unwrap();
    for (event, expected) in [
        (
            replied(cut),
            vec![
                abandon(0),
                Effect::Notice(Notice::OutputLimit),
                Effect::Record(text.clone()),
                Effect::Commit(vec![user(), text]),
                Effect::End(TurnEnd::Answered),
            ],
        ),
        (Event::Cancelled, vec![abandon(0), Effect::End(TurnEnd::Cancelled)]),
        (Event::Failed(Error::too_long(100)), vec![abandon(0), Effect::Compact]),
    ] {
        let mut policy = ask_policy();
        let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
        turn.handle(closed(0, "x", "leer"));
        assert_eq!(turn.handle(event), expected);
    }
}

#[test]
fn room_is_made_once_for_a_turn_that_is_too_long() {
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    let too_long = || Event::Failed(Error::too_long(100));
    assert_eq!(turn.handle(too_long()), [Effect::Compact]);
    assert_eq!(turn.question(), Some(&user()), "the question is not lost");
    assert_eq!(turn.handle(Event::Compacted { freed: true }), [Effect::Ask { last: false }]);
    let failed = Effect::End(TurnEnd::Failed(Error::too_long(100)));
    assert_eq!(turn.handle(too_long()), [failed]);

    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    turn.handle(too_long());
    let failed = Effect::End(TurnEnd::Failed(Error::too_long(100)));
    assert_eq!(turn.handle(Event::Compacted { freed: false }), [failed]);
}

#[test]
fn a_turn_that_would_cost_too_much_ends() {
    let mut policy = ask_policy();
    let (mut turn, _) = Turn::start("hola".into(), 5, &mut policy);
    assert_eq!(
        turn.handle(Event::TooCostly { spent: 1.5, limit: 1.0 }),
        [Effect::End(TurnEnd::TooCostly { spent: 1.5, limit: 1.0 })]
    );
}
