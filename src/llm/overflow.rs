//! Reads from an error how large the context window is and how much was asked of it.
//!
//! llama.cpp says it in fields; everyone else in a sentence, each in another one.

use serde_json::{Map, Value};

/// The two numbers of a request that did not fit, in tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overflow {
    /// The model's context window.
    pub window: Option<u64>,
    /// What the request would have needed.
    pub asked: Option<u64>,
}

/// Smaller numbers are versions, codes and places in a list, no sizes.
const SMALLEST: u64 = 256;

/// Words right before the size of the window.
const BEFORE: [&str; 9] = [
    "maximum context length is",
    "maximum context length of",
    "max context length is",
    "context length of",
    "context window of",
    "context window is",
    "context size (",
    "limit of",
    ">",
];
/// Words right after it.
const AFTER: [&str; 5] = ["maximum", "token limit", "tokens allowed", "context window", "limit"];

impl Overflow {
    /// Reads llama.cpp's fields of an error object.
    pub(super) fn in_fields(error: &Map<String, Value>) -> Self {
        let number = |key: &str| error.get(key).and_then(Value::as_u64);
        Self { window: number("n_ctx"), asked: number("n_prompt_tokens") }
    }

    /// Reads a sentence such as "maximum context length is 4096 tokens. However, you requested
    /// 5000 tokens".
    pub(super) fn in_text(message: &str) -> Self {
        let message = message.to_lowercase();
        let sizes = sizes(&message);
        let is_window = |size: &&Size| {
            let (before, after) =
                (message[..size.from].trim_end(), message[size.to..].trim_start());
            BEFORE.iter().any(|words| before.ends_with(words.trim_end()))
                || AFTER.iter().any(|words| after.starts_with(words))
        };
        // Without telling words, the smaller number of two is what there is room for.
        let window = sizes
            .iter()
            .find(is_window)
            .or_else(|| sizes.iter().min_by_key(|size| size.value).filter(|_| sizes.len() > 1));
        let Some(window) = window.map(|size| size.value) else { return Self::default() };
        let asked = sizes.iter().map(|size| size.value).find(|value| *value > window);
        Self { window: Some(window), asked }
    }

    /// Fills what is unknown from `other`.
    pub(super) fn or(self, other: Self) -> Self {
        Self { window: self.window.or(other.window), asked: self.asked.or(other.asked) }
    }
}

/// A number in a text.
struct Size {
    value: u64,
    from: usize,
    to: usize,
}

/// Finds the numbers that can be sizes; `128,000` is one number, `gpt-4` holds none.
fn sizes(text: &str) -> Vec<Size> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let from = at;
        let mut digits = String::new();
        while at < bytes.len() {
            let group = bytes[at] == b','
                && bytes
                    .get(at + 1..at + 4)
                    .is_some_and(|next| next.iter().all(u8::is_ascii_digit))
                && !bytes.get(at + 4).is_some_and(u8::is_ascii_digit);
            if bytes[at].is_ascii_digit() {
                digits.push(char::from(bytes[at]));
            } else if !group {
                break;
            }
            at += 1;
        }
        let in_word = |byte: Option<&u8>| {
            byte.is_some_and(|byte| byte.is_ascii_alphabetic() || b"-_.".contains(byte))
        };
        let ends_sentence = bytes.get(at) == Some(&b'.')
            && !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
        let word = in_word(from.checked_sub(1).and_then(|before| bytes.get(before)))
            || (in_word(bytes.get(at)) && !ends_sentence);
        if let Ok(value) = digits.parse()
            && value >= SMALLEST
            && !word
        {
            found.push(Size { value, from, to: at });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Overflow;

    fn overflow(window: u64, asked: u64) -> Overflow {
        Overflow { window: Some(window), asked: Some(asked).filter(|asked| *asked > 0) }
    }

    #[test]
    fn both_numbers_are_found_in_everyones_words() {
        let table = [
            (
                "This model's maximum context length is 128000 tokens. However, your messages \
                 resulted in 130512 tokens. Please reduce the length of the messages.",
                overflow(128_000, 130_512),
            ),
            (
                "This model's maximum context length is 4096 tokens. However, you requested 5000 \
                 tokens (4500 in the messages, 500 in the completion).",
                overflow(4096, 5000),
            ),
            ("prompt is too long: 250000 tokens > 200000 maximum", overflow(200_000, 250_000)),
            (
                "the request (5213 tokens) exceeds the available context size (4096 tokens), try \
                 increasing it",
                overflow(4096, 5213),
            ),
            (
                "Input tokens exceed the configured limit of 272,000 tokens. Your messages \
                 resulted in 300,120 tokens.",
                overflow(272_000, 300_120),
            ),
            (
                "This endpoint's maximum context length is 8192 tokens. However, you requested \
                 about 9000 tokens (8000 of text input, 1000 in the output).",
                overflow(8192, 9000),
            ),
            ("too many tokens: 9000 asked, 8192 are there", overflow(8192, 9000)),
            ("context window of gpt-4096 is full", Overflow::default()),
            (
                "Your input exceeds the context window of this model. [HTTP 400]",
                Overflow::default(),
            ),
            ("the context window is 8192 tokens", overflow(8192, 0)),
            ("", Overflow::default()),
        ];
        for (message, expected) in table {
            assert_eq!(Overflow::in_text(message), expected, "{message}");
        }
    }

    #[test]
    fn fields_win() {
        let error = json!({"n_ctx": 4096, "n_prompt_tokens": 5000});
        let fields = Overflow::in_fields(error.as_object().expect("an object"));
        assert_eq!(fields.or(overflow(1, 2)), overflow(4096, 5000));
    }
}
