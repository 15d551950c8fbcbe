//! Sentences that change something: add, change, remove.

use super::{
    Addition, Alteration, Intent, NewValue,
    words::{Word, amount, department_name, has_phrase, join, known_department},
};

const ADD: &str = "\
    agrega agregar agregame agregue anade anadir anademe incorpora incorporar contrata \
    contratar registra registrar crea crear inserta insertar ingresa alta add hire register \
    create insert onboard adding suma";
const REMOVE: &str = "\
    elimina eliminar borra borrar despide despedir quita quitar suprime baja remove delete \
    fire erase dismiss drop";
/// Verbs that name no field.
const CHANGE: &str = "\
    cambia cambiar cambiale modifica modificar actualiza actualizar corrige corregir pon \
    ponle poner ponga edita editar change update set modify edit make";
/// Verbs for a salary, or for a role where no sum follows.
const RAISE: &str = "\
    sube subir subele aumenta aumentar aumentale incrementa reduce bajale raise increase \
    lower rebaja";
const PROMOTE: &str = "\
    asciende ascender promueve promover promociona nombra promote";
const MOVE: &str = "\
    mueve mover traslada trasladar transfiere transferir pasa move transfer";
/// Stand before a name or a value and belong to neither.
const FILLERS: &str = "\
    a al an and con de del el empleada empleado employee equipo for la las le llamada \
    llamado los named called new nueva nuevo of para person persona su the to un una \
    with y trabajador";
/// Stand around an email, a sum or a date.
const AROUND: &str = "\
    con with correo email e-mail mail electronico y and su her his their es is salario \
    sueldo salary pay ganando earning de of un una a an fecha desde since from starting alta \
    date hire por at on ingreso inicio";
/// Follow a sum.
const CURRENCY: &str = "\
    € euros eur euro dolares dollars usd anuales brutos mil k thousand yearly annually";

