"""Flaws in sessions, templates, the protocol and the server itself."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from mcp.server.transport_security import TransportSecurityMiddleware
from starlette.responses import Response

from reference_orchestrator import documents, serving
from reference_orchestrator import stdio as protocol
from reference_orchestrator.domain import templates as forms
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.sessions import SessionState
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.http.address import PATH
from reference_orchestrator.http.worker import WithoutServerStream
from reference_orchestrator.server_context import ServerContext
from reference_orchestrator.store import Database
from reference_orchestrator.store.count_buckets import CountBuckets
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.template_folder import Category, TemplateFolder
from reference_orchestrator.toolbox import Call, Reply
from reference_orchestrator.tools import control, sessions
from reference_orchestrator.workspace import STORE, has_store
from tests.flawed.lying import Lie, Run
from tests.flawed.third.declaring import third

INTERRUPTED: Final = 130


@third(
    "blocked-tasks-do-not-keep-a-session",
    "Cleanup takes an old session whose open tasks are blocked.",
    breaks="SESSION-3",
)
def _(lie: Lie) -> None:
    def is_taken(taken: Any) -> Any:
        def without_blocked(state: SessionState, *others: Any) -> bool:
            counts = {**state.counts, TaskStatus.BLOCKED: 0}
            lenient: bool = taken(replace(state, counts=counts), *others)
            if lenient and not taken(state, *others):
                lie.told()
            return lenient

        return without_blocked

    lie.patch(sessions, "is_taken", is_taken)


@third(
    "variables-in-paths-are-filled-in",
    "`$NAME` in a working directory is filled from the environment.",
    breaks="SESSION-1",
)
def _(lie: Lie) -> None:
    def expanded(make: Any) -> Any:
        def filled(given: str | None, home: Path) -> Path:
            wanted = os.path.expandvars(given) if given else given
            if wanted != given:
                lie.told()
            directory: Path = make(wanted, home)
            return directory

        return filled

    lie.patch(sessions, "make_directory", expanded)


@third(
    "a-refused-session-ends-the-current-one",
    "A session that cannot be initialised leaves the process in its own directory.",
    breaks="SESSION-1",
)
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        try:
            return run(call)
        except Refusal:
            context: ServerContext = call.server_context
            current = context.current_if_known()
            if current and current.workspace.directory != context.home:
                lie.told()
                context._current = None
            raise

    lie.around("orchestrator_initialize_session", wrap)


@third("health-asks-at-home", "Health asks the store of the server's own directory.", breaks="CTRL-1 SAFE-4")
def _(lie: Lie) -> None:
    def at_home(asked: Any) -> Any:
        def ask(context: ServerContext) -> tuple[bool, str | None, int | None]:
            current = context.current_if_known()
            if not current or current.workspace.directory == context.home or not has_store(context.home):
                answer: tuple[bool, str | None, int | None] = asked(context)
                return answer
            lie.told()
            try:
                return True, None, Database.probe(context.home / STORE)
            except Refusal as refusal:
                return False, str(refusal), None

        return ask

    lie.patch(control, "_ask_store", at_home)


@third(
    "counts-are-of-this-process", "Counts are remembered until this process changes a task.", breaks="STATUS-1 SAFE-6"
)
def _(lie: Lie) -> None:
    known: list[Mapping[TaskStatus, int]] = []

    def counts(counted: Any) -> Any:
        def remembered(self: CountBuckets) -> Mapping[TaskStatus, int]:
            now: Mapping[TaskStatus, int] = counted(self)
            if not known:
                known.append(now)
            if known[0] != now:
                lie.told()
            return known[0]

        return remembered

    def forgetting(change: Any) -> Any:
        def forgotten(self: TaskTable, *arguments: Any) -> Any:
            known.clear()
            return change(self, *arguments)

        return forgotten

    lie.patch(CountBuckets, "counts", counts)
    for name in ("add_all", "save", "remove"):
        lie.patch(TaskTable, name, forgetting)


@third(
    "defaults-that-are-false-are-none",
    "A parameter's default of 0, false or an empty list is left blank.",
    breaks="TMPL-3",
)
def _(lie: Lie) -> None:
    def values(read: Any) -> Any:
        def truthy(self: forms.Template, given: Any) -> dict[str, object]:
            found: dict[str, object] = read(self, given)
            lost = [name for name, value in found.items() if name not in given and not value and value != ""]
            if lost:
                lie.told()
            return {**found, **dict.fromkeys(lost, "")}

        return truthy

    lie.patch(forms.Template, "_values", values)


@third(
    "overwriting-takes-the-users", "Overwriting a shared template overwrites the user's of that name.", breaks="TMPL-1"
)
def _(lie: Lie) -> None:
    def write(written: Any) -> Any:
        def both(self: TemplateFolder, template_id: str, category: Category, content: str) -> None:
            has_both = all(self.exists(template_id, one) for one in (Category.SHARED, Category.USER))
            written(self, template_id, category, content)
            if has_both and category is Category.SHARED:
                lie.told()
                written(self, template_id, Category.USER, content)

        return both

    lie.patch(TemplateFolder, "write", write)


@third("the-longest-value-is-too-long", "A value of exactly a parameter's max_length is refused.", breaks="TMPL-3")
def _(lie: Lie) -> None:
    def check(checked: Any) -> Any:
        def shorter(name: str, rules: Mapping[str, Any], value: object) -> None:
            if isinstance(value, str) and len(value) == rules.get("max_length"):
                lie.told()
                raise Refusal(f"The parameter {name} is too long: it must be shorter than {len(value)} characters.")
            checked(name, rules, value)

        return shorter

    lie.patch(forms, "_check_value", check)


@third("call-zero-is-not-answered", "A call with the id 0 gets no answer.", breaks="CLIENT-1 PROTO-3")
def _(lie: Lie) -> None:
    def hand_on(handed: Any) -> Any:
        def without_zero(self: protocol.StdioLoop, line: bytes) -> None:
            try:
                message = protocol.read_line(line) if line.strip() else None
            except protocol.BadLine:
                message = None
            if isinstance(message, protocol.JSONRPCRequest) and message.id == 0 and message.method == "tools/call":
                lie.told()
                return
            handed(self, line)

        return without_zero

    lie.patch(protocol.StdioLoop, "_hand_on", hand_on)


@third("an-interrupt-ends-with-130", "A server that is interrupted ends with code 130.", breaks="SAFE-2")
def _(lie: Lie) -> None:
    def serve(served: Any) -> Any:
        def interrupted(home: Path) -> None:
            seen: list[int] = []

            def watch(cancel: Any) -> Any:
                async def watched(reading: Any) -> None:
                    with protocol.anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
                        async for number in signals:
                            seen.append(number)
                            reading.cancel()

                return watched

            lie.patch(protocol, "_cancel_on_signal", watch)
            served(home)
            if signal.SIGINT in seen:
                lie.told()
                raise SystemExit(INTERRUPTED)

        return interrupted

    lie.patch(serving, "serve", serve)


@third(
    "documents-follow-links", "A handover is written through a link that leads out of the workspace.", breaks="SAFE-8"
)
def _(lie: Lie) -> None:
    def own_path(checked: Any) -> Any:
        def followed(workspace: Path, relative: Path) -> Path:
            path = workspace / relative
            if path.resolve().is_relative_to(workspace):
                return path
            lie.told()
            return path

        return followed

    lie.patch(documents, "own_path", own_path)


@third(
    "a-closed-connection-lives-on", "A session over HTTP that its client ended goes on answering.", breaks="CLIENT-1"
)
def _(lie: Lie) -> None:
    def call(called: Any) -> Any:
        async def without_end(self: WithoutServerStream, scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http" and scope["method"] == "DELETE" and scope["path"] == PATH:
                lie.told()
                await Response(status_code=200)(scope, receive, send)
                return
            await called(self, scope, receive, send)

        return without_end

    lie.patch(WithoutServerStream, "__call__", call)


@third("a-page-from-nowhere-is-let-in", "A call from a page whose origin is `null` is let in.", breaks="SAFE-9")
def _(lie: Lie) -> None:
    def validate(validated: Any) -> Any:
        def lenient(self: TransportSecurityMiddleware, origin: str | None) -> bool:
            if origin == "null":
                lie.told()
                return True
            return bool(validated(self, origin))

        return lenient

    lie.patch(TransportSecurityMiddleware, "_validate_origin", validate)
