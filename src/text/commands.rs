//! What is said about commands and tools, in the chat and on the command line.

use super::sentences;

sentences! {
    /// The chat's help.
    help() {
        es: "Escribe una pregunta y pulsa Intro. Alt-Intro, o \\ al final, empieza otra línea; ``` abre código.\n\
             Tab completa órdenes y nombres; → acepta lo que sugiere el historial, Ctrl-R busca en él.\n\
             @archivo o @URI adjunta un archivo o un recurso; Ctrl-X Ctrl-E abre la línea en tu editor.\n\
             Ctrl-C borra la línea o cancela la respuesta; Ctrl-D sale.\n\n  \
             /ayuda (/help)                   muestra esto\n  \
             /herramientas [NOMBRE] (/tools)  herramientas del servidor, o una con su esquema\n  \
             /servidor (/server)              quién es el servidor, qué ofrece y sus instrucciones\n  \
             /indicaciones (/prompts)         las indicaciones (prompts) del servidor\n  \
             /indicacion NOMBRE [clave=valor …] (/prompt)  pregunta lo que dice una\n  \
             /recursos [URI|vigilar URI|dejar URI] (/resources)  los recursos del servidor, o uno\n  \
             /registro [NIVEL|no] (/log)      los mensajes del servidor\n  \
             /modelo [NOMBRE] (/model)        qué modelo responde, o que responda otro\n  \
             /modelos [TEXTO] (/models)       los modelos del proveedor: ventana, precio, herramientas\n  \
             /razonamiento [sí|no|todo] (/thinking)  lo que piensa el modelo: mostrarlo, ocultarlo, todo\n  \
             /ultimo [N] (/last)              el resultado entero de la última herramienta\n  \
             /exportar ARCHIVO (/export)      .csv o .json la última tabla, .md la conversación\n  \
             /reanudar [PALABRAS] (/resume)   sigue con otra conversación de antes\n  \
             /renombrar TÍTULO (/rename)      pone título a la conversación\n  \
             /reintentar (/retry)             repite la última pregunta\n  \
             /editar (/edit)                  cambia la última pregunta en tu editor y la repite\n  \
             /copiar (/copy)                  copia la última respuesta\n  \
             /deshacer (/undo)                quita la última pregunta y su respuesta\n  \
             /aprobaciones (/approvals)       lo que aprobaste para siempre, y cómo retirarlo\n  \
             /uso (/usage)                    tokens, coste y ventana de la conversación\n  \
             /compactar (/compact)            acorta lo que el modelo lee de la conversación\n  \
             /limpiar (/clear)                empieza una conversación nueva\n  \
             /salir (salir, exit, quit)       termina\n",
        en: "Type a question and press Enter. Alt-Enter, or \\ at the end, starts another line; ``` begins code.\n\
             Tab completes commands and names; → takes what the history offers, Ctrl-R searches it.\n\
             @file or @URI attaches a file or a resource; Ctrl-X Ctrl-E opens the line in your editor.\n\
             Ctrl-C clears the line or cancels the answer; Ctrl-D leaves.\n\n  \
             /help (/ayuda)                   shows this\n  \
             /tools [NAME] (/herramientas)    the server's tools, or one with its schema\n  \
             /server (/servidor)              who the server is, what it offers and its instructions\n  \
             /prompts (/indicaciones)         the server's prompts\n  \
             /prompt NAME [key=value …] (/indicacion)  asks what one says\n  \
             /resources [URI|watch URI|unwatch URI] (/recursos)  the server's resources, or one\n  \
             /log [LEVEL|off] (/registro)     the server's messages\n  \
             /model [NAME] (/modelo)          which model answers, or let another one answer\n  \
             /models [TEXT] (/modelos)        the provider's models: window, price, tools\n  \
             /thinking [on|off|all] (/razonamiento)  what the model thinks: show it, hide it, all of it\n  \
             /last [N] (/ultimo)              the whole result of the last tool\n  \
             /export FILE (/exportar)         .csv or .json the last table, .md the conversation\n  \
             /resume [WORDS] (/reanudar)      goes on with another conversation of before\n  \
             /rename TITLE (/renombrar)       names the conversation\n  \
             /retry (/reintentar)             asks the last question again\n  \
             /edit (/editar)                  edits the last question in your editor and asks it again\n  \
             /copy (/copiar)                  copies the last answer\n  \
             /undo (/deshacer)                takes back the last question and its answer\n  \
             /approvals (/aprobaciones)       what you approved for good, and how to take it back\n  \
             /usage (/uso)                    tokens, cost and window of the conversation\n  \
             /compact (/compactar)            shortens what the model reads of the conversation\n  \
             /clear (/limpiar)                begins a new conversation\n  \
             /exit (salir, exit, quit)        leaves\n",
    }
    /// No such command.
    unknown_command(typed) { es: "No existe la orden {typed}", en: "There is no command {typed}" }
    /// Why.
    unknown_command_cause() {
        es: "lo que empieza por / es una orden y no se envía al modelo",
        en: "what begins with / is a command and is not sent to the model",
    }
    /// The most similar command.
    unknown_command_advice(nearest) {
        es: "¿querías decir {nearest}? /ayuda las muestra todas",
        en: "did you mean {nearest}? /help shows them all",
    }
    /// The server has no tools.
    no_tools() { es: "El servidor no ofrece herramientas.", en: "The server offers no tools." }
    /// How many tools.
    tools_one() { es: "1 herramienta", en: "1 tool" }
    /// How many tools.
    tools_many(count) { es: "{count} herramientas", en: "{count} tools" }
    /// A tool that its server marks as read-only.
    badge_read_only() { es: "solo lectura", en: "read-only" }
    /// A tool that may change something.
    badge_writes() { es: "puede cambiar datos", en: "may change data" }
    /// Before a tool's schema.
    schema_heading() { es: "Esquema de sus argumentos:", en: "Schema of its arguments:" }

    /// No such tool.
    unknown_tool(name) { es: "No existe la herramienta {name}", en: "There is no tool {name}" }
    /// Why.
    unknown_tool_cause(count) { es: "el servidor ofrece {count} y ninguna se llama así", en: "the server offers {count} and none is called so" }
    /// No tool is similar.
    unknown_tool_see_all() { es: "«mcp-chat tools» muestra las que hay", en: "\"mcp-chat tools\" shows those there are" }
    /// The most similar tool.
    unknown_tool_advice(nearest) { es: "¿querías decir {nearest}? «mcp-chat tools» las muestra todas", en: "did you mean {nearest}? \"mcp-chat tools\" shows them all" }

    /// Arguments that cannot be read.
    call_arguments() { es: "Los argumentos no se entienden", en: "The arguments cannot be read" }
    /// Why: not an object.
    call_arguments_not_object(reason) { es: "no son un objeto JSON: {reason}", en: "they are no JSON object: {reason}" }
    /// Why: no key=value.
    call_arguments_no_pair(text) { es: "«{text}» no tiene la forma clave=valor", en: "\"{text}\" is not of the form key=value" }
    /// Why: a key twice.
    call_arguments_twice(key) { es: "«{key}» aparece dos veces", en: "\"{key}\" appears twice" }
    /// What to do.
    call_arguments_advice(tool) {
        es: "escribe un objeto JSON, o pares clave=valor; «mcp-chat tools {tool}» muestra los que acepta",
        en: "write one JSON object, or key=value pairs; \"mcp-chat tools {tool}\" shows what it takes",
    }
    /// A call was denied by the approval mode.
    call_denied_mode(tool) { es: "{tool} no se ejecutó", en: "{tool} did not run" }
    /// Why.
    call_denied_mode_cause() {
        es: "el modo de permiso es read-only y el servidor no la marca como de solo lectura",
        en: "the approval mode is read-only and the server does not mark it as read-only",
    }
    /// What to do.
    call_denied_mode_advice() { es: "usa --yes, o --approval ask", en: "use --yes, or --approval ask" }

    /// Standard input is open and silent.
    stdin_waiting() {
        es: "⏳ Esperando la entrada estándar, que se añade a la pregunta (Ctrl-D o < /dev/null para no esperar)…",
        en: "⏳ Waiting for standard input, which is appended to the question (Ctrl-D or < /dev/null not to wait)…",
    }
    /// Standard input stayed silent.
    stdin_silent() { es: "La entrada estándar no terminó", en: "Standard input did not end" }
    /// Why.
    stdin_silent_cause(seconds) { es: "está abierta y no llegó nada en {seconds} s", en: "it is open and nothing came within {seconds} s" }
    /// What to do.
    stdin_silent_advice() {
        es: "ciérrala, o añade < /dev/null; si lo que la escribe tarda más, guárdalo en un archivo y usa < ARCHIVO",
        en: "close it, or add < /dev/null; if what writes it takes longer, save it to a file and use < FILE",
    }
    /// Standard input cannot be used.
    stdin_bad() { es: "La entrada estándar no se puede usar", en: "Standard input cannot be used" }
    /// Why: not text.
    stdin_not_text() { es: "no es texto UTF-8", en: "it is not UTF-8 text" }
    /// Why: too long.
    stdin_too_long(mebibytes) { es: "pasa de {mebibytes} MiB", en: "it exceeds {mebibytes} MiB" }
    /// What to do.
    stdin_bad_advice() { es: "envía menos texto, en UTF-8", en: "send less text, in UTF-8" }
    /// An empty prompt.
    empty_prompt() { es: "No hay ninguna pregunta", en: "There is no question" }
    /// Why.
    empty_prompt_cause() { es: "el texto de -p y la entrada estándar están vacíos", en: "the text of -p and standard input are empty" }
    /// What to do.
    empty_prompt_advice() { es: "escribe algo después de -p", en: "write something after -p" }

    /// Standard output cannot be written.
    stdout_failed() { es: "No se puede escribir en la salida estándar", en: "Standard output cannot be written" }
    /// What to do.
    stdout_failed_advice() { es: "comprueba el destino (¿disco lleno?)", en: "check where it goes (disk full?)" }
    /// The terminal cannot be used.
    terminal_failed() { es: "El terminal no se puede usar", en: "The terminal cannot be used" }
    /// What to do.
    terminal_failed_advice() { es: "prueba con «mcp-chat -p PREGUNTA»", en: "try \"mcp-chat -p QUESTION\"" }
    /// A bug of ours.
    internal() { es: "Error interno de mcp-chat", en: "Internal error of mcp-chat" }
    /// What to do.
    internal_advice(path) { es: "cuéntanos qué hacías; los detalles están en {path}", en: "tell us what you did; the details are in {path}" }
    /// The program cannot start.
    start_failed() { es: "mcp-chat no puede empezar", en: "mcp-chat cannot start" }
    /// What to do.
    start_failed_advice() { es: "vuelve a intentarlo; si sigue, cuéntanoslo", en: "try again; if it goes on, tell us" }

    /// Doctor: the server answers.
    doctor_server(url, name, protocol, tools, took) {
        es: "Servidor MCP {url}: {name}, protocolo {protocol}, {tools} ({took} ms)",
        en: "MCP server {url}: {name}, protocol {protocol}, {tools} ({took} ms)",
    }
    /// Doctor: the model API answers.
    doctor_model(base, model, took) {
        es: "API del modelo {base}: responde; modelo {model} ({took} ms, sin gastar nada)",
        en: "Model API {base}: answers; model {model} ({took} ms, nothing spent)",
    }
    /// Doctor: the model API does not.
    doctor_model_failed(base) { es: "La API del modelo en {base} no sirve así", en: "The model API at {base} cannot be used so" }
    /// Doctor: no such model.
    doctor_model_missing(model) { es: "no ofrece el modelo {model}", en: "it does not offer the model {model}" }
    /// Doctor: choose another.
    doctor_model_missing_advice(nearest) {
        es: "elige otro con --model o MODEL_NAME; los de nombre más parecido: {nearest}",
        en: "choose another with --model or MODEL_NAME; those with the most similar names: {nearest}",
    }
    /// Doctor: the server does not say what it offers.
    doctor_models_unlisted() {
        es: "el servidor no publica sus modelos: el nombre y la clave no se pueden comprobar sin gastar",
        en: "the server does not publish its models: name and key cannot be checked without spending",
    }
    /// Doctor: the context window.
    doctor_window(tokens) { es: "ventana de {tokens} tokens", en: "window of {tokens} tokens" }
    /// Doctor: the model uses tools.
    doctor_uses_tools() { es: "usa herramientas", en: "uses tools" }
    /// Doctor: a key with a limit.
    doctor_key_left(left, limit, used) {
        es: "clave válida: quedan {left} de {limit}; gastado {used}",
        en: "valid key: {left} of {limit} left; {used} spent",
    }
    /// Doctor: a key without a limit.
    doctor_key_unlimited(used) { es: "clave válida, sin límite propio; gastado {used}", en: "valid key without a limit of its own; {used} spent" }
    /// Doctor: an account that never paid.
    doctor_key_free() {
        es: "⚠️  cuenta gratuita: solo modelos :free y pocas peticiones al día",
        en: "⚠️  free account: :free models alone and few requests a day",
    }
    /// Doctor: what failed: a key that is spent.
    doctor_key_spent() { es: "La clave ya no puede gastar más", en: "The key cannot spend any more" }
    /// Doctor: why.
    doctor_key_spent_cause(used, limit) { es: "ha gastado {used} y su límite es {limit}", en: "it has spent {used} and its limit is {limit}" }
}

impl super::Lang {
    /// Returns how many tools there are, in words.
    pub(crate) fn tools(self, count: usize) -> String {
        if count == 1 { self.tools_one() } else { self.tools_many(count) }
    }
}
