"""A finding as a person reads it: a scenario in the specification's own words, with the bare calls beside it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from acceptance.contract.calls import ToolResult
from acceptance.exploration.finding import Finding
from acceptance.exploration.wording import phrases
from acceptance.servers.orchestrator import Attempt

SHOWN_CHARACTERS: Final = 300
# The openings and the looks of a finding are left out of the calls where it has more than these.
MOST_CALLS: Final = 24
WIDTH: Final = 116
# A message tells one finding with its scenario, and the others in a sentence; the calls of all stand in the report.
MOST_OF_A_MESSAGE: Final = 1_300
MOST_OF_A_SENTENCE: Final = 200


def tell(finding: Finding) -> str:
    """A finding in words: what is broken, the scenario that shows it, and the calls that were made for it."""
    clause = finding.disagreement.promise.value
    seed = "kept from before" if finding.seed is None else f"seed {finding.seed}"
    lines = [
        *textwrap.wrap(f"{str(finding.disagreement).rstrip('.')}.", WIDTH),
        f"Contract, {clause}",
        f"Found about {finding.area}, {seed}:",
        "",
        *scenario(finding),
        "",
        "Calls:",
        *(f"  {line}" for line in calls(finding)),
    ]
    return "\n".join(lines)


def summarise(findings: Sequence[Finding]) -> str:
    """Findings as the message of a scenario that failed: the first as a scenario, the others in a sentence each."""
    if not findings:
        return ""
    first, *others = findings
    clause = first.disagreement.promise.value
    lines = [_sentence(first), f"Contract, {clause}", *scenario(first)]
    lines += [f"Also {_sentence(one)} ({one.disagreement.promise.value.requirement})" for one in others]
    kept: list[str] = []
    for line in lines:
        if sum(map(len, kept)) + len(line) > MOST_OF_A_MESSAGE:
            kept.append("…")
            break
        kept.append(line)
    return "\n".join(kept)


def _sentence(finding: Finding) -> str:
    text = str(finding.disagreement).rstrip(".")
    return f"{text}." if len(text) <= MOST_OF_A_SENTENCE else f"{text[:MOST_OF_A_SENTENCE]}…"


def scenario(finding: Finding) -> Iterator[str]:
    """The finding as a scenario; the last step is what was to be so."""
    yield f"  @{finding.disagreement.promise.value.requirement}"
    yield f"  Scenario: {finding.disagreement.promise.value.words.rstrip('.')}"
    client, keyword = 0, "When"
    for step in finding.steps:
        if step.client != client:
            yield f"    # by client {step.client + 1}"
            client = step.client
        for line in phrases(step.operation):
            if line.startswith(("#", " ")):
                yield f"      {line.strip()}"
            else:
                yield f"    {keyword} {line}"
                keyword = "And"
    if finding.disagreement.phrase:
        yield f"    Then {finding.disagreement.phrase}"
    else:
        yield f"    # Then: expected {finding.disagreement.expected}"


def calls(finding: Finding) -> Iterator[str]:
    """The bare calls and their answers, one on a line."""
    attempts = list(finding.attempts)
    if len(attempts) > MOST_CALLS:
        yield f"({len(attempts) - MOST_CALLS} calls before these)"
    for attempt in attempts[-MOST_CALLS:]:
        yield f"{attempt.call.tool} {_cut(json.dumps(attempt.call.arguments))}"
        yield f"  -> {_cut(_answer(attempt))}"


def _answer(attempt: Attempt) -> str:
    if not isinstance(attempt.outcome, ToolResult):
        return f"no answer: {attempt.outcome}"
    flagged = "isError: " if attempt.outcome.is_error else ""
    return flagged + " ".join((attempt.outcome.text or json.dumps(attempt.outcome.structured)).split())


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}… ({len(text)} characters)"
