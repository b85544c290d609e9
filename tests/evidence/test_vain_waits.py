"""What did not come twice is waited for a short time only, by every process of the run, and never not at all."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from acceptance.evidence.evidence import Evidence
from acceptance.evidence.vain_waits import SHORT_SECONDS, VainWaits


@pytest.fixture
def evidence(tmp_path: Path) -> Iterator[Evidence]:
    """The record of one process of a run."""
    with closing(Evidence(tmp_path, lambda _: None)) as evidence:
        evidence.scenario = "The first of all"
        yield evidence


@pytest.fixture
def other(tmp_path: Path) -> Iterator[VainWaits]:
    """What another process of the same run knows."""
    with closing(Evidence(tmp_path, lambda _: None)) as evidence:
        evidence.scenario = "Another one"
        yield evidence.vain


def waited(vain: VainWaits, *, came: bool, what: str = "an end", seconds: float = 12) -> float:
    """For how long something is waited for."""
    asked: list[float] = []
    assert vain.wait(what, seconds, lambda bound: not asked.append(bound) and came) is came
    return asked[0]


def test_a_wait_in_vain_is_paid_twice_in_a_run(evidence: Evidence, other: VainWaits) -> None:
    assert waited(evidence.vain, came=False) == 12
    assert other.since("an end") == ""
    assert waited(other, came=False) == 12
    assert waited(evidence.vain, came=False) == waited(other, came=False) == SHORT_SECONDS
    assert waited(evidence.vain, came=False, seconds=1) == 1
    assert waited(other, came=False, what="another end") == 12
    assert other.since("an end") == (
        '; it was waited for 5 times for up to 12 s (first in "The first of all"), and is given 2 s since'
    )


def test_what_comes_after_all_is_waited_for_in_full_again(evidence: Evidence, other: VainWaits) -> None:
    for _ in range(2):
        waited(evidence.vain, came=False)
    assert evidence.vain.since("an end").startswith("; it was waited for twice for up to 12 s")
    assert waited(other, came=True) == SHORT_SECONDS
    assert waited(evidence.vain, came=False) == 12
    assert evidence.vain.since("an end") == ""


def test_what_a_target_says_is_not_taken_for_the_suites_own_words(evidence: Evidence, tmp_path: Path) -> None:
    words = {"event": "did not come", "awaited": "an end", "seconds": 1}
    for _ in range(2):
        evidence.event("warning", words=words, awaited="an end", seconds=1, told='"event": "did not come"')
    with (tmp_path / "calls.jsonl").open("ab") as record:
        # Cut short, as a kill leaves it, and no line of JSON.
        record.write(b'"event": "did not come"\n{"event": "did not come", "awaited": "an end", "sec')
    assert waited(evidence.vain, came=True) == 12
