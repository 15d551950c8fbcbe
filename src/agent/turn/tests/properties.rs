//! The invariants over random turns: whatever happens, in whatever order.

use std::collections::HashSet;

use proptest::prelude::{any, prop, proptest};

use serde_json::Map;

use super::{bad, call, called, policy, redefined, replied, reply, toolbox};
use crate::agent::approval::{Answer, Decision};
use crate::agent::turn::{Effect, Event, Turn, TurnEnd};
use crate::config::Approval;
use crate::llm::{self, Finish, Message, Reply};

/// What may happen next, as random bytes see it.
fn event(dice: (u8, u8, u8)) -> Event {
    let (kind, which, many) = dice;
    let names = ["leer", "escribir", "nada"];
    match kind % 14 {
        0..=2 => {
            let calls = (0..many % 4).map(|number| {
                let name = names[usize::from(which.wrapping_add(number)) % names.len()];
                let id = format!("c{number}");
                if (which ^ number) % 5 == 0 { bad(&id, name) } else { call(&id, name) }
            });
            let finish = if which % 7 == 0 { Finish::Length } else { Finish::ToolCalls };
            let text = if many % 2 == 0 { "texto" } else { "" };
            replied(Reply { finish, ..reply(text, calls.collect()) })
        }
        3 | 4 => {
            let decision = match which % 4 {
                0 => Decision::Once,
                1 => Decision::Always,
                2 => Decision::No { reason: "no".repeat(usize::from(many % 2)) },
                _ => Decision::Cancel,
            };
            let edited = (many % 3 == 0).then(Map::new);
            let now = (many % 5 == 0).then(|| redefined("escribir"));
            Event::Decided { answer: Answer { decision, edited }, now }
        }
        5..=8 => called(usize::from(which % 4), "resultado"),
        9 | 10 => {
            let place = usize::from(many % 4);
            let name = names[usize::from(which) % names.len()];
            let streamed = call(&format!("c{place}"), name);
            Event::CallClosed { call: place, streamed, tools: toolbox() }
        }
        11 => Event::Failed(llm::Error::too_long(100)),
        12 => Event::Compacted { freed: which % 3 > 0 },
        _ => Event::Cancelled,
    }
}

/// Whether the messages are acceptable to the API: each call has exactly one tool message, in
/// order, before any other role.
fn acceptable(history: &[Message]) -> bool {
    let mut owed: Vec<String> = Vec::new();
    for message in history {
        match message {
            Message::Tool { call_id, .. } => {
                if owed.is_empty() || owed.remove(0) != *call_id {
                    return false;
                }
            }
            Message::Assistant(assistant) => {
                if !owed.is_empty() {
                    return false;
                }
                owed = assistant.calls.iter().map(|call| call.id.clone()).collect();
            }
            Message::User { .. } | Message::System { .. } => {
                if !owed.is_empty() {
                    return false;
                }
            }
        }
    }
    owed.is_empty()
}

proptest! {
    /// The history stays acceptable after every commit, no call runs that was not allowed, each
    /// that ran ends or is given up before its place is used again, room is made once at most, and
    /// a turn that is over stays over.
    #[test]
    fn a_turn_keeps_its_invariants(
        dice in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>()), 1..60),
        attended in any::<bool>(),
    ) {
        let mut policy = policy(Approval::Ask, attended);
        let mut history = Vec::new();
        let (mut turn, _) = Turn::start("hola".into(), 3, &mut policy);
        let mut allowed = 0_usize;
        let mut compacted = 0;
        let mut running = HashSet::new();
        let mut over = false;
        for dice in dice {
            let event = event(dice);
            if let Event::Decided { answer, now } = &event
                && matches!(answer.decision, Decision::Once | Decision::Always)
            {
                // A yes to a tool that is another one by now is none.
                allowed += usize::from(now.is_none());
            }
            if let Event::Called { call, .. } = event {
                // Only a call that runs can end.
                if !running.remove(&call) {
                    continue;
                }
            }
            let effects = turn.handle(event);
            assert!(!over || effects.is_empty(), "{effects:?}");
            for effect in effects {
                match effect {
                    Effect::Commit(messages) => {
                        history.extend(messages);
                        assert!(acceptable(&history), "{history:#?}");
                    }
                    Effect::Call { call, tool, .. } => {
                        let reads = tool.name.raw() == "leer";
                        assert!(reads || (attended && allowed > 0), "a write ran without a yes");
                        assert!(running.insert(call), "two calls run in one place");
                    }
                    Effect::Abandon { call } => {
                        running.remove(&call);
                    }
                    Effect::Compact => compacted += 1,
                    Effect::End(end) => {
                        over = true;
                        assert!(end == TurnEnd::Cancelled || running.is_empty(), "{running:?}");
                    }
                    Effect::Ask { .. }
                    | Effect::Approve { .. }
                    | Effect::Keep { .. }
                    | Effect::Refused { .. }
                    | Effect::Record(_)
                    | Effect::Notice(_) => {}
                }
            }
        }
        assert!(compacted <= 1, "room was made {compacted} times");
    }
}
