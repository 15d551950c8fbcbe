#compdef mcp-chat

autoload -U is-at-least

_mcp-chat() {
    typeset -A opt_args
    typeset -a _arguments_options
    local ret=1

    if is-at-least 5.2; then
        _arguments_options=(-s -S -C)
    else
        _arguments_options=(-s -C)
    fi

    local context curcontext="$curcontext" state line
    _arguments "${_arguments_options[@]}" : \
'-p+[Hace una sola pregunta, imprime la respuesta y termina; lo que llega por la entrada estándar se le añade]:TEXTO:_default' \
'--prompt=[Hace una sola pregunta, imprime la respuesta y termina; lo que llega por la entrada estándar se le añade]:TEXTO:_default' \
'--output=[Lo que imprimen -p y las preguntas de una tubería\: el texto de la respuesta (text), un documento JSON por pregunta (json) o sucesos JSON línea a línea (stream-json); «mcp-chat schema» describe ambos]:FORMATO:((text\:"El texto de la respuesta"
json\:"Un documento JSON por pregunta"
stream-json\:"Sucesos JSON, uno por línea, según ocurren"))' \
'-r+[Retoma la conversación de este identificador, o la última cuyo título o primera pregunta contiene este texto]:ID | TEXTO:_default' \
'--resume=[Retoma la conversación de este identificador, o la última cuyo título o primera pregunta contiene este texto]:ID | TEXTO:_default' \
'(-c --continue -r --resume)--record=[Graba la sesión en un archivo nuevo, sin claves, para --replay\: lo que se adjunta a un informe]:ARCHIVO:_files' \
'(--record -c --continue -r --resume -p --prompt)--replay=[Reproduce una sesión grabada con --record\: sin red, sin clave y con la misma pantalla]:ARCHIVO:_files' \
'(--replay)*--root=[Carpeta que el servidor puede conocer, si la pregunta; se puede repetir]:CARPETA:_files' \
'--db=[El archivo SQLite con los empleados de la demostración]:ARCHIVO:_files' \
'--server=[URL del servidor MCP; sin ruta se prueban /sse, / y /mcp \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[Una cabecera para cada petición al servidor MCP; se puede repetir]:K: V:_default' \
'--transport=[Cómo se habla con el servidor MCP\: auto, sse o http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORTE:_default' \
'--provider=[Proveedor del modelo\: openai u openrouter \[env\: MODEL_PROVIDER\]]:NOMBRE:_default' \
'-m+[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--model=[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--base-url=[URL base de la API del modelo, con /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[Cuándo se ejecutan las herramientas\: ask, auto o read-only \[env\: MCP_CHAT_APPROVAL\]]:MODO:_default' \
'*--allow=[Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir \[env\: MCP_CHAT_ALLOW\]]:HERRAMIENTA:_default' \
'*--deny=[Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir \[env\: MCP_CHAT_DENY\]]:HERRAMIENTA:_default' \
'--tool-timeout=[Segundos que una herramienta puede estar sin responder ni avanzar \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SEGUNDOS:_default' \
'--model-timeout=[Segundos que el modelo puede estar sin enviar un byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SEGUNDOS:_default' \
'--max-steps=[Rondas de herramientas en un turno \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[Tokens de una respuesta, como mucho \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Temperatura de muestreo, de 0 a 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[Cuánto razona el modelo\: none, minimal, low, medium, high, xhigh o max \[env\: MCP_CHAT_REASONING_EFFORT\]]:ESFUERZO:_default' \
'--context-window=[Ventana del modelo en tokens, si su servidor no la dice \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[Dólares tras los cuales no se envía nada más \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Idioma de la interfaz\: es o en \[env\: MCP_CHAT_LANG\]]:IDIOMA:_default' \
'(-r --resume)-c[Retoma la última conversación con este servidor]' \
'(-r --resume)--continue[Retoma la última conversación con este servidor]' \
'--demo[Chatea con el servidor de empleados incluido (y, sin clave de API, con un modelo de demostración sin conexión)]' \
'(--approval)-y[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'(--approval)--yes[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'--thinking[Muestra lo que piensa el modelo \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[No escribe en disco nada de la conversación\: ni transcripción, ni historial, ni resultados]' \
'-h[Muestra esta ayuda]' \
'--help[Muestra esta ayuda]' \
'-V[Muestra la versión]' \
'--version[Muestra la versión]' \
":: :_mcp-chat_commands" \
"*::: :->mcp-chat" \
&& ret=0
    case $state in
    (mcp-chat)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mcp-chat-command-$line[1]:"
        case $line[1] in
            (tools)
_arguments "${_arguments_options[@]}" : \
'--db=[El archivo SQLite con los empleados de la demostración]:ARCHIVO:_files' \
'--server=[URL del servidor MCP; sin ruta se prueban /sse, / y /mcp \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[Una cabecera para cada petición al servidor MCP; se puede repetir]:K: V:_default' \
'--transport=[Cómo se habla con el servidor MCP\: auto, sse o http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORTE:_default' \
'--provider=[Proveedor del modelo\: openai u openrouter \[env\: MODEL_PROVIDER\]]:NOMBRE:_default' \
'-m+[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--model=[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--base-url=[URL base de la API del modelo, con /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[Cuándo se ejecutan las herramientas\: ask, auto o read-only \[env\: MCP_CHAT_APPROVAL\]]:MODO:_default' \
'*--allow=[Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir \[env\: MCP_CHAT_ALLOW\]]:HERRAMIENTA:_default' \
'*--deny=[Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir \[env\: MCP_CHAT_DENY\]]:HERRAMIENTA:_default' \
'--tool-timeout=[Segundos que una herramienta puede estar sin responder ni avanzar \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SEGUNDOS:_default' \
'--model-timeout=[Segundos que el modelo puede estar sin enviar un byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SEGUNDOS:_default' \
'--max-steps=[Rondas de herramientas en un turno \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[Tokens de una respuesta, como mucho \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Temperatura de muestreo, de 0 a 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[Cuánto razona el modelo\: none, minimal, low, medium, high, xhigh o max \[env\: MCP_CHAT_REASONING_EFFORT\]]:ESFUERZO:_default' \
'--context-window=[Ventana del modelo en tokens, si su servidor no la dice \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[Dólares tras los cuales no se envía nada más \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Idioma de la interfaz\: es o en \[env\: MCP_CHAT_LANG\]]:IDIOMA:_default' \
'--json[Imprime JSON]' \
'(--approval)-y[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'(--approval)--yes[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'--thinking[Muestra lo que piensa el modelo \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[No escribe en disco nada de la conversación\: ni transcripción, ni historial, ni resultados]' \
'-h[Muestra esta ayuda]' \
'--help[Muestra esta ayuda]' \
'::name -- La herramienta que se muestra:_default' \
&& ret=0
;;
(call)
_arguments "${_arguments_options[@]}" : \
'--db=[El archivo SQLite con los empleados de la demostración]:ARCHIVO:_files' \
'--server=[URL del servidor MCP; sin ruta se prueban /sse, / y /mcp \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[Una cabecera para cada petición al servidor MCP; se puede repetir]:K: V:_default' \
'--transport=[Cómo se habla con el servidor MCP\: auto, sse o http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORTE:_default' \
'--provider=[Proveedor del modelo\: openai u openrouter \[env\: MODEL_PROVIDER\]]:NOMBRE:_default' \
'-m+[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--model=[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--base-url=[URL base de la API del modelo, con /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[Cuándo se ejecutan las herramientas\: ask, auto o read-only \[env\: MCP_CHAT_APPROVAL\]]:MODO:_default' \
'*--allow=[Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir \[env\: MCP_CHAT_ALLOW\]]:HERRAMIENTA:_default' \
'*--deny=[Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir \[env\: MCP_CHAT_DENY\]]:HERRAMIENTA:_default' \
'--tool-timeout=[Segundos que una herramienta puede estar sin responder ni avanzar \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SEGUNDOS:_default' \
'--model-timeout=[Segundos que el modelo puede estar sin enviar un byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SEGUNDOS:_default' \
'--max-steps=[Rondas de herramientas en un turno \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[Tokens de una respuesta, como mucho \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Temperatura de muestreo, de 0 a 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[Cuánto razona el modelo\: none, minimal, low, medium, high, xhigh o max \[env\: MCP_CHAT_REASONING_EFFORT\]]:ESFUERZO:_default' \
'--context-window=[Ventana del modelo en tokens, si su servidor no la dice \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[Dólares tras los cuales no se envía nada más \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Idioma de la interfaz\: es o en \[env\: MCP_CHAT_LANG\]]:IDIOMA:_default' \
'--json[Imprime el resultado entero como JSON]' \
'(--approval)-y[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'(--approval)--yes[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'--thinking[Muestra lo que piensa el modelo \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[No escribe en disco nada de la conversación\: ni transcripción, ni historial, ni resultados]' \
'-h[Muestra esta ayuda]' \
'--help[Muestra esta ayuda]' \
':tool -- La herramienta que se llama:_default' \
'*::arguments -- Un objeto JSON, o pares clave=valor con los tipos del esquema de la herramienta:_default' \
&& ret=0
;;
(sessions)
_arguments "${_arguments_options[@]}" : \
'--db=[El archivo SQLite con los empleados de la demostración]:ARCHIVO:_files' \
'--server=[URL del servidor MCP; sin ruta se prueban /sse, / y /mcp \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[Una cabecera para cada petición al servidor MCP; se puede repetir]:K: V:_default' \
'--transport=[Cómo se habla con el servidor MCP\: auto, sse o http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORTE:_default' \
'--provider=[Proveedor del modelo\: openai u openrouter \[env\: MODEL_PROVIDER\]]:NOMBRE:_default' \
'-m+[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--model=[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--base-url=[URL base de la API del modelo, con /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[Cuándo se ejecutan las herramientas\: ask, auto o read-only \[env\: MCP_CHAT_APPROVAL\]]:MODO:_default' \
'*--allow=[Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir \[env\: MCP_CHAT_ALLOW\]]:HERRAMIENTA:_default' \
'*--deny=[Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir \[env\: MCP_CHAT_DENY\]]:HERRAMIENTA:_default' \
'--tool-timeout=[Segundos que una herramienta puede estar sin responder ni avanzar \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SEGUNDOS:_default' \
'--model-timeout=[Segundos que el modelo puede estar sin enviar un byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SEGUNDOS:_default' \
'--max-steps=[Rondas de herramientas en un turno \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[Tokens de una respuesta, como mucho \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Temperatura de muestreo, de 0 a 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[Cuánto razona el modelo\: none, minimal, low, medium, high, xhigh o max \[env\: MCP_CHAT_REASONING_EFFORT\]]:ESFUERZO:_default' \
'--context-window=[Ventana del modelo en tokens, si su servidor no la dice \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[Dólares tras los cuales no se envía nada más \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Idioma de la interfaz\: es o en \[env\: MCP_CHAT_LANG\]]:IDIOMA:_default' \
'--json[Imprime JSON]' \
'(--approval)-y[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'(--approval)--yes[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'--thinking[Muestra lo que piensa el modelo \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[No escribe en disco nada de la conversación\: ni transcripción, ni historial, ni resultados]' \
'-h[Muestra esta ayuda]' \
'--help[Muestra esta ayuda]' \
&& ret=0
;;
(config)
_arguments "${_arguments_options[@]}" : \
'--db=[El archivo SQLite con los empleados de la demostración]:ARCHIVO:_files' \
'--server=[URL del servidor MCP; sin ruta se prueban /sse, / y /mcp \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[Una cabecera para cada petición al servidor MCP; se puede repetir]:K: V:_default' \
'--transport=[Cómo se habla con el servidor MCP\: auto, sse o http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORTE:_default' \
'--provider=[Proveedor del modelo\: openai u openrouter \[env\: MODEL_PROVIDER\]]:NOMBRE:_default' \
'-m+[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--model=[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--base-url=[URL base de la API del modelo, con /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[Cuándo se ejecutan las herramientas\: ask, auto o read-only \[env\: MCP_CHAT_APPROVAL\]]:MODO:_default' \
'*--allow=[Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir \[env\: MCP_CHAT_ALLOW\]]:HERRAMIENTA:_default' \
'*--deny=[Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir \[env\: MCP_CHAT_DENY\]]:HERRAMIENTA:_default' \
'--tool-timeout=[Segundos que una herramienta puede estar sin responder ni avanzar \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SEGUNDOS:_default' \
'--model-timeout=[Segundos que el modelo puede estar sin enviar un byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SEGUNDOS:_default' \
'--max-steps=[Rondas de herramientas en un turno \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[Tokens de una respuesta, como mucho \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Temperatura de muestreo, de 0 a 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[Cuánto razona el modelo\: none, minimal, low, medium, high, xhigh o max \[env\: MCP_CHAT_REASONING_EFFORT\]]:ESFUERZO:_default' \
'--context-window=[Ventana del modelo en tokens, si su servidor no la dice \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[Dólares tras los cuales no se envía nada más \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Idioma de la interfaz\: es o en \[env\: MCP_CHAT_LANG\]]:IDIOMA:_default' \
'(--approval)-y[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'(--approval)--yes[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'--thinking[Muestra lo que piensa el modelo \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[No escribe en disco nada de la conversación\: ni transcripción, ni historial, ni resultados]' \
'-h[Muestra esta ayuda]' \
'--help[Muestra esta ayuda]' \
":: :_mcp-chat__subcmd__config_commands" \
"*::: :->config" \
&& ret=0

    case $state in
    (config)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mcp-chat-config-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
'--db=[El archivo SQLite con los empleados de la demostración]:ARCHIVO:_files' \
'--server=[URL del servidor MCP; sin ruta se prueban /sse, / y /mcp \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[Una cabecera para cada petición al servidor MCP; se puede repetir]:K: V:_default' \
'--transport=[Cómo se habla con el servidor MCP\: auto, sse o http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORTE:_default' \
'--provider=[Proveedor del modelo\: openai u openrouter \[env\: MODEL_PROVIDER\]]:NOMBRE:_default' \
'-m+[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--model=[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--base-url=[URL base de la API del modelo, con /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[Cuándo se ejecutan las herramientas\: ask, auto o read-only \[env\: MCP_CHAT_APPROVAL\]]:MODO:_default' \
'*--allow=[Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir \[env\: MCP_CHAT_ALLOW\]]:HERRAMIENTA:_default' \
'*--deny=[Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir \[env\: MCP_CHAT_DENY\]]:HERRAMIENTA:_default' \
'--tool-timeout=[Segundos que una herramienta puede estar sin responder ni avanzar \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SEGUNDOS:_default' \
'--model-timeout=[Segundos que el modelo puede estar sin enviar un byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SEGUNDOS:_default' \
'--max-steps=[Rondas de herramientas en un turno \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[Tokens de una respuesta, como mucho \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Temperatura de muestreo, de 0 a 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[Cuánto razona el modelo\: none, minimal, low, medium, high, xhigh o max \[env\: MCP_CHAT_REASONING_EFFORT\]]:ESFUERZO:_default' \
'--context-window=[Ventana del modelo en tokens, si su servidor no la dice \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[Dólares tras los cuales no se envía nada más \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Idioma de la interfaz\: es o en \[env\: MCP_CHAT_LANG\]]:IDIOMA:_default' \
'(--approval)-y[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'(--approval)--yes[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'--thinking[Muestra lo que piensa el modelo \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[No escribe en disco nada de la conversación\: ni transcripción, ni historial, ni resultados]' \
'-h[Muestra esta ayuda]' \
'--help[Muestra esta ayuda]' \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
'--db=[El archivo SQLite con los empleados de la demostración]:ARCHIVO:_files' \
'--server=[URL del servidor MCP; sin ruta se prueban /sse, / y /mcp \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[Una cabecera para cada petición al servidor MCP; se puede repetir]:K: V:_default' \
'--transport=[Cómo se habla con el servidor MCP\: auto, sse o http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORTE:_default' \
'--provider=[Proveedor del modelo\: openai u openrouter \[env\: MODEL_PROVIDER\]]:NOMBRE:_default' \
'-m+[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--model=[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--base-url=[URL base de la API del modelo, con /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[Cuándo se ejecutan las herramientas\: ask, auto o read-only \[env\: MCP_CHAT_APPROVAL\]]:MODO:_default' \
'*--allow=[Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir \[env\: MCP_CHAT_ALLOW\]]:HERRAMIENTA:_default' \
'*--deny=[Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir \[env\: MCP_CHAT_DENY\]]:HERRAMIENTA:_default' \
'--tool-timeout=[Segundos que una herramienta puede estar sin responder ni avanzar \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SEGUNDOS:_default' \
'--model-timeout=[Segundos que el modelo puede estar sin enviar un byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SEGUNDOS:_default' \
'--max-steps=[Rondas de herramientas en un turno \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[Tokens de una respuesta, como mucho \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Temperatura de muestreo, de 0 a 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[Cuánto razona el modelo\: none, minimal, low, medium, high, xhigh o max \[env\: MCP_CHAT_REASONING_EFFORT\]]:ESFUERZO:_default' \
'--context-window=[Ventana del modelo en tokens, si su servidor no la dice \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[Dólares tras los cuales no se envía nada más \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Idioma de la interfaz\: es o en \[env\: MCP_CHAT_LANG\]]:IDIOMA:_default' \
'--json[Imprime JSON]' \
'(--approval)-y[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'(--approval)--yes[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'--thinking[Muestra lo que piensa el modelo \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[No escribe en disco nada de la conversación\: ni transcripción, ni historial, ni resultados]' \
'-h[Muestra esta ayuda]' \
'--help[Muestra esta ayuda]' \
&& ret=0
;;
(path)
_arguments "${_arguments_options[@]}" : \
'--db=[El archivo SQLite con los empleados de la demostración]:ARCHIVO:_files' \
'--server=[URL del servidor MCP; sin ruta se prueban /sse, / y /mcp \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[Una cabecera para cada petición al servidor MCP; se puede repetir]:K: V:_default' \
'--transport=[Cómo se habla con el servidor MCP\: auto, sse o http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORTE:_default' \
'--provider=[Proveedor del modelo\: openai u openrouter \[env\: MODEL_PROVIDER\]]:NOMBRE:_default' \
'-m+[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--model=[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--base-url=[URL base de la API del modelo, con /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[Cuándo se ejecutan las herramientas\: ask, auto o read-only \[env\: MCP_CHAT_APPROVAL\]]:MODO:_default' \
'*--allow=[Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir \[env\: MCP_CHAT_ALLOW\]]:HERRAMIENTA:_default' \
'*--deny=[Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir \[env\: MCP_CHAT_DENY\]]:HERRAMIENTA:_default' \
'--tool-timeout=[Segundos que una herramienta puede estar sin responder ni avanzar \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SEGUNDOS:_default' \
'--model-timeout=[Segundos que el modelo puede estar sin enviar un byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SEGUNDOS:_default' \
'--max-steps=[Rondas de herramientas en un turno \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[Tokens de una respuesta, como mucho \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Temperatura de muestreo, de 0 a 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[Cuánto razona el modelo\: none, minimal, low, medium, high, xhigh o max \[env\: MCP_CHAT_REASONING_EFFORT\]]:ESFUERZO:_default' \
'--context-window=[Ventana del modelo en tokens, si su servidor no la dice \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[Dólares tras los cuales no se envía nada más \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Idioma de la interfaz\: es o en \[env\: MCP_CHAT_LANG\]]:IDIOMA:_default' \
'(--approval)-y[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'(--approval)--yes[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'--thinking[Muestra lo que piensa el modelo \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[No escribe en disco nada de la conversación\: ni transcripción, ni historial, ni resultados]' \
'-h[Muestra esta ayuda]' \
'--help[Muestra esta ayuda]' \
&& ret=0
;;
        esac
    ;;
esac
;;
(doctor)
_arguments "${_arguments_options[@]}" : \
'--db=[El archivo SQLite con los empleados de la demostración]:ARCHIVO:_files' \
'--server=[URL del servidor MCP; sin ruta se prueban /sse, / y /mcp \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[Una cabecera para cada petición al servidor MCP; se puede repetir]:K: V:_default' \
'--transport=[Cómo se habla con el servidor MCP\: auto, sse o http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORTE:_default' \
'--provider=[Proveedor del modelo\: openai u openrouter \[env\: MODEL_PROVIDER\]]:NOMBRE:_default' \
'-m+[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--model=[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--base-url=[URL base de la API del modelo, con /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[Cuándo se ejecutan las herramientas\: ask, auto o read-only \[env\: MCP_CHAT_APPROVAL\]]:MODO:_default' \
'*--allow=[Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir \[env\: MCP_CHAT_ALLOW\]]:HERRAMIENTA:_default' \
'*--deny=[Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir \[env\: MCP_CHAT_DENY\]]:HERRAMIENTA:_default' \
'--tool-timeout=[Segundos que una herramienta puede estar sin responder ni avanzar \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SEGUNDOS:_default' \
'--model-timeout=[Segundos que el modelo puede estar sin enviar un byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SEGUNDOS:_default' \
'--max-steps=[Rondas de herramientas en un turno \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[Tokens de una respuesta, como mucho \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Temperatura de muestreo, de 0 a 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[Cuánto razona el modelo\: none, minimal, low, medium, high, xhigh o max \[env\: MCP_CHAT_REASONING_EFFORT\]]:ESFUERZO:_default' \
'--context-window=[Ventana del modelo en tokens, si su servidor no la dice \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[Dólares tras los cuales no se envía nada más \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Idioma de la interfaz\: es o en \[env\: MCP_CHAT_LANG\]]:IDIOMA:_default' \
'--json[Imprime JSON]' \
'(--approval)-y[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'(--approval)--yes[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'--thinking[Muestra lo que piensa el modelo \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[No escribe en disco nada de la conversación\: ni transcripción, ni historial, ni resultados]' \
'-h[Muestra esta ayuda]' \
'--help[Muestra esta ayuda]' \
&& ret=0
;;
(demo-server)
_arguments "${_arguments_options[@]}" : \
'--listen=[Dirección en la que escucha; si no se dice, 127.0.0.1\:3000]:DIRECCIÓN:_default' \
'--db=[El archivo SQLite con los empleados de la demostración]:ARCHIVO:_files' \
'--server=[URL del servidor MCP; sin ruta se prueban /sse, / y /mcp \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[Una cabecera para cada petición al servidor MCP; se puede repetir]:K: V:_default' \
'--transport=[Cómo se habla con el servidor MCP\: auto, sse o http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORTE:_default' \
'--provider=[Proveedor del modelo\: openai u openrouter \[env\: MODEL_PROVIDER\]]:NOMBRE:_default' \
'-m+[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--model=[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--base-url=[URL base de la API del modelo, con /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[Cuándo se ejecutan las herramientas\: ask, auto o read-only \[env\: MCP_CHAT_APPROVAL\]]:MODO:_default' \
'*--allow=[Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir \[env\: MCP_CHAT_ALLOW\]]:HERRAMIENTA:_default' \
'*--deny=[Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir \[env\: MCP_CHAT_DENY\]]:HERRAMIENTA:_default' \
'--tool-timeout=[Segundos que una herramienta puede estar sin responder ni avanzar \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SEGUNDOS:_default' \
'--model-timeout=[Segundos que el modelo puede estar sin enviar un byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SEGUNDOS:_default' \
'--max-steps=[Rondas de herramientas en un turno \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[Tokens de una respuesta, como mucho \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Temperatura de muestreo, de 0 a 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[Cuánto razona el modelo\: none, minimal, low, medium, high, xhigh o max \[env\: MCP_CHAT_REASONING_EFFORT\]]:ESFUERZO:_default' \
'--context-window=[Ventana del modelo en tokens, si su servidor no la dice \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[Dólares tras los cuales no se envía nada más \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Idioma de la interfaz\: es o en \[env\: MCP_CHAT_LANG\]]:IDIOMA:_default' \
'(--approval)-y[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'(--approval)--yes[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'--thinking[Muestra lo que piensa el modelo \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[No escribe en disco nada de la conversación\: ni transcripción, ni historial, ni resultados]' \
'-h[Muestra esta ayuda]' \
'--help[Muestra esta ayuda]' \
&& ret=0
;;
(completions)
_arguments "${_arguments_options[@]}" : \
'--db=[El archivo SQLite con los empleados de la demostración]:ARCHIVO:_files' \
'--server=[URL del servidor MCP; sin ruta se prueban /sse, / y /mcp \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[Una cabecera para cada petición al servidor MCP; se puede repetir]:K: V:_default' \
'--transport=[Cómo se habla con el servidor MCP\: auto, sse o http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORTE:_default' \
'--provider=[Proveedor del modelo\: openai u openrouter \[env\: MODEL_PROVIDER\]]:NOMBRE:_default' \
'-m+[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--model=[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--base-url=[URL base de la API del modelo, con /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[Cuándo se ejecutan las herramientas\: ask, auto o read-only \[env\: MCP_CHAT_APPROVAL\]]:MODO:_default' \
'*--allow=[Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir \[env\: MCP_CHAT_ALLOW\]]:HERRAMIENTA:_default' \
'*--deny=[Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir \[env\: MCP_CHAT_DENY\]]:HERRAMIENTA:_default' \
'--tool-timeout=[Segundos que una herramienta puede estar sin responder ni avanzar \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SEGUNDOS:_default' \
'--model-timeout=[Segundos que el modelo puede estar sin enviar un byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SEGUNDOS:_default' \
'--max-steps=[Rondas de herramientas en un turno \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[Tokens de una respuesta, como mucho \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Temperatura de muestreo, de 0 a 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[Cuánto razona el modelo\: none, minimal, low, medium, high, xhigh o max \[env\: MCP_CHAT_REASONING_EFFORT\]]:ESFUERZO:_default' \
'--context-window=[Ventana del modelo en tokens, si su servidor no la dice \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[Dólares tras los cuales no se envía nada más \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Idioma de la interfaz\: es o en \[env\: MCP_CHAT_LANG\]]:IDIOMA:_default' \
'(--approval)-y[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'(--approval)--yes[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'--thinking[Muestra lo que piensa el modelo \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[No escribe en disco nada de la conversación\: ni transcripción, ni historial, ni resultados]' \
'-h[Muestra esta ayuda]' \
'--help[Muestra esta ayuda]' \
':shell -- bash, zsh, fish, powershell o elvish:(bash elvish fish powershell zsh)' \
&& ret=0
;;
(man)
_arguments "${_arguments_options[@]}" : \
'--db=[El archivo SQLite con los empleados de la demostración]:ARCHIVO:_files' \
'--server=[URL del servidor MCP; sin ruta se prueban /sse, / y /mcp \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[Una cabecera para cada petición al servidor MCP; se puede repetir]:K: V:_default' \
'--transport=[Cómo se habla con el servidor MCP\: auto, sse o http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORTE:_default' \
'--provider=[Proveedor del modelo\: openai u openrouter \[env\: MODEL_PROVIDER\]]:NOMBRE:_default' \
'-m+[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--model=[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--base-url=[URL base de la API del modelo, con /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[Cuándo se ejecutan las herramientas\: ask, auto o read-only \[env\: MCP_CHAT_APPROVAL\]]:MODO:_default' \
'*--allow=[Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir \[env\: MCP_CHAT_ALLOW\]]:HERRAMIENTA:_default' \
'*--deny=[Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir \[env\: MCP_CHAT_DENY\]]:HERRAMIENTA:_default' \
'--tool-timeout=[Segundos que una herramienta puede estar sin responder ni avanzar \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SEGUNDOS:_default' \
'--model-timeout=[Segundos que el modelo puede estar sin enviar un byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SEGUNDOS:_default' \
'--max-steps=[Rondas de herramientas en un turno \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[Tokens de una respuesta, como mucho \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Temperatura de muestreo, de 0 a 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[Cuánto razona el modelo\: none, minimal, low, medium, high, xhigh o max \[env\: MCP_CHAT_REASONING_EFFORT\]]:ESFUERZO:_default' \
'--context-window=[Ventana del modelo en tokens, si su servidor no la dice \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[Dólares tras los cuales no se envía nada más \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Idioma de la interfaz\: es o en \[env\: MCP_CHAT_LANG\]]:IDIOMA:_default' \
'(--approval)-y[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'(--approval)--yes[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'--thinking[Muestra lo que piensa el modelo \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[No escribe en disco nada de la conversación\: ni transcripción, ni historial, ni resultados]' \
'-h[Muestra esta ayuda]' \
'--help[Muestra esta ayuda]' \
&& ret=0
;;
(schema)
_arguments "${_arguments_options[@]}" : \
'--db=[El archivo SQLite con los empleados de la demostración]:ARCHIVO:_files' \
'--server=[URL del servidor MCP; sin ruta se prueban /sse, / y /mcp \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[Una cabecera para cada petición al servidor MCP; se puede repetir]:K: V:_default' \
'--transport=[Cómo se habla con el servidor MCP\: auto, sse o http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORTE:_default' \
'--provider=[Proveedor del modelo\: openai u openrouter \[env\: MODEL_PROVIDER\]]:NOMBRE:_default' \
'-m+[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--model=[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--base-url=[URL base de la API del modelo, con /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[Cuándo se ejecutan las herramientas\: ask, auto o read-only \[env\: MCP_CHAT_APPROVAL\]]:MODO:_default' \
'*--allow=[Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir \[env\: MCP_CHAT_ALLOW\]]:HERRAMIENTA:_default' \
'*--deny=[Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir \[env\: MCP_CHAT_DENY\]]:HERRAMIENTA:_default' \
'--tool-timeout=[Segundos que una herramienta puede estar sin responder ni avanzar \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SEGUNDOS:_default' \
'--model-timeout=[Segundos que el modelo puede estar sin enviar un byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SEGUNDOS:_default' \
'--max-steps=[Rondas de herramientas en un turno \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[Tokens de una respuesta, como mucho \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Temperatura de muestreo, de 0 a 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[Cuánto razona el modelo\: none, minimal, low, medium, high, xhigh o max \[env\: MCP_CHAT_REASONING_EFFORT\]]:ESFUERZO:_default' \
'--context-window=[Ventana del modelo en tokens, si su servidor no la dice \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[Dólares tras los cuales no se envía nada más \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Idioma de la interfaz\: es o en \[env\: MCP_CHAT_LANG\]]:IDIOMA:_default' \
'(--approval)-y[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'(--approval)--yes[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'--thinking[Muestra lo que piensa el modelo \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[No escribe en disco nada de la conversación\: ni transcripción, ni historial, ni resultados]' \
'-h[Muestra esta ayuda]' \
'--help[Muestra esta ayuda]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
'--db=[El archivo SQLite con los empleados de la demostración]:ARCHIVO:_files' \
'--server=[URL del servidor MCP; sin ruta se prueban /sse, / y /mcp \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[Una cabecera para cada petición al servidor MCP; se puede repetir]:K: V:_default' \
'--transport=[Cómo se habla con el servidor MCP\: auto, sse o http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORTE:_default' \
'--provider=[Proveedor del modelo\: openai u openrouter \[env\: MODEL_PROVIDER\]]:NOMBRE:_default' \
'-m+[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--model=[Nombre del modelo \[env\: MODEL_NAME\]]:NOMBRE:_default' \
'--base-url=[URL base de la API del modelo, con /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[Cuándo se ejecutan las herramientas\: ask, auto o read-only \[env\: MCP_CHAT_APPROVAL\]]:MODO:_default' \
'*--allow=[Una herramienta que se ejecuta sin preguntar, por nombre o patrón (list_*); se puede repetir \[env\: MCP_CHAT_ALLOW\]]:HERRAMIENTA:_default' \
'*--deny=[Una herramienta que no se ejecuta nunca, por nombre o patrón (delete_*); se puede repetir \[env\: MCP_CHAT_DENY\]]:HERRAMIENTA:_default' \
'--tool-timeout=[Segundos que una herramienta puede estar sin responder ni avanzar \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SEGUNDOS:_default' \
'--model-timeout=[Segundos que el modelo puede estar sin enviar un byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SEGUNDOS:_default' \
'--max-steps=[Rondas de herramientas en un turno \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[Tokens de una respuesta, como mucho \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Temperatura de muestreo, de 0 a 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[Cuánto razona el modelo\: none, minimal, low, medium, high, xhigh o max \[env\: MCP_CHAT_REASONING_EFFORT\]]:ESFUERZO:_default' \
'--context-window=[Ventana del modelo en tokens, si su servidor no la dice \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[Dólares tras los cuales no se envía nada más \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Idioma de la interfaz\: es o en \[env\: MCP_CHAT_LANG\]]:IDIOMA:_default' \
'(--approval)-y[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'(--approval)--yes[Ejecuta toda herramienta sin preguntar; igual que --approval auto]' \
'--thinking[Muestra lo que piensa el modelo \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[No escribe en disco nada de la conversación\: ni transcripción, ni historial, ni resultados]' \
'-h[Muestra esta ayuda]' \
'--help[Muestra esta ayuda]' \
'*::names -- La orden, y la que va detrás:_default' \
&& ret=0
;;
        esac
    ;;
esac
}

(( $+functions[_mcp-chat_commands] )) ||
_mcp-chat_commands() {
    local commands; commands=(
'tools:Muestra las herramientas del servidor, o una con su esquema' \
'call:Llama a una herramienta sin modelo' \
'sessions:Muestra las conversaciones que se pueden retomar' \
'config:Muestra los ajustes y de dónde viene cada uno, o empieza un archivo con ellos' \
'doctor:Comprueba la configuración, el servidor MCP y la API del modelo, y dice qué arreglar' \
'demo-server:Ofrece los empleados de la demostración a cualquier cliente MCP por HTTP+SSE' \
'completions:Imprime el guion de autocompletado de un shell' \
'man:Imprime la página de manual' \
'schema:Imprime el esquema JSON de toda salida JSON' \
'help:Muestra esta ayuda, o la de una orden' \
    )
    _describe -t commands 'mcp-chat commands' commands "$@"
}
(( $+functions[_mcp-chat__subcmd__call_commands] )) ||
_mcp-chat__subcmd__call_commands() {
    local commands; commands=()
    _describe -t commands 'mcp-chat call commands' commands "$@"
}
(( $+functions[_mcp-chat__subcmd__completions_commands] )) ||
_mcp-chat__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'mcp-chat completions commands' commands "$@"
}
(( $+functions[_mcp-chat__subcmd__config_commands] )) ||
_mcp-chat__subcmd__config_commands() {
    local commands; commands=(
'init:Escribe config.toml con todos los ajustes como comentarios; si ya existe, no lo toca' \
'show:Muestra cada ajuste, su valor y de dónde viene; los secretos no se ven' \
'path:Muestra dónde está config.toml' \
    )
    _describe -t commands 'mcp-chat config commands' commands "$@"
}
(( $+functions[_mcp-chat__subcmd__config__subcmd__init_commands] )) ||
_mcp-chat__subcmd__config__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'mcp-chat config init commands' commands "$@"
}
(( $+functions[_mcp-chat__subcmd__config__subcmd__path_commands] )) ||
_mcp-chat__subcmd__config__subcmd__path_commands() {
    local commands; commands=()
    _describe -t commands 'mcp-chat config path commands' commands "$@"
}
(( $+functions[_mcp-chat__subcmd__config__subcmd__show_commands] )) ||
_mcp-chat__subcmd__config__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'mcp-chat config show commands' commands "$@"
}
(( $+functions[_mcp-chat__subcmd__demo-server_commands] )) ||
_mcp-chat__subcmd__demo-server_commands() {
    local commands; commands=()
    _describe -t commands 'mcp-chat demo-server commands' commands "$@"
}
(( $+functions[_mcp-chat__subcmd__doctor_commands] )) ||
_mcp-chat__subcmd__doctor_commands() {
    local commands; commands=()
    _describe -t commands 'mcp-chat doctor commands' commands "$@"
}
(( $+functions[_mcp-chat__subcmd__help_commands] )) ||
_mcp-chat__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'mcp-chat help commands' commands "$@"
}
(( $+functions[_mcp-chat__subcmd__man_commands] )) ||
_mcp-chat__subcmd__man_commands() {
    local commands; commands=()
    _describe -t commands 'mcp-chat man commands' commands "$@"
}
(( $+functions[_mcp-chat__subcmd__schema_commands] )) ||
_mcp-chat__subcmd__schema_commands() {
    local commands; commands=()
    _describe -t commands 'mcp-chat schema commands' commands "$@"
}
(( $+functions[_mcp-chat__subcmd__sessions_commands] )) ||
_mcp-chat__subcmd__sessions_commands() {
    local commands; commands=()
    _describe -t commands 'mcp-chat sessions commands' commands "$@"
}
(( $+functions[_mcp-chat__subcmd__tools_commands] )) ||
_mcp-chat__subcmd__tools_commands() {
    local commands; commands=()
    _describe -t commands 'mcp-chat tools commands' commands "$@"
}

if [ "$funcstack[1]" = "_mcp-chat" ]; then
    _mcp-chat "$@"
else
    compdef _mcp-chat mcp-chat
fi
