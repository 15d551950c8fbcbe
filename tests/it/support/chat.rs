//! A chat in a terminal, from its first prompt to `salir`.

use super::mcp::Server;
use super::model::Model;
use super::pty::{Exit, Mode, Terminal};
use super::sandbox::Sandbox;

/// The prompt, as a Spanish-speaking person sees it.
pub(crate) const PROMPT: &str = "👤 Tú: ";

/// What asks for a decision about a call, in Spanish.
pub(crate) const APPROVE: &str = "¿La ejecuto? ";

/// A person with a server and a model.
pub(crate) fn person(server: &Server, model: &Model) -> Sandbox {
    Sandbox::new().mcp(server).model(model)
}

/// Starts a chat and waits for its first prompt.
pub(crate) fn chat(person: &Sandbox) -> Terminal {
    let mut terminal = person.terminal(&[]);
    terminal.expect(PROMPT);
    terminal
}

/// A screen without what differs from run to run: the server's address and all times.
pub(crate) fn steady(screen: &str, server: &Server) -> String {
    let steady = |line: &str| {
        let line = line.split(" ✓ ").next().unwrap_or_default();
        let line = ["primer token", "first token"]
            .into_iter()
            .find_map(|words| line.split_once(words).map(|(before, _)| format!("{before}…")))
            .unwrap_or_else(|| line.to_owned());
        line.replace(&server.url(), "URL")
    };
    screen.lines().map(steady).collect::<Vec<_>>().join("\n")
}

/// Leaves with `salir` and checks that the terminal is as it was found.
pub(crate) fn leave(mut terminal: Terminal) {
    terminal.line("salir");
    terminal.expect("👋 ¡Adiós!");
    assert_eq!(terminal.wait(), Exit::Status(0));
    assert_eq!(terminal.mode(), Mode::SANE);
}

/// Plays the session of `person` in another's terminal; gives the screen at its end.
pub(crate) fn played(person: &Sandbox) -> String {
    let path = person.path("work/session.jsonl");
    let other = Sandbox::new();
    let mut terminal = other.terminal(&["--replay", path.to_str().expect("UTF-8")]);
    assert_eq!(terminal.wait(), Exit::Status(0), "{}", terminal.screen());
    terminal.screen()
}

/// Leaves, and gives the screen at the end.
pub(crate) fn screen_at_the_end(mut terminal: Terminal) -> String {
    terminal.line("salir");
    terminal.expect("👋 ¡Adiós!");
    assert_eq!(terminal.wait(), Exit::Status(0));
    terminal.screen()
}
