"""Judging the trials: was a flaw rejected, for the right reason, and was nobody else blamed for it?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from behave.model import Scenario

from tests.flawed.lying import Flaw
from tests.flawed.trial import Seen, Trial


class Outcome(StrEnum):
    """What became of a flaw."""

    REJECTED = "rejected"
    SURVIVED = "survived"
    NEVER_REACHED = "never reached"
    WRONG_REASON = "rejected for another reason only"
    BROKE_THE_SUITE = "broke the suite"


@dataclass(frozen=True)
class Verdict:
    """What became of a flaw, and by whom.

    Attributes:
        caught_by: the failed scenarios that carry a requirement which the flaw breaks.
        also_failed: the other failed scenarios that may fail with it.
        unrelated: the failed scenarios that carry nothing which it breaks or touches.
        missed_by: the scenarios that are declared to catch it, and did not fail.
        details: what went wrong with the trial itself.
    """

    flaw: Flaw
    outcome: Outcome
    caught_by: tuple[str, ...]
    also_failed: tuple[str, ...]
    unrelated: tuple[str, ...]
    missed_by: tuple[str, ...]
    details: str = ""


def is_declared(scenario_name: str, declared: str) -> bool:
    """Whether a scenario is the declared one, or comes from the declared outline."""
    return scenario_name == declared or scenario_name.startswith(f"{declared} (")


def catches(flaw: Flaw, scenario: Scenario) -> bool:
    """Whether a scenario is declared to catch a flaw."""
    return any(is_declared(scenario.name, declared) for declared in flaw.caught_by)


def judge(flaw: Flaw, trial: Trial) -> Verdict:
    """Judge a trial.

    The marker comes first: a lie that was never told cannot have been found out.
    """
    failed = trial.with_status("failed")
    breaks, may_fail = set(flaw.breaks), set(flaw.breaks) | set(flaw.touches)
    caught = [one.name for one in failed if breaks & set(one.requirements)]
    also = [one.name for one in failed if one.name not in caught and may_fail & set(one.requirements)]
    unrelated = [one.name for one in failed if not may_fail & set(one.requirements)]
    broken = trial.with_status("broken")
    # What is blocked has not caught the flaw; it is no miss where another declared scenario has.
    blocked = (
        trial.with_status("blocked") if any(is_declared(name, one) for name in caught for one in flaw.caught_by) else []
    )
    rejecting = [one for one in [*failed, *blocked] if breaks & set(one.requirements)]
    missed = [declared for declared in flaw.caught_by if not any(is_declared(one.name, declared) for one in rejecting)]
    details = trial.trouble or "; ".join(f"{one.name}: {one.message}" for one in broken)
    if details or not trial.announced:
        outcome = Outcome.BROKE_THE_SUITE
    elif not trial.reached:
        outcome = Outcome.NEVER_REACHED
    elif caught:
        outcome = Outcome.REJECTED
    else:
        outcome = Outcome.WRONG_REASON if failed else Outcome.SURVIVED
    return Verdict(flaw, outcome, tuple(caught), tuple(also), tuple(unrelated), tuple(missed), details)


def reasons(trial: Trial, names: tuple[str, ...]) -> list[Seen]:
    """What was seen of some scenarios of a trial."""
    return [one for one in trial.scenarios if one.name in names]
