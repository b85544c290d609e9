"""The causes of a run's failures: each with what is promised, what happened, and how many scenarios it costs."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from acceptance.evidence.call_trail import REFUSED, UNANSWERED
from acceptance.evidence.scenario_results import BLOCKED, ScenarioResult
from acceptance.judging.answers import in_words
from acceptance.judging.blocking import CauseKey, main_requirement
from acceptance.judging.run_record import RunRecord
from acceptance.judging.tool_promises import PROMISES
from acceptance.specification.features import Case
from acceptance.specification.requirements import SEVERITIES_BY_GRAVITY

MOST_CAUSES: Final = 15
"""So many causes a reader takes in; more stand on the sheet and at the console's end by name only."""

NOT_KEPT: Final = "Not kept: "
"""What stands before a promise that is told as what is wrong."""

SHARES_OF_A_SECOND: Final = 2
"""Scenarios are told apart by how long they take as exactly as that, since it is another time at each run."""

MOST_CHARACTERS: Final = 240
"""So much is told of what happened."""


CRASHED: Final = re.compile(
    r"the orchestrator (?:ended with exit code (?!0\b)|was ended by the signal (?!SIGKILL|SIGTERM))"
)
"""How a call without an answer tells that the server crashed; those two signals are the suite's own."""

EXPECTED: Final = re.compile(r": (?:\S+ ){0,4}?Expected: .*? but: ")
"""What stands before that which was found."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why some scenarios did not pass.

    Attributes:
        keys: what they have in common, the gravest first; several where narrow causes of one kind are told together.
        title: what does not work, in a few words.
        promised: what the requirement promises.
        happened: one call and its answer, in words.
        failed: the scenarios that failed.
        blocked: the scenarios that were not judged because of it.
        severity: of the gravest that failed.
        example: the scenario to run again.
        target: how the target is asked for, as it is given to `make`.
        others: what else does not work, where narrow causes of one kind are told together.
    """

    keys: tuple[CauseKey, ...]
    title: str
    promised: str
    happened: str
    failed: tuple[str, ...]
    blocked: tuple[str, ...]
    severity: str
    example: str
    target: str = ""
    others: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Its title where it stands within a sentence."""
        promise = self.title.removeprefix(NOT_KEPT)
        return self.title if promise == self.title else f'"{promise}" is not kept'

    @property
    def requirement(self) -> str:
        """The requirement whose promise is broken; of several the gravest."""
        return self.keys[0].requirement

    @property
    def requirements(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(dict.fromkeys(one.requirement for one in self.keys if one.requirement))

    @property
    def family(self) -> str:
        """What its requirements are about: the letters before their numbers."""
        return self.requirement.partition("-")[0]

    @property
    def width(self) -> int:
        """How many scenarios it costs."""
        return len(self.failed) + len(self.blocked)

    @property
    def command(self) -> str:
        """The command that runs its example again."""
        return " ".join(filter(None, ("make scenario", self.target, f"NAME={shlex.quote(self.example)}")))

    @property
    def costs(self) -> str:
        """How many scenarios it fails and blocks, in words."""
        blocked = f" and blocks {len(self.blocked)}" if self.blocked else ""
        return f"fails {len(self.failed)}{blocked}"

    @property
    def scenarios(self) -> tuple[str, ...]:
        """All that it costs."""
        return self.failed + self.blocked


def causes(run: RunRecord) -> list[Cause]:
    """The causes of a run, the gravest first, and of those as grave the widest."""
    groups: dict[CauseKey, list[str]] = defaultdict(list)
    for name, key in run.causes.items():
        groups[key].append(name)
    return condensed(sorted((_cause(run, key, names) for key, names in groups.items()), key=_weight))


def condensed(found: Sequence[Cause], most: int = MOST_CAUSES) -> list[Cause]:
    """As many causes as a reader takes in: where there are more, narrow ones of one kind are told together.

    First those of one requirement, then those of one family of requirements; never what has nothing in common.
    """
    kinds: tuple[Callable[[Cause], str], ...] = (lambda one: one.requirement, lambda one: one.family)
    left = list(found)
    for kind in kinds:
        while len(left) > most and (pair := _narrowest(left, kind)):
            left = sorted(
                [*(one for one in left if one not in pair), _together(*sorted(pair, key=_weight))], key=_weight
            )
    return left


def _narrowest(found: Sequence[Cause], kind: Callable[[Cause], str]) -> tuple[Cause, Cause] | None:
    """The two causes of one kind that cost the fewest scenarios together; `None` where no two are of one kind."""
    groups: dict[str, list[Cause]] = defaultdict(list)
    for one in sorted(found, key=lambda one: one.width):
        groups[kind(one)].append(one)
    pairs = [(group[0], group[1]) for group in groups.values() if len(group) > 1]
    return min(pairs, key=lambda pair: pair[0].width + pair[1].width, default=None)


def _together(graver: Cause, other: Cause) -> Cause:
    """Two causes as one, told by the graver."""
    others = dict.fromkeys((*graver.others, other.title, *other.others))
    return replace(
        graver,
        keys=graver.keys + other.keys,
        others=tuple(one for one in others if one != graver.title),
        failed=graver.failed + other.failed,
        blocked=graver.blocked + other.blocked,
    )


def _weight(one: Cause) -> tuple[int, int, CauseKey]:
    return SEVERITIES_BY_GRAVITY.index(one.severity), -one.width, one.keys[0]


def _cause(run: RunRecord, key: CauseKey, names: Sequence[str]) -> Cause:
    cases, outcomes = run.specification.cases, run.outcomes
    failed = [name for name in names if outcomes[name].status != BLOCKED]
    gravity = {name: SEVERITIES_BY_GRAVITY.index(cases[name].severity) for name in failed}
    # Best shown by a short scenario that is about the promise, even if another one that needs it is graver.
    length = {name: int(outcomes[name].seconds * SHARES_OF_A_SECOND) for name in failed}
    about = {name: main_requirement(cases[name]) == key.requirement for name in failed}
    example = min(failed, key=lambda name: (not about[name], length[name], gravity[name]))
    return Cause(
        keys=(key,),
        title=_title(run.requirements, key, outcomes[example]),
        promised=_promised(run, key.requirement, {cases[name].title for name in failed}),
        happened=_happened(cases[example], outcomes[example], key),
        failed=tuple(failed),
        blocked=tuple(name for name in names if outcomes[name].status == BLOCKED),
        severity=SEVERITIES_BY_GRAVITY[min(gravity.values())],
        example=example,
        target=run.target.asked,
    )


def _promised(run: RunRecord, requirement: str, failed: set[str]) -> str:
    """What is promised: the clause of the requirement that most of these assert, or else the requirement as a whole."""
    own = [one for one in run.clauses if one.requirement == requirement]
    widest = max(own, key=lambda one: len(failed.intersection(one.scenarios)), default=None)
    if widest is not None and 2 * len(failed.intersection(widest.scenarios)) > len(failed):
        return widest.words
    return run.requirements.get(requirement, "The scenario names no requirement.")


def _title(requirements: Mapping[str, str], key: CauseKey, shown: ScenarioResult) -> str:
    """What does not work, in a few words; a promise alone would read as if it were the fault."""
    if key.tool:
        how = "is rejected" if key.answer.startswith(REFUSED) else "is not answered"
        unanswered = shown.call is not None and shown.call.ended == UNANSWERED
        if unanswered and shown.call is not None and CRASHED.search(shown.call.answer):
            return f"{PROMISES[key.tool].words} crashes the orchestrator"
        never = "is never answered" if unanswered else "never works"
        return f"{PROMISES[key.tool].words} {how if key.answer else never}"
    promise = next((one.words for one in PROMISES.values() if one.requirement == key.requirement), "")
    if promise:
        return f"{promise} gives a wrong result"
    return f"{NOT_KEPT}{requirements.get(key.requirement, shown.name).split('. ')[0].rstrip('.')}"


def _happened(case: Case, outcome: ScenarioResult, key: CauseKey) -> str:
    """One call and its answer, in words."""
    if key.tool and outcome.call is not None:
        call, words = outcome.call, in_words(outcome.call.answer)
        # Why nothing came says nothing of what was asked.
        how = f"{call.tool} was not answered" if call.ended == UNANSWERED else call.ended.capitalize()
        return shortened(words if words.startswith(how) else f"{how}: {words}")
    told = f'In "{case.name}": {" ".join(outcome.message.split())}'
    # What was found tells more than what was expected, where there is no room for both.
    return shortened(told if len(told) <= MOST_CHARACTERS else EXPECTED.sub(": ", told, count=1))


def shortened(text: str) -> str:
    """A text of one line, as far as a table has room for it."""
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]} …"


def told_cause(number: int, cause: Cause) -> Iterator[str]:
    """A cause in lines for the console."""
    named = ", ".join(filter(None, (*cause.requirements, cause.severity)))
    yield f"  {number}. {cause.title} ({named}): {cause.costs}"
    if cause.others:
        yield f"     Also: {'; '.join(cause.others)}"
    if cause.title != f"{NOT_KEPT}{cause.promised.rstrip('.')}":
        yield f"     Promised: {shortened(cause.promised)}"
    yield f"     {cause.happened}"
    yield f"     Run it again: {cause.command}"
