//! Questions that only read: who, how many, how much, and small talk.

use super::{
    Group, Intent,
    words::{Word, department_name, has_phrase, join, known_department},
};

/// Asks for a list.
const LIST: &str = "\
    quien quienes lista listar listame listado muestra muestrame mostrar ver dame ensename \
    empleado empleados empleadas empleada gente personas plantilla personal trabajan trabaja \
    todos who list show employees employee people staff everyone everybody team";
/// Asks for a number.
const COUNT: &str = "cuantos cuantas cuanta headcount cantidad";
/// Asks for a person.
const FIND: &str = "\
    busca buscar buscame encuentra encontrar hablame datos ficha find search look about \
    details info informacion information";
/// Is about money.
const PAY: &str = "\
    salario salarios sueldo sueldos gana ganan cobra cobran pagan salary salaries earn earns \
    earning paid pay make makes";
/// Asks for another field of a person.
const FIELD: &str = "\
    correo email mail puesto cargo rol role position title contrato entro empezo hired \
    contratado contratada start started dedica long hire date antiguedad ingreso fecha alta";
/// Asks for an average.
const AVERAGE: &str = "promedio media medio average mean avg promedios";
/// Asks for the top.
const MOST: &str = "mas mayor maximo mejor most highest top best maximum";
/// Asks for the bottom.
const LEAST: &str = "menos menor minimo peor least lowest minimum";
/// The word department.
const DEPARTMENT: &str = "\
    departamento departamentos department departments area areas";
/// Carry no meaning of their own in a question.
const EMPTY: &str = "\
    a al algun alguna algunos alguien ahora actualmente aqui cada company compania como con \
    cual cuales cuando cuanto de del donde el ella empresa en entre equipo es esa ese esta \
    estan este fue general grupo hay hoy la las le les los llama llaman me mi mis mostrarme \
    negocio nos nuestra nuestro nuestros numero o oficina para pertenecen persona podrias \
    por puedes puedo que quiero quisiera se ser si sobre son su sus tal tenemos tiene tienen \
    tienes total trabajador trabajadores un una y todo toda todas dime di decir decirme saber conocer necesito quieres lleva an and are at by can could currently do \
    does every for from give has have here how i in is many much my now number of on our \
    tell the there to want";
/// More of them, in English.
const EMPTY_ENGLISH: &str = "\
    up us was we were what when which with work working works would you your each per named \
    called belong belongs all everything anything know need pasa \
    let see get did worked";

/// Greets or thanks.
const HELLO: &str =
    "hola buenas buenos dias tardes saludos hello hi hey morning afternoon good gracias thanks";

