//! What is said when a server wants an answer of the model.

use super::sentences;

sentences! {
    /// Who wants what of whom.
    sampling_heading(server, model) { es: "🧠 {server} quiere que {model} le responda a esto:", en: "🧠 {server} wants {model} to answer this:" }
    /// A part of the question.
    sampling_system() { es: "Instrucciones para el modelo:", en: "Instructions for the model:" }
    /// A part of the question.
    sampling_user() { es: "Usuario:", en: "User:" }
    /// A part of the question.
    sampling_model() { es: "Modelo:", en: "Model:" }
    /// A part of the question.
    sampling_tool(name) { es: "Herramienta que ejecutaría el servidor: {name}", en: "Tool that the server would run: {name}" }
    /// The model asks for a tool.
    sampling_use(name, arguments) { es: "🔧 pide {name} {arguments}", en: "🔧 asks for {name} {arguments}" }
    /// What came of a tool.
    sampling_result(text) { es: "resultado: {text}", en: "result: {text}" }
    /// Something that is no text.
    sampling_other(kind) { es: "({kind}: no se le enseña al modelo)", en: "({kind}: not shown to the model)" }
    /// How long the answer may be.
    sampling_limit(tokens) { es: "Respuesta de {tokens} tokens como máximo.", en: "An answer of {tokens} tokens at most." }
    /// The model is the chat's.
    sampling_preferences() {
        es: "El servidor prefiere un modelo; aquí solo responde el de este chat.",
        en: "The server prefers a model; here only that of this chat answers.",
    }
    /// What is left.
    sampling_left(answers, tokens) {
        es: "En esta sesión quedan {answers} respuestas y {tokens} tokens para el servidor.",
        en: "In this session {answers} answers and {tokens} tokens are left for the server.",
    }
    /// Who pays.
    sampling_cost() {
        es: "Se paga como tus preguntas; nada de esta conversación se envía con ello.",
        en: "It is paid for like your questions; nothing of this conversation is sent with it.",
    }
    /// The keys.
    sampling_keys() { es: "[s] sí, preguntar al modelo · [n] no · [c] cancelar", en: "[y] yes, ask the model · [n] no · [c] cancel" }
    /// The question.
    sampling_prompt() { es: "¿Le pregunto? ", en: "Ask it? " }
    /// The model is asked.
    sampling_waits() { es: "🧠 El modelo responde al servidor... (Ctrl-C lo detiene)", en: "🧠 The model answers the server... (Ctrl-C stops it)" }
    /// What it answered.
    sampling_answer(server) { es: "Esto respondió el modelo; aún no se ha enviado a {server}:", en: "This is what the model answered; it has not been sent to {server} yet:" }
    /// The keys.
    sampling_send_keys() { es: "[s] enviar · [n] no · [c] cancelar", en: "[y] send · [n] no · [c] cancel" }
    /// The question.
    sampling_send_prompt() { es: "¿Se lo envío? ", en: "Send it? " }
    /// It was rejected.
    sampling_rejected() { es: "✗ Rechazado: el servidor se queda sin respuesta.", en: "✗ Rejected: the server gets no answer." }
    /// Nothing is left.
    sampling_spent(server) {
        es: "⚠ {server} quería otra respuesta del modelo; ya gastó lo que le toca en esta sesión.",
        en: "⚠ {server} wanted another answer of the model; it has spent its share of this session.",
    }
}
