//! `mcp-chat`: a terminal chat client for MCP servers.
//!
//! # Layout
//!
//! An arrow means "may import":
//!
//! ```text
//! main → app → { repl, oneshot, doctor, demo, conformance } → { view, turns, command } → agent → { mcp, llm } → { sse, http } → tape
//!        arguments, cli, config, error, files, logging, mask, terminal, text, ui, untrusted: leaves
//! ```
//!
//! - [`mcp`] and [`llm`] know nothing of each other. [`agent`] joins them and never prints.
//! - [`ui`] is the only writer of the terminal, [`config`] the only reader of the environment,
//!   [`sse`] the only module that knows the event-stream crate.
//! - [`text`] holds every sentence a person reads, [`untrusted`] the only way to show text of a
//!   server or a model.
//! - [`http::Client`] is the one way out, and [`tape`] what can record it or answer in its place.
//! - [`oneshot::output`] is what scripts read as JSON: types of its own, from which the printed
//!   schema is made.

pub mod agent;
pub mod app;
pub mod arguments;
pub mod cli;
pub mod command;
pub mod config;
pub mod conformance;
#[cfg(feature = "demo")]
pub mod demo;
pub mod doctor;
pub mod error;
pub mod files;
pub mod http;
pub mod llm;
pub mod logging;
pub mod markdown;
mod mask;
pub mod mcp;
pub mod oneshot;
pub mod repl;
pub mod sse;
pub mod tape;
pub mod terminal;
pub mod text;
pub mod turns;
pub mod ui;
pub mod untrusted;
pub mod view;
