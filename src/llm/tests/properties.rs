//! However a server cuts and mixes the pieces of an answer, the answer is the same.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::llm::{Accumulator, Reply, Update};

/// A call as the model means it.
#[derive(Clone, Debug)]
struct Meant {
    name: String,
    arguments: String,
}

fn meant() -> impl Strategy<Value = Vec<Meant>> {
    let arguments = prop::collection::btree_map("[a-zñ\"]{0,6}", "[a-z👤\\\\ ]{0,9}", 0..3)
        .prop_map(|map| json!(map).to_string());
    let call = ("[a-z_]{1,8}", arguments).prop_map(|(name, arguments)| Meant { name, arguments });
    prop::collection::vec(call, 1..5)
}

/// Cuts a text into pieces of whole characters, some of them empty.
fn pieces(text: &str, cuts: &[prop::sample::Index]) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut at: Vec<_> = cuts.iter().map(|cut| cut.index(chars.len() + 1)).collect();
    at.sort_unstable();
    at.push(chars.len());
    let mut from = 0;
    at.into_iter().map(|to| chars[std::mem::replace(&mut from, to)..to].iter().collect()).collect()
}

fn delta(item: &Value) -> Value {
    json!({"choices": [{"index": 0, "delta": {"tool_calls": [item]}}]})
}

/// Adds the chunks, and checks what is told of closed calls: each once, as the reply holds it, and
/// none before all its pieces are there. `lasts` are the last chunks that hold a piece of each call.
fn reply(chunks: Vec<Value>, lasts: &[usize]) -> Reply {
    let mut accumulator = Accumulator::default();
    let mut closed = Vec::new();
    for (at, chunk) in chunks.into_iter().enumerate() {
        let on = &mut |update| {
            if let Update::CallClosed { place, call } = update {
                assert!(lasts[place] <= at, "call {place} is not whole after chunk {at}");
                closed.push((place, call));
            }
        };
        accumulator.push(chunk, on).expect("no error in it");
    }
    let on = &mut |update| {
        if let Update::CallClosed { place, call } = update {
            closed.push((place, call));
        }
    };
    let new_id = || unreachable!("every call has an id");
    let reply = accumulator.finish(true, on, new_id).expect("whole");
    closed.sort_by_key(|(place, _)| *place);
    let calls: Vec<_> = reply.calls.iter().cloned().enumerate().collect();
    assert_eq!(closed, calls);
    reply
}

/// Returns the place of the last chunk that holds a piece of each call.
fn lasts(owners: &[usize], calls: &[Meant]) -> Vec<usize> {
    let last = |call| owners.iter().rposition(|owner| *owner == call).expect("every call has one");
    (0..calls.len()).map(last).collect()
}

/// The calls as they should come out.
fn expected(calls: &[Meant]) -> Vec<(String, String, Value)> {
    let call = |(i, call): (usize, &Meant)| {
        let arguments = serde_json::from_str(&call.arguments).expect("JSON");
        (format!("call_{i}"), call.name.clone(), arguments)
    };
    calls.iter().enumerate().map(call).collect()
}

fn actual(reply: Reply) -> Vec<(String, String, Value)> {
    let call = |call: crate::llm::StreamedCall| {
        let arguments = Value::Object(call.arguments.expect("good arguments"));
        (call.id, call.name.raw().to_owned(), arguments)
    };
    reply.calls.into_iter().map(call).collect()
}

