"""The reverse check: the official Python client lists and calls the demo server's tools.

Usage: official_client.py URL     (needs the PyPI package `mcp`)

Prints a PASS line for each check and exits 0, or a FAIL line and exits 1. It adds one employee,
so it wants a database that nobody minds.
"""

import asyncio
import sys

from mcp import ClientSession, McpError
from mcp.client.sse import sse_client

# A server that says nothing for this long has hung.
LIMIT_SECONDS = 30


def check(what, condition, seen=None):
    """Prints the outcome of a check; the first that fails ends the program."""
    if not condition:
        print(f"FAIL {what}: {seen!r}")
        sys.exit(1)
    print(f"PASS {what}")


async def call(session, tool, **arguments):
    """Calls a tool. The client checks the structured result against the output schema itself."""
    return await session.call_tool(tool, arguments)


async def run(url):
    async with sse_client(url) as streams, ClientSession(*streams) as session:
        hello = await session.initialize()
        check("initialize", hello.serverInfo.name == "mcp-chat-demo", hello)
        check("protocol version", hello.protocolVersion == "2025-11-25", hello.protocolVersion)
        check("instructions", bool(hello.instructions), hello.instructions)
        await session.send_ping()
        check("ping", True)

        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        names = {"list_employees", "add_employee", "update_employee", "department_summary"}
        check("tools/list", set(tools) == names, sorted(tools))
        reading = {name for name, tool in tools.items() if tool.annotations.readOnlyHint}
        check("annotations", reading == {"list_employees", "department_summary"}, reading)

        everyone = await call(session, "list_employees")
        count = everyone.structuredContent["count"]
        check("list_employees", not everyone.isError and count >= 12, everyone)
        check("its text", "Lucía Fernández Ortega" in everyone.content[0].text, everyone.content)

        new = {"name": "Íñigo Peña", "role": "Contador", "department": "finanzas"}
        added = await call(session, "add_employee", **new)
        employee = added.structuredContent["employee"]
        check("add_employee", employee["department"] == "Finanzas", added)

        updated = await call(session, "update_employee", id=employee["id"], salary=40000.5)
        expected = dict(employee, salary=40000.5)
        check("update_employee", updated.structuredContent["employee"] == expected, updated)

        found = await call(session, "list_employees", text="inigo pena")
        check("search without accents", expected in found.structuredContent["employees"], found)

        summary = await call(session, "department_summary")
        total = summary.structuredContent["total"]["headcount"]
        check("department_summary", total == count + 1, summary)

        # The input is checked by the server: this client does not.
        wrong = await call(session, "add_employee", name="Ana", role="x", department="y", salary=-1)
        check("a wrong value is a tool error", wrong.isError, wrong)

        try:
            await call(session, "no_such_tool")
            check("an unknown tool is refused", False)
        except McpError as error:
            check("an unknown tool is refused", error.error.code == -32602, error)

        side_by_side = [call(session, "department_summary") for _ in range(16)]
        results = await asyncio.gather(*side_by_side)
        check("16 calls side by side", all(not each.isError for each in results))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    asyncio.run(asyncio.wait_for(run(sys.argv[1]), LIMIT_SECONDS))


if __name__ == "__main__":
    main()
