"""Conversations of a scenario in messages of the protocol, over lines or HTTP as its target is reached."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from acceptance.errors import NotApplicableError

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState
    from acceptance.transport.talk import LineTalk, Talk


@contextmanager
def talking(state: ScenarioState, workspace: Path | None = None) -> Iterator[Talk]:
    """A conversation in which nothing was said yet: over lines with a server of its own, over HTTP with the scenario's.

    Args:
        state: of the scenario.
        workspace: where a server of its own works; None for a new one.
    """
    # Only here: the SDK is imported while the first server is.
    from acceptance.transport.http.link import HttpLink  # noqa: PLC0415
    from acceptance.transport.talk import HttpTalk, LineTalk  # noqa: PLC0415

    connection = state.orchestrator.connection
    talk: Talk
    if isinstance(connection.process, HttpLink):
        talk = HttpTalk(connection.target, connection.process.url, state.evidence)
    else:
        talk = LineTalk(state.pool.converse(workspace))
    try:
        yield talk
    finally:
        talk.close()


def over_lines(talk: Talk, why_not: str) -> LineTalk:
    """The conversation, which has to be one over standard input and output.

    Args:
        talk: the conversation.
        why_not: why over HTTP there is nothing to judge.

    Raises:
        NotApplicableError: it is one over HTTP.
    """
    # Only here: the SDK is imported while the first server is.
    from acceptance.transport.talk import LineTalk  # noqa: PLC0415

    if not isinstance(talk, LineTalk):
        raise NotApplicableError(why_not)
    return talk
