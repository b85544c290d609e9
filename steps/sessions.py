"""Phrases about sessions and the directories they work in."""

import re
from dataclasses import dataclass
from typing import Final

from hamcrest import assert_that

from acceptance.contract.samples import BAD_DIRECTORIES
from acceptance.contract.values import Cleanup, SessionKind
from acceptance.matchers.sessions import (
    has_identity,
    includes_session,
    is_not_offered_like,
    lists_so_many,
    names_session,
    says_whether_the_store_is_new,
    works_in,
)
from acceptance.scenario.sessions import WORKSPACES
from acceptance.scenario.tampering import WAYS
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when


@dataclass(frozen=True, slots=True)
class Extent:
    """Which sessions are listed; what is left out (`None`) is not sent."""

    completed: bool | None = None
    limit: int | None = None


EXTENTS: Final = {
    "": Extent(),
    ", including completed ones": Extent(completed=True),
    " with a limit of 1": Extent(limit=1),
    " with a limit of 2": Extent(limit=2),
}
STORES: Final = {"is new": True, "already existed": False}
SETTINGS: Final = {" without a dry run": False, " with default settings": None, " as a dry run": True}


def read_cleanup(text: str) -> Cleanup:
    """Return which sessions a cleanup is about."""
    days = re.search(r"older than (-?\d+) days", text)
    kind = re.search(r"of (\w+) sessions", text)
    return Cleanup(SessionKind.OLD, int(days[1])) if days else Cleanup(kind[1] if kind else None)


declare_type(
    "Directory",
    rf'{one_of(WORKSPACES)}|the (?:new )?directory "[^"]*"|{one_of([*BAD_DIRECTORIES, *WAYS])}',
    str,
    f'{"; ".join(WORKSPACES)}; the directory "…"; the new directory "…"; {"; ".join([*BAD_DIRECTORIES, *WAYS])}',
)
declare_type("StoreAge", one_of(STORES), STORES.__getitem__)
declare_type("SessionExtent", one_of(EXTENTS), EXTENTS.__getitem__)
declare_type(
    "OpenedSession",
    r'the current session|that session|the session (?:in "[^"]*"|opened by the command)',
    str,
    'the current session; that session, which is the same; the session in "…"; the session opened by the command',
)
declare_type(
    "SessionCount",
    r"1 session is|\d+ sessions are",
    lambda text: int(text.split()[0]),
    "1 session is; or a number of sessions, such as 10 sessions are",
)
declare_type(
    "Cleanup",
    r"cleanup(?: of (?:\w+ sessions|sessions older than -?\d+ days))?",
    read_cleanup,
    "cleanup; cleanup of … sessions; cleanup of sessions older than … days",
)
declare_type("CleanupSettings", one_of(SETTINGS), SETTINGS.__getitem__)


@then("the session has an identifier")
def session_has_identity(context: Scene) -> None:
    """The last reply returns the identity of a session."""
    assert_that(context.state.reply, has_identity())


@then("the directory of the session is {directory:WorkingDirectory}")
def session_works_in(context: Scene, directory: str) -> None:
    """The last reply shows a session with this working directory."""
    assert_that(context.state.reply.session, works_in(context.world.sessions.path(directory)))


@then("the reply says that the data store {is_new:StoreAge}")
def reply_says_store_age(context: Scene, is_new: bool) -> None:
    """The last reply says whether the data store was created or was already there."""
    assert_that(context.state.reply, says_whether_the_store_is_new(is_new=is_new))


@when("the sessions are listed{extent:SessionExtent}")
def list_sessions(context: Scene, extent: Extent) -> None:
    """List sessions; completed ones only where that is said."""
    context.world.sessions.list(completed=extent.completed, limit=extent.limit)


@given("{count:d} sessions are opened in new directories")
def open_sessions(context: Scene, count: int) -> None:
    """Open this number of sessions, each in a new directory of its own."""
    context.world.sessions.initialize_many(count)


@then("{count:SessionCount} listed")
def so_many_sessions_are_listed(context: Scene, count: int) -> None:
    """The last reply lists exactly this number of sessions."""
    assert_that(context.state.reply, lists_so_many(count))


@then("the reply contains the identifier of {session:OpenedSession}")
def reply_names_session(context: Scene, session: str) -> None:
    """The last reply contains the identity of the session, wherever in it."""
    assert_that(context.state.reply, names_session(context.world.opened_session(session)))


@when("the status of {session:Session} is requested")
def request_status(context: Scene, session: str) -> None:
    """Request the status of a session."""
    context.world.sessions.request_status(session)


@when("{session:Session} is resumed")
def resume(context: Scene, session: str) -> None:
    """Make a session the current one again, or try to."""
    context.world.sessions.resume(context.world.sessions.identity(session))


@when('the directory "{name:Name}" is deleted')
def delete_directory(context: Scene, name: str) -> None:
    """Delete a directory of the scenario with all that is in it."""
    context.world.sessions.delete_directory(name)


@when("{cleanup:Cleanup} runs{dry_run:CleanupSettings}")
def clean_up(context: Scene, cleanup: Cleanup, dry_run: bool | None) -> None:
    """Clean up sessions for real, as a dry run, or with the orchestrator's default settings."""
    context.world.sessions.clean_up(cleanup, dry_run=dry_run)


@given("a session is opened in {directory:Directory}")
@when("a session is opened in {directory:Directory}")
def open_session(context: Scene, directory: str) -> None:
    """Open a session in this directory, or try to where no working directory can be."""
    context.world.open_session(directory)


@then('the session in "{gone:Name}" is not offered for reconnection like the one in "{other:Name}"')
def session_is_not_offered(context: Scene, gone: str, other: str) -> None:
    """The last reply leaves the session out, or says more of it than of the other one in which nothing is amiss."""
    sessions = context.world.sessions
    assert_that(context.state.reply, is_not_offered_like(sessions.session(gone), sessions.session(other)))


@then("the list {listed:Includes} {session:OpenedSession}")
def list_includes_session(context: Scene, listed: bool, session: str) -> None:
    """The last reply lists the session, or does not."""
    assert_that(context.state.reply, includes_session(context.world.opened_session(session), listed_=listed))
