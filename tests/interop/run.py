#!/usr/bin/env python3
"""Tries the binary with programs that we did not write.

Usage: run.py PATH-OF-MCP-CHAT

The programs and their versions stand in requirements*.txt and package.json; they are installed
once into target/interop (or $MCP_CHAT_INTEROP_DIR), which needs the registries of npm and PyPI.
Prints a line for each check and `N passed, M failed`; the exit status is 0 if none failed.
"""

import functools
import pathlib
import signal
import subprocess
import sys

# The folder of the tests stays as it is in the repository.
sys.dont_write_bytecode = True

import tools  # noqa: E402
import typed  # noqa: E402
from conformance import conformance  # noqa: E402
from model_aimock import KEY, aimock  # noqa: E402
from model_http2 import http2  # noqa: E402
from model_llmock import llmock  # noqa: E402
from modern import python_modern  # noqa: E402
from program import Person, Score, home  # noqa: E402
from servers import free_port, server  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
CLIENT_LIMIT = 120
GREETING = "¡Buenos días, Ana García! — señal: ñandú, corazón, 日本\n"
ANSWER = "El resultado es 5 — calculado con ñandú.\n"


def python_sdk(score, binary, installed, model, transport="sse"):
    """Tries the official Python SDK's server."""
    port = free_port()
    command = [installed["python"], HERE / "sdk_server.py", port, transport]
    with server("sdk_server.py", command, port), home() as place:
        # Without a path, as in the README.
        url = f"http://127.0.0.1:{port}"
        sdk = Person(f"sdk over {transport}", score, binary, place, MCP_SERVER_URL=url, **model)

        def structured():
            run = sdk.run("call", "list_employees", "department=Ventas", "--json").expect(0)
            found = run.json()["structuredContent"]["result"]
            assert [one["name"] for one in found] == ["Íñigo Peña", "Begoña Ibáñez"], found

        def large():
            text = sdk.run("call", "big", "size=4000000").expect(0).stdout
            assert text == "ñ" * 4_000_000 + "\n", f"{len(text)} letters"

        names = ["add", "big", "boom", "greet", "grow", "list_employees", "slow"]
        sdk.check("tools --json lists all tools", lambda: sdk.has_tools(names, others=False))
        sdk.tries("tools NAME shows one", ["tools", "add"], 0, contains=["add"])
        sdk.tries("a call", ["call", "add", "a=2", "b=3"], 0, "5\n")
        sdk.tries("a call with JSON", ["call", "add", '{"a": -1, "b": 3}'], 0, "2\n")
        sdk.tries("text beyond ASCII", ["call", "greet", "name=Ana García"], 0, GREETING)
        sdk.check("a structured result", structured)
        sdk.check("a result of 8 MB", large)
        sdk.tries("a tool that raises", ["call", "boom"], 6, contains=["se rompió"])
        # Pairs are checked by the schema beforehand; an object goes to the server as it is.
        sdk.tries("wrong arguments", ["call", "add", '{"a": "x", "b": 3}'], 6)
        sdk.tries("an unknown tool", ["call", "nada"], 2, "", stderr_contains=["nada"])
        slow = ["call", "slow", "--tool-timeout", "2"]
        sdk.tries("progress moves the limit", [*slow, "steps=6", "seconds=0.5"], 0, "6 pasos\n")
        sdk.tries("silence ends at the limit", [*slow, "steps=1", "seconds=30"], 4, "")
        sdk.tries("a whole turn", ["-p", "¿Cuánto es 2 + 3?", "--yes"], 0, ANSWER)
        both = "Hay empleados, pero boom falló.\n"
        sdk.tries("two tools in a turn, one fails", ["-p", "empleados y boom", "--yes"], 0, both)
        chat = "¿Cuánto es 2 + 3?\nsalir\n"
        sdk.tries("a chat over a pipe", ["--yes"], 0, contains=[ANSWER.strip()], stdin=chat)
        sdk.tries("a tool list that grows", ["call", "grow"], 0, "creció\n")
        sdk.tries("the new tool is listed", ["tools"], 0, contains=["extra.tool/with"])
        quota = ["quota"]
        sdk.tries("a spent quota", ["-p", "sin saldo"], 5, "", stderr_contains=quota)


