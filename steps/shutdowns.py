"""Phrases about an orchestrator that is told to end, or to restart twice, with calls under way."""

from hamcrest import assert_that

from acceptance.matchers.faults import (
    answered_all,
    ended_in_time,
    ended_with_code_0,
    kept_what_it_accepted,
    left_nothing,
    took_one_restart,
)
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

declare_type("WayToEnd", one_of(("asked to end", "interrupted", "left alone by its client", "asked to end twice")), str)


@given("an orchestrator is up")
def start(context: Scene) -> None:
    context.world.faults.last_calls.begin()


@given("{count:d} plans are under way there")
def put_under_way(context: Scene, count: int) -> None:
    context.world.faults.last_calls.put_under_way(count)


@when("a shutdown is prepared there")
def prepare_shutdown(context: Scene) -> None:
    context.world.faults.last_calls.prepare_shutdown()


@when("it is {way:WayToEnd}")
def end(context: Scene, way: str) -> None:
    context.world.faults.last_calls.end(way)


@when("the orchestrator is asked to end in the middle of it")
def end_in_the_middle(context: Scene) -> None:
    context.world.faults.process.terminate()


@then("it ends within the time it has")
def ends_in_time(context: Scene) -> None:
    assert_that(context.world.faults.last_calls, ended_in_time())


@then("it ends without an error")
def ends_without_error(context: Scene) -> None:
    assert_that(context.world.faults.last_calls, ended_with_code_0())


@then("it leaves nothing behind")
def leaves_nothing(context: Scene) -> None:
    assert_that(context.world.faults.last_calls, left_nothing())


@then("each of the {count:d} calls under way is answered")
def each_is_answered(context: Scene, count: int) -> None:
    assert_that(context.world.faults.last_calls, answered_all(count))


@then("what it accepted is there, and what it refused is not")
def accepted_is_there(context: Scene) -> None:
    assert_that(context.world.faults.last_calls, kept_what_it_accepted())


@when("two restarts are asked for at once")
def restart_twice(context: Scene) -> None:
    context.world.faults.last_calls.restart_twice()


@then("one restart is accepted, and the other refused")
def one_restart_is_accepted(context: Scene) -> None:
    assert_that(context.world.faults.last_calls, took_one_restart())


@when("it is started again there")
def start_again_there(context: Scene) -> None:
    context.world.faults.last_calls.start_again()


@when("{count:d} of the calls under way are given up")
def give_up(context: Scene, count: int) -> None:
    context.world.faults.last_calls.give_up(count)
