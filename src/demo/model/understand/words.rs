//! A question as words, and the vocabulary of both languages.

use crate::{demo::fold::fold, text::Lang};

/// A word of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// As it was typed, without the punctuation around it.
    pub(super) raw: &'a str,
    /// As it is compared.
    pub(super) folded: String,
    /// Whether a comma, colon or semicolon follows.
    pub(super) pause: bool,
    /// Whether it had an English `'s`, which is cut off.
    pub(super) possessive: bool,
}

impl Word<'_> {
    /// Whether it is one of these, which are parted by spaces.
    pub(super) fn is(&self, words: &str) -> bool {
        words.split(' ').any(|word| word == self.folded)
    }

    /// Whether it is an email address, as far as a reader can tell.
    pub(super) fn is_email(&self) -> bool {
        self.raw
            .split_once('@')
            .is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.'))
    }

    /// Whether it starts with a capital letter.
    pub(super) fn is_capitalised(&self) -> bool {
        self.raw.chars().next().is_some_and(char::is_uppercase)
    }
}

/// Splits a question into words, without the words of politeness.
pub(super) fn words(question: &str) -> Vec<Word<'_>> {
    let all: Vec<Word<'_>> = question.split_whitespace().filter_map(word).collect();
    let mut kept: Vec<Word<'_>> = Vec::with_capacity(all.len());
    for word in all {
        if word.is("favor") && kept.last().is_some_and(|last| last.is("por")) {
            kept.pop();
        } else if !word.is("please") {
            kept.push(word);
        }
    }
    kept
}

/// Reads one word, `None` for bare punctuation.
fn word(text: &str) -> Option<Word<'_>> {
    let around = |c: char| {
        matches!(
            c,
            '¿' | '?'
                | '¡'
                | '!'
                | '.'
                | ','
                | ';'
                | ':'
                | '"'
                | '\''
                | '('
                | ')'
                | '«'
                | '»'
                | '“'
                | '”'
                | '*'
                | '`'
        )
    };
    let trimmed = text.trim_matches(around);
    if trimmed.is_empty() || !trimmed.contains(|c: char| c.is_alphanumeric() || c == '€') {
        return None;
    }
    let possessive = ["'s", "’s"].into_iter().find_map(|end| trimmed.strip_suffix(end));
    let raw = possessive.unwrap_or(trimmed);
    let pause = text.ends_with([',', ';', ':']);
    Some(Word { raw, folded: fold(raw), pause, possessive: possessive.is_some() })
}

