"""Assertions about what a progress document shows of the campaign: what was done during the work, and the matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from acceptance.campaign import NAMED_ACTIONS, TITLES, Action, CampaignRecord, Outcome
from acceptance.errors import NotJudgedError, NotOfferedError
from acceptance.matchers.findings import Finding, listed, quoted
from acceptance.reporting.assessor import ProgressDocument

Part: TypeAlias = Callable[[CampaignRecord], Finding[ProgressDocument]]

STAGES: Final = 3
WHOLE: Final = "3 of 3 (100 %)"


def shows_done(words: str, actions: Sequence[str]) -> Finding[ProgressDocument]:
    """The log shows each of these actions at least once, and each time as done.

    What the target does not offer, or what cannot be seen from here, skips the scenario when it is looked at.
    """
    return Finding(
        f"the activity log shows {words}",
        lambda document: list(_lacking(document, actions)),
        lambda lacking: not lacking,
        lambda document, lacking: "; ".join(lacking[:3]),
    )


def shows_updates(campaign: CampaignRecord) -> Finding[ProgressDocument]:
    """The log shows an update at a milestone, and each as done; every one that was accepted was seen afterwards."""
    made = sorted({one.action for one in campaign.activities if one.action.startswith(Action.UPDATE)})
    unseen = [f"{one.unseen} of {one.milestones} updates of {quoted(one.title)} not seen" for one in campaign.tasks]
    return Finding(
        "the activity log shows every update at a milestone as done, and it is seen afterwards",
        lambda document: [
            *_lacking(document, made or [Action.UPDATE]),
            *(words for words, task in zip(unseen, campaign.tasks, strict=True) if task.unseen),
        ],
        lambda lacking: not lacking,
        lambda document, lacking: "; ".join(lacking[:3]),
    )


def shows_matrix() -> Finding[ProgressDocument]:
    """The matrix has the five components, each planned, started and completed, all tools covered, the work valid."""
    return Finding(
        f"the tool testing matrix shows {listed(TITLES[1:])} as done in each stage, covered by {WHOLE}, and valid",
        lambda document: document.matrix,
        lambda rows: tuple(row[0] for row in rows) == TITLES[1:] and all(map(_is_whole, rows)),
        lambda document, rows: "; ".join(" | ".join(row) for row in rows if not _is_whole(row)) or f"it shows {rows}",
    )


def _is_whole(row: list[str]) -> bool:
    return row[1:] == [*[str(Outcome.DONE)] * STAGES, WHOLE, "✅"]


def _lacking(document: ProgressDocument, actions: Sequence[str]) -> Iterator[str]:
    """What is not done, or not shown, of some actions.

    Raises:
        NotOfferedError: the target does not list what one of them needs.
        NotJudgedError: whether one of them was done cannot be seen from here.
    """
    shown = [(str(one.get("action")), str(one.get("details"))) for one in document.activities]
    for action in actions:
        found = [details for name, details in shown if name == action]
        if not found:
            yield f"{quoted(action)} is missing"
        for details in found:
            if details.startswith(Outcome.NOT_OFFERED):
                raise NotOfferedError(details.rpartition("NOT OFFERED: ")[2])
            if details.startswith(Outcome.NOT_JUDGED):
                raise NotJudgedError(details.rpartition("NOT JUDGED: ")[2])
            if not details.startswith(Outcome.DONE):
                yield f"{quoted(action)} is {details}"


def _named(document_of: CampaignRecord) -> list[str]:
    """Every action that the plan names, but for what cannot be seen of this target."""
    unseen = {one.action for one in document_of.activities if one.outcome == Outcome.NOT_JUDGED}
    return [action for action in NAMED_ACTIONS if action not in unseen]


def _part(words: str, *actions: str) -> Part:
    return lambda campaign: shows_done(words, actions)


CAMPAIGN_PARTS: Final[Mapping[str, Part]] = {
    "the health check during the work as done": _part("the health check as done", Action.HEALTH),
    "the restart during the work as survived": _part(
        "the restart as done, and every task still in progress after it", Action.RESTART, Action.QUERY_AGAIN
    ),
    "the reconnection test during the work as done": _part("the reconnection test as done", Action.RECONNECT),
    "the progress searches as done": _part("every search for the tasks in progress as done", Action.QUERY),
    "the status during the work as done": _part("the status as done", Action.STATUS),
    "every milestone update as seen": shows_updates,
    "the maintenance as done without loss": _part(
        "the maintenance as done, and every task read back after it",
        Action.MAINTAIN,
        *(Action.READ_AGAIN.of(title) for title in TITLES),
    ),
    "every call of the plan as done": lambda campaign: shows_done("every call of the plan as done", _named(campaign)),
    "the tool testing matrix with all five components as valid": lambda campaign: shows_matrix(),
}
"""What the progress document shows of the campaign, by the features' words."""
