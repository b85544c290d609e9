"""Calls that are to be refused, and conversations that break the protocol: how an orchestrator takes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from acceptance.confinement.files import WorkspaceFiles
from acceptance.contract.calls import Call
from acceptance.contract.internals import internal_words
from acceptance.contract.parameters import PARAMETERS
from acceptance.contract.reply import Reply
from acceptance.contract.schemas import parameters_of, required_of
from acceptance.contract.values import TaskField, TaskPlan, TaskQuery
from acceptance.errors import NotApplicableError, NotOfferedError, TargetFaultError
from acceptance.scenario.twins import UNKNOWN_VALUE, Twins
from acceptance.scenario.valid_calls import ValidCalls
from acceptance.servers.restarting import check_ends_for_a_restart

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState
    from acceptance.transport.raw import RawConversation

UNKNOWN_PARAMETER: Final = "colour_of_the_sky"


@dataclass(frozen=True, slots=True)
class Probe:
    """What came of many wrong calls of one tool.

    Attributes:
        tool: the tool.
        tried: how many were made.
        failure: what was wrong with the smallest one that was not refused; None, if all were.
    """

    tool: str
    tried: int
    failure: str | None


class InvalidCalls:
    """Makes the calls of a scenario that are to be refused.

    Attributes:
        good: the call that is accepted, against which they were measured.
        answers: the answers to the good lines around a bad one.
        at_once: the titles that were planned at the same time, with the replies to these plans.
    """

    def __init__(self, state: ScenarioState, valid: ValidCalls) -> None:
        self._probe: Probe | None = None
        self.good: Call | None = None
        self._changed = ""
        self._outside: frozenset[str] = frozenset()
        self.answers: list[Mapping[str, Any]] = []
        self.at_once: list[tuple[str, Reply]] = []
        self._state = state
        self._valid = valid

    @property
    def probe(self) -> Probe:
        """What came of the last wrong calls.

        Raises:
            TargetFaultError: none were made.
        """
        if self._probe is None:
            raise TargetFaultError("no wrong calls were made")
        return self._probe

    def call_with(self, tool: str, arguments: str) -> None:
        """Call a tool with arguments that are to be rejected.

        Args:
            tool: its name.
            arguments: one of `ARGUMENTS`, the features' words for what is wrong with them.

        Raises:
            NotOfferedError: the target does not list the tool, or it has no parameter that could be wrong.
        """
        ARGUMENTS[arguments](self, tool)

    def fuzz(self, tool: str) -> None:
        """Make wrong calls of a tool, drawn from its own schema.

        Raises:
            NotOfferedError: the target does not list it, or nothing can be wrong about it.
        """
        # Only here: a run without these scenarios need not load hypothesis.
        from acceptance.contract.fuzz import WrongCall, certain_calls, try_each, wrong_calls  # noqa: PLC0415

        self._outside = frozenset(self._beside())
        self.good = good = self._valid.of(tool)
        listed = self._state.orchestrator.tools[good.tool]
        strategy = wrong_calls(listed.input_schema, good.arguments)
        if strategy is None:
            raise NotOfferedError(f"a parameter of {tool} that could be wrong")

        def try_one(wrong: WrongCall) -> str | None:
            try:
                reply = self._state.ask(replace(good, arguments=dict(wrong.arguments)))
            except TargetFaultError as fault:
                return f"{wrong.mistake}: {fault}"
            if reply.refused and (inner := internal_words(reply.words)):
                return f'{wrong.mistake} it ended with an internal error ("{inner}"): {reply.shortened()}'
            return None if reply.refused else f"{wrong.mistake} it was accepted: {reply.shortened()}"

        certain = certain_calls(listed.input_schema, good.arguments)
        self._probe = Probe(good.tool, *try_each(strategy, try_one, certain))

    def call_wrongly(self, tool: str) -> None:
        """Call a tool with the first thing wrong that its schema knows of: a parameter missing, or of the wrong type.

        Raises:
            NotOfferedError: the target does not list it, or nothing can be wrong about it.
        """
        good = self._valid.of(tool)
        schema = self._state.orchestrator.tools[good.tool].input_schema
        required = [name for name in required_of(schema) if name in good.arguments]
        known = parameters_of(schema)
        if required:
            wrong = {name: value for name, value in good.arguments.items() if name != required[0]}
        elif known:
            wrong = {**good.arguments, next(iter(known)): {"wrong": ["type"]}}
        else:
            raise NotOfferedError(f"a parameter of {tool} that could be wrong")
        self._state.ask(replace(good, arguments=wrong))

    def call_with_unknown(self, tool: str) -> None:
        """Call a tool as it should be called, and with a parameter that it does not know."""
        self.call_with_value(tool, UNKNOWN_PARAMETER, UNKNOWN_VALUE)

    def call_with_value(self, tool: str, parameter: str, value: Any) -> None:
        """Call a tool as it should be called, but for the value of one parameter.

        Raises:
            NotOfferedError: the target does not list the tool, or the parameter that it has in the contract.
            TargetFaultError: a restart was accepted that does not come about.
        """
        self.good = good = self._valid.of(tool)
        self._changed = parameter
        if parameter in PARAMETERS.get(tool, {}):
            self._state.orchestrator.require(Call(good.verb, tool, {parameter: value}))
        wrong = replace(good, arguments={**good.arguments, parameter: value})
        self._await_restart(self._state.ask(wrong, unlisted=True))

    def effect_of_unknown(self) -> str:
        """What an unknown parameter of the last call did, in words; empty, where that was rejected or ignored.

        Raises:
            NotApplicableError: the target knows the parameter.
            TargetFaultError: the same call without it was not answered.
        """
        reply = self._state.reply
        if self._changed in parameters_of(self._state.orchestrator.tools[reply.call.tool].input_schema):
            raise NotApplicableError(f"{reply.call.tool} of this target has a parameter {self._changed}")
        if inner := internal_words(reply.words):
            return f'the call ended with an internal error ("{inner}"): {reply.shortened()}'
        if reply.refused:
            return ""
        if self._changed == UNKNOWN_PARAMETER and UNKNOWN_VALUE in reply.words:
            return f"its value is in the reply: {reply.shortened()}"
        return Twins(self._state, self._valid).difference(reply)

    def call_unknown_tool(self) -> None:
        """Call a tool that is not there."""
        self._state.ask(Call("juggling", "orchestrator_juggle_tasks", {"balls": 5}), unlisted=True)

    def plan_at_once(self, count: int) -> None:
        """Plan so many tasks at the same time, each with a title of its own."""
        titles = [f"Planned side by side, number {number}" for number in range(1, count + 1)]
        calls = [self._state.orchestrator.dialect.plan(TaskPlan({TaskField.TITLE: title})) for title in titles]
        outcomes = self._state.orchestrator.ask_at_once(calls)
        pairs = zip(titles, outcomes, strict=True)
        self.at_once = [(title, one) for title, one in pairs if isinstance(one, Reply)]

    def mixed_up(self) -> list[str]:
        """Which of those plans were answered with another task, in words; a title that is not told is none of these."""
        pairs = [(title, reply.planned.values.get(TaskField.TITLE)) for title, reply in self.at_once]
        return [f'"{asked}" was answered with "{told}"' for asked, told in pairs if told not in {None, asked}]

    def call_well(self) -> None:
        """Make the good call.

        Raises:
            TargetFaultError: no call was measured against it, or a restart was accepted that does not come about.
        """
        if self.good is None:
            raise TargetFaultError("no call was made that could be made better")
        self._await_restart(self._state.ask(self.good))

    def _await_restart(self, reply: Reply) -> None:
        """Wait for the end of the process, where a reply accepts a restart."""
        if reply.accepted and reply.call.verb == "restart":
            check_ends_for_a_restart(self._state.orchestrator, self._state.evidence.vain)

    def outside(self) -> list[str]:
        """What came to lie beside the workspace since the scenario began to call wrongly, where nothing was put.

        What lay there before is another scenario's finding: one defect must not fail them all.
        """
        return sorted(self._beside() - self._outside)

    def _beside(self) -> set[str]:
        workspace = self._state.orchestrator.workspace
        around = WorkspaceFiles(workspace.parent)
        return {str(around.root / name) for name in around.names() if name != workspace.name}

    def speak_around(self, bad: bytes) -> None:
        """Say a good line, a bad one and a good one in one write, and wait for what answers the good ones."""
        conversation = self._state.pool.converse()
        try:
            self._greet(conversation)
            first, before = conversation.call_line(self._good_line())
            last, behind = conversation.call_line(self._good_line())
            conversation.send([before, bad, behind])
            self.answers = [conversation.answer(first), conversation.answer(last)]
        finally:
            conversation.close()

    def _greet(self, conversation: RawConversation) -> None:
        """Greet a server and open a session: without one it may reject every call (contract, "Sessions")."""
        conversation.greet()
        orchestrator = self._state.orchestrator
        ways = (str(conversation.process.workspace), None)
        openings = (orchestrator.dialect.initialize(directory) for directory in ways)
        if opening := next(filter(orchestrator.offers, openings), None):
            identity, line = conversation.call_line(opening)
            conversation.send([line])
            conversation.answer(identity)

    def _good_line(self) -> Call:
        """The cheapest call in one line that the target offers.

        Raises:
            NotOfferedError: it offers none.
        """
        orchestrator = self._state.orchestrator
        dialect = orchestrator.dialect
        plan = dialect.plan(TaskPlan({TaskField.TITLE: "Planned in a bare line"}))
        calls = [dialect.status(), dialect.look_up(TaskQuery(limit=1)), dialect.look_up(TaskQuery()), plan]
        call = next((one for one in calls if orchestrator.offers(one) and not one.later), calls[0])
        orchestrator.require(call)
        return call.alone()


ARGUMENTS: Final[Mapping[str, Callable[[InvalidCalls, str], None]]] = {
    "many kinds of invalid arguments": InvalidCalls.fuzz,
    "invalid arguments": InvalidCalls.call_wrongly,
    "an unknown parameter": InvalidCalls.call_with_unknown,
}
"""What a tool can be called with, by the features' words."""
