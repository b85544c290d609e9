"""What the console says of a feature that has ended, and of how far the run is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from acceptance.evidence.scenario_results import ScenarioResult
from acceptance.messages.shown import ends_of
from acceptance.reporting.live.run_progress import WRONG, FeatureProgress, RunProgress

ORDER: Final = ("passed", "failed", "broken", "skipped")
MOST_WRONG: Final = 5
"""So many scenarios of a feature are named that failed; the end of the run tells the causes of all."""

MOST_REASONS: Final = 3
MOST_CHARACTERS: Final = 200
"""So much is told of why a scenario did not pass."""


def headline(feature: FeatureProgress) -> str:
    """A feature in one line: how its scenarios ended, and how long they took."""
    counts = feature.counts
    told = ", ".join(f"{counts[status]} {status}" for status in ORDER if counts[status])
    missing = len(feature.planned) - len(feature.ended)
    rest = f", {missing} not run" if missing else ""
    return f"{feature.title}: {told}{rest} ({feature.seconds:.1f} s)"


def details(feature: FeatureProgress) -> Iterator[str]:
    """Which scenarios of a feature failed and why, and for which reasons others were skipped."""
    wrong = feature.with_status(*WRONG)
    for one in wrong[:MOST_WRONG]:
        yield f"{one.status}: {one.name}"
        yield f"  {reason(one)}"
    if len(wrong) > MOST_WRONG:
        yield f"and {len(wrong) - MOST_WRONG} more that failed"
    reasons = Counter(reason(one) for one in feature.with_status("skipped"))
    for words, count in reasons.most_common(MOST_REASONS):
        yield f"{count} skipped: {words}"
    if len(reasons) > MOST_REASONS:
        yield f"and {reasons.total() - sum(count for _, count in reasons.most_common(MOST_REASONS))} more skipped"


def every_scenario(feature: FeatureProgress) -> Iterator[str]:
    """All scenarios of a feature with their outcomes."""
    for one in feature.ended.values():
        yield f"{one.status}: {one.name} ({one.seconds:.1f} s)"
        if one.status != "passed":
            yield f"  {reason(one)}"


def reason(one: ScenarioResult) -> str:
    """Why a scenario did not pass, in one line."""
    return ends_of(" ".join(one.message.split()), MOST_CHARACTERS) or "no reason was given"


def how_far(progress: RunProgress, passed: float) -> str:
    """How far a run is: count, percent, time left, failed so far.

    Args:
        progress: the run.
        passed: how long it has taken so far, in seconds.
    """
    if not progress.total:
        return "starting"
    left = progress.seconds_left(passed)
    percent = 100 * progress.done // progress.total
    rest = f", {rounded(left)} left" if left is not None and progress.done < progress.total else ""
    return f"{progress.done} of {progress.total} ({percent} %){rest}, {progress.failed} failed"


def rounded(seconds: float) -> str:
    """A time that is guessed, no more precise than it can be."""
    if seconds < 10:
        return "a few seconds"
    return f"about {round(seconds / 10) * 10} s" if seconds < 90 else f"about {round(seconds / 60)} min"
