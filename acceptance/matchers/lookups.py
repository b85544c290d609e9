"""Assertions about the tasks that were found, and about counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from acceptance.contract.values import Filter, TaskField, TaskState
from acceptance.contract.views import TaskView
from acceptance.contract.words import names_in, wire_word
from acceptance.errors import TargetFaultError
from acceptance.matchers.findings import Finding, listed
from acceptance.scenario.task_queries import TaskQueries
from acceptance.scenario.tasks import Task

FILTERED: Final = {
    Filter.KIND: TaskField.KIND,
    Filter.SPECIALIST: TaskField.SPECIALIST,
    Filter.COMPLEXITY: TaskField.COMPLEXITY,
}


def finds_exactly(expected: Sequence[str], *, among: str | None = None) -> Finding[TaskQueries]:
    """The tasks found are exactly these, each once; with `among`, the family beyond which others do not count."""
    return Finding(
        f"exactly {listed(expected)} are found" + (f' of "{among}"' if among else ""),
        lambda queries: queries.names(queries.found, queries.family(among) if among else None),
        lambda found: sorted(found) == sorted(expected),
        lambda queries, found: f"found were {listed(found)}",
    )


def finds_in_order(expected: Sequence[str]) -> Finding[TaskQueries]:
    """The tasks found come in an order."""
    return Finding(
        f"they come in the order {listed(expected)}",
        lambda queries: queries.names(queries.found),
        lambda found: list(found) == list(expected),
        lambda queries, found: f"they came in the order {listed(found)}",
    )


def finds_only(name: Filter, content: str) -> Finding[TaskQueries]:
    """Every task found has what was looked for."""
    wanted = {wire_word(word) for word in names_in(content)}
    return Finding(
        f'every task found has the {name} "{content}"',
        lambda queries: [view for view in queries.found if _filtered(view, name) not in wanted],
        lambda strays: not strays,
        lambda queries, strays: f"{listed(queries.names(strays))} were found, and have not",
    )


def brings_along(task: Task, *, along: bool = True) -> Finding[TaskQueries]:
    """The task comes along with what was found, as a child or in the list itself; or it does not."""
    return Finding(
        f'"{task.name}" {"comes" if along else "does not come"} along',
        lambda queries: [one.identity for view in queries.found for one in (view, *view.children)],
        lambda found: (task.identity in found) is along,
        lambda queries, found: f"{len(found)} tasks came, and it was {'not ' if along else ''}among them",
    )


def brings_the_artifact_of(task: Task, *, along: bool = True) -> Finding[TaskQueries]:
    """The task was found, together with its artifact or without it."""
    return Finding(
        f'the artifact of "{task.name}" {"comes" if along else "does not come"} along',
        lambda queries: [bool(view.artifacts) for view in queries.found if view.identity == task.identity],
        lambda found: found == [along],
        lambda queries, found: (
            f"it was found {'without' if along else 'with'} an artifact" if found else "it was not found"
        ),
    )


def finds_so_many(count: int) -> Finding[TaskQueries]:
    """So many tasks were found."""
    return Finding(
        f"{count} tasks are found",
        lambda queries: len(queries.found),
        lambda found: found == count,
        lambda queries, found: f"{found} were found",
    )


def holds_each_once(count: int) -> Finding[TaskQueries]:
    """The pages together hold so many tasks, and no task twice."""
    return Finding(
        f"the pages together hold {count} tasks, each once",
        lambda queries: [view.identity for view in queries.found],
        lambda found: len(found) == len(set(found)) == count,
        lambda queries, found: f"they hold {len(found)}, of which {len(set(found))} are different",
    )


def has_pages_of(sizes: Sequence[int]) -> Finding[TaskQueries]:
    """The pages hold so many tasks each; an empty last page does not count."""
    return Finding(
        f"the pages hold {', '.join(map(str, sizes))} tasks",
        lambda queries: [len(reply.tasks) for reply in queries.answer if reply.tasks],
        lambda found: list(found) == list(sizes),
        lambda queries, found: f"they hold {', '.join(map(str, found)) or 'none'}",
    )


def tells_the_count(count: int) -> Finding[TaskQueries]:
    """Every page tells how many tasks fit in all."""
    return Finding(
        f"the count told is {count} on every page",
        lambda queries: [reply.total for reply in queries.answer],
        lambda totals: set(totals) == {count},
        lambda queries, totals: f"told were {', '.join(map(str, totals))}",
    )


def counts_as_found(state: TaskState) -> Finding[TaskQueries]:
    """The count that was noted for a state is the number of tasks that can be found in it."""
    return Finding(
        f"the count of tasks {state} is the number found",
        lambda queries: (queries.counted.get(state), queries.number_found(state)),
        lambda pair: pair[0] == pair[1] and pair[1] > 0,
        lambda queries, pair: f"{pair[0]} were counted, and {pair[1]} found",
    )


def counts_differently(state: TaskState, difference: int) -> Finding[TaskQueries]:
    """The count for a state has moved by so much since it was noted."""
    return Finding(
        f"there are {difference:+} tasks {state} against the count that was noted",
        lambda queries: (_counted(queries.counted, state), _counted(queries.count(), state)),
        lambda pair: pair[1] - pair[0] == difference,
        lambda queries, pair: f"{pair[0]} were counted before, and {pair[1]} now",
    )


def _filtered(view: TaskView, name: Filter) -> str | None:
    if name is Filter.STATE:
        return view.state.wire if view.state else None
    found = view.values.get(FILTERED[name])
    return None if found is None else str(found)


def _counted(counts: dict[TaskState, int], state: TaskState) -> int:
    if state not in counts:
        raise TargetFaultError(f"the status does not tell how many tasks are {state}")
    return counts[state]
