//! What `doctor` says of this machine.

use super::sentences;

sentences! {
    /// The settings are sound.
    doctor_settings() {
        es: "Ajustes: correctos (mcp-chat config show los muestra)",
        en: "Settings: valid (mcp-chat config show lists them)",
    }
    /// Files can be kept.
    doctor_folder() {
        es: "Archivos: se pueden guardar conversaciones e historial",
        en: "Files: conversations and history can be kept",
    }
    /// Files cannot be kept.
    doctor_folder_failed(path) {
        es: "No se pueden guardar conversaciones en {path}",
        en: "Conversations cannot be kept in {path}",
    }
    /// What to do.
    doctor_folder_advice() {
        es: "da permiso de escritura en esa carpeta, o pon otra en XDG_STATE_HOME; --no-save chatea sin guardar",
        en: "let that folder be written to, or set another one in XDG_STATE_HOME; --no-save chats without keeping",
    }
    /// There is no terminal.
    doctor_no_terminal() {
        es: "Terminal: aquí no lo hay; sin él mcp-chat lee preguntas línea a línea",
        en: "Terminal: there is none here; without one mcp-chat reads questions line by line",
    }
    /// There is a terminal.
    doctor_terminal(columns, term) { es: "Terminal: {columns} columnas, {term}", en: "Terminal: {columns} columns, {term}" }
    /// There is a terminal without a name.
    doctor_terminal_unnamed(columns) { es: "Terminal: {columns} columnas", en: "Terminal: {columns} columns" }
    /// It has no name.
    doctor_no_term() {
        es: "⚠️  TERM no está definida: no se sabe qué terminal es; por ejemplo: export TERM=xterm-256color",
        en: "⚠️  TERM is not set: which terminal it is remains unknown; for example: export TERM=xterm-256color",
    }
    /// It is narrow.
    doctor_narrow(columns) {
        es: "⚠️  con menos de {columns} columnas las tablas apenas se leen: ensancha la ventana",
        en: "⚠️  with less than {columns} columns tables can hardly be read: widen the window",
    }
    /// Another encoding.
    doctor_locale(variable, value) {
        es: "⚠️  {variable}={value} no es UTF-8: las tildes y los símbolos pueden verse mal; por ejemplo: export {variable}=C.UTF-8",
        en: "⚠️  {variable}={value} is not UTF-8: accents and symbols may look wrong; for example: export {variable}=C.UTF-8",
    }
    /// It shows colours.
    doctor_colors() { es: "con colores; NO_COLOR=1 los quita", en: "with colours; NO_COLOR=1 takes them away" }
    /// It shows colours because it is asked to.
    doctor_colors_forced() { es: "con colores, por CLICOLOR_FORCE", en: "with colours, because of CLICOLOR_FORCE" }
    /// It shows no colours.
    doctor_no_colors() {
        es: "sin colores, por NO_COLOR; quita esa variable para verlos",
        en: "no colours, because of NO_COLOR; take that variable away to see them",
    }
    /// It shows no colours.
    doctor_dumb() {
        es: "sin colores, por TERM=dumb; CLICOLOR_FORCE=1 los pide",
        en: "no colours, because of TERM=dumb; CLICOLOR_FORCE=1 asks for them",
    }
    /// It takes links.
    doctor_links() { es: "admite enlaces (OSC 8)", en: "takes links (OSC 8)" }
    /// A program copies.
    doctor_copies(program) { es: "/copiar usa {program}", en: "/copy uses {program}" }
    /// The terminal copies.
    doctor_copies_by_terminal() {
        es: "/copiar usa el propio terminal (OSC 52), si lo admite; wl-copy, xclip o xsel copian seguro",
        en: "/copy uses the terminal itself (OSC 52), if it takes that; wl-copy, xclip or xsel copy for sure",
    }
    /// The server was not looked at.
    doctor_server_skipped() {
        es: "Servidor MCP: sin comprobar, por el ajuste que está mal",
        en: "MCP server: not checked, because of the setting that is wrong",
    }
    /// The model was not looked at.
    doctor_model_skipped() {
        es: "API del modelo: sin comprobar, por el ajuste que está mal",
        en: "Model API: not checked, because of the setting that is wrong",
    }
    /// It takes no links.
    doctor_no_links() {
        es: "no se sabe que admita enlaces (OSC 8); FORCE_HYPERLINK=1 los pide",
        en: "it is not known to take links (OSC 8); FORCE_HYPERLINK=1 asks for them",
    }
    /// There is no editor.
    doctor_no_editor() {
        es: "sin editor para /editar y Ctrl-X Ctrl-E: pon EDITOR",
        en: "no editor for /edit and Ctrl-X Ctrl-E: set EDITOR",
    }
}
