//! What is said about the configuration.

use super::sentences;

sentences! {
    /// A layer of settings.
    origin_flag() { es: "la línea de órdenes", en: "the command line" }
    /// A layer of settings.
    origin_environment() { es: "el entorno", en: "the environment" }
    /// A layer of settings.
    origin_dot_env() { es: "el archivo .env de esta carpeta", en: "the .env file of this folder" }
    /// A layer of settings.
    origin_file() { es: "config.toml", en: "config.toml" }
    /// A layer of settings.
    origin_default() { es: "el valor por omisión", en: "the default" }

    /// A layer of settings, and where in it.
    origin_line(layer, line) { es: "{layer}, línea {line}", en: "{layer}, line {line}" }

    /// `config show`: there is no value.
    config_unset() { es: "(sin valor)", en: "(no value)" }
    /// `config show`: a secret.
    config_secret() { es: "(puesta; no se muestra)", en: "(set; not shown)" }
    /// `config init`: it was written.
    config_written(path) { es: "✅ Escrito {path}: quita la # de lo que quieras cambiar.", en: "✅ {path} was written: take away the # of what you want to change." }
    /// `config init`: it was not written.
    config_not_written(path) { es: "No se escribió {path}", en: "{path} was not written" }
    /// Why.
    config_exists() { es: "el archivo ya existe y no se toca", en: "the file exists and stays as it is" }
    /// What to do.
    config_exists_advice() { es: "edítalo, o muévelo antes; mcp-chat config show dice qué vale ahora", en: "edit it, or move it away first; mcp-chat config show tells what counts now" }
    /// What to do.
    config_not_written_advice() { es: "comprueba los permisos de esa carpeta", en: "check the permissions of that folder" }
    /// `config init`: the file's head.
    config_head() {
        es: "# Ajustes de mcp-chat. Lo que lleva # delante no cuenta; el valor que se ve es el de omisión o un ejemplo.\n# Una opción gana al entorno, que gana a .env en la carpeta de trabajo, que gana a este archivo.",
        en: "# Settings of mcp-chat. What has a # before it does not count; the value shown is the default or an example.\n# A flag beats the environment, which beats .env in the working directory, which beats this file.",
    }
    /// `config init`: a setting without a flag.
    config_server_token() { es: "Token del servidor MCP, si lo pide [env: MCP_SERVER_TOKEN]", en: "Bearer token of the MCP server, if it wants one [env: MCP_SERVER_TOKEN]" }
    /// `config init`: a setting without a flag.
    config_key(provider) { es: "Clave de API de {provider}; mejor en el entorno o en .env", en: "API key of {provider}; better in the environment or in .env" }
    /// `config init`: a setting without a flag.
    config_early_calls() {
        es: "Empieza las llamadas de solo lectura antes de que acabe la respuesta [env: MCP_CHAT_EARLY_CALLS]",
        en: "Start read-only calls before the reply is whole [env: MCP_CHAT_EARLY_CALLS]",
    }
    /// `config init`: a setting without a flag.
    config_sampling_requests() {
        es: "Respuestas del modelo que un servidor puede pedir por sesión; 0: ninguna [env: MCP_CHAT_SAMPLING_REQUESTS]",
        en: "Answers of the model that a server may ask for in a session; 0: none [env: MCP_CHAT_SAMPLING_REQUESTS]",
    }
    /// `config init`: a setting without a flag.
    config_sampling_tokens() {
        es: "Tokens que un servidor puede gastar así por sesión; 0: ninguno [env: MCP_CHAT_SAMPLING_TOKENS]",
        en: "Tokens that a server may spend so in a session; 0: none [env: MCP_CHAT_SAMPLING_TOKENS]",
    }
    /// `config init`: a setting without a flag.
    config_edit_mode() { es: "Teclas para editar la línea: emacs o vi [env: MCP_CHAT_EDIT_MODE]", en: "Whose keys edit a line: emacs or vi [env: MCP_CHAT_EDIT_MODE]" }

    /// What a URL setting takes.
    expected_url() {
        es: "escribe una URL completa, por ejemplo http://localhost:3000",
        en: "write a whole URL, for example http://localhost:3000",
    }
    /// What a setting with fixed words takes.
    expected_one_of(words) { es: "usa uno de estos valores: {words}", en: "use one of these values: {words}" }
    /// What a time limit takes.
    expected_seconds() {
        es: "escribe un número de segundos mayor que 0 y de un día como mucho (86400)",
        en: "write a number of seconds above 0 and of at most a day (86400)",
    }
    /// What the limit of rounds takes.
    expected_steps() { es: "escribe un número entero de 1 a 1000", en: "write a whole number from 1 to 1000" }
    /// What a number of tokens takes.
    expected_tokens() { es: "escribe un número entero de tokens mayor que 0", en: "write a whole number of tokens above 0" }
    /// What a number of times takes.
    expected_count() { es: "escribe un número entero, 0 o más", en: "write a whole number, 0 or more" }
    /// What the temperature takes.
    expected_temperature() { es: "escribe un número de 0 a 2", en: "write a number from 0 to 2" }
    /// What an amount of money takes.
    expected_dollars() { es: "escribe una cantidad de dólares mayor que 0, por ejemplo 0.50", en: "write an amount of US dollars above 0, for example 0.50" }
    /// What a header takes.
    expected_header() { es: "escríbela así: --header 'Nombre: valor'", en: "write it so: --header 'Name: value'" }
    /// What any text takes.
    expected_text() { es: "usa texto UTF-8 sin saltos de línea", en: "use UTF-8 text without line breaks" }

    /// A settings file cannot be used.
    config_file_unusable(path) { es: "No se puede usar {path}", en: "Cannot use {path}" }
    /// Where in the file, and what.
    config_line(line, what) { es: "línea {line}: {what}", en: "line {line}: {what}" }
    /// Why: bytes.
    config_file_not_text() { es: "no es texto UTF-8", en: "it is not UTF-8 text" }
    /// Why: permissions.
    config_file_not_allowed() { es: "sus permisos no dejan leerlo", en: "its permissions forbid reading it" }
    /// Why: a folder.
    config_file_folder() { es: "es una carpeta", en: "it is a folder" }
    /// Why: a line of `.env`.
    syntax_assignment() {
        es: "se esperaba NOMBRE=valor, con las comillas cerradas",
        en: "NAME=value was expected, with its quotes closed",
    }
    /// Why: a key twice.
    syntax_duplicate() { es: "esa clave ya está más arriba", en: "that key stands further up already" }
    /// Why: no quotes.
    syntax_unquoted() { es: "un texto va entre comillas: model = 'gpt-4o-mini'", en: "a text stands in quotes: model = 'gpt-4o-mini'" }
    /// Why: no value.
    syntax_no_value() { es: "falta el valor: model = 'gpt-4o-mini'", en: "the value is missing: model = 'gpt-4o-mini'" }
    /// Why: something is open.
    syntax_unclosed() { es: "hay comillas o corchetes sin cerrar", en: "quotes or brackets are not closed" }
    /// Why: anything else.
    syntax_toml() { es: "no es TOML: se esperaba clave = valor", en: "it is no TOML: key = value was expected" }
    /// Why: another kind of value.
    config_kind_list(key) { es: "{key} es una lista de textos: {key} = ['uno', 'dos']", en: "{key} is a list of texts: {key} = ['one', 'two']" }
    /// Why: another kind of value.
    config_kind_plain(key) { es: "{key} es un texto, un número o true/false", en: "{key} is a text, a number or true/false" }
    /// Advice for a broken settings file.
    config_file_advice() {
        es: "corrige el archivo, o quítalo para usar los valores por omisión",
        en: "correct the file, or remove it to use the defaults",
    }
    /// A key that does not exist.
    config_unknown_key(key) { es: "la clave «{key}» no existe", en: "there is no key \"{key}\"" }
    /// The most similar key.
    config_nearest_key(nearest) { es: "¿querías decir «{nearest}»? Corrígela o quítala", en: "did you mean \"{nearest}\"? Correct it or take it away" }
    /// A value that its setting does not take.
    config_invalid(setting, origin) { es: "{setting} no es válido (origen: {origin})", en: "{setting} is not valid (it comes from {origin})" }
    /// The value itself.
    config_invalid_value(value) { es: "su valor es «{value}»", en: "its value is \"{value}\"" }
    /// The key is missing.
    config_missing_key(variable) { es: "Falta {variable}", en: "{variable} is missing" }
    /// Why a key is needed.
    config_missing_key_cause(provider) {
        es: "el proveedor «{provider}» pide una clave y no está ni en el entorno, ni en .env, ni en config.toml",
        en: "provider \"{provider}\" asks for a key, and it is neither in the environment, nor in .env, nor in config.toml",
    }
    /// How a key is given.
    config_missing_key_advice(variable, base) {
        es: "escribe {variable}=… en un archivo .env, o {base}=… para un servidor propio; para probar sin clave: mcp-chat --demo",
        en: "write {variable}=… into a .env file, or {base}=… for a server of your own; to try without a key: mcp-chat --demo",
    }
    /// A secret would go where the working directory says.
    config_consent(key, url) { es: "{key} no se envía a {url}", en: "{key} is not sent to {url}" }
    /// Why that is not done without a yes.
    config_consent_cause(url_setting, key, origin) {
        es: "{url_setting} viene del .env de esta carpeta y {key} de otro lugar ({origin}): una carpeta ajena podría quedarse con tu clave",
        en: "{url_setting} comes from the .env of this folder and {key} from elsewhere ({origin}): a foreign folder could take your key",
    }
    /// How it is done where nobody can be asked.
    config_consent_advice(url_setting, key) {
        es: "si confías en esa dirección, pon {url_setting} en el entorno o {key} en el mismo .env",
        en: "if you trust that address, put {url_setting} into the environment or {key} into the same .env",
    }
    /// The question to a person.
    config_consent_question(key, url) { es: "¿Enviar {key} a {url}? [s/N] ", en: "Send {key} to {url}? [y/N] " }
    /// No home directory.
    config_no_home() { es: "No se encuentra la carpeta personal", en: "The home directory cannot be found" }
    /// Why.
    config_no_home_cause() { es: "HOME no está definida", en: "HOME is not set" }
    /// What to do.
    config_no_home_advice() { es: "define HOME, o XDG_CONFIG_HOME y XDG_STATE_HOME", en: "set HOME, or XDG_CONFIG_HOME and XDG_STATE_HOME" }
}
