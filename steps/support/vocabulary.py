"""How phrases are declared: behave's decorators, with our placeholders, and with `NOT OFFERED` understood.

`{who:Who}` is `it`, `an unknown task` or a quoted name; `{name:Name}` is what stands between quotation marks;
`{text:Quoted}` is a text with its quotation marks, doubled inside; the rest are closed lists of words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Final, Protocol, TypeVar

import behave
import parse

from acceptance.errors import NotOfferedError
from acceptance.matchers.replies import CAUSES
from acceptance.samples import MANNERS, QUESTIONS, WORKS
from acceptance.values import Deletion, Filter, TaskState, Value
from acceptance.world import World

Step = TypeVar("Step", bound=Callable[..., None])

ACTIONS: Final = (
    "plan",
    "execution",
    "hand-in",
    "change",
    "cancellation",
    "deletion",
    "question",
    "synthesis",
    "initialisation",
    "status",
    "resumption",
    "clean-up",
)
DELETIONS: Final = {
    "": Deletion(),
    " into the archive": Deletion(archive=True),
    " for good": Deletion(archive=False),
    " by force into the archive": Deletion(archive=True, force=True),
    " by force for good": Deletion(archive=False, force=True),
}


class Scene(Protocol):
    """What a step sees of behave's context: the world of its scenario, and its own table."""

    world: World
    table: Any


def given(phrase: str) -> Callable[[Step], Step]:
    """Declare a phrase that arranges."""
    return _declare(behave.given, phrase)


def when(phrase: str) -> Callable[[Step], Step]:
    """Declare a phrase that acts."""
    return _declare(behave.when, phrase)


def then(phrase: str) -> Callable[[Step], Step]:
    """Declare a phrase that asserts."""
    return _declare(behave.then, phrase)


def _declare(register: Callable[[str], Any], phrase: str) -> Callable[[Step], Step]:
    def declare(step: Step) -> Step:
        register(phrase)(_skipping_what_is_not_offered(step))
        return step

    return declare


def _skipping_what_is_not_offered(step: Callable[..., None]) -> Callable[..., None]:
    """A target that does not list what a scenario needs has neither passed nor failed it."""

    @wraps(step)
    def run(context: Any, *arguments: Any, **named: Any) -> None:
        try:
            step(context, *arguments, **named)
        except NotOfferedError as missing:
            context.scenario.skip(str(missing))

    return run


def _declare_type(name: str, pattern: str, read: Callable[[str], Any]) -> None:
    def read_text(text: str) -> Any:
        return read(text)

    behave.register_type(**{name: parse.with_pattern(pattern)(read_text)})


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_declare_type("Who", r'it|an unknown task|"[^"]*"', lambda text: text.strip('"'))
_declare_type("Name", r'[^"]*', str)
_declare_type("Quoted", r'".*"', lambda text: text[1:-1].replace('""', '"'))
_declare_type("State", _one_of(TaskState), TaskState)
_declare_type("Value", _one_of(Value), Value)
_declare_type("Filter", _one_of(Filter), Filter)
_declare_type("Action", _one_of(ACTIONS), str)
_declare_type("Cause", _one_of(CAUSES), str)
_declare_type("Sample", _one_of(WORKS), WORKS.__getitem__)
_declare_type("Manner", _one_of(MANNERS), MANNERS.__getitem__)
_declare_type("Deletion", _one_of(DELETIONS), DELETIONS.__getitem__)
_declare_type("Mistake", _one_of(QUESTIONS), QUESTIONS.__getitem__)
