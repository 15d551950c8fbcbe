//! `doctor`: checks settings, folders, MCP server, model API and terminal, and says what to fix.
//! Nothing is spent.

mod machine;
mod model;
mod server;

use std::time::Duration;

use tokio::time::Instant;

use crate::config::{ConfigError, Consent, Layers, Paths};
use crate::error::{Exit, Explain as _, Problem};
use crate::http;
use crate::oneshot::output::{Check, Checked, Diagnosis};
use crate::text::Lang;
use crate::ui::{Printer, Streams};

/// What a check that succeeded found.
struct Report {
    /// What works.
    line: String,
    /// What else is worth knowing of it, a line each.
    details: Vec<String>,
}

/// What came of a check.
enum Outcome {
    /// Nothing is wrong.
    Sound(Report),
    /// Something is wrong; what else is worth knowing of it, a line each.
    Wrong(Problem, Vec<String>),
    /// What another check found is in the way.
    Skipped(String),
}

impl From<Result<Report, Problem>> for Outcome {
    fn from(outcome: Result<Report, Problem>) -> Self {
        match outcome {
            Ok(report) => Self::Sound(report),
            Err(problem) => Self::Wrong(problem, Vec::new()),
        }
    }
}

/// What is looked at.
pub struct Subject<'a> {
    /// The settings.
    pub layers: &'a Layers,
    /// The folders.
    pub paths: &'a Paths,
    /// The way to server and model.
    pub http: http::Client,
}

/// Runs every check, prints what came of each, as JSON once all are done, and returns the first
/// failure's status.
pub async fn run(subject: Subject<'_>, json: bool, lang: Lang) -> Exit {
    let Subject { layers, paths, http } = subject;
    let (printer, thread) = Printer::start(Streams::Script, None);
    let mut telling = Telling { printer, json, lang, checks: Vec::new(), exit: Exit::Done };
    let began = Instant::now();
    for outcome in machine::settings(layers, lang) {
        telling.tell(Checked::Settings, outcome, began).await;
    }
    let began = Instant::now();
    telling.tell(Checked::Files, machine::folder(&paths.state, lang).into(), began).await;
    let began = Instant::now();
    telling.tell(Checked::Server, server(layers, http.clone(), lang).await, began).await;
    let began = Instant::now();
    telling.tell(Checked::Model, model(layers, http, lang).await, began).await;
    let began = Instant::now();
    telling.tell(Checked::Terminal, Outcome::Sound(machine::terminal(lang)), began).await;
    let exit = telling.end().await;
    // What could not be printed has no reader.
    drop(thread.join());
    exit
}

/// Prints the outcomes.
struct Telling {
    printer: Printer,
    json: bool,
    lang: Lang,
    checks: Vec<Check>,
    exit: Exit,
}

impl Telling {
    async fn tell(&mut self, check: Checked, outcome: Outcome, began: Instant) {
        if let (Outcome::Wrong(problem, _), Exit::Done) = (&outcome, self.exit) {
            self.exit = problem.exit;
        }
        if self.json {
            self.checks.push(encoded(check, outcome, began.elapsed()));
            return;
        }
        let text = match outcome {
            Outcome::Sound(Report { line, details }) => {
                format!("✅ {line}\n{}", indented(&details))
            }
            Outcome::Wrong(problem, details) => {
                format!("{}\n{}", problem.lines(self.lang).join("\n"), indented(&details))
            }
            Outcome::Skipped(line) => format!("⏭️  {line}\n"),
        };
        self.printer.answer(text).await;
    }

    async fn end(self) -> Exit {
        if self.json {
            self.printer.answer(Diagnosis::new(self.checks, self.exit).line()).await;
        }
        self.printer.end().await;
        self.exit
    }
}

fn indented(details: &[String]) -> String {
    details.iter().map(|detail| format!("   {detail}\n")).collect()
}

fn encoded(check: Checked, outcome: Outcome, took: Duration) -> Check {
    match outcome {
        Outcome::Sound(Report { line, details }) => Check::sound(check, line, details, took),
        Outcome::Wrong(problem, details) => Check::failed(check, &problem, details, took),
        Outcome::Skipped(line) => Check::skipped(check, line),
    }
}

/// Returns settings that can be used, or why the check cannot go on.
fn usable<T>(
    settings: Result<(T, Option<Consent>), ConfigError>,
    skipped: impl FnOnce() -> String,
    lang: Lang,
) -> Result<T, Outcome> {
    match settings {
        // It has been told among the settings.
        Err(ConfigError::Invalid { .. }) => Err(Outcome::Skipped(skipped())),
        Err(error) => Err(Outcome::Wrong(error.explain(lang), Vec::new())),
        Ok((_, Some(consent))) => {
            let problem = ConfigError::NeedsConsent { consent }.explain(lang);
            Err(Outcome::Wrong(problem, Vec::new()))
        }
        Ok((settings, None)) => Ok(settings),
    }
}

async fn server(layers: &Layers, http: http::Client, lang: Lang) -> Outcome {
    match usable(layers.server(), || lang.doctor_server_skipped(), lang) {
        Ok(settings) => server::check(http, &settings, lang).await,
        Err(outcome) => outcome,
    }
}

async fn model(layers: &Layers, http: http::Client, lang: Lang) -> Outcome {
    match usable(layers.model(), || lang.doctor_model_skipped(), lang) {
        Ok(settings) => model::check(http, &settings, lang).await.into(),
        Err(outcome) => outcome,
    }
}
