"""Choosing what is done with sessions, templates and the server."""

from __future__ import annotations

from typing import Any, Final

from acceptance.contract.model.operations import (
    UNKNOWN,
    AskSession,
    AskTemplate,
    CreateTemplate,
    FillTemplate,
    Interrupt,
    ListSessions,
    OpenDirectory,
    Operate,
    Operation,
    ValidateTemplate,
)
from acceptance.contract.model.session_rules import OPERATIONS
from acceptance.exploration import task_draws
from acceptance.exploration.clients import FIRST, SECOND
from acceptance.exploration.draws import Draws
from acceptance.exploration.interruption import KILLED, RESTARTED, SHUT_DOWN
from acceptance.exploration.values import TEMPLATE_TEXTS

TEMPLATES: Final = ("release", "release-2", "Release_3")
# What a template's own texts say: a place for a parameter that is not declared is no text.
NAMES: Final = tuple(text for text in TEMPLATE_TEXTS if "{{" not in text)
KEYS: Final = ("one", "two", "three")
WRONG_IDENTITIES: Final = ("a b", "../outside", "a.b", "\u00e9", "")
VALUES: Final[dict[str, tuple[Any, ...]]] = {
    "string": TEMPLATE_TEXTS,
    "number": (0, 1, -5, 2**53 + 1),
    "boolean": (False, True),
    "array": ([], ["one"]),
    "object": ({}, {"a": None}),
}


def open_directory(draws: Draws) -> OpenDirectory:
    """Open one of two directories."""
    return OpenDirectory(draws.one_of((FIRST, SECOND)))


def ask_session(draws: Draws) -> AskSession:
    """Ask for a session, resume it, or test the reconnection to it."""
    return AskSession(
        draws.one_of((FIRST, SECOND, FIRST, SECOND, UNKNOWN)), draws.one_of(("status", "resume", "reconnect"))
    )


def list_sessions(draws: Draws) -> ListSessions:
    """List the sessions."""
    return ListSessions(draws.one_of((None, True, False)), draws.one_of((None, 1, 2, 100)))


def operate(draws: Draws) -> Operate:
    """Ask what an operator asks."""
    return Operate(draws.one_of([*OPERATIONS]))


def interrupt(draws: Draws) -> Interrupt:
    """Restart, shut down or kill the server, sometimes while a call is under way."""
    way = draws.one_of((RESTARTED, SHUT_DOWN, KILLED, KILLED))
    if way != KILLED or draws.one_in(3):
        return Interrupt(way)
    drawers = (task_draws.plan, task_draws.finish, task_draws.update, task_draws.cancel, task_draws.delete)
    during: Operation = draws.one_of(drawers)(draws)
    return Interrupt(way, during)


def content(draws: Draws) -> Any:
    """What a template says: mostly valid, with parameters, a hierarchy and dependencies, also on later tasks."""
    parameters: dict[str, Any] = {"NAME": {"type": "string", "description": "what it is called", "required": True}}
    kind = draws.one_of([*VALUES])
    if draws.one_in(2):
        parameters["OTHER"] = {"type": kind, "description": "another", "default": draws.one_of(VALUES[kind])}
    keys = KEYS[: 1 + draws.below(3)]
    tasks = {key: _task(draws, key, keys) for key in keys}
    whole: dict[str, Any] = {
        "metadata": {"name": draws.one_of(NAMES), "version": "1.0", "description": draws.one_of(NAMES)},
        "parameters": parameters,
        "tasks": tasks,
    }
    if draws.one_in(8):
        del whole[draws.one_of(("metadata", "tasks"))]
    return "{not a template" if draws.one_in(20) else whole


def _task(draws: Draws, key: str, keys: tuple[str, ...]) -> dict[str, Any]:
    task: dict[str, Any] = {
        "title": f"{key} of {{{{NAME}}}} {draws.one_of(NAMES)}",
        "description": draws.one_of(("", "about {{NAME}} and {{NAME}}", *TEMPLATE_TEXTS[:2])),
    }
    others = [one for one in keys if one != key]
    if others and draws.one_in(3):
        task["dependencies"] = list(draws.some_of(others, 2))
    if others and draws.one_in(3):
        task["parent"] = draws.one_of(others)
    if draws.one_in(12):
        task["dependencies"] = ["nowhere"]
    return task


def create_template(draws: Draws) -> CreateTemplate:
    """Store a template."""
    identity = draws.one_of(WRONG_IDENTITIES) if draws.one_in(15) else draws.one_of(TEMPLATES)
    category, overwrite = draws.one_of((None, "user", "shared")), draws.one_of((None, True, False))
    return CreateTemplate(identity, content(draws), category, overwrite)


def known_template(draws: Draws) -> str:
    """The id of a template, mostly of one that is stored."""
    stored = [identity for _, identity in draws.workspace.templates]
    return draws.one_of(stored) if stored and not draws.one_in(5) else draws.one_of(TEMPLATES)


def ask_template(draws: Draws) -> AskTemplate:
    """Load, describe, list or remove a template."""
    way = draws.weighted({"load": 4, "info": 1, "list": 2, "delete": 1, "uninstall": 1})
    return AskTemplate(known_template(draws), way, draws.one_of((None, "user", "shared")))


def validate_template(draws: Draws) -> ValidateTemplate:
    """Ask whether a content is valid."""
    return ValidateTemplate(content(draws))


def fill_template(draws: Draws) -> FillTemplate:
    """Fill a template, sometimes with a parameter that is missing, unknown or of another type."""
    parameters: dict[str, Any] = {"NAME": draws.one_of(TEMPLATE_TEXTS)}
    if draws.one_in(3):
        parameters["OTHER"] = draws.one_of(VALUES[draws.one_of([*VALUES])])
    if draws.one_in(10):
        parameters["MORE"] = "unknown"
    if draws.one_in(6):
        del parameters["NAME"]
    return FillTemplate(draws.new_name(), known_template(draws), parameters, draws.one_of((None, True, True, False)))
