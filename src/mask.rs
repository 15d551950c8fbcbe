//! Takes API keys out of text that servers send back (OpenAI quotes a wrong key, for one).
//!
//! Masked are the configured key, wherever it stands and also where only its beginning and end
//! are quoted, whatever follows `Bearer`, and whatever looks like `sk-…`.

use secrecy::{ExposeSecret as _, SecretString};

/// What stands for a key.
const MASK: &str = "sk-…";
/// A key shorter than this is a word like `ollama`, no secret, and may occur in any text.
const MIN_KEY: usize = 8;
/// How much of the key a quote must show to be one.
const MIN_QUOTED: usize = 4;
const BEARER: &str = "bearer ";

/// Knows the configured key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mask {
    key: Option<SecretString>,
}

impl Mask {
    pub(crate) fn new(key: Option<SecretString>) -> Self {
        Self { key: key.filter(|key| key.expose_secret().trim().len() >= MIN_KEY) }
    }

    /// Replaces every key, in full or in part.
    pub(crate) fn apply(&self, text: &mut String) {
        if let Some(key) = &self.key {
            let key = key.expose_secret().trim();
            if text.contains(key) {
                *text = text.replace(key, MASK);
            }
            if ELLIPSES.iter().any(|marks| text.contains(marks)) {
                *text = without_quotes(text, key);
            }
        }
        if text.contains("sk-") {
            *text = without_keys(text);
        }
        if text.to_ascii_lowercase().contains(BEARER) {
            *text = without_tokens(text);
        }
    }

    /// As [`Self::apply`], for a text that is only passed on.
    pub(crate) fn applied(&self, text: impl Into<String>) -> String {
        let mut text = text.into();
        self.apply(&mut text);
        text
    }
}

/// Whether a key may hold this character.
fn of_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_*".contains(c)
}

/// Masks `sk-…`.
fn without_keys(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("sk-") {
        let (before, key) = rest.split_at(at);
        let length = key.find(|c| !of_key(c)).unwrap_or(key.len());
        // "task-force" holds no key.
        let in_word = before.ends_with(|c: char| c.is_alphanumeric());
        out.push_str(before);
        out.push_str(if in_word || length < MIN_KEY { &key[..length] } else { MASK });
        rest = &key[length..];
    }
    out + rest
}

/// Masks the token after every `Bearer`, which a server quotes from the request's header.
fn without_tokens(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(at) = lower[from..].find(BEARER) {
        let token = from + at + BEARER.len();
        // RFC 6750, section 2.1: the characters of a token, and the `*` of a shortened one.
        let is_token = |c: char| of_key(c) || "._~+/=".contains(c);
        let length = text[token..].find(|c| !is_token(c)).unwrap_or(text.len() - token);
        let word = text[token..token + length].trim_end_matches('.');
        out.push_str(&text[from..token]);
        // "Bearer authentication" names no token.
        let is_word = word.chars().all(|c| c.is_ascii_lowercase());
        out.push_str(if word.len() < MIN_KEY || is_word { word } else { MASK });
        from = token + word.len();
    }
    out + &text[from..]
}

/// How a server shortens a key.
const ELLIPSES: [&str; 3] = ["**", "...", "…"];

/// Masks words such as `gsk_0…6789` that quote the beginning of `key`, its end or both.
fn without_quotes(text: &str, key: &str) -> String {
    let of_quote = |c: char| of_key(c) || c == '.' || c == '…';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find(of_quote) {
        let (before, word) = rest.split_at(begin);
        let length = word.find(|c| !of_quote(c)).unwrap_or(word.len());
        out.push_str(before);
        out.push_str(if quotes(&word[..length], key) { MASK } else { &word[..length] });
        rest = &word[length..];
    }
    out + rest
}

/// Whether a word is a beginning and an end of the key around what was left out.
fn quotes(word: &str, key: &str) -> bool {
    let Some(begin) = ELLIPSES.iter().filter_map(|marks| word.find(marks)).min() else {
        return false;
    };
    let (head, rest) = word.split_at(begin);
    let tail = rest.trim_start_matches(['*', '.', '…']).trim_end_matches('.');
    head.len() + tail.len() >= MIN_QUOTED && key.starts_with(head) && key.ends_with(tail)
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
            ("the key gsk_0123456789 and gsk_0123456789", "the key sk-… and sk-…"),
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

    #[test]
    fn what_follows_bearer_is_a_key() {
        let mask = Mask::new(Some(SecretString::from("gsk_0123456789")));
        let table = [
            ("Bearer gsk_0123456789!", "Bearer sk-…!"),
            ("authorization: bearer eyJh.bGci.Oi9== is old.", "authorization: bearer sk-… is old."),
            ("BEARER AIzaSyD-abc_123. ñ", "BEARER sk-…. ñ"),
            ("Bearer a1b2****c3d4", "Bearer sk-…"),
            ("Bearer authentication is missing", "Bearer authentication is missing"),
            ("a bearer ", "a bearer "),
        ];
        for (text, expected) in table {
            assert_eq!(mask.applied(text), expected);
        }
    }

    #[test]
    fn a_key_that_is_quoted_in_part_is_one() {
        let mask = Mask::new(Some(SecretString::from("gsk_0123456789")));
        let table = [
            ("Wrong key: gsk_****6789. See", "Wrong key: sk-… See"),
            ("key 'gsk_01…' ends", "key 'sk-…' ends"),
            ("key ...6789", "key sk-…"),
            ("key **********6789,", "key sk-…,"),
            ("gsk_…89", "sk-…"),
            // Of others, and of no key.
            ("abcd****wxyz", "abcd****wxyz"),
            ("the **bold** word… and so on...", "the **bold** word… and so on..."),
            ("g...9", "g...9"),
        ];
        for (text, expected) in table {
            assert_eq!(mask.applied(text), expected);
        }
        let none = Mask::default();
        assert_eq!(none.applied("gsk_****6789"), "gsk_****6789");
    }
}
