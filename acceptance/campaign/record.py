"""What is kept of a campaign, below the reports: who did what and when, and what read back in the end."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from acceptance.campaign.plan import Action
from acceptance.display import escaped_json
from acceptance.redaction import Redactor

RECORD: Final = Path("campaign") / "record.json"
"""Where the record lies, below the reports."""


STAGES: Final = (Action.PLAN, Action.EXECUTE, Action.COMPLETE)
"""What is done with each task, from its plan to its result."""


class Outcome(StrEnum):
    """What came of one thing that was done, as the log tells it."""

    DONE = "done"
    REJECTED = "rejected"
    UNANSWERED = "not answered"
    WRONG = "not as asked"
    NOT_OFFERED = "not offered"
    NOT_CALLED = "not called"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing that was done: a call, or what is done around the calls.

    Attributes:
        timestamp: when, in UTC.
        agent_id: who: the session's id, which the orchestrator assigned; empty before there was one.
        action: what, in a few words.
        details: what came of it; of a refusal, the orchestrator's words.
        outcome: whether it was done, refused or not answered.
        tool: the tool that was called; empty where none was.
        arguments: what the tool was given, long texts cut.
    """

    timestamp: str
    agent_id: str
    action: str
    details: str
    outcome: str
    tool: str = ""
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        """Whether the orchestrator did it."""
        return self.outcome == Outcome.DONE

    @property
    def told(self) -> str:
        """Outcome and details, as the log tells them."""
        return f"{self.outcome}: {self.details}" if self.details else self.outcome


@dataclass(slots=True)
class ComponentRecord:
    """What became of one task of the campaign.

    Attributes:
        title: the task's title.
        identity: the id that it was given; None while it is not planned.
        executed: whether it was executed.
        context_missing: what of its specialist's context was not handed back at execution.
        milestones: how often an update at a milestone was accepted.
        milestones_seen: how many of these were seen afterwards.
        completed: whether its results were handed in and taken.
        state: its state when it was read back after its completion.
        result_kept: whether its result read back unchanged then.
        kept: whether it was still completed, with the same result, after maintenance.
    """

    title: str
    identity: str | None = None
    executed: bool = False
    context_missing: list[str] = field(default_factory=list)
    milestones: int = 0
    milestones_seen: int = 0
    completed: bool = False
    state: str | None = None
    result_kept: bool = False
    kept: bool = False

    @property
    def planned(self) -> bool:
        """Whether it was planned."""
        return self.identity is not None

    @property
    def stages(self) -> tuple[bool, ...]:
        """Whether it was planned, executed, completed, read back as completed, and its result kept."""
        return self.planned, self.executed, self.completed, self.state == "completed", self.result_kept

    @property
    def unseen(self) -> int:
        """How many accepted updates were not seen afterwards."""
        return self.milestones - self.milestones_seen

    @property
    def implemented(self) -> bool:
        """Whether it went through plan, execution and completion, with the result stored."""
        return all(self.stages)

    def lacking(self) -> str:
        """What keeps it from being implemented, in words; empty when nothing does."""
        gaps = {
            "it was not planned": self.planned,
            "it was not started": self.executed,
            "its results were not accepted": self.completed,
            f"it read back as {self.state or 'nothing'}": self.state == "completed",
            "its result did not read back unchanged": self.result_kept,
        }
        return next((words for words, good in gaps.items() if not good), "")


@dataclass(slots=True)
class CampaignRecord:
    """All that is kept of a campaign.

    Attributes:
        agent_id: the session's id; empty where no agent was assigned.
        main: the main task.
        components: the five components by the keys of their criteria.
        synthesised: whether the results were put together for the main task, every component's among them.
        maintained: whether the workspace was maintained, and every task was there afterwards.
        finished: whether the campaign was carried to its end.
        trouble: the first thing that kept it from that, in words.
        activities: what was done, in order.
    """

    agent_id: str = ""
    main: ComponentRecord = field(default_factory=lambda: ComponentRecord(""))
    components: dict[str, ComponentRecord] = field(default_factory=dict)
    synthesised: bool = False
    maintained: bool = False
    finished: bool = False
    trouble: str = ""
    activities: list[Activity] = field(default_factory=list)

    @property
    def held(self) -> bool:
        """Whether there was a campaign at all, or an attempt at one."""
        return bool(self.activities)

    @property
    def tasks(self) -> list[ComponentRecord]:
        """The main task and the components."""
        return [self.main, *self.components.values()]

    @property
    def lacking(self) -> str:
        """What the target does not offer that the way of the tasks from plan to result needs; empty: nothing."""
        stages = {stage.of(task.title) for stage in STAGES for task in self.tasks}
        return self.lacking_for(stages | {Action.INITIALIZE, Action.SYNTHESIZE})

    def lacking_of(self, task: ComponentRecord) -> str:
        """What the target does not offer that the way of one task from plan to result needs; empty: nothing."""
        above = {Action.PLAN.of(self.main.title)}
        return self.lacking_for({stage.of(task.title) for stage in STAGES} | above)

    def lacking_for(self, actions: Collection[str]) -> str:
        """What the target does not offer that the first of some actions needs which was not offered; empty: nothing."""
        found = (one for one in self.activities if one.action in actions and one.outcome == Outcome.NOT_OFFERED)
        return next((one.details.rpartition("NOT OFFERED: ")[2] for one in found), "")

    def outcome_of(self, action: str) -> Outcome | None:
        """What came of an action the last time; None: it was never tried."""
        return next((Outcome(one.outcome) for one in reversed(self.activities) if one.action == action), None)

    def write(self, reports: Path, redactor: Redactor) -> None:
        """Keep it below the reports, without what nobody is to read there."""
        file = reports / RECORD
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(redactor.tree(asdict(self)), indent=2, ensure_ascii=False)
        file.write_text(escaped_json(text), encoding="utf-8")


def read_campaign(reports: Path) -> CampaignRecord:
    """Read what was kept; an empty record where the campaign did not run, or where it cannot be read."""
    try:
        kept: dict[str, Any] = json.loads((reports / RECORD).read_text(encoding="utf-8"))
        return CampaignRecord(
            **{
                **kept,
                "main": ComponentRecord(**kept["main"]),
                "components": {key: ComponentRecord(**one) for key, one in kept["components"].items()},
                "activities": [Activity(**{**one, "outcome": Outcome(one["outcome"])}) for one in kept["activities"]],
            }
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return CampaignRecord()
