//! Every setting looked at, for a person who wants to know all that is wrong at once.

use super::{ConfigError, Layers, Provider};

impl Layers {
    /// Returns every value that its setting does not take, each once. Whether a key is there and
    /// may be sent is no matter of one value, and is told where the server and the model are used.
    pub fn wrong(&self) -> Vec<ConfigError> {
        let mut wrong: Vec<ConfigError> = Vec::new();
        let found = [
            self.lang().err(),
            self.server_url().err(),
            self.token().err(),
            self.headers().err(),
            self.transport().err(),
            self.tool_timeout().err(),
            self.provider().err(),
            self.base_url(Provider::OpenAi).err(),
            self.base_url(Provider::OpenRouter).err(),
            self.model_timeout().err(),
            self.max_tokens().err(),
            self.temperature().err(),
            self.reasoning_effort().err(),
            self.context_window().err(),
            self.approval().err(),
            self.max_steps().err(),
            self.max_cost().err(),
            self.thinking().err(),
            self.early_calls().err(),
            self.sampling_requests().err(),
            self.sampling_tokens().err(),
            self.edit_mode().err(),
        ];
        for error in found.into_iter().flatten() {
            if !wrong.contains(&error) {
                wrong.push(error);
            }
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::{ConfigError, Layers};
    use crate::config::{Described, Sources};

    /// A value that no setting takes, but those that take any text.
    const NONSENSE: &str = "\u{1}";

    #[test]
    fn each_setting_that_can_be_wrong_is_told_and_told_once() {
        let settings = Layers::new(Sources::default()).described();
        let environment =
            settings.iter().map(|it| (it.variable.to_owned(), NONSENSE.to_owned())).collect();
        let sources = Sources { environment, ..Sources::default() };
        let wrong: Vec<String> = Layers::new(sources)
            .wrong()
            .into_iter()
            .map(|error| match error {
                ConfigError::Invalid { setting, .. } => setting,
                other => panic!("{other}"),
            })
            .collect();
        let any_text = ["model", "openai_api_key", "openrouter_api_key", "allow", "deny"];
        let can_be_wrong = |it: &&Described| !any_text.contains(&it.key);
        let mut expected: Vec<&str> =
            settings.iter().filter(can_be_wrong).map(|it| it.variable).collect();
        let mut told: Vec<&str> = wrong.iter().map(String::as_str).collect();
        told.sort_unstable();
        expected.sort_unstable();
        assert_eq!(told, expected);
        assert_eq!(Layers::new(Sources::default()).wrong(), vec![]);
    }
}
