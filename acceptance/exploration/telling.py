"""A finding as a person reads it: a scenario in the specification's own words, with the bare calls beside it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Final

from acceptance.contract.calls import ToolResult
from acceptance.exploration.finding import Finding
from acceptance.exploration.wording import phrases
from acceptance.servers.orchestrator import Attempt

SHOWN_CHARACTERS: Final = 300
# The openings and the looks of a finding are left out of the calls where it has more than these.
MOST_CALLS: Final = 24
WIDTH: Final = 116


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
