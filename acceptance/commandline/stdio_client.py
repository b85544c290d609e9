"""One short talk with a server for one command: start it, call it, end it.

The SDK takes a second to import, which nobody waits for at each command: over standard input and output the protocol
is lines of JSON, and a command needs four of them.
"""

from __future__ import annotations

import json
import os
import queue
import select
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from time import monotonic, perf_counter
from types import TracebackType
from typing import IO, Any, Final, Protocol, Self

from acceptance.contract.calls import ToolResult
from acceptance.errors import BrokenProtocolError, ConnectFailedError, ConnectionLostError, NoAnswerError
from acceptance.targets.target import Target

GENERATION: Final = "2025-06-18"
# What reaches a server of a person's environment, as with every client of the SDK.
INHERITED: Final = ("HOME", "LOGNAME", "PATH", "SHELL", "TERM", "USER")
LAST_WORDS_LINES: Final = 8
TOOL_PAGES: Final = 50
LONGEST_LINE: Final = 64
READY_SECONDS: Final = 20.0


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
    from acceptance.commandline.http_talk import HttpTalk  # noqa: PLC0415

    return HttpTalk(target, workspace)


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
        self._target = target
        self._workspace = workspace
        self._fork_server = fork_server
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        self._process: Process
        self._count = 0

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
            raise BrokenProtocolError(f"what came from {tool} is no result that the protocol allows")
        parts = [part for part in result["content"] if isinstance(part, dict)]
        text = "\n".join(str(part.get("text")) for part in parts if part.get("type") == "text")
        structured = result.get("structuredContent")
        fields = structured if isinstance(structured, dict) else None
        return ToolResult(text, fields, bool(result.get("isError")), elapsed)

    def _start(self) -> Process:
        environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
        environment |= self._target.environment
        if self._fork_server is not None and self._target.warm:
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
        client = {"name": "orchestrator-acceptance", "version": "1"}
        hello = {"protocolVersion": GENERATION, "capabilities": {}, "clientInfo": client}
        answer = self._ask("initialize", hello, bound)
        if "error" in answer:
            raise BrokenProtocolError(f"it refused the handshake: {message_of(answer['error'])}")
        self._send({"jsonrpc": "2.0", "method": "notifications/initialized"})
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
        self._send({"jsonrpc": "2.0", "id": self._count, "method": method, "params": parameters})
        until = monotonic() + seconds
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, until - monotonic()))
            except queue.Empty:
                raise NoAnswerError(f"{method} was not answered within {seconds:g} s") from None
            if line is None:
                raise ConnectionLostError(f"it ended before it answered {method}")
            with suppress(ValueError):
                message = json.loads(line)
                if isinstance(message, dict) and message.get("id") == self._count and "method" not in message:
                    return message

    def _send(self, message: dict[str, Any]) -> None:
        stdin = self._process.stdin
        # A server that is gone is told of where its answer is waited for.
        with suppress(OSError, ValueError):
            if stdin is not None:
                stdin.write(json.dumps(message).encode() + b"\n")
                stdin.flush()

    def _read(self, stdout: IO[bytes] | None) -> None:
        with suppress(OSError, ValueError):
            for line in stdout or ():
                self._lines.put(line)
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
        return f"Run its command by hand to see why: {' '.join(self._target.command)}"

    def _last_words(self) -> str:
        self._stderr.seek(0)
        lines = self._stderr.read().decode("utf-8", "replace").splitlines()[-LAST_WORDS_LINES:]
        return "\nIts last words:\n" + "\n".join(lines) if lines else ""


class Forked:
    """A server forked by a process that has imported it already (see `acceptance.transport.fork_server`)."""

    def __init__(
        self,
        fork_server: Path,
        command: tuple[str, ...],
        folder: Path,
        environment: Mapping[str, str],
        stderr: IO[bytes],
    ) -> None:
        """Have it forked.

        Raises:
            OSError: the process that forks is gone.
        """
        self._status = socket.socket(socket.AF_UNIX)
        self._status.connect(str(fork_server))
        (its_input, to_it), (from_it, its_output) = os.pipe(), os.pipe()
        request = {"arguments": list(command[2:]), "cwd": str(folder), "environment": dict(environment)}
        socket.send_fds(self._status, [json.dumps(request).encode()], [its_input, its_output, stderr.fileno()])
        for descriptor in (its_input, its_output):
            os.close(descriptor)
        self.pid = int(self._line(READY_SECONDS) or b"0")
        self.stdin: IO[bytes] | None = os.fdopen(to_it, "wb")
        self.stdout: IO[bytes] | None = os.fdopen(from_it, "rb")

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, which the process that forked it tells."""
        told = self._line(timeout)
        if told is None:
            raise subprocess.TimeoutExpired("forked", timeout or 0)
        return int(told) if told else -signal.SIGKILL

    def _line(self, seconds: float | None) -> bytes | None:
        """What the process that forks says next, which comes in one piece; None: nothing within the time."""
        readable, _, _ = select.select([self._status], [], [], seconds)
        return self._status.recv(LONGEST_LINE).strip() if readable else None


def message_of(error: Any) -> str:
    """What an error of the protocol says."""
    return str(error.get("message") or error) if isinstance(error, dict) else str(error)


def signal_group(pid: int, number: signal.Signals) -> None:
    """Send a signal to a server and all its children, as far as they are still there."""
    with suppress(ProcessLookupError, PermissionError):
        if pid > 0:
            os.killpg(pid, number)
