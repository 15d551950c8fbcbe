"""Someone who types: the chat in a terminal, against a server that asks."""

import os
import pty
import re
import select
import signal
import struct
import termios
import time
from fcntl import ioctl

LIMIT = 30
# Nothing more is drawn once it has been still for so long, in seconds.
STILL = 0.3
FIELDS = 13
ESCAPE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|.)")


class Terminal:
    """The binary in a terminal of 100 columns."""

    def __init__(self, person, *arguments):
        self.seen, self.place = "", 0
        self.child, self.end = pty.fork()
        if self.child == 0:
            os.chdir(person.home)
            os.environ.clear()
            os.environ.update(person.environment, TERM="xterm-256color")
            os.execv(person.binary, [person.binary, *arguments])
        ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))

    def read(self, seconds):
        """Takes what comes within so many seconds; tells whether anything came."""
        if not select.select([self.end], [], [], seconds)[0]:
            return False
        try:
            self.seen += os.read(self.end, 65536).decode(errors="replace")
        except OSError:
            return False
        return True

    def text(self):
        """Returns what was shown since what was waited for last."""
        return ESCAPE.sub("", self.seen)[self.place :]

    def wait(self, text):
        """Waits until the text is there and nothing more is drawn."""
        late = time.monotonic() + LIMIT
        while text not in self.text():
            self.read(STILL)
            assert time.monotonic() < late, f"{text!r} did not come:\n{self.text()}"
        self.place += self.text().index(text) + len(text)
        while self.read(STILL):
            assert time.monotonic() < late, f"it goes on after {text!r}:\n{self.text()}"

    def type(self, text):
        """Types a line."""
        os.write(self.end, text.encode() + b"\r")

    def close(self):
        """Ends the program if it still runs, and returns its status."""
        late = time.monotonic() + LIMIT
        while os.waitid(os.P_PID, self.child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            self.read(STILL)
            if time.monotonic() > late:
                os.kill(self.child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])
        os.close(self.end)
        return status


def answers(person):
    """Fills the server's form in, and lets the model answer it."""
    terminal = Terminal(person, "--yes")
    try:
        terminal.wait("👤 Tú: ")
        terminal.type("rellena el formulario")
        terminal.wait("¿Respondo? ")
        terminal.type("s")
        for field in range(1, FIELDS + 1):
            terminal.wait(f"{field}/{FIELDS} ")
            # Its default, or no value.
            terminal.type("Ana Núñez" if field == 1 else "")
        terminal.wait("¿Lo envío? ")
        terminal.type("s")
        terminal.wait("El formulario llegó.")
        terminal.wait("👤 Tú: ")
        terminal.type("deja que pregunte")
        terminal.wait("¿Le pregunto? ")
        terminal.type("s")
        terminal.wait("¿Se lo envío? ")
        terminal.type("s")
        terminal.wait("Preguntó y recibió.")
        terminal.wait("👤 Tú: ")
        terminal.type("salir")
        terminal.wait("¡Adiós!")
    finally:
        status = terminal.close()
    assert status == 0, f"the exit status is {status}"
