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

from acceptance.contract.samples import (
    BAD_LINES,
    MAINTENANCE_MISTAKES,
    MALFORMED,
    MANNERS,
    QUESTIONS,
    RESTART_MISTAKES,
    WORKS,
)
from acceptance.contract.tools import TOOLS
from acceptance.contract.values import (
    HEALTH_PARTS,
    Deletion,
    Filter,
    Maintenance,
    MaintenanceAction,
    MaintenanceLevel,
    MaintenanceScope,
    Restart,
    TaskField,
    TaskState,
    TemplateCategory,
)
from acceptance.display import visible
from acceptance.errors import NotInjectableError, NotJudgedError, NotMeasurableError, NotOfferedError
from acceptance.matchers.replies import CAUSES
from acceptance.reporting.assessor import Assessor
from acceptance.scenario.state import ScenarioState
from acceptance.scenario.tampering import WAYS
from acceptance.world.world import World

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
    "health check",
    "restart",
    "restart status",
    "shutdown preparation",
    "reconnection test",
    "maintenance",
    "creation",
    "load",
    "description",
    "template list",
    "validation",
    "instantiation",
    "removal",
    "installation",
)
DELETIONS: Final = {
    "": Deletion(),
    " into the archive": Deletion(archive=True),
    " for good": Deletion(archive=False),
    " by force into the archive": Deletion(archive=True, force=True),
    " by force for good": Deletion(archive=False, force=True),
}

RESTARTS: Final = {
    "without keeping its state": Restart(keep_state=False),
    "at once": Restart(graceful=False),
    "within 10 seconds": Restart(seconds=10),
    "within 300 seconds": Restart(seconds=300),
}
MAINTENANCES: Final = {
    "the workspace is scanned and cleaned up": Maintenance(MaintenanceAction.SCAN),
    "all there is is scanned and cleaned up": Maintenance(MaintenanceAction.SCAN, MaintenanceScope.PROJECT),
    "the structure is validated": Maintenance(MaintenanceAction.VALIDATE),
    "the structure is validated comprehensively": Maintenance(
        MaintenanceAction.VALIDATE, level=MaintenanceLevel.COMPREHENSIVE
    ),
    "the structure is audited in full": Maintenance(MaintenanceAction.VALIDATE, level=MaintenanceLevel.FULL_AUDIT),
    "the structure of all there is is validated": Maintenance(MaintenanceAction.VALIDATE, MaintenanceScope.PROJECT),
    "the documentation is updated": Maintenance(MaintenanceAction.DOCUMENT),
    "the documentation of all there is is updated": Maintenance(MaintenanceAction.DOCUMENT, MaintenanceScope.PROJECT),
    "a handover is prepared": Maintenance(MaintenanceAction.HAND_OVER),
    "a handover of all there is is prepared": Maintenance(MaintenanceAction.HAND_OVER, MaintenanceScope.PROJECT),
    **MAINTENANCE_MISTAKES,
}
MAINTENANCES_OF_ONE: Final = {
    "scanned and cleaned up": MaintenanceAction.SCAN,
    "validated": MaintenanceAction.VALIDATE,
    "documented": MaintenanceAction.DOCUMENT,
    "handed over": MaintenanceAction.HAND_OVER,
}
CATEGORIES: Final = {
    "the user's": TemplateCategory.USER,
    "shared ones": TemplateCategory.SHARED,
    "built-in ones": TemplateCategory.BUILT_IN,
}
TEMPLATE_MISTAKES: Final = (
    "no tasks",
    "no metadata",
    "a task without a title",
    "an unknown parent",
    "an unknown predecessor",
    "tasks that wait for each other",
    "an undeclared parameter",
    "a parameter of no known type",
    "a specialist that is none",
)
INSTALLATIONS: Final = {"": None, " again": None, " over what is there": True}


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
            context.scenario.skip(visible(context.run.evidence.redactor.text(str(reason))))

    return run


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


WHO: Final = "it; an unknown task; or the name of a task, in quotation marks"
declare_type("Who", r'it|an unknown task|"[^"]*"', lambda text: text.strip('"'), WHO)
declare_type("Name", r'[^"]*', str, "any text without quotation marks")
QUOTED: Final = "any text in quotation marks; a quotation mark inside is doubled"
declare_type("Quoted", r'".*"', lambda text: text[1:-1].replace('""', '"'), QUOTED)
declare_type("State", one_of(TaskState), TaskState)
declare_type("Value", one_of(TaskField), TaskField)
declare_type("Filter", one_of(Filter), Filter)
declare_type("Action", one_of(ACTIONS), str)
declare_type("Cause", one_of(CAUSES), str)
declare_type("Sample", one_of(WORKS), WORKS.__getitem__)
declare_type("Manner", one_of(MANNERS), MANNERS.__getitem__)
declare_type("Deletion", one_of(DELETIONS), DELETIONS.__getitem__)
declare_type("Way", one_of(WAYS), str)
declare_type("Tool", one_of(TOOLS), str)
declare_type("BadLine", one_of(BAD_LINES), BAD_LINES.__getitem__)
declare_type("HealthPart", one_of(HEALTH_PARTS), HEALTH_PARTS.__getitem__)
declare_type("RestartManner", one_of(RESTARTS), RESTARTS.__getitem__)
declare_type("RestartMistake", one_of(RESTART_MISTAKES), RESTART_MISTAKES.__getitem__)
declare_type("Maintenance", one_of(MAINTENANCES), MAINTENANCES.__getitem__)
declare_type("MaintenanceOfOne", one_of(MAINTENANCES_OF_ONE), MAINTENANCES_OF_ONE.__getitem__)
declare_type("Category", one_of(CATEGORIES), CATEGORIES.__getitem__)
declare_type("TemplateMistake", one_of(TEMPLATE_MISTAKES), str)
declare_type("Malformed", one_of(MALFORMED), MALFORMED.__getitem__)
declare_type("Installed", "installed|overwritten", str)
declare_type("Removal", "deleted|uninstalled", str)
declare_type("Installation", one_of(INSTALLATIONS), INSTALLATIONS.__getitem__)
declare_type("Mistake", one_of(QUESTIONS), QUESTIONS.__getitem__)
