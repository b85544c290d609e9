"""Identities and times in other forms (contract, "Reply fields", "Identities are never given again", "Precision")."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from secrets import randbits, token_hex
from time import time_ns
from typing import Any, Final

from reference_orchestrator import server_context
from reference_orchestrator.store import files
from reference_orchestrator.store import tasks as stored_tasks
from reference_orchestrator.store.conditions import conditions
from reference_orchestrator.store.schema import MIGRATIONS
from reference_orchestrator.tools import shared, tasks, template_use
from tests.conforming.declaring import OWN, Fields, Means, conforming, everywhere

TO_THE_SECOND: Final = "Precision: moments may be told and kept to the second."
ANY_FORM: Final = "The task's id is a text, unique for ever; nothing is said of its form."
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")
MOMENTS: Final = frozenset({"created_at", "updated_at", "last_call_at", "requested_at", "finished_at"})


def identities(name: str, does: str, make: Callable[[], str], *, quick: bool = False) -> None:
    """Declare a variant whose tasks, sessions and artifacts have identities of another form."""

    @conforming(name, does, allowed_by=ANY_FORM, quick=quick)
    def _(means: Means) -> None:
        def told() -> str:
            means.told()
            return make()

        for module in (tasks, template_use):
            means.patch(module, "new_task_id", lambda _: told)

        class Hexadecimal:
            """Stands in for the module `secrets` where the sessions' ids are made."""

            @staticmethod
            def token_hex(_: int) -> str:
                return told()

        means.patch(server_context, "secrets", lambda _: Hexadecimal)


NUMBERS = count(1)


def rising() -> str:
    """A whole number as text, larger than all before, also those of other processes."""
    return str(time_ns() // 1000 * 10 + next(NUMBERS) % 10)


identities("uuids", "Identities are UUIDs.", lambda: str(uuid.uuid4()), quick=True)
identities(
    "capital-uuids", "Identities are UUIDs in capitals and braces.", lambda: "{" + str(uuid.uuid4()).upper() + "}"
)
identities("integers-as-text", "Identities are whole numbers, as text.", rising, quick=True)
identities("bits", "Identities are whole numbers of 128 bits, as text.", lambda: str(randbits(128) | 1 << 127))
identities("long-identities", "Identities have 220 characters.", lambda: f"task-{token_hex(107)}-")
identities(
    "urns", "Identities are URNs with colons, dots, slashes and a blank.", lambda: f"urn:task:{token_hex(6)}/a b.1#2"
)
identities("other-letters", "Identities have letters of other alphabets.", lambda: f"Aufgabe-№-жű-{token_hex(7)}")
identities("short-identities", "Identities have eight letters and digits.", lambda: token_hex(4))


@conforming("identities-as-numbers", "Identities are told as numbers, and taken as text.", allowed_by=ANY_FORM)
def _(means: Means) -> None:
    for module in (tasks, template_use):
        means.patch(module, "new_task_id", lambda _: rising)

    def numbers(fields: Fields) -> Fields:
        names = {"task_id", "parent_task_id", "dependencies"} & fields.keys()
        return {**fields, **{name: as_numbers(fields[name]) for name in names}}

    means.fields(lambda tool, fields: everywhere(fields, numbers, but=OWN))


def as_numbers(content: Any) -> Any:
    """A text of digits as a number, also in a list."""
    if isinstance(content, list):
        return [as_numbers(one) for one in content]
    return int(content) if isinstance(content, str) and content.isdigit() else content


def moments(name: str, does: str, write: Callable[[datetime], str], *, quick: bool = False) -> None:
    """Declare a variant that tells moments in another form of ISO 8601."""

    @conforming(name, does, allowed_by="Times are ISO times: an offset is heeded; without one it is UTC.", quick=quick)
    def _(means: Means) -> None:
        def change(fields: Fields) -> Fields:
            return {
                key: write(datetime.fromisoformat(one))
                if key in MOMENTS and isinstance(one, str) and MOMENT.fullmatch(one)
                else one
                for key, one in fields.items()
            }

        means.fields(lambda tool, fields: everywhere(fields, change, but=OWN))


EAST, WEST = timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-9, minutes=-30))
moments("moments-with-z", "Moments end with Z.", lambda at: at.isoformat().replace("+00:00", "Z"))
moments(
    "moments-in-milliseconds", "Moments are told to the millisecond.", lambda at: at.isoformat(timespec="milliseconds")
)
moments("moments-in-nanoseconds", "Moments have nine digits.", lambda at: at.isoformat().replace("+00:00", "000Z"))
moments("moments-in-the-east", "Moments have an offset of +05:45.", lambda at: at.astimezone(EAST).isoformat())
moments("moments-in-the-west", "Moments have an offset of -09:30.", lambda at: at.astimezone(WEST).isoformat())
moments("moments-without-offset", "Moments have no offset.", lambda at: at.replace(tzinfo=None).isoformat())
moments("moments-with-a-blank", "Moments have a blank in place of the T.", lambda at: at.isoformat(sep=" "))
moments("moments-in-basic-form", "Moments have neither hyphens nor colons.", lambda at: f"{at:%Y%m%dT%H%M%S.%fZ}")


