//! Runs the program as a script does: pipes instead of a terminal, and a hard limit.

use std::io::{Read, Write as _};
use std::process::{Child, ExitStatus, Stdio};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::sandbox::Sandbox;
use super::watched::{LIMIT, Watched};

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The exit status; a death by signal N is -N.
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    /// Fails with all that was printed unless the status is this one.
    pub(crate) fn expect_status(self, status: i32) -> Self {
        assert_eq!(self.status, status, "the exit status is wrong: {self:#?}");
        self
    }

    /// Fails unless stdout is exactly this and nothing else.
    pub(crate) fn expect_stdout(self, stdout: &str) -> Self {
        assert_eq!(self.stdout, stdout, "stdout is wrong: {self:#?}");
        self
    }

    /// Stdout as one JSON value.
    pub(crate) fn json(&self) -> serde_json::Value {
        let value = serde_json::from_str(&self.stdout);
        value.unwrap_or_else(|error| panic!("stdout is no JSON ({error}): {self:#?}"))
    }
}

impl Sandbox {
    /// Runs the program with an empty standard input.
    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        self.run_with(arguments, "")
    }

    /// Runs the program with this standard input, which then ends.
    pub(crate) fn run_with(&self, arguments: &[&str], stdin: &str) -> Outcome {
        let mut running = self.spawn(arguments);
        running.write(stdin);
        running.finish()
    }

    /// Starts the program with open pipes.
    pub(crate) fn spawn(&self, arguments: &[&str]) -> Running {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let stdout = Printed::collect(child.stdout.take().expect("a piped stdout"));
        let stderr = Printed::collect(child.stderr.take().expect("a piped stderr"));
        Running { child, stdout, stderr, _folder: self.keep() }
    }
}

/// A process that runs; dropping it kills it.
pub(crate) struct Running {
    child: Child,
    stdout: Printed,
    stderr: Printed,
    _folder: Arc<TempDir>,
}

impl Running {
    /// Writes to standard input. A program that does not read it any more is no failure.
    pub(crate) fn write(&mut self, text: &str) {
        if let Some(stdin) = self.child.stdin.as_mut() {
            drop(stdin.write_all(text.as_bytes()).and_then(|()| stdin.flush()));
        }
    }

    /// Closes standard input.
    pub(crate) fn close_stdin(&mut self) {
        self.child.stdin = None;
    }

    /// The process id, for signals.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Blocks until stdout contains `text`.
    pub(crate) fn wait_for_stdout(&self, text: &str) {
        self.stdout.wait_for(text);
    }

    /// Blocks until stderr contains `text`.
    pub(crate) fn wait_for_stderr(&self, text: &str) {
        self.stderr.wait_for(text);
    }

    /// Closes standard input and waits for the end; panics with what was printed when the limit
    /// runs out or the program panicked.
    pub(crate) fn finish(mut self) -> Outcome {
        self.close_stdin();
        self.end()
    }

    /// As [`Running::finish`], with a standard input that stays as it is.
    pub(crate) fn end(mut self) -> Outcome {
        let end = Instant::now() + LIMIT;
        let status = loop {
            match self.child.try_wait().expect("the state of the child") {
                Some(status) => break code(status),
                None if Instant::now() > end => {
                    let (stdout, stderr) = (self.stdout.so_far(), self.stderr.so_far());
                    panic!("no end after {LIMIT:?}\n-- stdout\n{stdout}\n-- stderr\n{stderr}");
                }
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        };
        let (stdout, stderr) = (self.stdout.all(), self.stderr.all());
        assert!(!stderr.contains("panicked at"), "the program panicked:\n{stderr}");
        Outcome { status, stdout, stderr }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail when the child has ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// What a pipe has given so far.
struct Printed {
    bytes: Arc<Watched<Vec<u8>>>,
    reader: Option<JoinHandle<()>>,
}

impl Printed {
    fn collect(mut pipe: impl Read + Send + 'static) -> Self {
        let bytes = Arc::new(Watched::new(vec![]));
        let shared = Arc::clone(&bytes);
        let reader = std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count @ 1..) = pipe.read(&mut buffer) {
                shared.with(|bytes| bytes.extend_from_slice(&buffer[..count]));
            }
        });
        Self { bytes, reader: Some(reader) }
    }

    fn so_far(&self) -> String {
        self.bytes.with(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    fn wait_for(&self, text: &str) {
        let has = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains(text).then_some(());
        self.bytes.wait_until(&format!("the program prints {text:?}"), has);
    }

    /// Everything, once the pipe is closed; the bytes must be UTF-8.
    fn all(&mut self) -> String {
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader of a pipe");
        }
        self.bytes.with(|bytes| String::from_utf8(bytes.clone()).expect("output in UTF-8"))
    }
}

#[cfg(unix)]
fn code(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt as _;
    status.code().unwrap_or_else(|| -status.signal().unwrap_or_default())
}

#[cfg(not(unix))]
fn code(status: ExitStatus) -> i32 {
    status.code().unwrap_or_default()
}
