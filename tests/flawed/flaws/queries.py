"""Lies about looking tasks up (contract TASK-7)."""

from dataclasses import replace

from reference_orchestrator.store import tasks as table
from tests.flawed.lying import Lie, flaw


def _without(lie: Lie, **fields: object) -> None:
    """Ignore some conditions of a question."""

    def make(original):
        def conditions(wanted):
            if any(getattr(wanted, name) for name in fields):
                lie.told()
            return original(replace(wanted, **fields))

        return conditions

    lie.patch(table, "conditions", make)


@flaw(
    "the-complexity-is-ignored",
    "The filter by complexity is ignored.",
    breaks="TASK-7",
    caught_by='A search by complexity "simple" finds exactly the matching tasks',
    touches="VALID-4",
)
def _(lie: Lie) -> None:
    _without(lie, complexities=())


@flaw(
    "the-state-is-ignored-beside-a-parent",
    "The filter by state is ignored where a parent is asked for.",
    breaks="TASK-7",
    caught_by='A search by state "pending, in progress" and specialist "coder" applies both filters',
    touches="VALID-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def conditions(wanted):
            if wanted.parent_task_id and wanted.statuses:
                lie.told()
                wanted = replace(wanted, statuses=())
            return original(wanted)

        return conditions

    lie.patch(table, "conditions", make)


@flaw(
    "only-the-first-kind-counts",
    "Of a list of kinds only the first is looked for.",
    breaks="TASK-7",
    caught_by='A search by kind "testing, documentation" finds exactly the matching tasks',
    touches="VALID-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def conditions(wanted):
            if len(wanted.task_types) > 1:
                lie.told()
            return original(replace(wanted, task_types=wanted.task_types[:1]))

        return conditions

    lie.patch(table, "conditions", make)


@flaw(
    "words-must-be-in-the-same-case",
    "Words are found only in the case in which they were written.",
    breaks="TASK-7",
    caught_by="A search term is found in the title, regardless of case",
    touches="VALID-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def conditions(wanted):
            where, values = original(wanted)
            if wanted.search_text:
                lie.told()
                where = where.replace("instr(search, ?)", "instr(title || char(10) || description, ?)")
                values = tuple(wanted.search_text if one == wanted.search_text.casefold() else one for one in values)
            return where, values

        return conditions

    lie.patch(table, "conditions", make)


@flaw(
    "words-are-found-in-titles-only",
    "Words are looked for in titles, and not in descriptions.",
    breaks="TASK-7",
    caught_by="A search term is found in the description, regardless of case",
    touches="VALID-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def conditions(wanted):
            where, values = original(wanted)
            if wanted.search_text:
                lie.told()
                where = where.replace("instr(search, ?)", "instr(substr(search, 1, instr(search, char(10)) - 1), ?)")
            return where, values

        return conditions

    lie.patch(table, "conditions", make)


@flaw(
    "the-time-of-planning-is-ignored",
    "The filter by the time before which a task was planned is ignored.",
    breaks="TASK-7",
    caught_by="A search finds exactly the tasks planned before a given moment",
    touches="VALID-4",
)
def _(lie: Lie) -> None:
    _without(lie, created_before=None)
