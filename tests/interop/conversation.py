"""A chat over pipes, line by line: the next question comes when the answer to the last is there."""

import subprocess
import threading
import time

from program import Run

TURN_LIMIT = 20
END_LIMIT = 10


class Conversation:
    """The binary in a chat, to be used in a `with`."""

    def __init__(self, person, *arguments):
        self.arguments = arguments
        self._process = subprocess.Popen(
            [person.binary, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=person.home,
            env=person.environment,
        )
        self._printed = {"stdout": b"", "stderr": b""}
        self._news = threading.Condition()
        self._readers = [
            threading.Thread(target=self._read, args=(name, pipe), daemon=True)
            for name, pipe in (("stdout", self._process.stdout), ("stderr", self._process.stderr))
        ]

    def __enter__(self):
        for reader in self._readers:
            reader.start()
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait(END_LIMIT)

    def say(self, line, done):
        """Types a line; returns what was printed since then, once `done` or the limit is reached.

        `done` says of a Run whether it is all that is waited for.
        """
        with self._news:
            before = [len(text) for text in self._printed.values()]
        self._type(line)
        end = time.monotonic() + TURN_LIMIT
        with self._news:
            while True:
                run = self._since(before)
                left = end - time.monotonic()
                if left <= 0 or done(run):
                    return run
                self._news.wait(left)

    def leave(self):
        """Says goodbye; returns how the whole chat went."""
        self._type("salir")
        self._process.stdin.close()
        status = self._process.wait(END_LIMIT)
        for reader in self._readers:
            reader.join(END_LIMIT)
        run = self._since([0, 0])
        run.status = status
        return run

    def _type(self, line):
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def _since(self, before):
        texts = [text[start:] for start, text in zip(before, self._printed.values())]
        return Run(self.arguments, None, *(text.decode(errors="replace") for text in texts))

    def _read(self, name, pipe):
        while piece := pipe.read1(65536):
            with self._news:
                self._printed[name] += piece
                self._news.notify_all()