proptest! {
    #[test]
    fn with_an_index_pieces_may_come_in_any_order_between_calls(
        calls in meant(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        order in prop::collection::vec(any::<prop::sample::Index>(), 40),
        repeats_name in any::<bool>(),
        finishes in any::<bool>(),
    ) {
        let mut queues: Vec<_> = calls.iter().map(|call| pieces(&call.arguments, &cuts)).collect();
        let mut chunks: Vec<_> = calls.iter().enumerate().map(|(i, call)| delta(&json!({
            "index": i, "id": format!("call_{i}"), "type": "function",
            "function": {"name": call.name, "arguments": ""},
        }))).collect();
        let mut owners: Vec<_> = (0..calls.len()).collect();
        for pick in order.iter().cycle() {
            let open: Vec<_> = (0..queues.len()).filter(|&i| !queues[i].is_empty()).collect();
            let Some(&i) = (!open.is_empty()).then(|| &open[pick.index(open.len())]) else { break };
            let mut item = json!({"index": i, "function": {"arguments": queues[i].remove(0)}});
            if repeats_name {
                item["id"] = json!(format!("call_{i}"));
                item["function"]["name"] = json!(calls[i].name);
            }
            // An empty piece adds nothing, so a call may be whole before it.
            let adds = item["function"]["arguments"] != "";
            owners.push(if adds { i } else { usize::MAX });
            chunks.push(delta(&item));
        }
        if finishes {
            chunks.push(json!({"choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]}));
        }
        let lasts = lasts(&owners, &calls);
        prop_assert_eq!(actual(reply(chunks, &lasts)), expected(&calls));
    }

    #[test]
    fn without_an_index_pieces_follow_their_call(
        calls in meant(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        repeats_id in any::<bool>(),
    ) {
        let (mut chunks, mut owners) = (Vec::new(), Vec::new());
        for (i, call) in calls.iter().enumerate() {
            for (n, piece) in pieces(&call.arguments, &cuts).into_iter().enumerate() {
                let mut item = json!({"function": {"arguments": piece}});
                if n == 0 || repeats_id {
                    item["id"] = json!(format!("call_{i}"));
                    item["function"]["name"] = json!(call.name);
                }
                let adds = n == 0 || item["function"]["arguments"] != "";
                owners.push(if adds { i } else { usize::MAX });
                chunks.push(delta(&item));
            }
        }
        let lasts = lasts(&owners, &calls);
        prop_assert_eq!(actual(reply(chunks, &lasts)), expected(&calls));
    }

    #[test]
    fn text_is_the_same_in_any_pieces(
        text in "(<think>[a-z<>/]{0,9}(</think>)?)?[a-zñ👤<> \n]{1,30}x",
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..9),
    ) {
        let chunk = |piece: String| json!({"choices": [{"delta": {"content": piece}}]});
        let outcome = |chunks: Vec<Value>| {
            let mut accumulator = Accumulator::default();
            for chunk in chunks {
                accumulator.push(chunk, &mut |_| ()).expect("no error in it");
            }
            accumulator.finish(true, &mut |_| (), String::new)
        };
        let in_pieces = outcome(pieces(&text, &cuts).into_iter().map(chunk).collect());
        prop_assert_eq!(in_pieces, outcome(vec![chunk(text)]));
    }

    #[test]
    fn any_json_is_survived(values in prop::collection::vec(any_json(), 0..6)) {
        let mut accumulator = Accumulator::default();
        for value in values {
            let chunk = json!({"choices": [{"delta": value.clone(), "finish_reason": value.clone()}]});
            // Errors are fine; the message for the history must always encode.
            drop(accumulator.push(value, &mut |_| ()));
            drop(accumulator.push(chunk, &mut |_| ()));
        }
        let mut made = 0;
        let new_id = || { made += 1; made.to_string() };
        if let Ok(reply) = accumulator.finish(true, &mut |_| (), new_id)
            && let Some(message) = reply.message()
        {
            let encoded: Value = serde_json::from_str(message.encode().get()).expect("JSON");
            prop_assert_eq!(&encoded["role"], "assistant");
        }
    }
}

/// JSON that is made of the words of the API in all the wrong places.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z{}\"<]{0,5}".prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "choices",
        "delta",
        "message",
        "content",
        "tool_calls",
        "index",
        "id",
        "function",
        "name",
        "arguments",
        "usage",
        "finish_reason",
        "reasoning",
        "reasoning_details",
        "type",
        "text",
        "refusal",
        "thinking",
        "function_call",
        "prompt_tokens",
        "extra_content",
    ]);
    leaf.prop_recursive(6, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..6).prop_map(|map| json!(map)),
        ]
    })
}
