//! What the chat says: greetings, what happens in a turn, approval.

use super::sentences;

sentences! {
    /// Label before the cause of a failure.
    label_cause() { es: "Causa:", en: "Cause:" }
    /// Label before what to do about a failure.
    label_advice() { es: "Qué hacer:", en: "What to do:" }

    /// The prompt.
    prompt() { es: "👤 Tú: ", en: "👤 You: " }
    /// While connecting.
    connecting(url) { es: "📡 Conectando con el servidor MCP en {url}...", en: "📡 Connecting to the MCP server at {url}..." }
    /// Connected.
    connected(name, count) { es: "✅ Conexión establecida: {name} · {count}", en: "✅ Connected: {name} · {count}" }
    /// Ready to chat.
    ready(provider, model) {
        es: "🤖 Agente listo con proveedor '{provider}' y modelo '{model}'",
        en: "🤖 Agent ready with provider '{provider}' and model '{model}'",
    }
    /// How to go on.
    ready_hint() {
        es: "   Escribe 'salir' para terminar, /ayuda para ver más.",
        en: "   Type 'exit' to leave, /help for more.",
    }
    /// The model works.
    thinking() { es: "🤖 Pensando...", en: "🤖 Thinking..." }
    /// Leaving.
    goodbye() { es: "👋 ¡Adiós!", en: "👋 Goodbye!" }
    /// Ctrl-C on an empty line.
    how_to_leave() {
        es: "Para salir, pulsa Ctrl-C otra vez o escribe 'salir'.",
        en: "To leave, press Ctrl-C again or type 'exit'.",
    }
    /// A line that is no text.
    line_not_text() {
        es: "⚠️  Lo escrito no es texto UTF-8 y no se envió: comprueba la codificación del terminal.",
        en: "⚠️  What was typed is not UTF-8 text and was not sent: check the terminal's encoding.",
    }
    /// A turn was cancelled.
    turn_cancelled() { es: "⏹️  Cancelado.", en: "⏹️  Cancelled." }
    /// The conversation was cleared.
    cleared() { es: "🧹 Conversación nueva.", en: "🧹 New conversation." }

    /// A call is arriving from the model.
    call_begun(name) { es: "⏳ preparando {name}…", en: "⏳ preparing {name}…" }
    /// The model is waited for.
    waits_model(picture, time) {
        es: "{picture} esperando al modelo, {time} (Ctrl-C cancela)",
        en: "{picture} waiting for the model, {time} (Ctrl-C cancels)",
    }
    /// How to give up what runs.
    how_to_cancel() { es: "(Ctrl-C cancela)", en: "(Ctrl-C cancels)" }
    /// A result of one row.
    size_row() { es: "1 fila", en: "1 row" }
    /// A result of so many rows.
    size_rows(count) { es: "{count} filas", en: "{count} rows" }
    /// A result of so many lines.
    size_lines(count) { es: "{count} líneas", en: "{count} lines" }
    /// A result of so many bytes.
    size_bytes(count) { es: "{count} bytes", en: "{count} bytes" }
    /// A call's name or arguments are wrong.
    call_rejected(reason) { es: "no se ejecutó — {reason}", en: "did not run — {reason}" }
    /// A call was denied.
    call_denied() { es: "no se ejecutó: denegada", en: "did not run: denied" }
    /// A call was denied because nobody can be asked.
    call_denied_unasked() {
        es: "no se ejecutó: esta herramienta pide permiso y aquí no hay a quién preguntar; con --yes se ejecuta",
        en: "did not run: this tool needs approval and there is nobody to ask here; --yes runs it",
    }
    /// A model request will be sent again.
    retrying(cause, retry, of, time) {
        es: "⚠️  El modelo no respondió ({cause}). Reintento {retry} de {of} en {time} (Ctrl-C para parar)",
        en: "⚠️  The model did not answer ({cause}). Retry {retry} of {of} in {time} (Ctrl-C to stop)",
    }

    /// The answer was cut.
    notice_output_limit() {
        es: "⚠️  La respuesta está cortada: el modelo llegó a su límite de salida.",
        en: "⚠️  The answer is cut: the model reached its output limit.",
    }
    /// The provider filtered the answer.
    notice_filtered() { es: "⚠️  El proveedor filtró la respuesta.", en: "⚠️  The provider filtered the answer." }
    /// Too many calls in one reply.
    notice_calls_left_out(count) {
        es: "⚠️  El modelo pidió demasiadas llamadas a la vez; sin hacer: {count}.",
        en: "⚠️  The model asked for too many calls at once; not made: {count}.",
    }
    /// The limit of rounds.
    notice_max_steps(steps) {
        es: "⚠️  Se alcanzó el límite de rondas de herramientas ({steps}, --max-steps); el modelo responde con lo que tiene.",
        en: "⚠️  The limit of rounds of tools was reached ({steps}, --max-steps); the model answers with what it has.",
    }
    /// Too many tools.
    notice_tools_left_out(count) {
        es: "⚠️  El servidor tiene más herramientas de las que admite una petición; no se ofrecen al modelo: {count}.",
        en: "⚠️  The server has more tools than a request may hold; not offered to the model: {count}.",
    }
    /// A call as text.
    notice_leaked_call() {
        es: "⚠️  La respuesta contiene una llamada que el servidor del modelo no reconoció; no se ejecuta. Quizá ese modelo no sepa usar herramientas.",
        en: "⚠️  The answer contains a call that the model's server did not recognise; it is not run. That model may not be able to use tools.",
    }
    /// The transcript cannot be written.
    notice_transcript_failed(reason) {
        es: "⚠️  La conversación no se puede guardar en disco ({reason}); el chat sigue.",
        en: "⚠️  The conversation cannot be saved to disk ({reason}); the chat goes on.",
    }
    /// The turn brought no answer.
    no_answer() { es: "El modelo no dio ninguna respuesta", en: "The model gave no answer" }
    /// Why.
    no_answer_cause() {
        es: "siguió pidiendo herramientas, o su respuesta llegó vacía",
        en: "it kept asking for tools, or its answer came empty",
    }
    /// What to do.
    no_answer_advice() { es: "repite la pregunta, o prueba con otro modelo (--model)", en: "ask again, or try another model (--model)" }

    /// The connection came back.
    server_back() { es: "🔌 Se perdió la conexión con el servidor MCP y se restableció.", en: "🔌 The connection to the MCP server was lost and is back." }
    /// The connection came back, after its loss was told.
    server_back_at_last() { es: "🔌 Conexión con el servidor MCP restablecida.", en: "🔌 The connection to the MCP server is back." }
    /// The connection is being made again and that takes a while.
    server_reconnecting() { es: "🔌 Se perdió la conexión con el servidor MCP; reconectando…", en: "🔌 The connection to the MCP server was lost; reconnecting…" }
    /// The connection is down.
    server_down() {
        es: "🔌 El servidor MCP sigue sin responder; se volverá a intentar con la próxima petición.",
        en: "🔌 The MCP server still does not answer; the next request will try again.",
    }

}
