//! Where a model API is asked: below its base URL, which people also write out up to
//! `chat/completions`. Pure.

use url::Url;

/// Returns the URL of chat completions.
pub(super) fn completions(base_url: &Url) -> Url {
    below(base_url, "chat/completions")
}

/// Returns the URL of the list of models.
pub(super) fn models(base_url: &Url) -> Url {
    below(base_url, "models")
}

/// Returns the URL of what OpenRouter tells of a key.
pub(super) fn key(base_url: &Url) -> Url {
    below(base_url, "key")
}

fn below(base_url: &Url, last: &str) -> Url {
    let mut url = base_url.clone();
    let path = url.path().trim_end_matches('/').to_owned();
    let path = path.strip_suffix("/chat/completions").unwrap_or(&path);
    url.set_path(&format!("{path}/{last}"));
    url
}

#[cfg(test)]
mod tests {
    use super::{Url, completions, key, models};

    #[test]
    fn what_is_asked_for_lies_below_the_base_url() {
        for (base, path) in [
            ("https://api.openai.com/v1", "https://api.openai.com/v1/"),
            ("https://h/v1/", "https://h/v1/"),
            ("https://h/v1/chat/completions", "https://h/v1/"),
            ("https://h/v1/chat/completions/", "https://h/v1/"),
            ("https://h", "https://h/"),
            ("https://h/a%20b/", "https://h/a%20b/"),
        ] {
            let base = Url::parse(base).unwrap();
            assert_eq!(completions(&base).as_str(), format!("{path}chat/completions"));
            assert_eq!(models(&base).as_str(), format!("{path}models"));
            assert_eq!(key(&base).as_str(), format!("{path}key"));
        }
        let base = Url::parse("https://h/openai?api-version=1").unwrap();
        assert_eq!(models(&base).as_str(), "https://h/openai/models?api-version=1");
    }
}
