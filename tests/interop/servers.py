"""Starts servers on free ports, waits until they listen, and stops them whatever happens."""

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
import time

READY_LIMIT = 60
STOP_LIMIT = 5


def free_port():
    """Returns a port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def server(name, command, port, **environment):
    """Runs a server for as long as the block lasts; what it printed is shown if it fails."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
            # A group of its own, so that what it started goes with it.
            start_new_session=True,
        )
        try:
            _wait(name, process, port, log)
            yield
        finally:
            _stop(process)


def _wait(name, process, port, log):
    end = time.monotonic() + READY_LIMIT
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"{name} ended with status {process.returncode}:\n{_text(log)}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{name} did not listen within {READY_LIMIT} s:\n{_text(log)}")


def _stop(process):
    for way in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, way)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_LIMIT)
            break
    # What the server started and left behind, if anything.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _text(log):
    log.seek(0)
    return log.read().decode(errors="replace")
