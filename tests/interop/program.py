"""Runs the binary in a private home and keeps the score of the checks."""

import json
import os
import re
import subprocess
import tempfile
import traceback

RUN_LIMIT = 60


class Run:
    """How one run of the binary ended."""

    def __init__(self, arguments, status, stdout, stderr):
        self.arguments, self.status, self.stdout, self.stderr = arguments, status, stdout, stderr

    def expect(self, status, stdout=None, contains=(), stderr_contains=(), stderr=None):
        """Raises AssertionError with everything that was printed unless all of it fits.

        Of stderr the steady text is compared.
        """
        wrong = []
        if self.status != status:
            wrong.append(f"the exit status is {self.status}, not {status}")
        if stdout is not None and self.stdout != stdout:
            wrong.append(f"stdout is not {stdout!r}")
        wrong += [f"stdout lacks {part!r}" for part in contains if part not in self.stdout]
        if stderr is not None and self.steady() != stderr:
            wrong.append(f"stderr is not {stderr!r}")
        wrong += [f"stderr lacks {part!r}" for part in stderr_contains if part not in self.steady()]
        for name, text in (("stdout", self.stdout), ("stderr", self.stderr)):
            if "\x1b" in text:
                wrong.append(f"{name} has an escape character, though it is no terminal")
        if "panicked at" in self.stderr:
            wrong.append("the program panicked")
        assert not wrong, "; ".join(wrong) + f"\n{self}"
        return self

    def steady(self):
        """Returns stderr without what is another each time: ids of requests and times."""
        text = re.sub(r"\b(req|chatcmpl)-[\w-]+", "*", self.stderr)
        text = re.sub(r'("created":)\d+', r"\1*", text)
        text = re.sub(r"(Reintento \d de \d en )[\d,]+ m?s\b", r"\1T", text)
        return re.sub(r"([✓✗] (?:\S+ )?)[\d,]+ m?s$", r"\1T", text, flags=re.MULTILINE)

    def json(self):
        """Returns stdout as one JSON value."""
        try:
            return json.loads(self.stdout)
        except ValueError as error:
            raise AssertionError(f"stdout is no JSON: {error}\n{self}") from error

    def __str__(self):
        words = " ".join(self.arguments)
        return f"mcp-chat {words}\n-- stdout\n{self.stdout}\n-- stderr\n{self.stderr}"


class Person:
    """Someone who runs the binary in a home and a working directory of their own."""

    def __init__(self, name, score, binary, place, **environment):
        self.name, self.score = name, score
        self.binary, self.home = str(binary), str(place)
        basics = {"HOME": self.home, "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
        self.environment = {**basics, **environment}

    def run(self, *arguments, stdin=""):
        """Runs the binary with these arguments and pipes for everything."""
        try:
            done = subprocess.run(
                [self.binary, *arguments],
                input=stdin.encode(),
                capture_output=True,
                timeout=RUN_LIMIT,
                cwd=self.home,
                env=self.environment,
            )
        except subprocess.TimeoutExpired as late:
            printed = [(text or b"").decode(errors="replace") for text in (late.output, late.stderr)]
            run = Run(arguments, None, *printed)
            raise AssertionError(f"no end after {RUN_LIMIT} s\n{run}") from None
        return Run(arguments, done.returncode, done.stdout.decode(), done.stderr.decode())

    def has_tools(self, names, others):
        """Asserts that the server's tools are these, or with `others` that these are among them."""
        found = {tool["name"] for tool in self.run("tools", "--json").expect(0).json()}
        assert set(names) <= found and (others or set(names) == found), sorted(found)

    def check(self, what, trial):
        """Counts a check of any kind."""
        self.score.check(f"{self.name}: {what}", trial)

    def tries(self, what, arguments, status, stdout=None, stdin="", **wanted):
        """Counts the check that a run ends so."""
        self.check(what, lambda: self.run(*arguments, stdin=stdin).expect(status, stdout, **wanted))


class Score:
    """Counts the checks and prints a line for each."""

    def __init__(self):
        self.passed, self.failed = 0, 0

    def check(self, name, trial):
        """Runs one check; a failure is printed and the rest goes on."""
        if self.survives(name, trial):
            self.passed += 1
            print(f"ok - {name}", flush=True)

    def survives(self, name, trial):
        """Runs something that is no check itself, such as a group; counts only its failure."""
        try:
            trial()
        except Exception as error:  # whatever went wrong is a failure
            self.failed += 1
            known = isinstance(error, AssertionError)
            detail = str(error) if known else traceback.format_exc()
            print(f"not ok - {name}")
            print("".join(f"    {line}\n" for line in detail.splitlines()), end="", flush=True)
            return False
        return True


def home():
    """Returns a temporary home, to be used in a `with`."""
    return tempfile.TemporaryDirectory(prefix="mcp-chat-interop-")
