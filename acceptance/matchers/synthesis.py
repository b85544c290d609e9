"""Assertions about the synthesis of a task tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from acceptance.contract.reply import Reply
from acceptance.contract.views import texts_in
from acceptance.matchers.findings import Finding, listed
from acceptance.scenario.tasks import Task


def contains_result(summary: str, task: Task) -> Finding[Reply]:
    """A synthesis contains a summary as the result of a task; in prose, it names both."""
    return Finding(
        f'the synthesis contains "{summary}" as the result of "{task.name}"',
        lambda reply: [one for one in reply.results if identity_of(one) == task.identity] or reply,
        lambda found: _carries(found, summary, task),
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def contains_results_of(tasks: Sequence[Task]) -> Finding[Reply]:
    """A synthesis contains a result of each of several tasks; in prose, it names each."""
    return Finding(
        f"the synthesis contains the results of {listed(task.name for task in tasks)}",
        lambda reply: _order_in(reply, tasks) if reply.accepted else [],
        lambda found: sorted(found) == sorted(task.name for task in tasks),
        lambda reply, found: f"it contains those of {listed(found)}",
    )


def contains_in_order(tasks: Sequence[Task]) -> Finding[Reply]:
    """A synthesis has the results in an order; in prose, it names the tasks in that order."""
    return Finding(
        f"the results are in the order {listed(task.name for task in tasks)}",
        lambda reply: _order_in(reply, tasks),
        lambda found: found == [task.name for task in tasks],
        lambda reply, found: f"they are in the order {listed(found)}",
    )


def refers_to_the_artifact_of(task: Task) -> Finding[Reply]:
    """A synthesis contains the path of each artifact of the task's submissions."""
    return Finding(
        f'the synthesis refers to the artifact of "{task.name}"',
        lambda reply: "\n".join([reply.words, *texts_in(reply.body)]),
        lambda words: bool(task.files_seen) and all(PurePath(path).name in words for path in task.files_seen),
        lambda reply, words: f"it says: {reply.shortened()}",
    )


def lists_unfinished(task: Task) -> Finding[Reply]:
    """A synthesis names a task as unfinished; in prose, it names it and says that something is not done."""
    return Finding(
        f'the synthesis lists "{task.name}" as unfinished',
        _unfinished,
        lambda texts: any(task.identity in text or task.title in text for text in texts),
        lambda reply, texts: f"as unfinished it lists {listed(texts)}; it says: {reply.shortened()}",
    )


def lists_nothing_as_unfinished() -> Finding[Reply]:
    """A synthesis names nothing as unfinished."""
    return Finding(
        "the synthesis lists nothing as unfinished",
        lambda reply: _unfinished(reply) if reply.accepted else [reply.words],
        lambda texts: not texts,
        lambda reply, texts: f"it lists {listed(texts)}",
    )


def _carries(found: Any, summary: str, task: Task) -> bool:
    if isinstance(found, Reply):
        prose = not found.results and found.accepted
        return prose and summary in found.words and task.title in found.words
    return any(summary in text for one in found for text in texts_in(one))


def _order_in(reply: Reply, tasks: Sequence[Task]) -> list[str]:
    if reply.results:
        own = {task.identity: task.name for task in tasks}
        told = [identity_of(one) for one in reply.results]
        return [own[identity] for identity in told if identity in own]
    named = [task for task in tasks if task.title in reply.words]
    return [task.name for task in sorted(named, key=lambda task: reply.words.index(task.title))]


def _unfinished(reply: Reply) -> list[str]:
    listed_there = reply.body.get("unfinished")
    if listed_there is not None:
        return (
            [" ".join(texts_in(one)) for one in listed_there] if isinstance(listed_there, list) else [str(listed_there)]
        )
    if reply.results:
        # An empty field may be left out.
        return []
    lines = reply.words.splitlines()
    return [
        line
        for line in lines
        if any(word in line.lower() for word in ("unfinished", "pending", "not finished", "open"))
    ]


def identity_of(entry: Mapping[str, Any]) -> str:
    """The identity of the task that an entry of a synthesis is about, which may be told as a number."""
    return str(entry.get("task_id", entry.get("id")))
