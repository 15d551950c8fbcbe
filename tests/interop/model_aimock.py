"""Models as npm's aimock plays them: OpenAI, OpenRouter, and what goes wrong on the way."""

from program import Person, home
from relay import Relay

KEY = "sk-interop"
WRONG_KEY = "sk-wrong-0123456789abcdef"
GREETING = "¡Hola! Soy una respuesta de varias piezas — ñandú, 日本, 🚀.\n"
# When each of them ends, and so on which line that is told, is chance.
TWO_CALLS = ('🔧 add {"a":20,"b":22}', '🔧 greet {"name":"Íñigo"}', "✓")
GREETED = "¡Buenos días, Íñigo! — señal: ñandú, corazón, 日本"
THOUGHTS = "   │ Primero cuento.\n   │ Luego respondo.\n"
AGAIN = "repite la pregunta. Si vuelve a pasar, el fallo está en el servidor del modelo"
LOST = "la conexión se cortó: el otro lado cerró la conexión"
# What the person is told of a request that is sent again, and of one that failed for good.
RETRY = "⚠️  El modelo no respondió ({}). Reintento {} de 2 en T (Ctrl-C para parar)\n"
FAILED = "❌ El modelo {} no pudo responder\n   Causa: {}\n   Qué hacer: {}\n"


def aimock(score, binary, upstream, mcp_url):
    """Tries both shapes, and faults in each place."""
    with Relay(upstream) as relay, home() as place:
        place = (score, binary, place)
        base = {"MCP_SERVER_URL": mcp_url}
        at_openai = {**base, "OPENAI_BASE_URL": f"{relay.url}/v1"}
        openai = Person("aimock", *place, OPENAI_API_KEY=KEY, **at_openai)
        stranger = Person("aimock", *place, OPENAI_API_KEY=WRONG_KEY, **at_openai)
        # The program knows OpenRouter by its host: the relay stands in its way as a proxy.
        router = Person(
            "aimock as OpenRouter",
            *place,
            **base,
            MODEL_PROVIDER="openrouter",
            MODEL_NAME="openai/gpt-4o",
            OPENROUTER_API_KEY=KEY,
            OPENROUTER_BASE_URL="http://openrouter.ai/api/v1",
            HTTP_PROXY=relay.url,
            NO_PROXY="127.0.0.1",
        )
        answers(openai, relay)
        open_router(router, relay)
        faults(openai, relay)
        rate_limits(openai, relay)
        refusals(openai, stranger, router, relay)


def answers(openai, relay):
    """What a model that does its work says."""
    thinking = ["-p", "piensa", "--model", "o3"]
    openai.tries("a plain answer", ["-p", "saludo"], 0, GREETING, stderr="")

    openai.check("two calls in a reply, after a text", lambda: two_calls(openai, relay))
    openai.tries("reasoning is hidden", thinking, 0, "Son doce.\n", stderr="")
    shown = [*thinking, "--thinking"]
    openai.tries("--thinking shows it", shown, 0, "Son doce.\n", stderr=THOUGHTS)


def two_calls(openai, relay):
    """Both run, and their results stand in the order of the calls, each with its id."""
    relay.adds({}, 0)
    run = openai.run("-p", "dos a la vez", "--yes")
    run.expect(0, "Voy a mirar.\nSon 42, y buenos días.\n", stderr_contains=TWO_CALLS)
    said, *results = relay.seen[-1].body["messages"][-3:]
    ids = [call["id"] for call in said["tool_calls"]]
    assert len(set(ids)) == 2 and said["content"] == "Voy a mirar.", said
    assert results == [
        {"role": "tool", "tool_call_id": ids[0], "content": "42"},
        {"role": "tool", "tool_call_id": ids[1], "content": GREETED},
    ], results


def open_router(router, relay):
    """OpenRouter's requests, comments, reasoning and bill."""

    def fields():
        relay.adds({}, 0)
        call = '🔧 add {"a":1,"b":1} ✓ T\n'
        router.run("-p", "por OpenRouter", "--yes").expect(0, "Uno y uno son dos.\n", stderr=call)
        sent = ("http-referer", "x-openrouter-title", "authorization", "accept-encoding")
        for request in relay.seen:
            assert request.target == "http://openrouter.ai/api/v1/chat/completions", request.target
            headers = [request.headers.get(name) for name in sent]
            title = ["https://crates.io/crates/mcp-chat", "mcp-chat"]
            assert headers == [*title, f"Bearer {KEY}", "gzip"], headers
            # The same session in both rounds, and nothing that is OpenAI's alone.
            session = relay.seen[0].body["session_id"]
            rest = {k: v for k, v in request.body.items() if k not in ("messages", "tools")}
            assert rest == {
                "model": "openai/gpt-4o",
                "stream": True,
                "session_id": session,
                "provider": {"require_parameters": True},
            }, rest
        assert len(relay.seen) == 2, len(relay.seen)

    def bill():
        chat = "por OpenRouter\n/usage\nsalir\n"
        run = router.run("--yes", stdin=chat).expect(0, "Uno y uno son dos.\n")
        bill = (
            "Esta conversación con openai/gpt-4o: 2 peticiones\n"
            "   entrada 220\n   salida 14\n   0,0033 US$\n"
        )
        assert run.stderr.endswith(bill), run

    router.check("a turn with a tool, in its own fields", fields)
    router.check("the bill", bill)