/// Returns the words as they were typed, in one text.
pub(super) fn join(words: &[Word<'_>]) -> String {
    words.iter().map(|word| word.raw).collect::<Vec<_>>().join(" ")
}

/// Whether these words follow each other somewhere.
pub(super) fn has_phrase(words: &[Word<'_>], phrase: &str) -> bool {
    find_phrase(words, phrase).is_some()
}

/// Finds where these words follow each other.
fn find_phrase(words: &[Word<'_>], phrase: &str) -> Option<std::ops::Range<usize>> {
    let length = phrase.split(' ').count();
    let at = words.windows(length).position(|window| {
        window.iter().zip(phrase.split(' ')).all(|(word, part)| word.folded == part)
    })?;
    Some(at..at + length)
}

/// The departments of a common company, as Spanish data names them, with what they are called.
const DEPARTMENTS: [(&str, &[&str]); 8] = [
    ("Ventas", &["ventas", "venta", "comercial", "sales"]),
    ("Finanzas", &["finanzas", "finance", "finances"]),
    ("Tecnología", &["tecnologia", "technology", "tech", "it", "ti", "informatica", "sistemas"]),
    ("Recursos Humanos", &["recursos humanos", "human resources", "rrhh", "rr.hh", "rh", "hr"]),
    ("Operaciones", &["operaciones", "operations", "ops"]),
    ("Marketing", &["marketing", "mercadotecnia", "mercadeo"]),
    ("Legal", &["legal"]),
    ("Administración", &["administracion", "administration"]),
];

/// Finds a known department among the words: its name, and where it stands.
pub(super) fn known_department(
    words: &[Word<'_>],
) -> Option<(&'static str, std::ops::Range<usize>)> {
    DEPARTMENTS.into_iter().find_map(|(name, aliases)| {
        let at = aliases.iter().filter_map(|alias| find_phrase(words, alias));
        at.into_iter().find(|at| means_department(words, at)).map(|at| (name, at))
    })
}

/// Whether the words at `at` name a department: `it` and `ti` are pronouns too.
fn means_department(words: &[Word<'_>], at: &std::ops::Range<usize>) -> bool {
    let word = &words[at.start];
    if !word.is("it ti") || word.raw.chars().all(char::is_uppercase) {
        return true;
    }
    let before = at.start.checked_sub(1).map(|before| &words[before]);
    words.len() == 1 || before.is_some_and(|before| before.is("in en"))
}

/// Returns the department that exactly these words name, else the words as they were typed.
pub(super) fn department_name(mut words: &[Word<'_>]) -> String {
    while let [before @ .., last] = words
        && !before.is_empty()
        && last.is("department departamento area team")
    {
        words = before;
    }
    match known_department(words) {
        Some((name, at)) if at.len() == words.len() => name.to_owned(),
        Some(_) | None => join(words),
    }
}

/// Words that tell Spanish.
const SPANISH: &str = "\
    quien quienes cuantos cuantas cuanto cuanta cual cuales que como donde cuando en el la \
    los las de del al un una y con hay es son esta estan trabaja trabajan agrega agregar \
    anade cambia cambiar actualiza asciende mueve sube lista muestra muestrame dame busca \
    empleados empleado empleadas gente personas salario sueldo promedio medio gana puesto \
    departamento departamentos correo hola buenos buenas dias gracias ayuda adios puedes \
    hacer eres herramientas por todos mas elimina";
/// Words that tell English.
const ENGLISH: &str = "\
    who how many much what which where when the is are in of to an and with there works work \
    add change update promote move raise set make list show me give find search employees \
    employee people staff salary average earn earns role department departments email hello \
    hi hey good morning thanks thank you help bye goodbye can do does tools by as for \
    everyone most remove all";

/// Returns the language that most words tell, `None` if they do not.
pub(in crate::demo::model) fn language_of(question: &str) -> Option<Lang> {
    let words = words(question);
    let count = |vocabulary: &str| words.iter().filter(|word| word.is(vocabulary)).count();
    let (spanish, english) = (count(SPANISH), count(ENGLISH));
    match spanish.cmp(&english) {
        std::cmp::Ordering::Greater => Some(Lang::Es),
        std::cmp::Ordering::Less => Some(Lang::En),
        std::cmp::Ordering::Equal => question.contains(['¿', '¡']).then_some(Lang::Es),
    }
}

/// Reads an amount such as `45000`, `45.000 €`, `$45,000.50`, `45k` or `45 mil`.
pub(super) fn amount(words: &[Word<'_>]) -> Option<f64> {
    let start = words.iter().position(|word| digits(word.raw).is_some())?;
    let mut text = String::new();
    let mut factor = 1.0;
    for word in &words[start..] {
        if let Some(number) = digits(word.raw) {
            text.push_str(number);
        } else if word.is("mil k thousand") {
            factor = 1000.0;
        } else {
            break;
        }
        if word.folded.ends_with('k') {
            factor = 1000.0;
            break;
        }
    }
    plain_number(&text).map(|number| number * factor)
}

/// Returns the digits and separators of a word that is a sum of money.
fn digits(word: &str) -> Option<&str> {
    let number = word.trim_matches(['€', '$']).trim_end_matches(['k', 'K']);
    let good = number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    good.then_some(number)
}

/// Reads a number in either language's notation: a separator before exactly three digits, or one
/// that occurs twice, groups thousands; any other one begins the decimals.
fn plain_number(text: &str) -> Option<f64> {
    let Some(last) = text.rfind(['.', ',']) else { return text.parse().ok() };
    let separator = &text[last..=last];
    let groups = text.len() - last == 4 || text.matches(separator).count() > 1;
    let bare = |part: &str| part.replace(['.', ','], "");
    if groups {
        bare(text).parse().ok()
    } else {
        format!("{}.{}", bare(&text[..last]), &text[last + 1..]).parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{amount, department_name, join, known_department, language_of, words};
    use crate::text::Lang;

    #[test]
    fn amounts_are_read_in_both_notations() {
        for (text, expected) in [
            ("45000", Some(45_000.0)),
            ("45.000 €", Some(45_000.0)),
            ("$45,000", Some(45_000.0)),
            ("45 000 euros", Some(45_000.0)),
            ("1.245.000,50", Some(1_245_000.5)),
            ("1,245,000.5", Some(1_245_000.5)),
            ("45k", Some(45_000.0)),
            ("45 mil euros", Some(45_000.0)),
            ("45,5", Some(45.5)),
            ("un 10%", None),
            ("mucho", None),
        ] {
            assert_eq!(amount(&words(text)), expected, "{text}");
        }
    }

    #[test]
    fn departments_are_known_in_both_languages() {
        for (text, expected) in [
            ("who is in sales?", Some("Ventas")),
            ("¿RECURSOS humanos?", Some("Recursos Humanos")),
            ("people in HR", Some("Recursos Humanos")),
            ("tecnologia", Some("Tecnología")),
            ("who works in IT", Some("Tecnología")),
            ("how is it going", None),
            ("para ti", None),
            ("ventanas", None),
        ] {
            assert_eq!(known_department(&words(text)).map(|(name, _)| name), expected, "{text}");
        }
        assert_eq!(department_name(&words("Ventas Internas")), "Ventas Internas");
    }

    #[test]
    fn the_language_is_that_of_most_words() {
        for (text, expected) in [
            ("Who works here?", Some(Lang::En)),
            ("Add Ana García as contadora in Finanzas", Some(Lang::En)),
            ("Agrega a John Smith como manager en Sales", Some(Lang::Es)),
            ("¿Ventas?", Some(Lang::Es)),
            ("Ventas", None),
            ("", None),
        ] {
            assert_eq!(language_of(text), expected, "{text}");
        }
    }

    #[test]
    fn politeness_and_punctuation_are_no_words() {
        let text = "Por favor, «Ana» ... please: O'Neil's!";
        assert_eq!(join(&words(text)), "Ana O'Neil");
    }
}
