//! What holds for any foreign bytes, as plain functions that panic where it does not.
//!
//! One code for two ways to look for bytes that break it: `cargo test` (tests/it/properties.rs)
//! tries a few hundred, the fuzz targets (fuzz/) as many as one has patience for. They use nothing
//! but the library's public parts.

pub(crate) mod config;
pub(crate) mod incoming;
pub(crate) mod markdown;
pub(crate) mod recording;
pub(crate) mod untrusted;

/// Bytes of which choices and texts are made: a fuzzer changes bytes, so what is chosen must follow
/// from them alone.
pub(crate) struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    /// Takes the bytes.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Returns the next byte; 0 where there is none left.
    pub(crate) fn next(&mut self) -> u8 {
        match self.0.split_first() {
            Some((first, rest)) => {
                self.0 = rest;
                *first
            }
            None => 0,
        }
    }

    /// Returns the next byte as a decision.
    pub(crate) fn flag(&mut self) -> bool {
        self.next() % 2 == 1
    }

    /// Returns the rest as text; what is none becomes U+FFFD.
    pub(crate) fn text(self) -> String {
        String::from_utf8_lossy(self.0).into_owned()
    }
}

/// Cuts a text between characters, by lengths that repeat; 0 makes an empty piece.
pub(crate) fn cut<'a>(text: &'a str, lengths: &[u8]) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut lengths = lengths.iter().cycle().map(|length| usize::from(*length));
    // Without a length above 0 it would never end.
    let mut patience = 4;
    while !rest.is_empty() {
        let mut length = lengths.next().unwrap_or(1);
        if length == 0 {
            patience -= 1;
            length = usize::from(patience <= 0);
        }
        let at = rest.char_indices().nth(length).map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at(at);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// Whether a terminal would act upon a character, or it hides or turns what stands beside it;
/// line breaks are none of these. Written apart from the filter that it judges, from Unicode's
/// own classes. Joiners and selectors are left to the filter's tests: within an emoji they belong.
pub(crate) fn is_foreign(c: char) -> bool {
    let code = u32::from(c);
    let is_control = code < 0x20 || (0x7f..=0x9f).contains(&code);
    let turns = matches!(code, 0x061c | 0x200e | 0x200f | 0x202a..=0x202e | 0x2066..=0x2069);
    let breaks = matches!(code, 0x2028 | 0x2029);
    let hides =
        matches!(code, 0x00ad | 0x200b | 0x200c | 0x2060..=0x2064 | 0xfeff | 0xe0000..=0xe007f);
    c != '\n' && (is_control || turns || breaks || hides)
}
