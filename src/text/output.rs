//! What JSON output says that nothing else does.

use super::sentences;

sentences! {
    /// The program was interrupted.
    interrupted() { es: "Se interrumpió", en: "It was interrupted" }
    /// Why.
    interrupted_cause() { es: "llegó Ctrl-C, o una señal de terminar", en: "Ctrl-C came, or a signal to end" }
    /// What to do.
    interrupted_advice() {
        es: "una llamada que estaba en marcha puede haberse ejecutado: compruébalo antes de repetirla",
        en: "a call that was under way may have been executed: check before you repeat it",
    }
    /// Why a call in a script was denied.
    script_denied_cause() {
        es: "el servidor no la marca como de solo lectura, y en un script no hay a quién pedir permiso",
        en: "the server does not mark it as read-only, and in a script there is nobody who could allow it",
    }
    /// What to do.
    script_denied_advice() {
        es: "con --yes se ejecuta sin preguntar",
        en: "--yes runs it without asking",
    }
    /// `--output` where it means nothing.
    output_misplaced(format) {
        es: "--output {format} no vale aquí",
        en: "--output {format} does not apply here",
    }
    /// Why: a chat.
    output_misplaced_chat() {
        es: "un chat en el terminal es para leerlo",
        en: "a chat in the terminal is to be read",
    }
    /// What to do.
    output_misplaced_chat_advice() {
        es: "haz la pregunta con -p, o envía las preguntas por una tubería",
        en: "ask with -p, or pipe the questions in",
    }
    /// Why: a command.
    output_misplaced_command() {
        es: "es para -p y para las preguntas de una tubería",
        en: "it is for -p and for questions from a pipe",
    }
    /// What to do.
    output_misplaced_command_advice() {
        es: "quítalo; «tools» y «call» tienen --json",
        en: "leave it out; \"tools\" and \"call\" have --json",
    }
}
