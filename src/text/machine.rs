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
    doctor_terminal(columns) { es: "Terminal: {columns} columnas", en: "Terminal: {columns} columns" }
    /// It shows no colours.
    doctor_no_colors() {
        es: "sin colores, por NO_COLOR o TERM=dumb; CLICOLOR_FORCE=1 los pide",
        en: "no colours, because of NO_COLOR or TERM=dumb; CLICOLOR_FORCE=1 asks for them",
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
