use std::{convert::Infallible, time::Duration};

use eventsource_stream::Eventsource as _;
use futures_util::{FutureExt as _, StreamExt as _, stream};
use proptest::prelude::*;

use super::{DecodeError, Decoder, Event};

fn event(kind: &str, data: &str) -> Event {
    Event { kind: kind.to_owned(), data: data.to_owned(), id: None, retry: None }
}

/// Decodes chunks; the second half is what `finish` gave.
fn decode<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> (Vec<Event>, Vec<Event>) {
    let mut decoder = Decoder::new(1 << 20);
    let mut events = Vec::new();
    for chunk in chunks {
        decoder.push(chunk);
        while let Some(event) = decoder.next_event().expect("within the limit") {
            events.push(event);
        }
    }
    let rest = std::iter::from_fn(|| decoder.finish()).collect();
    (events, rest)
}

fn whole(stream: &[u8]) -> Vec<Event> {
    decode([stream]).0
}

#[test]
fn every_line_end_and_field_form() {
    let table: &[(&[u8], &[Event])] = &[
        (b"data: a\n\n", &[event("message", "a")]),
        (b"data:a\r\n\r\n", &[event("message", "a")]),
        (b"data:  a\r\r", &[event("message", " a")]),
        (b"data: a\r\ndata\ndata: b\r\n\n", &[event("message", "a\n\nb")]),
        (b"event: endpoint\ndata: /m?x=1\n\n", &[event("endpoint", "/m?x=1")]),
        (b"event:\ndata: a\n\n", &[event("message", "a")]),
        (b"data\n\n", &[event("message", "")]),
        (b": hi\n:\n\ndata: a:b\nother: x\nDATA: y\n data: z\n\n", &[event("message", "a:b")]),
        (b"event: ping\n\ndata: a\n\n", &[event("message", "a")]),
        (b"\xef\xbb\xbfdata: a\n\n", &[event("message", "a")]),
        (b"data: a\n\n\xef\xbb\xbfdata: b\n\n", &[event("message", "a")]),
        (b"data: \xef\xbb\xbfa\n\n", &[event("message", "\u{feff}a")]),
        (b"data: a\xffb\xc3\ndata: c\n\n", &[event("message", "a\u{fffd}b\u{fffd}\nc")]),
        (b"data: a\n", &[]),
        (b"", &[]),
    ];
    for (stream, expected) in table {
        assert_eq!(whole(stream), *expected, "{}", stream.escape_ascii());
        let bytewise = decode(stream.chunks(1)).0;
        assert_eq!(bytewise, *expected, "bytewise {}", stream.escape_ascii());
    }
}

#[test]
fn a_field_named_error_counts_where_it_is_asked_for() {
    let table: &[(&[u8], &[Event])] = &[
        (b"error: {\"code\":500}\n\n", &[event("error", "{\"code\":500}")]),
        (b"error: a\nerror: b\n\ndata: c\n\n", &[event("error", "a\nb"), event("message", "c")]),
        // What was to be an event is none once it failed.
        (b"event: x\ndata: half\nerror: a\n\n", &[event("error", "a")]),
        (b"errors: a\n\n", &[]),
    ];
    for (stream, expected) in table {
        let mut decoder = Decoder::new(1 << 20).with_error_field();
        decoder.push(stream);
        let events: Vec<_> =
            std::iter::from_fn(|| decoder.next_event().expect("within the limit")).collect();
        assert_eq!(events, *expected, "{}", stream.escape_ascii());
    }
    assert_eq!(whole(b"error: a\n\n"), [], "the standard knows no such field");
}

#[test]
fn an_id_stays_in_force_until_the_next() {
    let stream = b"id: 1\ndata: a\n\ndata: b\n\nid: 2\n\nid: x\0y\ndata: c\n\nid\ndata: d\n\n";
    let ids: Vec<_> = whole(stream).into_iter().map(|event| event.id).collect();
    let id = |text: &str| Some(text.to_owned());
    assert_eq!(ids, [id("1"), id("1"), id("2"), None]);
}

