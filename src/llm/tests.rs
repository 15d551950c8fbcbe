//! What the module makes of answers that servers really sent: the files below
//! `tests/fixtures/model`, and cases written out here.

mod cases;
mod explanations;
mod failures;
mod properties;
mod resent;
mod server;
mod sockets;
mod waiting;

use std::path::PathBuf;

fn fixtures() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/model"))
}
