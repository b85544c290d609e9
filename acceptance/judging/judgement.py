"""What a criterion or a metric was found to be, and what all of them look for in the record of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from acceptance.errors import NotMeasurableError
from acceptance.evidence.scenario_results import ScenarioResult
from acceptance.judging.run_record import NoRunError, RunRecord
from acceptance.specification.features import Case


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a criterion or a metric was found to be.

    Attributes:
        met: whether the bound is kept.
        found: what was found, in words or as a figure with its unit.
        bound: what it is held to.
        because: the scenarios and requirements that keep it from being met.
        judged: whether this machine allowed a judgement; where it did not, it counts neither way.
    """

    met: bool
    found: str
    bound: str
    because: frozenset[str] = frozenset()
    judged: bool = True


Judge = Callable[[RunRecord], Judgement]


def safely(identifier: str, judge: Judge, run: RunRecord) -> Judgement:
    """Judge; what cannot be judged is not met, and says so."""
    try:
        return judge(run)
    except NoRunError as error:
        return Judgement(False, f"not tested: {error}", "", frozenset({identifier}))
    except NotMeasurableError as error:
        return Judgement(False, str(error).lower(), "", frozenset({identifier}), judged=False)


def all_pass(chosen: Sequence[tuple[Case, ScenarioResult]], what: str) -> Judgement:
    """Whether all of some scenarios passed; what this machine did not allow counts neither way."""
    counted = [(case, outcome) for case, outcome in chosen if outcome.status != "skipped" or outcome.not_offered]
    bad = [case.name for case, outcome in counted if outcome.status != "passed"]
    good = len(counted) - len(bad)
    return Judgement(
        met=bool(counted) and not bad,
        found=f"{good} of {len(counted)} {what}" + (f"; not {some(bad)}" if bad else ""),
        bound="all",
        because=frozenset(bad),
    )


def undescribed(run: RunRecord, tools: Iterable[str]) -> list[str]:
    """The tools and parameters that the target's list says nothing about."""
    gaps = []
    for name in sorted(tools):
        told_of = run.target.tools[name]
        gaps += [] if told_of.itself else [name]
        gaps += [f"{name}({parameter})" for parameter, described in told_of.parameters.items() if not described]
    return gaps


def percent(part: int, whole: int) -> str:
    """A share as a person says it."""
    return f"{100 * part / whole:.4g} %" if whole else "0 %"


def some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def first(names: Sequence[str], words: str) -> str:
    """What is said of some names."""
    return f"{words}: {some(names)}"
