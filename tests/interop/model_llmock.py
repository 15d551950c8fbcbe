"""A long chat with the model of PyPI's llmock, which breaks things and judges its client.

It counts a request that comes again with the same body as a retry: by the binary, or by the
person who asks again after an answer that broke off on the screen, which the binary must not
repeat by itself.
"""

import json
import urllib.request

from conversation import Conversation
from model_aimock import AGAIN, FAILED, LOST, RETRY
from program import Person, home

ADMIN_LIMIT = 30
BROKEN_OFF = "Esta respuesta se rompe por el camino."
CALL = {"name": "add", "arguments": {"a": 2, "b": 3}}
SUM = '🔧 add {"a":2,"b":3} ✓ T\n'


def llmock(score, binary, port, mcp_url):
    """Holds the conversation, then asks for the verdict."""
    with home() as place:
        url = f"http://127.0.0.1:{port}/v1"
        settings = {"MCP_SERVER_URL": mcp_url, "OPENAI_BASE_URL": url, "OPENAI_API_KEY": "sk-l"}
        person = Person("llmock", score, binary, place, **settings)
        with Conversation(person, "--yes", "--model-timeout", "4") as chat:
            talk = Talk(person, chat, port)
            tools(talk)
            failures(talk)
            streams(talk)
            refusals(talk)
            person.check("the chat goes on to the end", lambda: chat.leave().expect(5))
        person.check("its verdict is clean", lambda: verdict(port))


class Talk:
    """One chat, and what the model is told to do in it."""

    def __init__(self, person, chat, port):
        self.person, self.chat, self.port = person, chat, port

    def turn(self, what, question, *behaviors, stdout, stderr):
        """Counts the check that a question, asked while the model behaves so, ends so."""

        def trial():
            # Nothing is left over from a turn that went wrong.
            admin(self.port, "scenario", method="DELETE")
            if behaviors:
                admin(self.port, "scenario", {"behaviors": behaviors})
            whole = (stdout, stderr)
            run = self.chat.say(question, lambda run: (run.stdout, run.steady()) == whole)
            run.expect(None, stdout, stderr=stderr)
            # Waits until the mock has seen the end of a request that broke: what came before it
            # would not count as asking again. No person is as quick.
            admin(self.port, "requests")
            left = json.loads(admin(self.port, "scenario"))["pending"]
            assert not left, f"the model was not asked for {left}"

        self.person.check(what, trial)


def tools(talk):
    """Rounds of tools, called as they should be and as they should not."""
    unknown = "   ✗ llmock_unknown_tool no se ejecutó — el servidor no tiene esa herramienta\n"
    malformed = (
        "   ✗ add no se ejecutó — los argumentos que escribió el modelo no son un objeto JSON "
        "(EOF while parsing a value at line 1 column 8)\n"
    )
    # Without a reply the mock picks a tool by its description and makes arguments by its schema.
    call, said = '🔧 add {"a":1,"b":1} ✓ T\n', "Mock response from gpt-4o-mini.\n"
    talk.turn("a tool by its schema", "adds two numbers", stdout=said, stderr=call)
    for what, fault, stderr in (
        ("an unknown tool", "unknown_tool", unknown),
        ("malformed arguments", "malformed_arguments", malformed),
    ):
        broken = {"type": "tool_fault", "kind": fault}
        script = [broken, reply(None, CALL), reply(f"Era {fault}.")]
        talk.turn(what, fault, *script, stdout=f"Era {fault}.\n", stderr=stderr)
    rounds = [reply(None, CALL), reply(None, CALL), reply("Dos rondas.")]
    talk.turn("two rounds", "dos rondas", *rounds, stdout="Dos rondas.\n", stderr=SUM * 2)


def failures(talk):
    """Refusals that pass."""
    for status, cause in (
        (429, "Rate limit exceeded. [HTTP 429 · rate_limit_exceeded]"),
        (503, "Service unavailable. [HTTP 503 · service_unavailable]"),
    ):
        fail = {"type": "fail", "status": status, "retry_after": 1, "times": 2}
        script = [fail, reply(f"Tras {status}.")]
        retries = RETRY.format(cause, 1) + RETRY.format(cause, 2)
        what = f"{status} twice"
        talk.turn(what, str(status), *script, stdout=f"Tras {status}.\n", stderr=retries)


def streams(talk):
    """Streams that break before and after the answer has begun."""
    early = RETRY.format("la respuesta se interrumpió antes de terminar", 1)
    script = [fault("truncate", 1), reply("Entera.", times=2)]
    talk.turn("a stream without a word", "nada", *script, stdout="Entera.\n", stderr=early)
    # Half of an event, as it came.
    half = '{"id":"*","object":"chat.completion.chunk","created":*,"model":"gpt-4o-mini","sys'
    for kind, cause, advice in (
        ("malformed", f"llegó un dato que no es JSON: {half}", AGAIN),
        ("truncate", "la respuesta se interrumpió antes de terminar", AGAIN),
        ("disconnect", LOST, AGAIN),
        (
            "stall",
            "no llegó ningún dato en 4 s",
            "repite la pregunta, o sube el límite con --model-timeout o MCP_CHAT_MODEL_TIMEOUT",
        ),
    ):
        failed = FAILED.format("gpt-4o-mini", cause, advice)
        script = [fault(kind, 3), reply(BROKEN_OFF)]
        talk.turn(kind, f"pregunta {kind}", *script, stdout="Esta respuesta \n", stderr=failed)
        again = reply(f"Otra vez: {kind}.")
        what, text = f"{kind}, asked again", f"Otra vez: {kind}.\n"
        talk.turn(what, f"pregunta {kind}", again, stdout=text, stderr="")


def refusals(talk):
    """What would be refused again."""
    failed = FAILED.format(
        "gpt-4o-mini",
        "Bad request. [HTTP 400 · bad_request]",
        "el servidor no acepta la petición: la causa dice por qué. "
        "Prueba otro modelo (MODEL_NAME o --model) o /limpiar",
    )
    talk.turn("400", "mala", {"type": "fail", "status": 400}, stdout="", stderr=failed)
    talk.turn("after it", "adiós", reply("Adiós."), stdout="Adiós.\n", stderr="")


def reply(text, *calls, times=1):
    """Returns the behaviour of a model that says this and calls these tools."""
    return {"type": "reply", "text": text, "tool_calls": calls, "times": times}


def fault(kind, after):
    """Returns the behaviour of a stream that breaks after so many events."""
    return {"type": "stream_fault", "kind": kind, "after_chunks": after, "stall_seconds": 20}


def verdict(port):
    """Asserts that llmock finds nothing wrong: no error and no warning."""
    found = json.loads(admin(port, "verdict"))
    assert found["findings"] == [], admin(port, "verdict?format=text")
    counts = {name: found[name] for name in ("calls", "attempts", "faults_injected")}
    print(f"# llmock: {counts}")


def admin(port, what, body=None, method=None):
    """Asks llmock's control API."""
    data = None if body is None else json.dumps(body).encode()
    url = f"http://127.0.0.1:{port}/_llmock/{what}"
    request = urllib.request.Request(url, data, method=method)
    with urllib.request.urlopen(request, timeout=ADMIN_LIMIT) as answer:
        return answer.read().decode()
