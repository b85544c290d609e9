"""Calls that are made as tasks of the protocol, where the server declares that it takes them (contract CLIENT-1).

A task of the protocol is a call under way: it is answered at once with a handle, by which the client asks for its
state and its result, or cancels it. It has nothing to do with the tasks that an orchestrator plans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from acceptance.contract.calls import Call
from acceptance.contract.capabilities import NO_NAME
from acceptance.contract.raw_answers import within
from acceptance.contract.values import TaskField, TaskPlan, TaskQuery
from acceptance.errors import NotApplicableError, NotJudgedError
from acceptance.scenario.talking import talking
from acceptance.system.waiting import wait_until

if TYPE_CHECKING:
    from acceptance.scenario.protocol_client import ProtocolClient
    from acceptance.transport.talk import Message, Talk

WITH_TASKS: Final = "2025-11-25"
"""The version of the protocol that has tasks."""
FINAL: Final = ("completed", "failed", "cancelled")
FIRST_CALL: Final = "the first call"
SECOND_CALL: Final = "the second call"
PLAIN_BEFORE: Final = "the plain call before"
PLAIN_AFTER: Final = "the plain call after"
CANCELLATION: Final = "the cancellation"
STATE: Final = "the state"
RESULT: Final = "the result"
STATE_AFTER_RESTART: Final = "the state after the restart"
RESULT_AFTER_RESTART: Final = "the result after the restart"
OPTIONAL: Final = "optional"
REQUIRED: Final = "required"
TRIES: Final = 5
"""So many calls are cancelled before it is given up that one is met while it is at work."""
SHORTEST_WAIT: Final = 0.02
LONGEST_WAIT: Final = 1.0
"""Seconds between two looks at a task, whatever the server advises."""


class CallsAsTasks:
    """The calls that a client makes as tasks in one conversation.

    Attributes:
        handle: of the last call.
        told: the task as the answer to the last call described it.
    """

    def __init__(self, client: ProtocolClient, talk: Talk) -> None:
        """Greet the server, and choose a tool that can be called as a task.

        Raises:
            NotApplicableError: the server does not declare tasks, or no tool that can be one.
        """
        self.handle = ""
        self.told: Message = {}
        self._client = client
        self._talk = talk
        client.greet(talk, WITH_TASKS)
        if not isinstance(within(client.capabilities, "tasks", "requests", "tools").get("call"), Mapping):
            raise NotApplicableError("the orchestrator does not declare that a call can be made as a protocol task")
        client.list_tools(talk)
        client.open_session(talk)
        self._call, self._support = self._chosen()

    @property
    def can_be_cancelled(self) -> bool:
        """Whether the server declares that tasks can be cancelled."""
        return isinstance(within(self._client.capabilities, "tasks").get("cancel"), Mapping)

    def start(self) -> Message:
        """Make the call as a task."""
        return self._client.call(self._talk, self._call, task={})

    def begin(self) -> None:
        """Make the call as a task, and keep its handle.

        Raises:
            NotJudgedError: the answer has none.
        """
        self.told = within(self.start(), "result", "task")
        handle = self.told.get("taskId")
        if not isinstance(handle, str) or not handle:
            raise NotJudgedError("the call was answered without a handle, which another scenario judges")
        self.handle = handle

    def call_plainly(self, name: str) -> None:
        """Make the same call without a task, where the tool takes that, and keep the answer by a name."""
        if self._support == OPTIONAL:
            self._client.answers[name] = self._client.call(self._talk, self._call)

    def ask(self, method: str) -> Message:
        """Send a request about the last task."""
        return self._talk.ask(method, {"taskId": self.handle})

    def follow(self) -> Message:
        """Ask for the state until it is final, at most for as long as a call may take; the last answer."""
        answers: list[Message] = []

        def has_ended() -> bool:
            answers.append(self.ask("tasks/get"))
            return "error" in answers[-1] or is_final(answers[-1])

        bound = self._client.state.orchestrator.connection.target.timeouts.call
        wait_until(has_ended, bound, self._between_looks())
        return answers[-1]

    def _between_looks(self) -> float:
        advised = self.told.get("pollInterval")
        seconds = advised / 1000 if isinstance(advised, int | float) else 0.0
        return min(max(seconds, SHORTEST_WAIT), LONGEST_WAIT)

    def _chosen(self) -> tuple[Call, str]:
        """A call that can be made as a task, one that can be made plainly as well before all others.

        Raises:
            NotApplicableError: there is none.
        """
        support = {str(tool.get("name")): within(tool, "execution").get("taskSupport") for tool in self._client.tools}
        target = self._client.state.orchestrator.connection.target
        for wanted in (OPTIONAL, REQUIRED):
            for call in self._candidates():
                if support.get(target.own_name(call.tool)) == wanted:
                    return call, wanted
        raise NotApplicableError("none of the calls that the suite makes can be made as a protocol task")

    def _candidates(self) -> Iterator[Call]:
        orchestrator = self._client.state.orchestrator
        plan = TaskPlan({TaskField.TITLE: "Planned by a call as a task", TaskField.DESCRIPTION: "One among others."})
        dialect = orchestrator.dialect
        calls = (dialect.status(), dialect.look_up(TaskQuery()), dialect.plan(plan))
        yield from (call for call in calls if not call.later and orchestrator.offers(call))


def is_final(answer: Message) -> bool:
    """Whether an answer to `tasks/get` tells a state that ends a task."""
    return within(answer, "result").get("status") in FINAL


def _make_calls(client: ProtocolClient, talk: Talk) -> None:
    """Make two calls as tasks."""
    calls = CallsAsTasks(client, talk)
    client.answers[FIRST_CALL] = calls.start()
    client.answers[SECOND_CALL] = calls.start()


def _follow(client: ProtocolClient, talk: Talk) -> None:
    """Make a call as a task, wait for its end, and ask for its result; and make the same call plainly around it."""
    calls = CallsAsTasks(client, talk)
    calls.call_plainly(PLAIN_BEFORE)
    calls.begin()
    client.answers[STATE] = calls.follow()
    if is_final(client.answers[STATE]):
        client.answers[RESULT] = calls.ask("tasks/result")
        calls.call_plainly(PLAIN_AFTER)


def _cancel(client: ProtocolClient, talk: Talk) -> None:
    """Cancel a call that was made as a task, and follow it to its end.

    Raises:
        NotApplicableError: calls cannot be cancelled, or each had ended before.
    """
    calls = CallsAsTasks(client, talk)
    if not calls.can_be_cancelled:
        raise NotApplicableError("the orchestrator does not declare that a protocol task can be cancelled")
    for _ in range(TRIES):
        calls.begin()
        client.answers[CANCELLATION] = calls.ask("tasks/cancel")
        client.answers[STATE] = calls.ask("tasks/get")
        if "result" in client.answers[CANCELLATION] or not is_final(client.answers[STATE]):
            # A call that goes on all the same has this time to end as if nothing had been cancelled.
            calls.call_plainly(PLAIN_AFTER)
            client.answers[STATE] = calls.follow()
            return
    raise NotApplicableError("each protocol task had ended before it could be cancelled")


def _ask_after_a_restart(client: ProtocolClient, talk: Talk) -> None:
    """Have a call that was made as a task end, end the server, and ask another one in the same workspace.

    Raises:
        NotApplicableError: the server keeps no task without a limit of time, or is reached over HTTP.
        NotJudgedError: the call did not end, or had no result.
    """
    from acceptance.transport.talk import LineTalk  # noqa: PLC0415

    calls = CallsAsTasks(client, talk)
    if not isinstance(talk, LineTalk):
        raise NotApplicableError("this restarts a server of its own, and the target is reached over HTTP")
    calls.begin()
    if calls.told.get("ttl", 0) is not None:
        raise NotApplicableError("the orchestrator does not say that it keeps a protocol task without a time limit")
    if not is_final(calls.follow()) or "result" not in (result := calls.ask("tasks/result")):
        raise NotJudgedError("there was no result before the restart, which another scenario judges")
    workspace = talk.conversation.process.workspace
    talk.close()
    client.answers[RESULT] = result
    with talking(client.state, workspace) as later:
        client.greet(later, WITH_TASKS)
        client.open_session(later)
        client.answers[STATE_AFTER_RESTART] = later.ask("tasks/get", {"taskId": calls.handle})
        client.answers[RESULT_AFTER_RESTART] = later.ask("tasks/result", {"taskId": calls.handle})


def _ask_for_an_unknown(client: ProtocolClient, talk: Talk) -> None:
    """Ask for the state, the result and the cancellation of a task that was never begun."""
    calls = CallsAsTasks(client, talk)
    calls.handle = NO_NAME
    for method in ("tasks/get", "tasks/result", *(["tasks/cancel"] if calls.can_be_cancelled else [])):
        client.answers[method] = calls.ask(method)


TASK_ACTS: Final[Mapping[str, Callable[[ProtocolClient, Talk], None]]] = {
    "makes calls as protocol tasks": _make_calls,
    "follows a protocol task to its end": _follow,
    "cancels a protocol task": _cancel,
    "requests the result of a protocol task after a restart": _ask_after_a_restart,
    "requests a protocol task by an unknown handle": _ask_for_an_unknown,
}
"""What a client does with calls that are made as tasks, by the words of the features."""