@conforming(
    "seconds-told",
    "Moments are kept to the microsecond, and told to the second.",
    allowed_by=TO_THE_SECOND,
)
def _(means: Means) -> None:
    means.fields(lambda tool, fields: everywhere(fields, cut_to_seconds, but=OWN))


@conforming(
    "seconds-kept",
    "Moments are kept and told to the second; tasks of one second stand in the order of their ids.",
    allowed_by=TO_THE_SECOND,
    quick=True,
)
def _(means: Means) -> None:
    def to_the_second(_: Any) -> Any:
        def later_than(previous: str | None, now: datetime) -> str:
            whole = now.astimezone(UTC).replace(microsecond=0).isoformat(timespec="microseconds")
            return whole if previous is None else max(previous, whole)

        return later_than

    # In the reference no two tasks share a moment of creation.
    without_unique = tuple(
        one.replace("created_at TEXT NOT NULL UNIQUE", "created_at TEXT NOT NULL") for one in MIGRATIONS
    )
    means.patch(files, "MIGRATIONS", lambda _: without_unique)
    for module in (shared, stored_tasks, template_use):
        means.patch(module, "later_than", to_the_second)

    def by_moment_and_id(_: Any) -> Any:
        def find(table: Any, wanted: Any, page: Any) -> Any:
            where, values = conditions(wanted)
            order = "ORDER BY created_at DESC, id"
            inner = f"SELECT seq FROM tasks WHERE {where} {order} LIMIT ? OFFSET ?"
            select = f"{stored_tasks._SELECT} WHERE seq IN ({inner}) {order}"
            return table._tasks(select, *values, page.limit, page.offset)

        return find

    means.patch(stored_tasks.TaskTable, "find", by_moment_and_id)
    means.fields(lambda tool, fields: everywhere(fields, cut_to_seconds, but=OWN))


def cut_to_seconds(fields: Fields) -> Fields:
    """Fields whose moments are told to the second."""
    return {key: one[:19] + "Z" if key in MOMENTS and isinstance(one, str) else one for key, one in fields.items()}


@conforming(
    "artifacts-by-number", "Artifacts are numbered.", allowed_by="An artifact has an id; nothing is said of its form."
)
def _(means: Means) -> None:
    class Numbers:
        @staticmethod
        def token_hex(_: int) -> str:
            means.told()
            return f"{time_ns() * 10 + next(NUMBERS) % 10:x}"

    def change(fields: Fields) -> Fields:
        told = fields.get("id")
        return {**fields, "id": str(int(told.removeprefix("artifact_"), 16))} if isinstance(told, str) else fields

    means.patch(tasks, "secrets", lambda _: Numbers)
    means.fields(lambda tool, fields: everywhere(fields, change, but=OWN))
