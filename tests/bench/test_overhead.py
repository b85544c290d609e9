"""The share of the orchestrator's calls in the work: who is judged where others take the processor away."""

from typing import Any, cast

import pytest

from acceptance.bench.overhead import FEWEST_RUNS, JUDGED_MS, MOST_RUNS, Overhead, Run

NOBODY: Any = cast(Any, None)


def overhead_of(calls: float, *, processor: float) -> Overhead:
    """Runs of a second of work, alike but for a hair, in which the work had the processor for so many milliseconds."""
    runs = [Run(calls + number / 100, 1_000.0, processor) for number in range(MOST_RUNS)]
    return Overhead(NOBODY, NOBODY, runs={JUDGED_MS: runs})


@pytest.mark.parametrize(
    ("calls", "processor", "met"),
    [
        (15, 990, True),
        (15, 600, True),
        (30, 990, False),
        # Others had the processor: the calls may have waited for it as well, so nothing is held against anybody …
        (30, 600, None),
        (79, 600, None),
        # … unless no wait of that kind explains it.
        (200, 600, False),
    ],
)
def test_a_busy_machine_is_forgiven_and_a_slow_orchestrator_is_not(
    calls: float, processor: float, met: bool | None
) -> None:
    assert overhead_of(calls, processor=processor).decide(2).met is met


def test_three_runs_can_acquit_and_never_accuse(monkeypatch: pytest.MonkeyPatch) -> None:
    def measured(calls: float) -> Overhead:
        subject = Overhead(NOBODY, NOBODY, runs={JUDGED_MS: [Run(calls, 1_000.0, 990.0) for _ in range(3)]})
        monkeypatch.setattr(subject, "_run", lambda size: subject.runs[size].append(Run(calls, 1_000.0, 990.0)))
        return subject

    quick, slow = measured(5), measured(30)
    assert (quick.decide(2).met, len(quick.runs[JUDGED_MS])) == (True, 3)
    assert (slow.decide(2).met, len(slow.runs[JUDGED_MS])) == (False, FEWEST_RUNS)
    assert "decided after 3 of at most 15 runs" in quick.absolute()
