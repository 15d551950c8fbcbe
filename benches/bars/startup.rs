//! The program as a person starts it: from the start to the first prompt, and its memory there.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use expectrl::process::Process as _;
use expectrl::process::unix::{Signal, UnixProcess};

use crate::clients::{Bare, runtime};
use crate::figures::{Figures, line};
use crate::servers::Servers;

const STARTS: usize = 40;
const PROMPT: &str = "👤 Tú: ";

/// A way to start the program.
struct Way {
    name: &'static str,
    arguments: &'static [&'static str],
    /// Where the model is; nothing is sent to it before the first question.
    model: String,
    times: Figures,
    memory: Vec<u64>,
}

/// Measures starts in a terminal, alternating between the ways to start.
pub(crate) fn run(folder: &Path) {
    println!("start to first prompt (bars: 30 ms beyond the servers; 15 MiB resident)");
    let servers = Servers::start();
    let way = |name, arguments, model| Way {
        name,
        arguments,
        model,
        times: Figures::default(),
        memory: Vec::new(),
    };
    let mut ways = [
        way("model at http://", &[] as &[&str], servers.model_url()),
        way("model at https:// (OpenAI's)", &[], "https://api.openai.com/v1".to_owned()),
        way("--demo", &["--demo"], servers.model_url()),
    ];
    let mut handshakes = Figures::default();
    let runtime = runtime();
    for start in 0..=STARTS {
        for way in &mut ways {
            let (time, memory) = first_prompt(&servers, way, folder);
            // The first start reads the program from the disk.
            if start > 0 {
                way.times.add(time);
                way.memory.push(memory);
            }
        }
        let began = Instant::now();
        runtime.block_on(Bare::connect(&servers));
        handshakes.add(began.elapsed());
    }
    for way in &mut ways {
        way.memory.sort_unstable();
        let memory = way.memory[way.memory.len() / 2] as f64 / 1024.0;
        line(way.name, format!("{}   {memory:.1} MiB", way.times));
    }
    let connections = 3 * (STARTS + 1);
    let own = Duration::from_nanos(servers.script.own.load(Ordering::Relaxed) as u64);
    line(
        "the MCP server's own share of a start",
        format!("{:.3} ms", own.as_secs_f64() * 1e3 / connections as f64),
    );
    line("a bare client connects, inits and lists", &handshakes);
}

/// Starts the program and returns the time to the prompt, and the memory then, in KiB.
fn first_prompt(servers: &Servers, way: &Way, folder: &Path) -> (Duration, u64) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mcp-chat"));
    command.env_clear().current_dir(folder).args(way.arguments);
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"] {
        command.env(name, folder);
    }
    command.env("LANG", "C.UTF-8").env("TERM", "xterm-256color");
    command.env("MCP_SERVER_URL", servers.mcp_url());
    command.env("OPENAI_BASE_URL", &way.model).env("OPENAI_API_KEY", "sk-bench");
    let began = Instant::now();
    let mut process = UnixProcess::spawn_command(command).expect("a process in a terminal");
    let mut terminal = process.get_raw_handle().expect("the terminal");
    read_up_to(&mut terminal, PROMPT.as_bytes());
    let time = began.elapsed();
    // What was begun beside the prompt has its memory by then.
    std::thread::sleep(Duration::from_millis(100));
    let memory = resident(process.pid().as_raw());
    terminal.write_all(b"salir\r").expect("the keyboard");
    // Until it ends, or its terminal does.
    while terminal.read(&mut [0; 4096]).is_ok_and(|count| count > 0) {}
    if !process.wait_for(Duration::from_secs(3)) {
        process.kill(Signal::SIGKILL).expect("an end");
    }
    (time, memory)
}

/// Whether a process came to its end.
trait WaitFor {
    fn wait_for(&self, limit: Duration) -> bool;
}

impl WaitFor for UnixProcess {
    fn wait_for(&self, limit: Duration) -> bool {
        let end = Instant::now() + limit;
        while self.is_alive().unwrap_or(false) {
            if Instant::now() > end {
                return false;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        true
    }
}

fn read_up_to(terminal: &mut File, wanted: &[u8]) {
    let (mut seen, mut buffer) = (Vec::new(), [0; 4096]);
    while !seen.windows(wanted.len()).any(|part| part == wanted) {
        let count = terminal.read(&mut buffer).unwrap_or(0);
        assert!(count > 0, "it ended: {}", String::from_utf8_lossy(&seen));
        seen.extend_from_slice(&buffer[..count]);
    }
}

fn resident(process: i32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("its status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
