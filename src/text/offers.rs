//! What is said about what a server offers beside tools: prompts, resources, and itself.

use super::sentences;

sentences! {
    /// The server has no prompts.
    prompts_none() { es: "El servidor no ofrece indicaciones (prompts).", en: "The server offers no prompts." }
    /// Under the list.
    prompts_hint() {
        es: "/indicacion NOMBRE clave=valor la usa; lo que falte se pregunta. Tab completa.",
        en: "/prompt NAME key=value uses one; what is missing is asked for. Tab completes.",
    }
    /// No such prompt.
    prompt_unknown(name) { es: "No existe la indicación {name}", en: "There is no prompt {name}" }
    /// Why.
    prompt_unknown_cause(count) { es: "el servidor ofrece {count}", en: "the server offers {count}" }
    /// What to do.
    prompt_unknown_advice() { es: "/indicaciones las muestra todas", en: "/prompts shows them all" }
    /// It cannot be used so.
    prompt_arguments(name) { es: "La indicación {name} no se puede usar así", en: "The prompt {name} cannot be used so" }
    /// Why.
    prompt_argument_unknown(key) { es: "no tiene el argumento «{key}»", en: "it has no argument \"{key}\"" }
    /// What to do.
    prompt_arguments_advice(usage) { es: "se escribe: {usage}", en: "it is written: {usage}" }
    /// Asks for an argument.
    prompt_ask(name) { es: "   {name}: ", en: "   {name} = " }
    /// An argument was not given.
    prompt_cancelled() { es: "Indicación cancelada.", en: "Prompt cancelled." }
    /// It holds nothing.
    prompt_empty(name) { es: "La indicación {name} está vacía", en: "The prompt {name} is empty" }
    /// Why.
    prompt_empty_cause() { es: "el servidor no devolvió ningún mensaje", en: "the server returned no message" }
    /// It is too long.
    prompt_large(name) { es: "La indicación {name} es demasiado larga", en: "The prompt {name} is too long" }
    /// What to do.
    prompt_other_advice() { es: "cambia sus argumentos, o pregunta sin ella", en: "change its arguments, or ask without it" }
    /// Before what is asked.
    prompt_asked(name) { es: "Del servidor, indicación {name}:", en: "From the server, prompt {name}:" }
    /// Some of it is no text.
    parts_not_shown_one() {
        es: "⚠️  1 parte no es texto: el modelo solo recibe una nota de ella.",
        en: "⚠️  1 part is no text: the model gets a note of it alone.",
    }
    /// Some of it is no text.
    parts_not_shown(count) {
        es: "⚠️  {count} partes no son texto: el modelo solo recibe una nota de ellas.",
        en: "⚠️  {count} parts are no text: the model gets a note of them alone.",
    }
    /// What was left out of what is shown.
    lines_more(count) { es: "   … y {count} líneas más", en: "   … and {count} more lines" }

    /// The server has no resources.
    resources_none() { es: "El servidor no ofrece recursos.", en: "The server offers no resources." }
    /// Before the templates.
    resources_templates() { es: "Plantillas (cambia {{…}} por un valor):", en: "Templates (put a value for {{…}}):" }
    /// Under the list.
    resources_hint() {
        es: "/recursos URI muestra uno; @URI en una pregunta lo adjunta.",
        en: "/resources URI shows one; @URI in a question attaches it.",
    }
    /// Under the list, where the server tells of changes.
    resources_watch_hint() {
        es: "/recursos vigilar URI avisa de sus cambios; /recursos dejar URI, ya no.",
        en: "/resources watch URI tells of its changes; /resources unwatch URI no longer.",
    }
    /// A resource holds nothing.
    resource_empty() { es: "(vacío)", en: "(empty)" }
    /// A part of a resource is no text.
    resource_binary(kind, bytes) { es: "(binario, {kind}: {bytes} bytes)", en: "(binary, {kind}: {bytes} bytes)" }
    /// A binary part without a type.
    resource_untyped() { es: "sin tipo", en: "no type" }
    /// Nothing can be done with a resource.
    resource_failed(uri) { es: "No se puede usar el recurso {uri}", en: "The resource {uri} cannot be used" }
    /// Why.
    resource_not_offered() { es: "el servidor no ofrece recursos", en: "the server offers no resources" }
    /// Why.
    resource_no_watch() { es: "el servidor no avisa de cambios de sus recursos", en: "the server does not tell of changes of its resources" }
    /// Why.
    resource_unnamed() { es: "falta su URI", en: "its URI is missing" }
    /// What to do.
    resource_advice() { es: "/recursos muestra los que hay", en: "/resources shows what there is" }
    /// A resource is watched.
    resource_watched(uri) { es: "👁  Te avisaré cuando cambie {uri}.", en: "👁  You will be told when {uri} changes." }
    /// It is no longer.
    resource_unwatched(uri) { es: "Ya no se vigila {uri}.", en: "{uri} is no longer watched." }
    /// A watched resource changed.
    resource_changed(uri) {
        es: "👁  El servidor dice que cambió {uri} (/recursos {uri} lo muestra).",
        en: "👁  The server says that {uri} changed (/resources {uri} shows it).",
    }

    /// Messages of the server are shown.
    log_on(level) { es: "Mensajes del servidor: desde {level}.", en: "Messages of the server: from {level} on." }
    /// They are not.
    log_off() { es: "Mensajes del servidor: no se muestran.", en: "Messages of the server: not shown." }
    /// There are none.
    log_none() { es: "El servidor no ha enviado mensajes.", en: "The server has sent no messages." }
    /// What can be typed.
    log_hint() {
        es: "/registro NIVEL los muestra cuando llegan (debug, info, notice, warning, error…); /registro no, ya no.",
        en: "/log LEVEL shows them as they come (debug, info, notice, warning, error…); /log off no longer.",
    }
    /// The server has no levels.
    log_no_level() {
        es: "El servidor no declara niveles: se muestra lo que envíe.",
        en: "The server declares no levels: what it sends is shown.",
    }
    /// What was typed is no level.
    log_argument(typed) { es: "«{typed}» no es un nivel", en: "\"{typed}\" is no level" }
    /// Why.
    log_argument_cause(levels) { es: "los niveles son {levels}", en: "the levels are {levels}" }
    /// What to do.
    log_argument_advice() { es: "por ejemplo: /registro info", en: "for example: /log info" }
    /// Too many came.
    log_missed(count) { es: "(se perdieron {count} mensajes del servidor)", en: "({count} messages of the server were missed)" }

    /// Who the server is.
    server_who(name, version, protocol) {
        es: "{name} {version} · protocolo MCP {protocol}",
        en: "{name} {version} · MCP protocol {protocol}",
    }
    /// There is no connection.
    server_away() { es: "Ahora no hay conexión con el servidor.", en: "There is no connection to the server now." }
    /// What it offers.
    server_offers(what) { es: "Ofrece: {what}", en: "It offers: {what}" }
    /// One of them.
    offers_prompts() { es: "indicaciones (/indicaciones)", en: "prompts (/prompts)" }
    /// One of them.
    offers_resources() { es: "recursos (/recursos)", en: "resources (/resources)" }
    /// One of them.
    offers_subscriptions() { es: "avisos de cambios en recursos", en: "news of changed resources" }
    /// One of them.
    offers_completions() { es: "compleción de argumentos", en: "completion of arguments" }
    /// One of them.
    offers_logging() { es: "mensajes (/registro)", en: "messages (/log)" }
    /// Before the instructions.
    server_instructions() {
        es: "Sus instrucciones, que el modelo lee como palabra del servidor:",
        en: "Its instructions, which the model reads as the server's word:",
    }
    /// It gave none.
    server_no_instructions() { es: "No da instrucciones.", en: "It gives no instructions." }
}

impl super::Lang {
    /// Returns how many parts are no text, in words.
    pub(crate) fn parts_left_out(self, count: usize) -> String {
        if count == 1 { self.parts_not_shown_one() } else { self.parts_not_shown(count) }
    }
}
