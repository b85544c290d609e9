"""What a criterion or a metric was found to be, and what all of them look for in the record of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from acceptance.errors import NotMeasurableError, NotOfferedError
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
        numerator: how many kept it, or how much there was; None where nothing was counted.
        denominator: of how many, or of how much.
        not_offered: what keeps it from being met where that is only what the target does not offer; else empty.
        tested: whether the run has what it is judged from; where it has not, it is not met all the same.
    """

    met: bool
    found: str
    bound: str
    because: frozenset[str] = frozenset()
    judged: bool = True
    numerator: float | None = None
    denominator: float | None = None
    not_offered: str = ""
    tested: bool = True

    @property
    def telling(self) -> bool:
        """Whether it says that the target keeps the bound or does not: what was not judged is neither good nor bad."""
        return self.judged and self.tested and not self.not_offered

    @property
    def fraction(self) -> str:
        """Numerator and denominator, as a page shows them; empty where nothing was counted, or there was nothing."""
        if self.numerator is None or not self.denominator:
            return ""
        return f"{self.numerator:,.6g} of {self.denominator:,.6g}"


Judge = Callable[[RunRecord], Judgement]


def safely(identifier: str, judge: Judge, run: RunRecord) -> Judgement:
    """Judge; what cannot be judged is not met, and says so."""
    try:
        return judge(run)
    except NoRunError as error:
        return Judgement(False, f"not tested: {error}", "", frozenset({identifier}), tested=False)
    except NotMeasurableError as error:
        kind, colon, reason = str(error).partition(":")
        return Judgement(False, f"{kind.lower()}{colon}{reason}", "", frozenset({identifier}), judged=False)
    except NotOfferedError as error:
        return Judgement(False, f"not offered: {error.what}", "", frozenset({identifier}), not_offered=error.what)


def counted(good: int, of: int, words: str, bound: str, because: Iterable[str] = ()) -> Judgement:
    """A judgement that is met where all of some things are good; where there are none, nothing is judged."""
    return Judgement(
        met=bool(of) and good == of,
        found=words,
        bound=bound,
        because=frozenset(because),
        judged=bool(of),
        numerator=good,
        denominator=of,
    )


def all_pass(chosen: Sequence[tuple[Case, ScenarioResult]], what: str) -> Judgement:
    """Whether all of some scenarios passed; those that this machine or this target does not allow count neither way.

    Where all passed that are offered, what is not offered keeps the judgement from being met, and is named apart.

    Raises:
        NotMeasurableError: none of them could be judged; or those that could passed, and others are blocked.
    """
    judged = [(case, outcome) for case, outcome in chosen if outcome.judged]
    missing = {case.name: outcome.lacking for case, outcome in chosen if outcome.not_offered}
    unjudged = [case.name for case, outcome in chosen if not (outcome.judged or outcome.not_offered)]
    bad = [case.name for case, outcome in judged if outcome.status != "passed"]
    blocked = [case.name for case, outcome in chosen if outcome.blocked]
    if not (judged or missing) or (blocked and not bad):
        # What a broken promise kept from being judged is not met because the few others passed.
        raise NotMeasurableError(f"{len(judged) or 'none'} of {len(chosen)} {what}; not judged: {some(unjudged)}")
    good = len(judged) - len(bad)
    words = [f"{good} of {len(judged)} {what}"] if judged else []
    words += [f"not {some(bad)}"] if bad else []
    # Names of what is no failure would be taken for some beside those that are.
    words += [f"not judged: {len(unjudged) if bad else some(unjudged)}"] if unjudged else []
    words += [f"not offered: {len(missing)}"] if missing else []
    found = counted(good, len(judged), "; ".join(words), "all", bad)
    return apart(found, missing) if not bad else found


def apart(found: Judgement, missing: Mapping[str, str]) -> Judgement:
    """A judgement that is not met, where something is not offered, although nothing that is offered is at fault.

    Args:
        found: what was found of that which is offered.
        missing: what the target lacks, by the scenario or the requirement that needs it.
    """
    if not missing:
        return found
    return replace(
        found, met=False, not_offered=some(list(dict.fromkeys(missing.values()))), because=frozenset(missing)
    )


def undescribed(run: RunRecord, tools: Iterable[str]) -> list[tuple[str, str]]:
    """What is wrong with the descriptions of some tools: what each is of, and the words.

    A tool that never did what it was asked for is not described by its words, whatever they are.
    """
    gaps = []
    for name in sorted(tools):
        told_of = run.target.tools[name]
        own = [(name, told_of.itself)] if told_of.itself else []
        own += [(f"{name}({parameter})", words) for parameter, words in told_of.parameters.items() if words]
        if name not in run.working_tools:
            idle = "never did what it was asked for"
            own = [(name, idle), *((f"{name}({parameter})", idle) for parameter in told_of.parameters)]
        gaps += own
    return gaps


def described_things(run: RunRecord, tools: Iterable[str]) -> int:
    """How many things of some tools have to be described: the tools and their parameters."""
    return sum(1 + len(run.target.tools[name].parameters) for name in tools)


def share(part: int, whole: int) -> str:
    """A share as a person says it, rounded down, so that only all of it is 100 %; of nothing there is none."""
    if not whole:
        return "none judged"
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10} %" if tenths % 10 else f"{tenths // 10} %"


def numbered(count: int, what: str) -> str:
    """So many of something, in words."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def some(names: Sequence[str]) -> str:
    """The first names, and how many more there are; sentences stand in quotation marks, or they would run on."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(f'"{one}"' if " " in one and one[:1].isupper() else one for one in names[:3]) + more
