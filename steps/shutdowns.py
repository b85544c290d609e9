"""Phrases about an orchestrator that is terminated, or restarted twice, with calls in flight."""

from collections.abc import Callable
from typing import Final

from hamcrest import assert_that

from acceptance.faults.endings import WAYS_TO_END
from acceptance.faults.tools import FaultTools
from acceptance.matchers.ends import ENDS
from acceptance.matchers.faults import (
    accepted_one_restart,
    answered_all,
    kept_what_it_accepted,
    left_nothing,
)
from acceptance.matchers.findings import Finding
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

SHUTDOWN_CHECKS: Final[dict[str, dict[str, bool]]] = {
    "": {},
    " without checking tasks": {"check_active_tasks": False},
    " without checking connections": {"check_client_connections": False},
}

declare_type("ShutdownChecks", one_of(SHUTDOWN_CHECKS), SHUTDOWN_CHECKS.__getitem__)
declare_type("WayToEnd", one_of(WAYS_TO_END), str)
declare_type("StillWanted", "in flight|not cancelled", str)
declare_type("End", one_of(ENDS), ENDS.__getitem__)


@given("an orchestrator is running")
def start(context: Scene) -> None:
    """Start an orchestrator in a workspace of its own, with one task."""
    context.world.faults.last_calls.begin()


@given("{count:d} planning calls are in flight")
def put_in_flight(context: Scene, count: int) -> None:
    """Lock the data store and send so many plans, so that none of them is answered yet."""
    context.world.faults.last_calls.put_in_flight(count)


@when("shutdown preparation is requested{checks:ShutdownChecks}")
def prepare_shutdown(context: Scene, checks: dict[str, bool]) -> None:
    """Ask whether the orchestrator can be shut down; nothing is shut down."""
    context.world.operator.prepare_shutdown(**checks)


@when("shutdown preparation is requested with these calls in flight{checks:ShutdownChecks}")
def prepare_shutdown_with_calls(context: Scene, checks: dict[str, bool]) -> None:
    """Request the preparation of a shutdown from the orchestrator whose calls are in flight."""
    context.world.faults.last_calls.prepare_shutdown(**checks)


@when("the orchestrator is {manner:WayToEnd}")
def end(context: Scene, manner: str) -> None:
    """Send it SIGTERM, once or twice, or SIGINT, or close its input, and wait for its end."""
    context.world.faults.last_calls.end(manner)


@then("the orchestrator stops {how:End}")
def it_ends(context: Scene, how: Callable[[], Finding[FaultTools]]) -> None:
    """It ended within 5 s of being told to, with exit code 0, or within 5 s of losing its client."""
    assert_that(context.world.faults, how())


@then("the orchestrator leaves nothing behind")
def leaves_nothing(context: Scene) -> None:
    """It has ended, and no process, lock or temporary file of it is left."""
    assert_that(context.world.faults.last_calls, left_nothing())


@then("all {count:d} calls that were {which:StillWanted} are answered")
def all_in_flight_are_answered(context: Scene, count: int, which: str) -> None:
    """Every call that was in flight and not cancelled was answered, also if by a rejection."""
    assert_that(context.world.faults.last_calls, answered_all(count))


@then("all answered calls did what the answers say, and unanswered ones took effect at most once")
def accepted_tasks_exist(context: Scene) -> None:
    """After a new start, the tasks in the workspace are those whose plans were accepted; at least one was."""
    assert_that(context.world.faults.last_calls, kept_what_it_accepted())


@then("exactly one restart is accepted")
def one_restart_is_accepted(context: Scene) -> None:
    """One of the two restarts was accepted, and the other was rejected."""
    assert_that(context.world.faults.last_calls, accepted_one_restart())


@when("{count:d} of the calls in flight are cancelled")
def cancel_calls(context: Scene, count: int) -> None:
    """Cancel the first calls in flight by the protocol's own notification."""
    context.world.faults.last_calls.cancel_calls(count)
