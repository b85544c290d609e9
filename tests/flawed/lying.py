"""What a flaw is: one small lie, what it is about, the requirements it breaks, and the scenarios that must catch it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from reference_orchestrator import tools
from reference_orchestrator.toolbox import Call, Reply, Tool

MARKERS: Final = "FLAW_MARKERS"
"""The environment variable that names the folder for markers."""

Run = Callable[[Call], Reply]


@dataclass(frozen=True, kw_only=True)
class Flaw:
    """A lie.

    Attributes:
        name: what it is called.
        lies: what it lies about, in words.
        breaks: the requirements that it breaks; a scenario that carries one of them has to reject it.
        caught_by: the scenarios that are declared to catch it; each of them has to fail.
        touches: further requirements whose scenarios may fail with it, because they cannot do without what it spoils.
        tell: puts it on top of the reference.
        measures: whether what catches it measures, so that it must be tried alone, on a quiet machine.
        extends: whether it offers what the reference does not, to which what catches it does not apply: that no sound
            orchestrator fails there is shown by a conforming variant.
    """

    name: str
    lies: str
    breaks: tuple[str, ...]
    caught_by: tuple[str, ...]
    touches: tuple[str, ...]
    tell: Callable[[Lie], None]
    measures: bool = False
    extends: bool = False


FLAWS: Final[dict[str, Flaw]] = {}
"""All flaws by their names, in the order in which they were declared."""


def flaw(
    name: str,
    lies: str,
    *,
    breaks: str,
    caught_by: str | tuple[str, ...],
    touches: str = "",
    measures: bool = False,
    extends: bool = False,
) -> Callable[[Callable[[Lie], None]], Callable[[Lie], None]]:
    """Declare a flaw; what is decorated puts the lie on top of the reference."""

    def declare(tell: Callable[[Lie], None]) -> Callable[[Lie], None]:
        if name in FLAWS:
            raise ValueError(f"there are two flaws {name}")
        catchers = (caught_by,) if isinstance(caught_by, str) else caught_by
        FLAWS[name] = Flaw(
            name=name,
            lies=lies,
            breaks=tuple(breaks.split()),
            caught_by=catchers,
            touches=tuple(touches.split()),
            tell=tell,
            measures=measures,
            extends=extends,
        )
        return tell

    return declare


class Lie:
    """The means to lie: the reference's own parts, replaced; and the marker that says that a lie was told."""

    def __init__(self, name: str) -> None:
        self._name = name

    def announce(self) -> None:
        """Say to whoever reads standard error that this server is not to be believed."""
        sys.stderr.write(f"This orchestrator is flawed on purpose: {self._name}\n")
        sys.stderr.flush()

    def told(self) -> None:
        """Leave the marker: from now on this lie can be found out."""
        folder = os.environ.get(MARKERS)
        if folder:
            (Path(folder) / self._name).touch()

    def patch(self, owner: Any, name: str, make: Callable[[Any], Any]) -> None:
        """Replace a part of the reference by what `make` makes of it."""
        setattr(owner, name, make(getattr(owner, name)))

    def around(self, tool: str, wrap: Callable[[Run, Call], Reply]) -> None:
        """Wrap what a tool does; `wrap` gets the original and the call."""
        self.retool(tool, lambda old: {"run": lambda call: wrap(old.run, call)})

    def reply(self, tool: str, change: Callable[[dict[str, Any], Call], dict[str, Any] | None]) -> None:
        """Change what a tool replies; `change` gets the reply and the call, and gives none where it does not lie."""

        def wrap(run: Run, call: Call) -> Reply:
            reply = run(call)
            changed = change(dict(reply), call)
            if changed is None:
                return reply
            self.told()
            return changed

        self.around(tool, wrap)

    def views(self, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Change what searches show of tasks; it is told where one is shown otherwise."""

        def changed(reply: dict[str, Any], call: Call) -> dict[str, Any] | None:
            shown = [change(view) for view in reply["tasks"]]
            return {**reply, "tasks": shown} if shown != reply["tasks"] else None

        self.reply("orchestrator_query_tasks", changed)

    def retool(self, name: str, change: Callable[[Tool], Mapping[str, Any]]) -> None:
        """Change what a tool is: its words, its schema, what it does."""
        for family in (getattr(tools, each) for each in FAMILIES):
            family.TOOLS = tuple(replace(one, **change(one)) if one.name == name else one for one in family.TOOLS)

    def parameter(self, tool: str, name: str, **rules: Any) -> None:
        """Change what a tool's schema says of a parameter; a rule that is none is taken away."""

        def change(old: Tool) -> Mapping[str, Any]:
            merged = {**old.parameters[name], **rules}
            kept = {rule: content for rule, content in merged.items() if content is not None}
            return {"parameters": {**old.parameters, name: kept}}

        self.retool(tool, change)


FAMILIES: Final = (
    "changes",
    "control",
    "deletion",
    "maintenance",
    "queries",
    "results",
    "sessions",
    "tasks",
    "template_removal",
    "template_use",
    "templates",
)
"""The modules of the reference that hold tools."""


def given(call: Call, name: str, default: Any = None) -> Any:
    """What a call was given for a parameter, by whatever type."""
    return call.arguments._values.get(name, default)


def with_given(call: Call, **changes: Any) -> Call:
    """The same call with other arguments; one that is none is left out."""
    merged = {**call.arguments._values, **changes}
    kept = {name: value for name, value in merged.items() if value is not None}
    return replace(call, arguments=type(call.arguments)(kept))
