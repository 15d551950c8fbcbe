"""Installs the programs that the binary is tried with, once, into a folder of their own."""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
NEEDED = {"node": "Node.js 20 or newer", "npm": "npm, which comes with Node.js"}
INSTALL_LIMIT = 900


class Missing(Exception):
    """A program that the machine lacks, with a sentence for the person."""


def folder():
    """Returns the folder of the installed programs: $MCP_CHAT_INTEROP_DIR or target/interop."""
    chosen = os.environ.get("MCP_CHAT_INTEROP_DIR")
    return pathlib.Path(chosen) if chosen else HERE.parent.parent / "target" / "interop"


def check_machine():
    """Raises Missing with everything that the machine lacks."""
    lacks = [f"{name} ({what})" for name, what in NEEDED.items() if not shutil.which(name)]
    if sys.version_info < (3, 10):
        lacks.append("Python 3.10 or newer (the PyPI package mcp needs it)")
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        lacks.append("Python's venv module (Debian: apt-get install python3-venv)")
    if lacks:
        raise Missing("this machine lacks: " + "; ".join(lacks))


def install():
    """Installs what is not there yet; gives the paths of the installed programs."""
    check_machine()
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    _once(place / "python", HERE / "requirements.txt", _install_python)
    _once(place / "python-modern", HERE / "requirements-modern.txt", _install_python)
    # Apart from the SDK: both want the same libraries, in versions of their own.
    _once(place / "llmock", HERE / "requirements-llmock.txt", _install_python)
    _once(place / "node", HERE / "package-lock.json", _install_node)
    modules = place / "node" / "node_modules"
    return {
        "python": place / "python" / "bin" / "python",
        "python_modern": place / "python-modern" / "bin" / "python",
        "llmock": place / "llmock" / "bin" / "llmock",
        "everything": modules / "@modelcontextprotocol/server-everything/dist/index.js",
        "aimock": modules / "@copilotkit/aimock/dist/cli.js",
        # The suite needs a newer Node.js than most machines have.
        "node22": modules / "node/bin/node",
        "conformance": modules / "@modelcontextprotocol/conformance/dist/index.js",
    }


def _once(place, pins, make):
    """Runs `make` unless `place` was made from these pins before."""
    wanted = hashlib.sha256(pins.read_bytes()).hexdigest()
    stamp = place / "installed-from"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    print(f"# installing {pins.name} into {place}", flush=True)
    make(place, pins)
    stamp.write_text(wanted)


def _install_python(place, pins):
    _run([sys.executable, "-m", "venv", place])
    pip = [place / "bin" / "python", "-m", "pip", "install", "--quiet"]
    _run([*pip, "--disable-pip-version-check", "--requirement", pins])


def _install_node(place, pins):
    for file in (HERE / "package.json", pins):
        shutil.copy(file, place)
    _run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=place)


def _run(command, **options):
    subprocess.run(command, check=True, timeout=INSTALL_LIMIT, stdin=subprocess.DEVNULL, **options)
