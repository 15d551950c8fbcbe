"""Tries the official Python SDK 2, which speaks the stateless era and the one before on one URL."""

import concurrent.futures
import pathlib

from program import Person, home
from servers import free_port, server

HERE = pathlib.Path(__file__).resolve().parent
GREETING = "¡Buenos días, Ana García! — señal: ñandú, corazón, 日本\n"
TOOLS = ["add", "big", "boom", "greet", "hang", "slow"]


def python_modern(score, binary, installed):
    """Tries the binary with both eras, and with a server that is killed and comes back."""
    port = free_port()
    command = [installed["python_modern"], HERE / "modern_server.py", port]
    with home() as place:
        url = f"http://127.0.0.1:{port}/mcp"
        sdk = Person("sdk 2", score, binary, place, MCP_SERVER_URL=url)
        hang = ["call", "hang", "seconds=30", "--yes"]
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            with server("modern_server.py", command, port):
                _works(sdk)
                # Killed in the middle of it.
                hanging = pool.submit(sdk.run, *hang)
                sdk.check("a call is under way", lambda: _waits(hanging))
            lost = ["Resultado desconocido", "puede que se haya ejecutado"]
            sdk.check(
                "a server that is killed leaves the outcome unknown",
                lambda: hanging.result().expect(4, "", stderr_contains=lost),
            )
        with server("modern_server.py", command, port):
            sdk.tries("a server that is back", ["call", "add", "a=1", "b=1"], 0, "2\n")


def _works(sdk):
    def large():
        text = sdk.run("call", "big", "size=1000000").expect(0).stdout
        assert text == "ñ" * 1_000_000 + "\n", f"{len(text)} letters"

    sdk.check("tools --json lists all tools", lambda: sdk.has_tools(TOOLS, others=False))
    sdk.tries("a call", ["call", "add", "a=2", "b=3"], 0, "5\n")
    sdk.tries("text beyond ASCII", ["call", "greet", "name=Ana García"], 0, GREETING)
    sdk.check("a large result", large)
    sdk.tries("a tool that raises", ["call", "boom", "--yes"], 6, contains=["boom"])
    sdk.tries("wrong arguments", ["call", "add", '{"a": "x", "b": 3}'], 6)
    slow = ["call", "slow", "--tool-timeout", "2"]
    sdk.tries("progress moves the limit", [*slow, "steps=6", "seconds=0.5"], 0, "6 pasos\n")
    sdk.tries("silence ends at the limit", [*slow, "steps=1", "seconds=30"], 4, "")
    doctor = ["protocolo 2026-07-28", "interop-modern"]
    sdk.tries("doctor names the era", ["doctor"], 3, contains=doctor)


def _waits(hanging):
    try:
        ended = hanging.result(timeout=2)
    except concurrent.futures.TimeoutError:
        return
    raise AssertionError(f"it has ended:\n{ended}")
