//! Standard input of a script: what is appended to a question, and questions line by line.

use std::io::{self, BufRead as _, IsTerminal as _};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use super::output::{NoticeKind, Output};
use crate::error::{Exit, Problem};
use crate::tape::{Input, Tape};
use crate::text::Lang;
use crate::untrusted::Untrusted;

/// More input than this is refused, in bytes.
const MAX_BYTES: usize = 10 * 1024 * 1024;
/// After this silence the person is told what is waited for.
const TELL_AFTER: Duration = Duration::from_secs(2);
/// After this silence, an input that is open and has said nothing yet is an error.
const SILENCE: Duration = Duration::from_secs(30);
/// The same for one that has said something: whoever writes it works.
const PAUSE: Duration = Duration::from_secs(600);
/// Pieces of input that may wait.
const QUEUE: usize = 16;
/// Bytes read at once.
const CHUNK: usize = 64 * 1024;

/// Why input cannot be used, in the person's language.
pub(super) type Unusable = Box<dyn Fn(Lang) -> Problem + Send>;

/// Returns what standard input adds to a question; nothing if it is a terminal.
///
/// # Errors
/// Fails if it is open and silent, too long, or no UTF-8 text.
pub async fn appended_input(output: &Output, lang: Lang) -> Result<String, Problem> {
    if io::stdin().is_terminal() {
        return Ok(String::new());
    }
    let (sender, chunks) = mpsc::channel(QUEUE);
    // Reading blocks and cannot be stopped; the thread ends with the program.
    std::thread::spawn(move || read_chunks(&mut io::stdin().lock(), &sender));
    gather(chunks, output, lang).await
}

/// A piece of input, or why there is none.
type Chunk = io::Result<Vec<u8>>;

/// Joins the pieces, with an eye on the clock.
async fn gather(
    mut chunks: mpsc::Receiver<Chunk>,
    output: &Output,
    lang: Lang,
) -> Result<String, Problem> {
    let mut input = Vec::new();
    let mut told = false;
    loop {
        let limit = if input.is_empty() { SILENCE } else { PAUSE };
        let now = Instant::now();
        let (tell_at, fail_at) = (now + TELL_AFTER, now + limit);
        let chunk = loop {
            tokio::select! {
                chunk = chunks.recv() => break chunk,
                () = sleep_until(tell_at), if !told => {
                    told = true;
                    output.notice(NoticeKind::WaitingForInput, lang.stdin_waiting()).await;
                }
                () = sleep_until(fail_at) => return Err(silent(limit, lang)),
            }
        };
        match chunk {
            None => break,
            Some(Ok(chunk)) if input.len() + chunk.len() > MAX_BYTES => {
                return Err(bad(lang, lang.stdin_too_long(MAX_BYTES / 1024 / 1024)));
            }
            Some(Ok(chunk)) => input.extend_from_slice(&chunk),
            Some(Err(err)) => return Err(bad(lang, err.to_string())),
        }
    }
    String::from_utf8(input).map_err(|_| bad(lang, lang.stdin_not_text()))
}

fn read_chunks(input: &mut impl io::Read, chunks: &mpsc::Sender<Chunk>) {
    loop {
        let mut chunk = vec![0; CHUNK];
        let read = match input.read(&mut chunk) {
            Ok(0) => return,
            Ok(count) => {
                chunk.truncate(count);
                Ok(chunk)
            }
            Err(err) if err.kind() == io::ErrorKind::Interrupted => continue,
            Err(err) => Err(err),
        };
        let failed = read.is_err();
        if chunks.blocking_send(read).is_err() || failed {
            return;
        }
    }
}

/// The lines of standard input, read ahead by a thread; or those of a session that is played.
pub struct Lines {
    /// `None` where they come from a recording.
    read: Option<mpsc::Receiver<Result<String, Unusable>>>,
    tape: Tape,
    lang: Lang,
}

impl Lines {
    /// Starts reading.
    pub fn start(tape: &Tape, lang: Lang) -> Self {
        let tape = tape.clone();
        if tape.player().is_some() {
            return Self { read: None, tape, lang };
        }
        let (sender, lines) = mpsc::channel(QUEUE);
        std::thread::spawn(move || read_lines(&mut io::stdin().lock(), &sender));
        Self { read: Some(lines), tape, lang }
    }

