//! What `config show --json` prints.

use schemars::JsonSchema;
use serde::Serialize;

use crate::config::{Described, Origin, Place};

/// A setting as it stands: `config show --json` prints a list of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Setting {
    /// Its key in `config.toml`.
    key: &'static str,
    /// Its value as it was written, whether it is valid or not; null if there is none, and for a
    /// secret. A URL stands without its password and query.
    value: Option<String>,
    /// Where the value came from.
    origin: Layer,
    /// Every place that adds to it, the first one first: of a list there can be several.
    places: Vec<SettingPlace>,
    /// Whether it is a secret, of which only `set` tells.
    secret: bool,
    /// Whether there is a value.
    set: bool,
    /// Its environment variable.
    variable: &'static str,
    /// Its flag without dashes; null if it has none.
    flag: Option<&'static str>,
}

/// A place of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
struct SettingPlace {
    /// The layer.
    origin: Layer,
    /// The line in `config.toml`, from 1; null in other layers.
    line: Option<usize>,
}

/// A layer of settings; an earlier one beats a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Layer {
    /// The command line.
    Flag,
    /// The environment.
    Environment,
    /// `.env` in the working directory.
    Dotenv,
    /// `config.toml`.
    File,
    /// Built in; also where nothing is set.
    Default,
}

impl From<Origin> for Layer {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Flag => Self::Flag,
            Origin::Environment => Self::Environment,
            Origin::DotEnv => Self::Dotenv,
            Origin::File => Self::File,
            Origin::Default => Self::Default,
        }
    }
}

impl From<&Described> for Setting {
    fn from(setting: &Described) -> Self {
        let Described { key, variable, flag, value, places, is_secret, is_list: _ } = setting;
        let place =
            |Place { origin, line }: &Place| SettingPlace { origin: (*origin).into(), line: *line };
        let origin = places.first().map_or(Origin::Default, |place| place.origin);
        Self {
            key,
            value: value.clone().filter(|_| !is_secret),
            origin: origin.into(),
            places: places.iter().map(place).collect(),
            secret: *is_secret,
            set: value.is_some(),
            variable,
            flag: Some(*flag).filter(|flag| !flag.is_empty()),
        }
    }
}
