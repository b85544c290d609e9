"""What the lines of the evidence tell of a run: its target, the tools that it used, what was measured and injected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from acceptance.evidence.evidence import Figure
from acceptance.specification.declarations import KEYS, Declaration
from acceptance.supervision.strays import Strays

DIGESTS: Final = ("tools_digest", "features_digest", "requirements_digest", "suite_digest", "files_digest")
"""The digests that the line of a target holds."""


@dataclass(frozen=True, slots=True)
class Described:
    """What the tool list tells of one tool.

    Attributes:
        itself: what is wrong with its description; empty where nothing is.
        parameters: the same for each of its parameters.
    """

    itself: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What was judged, as it told itself when the run began.

    Attributes:
        name: its name in the suite.
        server: what it calls itself.
        version: its version.
        tools: the tools that it lists.
        tools_digest: of the tool list with its schemas.
        features_digest: of the features that it was held against.
        requirements_digest: of the words of their requirements.
        suite_digest: of the steps, the matchers and all else that made the outcomes.
        files_digest: of the files that it is started from.
        otherwise: what it declares to be otherwise than the contract says.
        asked: how it was asked for, as it is given to `make`; empty for the default target.
    """

    name: str = ""
    server: str = ""
    version: str = ""
    tools: Mapping[str, Described] = field(default_factory=dict)
    tools_digest: str = ""
    features_digest: str = ""
    requirements_digest: str = ""
    suite_digest: str = ""
    files_digest: str = ""
    otherwise: tuple[Declaration, ...] = ()
    asked: str = ""


@dataclass(frozen=True, slots=True)
class FaultSeen:
    """A fault that was injected.

    Attributes:
        scenario: in which scenario.
        kind: what it was.
        recovered: whether changes were accepted again after it and nothing was lost; None: that was not awaited.
        seconds: from the end of its cause to the first change that was accepted; None: none was seen.
    """

    scenario: str
    kind: str
    recovered: bool | None
    seconds: float | None


@dataclass(frozen=True, slots=True)
class ToolUse:
    """How often a tool was called in one scenario, and what came of it."""

    scenario: str
    tool: str
    answered: int
    accepted: int
    stands_for: str = ""

    @property
    def promised(self) -> str:
        """The contract's tool of which what it did is promised, whatever the target calls it."""
        return self.stands_for or self.tool


UseKey = tuple[str, str, str, bool, bool]
"""A scenario, a tool, the contract's tool that it stands for, and whether a call was answered and accepted."""


@dataclass(slots=True)
class LinesRead:
    """What the lines of the evidence tell together."""

    uses: Counter[UseKey] = field(default_factory=Counter)
    figures: list[Figure] = field(default_factory=list)
    targets: list[TargetFacts] = field(default_factory=list)
    planned: set[str] = field(default_factory=set)
    strays: list[str] = field(default_factory=list)
    faults: list[FaultSeen] = field(default_factory=list)
    deaths: list[str] = field(default_factory=list)
    began: str = ""

    def take(self, line: Mapping[str, Any]) -> None:
        """Take up one line.

        Raises:
            KeyError, TypeError, ValueError, AttributeError: no run writes such a line.
        """
        self.began = self.began or str(line.get("time", ""))
        what = line.get("event")
        if what is None and "tool" in line:
            accepted, stands_for = line["outcome"] == "accepted", str(line.get("stands_for", ""))
            self.uses[line["scenario"], line["tool"], stands_for, bool(line["answered"]), accepted] += 1
        elif what == "figure":
            self.figures.append(Figure(**{name: line[name] for name in _NAMES if name in line}))
        elif what == "target":
            self.targets.append(_read_target(line))
        elif what == "planned":
            self.planned |= {str(name) for name in line["scenarios"]}
        elif what == "fault":
            self.faults.append(read_fault(line))
        elif what == "process of the run died":
            self.deaths.append(str(line["words"]))
        elif what == "processes left" and line["blamed"]:
            strays = Strays(int(line["count"]), tuple(str(name) for name in line["names"]))
            self.strays.append(f"{line['server']} left {strays}")


_NAMES: Final = tuple(one.name for one in fields(Figure))


def read_uses(counted: Mapping[UseKey, int]) -> Iterator[ToolUse]:
    """The uses of the tools that lines tell together."""
    for (scenario, tool, stands_for, answered, accepted), count in counted.items():
        yield ToolUse(scenario, tool, count if answered else 0, count if accepted else 0, stands_for)


def _read_target(line: Mapping[str, Any]) -> TargetFacts:
    tools = {
        name: Described(str(told["described"]), {one: str(words) for one, words in told["parameters"].items()})
        for name, told in line.get("tools", {}).items()
    }
    return TargetFacts(
        name=str(line["name"]),
        server=str(line["server"]),
        version=str(line["version"]),
        tools=tools,
        asked=str(line.get("asked", "")),
        **{name: str(line.get(name, "")) for name in DIGESTS},
        otherwise=tuple(Declaration(**{key: str(one[key]) for key in KEYS}) for one in line.get("otherwise", ())),
    )


def read_fault(line: Mapping[str, Any]) -> FaultSeen:
    """Read the line of a fault."""
    seconds = line["seconds"]
    recovered = None if line["recovered"] is None else bool(line["recovered"])
    return FaultSeen(str(line["scenario"]), str(line["kind"]), recovered, None if seconds is None else float(seconds))
