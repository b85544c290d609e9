"""Means to tell of files that are none of a target's, and what must hold then."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.hostile.aftermath import Aftermath
from tests.hostile.declaring import Hostility

MOST_CHARACTERS = 1_500
"""So long may a message be that says why a scenario failed."""


def failed(*names: str, words: str = "did not touch it") -> Callable[[Aftermath], None]:
    """What must hold: these scenarios fail, in some words, and no message is long."""

    def holds(left: Aftermath) -> None:
        for name in names:
            one = left.scenario(name)
            assert one.status == "failed", f"{name} {one.status}: {one.message}"
            assert words in one.message, f"{name} does not say {words!r}: {one.message}"
        assert all(len(one.message) < MOST_CHARACTERS for one in left.trial.scenarios), "a message is very long"

    return holds


def tell_of(lie: Hostility, path: Callable[[], str]) -> None:
    """Say of every artifact that it lies elsewhere."""

    def change(reply: dict[str, Any], call: Any) -> dict[str, Any] | None:
        found = list(artifacts_of(reply))
        for artifact in found:
            artifact["path"] = path()
        return reply if found else None

    for tool in ("orchestrator_complete_task", "orchestrator_query_tasks"):
        lie.reply(tool, change)


def artifacts_of(reply: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The artifacts that a reply tells of, at whatever place."""
    yield from reply.get("artifacts", [])
    for task in reply.get("tasks", []):
        yield from artifacts_of(task)


def once(make: Callable[[], object]) -> None:
    """Make something in the workspace, where it is not there yet."""
    try:
        make()
    except FileExistsError:
        return
