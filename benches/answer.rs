//! A long streamed answer through the decoder and the accumulator: deltas a second, allocations.
//!
//! On one thread and without a socket, so that only our own work is measured. The allocator
//! counts, which costs a little time of its own.

#![allow(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher, black_box};
use mcp_chat::llm::{Accumulator, Reply, Update};
use mcp_chat::sse::decode::{Decoder, MAX_EVENT_BYTES};
use serde_json::{Value, json};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

/// As much as one read of a socket brings.
const CHUNK: usize = 16 * 1024;
const DELTAS: usize = 40_000;
/// Fifty bytes, so that the answer has 2 MB.
const DELTA: &str = "Ana Pérez trabaja en Contabilidad desde el 2019. ";

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 20)]
fn two_megabytes_in_40_000_deltas(bencher: Bencher<'_, '_>) {
    let stream = stream();
    bencher.counter(ItemsCount::new(DELTAS)).bench(|| {
        let mut shown = 0;
        let reply = read(stream.as_bytes(), &mut |update| {
            if let Update::Text(text) = update {
                shown += text.raw().len();
            }
        });
        assert_eq!((reply.text.raw().len(), shown), (DELTAS * DELTA.len(), DELTAS * DELTA.len()));
        black_box(reply)
    });
}

/// Returns a stream as OpenAI sends it.
fn stream() -> String {
    let event = |choices: Value| {
        let chunk = json!({ "id": "chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG", "object":
            "chat.completion.chunk", "created": 1_763_769_600, "model": "gpt-4o-mini-2024-07-18",
            "service_tier": "default", "system_fingerprint": "fp_44add55e8e", "choices": choices });
        format!("data: {chunk}\n\n")
    };
    let choice = |delta: Value, finish: Value| json!([{ "index": 0, "delta": delta, "logprobs": null, "finish_reason": finish }]);
    let delta = event(choice(json!({ "content": DELTA }), Value::Null));
    let end = event(choice(json!({}), "stop".into()));
    delta.repeat(DELTAS) + &end + "data: [DONE]\n\n"
}

/// Reads a stream as the client does, apart from its socket and its limits of time.
fn read(stream: &[u8], on: &mut (dyn FnMut(Update) + Send)) -> Reply {
    let mut decoder = Decoder::new(MAX_EVENT_BYTES);
    let mut accumulator = Accumulator::default();
    let mut done = false;
    for chunk in stream.chunks(CHUNK) {
        decoder.push(chunk);
        while let Some(event) = decoder.next_event().expect("a small enough event") {
            done |= event.data == "[DONE]";
            if !done {
                let value = serde_json::from_str(&event.data).expect("JSON");
                accumulator.push(value, on).expect("no error");
            }
        }
    }
    accumulator.finish(done, on, String::new).expect("a whole answer")
}
