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
        es: "ninguna tiene ese identificador ni «{text}» en su título o primera pregunta",
        en: "none has that id, nor \"{text}\" in its title or first question",
    }
    /// What to do then.
    resume_none_advice(folder) {
        es: "mcp-chat sessions las muestra; sin -c ni -r empieza una nueva. Están en {folder}",
        en: "mcp-chat sessions lists them; without -c and -r a new one begins. They are in {folder}",
    }
    /// It goes on in a copy.
    resumed_copy() {
        es: "⚠️  Otro programa está usando esta conversación; aquí sigue en una copia.",
        en: "⚠️  Another program is using this conversation; here it goes on in a copy.",
    }
    /// Why: it is of a newer program.
    resume_newer(version) {
        es: "su archivo es de una versión más nueva del programa (formato {version})",
        en: "its file is of a newer version of the program (format {version})",
    }
    /// What to do then.
    resume_newer_advice() { es: "actualiza mcp-chat; el archivo no se toca", en: "update mcp-chat; the file stays as it is" }
    /// There are none.
    sessions_none() { es: "No hay conversaciones guardadas.", en: "There are no conversations." }
    /// They cannot be listed.
    sessions_failed() { es: "No se pueden leer las conversaciones", en: "The conversations cannot be read" }
    /// How many questions.
    questions_one() { es: "1 pregunta", en: "1 question" }
    /// How many questions.
    questions_many(count) { es: "{count} preguntas", en: "{count} questions" }
    /// Less than a minute ago.
    ago_now() { es: "ahora", en: "now" }
    /// Minutes ago.
    ago_minutes(count) { es: "hace {count} min", en: "{count} min ago" }
    /// Hours ago.
    ago_hours(count) { es: "hace {count} h", en: "{count} h ago" }
    /// A day ago.
    ago_day() { es: "ayer", en: "yesterday" }
    /// Days ago.
    ago_days(count) { es: "hace {count} días", en: "{count} days ago" }
    /// Choosing a conversation: the prompt.
    choose_prompt() { es: "¿Cuál? ", en: "Which? " }
    /// Choosing a conversation: how.
    choose_keys() {
        es: "Un número la retoma, Intro la primera, palabras buscan, Ctrl-C ninguna.",
        en: "A number takes it up, Enter the first, words search, Ctrl-C none.",
    }
    /// Choosing a conversation: there are more than are shown.
    choose_more(count) { es: "  … y {count} más: escribe palabras para buscar", en: "  … and {count} more: type words to search" }
    /// Choosing a conversation: none holds the words.
    choose_none(words) { es: "Ninguna contiene «{words}».", en: "None holds \"{words}\"." }
    /// A conversation has a name.
    renamed(title) { es: "✏️  Esta conversación se llama ahora «{title}».", en: "✏️  This conversation is called \"{title}\" now." }
    /// It cannot be named.
    rename_failed() { es: "No se pudo poner título", en: "No title was given" }
    /// Why.
    rename_no_title() { es: "falta el título", en: "the title is missing" }
    /// What to do.
    rename_advice() { es: "escribe, por ejemplo, /renombrar Altas de marzo", en: "type, for example, /rename New staff in March" }
    /// Why.
    rename_unsaved() { es: "esta conversación no se guarda (--no-save)", en: "this conversation is not kept (--no-save)" }
    /// What to do.
    rename_unsaved_advice() { es: "empieza sin --no-save para guardarla", en: "start without --no-save to keep it" }
    /// Why.
    rename_empty() { es: "la conversación está vacía", en: "the conversation is empty" }
    /// What to do about a file that cannot be read.
    resume_io_advice(folder) { es: "comprueba los permisos de {folder}", en: "check the permissions of {folder}" }
}

impl Lang {
    /// Returns how many questions were asked, in words.
    pub(crate) fn questions(self, count: usize) -> String {
        if count == 1 { self.questions_one() } else { self.questions_many(count) }
    }

    /// Returns how many lines could not be read, in words.
    pub(crate) fn resumed_damaged(self, count: usize) -> String {
        if count == 1 { self.resumed_damaged_one() } else { self.resumed_damaged_many(count) }
    }
}
