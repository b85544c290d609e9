"""Assertions about the tasks that were found, and about counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from acceptance.contract.values import Filter, TaskState
from acceptance.contract.words import names_in, wire_word
from acceptance.errors import TargetFaultError
from acceptance.matchers.findings import Finding, listed
from acceptance.scenario.task_queries import TaskQueries, told_of
from acceptance.scenario.tasks import Task


def finds_exactly(expected: Sequence[str], *, among: str | None = None) -> Finding[TaskQueries]:
    """The tasks found are exactly these, each once; with `among`, only the subtasks of that task count."""
    return Finding(
        (f'of the subtasks of "{among}", ' if among else "") + f"the search finds exactly {listed(expected)}",
        lambda queries: _names(queries, expected, among),
        lambda found: sorted(found) == sorted(expected),
        lambda queries, found: f"it finds {listed(found)}",
    )


def _names(queries: TaskQueries, expected: Sequence[str], among: str | None) -> list[str]:
    queries.require_planned(expected)
    return queries.names(queries.found, queries.family(among) if among else None)


def finds_in_order(expected: Sequence[str]) -> Finding[TaskQueries]:
    """The tasks found are in an order; tasks of one moment, told to the second, are in any (contract, "Precision")."""
    return Finding(
        f"the tasks found are in the order {listed(expected)}",
        lambda queries: (queries.names(queries.found), [view.created for view in queries.found]),
        lambda found: _in_order(found[0], found[1], expected),
        lambda queries, found: f"they are in the order {listed(found[0])}",
    )


def finds_only(name: Filter, content: str) -> Finding[TaskQueries]:
    """Every task found matches the filter."""
    wanted = {wire_word(word) for word in names_in(content)}
    return Finding(
        f'every task found has the {name} "{content}"',
        lambda queries: [one for one in queries.found if told_of(queries.in_full(one, name), name) not in wanted],
        lambda strays: not strays,
        lambda queries, strays: f"it also finds {listed(queries.names(strays))}",
    )


def returns_subtask(task: Task, *, returned: bool = True) -> Finding[TaskQueries]:
    """The search returned the task with its parent or in the list itself; or it did not."""
    return Finding(
        f'the search {"returns" if returned else "does not return"} the subtask "{task.name}"',
        lambda queries: [one.identity for view in queries.found for one in (view, *view.children)],
        lambda found: (task.identity in found) is returned,
        lambda queries, found: f"it returns {len(found)} tasks, and this is {'not ' if returned else ''}one of them",
    )


def returns_the_artifact_of(task: Task, *, returned: bool = True) -> Finding[TaskQueries]:
    """The search returned the task, with its parent or in the list itself, with its artifact or without it."""
    return Finding(
        f'the search {"returns" if returned else "does not return"} the artifact of "{task.name}"',
        lambda queries: [
            bool(one.artifacts)
            for view in queries.found
            for one in (view, *view.children)
            if one.identity == task.identity
        ],
        lambda found: found == [returned],
        lambda queries, found: (
            f"it was returned {'without' if returned else 'with'} an artifact" if found else "it was not returned"
        ),
    )


def finds_so_many(count: int) -> Finding[TaskQueries]:
    """This number of tasks was returned."""
    return Finding(
        f"the search returns {count} tasks",
        lambda queries: len(queries.found),
        lambda found: found == count,
        lambda queries, found: f"it returns {found}",
    )


def holds_each_once(count: int) -> Finding[TaskQueries]:
    """The pages together contain this number of tasks, and no task twice."""
    return Finding(
        f"the pages contain {count} tasks, each exactly once",
        lambda queries: [view.identity for view in queries.found],
        lambda found: len(found) == len(set(found)) == count,
        lambda queries, found: f"they contain {len(found)} tasks, of which {len(set(found))} are different",
    )


def has_pages_of(sizes: Sequence[int]) -> Finding[TaskQueries]:
    """The pages have these sizes; an empty last page does not count."""
    return Finding(
        f"the pages contain {', '.join(map(str, sizes))} tasks",
        lambda queries: [len(reply.tasks) for reply in queries.answer if reply.tasks],
        lambda found: list(found) == list(sizes),
        lambda queries, found: f"they contain {', '.join(map(str, found)) or 'no tasks'}",
    )


def shows_the_total(count: int) -> Finding[TaskQueries]:
    """Every page shows how many tasks match in all."""
    return Finding(
        f"every page shows a total of {count}",
        lambda queries: [reply.total for reply in queries.answer],
        lambda totals: set(totals) == {count},
        lambda queries, totals: f"the totals are {', '.join(map(str, totals))}",
    )


def holds_the_noted_number() -> Finding[TaskQueries]:
    """There are as many tasks outside the archive as were noted."""
    return Finding(
        "the number of tasks is unchanged",
        lambda queries: (queries.noted, queries.number_of_tasks()),
        lambda pair: pair[0] == pair[1],
        lambda queries, pair: f"there were {pair[0]} tasks, and there are {pair[1]} now",
    )


def counts_as_found(state: TaskState) -> Finding[TaskQueries]:
    """The count that was noted for a state is the number of tasks that can be found in it."""
    return Finding(
        f"the count of tasks that are {state} matches the search",
        lambda queries: (queries.counted.get(state), queries.number_found(state, queries.counted.get(state))),
        lambda pair: pair[0] == pair[1] and pair[1] > 0,
        lambda queries, pair: f"the count is {pair[0]}, and the search finds {pair[1]}",
    )


def counts_differently(state: TaskState, difference: int) -> Finding[TaskQueries]:
    """The count of a state has changed by this number since it was noted."""
    return Finding(
        f"the count of {state} tasks has changed by {difference:+}",
        lambda queries: (_counted(queries.counted, state), _counted(queries.count(), state)),
        lambda pair: pair[1] - pair[0] == difference,
        lambda queries, pair: f"the count was {pair[0]}, and is {pair[1]} now",
    )


def _in_order(names: Sequence[str], moments: Sequence[str | None], expected: Sequence[str]) -> bool:
    """Whether names are in an order, but for those whose moments are the same and whole seconds."""
    if sorted(names) != sorted(expected):
        return False
    places = [list(expected).index(name) for name in names]
    swapped = [(one, two) for one in range(len(places)) for two in range(one) if places[two] > places[one]]
    return all(moments[one] == moments[two] and _whole_second(moments[one]) for one, two in swapped)


def _whole_second(moment: str | None) -> bool:
    return moment is not None and re.search(r"[.,]\d", moment) is None


def _counted(counts: dict[TaskState, int], state: TaskState) -> int:
    if state not in counts:
        raise TargetFaultError(f"the status does not show how many tasks are {state}")
    return counts[state]
