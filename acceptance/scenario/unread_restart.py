"""A restart while a client leaves its answers unread, so that its calls stay in flight (contract CTRL-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from acceptance.contract.values import Restart, TaskQuery
from acceptance.scenario.talking import over_lines

if TYPE_CHECKING:
    from acceptance.scenario.protocol_client import ProtocolClient
    from acceptance.transport.talk import Talk

RESTART_SECONDS: Final = 10
"""The shortest timeout that a restart may have."""
SEARCHES: Final = 40
"""So many answers of several thousand characters are more than a pipe holds."""


def restart_unread(client: ProtocolClient, talk: Talk) -> None:
    """Ask for long answers and a restart, read none of them, and note whether the server ends in time.

    Beyond the timeout of the restart it has the time of a call, in which it may do what else belongs to its end.

    Raises:
        NotApplicableError: the server is spoken to over HTTP.
        NotOfferedError: the target has no plan, search or restart.
    """
    talk = over_lines(talk, "this is about standard output, and the target is reached over HTTP")
    orchestrator, conversation = client.state.orchestrator, talk.conversation
    search = orchestrator.dialect.look_up(TaskQuery())
    restart = orchestrator.dialect.restart(Restart(seconds=RESTART_SECONDS))
    for call in (search, restart):
        orchestrator.require(call)
    client.enter(talk)
    client.plan(talk)
    lines = [conversation.call_line(call)[1] for call in (*[search] * SEARCHES, restart)]
    client.ended = conversation.ends_unread(lines, RESTART_SECONDS + orchestrator.connection.target.timeouts.call)
