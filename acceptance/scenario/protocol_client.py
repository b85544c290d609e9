"""A client that speaks the protocol by itself: what it says, and what it is answered (contract CLIENT-1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.calls import Call
from acceptance.contract.raw_answers import read_answer, within
from acceptance.contract.values import TaskField, TaskPlan, TaskQuery
from acceptance.messages.bounds import TOOL_PAGES
from acceptance.scenario.capability_requests import ask_for_everything
from acceptance.scenario.generations import Seen, read_in_both_generations
from acceptance.scenario.lost_answers import plan_again_if_lost
from acceptance.scenario.protocol_tasks import TASK_ACTS
from acceptance.scenario.talking import over_lines, talking
from acceptance.scenario.unread_restart import restart_unread
from acceptance.transport.jsonrpc import GENERATION, METHOD_NOT_FOUND, hello

if TYPE_CHECKING:
    from acceptance.contract.reply import Reply
    from acceptance.contract.views import TaskView
    from acceptance.scenario.state import ScenarioState
    from acceptance.transport.talk import Manner, Message, Talk

OTHER_GENERATION: Final = "of another protocol version reads the task"
AGAIN: Final = "repeats a plan that was never answered, unless its task is there"
OLDER: Final = "2024-11-05"
NEWER: Final = "2099-01-01"
UNKNOWN: Final = "one-of-these-days"
NO_CURSOR: Final = "no-such-position"
ROOTS: Final = {"roots": {"listChanged": False}}
MANY: Final = 40
UNREAD_SECONDS: Final = 0.4
"""So long nothing is read of what a server answers."""
LONG: Final = "A long description of one task among others. " * 200


class ProtocolClient:
    """A client of the scenario.

    Attributes:
        state: the state of the scenario.
        greeting: the answer to its `initialize`.
        offered: the version that it offered.
        answers: the answers to its other requests, by what they were about.
        tools: the tools as it was listed them, in their order.
        heard: every message of the server, in the order in which they came.
        seen: the tasks of the scenario as each of both generations shows them, by the scenario's names.
        found: the tasks that are there after a plan whose answer was lost.
        searches: the replies to searches that were read late.
        ended: whether the server ended in time.
    """

    def __init__(self, state: ScenarioState) -> None:
        self.state = state
        self.greeting: Message = {}
        self.offered = ""
        self.answers: dict[str, Message] = {}
        self.tools: list[dict[str, Any]] = []
        self.heard: list[dict[str, Any]] = []
        self.seen: Seen = {}
        self.found: list[TaskView] = []
        self.searches: list[Reply] = []
        self.ended = False

    def act(self, act: str) -> None:
        """Do one of `ACTS`, in a conversation of its own.

        Raises:
            NotApplicableError: the target cannot be spoken to like this.
            TargetFaultError: it was not answered.
        """
        if act == OTHER_GENERATION:
            self.seen = read_in_both_generations(self.state)
            return
        if act == AGAIN:
            self.found = plan_again_if_lost(self.state, self.enter)
            return
        with talking(self.state) as talk:
            self.heard = talk.heard
            ACTS[act](self, talk)

    @property
    def capabilities(self) -> Mapping[str, Any]:
        """What the server declared in its answer to `initialize`; empty where that is no declaration."""
        return within(self.greeting, "result", "capabilities")

    def greet(self, talk: Talk, version: str = GENERATION, capabilities: Mapping[str, Any] | None = None) -> None:
        """Greet the server; a greeting that is rejected is no end."""
        self.offered = version
        self.greeting = talk.ask("initialize", hello(generation=version, capabilities=capabilities))
        result = self.greeting.get("result")
        if isinstance(result, Mapping):
            talk.greeted(str(result.get("protocolVersion")))
            talk.tell("notifications/initialized")

    def enter(self, talk: Talk) -> None:
        """Greet the server, and open a session where the target has any."""
        self.greet(talk)
        self.open_session(talk)

    def use(self, talk: Talk) -> None:
        """List the tools, and call one that only looks."""
        self.answers["the list of tools"] = talk.ask("tools/list", {})
        self.answers["a call"] = self.call(talk, self._look())

    def call(self, talk: Talk, call: Call, **more: Any) -> Message:
        """Call a tool.

        Raises:
            NotOfferedError: the dialect has no way to say it in one call.
        """
        call = call.alone()
        name = self.state.orchestrator.connection.target.own_name(call.tool)
        return talk.ask("tools/call", {"name": name, "arguments": dict(call.arguments), **more})

    def plan(self, talk: Talk, **more: Any) -> Message:
        """Plan a task with a long description."""
        return self.call(talk, self._plan(), **more)

    def open_session(self, talk: Talk) -> None:
        """Open a session where the target has any: without one it may reject every call."""
        from acceptance.transport.talk import LineTalk  # noqa: PLC0415

        orchestrator = self.state.orchestrator
        place = talk.conversation.process.workspace if isinstance(talk, LineTalk) else orchestrator.workspace
        openings = (orchestrator.dialect.initialize(directory) for directory in (str(place), None))
        if opening := next(filter(orchestrator.offers, openings), None):
            self.call(talk, opening)

    def _look(self) -> Call:
        orchestrator = self.state.orchestrator
        looks = (orchestrator.dialect.status(), orchestrator.dialect.look_up(TaskQuery()))
        return next(filter(orchestrator.offers, looks), looks[0])

    def _plan(self) -> Call:
        orchestrator = self.state.orchestrator
        plan = TaskPlan({TaskField.TITLE: "One among others", TaskField.DESCRIPTION: LONG})
        call = orchestrator.dialect.plan(plan)
        orchestrator.require(call)
        return call

    def call_too_early(self, talk: Talk) -> None:
        """Call a tool before the handshake, and use the server after it.

        Whether the first call is answered differs by the protocol's generation, so only what follows is waited for.
        """
        talk = over_lines(talk, "this is about standard input, and the target is reached over HTTP")
        _, early = talk.conversation.call_line(self._look())
        talk.conversation.send([early])
        self.enter(talk)
        self.use(talk)

    def offer(self, talk: Talk, version: str) -> None:
        """Offer a version, and use the server where it agrees."""
        self.greet(talk, version)
        if "result" in self.greeting:
            self.open_session(talk)
            self.use(talk)

    def ping_early(self, talk: Talk) -> None:
        """Ping before the handshake, and after it.

        Over HTTP a server may keep a session for each client, and there is none before the handshake.
        """
        talk = over_lines(talk, "over HTTP there is no session before the handshake to answer a ping in")
        self.answers["the ping before the handshake"] = talk.ask("ping", {})
        self.ping(talk)

    def ping(self, talk: Talk) -> None:
        """Ping after the handshake."""
        self.greet(talk)
        self.answers["the ping after the handshake"] = talk.ask("ping", {})

    def call_unknown_method(self, talk: Talk) -> None:
        """Ask for a method that no server has."""
        self.greet(talk)
        self.answers["tools/juggle"] = talk.ask("tools/juggle", {})

    def try_everything(self, talk: Talk) -> None:
        """Ask for what each capability of the protocol brings, whether it was declared or not."""
        self.greet(talk)
        self.answers |= ask_for_everything(talk)

    def answer_to_roots(self, talk: Talk, capabilities: Mapping[str, Any], manner: Manner | None = None) -> None:
        """Declare capabilities, answer to the server's own requests in a manner, and use the server."""
        talk.manner = manner or talk.manner
        self.greet(talk, capabilities=capabilities)
        self.open_session(talk)
        self.use(talk)

    def follow_the_list(self, talk: Talk) -> None:
        """Follow the list of tools over its cursors to its end."""
        self.greet(talk)
        self.list_tools(talk)

    def list_tools(self, talk: Talk) -> None:
        """List the tools over all pages, after the greeting."""
        params: dict[str, Any] = {}
        for _ in range(TOOL_PAGES):
            result = talk.ask("tools/list", params).get("result") or {}
            self.tools += result.get("tools") or []
            params = {"cursor": result.get("nextCursor")}
            if not params["cursor"]:
                return

    def list_from_nowhere(self, talk: Talk) -> None:
        """Ask for the list of tools from a position that the server never named."""
        self.greet(talk)
        self.answers["the list of tools"] = talk.ask("tools/list", {"cursor": NO_CURSOR})

    def list_around_work(self, talk: Talk) -> None:
        """List the tools, work, and list them again."""
        self.greet(talk)
        self.answers["the list before"] = talk.ask("tools/list", {})
        self.open_session(talk)
        self.plan(talk)
        self.answers["the list after"] = talk.ask("tools/list", {})

    def cancel_many(self, talk: Talk) -> None:
        """Cancel many calls right after they were sent, and use the server."""
        from acceptance.transport.raw import line  # noqa: PLC0415

        talk = over_lines(talk, "over HTTP a call is cancelled by its connection, which other scenarios close")
        self.enter(talk)
        call = self._plan().alone()
        for number in range(MANY):
            identity = f"cancelled-{number}"
            talk.conversation.send([line(identity, "tools/call", {"name": call.tool, "arguments": call.arguments})])
            talk.tell("notifications/cancelled", {"requestId": identity, "reason": "not wanted any more"})
        self.use(talk)

    def ask_for_progress(self, talk: Talk) -> None:
        """Plan a task, and ask to be told of the progress."""
        self.enter(talk)
        self.answers["a plan"] = self.plan(talk, _meta={"progressToken": TOKEN})
        self.use(talk)

    def compare_content(self, talk: Talk) -> None:
        """Make calls that are accepted, and one that is rejected, to compare their texts and structured contents."""
        self.follow_the_list(talk)
        self.open_session(talk)
        plan = self._plan().alone()
        self.answers[plan.tool] = self.plan(talk)
        self.answers[self._look().alone().tool] = self.call(talk, self._look())
        wrong = {**plan.arguments, next(iter(plan.arguments)): {"wrong": ["type"]}}
        self.answers[f"{plan.tool}, rejected"] = talk.ask("tools/call", {"name": plan.tool, "arguments": wrong})

    def read_late(self, talk: Talk) -> None:
        """Send many searches with long answers before anything is read."""
        from acceptance.transport.raw import line  # noqa: PLC0415

        talk = over_lines(talk, "this is about standard output, and the target is reached over HTTP")
        self.enter(talk)
        self.plan(talk)
        search = self.state.orchestrator.dialect.look_up(TaskQuery()).alone()
        self.state.orchestrator.require(search)
        names = [f"search-{number}" for number in range(MANY)]
        said = {"name": search.tool, "arguments": search.arguments}
        talk.conversation.send_unread([line(name, "tools/call", said) for name in names], UNREAD_SECONDS)
        self.searches = [read_answer(search, talk.conversation.answer(name)) for name in names]


