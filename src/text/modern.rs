//! What is said about a stateless MCP server (2026-07-28).

use super::sentences;

sentences! {
    /// An unknown kind of result.
    modern_result_type(kind) {
        es: "la respuesta es de una clase desconocida: «{kind}»",
        en: "the answer is of an unknown kind: \"{kind}\"",
    }
    /// It asks for nothing that can be given.
    modern_asked() {
        es: "el servidor pide datos, pero no dice cuáles, o pide demasiados a la vez",
        en: "the server asks for data but does not say which, or for too much at once",
    }
    /// What it asks was denied.
    modern_denied(why) {
        es: "el servidor pidió algo que aquí no se le da: {why}",
        en: "the server asked for something that it is not given here: {why}",
    }
    /// It never has enough.
    modern_rounds(rounds) {
        es: "el servidor pidió datos {rounds} veces seguidas sin terminar",
        en: "the server asked for data {rounds} times in a row and did not finish",
    }
    /// What to do about such an answer.
    modern_unusable_advice() {
        es: "no se repite por su cuenta; avisa a quien mantiene el servidor, o prueba otra herramienta",
        en: "it is not repeated on its own; tell whoever runs the server, or try another tool",
    }
    /// Headers and body differ.
    modern_header_mismatch_advice() {
        es: "puede que la herramienta haya cambiado o que un proxy altere las cabeceras: vuelve a intentarlo",
        en: "the tool may have changed, or a proxy alters the headers: try again",
    }
    /// A capability that we lack.
    modern_missing_capability_advice() {
        es: "la herramienta necesita a la persona (sus datos, su modelo o sus carpetas): úsala desde el chat, en una terminal",
        en: "the tool needs a person (their data, model or folders): use it from the chat, in a terminal",
    }
    /// Another version.
    modern_unsupported_version_advice() {
        es: "actualiza mcp-chat, o usa un servidor que acepte la versión 2026-07-28 o una anterior",
        en: "update mcp-chat, or use a server that accepts version 2026-07-28 or an earlier one",
    }
}