/// Reads a sentence, `None` if it changes nothing.
pub(super) fn intent(words: &[Word<'_>]) -> Option<Intent> {
    // "How much does she make", "qué pasa": questions with a verb of change in them.
    if has_phrase(words, "how much") || has_phrase(words, "que pasa") {
        return None;
    }
    let after = |vocabulary: &str| {
        let verb = words.iter().position(|word| word.is(vocabulary))?;
        Some((verb, &words[verb + 1..]))
    };
    // "Fecha de alta" and "dar de baja": both words are verbs only after "da".
    let is_given = |verb: usize| verb >= 2 && words[verb - 2].is("da dar dale dame den");
    let hire_date = |verb: usize| {
        words[verb].is("hire") && words.get(verb + 1).is_some_and(|next| next.is("date"))
    };
    let bare = |verb: usize| (!words[verb].is("alta baja") || is_given(verb)) && !hire_date(verb);
    if let Some((verb, rest)) = after(ADD)
        && bare(verb)
    {
        return Some(Intent::Add(addition(rest)));
    }
    if let Some((_, rest)) = after(PROMOTE) {
        return Some(Intent::Change(alteration(rest, Some(Field::Role))));
    }
    if let Some((_, rest)) = after(MOVE) {
        return Some(Intent::Change(alteration(rest, Some(Field::Department))));
    }
    if let Some((_, rest)) = after(CHANGE).or_else(|| after(RAISE)) {
        return Some(Intent::Change(alteration(rest, None)));
    }
    after(REMOVE).filter(|(verb, _)| bare(*verb)).map(|_| Intent::Remove)
}

/// Reads what follows "add".
fn addition(words: &[Word<'_>]) -> Addition {
    let mut rest = words.to_vec();
    let email = rest.iter().position(Word::is_email).map(|at| {
        let email = rest[at].raw.to_owned();
        cut(&mut rest, at..at + 1);
        email
    });
    let is_pay = |word: &Word<'_>| word.is("salario sueldo salary ganando earning cobrando pay");
    let salary = rest.iter().position(is_pay).and_then(|at| {
        let end = (rest.len()).min(at + 6);
        let number = (at + 1..end).find(|n| amount(&rest[*n..=*n]).is_some())?;
        let salary = amount(&rest[number..end]);
        let tail = rest[number + 1..]
            .iter()
            .take_while(|word| word.is(CURRENCY) || amount(std::slice::from_ref(*word)).is_some());
        let end = number + 1 + tail.count();
        cut(&mut rest, at..end);
        salary
    });
    let hire_date = rest.iter().position(is_date).map(|at| {
        let date = rest[at].raw.to_owned();
        cut(&mut rest, at..at + 1);
        date
    });
    let [name, role, department] = sections(&rest);
    Addition {
        name: some(&name).map(named),
        role: some(&role).map(|role| capitalised(&join(role))),
        department: some(&department).map(department_name),
        email,
        salary,
        hire_date,
    }
}

/// Takes words out, with those that only introduced them.
fn cut(words: &mut Vec<Word<'_>>, at: std::ops::Range<usize>) {
    let before = words[..at.start].iter().rev().take_while(|word| word.is(AROUND)).count();
    words.drain(at.start - before..at.end);
}

/// Whether a word has the shape of a date.
fn is_date(word: &Word<'_>) -> bool {
    word.raw.len() == 10
        && word.raw.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// Divides "Ana García como contadora en Finanzas" into name, role and department.
///
/// The last "en" is the department's: "ingeniera en sistemas en Tecnología".
fn sections<'a>(words: &[Word<'a>]) -> [Vec<Word<'a>>; 3] {
    let is_in = |word: &Word<'_>| word.is("en in to into para");
    let last_in = words.iter().rposition(is_in);
    let mut sections = [Vec::new(), Vec::new(), Vec::new()];
    let mut current = 0;
    for (index, word) in words.iter().enumerate() {
        let introduces_role = word.is("como as")
            || (word.is("puesto cargo rol role position") && sections[1].is_empty());
        if introduces_role {
            current = 1;
            continue;
        }
        let introduces_department =
            Some(index) == last_in || (word.is("departamento department area") && current < 2);
        if introduces_department {
            // "the Legal department": the name came before the word.
            current = 2;
            continue;
        }
        // "Agrega en Finanzas a Ana García": the name comes last.
        if word.is("a") && current == 2 && sections[0].is_empty() {
            current = 0;
            continue;
        }
        sections[current].push(word.clone());
        // "Ana García, contadora, Finanzas": a comma leads to the next part.
        if word.pause && current < 2 {
            current += 1;
        }
    }
    sections.map(|section| trimmed(&section))
}

/// Takes the words off both ends that belong to no name or value.
fn trimmed<'a>(words: &[Word<'a>]) -> Vec<Word<'a>> {
    let leads = |word: &Word<'_>| word.is(FILLERS) || word.is("departamento department area");
    let trails = |word: &Word<'_>| word.is("a and con de el of the to un una with y");
    let start = words.iter().take_while(|word| leads(word)).count();
    let end = words[start..].iter().rev().take_while(|word| trails(word)).count();
    words[start..words.len() - end].to_vec()
}

/// Returns the words unless there are none.
fn some<'w, 'a>(words: &'w [Word<'a>]) -> Option<&'w [Word<'a>]> {
    (!words.is_empty()).then_some(words)
}

