//! The command line's help in Spanish.
//!
//! Its English stands in `cli`, as the comments of what it describes: clap reads it from there. A
//! test fails if an argument or a command has no sentence here, or a sentence has no argument.

use super::sentences;

/// What each command and argument is, by the command's name and the argument's: `""` is the
/// program itself, `"tools"` a command, `".model"` an argument of the program or of every command,
/// `"tools.name"` one of a command.
pub(crate) const SPANISH: &[(&str, &str)] = &[
    ("", "Chat de terminal para servidores MCP"),
    (".server", "URL del servidor MCP; sin ruta se prueban /sse, / y /mcp [env: MCP_SERVER_URL]"),
    (".header", "Una cabecera para cada petición al servidor MCP; se puede repetir"),
    (".transport", "Cómo se habla con el servidor MCP: auto, sse o http [env: MCP_CHAT_TRANSPORT]"),
    (".provider", "Proveedor del modelo: openai u openrouter [env: MODEL_PROVIDER]"),
    (".model", "Nombre del modelo [env: MODEL_NAME]"),
    (
        ".base_url",
        "URL base de la API del modelo, con /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]",
    ),
    (
        ".approval",
        "Cuándo se ejecutan las herramientas: ask, auto o read-only [env: MCP_CHAT_APPROVAL]",
    ),
    (
        ".allow",
        "Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir [env: MCP_CHAT_ALLOW]",
    ),
    (
        ".deny",
        "Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir [env: MCP_CHAT_DENY]",
    ),
    (".yes", "Ejecuta toda herramienta sin preguntar; igual que --approval auto"),
    (
        ".tool_timeout",
        "Segundos que una herramienta puede estar sin responder ni avanzar [env: MCP_CHAT_TOOL_TIMEOUT]",
    ),
    (
        ".model_timeout",
        "Segundos que el modelo puede estar sin enviar un byte [env: MCP_CHAT_MODEL_TIMEOUT]",
    ),
    (".max_steps", "Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]"),
    (".max_tokens", "Tokens de una respuesta, como mucho [env: MCP_CHAT_MAX_TOKENS]"),
    (".temperature", "Temperatura de muestreo, de 0 a 2 [env: MCP_CHAT_TEMPERATURE]"),
    (
        ".reasoning_effort",
        "Cuánto razona el modelo: none, minimal, low, medium, high, xhigh o max [env: MCP_CHAT_REASONING_EFFORT]",
    ),
    (
        ".context_window",
        "Ventana del modelo en tokens, si su servidor no la dice [env: MCP_CHAT_CONTEXT_WINDOW]",
    ),
    (".max_cost", "Dólares tras los cuales no se envía nada más [env: MCP_CHAT_MAX_COST]"),
    (".thinking", "Muestra lo que piensa el modelo [env: MCP_CHAT_THINKING]"),
    (
        ".no_save",
        "No escribe en disco nada de la conversación: ni transcripción, ni historial, ni resultados",
    ),
    (".lang", "Idioma de la interfaz: es o en [env: MCP_CHAT_LANG]"),
    (".db", "El archivo SQLite con los empleados de la demostración"),
    (".help", "Muestra esta ayuda"),
    (".version", "Muestra la versión"),
    (
        ".prompt",
        "Hace una sola pregunta, imprime la respuesta y termina; lo que llega por la entrada estándar se le añade",
    ),
    (
        ".output",
        "Lo que imprimen -p y las preguntas de una tubería: el texto de la respuesta (text), un documento JSON por pregunta (json) o sucesos JSON línea a línea (stream-json); «mcp-chat schema» describe ambos",
    ),
    ("output=text", "El texto de la respuesta"),
    ("output=json", "Un documento JSON por pregunta"),
    ("output=stream-json", "Sucesos JSON, uno por línea, según ocurren"),
    (".go_on", "Retoma la última conversación con este servidor"),
    (
        ".resume",
        "Retoma la conversación de este identificador, o la última cuyo título o primera pregunta contiene este texto",
    ),
    (
        ".record",
        "Graba la sesión en un archivo nuevo, sin claves, para --replay: lo que se adjunta a un informe",
    ),
    (
        ".replay",
        "Reproduce una sesión grabada con --record: sin red, sin clave y con la misma pantalla",
    ),
    (".root", "Carpeta que el servidor puede conocer, si la pregunta; se puede repetir"),
    (
        ".demo",
        "Chatea con el servidor de empleados incluido (y, sin clave de API, con un modelo de demostración sin conexión)",
    ),
    ("tools", "Muestra las herramientas del servidor, o una con su esquema"),
    ("tools.name", "La herramienta que se muestra"),
    ("tools.json", "Imprime JSON"),
    ("call", "Llama a una herramienta sin modelo"),
    ("call.tool", "La herramienta que se llama"),
    (
        "call.arguments",
        "Un objeto JSON, o pares clave=valor con los tipos del esquema de la herramienta",
    ),
    ("call.json", "Imprime el resultado entero como JSON"),
    ("sessions", "Muestra las conversaciones que se pueden retomar"),
    ("sessions.json", "Imprime JSON"),
    ("config", "Muestra los ajustes y de dónde viene cada uno, o empieza un archivo con ellos"),
    (
        "init",
        "Escribe config.toml con todos los ajustes como comentarios; si ya existe, no lo toca",
    ),
    ("show", "Muestra cada ajuste, su valor y de dónde viene; los secretos no se ven"),
    ("show.json", "Imprime JSON"),
    ("path", "Muestra dónde está config.toml"),
    (
        "doctor",
        "Comprueba la configuración, el servidor MCP y la API del modelo, y dice qué arreglar",
    ),
    ("doctor.json", "Imprime JSON"),
    ("demo-server", "Ofrece los empleados de la demostración a cualquier cliente MCP por HTTP+SSE"),
    ("demo-server.listen", "Dirección en la que escucha; si no se dice, 127.0.0.1:3000"),
    ("completions", "Imprime el guion de autocompletado de un shell"),
    ("completions.shell", "bash, zsh, fish, powershell o elvish"),
    ("man", "Imprime la página de manual"),
    ("schema", "Imprime el esquema JSON de toda salida JSON"),
    ("help", "Muestra esta ayuda, o la de una orden"),
    ("help.names", "La orden, y la que va detrás"),
];