#[test]
fn the_last_id_is_that_of_the_last_complete_block() {
    let mut decoder = Decoder::new(100);
    decoder.push(b"id: 1\n\nid: 2\ndata: half");
    assert_eq!(decoder.next_event(), Ok(None));
    assert_eq!(decoder.last_event_id(), Some("1"));
}

#[test]
fn a_reconnection_time_needs_no_data() {
    let mut decoder = Decoder::new(100);
    decoder.push(b"retry: 1500\n\nretry: 1.5\nretry: -1\nretry:\ndata: a\n\nretry: 7\ndata: b\n\n");
    assert_eq!(decoder.next_event(), Ok(Some(event("message", "a"))));
    assert_eq!(decoder.reconnection_time(), Some(Duration::from_millis(1500)));
    let retry = Some(Duration::from_millis(7));
    assert_eq!(decoder.next_event(), Ok(Some(Event { retry, ..event("message", "b") })));
    assert_eq!(decoder.reconnection_time(), retry);
}

#[test]
fn the_end_of_the_stream_leaves_the_event_it_broke_off_in() {
    let table: &[(&[u8], &[Event])] = &[
        (b"data: a\n\ndata: b", &[event("message", "b")]),
        (b"data: b\n", &[event("message", "b")]),
        (b"event: e\ndata: b\r", &[event("e", "b")]),
        (b"data: a\n\n", &[]),
        (b": comment", &[]),
        (b"\xef\xbb\xbf", &[]),
    ];
    for (stream, expected) in table {
        assert_eq!(decode([*stream]).1, *expected, "{}", stream.escape_ascii());
    }
    let mut untaken = Decoder::new(100);
    untaken.push(b"data: a\n\ndata: b");
    let all: Vec<_> = std::iter::from_fn(|| untaken.finish()).collect();
    assert_eq!(all, [event("message", "a"), event("message", "b")]);
}

#[test]
fn an_event_above_the_limit_fails_and_stays_failed() {
    let too_large = Err(DecodeError::TooLarge { limit: 10 });
    for stream in
        [&b"data: 12345"[..], b"data: 12345\n\n", b"data: 12\ndata: 12345\n\n", b":2345678901"]
    {
        let mut decoder = Decoder::new(10);
        decoder.push(b"data: 1\n\n");
        decoder.push(stream);
        assert_eq!(decoder.next_event(), Ok(Some(event("message", "1"))));
        assert_eq!(decoder.next_event(), too_large, "{}", stream.escape_ascii());
        decoder.push(b"\n\ndata: 1\n\n");
        assert_eq!(decoder.next_event(), too_large);
        assert_eq!(decoder.finish(), None);
    }
    // Comments and small events in any number are no large event.
    let mut decoder = Decoder::new(10);
    for _ in 0..100 {
        decoder.push(b": ping\ndata: 1\n\n");
        assert_eq!(decoder.next_event(), Ok(Some(event("message", "1"))));
    }
}

#[test]
fn a_large_event_costs_each_byte_once() {
    let mut decoder = Decoder::new(super::MAX_EVENT_BYTES);
    let chunk = [b'x'; 16 * 1024];
    decoder.push(b"data: ");
    for _ in 0..512 {
        decoder.push(&chunk);
        assert_eq!(decoder.next_event(), Ok(None));
        // What was searched without a line end is never searched again.
        assert_eq!(decoder.searched, decoder.buffer.len());
    }
    decoder.push(b"\n\n");
    let event = decoder.next_event().expect("in the limit").expect("complete");
    assert_eq!(event.data.len(), 8 * 1024 * 1024);
    decoder.push(b"");
    assert!(decoder.buffer.capacity() <= super::KEPT_CAPACITY, "the memory is given back");
}