/// Writes a name that was typed without capitals with them.
fn named(words: &[Word<'_>]) -> String {
    let name = join(words);
    if name.contains(char::is_uppercase) {
        return name;
    }
    let small = ["de", "del", "la", "las", "los", "y"];
    let parts = name.split(' ').map(|part| match small.contains(&part) {
        true => part.to_owned(),
        false => capitalised(part),
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// Writes the first letter as a capital.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A field that a sentence can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Name,
    Role,
    Department,
    Email,
    Salary,
}

/// Returns the field that a word names.
fn field(word: &Word<'_>) -> Option<Field> {
    Some(match word.folded.as_str() {
        "nombre" | "name" => Field::Name,
        "puesto" | "cargo" | "rol" | "role" | "position" | "title" | "job" => Field::Role,
        "departamento" | "department" | "area" => Field::Department,
        "correo" | "email" | "mail" | "e-mail" => Field::Email,
        "salario" | "sueldo" | "salary" | "pay" => Field::Salary,
        _ => return None,
    })
}

/// Reads what follows "change": `[the FIELD of] PERSON['s FIELD] to [the FIELD of] VALUE`.
fn alteration(words: &[Word<'_>], by_verb: Option<Field>) -> Alteration {
    let mut named = None;
    let mut rest = words;
    // The field before the person.
    while let [first, after @ ..] = rest
        && (first.is(FILLERS) || (named.is_none() && field(first).is_some()))
    {
        named = named.or(field(first));
        rest = after;
    }
    let length = person_length(rest);
    let (person, mut rest) = rest.split_at(length);
    // What stands between the person and the new value: a field, or where the person comes from.
    let is_marker = |word: &Word<'_>| word.is("a al to por into como as the an en = at");
    while let [first, after @ ..] = rest
        && !is_marker(first)
    {
        named = named.or(field(first));
        rest = after;
    }
    while let [first, after @ ..] = rest
        && (is_marker(first) || first.is(FILLERS) || (after_field(first, named)))
    {
        named = named.or(field(first));
        rest = after;
    }
    let person = trimmed(person);
    Alteration {
        person: some(&person).map(join),
        value: new_value(&trimmed(rest), named.or(by_verb)),
    }
}

/// Whether a word before the value repeats or names its field.
fn after_field(word: &Word<'_>, named: Option<Field>) -> bool {
    field(word).is_some_and(|field| named.is_none_or(|named| named == field))
}

/// Returns how many words are the person's name.
fn person_length(words: &[Word<'_>]) -> usize {
    for (index, word) in words.iter().enumerate() {
        let ends_before =
            word.is("a al to por into como as from the an en = un") || field(word).is_some();
        if ends_before {
            return index;
        }
        // "de" belongs to many names, unless a field or a department follows.
        if word.is("de del") {
            let next = words.get(index + 1..).unwrap_or_default();
            let department = known_department(next).is_some_and(|(_, at)| at.start == 0);
            if department || next.first().is_some_and(|next| field(next).is_some()) {
                return index;
            }
        }
        if word.possessive || word.pause {
            return index + 1;
        }
    }
    words.len()
}

/// Reads the new value of a field, and guesses the field where none was named.
fn new_value(words: &[Word<'_>], field: Option<Field>) -> Option<NewValue> {
    let text = join(some(words)?);
    let salary = || {
        // "Un 10 %" is no sum, and what it would come to is not for this model to decide.
        let percent = text.contains('%') || words.iter().any(|word| word.is("percent"));
        amount(words).filter(|_| !percent).map(NewValue::Salary)
    };
    let role = || capitalised(&text);
    match field {
        Some(Field::Name) => Some(NewValue::Name(text)),
        Some(Field::Role) => Some(NewValue::Role(role())),
        Some(Field::Department) => Some(NewValue::Department(department_name(words))),
        Some(Field::Email) => words
            .iter()
            .find(|word| word.is_email())
            .map(|word| NewValue::Email(word.raw.to_owned())),
        Some(Field::Salary) => salary(),
        None => match known_department(words) {
            _ if words.iter().any(Word::is_email) => new_value(words, Some(Field::Email)),
            _ if text.contains(|c: char| c.is_ascii_digit()) => salary(),
            Some((name, at)) if at.len() == words.len() => {
                Some(NewValue::Department(name.to_owned()))
            }
            Some(_) | None => Some(NewValue::Role(role())),
        },
    }
}
