"""What an orchestrator shows of its store, all of it, read over a connection that had no part in the work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from acceptance.confinement.files import WorkspaceFiles
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField, TaskQuery, TaskState
from acceptance.contract.views import TaskView, texts_in
from acceptance.errors import NotOfferedError, TargetFaultError
from acceptance.servers.orchestrator import Orchestrator


@dataclass(frozen=True, slots=True)
class StoredTask:
    """A task as it is shown.

    Attributes:
        title: its title.
        identity: its id; None: not told.
        state: its state; None: not told, or a word that is none of the contract's.
        description: its description; None where this version does not show it.
        texts: all that is told of it.
        works: by the path told, what its artifacts' files hold; None for a file that is not there.
    """

    title: str
    identity: str | None
    state: TaskState | None
    description: str | None = None
    texts: tuple[str, ...] = ()
    works: Mapping[str, bytes | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All tasks that are shown, and the orchestrator's own counts.

    Attributes:
        tasks: every task, those in the archive too.
        counts: by state how many there are, as the orchestrator counts; empty where it does not.
        whole: whether a look at a task tells its description, its result and its artifacts in this version.
        files: by the path that an answer told, what the file holds now; None for a file that is not there.
    """

    tasks: tuple[StoredTask, ...]
    counts: Mapping[TaskState, int]
    whole: bool
    files: Mapping[str, bytes | None] = field(default_factory=dict)


def take_snapshot(orchestrator: Orchestrator, paths: frozenset[str] = frozenset()) -> Snapshot:
    """Look at all there is.

    Args:
        orchestrator: spoken to over a fresh connection.
        paths: where answers told that artifacts lie.

    Raises:
        NotOfferedError: no tool shows tasks.
        TargetFaultError: a look was refused, or not answered, or an artifact is told to lie outside the workspace.
    """
    files = orchestrator.files
    kept: dict[str, StoredTask] = {}
    for number, view in enumerate(view for reply in _looks(orchestrator) for view in reply.tasks):
        one = _kept(_whole(orchestrator, view), files)
        kept[one.identity or f"without identity {number}"] = one
    counting = orchestrator.dialect.status(completed=True)
    form = orchestrator.dialect.form
    whole = orchestrator.dialect.shows(TaskField.DESCRIPTION) and form.keeps_artifacts
    return Snapshot(
        tasks=tuple(kept.values()),
        # Where the status is what shows the tasks, its counts are no second opinion.
        counts=orchestrator.ask(counting).counts if whole and orchestrator.offers(counting) else {},
        whole=whole,
        files={path: files.content(path) for path in paths},
    )


def named_tasks(orchestrator: Orchestrator) -> list[tuple[str, str]]:
    """The title and the identity of every task that is shown, each once: no task is looked at alone for them.

    Raises:
        NotOfferedError: no tool shows tasks.
        TargetFaultError: a look was refused, or not answered.
    """
    found: dict[str, str] = {}
    for view in (view for reply in _looks(orchestrator) for view in reply.tasks):
        if view.identity is not None:
            found[view.identity] = str(view.values.get(TaskField.TITLE, ""))
    return [(title, identity) for identity, title in found.items()]


def count_titles(orchestrator: Orchestrator) -> Counter[str]:
    """How often each title is shown over all pages; what is shown on two of them counts twice.

    A status that shows the tasks may hold one in several of its lists, so there each task counts once.

    Raises:
        NotOfferedError: no tool shows tasks.
        TargetFaultError: a look was refused, or not answered.
    """
    if not orchestrator.offers(orchestrator.dialect.look_up(TaskQuery())):
        return Counter(one.title for one in take_snapshot(orchestrator).tasks)
    views = (view for reply in _looks(orchestrator) for view in reply.tasks)
    return Counter(str(view.values.get(TaskField.TITLE, "")) for view in views)


def _looks(orchestrator: Orchestrator) -> Iterator[Reply]:
    """Every page of all tasks, then of the archive; or the status, where nothing else shows tasks."""
    everything = orchestrator.dialect.look_up(orchestrator.dialect.everything())
    if orchestrator.offers(everything):
        archive = orchestrator.dialect.look_up(orchestrator.dialect.everything(archived=True))
        for question in (everything, *([] if archive.lacking else [archive])):
            yield from map(_accepted, orchestrator.pages(question))
        return
    status = orchestrator.dialect.status(completed=True)
    if not orchestrator.offers(status):
        raise NotOfferedError(everything.tool)
    yield _accepted(orchestrator.ask(status))


def _whole(orchestrator: Orchestrator, view: TaskView) -> TaskView:
    """A task as a look at it alone shows it, where that tells more than a list."""
    if view.identity is None or not orchestrator.dialect.looks_singly:
        return view
    reply = orchestrator.ask(orchestrator.dialect.look_at(view.identity))
    return reply.shown[0] if reply.accepted and reply.shown else view


def _accepted(reply: Reply) -> Reply:
    if reply.refused:
        raise TargetFaultError(
            f"the data store cannot be read: the {reply.call.verb} was rejected: {reply.shortened()}"
        )
    return reply


def _kept(view: TaskView, files: WorkspaceFiles) -> StoredTask:
    description = view.values.get(TaskField.DESCRIPTION)
    paths = [one.path for one in view.artifacts if one.path]
    return StoredTask(
        title=str(view.values.get(TaskField.TITLE, "")),
        identity=view.identity,
        state=view.state,
        description=None if description is None else str(description),
        texts=tuple(texts_in(view.raw)),
        works={path: files.content(path) for path in paths},
    )
