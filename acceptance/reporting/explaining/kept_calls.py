"""The calls of a scenario as the last run kept them, in the results that the report is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from acceptance.errors import SuiteError
from acceptance.evidence.scenario_results import RESULT
from acceptance.integrity.files import read_json

MOST_BYTES: Final = 1 << 24
UNREADABLE: Final = (SuiteError, OSError, ValueError, TypeError, AttributeError, KeyError)


@dataclass(frozen=True, slots=True)
class KeptCall:
    """A call as it was kept.

    Attributes:
        tool: the tool, by our name.
        arguments: what it was given; `None` if that was too long to be kept whole.
        outcome: `accepted`, `refused`, or why there was no answer.
        reply: the fields or the text of the answer.
    """

    tool: str
    arguments: Mapping[str, Any] | None
    outcome: str
    reply: Any


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A step as it was kept.

    Attributes:
        words: the step with its keyword.
        status: how it ended.
    """

    words: str
    status: str

    @property
    def failed(self) -> bool:
        """Whether the scenario failed at it."""
        return self.status in {"failed", "broken"}


@dataclass(frozen=True, slots=True)
class KeptScenario:
    """What the results hold of one scenario.

    Attributes:
        steps: its steps, in order.
        calls: its calls, in order.
    """

    steps: tuple[KeptStep, ...] = ()
    calls: tuple[KeptCall, ...] = ()

    @property
    def failed_step(self) -> str:
        """The step that failed; empty if none did."""
        return next((one.words for one in self.steps if one.failed), "")


def read_scenario(results: Path, name: str) -> KeptScenario:
    """Read the steps and calls of a scenario that failed; what cannot be read is left out.

    Args:
        results: the folder of the results, of which the last of that name counts.
        name: the scenario.
    """
    told = max((one for one in _results(results) if one.get("name") == name), key=_ended, default={})
    with suppress(*UNREADABLE):
        steps = tuple(KeptStep(str(one.get("name", "")), str(one.get("status", ""))) for one in told.get("steps", ()))
        called = tuple(call for one in told.get("steps", ()) for call in _calls(results, one))
        # What was called after the steps looked for the cause of the failure, and is no part of the scenario.
        return KeptScenario(steps, called or tuple(_calls(results, told)))
    return KeptScenario()


def read_outside(results: Path, tool: str) -> KeptCall | None:
    """The first call of a tool that was made outside scenarios, for what all of them share; `None` if there is none."""
    for file in sorted(results.glob("*-globals.json")):
        with suppress(*UNREADABLE):
            for call in _calls(results, read_json(file, MOST_BYTES)):
                if call.tool == tool:
                    return call
    return None


def _results(results: Path) -> Iterator[Mapping[str, Any]]:
    for file in results.glob(RESULT):
        with suppress(*UNREADABLE):
            told = read_json(file, MOST_BYTES)
            if isinstance(told, dict) and told.get("status") not in {"passed", "skipped"}:
                yield told


def _ended(told: Mapping[str, Any]) -> float:
    stop = told.get("stop", 0)
    return stop if isinstance(stop, int | float) else 0


def _calls(results: Path, holder: Mapping[str, Any]) -> Iterator[KeptCall]:
    """The calls that are attached to a step or to a scenario; a path would lead elsewhere."""
    for one in holder.get("attachments", ()):
        name = str(one.get("source", ""))
        if one.get("type") == "application/json" and name == Path(name).name:
            with suppress(*UNREADABLE):
                yield _call(read_json(results / name, MOST_BYTES))


def _call(told: Mapping[str, Any]) -> KeptCall:
    request = told["request"]
    arguments = request if isinstance(request, dict) else None
    return KeptCall(str(told["tool"]), arguments, str(told.get("outcome", "")), told.get("reply"))