/// What stands for a value in the help, where it is not the same in both languages.
pub(crate) const SPANISH_VALUES: &[(&str, &str)] = &[
    ("TEXT", "TEXTO"),
    ("NAME", "NOMBRE"),
    ("SECONDS", "SEGUNDOS"),
    ("FILE", "ARCHIVO"),
    ("DIR", "CARPETA"),
    ("MODE", "MODO"),
    ("TRANSPORT", "TRANSPORTE"),
    ("LANG", "IDIOMA"),
    ("TOOL", "HERRAMIENTA"),
    ("EFFORT", "ESFUERZO"),
    ("FORMAT", "FORMATO"),
    ("ADDRESS", "DIRECCIÓN"),
    ("ID | TEXT", "ID | TEXTO"),
    ("JSON | KEY=VALUE", "JSON | CLAVE=VALOR"),
    ("COMMAND", "ORDEN"),
];

sentences! {
    /// Help: before the usage.
    help_usage() { es: "Uso:", en: "Usage:" }
    /// Help: heading of the positional arguments.
    help_arguments() { es: "Argumentos", en: "Arguments" }
    /// Help: heading of the options.
    help_options() { es: "Opciones", en: "Options" }
    /// Help: heading of the options of every command.
    help_global_options() { es: "Opciones de toda orden", en: "Options of every command" }
    /// Help: heading of the commands.
    help_commands() { es: "Órdenes", en: "Commands" }
    /// Help: in the usage.
    help_any_options() { es: "[OPCIONES]", en: "[OPTIONS]" }
    /// Help: in the usage.
    help_any_command() { es: "[ORDEN]", en: "[COMMAND]" }
    /// Help: in the usage.
    help_one_command() { es: "<ORDEN>", en: "<COMMAND>" }
    /// Help: what stands below.
    help_examples() {
        es: "Ejemplos:\n  mcp-chat --demo                              prueba sin servidor ni clave\n  \
             mcp-chat -p '¿Quién trabaja en Ventas?'      una pregunta; solo la respuesta\n  \
             mcp-chat -c                                  retoma la última conversación\n  \
             mcp-chat call list_employees department=IT   una herramienta, sin modelo\n",
        en: "Examples:\n  mcp-chat --demo                              try it without server and key\n  \
             mcp-chat -p 'Who works in Sales?'            one question; the answer alone\n  \
             mcp-chat -c                                  goes on with the last conversation\n  \
             mcp-chat call list_employees department=IT   one tool, without a model\n",
    }
    /// Manual: headings.
    man_name() { es: "NOMBRE", en: "NAME" }
    /// Manual: heading.
    man_synopsis() { es: "SINOPSIS", en: "SYNOPSIS" }
    /// Manual: heading.
    man_description() { es: "DESCRIPCIÓN", en: "DESCRIPTION" }
    /// Manual: heading.
    man_commands() { es: "ÓRDENES", en: "COMMANDS" }
    /// Manual: heading.
    man_exit_status() { es: "ESTADO DE SALIDA", en: "EXIT STATUS" }
    /// Manual: heading.
    man_files() { es: "ARCHIVOS", en: "FILES" }
    /// Manual: the exit statuses.
    man_exit_statuses() {
        es: "0 hecho\n1 otro fallo\n2 uso incorrecto\n3 configuración o credenciales\n4 el servidor MCP\n5 la API del modelo\n6 una herramienta falló (call)\n7 denegada por falta de permiso\n130 interrumpido",
        en: "0 done\n1 another failure\n2 wrong usage\n3 configuration or credentials\n4 the MCP server\n5 the model API\n6 a tool failed (call)\n7 denied by approval\n130 interrupted",
    }
    /// Manual: what the program is.
    man_about() {
        es: "Se conecta a un servidor MCP, deja que un modelo de OpenAI, OpenRouter o de cualquier servidor compatible llame a sus herramientas, y conversa en el terminal. Una opción gana al entorno, que gana a .env en la carpeta de trabajo, que gana a config.toml.",
        en: "Connects to an MCP server, lets a model of OpenAI, OpenRouter or any compatible server call its tools, and talks in the terminal. A flag beats the environment, which beats .env in the working directory, which beats config.toml.",
    }
    /// The command line cannot be read.
    usage_failed() { es: "No se entiende la línea de órdenes", en: "The command line cannot be read" }
    /// Why: there is no such argument.
    usage_unknown_argument(argument) { es: "no existe {argument}", en: "there is no {argument}" }
    /// Why: there is no such command.
    usage_unknown_command(command) { es: "no existe la orden {command}", en: "there is no command {command}" }
    /// Why: it wants a value.
    usage_no_value(argument) { es: "{argument} necesita un valor", en: "{argument} wants a value" }
    /// Why: it takes no value, or no more.
    usage_too_many(argument) { es: "{argument} lleva demasiados valores", en: "{argument} has too many values" }
    /// Why: its value is wrong.
    usage_value(argument, value) { es: "{argument} no admite «{value}»", en: "{argument} does not take \"{value}\"" }
    /// Why: something is missing.
    usage_missing(arguments) { es: "falta {arguments}", en: "{arguments} is missing" }
    /// Why: a command wants one below it.
    usage_missing_command() { es: "esa orden necesita otra detrás", en: "that command wants another one after it" }
    /// Why: two that exclude each other.
    usage_conflict(one, other) { es: "{one} no va junto a {other}", en: "{one} does not go with {other}" }
    /// Why: it stands twice.
    usage_twice(argument) { es: "{argument} está dos veces", en: "{argument} stands twice" }
    /// Why: it is no text.
    usage_no_text() { es: "un argumento no es texto UTF-8", en: "an argument is no UTF-8 text" }
    /// What to do: the nearest.
    usage_nearest(nearest) { es: "¿querías decir {nearest}? mcp-chat --help lo muestra todo", en: "did you mean {nearest}? mcp-chat --help shows everything" }
    /// What to do: one of these.
    usage_one_of(all) { es: "uno de estos: {all}", en: "one of these: {all}" }
    /// What to do.
    usage_advice(command) { es: "{command} --help muestra cómo se usa", en: "{command} --help shows how it is used" }
}
