"""Fresh flaws of the protocol, of durability and of concurrency."""

import sqlite3
import threading
from contextlib import suppress
from dataclasses import replace

from mcp.server.transport_security import TransportSecurityMiddleware

from reference_orchestrator import server, stdio
from reference_orchestrator.arguments import Schema
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.domain.transitions import Cause, check_transition
from reference_orchestrator.server_context import ServerContext
from reference_orchestrator.store import Database
from reference_orchestrator.tools import changes, tasks
from reference_orchestrator.views import task_now
from tests.flawed.fresh.declaring import fresh
from tests.flawed.lying import Lie, given

# The protocol


@fresh(
    "only-the-first-of-a-list-is-checked",
    "In a list of words only the first is held against the enumeration; unknown ones behind it are left out.",
    breaks="PROTO-2 TASK-7",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(self, arguments):
            checked = {}
            for name, value in arguments.items():
                words = self._properties.get(name, {}).get("items", {}).get("enum")
                kept = value
                if words and isinstance(value, list):
                    kept = [one for place, one in enumerate(value) if place == 0 or one in words]
                if kept != value:
                    lie.told()
                checked[name] = kept
            return original(self, checked)

        return check

    lie.patch(Schema, "check", make)


@fresh(
    "a-text-that-looks-like-a-number-is-one",
    'A call with the id "7" over standard input and output is answered under the id 7.',
    breaks="CLIENT-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def line(message):
            call_id = getattr(message, "id", None)
            if isinstance(call_id, str) and call_id.isascii() and call_id.isdigit():
                lie.told()
                message = message.model_copy(update={"id": int(call_id)})
            return original(message)

        return line

    lie.patch(stdio, "_line", make)


@fresh(
    "a-long-reply-is-cut-in-its-text",
    "The text of a reply ends after 50,000 characters, in the middle of the JSON; its structured content is whole.",
    breaks="CLIENT-1 CLIENT-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def run(tool, call):
            reply, text = original(tool, call)
            if len(text) > 50_000:
                lie.told()
                text = f"{text[:50_000]}…"
            return reply, text

        return run

    lie.patch(server, "_run", make)


@fresh(
    "a-host-that-begins-like-ours-is-let-in",
    "Over HTTP a Host is let in if it begins with a name of ours, as `localhost.example.com` does.",
    breaks="SAFE-9",
)
def _(lie: Lie) -> None:
    def make(original):
        def validate(self, host):
            if original(self, host):
                return True
            names = [one.removesuffix(":*") for one in self.settings.allowed_hosts]
            is_alike = bool(host) and host.startswith(tuple(names))
            if is_alike:
                lie.told()
            return is_alike

        return validate

    lie.patch(TransportSecurityMiddleware, "_validate_host", make)


# Durability and concurrency


@fresh(
    "a-second-server-writes-over-the-first",
    "An update writes back all values of the task as this process saw them last, over what another server wrote since.",
    breaks="SAFE-6",
)
def _(lie: Lie) -> None:
    seen = {}

    def wrap(run, call):
        run(call)
        with call.write() as (_, work):
            task = work.tasks.get(given(call, "task_id"))
            last = seen.get(task.id, task)
            kept = [name for name in changes._EDITABLE if name not in call.arguments]
            written = replace(task, **{name: getattr(last, name) for name in kept})
            if written != task:
                lie.told()
                work.tasks.save(task, written)
            seen[task.id] = work.tasks.get(task.id)
            return task_now(work, task.id)

    lie.around("orchestrator_update_task", wrap)


@fresh(
    "a-locked-store-is-not-waited-for",
    "A call that finds the store locked by another process is refused at once, rather than after some seconds.",
    breaks="SAFE-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def begin(self, connection, waits):
            try:
                original(self, connection, 0)
            except sqlite3.OperationalError:
                if waits:
                    lie.told()
                raise

        return begin

    lie.patch(Database, "_begin", make)


@fresh(
    "the-state-is-looked-at-before-the-lock",
    "Completing and cancelling look at the state of the task before they wait for the store, and not again behind it.",
    breaks="SAFE-6",
)
def _(lie: Lie) -> None:
    looked = threading.local()

    def before(wanted, cause):
        def wrap(run, call):
            with call.server_context.current().workspace.database.read() as work:
                task = work.tasks.get(given(call, "task_id"))
            check_transition(task, wanted, cause)
            looked.already = task.status
            try:
                return run(call)
            finally:
                looked.already = None

        return wrap

    def make(original):
        def check(task, after, cause):
            if getattr(looked, "already", None) is None:
                original(task, after, cause)
            elif looked.already is not task.status:
                lie.told()

        return check

    lie.patch(tasks, "check_transition", make)
    lie.patch(changes, "check_transition", make)
    lie.around("orchestrator_complete_task", before(TaskStatus.COMPLETED, Cause.COMPLETE))
    lie.around("orchestrator_cancel_task", before(TaskStatus.CANCELLED, Cause.CANCEL))


@fresh(
    "a-lock-file-outlives-a-signal",
    "A lock file beside the store is removed when the input ends, but is left there after SIGTERM and SIGINT.",
    breaks="SAFE-2",
)
def _(lie: Lie) -> None:
    signals = []

    def make_workspace(original):
        def workspace(self, directory):
            found = original(self, directory)
            directory.joinpath(".task_orchestrator", "orchestrator.lock").touch()
            return found

        return workspace

    def make_close(original):
        def close(self):
            original(self)
            if signals:
                lie.told()
                return
            for directory in self._open:
                with suppress(OSError):
                    directory.joinpath(".task_orchestrator", "orchestrator.lock").unlink(missing_ok=True)

        return close

    lie.patch(stdio, "_cancel_on_signal", lambda original: _noting(original, signals))
    lie.patch(ServerContext, "workspace", make_workspace)
    lie.patch(ServerContext, "close", make_close)


def _noting(original, signals):
    """What waits for signals, and notes each that came."""

    class Noting:
        def __init__(self, reading) -> None:
            self._reading = reading

        def cancel(self) -> None:
            signals.append(True)
            self._reading.cancel()

    async def watch(reading):
        await original(Noting(reading))

    return watch
