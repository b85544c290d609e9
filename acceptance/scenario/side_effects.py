"""What calls change in the workspace, and whether that is what the annotations of their tools say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from acceptance.contract.annotations import may_destroy
from acceptance.errors import NotApplicableError, TargetFaultError
from acceptance.servers.workspace_content import Content, content_of

if TYPE_CHECKING:
    from mcp_types import ToolAnnotations

    from acceptance.contract.reply import Reply
    from acceptance.scenario.state import ScenarioState
    from acceptance.scenario.valid_calls import ValidCalls

VALID: Final = {"valid arguments": 1, "the same valid arguments twice": 2}
"""How often a tool is called as it should be, by the features' words."""


class SideEffects:
    """What the workspace held before and after the calls of a scenario."""

    def __init__(self, state: ScenarioState, valid: ValidCalls) -> None:
        self._state = state
        self._valid = valid
        self._noted: Content = {}
        self._seen: list[tuple[Content, Content]] = []
        self._first: Reply | None = None
        self._called: tuple[str, ...] = ()

    def note(self) -> None:
        """Note what the workspace and the home hold now."""
        self._noted = self._content()

    def changed_since_noted(self) -> list[str]:
        """The files and tables that differ from what was noted."""
        return _differing(self._noted, self._content())

    def call(self, tool: str, arguments: str) -> None:
        """Call a tool with arguments that it must accept, as often as `VALID` says, and see what that changes.

        Raises:
            NotOfferedError: the contract knows no such tool, or the target does not list it.
        """
        call = self._valid.of(tool)
        # A target may need tools of its own for it, and several: none is told to change what another one changed.
        self._called = (call.tool, *(name for name, _ in call.later))
        self._look()
        for number in range(VALID[arguments]):
            reply = self._state.ask(call)
            self._first = reply if number == 0 else self._first
            self._look()

    def untrue_annotations(self, tool: str) -> list[str]:
        """What the annotations of the tool that was called say wrongly, in words.

        Raises:
            NotApplicableError: it has none.
            TargetFaultError: the call was rejected.
        """
        hints = self._hints()
        if not hints:
            raise NotApplicableError(f"not every tool that it takes has annotations ({self._names})")
        if self._first is None or self._first.refused:
            raise TargetFaultError(f"{self._names or tool} was not called, or rejected valid arguments")
        read_only = all(one.read_only_hint for one in hints)
        (before, _), (once, plain), *further = self._seen
        wrong, called = [], self._names
        if read_only and (changed := _differing(before, once)):
            wrong.append(f"{called}: annotated as read-only, and a call changed {', '.join(changed)}")
        if not read_only and all(one.idempotent_hint or one.read_only_hint for one in hints):
            changed = [one for _, after in further for one in _differing(plain, after)]
            wrong += (
                [f"{called}: annotated as idempotent, and a second call changed {', '.join(changed)}"]
                if changed
                else []
            )
        if may_destroy(tool) and all(one.read_only_hint or one.destructive_hint is False for one in hints):
            wrong.append(f"{called}: can delete or overwrite, and is annotated as if it could not")
        return wrong

    @property
    def _names(self) -> str:
        """The tools that were called, by the target's names for them."""
        return ", ".join(dict.fromkeys(self._called))

    def _hints(self) -> list[ToolAnnotations]:
        """The annotations of the tools that were called; empty where one of them has none."""
        tools = self._state.orchestrator.tools
        hints = [tools[name].annotations for name in self._called if name in tools]
        known = [one for one in hints if one is not None]
        return known if len(known) == len(self._called) else []

    def _look(self) -> None:
        self._seen.append((self._content(), self._content(moments=False)))

    def _content(self, *, moments: bool = True) -> Content:
        orchestrator = self._state.orchestrator
        home = self._state.pool.factory.home_of(orchestrator.connection.target, orchestrator.workspace)
        return content_of(orchestrator, home, moments=moments)


def _differing(before: Content, after: Content) -> list[str]:
    return [path for path in sorted({*before, *after}) if before.get(path) != after.get(path)]
