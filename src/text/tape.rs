//! What is said of recordings.

use super::sentences;

sentences! {
    /// `--replay` with a file that cannot be played.
    tape_unreadable() { es: "No se puede reproducir la grabación", en: "The recording cannot be played" }
    /// What to do about a file that cannot be read.
    tape_io_advice() { es: "comprueba la ruta y los permisos del archivo", en: "check the file's path and permissions" }
    /// Another kind of file.
    tape_none() { es: "el archivo no es una grabación de mcp-chat", en: "the file is no recording of mcp-chat" }
    /// What to do about it.
    tape_none_advice() {
        es: "usa un archivo que haya escrito mcp-chat --record",
        en: "use a file that mcp-chat --record has written",
    }
    /// A newer format.
    tape_newer(version) {
        es: "es de una versión más nueva del formato ({version}), que este programa no conoce",
        en: "it is of a newer version of the format ({version}), which this program does not know",
    }
    /// What to do about it.
    tape_newer_advice() { es: "actualiza mcp-chat", en: "update mcp-chat" }
    /// Too large.
    tape_large(limit) { es: "pasa de {limit} MiB", en: "it is larger than {limit} MiB" }
    /// A line that makes no sense.
    tape_damaged(line, why) { es: "la línea {line} está dañada: {why}", en: "line {line} is damaged: {why}" }
    /// What to do about it.
    tape_damaged_advice() {
        es: "pide el archivo otra vez, o graba de nuevo con --record",
        en: "ask for the file again, or record anew with --record",
    }
    /// `--record` with a file that cannot be made.
    tape_unwritten(path) { es: "No se puede grabar en {path}", en: "Cannot record to {path}" }
    /// What to do about it.
    tape_unwritten_advice() {
        es: "elige un archivo que aún no exista, en una carpeta donde puedas escribir",
        en: "choose a file that does not exist yet, in a folder that you can write to",
    }
    /// The disk was full, for one.
    tape_incomplete() { es: "La grabación quedó incompleta", en: "The recording is incomplete" }
    /// Why.
    tape_incomplete_cause() { es: "no se pudo escribir más en el archivo", en: "nothing more could be written to the file" }
    /// What to do about it.
    tape_incomplete_advice() {
        es: "comprueba el espacio en disco y graba de nuevo; se puede reproducir hasta ahí",
        en: "check the space on the disk and record anew; it can be played up to there",
    }
    /// The program does something else than was recorded.
    tape_diverged() { es: "La grabación no concuerda con el programa", en: "The recording does not fit the program" }
    /// A request.
    tape_unanswered(request) { es: "no tiene respuesta para {request}", en: "it has no answer to {request}" }
    /// An event.
    tape_unasked(what) { es: "sigue con algo que nadie espera: {what}", en: "it goes on with something that nobody waits for: {what}" }
    /// The end.
    tape_over() { es: "la sesión grabada terminó y el programa sigue esperando", en: "the recorded session is over and the program still waits" }
    /// What to do about it.
    tape_diverged_advice() {
        es: "reprodúcela con la versión de mcp-chat que la grabó, que está en su primera línea",
        en: "play it with the version of mcp-chat that recorded it, which its first line names",
    }
    /// The recording has no end.
    tape_cut() { es: "La grabación termina aquí", en: "The recording ends here" }
    /// Why.
    tape_cut_cause() { es: "el programa que grababa se interrumpió", en: "the program that recorded was ended" }
    /// What to do about it.
    tape_cut_advice() { es: "nada: no hay más que reproducir", en: "nothing: there is no more to play" }
    /// `--record` or `--replay` with a command that has none.
    tape_not_this() { es: "Esa orden no se graba ni se reproduce", en: "That command is neither recorded nor played" }
    /// Why.
    tape_not_this_cause() {
        es: "se graban el chat, -p, las preguntas de una tubería, tools y call; --replay toma la orden de la grabación",
        en: "the chat, -p, questions from a pipe, tools and call are recorded; --replay takes the command from the recording",
    }
    /// What to do about it.
    tape_not_this_advice() { es: "quita --record o --replay, o la orden", en: "leave out --record or --replay, or the command" }
    /// `/resume` in a session that is recorded.
    tape_alone() { es: "No se puede retomar otra conversación", en: "No other conversation can be gone on with" }
    /// Why.
    tape_alone_cause() { es: "una grabación guarda una sesión entera, desde su principio", en: "a recording holds one whole session, from its beginning" }
    /// What to do about it.
    tape_alone_advice() { es: "inicia mcp-chat sin --record", en: "start mcp-chat without --record" }
    /// A slash command that reaches outside, in a replay.
    tape_outside_command() { es: "(no se repite al reproducir)", en: "(not repeated in a replay)" }
}
