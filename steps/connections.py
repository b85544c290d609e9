"""Phrases about the connection between a client and an orchestrator, and about strangers who try to have one."""

from hamcrest import assert_that

from acceptance.faults.network_faults import FAULTS
from acceptance.faults.stranger import GUISES
from acceptance.matchers.lines import (
    came_back_where_it_was,
    ended_by_itself,
    is_reached_from_here_alone,
    was_let_in,
    was_turned_away,
)
from acceptance.transport.child_process import Half
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

declare_type("Half", one_of(Half), Half)
declare_type("LineFault", one_of(FAULTS), str)
declare_type("Guise", one_of(GUISES), str)


@given("the orchestrator is spoken to over HTTP")
def speak_over_http(context: Scene) -> None:
    context.state.servers.speak_over_http()


@given("the orchestrator is spoken to over a line that can be broken")
def lay_line(context: Scene) -> None:
    context.world.faults.network.lay()


@when("its client is gone in the middle of {half:Half}")
def leave(context: Scene, half: Half) -> None:
    context.world.faults.network.leave_in_the_middle(half)


@when("the line {fault:LineFault}")
def strike_line(context: Scene, fault: str) -> None:
    context.world.faults.network.strike(fault)


@when("{count:d} connections are opened and dropped")
def open_and_drop(context: Scene, count: int) -> None:
    context.world.faults.network.open_and_drop(count)


@when("it is called {guise:Guise}")
def call_as_stranger(context: Scene, guise: str) -> None:
    context.world.faults.stranger.call(guise)


@then("it comes back at the address where it was")
def comes_back(context: Scene) -> None:
    assert_that(context.state, came_back_where_it_was())


@then("it ends by itself")
def ends_by_itself(context: Scene) -> None:
    assert_that(context.world.faults.network, ended_by_itself())


@then("the caller is turned away")
def turned_away(context: Scene) -> None:
    assert_that(context.world.faults.stranger, was_turned_away())


@then("the caller is let in")
def let_in(context: Scene) -> None:
    assert_that(context.world.faults.stranger, was_let_in())


@then("only this machine can reach it")
def reached_from_here_alone(context: Scene) -> None:
    assert_that(context.world.faults.stranger, is_reached_from_here_alone())