/// Cuts `bytes` at the given fractions.
fn split<'a>(bytes: &'a [u8], cuts: &[prop::sample::Index]) -> Vec<&'a [u8]> {
    let mut at: Vec<_> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
    at.sort_unstable();
    at.push(bytes.len());
    let mut from = 0;
    at.into_iter().map(|to| &bytes[std::mem::replace(&mut from, to)..to]).collect()
}

/// What eventsource-stream makes of the chunks.
fn peer(chunks: &[&[u8]]) -> Vec<Event> {
    let chunks: Vec<_> = chunks.iter().map(|chunk| Ok::<_, Infallible>(chunk.to_vec())).collect();
    let events = stream::iter(chunks).eventsource().map(|event| {
        let event = event.expect("a valid stream");
        let id = (!event.id.is_empty()).then_some(event.id);
        Event { kind: event.event, data: event.data, id, retry: event.retry }
    });
    events.collect::<Vec<_>>().now_or_never().expect("no waiting")
}

/// A valid stream: whole lines, each with its own line end.
fn valid_stream() -> impl Strategy<Value = Vec<u8>> {
    let value = "[a-zñ👤 :{}\"]{0,8}";
    let line = prop_oneof![
        4 => value.prop_map(|value| format!("data: {value}")),
        1 => value.prop_map(|value| format!("data:{value}")),
        1 => value.prop_map(|value| format!("event: {value}")),
        1 => value.prop_map(|value| format!("id: {value}")),
        1 => (0..99_999_u32).prop_map(|time| format!("retry: {time}")),
        1 => value.prop_map(|value| format!(":{value}")),
        1 => Just("data".to_owned()),
        4 => Just(String::new()),
    ];
    let end = prop_oneof![Just("\n"), Just("\r\n"), Just("\r")];
    prop::collection::vec((line, end), 0..24).prop_map(|lines| {
        let lines = lines.into_iter().map(|(line, end)| format!("{line}{end}"));
        // The peer holds a final CR back until it knows that no LF follows.
        lines.chain([":\n".to_owned()]).collect::<String>().into_bytes()
    })
}

proptest! {
    #[test]
    fn any_chunking_gives_what_the_peer_gives(
        stream in valid_stream(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let chunks = split(&stream, &cuts);
        prop_assert_eq!(decode(chunks.iter().copied()).0, peer(&chunks));
    }

    #[test]
    fn chunking_never_matters(
        stream in prop::collection::vec(
            prop_oneof![Just(b'\n'), Just(b'\r'), Just(b':'), Just(b' '), Just(0xef), any::<u8>()],
            0..64,
        ),
        head in prop::sample::select(vec![&b""[..], b"\xef\xbb\xbf", b"data:", b"id:", b"retry:1"]),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let stream = [head, &stream].concat();
        prop_assert_eq!(decode(split(&stream, &cuts)), decode([&stream[..]]));
    }

    #[test]
    fn no_more_is_held_than_the_limit_and_a_chunk(
        sizes in prop::collection::vec(1..40_usize, 1..40),
        line_end in prop::option::of(0..40_usize),
    ) {
        let mut decoder = Decoder::new(64);
        decoder.push(b"data:");
        for (i, size) in sizes.into_iter().enumerate() {
            let mut chunk = vec![b'x'; size];
            if line_end.is_some_and(|every| i % (every + 1) == every) {
                chunk.extend(b"\ndata:");
            }
            decoder.push(&chunk);
            let outcome = decoder.next_event();
            let held = decoder.buffer.len() - decoder.line_start
                + decoder.block.data.as_ref().map_or(0, String::len);
            prop_assert!(held <= 64, "{} bytes held", held);
            prop_assert!(decoder.buffer.len() <= 2 * (64 + 46), "{} buffered", decoder.buffer.len());
            if outcome.is_err() {
                break;
            }
        }
    }
}
