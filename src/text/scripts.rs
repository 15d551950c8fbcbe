//! What is said to scripts, and to whoever calls a tool by hand.

use super::sentences;

sentences! {
    /// An argument that the tool does not have.
    call_arguments_unknown(key) { es: "la herramienta no tiene el argumento «{key}»", en: "the tool has no argument \"{key}\"" }
    /// The most similar argument, and all of them.
    call_arguments_nearest(nearest, all) {
        es: "¿querías decir {nearest}? Admite: {all}",
        en: "did you mean {nearest}? It takes: {all}",
    }
    /// Arguments that the tool requires.
    call_arguments_missing(keys) { es: "falta: {keys}", en: "missing: {keys}" }
    /// A value of another type.
    call_arguments_type(key, wanted, value) {
        es: "«{key}» pide {wanted}, no «{value}»",
        en: "\"{key}\" takes {wanted}, not \"{value}\"",
    }
    /// Between alternatives.
    or_between() { es: " o ", en: " or " }
    /// A type of value.
    kind_text() { es: "un texto", en: "a text" }
    /// A type of value.
    kind_integer() { es: "un número entero", en: "a whole number" }
    /// A type of value.
    kind_number() { es: "un número", en: "a number" }
    /// A type of value.
    kind_boolean() { es: "true o false", en: "true or false" }
    /// A type of value.
    kind_list() { es: "una lista JSON", en: "a JSON list" }
    /// A type of value.
    kind_object() { es: "un objeto JSON", en: "a JSON object" }
}
