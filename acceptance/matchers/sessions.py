"""Assertions about sessions."""

from __future__ import annotations

import re
from pathlib import Path

from acceptance.confinement.paths import leads_to
from acceptance.contract.reply import Reply
from acceptance.contract.views import SessionView, texts_in
from acceptance.matchers.findings import Finding, listed, quoted


def works_in(directory: Path) -> Finding[SessionView]:
    """The session tells that it works in a directory, whatever links lead to it."""
    return Finding(
        f"the session works in {directory}",
        lambda session: session.directory,
        lambda told: bool(told) and leads_to(str(told), directory),
        lambda session, told: f"it tells the directory {quoted(told)}",
    )


def lists(session: SessionView) -> Finding[Reply]:
    """The session is among those that the reply lists."""
    return Finding(
        f"the session {session.identity} is among those listed",
        lambda reply: [one.identity for one in reply.sessions],
        lambda found: session.identity in found,
        lambda reply, found: f"listed were {listed(found)}",
    )


def does_not_list(session: SessionView) -> Finding[Reply]:
    """The session is not among those that the reply lists."""
    return Finding(
        f"the session {session.identity} is not among those listed",
        lambda reply: [one.identity for one in reply.sessions],
        lambda found: session.identity not in found,
        lambda reply, found: f"listed were {listed(found)}",
    )


def lists_so_many(count: int) -> Finding[Reply]:
    """The reply lists so many sessions."""
    return Finding(
        f"{count} sessions are listed",
        lambda reply: len(reply.sessions),
        lambda found: found == count,
        lambda reply, found: f"{found} were listed",
    )


def names_session(session: SessionView) -> Finding[Reply]:
    """The reply names the session, wherever in it."""
    return Finding(
        f"the reply names the session {session.identity}",
        lambda reply: list(texts_in(reply.body)) or [reply.words],
        lambda texts: any(str(session.identity) in text for text in texts),
        lambda reply, texts: f"it says: {reply.shortened()}",
    )


def has_identity() -> Finding[Reply]:
    """The reply tells the identity of its session."""
    return Finding(
        "the session has an identity",
        lambda reply: reply.session.identity if reply.accepted else None,
        bool,
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def tells_of_the_store(*, created: bool) -> Finding[Reply]:
    """The reply to an initialisation says whether a new store was created or the old one opened."""
    return Finding(
        f"it says that the store was {'created' if created else 'there already'}",
        _store_created,
        lambda found: found is created,
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def _store_created(reply: Reply) -> bool | None:
    """Whether a reply says that it created a store; None where it says neither."""
    told = reply.body.get("created")
    if isinstance(told, bool):
        return told
    if re.search(r"\b(exist\w*|opened|already|reused)\b", reply.words, re.IGNORECASE):
        return False
    return True if re.search(r"\b(created|new)\b", reply.words, re.IGNORECASE) else None
