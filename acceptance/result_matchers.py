"""Assertions about stored work, look-ups, counts, sessions and syntheses, in the words of the domain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from acceptance.errors import TargetFaultError
from acceptance.matchers import Finding, listed, quoted
from acceptance.reply import Reply
from acceptance.tasks import Task
from acceptance.values import Filter, TaskState, Value
from acceptance.views import SessionView, TaskView, texts_in
from acceptance.words import names_in, wire_word
from acceptance.world import World

FILTERED: Final = {
    Filter.KIND: Value.KIND,
    Filter.SPECIALIST: Value.SPECIALIST,
    Filter.COMPLEXITY: Value.COMPLEXITY,
}


def has_an_artifact() -> Finding[Task]:
    """An artifact is told, and the file it names is there."""
    return Finding(
        "it has an artifact",
        lambda task: task.artifact_file(),
        lambda path: path.is_file(),
        lambda task, path: f"there is no file at {path}",
    )


def has_its_work_unchanged() -> Finding[Task]:
    """The artifact holds byte for byte what was handed in."""
    return Finding(
        "its artifact is byte for byte what was handed in",
        lambda task: (_read(task.artifact_file()), _handed_in(task)),
        lambda pair: bool(pair[0] == pair[1]),
        lambda task, pair: _first_difference(*pair),
    )


def has_its_size_told() -> Finding[Task]:
    """The size told of the artifact is the number of bytes handed in."""
    return Finding(
        "the size told of its artifact is the number of bytes handed in",
        lambda task: (task.artifact().size, len(_handed_in(task))),
        lambda pair: bool(pair[0] == pair[1]),
        lambda task, pair: f"the size told was {pair[0]}, and {pair[1]} bytes were handed in",
    )


def has_its_artifact_inside_the_workspace() -> Finding[Task]:
    """The artifact's file lies below the workspace, also when symbolic links are followed."""
    return Finding(
        "its artifact lies inside the workspace",
        lambda task: (task.artifact_file().resolve(), task.world.orchestrator.workspace.resolve()),
        lambda pair: pair[0].is_file() and pair[0].is_relative_to(pair[1]),
        lambda task, pair: f"it lies at {pair[0]}, and the workspace is {pair[1]}",
    )


def has_an_artifact_of_kind(kind: str) -> Finding[Task]:
    """The artifact is told to be of a kind."""
    return Finding(
        f'its artifact is of the kind "{kind}"',
        lambda task: task.artifact().kind,
        lambda found: bool(found == kind),
        lambda task, found: f"it is told to be of the kind {quoted(found)}",
    )


def has_recorded(files: Sequence[str]) -> Finding[Task]:
    """A look at the task, or the reply to the hand-in, tells the files as they were given."""
    return Finding(
        f"the files {listed(files)} are recorded",
        lambda task: [*texts_in(task.look().raw), *texts_in(task.world.reply.body)],
        lambda texts: all(name in texts for name in files),
        lambda task, texts: "they are not told, or not as they were given",
    )


def has_no_work_left() -> Finding[Task]:
    """No artifact is told any more, and none of the files that were told is there."""
    return Finding(
        "nothing of its work can be read any more",
        lambda task: ([path for path in task.files_seen if path.exists()], task.look().artifacts),
        lambda pair: not pair[0] and not pair[1],
        lambda task, pair: f"{len(pair[0])} files are still there, and {len(pair[1])} artifacts are still told",
    )


def finds_exactly(expected: Sequence[str], *, among: str | None = None) -> Finding[World]:
    """The tasks found are exactly these, each once; with `among`, the family beyond which others do not count."""
    return Finding(
        f"exactly {listed(expected)} are found" + (f' of "{among}"' if among else ""),
        lambda world: world.finder.names(world.finder.found, world.families[among] if among else None),
        lambda found: sorted(found) == sorted(expected),
        lambda world, found: f"found were {listed(found)}",
    )


def finds_in_order(expected: Sequence[str]) -> Finding[World]:
    """The tasks found come in an order."""
    return Finding(
        f"they come in the order {listed(expected)}",
        lambda world: world.finder.names(world.finder.found),
        lambda found: list(found) == list(expected),
        lambda world, found: f"they came in the order {listed(found)}",
    )


def finds_only(name: Filter, content: str) -> Finding[World]:
    """Every task found has what was looked for."""
    wanted = {wire_word(word) for word in names_in(content)}
    return Finding(
        f'every task found has the {name} "{content}"',
        lambda world: [view for view in world.finder.found if _filtered(view, name) not in wanted],
        lambda strays: not strays,
        lambda world, strays: f"{listed(world.finder.names(strays))} were found, and have not",
    )