    /// Returns the next line, `None` at the end.
    pub async fn next(&mut self) -> Option<Result<String, Unusable>> {
        match (&mut self.read, self.tape.player()) {
            (Some(lines), _) => {
                let line = lines.recv().await;
                let lang = self.lang;
                self.tape.typed(|| match &line {
                    None => Input::End,
                    Some(Ok(line)) => Input::Line(line.clone()),
                    Some(Err(problem)) => Input::Unusable(problem(lang).cause),
                });
                line
            }
            (None, Some(player)) => line_of(player.input().await),
            (None, None) => None,
        }
    }
}

/// Returns the line that a recording has.
fn line_of(input: Input) -> Option<Result<String, Unusable>> {
    match input {
        Input::Line(line) => Some(Ok(line)),
        Input::Unusable(cause) | Input::Failed(cause) => {
            let cause = Untrusted::from(cause).line(200);
            Some(Err(Box::new(move |lang| bad(lang, cause.clone()))))
        }
        Input::End | Input::Interrupted | Input::NoText => None,
    }
}

/// Reads lines of bounded length; a line that cannot be used does not hide the next.
fn read_lines(input: &mut impl io::BufRead, lines: &mpsc::Sender<Result<String, Unusable>>) {
    loop {
        let mut line = Vec::new();
        let limit = MAX_BYTES as u64 + 1;
        let read = match io::Read::take(&mut *input, limit).read_until(b'\n', &mut line) {
            Ok(0) => return,
            Ok(_) if line.len() > MAX_BYTES => {
                let rest = skip_line(input);
                let problem: Unusable =
                    Box::new(|lang| bad(lang, lang.stdin_too_long(MAX_BYTES / 1024 / 1024)));
                if rest.is_err() {
                    drop(lines.blocking_send(Err(problem)));
                    return;
                }
                Err(problem)
            }
            Ok(_) => String::from_utf8(line).map_err(|_| -> Unusable {
                Box::new(|lang: Lang| bad(lang, lang.stdin_not_text()))
            }),
            Err(err) => {
                let reason = err.to_string();
                drop(lines.blocking_send(Err(Box::new(move |lang| bad(lang, reason.clone())))));
                return;
            }
        };
        if lines.blocking_send(read).is_err() {
            return;
        }
    }
}

fn skip_line(input: &mut impl io::BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (used, done) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(end) => (end + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(used);
        if done {
            return Ok(());
        }
    }
}

fn silent(limit: Duration, lang: Lang) -> Problem {
    Problem {
        exit: Exit::Usage,
        what: lang.stdin_silent(),
        cause: lang.stdin_silent_cause(limit.as_secs()),
        advice: lang.stdin_silent_advice(),
    }
}

fn bad(lang: Lang, cause: String) -> Problem {
    Problem { exit: Exit::Usage, what: lang.stdin_bad(), cause, advice: lang.stdin_bad_advice() }
}

#[cfg(test)]
mod tests {
    use super::{Chunk, Duration, Exit, Lang, Output, QUEUE, gather, mpsc};
    use crate::cli::Format;
    use crate::ui::{Printer, Streams};

    /// Gathers what comes after these waits, in seconds, from an input that then stays open.
    async fn gathered(pieces: &'static [(u64, &str)], ends: bool) -> (Result<String, String>, u64) {
        let (sender, chunks) = mpsc::channel::<Chunk>(QUEUE);
        let began = tokio::time::Instant::now();
        let writer = tokio::spawn(async move {
            for (wait, piece) in pieces {
                tokio::time::sleep(Duration::from_secs(*wait)).await;
                sender.send(Ok(piece.as_bytes().to_vec())).await.unwrap();
            }
            if !ends {
                sender.closed().await;
            }
        });
        let (printer, _thread) = Printer::start(Streams::Script, None);
        let output = Output::new(printer, Format::Text, Lang::En);
        let gathered = gather(chunks, &output, Lang::En).await;
        writer.await.unwrap();
        let told = gathered.map_err(|problem| {
            assert_eq!(problem.exit, Exit::Usage);
            problem.cause
        });
        (told, began.elapsed().as_secs())
    }

    #[tokio::test(start_paused = true)]
    async fn an_input_that_stays_silent_is_given_up_and_the_limit_is_named() {
        let nothing = "it is open and nothing came within 30 s".to_owned();
        assert_eq!(gathered(&[], false).await, (Err(nothing), 30));
        let no_end = "it is open and nothing came within 600 s".to_owned();
        assert_eq!(gathered(&[(29, "a"), (599, "b")], false).await, (Err(no_end), 1228));
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_input_is_waited_for_once_it_has_begun() {
        let slow = &[(29, "uno"), (500, " "), (500, "dos")];
        assert_eq!(gathered(slow, true).await, (Ok("uno dos".to_owned()), 1029));
    }
}
