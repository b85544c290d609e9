"""Operations in the specification's own phrases (`docs/vocabulary.md`); what has no phrase is told as a comment."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from acceptance.contract.model.operations import (
    UNKNOWN,
    AskSession,
    AskTemplate,
    Cancel,
    CountTasks,
    CreateTemplate,
    Delete,
    FillTemplate,
    Interrupt,
    ListSessions,
    Moment,
    OpenDirectory,
    Operate,
    Operation,
    Plan,
    Search,
    Start,
    Submit,
    Synthesise,
    Update,
    ValidateTemplate,
)
from acceptance.contract.values import NextAction, TaskField
from acceptance.exploration.disagreement import brief
from acceptance.exploration.shrinking import PLAIN, plain_title

MANNERS: Final[Mapping[NextAction, str]] = {
    NextAction.COMPLETE: "",
    NextAction.CONTINUE: " with more work to follow",
    NextAction.REVISE: " as needing revision",
    NextAction.BLOCKED: " as blocked",
}
OPERATIONS: Final = {
    "health": "the orchestrator's health is checked",
    "shutdown": "shutdown preparation is requested",
    "scan": "the session's directory is scanned and cleaned up",
    "handover": "a handover document is prepared",
    "history": "the restart status is requested, including the history",
}
ENDS: Final = {"restarted": "the orchestrator is restarted", "shut down": "the orchestrator is shut down"}
AGAIN: Final = "the orchestrator is started again in the same workspace"


def named(name: str) -> str:
    """A task as a phrase names it."""
    return UNKNOWN if name == UNKNOWN else f'"{plain_title(name)}"'


def quoted(text: Any) -> str:
    """A text as a phrase quotes it: a quotation mark inside is doubled, and what cannot be printed is escaped."""
    shown = text if isinstance(text, str) and text.isprintable() else brief(text).strip("'\"")
    return '"{}"'.format(shown.replace('"', '""'))


def phrases(operation: Operation) -> Iterator[str]:
    """The lines that tell an operation: phrases without their keyword, rows of a table, comments."""
    yield from WORDED[type(operation)](operation)


def _plan(plan: Plan) -> Iterator[str]:
    rows = [
        (value, content)
        for value, content in plan.values.items()
        if (value, content) != (TaskField.TITLE, plain_title(plan.name))
    ]
    if not rows:
        yield f"the task {named(plan.name)} is planned"
        return
    yield f"the task {named(plan.name)} is planned with:"
    yield "  | field | value |"
    for value, content in rows:
        told = ", ".join(named(one) for one in content) if value is TaskField.DEPENDS_ON else content
        told = named(content) if value is TaskField.PARENT else told
        yield f"  | {value} | {_cell(told)} |"


def _cell(content: Any) -> str:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    shown = text if text.isprintable() and len(text) < 200 else brief(text)
    return shown.replace("\\", "\\\\").replace("|", "\\|")


def _submit(work: Submit) -> Iterator[str]:
    if work.summary == PLAIN and work.work == PLAIN:
        yield f"{_whose(work.task)} result is submitted{MANNERS[work.next_action]}"
    elif work.next_action is NextAction.COMPLETE and work.summary != PLAIN:
        yield f"# {_whose(work.task)} result:"
        yield f"its result is submitted with the summary {quoted(work.summary)}"
    else:
        yield f"{_whose(work.task)} result is submitted{MANNERS[work.next_action]}"
        yield f"# with the summary {quoted(work.summary)}"
    if work.work != PLAIN:
        yield f"# with the detailed work {brief(work.work)}"
    if work.files:
        yield f"# naming the files {', '.join(map(quoted, work.files))}"
    if work.kind:
        yield f"# with the artifact type {work.kind}"


def _whose(name: str) -> str:
    return f"{named(name)}'s"


def _update(update: Update) -> Iterator[str]:
    changes = list(update.values.items())
    if update.state is not None and len(changes) <= 1:
        yield f"# of {named(update.task)}:"
        both = f" and its {changes[0][0]} to {quoted(_text(changes[0][1]))}" if changes else ""
        yield f"its state is changed to {update.state}{both}"
        return
    if len(changes) == 1:
        yield f"{_whose(update.task)} {changes[0][0]} is changed to {quoted(_text(changes[0][1]))}"
        return
    told = [f"the {value} to {quoted(_text(content))}" for value, content in changes]
    told += [f"the state to {update.state}"] if update.state else []
    yield f"# {named(update.task)} is changed in one call: {', '.join(told) or 'nothing'}"


def _text(content: Any) -> str:
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)


def _cancel(cancel: Cancel) -> Iterator[str]:
    if cancel.reason is not None:
        yield f"{named(cancel.task)} is cancelled because {quoted(cancel.reason)}"
        if cancel.keep_work is False:
            yield "# and its work is discarded"
    else:
        yield f"{named(cancel.task)} is cancelled{' and its work is discarded' if cancel.keep_work is False else ''}"


def _delete(delete: Delete) -> Iterator[str]:
    done = "deleted permanently" if delete.archive is False else "archived"
    plain = delete.archive is None and not delete.force
    yield f"{named(delete.task)} is {'deleted' if plain else done}{' by force' if delete.force else ''}"


def _search(search: Search) -> Iterator[str]:
    scope = f"the subtasks of {named(search.parent)}" if search.parent else "all tasks"
    filters = [
        f"{word} {quoted(', '.join(words))}"
        for word, words in (
            ("state", search.states),
            ("kind", search.kinds),
            ("specialist", search.specialists),
            ("complexity", search.complexities),
        )
        if words
    ]
    filters += [f"text {quoted(search.text)}"] if search.text else []
    if search.page:
        yield f"{scope} are read in pages of {search.page}"
        yield from (f"# by {one}" for one in filters)
    else:
        yield f"{scope} are searched{' by ' + ' and '.join(filters[:2]) if filters else ''}"
        yield from (f"# and by {one}" for one in filters[2:])
    yield from _search_details(search)


def _search_details(search: Search) -> Iterator[str]:
    for side, moment in (("after", search.after), ("before", search.before)):
        if isinstance(moment, Moment):
            yield f"# planned {side} {moment.minutes} minutes from now, written with the offset {moment.offset}"
        elif moment is not None:
            yield f"# planned {side} {moment}"
    if search.children:
        yield "# including the subtasks"
    if search.artifacts:
        yield "# including the artifacts"
    if search.limit is not None or search.offset is not None:
        yield f"# with the limit {search.limit} and the offset {search.offset}"


def _ask_session(asked: AskSession) -> Iterator[str]:
    session = "an unknown session" if asked.directory == UNKNOWN else f'the session in "{asked.directory}"'
    if asked.way == "reconnect":
        known = asked.directory != UNKNOWN
        yield f"reconnection to {'the current' if known else 'an unknown'} session is tested"
        if known:
            yield f"# {session}"
    else:
        yield f"{session} is resumed" if asked.way == "resume" else f"the status of {session} is requested"


def _create(made: CreateTemplate) -> Iterator[str]:
    yield f"# the template {quoted(made.template)} is {brief(made.content)}"
    category = f" as a {made.category} template" if made.category else ""
    yield f'the template "{made.template}" is created{category}'
    if made.overwrite:
        yield "# replacing the existing one"


def _ask_template(asked: AskTemplate) -> Iterator[str]:
    if asked.way == "list":
        yield f"the {asked.category + ' ' if asked.category else ''}templates are listed"
        return
    done = {"load": "loaded", "info": "described", "delete": "deleted", "uninstall": "uninstalled"}[asked.way]
    yield f'the template "{asked.template}" is {done}'
    if asked.category:
        yield f"# from the {asked.category} templates"


def _fill(filling: FillTemplate) -> Iterator[str]:
    done = f'the tasks of the template "{filling.template}" are planned with:'
    yield done if filling.create else f'the template "{filling.template}" is previewed with:'
    yield "  | parameter | value |"
    for name, value in filling.parameters.items():
        yield f"  | {name} | {_cell(value)} |"


def _interrupt(interruption: Interrupt) -> Iterator[str]:
    if interruption.during is not None:
        yield "# the orchestrator is killed during the next request"
        yield from phrases(interruption.during)
        yield AGAIN
        return
    yield ENDS.get(interruption.way, "the orchestrator is killed")
    if interruption.way != "restarted":
        yield AGAIN


def _one(line: Callable[[Any], str]) -> Callable[[Any], Iterator[str]]:
    def phrased(operation: Any) -> Iterator[str]:
        yield line(operation)

    return phrased


WORDED: Final[Mapping[type[Operation], Callable[[Any], Iterator[str]]]] = {
    Plan: _plan,
    Start: _one(lambda start: f"{named(start.task)} is started"),
    Submit: _submit,
    Update: _update,
    Cancel: _cancel,
    Delete: _delete,
    Search: _search,
    CountTasks: _one(lambda _: "the tasks are counted"),
    Synthesise: _one(lambda asked: f"the results of {named(asked.parent)} are synthesised"),
    OpenDirectory: _one(lambda opening: f'a session is opened in the directory "{opening.directory}"'),
    AskSession: _ask_session,
    ListSessions: _one(lambda _: "the sessions are listed"),
    Operate: _one(lambda operation: OPERATIONS[operation.what]),
    CreateTemplate: _create,
    AskTemplate: _ask_template,
    ValidateTemplate: _one(lambda asked: f"# a template is validated: {brief(asked.content)}"),
    FillTemplate: _fill,
    Interrupt: _interrupt,
}
"""How each operation is worded."""
