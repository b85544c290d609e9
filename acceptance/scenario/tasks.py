"""The tasks that a scenario owns: each known by the name that the scenario gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from acceptance.confinement.files import WorkspaceFile
from acceptance.contract.reply import Reply
from acceptance.contract.values import Deletion, HandIn, StateWord, TaskField, TaskPlan, TaskState
from acceptance.contract.views import Artifact, TaskView, texts_in
from acceptance.errors import (
    ConnectionLostError,
    NoAnswerError,
    NotArrangedError,
    NotOfferedError,
    TargetFaultError,
    UnreadableReplyError,
)
from acceptance.evidence.call_trail import REFUSED
from acceptance.scenario import arranging
from acceptance.scenario.links import require_change
from acceptance.scenario.value_words import in_words
from acceptance.servers.verbs import Verbs

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState


@dataclass(eq=False)
class Task:
    """A task of the scenario, and the verbs that work on it.

    Every verb makes it the task that the scenario speaks of as "it", and leaves its reply as the scenario's last one; a
    look does not.

    Attributes:
        name: the scenario's name for it, which is no more than an alias.
        title: the title that it was planned with.
        reply: what came of planning it.
        parent: its parent, where it is in a family.
        not_offered: what the target lacks to plan it, where it is a parent and the target has no subtasks.
        handed_in: the work that was handed in last.
        files_seen: where the artifacts lay that hand-ins told of, as they told it.
        told_of_work: the artifacts that the last hand-in told of.
        before: what it was before the last change.
    """

    state: ScenarioState
    name: str
    title: str
    reply: Reply | None = None
    known_as: str | None = None
    parent: Task | None = None
    not_offered: str = ""
    handed_in: HandIn | None = None
    files_seen: list[str] = field(default_factory=list)
    told_of_work: list[Artifact] = field(default_factory=list)
    before: TaskView | None = field(default=None, repr=False)
    _recalled: TaskView | None = field(default=None, init=False, repr=False)

    @property
    def identity(self) -> str:
        """The id that the orchestrator gave it.

        Raises:
            NotOfferedError: it was not planned, since the target has nothing like it.
            NotArrangedError: it was not planned, since the plan was refused.
        """
        if self.not_offered:
            raise NotOfferedError(self.not_offered)
        if self.known_as is None:
            raise arranging.not_planned(self)
        return self.known_as

    def execute(self) -> Reply:
        """Hand it to its specialist."""
        return self._remember(self._verbs.execute(self.identity))

    def hand_in(self, work: HandIn) -> Reply:
        """Hand in work on it."""
        reply = self._remember(self._verbs.hand_in(self.identity, work))
        if reply.accepted:
            self.handed_in, self.told_of_work = work, reply.artifacts
            self.files_seen += [one.path for one in reply.artifacts if one.path]
        return reply

    def change(self, changes: dict[TaskField, Any], state: TaskState | StateWord | None = None) -> Reply:
        """Change values of it, or its state, or both at once."""
        orchestrator, plan = self.state.orchestrator, TaskPlan(changes)
        # What cannot be asked for is found out before anything is looked at.
        require_change(orchestrator, orchestrator.dialect.change(self.identity, plan, state), changes)
        self.before = self._found_if_shown()
        return self._remember(self._verbs.change(self.identity, plan, state))

    def cancel(self, reason: str | None, *, keep_work: bool | None = None) -> Reply:
        """Cancel it."""
        return self._remember(self._verbs.cancel(self.identity, reason, keep_work=keep_work))

    def delete(self, deletion: Deletion) -> Reply:
        """Delete it, into the archive or for good."""
        return self._remember(self._verbs.delete(self.identity, deletion))

    def synthesize(self) -> Reply:
        """Put the results of its children together."""
        return self._verbs.synthesize(self.identity)

    def reach(self, state: TaskState) -> None:
        """Arrange that it is in a state, with as few tools as can be.

        Raises:
            NotArrangedError: the orchestrator refused what leads there.
            TargetFaultError: it did not answer.
        """
        arranging.reach(self, state)

    def complete(self, summary: str) -> None:
        """Arrange that it is executed and completed with a summary.

        Raises:
            NotArrangedError: the orchestrator refused one of the two.
            TargetFaultError: it did not answer.
        """
        self.reach(TaskState.IN_PROGRESS)
        reply = self.hand_in(HandIn(summary=summary))
        if reply.refused:
            words = f'the work on "{self.name}" was refused: {reply.shortened()}'
            raise NotArrangedError(words, tool=reply.call.promised, ended=REFUSED, answer=reply.shortened())

    def find(self) -> TaskView | None:
        """The task as the orchestrator shows it now; `None` where no tool shows it. A look changes nothing.

        Raises:
            TargetFaultError: every tool that might show it rejects that.
        """
        parent = self.parent.known_as if self.parent else None
        trail = self.state.trail
        mark = trail.mark()
        view = self.state.orchestrator.look(self.identity, self.title, parent)
        if view is not None:
            trail.excuse(mark)
        return view

    def find_or_recall(self) -> TaskView | None:
        """The same; where no look works, the task as the reply to the last request about it shows it.

        Raises:
            TargetFaultError: no look works, and that reply does not show its state.
        """
        trail = self.state.trail
        mark = trail.mark()
        try:
            return self.find()
        except (ConnectionLostError, NoAnswerError):
            raise
        except TargetFaultError:
            if self._recalled is None:
                raise
            trail.excuse(mark)
            return self._recalled

    @property
    def last_told(self) -> TaskView | None:
        """The task as the reply to the last request about it shows it; `None` where that shows no state."""
        return self._recalled

    def look(self) -> TaskView:
        """The task as the orchestrator shows it now.

        Raises:
            TargetFaultError: no tool shows it.
        """
        view = self.find()
        if view is None:
            raise TargetFaultError(f'no tool shows the task "{self.name}" any more')
        return view

    def find_with_its_reason(self) -> TaskView | None:
        """The same, where the target is told the reason of a cancellation; None where no tool shows the task.

        Raises:
            NotOfferedError: it has no place for a reason.
        """
        self.state.orchestrator.dialect.require_sent("cancel", "reason")
        return self.find()

    def look_at_work(self) -> TaskView:
        """The same, where a look tells of the work that was handed in.

        Raises:
            NotOfferedError: no look of this version tells of it.
            TargetFaultError: no tool shows the task.
        """
        self.state.orchestrator.dialect.require_artifacts()
        if not self.state.orchestrator.dialect.shows_work:
            raise NotOfferedError("orchestrator_query_tasks")
        return self.look()

    def value(self, value: TaskField) -> Any:
        """A value of the task, as the orchestrator shows it now; None when it has none: an empty one may be left out.

        Raises:
            NotOfferedError: no tool of this version shows it.
        """
        if not self.state.orchestrator.dialect.shows(value):
            raise NotOfferedError("orchestrator_query_tasks")
        return self.look().values.get(value)

    def told(self, value: TaskField) -> str | None:
        """A value of the task in the words of the features: tasks by the scenario's names, no underscores."""
        return in_words(value, self.value(value), self.state.name_of)

    def told_at_once(self, value: TaskField) -> str | None:
        """A value of the task as the reply to its plan tells it, in the words of the features.

        Raises:
            NotOfferedError: no tool of this version shows it.
            TargetFaultError: the task was not planned.
        """
        if not self.state.orchestrator.dialect.shows(value):
            raise NotOfferedError("orchestrator_plan_task")
        if self.reply is None or self.reply.refused:
            raise TargetFaultError(f'"{self.name}" was not planned')
        return in_words(value, self.reply.planned.values.get(value), self.state.name_of)

    def texts_of_result(self) -> list[str]:
        """All that is told of its result: by a look at it, and where it has a parent by the synthesis of that.

        Raises:
            NotOfferedError: the target has no place for the summary of a submission.
            TargetFaultError: no tool shows the task.
        """
        self.state.orchestrator.dialect.require_sent("submit", "summary")
        texts = list(texts_in(self.look().raw))
        if self.parent is not None and self.parent.known_as is not None:
            texts.append(self.state.verbs.synthesize(self.parent.known_as).words)
        return texts

    def artifact(self) -> Artifact:
        """The artifact of the work that was handed in last, as the orchestrator tells of it.

        The reply to the submission tells of it, or the search that was made last; where neither does, a look does.

        Raises:
            NotOfferedError: the target keeps none.
            TargetFaultError: it tells of none.
        """
        self.state.orchestrator.dialect.require_artifacts()
        told = self._artifacts_in(self.state.last_reply)
        if not told:
            told = self.look().artifacts if self.state.orchestrator.dialect.shows_work else self.told_of_work
        if not told:
            raise TargetFaultError(f'the orchestrator shows no artifact of the task "{self.name}"')
        return told[-1]

    def _artifacts_in(self, last: Reply | None) -> list[Artifact]:
        """What the last reply tells of the task's artifacts, if it is that to its submission or to a search."""
        if last is None or not last.accepted:
            return []
        if last.call.verb == "submission":
            return last.artifacts
        found = last.tasks if last.call.verb == "search" else []
        return [artifact for view in found if view.identity == self.known_as for artifact in view.artifacts]

    def artifact_file(self) -> WorkspaceFile:
        """Where the artifact lies, as it is told: whether that is inside the workspace is found out when it is opened.

        Raises:
            UnreadableReplyError: its path is not told.
        """
        path = self.artifact().path
        if path is None:
            raise UnreadableReplyError(f'the orchestrator does not show the path of the artifact of "{self.name}"')
        return WorkspaceFile(self.state.orchestrator.files, path)

    def _found_if_shown(self) -> TaskView | None:
        """What it is before a change; a look that does not work keeps nobody from asking for the change."""
        try:
            return self.find()
        except ConnectionLostError:
            raise
        except TargetFaultError:
            return None

    def _remember(self, reply: Reply) -> Reply:
        """Recall the task as a reply shows it; one that does not show its state, or rejects, leaves it unknown."""
        told = reply.told_task if reply.accepted else None
        self._recalled = told if told is not None and told.state is not None else None
        return reply

    @property
    def _verbs(self) -> Verbs:
        """What is asked of it makes it the task that is spoken of."""
        self.state.it = self
        return self.state.verbs