def brings_along(task: Task) -> Finding[World]:
    """The task comes along with what was found, as a child or in the list itself."""
    return Finding(
        f'"{task.name}" comes along',
        lambda world: [one.identity for view in world.finder.found for one in (view, *view.children)],
        lambda found: task.identity in found,
        lambda world, found: f"{len(found)} tasks came, and it was not among them",
    )


def brings_the_artifact_of(task: Task) -> Finding[World]:
    """The task was found together with its artifact."""
    return Finding(
        f'the artifact of "{task.name}" comes along',
        lambda world: [view for view in world.finder.found if view.identity == task.identity and view.artifacts],
        bool,
        lambda world, found: "it was found without an artifact, or not at all",
    )


def has_pages_of(sizes: Sequence[int]) -> Finding[World]:
    """The pages hold so many tasks each; an empty last page does not count."""
    return Finding(
        f"the pages hold {', '.join(map(str, sizes))} tasks",
        lambda world: [len(reply.tasks) for reply in world.finder.answer if reply.tasks],
        lambda found: list(found) == list(sizes),
        lambda world, found: f"they hold {', '.join(map(str, found)) or 'none'}",
    )


def tells_the_count(count: int) -> Finding[World]:
    """Every page tells how many tasks fit in all."""
    return Finding(
        f"the count told is {count} on every page",
        lambda world: [reply.total for reply in world.finder.answer],
        lambda totals: set(totals) == {count},
        lambda world, totals: f"told were {', '.join(map(str, totals))}",
    )


def counts_as_found(state: TaskState) -> Finding[World]:
    """The count that was noted for a state is the number of tasks that can be found in it."""
    return Finding(
        f"the count of tasks {state} is the number found",
        lambda world: (world.finder.counted.get(state), world.finder.number_found(state)),
        lambda pair: pair[0] == pair[1] and pair[1] > 0,
        lambda world, pair: f"{pair[0]} were counted, and {pair[1]} found",
    )


def counts_differently(state: TaskState, difference: int) -> Finding[World]:
    """The count for a state has moved by so much since it was noted."""
    return Finding(
        f"there are {difference:+} tasks {state} against the count that was noted",
        lambda world: (_counted(world.finder.counted, state), _counted(world.finder.count(), state)),
        lambda pair: pair[1] - pair[0] == difference,
        lambda world, pair: f"{pair[0]} were counted before, and {pair[1]} now",
    )


def works_in(directory: Path) -> Finding[SessionView]:
    """The session tells that it works in a directory, whatever links lead to it."""
    return Finding(
        f"the session works in {directory}",
        lambda session: session.directory,
        lambda told: bool(told) and Path(told).is_dir() and Path(told).resolve() == directory.resolve(),
        lambda session, told: f"it tells the directory {quoted(told)}",
    )


def lists(session: SessionView) -> Finding[Reply]:
    """The session is among those that the reply lists."""
    return Finding(
        f"the session {session.identity} is among those listed",
        lambda reply: [one.identity for one in reply.sessions],
        lambda found: session.identity in found,
        lambda reply, found: f"listed were {listed(found)}",
    )


def does_not_list(session: SessionView) -> Finding[Reply]:
    """The session is not among those that the reply lists."""
    return Finding(
        f"the session {session.identity} is not among those listed",
        lambda reply: [one.identity for one in reply.sessions],
        lambda found: session.identity not in found,
        lambda reply, found: f"listed were {listed(found)}",
    )


def lists_so_many(count: int) -> Finding[Reply]:
    """The reply lists so many sessions."""
    return Finding(
        f"{count} sessions are listed",
        lambda reply: len(reply.sessions),
        lambda found: found == count,
        lambda reply, found: f"{found} were listed",
    )


def names_session(session: SessionView) -> Finding[Reply]:
    """The reply names the session, wherever in it."""
    return Finding(
        f"the reply names the session {session.identity}",
        lambda reply: list(texts_in(reply.body)) or [reply.words],
        lambda texts: any(str(session.identity) in text for text in texts),
        lambda reply, texts: f"it says: {reply.shortened()}",
    )


