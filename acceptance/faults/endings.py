"""How a server is told to end, and what it leaves behind."""

from __future__ import annotations

import re
import signal
import stat
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, Protocol

from acceptance.confinement.files import WorkspaceFiles
from acceptance.errors import NoAnswerError, NotInjectableError
from acceptance.servers.store_lock import is_lockable
from acceptance.system.waiting import let_pass

if TYPE_CHECKING:
    from acceptance.servers.store import Store
    from acceptance.transport.raw import RawConversation

BETWEEN_SIGNALS: Final = 0.1
END_SECONDS: Final = 8.0
TAKEN_SECONDS: Final = 1.0
"""How long a server is given to take calls, where it does not tell that it has."""
DISCONNECTED: Final = "disconnected from its client"
ASKED: Final = "asked to restart"
"""What `LastCalls` does by a call, and not by a signal."""
WAYS_TO_END: Final = ("sent SIGTERM", "sent SIGINT", DISCONNECTED, "sent SIGTERM twice", ASKED)
"""How a server is ended, in the features' words."""
TEMPORARY: Final = re.compile(
    r"\.(tmp|temp|part|partial|lock|lck|pid|new|draft|swp)$|^\.?~|-journal$|\.lock\b", re.IGNORECASE
)
"""What files are called that were not meant to last."""
FOR_LOCKS: Final = re.compile(r"\.(lock|lck)$", re.IGNORECASE)
"""What files are called that are only there to be locked."""


def tell_to_end(conversation: RawConversation, way: str) -> None:
    """Tell a server to end, by a signal or by closing its input.

    Raises:
        NotInjectableError: no such way is known.
    """
    match way:
        case "sent SIGTERM":
            conversation.process.signal_group(signal.SIGTERM)
        case "sent SIGINT":
            conversation.process.signal_group(signal.SIGINT)
        case _ if way == DISCONNECTED:
            conversation.close_input()
        case "sent SIGTERM twice":
            conversation.process.signal_group(signal.SIGTERM)
            let_pass(BETWEEN_SIGNALS)
            conversation.process.signal_group(signal.SIGTERM)
        case _:
            raise NotInjectableError(f"it is not known how an orchestrator is {way}")


def let_read(conversation: RawConversation, identity: str) -> None:
    """Let a server read what was sent: a list of tools, asked for behind it, needs no store.

    Args:
        conversation: the conversation with it.
        identity: the id of the line that asks for the list.
    """
    # Who does one thing after the other does not answer it now, and has read what was sent before it all the same.
    from acceptance.transport.raw import line  # noqa: PLC0415 - the SDK is imported while the first server starts

    conversation.send([line(identity, "tools/list", {})])
    with suppress(NoAnswerError):
        conversation.answer(identity, TAKEN_SECONDS)


def lock_files(conversation: RawConversation) -> frozenset[str]:
    """The empty files for locks that are in a server's workspace: what is only locked, and never made, is no lock."""
    files = WorkspaceFiles(conversation.process.workspace).entries()
    return frozenset(
        path for path, status in files if stat.S_ISREG(status.st_mode) and not status.st_size and FOR_LOCKS.search(path)
    )


class Beginning(Protocol):
    """A server that can be begun."""

    def begin(self) -> None:
        """Start it, and give it something to keep."""

    @property
    def conversation(self) -> RawConversation:
        """The conversation with it."""


def lasting(files: frozenset[str], other: Beginning) -> frozenset[str]:
    """Those files for locks that are there for good: another server leaves them as well when its input is closed.

    Args:
        files: the files that a server had for locks, and has left.
        other: the other server, which is not begun where nothing was left.

    Raises:
        TargetFaultError: the other server did not answer.
    """
    if not files:
        return files
    other.begin()
    other.conversation.close_input()
    other.conversation.ended_within(END_SECONDS)
    return files & lock_files(other.conversation)


def left_behind(conversation: RawConversation, store: Store | None, kept: frozenset[str] = frozenset()) -> list[str]:
    """What is left of an ended server: processes, locks, files that were not meant to last.

    Args:
        conversation: the last one with it.
        store: its data store; `None` where that was not looked for.
        kept: the files for locks that are there for good.
    """
    left: list[str] = []
    if conversation.process.exit_code is not None and (strays := conversation.strays()).count:
        left.append(str(strays))
    if store is not None and not is_lockable(store):
        left.append("a lock on the data store")
    files = WorkspaceFiles(conversation.process.workspace)
    found = (path for path, status in files.entries() if stat.S_ISREG(status.st_mode) and path not in kept)
    return [*left, *(f"the file {path}" for path in sorted(found) if TEMPORARY.search(PurePath(path).name))]
