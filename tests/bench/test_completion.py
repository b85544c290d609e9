"""Many tasks from plan to result: a target that is too slow is not waited for without end."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from acceptance.bench import completion
from acceptance.bench.completion import Completion
from acceptance.errors import NotMeasurableError, TargetFaultError

NOBODY: Any = cast(Any, SimpleNamespace(evidence=SimpleNamespace(display=SimpleNamespace(progress=print)), alive=True))


class Cycles:
    """Takes tasks from plan to result at once."""

    def __init__(self, *whatever: object, quiet: bool = False) -> None:
        self.counted = quiet

    def cycle(self, work: object) -> tuple[str, float]:
        return "1", 0.1


class Losing(Cycles):
    """Those that are counted are rejected."""

    def cycle(self, work: object) -> tuple[str, float]:
        if self.counted:
            raise TargetFaultError("it is busy")
        return super().cycle(work)


def measured(monkeypatch: pytest.MonkeyPatch, cycles: type[Cycles], tasks: int) -> Completion:
    """What came of a target that is too slow for so many tasks, of which one is counted."""
    monkeypatch.setattr(completion, "LONGEST_SECONDS", -1.0)
    monkeypatch.setattr(completion, "LARGE_SECONDS", -1.0)
    monkeypatch.setattr(completion, "PACE_SECONDS", -1.0)
    monkeypatch.setattr(completion, "Activities", cycles)
    monkeypatch.setattr(completion, "shown_among", lambda orchestrator, identities, fits: set(identities))
    subject = Completion(NOBODY, [NOBODY], tasks)
    subject.begin()
    return subject


def test_a_slow_target_is_not_waited_for_longer_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    subject = measured(monkeypatch, Cycles, 10_000)
    assert (subject.given_up, subject.started) == (True, 1)
    with pytest.raises(NotMeasurableError, match="only 1 of 10000 tasks were completed within 0 s, and all have -1 s"):
        subject.decide(99.9)


def test_what_a_slow_target_loses_is_held_against_it(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = measured(monkeypatch, Losing, 500).decide(99.9)
    assert (verdict.met, verdict.found.middle) == (False, 0.0)
