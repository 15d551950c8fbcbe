# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_mcp_chat_global_optspecs
    string join \n p/prompt= output= c/continue r/resume= record= replay= root= demo db= server= header= transport= provider= m/model= base-url= approval= allow= deny= y/yes tool-timeout= model-timeout= max-steps= max-tokens= temperature= reasoning-effort= context-window= max-cost= thinking no-save lang= h/help V/version
end

function __fish_mcp_chat_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_mcp_chat_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_mcp_chat_using_subcommand
    set -l cmd (__fish_mcp_chat_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -s p -l prompt -d 'Hace una sola pregunta, imprime la respuesta y termina; lo que llega por la entrada estándar se le añade' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l output -d 'Lo que imprimen -p y las preguntas de una tubería: el texto de la respuesta (text), un documento JSON por pregunta (json) o sucesos JSON línea a línea (stream-json); «mcp-chat schema» describe ambos' -r -f -a "text\t'El texto de la respuesta'
json\t'Un documento JSON por pregunta'
stream-json\t'Sucesos JSON, uno por línea, según ocurren'"
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -s r -l resume -d 'Retoma la conversación de este identificador, o la última cuyo título o primera pregunta contiene este texto' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l record -d 'Graba la sesión en un archivo nuevo, sin claves, para --replay: lo que se adjunta a un informe' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l replay -d 'Reproduce una sesión grabada con --record: sin red, sin clave y con la misma pantalla' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l root -d 'Carpeta que el servidor puede conocer, si la pregunta; se puede repetir' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l db -d 'El archivo SQLite con los empleados de la demostración' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l server -d 'URL del servidor MCP; sin ruta se prueban /sse, / y /mcp [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l header -d 'Una cabecera para cada petición al servidor MCP; se puede repetir' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l transport -d 'Cómo se habla con el servidor MCP: auto, sse o http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l provider -d 'Proveedor del modelo: openai u openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -s m -l model -d 'Nombre del modelo [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l base-url -d 'URL base de la API del modelo, con /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l approval -d 'Cuándo se ejecutan las herramientas: ask, auto o read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l allow -d 'Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l deny -d 'Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l tool-timeout -d 'Segundos que una herramienta puede estar sin responder ni avanzar [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l model-timeout -d 'Segundos que el modelo puede estar sin enviar un byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l max-steps -d 'Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l max-tokens -d 'Tokens de una respuesta, como mucho [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l temperature -d 'Temperatura de muestreo, de 0 a 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l reasoning-effort -d 'Cuánto razona el modelo: none, minimal, low, medium, high, xhigh o max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l context-window -d 'Ventana del modelo en tokens, si su servidor no la dice [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l max-cost -d 'Dólares tras los cuales no se envía nada más [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l lang -d 'Idioma de la interfaz: es o en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -s c -l continue -d 'Retoma la última conversación con este servidor'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l demo -d 'Chatea con el servidor de empleados incluido (y, sin clave de API, con un modelo de demostración sin conexión)'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -s y -l yes -d 'Ejecuta toda herramienta sin preguntar; igual que --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l thinking -d 'Muestra lo que piensa el modelo [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l no-save -d 'No escribe en disco nada de la conversación: ni transcripción, ni historial, ni resultados'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -s h -l help -d 'Muestra esta ayuda'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -s V -l version -d 'Muestra la versión'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "tools" -d 'Muestra las herramientas del servidor, o una con su esquema'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "call" -d 'Llama a una herramienta sin modelo'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "sessions" -d 'Muestra las conversaciones que se pueden retomar'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "config" -d 'Muestra los ajustes y de dónde viene cada uno, o empieza un archivo con ellos'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "doctor" -d 'Comprueba la configuración, el servidor MCP y la API del modelo, y dice qué arreglar'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "demo-server" -d 'Ofrece los empleados de la demostración a cualquier cliente MCP por HTTP+SSE'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "completions" -d 'Imprime el guion de autocompletado de un shell'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "man" -d 'Imprime la página de manual'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "schema" -d 'Imprime el esquema JSON de toda salida JSON'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "help" -d 'Muestra esta ayuda, o la de una orden'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l db -d 'El archivo SQLite con los empleados de la demostración' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l server -d 'URL del servidor MCP; sin ruta se prueban /sse, / y /mcp [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l header -d 'Una cabecera para cada petición al servidor MCP; se puede repetir' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l transport -d 'Cómo se habla con el servidor MCP: auto, sse o http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l provider -d 'Proveedor del modelo: openai u openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -s m -l model -d 'Nombre del modelo [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l base-url -d 'URL base de la API del modelo, con /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l approval -d 'Cuándo se ejecutan las herramientas: ask, auto o read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l allow -d 'Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l deny -d 'Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l tool-timeout -d 'Segundos que una herramienta puede estar sin responder ni avanzar [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l model-timeout -d 'Segundos que el modelo puede estar sin enviar un byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l max-steps -d 'Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l max-tokens -d 'Tokens de una respuesta, como mucho [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l temperature -d 'Temperatura de muestreo, de 0 a 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l reasoning-effort -d 'Cuánto razona el modelo: none, minimal, low, medium, high, xhigh o max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l context-window -d 'Ventana del modelo en tokens, si su servidor no la dice [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l max-cost -d 'Dólares tras los cuales no se envía nada más [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l lang -d 'Idioma de la interfaz: es o en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l json -d 'Imprime JSON'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -s y -l yes -d 'Ejecuta toda herramienta sin preguntar; igual que --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l thinking -d 'Muestra lo que piensa el modelo [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l no-save -d 'No escribe en disco nada de la conversación: ni transcripción, ni historial, ni resultados'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -s h -l help -d 'Muestra esta ayuda'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l db -d 'El archivo SQLite con los empleados de la demostración' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l server -d 'URL del servidor MCP; sin ruta se prueban /sse, / y /mcp [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l header -d 'Una cabecera para cada petición al servidor MCP; se puede repetir' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l transport -d 'Cómo se habla con el servidor MCP: auto, sse o http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l provider -d 'Proveedor del modelo: openai u openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -s m -l model -d 'Nombre del modelo [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l base-url -d 'URL base de la API del modelo, con /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l approval -d 'Cuándo se ejecutan las herramientas: ask, auto o read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l allow -d 'Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l deny -d 'Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l tool-timeout -d 'Segundos que una herramienta puede estar sin responder ni avanzar [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l model-timeout -d 'Segundos que el modelo puede estar sin enviar un byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l max-steps -d 'Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l max-tokens -d 'Tokens de una respuesta, como mucho [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l temperature -d 'Temperatura de muestreo, de 0 a 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l reasoning-effort -d 'Cuánto razona el modelo: none, minimal, low, medium, high, xhigh o max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l context-window -d 'Ventana del modelo en tokens, si su servidor no la dice [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l max-cost -d 'Dólares tras los cuales no se envía nada más [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l lang -d 'Idioma de la interfaz: es o en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l json -d 'Imprime el resultado entero como JSON'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -s y -l yes -d 'Ejecuta toda herramienta sin preguntar; igual que --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l thinking -d 'Muestra lo que piensa el modelo [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l no-save -d 'No escribe en disco nada de la conversación: ni transcripción, ni historial, ni resultados'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -s h -l help -d 'Muestra esta ayuda'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l db -d 'El archivo SQLite con los empleados de la demostración' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l server -d 'URL del servidor MCP; sin ruta se prueban /sse, / y /mcp [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l header -d 'Una cabecera para cada petición al servidor MCP; se puede repetir' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l transport -d 'Cómo se habla con el servidor MCP: auto, sse o http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l provider -d 'Proveedor del modelo: openai u openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -s m -l model -d 'Nombre del modelo [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l base-url -d 'URL base de la API del modelo, con /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l approval -d 'Cuándo se ejecutan las herramientas: ask, auto o read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l allow -d 'Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l deny -d 'Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l tool-timeout -d 'Segundos que una herramienta puede estar sin responder ni avanzar [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l model-timeout -d 'Segundos que el modelo puede estar sin enviar un byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l max-steps -d 'Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l max-tokens -d 'Tokens de una respuesta, como mucho [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l temperature -d 'Temperatura de muestreo, de 0 a 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l reasoning-effort -d 'Cuánto razona el modelo: none, minimal, low, medium, high, xhigh o max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l context-window -d 'Ventana del modelo en tokens, si su servidor no la dice [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l max-cost -d 'Dólares tras los cuales no se envía nada más [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l lang -d 'Idioma de la interfaz: es o en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l json -d 'Imprime JSON'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -s y -l yes -d 'Ejecuta toda herramienta sin preguntar; igual que --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l thinking -d 'Muestra lo que piensa el modelo [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l no-save -d 'No escribe en disco nada de la conversación: ni transcripción, ni historial, ni resultados'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -s h -l help -d 'Muestra esta ayuda'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l db -d 'El archivo SQLite con los empleados de la demostración' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l server -d 'URL del servidor MCP; sin ruta se prueban /sse, / y /mcp [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l header -d 'Una cabecera para cada petición al servidor MCP; se puede repetir' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l transport -d 'Cómo se habla con el servidor MCP: auto, sse o http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l provider -d 'Proveedor del modelo: openai u openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -s m -l model -d 'Nombre del modelo [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l base-url -d 'URL base de la API del modelo, con /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l approval -d 'Cuándo se ejecutan las herramientas: ask, auto o read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l allow -d 'Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l deny -d 'Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l tool-timeout -d 'Segundos que una herramienta puede estar sin responder ni avanzar [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l model-timeout -d 'Segundos que el modelo puede estar sin enviar un byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l max-steps -d 'Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l max-tokens -d 'Tokens de una respuesta, como mucho [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l temperature -d 'Temperatura de muestreo, de 0 a 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l reasoning-effort -d 'Cuánto razona el modelo: none, minimal, low, medium, high, xhigh o max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l context-window -d 'Ventana del modelo en tokens, si su servidor no la dice [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l max-cost -d 'Dólares tras los cuales no se envía nada más [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l lang -d 'Idioma de la interfaz: es o en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -s y -l yes -d 'Ejecuta toda herramienta sin preguntar; igual que --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l thinking -d 'Muestra lo que piensa el modelo [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l no-save -d 'No escribe en disco nada de la conversación: ni transcripción, ni historial, ni resultados'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -s h -l help -d 'Muestra esta ayuda'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -f -a "init" -d 'Escribe config.toml con todos los ajustes como comentarios; si ya existe, no lo toca'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -f -a "show" -d 'Muestra cada ajuste, su valor y de dónde viene; los secretos no se ven'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -f -a "path" -d 'Muestra dónde está config.toml'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l db -d 'El archivo SQLite con los empleados de la demostración' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l server -d 'URL del servidor MCP; sin ruta se prueban /sse, / y /mcp [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l header -d 'Una cabecera para cada petición al servidor MCP; se puede repetir' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l transport -d 'Cómo se habla con el servidor MCP: auto, sse o http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l provider -d 'Proveedor del modelo: openai u openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -s m -l model -d 'Nombre del modelo [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l base-url -d 'URL base de la API del modelo, con /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l approval -d 'Cuándo se ejecutan las herramientas: ask, auto o read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l allow -d 'Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l deny -d 'Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l tool-timeout -d 'Segundos que una herramienta puede estar sin responder ni avanzar [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l model-timeout -d 'Segundos que el modelo puede estar sin enviar un byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l max-steps -d 'Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l max-tokens -d 'Tokens de una respuesta, como mucho [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l temperature -d 'Temperatura de muestreo, de 0 a 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l reasoning-effort -d 'Cuánto razona el modelo: none, minimal, low, medium, high, xhigh o max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l context-window -d 'Ventana del modelo en tokens, si su servidor no la dice [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l max-cost -d 'Dólares tras los cuales no se envía nada más [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l lang -d 'Idioma de la interfaz: es o en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -s y -l yes -d 'Ejecuta toda herramienta sin preguntar; igual que --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l thinking -d 'Muestra lo que piensa el modelo [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l no-save -d 'No escribe en disco nada de la conversación: ni transcripción, ni historial, ni resultados'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -s h -l help -d 'Muestra esta ayuda'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l db -d 'El archivo SQLite con los empleados de la demostración' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l server -d 'URL del servidor MCP; sin ruta se prueban /sse, / y /mcp [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l header -d 'Una cabecera para cada petición al servidor MCP; se puede repetir' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l transport -d 'Cómo se habla con el servidor MCP: auto, sse o http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l provider -d 'Proveedor del modelo: openai u openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -s m -l model -d 'Nombre del modelo [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l base-url -d 'URL base de la API del modelo, con /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l approval -d 'Cuándo se ejecutan las herramientas: ask, auto o read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l allow -d 'Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l deny -d 'Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l tool-timeout -d 'Segundos que una herramienta puede estar sin responder ni avanzar [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l model-timeout -d 'Segundos que el modelo puede estar sin enviar un byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l max-steps -d 'Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l max-tokens -d 'Tokens de una respuesta, como mucho [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l temperature -d 'Temperatura de muestreo, de 0 a 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l reasoning-effort -d 'Cuánto razona el modelo: none, minimal, low, medium, high, xhigh o max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l context-window -d 'Ventana del modelo en tokens, si su servidor no la dice [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l max-cost -d 'Dólares tras los cuales no se envía nada más [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l lang -d 'Idioma de la interfaz: es o en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'Imprime JSON'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -s y -l yes -d 'Ejecuta toda herramienta sin preguntar; igual que --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l thinking -d 'Muestra lo que piensa el modelo [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l no-save -d 'No escribe en disco nada de la conversación: ni transcripción, ni historial, ni resultados'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Muestra esta ayuda'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l db -d 'El archivo SQLite con los empleados de la demostración' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l server -d 'URL del servidor MCP; sin ruta se prueban /sse, / y /mcp [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l header -d 'Una cabecera para cada petición al servidor MCP; se puede repetir' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l transport -d 'Cómo se habla con el servidor MCP: auto, sse o http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l provider -d 'Proveedor del modelo: openai u openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -s m -l model -d 'Nombre del modelo [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l base-url -d 'URL base de la API del modelo, con /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l approval -d 'Cuándo se ejecutan las herramientas: ask, auto o read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l allow -d 'Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l deny -d 'Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l tool-timeout -d 'Segundos que una herramienta puede estar sin responder ni avanzar [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l model-timeout -d 'Segundos que el modelo puede estar sin enviar un byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l max-steps -d 'Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l max-tokens -d 'Tokens de una respuesta, como mucho [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l temperature -d 'Temperatura de muestreo, de 0 a 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l reasoning-effort -d 'Cuánto razona el modelo: none, minimal, low, medium, high, xhigh o max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l context-window -d 'Ventana del modelo en tokens, si su servidor no la dice [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l max-cost -d 'Dólares tras los cuales no se envía nada más [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l lang -d 'Idioma de la interfaz: es o en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -s y -l yes -d 'Ejecuta toda herramienta sin preguntar; igual que --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l thinking -d 'Muestra lo que piensa el modelo [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l no-save -d 'No escribe en disco nada de la conversación: ni transcripción, ni historial, ni resultados'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Muestra esta ayuda'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l db -d 'El archivo SQLite con los empleados de la demostración' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l server -d 'URL del servidor MCP; sin ruta se prueban /sse, / y /mcp [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l header -d 'Una cabecera para cada petición al servidor MCP; se puede repetir' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l transport -d 'Cómo se habla con el servidor MCP: auto, sse o http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l provider -d 'Proveedor del modelo: openai u openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -s m -l model -d 'Nombre del modelo [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l base-url -d 'URL base de la API del modelo, con /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l approval -d 'Cuándo se ejecutan las herramientas: ask, auto o read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l allow -d 'Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l deny -d 'Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l tool-timeout -d 'Segundos que una herramienta puede estar sin responder ni avanzar [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l model-timeout -d 'Segundos que el modelo puede estar sin enviar un byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l max-steps -d 'Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l max-tokens -d 'Tokens de una respuesta, como mucho [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l temperature -d 'Temperatura de muestreo, de 0 a 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l reasoning-effort -d 'Cuánto razona el modelo: none, minimal, low, medium, high, xhigh o max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l context-window -d 'Ventana del modelo en tokens, si su servidor no la dice [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l max-cost -d 'Dólares tras los cuales no se envía nada más [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l lang -d 'Idioma de la interfaz: es o en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l json -d 'Imprime JSON'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -s y -l yes -d 'Ejecuta toda herramienta sin preguntar; igual que --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l thinking -d 'Muestra lo que piensa el modelo [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l no-save -d 'No escribe en disco nada de la conversación: ni transcripción, ni historial, ni resultados'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -s h -l help -d 'Muestra esta ayuda'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l listen -d 'Dirección en la que escucha; si no se dice, 127.0.0.1:3000' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l db -d 'El archivo SQLite con los empleados de la demostración' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l server -d 'URL del servidor MCP; sin ruta se prueban /sse, / y /mcp [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l header -d 'Una cabecera para cada petición al servidor MCP; se puede repetir' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l transport -d 'Cómo se habla con el servidor MCP: auto, sse o http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l provider -d 'Proveedor del modelo: openai u openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -s m -l model -d 'Nombre del modelo [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l base-url -d 'URL base de la API del modelo, con /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l approval -d 'Cuándo se ejecutan las herramientas: ask, auto o read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l allow -d 'Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l deny -d 'Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l tool-timeout -d 'Segundos que una herramienta puede estar sin responder ni avanzar [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l model-timeout -d 'Segundos que el modelo puede estar sin enviar un byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l max-steps -d 'Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l max-tokens -d 'Tokens de una respuesta, como mucho [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l temperature -d 'Temperatura de muestreo, de 0 a 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l reasoning-effort -d 'Cuánto razona el modelo: none, minimal, low, medium, high, xhigh o max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l context-window -d 'Ventana del modelo en tokens, si su servidor no la dice [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l max-cost -d 'Dólares tras los cuales no se envía nada más [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l lang -d 'Idioma de la interfaz: es o en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -s y -l yes -d 'Ejecuta toda herramienta sin preguntar; igual que --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l thinking -d 'Muestra lo que piensa el modelo [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l no-save -d 'No escribe en disco nada de la conversación: ni transcripción, ni historial, ni resultados'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -s h -l help -d 'Muestra esta ayuda'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l db -d 'El archivo SQLite con los empleados de la demostración' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l server -d 'URL del servidor MCP; sin ruta se prueban /sse, / y /mcp [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l header -d 'Una cabecera para cada petición al servidor MCP; se puede repetir' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l transport -d 'Cómo se habla con el servidor MCP: auto, sse o http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l provider -d 'Proveedor del modelo: openai u openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -s m -l model -d 'Nombre del modelo [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l base-url -d 'URL base de la API del modelo, con /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l approval -d 'Cuándo se ejecutan las herramientas: ask, auto o read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l allow -d 'Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l deny -d 'Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l tool-timeout -d 'Segundos que una herramienta puede estar sin responder ni avanzar [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l model-timeout -d 'Segundos que el modelo puede estar sin enviar un byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l max-steps -d 'Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l max-tokens -d 'Tokens de una respuesta, como mucho [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l temperature -d 'Temperatura de muestreo, de 0 a 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l reasoning-effort -d 'Cuánto razona el modelo: none, minimal, low, medium, high, xhigh o max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l context-window -d 'Ventana del modelo en tokens, si su servidor no la dice [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l max-cost -d 'Dólares tras los cuales no se envía nada más [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l lang -d 'Idioma de la interfaz: es o en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -s y -l yes -d 'Ejecuta toda herramienta sin preguntar; igual que --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l thinking -d 'Muestra lo que piensa el modelo [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l no-save -d 'No escribe en disco nada de la conversación: ni transcripción, ni historial, ni resultados'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -s h -l help -d 'Muestra esta ayuda'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l db -d 'El archivo SQLite con los empleados de la demostración' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l server -d 'URL del servidor MCP; sin ruta se prueban /sse, / y /mcp [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l header -d 'Una cabecera para cada petición al servidor MCP; se puede repetir' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l transport -d 'Cómo se habla con el servidor MCP: auto, sse o http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l provider -d 'Proveedor del modelo: openai u openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -s m -l model -d 'Nombre del modelo [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l base-url -d 'URL base de la API del modelo, con /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l approval -d 'Cuándo se ejecutan las herramientas: ask, auto o read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l allow -d 'Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l deny -d 'Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l tool-timeout -d 'Segundos que una herramienta puede estar sin responder ni avanzar [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l model-timeout -d 'Segundos que el modelo puede estar sin enviar un byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l max-steps -d 'Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l max-tokens -d 'Tokens de una respuesta, como mucho [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l temperature -d 'Temperatura de muestreo, de 0 a 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l reasoning-effort -d 'Cuánto razona el modelo: none, minimal, low, medium, high, xhigh o max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l context-window -d 'Ventana del modelo en tokens, si su servidor no la dice [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l max-cost -d 'Dólares tras los cuales no se envía nada más [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l lang -d 'Idioma de la interfaz: es o en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -s y -l yes -d 'Ejecuta toda herramienta sin preguntar; igual que --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l thinking -d 'Muestra lo que piensa el modelo [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l no-save -d 'No escribe en disco nada de la conversación: ni transcripción, ni historial, ni resultados'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -s h -l help -d 'Muestra esta ayuda'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l db -d 'El archivo SQLite con los empleados de la demostración' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l server -d 'URL del servidor MCP; sin ruta se prueban /sse, / y /mcp [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l header -d 'Una cabecera para cada petición al servidor MCP; se puede repetir' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l transport -d 'Cómo se habla con el servidor MCP: auto, sse o http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l provider -d 'Proveedor del modelo: openai u openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -s m -l model -d 'Nombre del modelo [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l base-url -d 'URL base de la API del modelo, con /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l approval -d 'Cuándo se ejecutan las herramientas: ask, auto o read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l allow -d 'Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l deny -d 'Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l tool-timeout -d 'Segundos que una herramienta puede estar sin responder ni avanzar [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l model-timeout -d 'Segundos que el modelo puede estar sin enviar un byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l max-steps -d 'Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l max-tokens -d 'Tokens de una respuesta, como mucho [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l temperature -d 'Temperatura de muestreo, de 0 a 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l reasoning-effort -d 'Cuánto razona el modelo: none, minimal, low, medium, high, xhigh o max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l context-window -d 'Ventana del modelo en tokens, si su servidor no la dice [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l max-cost -d 'Dólares tras los cuales no se envía nada más [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l lang -d 'Idioma de la interfaz: es o en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -s y -l yes -d 'Ejecuta toda herramienta sin preguntar; igual que --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l thinking -d 'Muestra lo que piensa el modelo [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l no-save -d 'No escribe en disco nada de la conversación: ni transcripción, ni historial, ni resultados'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -s h -l help -d 'Muestra esta ayuda'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l db -d 'El archivo SQLite con los empleados de la demostración' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l server -d 'URL del servidor MCP; sin ruta se prueban /sse, / y /mcp [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l header -d 'Una cabecera para cada petición al servidor MCP; se puede repetir' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l transport -d 'Cómo se habla con el servidor MCP: auto, sse o http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l provider -d 'Proveedor del modelo: openai u openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -s m -l model -d 'Nombre del modelo [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l base-url -d 'URL base de la API del modelo, con /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l approval -d 'Cuándo se ejecutan las herramientas: ask, auto o read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l allow -d 'Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l deny -d 'Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l tool-timeout -d 'Segundos que una herramienta puede estar sin responder ni avanzar [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l model-timeout -d 'Segundos que el modelo puede estar sin enviar un byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l max-steps -d 'Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l max-tokens -d 'Tokens de una respuesta, como mucho [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l temperature -d 'Temperatura de muestreo, de 0 a 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l reasoning-effort -d 'Cuánto razona el modelo: none, minimal, low, medium, high, xhigh o max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l context-window -d 'Ventana del modelo en tokens, si su servidor no la dice [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l max-cost -d 'Dólares tras los cuales no se envía nada más [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l lang -d 'Idioma de la interfaz: es o en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -s y -l yes -d 'Ejecuta toda herramienta sin preguntar; igual que --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l thinking -d 'Muestra lo que piensa el modelo [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l no-save -d 'No escribe en disco nada de la conversación: ni transcripción, ni historial, ni resultados'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -s h -l help -d 'Muestra esta ayuda'
