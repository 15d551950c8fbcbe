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

complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -s p -l prompt -d 'Ask one question, print the answer and leave; piped input is appended to it' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l output -d 'What -p and questions from a pipe print: the answer\'s text, one JSON document a question, or JSON events line by line (text, json, stream-json); "mcp-chat schema" describes both' -r -f -a "text\t'The answer\'s text'
json\t'One JSON document a question'
stream-json\t'JSON events, one a line, as things happen'"
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -s r -l resume -d 'Go on with the conversation of this id, or the newest whose first question holds this text' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l record -d 'Write the session down in a new file, without keys, for --replay: what a report attaches' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l replay -d 'Play a session that --record wrote again: no network, no key, the same screen' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l root -d 'A folder that the server may know of, if it asks; repeatable' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l db -d 'The SQLite file of the demo\'s employees' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l server -d 'URL of the MCP server; without a path, `/sse`, `/` and `/mcp` are tried [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l header -d 'A header for every request to the MCP server; repeatable' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l transport -d 'How the MCP server is spoken to: auto, sse or http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l provider -d 'Model provider: openai or openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -s m -l model -d 'Model name [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l base-url -d 'Base URL of the model API, including /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l approval -d 'When tools may run: ask, auto or read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l allow -d 'A tool that runs without asking, by name or pattern (list_*); repeatable [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l deny -d 'A tool that never runs, by name or pattern (delete_*); repeatable [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l tool-timeout -d 'Seconds a tool may go without an answer or progress [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l model-timeout -d 'Seconds the model may go without sending a byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l max-steps -d 'Rounds of tools in one turn [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l max-tokens -d 'The most tokens of one answer [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l temperature -d 'Sampling temperature, 0 to 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l reasoning-effort -d 'How much the model reasons: none, minimal, low, medium, high, xhigh or max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l context-window -d 'The model\'s context window in tokens, where its server does not tell [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l max-cost -d 'US dollars after which no further request is sent [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l lang -d 'Language of the interface: es or en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -s c -l continue -d 'Go on with the last conversation with this server'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l demo -d 'Chat with the built-in employee server (and, without an API key, an offline demo model)'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -s y -l yes -d 'Run every tool without asking; the same as --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l thinking -d 'Show what the model thinks [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -l no-save -d 'Write nothing of the conversation to disk: no transcript, no history of lines, no results'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -s h -l help -d 'Show this help'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -s V -l version -d 'Show the version'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "tools" -d 'List the server\'s tools, or show one with its schema'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "call" -d 'Call one tool without a model'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "sessions" -d 'List the conversations that can be gone on with'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "config" -d 'Show the settings and where each came from, or begin a file of them'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "doctor" -d 'Check the configuration, the MCP server and the model API, and say what to fix'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "demo-server" -d 'Serve the demo\'s employees to any MCP client over HTTP+SSE'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "completions" -d 'Print the completion script of a shell'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "man" -d 'Print the manual page'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "schema" -d 'Print the JSON Schema of all JSON output'
complete -c mcp-chat -n "__fish_mcp_chat_needs_command" -f -a "help" -d 'Show this help, or that of a command'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l db -d 'The SQLite file of the demo\'s employees' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l server -d 'URL of the MCP server; without a path, `/sse`, `/` and `/mcp` are tried [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l header -d 'A header for every request to the MCP server; repeatable' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l transport -d 'How the MCP server is spoken to: auto, sse or http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l provider -d 'Model provider: openai or openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -s m -l model -d 'Model name [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l base-url -d 'Base URL of the model API, including /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l approval -d 'When tools may run: ask, auto or read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l allow -d 'A tool that runs without asking, by name or pattern (list_*); repeatable [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l deny -d 'A tool that never runs, by name or pattern (delete_*); repeatable [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l tool-timeout -d 'Seconds a tool may go without an answer or progress [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l model-timeout -d 'Seconds the model may go without sending a byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l max-steps -d 'Rounds of tools in one turn [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l max-tokens -d 'The most tokens of one answer [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l temperature -d 'Sampling temperature, 0 to 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l reasoning-effort -d 'How much the model reasons: none, minimal, low, medium, high, xhigh or max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l context-window -d 'The model\'s context window in tokens, where its server does not tell [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l max-cost -d 'US dollars after which no further request is sent [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l lang -d 'Language of the interface: es or en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l json -d 'Print JSON'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -s y -l yes -d 'Run every tool without asking; the same as --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l thinking -d 'Show what the model thinks [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -l no-save -d 'Write nothing of the conversation to disk: no transcript, no history of lines, no results'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand tools" -s h -l help -d 'Show this help'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l db -d 'The SQLite file of the demo\'s employees' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l server -d 'URL of the MCP server; without a path, `/sse`, `/` and `/mcp` are tried [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l header -d 'A header for every request to the MCP server; repeatable' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l transport -d 'How the MCP server is spoken to: auto, sse or http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l provider -d 'Model provider: openai or openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -s m -l model -d 'Model name [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l base-url -d 'Base URL of the model API, including /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l approval -d 'When tools may run: ask, auto or read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l allow -d 'A tool that runs without asking, by name or pattern (list_*); repeatable [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l deny -d 'A tool that never runs, by name or pattern (delete_*); repeatable [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l tool-timeout -d 'Seconds a tool may go without an answer or progress [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l model-timeout -d 'Seconds the model may go without sending a byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l max-steps -d 'Rounds of tools in one turn [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l max-tokens -d 'The most tokens of one answer [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l temperature -d 'Sampling temperature, 0 to 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l reasoning-effort -d 'How much the model reasons: none, minimal, low, medium, high, xhigh or max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l context-window -d 'The model\'s context window in tokens, where its server does not tell [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l max-cost -d 'US dollars after which no further request is sent [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l lang -d 'Language of the interface: es or en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l json -d 'Print the whole result as JSON'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -s y -l yes -d 'Run every tool without asking; the same as --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l thinking -d 'Show what the model thinks [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -l no-save -d 'Write nothing of the conversation to disk: no transcript, no history of lines, no results'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand call" -s h -l help -d 'Show this help'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l db -d 'The SQLite file of the demo\'s employees' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l server -d 'URL of the MCP server; without a path, `/sse`, `/` and `/mcp` are tried [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l header -d 'A header for every request to the MCP server; repeatable' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l transport -d 'How the MCP server is spoken to: auto, sse or http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l provider -d 'Model provider: openai or openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -s m -l model -d 'Model name [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l base-url -d 'Base URL of the model API, including /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l approval -d 'When tools may run: ask, auto or read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l allow -d 'A tool that runs without asking, by name or pattern (list_*); repeatable [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l deny -d 'A tool that never runs, by name or pattern (delete_*); repeatable [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l tool-timeout -d 'Seconds a tool may go without an answer or progress [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l model-timeout -d 'Seconds the model may go without sending a byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l max-steps -d 'Rounds of tools in one turn [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l max-tokens -d 'The most tokens of one answer [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l temperature -d 'Sampling temperature, 0 to 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l reasoning-effort -d 'How much the model reasons: none, minimal, low, medium, high, xhigh or max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l context-window -d 'The model\'s context window in tokens, where its server does not tell [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l max-cost -d 'US dollars after which no further request is sent [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l lang -d 'Language of the interface: es or en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l json -d 'Print JSON'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -s y -l yes -d 'Run every tool without asking; the same as --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l thinking -d 'Show what the model thinks [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -l no-save -d 'Write nothing of the conversation to disk: no transcript, no history of lines, no results'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand sessions" -s h -l help -d 'Show this help'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l db -d 'The SQLite file of the demo\'s employees' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l server -d 'URL of the MCP server; without a path, `/sse`, `/` and `/mcp` are tried [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l header -d 'A header for every request to the MCP server; repeatable' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l transport -d 'How the MCP server is spoken to: auto, sse or http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l provider -d 'Model provider: openai or openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -s m -l model -d 'Model name [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l base-url -d 'Base URL of the model API, including /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l approval -d 'When tools may run: ask, auto or read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l allow -d 'A tool that runs without asking, by name or pattern (list_*); repeatable [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l deny -d 'A tool that never runs, by name or pattern (delete_*); repeatable [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l tool-timeout -d 'Seconds a tool may go without an answer or progress [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l model-timeout -d 'Seconds the model may go without sending a byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l max-steps -d 'Rounds of tools in one turn [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l max-tokens -d 'The most tokens of one answer [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l temperature -d 'Sampling temperature, 0 to 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l reasoning-effort -d 'How much the model reasons: none, minimal, low, medium, high, xhigh or max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l context-window -d 'The model\'s context window in tokens, where its server does not tell [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l max-cost -d 'US dollars after which no further request is sent [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l lang -d 'Language of the interface: es or en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -s y -l yes -d 'Run every tool without asking; the same as --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l thinking -d 'Show what the model thinks [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -l no-save -d 'Write nothing of the conversation to disk: no transcript, no history of lines, no results'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -s h -l help -d 'Show this help'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -f -a "init" -d 'Write config.toml with every setting as a comment; one that is there stays'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -f -a "show" -d 'Show every setting, its value and where that came from; secrets stay hidden'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and not __fish_seen_subcommand_from init show path" -f -a "path" -d 'Show where config.toml is'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l db -d 'The SQLite file of the demo\'s employees' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l server -d 'URL of the MCP server; without a path, `/sse`, `/` and `/mcp` are tried [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l header -d 'A header for every request to the MCP server; repeatable' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l transport -d 'How the MCP server is spoken to: auto, sse or http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l provider -d 'Model provider: openai or openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -s m -l model -d 'Model name [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l base-url -d 'Base URL of the model API, including /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l approval -d 'When tools may run: ask, auto or read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l allow -d 'A tool that runs without asking, by name or pattern (list_*); repeatable [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l deny -d 'A tool that never runs, by name or pattern (delete_*); repeatable [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l tool-timeout -d 'Seconds a tool may go without an answer or progress [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l model-timeout -d 'Seconds the model may go without sending a byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l max-steps -d 'Rounds of tools in one turn [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l max-tokens -d 'The most tokens of one answer [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l temperature -d 'Sampling temperature, 0 to 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l reasoning-effort -d 'How much the model reasons: none, minimal, low, medium, high, xhigh or max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l context-window -d 'The model\'s context window in tokens, where its server does not tell [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l max-cost -d 'US dollars after which no further request is sent [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l lang -d 'Language of the interface: es or en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -s y -l yes -d 'Run every tool without asking; the same as --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l thinking -d 'Show what the model thinks [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -l no-save -d 'Write nothing of the conversation to disk: no transcript, no history of lines, no results'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from init" -s h -l help -d 'Show this help'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l db -d 'The SQLite file of the demo\'s employees' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l server -d 'URL of the MCP server; without a path, `/sse`, `/` and `/mcp` are tried [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l header -d 'A header for every request to the MCP server; repeatable' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l transport -d 'How the MCP server is spoken to: auto, sse or http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l provider -d 'Model provider: openai or openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -s m -l model -d 'Model name [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l base-url -d 'Base URL of the model API, including /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l approval -d 'When tools may run: ask, auto or read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l allow -d 'A tool that runs without asking, by name or pattern (list_*); repeatable [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l deny -d 'A tool that never runs, by name or pattern (delete_*); repeatable [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l tool-timeout -d 'Seconds a tool may go without an answer or progress [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l model-timeout -d 'Seconds the model may go without sending a byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l max-steps -d 'Rounds of tools in one turn [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l max-tokens -d 'The most tokens of one answer [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l temperature -d 'Sampling temperature, 0 to 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l reasoning-effort -d 'How much the model reasons: none, minimal, low, medium, high, xhigh or max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l context-window -d 'The model\'s context window in tokens, where its server does not tell [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l max-cost -d 'US dollars after which no further request is sent [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l lang -d 'Language of the interface: es or en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'Print JSON'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -s y -l yes -d 'Run every tool without asking; the same as --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l thinking -d 'Show what the model thinks [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -l no-save -d 'Write nothing of the conversation to disk: no transcript, no history of lines, no results'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Show this help'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l db -d 'The SQLite file of the demo\'s employees' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l server -d 'URL of the MCP server; without a path, `/sse`, `/` and `/mcp` are tried [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l header -d 'A header for every request to the MCP server; repeatable' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l transport -d 'How the MCP server is spoken to: auto, sse or http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l provider -d 'Model provider: openai or openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -s m -l model -d 'Model name [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l base-url -d 'Base URL of the model API, including /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l approval -d 'When tools may run: ask, auto or read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l allow -d 'A tool that runs without asking, by name or pattern (list_*); repeatable [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l deny -d 'A tool that never runs, by name or pattern (delete_*); repeatable [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l tool-timeout -d 'Seconds a tool may go without an answer or progress [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l model-timeout -d 'Seconds the model may go without sending a byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l max-steps -d 'Rounds of tools in one turn [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l max-tokens -d 'The most tokens of one answer [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l temperature -d 'Sampling temperature, 0 to 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l reasoning-effort -d 'How much the model reasons: none, minimal, low, medium, high, xhigh or max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l context-window -d 'The model\'s context window in tokens, where its server does not tell [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l max-cost -d 'US dollars after which no further request is sent [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l lang -d 'Language of the interface: es or en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -s y -l yes -d 'Run every tool without asking; the same as --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l thinking -d 'Show what the model thinks [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -l no-save -d 'Write nothing of the conversation to disk: no transcript, no history of lines, no results'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Show this help'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l db -d 'The SQLite file of the demo\'s employees' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l server -d 'URL of the MCP server; without a path, `/sse`, `/` and `/mcp` are tried [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l header -d 'A header for every request to the MCP server; repeatable' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l transport -d 'How the MCP server is spoken to: auto, sse or http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l provider -d 'Model provider: openai or openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -s m -l model -d 'Model name [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l base-url -d 'Base URL of the model API, including /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l approval -d 'When tools may run: ask, auto or read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l allow -d 'A tool that runs without asking, by name or pattern (list_*); repeatable [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l deny -d 'A tool that never runs, by name or pattern (delete_*); repeatable [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l tool-timeout -d 'Seconds a tool may go without an answer or progress [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l model-timeout -d 'Seconds the model may go without sending a byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l max-steps -d 'Rounds of tools in one turn [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l max-tokens -d 'The most tokens of one answer [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l temperature -d 'Sampling temperature, 0 to 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l reasoning-effort -d 'How much the model reasons: none, minimal, low, medium, high, xhigh or max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l context-window -d 'The model\'s context window in tokens, where its server does not tell [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l max-cost -d 'US dollars after which no further request is sent [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l lang -d 'Language of the interface: es or en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l json -d 'Print JSON'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -s y -l yes -d 'Run every tool without asking; the same as --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l thinking -d 'Show what the model thinks [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -l no-save -d 'Write nothing of the conversation to disk: no transcript, no history of lines, no results'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand doctor" -s h -l help -d 'Show this help'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l listen -d 'Address to listen on; 127.0.0.1:3000 if it is not said' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l db -d 'The SQLite file of the demo\'s employees' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l server -d 'URL of the MCP server; without a path, `/sse`, `/` and `/mcp` are tried [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l header -d 'A header for every request to the MCP server; repeatable' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l transport -d 'How the MCP server is spoken to: auto, sse or http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l provider -d 'Model provider: openai or openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -s m -l model -d 'Model name [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l base-url -d 'Base URL of the model API, including /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l approval -d 'When tools may run: ask, auto or read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l allow -d 'A tool that runs without asking, by name or pattern (list_*); repeatable [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l deny -d 'A tool that never runs, by name or pattern (delete_*); repeatable [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l tool-timeout -d 'Seconds a tool may go without an answer or progress [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l model-timeout -d 'Seconds the model may go without sending a byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l max-steps -d 'Rounds of tools in one turn [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l max-tokens -d 'The most tokens of one answer [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l temperature -d 'Sampling temperature, 0 to 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l reasoning-effort -d 'How much the model reasons: none, minimal, low, medium, high, xhigh or max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l context-window -d 'The model\'s context window in tokens, where its server does not tell [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l max-cost -d 'US dollars after which no further request is sent [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l lang -d 'Language of the interface: es or en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -s y -l yes -d 'Run every tool without asking; the same as --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l thinking -d 'Show what the model thinks [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -l no-save -d 'Write nothing of the conversation to disk: no transcript, no history of lines, no results'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand demo-server" -s h -l help -d 'Show this help'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l db -d 'The SQLite file of the demo\'s employees' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l server -d 'URL of the MCP server; without a path, `/sse`, `/` and `/mcp` are tried [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l header -d 'A header for every request to the MCP server; repeatable' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l transport -d 'How the MCP server is spoken to: auto, sse or http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l provider -d 'Model provider: openai or openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -s m -l model -d 'Model name [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l base-url -d 'Base URL of the model API, including /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l approval -d 'When tools may run: ask, auto or read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l allow -d 'A tool that runs without asking, by name or pattern (list_*); repeatable [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l deny -d 'A tool that never runs, by name or pattern (delete_*); repeatable [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l tool-timeout -d 'Seconds a tool may go without an answer or progress [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l model-timeout -d 'Seconds the model may go without sending a byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l max-steps -d 'Rounds of tools in one turn [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l max-tokens -d 'The most tokens of one answer [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l temperature -d 'Sampling temperature, 0 to 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l reasoning-effort -d 'How much the model reasons: none, minimal, low, medium, high, xhigh or max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l context-window -d 'The model\'s context window in tokens, where its server does not tell [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l max-cost -d 'US dollars after which no further request is sent [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l lang -d 'Language of the interface: es or en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -s y -l yes -d 'Run every tool without asking; the same as --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l thinking -d 'Show what the model thinks [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -l no-save -d 'Write nothing of the conversation to disk: no transcript, no history of lines, no results'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand completions" -s h -l help -d 'Show this help'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l db -d 'The SQLite file of the demo\'s employees' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l server -d 'URL of the MCP server; without a path, `/sse`, `/` and `/mcp` are tried [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l header -d 'A header for every request to the MCP server; repeatable' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l transport -d 'How the MCP server is spoken to: auto, sse or http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l provider -d 'Model provider: openai or openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -s m -l model -d 'Model name [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l base-url -d 'Base URL of the model API, including /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l approval -d 'When tools may run: ask, auto or read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l allow -d 'A tool that runs without asking, by name or pattern (list_*); repeatable [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l deny -d 'A tool that never runs, by name or pattern (delete_*); repeatable [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l tool-timeout -d 'Seconds a tool may go without an answer or progress [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l model-timeout -d 'Seconds the model may go without sending a byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l max-steps -d 'Rounds of tools in one turn [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l max-tokens -d 'The most tokens of one answer [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l temperature -d 'Sampling temperature, 0 to 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l reasoning-effort -d 'How much the model reasons: none, minimal, low, medium, high, xhigh or max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l context-window -d 'The model\'s context window in tokens, where its server does not tell [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l max-cost -d 'US dollars after which no further request is sent [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l lang -d 'Language of the interface: es or en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -s y -l yes -d 'Run every tool without asking; the same as --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l thinking -d 'Show what the model thinks [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -l no-save -d 'Write nothing of the conversation to disk: no transcript, no history of lines, no results'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand man" -s h -l help -d 'Show this help'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l db -d 'The SQLite file of the demo\'s employees' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l server -d 'URL of the MCP server; without a path, `/sse`, `/` and `/mcp` are tried [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l header -d 'A header for every request to the MCP server; repeatable' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l transport -d 'How the MCP server is spoken to: auto, sse or http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l provider -d 'Model provider: openai or openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -s m -l model -d 'Model name [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l base-url -d 'Base URL of the model API, including /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l approval -d 'When tools may run: ask, auto or read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l allow -d 'A tool that runs without asking, by name or pattern (list_*); repeatable [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l deny -d 'A tool that never runs, by name or pattern (delete_*); repeatable [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l tool-timeout -d 'Seconds a tool may go without an answer or progress [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l model-timeout -d 'Seconds the model may go without sending a byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l max-steps -d 'Rounds of tools in one turn [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l max-tokens -d 'The most tokens of one answer [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l temperature -d 'Sampling temperature, 0 to 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l reasoning-effort -d 'How much the model reasons: none, minimal, low, medium, high, xhigh or max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l context-window -d 'The model\'s context window in tokens, where its server does not tell [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l max-cost -d 'US dollars after which no further request is sent [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l lang -d 'Language of the interface: es or en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -s y -l yes -d 'Run every tool without asking; the same as --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l thinking -d 'Show what the model thinks [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -l no-save -d 'Write nothing of the conversation to disk: no transcript, no history of lines, no results'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand schema" -s h -l help -d 'Show this help'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l db -d 'The SQLite file of the demo\'s employees' -r -F
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l server -d 'URL of the MCP server; without a path, `/sse`, `/` and `/mcp` are tried [env: MCP_SERVER_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l header -d 'A header for every request to the MCP server; repeatable' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l transport -d 'How the MCP server is spoken to: auto, sse or http [env: MCP_CHAT_TRANSPORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l provider -d 'Model provider: openai or openrouter [env: MODEL_PROVIDER]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -s m -l model -d 'Model name [env: MODEL_NAME]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l base-url -d 'Base URL of the model API, including /v1 [env: OPENAI_BASE_URL, OPENROUTER_BASE_URL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l approval -d 'When tools may run: ask, auto or read-only [env: MCP_CHAT_APPROVAL]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l allow -d 'A tool that runs without asking, by name or pattern (list_*); repeatable [env: MCP_CHAT_ALLOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l deny -d 'A tool that never runs, by name or pattern (delete_*); repeatable [env: MCP_CHAT_DENY]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l tool-timeout -d 'Seconds a tool may go without an answer or progress [env: MCP_CHAT_TOOL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l model-timeout -d 'Seconds the model may go without sending a byte [env: MCP_CHAT_MODEL_TIMEOUT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l max-steps -d 'Rounds of tools in one turn [env: MCP_CHAT_MAX_STEPS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l max-tokens -d 'The most tokens of one answer [env: MCP_CHAT_MAX_TOKENS]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l temperature -d 'Sampling temperature, 0 to 2 [env: MCP_CHAT_TEMPERATURE]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l reasoning-effort -d 'How much the model reasons: none, minimal, low, medium, high, xhigh or max [env: MCP_CHAT_REASONING_EFFORT]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l context-window -d 'The model\'s context window in tokens, where its server does not tell [env: MCP_CHAT_CONTEXT_WINDOW]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l max-cost -d 'US dollars after which no further request is sent [env: MCP_CHAT_MAX_COST]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l lang -d 'Language of the interface: es or en [env: MCP_CHAT_LANG]' -r
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -s y -l yes -d 'Run every tool without asking; the same as --approval auto'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l thinking -d 'Show what the model thinks [env: MCP_CHAT_THINKING]'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -l no-save -d 'Write nothing of the conversation to disk: no transcript, no history of lines, no results'
complete -c mcp-chat -n "__fish_mcp_chat_using_subcommand help" -s h -l help -d 'Show this help'
