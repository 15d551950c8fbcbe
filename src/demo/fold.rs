//! Text as people compare it: `García` and `garcia` are the same name.
//!
//! Shared by the search of the employees and by the offline model's reading of a question.

/// Returns the text in lower case and without accents.
///
/// Covers the Latin letters of Spanish and its neighbours, composed or decomposed; any other
/// character stays as it is.
pub(crate) fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).filter_map(plain).collect()
}

/// Returns the letter without its accent, `None` for a combining accent on its own.
fn plain(c: char) -> Option<char> {
    match c {
        'á' | 'à' | 'ä' | 'â' | 'ã' | 'å' => Some('a'),
        'é' | 'è' | 'ë' | 'ê' => Some('e'),
        'í' | 'ì' | 'ï' | 'î' => Some('i'),
        'ó' | 'ò' | 'ö' | 'ô' | 'õ' => Some('o'),
        'ú' | 'ù' | 'ü' | 'û' => Some('u'),
        'ñ' => Some('n'),
        'ç' => Some('c'),
        '\u{300}'..='\u{36f}' => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn case_and_accents_make_no_difference() {
        assert_eq!(fold("GARCÍA Núñez, Begoña Güell"), "garcia nunez, begona guell");
        assert_eq!(fold("Tecnologi\u{301}a"), "tecnologia");
    }
}
