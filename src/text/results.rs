//! What is said about results of tools: reading them whole, and exporting them.

use super::sentences;

sentences! {
    /// No such result.
    last_failed() { es: "No hay ese resultado", en: "There is no such result" }
    /// Why.
    last_none() {
        es: "en esta conversación no se ha llamado a ninguna herramienta",
        en: "no tool has been called in this conversation",
    }
    /// Why.
    last_out_of_range(typed, count) {
        es: "«{typed}» no es un número de 1 a {count}",
        en: "\"{typed}\" is no number from 1 to {count}",
    }
    /// What to do.
    last_advice() {
        es: "/ultimo muestra el último resultado, /ultimo 2 el anterior",
        en: "/last shows the last result, /last 2 the one before",
    }
    /// The pager could not be started.
    pager_failed(pager, reason) {
        es: "⚠️  No se pudo abrir el paginador ({pager}: {reason}); aquí está entero:",
        en: "⚠️  The pager could not be opened ({pager}: {reason}); here it is whole:",
    }
    /// The file's ending says nothing.
    export_format() { es: "No se sabe qué exportar", en: "What to export is not known" }
    /// Why.
    export_format_cause() {
        es: "el final del nombre dice qué se escribe: .csv o .json el último resultado tabular, .md la conversación",
        en: "the end of the name says what is written: .csv or .json the last tabular result, .md the conversation",
    }
    /// What to do.
    export_format_advice() { es: "por ejemplo: /exportar empleados.csv", en: "for example: /export employees.csv" }
    /// There is nothing to export.
    export_nothing() { es: "No hay nada que exportar", en: "There is nothing to export" }
    /// Why.
    export_no_table() {
        es: "ninguna herramienta ha devuelto una tabla en esta conversación",
        en: "no tool has returned a table in this conversation",
    }
    /// Why.
    export_no_conversation() { es: "la conversación está vacía", en: "the conversation is empty" }
    /// What to do.
    export_nothing_advice() {
        es: "pregunta antes algo; /ultimo muestra el último resultado",
        en: "ask something first; /last shows the last result",
    }
    /// The file cannot be written.
    export_failed(path) { es: "No se pudo escribir {path}", en: "{path} could not be written" }
    /// Why.
    export_exists() { es: "el archivo ya existe y no se sobrescribe", en: "the file exists and is not written over" }
    /// What to do.
    export_exists_advice() { es: "elige otro nombre, o bórralo antes", en: "choose another name, or delete it first" }
    /// What to do.
    export_failed_advice() {
        es: "comprueba que la carpeta exista y se pueda escribir en ella",
        en: "check that the folder exists and can be written to",
    }
    /// What was exported.
    exported_rows(count, tool) { es: "{count} filas de {tool}", en: "{count} rows of {tool}" }
    /// What was exported.
    exported_row(tool) { es: "1 fila de {tool}", en: "1 row of {tool}" }
    /// What was exported.
    exported_conversation() { es: "La conversación", en: "The conversation" }
    /// It was exported.
    exported(what, path) { es: "💾 {what} → {path}", en: "💾 {what} → {path}" }
    /// Before the person's words.
    export_person() { es: "Pregunta", en: "Question" }
    /// Before the model's words.
    export_model() { es: "Respuesta", en: "Answer" }
}
