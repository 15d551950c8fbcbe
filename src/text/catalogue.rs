//! What is said about the models that a server offers, and about keys.

use super::{Lang, sentences};

sentences! {
    /// What failed: listing the models.
    models_unlisted(url) {
        es: "No se pudo obtener la lista de modelos de {url}",
        en: "The list of models could not be had from {url}",
    }
    /// What failed: checking the key.
    key_unchecked(url) {
        es: "No se pudo comprobar la clave en {url}",
        en: "The key could not be checked at {url}",
    }
    /// Cause: it took too long.
    models_slow(seconds) { es: "no llegó entera en {seconds} s", en: "it did not arrive within {seconds} s" }
    /// Cause: the server has no list.
    models_none_there(status) {
        es: "el servidor no publica una lista de modelos (HTTP {status})",
        en: "the server publishes no list of models (HTTP {status})",
    }
    /// Cause: the server says something else.
    models_not_a_list(extract) {
        es: "lo que respondió no es una lista de modelos: {extract}",
        en: "what it answered is no list of models: {extract}",
    }
    /// Advice: the server is slow.
    models_advice_slow() {
        es: "inténtalo otra vez dentro de un momento; mientras, se puede chatear igual",
        en: "try again in a moment; meanwhile the chat works all the same",
    }
    /// Advice: the list is not needed.
    models_advice_not_needed() {
        es: "escribe el nombre del modelo tal como lo llama el servidor (/modelo o --model): la lista no hace falta para chatear",
        en: "write the model's name as the server calls it (/model or --model): the list is not needed to chat",
    }
    /// Advice: the server refused for another reason.
    models_advice_refused() {
        es: "la causa dice por qué el servidor no la da; escribe el nombre del modelo (/modelo o --model), la lista no hace falta para chatear",
        en: "the cause says why the server does not give it; write the model's name (/model or --model), the list is not needed to chat",
    }

    /// Heading of the list: the name.
    models_column_name() { es: "modelo", en: "model" }
    /// Heading of the list: the context window.
    models_column_window() { es: "ventana", en: "window" }
    /// Heading of the list: the price of a million tokens sent.
    models_column_input() { es: "entrada/M", en: "input/M" }
    /// Heading of the list: the price of a million tokens of the answer.
    models_column_output() { es: "salida/M", en: "output/M" }
    /// Heading of the list: whether it uses tools.
    models_column_tools() { es: "herramientas", en: "tools" }
    /// It uses tools.
    models_tools_yes() { es: "sí", en: "yes" }
    /// It uses none.
    models_tools_no() { es: "no", en: "no" }
    /// The list is longer.
    models_more(count) {
        es: "… y {count} más: escribe parte del nombre detrás de /modelos",
        en: "… and {count} more: write part of the name after /models",
    }
    /// The filter leaves none.
    models_no_match(filter, count) {
        es: "Ninguno de los {count} modelos contiene «{filter}» en su nombre.",
        en: "None of the {count} models holds \"{filter}\" in its name.",
    }
    /// The server has none.
    models_none() { es: "El servidor no ofrece ningún modelo.", en: "The server offers no models." }

    /// Which model answers.
    model_now(model) { es: "🤖 Responde {model}.", en: "🤖 {model} answers." }
    /// Which model answers, and how much it reads.
    model_now_with_window(model, tokens) {
        es: "🤖 Responde {model} (ventana de {tokens} tokens).",
        en: "🤖 {model} answers (window of {tokens} tokens).",
    }
    /// The server does not list the model.
    model_not_listed(model, nearest) {
        es: "⚠️  El servidor no anuncia ningún modelo {model}. Los más parecidos: {nearest}",
        en: "⚠️  The server lists no model {model}. The most similar: {nearest}",
    }

    /// A model will end.
    model_retires(model, when) { es: "{model} dejará de estar disponible {when}", en: "{model} will be shut down {when}" }
    /// A model has ended.
    model_retired(model, when) { es: "{model} dejó de estar disponible {when}", en: "{model} was shut down {when}" }
    /// What to use instead of it.
    model_replaced(sentence, replacement) {
        es: "{sentence}; el proveedor recomienda {replacement}",
        en: "{sentence}; the provider recommends {replacement}",
    }
    /// After a retirement: how to see other models.
    model_see_others() { es: "/modelos muestra los que hay", en: "/models shows those there are" }
    /// A model that cannot use tools.
    model_without_tools(model) {
        es: "⚠️  {model} no usa herramientas, según el servidor del modelo: no podrá consultar el servidor MCP. /modelos muestra otros",
        en: "⚠️  {model} uses no tools, says the model's server: it cannot ask the MCP server. /models shows others",
    }

    /// A day, as part of a sentence.
    on_day(day, month, year) { es: "el {day} de {month} de {year}", en: "on {month} {day}, {year}" }
    /// A day, alone.
    day(day, month, year) { es: "{day} de {month} de {year}", en: "{month} {day}, {year}" }
    /// A month, as part of a sentence.
    in_month(month, year) { es: "en {month} de {year}", en: "in {month} {year}" }
    /// A year, as part of a sentence.
    in_year(year) { es: "en {year}", en: "in {year}" }
}

/// The months in both languages.
const MONTHS: [(&str, &str); 12] = [
    ("enero", "January"),
    ("febrero", "February"),
    ("marzo", "March"),
    ("abril", "April"),
    ("mayo", "May"),
    ("junio", "June"),
    ("julio", "July"),
    ("agosto", "August"),
    ("septiembre", "September"),
    ("octubre", "October"),
    ("noviembre", "November"),
    ("diciembre", "December"),
];

impl Lang {
    /// Returns a month's name; months count from 1, and there is no name beyond 12.
    pub(crate) fn month(self, month: u8) -> &'static str {
        let at = usize::from(month).wrapping_sub(1);
        let (es, en) = MONTHS.get(at).copied().unwrap_or_default();
        match self {
            Self::Es => es,
            Self::En => en,
        }
    }
}
