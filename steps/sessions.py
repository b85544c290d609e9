"""Phrases about sessions and the directories they work in."""

from hamcrest import assert_that

from acceptance.confinement.trees import remove_folder
from acceptance.contract.values import Cleanup, SessionKind
from acceptance.matchers.sessions import (
    does_not_list,
    has_identity,
    lists,
    lists_so_many,
    names_session,
    tells_of_the_store,
    works_in,
)
from steps.support.vocabulary import Scene, given, then, when


@given("a session is initialised in the workspace")
@when("a session is initialised in the workspace")
def initialise_in_workspace(context: Scene) -> None:
    context.world.sessions.open_workspace()


@given('a session is initialised in the new directory "{name:Name}"')
@given('a session is initialised in the directory "{name:Name}"')
@when('a session is initialised in the new directory "{name:Name}"')
@when('a session is initialised in the directory "{name:Name}"')
def initialise_in_directory(context: Scene, name: str) -> None:
    context.world.sessions.initialize(name)


@when("a session is initialised in a {place}")
def initialise_in_bad_place(context: Scene, place: str) -> None:
    context.world.sessions.open_bad_place(f"a {place}")


@then("the session has an identity")
def session_has_identity(context: Scene) -> None:
    assert_that(context.state.reply, has_identity())


@then("the session works in the workspace")
def session_works_in_workspace(context: Scene) -> None:
    assert_that(context.state.reply.session, works_in(context.state.orchestrator.workspace))


@then('the session works in "{name:Name}"')
def session_works_in(context: Scene, name: str) -> None:
    assert_that(context.state.reply.session, works_in(context.world.sessions.directory(name)))


@then("the reply says that a new store was created")
def store_was_created(context: Scene) -> None:
    assert_that(context.state.reply, tells_of_the_store(created=True))


@then("the reply says that the store was there already")
def store_was_there(context: Scene) -> None:
    assert_that(context.state.reply, tells_of_the_store(created=False))


@when("the sessions are listed")
def list_sessions(context: Scene) -> None:
    context.world.sessions.list()


@when("all sessions are listed, completed ones too")
def list_all_sessions(context: Scene) -> None:
    context.world.sessions.list(completed=True)


@when("at most {limit:d} session is listed")
def list_some_sessions(context: Scene, limit: int) -> None:
    context.world.sessions.list(limit=limit)


@then("{count:d} session is listed")
def so_many_sessions_are_listed(context: Scene, count: int) -> None:
    assert_that(context.state.reply, lists_so_many(count))


@then("the session is among those listed")
def session_is_listed(context: Scene) -> None:
    assert_that(context.state.reply, lists(context.world.sessions.session()))


@then('the session in "{name:Name}" is among those listed')
def session_in_directory_is_listed(context: Scene, name: str) -> None:
    assert_that(context.state.reply, lists(context.world.sessions.session(name)))


@then('the reply names the session in "{name:Name}"')
def reply_names_session(context: Scene, name: str) -> None:
    assert_that(context.state.reply, names_session(context.world.sessions.session(name)))


@then('the session in "{name:Name}" is not among those listed')
def session_in_directory_is_not_listed(context: Scene, name: str) -> None:
    assert_that(context.state.reply, does_not_list(context.world.sessions.session(name)))


@when("the status of the session is asked for")
def ask_for_status(context: Scene) -> None:
    context.world.sessions.ask_for_status()


@when("the status of an unknown session is asked for")
def ask_for_status_of_unknown(context: Scene) -> None:
    context.world.sessions.ask_for_status(context.world.sessions.unknown())


@when("the resumption of an unknown session is asked for")
def resume_unknown(context: Scene) -> None:
    context.world.sessions.resume(context.world.sessions.unknown())


@when("the orchestrator is started anew in the same workspace")
def start_anew(context: Scene) -> None:
    context.state.servers.start_anew()


@when('the session in "{name:Name}" is resumed')
def resume(context: Scene, name: str) -> None:
    context.world.sessions.resume(str(context.world.sessions.session(name).identity))


@when('the directory "{name:Name}" is removed from outside')
def remove_directory(context: Scene, name: str) -> None:
    remove_folder(context.world.sessions.directory(name))


@when("a clean-up of {kind} sessions is rehearsed without saying so")
def clean_up_without_saying(context: Scene, kind: str) -> None:
    context.world.sessions.clean_up(Cleanup(kind=kind))


@when("{kind} sessions are cleaned away")
def clean_away(context: Scene, kind: str) -> None:
    context.world.sessions.clean_up(Cleanup(kind=kind, rehearse=False))


@when("sessions older than {days:d} days are cleaned away")
def clean_away_old(context: Scene, days: int) -> None:
    context.world.sessions.clean_up(Cleanup(kind=SessionKind.OLD, older_than_days=days, rehearse=False))


@when("a clean-up of completed sessions is rehearsed")
def rehearse_clean_up(context: Scene) -> None:
    context.world.sessions.clean_up(Cleanup())


@when("completed sessions are cleaned up")
def clean_up(context: Scene) -> None:
    context.world.sessions.clean_up(Cleanup(kind=SessionKind.COMPLETED, rehearse=False))


@when("a clean-up of sessions older than {days:d} days is rehearsed")
def rehearse_clean_up_of_old(context: Scene, days: int) -> None:
    context.world.sessions.clean_up(Cleanup(kind=SessionKind.OLD, older_than_days=days))
