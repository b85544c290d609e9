"""Assertions about sessions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from acceptance.confinement.paths import leads_to
from acceptance.contract.content import MOMENT, pieces_about
from acceptance.contract.reply import Reply
from acceptance.contract.views import SessionView, texts_in
from acceptance.matchers.findings import Finding, listed, quoted
from acceptance.scenario.sessions import Sessions

OPENED: Final = re.compile(r"\b(?:exist\w*|opened|already|reused)\b", re.IGNORECASE)
CREATED: Final = re.compile(r"\b(?:created|new)\b", re.IGNORECASE)
"""What is said of a data store."""


def works_in(directory: Path) -> Finding[SessionView]:
    """The session shows this working directory, whatever links lead to it."""
    return Finding(
        f"the session works in {directory}",
        lambda session: session.directory,
        lambda told: bool(told) and leads_to(str(told), directory),
        lambda session, told: f"the reply shows the directory {quoted(told)}",
    )


def includes_session(session: SessionView, *, listed_: bool = True) -> Finding[Reply]:
    """The reply lists the session, or does not."""
    return Finding(
        f"the list {'includes' if listed_ else 'does not include'} the session {session.identity}",
        lambda reply: _listed_in(reply, session),
        lambda found: (session.identity in found) is listed_,
        lambda reply, found: f"it lists {listed(found)}",
    )


def lists_so_many(count: int) -> Finding[Reply]:
    """The reply lists so many sessions."""
    return Finding(
        f"the list has {count} sessions",
        lambda reply: len(reply.sessions),
        lambda found: found == count,
        lambda reply, found: f"the list has {found}",
    )


def lists_what_was_noted() -> Finding[Sessions]:
    """The same sessions are listed, in the same directories, as when they were noted."""
    return Finding(
        "the same sessions are listed as before",
        lambda sessions: (sessions.noted - (now := sessions.listed()), now - sessions.noted),
        lambda found: found == (frozenset(), frozenset()),
        lambda sessions, found: (
            f"{len(found[0])} of {len(sessions.noted)} sessions are listed differently now: "
            f"{listed(name for name, _ in found[0])}; listed now and not before: {listed(name for name, _ in found[1])}"
        ),
    )


def names_session(session: SessionView) -> Finding[Reply]:
    """The reply names the session, wherever in it."""
    return Finding(
        f"the reply names the session {session.identity}",
        lambda reply: list(texts_in(reply.body)) or [reply.words],
        lambda texts: any(str(session.identity) in text for text in texts),
        lambda reply, texts: f"it says: {reply.shortened()}",
    )


def is_not_offered_like(gone: SessionView, other: SessionView) -> Finding[Reply]:
    """A session is not told in a reply, or not as another one: beside identity, directory and moments, they differ."""
    return Finding(
        f"the session {gone.identity} is not offered like the session {other.identity}",
        lambda reply: (reply.accepted, _told_of(reply, gone), _told_of(reply, other)),
        lambda found: found[0] and bool(found[2]) and found[1] != found[2],
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def _told_of(reply: Reply, session: SessionView) -> list[str]:
    """What a reply tells of a session, wherever in it, without what every session has for itself alone."""
    own = [name for name in (session.identity, session.directory) if name]
    told = (
        pieces_about(reply.body, own) if reply.body else [line for line in reply.words.splitlines() if own[0] in line]
    )
    for name in own:
        told = [one.replace(name, "") for one in told]
    return sorted(MOMENT.sub("", one) for one in told)


def has_identity() -> Finding[Reply]:
    """The reply returns the identity of its session."""
    return Finding(
        "the session has an identifier",
        lambda reply: reply.session.identity if reply.accepted else None,
        bool,
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def says_whether_the_store_is_new(*, is_new: bool) -> Finding[Reply]:
    """The reply says whether a new data store was created or an existing one opened."""
    return Finding(
        f"the reply says that the data store {'is new' if is_new else 'already existed'}",
        _store_created,
        lambda found: found is is_new,
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def _listed_in(reply: Reply, session: SessionView) -> list[str | None]:
    """The sessions that a reply lists; of one in prose, the session that is looked for, if it is named there."""
    if reply.accepted and not reply.body:
        return [session.identity] if str(session.identity) in reply.words else []
    return [one.identity for one in reply.sessions]


def _store_created(reply: Reply) -> bool | None:
    """Whether a reply says that it created a data store; `None` where it says neither."""
    told = reply.body.get("created")
    if isinstance(told, bool):
        return told
    for name, is_so in reply.body.items():
        if isinstance(is_so, bool) and (known := OPENED.search(_spaced(name)) or CREATED.search(_spaced(name))):
            return is_so is bool(CREATED.fullmatch(known[0]))
    words = _spaced(reply.words)
    if OPENED.search(words):
        return False
    return True if CREATED.search(words) else None


def _spaced(words: str) -> str:
    """Words of fields as words of sentences, but for when a thing was created."""
    return re.sub(r"_(?!at\b)", " ", words)