/// Reads a question, `None` if no rule fits.
pub(super) fn intent(words: &[Word<'_>]) -> Option<Intent> {
    let has = |vocabulary: &str| words.iter().any(|word| word.is(vocabulary));
    if has("herramienta herramientas tool tools") {
        return Some(Intent::Tools);
    }
    if has("eres") || has_phrase(words, "are you") {
        return Some(Intent::Help);
    }
    salaries(words)
        .or_else(|| counts(words))
        .or_else(|| people(words))
        .or_else(|| small_talk(words))
        .or_else(|| bare_name(words))
}

/// Questions about money: averages, extremes, and what a person earns.
fn salaries(words: &[Word<'_>]) -> Option<Intent> {
    let has = |vocabulary: &str| words.iter().any(|word| word.is(vocabulary));
    let group = group(words);
    if has(AVERAGE) {
        return Some(Intent::Average(group.department));
    }
    if !has(PAY) {
        return None;
    }
    if words.iter().any(|word| word.raw.contains(|c: char| c.is_ascii_digit())) {
        // "Who earns more than 40000": a comparison that no rule makes.
        return Some(Intent::Unclear);
    }
    if has(MOST) || has(LEAST) {
        return Some(Intent::Extreme { most: has(MOST), department: group.department });
    }
    Some(match group.text {
        Some(text) => Intent::Find(text),
        None => Intent::Average(group.department),
    })
}

/// Questions for a number, and for the departments.
fn counts(words: &[Word<'_>]) -> Option<Intent> {
    let has = |vocabulary: &str| words.iter().any(|word| word.is(vocabulary));
    let counts = has(COUNT)
        || ["how many", "numero de", "number of", "total de", "total number"]
            .into_iter()
            .any(|phrase| has_phrase(words, phrase));
    let every = [
        "por departamento",
        "cada departamento",
        "by department",
        "per department",
        "each department",
    ]
    .into_iter()
    .any(|phrase| has_phrase(words, phrase));
    if every || has("departamentos departments areas resumen summary") {
        return Some(Intent::Departments);
    }
    counts.then(|| Intent::Count(group(words)))
}

/// Questions for people: one by name, or a list.
fn people(words: &[Word<'_>]) -> Option<Intent> {
    let has = |vocabulary: &str| words.iter().any(|word| word.is(vocabulary));
    let group = group(words);
    let is_who = ["quien es", "quienes son", "who is", "who are"]
        .into_iter()
        .any(|phrase| has_phrase(words, phrase));
    if (has(FIND) || has(FIELD) || is_who)
        && let Some(text) = &group.text
    {
        // "The director of Ventas": the department is a word of the role.
        let names_role = is_who.then(|| known_department(words)).flatten();
        let text = match names_role {
            Some((_, at)) => format!("{text} {}", join(&words[at])),
            None => text.clone(),
        };
        return Some(Intent::Find(text));
    }
    (has(LIST) || known_department(words).is_some()).then_some(Intent::List(group))
}

/// Sentences that ask nothing of the data.
fn small_talk(words: &[Word<'_>]) -> Option<Intent> {
    let has = |vocabulary: &str| words.iter().any(|word| word.is(vocabulary));
    if has("ayuda ayudar ayudarme ayudame help /help")
        || ["puedes hacer", "sabes hacer", "can you do", "can i ask", "puedo preguntar"]
            .into_iter()
            .any(|phrase| has_phrase(words, phrase))
    {
        return Some(Intent::Help);
    }
    if has("gracias thanks thank thx") {
        return Some(Intent::Thanks);
    }
    if has("adios chao chau bye goodbye") || has_phrase(words, "hasta luego") {
        return Some(Intent::Farewell);
    }
    has("hola buenas buenos saludos hello hi hey morning afternoon").then_some(Intent::Greeting)
}

/// A name alone: two to four words, each with a capital.
fn bare_name(words: &[Word<'_>]) -> Option<Intent> {
    let named = (2..=4).contains(&words.len()) && words.iter().all(Word::is_capitalised);
    named.then(|| Intent::Find(join(words)))
}

/// Finds whom the question is about: a department, and words that no rule knows.
fn group(words: &[Word<'_>]) -> Group {
    let (department, at) = match known_department(words) {
        Some((name, at)) => (Some(name.to_owned()), at),
        None => named_department(words).map_or((None, 0..0), |(name, at)| (Some(name), at)),
    };
    let others = words.iter().enumerate().filter(|(index, _)| !at.contains(index));
    let unknown: Vec<&str> =
        others.map(|(_, word)| word).filter(|word| !is_vocabulary(word)).map(stem).collect();
    Group { department, text: (!unknown.is_empty()).then(|| unknown.join(" ")) }
}

/// Finds a department that is no common one: what stands before or after the word, or after "in".
fn named_department(words: &[Word<'_>]) -> Option<(String, std::ops::Range<usize>)> {
    // Words that join those of a name, as in "Atención al Cliente".
    let joins = |word: &Word<'_>| word.is("de del of la el the al a y and");
    let name = |at: std::ops::Range<usize>| {
        let leading = words[at.clone()].iter().take_while(|word| joins(word)).count();
        let start = at.start + leading;
        let known =
            words[start..at.end].iter().position(|word| is_vocabulary(word) && !joins(word));
        let end = known.map_or(at.end, |known| start + known);
        let trailing = words[start..end].iter().rev().take_while(|word| joins(word)).count();
        let at = start..end - trailing;
        (!at.is_empty()).then(|| (department_name(&words[at.clone()]), at))
    };
    let after = |index: usize| name(index + 1..words.len());
    let is_department = |word: &Word<'_>| word.is("departamento department area");
    if let Some(index) = words.iter().position(is_department) {
        let before = index.checked_sub(1).and_then(|before| name(before..index));
        return after(index).or(before);
    }
    words.iter().rposition(|word| word.is("en in")).and_then(after)
}

/// Whether a word has its meaning from the rules.
fn is_vocabulary(word: &Word<'_>) -> bool {
    [LIST, COUNT, FIND, PAY, FIELD, AVERAGE, MOST, LEAST, DEPARTMENT, EMPTY, EMPTY_ENGLISH, HELLO]
        .into_iter()
        .any(|vocabulary| word.is(vocabulary))
}

/// Cuts the ending that Spanish and English put on a plural: a search finds the rest.
///
/// A name keeps its own ending: it is not plural.
fn stem<'a>(word: &Word<'a>) -> &'a str {
    if word.is_capitalised() || word.raw.len() < 5 {
        return word.raw;
    }
    let cut = if word.folded.ends_with("res") || word.folded.ends_with("oras") {
        2
    } else {
        usize::from(word.raw.ends_with('s'))
    };
    let end = word.raw.char_indices().rev().take(cut).last().map_or(word.raw.len(), |(at, _)| at);
    &word.raw[..end]
}
