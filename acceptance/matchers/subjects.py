"""What the general phrases can be about, by the words of the features: each subject has a check of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from acceptance.confinement.files import WorkspaceFile, WorkspaceFiles
from acceptance.contract.values import TaskField, TaskState
from acceptance.matchers.annotations import has_changed_nothing
from acceptance.matchers.documents import (
    document,
    does_not_mention_in_document,
    mentions_in_document,
    wrote_inside,
)
from acceptance.matchers.faults import is_unchanged_since_the_damage
from acceptance.matchers.findings import Finding
from acceptance.matchers.protocol import is_the_same_introduction_as, is_the_same_list_as
from acceptance.matchers.replies import (
    does_not_mention,
    does_not_name,
    is_rejection_that_mentions,
    is_rejection_that_names,
    mentions_in_brief,
    names,
    shows_state,
)
from acceptance.matchers.searches import holds_the_noted_number
from acceptance.matchers.server import has_left_the_damage
from acceptance.matchers.sessions import lists_what_was_noted
from acceptance.matchers.shell import printed
from acceptance.matchers.tasks import has_field, has_in_its_description, is_cancelled_because, shows_summary
from acceptance.matchers.templates import holds_what_was_noted, mentions, reports_problem_at
from acceptance.matchers.work import (
    has_an_artifact_of_kind,
    has_in_its_artifact,
    has_its_artifact_inside,
)
from acceptance.scenario.tasks import Task
from acceptance.world.world import World

Check = tuple[Any, Any]
"""What is judged, and the matcher that judges it."""


def _reply(world: World, words: str) -> Check:
    """Where the words name a task of the scenario, its identity counts as well as its title."""
    task = world.state.tasks.get(words)
    return world.state.reply, mentions(words) if task is None else names(task)


def _reply_without(world: World, words: str) -> Check:
    task = world.state.tasks.get(words)
    return world.state.reply, does_not_mention(words) if task is None else does_not_name(task)


def _rejection(world: World, words: str) -> Check:
    task = world.state.tasks.get(words)
    return world.state.reply, is_rejection_that_mentions(words) if task is None else is_rejection_that_names(task)


def _document(world: World, words: str) -> Check:
    return world.state.reply, mentions_in_document(world.state.task(words), world.state.orchestrator.files)


def _document_without(world: World, words: str) -> Check:
    return world.state.reply, does_not_mention_in_document(world.state.task(words), world.state.orchestrator.files)


MENTIONING: Final[Mapping[str, Callable[[World, str], Check]]] = {
    "the brief": lambda world, words: (world.state.reply, mentions_in_brief(words)),
    "the reply": _reply,
    "the rejection": _rejection,
    "the reported problem": lambda world, words: (world.state.reply, reports_problem_at(words)),
    "the handover document": _document,
    "the overview": _document,
    "its description": lambda world, words: (world.state.it, has_in_its_description(words)),
    "the output": lambda world, words: (world.shell.typed[-1], printed(words)),
    "its artifact": lambda world, words: (world.state.it, has_in_its_artifact(words)),
}
"""What can mention words, by the features' words for it."""
NOT_MENTIONING: Final[Mapping[str, Callable[[World, str], Check]]] = {
    "the reply": _reply_without,
    "the handover document": _document_without,
    "the overview": _document_without,
    "the synthesis": lambda world, words: (world.state.reply, does_not_mention(words)),
}
"""What can be expected not to mention words."""
NOTED: Final[Mapping[str, Callable[[World], None]]] = {
    "number of tasks": lambda world: world.task_queries.note_number_of_tasks(),
    "list of sessions": lambda world: world.sessions.note(),
    "list of templates": lambda world: world.templates.note(),
    "content of the workspace": lambda world: world.side_effects.note(),
}
"""What can be noted, to be compared later."""
UNCHANGED: Final[Mapping[str, Callable[[World], Check]]] = {
    "number of tasks": lambda world: (world.task_queries, holds_the_noted_number()),
    "list of templates": lambda world: (world.templates, holds_what_was_noted()),
    "list of sessions": lambda world: (world.sessions, lists_what_was_noted()),
    "server information of this run": lambda world: (
        world.discovery.introduction(),
        is_the_same_introduction_as(world.discovery.first_introduction()),
    ),
    "content of the workspace": lambda world: (world.side_effects, has_changed_nothing()),
    "damaged artifact": lambda world: (world.tampering, has_left_the_damage()),
    "tool list of this run": lambda world: (
        world.discovery.tools,
        is_the_same_list_as(world.state.orchestrator.connection.first_list),
    ),
    "damaged data store": lambda world: (world.faults.store, is_unchanged_since_the_damage()),
}
"""What can be expected to be as it was: noted, listed at the start of the run, or right after the damage."""
INSIDE: Final[Mapping[str, Callable[[World, WorkspaceFiles], Check]]] = {
    "its artifact": lambda world, files: (world.state.it, has_its_artifact_inside(files)),
    "the handover document": lambda world, files: (world.state.reply, wrote_inside(files)),
    "the overview": lambda world, files: (world.state.reply, wrote_inside(files)),
}
"""What can lie inside the workspace, or inside another directory with a session."""
FOLDED: Final[Mapping[str, Callable[[World], WorkspaceFile]]] = {
    "its artifact": lambda world: world.state.it.artifact_file(),
    "the handover document": lambda world: document(world.state.reply, world.state.orchestrator.files),
    "the overview": lambda world: document(world.state.reply, world.state.orchestrator.files),
}
"""What lies in a folder of the workspace."""
SHOWING: Final[Mapping[str, Callable[[World, str, TaskState], Check]]] = {
    "the reply": lambda world, _, state: (world.state.reply, shows_state(state)),
    "the handover document": lambda world, name, state: (
        world.state.reply,
        mentions_in_document(world.state.task(name), world.state.orchestrator.files, state),
    ),
}
"""What can show a task with its state."""
SHOWN: Final[Mapping[str, Callable[[str], Finding[Task]]]] = {
    "summary": shows_summary,
    "cancellation reason": is_cancelled_because,
    "artifact type": has_an_artifact_of_kind,
}
"""What a task shows beside the fields that it is planned with."""


def shows(field: str, expected: str) -> Finding[Task]:
    """The task shows a field, or one of `SHOWN`, with this value."""
    return SHOWN[field](expected) if field in SHOWN else has_field(TaskField(field), expected)
