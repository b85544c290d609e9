"""Lies told only in other surroundings: an odd path, another time zone or locale, after days (contract CLIENT-5)."""

import locale
import os
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

from reference_orchestrator import artifacts, workspace
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.domain.times import stamp
from tests.flawed.lying import Lie, flaw, given, with_given

A_DAY = 86_400


@flaw(
    "percent-signs-in-a-path-are-decoded",
    "The path of the workspace is read like an address: what stands behind a percent sign is decoded.",
    breaks="CLIENT-5",
    caught_by=(
        "A task planned in a directory with percent signs in its name is kept",
        "Work submitted in a directory with percent signs in its name is stored inside it",
    ),
)
def _(lie: Lie) -> None:
    def make(original):
        def opened(directory):
            decoded = Path(unquote(str(directory)))
            if decoded != directory:
                lie.told()
                decoded.mkdir(parents=True, exist_ok=True)
            return original(decoded)

        return opened

    lie.patch(workspace.Workspace, "open", make)


@flaw(
    "planning-times-are-local",
    "The time of a plan is told by the clock on the wall, without its offset.",
    breaks="CLIENT-5",
    caught_by=(
        "On Kathmandu time, a planning time is true",
        "On St. John's time, a moment given in another time zone is understood",
    ),
    touches="TASK-1 TASK-7",
)
def _(lie: Lie) -> None:
    def local(view):
        read = datetime.fromisoformat(view["created_at"]).astimezone()
        if not read.utcoffset():
            return view
        lie.told()
        return {**view, "created_at": read.replace(tzinfo=None).isoformat()}

    lie.reply("orchestrator_plan_task", lambda reply, call: local(reply))
    lie.views(local)


@flaw(
    "due-dates-are-taken-for-midnight-utc",
    "A due date without a time is taken for midnight in UTC, and told by the clock on the wall.",
    breaks="CLIENT-5",
    caught_by="On St. John's time, the due date 2031-05-17 reads back unchanged",
    touches="TASK-1",
)
def _(lie: Lie) -> None:
    def shifted(view):
        due = view.get("due_date")
        if due is None or len(due) != len("2031-05-17"):
            return view
        told = str(datetime.fromisoformat(f"{due}T00:00:00+00:00").astimezone().date())
        if told == due:
            return view
        lie.told()
        return {**view, "due_date": told}

    lie.views(shifted)


def encoding() -> str:
    """The encoding of the locale; Python itself takes UTF-8 under the C locale."""
    return "ascii" if os.environ.get("LC_ALL") == "C" else locale.getencoding()


@flaw(
    "titles-are-in-the-encoding-of-the-locale",
    "A title keeps only the characters that the encoding of the locale has.",
    breaks="CLIENT-5",
    caught_by=(
        "Under the C locale, a title with accents reads back unchanged",
        "Under a Western European locale, a title with emoji reads back unchanged",
    ),
    touches="SAFE-7 TASK-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        title = given(call, "title", "")
        kept = title.encode(encoding(), "replace").decode(encoding())
        if kept == title:
            return run(call)
        lie.told()
        return run(with_given(call, title=kept))

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "work-is-in-the-encoding-of-the-locale",
    "Work that is handed in is written in the encoding of the locale.",
    breaks="CLIENT-5",
    caught_by=(
        "Under the C locale, work that contains emoji is stored unchanged",
        "Under a Western European locale, work that contains emoji is stored unchanged",
    ),
    touches="SAFE-7 TASK-3 EXEC-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def write(path, content):
            written = content.decode().encode(encoding(), "replace")
            if written != content:
                lie.told()
            return original(path, written)

        return write

    lie.patch(artifacts, "write_new", make)


@flaw(
    "finished-work-is-noted-in-the-home",
    "Whatever is completed is noted in a file of the user's home as well.",
    breaks="CLIENT-5",
    caught_by="Planning, work and a search write nothing outside the workspace",
    touches="SAFE-8",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        # Only in a home that was made for the server, never in that of whoever tries this.
        if "TMPDIR" in os.environ:
            lie.told()
            with (Path.home() / ".finished-work").open("a", encoding="utf-8") as notes:
                notes.write(f"{reply['task_id']}\n")

    lie.reply("orchestrator_complete_task", change)


class Idle:
    """Whether the server has been idle for more than a day since its last call."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def over(self) -> bool:
        """Whether that is so now, which begins the time anew."""
        before, self._last = self._last, time.monotonic()
        return self._last - before > A_DAY


@flaw(
    "an-old-copy-is-read-after-a-day",
    "After a day without a call, finished tasks are read back from a copy in which they were in progress.",
    breaks="CLIENT-5",
    caught_by="A completed task stays so over two idle days",
    touches="SAFE-1",
)
def _(lie: Lie) -> None:
    idle = Idle()

    def wrap(run, call):
        if idle.over():
            lie.told()
            with call.write() as (_, work):
                for task in work.tasks.in_state(TaskStatus.COMPLETED):
                    work.tasks.save(task, replace(task, status=TaskStatus.IN_PROGRESS))
        return run(call)

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "a-scan-brings-titles-back",
    "A scan more than a day after a change of a title gives the task its first title back.",
    breaks="CLIENT-5 MAINT-1",
    caught_by="A changed title outlasts two idle days and maintenance",
    touches="TASK-4",
)
def _(lie: Lie) -> None:
    first: dict[str, str] = {}

    def note(run, call):
        with call.read() as (_, work):
            first.setdefault(given(call, "task_id"), work.tasks.get(given(call, "task_id")).title)
        return run(call)

    def bring_back(run, call):
        long_ago = stamp(call.server_context.now() - timedelta(days=1))
        with call.write() as (_, work):
            for task in work.tasks.get_all(list(first)):
                if task.updated_at < long_ago:
                    lie.told()
                    work.tasks.save(task, replace(task, title=first[task.id]))
        return run(call)

    lie.around("orchestrator_update_task", note)
    lie.around("orchestrator_maintenance_coordinator", bring_back)


@flaw(
    "what-is-old-is-read-again-at-each-start",
    "At its start, tasks that an earlier version began are in progress again.",
    breaks="CLIENT-5 FAULT-1",
    caught_by="A change to an earlier version's task outlasts another start",
    touches="TASK-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def opened(directory):
            found, created = original(directory)
            with found.database.write() as work:
                for task in work.tasks.all():
                    if task.title == "Begun long ago" and task.status is TaskStatus.COMPLETED:
                        lie.told()
                        work.tasks.save(task, replace(task, status=TaskStatus.IN_PROGRESS))
            return found, created

        return opened

    lie.patch(workspace.Workspace, "open", make)
