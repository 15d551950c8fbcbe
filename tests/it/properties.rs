//! The properties of foreign bytes that fuzz/ tries without end, tried a few hundred times here.

#[path = "../properties/mod.rs"]
mod checked;

use proptest::prelude::{ProptestConfig, Strategy, any, prop, proptest};

/// Pieces that mean something to a terminal, whole and broken.
const TERMINAL: &[&str] = &[
    "\u{1b}",
    "\u{1b}[2J",
    "\u{1b}]52;c;eA==\u{7}",
    "\u{1b}]8;;http://x\u{1b}\\",
    "\u{1b}[31m",
    "\u{9b}",
    "\u{9d}",
    "\u{7f}",
    "\r",
    "\t",
    "\u{8}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{200d}",
    "\u{fe0f}",
    "\u{feff}",
    "\u{2028}",
    "\u{e0041}",
    "👩‍💻",
    "ñ",
    "日本",
    "hola ",
    "\n",
];

/// Pieces of answers.
const MARKDOWN: &[&str] = &[
    "# ",
    "- ",
    "12. ",
    "> ",
    "```",
    "~~~",
    "```rust\n",
    "| a | b |\n",
    "|---|--:|\n",
    "|",
    "---",
    "**",
    "*",
    "_",
    "`",
    "~~",
    "[a](",
    "](",
    ")",
    "<http://h>",
    "http://h/\u{1b}[1m",
    "\\",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "palabra",
    "/*",
    "\"",
    "'",
];

/// Pieces of settings.
const SETTINGS: &[&str] = &[
    "model = ",
    "modle = ",
    "server = ",
    "allow = ",
    "max_steps = ",
    "temperature = ",
    "lang = ",
    "openai_api_key = ",
    "[server]",
    "[[x]]",
    "'x'",
    "\"x\"",
    "\"",
    "'",
    "'''",
    "\"\"\"",
    "[",
    "]",
    "{",
    "}",
    ",",
    "1",
    "-0.5",
    "1e999",
    "true",
    "2020-01-01",
    "http://u:p@h?k",
    "MODEL_NAME=",
    "export ",
    "$HOME",
    "${X}",
    "#",
    "=",
    ".",
    "\\",
    "\\u0000",
    "\n",
    "\n",
    "\0",
    "\u{feff}",
    "es",
];

/// Pieces of recordings.
const RECORDING: &[&str] = &[
    "{\"mcp_chat_recording\":1,",
    "{\"mcp_chat_recording\":2}\n",
    "{\"at\":1,\"kind\":\"head\",\"exchange\":0,\"head\":{\"status\":99,\"headers\":[]}}\n",
    "{\"at\":1,\"kind\":\"done\",\"exchange\":0}\n",
    "{\"at\":1,\"kind\":\"end\",\"status\":0}\n",
    "{\"at\":1,\"kind\":\"\\u001b[2J\"}\n",
    "\n{\"at\":1,\"kind\":\"\\u202e\\n\"}\n",
    "{\"at\":1,\"kind\":\"width\",\"columns\":99999999}\n",
    "{\"at\":-1}\n",
    "\"\\u001b[2J\":",
    "}",
    "{",
    "\"",
    ",",
    "null",
    "\n",
];

/// Pieces of what a server sends.
const INCOMING: &[&str] = &[
    "data: ",
    "event: endpoint\n",
    "id: 7\n",
    "retry: 500\n",
    ": ping\n",
    "\n\n",
    "\r\n\r\n",
    "\r\r",
    "\n",
    "data: [{\"id\":\"1\",\"error\":{\"message\":\"\\u001b[2J\"}},{},5]\n\n",
    "data: {\"id\":1,\"result\":{\"tools\":[{\"name\":\"\"},{\"name\":\"a\"}],\"nextCursor\":\"\"}}\n\n",
    "data: {\"id\":1,\"result\":{\"content\":[{\"type\":\"text\"},7,null]}}\r\n\r\n",
    "data: {\"id\":1,\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":[]}}\r\r",
    "data: {\"id\":1,\"result\":{\"protocolVersion\":\"\\u001b]0;x\"}}\n\n",
    "{\"a\":[\"ñ\",1e999]}",
    "data: {\"id\":0,\"method\":\"e\",\"params\":{\"url\":\"file:///etc\",\"requestedSchema\":{\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":2},\"s\":{\"enum\":[\"a\",\"1\"]},\"m\":{\"type\":\"array\",\"maxItems\":1,\"items\":{\"enum\":[\"a\",\"b\"]}},\"d\":{\"type\":\"string\",\"format\":\"date\"}}}}}\n\n",
    "data: {\"id\":2,\"result\":{\"prompts\":[{},{\"name\":\"p\",\"arguments\":[7]}],\"messages\":[null,{\"content\":[]}],\"contents\":[{\"blob\":\"=\"}],\"completion\":{\"values\":[1]}}}\n\n",
    "}\n\n",
    "data: {\"method\":\"notifications/progress\",\"params\":{\"progressToken\":1.0}}\n\n",
    "data: {\"method\":\"ping\",\"id\":null}\n\n",
];

/// Makes bytes: a few for choices, then pieces, with junk between them now and then.
fn bytes(parts: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let piece =
        (0..parts.len() + TERMINAL.len() + 4, any::<[u8; 2]>()).prop_map(move |(choice, junk)| {
            match parts.iter().chain(TERMINAL).nth(choice) {
                Some(part) => part.as_bytes().to_vec(),
                None => junk.to_vec(),
            }
        });
    let head = prop::collection::vec(any::<u8>(), 8);
    (head, prop::collection::vec(piece, 0..40)).prop_map(|(mut all, pieces)| {
        all.extend(pieces.into_iter().flatten());
        all
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn foreign_text_is_safe_in_any_pieces(bytes in bytes(MARKDOWN)) {
        checked::untrusted::check(&bytes);
    }

    #[test]
    fn an_answer_is_the_same_in_any_pieces_and_has_our_escapes_alone(bytes in bytes(MARKDOWN)) {
        checked::markdown::check(&bytes);
    }

    #[test]
    fn what_a_server_sends_is_read_or_ignored(bytes in bytes(INCOMING)) {
        checked::incoming::check(&bytes);
    }

    #[test]
    fn any_recording_is_taken_or_refused_in_safe_words(bytes in bytes(RECORDING)) {
        checked::recording::check(&bytes);
    }

    #[test]
    fn any_file_of_settings_is_read_or_refused_and_shows_no_key(bytes in bytes(SETTINGS)) {
        checked::config::check(&bytes);
    }
}
