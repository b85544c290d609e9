"""One short talk with a server for one command: start it, call it, end it.

The SDK takes a second to import, which nobody waits for at each command: over standard input and output the protocol
is lines of JSON, and a command needs four of them.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from time import monotonic, perf_counter
from types import TracebackType
from typing import IO, Any, Final, Protocol, Self

from platformdirs import user_state_path

from acceptance.commandline.forked import Forked
from acceptance.contract.calls import ToolResult
from acceptance.errors import BrokenProtocolError, ConnectFailedError, ConnectionLostError, NoAnswerError
from acceptance.messages.bounds import TOOL_PAGES, brief
from acceptance.messages.lines import LineAssembler
from acceptance.messages.reading import json_in
from acceptance.messages.unreadable import answered_identity, why_unreadable
from acceptance.supervision.process_table import MARKER
from acceptance.system.paths import NAME
from acceptance.targets.placing import placed, prepare
from acceptance.targets.secrets import redactor_for
from acceptance.targets.target import Target
from acceptance.transport.jsonrpc import INITIALIZED, hello, request, unsupported

# What reaches a server of a person's environment, as with every client of the SDK; and the marker of a run's servers.
INHERITED: Final = ("HOME", "LOGNAME", "PATH", "SHELL", "TERM", "USER", MARKER)
HOMES: Final = "homes"
"""Where the homes of servers are kept between two commands, where programs keep their state; one for each workspace."""
LAST_WORDS_LINES: Final = 8
# So many lines are taken in before they are looked at: a server that floods has to wait.
LINES_WAITING: Final = 1_000
PIECE_BYTES: Final = 65_536
LAST_WORDS_BYTES: Final = 16_384


class Speaking(Protocol):
    """A server that can be called, whichever way it is spoken to."""

    tools: list[dict[str, Any]]

    def call(self, tool: str, arguments: Mapping[str, Any]) -> ToolResult:
        """Call a tool and wait for its result."""


def speaking_to(target: Target, workspace: Path, fork_server: Path | None = None) -> AbstractContextManager[Speaking]:
    """A talk with a target in a workspace: in lines, or over HTTP."""
    if target.url is None:
        return StdioClient(target, workspace, fork_server)
    # Only here: the SDK takes a second to import.
    from acceptance.commandline.http_client import HttpClient  # noqa: PLC0415

    return HttpClient(target, workspace)


class Process(Protocol):
    """A server's process."""

    stdin: IO[bytes] | None
    stdout: IO[bytes] | None
    pid: int

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and return its exit code, or raise `subprocess.TimeoutExpired`."""


class StdioClient:
    """A server that is spoken to in lines, for as long as a `with` lasts.

    Attributes:
        tools: what it listed, by our names for the tools: names, descriptions, input schemas.
    """

    def __init__(self, target: Target, workspace: Path, fork_server: Path | None = None) -> None:
        """Describe the talk.

        Args:
            target: what is started.
            workspace: its working directory.
            fork_server: the socket of a process that forks servers of this target, where there is one.
        """
        self.tools: list[dict[str, Any]] = []
        self._target = placed(target, workspace, user_state_path(NAME, appauthor=False) / HOMES)
        self._workspace = workspace
        self._fork_server = fork_server
        self._lines: queue.Queue[bytes | None] = queue.Queue(LINES_WAITING)
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        self._process: Process
        self._count = 0
        self._redactor = redactor_for(target)

    def __enter__(self) -> Self:
        """Start the server, greet it, and ask for its tools.

        Raises:
            ConnectFailedError: it cannot be started, ended, or did not answer within its time.
        """
        try:
            self._process = self._start()
        except OSError as error:
            raise ConnectFailedError(
                f"{self._who()} could not be started: {error.strerror}. {self._try_it()}"
            ) from None
        threading.Thread(target=self._read, args=(self._process.stdout,), daemon=True).start()
        try:
            self._greet()
        except (ConnectionLostError, NoAnswerError, BrokenProtocolError) as fault:
            self._end()
            raise ConnectFailedError(f"{self._who()}: {fault}. {self._try_it()}{self._last_words()}") from None
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the server, whatever state it is in."""
        self._end()

    def call(self, tool: str, arguments: Mapping[str, Any]) -> ToolResult:
        """Call a tool and wait for its result; an error of the protocol is a refusal.

        Raises:
            NoAnswerError: nothing came within the target's bound.
            ConnectionLostError: the server ended.
            BrokenProtocolError: what came is no result.
        """
        started = perf_counter()
        try:
            named = {"name": self._target.own_name(tool), "arguments": dict(arguments)}
            answer = self._ask("tools/call", named, self._target.timeouts.call)
        except ConnectionLostError as lost:
            raise ConnectionLostError(f"{lost}{self._last_words()}") from None
        elapsed = (perf_counter() - started) * 1000
        if "error" in answer:
            return ToolResult(message_of(answer["error"]), None, True, elapsed)
        result = answer.get("result")
        if not isinstance(result, dict) or not isinstance(result.get("content"), list):
            raise BrokenProtocolError(f"what came from {tool} is not a result that the protocol allows")
        parts = [part for part in result["content"] if isinstance(part, dict)]
        text = "\n".join(str(part.get("text")) for part in parts if part.get("type") == "text")
        structured = result.get("structuredContent")
        fields = structured if isinstance(structured, dict) else None
        return ToolResult(text, fields, bool(result.get("isError")), elapsed)

    def _start(self) -> Process:
        environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
        environment |= self._target.environment
        prepare(self._target.prepare, self._workspace, environment)
        if self._fork_server is not None and (self._target.warm or self._target.preload):
            return Forked(self._fork_server, self._target.command, self._workspace, environment, self._stderr)
        return subprocess.Popen(
            self._target.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            cwd=self._workspace,
            env=environment,
            start_new_session=True,
        )

    def _greet(self) -> None:
        bound = self._target.timeouts.connect
        answer = self._ask("initialize", hello(), bound)
        if "error" in answer:
            raise BrokenProtocolError(f"it rejected the handshake: {brief(message_of(answer['error']))}")
        self._send(INITIALIZED)
        cursor: str | None = None
        for _ in range(TOOL_PAGES):
            answer = self._ask("tools/list", {"cursor": cursor} if cursor else {}, bound)
            page = answer.get("result")
            listed = page.get("tools") if isinstance(page, dict) else None
            if not isinstance(page, dict) or not isinstance(listed, list):
                raise BrokenProtocolError("it does not list its tools")
            sound = (one for one in listed if isinstance(one, dict) and isinstance(one.get("name"), str))
            self.tools += [{**one, "name": self._target.our_name(one["name"])} for one in sound]
            cursor = page.get("nextCursor")
            if not cursor:
                return

    def _ask(self, method: str, parameters: dict[str, Any], seconds: float) -> dict[str, Any]:
        self._count += 1
        self._send(request(self._count, method, parameters))
        until = monotonic() + seconds
        while True:
            left = until - monotonic()
            try:
                # Also where lines lie ready: a server that never stops to speak has to be left some time.
                line = self._lines.get(timeout=left) if left > 0 else b""
            except queue.Empty:
                line = b""
            if line is None:
                raise ConnectionLostError(f"it ended before it answered {method}")
            if not line:
                raise NoAnswerError(f"{method} was not answered within {seconds:g} s")
            if (message := self._message(line)) is not None:
                return message

    def _message(self, line: bytes) -> dict[str, Any] | None:
        """The answer in a line to what was asked last; `None` where it is something else.

        Raises:
            BrokenProtocolError: it is the answer, and cannot be read.
        """
        try:
            message = json_in(line)
        except ValueError as error:
            if answered_identity(line) == self._count:
                raise BrokenProtocolError(f"its answer cannot be read: {why_unreadable(line, error)}") from None
            return None
        if isinstance(message, dict) and message.get("id") == self._count and "method" not in message:
            # An operator's terminal is read by others too, and what a server tells back nobody asked for.
            answer: dict[str, Any] = self._redactor.tree(message)
            return answer
        if isinstance(message, dict) and (refusal := unsupported(message)) is not None:
            self._send(refusal)
        return None

    def _send(self, message: Mapping[str, Any]) -> None:
        stdin = self._process.stdin
        # A server that is gone is told of where its answer is waited for.
        with suppress(OSError, ValueError):
            if stdin is not None:
                stdin.write(json.dumps(dict(message)).encode() + b"\n")
                stdin.flush()

    def _read(self, stdout: IO[bytes] | None) -> None:
        lines = LineAssembler()
        with suppress(OSError, ValueError):
            while stdout is not None and (piece := os.read(stdout.fileno(), PIECE_BYTES)):
                for line in filter(bytes.strip, lines.feed(piece)):
                    self._lines.put(line)
        if rest := lines.rest().strip():
            self._lines.put(rest)
        self._lines.put(None)

    def _end(self) -> None:
        """Close the input, then terminate, then kill: each only when the one before did not do."""
        with suppress(OSError, ValueError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        grace = self._target.timeouts.close
        for number in (signal.SIGTERM, signal.SIGKILL, None):
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(grace)
                break
            if number is not None:
                signal_group(self._process.pid, number)
        # Always: a server that ended well may have left children in its group.
        signal_group(self._process.pid, signal.SIGKILL)

    def _who(self) -> str:
        return f'The target "{self._target.name}"'

    def _try_it(self) -> str:
        advice = f"\n{self._target.advice}" if self._target.advice else ""
        return f"Run its command by hand to see why: {' '.join(self._target.command)}{advice}"

    def _last_words(self) -> str:
        length = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, length - LAST_WORDS_BYTES))
        words = self._redactor.text(self._stderr.read().decode("utf-8", "replace"))
        lines = words.splitlines()[-LAST_WORDS_LINES:]
        return "\nIts last words:\n" + "\n".join(lines) if lines else ""


def message_of(error: Any) -> str:
    """What an error of the protocol says."""
    return str(error.get("message") or error) if isinstance(error, dict) else str(error)


def signal_group(pid: int, number: signal.Signals) -> None:
    """Send a signal to a server and all its children, as far as they are still there."""
    with suppress(ProcessLookupError, PermissionError):
        if pid > 0:
            os.killpg(pid, number)
