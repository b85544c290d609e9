"""The contract as a page: where replies have what the driver reads, and what is a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from acceptance.contract.refusals import SIGNS
from acceptance.contract.reply import COUNTS, SYNTHESIS_LISTS, TASK_LISTS, TOTALS
from acceptance.contract.template_views import IDENTITIES as TEMPLATE_IDENTITIES
from acceptance.contract.template_views import LISTS, REQUIRED, VALUES
from acceptance.contract.values import HEALTH_PARTS
from acceptance.contract.views import (
    ARTIFACT_FIELDS,
    ARTIFACT_LISTS,
    ARTIFACT_RECORDS,
    CHILDREN,
    CREATED,
    FIELDS,
    IDENTITIES,
    SESSION_FIELDS,
    STATE,
)

SHAPES: Final = (
    "The fields of a reply are its structured content; without that, an object in its text: JSON, or a Python "
    "dictionary as it is printed, also with prose around it. Where there is no object, the reply is prose. Other "
    "fields are allowed."
)
TASK: Final = "The task is the object `task` of the reply, or the reply itself."
ARTIFACT: Final = "A bare text in place of an object is the path."
SESSION: Final = (
    "The session is the object `session` of the reply, or the reply itself. A list of sessions is `sessions`, or the "
    "first list whose entries all have an identity."
)
TEMPLATE: Final = (
    f"A list of templates is {' or '.join(f'`{name}`' for name in LISTS)}, or the first list whose entries all have an "
    f"identity; in prose, one line for each. A template has at least {' and '.join(f'`{name}`' for name in REQUIRED)}."
)
REFUSED: Final = (
    "A call is rejected if the protocol flags it: `isError`, or an error of JSON-RPC. It is also rejected if a field "
    "of the reply says so:"
)
READ: Final = ("value", "field", "also read")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a section; names between backticks are those of the protocol.

    Attributes:
        title: its heading; empty for none.
        heading: its columns; empty where it has no rows.
        rows: their cells.
        sentences: what stands before it.
    """

    title: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the contract."""

    title: str
    sentences: tuple[str, ...]
    tables: tuple[Table, ...] = ()


def code(text: str) -> str:
    """A name of the protocol."""
    return f"`{text}`"


def codes(names: Iterable[str]) -> str:
    """Names of the protocol, in their order."""
    return ", ".join(map(code, names))


def row(value: str, names: Iterable[str]) -> tuple[str, str, str]:
    """A value with the name of its field, and its synonyms."""
    first, *others = names
    return value, code(first), codes(others)


def path(names: Iterable[str]) -> str:
    """A field inside others, from the outermost."""
    return ".".join(name.replace("{state}", "STATE") for name in names)


def reply_sections() -> Iterator[Section]:
    """Where replies have tasks, artifacts, sessions and templates."""
    task = (
        row("identity", IDENTITIES),
        *(row(str(value), names) for value, names in FIELDS.items()),
        row("state", (STATE,)),
        row("time of planning", (CREATED,)),
        row("subtasks", CHILDREN),
        row("artifacts", (*ARTIFACT_LISTS, *ARTIFACT_RECORDS)),
    )
    yield Section(
        "Replies",
        (SHAPES,),
        (
            Table("A task", READ, task, (TASK,)),
            Table("Lists and counts of tasks", ("what", "where"), tuple(list_rows())),
            Table("An artifact", READ, tuple(row(what, names) for what, names in ARTIFACT_FIELDS.items()), (ARTIFACT,)),
            Table("A session", READ, tuple(row(one.replace("_", " "), (one,)) for one in SESSION_FIELDS), (SESSION,)),
            Table("A template", READ, tuple(template_rows()), (TEMPLATE,)),
            Table("A health check", ("part", "field", "left out by"), tuple(health_rows())),
        ),
    )


def list_rows() -> Iterator[tuple[str, str]]:
    """Where a reply has several tasks, and how many there are."""
    yield "tasks that a search or a status finds", f"{codes(TASK_LISTS)}: a list, or an object with the list `tasks`"
    yield "how many tasks a search finds over all pages", codes(map(path, TOTALS))
    yield "how many tasks are in each state", f"{codes(map(path, COUNTS))}, with the state in place of `STATE`"
    yield "the results of subtasks in a synthesis", codes(SYNTHESIS_LISTS)


def template_rows() -> Iterator[tuple[str, str, str]]:
    """Where a reply has a template."""
    yield row("identity", TEMPLATE_IDENTITIES)
    yield row("category", ("category",))
    yield row("the template that was loaded", VALUES)


def health_rows() -> Iterator[tuple[str, str, str]]:
    """Where a health check has its parts."""
    for name, part in HEALTH_PARTS.items():
        yield name, code(f"checks.{part.check}"), code(part.parameter)


def refusal_section() -> Section:
    """What is a refusal."""
    table = Table("", ("a field says",), tuple((words,) for words in SIGNS))
    return Section("Refusals", (REFUSED,), (table,))
