"""An operator at a shell: lines that are typed, each a process of its own, and what came of them."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

import yaml

from acceptance.confinement.paths import lies_inside
from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply
from acceptance.contract.views import SessionView
from acceptance.display import as_yaml, visible
from acceptance.errors import TargetError, TargetFaultError
from acceptance.evidence.evidence import Exchange
from acceptance.scenario.tasks import Task
from acceptance.supervision.process_table import MARKER
from acceptance.system.paths import PATHS
from acceptance.targets.choosing import read_target
from acceptance.targets.target import LEGACY, Transport

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState
    from acceptance.transport.connection import Connection

# Beyond the target's own bounds: the time in which the shell and the command itself begin.
MARGIN: Final = 20.0
# What the plan leaves open in its lines; tasks stand there as main_task_id or feature_integration_task_id.
PLACEHOLDERS: Final = {'{prp_info["title"]}': "Integration Testing", '{prp_info["complexity"]}': "complex"}
WORKSPACE: Final = "/path/to/project"
TASK: Final = re.compile(r"(?<==)(\w+)_task_id\b")
FLAG: Final = re.compile(r"(?<=\s)--(?:no-)?([a-z][a-z-]*)")
# How a target over HTTP is spoken to where its description says nothing about it.
NO_MANNERS: Final[Mapping[str, Any]] = {
    "protocol": LEGACY,
    "transport": Transport.STREAMABLE,
    "headers": {},
    "rename": {},
}
# What opens a session at a shell.
OPENING: Final = "orchestrator_initialize_session"
TITLE: Final = re.compile(r'--title="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that was typed, and what came of it.

    Attributes:
        line: as the shell got it.
        code: its exit code.
        output: what it printed.
        errors: what it printed to standard error.
    """

    line: str
    code: int
    output: str
    errors: str

    @property
    def tool(self) -> str:
        """The command's name, which is the tool's."""
        return self.line.split(maxsplit=1)[0]

    @property
    def reply(self) -> Reply:
        """What it printed, read as every reply is; what the command did not write as fields is words."""
        try:
            content = yaml.safe_load(self.output)
        except yaml.YAMLError:
            content = None
        # Prose may look like YAML: a line with a colon is one.
        is_fields = isinstance(content, dict) and visible(as_yaml(content)) == self.output.rstrip("\n")
        text = json.dumps(content, default=str) if is_fields else self.output
        return Reply(Call("line", self.tool), ToolResult(text, None, self.code != 0, 0.0))


