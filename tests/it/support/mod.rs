//! The pieces that the integration tests are made of.
//!
//! | piece | what it is |
//! | --- | --- |
//! | [`sandbox::Sandbox`] | a person's private machine: home, settings, `.env`, variables |
//! | [`cli`] | `sandbox.run(&["tools"])` → [`cli::Outcome`]; `spawn` for a process that is watched |
//! | [`pty`] | `sandbox.terminal(&[])` → [`pty::Terminal`]: type, expect, screen, mode, signals |
//! | [`chat`] | a chat in a terminal, from its first prompt to `salir` |
//! | [`mcp`] | a scripted MCP server with rules, a log and a ledger of what was executed |
//! | [`model`] | a scripted chat-completions server that refuses what OpenAI refuses |
//! | [`schema`] | the printed JSON Schema; `outcome.events()`, `.answers()` check every line by it |
//! | [`watched::Gate`] | holds a scripted reply back until the test opens it |
//!
//! A test scripts the servers, points a sandbox at them, runs the program and compares whole
//! values:
//!
//! ```ignore
//! let server = Script::new().tool(Tool::new("add").once(Reply::text("5"))).start();
//! let model = Model::answering([calls([("add", json!({"a": 2, "b": 3}))]), text("Son 5.")]);
//! let person = Sandbox::new().mcp(&server).model(&model);
//! person.run(&["-p", "¿2 + 3?", "--yes"]).expect_status(0).expect_stdout("Son 5.\n");
//! assert_eq!(server.ledger(), [Executed { name: "add".into(), arguments: json!({"a": 2, "b": 3}) }]);
//! ```
//!
//! Nobody has to assert that the client kept the rules: dropping a server fails the test when the
//! client broke one, and when a scripted step was never used. So keep servers alive to the end of
//! the test (a binding, not `_`), and script exactly what should happen.
//!
//! Rules of the house: no sleep where a gate or a `wait_until` does; every wait of the support has
//! the limit [`watched::LIMIT`] and says what it waited for. The servers run on threads of their
//! own; their `wait_until` blocks, so an async test that calls it needs `flavor = "multi_thread"`.

#[cfg(unix)]
pub(crate) mod chat;
pub(crate) mod cli;
pub(crate) mod http;
pub(crate) mod mcp;
pub(crate) mod model;
#[cfg(unix)]
pub(crate) mod pty;
pub(crate) mod sandbox;
pub(crate) mod schema;
pub(crate) mod watched;
