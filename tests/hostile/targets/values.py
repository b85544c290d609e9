"""Targets whose replies have values that nobody expects: of other kinds, beyond all calendars, or in hiding colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Any, Final

from tests.hostile.aftermath import Aftermath
from tests.hostile.declaring import Hostility, hostile

PLANNED: Final = "A planned task is pending"
SEARCHED: Final = (
    "A search understands a moment given in another time zone (ways of giving a moment 1)",
    "A search understands a moment given in UTC without an offset (ways of giving a moment 4)",
)
COUNTED: Final = (
    "Planning a task raises the count of pending tasks by one",
    "A session has an identifier and reports its directory",
)
READ_BACK: Final = (
    "A changed description with invisible characters reads back exactly as entered (special characters 16)"
)
TOOLS: Final = (
    "orchestrator_plan_task",
    "orchestrator_execute_task",
    "orchestrator_complete_task",
    "orchestrator_query_tasks",
    "orchestrator_get_status",
    "orchestrator_update_task",
    "orchestrator_cancel_task",
    "orchestrator_synthesize_results",
    "orchestrator_initialize_session",
    "orchestrator_health_check",
    "orchestrator_maintenance_coordinator",
)
CONCEALED: Final = "\x1b[8m\x1b[30;40m"
"""What a terminal obeys by showing nothing that follows."""


def exchange(lie: Hostility, chosen: Callable[[str, Any], bool], values: Sequence[Any]) -> None:
    """Put these values, one after the other, in the places of those that are chosen by their name and themselves."""
    following = cycle(values)

    def walk(name: str, value: Any) -> Any:
        if chosen(name, value):
            return next(following)
        if isinstance(value, dict):
            return {inner: walk(inner, content) for inner, content in value.items()}
        return [walk(name, content) for content in value] if isinstance(value, list) else value

    for tool in TOOLS:
        lie.reply(tool, lambda reply, call: {name: walk(name, content) for name, content in reply.items()})


def time_is_told(left: Aftermath) -> None:
    """The scenarios that read a time fail, and say so."""
    messages = [left.scenario(name).message for name in SEARCHED]
    assert all("when the task was planned" in one or "no calendar" in one for one in messages), messages


@hostile(
    "times-beyond-all-calendars",
    "Every moment of a reply is the first or last of all calendars, where another time zone has no such day.",
    scenarios=SEARCHED,
    holds=time_is_told,
)
def _(lie: Hostility) -> None:
    moments = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59", "12026-02-30T25:61:61Z")
    exchange(lie, lambda name, _: name.endswith(("_at", "_date")), moments)


@hostile(
    "ids-of-all-kinds",
    "Every identifier of a reply is a list, an object, a truth, a number of 400 digits, a NUL, or nothing.",
    scenarios=(PLANNED, *COUNTED),
)
def _(lie: Hostility) -> None:
    values = ([1], {"a": 1}, True, None, 10**400, -0.0, "", "\0", "__proto__")
    exchange(lie, lambda name, _: name.endswith("id"), values)


@hostile(
    "numbers-of-all-kinds",
    "Every number of a reply is of 4,000 digits, below zero, a fraction, a truth, a text, a list, or nothing.",
    scenarios=(PLANNED, *COUNTED),
)
def _(lie: Hostility) -> None:
    values = (10**300, -1, 1.5, True, "7", None, [3], {"count": 4}, 10**4000)
    exchange(lie, lambda _, value: type(value) in {int, float}, values)


@hostile(
    "lists-of-all-kinds",
    "Every list of a reply is a text, a number, an object, a truth, nothing, or holds what nobody expects in it.",
    scenarios=(PLANNED, *COUNTED, "A search without a state filter includes failed tasks"),
)
def _(lie: Hostility) -> None:
    values = (None, 5, "x", {"0": 1}, [None], [[]], [5], ["x"], True)
    exchange(lie, lambda _, value: isinstance(value, list), values)


@hostile(
    "texts-of-all-kinds",
    "The texts of a reply are lists, objects, truths, numbers, a NUL, or nothing.",
    scenarios=(PLANNED, *COUNTED),
)
def _(lie: Hostility) -> None:
    values = ([1], {"a": 1}, True, None, 10**400, -0.0, "", "\0")
    exchange(lie, lambda name, value: isinstance(value, str) and name != "task_id", values)


@hostile(
    "words-in-hiding-colours",
    "Its titles and descriptions hold colours of a terminal by which all that is printed after them cannot be seen.",
    scenarios=(
        READ_BACK,
        PLANNED,
        "A changed title with an accent as a separate character reads back exactly as entered (special characters 5)",
    ),
)
def _(lie: Hostility) -> None:
    exchange(lie, lambda name, _: name in {"title", "description", "status"}, (CONCEALED, f"all passed{CONCEALED}"))
