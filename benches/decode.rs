//! A large tool result through our decoder of event streams, and through the whole client.
//!
//! The decoder runs on one thread, so its time is at most its CPU time and what others took.

#![allow(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use mcp_chat::sse::decode::{Decoder, Event, MAX_EVENT_BYTES};

/// As much as one read of a socket brings.
const CHUNK: usize = 16 * 1024;

fn main() {
    divan::main();
}

/// Bar: 8 MiB in under 200 ms.
#[divan::bench(args = [1, 8, 15], sample_count = 50)]
fn one_event_of_mebibytes(bencher: Bencher<'_, '_>, mebibytes: usize) {
    let text = "Ana Pérez, Contabilidad\\n".repeat(mebibytes * 1024 * 1024 / 25);
    let result = format!(r#"{{"jsonrpc":"2.0","id":1,"result":{{"text":"{text}"}}}}"#);
    let stream = format!("event: message\ndata: {result}\n\n");
    let bytes = BytesCount::new(stream.len());
    bencher.counter(bytes).bench(|| {
        let event = decode(stream.as_bytes());
        assert_eq!(event.data.len(), result.len());
        black_box(event)
    });
}

fn decode(stream: &[u8]) -> Event {
    let mut decoder = Decoder::new(MAX_EVENT_BYTES);
    let mut found = None;
    for chunk in stream.chunks(CHUNK) {
        decoder.push(chunk);
        found = found.or(decoder.next_event().expect("a small enough event"));
    }
    found.expect("an event")
}
