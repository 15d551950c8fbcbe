//! Puts the program together: settings, log, runtime, and the command that was asked for.

mod answering;
mod asking;
mod by_hand;
mod chat;
mod connect;
#[cfg(feature = "demo")]
mod demo;
mod frame;
mod model_notice;
mod print;
mod report;
mod resume;
mod script;
mod settings;
mod signals;
mod tape;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::runtime::Builder;

use crate::cli::{Cli, Command};
use crate::config::{self, ConfigError, Layers, Paths, Sources, display};
use crate::error::{Exit, Explain as _, Problem};
use crate::tape::{Player, Recording, Tape};
use crate::text::Lang;
use crate::{doctor, logging, terminal};
use frame::Frame;

/// What every command works with.
pub(crate) struct App {
    /// The command line.
    pub(crate) cli: Cli,
    /// The merged settings.
    pub(crate) layers: Layers,
    /// Where files are.
    pub(crate) paths: Paths,
    /// Language of the interface.
    pub(crate) lang: Lang,
    /// The session that is to be played again.
    recording: Option<Recording>,
    /// What plays it.
    player: Option<Player>,
}

/// Runs the program as the command line says, its own name first, and returns its exit status;
/// failures have been reported.
pub fn run(line: impl IntoIterator<Item = OsString>) -> Exit {
    let line: Vec<OsString> = line.into_iter().collect();
    let early = config::early_lang(&line);
    let cli = match Cli::read(line, early) {
        Ok(cli) => cli,
        Err(error) => return print::refuse(&error, early),
    };
    match &cli.command {
        Some(Command::Help { names }) => print::help(names, early),
        Some(Command::Completions { shell }) => print::completions(*shell, early),
        Some(Command::Man) => print::man(early),
        Some(Command::Schema) => print::schema(),
        _ => run_app(cli, early),
    }
}

fn run_app(cli: Cli, early: Lang) -> Exit {
    let (cli, recording) = match &cli.replay {
        None => (cli, None),
        Some(path) => match tape::open(path, &cli, early) {
            Ok((cli, recording)) => (cli, Some(recording)),
            Err(problem) => return report::problem(&problem, early),
        },
    };
    let frame = Frame::of(&cli);
    if let Some(exit) = frame.open(early) {
        return exit;
    }
    let loaded = match recording {
        None => App::load(cli, early),
        Some(recording) => App::replayed(cli, recording, early).map_err(|problem| (problem, early)),
    };
    let app = match loaded {
        Ok(app) => app,
        Err((problem, lang)) => return frame.close(frame.fail(&problem, lang), lang),
    };
    // A replay leaves nothing on disk.
    if app.recording.is_none() {
        logging::start(&app.paths.state, &display::log_level());
    }
    logging::catch_panics();
    let (lang, log) = (app.lang, logging::path(&app.paths.state));
    // The hook has logged the panic; here the person learns of it, and the terminal is put back.
    let outcome = catch_unwind(AssertUnwindSafe(|| app.run()))
        .unwrap_or_else(|_| Err(report::internal(&log, lang)));
    let exit = outcome.unwrap_or_else(|problem| frame.fail(&problem, lang));
    terminal::restore();
    frame.close(exit, lang)
}

impl App {
    /// Reads the settings; until they are read, failures are told in the `early` language.
    fn load(cli: Cli, early: Lang) -> Result<Self, (Problem, Lang)> {
        let told = |error: ConfigError| (error.explain(early), early);
        let paths = Paths::find().map_err(told)?;
        let layers = Layers::new(Sources::read(cli.options.clone(), &paths).map_err(told)?);
        let lang = layers.lang().map_err(told)?;
        Ok(Self { cli, layers, paths, lang, recording: None, player: None })
    }

    fn run(self) -> Result<Exit, Problem> {
        let lang = self.lang;
        let runtime = match (&self.recording, &self.cli.record) {
            // Its clock leaps from one event to the next.
            (Some(_), _) => Builder::new_current_thread().enable_all().start_paused(true).build(),
            // One thread, so that what is written down has one order.
            (None, Some(_)) => Builder::new_current_thread().enable_all().build(),
            (None, None) => Builder::new_multi_thread().worker_threads(2).enable_all().build(),
        };
        match runtime {
            Ok(runtime) => {
                let outcome = runtime.block_on(self.dispatch());
                // A thread that still reads standard input must not hold the program.
                runtime.shutdown_background();
                outcome
            }
            Err(err) => Err(report::cannot_start(lang, &err)),
        }
    }

    async fn dispatch(mut self) -> Result<Exit, Problem> {
        signals::restore_terminal_on_end(self.is_script());
        frame::check(&self.cli, self.lang)?;
        tape::check(&self.cli, self.lang)?;
        #[cfg(feature = "demo")]
        demo::check(&self.cli, self.lang)?;
        self.player = self.recording.take().map(Player::start);
        let folder = self.player.as_ref().map(|_| self.paths.state.clone());
        let outcome = self.carry_out().await;
        if let Some(folder) = folder {
            // Most replays need no files, so it may not be there.
            drop(std::fs::remove_dir_all(folder));
        }
        outcome
    }

    async fn carry_out(&self) -> Result<Exit, Problem> {
        if let Some(url) = &self.cli.conformance {
            return self.conform(url).await;
        }
        match &self.cli.command {
            Some(Command::Tools { name, json }) => self.list_tools(name.as_deref(), *json).await,
            Some(Command::Call { tool, arguments, json }) => {
                self.call(tool, arguments, *json).await
            }
            Some(Command::Sessions { json }) => self.list_sessions(*json).await,
            Some(Command::Config { what }) => self.settings(what),
            Some(Command::Doctor { json }) => {
                let http = connect::http_client(&Tape::Off, self.lang)?;
                let subject = doctor::Subject { layers: &self.layers, paths: &self.paths, http };
                Ok(doctor::run(subject, *json, self.lang).await)
            }
            #[cfg(feature = "demo")]
            Some(Command::DemoServer { listen }) => self.demo_server(listen).await,
            None => self.converse().await,
            // They need no settings, and were carried out without.
            Some(
                Command::Help { .. } | Command::Completions { .. } | Command::Man | Command::Schema,
            ) => Ok(Exit::Done),
        }
    }
}
