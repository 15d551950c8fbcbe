"""An MCP server made with the official Python SDK 2, which speaks both eras on one URL.

Usage: modern_server.py PORT     (needs the PyPI package `mcp` from 2.0 on)

A client of 2026-07-28 is served without a session, one of an earlier version with `initialize`.
"""

import asyncio
import sys

from mcp.server.mcpserver import Context, MCPServer
from mcp.types import ToolAnnotations

READ_ONLY = ToolAnnotations(readOnlyHint=True)

server = MCPServer("interop-modern", instructions="Responde en español.", log_level="WARNING")


@server.tool(annotations=READ_ONLY)
def add(a: int, b: int) -> int:
    """Adds two numbers."""
    return a + b


@server.tool(annotations=READ_ONLY)
def greet(name: str) -> str:
    """Greets someone, with letters beyond ASCII."""
    return f"¡Buenos días, {name}! — señal: ñandú, corazón, 日本"


@server.tool()
def boom() -> str:
    """Fails."""
    raise ValueError("se rompió")


@server.tool()
async def hang(seconds: float) -> str:
    """Takes its time, and might have changed something."""
    await asyncio.sleep(seconds)
    return "listo"


@server.tool(annotations=READ_ONLY)
def big(size: int) -> str:
    """Returns so many letters."""
    return "ñ" * size


@server.tool(annotations=READ_ONLY)
async def slow(steps: int, seconds: float, ctx: Context) -> str:
    """Works in steps and reports each."""
    for step in range(steps):
        await asyncio.sleep(seconds)
        await ctx.report_progress(step + 1, steps, f"paso {step + 1}")
    return f"{steps} pasos"


server.run("streamable-http", host="127.0.0.1", port=int(sys.argv[1]))
