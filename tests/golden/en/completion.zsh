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
'-p+[Ask one question, print the answer and leave; piped input is appended to it]:TEXT:_default' \
'--prompt=[Ask one question, print the answer and leave; piped input is appended to it]:TEXT:_default' \
'--output=[What -p and questions from a pipe print\: the answer'\''s text, one JSON document a question, or JSON events line by line (text, json, stream-json); "mcp-chat schema" describes both]:FORMAT:((text\:"The answer'\''s text"
json\:"One JSON document a question"
stream-json\:"JSON events, one a line, as things happen"))' \
'-r+[Go on with the conversation of this id, or the newest whose first question holds this text]:ID | TEXT:_default' \
'--resume=[Go on with the conversation of this id, or the newest whose first question holds this text]:ID | TEXT:_default' \
'(-c --continue -r --resume)--record=[Write the session down in a new file, without keys, for --replay\: what a report attaches]:FILE:_files' \
'(--record -c --continue -r --resume -p --prompt)--replay=[Play a session that --record wrote again\: no network, no key, the same screen]:FILE:_files' \
'(--replay)*--root=[A folder that the server may know of, if it asks; repeatable]:DIR:_files' \
'--db=[The SQLite file of the demo'\''s employees]:FILE:_files' \
'--server=[URL of the MCP server; without a path, \`/sse\`, \`/\` and \`/mcp\` are tried \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[A header for every request to the MCP server; repeatable]:K: V:_default' \
'--transport=[How the MCP server is spoken to\: auto, sse or http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORT:_default' \
'--provider=[Model provider\: openai or openrouter \[env\: MODEL_PROVIDER\]]:NAME:_default' \
'-m+[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--model=[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--base-url=[Base URL of the model API, including /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[When tools may run\: ask, auto or read-only \[env\: MCP_CHAT_APPROVAL\]]:MODE:_default' \
'*--allow=[A tool that runs without asking, by name or pattern (list_*); repeatable \[env\: MCP_CHAT_ALLOW\]]:TOOL:_default' \
'*--deny=[A tool that never runs, by name or pattern (delete_*); repeatable \[env\: MCP_CHAT_DENY\]]:TOOL:_default' \
'--tool-timeout=[Seconds a tool may go without an answer or progress \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SECONDS:_default' \
'--model-timeout=[Seconds the model may go without sending a byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SECONDS:_default' \
'--max-steps=[Rounds of tools in one turn \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[The most tokens of one answer \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Sampling temperature, 0 to 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[How much the model reasons\: none, minimal, low, medium, high, xhigh or max \[env\: MCP_CHAT_REASONING_EFFORT\]]:EFFORT:_default' \
'--context-window=[The model'\''s context window in tokens, where its server does not tell \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[US dollars after which no further request is sent \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Language of the interface\: es or en \[env\: MCP_CHAT_LANG\]]:LANG:_default' \
'(-r --resume)-c[Go on with the last conversation with this server]' \
'(-r --resume)--continue[Go on with the last conversation with this server]' \
'--demo[Chat with the built-in employee server (and, without an API key, an offline demo model)]' \
'(--approval)-y[Run every tool without asking; the same as --approval auto]' \
'(--approval)--yes[Run every tool without asking; the same as --approval auto]' \
'--thinking[Show what the model thinks \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[Write nothing of the conversation to disk\: no transcript, no history of lines, no results]' \
'-h[Show this help]' \
'--help[Show this help]' \
'-V[Show the version]' \
'--version[Show the version]' \
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
'--db=[The SQLite file of the demo'\''s employees]:FILE:_files' \
'--server=[URL of the MCP server; without a path, \`/sse\`, \`/\` and \`/mcp\` are tried \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[A header for every request to the MCP server; repeatable]:K: V:_default' \
'--transport=[How the MCP server is spoken to\: auto, sse or http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORT:_default' \
'--provider=[Model provider\: openai or openrouter \[env\: MODEL_PROVIDER\]]:NAME:_default' \
'-m+[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--model=[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--base-url=[Base URL of the model API, including /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[When tools may run\: ask, auto or read-only \[env\: MCP_CHAT_APPROVAL\]]:MODE:_default' \
'*--allow=[A tool that runs without asking, by name or pattern (list_*); repeatable \[env\: MCP_CHAT_ALLOW\]]:TOOL:_default' \
'*--deny=[A tool that never runs, by name or pattern (delete_*); repeatable \[env\: MCP_CHAT_DENY\]]:TOOL:_default' \
'--tool-timeout=[Seconds a tool may go without an answer or progress \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SECONDS:_default' \
'--model-timeout=[Seconds the model may go without sending a byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SECONDS:_default' \
'--max-steps=[Rounds of tools in one turn \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[The most tokens of one answer \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Sampling temperature, 0 to 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[How much the model reasons\: none, minimal, low, medium, high, xhigh or max \[env\: MCP_CHAT_REASONING_EFFORT\]]:EFFORT:_default' \
'--context-window=[The model'\''s context window in tokens, where its server does not tell \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[US dollars after which no further request is sent \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Language of the interface\: es or en \[env\: MCP_CHAT_LANG\]]:LANG:_default' \
'--json[Print JSON]' \
'(--approval)-y[Run every tool without asking; the same as --approval auto]' \
'(--approval)--yes[Run every tool without asking; the same as --approval auto]' \
'--thinking[Show what the model thinks \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[Write nothing of the conversation to disk\: no transcript, no history of lines, no results]' \
'-h[Show this help]' \
'--help[Show this help]' \
'::name -- The tool to show:_default' \
&& ret=0
;;
(call)
_arguments "${_arguments_options[@]}" : \
'--db=[The SQLite file of the demo'\''s employees]:FILE:_files' \
'--server=[URL of the MCP server; without a path, \`/sse\`, \`/\` and \`/mcp\` are tried \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[A header for every request to the MCP server; repeatable]:K: V:_default' \
'--transport=[How the MCP server is spoken to\: auto, sse or http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORT:_default' \
'--provider=[Model provider\: openai or openrouter \[env\: MODEL_PROVIDER\]]:NAME:_default' \
'-m+[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--model=[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--base-url=[Base URL of the model API, including /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[When tools may run\: ask, auto or read-only \[env\: MCP_CHAT_APPROVAL\]]:MODE:_default' \
'*--allow=[A tool that runs without asking, by name or pattern (list_*); repeatable \[env\: MCP_CHAT_ALLOW\]]:TOOL:_default' \
'*--deny=[A tool that never runs, by name or pattern (delete_*); repeatable \[env\: MCP_CHAT_DENY\]]:TOOL:_default' \
'--tool-timeout=[Seconds a tool may go without an answer or progress \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SECONDS:_default' \
'--model-timeout=[Seconds the model may go without sending a byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SECONDS:_default' \
'--max-steps=[Rounds of tools in one turn \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[The most tokens of one answer \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Sampling temperature, 0 to 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[How much the model reasons\: none, minimal, low, medium, high, xhigh or max \[env\: MCP_CHAT_REASONING_EFFORT\]]:EFFORT:_default' \
'--context-window=[The model'\''s context window in tokens, where its server does not tell \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[US dollars after which no further request is sent \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Language of the interface\: es or en \[env\: MCP_CHAT_LANG\]]:LANG:_default' \
'--json[Print the whole result as JSON]' \
'(--approval)-y[Run every tool without asking; the same as --approval auto]' \
'(--approval)--yes[Run every tool without asking; the same as --approval auto]' \
'--thinking[Show what the model thinks \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[Write nothing of the conversation to disk\: no transcript, no history of lines, no results]' \
'-h[Show this help]' \
'--help[Show this help]' \
':tool -- The tool to call:_default' \
'*::arguments -- One JSON object, or key=value pairs, whose types are those of the tool'\''s schema:_default' \
&& ret=0
;;
(sessions)
_arguments "${_arguments_options[@]}" : \
'--db=[The SQLite file of the demo'\''s employees]:FILE:_files' \
'--server=[URL of the MCP server; without a path, \`/sse\`, \`/\` and \`/mcp\` are tried \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[A header for every request to the MCP server; repeatable]:K: V:_default' \
'--transport=[How the MCP server is spoken to\: auto, sse or http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORT:_default' \
'--provider=[Model provider\: openai or openrouter \[env\: MODEL_PROVIDER\]]:NAME:_default' \
'-m+[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--model=[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--base-url=[Base URL of the model API, including /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[When tools may run\: ask, auto or read-only \[env\: MCP_CHAT_APPROVAL\]]:MODE:_default' \
'*--allow=[A tool that runs without asking, by name or pattern (list_*); repeatable \[env\: MCP_CHAT_ALLOW\]]:TOOL:_default' \
'*--deny=[A tool that never runs, by name or pattern (delete_*); repeatable \[env\: MCP_CHAT_DENY\]]:TOOL:_default' \
'--tool-timeout=[Seconds a tool may go without an answer or progress \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SECONDS:_default' \
'--model-timeout=[Seconds the model may go without sending a byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SECONDS:_default' \
'--max-steps=[Rounds of tools in one turn \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[The most tokens of one answer \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Sampling temperature, 0 to 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[How much the model reasons\: none, minimal, low, medium, high, xhigh or max \[env\: MCP_CHAT_REASONING_EFFORT\]]:EFFORT:_default' \
'--context-window=[The model'\''s context window in tokens, where its server does not tell \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[US dollars after which no further request is sent \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Language of the interface\: es or en \[env\: MCP_CHAT_LANG\]]:LANG:_default' \
'--json[Print JSON]' \
'(--approval)-y[Run every tool without asking; the same as --approval auto]' \
'(--approval)--yes[Run every tool without asking; the same as --approval auto]' \
'--thinking[Show what the model thinks \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[Write nothing of the conversation to disk\: no transcript, no history of lines, no results]' \
'-h[Show this help]' \
'--help[Show this help]' \
&& ret=0
;;
(config)
_arguments "${_arguments_options[@]}" : \
'--db=[The SQLite file of the demo'\''s employees]:FILE:_files' \
'--server=[URL of the MCP server; without a path, \`/sse\`, \`/\` and \`/mcp\` are tried \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[A header for every request to the MCP server; repeatable]:K: V:_default' \
'--transport=[How the MCP server is spoken to\: auto, sse or http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORT:_default' \
'--provider=[Model provider\: openai or openrouter \[env\: MODEL_PROVIDER\]]:NAME:_default' \
'-m+[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--model=[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--base-url=[Base URL of the model API, including /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[When tools may run\: ask, auto or read-only \[env\: MCP_CHAT_APPROVAL\]]:MODE:_default' \
'*--allow=[A tool that runs without asking, by name or pattern (list_*); repeatable \[env\: MCP_CHAT_ALLOW\]]:TOOL:_default' \
'*--deny=[A tool that never runs, by name or pattern (delete_*); repeatable \[env\: MCP_CHAT_DENY\]]:TOOL:_default' \
'--tool-timeout=[Seconds a tool may go without an answer or progress \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SECONDS:_default' \
'--model-timeout=[Seconds the model may go without sending a byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SECONDS:_default' \
'--max-steps=[Rounds of tools in one turn \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[The most tokens of one answer \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Sampling temperature, 0 to 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[How much the model reasons\: none, minimal, low, medium, high, xhigh or max \[env\: MCP_CHAT_REASONING_EFFORT\]]:EFFORT:_default' \
'--context-window=[The model'\''s context window in tokens, where its server does not tell \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[US dollars after which no further request is sent \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Language of the interface\: es or en \[env\: MCP_CHAT_LANG\]]:LANG:_default' \
'(--approval)-y[Run every tool without asking; the same as --approval auto]' \
'(--approval)--yes[Run every tool without asking; the same as --approval auto]' \
'--thinking[Show what the model thinks \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[Write nothing of the conversation to disk\: no transcript, no history of lines, no results]' \
'-h[Show this help]' \
'--help[Show this help]' \
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
'--db=[The SQLite file of the demo'\''s employees]:FILE:_files' \
'--server=[URL of the MCP server; without a path, \`/sse\`, \`/\` and \`/mcp\` are tried \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[A header for every request to the MCP server; repeatable]:K: V:_default' \
'--transport=[How the MCP server is spoken to\: auto, sse or http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORT:_default' \
'--provider=[Model provider\: openai or openrouter \[env\: MODEL_PROVIDER\]]:NAME:_default' \
'-m+[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--model=[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--base-url=[Base URL of the model API, including /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[When tools may run\: ask, auto or read-only \[env\: MCP_CHAT_APPROVAL\]]:MODE:_default' \
'*--allow=[A tool that runs without asking, by name or pattern (list_*); repeatable \[env\: MCP_CHAT_ALLOW\]]:TOOL:_default' \
'*--deny=[A tool that never runs, by name or pattern (delete_*); repeatable \[env\: MCP_CHAT_DENY\]]:TOOL:_default' \
'--tool-timeout=[Seconds a tool may go without an answer or progress \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SECONDS:_default' \
'--model-timeout=[Seconds the model may go without sending a byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SECONDS:_default' \
'--max-steps=[Rounds of tools in one turn \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[The most tokens of one answer \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Sampling temperature, 0 to 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[How much the model reasons\: none, minimal, low, medium, high, xhigh or max \[env\: MCP_CHAT_REASONING_EFFORT\]]:EFFORT:_default' \
'--context-window=[The model'\''s context window in tokens, where its server does not tell \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[US dollars after which no further request is sent \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Language of the interface\: es or en \[env\: MCP_CHAT_LANG\]]:LANG:_default' \
'(--approval)-y[Run every tool without asking; the same as --approval auto]' \
'(--approval)--yes[Run every tool without asking; the same as --approval auto]' \
'--thinking[Show what the model thinks \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[Write nothing of the conversation to disk\: no transcript, no history of lines, no results]' \
'-h[Show this help]' \
'--help[Show this help]' \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
'--db=[The SQLite file of the demo'\''s employees]:FILE:_files' \
'--server=[URL of the MCP server; without a path, \`/sse\`, \`/\` and \`/mcp\` are tried \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[A header for every request to the MCP server; repeatable]:K: V:_default' \
'--transport=[How the MCP server is spoken to\: auto, sse or http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORT:_default' \
'--provider=[Model provider\: openai or openrouter \[env\: MODEL_PROVIDER\]]:NAME:_default' \
'-m+[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--model=[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--base-url=[Base URL of the model API, including /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[When tools may run\: ask, auto or read-only \[env\: MCP_CHAT_APPROVAL\]]:MODE:_default' \
'*--allow=[A tool that runs without asking, by name or pattern (list_*); repeatable \[env\: MCP_CHAT_ALLOW\]]:TOOL:_default' \
'*--deny=[A tool that never runs, by name or pattern (delete_*); repeatable \[env\: MCP_CHAT_DENY\]]:TOOL:_default' \
'--tool-timeout=[Seconds a tool may go without an answer or progress \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SECONDS:_default' \
'--model-timeout=[Seconds the model may go without sending a byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SECONDS:_default' \
'--max-steps=[Rounds of tools in one turn \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[The most tokens of one answer \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Sampling temperature, 0 to 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[How much the model reasons\: none, minimal, low, medium, high, xhigh or max \[env\: MCP_CHAT_REASONING_EFFORT\]]:EFFORT:_default' \
'--context-window=[The model'\''s context window in tokens, where its server does not tell \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[US dollars after which no further request is sent \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Language of the interface\: es or en \[env\: MCP_CHAT_LANG\]]:LANG:_default' \
'--json[Print JSON]' \
'(--approval)-y[Run every tool without asking; the same as --approval auto]' \
'(--approval)--yes[Run every tool without asking; the same as --approval auto]' \
'--thinking[Show what the model thinks \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[Write nothing of the conversation to disk\: no transcript, no history of lines, no results]' \
'-h[Show this help]' \
'--help[Show this help]' \
&& ret=0
;;
(path)
_arguments "${_arguments_options[@]}" : \
'--db=[The SQLite file of the demo'\''s employees]:FILE:_files' \
'--server=[URL of the MCP server; without a path, \`/sse\`, \`/\` and \`/mcp\` are tried \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[A header for every request to the MCP server; repeatable]:K: V:_default' \
'--transport=[How the MCP server is spoken to\: auto, sse or http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORT:_default' \
'--provider=[Model provider\: openai or openrouter \[env\: MODEL_PROVIDER\]]:NAME:_default' \
'-m+[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--model=[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--base-url=[Base URL of the model API, including /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[When tools may run\: ask, auto or read-only \[env\: MCP_CHAT_APPROVAL\]]:MODE:_default' \
'*--allow=[A tool that runs without asking, by name or pattern (list_*); repeatable \[env\: MCP_CHAT_ALLOW\]]:TOOL:_default' \
'*--deny=[A tool that never runs, by name or pattern (delete_*); repeatable \[env\: MCP_CHAT_DENY\]]:TOOL:_default' \
'--tool-timeout=[Seconds a tool may go without an answer or progress \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SECONDS:_default' \
'--model-timeout=[Seconds the model may go without sending a byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SECONDS:_default' \
'--max-steps=[Rounds of tools in one turn \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[The most tokens of one answer \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Sampling temperature, 0 to 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[How much the model reasons\: none, minimal, low, medium, high, xhigh or max \[env\: MCP_CHAT_REASONING_EFFORT\]]:EFFORT:_default' \
'--context-window=[The model'\''s context window in tokens, where its server does not tell \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[US dollars after which no further request is sent \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Language of the interface\: es or en \[env\: MCP_CHAT_LANG\]]:LANG:_default' \
'(--approval)-y[Run every tool without asking; the same as --approval auto]' \
'(--approval)--yes[Run every tool without asking; the same as --approval auto]' \
'--thinking[Show what the model thinks \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[Write nothing of the conversation to disk\: no transcript, no history of lines, no results]' \
'-h[Show this help]' \
'--help[Show this help]' \
&& ret=0
;;
        esac
    ;;
esac
;;
(doctor)
_arguments "${_arguments_options[@]}" : \
'--db=[The SQLite file of the demo'\''s employees]:FILE:_files' \
'--server=[URL of the MCP server; without a path, \`/sse\`, \`/\` and \`/mcp\` are tried \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[A header for every request to the MCP server; repeatable]:K: V:_default' \
'--transport=[How the MCP server is spoken to\: auto, sse or http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORT:_default' \
'--provider=[Model provider\: openai or openrouter \[env\: MODEL_PROVIDER\]]:NAME:_default' \
'-m+[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--model=[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--base-url=[Base URL of the model API, including /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[When tools may run\: ask, auto or read-only \[env\: MCP_CHAT_APPROVAL\]]:MODE:_default' \
'*--allow=[A tool that runs without asking, by name or pattern (list_*); repeatable \[env\: MCP_CHAT_ALLOW\]]:TOOL:_default' \
'*--deny=[A tool that never runs, by name or pattern (delete_*); repeatable \[env\: MCP_CHAT_DENY\]]:TOOL:_default' \
'--tool-timeout=[Seconds a tool may go without an answer or progress \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SECONDS:_default' \
'--model-timeout=[Seconds the model may go without sending a byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SECONDS:_default' \
'--max-steps=[Rounds of tools in one turn \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[The most tokens of one answer \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Sampling temperature, 0 to 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[How much the model reasons\: none, minimal, low, medium, high, xhigh or max \[env\: MCP_CHAT_REASONING_EFFORT\]]:EFFORT:_default' \
'--context-window=[The model'\''s context window in tokens, where its server does not tell \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[US dollars after which no further request is sent \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Language of the interface\: es or en \[env\: MCP_CHAT_LANG\]]:LANG:_default' \
'--json[Print JSON]' \
'(--approval)-y[Run every tool without asking; the same as --approval auto]' \
'(--approval)--yes[Run every tool without asking; the same as --approval auto]' \
'--thinking[Show what the model thinks \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[Write nothing of the conversation to disk\: no transcript, no history of lines, no results]' \
'-h[Show this help]' \
'--help[Show this help]' \
&& ret=0
;;
(demo-server)
_arguments "${_arguments_options[@]}" : \
'--listen=[Address to listen on; 127.0.0.1\:3000 if it is not said]:ADDRESS:_default' \
'--db=[The SQLite file of the demo'\''s employees]:FILE:_files' \
'--server=[URL of the MCP server; without a path, \`/sse\`, \`/\` and \`/mcp\` are tried \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[A header for every request to the MCP server; repeatable]:K: V:_default' \
'--transport=[How the MCP server is spoken to\: auto, sse or http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORT:_default' \
'--provider=[Model provider\: openai or openrouter \[env\: MODEL_PROVIDER\]]:NAME:_default' \
'-m+[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--model=[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--base-url=[Base URL of the model API, including /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[When tools may run\: ask, auto or read-only \[env\: MCP_CHAT_APPROVAL\]]:MODE:_default' \
'*--allow=[A tool that runs without asking, by name or pattern (list_*); repeatable \[env\: MCP_CHAT_ALLOW\]]:TOOL:_default' \
'*--deny=[A tool that never runs, by name or pattern (delete_*); repeatable \[env\: MCP_CHAT_DENY\]]:TOOL:_default' \
'--tool-timeout=[Seconds a tool may go without an answer or progress \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SECONDS:_default' \
'--model-timeout=[Seconds the model may go without sending a byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SECONDS:_default' \
'--max-steps=[Rounds of tools in one turn \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[The most tokens of one answer \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Sampling temperature, 0 to 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[How much the model reasons\: none, minimal, low, medium, high, xhigh or max \[env\: MCP_CHAT_REASONING_EFFORT\]]:EFFORT:_default' \
'--context-window=[The model'\''s context window in tokens, where its server does not tell \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[US dollars after which no further request is sent \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Language of the interface\: es or en \[env\: MCP_CHAT_LANG\]]:LANG:_default' \
'(--approval)-y[Run every tool without asking; the same as --approval auto]' \
'(--approval)--yes[Run every tool without asking; the same as --approval auto]' \
'--thinking[Show what the model thinks \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[Write nothing of the conversation to disk\: no transcript, no history of lines, no results]' \
'-h[Show this help]' \
'--help[Show this help]' \
&& ret=0
;;
(completions)
_arguments "${_arguments_options[@]}" : \
'--db=[The SQLite file of the demo'\''s employees]:FILE:_files' \
'--server=[URL of the MCP server; without a path, \`/sse\`, \`/\` and \`/mcp\` are tried \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[A header for every request to the MCP server; repeatable]:K: V:_default' \
'--transport=[How the MCP server is spoken to\: auto, sse or http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORT:_default' \
'--provider=[Model provider\: openai or openrouter \[env\: MODEL_PROVIDER\]]:NAME:_default' \
'-m+[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--model=[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--base-url=[Base URL of the model API, including /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[When tools may run\: ask, auto or read-only \[env\: MCP_CHAT_APPROVAL\]]:MODE:_default' \
'*--allow=[A tool that runs without asking, by name or pattern (list_*); repeatable \[env\: MCP_CHAT_ALLOW\]]:TOOL:_default' \
'*--deny=[A tool that never runs, by name or pattern (delete_*); repeatable \[env\: MCP_CHAT_DENY\]]:TOOL:_default' \
'--tool-timeout=[Seconds a tool may go without an answer or progress \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SECONDS:_default' \
'--model-timeout=[Seconds the model may go without sending a byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SECONDS:_default' \
'--max-steps=[Rounds of tools in one turn \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[The most tokens of one answer \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Sampling temperature, 0 to 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[How much the model reasons\: none, minimal, low, medium, high, xhigh or max \[env\: MCP_CHAT_REASONING_EFFORT\]]:EFFORT:_default' \
'--context-window=[The model'\''s context window in tokens, where its server does not tell \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[US dollars after which no further request is sent \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Language of the interface\: es or en \[env\: MCP_CHAT_LANG\]]:LANG:_default' \
'(--approval)-y[Run every tool without asking; the same as --approval auto]' \
'(--approval)--yes[Run every tool without asking; the same as --approval auto]' \
'--thinking[Show what the model thinks \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[Write nothing of the conversation to disk\: no transcript, no history of lines, no results]' \
'-h[Show this help]' \
'--help[Show this help]' \
':shell -- bash, zsh, fish, powershell or elvish:(bash elvish fish powershell zsh)' \
&& ret=0
;;
(man)
_arguments "${_arguments_options[@]}" : \
'--db=[The SQLite file of the demo'\''s employees]:FILE:_files' \
'--server=[URL of the MCP server; without a path, \`/sse\`, \`/\` and \`/mcp\` are tried \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[A header for every request to the MCP server; repeatable]:K: V:_default' \
'--transport=[How the MCP server is spoken to\: auto, sse or http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORT:_default' \
'--provider=[Model provider\: openai or openrouter \[env\: MODEL_PROVIDER\]]:NAME:_default' \
'-m+[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--model=[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--base-url=[Base URL of the model API, including /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[When tools may run\: ask, auto or read-only \[env\: MCP_CHAT_APPROVAL\]]:MODE:_default' \
'*--allow=[A tool that runs without asking, by name or pattern (list_*); repeatable \[env\: MCP_CHAT_ALLOW\]]:TOOL:_default' \
'*--deny=[A tool that never runs, by name or pattern (delete_*); repeatable \[env\: MCP_CHAT_DENY\]]:TOOL:_default' \
'--tool-timeout=[Seconds a tool may go without an answer or progress \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SECONDS:_default' \
'--model-timeout=[Seconds the model may go without sending a byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SECONDS:_default' \
'--max-steps=[Rounds of tools in one turn \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[The most tokens of one answer \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Sampling temperature, 0 to 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[How much the model reasons\: none, minimal, low, medium, high, xhigh or max \[env\: MCP_CHAT_REASONING_EFFORT\]]:EFFORT:_default' \
'--context-window=[The model'\''s context window in tokens, where its server does not tell \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[US dollars after which no further request is sent \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Language of the interface\: es or en \[env\: MCP_CHAT_LANG\]]:LANG:_default' \
'(--approval)-y[Run every tool without asking; the same as --approval auto]' \
'(--approval)--yes[Run every tool without asking; the same as --approval auto]' \
'--thinking[Show what the model thinks \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[Write nothing of the conversation to disk\: no transcript, no history of lines, no results]' \
'-h[Show this help]' \
'--help[Show this help]' \
&& ret=0
;;
(schema)
_arguments "${_arguments_options[@]}" : \
'--db=[The SQLite file of the demo'\''s employees]:FILE:_files' \
'--server=[URL of the MCP server; without a path, \`/sse\`, \`/\` and \`/mcp\` are tried \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[A header for every request to the MCP server; repeatable]:K: V:_default' \
'--transport=[How the MCP server is spoken to\: auto, sse or http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORT:_default' \
'--provider=[Model provider\: openai or openrouter \[env\: MODEL_PROVIDER\]]:NAME:_default' \
'-m+[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--model=[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--base-url=[Base URL of the model API, including /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[When tools may run\: ask, auto or read-only \[env\: MCP_CHAT_APPROVAL\]]:MODE:_default' \
'*--allow=[A tool that runs without asking, by name or pattern (list_*); repeatable \[env\: MCP_CHAT_ALLOW\]]:TOOL:_default' \
'*--deny=[A tool that never runs, by name or pattern (delete_*); repeatable \[env\: MCP_CHAT_DENY\]]:TOOL:_default' \
'--tool-timeout=[Seconds a tool may go without an answer or progress \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SECONDS:_default' \
'--model-timeout=[Seconds the model may go without sending a byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SECONDS:_default' \
'--max-steps=[Rounds of tools in one turn \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[The most tokens of one answer \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Sampling temperature, 0 to 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[How much the model reasons\: none, minimal, low, medium, high, xhigh or max \[env\: MCP_CHAT_REASONING_EFFORT\]]:EFFORT:_default' \
'--context-window=[The model'\''s context window in tokens, where its server does not tell \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[US dollars after which no further request is sent \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Language of the interface\: es or en \[env\: MCP_CHAT_LANG\]]:LANG:_default' \
'(--approval)-y[Run every tool without asking; the same as --approval auto]' \
'(--approval)--yes[Run every tool without asking; the same as --approval auto]' \
'--thinking[Show what the model thinks \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[Write nothing of the conversation to disk\: no transcript, no history of lines, no results]' \
'-h[Show this help]' \
'--help[Show this help]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
'--db=[The SQLite file of the demo'\''s employees]:FILE:_files' \
'--server=[URL of the MCP server; without a path, \`/sse\`, \`/\` and \`/mcp\` are tried \[env\: MCP_SERVER_URL\]]:URL:_default' \
'*--header=[A header for every request to the MCP server; repeatable]:K: V:_default' \
'--transport=[How the MCP server is spoken to\: auto, sse or http \[env\: MCP_CHAT_TRANSPORT\]]:TRANSPORT:_default' \
'--provider=[Model provider\: openai or openrouter \[env\: MODEL_PROVIDER\]]:NAME:_default' \
'-m+[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--model=[Model name \[env\: MODEL_NAME\]]:NAME:_default' \
'--base-url=[Base URL of the model API, including /v1 \[env\: OPENAI_BASE_URL, OPENROUTER_BASE_URL\]]:URL:_default' \
'--approval=[When tools may run\: ask, auto or read-only \[env\: MCP_CHAT_APPROVAL\]]:MODE:_default' \
'*--allow=[A tool that runs without asking, by name or pattern (list_*); repeatable \[env\: MCP_CHAT_ALLOW\]]:TOOL:_default' \
'*--deny=[A tool that never runs, by name or pattern (delete_*); repeatable \[env\: MCP_CHAT_DENY\]]:TOOL:_default' \
'--tool-timeout=[Seconds a tool may go without an answer or progress \[env\: MCP_CHAT_TOOL_TIMEOUT\]]:SECONDS:_default' \
'--model-timeout=[Seconds the model may go without sending a byte \[env\: MCP_CHAT_MODEL_TIMEOUT\]]:SECONDS:_default' \
'--max-steps=[Rounds of tools in one turn \[env\: MCP_CHAT_MAX_STEPS\]]:N:_default' \
'--max-tokens=[The most tokens of one answer \[env\: MCP_CHAT_MAX_TOKENS\]]:N:_default' \
'--temperature=[Sampling temperature, 0 to 2 \[env\: MCP_CHAT_TEMPERATURE\]]:T:_default' \
'--reasoning-effort=[How much the model reasons\: none, minimal, low, medium, high, xhigh or max \[env\: MCP_CHAT_REASONING_EFFORT\]]:EFFORT:_default' \
'--context-window=[The model'\''s context window in tokens, where its server does not tell \[env\: MCP_CHAT_CONTEXT_WINDOW\]]:TOKENS:_default' \
'--max-cost=[US dollars after which no further request is sent \[env\: MCP_CHAT_MAX_COST\]]:USD:_default' \
'--lang=[Language of the interface\: es or en \[env\: MCP_CHAT_LANG\]]:LANG:_default' \
'(--approval)-y[Run every tool without asking; the same as --approval auto]' \
'(--approval)--yes[Run every tool without asking; the same as --approval auto]' \
'--thinking[Show what the model thinks \[env\: MCP_CHAT_THINKING\]]' \
'--no-save[Write nothing of the conversation to disk\: no transcript, no history of lines, no results]' \
'-h[Show this help]' \
'--help[Show this help]' \
'*::names -- The command, and the one below it:_default' \
&& ret=0
;;
        esac
    ;;
esac
}

(( $+functions[_mcp-chat_commands] )) ||
_mcp-chat_commands() {
    local commands; commands=(
'tools:List the server'\''s tools, or show one with its schema' \
'call:Call one tool without a model' \
'sessions:List the conversations that can be gone on with' \
'config:Show the settings and where each came from, or begin a file of them' \
'doctor:Check the configuration, the MCP server and the model API, and say what to fix' \
'demo-server:Serve the demo'\''s employees to any MCP client over HTTP+SSE' \
'completions:Print the completion script of a shell' \
'man:Print the manual page' \
'schema:Print the JSON Schema of all JSON output' \
'help:Show this help, or that of a command' \
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
'init:Write config.toml with every setting as a comment; one that is there stays' \
'show:Show every setting, its value and where that came from; secrets stay hidden' \
'path:Show where config.toml is' \
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
