//! What a server sends: read or ignored, the same in any pieces.

#![no_main]

#[path = "../../tests/properties/mod.rs"]
#[allow(dead_code, reason = "each target checks one of the properties")]
mod properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| properties::incoming::check(bytes));
