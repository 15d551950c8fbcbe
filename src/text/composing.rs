//! What is said about editing elsewhere, copying, and attaching files.

use super::sentences;

sentences! {
    /// The editor brought nothing.
    compose_failed() { es: "No se pudo editar", en: "It could not be edited" }
    /// Why.
    compose_no_editor() { es: "no hay editor: ni VISUAL ni EDITOR están puestas", en: "there is no editor: neither VISUAL nor EDITOR is set" }
    /// What to do.
    compose_no_editor_advice() { es: "por ejemplo: export EDITOR=nano", en: "for example: export EDITOR=nano" }
    /// Why.
    compose_editor(editor, reason) { es: "el editor ({editor}) falló: {reason}", en: "the editor ({editor}) failed: {reason}" }
    /// What to do.
    compose_file_advice() {
        es: "comprueba que se pueda escribir en la carpeta temporal, y guarda texto UTF-8 de menos de 4 MiB",
        en: "check that the temporary folder can be written to, and save UTF-8 text of less than 4 MiB",
    }
    /// Nothing was changed.
    compose_unchanged() { es: "Sin cambios: no se pregunta de nuevo.", en: "Unchanged: it is not asked again." }
    /// A command of the chat in a script.
    needs_a_chat() { es: "Esta orden es del chat", en: "This command belongs to the chat" }
    /// Why.
    needs_a_chat_cause() { es: "aquí no hay terminal que prestar", en: "there is no terminal to lend here" }
    /// What to do.
    needs_a_chat_advice() { es: "inicia mcp-chat en un terminal", en: "start mcp-chat in a terminal" }
    /// Copied by a program.
    copied(program) { es: "📋 Respuesta copiada ({program}).", en: "📋 Answer copied ({program})." }
    /// Copied by the terminal.
    copied_by_terminal() {
        es: "📋 Respuesta enviada al portapapeles del terminal (OSC 52); si no llega, tu terminal no lo admite.",
        en: "📋 Answer sent to the terminal's clipboard (OSC 52); if it is not there, your terminal does not take it.",
    }
    /// Not copied.
    copy_failed() { es: "No se pudo copiar la respuesta", en: "The answer could not be copied" }
    /// Why.
    copy_nothing() { es: "todavía no hay ninguna respuesta", en: "there is no answer yet" }
    /// Why.
    copy_large(most) {
        es: "pasa de {most} kB, lo que cabe por el terminal, y no hay programa que copie",
        en: "it is larger than {most} kB, which is what fits through the terminal, and there is no program that copies",
    }
    /// What to do.
    copy_advice() {
        es: "/exportar chat.md la escribe en un archivo; wl-copy, xclip o xsel copian sin límite",
        en: "/export chat.md writes it to a file; wl-copy, xclip or xsel copy without a limit",
    }
    /// A file goes with the question.
    attached(path, bytes) { es: "📎 {path} ({bytes} bytes) va con la pregunta.", en: "📎 {path} ({bytes} bytes) goes with the question." }
    /// A file cannot go with the question.
    attach_failed(path) { es: "No se puede adjuntar {path}", en: "{path} cannot be attached" }
    /// Why.
    attach_large(most) { es: "pasa de {most} KiB", en: "it is larger than {most} KiB" }
    /// Why.
    attach_no_text() { es: "no es texto UTF-8", en: "it is no UTF-8 text" }
    /// Why.
    attach_many(most) { es: "una pregunta admite {most} archivos", en: "a question takes {most} files" }
    /// What to do.
    attach_advice() {
        es: "quita la @ para preguntar sin el archivo; la pregunta sigue en la línea",
        en: "take away the @ to ask without the file; the question is still on the line",
    }
}
