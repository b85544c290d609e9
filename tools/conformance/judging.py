"""What an outcome of the kit means for a server: a failure is a defect only of what the server offers."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

NEEDS: Final = Path(__file__).with_name("needs.toml")


@dataclass(frozen=True, slots=True)
class Need:
    """What a scenario of the kit needs of the server that it judges.

    Attributes:
        capability: what the server has to declare, a part of it after a dot; empty for nothing.
        fixture: the tool, prompt or resource of the kit's test server that the scenario uses; empty for none.
    """

    capability: str = ""
    fixture: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a server offers.

    Attributes:
        capabilities: as it declares them in its greeting.
        names: the names of its tools and prompts, and the addresses of its resources.
    """

    capabilities: Mapping[str, Any]
    names: frozenset[str]

    def declares(self, capability: str) -> bool:
        """Whether a capability is declared; `resources.subscribe` is a part of `resources`."""
        name, _, part = capability.partition(".")
        declared = self.capabilities.get(name)
        return declared is not None and (not part or (isinstance(declared, Mapping) and bool(declared.get(part))))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the kit says of a scenario.

    Attributes:
        scenario: its name.
        passed: the number of its checks that passed.
        failed: the number of its checks that failed.
        words: what the kit says of the failures.
    """

    scenario: str
    passed: int
    failed: int
    words: str = ""

    def told(self) -> str:
        """The outcome in a word."""
        return "failed" if self.failed else ("passed" if self.passed else "not judged")


class Verdict(Enum):
    """What an outcome means."""

    KEPT = "the server does what the scenario asks for"
    EMPTY = "says nothing: the scenario asks for a part of the test server and passes without it"
    UNDECLARED = "not declared by the server, so the protocol does not ask for it"
    FIXTURE = "the kit assumes a part of its own test server"
    OPTIONAL = "the kit does not judge it here"
    DEFECT = "a defect, or a scenario that this suite does not know"


@dataclass(frozen=True, slots=True)
class Judged:
    """An outcome with its verdict.

    Attributes:
        outcome: what the kit says.
        verdict: what that means.
        because: the capability or the part of the test server that is missing; empty where nothing is.
    """

    outcome: Outcome
    verdict: Verdict
    because: str = ""

    @property
    def told(self) -> str:
        """The verdict in words."""
        return f"{self.verdict.value}: {self.because}" if self.because else self.verdict.value


def read_needs(file: Path = NEEDS) -> dict[str, Need]:
    """What each known scenario of the kit needs, by its name."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))["needs"]
    return {str(name): Need(**need) for name, need in table.items()}


def judge(outcome: Outcome, needs: Mapping[str, Need], offer: Offer) -> Judged:
    """Judge an outcome by what the server offers; an unknown scenario that fails is a defect until it is entered."""
    need = needs.get(outcome.scenario, Need())
    lacking, why = "", Verdict.DEFECT
    if need.capability and not offer.declares(need.capability):
        lacking, why = need.capability, Verdict.UNDECLARED
    elif need.fixture and need.fixture not in offer.names:
        lacking, why = need.fixture, Verdict.FIXTURE
    if outcome.failed:
        return Judged(outcome, why, lacking)
    passed = Verdict.EMPTY if lacking else Verdict.KEPT
    return Judged(outcome, passed if outcome.passed else Verdict.OPTIONAL, lacking)


def summary(judged: Iterable[Judged]) -> str:
    """The figures of a run in two sentences."""
    every = list(judged)
    said = Counter(one.outcome.told() for one in every)
    count = Counter(one.verdict for one in every)
    return (
        f"Of {len(every)} scenarios of the kit, {said['passed']} passed, {said['failed']} failed, "
        f"{said['not judged']} had no outcome. Failures by what they mean: {count[Verdict.UNDECLARED]} not declared, "
        f"{count[Verdict.FIXTURE]} for parts of the kit's own test server, {count[Verdict.DEFECT]} to be mended. "
        f"Passed without what they ask for: {count[Verdict.EMPTY]}."
    )
