"""A finding as a person reads it."""

from __future__ import annotations

from acceptance.exploration.finding import Finding


def tell(finding: Finding) -> str:
    """A finding in words, with the bare calls."""
    lines = [str(finding.disagreement), str(finding.disagreement.promise.value)]
    for attempt in finding.attempts:
        lines.append(
            f"{attempt.call.tool} {attempt.call.arguments!r:.300} -> {getattr(attempt.outcome, 'text', attempt.outcome)!r:.300}"
        )
    return "\n".join(lines) + "\n"
