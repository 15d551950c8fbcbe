//! What is said while it is found out which transport a server speaks.

use super::sentences;

sentences! {
    /// Nothing that we speak was found: why, of all that was tried.
    detect_none(tried) {
        es: "ahí no habla ningún transporte de MCP. {tried}",
        en: "no transport of MCP speaks there. {tried}",
    }
    /// One thing that was tried, and what came of it.
    detect_tried(what, cause) { es: "{what} → {cause}", en: "{what} → {cause}" }
    /// Doctor: one thing that was tried, its status and how long it took.
    detect_probe(what, status, took) { es: "{what} → {status} ({took} ms)", en: "{what} → {status} ({took} ms)" }
    /// Doctor: the status of what got no answer.
    detect_no_answer() { es: "sin respuesta", en: "no answer" }
    /// Doctor: the transport in use.
    detect_transport(name) { es: "transporte: {name}", en: "transport: {name}" }
    /// What to do where nothing was found.
    detect_none_advice() {
        es: "comprueba la URL: la de un servidor MCP suele terminar en /mcp o en /sse; mcp-chat doctor muestra cada intento",
        en: "check the URL: that of an MCP server usually ends in /mcp or in /sse; mcp-chat doctor shows each attempt",
    }
}
