//! The binary: parse, run, report.

use std::process::ExitCode;

use mcp_chat::app;

fn main() -> ExitCode {
    app::run(std::env::args_os()).into()
}