def has_identity() -> Finding[Reply]:
    """The reply tells the identity of its session."""
    return Finding(
        "the session has an identity",
        lambda reply: reply.session.identity if reply.accepted else None,
        bool,
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def tells_of_the_store(*, created: bool) -> Finding[Reply]:
    """The reply to an initialisation says whether a new store was created or the old one opened."""
    return Finding(
        f"it says that the store was {'created' if created else 'there already'}",
        _store_created,
        lambda found: found is created,
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def carries_results_of(tasks: Sequence[Task]) -> Finding[Reply]:
    """A synthesis carries a result of each of several tasks; in prose, it names each."""
    return Finding(
        f"the synthesis carries the results of {listed(task.name for task in tasks)}",
        lambda reply: _order_in(reply, tasks) if reply.accepted else [],
        lambda found: sorted(found) == sorted(task.name for task in tasks),
        lambda reply, found: f"it carries those of {listed(found)}",
    )


def names_the_artifact_of(task: Task) -> Finding[Reply]:
    """A synthesis names the artifact that the task's hand-in told of, by its identity or its path."""
    return Finding(
        f'the synthesis names the artifact of "{task.name}"',
        lambda reply: "\n".join([reply.words, *texts_in(reply.body)]),
        lambda words: any(path.name in words for path in task.files_seen),
        lambda reply, words: f"it says: {reply.shortened()}",
    )


def carries(summary: str, task: Task) -> Finding[Reply]:
    """A synthesis carries a summary as the result of a task; in prose, it names both."""
    return Finding(
        f'the synthesis carries "{summary}" as the result of "{task.name}"',
        lambda reply: [one for one in reply.results if one.get("task_id", one.get("id")) == task.identity] or reply,
        lambda found: _carries(found, summary, task),
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def carries_in_order(tasks: Sequence[Task]) -> Finding[Reply]:
    """A synthesis has the results in an order; in prose, it names the tasks in that order."""
    return Finding(
        f"the results stand in the order {listed(task.name for task in tasks)}",
        lambda reply: _order_in(reply, tasks),
        lambda found: found == [task.name for task in tasks],
        lambda reply, found: f"they stand in the order {listed(found)}",
    )


def tells_unfinished(task: Task) -> Finding[Reply]:
    """A synthesis names a task as unfinished; in prose, it names it and says that something is not done."""
    return Finding(
        f'the synthesis tells that "{task.name}" is unfinished',
        _unfinished,
        lambda texts: any(task.identity in text or task.title in text for text in texts),
        lambda reply, texts: f"unfinished it tells {listed(texts)}; it says: {reply.shortened()}",
    )


def tells_nothing_unfinished() -> Finding[Reply]:
    """A synthesis names nothing as unfinished."""
    return Finding(
        "the synthesis tells that nothing is unfinished",
        lambda reply: _unfinished(reply) if reply.accepted else [reply.words],
        lambda texts: not texts,
        lambda reply, texts: f"it tells {listed(texts)}",
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TargetFaultError(f"the artifact cannot be read: {error.strerror or error}") from None


def _handed_in(task: Task) -> bytes:
    if task.handed_in is None or task.handed_in.work is None:
        raise TargetFaultError(f'no work on "{task.name}" was accepted: {task.world.reply.shortened()}')
    return task.handed_in.work.encode()


def _first_difference(found: bytes, expected: bytes) -> str:
    pairs = zip(found, expected, strict=False)
    place = next((number for number, (one, other) in enumerate(pairs) if one != other), min(len(found), len(expected)))
    around = slice(max(0, place - 10), place + 30)
    return (
        f"it has {len(found)} bytes where {len(expected)} were handed in, and differs from byte {place} on: "
        f"{found[around]!r} in place of {expected[around]!r}"
    )


def _filtered(view: TaskView, name: Filter) -> str | None:
    if name is Filter.STATE:
        return view.state.wire if view.state else None
    found = view.values.get(FILTERED[name])
    return None if found is None else str(found)


def _store_created(reply: Reply) -> bool | None:
    """Whether a reply says that it created a store; none where it says neither."""
    told = reply.body.get("created")
    if isinstance(told, bool):
        return told
    if re.search(r"\b(exist\w*|opened|already|reused)\b", reply.words, re.IGNORECASE):
        return False
    return True if re.search(r"\b(created|new)\b", reply.words, re.IGNORECASE) else None


def _counted(counts: dict[TaskState, int], state: TaskState) -> int:
    if state not in counts:
        raise TargetFaultError(f"the status does not tell how many tasks are {state}")
    return counts[state]


def _carries(found: Any, summary: str, task: Task) -> bool:
    if isinstance(found, Reply):
        prose = not found.results and found.accepted
        return prose and summary in found.words and task.title in found.words
    return any(summary in text for one in found for text in texts_in(one))


def _order_in(reply: Reply, tasks: Sequence[Task]) -> list[str]:
    if reply.results:
        own = {task.identity: task.name for task in tasks}
        told = [str(one.get("task_id", one.get("id"))) for one in reply.results]
        return [own[identity] for identity in told if identity in own]
    named = [task for task in tasks if task.title in reply.words]
    return [task.name for task in sorted(named, key=lambda task: reply.words.index(task.title))]


def _unfinished(reply: Reply) -> list[str]:
    listed_there = reply.body.get("unfinished")
    if listed_there is not None:
        return (
            [" ".join(texts_in(one)) for one in listed_there] if isinstance(listed_there, list) else [str(listed_there)]
        )
    lines = reply.words.splitlines()
    return [
        line
        for line in lines
        if any(word in line.lower() for word in ("unfinished", "pending", "not finished", "open"))
    ]
