//! `--record` and `--replay`: what a session's first line says, and a program set up by it.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::ValueEnum as _;

use super::{App, report};
use crate::cli::{Cli, Command, Format, Options};
use crate::config::{Layers, ModelSettings, Paths, Provider, ServerSettings, Sources, display};
use crate::error::{Exit, Explain as _, Problem};
use crate::tape::{self, Header, Recorder, Recording, Secrets, Session, Tape, Unreadable};
use crate::terminal;
use crate::text::Lang;
use crate::ui::Spinner;

/// The key of a replay, which goes nowhere.
const NO_KEY: &str = "none";

impl App {
    /// Returns the part that a recording has in this session: it is written, played, or there is
    /// none.
    pub(super) fn tape(
        &self,
        session: Session,
        server: &ServerSettings,
        model: Option<&ModelSettings>,
    ) -> Result<Tape, Problem> {
        if let Some(player) = &self.player {
            return Ok(Tape::Playing(player.clone()));
        }
        let Some(path) = &self.cli.record else { return Ok(Tape::Off) };
        let header = self.header(session, server, model);
        let mut secrets = Secrets::default();
        server.headers.iter().for_each(|header| secrets.header(header));
        secrets.url(&server.url);
        if let Some(model) = model {
            model.key.iter().for_each(|key| secrets.key(key));
            secrets.url(&model.base_url);
        }
        let recorder = Recorder::create(path, &header, secrets);
        recorder.map(Tape::Recording).map_err(|error| error.explain(self.lang))
    }

    fn header(
        &self,
        session: Session,
        server: &ServerSettings,
        model: Option<&ModelSettings>,
    ) -> Header {
        let settings = self.layers.shareable(server, model);
        let is_chat = session == Session::Chat;
        let started = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Header {
            version: Header::VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            session,
            output: self.cli.output.name().to_owned(),
            settings,
            has_key: model.is_some_and(|model| model.key.is_some()),
            no_save: self.cli.options.no_save,
            color: display::wants_color(is_chat),
            links: is_chat && display::takes_links(),
            spinner: Some(spinner().name().to_owned()),
            width: terminal::width(),
            started: started.as_secs(),
        }
    }

    /// Ends a recording, and tells if it is not whole: the session itself is not worse for it.
    pub(super) fn close_tape(&self, tape: &Tape, outcome: &Result<Exit, Problem>) {
        let Tape::Recording(recorder) = tape else { return };
        let exit = outcome.as_ref().map_or_else(|problem| problem.exit, |exit| *exit);
        if !recorder.end(exit as u8) {
            let lang = self.lang;
            let (what, cause) = (lang.tape_incomplete(), lang.tape_incomplete_cause());
            let advice = lang.tape_incomplete_advice();
            report::problem(&Problem { exit: Exit::Failure, what, cause, advice }, lang);
        }
    }

    /// Whether a person chats: as it was in the session that is played.
    pub(super) fn is_chat(&self) -> bool {
        match &self.player {
            Some(player) => player.header().session == Session::Chat,
            None => self.cli.prompt.is_none() && terminal::is_interactive(),
        }
    }

    /// Sets the program up as a session was; its files go to a folder of their own.
    pub(super) fn replayed(cli: Cli, recording: Recording, early: Lang) -> Result<Self, Problem> {
        let header = &recording.header;
        let mut environment = header.settings.clone();
        if header.has_key {
            for provider in [Provider::OpenAi, Provider::OpenRouter] {
                environment.insert(provider.key_variable().to_owned(), NO_KEY.to_owned());
            }
        }
        let layers = Layers::new(Sources { environment, ..Sources::default() });
        let damaged = |what: Problem| {
            let why = format!("{what}");
            Unreadable::Damaged { line: 1, why }.explain(early)
        };
        let lang = layers.lang().map_err(|error| damaged(error.explain(early)))?;
        let told = |error: crate::config::ConfigError| damaged(error.explain(lang));
        layers.server().map_err(told)?;
        layers.turn().map_err(told)?;
        if matches!(header.session, Session::Chat | Session::Prompt | Session::Lines) {
            layers.model().map_err(told)?;
        }
        terminal::detach(header.width);
        let paths = Paths::temporary();
        Ok(Self { cli, layers, paths, lang, recording: Some(recording), player: None })
    }
}

/// Reads the recording that is to be played, and returns with it the command line that the session
/// had.
pub(super) fn open(path: &Path, cli: &Cli, lang: Lang) -> Result<(Cli, Recording), Problem> {
    if cli.command.is_some() || is_demo(cli) {
        return Err(misplaced(lang));
    }
    let recording = tape::read(path).map_err(|error| error.explain(lang))?;
    let header = &recording.header;
    let damaged = || Unreadable::Damaged { line: 1, why: header.output.clone() }.explain(lang);
    let output = Format::from_str(&header.output, false).map_err(|_| damaged())?;
    let (prompt, command) = match header.session.clone() {
        // The question comes from the recording, as the lines do.
        Session::Prompt => (Some(String::new()), None),
        Session::Chat | Session::Lines => (None, None),
        Session::Tools { name, json } => (None, Some(Command::Tools { name, json })),
        Session::Call { tool, arguments, json } => {
            (None, Some(Command::Call { tool, arguments, json }))
        }
    };
    let options = Options { no_save: header.no_save, ..Options::default() };
    Ok((Cli { prompt, output, options, command, ..Cli::default() }, recording))
}

/// Whether a recording means something here.
pub(super) fn check(cli: &Cli, lang: Lang) -> Result<(), Problem> {
    match &cli.command {
        None | Some(Command::Tools { .. } | Command::Call { .. }) => Ok(()),
        Some(_) if cli.record.is_some() => Err(misplaced(lang)),
        Some(_) => Ok(()),
    }
}

/// Returns what turns in this terminal.
pub(super) fn spinner() -> Spinner {
    Spinner::of(display::term().as_deref(), display::foreign_locale().is_none())
}

#[cfg(feature = "demo")]
fn is_demo(cli: &Cli) -> bool {
    cli.demo
}

#[cfg(not(feature = "demo"))]
fn is_demo(_: &Cli) -> bool {
    false
}

fn misplaced(lang: Lang) -> Problem {
    let (what, cause) = (lang.tape_not_this(), lang.tape_not_this_cause());
    Problem { exit: Exit::Usage, what, cause, advice: lang.tape_not_this_advice() }
}
