"""Why a scenario was not judged, as a sentence for the reader of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from acceptance.errors import DECLARED_OTHERWISE, NOT_APPLICABLE, NOT_MEASURABLE
from acceptance.evidence.scenario_results import NOT_OFFERED

SENTENCES: Final[Mapping[str, str]] = {
    NOT_OFFERED: "The orchestrator does not offer {}.",
    NOT_APPLICABLE: "This does not apply: {}.",
    DECLARED_OTHERWISE: "The orchestrator documents another choice of design: {}.",
    "NOT JUDGED": "This was not judged: {}.",
    "NOT INJECTED": "The fault could not be injected: {}.",
    NOT_MEASURABLE: "This could not be measured here: {}.",
}
"""How the reasons of skips are said, by how they begin on the console and in the report."""


def as_sentence(reason: str) -> str:
    """A reason as a sentence; whatever is no reason of a skip stays as it is."""
    opening, found, rest = reason.partition(": ")
    sentence = SENTENCES.get(opening)
    if not found or sentence is None:
        return reason
    first, *more = rest.strip().splitlines() or [""]
    return "\n".join([sentence.format(first.rstrip(".")), *more])