class Shell:
    """The operator's shell, in a folder that is not the workspace.

    Attributes:
        folder: where the operator stands.
        typed: the lines so far.
    """

    def __init__(self, state: ScenarioState, folder: Path, fork_server: Path | None, marker: str) -> None:
        """Sit down at a shell; no session was initialised yet.

        Args:
            state: the scenario's.
            folder: where the operator stands; it is made.
            fork_server: the socket of the process that forks this target's servers, where there is one.
            marker: what the servers of the lines are known by.
        """
        self._marker = marker
        self.folder = folder
        self.typed: list[Typed] = []
        self._state = state
        self._fork_server = fork_server
        folder.mkdir(parents=True)

    @property
    def is_outside(self) -> bool:
        """Whether the operator's folder lies outside the workspace."""
        return not lies_inside(self.folder, Path(self._state.orchestrator.workspace))

    def type_lines(self, block: str) -> None:
        """Type the lines of a block one by one, its comments left out.

        Raises:
            NotOfferedError: the target does not list what a line needs.
            TargetFaultError: a placeholder stands for a task that was not planned, or a line did not end.
        """
        for line in block.splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                self.type(line.strip())

    def type(self, line: str, *, unlisted: bool = False) -> Typed:
        """Type one line, its placeholders filled; `unlisted`: also where the target lists no such thing.

        Raises:
            NotOfferedError: the target does not list what the line needs.
            TargetFaultError: a placeholder stands for a task that was not planned, or the line did not end.
        """
        line = self._filled(line)
        tool = line.split(maxsplit=1)[0]
        call = Call("line", tool, {name.replace("-", "_"): None for name in FLAG.findall(line)})
        if not unlisted:
            self._state.orchestrator.require(call)
        if tool != OPENING and not self.typed:
            self._open_session()
        started = perf_counter()
        typed = self._run(line)
        self.typed.append(typed)
        self._keep(typed, (perf_counter() - started) * 1000)
        if typed.code == 0:
            self._remember(typed)
        return typed

    def _open_session(self) -> None:
        """Open a session as an operator would, where no line does: without one a target may reject every command."""
        orchestrator = self._state.orchestrator
        if orchestrator.offers(Call("line", OPENING, {"working_directory": None})):
            self._run(f"{OPENING} --working-directory={shlex.quote(str(orchestrator.workspace))}")

    def last(self, tool: str) -> Typed:
        """The last line with a tool.

        Raises:
            TargetFaultError: there is none.
        """
        for typed in reversed(self.typed):
            if typed.tool == tool:
                return typed
        raise TargetFaultError(f"no line {tool} was typed")

    def opened_session(self) -> SessionView:
        """The session that a line opened last.

        Raises:
            TargetFaultError: no line opened one.
        """
        return self.last(OPENING).reply.session

    def read(self, tool: str) -> Reply:
        """Take what the last line with a tool printed for the scenario's last reply."""
        self._state.last_reply = reply = self.last(tool).reply
        return reply

    def _filled(self, line: str) -> str:
        for placeholder, words in PLACEHOLDERS.items():
            line = line.replace(placeholder, words)
        line = line.replace(WORKSPACE, shlex.quote(str(self._state.orchestrator.workspace)))
        return TASK.sub(lambda found: shlex.quote(self._identity(found[1])), line)

    def _identity(self, name: str) -> str:
        """The id of the task that a placeholder stands for."""
        tasks = self._state.tasks
        by_placeholder = {title.lower().replace(" ", "_"): task for title, task in tasks.items()}
        if name == "main" and tasks:
            return next(iter(tasks.values())).identity
        if name not in by_placeholder:
            printed = self.typed[-1].errors.strip() if self.typed else ""
            raise TargetFaultError(f"no line planned the task that {name}_task_id stands for. {printed}".strip())
        return by_placeholder[name].identity

    def _run(self, line: str) -> Typed:
        timeouts = self._state.orchestrator.connection.target.timeouts
        bound = timeouts.connect + timeouts.call + timeouts.close + MARGIN
        process = subprocess.Popen(
            line,
            shell=True,
            cwd=self.folder,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        )
        try:
            output, errors = process.communicate(timeout=bound)
        except subprocess.TimeoutExpired:
            raise TargetFaultError(f"the command did not end within {bound:g} s: {line}") from None
        finally:
            # Also on Ctrl-C: a termination has the command end its server.
            if process.poll() is None:
                process.terminate()
                process.wait()
        return Typed(line, process.returncode, output, errors)

    def _environment(self) -> Mapping[str, str]:
        path = os.pathsep.join((sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)))
        warm = {"ORCHESTRATOR_FORK_SERVER": str(self._fork_server)} if self._fork_server else {}
        inherited = {name: text for name, text in os.environ.items() if not name.startswith("ORCHESTRATOR_")}
        state = {"XDG_STATE_HOME": str(self.folder.parent / "state")}
        return {
            **inherited,
            **PATHS.variables(),
            **against(self._state.orchestrator.connection),
            **warm,
            **state,
            MARKER: self._marker,
            "PATH": path,
        }

    def _keep(self, typed: Typed, milliseconds: float) -> None:
        """Keep the line as evidence; whether the target answered is told by the exit code and by what it printed."""
        self._state.evidence.record(
            Exchange(
                scenario=self._state.evidence.scenario,
                tool=typed.tool,
                arguments={"line": typed.line},
                outcome=f"ended with {typed.code}",
                answered=typed.code == 0,
                milliseconds=milliseconds,
                reply={"output": typed.output, "errors": typed.errors},
            )
        )

    def _remember(self, typed: Typed) -> None:
        """Know the tasks that were planned by the scenario's names."""
        for title in TITLE.findall(typed.line):
            identity = typed.reply.planned.identity
            self._state.own(Task(self._state, title, title, reply=typed.reply, known_as=identity))


def against(connection: Connection) -> dict[str, str]:
    """The variables that tell a line its target.

    Where a server was started at an address of its own, and nothing but the address is needed to speak to it, the lines
    speak to that server. Else the target is told by its name, or by its command or address where it has no name.
    """
    # Only here: the SDK takes a second to import.
    from acceptance.transport.http.link import HttpLink  # noqa: PLC0415

    target, server = connection.target, connection.process
    if isinstance(server, HttpLink) and server.host is not None and replace(target, **NO_MANNERS) == target:
        return {"ORCHESTRATOR_COMMAND": server.url}
    try:
        known = read_target(PATHS.targets, target.name, None, cache=PATHS.cache) == target
    except TargetError:
        known = False
    return (
        {"ORCHESTRATOR_TARGET": target.name}
        if known
        else {"ORCHESTRATOR_COMMAND": target.url or shlex.join(target.command)}
    )
