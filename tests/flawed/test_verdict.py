"""How trials are judged: the marker first, then by whom a flaw was found out."""

import pytest

from tests.flawed.lying import FLAWS, Flaw, flaw
from tests.flawed.trial import Seen, Trial
from tests.flawed.verdict import Outcome, is_declared, judge

FLAW = Flaw(
    name="a-lie",
    lies="It lies.",
    breaks=("TASK-1",),
    caught_by=("A promise",),
    touches=("FLOW-1",),
    tell=lambda lie: None,
)


def seen(name: str, *requirements: str, status: str = "failed") -> Seen:
    return Seen(name, requirements, status, "")


def trial(*scenarios: Seen, reached: bool = True, announced: bool = True, trouble: str = "") -> Trial:
    return Trial("a-lie", reached, announced, list(scenarios), 1.0, trouble=trouble)


def test_it_is_rejected_by_what_carries_its_requirement() -> None:
    verdict = judge(FLAW, trial(seen("A promise (rows 1)", "TASK-1"), seen("A flow", "FLOW-1"), seen("Far", "SAFE-9")))
    assert verdict.outcome is Outcome.REJECTED
    assert verdict.caught_by == ("A promise (rows 1)",)
    assert verdict.also_failed == ("A flow",)
    assert verdict.unrelated == ("Far",)
    assert not verdict.missed_by


@pytest.mark.parametrize(
    ("what", "outcome"),
    [
        (trial(seen("A promise", "TASK-1", status="passed")), Outcome.SURVIVED),
        (trial(seen("A promise", "TASK-1"), reached=False), Outcome.NEVER_REACHED),
        (trial(seen("A flow", "FLOW-1")), Outcome.WRONG_REASON),
        (trial(seen("A promise", "TASK-1"), seen("A flow", "FLOW-1", status="broken")), Outcome.BROKE_THE_SUITE),
        (trial(seen("A promise", "TASK-1"), announced=False), Outcome.BROKE_THE_SUITE),
        (trial(trouble="it took too long"), Outcome.BROKE_THE_SUITE),
    ],
)
def test_what_becomes_of_it(what: Trial, outcome: Outcome) -> None:
    assert judge(FLAW, what).outcome is outcome


def test_a_declared_scenario_that_does_not_fail_is_told() -> None:
    assert judge(FLAW, trial(seen("Another promise", "TASK-1"))).missed_by == ("A promise",)


def test_an_outline_is_known_by_its_name() -> None:
    assert is_declared("A promise (rows 2)", "A promise")
    assert not is_declared("A promise and more", "A promise")


def test_two_flaws_have_two_names() -> None:
    name = next(iter(FLAWS), None)
    if name is None:
        flaw("first", "It lies.", breaks="TASK-1", caught_by="A promise")(lambda lie: None)
        name = "first"
    with pytest.raises(ValueError, match="two flaws"):
        flaw(name, "It lies.", breaks="TASK-1", caught_by="A promise")(lambda lie: None)
    FLAWS.pop("first", None)
