//! `config`: the settings as they stand, and a file to write them into.

use serde_json::json;

use super::{App, print};
use crate::cli::{self, ConfigCommand};
use crate::config::{Described, Origin, Place};
use crate::error::{Exit, Problem};
use crate::files;
use crate::oneshot::output::Setting;
use crate::text::Lang;
use crate::untrusted::{Untrusted, visible_json};

impl App {
    /// `config`.
    pub(super) fn settings(&self, what: &ConfigCommand) -> Result<Exit, Problem> {
        let path = self.paths.config.join("config.toml");
        match what {
            ConfigCommand::Path => print::text(&format!("{}\n", path.display()), self.lang),
            ConfigCommand::Show { json } => {
                let settings = self.layers.described();
                let text = if *json {
                    let settings: Vec<Setting> = settings.iter().map(Setting::from).collect();
                    visible_json(&json!(settings)) + "\n"
                } else {
                    settings.iter().map(|setting| line(setting, self.lang)).collect()
                };
                print::text(&text, self.lang)
            }
            ConfigCommand::Init => {
                let failed = |err: std::io::Error| self.not_written(&path.display(), &err);
                files::create_folder(&self.paths.config).map_err(failed)?;
                let text = template(&self.layers.described(), self.lang);
                files::write_new(&path, text.as_bytes()).map_err(failed)?;
                print::text(&format!("{}\n", self.lang.config_written(path.display())), self.lang)
            }
        }
    }

    fn not_written(&self, path: &dyn std::fmt::Display, err: &std::io::Error) -> Problem {
        let lang = self.lang;
        let (cause, advice) = match err.kind() {
            std::io::ErrorKind::AlreadyExists => {
                (lang.config_exists(), lang.config_exists_advice())
            }
            _ => (err.to_string(), lang.config_not_written_advice()),
        };
        Problem { exit: Exit::Config, what: lang.config_not_written(path), cause, advice }
    }
}

/// Returns a setting on one line: `key = value  (where it came from)`.
fn line(setting: &Described, lang: Lang) -> String {
    let value = match &setting.value {
        None => return format!("{:<20} {}\n", setting.key, lang.config_unset()),
        Some(_) if setting.is_secret => lang.config_secret(),
        Some(value) => Untrusted::from(value.as_str()).line(200),
    };
    let places: Vec<String> =
        setting.places.iter().map(|place| told(*place, setting, lang)).collect();
    format!("{:<20} {value}  ({})\n", setting.key, places.join("; "))
}

/// Returns where a value came from, by the name that it has there.
fn told(Place { origin, line }: Place, setting: &Described, lang: Lang) -> String {
    match origin {
        Origin::Flag => format!("--{}", setting.flag),
        Origin::Environment | Origin::DotEnv => {
            format!("{}, {}", setting.variable, origin.describe(lang))
        }
        Origin::File | Origin::Default => origin.with_line(line, lang),
    }
}

/// Returns a file of settings in which nothing is set and everything is told.
fn template(settings: &[Described], lang: Lang) -> String {
    let definition = cli::command(lang);
    let mut text = lang.config_head() + "\n";
    for setting in settings {
        let own = match setting.key {
            "server_token" => Some(lang.config_server_token()),
            "openai_api_key" => Some(lang.config_key("OpenAI")),
            "openrouter_api_key" => Some(lang.config_key("OpenRouter")),
            "early_calls" => Some(lang.config_early_calls()),
            "sampling_requests" => Some(lang.config_sampling_requests()),
            "sampling_tokens" => Some(lang.config_sampling_tokens()),
            "edit_mode" => Some(lang.config_edit_mode()),
            _ => None,
        };
        let by_flag = || {
            let mut arguments = definition.get_arguments();
            let arg = arguments.find(|arg| arg.get_long() == Some(setting.flag))?;
            arg.get_help().map(ToString::to_string)
        };
        let comment = own.or_else(by_flag).unwrap_or_default();
        text.push_str(&format!("\n# {comment}\n#{} = {}\n", setting.key, example(setting)));
    }
    text
}

/// Returns what may stand for the value.
fn example(setting: &Described) -> String {
    match setting.key {
        "allow" => "[\"list_*\", \"get_*\"]".to_owned(),
        "deny" => "[\"delete_*\"]".to_owned(),
        "tool_timeout" => "60".to_owned(),
        "model_timeout" => "120".to_owned(),
        "max_steps" => "25".to_owned(),
        "max_tokens" => "4096".to_owned(),
        "context_window" => "128000".to_owned(),
        "max_cost" => "0.50".to_owned(),
        "temperature" => "0.7".to_owned(),
        "thinking" => "false".to_owned(),
        "early_calls" => "true".to_owned(),
        "sampling_requests" => "20".to_owned(),
        "sampling_tokens" => "50000".to_owned(),
        "server" => "\"http://localhost:3000\"".to_owned(),
        "provider" => "\"openai\"".to_owned(),
        "model" => "\"gpt-4o-mini\"".to_owned(),
        "openai_base_url" => "\"https://api.openai.com/v1\"".to_owned(),
        "openrouter_base_url" => "\"https://openrouter.ai/api/v1\"".to_owned(),
        "approval" => "\"ask\"".to_owned(),
        "reasoning_effort" => "\"medium\"".to_owned(),
        "transport" => "\"auto\"".to_owned(),
        "edit_mode" => "\"emacs\"".to_owned(),
        "lang" => "\"es\"".to_owned(),
        // Secrets.
        _ => "\"\"".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, template};
    use crate::config::{Layers, Sources};

    #[test]
    fn the_file_tells_of_every_setting_and_sets_none() {
        let settings = Layers::new(Sources::default()).described();
        for lang in [Lang::Es, Lang::En] {
            let text = template(&settings, lang);
            assert_eq!(toml::from_str::<toml::Table>(&text).unwrap().len(), 0);
            // With the marks taken away it is a file that the program takes.
            let set: String = text
                .lines()
                .map(|line| match line.strip_prefix('#') {
                    Some(rest) if !rest.starts_with(' ') => format!("{rest}\n"),
                    _ => format!("{line}\n"),
                })
                .collect();
            let table: toml::Table = toml::from_str(&set).unwrap();
            let keys: Vec<&str> = settings.iter().map(|setting| setting.key).collect();
            assert_eq!(table.len(), keys.len());
            assert!(keys.iter().all(|key| table.contains_key(*key)));
            assert!(!text.contains("\n# \n"), "a setting has no comment: {text}");
        }
    }
}
