//! What is said about a disk that does not take what the chat keeps.

use super::sentences;

sentences! {
    /// A line of the history is no text.
    history_damaged_one(aside) {
        es: "⚠️  El historial tenía 1 línea dañada, que se omite; el archivo de antes está en {aside}.",
        en: "⚠️  The history had 1 damaged line, which is left out; the file as it was is {aside}.",
    }
    /// Lines of the history are no text.
    history_damaged_many(count, aside) {
        es: "⚠️  El historial tenía {count} líneas dañadas, que se omiten; el archivo de antes está en {aside}.",
        en: "⚠️  The history had {count} damaged lines, which are left out; the file as it was is {aside}.",
    }
    /// Lines are not kept.
    history_failed(path, reason) {
        es: "⚠️  Las líneas que escribes no se pueden guardar en {path} ({reason}); el chat sigue.",
        en: "⚠️  The lines that you type cannot be kept in {path} ({reason}); the chat goes on.",
    }
    /// Why there is no title: writing failed.
    rename_unkept() {
        es: "la conversación no se pudo guardar en disco",
        en: "the conversation could not be saved to disk",
    }
    /// What to do.
    rename_unkept_advice() {
        es: "libera espacio o comprueba los permisos; /limpiar empieza una conversación que se intenta guardar",
        en: "free some space or check the permissions; /clear begins a conversation that is tried to be saved",
    }
    /// Another model answers than before.
    resumed_model(before, now) {
        es: "Antes respondía {before}; ahora responde {now}.",
        en: "{before} answered before; {now} answers now.",
    }
}
