"""How phrases are declared: behave's decorators, with our placeholders, and with `NOT OFFERED` understood.

`{who:Task}` is `it`, `an unknown task` or a quoted name; `{name:Name}` is what stands between quotation marks;
`{text:Quoted}` is a text with its quotation marks, doubled inside; the rest
are closed lists of words, each declared in the file of phrases that uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Final, Protocol, TypeVar

import behave
import parse

from acceptance.contract.values import TaskField, TaskState
from acceptance.display import visible
from acceptance.errors import (
    NotInjectableError,
    NotJudgedError,
    NotMeasurableError,
    NotOfferedError,
    SuiteError,
)
from acceptance.reporting.assessor import Assessor
from acceptance.scenario.state import ScenarioState
from acceptance.world.world import World

Step = TypeVar("Step", bound=Callable[..., None])

MEANINGS: Final[dict[str, str]] = {}
"""What each declared type of placeholder can be, in words, for the catalogue of phrases."""


class Scene(Protocol):
    """What a step sees of behave's context: its scenario, what judges the run, and its own table or text."""

    world: World
    state: ScenarioState
    assessor: Assessor
    table: Any
    text: str


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
        register(phrase)(_skipping_what_cannot_be_judged(step))
        return step

    return declare


def _skipping_what_cannot_be_judged(step: Callable[..., None]) -> Callable[..., None]:
    """What is not offered, or cannot be measured or brought about here, has neither passed nor failed."""

    @wraps(step)
    def run(context: Any, *arguments: Any, **named: Any) -> None:
        try:
            step(context, *arguments, **named)
        except (NotOfferedError, NotMeasurableError, NotInjectableError, NotJudgedError) as reason:
            context.scenario.skip(_text(context, reason))
            context.scenario.lasting = getattr(reason, "lasting", False)
        except (AssertionError, SuiteError) as error:
            # What behave prints may hold its own colours, so that those of a target's words must go before.
            error.args = (_text(context, error),)
            raise

    return run


def _text(context: Any, error: Exception) -> str:
    """What an error says, as text without secrets."""
    return visible(context.run.evidence.redactor.text(str(error)))


def declare_type(name: str, pattern: str, read: Callable[[str], Any], meaning: str = "") -> None:
    """Declare what a `{placeholder:Name}` can be.

    Args:
        name: of the type.
        pattern: what it matches; for a closed list, made by `one_of`.
        read: turns the text into the value that the step is given.
        meaning: what it can be, for the catalogue of phrases; a closed list says so itself.
    """
    MEANINGS[name] = meaning or "; ".join(sorted(word.strip() or "nothing" for word in pattern.split("|")))

    def read_text(text: str) -> Any:
        return read(text)

    behave.register_type(**{name: parse.with_pattern(pattern)(read_text)})


def one_of(words: Iterable[str]) -> str:
    """A pattern for a closed list of words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


TASK: Final = "it; the task (which was spoken of last); an unknown task; or the name of a task, in quotation marks"
declare_type(
    "Task",
    r'it|the task|an unknown task|"[^"]*"',
    lambda text: "it" if text == "the task" else text.strip('"'),
    TASK,
)
WHOSE: Final = "its; an unknown task's; or \"…\"'s with the name of a task"
declare_type(
    "Whose",
    r"""its|an unknown task's|"[^"]*"'s""",
    lambda text: "it" if text == "its" else text.removesuffix("'s").strip('"'),
    WHOSE,
)
declare_type("Name", r'[^"]*', str, "any text without quotation marks")
QUOTED: Final = "any text in quotation marks; a quotation mark inside is doubled"
declare_type("Quoted", r'".*"', lambda text: text[1:-1].replace('""', '"'), QUOTED)
declare_type("State", one_of(TaskState), TaskState)
declare_type("Field", one_of(TaskField), TaskField)
SESSION: Final = 'the session; the session in "…"; an unknown session'
declare_type("Session", r'the current session|the session in "[^"]*"|an unknown session', str, SESSION)
INCLUDES: Final = {"includes": True, "does not include": False}
declare_type("Includes", one_of(INCLUDES), INCLUDES.__getitem__)
