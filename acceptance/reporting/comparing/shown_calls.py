"""The calls behind a failure, out of the results that the report is made of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from acceptance.errors import SuiteError
from acceptance.evidence.scenario_results import RESULT
from acceptance.integrity.files import read_json

MOST_CALLS: Final = 3
"""So many calls are shown of a scenario: the last ones before it failed."""

MOST_CHARACTERS: Final = 240
MOST_BYTES: Final = 1 << 24
UNREADABLE: Final = (SuiteError, OSError, ValueError, TypeError, AttributeError, KeyError)


@dataclass(frozen=True, slots=True)
class ShownCall:
    """A call, as a comparison shows it.

    Attributes:
        request: the tool and its arguments.
        reply: what came back.
    """

    request: str
    reply: str


def attached_calls(results: Path) -> Mapping[str, tuple[str, ...]]:
    """The names of the files with the last calls of each result, by its identity."""
    found: dict[str, tuple[str, ...]] = {}
    for file in results.glob(RESULT):
        with suppress(*UNREADABLE):
            told = read_json(file, MOST_BYTES)
            names = [name for step in told.get("steps", ()) for name in _attached(step)]
            found[str(told["uuid"])] = tuple(names[-MOST_CALLS:])
    return found


def read_calls(results: Path, names: Iterable[str]) -> tuple[ShownCall, ...]:
    """The calls that some files hold, in their order; none where one of them cannot be read."""
    with suppress(*UNREADABLE):
        return tuple(call for name in names if (call := _read(results / name)))
    return ()


def _attached(step: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the files with the calls of a step; a path would lead elsewhere."""
    for one in step.get("attachments", ()):
        name = str(one.get("source", ""))
        if one.get("type") == "application/json" and name == Path(name).name:
            yield name


def _read(file: Path) -> ShownCall | None:
    told = read_json(file, MOST_BYTES)
    if not isinstance(told, dict) or "tool" not in told:
        return None
    return ShownCall(_shortened(f"{told['tool']} {_compact(told.get('request', {}))}"), _shortened(_answer(told)))


def _answer(told: Mapping[str, Any]) -> str:
    """What came back: the words of an error, or the reply."""
    outcome = str(told.get("outcome", ""))
    reply = told.get("reply")
    return outcome if reply is None or reply == "" else f"{outcome}: {_compact(reply)}"


def _compact(content: object) -> str:
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_CHARACTERS else f"{line[:MOST_CHARACTERS]} …"
