//! A round of a tool: from the end of the streamed call to the tool's POST, and from the tool's
//! answer to the next request of the model. And eight calls side by side in one round.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::clients::{Bare, Ours, runtime};
use crate::figures::{Figures, line, milliseconds};
use crate::servers::{Mark, Servers};

const ROUNDS: usize = 500;
/// Rounds that open connections and fill caches, and are not counted.
const WARM_UP: usize = 20;
const QUESTION: &str = "¿En qué departamento trabaja el empleado 0?";

/// What the servers noted of a round.
struct Round {
    streamed: Instant,
    posted: Vec<Instant>,
    answered: Vec<Instant>,
    asked: Instant,
    bodies: Bodies,
}

/// What the client sent.
#[derive(Clone)]
struct Bodies {
    first: Vec<u8>,
    call: Vec<u8>,
    second: Vec<u8>,
}

impl Round {
    fn read(servers: &Servers) -> Self {
        let (mut asked, mut posted, mut answered, mut streamed) = (vec![], vec![], vec![], None);
        for mark in servers.marks() {
            match mark {
                Mark::Asked(at, body) => asked.push((at, body)),
                Mark::CallStreamed(at) => streamed = Some(at),
                Mark::Posted(at, body) => posted.push((at, body)),
                Mark::Answered(at) => answered.push(at),
            }
        }
        let (last, second) = asked.pop().expect("a second request of the model");
        let (_, first) = asked.pop().expect("a first request of the model");
        let call = posted.first().expect("a call").1.clone();
        Self {
            streamed: streamed.expect("a call"),
            posted: posted.into_iter().map(|(at, _)| at).collect(),
            answered,
            asked: last,
            bodies: Bodies { first, call, second },
        }
    }

    /// From the streamed call to its POST.
    fn to_the_tool(&self) -> Duration {
        self.posted[0] - self.streamed
    }

    /// From the tool's answer to the model's next request.
    fn to_the_model(&self) -> Duration {
        self.asked - self.answered[0]
    }
}

#[derive(Default)]
struct Columns {
    to_the_tool: Figures,
    to_the_model: Figures,
    both: Figures,
}

impl Columns {
    fn add(&mut self, round: &Round) {
        self.to_the_tool.add(round.to_the_tool());
        self.to_the_model.add(round.to_the_model());
        self.both.add(round.to_the_tool() + round.to_the_model());
    }

    fn print(&self, who: &str) {
        line(&format!("{who}: call streamed → POST read"), &self.to_the_tool);
        line(&format!("{who}: answer written → request read"), &self.to_the_model);
        line(&format!("{who}: together"), &self.both);
    }
}

/// Measures rounds of one call, alternating with the bare client.
pub(crate) fn one_call(folder: &std::path::Path) {
    println!("a round of one tool (bars: 2 ms, and twice the bare client)");
    let servers = Servers::start();
    servers.script.calls.store(1, Ordering::Relaxed);
    let (mut ours, mut bare) = (Columns::default(), Columns::default());
    runtime().block_on(async {
        let mut client = Ours::connect(&servers, folder).await;
        let mut other = Bare::connect(&servers).await;
        for round in 0..WARM_UP + ROUNDS {
            client.clear();
            client.ask(QUESTION).await;
            let mine = Round::read(&servers);
            let Bodies { first, call, second } = mine.bodies.clone();
            other.round(first, call, second).await;
            let its = Round::read(&servers);
            if round >= WARM_UP {
                ours.add(&mine);
                bare.add(&its);
            }
        }
    });
    ours.print("ours");
    bare.print("bare");
    let ratio = ours.both.median().as_secs_f64() / bare.both.median().as_secs_f64();
    line("ratio of the medians", format!("{ratio:.2}"));
}

/// Measures rounds of eight calls that take 200 ms each.
pub(crate) fn side_by_side(folder: &std::path::Path) {
    println!("8 calls of 200 ms in one round (bar: 220 ms)");
    let servers = Servers::start();
    servers.script.calls.store(8, Ordering::Relaxed);
    servers.script.work.store(200, Ordering::Relaxed);
    let (mut whole, mut spread) = (Figures::default(), Figures::default());
    runtime().block_on(async {
        let mut client = Ours::connect(&servers, folder).await;
        for round in 0..31 {
            client.clear();
            client.ask(QUESTION).await;
            let marks = Round::read(&servers);
            if round > 0 {
                whole.add(marks.asked - marks.streamed);
                let last = marks.posted.iter().max().expect("eight calls");
                spread.add(*last - marks.streamed);
            }
        }
    });
    line("call streamed → next request read", &whole);
    line("call streamed → last of 8 POSTs read", &spread);
    line("beyond the tools' 200 ms", format!("{:.3} ms", milliseconds(whole.median()) - 200.0));
}