TOKEN: Final = "progress-of-this-client"


def _refuse(message: Message) -> Message:
    return {"jsonrpc": "2.0", "id": message["id"], "error": {"code": METHOD_NOT_FOUND, "message": "Not wanted."}}


def _stay_silent(_: Message) -> None:
    return None


ACTS: Final[Mapping[str, Callable[[ProtocolClient, Talk], None]]] = {
    "offers an unknown version": lambda client, talk: client.offer(talk, UNKNOWN),
    "offers an older version": lambda client, talk: client.offer(talk, OLDER),
    "offers a newer version": lambda client, talk: client.offer(talk, NEWER),
    "calls a tool before the handshake": ProtocolClient.call_too_early,
    "pings before and after the handshake": ProtocolClient.ping_early,
    "pings after the handshake": ProtocolClient.ping,
    "calls an unknown method": ProtocolClient.call_unknown_method,
    "requests what is declared and what is not": ProtocolClient.try_everything,
    "declares no capability": lambda client, talk: client.answer_to_roots(talk, {}),
    "will not list its roots": lambda client, talk: client.answer_to_roots(talk, ROOTS, _refuse),
    "never lists its roots": lambda client, talk: client.answer_to_roots(talk, ROOTS, _stay_silent),
    "follows the tool list to its end": ProtocolClient.follow_the_list,
    "lists the tools from an invalid position": ProtocolClient.list_from_nowhere,
    "lists the tools before and after its work": ProtocolClient.list_around_work,
    "cancels 40 calls": ProtocolClient.cancel_many,
    "requests progress": ProtocolClient.ask_for_progress,
    "compares each text with its structured content": ProtocolClient.compare_content,
    "reads no answer until it has sent 40 searches": ProtocolClient.read_late,
    "requests 40 searches and a restart within 10 seconds and reads no answer": restart_unread,
    **TASK_ACTS,
}
"""What a client does, by the words of the features."""
