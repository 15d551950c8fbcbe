//! The integration tests: one binary, so that they link once.
//!
//! `support` has the pieces and a page on how to use them; every other module is a group of tests.

#![allow(clippy::expect_used, reason = "clippy.toml allows it in test functions; this is all test")]

// The scripted servers, the machine of a person, and the ways to run the program.
mod support;

// What a conversation costs.
mod agent_bill;
// Calls that start while the model still streams.
mod agent_early;
// What the program makes of recorded payloads.
mod agent_cases;
// What goes wrong with the model API, from outside.
mod agent_errors;
// What a model's server refuses, and is not sent again.
mod agent_refused;
// What a model thinks.
mod agent_thoughts;
// A whole turn: rounds, tools, approval, and what the model is told.
mod agent_turn;
// A conversation that outgrows the model's window.
mod agent_window;
// Settings shown, and a file of them.
mod cli_config;
// What doctor finds, and what it says of it.
mod cli_doctor;
// Every exit status, in every format.
mod cli_exit;
// Help, manual and completions.
#[cfg(feature = "demo")]
mod cli_help;
// One language at a time.
#[cfg(feature = "demo")]
mod cli_language;
// JSON for scripts.
mod cli_output;
// What is on disk, what is secret, and what is shown of foreign text.
mod cli_private;
// Sessions of scripts that are recorded and played again.
#[cfg(unix)]
mod cli_replay;
// Conversations that are gone on with.
#[cfg(unix)]
mod cli_resume;
// The schema of that JSON.
mod cli_schema;
// Settings, their layers and their faults.
mod cli_settings;
// What a script gets on its streams, and line by line.
mod cli_streams;
// Tools by hand.
mod cli_tools;
// What holds for any foreign bytes.
mod properties;
// Approval in the chat.
#[cfg(unix)]
mod repl_approval;
#[cfg(unix)]
mod repl_approval_kept;
// The chat in a terminal.
#[cfg(unix)]
mod repl_chat;
// Editing a line.
#[cfg(unix)]
mod repl_composing;
// A disk that does not take what is kept.
#[cfg(unix)]
mod repl_disk;
#[cfg(unix)]
mod repl_editing;
// What a server asks in a chat: forms, addresses, answers of the model, folders.
#[cfg(unix)]
mod repl_asked;
#[cfg(unix)]
mod repl_elicitation;
// How answers look.
#[cfg(unix)]
mod repl_markdown;
// What a server offers beside tools, in the chat.
#[cfg(unix)]
mod repl_offers;
// Choosing a model in the chat.
#[cfg(unix)]
mod repl_models;
// Chats that are recorded and played again.
#[cfg(unix)]
mod repl_replay;
// The chat when it is interrupted.
#[cfg(unix)]
mod repl_results;
// How the chat looks, in both languages and at several widths.
#[cfg(unix)]
mod repl_screens;
#[cfg(unix)]
mod repl_sessions;
#[cfg(unix)]
mod repl_signals;

// The program in a pipe and in a terminal: do the drivers see what happened?
mod drivers;
// The MCP client as a library, for the two groups that follow.
mod mcp_client;
// Which transport a URL speaks.
mod mcp_detect;
// The client and whatever goes wrong between it and a server.
mod mcp_faults;
// The client over Streamable HTTP: what it must do, and what goes wrong.
mod mcp_streamable;
// The client and the ways in which servers frame their streams and name their endpoints.
mod mcp_sse;
// The client and stateless servers.
mod mcp_modern;
mod mcp_modern_asked;
// A server that sends streams to the byte, by both ways to read them.
mod mcp_raw;
// Does the scripted MCP server do what its script says, and see what a client does wrong?
mod scripted_mcp;
// The same of the scripted model.
mod scripted_model;

/// A file that nobody declares is a test that never runs.
#[test]
fn every_file_here_is_a_module_of_this_one() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let entries = std::fs::read_dir(folder).expect("tests/it");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry of tests/it").path())
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .filter(|name| name != "main" && !name.starts_with('.'))
        .collect();
    names.sort();
    // A module with modules of its own is a file and a folder.
    names.dedup();
    let main = include_str!("main.rs");
    let mut declared: Vec<String> = main
        .lines()
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect();
    declared.sort();
    assert_eq!(declared, names);
}