def faults(openai, relay):
    """aimock's chaos: once, and then for good."""
    dropped = "Chaos: request dropped [HTTP 500 · chaos_drop · id: *]"
    limited = "Chaos: rate limit exceeded [HTTP 429 · chaos_ratelimit · id: *]"
    # A connection that breaks at once may have been an old one: it is replaced without a word.
    for fault, cause, advice, spare in (
        ("drop", dropped, AGAIN, 0),
        ("disconnect", LOST, AGAIN, 1),
        ("ratelimit", limited, "espera 1 s y repite la pregunta", 0),
    ):
        first, second = RETRY.format(cause, 1), RETRY.format(cause, 2)
        failed = FAILED.format("gpt-4o-mini", cause, advice)
        chaos = {f"x-aimock-chaos-{fault}": "1"}
        once, told = f"{fault}, once", "" if spare else first
        asks(openai, relay, once, "saludo", 0, GREETING, told, 2, chaos, times=1)
        every, all_told = f"{fault}, always", first + second + failed
        asks(openai, relay, every, "saludo", 5, "", all_told, 3 + spare, chaos)

    garbage = (
        f"❌ Lo que hay en {relay.url}/v1 no responde como una API de modelos\n"
        "   Causa: respondió 200 (application/json): {malformed json: <<<chaos>>>\n"
        "   Qué hacer: comprueba la dirección (OPENAI_BASE_URL o --base-url): "
        "suele terminar en /v1\n"
    )
    chaos = {"x-aimock-chaos-malformed": "1"}
    asks(openai, relay, "malformed", "saludo", 5, "", garbage, 1, chaos)

    idle = FAILED.format(
        "gpt-4o-mini",
        "no llegó ningún dato en 1 s",
        "repite la pregunta, o sube el límite con --model-timeout o MCP_CHAT_MODEL_TIMEOUT",
    )
    chaos = {"x-aimock-chaos-latency": "5000"}
    limit = ["--model-timeout", "1"]
    asks(openai, relay, "latency beyond the limit", "saludo", 5, "", idle, 1, chaos, more=limit)

    cut = FAILED.format("gpt-4o-mini", LOST, AGAIN)
    # What was shown stays, and does not come twice.
    asks(openai, relay, "a stream that is cut", "se corta", 5, "Esta respues\n", cut, 1)
    # No line of a call: it did not run.
    asks(openai, relay, "a call that is cut", "corta la llamada", 5, "", cut, 1, more=["--yes"])


def rate_limits(openai, relay):
    """The server's word on when to come back."""
    limited = "Rate limit reached. [HTTP 429 · rate_limit_exceeded · id: *]"

    def waits():
        relay.adds({}, 0)
        retry = RETRY.format(limited, 1)
        openai.run("-p", "vuelve en dos segundos").expect(0, "Ahora sí.\n", stderr=retry)
        first, second = (request.at for request in relay.seen)
        assert second - first >= 2, f"came back after {second - first} s"

    hour = FAILED.format("gpt-4o-mini", limited, "espera 1 h 0 min y repite la pregunta")
    openai.check("Retry-After is waited for", waits)
    asks(openai, relay, "an hour is not", "vuelve en una hora", 5, "", hour, 1)


def refusals(openai, stranger, router, relay):
    """What no second try would change."""
    quota = FAILED.format(
        "gpt-4o-mini",
        "You exceeded your current quota. [HTTP 429 · insufficient_quota · id: *]",
        "revisa el saldo y los límites de tu cuenta (openai), o usa otra clave en OPENAI_API_KEY",
    )
    key = FAILED.format(
        "gpt-4o-mini",
        "Invalid API key [HTTP 401 · invalid_api_key · id: *]",
        "comprueba la clave que está en OPENAI_API_KEY",
    )
    blocked = FAILED.format(
        "openai/gpt-4o",
        "Input was flagged (violence) [HTTP 403 · OpenAI · id: *]",
        "el proveedor bloqueó este texto: «bloqueado». Dilo de otra manera, o empieza de nuevo con "
        "/limpiar",
    )
    credit = FAILED.format(
        "openai/gpt-4o",
        "Insufficient credits [HTTP 402 · id: *]",
        "añade saldo en https://openrouter.ai/settings/credits (lo que le queda a la clave es "
        "limit_remaining en http://openrouter.ai/api/v1/key), o usa otra clave en "
        "OPENROUTER_API_KEY",
    )
    asks(openai, relay, "a spent quota", "sin saldo", 5, "", quota, 1)
    asks(stranger, relay, "a wrong key", "saludo", 3, "", key, 1)
    asks(router, relay, "moderation", "bloqueado", 5, "", blocked, 1)
    asks(router, relay, "no credit", "agotado", 5, "", credit, 1)


def asks(
    person, relay, what, question, status, stdout, stderr, requests, chaos=None, times=99, more=()
):
    """Counts the check that a question ends so, after so many requests."""

    def trial():
        relay.adds(chaos or {}, times)
        person.run("-p", question, *more).expect(status, stdout, stderr=stderr)
        assert len(relay.seen) == requests, f"{len(relay.seen)} requests, not {requests}"

    person.check(what, trial)
