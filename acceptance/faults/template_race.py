"""Two clients that create a template under one name at the same time: exactly one of them may succeed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from acceptance.faults.race import at_once, read
from acceptance.scenario.template_drafts import Draft

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState
    from acceptance.servers.orchestrator import Orchestrator

LENGTH: Final = 100_000
"""Characters of the description of each template: so long that writing it takes a moment."""


@dataclass(frozen=True, slots=True)
class Creation:
    """The outcome of two creations under one name.

    Attributes:
        accepted: which of the clients were told that their template was created, counted from one.
        kept: whose template loads afterwards, or None if it is neither's.
    """

    accepted: tuple[int, ...]
    kept: int | None

    @property
    def fair(self) -> bool:
        """Whether exactly one was accepted, and the template that loads is this one's."""
        return self.accepted == (self.kept,)

    def __str__(self) -> str:
        accepted = " and ".join(f"client {one}" for one in self.accepted) or "neither client"
        kept = "no template of theirs" if self.kept is None else f"the template of client {self.kept}"
        return f"{accepted} received the reply that the template was created, and {kept} loads afterwards"


class TemplateRace:
    """Two clients that create templates under the same names.

    Attributes:
        creations: what came of the last ones.
    """

    def __init__(self, state: ScenarioState) -> None:
        self.creations: list[Creation] = []
        self._state = state

    def create(self, rounds: int) -> None:
        """Create so many templates by one server, and others under their names by a second one, at the same time.

        Raises:
            NotOfferedError: templates are not offered.
            TargetFaultError: a creation was not answered.
        """
        here = self._state.orchestrator
        here.require(here.dialect.create_template("any", ""))
        servers = (here, self._state.servers.start_beside(1)[0])
        self.creations = [self._create(f"wanted-twice-{uuid4().hex[:12]}", servers) for _ in range(rounds)]

    def _create(self, name: str, servers: tuple[Orchestrator, Orchestrator]) -> Creation:
        drafts = {number: _draft(name, f"As client {number} wrote it. ") for number in (1, 2)}
        identity = drafts[1].identity
        wishes = zip(servers, drafts.values(), strict=True)
        attempts = at_once([(at, at.dialect.create_template(identity, draft.text)) for at, draft in wishes])
        replies = [read(attempt) for attempt in attempts]
        loaded = servers[0].load_template(identity)
        found = None if loaded.refused else loaded.template
        return Creation(
            accepted=tuple(number for number, reply in enumerate(replies, start=1) if reply.accepted),
            kept=next((number for number, draft in drafts.items() if draft.content == found), None),
        )


def _draft(name: str, words: str) -> Draft:
    """A template with one task, whose description repeats some words."""
    tasks = {"only": {"title": "The only task"}}
    metadata = {"name": name, "version": "1.0.0", "description": words * (LENGTH // len(words))}
    return Draft(name, {"metadata": metadata, "parameters": {}, "tasks": tasks})
