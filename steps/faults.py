"""Phrases about faults that strike while work goes on."""

from hamcrest import assert_that

from acceptance.faults import outages
from acceptance.matchers.faults import has_kept_every_promise
from acceptance.values import Restart
from steps.support.vocabulary import Scene, given, then, when


@given("work goes on in {streams:d} streams")
def begin_work(context: Scene, streams: int) -> None:
    context.world.drill.begin_work(streams)


@given("work goes on in {streams:d} streams that wait {seconds:g} s for an answer")
def begin_impatient_work(context: Scene, streams: int, seconds: float) -> None:
    context.world.drill.begin_work(streams, bound=seconds)


@when("the orchestrator is killed")
def kill(context: Scene) -> None:
    outages.kill(context.world)


@given("it is started again in its workspace")
@when("it is started again in its workspace")
def start_again(context: Scene) -> None:
    context.world.drill.start_again()


@when("the orchestrator is frozen for {seconds:g} s")
def freeze(context: Scene, seconds: float) -> None:
    outages.freeze(context.world, seconds)


@when("the orchestrator is asked to restart in the middle of it")
def restart(context: Scene) -> None:
    outages.restart(context.world, Restart())


@then("the work goes on")
@then("it works again")
def work_goes_on(context: Scene) -> None:
    context.world.drill.see_recovery()


@then("all that was answered is true")
def everything_answered_is_true(context: Scene) -> None:
    assert_that(context.world.drill, has_kept_every_promise())
