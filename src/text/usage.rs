//! What is said about tokens, money, the context window and what the model thinks.

use super::sentences;

sentences! {
    /// Tokens in.
    spent_in(tokens) { es: "entrada {tokens}", en: "in {tokens}" }
    /// Tokens in, and those from the cache.
    spent_in_cached(tokens, cached) { es: "entrada {tokens} ({cached} en caché)", en: "in {tokens} ({cached} cached)" }
    /// Tokens out.
    spent_out(tokens) { es: "salida {tokens}", en: "out {tokens}" }
    /// Tokens out, and those of the reasoning.
    spent_out_reasoning(tokens, reasoning) {
        es: "salida {tokens} ({reasoning} de razonamiento)",
        en: "out {tokens} ({reasoning} reasoning)",
    }
    /// Share of the context window.
    spent_window(share) { es: "ventana al {share}", en: "window {share} full" }
    /// Time to the first token.
    spent_first_token(time) { es: "primer token {time}", en: "first token {time}" }
    /// Time of the turn.
    spent_total(time) { es: "total {time}", en: "total {time}" }
    /// The conversation's usage.
    usage_heading(model, requests) {
        es: "Esta conversación con {model}: {requests} peticiones",
        en: "This conversation with {model}: {requests} requests",
    }
    /// The usage of a conversation with one request.
    usage_heading_one(model) {
        es: "Esta conversación con {model}: 1 petición",
        en: "This conversation with {model}: 1 request",
    }
    /// Requests without a count.
    usage_uncounted(count) { es: "{count} sin recuento de tokens del servidor", en: "{count} whose tokens the server did not report" }
    /// Requests without a cost.
    usage_unpriced(count) {
        es: "{count} sin coste comunicado por el proveedor: la cifra es un mínimo",
        en: "{count} whose cost the provider did not report: the figure is a minimum",
    }
    /// No request has a cost.
    usage_no_cost() { es: "el proveedor no comunica lo que cobra", en: "the provider does not report what it bills" }
    /// Nothing was asked.
    usage_nothing() { es: "Todavía no se ha preguntado nada.", en: "Nothing was asked yet." }

    /// The cost cannot be watched.
    notice_cost_unknown() {
        es: "⚠️  El proveedor no comunica lo que cobra: --max-cost no se puede vigilar.",
        en: "⚠️  The provider does not report what it bills: --max-cost cannot be watched.",
    }
    /// What failed: the limit of cost.
    too_costly() { es: "No se envía la siguiente petición al modelo", en: "The next request to the model is not sent" }
    /// Why.
    too_costly_cause(spent, limit) {
        es: "la conversación ha costado {spent} y el límite es {limit} (--max-cost)",
        en: "the conversation has cost {spent} and the limit is {limit} (--max-cost)",
    }
    /// What to do.
    too_costly_advice() {
        es: "empieza otra con /limpiar, o sube --max-cost",
        en: "begin another with /clear, or raise --max-cost",
    }

    /// The model writes a summary.
    summarising() { es: "⏳ resumiendo la conversación para hacer sitio…", en: "⏳ summarising the conversation to make room…" }
    /// Room was made.
    notice_compacted(what, before, after) {
        es: "🗜️  Para que la conversación quepa: {what} ({before} → {after} tokens, aprox.). En disco está entera.",
        en: "🗜️  To make the conversation fit: {what} ({before} → {after} tokens, about). On disk it is whole.",
    }
    /// Results became notes.
    compacted_notes(count) { es: "{count} resultados de herramientas, en nota", en: "{count} tool results became notes" }
    /// One result became a note.
    compacted_note() { es: "1 resultado de herramienta, en nota", en: "1 tool result became a note" }
    /// Rounds became a summary.
    compacted_rounds(count) { es: "{count} respuestas, en un resumen", en: "{count} replies became a summary" }
    /// One round became a summary.
    compacted_round() { es: "1 respuesta, en un resumen", en: "1 reply became a summary" }
    /// No summary.
    notice_summary_failed(cause) {
        es: "⚠️  El modelo no pudo resumir la conversación: {cause}",
        en: "⚠️  The model could not summarise the conversation: {cause}",
    }
    /// Nothing to make shorter.
    nothing_to_compact() { es: "No hay nada que acortar.", en: "There is nothing to make shorter." }

    /// A parameter is left out.
    notice_parameter_dropped(name) {
        es: "⚠️  El modelo no admite «{name}» tal como lo pediste; se sigue sin ello.",
        en: "⚠️  The model does not take \"{name}\" as you asked for it; it goes without.",
    }
    /// A tool is left out.
    notice_tool_dropped(name) {
        es: "⚠️  La API del modelo rechaza la definición de la herramienta {name}; no se le ofrece.",
        en: "⚠️  The model API refuses the definition of the tool {name}; it is not offered.",
    }
    /// All tools are left out.
    notice_tools_dropped() {
        es: "⚠️  Este modelo no puede usar herramientas: responde sin ellas. /modelo elige otro.",
        en: "⚠️  This model cannot use tools: it answers without them. /model chooses another.",
    }

    /// The model thinks, unseen.
    thinking_words(count) { es: "💭 razonando… {count} palabras", en: "💭 reasoning… {count} words" }
    /// The rest of the thoughts is folded.
    thinking_folded(count) {
        es: "… y {count} líneas más (/razonamiento todo las muestra)",
        en: "… and {count} more lines (/thinking all shows them)",
    }
    /// One line of the thoughts is folded.
    thinking_folded_one() {
        es: "… y 1 línea más (/razonamiento todo la muestra)",
        en: "… and 1 more line (/thinking all shows it)",
    }
    /// No thoughts.
    thinking_nothing() {
        es: "El modelo no contó su razonamiento en el último turno.",
        en: "The model told no thoughts in the last turn.",
    }
    /// An argument that /thinking does not take.
    thinking_argument(word) { es: "/razonamiento no entiende «{word}»", en: "/thinking does not take \"{word}\"" }
    /// Why.
    thinking_argument_cause() { es: "solo admite sí, no o todo", en: "it takes on, off or all alone" }
    /// What to do.
    thinking_argument_advice() {
        es: "/razonamiento sin nada cambia entre mostrarlo y no",
        en: "/thinking alone changes between shown and hidden",
    }
    /// Thoughts are shown.
    thinking_on() { es: "💭 Se muestra el razonamiento del modelo.", en: "💭 What the model thinks is shown." }
    /// Thoughts are hidden.
    thinking_off() { es: "💭 El razonamiento del modelo no se muestra.", en: "💭 What the model thinks is not shown." }
    /// The wait before a retry.
    retry_in(seconds) { es: "⏳ se reintenta en {seconds} s (Ctrl-C para parar)", en: "⏳ trying again in {seconds} s (Ctrl-C to stop)" }
    /// A call that began early was given up.
    call_abandoned() {
        es: "se descarta: la respuesta del modelo no llegó entera",
        en: "given up: the model's reply did not come whole",
    }
}
