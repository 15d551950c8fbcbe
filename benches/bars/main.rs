//! What the client costs, against a bare reqwest client that does the same in the same run.
//!
//! `cargo bench --bench bars` measures everything, `cargo bench --bench bars -- rounds` one part.
//! It reports and never fails: a figure means little on a machine that has other work.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot go on stops, and its figures are its output"
)]

mod clients;
mod early;
mod figures;
mod http;
mod large;
mod rounds;
mod servers;
#[cfg(target_os = "linux")]
mod startup;
mod turns;

use std::path::Path;

/// A part and its name; it may put files below the folder.
type Part = (&'static str, fn(&Path));

fn main() {
    let parts: &[Part] = &[
        ("rounds", rounds::one_call),
        ("parallel", rounds::side_by_side),
        ("early", early::run),
        ("turns", turns::run),
        ("large", large::run),
        #[cfg(target_os = "linux")]
        ("startup", startup::run),
    ];
    // cargo adds `--bench`.
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    for &(name, run) in parts {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            let folder = tempfile::tempdir().expect("a temporary folder");
            println!("{}", load());
            run(folder.path());
        }
    }
}

/// Returns the machine's load, without which no figure means anything.
fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    format!("-- load {}", load.split(' ').take(3).collect::<Vec<_>>().join(" "))
}
