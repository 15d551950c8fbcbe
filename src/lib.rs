//! `mcp-chat`: a terminal chat client for MCP servers.
//!
//! # Layout
//!
//! An arrow means "may import":
//! `main → app → { repl, oneshot, doctor, demo } → agent → { mcp, llm } → { sse, untrusted }`.
//! The rest are leaves that know no layer above them.

pub mod cli;
pub mod config;
#[cfg(feature = "demo")]
pub mod demo;
pub mod error;
pub mod http;
pub mod llm;
pub mod mcp;
pub mod sse;
pub mod text;
pub mod untrusted;
