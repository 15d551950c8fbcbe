//! What the server may ask, by who is there to answer it.

use std::path::{Path, PathBuf};

use tokio::sync::mpsc;
use url::Url;

use super::App;
use crate::config::SamplingSettings;
use crate::error::{Exit, Explain as _, Problem};
use crate::mcp::requests::{Abilities, Answering, MAX_OPEN, Root, ServerRequest};
use crate::tape::Tape;
use crate::text::Lang;
use crate::untrusted::Untrusted;

impl App {
    /// Returns what a server may take of the model.
    pub(super) fn sampling(&self) -> Result<SamplingSettings, Problem> {
        self.layers.sampling().map_err(|error| error.explain(self.lang))
    }

    /// Returns what is declared to the server, and where its questions arrive. In a script nobody
    /// is there to answer, so nothing but the folders that the command line names is declared.
    ///
    /// # Errors
    /// Fails if one of these is no folder.
    pub(super) fn answering(
        &self,
        tape: &Tape,
    ) -> Result<(Answering, mpsc::Receiver<ServerRequest>), Problem> {
        let (questions, arriving) = mpsc::channel(MAX_OPEN);
        let abilities = match tape.player() {
            // A session of before there was any of this declared nothing.
            Some(_) => Abilities::default(),
            None => {
                let person = self.is_chat();
                let sampling = self.sampling()?;
                let roots = self.cli.root.iter().map(|folder| root(folder, self.lang));
                Abilities {
                    forms: person,
                    urls: person,
                    sampling: person && sampling.requests > 0 && sampling.tokens > 0,
                    roots: roots.collect::<Result<_, _>>()?,
                }
            }
        };
        let abilities = tape.same("abilities", abilities);
        Ok((Answering { abilities, questions }, arriving))
    }
}

/// Returns what the server may know of, as the person wrote it.
pub(super) fn roots_told(folders: &[PathBuf], lang: Lang) -> String {
    let folders: Vec<String> = folders
        .iter()
        .map(|folder| Untrusted::from(folder.to_string_lossy().into_owned()).line(200))
        .collect();
    lang.roots_told(folders.join(", "))
}

/// Returns a folder as the server is told of it: where it is, whatever links lead there.
fn root(folder: &Path, lang: Lang) -> Result<Root, Problem> {
    let shown = Untrusted::from(folder.to_string_lossy().into_owned()).line(200);
    let refused = |cause: String| Problem {
        exit: Exit::Usage,
        what: lang.root_refused(&shown),
        cause,
        advice: lang.root_refused_advice(),
    };
    let whole = folder.canonicalize().map_err(|err| refused(err.to_string()))?;
    if !whole.is_dir() {
        return Err(refused(lang.root_refused_cause()));
    }
    let uri = Url::from_file_path(&whole).map_err(|()| refused(lang.root_refused_cause()))?;
    let name = whole.file_name().unwrap_or(whole.as_os_str()).to_string_lossy().into_owned();
    Ok(Root { uri: uri.into(), name })
}
