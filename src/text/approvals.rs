//! What is said when a call needs a person's yes, and about what was agreed to.

use super::sentences;

sentences! {
    /// Approval: what is asked.
    approve_heading(name) { es: "🔐 ¿Ejecutar {name}?", en: "🔐 Run {name}?" }
    /// Approval: the server's description.
    approve_description(text) { es: "El servidor dice de ella: {text}", en: "The server says of it: {text}" }
    /// Approval: the server says that it destroys.
    approve_destructive() {
        es: "Según el servidor, puede borrar o sobrescribir datos.",
        en: "By the server's word, it may delete or overwrite data.",
    }
    /// Approval: the server says that it only adds.
    approve_additive() {
        es: "Según el servidor, cambia datos pero no borra ni sobrescribe.",
        en: "By the server's word, it changes data but neither deletes nor overwrites.",
    }
    /// Approval: the server says that it only reads, since its last question.
    approve_read_only() {
        es: "Según el servidor, ahora es de solo lectura.",
        en: "By the server's word, it is read-only now.",
    }
    /// Approval: the server says nothing.
    approve_unmarked() {
        es: "El servidor no la marca como de solo lectura: puede cambiar datos.",
        en: "The server does not mark it as read-only: it may change data.",
    }
    /// Approval: the definition is another one than before.
    approve_changed() {
        es: "⚠ El servidor ha cambiado esta herramienta desde que la viste; lo acordado ya no vale. Lo que cambió:",
        en: "⚠ The server has changed this tool since you saw it; what was agreed no longer holds. What changed:",
    }
    /// Approval: the former definition was too large to be kept.
    approve_changed_unknown() {
        es: "(la definición anterior era demasiado grande para guardarla)",
        en: "(the former definition was too large to be kept)",
    }
    /// Approval: the head of the names.
    approve_head_name() { es: "Argumento", en: "Argument" }
    /// Approval: the head of the types.
    approve_head_type() { es: "Tipo", en: "Type" }
    /// Approval: the head of the values.
    approve_head_value() { es: "Valor", en: "Value" }
    /// Approval: there is nothing to show.
    approve_no_arguments() { es: "Sin argumentos.", en: "No arguments." }
    /// Approval: a value that the schema requires.
    approve_missing(name) { es: "{name}: el esquema lo exige y falta", en: "{name}: the schema requires it, and it is missing" }
    /// Approval: a value that the schema does not name.
    approve_unknown(name) { es: "{name}: el esquema no conoce este argumento", en: "{name}: the schema does not know this argument" }
    /// Approval: a value of another type.
    approve_mistyped(name, wanted) { es: "{name}: el esquema pide {wanted}", en: "{name}: the schema takes {wanted}" }
    /// Approval: a value that is none of those listed.
    approve_not_allowed(name, all) { es: "{name}: el esquema solo admite {all}", en: "{name}: the schema takes only {all}" }
    /// Approval: the keys.
    approve_keys() {
        es: "[s] sí · [t] siempre · [n] no, o n y el motivo · [e] editar · [c] cancelar",
        en: "[y] yes · [a] always · [n] no, or n and why · [e] edit · [c] cancel",
    }
    /// Approval: the question itself.
    approve_prompt() { es: "¿La ejecuto? ", en: "Run it? " }
    /// Approval: not understood.
    approve_again() {
        es: "Responde s (esta vez), t (siempre, mientras la herramienta no cambie), n (no; detrás puede ir el motivo, para el modelo), e (cambiar los argumentos) o c (cancelar el turno).",
        en: "Answer y (this once), a (always, as long as the tool stays the same), n (no; the reason for the model may follow), e (change the arguments) or c (cancel the turn).",
    }
    /// Editing: how.
    edit_heading() {
        es: "Intro deja el valor como está; vacío lo quita; Ctrl-C lo deja todo como estaba.",
        en: "Enter keeps the value; an empty line takes it out; Ctrl-C leaves everything as it was.",
    }
    /// Editing: the prompt of an argument.
    edit_prompt(name, kind) { es: "   {name} ({kind}): ", en: "   {name} ({kind}): " }
    /// Editing: the prompt of an argument of no type.
    edit_prompt_bare(name) { es: "   {name}: ", en: "   {name}: " }
    /// Editing: another type is wanted.
    edit_mistyped(wanted) { es: "   ⚠ Aquí va {wanted}.", en: "   ⚠ This takes {wanted}." }
    /// Editing: there is nothing to edit.
    edit_nothing() { es: "No hay argumentos que editar.", en: "There are no arguments to edit." }
    /// A type of value, in a word.
    kind_name_text() { es: "texto", en: "text" }
    /// A type of value, in a word.
    kind_name_integer() { es: "entero", en: "integer" }
    /// A type of value, in a word.
    kind_name_number() { es: "número", en: "number" }
    /// A type of value, in a word.
    kind_name_boolean() { es: "sí/no", en: "yes/no" }
    /// A type of value, in a word.
    kind_name_list() { es: "lista", en: "list" }
    /// A type of value, in a word.
    kind_name_object() { es: "objeto", en: "object" }
    /// A type of value, in a word.
    kind_name_null() { es: "nada", en: "null" }
    /// A call was denied by the approval mode, in a turn.
    call_denied_read_only() {
        es: "no se ejecutó: el modo de permiso es read-only",
        en: "did not run: the approval mode is read-only",
    }
    /// A call was denied by a pattern, in a turn.
    call_denied_pattern(pattern) {
        es: "no se ejecutó: la configuración la prohíbe (deny: {pattern})",
        en: "did not run: the settings deny it (deny: {pattern})",
    }
    /// A typed call was denied by a pattern.
    call_denied_pattern_cause(pattern) {
        es: "la configuración prohíbe las herramientas que se llaman así: {pattern}",
        en: "the settings deny the tools that are named like this: {pattern}",
    }
    /// What to do.
    call_denied_pattern_advice() {
        es: "quita el patrón de deny, de MCP_CHAT_DENY o de --deny si debe ejecutarse",
        en: "take the pattern out of deny, MCP_CHAT_DENY or --deny if it shall run",
    }
    /// The agreements cannot be read or kept.
    notice_approvals_failed(reason) {
        es: "⚠️  Los permisos que diste para siempre no se pueden leer o guardar ({reason}); en este chat se pregunta, y lo que apruebes vale hasta salir.",
        en: "⚠️  The approvals that you gave for good cannot be read or kept ({reason}); this chat asks, and what you approve holds until you leave.",
    }
    /// Why: a newer version wrote the file.
    approvals_newer(path, version) {
        es: "{path} es de una versión más nueva de mcp-chat (formato {version})",
        en: "{path} is of a newer version of mcp-chat (format {version})",
    }
    /// Why: the file holds something else.
    approvals_damaged(path, reason) {
        es: "{path} está dañado: {reason}; corrígelo o bórralo",
        en: "{path} is damaged: {reason}; mend it or delete it",
    }
    /// `/approvals`: the mode.
    approvals_mode(mode) { es: "Modo de permiso: {mode}", en: "Approval mode: {mode}" }
    /// `/approvals`: patterns that allow.
    approvals_allow(patterns) { es: "Se ejecutan sin preguntar (allow): {patterns}", en: "Run without asking (allow): {patterns}" }
    /// `/approvals`: patterns that deny.
    approvals_deny(patterns) { es: "No se ejecutan nunca (deny): {patterns}", en: "Never run (deny): {patterns}" }
    /// `/approvals`: nothing is agreed to.
    approvals_none() { es: "No has aprobado ninguna herramienta para siempre.", en: "You have approved no tool for good." }
    /// `/approvals`: the list's heading.
    approvals_heading() { es: "Aprobadas para siempre:", en: "Approved for good:" }
    /// `/approvals`: the definition has changed since.
    approvals_stale() { es: "ha cambiado: se preguntará", en: "has changed: you will be asked" }
    /// `/approvals`: how to take one back.
    approvals_hint() {
        es: "/aprobaciones revocar NÚMERO, HERRAMIENTA o todas retira lo aprobado.",
        en: "/approvals revoke NUMBER, TOOL or all takes it back.",
    }
    /// Agreements were taken back.
    approvals_revoked(names) { es: "Retirada la aprobación de: {names}", en: "No longer approved: {names}" }
    /// Nothing to take back.
    approvals_unknown(typed) { es: "No hay ninguna aprobación «{typed}»", en: "There is no approval \"{typed}\"" }
    /// Why.
    approvals_unknown_cause() {
        es: "se esperaba revocar y el número o el nombre de una de la lista, o todas",
        en: "revoke and the number or the name of one of the list, or all, was expected",
    }
    /// What to do.
    approvals_unknown_advice() { es: "/aprobaciones muestra la lista", en: "/approvals shows the list" }
    /// The agreements cannot be used.
    approvals_failed() { es: "No se pueden usar los permisos guardados", en: "The approvals that are kept cannot be used" }
    /// What to do.
    approvals_failed_advice() {
        es: "mientras tanto se pregunta por cada herramienta",
        en: "meanwhile every tool is asked about",
    }
}
