"""Why a target could not be connected to, in one sentence for people, with the server's last words below it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mcp import MCPError
from mcp_types import REQUEST_TIMEOUT
from pydantic import ValidationError

from acceptance.errors import ConnectFailedError, TargetFaultError
from acceptance.messages.bounds import brief
from acceptance.targets.target import Target
from acceptance.transport.child_process import Ending
from acceptance.transport.endings import how_it_ended
from acceptance.transport.server import Server


def why_not(target: Target, server: Server, error: BaseException) -> str:
    """What was started or sought, what happened, what the server said.

    Args:
        target: how it is spoken to.
        server: the server, as far as it came.
        error: what kept it from being connected to.
    """
    leaf = leaves(error)[0]
    if isinstance(leaf, ConnectFailedError):
        return str(leaf)
    if isinstance(leaf, OSError) and not isinstance(leaf, TimeoutError) and server.pid is None and target.command:
        what = f"could not be started ({leaf.strerror or leaf})"
    elif server.ending is Ending.BY_ITSELF:
        what = f"{how_it_ended(server.exit_code or 0, '').removeprefix('the orchestrator ')} before it answered"
    elif isinstance(leaf, TimeoutError) or (isinstance(leaf, MCPError) and leaf.code == REQUEST_TIMEOUT):
        what = f"did not answer the handshake within {target.timeouts.connect:g} s"
    else:
        what = f"could not be connected to ({first_line(leaf)})"
    advice = "Run its command by hand to see why" if target.command else "Check that it runs there and can be reached"
    sentence = f'The target "{target.name}" {what}. {advice}: {server.label}'
    sentence += f"\n{target.advice}" if target.advice else ""
    for title, words in (
        ("It printed something that is not an MCP message", "\n".join(server.bad_lines)),
        ("Its last words", server.last_words()),
    ):
        sentence += f"\n{title}:\n{words}" if words else ""
    return sentence


def leaves(error: BaseException) -> list[BaseException]:
    """The errors inside exception groups, which task groups wrap around everything."""
    if isinstance(error, BaseExceptionGroup):
        return [leaf for inner in error.exceptions for leaf in leaves(inner)]
    return [error]


def first_line(error: BaseException) -> str:
    """The first line of an error's text, cut where it is long, with its kind when it has none."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "its result"
        return brief(f"{where} does not fit the protocol: {first['msg']}; {error.error_count()} such errors in all")
    return brief((str(error).splitlines() or [type(error).__name__])[0])


@contextmanager
def known_before() -> Iterator[None]:
    """While this lasts, a target that cannot be reached fails the scenario: it was reached before.

    Raises:
        TargetFaultError: it cannot be started or spoken to any more.
    """
    try:
        yield
    except ConnectFailedError as error:
        raise TargetFaultError(str(error)) from None
