"""Sessions and what an operator asks (contract SESSION-1, SESSION-2, CTRL-1, CTRL-5, MAINT-1)."""

from __future__ import annotations

from typing import Final

from acceptance.contract.model.expectation import Expectation, accepted, refused
from acceptance.contract.model.operations import AskSession, ListSessions, Operate
from acceptance.contract.model.promises import Promise
from acceptance.contract.model.state import ModelState

OPERATIONS: Final = {
    "health": Promise.HEALTHY,
    "shutdown": Promise.READY,
    "scan": Promise.SCANNED,
    "handover": Promise.READ_ONLY,
    "history": Promise.READ_ONLY,
}
# Without a limit as many sessions are listed.
DEFAULT_LIMIT: Final = 10


def expect_session(state: ModelState, asked: AskSession, identity_of_unknown: str) -> Expectation:
    """What a question about a session is answered with."""
    promise = Promise.RECONNECTABLE if asked.way == "reconnect" else Promise.LISTED_SESSION
    workspace = state.workspaces.get(asked.directory)
    if workspace is None or not workspace.sessions:
        refusal = Promise.RECONNECTABLE if asked.way == "reconnect" else Promise.SESSION_REFUSED
        return refused(refusal, (identity_of_unknown,))
    return accepted(promise)


def expect_operation(operation: Operate) -> Expectation:
    """What an operator's question is answered with."""
    return accepted(OPERATIONS[operation.what])


def sessions_listed(state: ModelState, client: int, listing: ListSessions) -> str | None:
    """The session that a list has to contain: the client's current one, unless the list leaves it out.

    Returns:
        Its id, or `None` where the contract does not say that it is listed.
    """
    workspace = state.of(client)
    opened = sum(len(one.sessions) for one in state.workspaces.values())
    limit = DEFAULT_LIMIT if listing.limit is None else listing.limit
    if not workspace.sessions or opened > limit:
        return None
    if not listing.completed and workspace.completed is not False:
        return None
    return workspace.sessions[-1]
