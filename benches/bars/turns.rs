//! Turn 500 against turn 5: what a message costs the client beyond sending the longer body.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::clients::{Bare, Ours, runtime};
use crate::figures::{Figures, line, milliseconds};
use crate::servers::{Mark, Servers};

const CONVERSATIONS: usize = 20;
const EARLY: std::ops::RangeInclusive<usize> = 3..=7;
const LATE: std::ops::RangeInclusive<usize> = 498..=502;
const QUESTION: &str =
    "¿Y desde cuándo trabaja en la empresa la persona por la que pregunté antes?";

#[derive(Default)]
struct Turns {
    ours: Figures,
    bare: Figures,
    /// A copy of the body, which is the least that joining it costs.
    copy: Figures,
    bytes: usize,
}

impl Turns {
    fn print(&self, when: &str) {
        line(&format!("{when}, body of {} bytes: ours", self.bytes), &self.ours);
        line(&format!("{when}: bare POST of the same body"), &self.bare);
        line(&format!("{when}: a copy of that body"), &self.copy);
        line(&format!("{when}: ours beyond bare"), format!("{:>15.3} ms", self.beyond()));
    }

    fn beyond(&self) -> f64 {
        milliseconds(self.ours.median()) - milliseconds(self.bare.median())
    }
}

/// Measures from the question to the model server having read the request whole.
pub(crate) fn run(folder: &Path) {
    println!("turn 500 against turn 5 (bar: no more beyond the longer body)");
    let servers = Servers::start();
    let (mut early, mut late) = (Turns::default(), Turns::default());
    runtime().block_on(async {
        let mut client = Ours::connect(&servers, folder).await;
        let bare = Bare::connect(&servers).await;
        for _ in 0..CONVERSATIONS {
            client.clear();
            for turn in 1..=*LATE.end() {
                let began = Instant::now();
                client.ask(QUESTION).await;
                let (ours, body) = asked(&servers, began);
                let turns = match turn {
                    turn if EARLY.contains(&turn) => &mut early,
                    turn if LATE.contains(&turn) => &mut late,
                    _ => continue,
                };
                turns.bytes = body.len();
                // What the turn left to do in the background is not the other's burden.
                tokio::time::sleep(Duration::from_millis(2)).await;
                let began = Instant::now();
                let body = black_box(body.clone());
                turns.copy.add(began.elapsed());
                let began = Instant::now();
                bare.ask(body).await;
                turns.ours.add(ours);
                turns.bare.add(asked(&servers, began).0);
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        }
    });
    early.print("turn 5");
    late.print("turn 500");
    line("growth beyond the body", format!("{:>15.3} ms", late.beyond() - early.beyond()));
}

/// Returns how long the request took to arrive, and its body.
fn asked(servers: &Servers, began: Instant) -> (Duration, Vec<u8>) {
    let asked = servers.marks().into_iter().find_map(|mark| match mark {
        Mark::Asked(at, body) => Some((at - began, body)),
        Mark::CallStreamed(_) | Mark::Posted(..) | Mark::Answered(_) => None,
    });
    asked.expect("a request of the model")
}