def everything(score, binary, installed, model, mode="sse", path="/sse"):
    """Tries npm's server-everything in one of its modes."""
    port = free_port()
    command = ["node", installed["everything"], mode]
    with server("server-everything", command, port, PORT=str(port)), home() as place:
        url = f"http://127.0.0.1:{port}{path}"
        npm = Person(f"everything, {mode}", score, binary, place, MCP_SERVER_URL=url, **model)
        names = ["echo", "get-sum", "get-tiny-image", "trigger-long-running-operation"]
        npm.check("tools --json lists its tools", lambda: npm.has_tools(names, others=True))
        echo = ["call", "echo", "message=¿Qué tal, señor?"]
        npm.tries("echo", echo, 0, "Echo: ¿Qué tal, señor?\n")
        npm.tries("get-sum", ["call", "get-sum", "a=2", "b=3"], 0, contains=["5"])
        npm.tries("an image", ["call", "get-tiny-image"], 0, contains=["image/png"])
        npm.tries("wrong arguments", ["call", "get-sum", '{"a": "x", "b": 3}'], 6)
        long = ["call", "trigger-long-running-operation", "duration=3", "steps=6"]
        progress = [*long, "--tool-timeout", "2"]
        npm.tries("progress moves the limit", progress, 0, contains=["completed"])
        npm.tries("a whole turn", ["-p", "¿Cuánto es 2 + 3?", "--yes"], 0, ANSWER)
        npm.check("its form and its question to the model, typed", lambda: typed.answers(npm))


def python_sdk_streamable(score, binary, installed, model):
    """Tries the official Python SDK's server over Streamable HTTP."""
    python_sdk(score, binary, installed, model, "streamable-http")


def everything_streamable(score, binary, installed, model):
    """Tries npm's server-everything over Streamable HTTP."""
    everything(score, binary, installed, model, "streamableHttp", "/mcp")


def demo_server(score, binary, installed):
    """Tries our demo server with the official Python client, and with our own."""
    port = free_port()
    with home() as place:
        database = pathlib.Path(place) / "employees.sqlite"
        command = [binary, "demo-server", "--listen", f"127.0.0.1:{port}", "--db", database]
        with server("demo-server", command, port, HOME=place):
            url = f"http://127.0.0.1:{port}/sse"
            demo = Person("demo-server", score, binary, place, MCP_SERVER_URL=url)

            def official():
                command = [installed["python"], HERE / "official_client.py", url]
                done = subprocess.run(command, capture_output=True, timeout=CLIENT_LIMIT, text=True)
                assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"

            demo.check("the official Python client", official)
            sales = ["call", "list_employees", "department=Ventas"]
            demo.tries("our own client", sales, 0, contains=["Ventas"])


def models(score, binary, installed, aimock_port):
    """Tries the models, with the tools of the official Python SDK's server."""
    port, llmock_port = free_port(), free_port()
    mcp_url = f"http://127.0.0.1:{port}"
    # The words that nobody told it are always the same; and it is slow enough to notice that the
    # client stops reading, which it would else call accepting a broken answer.
    manners = ["--response-style", "static", "--stream-chunk-delay-ms", "20"]
    mock = [installed["llmock"], "serve", "--port", llmock_port, *manners]

    def judged():
        with server("llmock", mock, llmock_port):
            llmock(score, binary, llmock_port, mcp_url)

    with server("sdk_server.py", [installed["python"], HERE / "sdk_server.py", port], port):
        for name, trial in (
            ("aimock", lambda: aimock(score, binary, aimock_port, mcp_url)),
            ("llmock", judged),
            ("http2", lambda: http2(score, binary, installed, mcp_url)),
        ):
            score.survives(f"{name}: the server starts", trial)


def main(binary):
    installed = tools.install()
    score = Score()
    port = free_port()
    mock = ["node", installed["aimock"], "-p", port, "-f", HERE / "aimock", "--strict"]
    model = {"OPENAI_BASE_URL": f"http://127.0.0.1:{port}/v1", "OPENAI_API_KEY": KEY}

    def against_servers():
        with server("aimock", [*mock, "--log-level", "warn"], port, AIMOCK_API_KEYS=KEY):
            groups = (python_sdk, python_sdk_streamable, everything, everything_streamable)
            for group in groups:
                trial = functools.partial(group, score, binary, installed, model)
                score.survives(f"{group.__name__}: the server starts", trial)
            score.survives("models", lambda: models(score, binary, installed, port))

    score.survives("aimock: the server starts", against_servers)
    demo = functools.partial(demo_server, score, binary, installed)
    score.survives("demo_server: the server starts", demo)
    modern = functools.partial(python_modern, score, binary, installed)
    score.survives("python_modern: the server starts", modern)
    suite = functools.partial(conformance, score, binary, installed)
    score.survives("conformance: the suite starts", suite)
    print(f"{score.passed} passed, {score.failed} failed")
    return 1 if score.failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or not pathlib.Path(sys.argv[1]).is_file():
        sys.exit(__doc__)
    # So that the servers are stopped on SIGTERM as on Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
    except tools.Missing as missing:
        sys.exit(f"interop: {missing}")
