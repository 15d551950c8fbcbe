//! Three calls that only read, streamed over 600 ms, with and without starting each as soon as the
//! stream has closed it.
//!
//! The server works on one call at a time, as many do: the last call is closed by the end of the
//! reply, so with a server that works on all at once only those before it can gain.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::clients::{Ours, runtime};
use crate::figures::{Figures, line, milliseconds};
use crate::servers::{Mark, Servers};

const ROUNDS: usize = 15;
const CALLS: usize = 3;
/// Each call comes in two pieces.
const TOKEN_MILLISECONDS: usize = 600 / (2 * CALLS);
const WORK_MILLISECONDS: usize = 200;
const QUESTION: &str = "¿En qué departamento trabajan los empleados 0, 1 y 2?";

/// Measures from the model's first request to the last answer of a tool, alternating.
pub(crate) fn run(folder: &Path) {
    println!("3 reading calls streamed over 600 ms, 200 ms each, one at a time (bar: 300 ms less)");
    let servers = Servers::start();
    servers.script.calls.store(CALLS, Ordering::Relaxed);
    servers.script.token.store(TOKEN_MILLISECONDS, Ordering::Relaxed);
    servers.script.work.store(WORK_MILLISECONDS, Ordering::Relaxed);
    servers.script.one_at_a_time.store(true, Ordering::Relaxed);
    let (mut early, mut late) = (Figures::default(), Figures::default());
    runtime().block_on(async {
        let mut with = Ours::connect_with(&servers, folder, true).await;
        let mut without = Ours::connect_with(&servers, folder, false).await;
        for _ in 0..ROUNDS {
            for (client, figures) in [(&mut with, &mut early), (&mut without, &mut late)] {
                client.clear();
                client.ask(QUESTION).await;
                figures.add(answered(&servers));
            }
        }
    });
    line("asked → last answer, early starts", &early);
    line("asked → last answer, turned off", &late);
    let less = milliseconds(late.median()) - milliseconds(early.median());
    line("less", format!("{less:>15.3} ms"));
    let ratio = early.median().as_secs_f64() / late.median().as_secs_f64();
    line("ratio of the medians", format!("{ratio:.2}"));
}

/// Returns how long it took from the first request of a turn to the last answer of its tools.
fn answered(servers: &Servers) -> Duration {
    let (mut asked, mut last): (Option<Instant>, Option<Instant>) = (None, None);
    for mark in servers.marks() {
        match mark {
            Mark::Asked(at, _) => asked = asked.or(Some(at)),
            Mark::Answered(at) => last = Some(at),
            Mark::CallStreamed(_) | Mark::Posted(..) => {}
        }
    }
    last.expect("an answer") - asked.expect("a request")
}
