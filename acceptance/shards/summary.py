"""What came of a run, whichever process ran what, for the console."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from acceptance.contract.tools import TOOLS
from acceptance.evidence.call_record import read_lines
from acceptance.evidence.scenario_results import BLOCKED, ScenarioResult, read_results, settled
from acceptance.shards.running import Departed

ENDINGS: Final[Mapping[str, str]] = {
    "failed": "that do not meet the criterion",
    BLOCKED: "that are blocked: what they need does not work, as others show",
    "broken": "in which the suite itself broke",
}
"""The endings that need somebody, in words, the report's own order."""

# How many of its last lines are shown of a process that ran nothing.
LAST_LINES: Final = 12


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run, whichever process ran what.

    Attributes:
        scenarios: all that ran.
        answered: how many calls were answered.
        servers: how many server processes were started.
        tools: the tools that answered.
        offered: the tools that the target lists.
        warnings: what the reader of the run's end should know of.
    """

    scenarios: tuple[ScenarioResult, ...]
    answered: int
    servers: int
    tools: frozenset[str]
    offered: frozenset[str]
    warnings: tuple[str, ...]

    @classmethod
    def read(cls, results: Path, calls: Path, blocked: Container[str] = ()) -> Summary:
        """Read what a run wrote: its results, and its record of calls.

        Args:
            results: the folder of the results.
            calls: the record of calls.
            blocked: the scenarios that failed only because others did.
        """
        lines = list(read_lines(calls))
        answers = [line for line in lines if line.get("answered")]
        return cls(
            scenarios=tuple(
                sorted(settled(read_results(results), blocked), key=lambda one: (one.feature, one.name)),
            ),
            answered=len(answers),
            servers=sum(line.get("event") == "server started" for line in lines),
            tools=frozenset(str(line.get("tool")) for line in answers),
            offered=frozenset(
                str(tool) for line in lines if line.get("event") == "target" for tool in line.get("tools", ())
            ),
            warnings=tuple(dict.fromkeys(str(line["words"]) for line in lines if line.get("event") == "warning")),
        )

    @property
    def counts(self) -> Counter[str]:
        """How many scenarios ended in which way."""
        return Counter(scenario.status for scenario in self.scenarios)

    def wrong(self) -> Iterator[str]:
        """How the scenarios ended, and all that did not pass, for the console, each with the first line of why."""
        ends = ("passed", "failed", *([BLOCKED] if self.counts[BLOCKED] else []), "broken", "skipped")
        yield f"\n{len(self.scenarios)} scenarios: {', '.join(f'{self.counts[status]} {status}' for status in ends)}"
        for status, words in ENDINGS.items():
            found = [scenario for scenario in self.scenarios if scenario.status == status]
            if found:
                yield f"\n{len(found)} {words}:"
            for scenario in found:
                first = (scenario.message.strip().splitlines() or ["(without a word)"])[0]
                yield f"  {scenario.feature} / {scenario.name}\n      {first}"

    def figures(self, seconds: float) -> Iterator[str]:
        """The figures for the console, in the words of a run in one process.

        Args:
            seconds: how long the run took.
        """
        known = self.offered.intersection(TOOLS)
        yield calls_answered(self.answered, seconds, self.servers)
        called = len(self.tools.intersection(known))
        yield from tools_called(len(known), called)
        yield from (f"Note: {words}" for words in self.warnings)


def trouble(one: Departed, summary: Summary) -> str:
    """What a person should know of a process that did not do what it was started for; empty where it did."""
    if one.died:
        return one.trouble()
    blamed = {scenario.feature for scenario in summary.scenarios if scenario.status in ENDINGS}
    if one.code and not blamed.intersection(one.worker.features):
        lines = one.output.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return "\n".join(lines[-LAST_LINES:])
    return ""


def tools_called(offered: int, called: int) -> Iterator[str]:
    """How many of the contract's tools were called, for the console; nothing where a target has its own instead.

    Args:
        offered: how many of them the target lists.
        called: how many of those were called and answered.
    """
    if offered:
        yield f"Of the {offered} tools of the contract that are offered, {called} were called and answered."


def calls_answered(calls: int, seconds: float, servers: int) -> str:
    """How many calls were answered, in how many seconds and by how many processes, below an empty line."""
    told = f"{calls} call{' was' if calls == 1 else 's were'} answered in {seconds:.1f} s"
    return f"\n{told} by {servers} server process{'' if servers == 1 else 'es'}."
