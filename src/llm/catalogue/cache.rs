//! The list of models on disk, one file a base URL, so that a start need not wait for the server.
//!
//! Nothing depends on it: a file that is missing, broken, of another version or of another server
//! counts as none, and a disk that cannot be written is only told to the log.

use std::{
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Date, Model, Models, Prices, Retirement};
use crate::{files, llm::Profile};

/// The format below; another number is another format.
const VERSION: u32 = 1;
/// How large a file may be, in bytes.
const MAX_FILE: u64 = 16 * 1024 * 1024;

/// The file of one base URL.
#[derive(Clone, Debug)]
pub(super) struct Cache {
    path: PathBuf,
    base_url: String,
}

#[derive(Serialize, Deserialize)]
struct Content {
    version: u32,
    base_url: String,
    /// Seconds since the epoch.
    listed_at: u64,
    models: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    context: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    input: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    output: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tools: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ends: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replacement: Option<String>,
}

impl Cache {
    /// Names the file for a base URL, which comes without credentials.
    pub(super) fn new(folder: &Path, base_url: &str) -> Self {
        let digest = Sha256::digest(base_url);
        let name: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let path = folder.join("models").join(format!("{name}.json"));
        Self { path, base_url: base_url.to_owned() }
    }

    /// Returns the models and how old the list is.
    pub(super) fn read(&self, profile: Profile, now: SystemTime) -> Option<(Models, Duration)> {
        let mut text = Vec::new();
        let file = File::open(&self.path).ok()?;
        file.take(MAX_FILE).read_to_end(&mut text).ok()?;
        let content: Content = serde_json::from_slice(&text).ok()?;
        if content.version != VERSION || content.base_url != self.base_url {
            return None;
        }
        let listed_at = UNIX_EPOCH.checked_add(Duration::from_secs(content.listed_at))?;
        // A list of the future was written under a wrong clock: nobody knows its age.
        let age = now.duration_since(listed_at).unwrap_or(Duration::MAX);
        let models = content.models.into_iter().map(Model::from).collect();
        let models = Models::new(models, profile);
        // That there was none a while ago is not worth knowing.
        (!models.is_empty()).then_some((models, age))
    }

    /// Writes the models down.
    pub(super) fn write(&self, models: &Models, now: SystemTime) -> io::Result<()> {
        let content = Content {
            version: VERSION,
            base_url: self.base_url.clone(),
            listed_at: now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs(),
            models: models.iter().map(Entry::from).collect(),
        };
        if let Some(folder) = self.path.parent() {
            files::create_folder(folder)?;
        }
        files::replace(&self.path, &serde_json::to_vec(&content)?)
    }
}

impl From<&Model> for Entry {
    fn from(model: &Model) -> Self {
        let end = model.retirement.as_ref();
        let replacement = end.and_then(|end| end.replacement.as_ref());
        Self {
            id: model.id.raw().to_owned(),
            context: model.context,
            input: model.prices.input,
            output: model.prices.output,
            tools: model.takes_tools,
            ends: end.map(|end| end.date.to_string()),
            replacement: replacement.map(|id| id.raw().to_owned()),
        }
    }
}

impl From<Entry> for Model {
    fn from(entry: Entry) -> Self {
        let date = entry.ends.as_deref().and_then(Date::parse);
        let replacement = entry.replacement.map(Into::into);
        Self {
            id: entry.id.into(),
            context: entry.context,
            prices: Prices { input: entry.input, output: entry.output },
            takes_tools: entry.tools,
            retirement: date.map(|date| Retirement { date, replacement }),
        }
    }
}
