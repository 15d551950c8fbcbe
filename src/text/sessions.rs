//! What is said about conversations that are gone on with.

use super::{Lang, sentences};

sentences! {
    /// A conversation goes on.
    resumed(count) { es: "↩️  Se retoma la conversación ({count} mensajes).", en: "↩️  The conversation goes on ({count} messages)." }
    /// A line that could not be read.
    resumed_damaged_one() {
        es: "⚠️  1 línea de su archivo está dañada y se omite.",
        en: "⚠️  1 line of its file is damaged and left out.",
    }
    /// Lines that could not be read.
    resumed_damaged_many(count) {
        es: "⚠️  {count} líneas de su archivo están dañadas y se omiten.",
        en: "⚠️  {count} lines of its file are damaged and left out.",
    }
    /// A turn was taken back.
    undone(question) {
        es: "↩️  Se deshizo la última pregunta: «{question}». Lo que las herramientas hicieron, hecho está.",
        en: "↩️  The last question was taken back: \"{question}\". What tools did stays done.",
    }
    /// What failed: there is no turn.
    nothing_to_undo() { es: "No hay ninguna pregunta anterior", en: "There is no question before" }
    /// Why.
    nothing_to_undo_cause() {
        es: "la conversación está vacía, o empieza con un resumen",
        en: "the conversation is empty, or begins with a summary",
    }
    /// What to do.
    nothing_to_undo_advice() { es: "escribe una pregunta", en: "type a question" }
    /// What failed.
    resume_failed() { es: "No se puede retomar la conversación", en: "The conversation cannot be gone on with" }
    /// Why: there is none with this server.
    resume_none_with(server) { es: "no hay ninguna con {server}", en: "there is none with {server}" }
    /// Why: there is none like that.
    resume_none_named(text) {
        es: "ninguna tiene ese identificador ni «{text}» en su primera pregunta",
        en: "none has that id, nor \"{text}\" in its first question",
    }
    /// What to do then.
    resume_none_advice(folder) {
        es: "sin -c ni -r empieza una nueva; las anteriores están en {folder}",
        en: "without -c and -r a new one begins; those of before are in {folder}",
    }
    /// Why: it is in use.
    resume_in_use() { es: "otro programa la está usando", en: "another program is using it" }
    /// What to do then.
    resume_in_use_advice() { es: "ciérralo, o empieza una nueva sin -c ni -r", en: "close that one, or begin a new one without -c and -r" }
    /// Why: it is of a newer program.
    resume_newer(version) {
        es: "su archivo es de una versión más nueva del programa (formato {version})",
        en: "its file is of a newer version of the program (format {version})",
    }
    /// What to do then.
    resume_newer_advice() { es: "actualiza mcp-chat; el archivo no se toca", en: "update mcp-chat; the file stays as it is" }
    /// What to do about a file that cannot be read.
    resume_io_advice(folder) { es: "comprueba los permisos de {folder}", en: "check the permissions of {folder}" }
}

impl Lang {
    /// Returns how many lines could not be read, in words.
    pub(crate) fn resumed_damaged(self, count: usize) -> String {
        if count == 1 { self.resumed_damaged_one() } else { self.resumed_damaged_many(count) }
    }
}
