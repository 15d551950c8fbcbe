"""An MCP server made with the official Python SDK: at /sse and /messages/, or at /mcp.

Usage: sdk_server.py PORT [sse | streamable-http]     (needs the PyPI package `mcp`)

Its tools are the ones that go wrong in clients: text outside ASCII, an exception, a large result,
progress, and a tool that appears later under a name that no model API takes.
"""

import asyncio
import sys

from mcp.server.fastmcp import Context, FastMCP
from mcp.types import ToolAnnotations

READ_ONLY = ToolAnnotations(readOnlyHint=True)
EMPLOYEES = [
    {"id": 1, "name": "Íñigo Peña", "department": "Ventas"},
    {"id": 2, "name": "Ana Núñez", "department": "Finanzas"},
    {"id": 3, "name": "Begoña Ibáñez", "department": "Ventas"},
]
LATE_NAME = "extra.tool/with-a-very-long-name-" + "z" * 48

server = FastMCP("interop", instructions="Responde en español.", log_level="WARNING")


@server.tool(annotations=READ_ONLY)
def add(a: int, b: int) -> int:
    """Adds two numbers."""
    return a + b


@server.tool(annotations=READ_ONLY)
def list_employees(department: str | None = None) -> list[dict]:
    """Lists the employees, of one department or of all."""
    return [one for one in EMPLOYEES if department in (None, one["department"])]


@server.tool(annotations=READ_ONLY)
def greet(name: str) -> str:
    """Greets someone, with letters beyond ASCII."""
    return f"¡Buenos días, {name}! — señal: ñandú, corazón, 日本"


@server.tool()
def boom() -> str:
    """Fails."""
    raise ValueError("se rompió")


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


@server.tool()
async def grow(ctx: Context) -> str:
    """Adds a tool and tells the client."""
    server.add_tool(lambda: "extra listo", name=LATE_NAME, description="Apareció después.")
    await ctx.session.send_tool_list_changed()
    return "creció"


server.settings.port = int(sys.argv[1])
server.run(transport=sys.argv[2] if len(sys.argv) > 2 else "sse")
