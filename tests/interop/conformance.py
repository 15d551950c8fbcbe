"""Runs the protocol's official conformance suite against the client.

The scenarios are those that the suite itself requires of a client of a version, but for OAuth, and
one that it does not score. A scenario counts by its checks: the suite also calls one passed of
which nothing was checked, or everything skipped.
"""

import json
import os
import pathlib
import re
import shlex
import subprocess
import tempfile

SCENARIO_LIMIT = 60
# How many scenarios each version requires outside auth/, so that a list that comes out short is seen.
REQUIRED = {"2025-11-25": 4, "2026-07-28": 7}
UNSCORED = "json-schema-2020-12-preservation"
HARMLESS = {"SUCCESS", "INFO", "SKIPPED"}


def conformance(score, binary, installed):
    """Tries every scenario of both versions."""
    suite = [str(installed["node22"]), str(installed["conformance"])]
    for version, count in REQUIRED.items():
        scenarios = _required(suite, version)
        found = f"{len(scenarios)} scenarios, not {count}: {scenarios}"
        assert len(scenarios) == count, found
        for scenario in [*scenarios, UNSCORED]:
            name = f"conformance {version}: {scenario}"
            score.check(name, lambda: _passes(suite, binary, scenario, version))


def _required(suite, version):
    listed = subprocess.run(
        [*suite, "list", "--requirements", version],
        capture_output=True,
        check=True,
        text=True,
        timeout=SCENARIO_LIMIT,
    ).stdout
    _, _, of_clients = listed.partition("Client scenarios")
    assert of_clients, listed
    # Until the first line that is no entry of the list.
    entries = re.match(r"[^\n]*\n((?:  - \S+[^\n]*\n?)*)", of_clients)
    names = re.findall(r"^  - (\S+)", entries.group(1), flags=re.MULTILINE)
    return [name for name in names if not name.startswith("auth/")]


def _passes(suite, binary, scenario, version):
    with tempfile.TemporaryDirectory(prefix="mcp-chat-conformance-") as place:
        # `timeout`, because the suite only ends the shell and waits for what is below it.
        client = f"timeout 40 {shlex.quote(str(binary))} conformance"
        command = [*suite, "client", "--command", client, "--scenario", scenario]
        done = subprocess.run(
            [*command, "--spec-version", version, "-o", f"{place}/results"],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=SCENARIO_LIMIT,
            env={"HOME": place, "PATH": os.environ.get("PATH", "")},
        )
        printed = f"\n{done.stdout}\n{done.stderr}"
        [found] = list(pathlib.Path(place).glob("results/*/checks.json")) or [None]
        assert found, f"there are no checks{printed}"
        checks = json.loads(found.read_text())
        stderr = (found.parent / "stderr.txt").read_text()
    wrong = [check for check in checks if check["status"] not in HARMLESS]
    told = "\n".join(f"{check['id']}: {check.get('errorMessage', '')}" for check in wrong)
    assert not wrong, f"{told}\n{stderr}"
    assert any(check["status"] == "SUCCESS" for check in checks), f"nothing was checked{printed}"
    assert done.returncode == 0, f"status {done.returncode}{printed}\n{stderr}"
