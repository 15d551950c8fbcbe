//! The binary: parse, run, report.

use std::process::ExitCode;

use clap::Parser as _;
use mcp_chat::{app, cli::Cli};

fn main() -> ExitCode {
    app::run(Cli::parse()).into()
}
