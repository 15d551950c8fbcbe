//! Takes API keys out of text that servers send back (OpenAI quotes a wrong key, for one).

use secrecy::{ExposeSecret as _, SecretString};

/// What stands for a key.
const MASK: &str = "sk-…";
/// A key shorter than this is a word like `ollama`, no secret, and may occur in any text.
const MIN_KEY: usize = 8;

/// Knows the configured key.
#[derive(Clone, Debug, Default)]
pub(super) struct Mask {
    key: Option<SecretString>,
}

impl Mask {
    pub(super) fn new(key: Option<SecretString>) -> Self {
        Self { key: key.filter(|key| key.expose_secret().len() >= MIN_KEY) }
    }

    /// Replaces the configured key, and whatever looks like `sk-…`.
    pub(super) fn apply(&self, text: &mut String) {
        if let Some(key) = &self.key
            && text.contains(key.expose_secret())
        {
            *text = text.replace(key.expose_secret(), MASK);
        }
        if text.contains("sk-") {
            *text = without_keys(text);
        }
    }

    /// As [`Self::apply`], for a text that is only passed on.
    pub(super) fn applied(&self, text: impl Into<String>) -> String {
        let mut text = text.into();
        self.apply(&mut text);
        text
    }
}

fn without_keys(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("sk-") {
        let (before, key) = rest.split_at(at);
        let is_key = |c: char| c.is_ascii_alphanumeric() || "-_*".contains(c);
        let length = key.find(|c| !is_key(c)).unwrap_or(key.len());
        // "task-force" holds no key.
        let in_word = before.ends_with(|c: char| c.is_alphanumeric());
        out.push_str(before);
        out.push_str(if in_word || length < MIN_KEY { &key[..length] } else { MASK });
        rest = &key[length..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::Mask;

    #[test]
    fn keys_are_masked_and_words_are_not() {
        let mask = Mask::new(Some(SecretString::from("gsk_0123456789")));
        let table = [
            (
                "Incorrect API key provided: sk-abc***xyz. You",
                "Incorrect API key provided: sk-…. You",
            ),
            ("sk-or-v1-0123456789abcdef", "sk-…"),
            ("key=\"sk-proj-ABC_def-123\",", "key=\"sk-…\","),
            ("Bearer gsk_0123456789!", "Bearer sk-…!"),
            ("the task-force of risk-management", "the task-force of risk-management"),
            ("sk-x and ñsk-abcdefgh", "sk-x and ñsk-abcdefgh"),
            ("", ""),
        ];
        for (text, expected) in table {
            assert_eq!(mask.applied(text), expected);
        }
        let short = Mask::new(Some(SecretString::from("ollama")));
        assert_eq!(short.applied("registry.ollama.ai"), "registry.ollama.ai");
    }
}
