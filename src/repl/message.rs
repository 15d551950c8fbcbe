//! A message of several lines: when Enter begins another one, and what the lines add up to. Pure.

/// Begins and ends a block of code.
const FENCE: &str = "```";
/// Ends the message although a block of code is open: two empty lines.
const ANYWAY: &str = "\n\n";

/// Whether Enter after this text begins another line: after a `\\`, and in a block of code.
pub(super) fn goes_on(text: &str) -> bool {
    if text.starts_with('/') {
        return false;
    }
    let backslashes = text.len() - text.trim_end_matches('\\').len();
    let fences = text.lines().filter(|line| line.trim_start().starts_with(FENCE)).count();
    backslashes % 2 == 1 || (fences % 2 == 1 && !text.ends_with(ANYWAY))
}

/// Returns the message that was typed as these lines: without the `\\` that joined them.
pub(super) fn joined(text: &str) -> String {
    text.replace("\\\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::{goes_on, joined};

    #[test]
    fn a_message_goes_on_where_its_writer_wants_it() {
        for (text, expected) in [
            ("", false),
            ("¿Quién?", false),
            ("uno \\", true),
            ("C:\\\\", false),
            ("uno\\\\\\", true),
            ("```rust", true),
            ("mira:\n```\nfn main() {}", true),
            ("mira:\n```\nfn main() {}\n```", false),
            ("  ```\nx", true),
            ("dice ``` en medio", false),
            ("```\nsin cerrar\n\n", false),
            ("/tools \\", false),
        ] {
            assert_eq!(goes_on(text), expected, "{text:?}");
        }
    }

    #[test]
    fn the_lines_are_joined_without_what_joined_them() {
        assert_eq!(joined("uno\\\ndos\\\ntres"), "uno\ndos\ntres");
        assert_eq!(joined("C:\\temp"), "C:\\temp");
    }
}
