"""Lies about how a thing is given: with another offset, with special characters, as a boolean, by another way."""

import re
from dataclasses import replace
from pathlib import Path

from reference_orchestrator.domain import templates as domain
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.tools import tasks
from tests.flawed.lying import Lie, flaw, given, with_given

OFFSET = re.compile(r"([+-])(\d\d):(\d\d)$")
TIMES = ("created_after", "created_before")


def with_times(lie: Lie, change) -> None:
    """Search by other times than those that are given, where `change` makes another of one."""

    def wrap(run, call):
        times = {name: given(call, name) for name in TIMES if given(call, name)}
        changed = {name: change(time) for name, time in times.items()}
        if changed == times:
            return run(call)
        lie.told()
        return run(with_given(call, **changed))

    lie.around("orchestrator_query_tasks", wrap)


@flaw(
    "an-offset-is-ignored",
    "The offset of a time is ignored in a search.",
    breaks="TASK-7 VALID-4",
    caught_by="A search understands a moment given in another time zone",
)
def _(lie: Lie) -> None:
    with_times(lie, lambda time: OFFSET.sub("", time))


@flaw(
    "a-time-without-an-offset-is-of-another-zone",
    "A time without an offset is taken for one five hours behind UTC.",
    breaks="TASK-7 VALID-4",
    caught_by="A search understands a moment given in UTC without an offset",
)
def _(lie: Lie) -> None:
    with_times(lie, lambda time: time if OFFSET.search(time) or time.endswith("Z") else f"{time}-05:00")


def by_pattern(lie: Lie, sign: str, stands_for: str) -> None:
    """Take a sign in a search term for a wild card, as languages of queries do."""

    def make(original):
        def find(self, wanted, page):
            words = wanted.search_text
            if not words or sign not in words:
                return original(self, wanted, page)
            lie.told()
            pattern = re.compile(stands_for.join(map(re.escape, words.casefold().split(sign))), re.DOTALL)
            found = original(self, replace(wanted, search_text=None), replace(page, limit=10_000, offset=0))
            return [one for one in found if pattern.search(f"{one.title}\n{one.description}".casefold())]

        return find

    lie.patch(TaskTable, "find", make)


@flaw(
    "per-cent-is-a-wild-card",
    "A per cent sign in a search term stands for anything.",
    breaks="TASK-7 VALID-4",
    caught_by='A search for "50%" takes every character literally',
)
def _(lie: Lie) -> None:
    by_pattern(lie, "%", ".*")


@flaw(
    "an-underscore-is-a-wild-card",
    "An underscore in a search term stands for any character.",
    breaks="TASK-7 VALID-4",
    caught_by='A search for "file_nam" takes every character literally',
)
def _(lie: Lie) -> None:
    by_pattern(lie, "_", ".")


@flaw(
    "a-boolean-is-written-as-programs-do",
    "A boolean value is filled in with a capital letter.",
    breaks="TMPL-3",
    caught_by=(
        'The boolean value true appears in the text as "true"',
        'The boolean value false appears in the text as "false"',
    ),
)
def _(lie: Lie) -> None:
    def make(original):
        def written(value):
            if not isinstance(value, bool):
                return original(value)
            lie.told()
            return str(value)

        return written

    lie.patch(domain, "_written", make)


@flaw(
    "a-component-is-always-a-testers",
    "A subtask is assigned to the tester, whatever its plan says.",
    breaks="PLAN-3 TASK-1",
    caught_by="Error Scenarios keeps its planned specialist",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "parent_task_id") is None or given(call, "specialist_type") in (None, "tester"):
            return run(call)
        lie.told()
        return run(with_given(call, specialist_type="tester"))

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "what-was-done-before-holds-back",
    "A task is held back by a dependency that was completed before it was planned.",
    breaks="PLAN-4 TASK-2",
    caught_by="A task planned to depend on a completed task can be started",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, dependencies):
            original(task, dependencies)
            if any(one.updated_at < task.created_at for one in dependencies):
                lie.told()
                raise Refusal(f"The task {task.name} waits for a task that nobody works on any more.")

        return check

    lie.patch(tasks, "check_dependencies_finished", make)


@flaw(
    "a-session-by-a-path-is-told",
    "The status of a session is told by the path of a file, with what the file says.",
    breaks="SAFE-8",
    caught_by="The status request for a session named the absolute path of the secret is rejected",
    touches="SESSION-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal:
            path = Path(given(call, "session_id"))
            if not path.is_absolute() or not path.is_file():
                raise
            lie.told()
            raise Refusal(f"The session file is malformed: {path.read_text(encoding='utf-8')}") from None

    lie.around("orchestrator_session_status", wrap)


@flaw(
    "a-description-looks-everywhere",
    "A template is described from any category, whichever was named.",
    breaks="TMPL-1",
    caught_by="A shared template cannot be described from the user templates",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "category") is None:
            return run(call)
        lie.told()
        return run(with_given(call, category=None))

    lie.around("template_info", wrap)


@flaw(
    "backslashes-in-values-are-read",
    "A backslash in a template's value begins an escape sequence.",
    breaks="TMPL-3 SAFE-7",
    caught_by="A path with backslashes is inserted unchanged",
)
def _(lie: Lie) -> None:
    def make(original):
        def written(value):
            text = original(value)
            if "\\" not in text:
                return text
            lie.told()
            return text.replace("\\n", "\n").replace("\\t", "\t")

        return written

    lie.patch(domain, "_written", make)


@flaw(
    "invisible-characters-go",
    "A description that an update gives loses what cannot be seen in it.",
    breaks="TASK-4 SAFE-7",
    caught_by="A changed description with invisible characters reads back exactly as entered",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        text = given(call, "description") or ""
        seen = "".join(letter for letter in text if letter.isprintable())
        if seen == text:
            return run(call)
        lie.told()
        return run(with_given(call, description=seen))

    lie.around("orchestrator_update_task", wrap)


@flaw(
    "a-context-is-kept-in-ascii",
    "The texts of a context that an update gives keep only ASCII characters.",
    breaks="TASK-4 SAFE-7",
    caught_by="An expert named with emoji appears unchanged in the brief",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        context = given(call, "context") or {}
        plain = {
            name: value.encode("ascii", "replace").decode() if isinstance(value, str) else value
            for name, value in context.items()
        }
        if plain == context:
            return run(call)
        lie.told()
        return run(with_given(call, context=plain))

    lie.around("orchestrator_update_task", wrap)
