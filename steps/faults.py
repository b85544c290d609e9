"""Phrases about faults that strike while work goes on."""

from hamcrest import assert_that, contains_string

from acceptance.contract.values import Restart
from acceptance.faults.clock_faults import JUMPS
from acceptance.matchers.faults import (
    ended_after_it_was_asked_for,
    has_answered_all,
    has_kept_every_promise,
    tells_restarts,
    was_changed_after_it_was_planned,
)
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

declare_type("Jump", one_of(JUMPS), str)


@given("work goes on in {streams:d} streams")
def begin_work(context: Scene, streams: int) -> None:
    context.world.faults.experiment.begin_work(streams)


@given("work goes on in {streams:d} streams that wait {seconds:g} s for an answer")
def begin_impatient_work(context: Scene, streams: int, seconds: float) -> None:
    context.world.faults.experiment.begin_work(streams, bound=seconds)


@when("the orchestrator is killed")
def kill(context: Scene) -> None:
    context.world.faults.process.kill()


@given("it is started again in its workspace")
@when("it is started again in its workspace")
def start_again(context: Scene) -> None:
    context.world.faults.experiment.start_again()


@when("the orchestrator is frozen for {seconds:g} s")
def freeze(context: Scene, seconds: float) -> None:
    context.world.faults.process.freeze(seconds)


@when("the orchestrator is asked to restart in good order")
def restart(context: Scene) -> None:
    context.world.faults.process.restart(Restart())


@when("the orchestrator is asked to restart without any grace")
def restart_without_grace(context: Scene) -> None:
    context.world.faults.process.restart(Restart(graceful=False))


@when("the orchestrator is asked to restart, in vain")
def restart_in_vain(context: Scene) -> None:
    context.world.operator.ask_for_restart(Restart())


@when("two restarts are asked for while the store is locked for {seconds:g} s")
def restart_behind_a_lock(context: Scene, seconds: float) -> None:
    context.world.faults.process.restart_behind_a_lock(seconds)


@given("work of {size:d} MB a piece goes on in {streams:d} streams")
def begin_large_work(context: Scene, size: int, streams: int) -> None:
    context.world.faults.experiment.begin_work(streams, sizes=(size * 1_000_000,))


@when("the orchestrator is killed while work is handed in")
def kill_while_work_is_handed_in(context: Scene) -> None:
    context.world.faults.process.kill_while_work_is_handed_in()


@when("the orchestrator is killed, and again while it starts")
def kill_while_it_starts(context: Scene) -> None:
    context.world.faults.process.kill_while_it_starts()


@when("the orchestrator is killed and started again {times:d} times")
def kill_again_and_again(context: Scene, times: int) -> None:
    context.world.faults.process.kill_again_and_again(times)


@then("every call of the work was answered")
def every_call_was_answered(context: Scene) -> None:
    assert_that(context.world.faults.experiment, has_answered_all())


@given('the orchestrator works where an earlier version left "{name:Name}"')
def work_in_an_earlier_workspace(context: Scene, name: str) -> None:
    context.world.faults.store.work_in_an_earlier_workspace()
    context.world.task_queries.adopt(name)


@then("its artifact says {words:Quoted}")
def artifact_says(context: Scene, words: str) -> None:
    assert_that(context.state.it.artifact_file().text(), contains_string(words))


@given("the orchestrator goes by a clock that can be moved")
def go_by_a_movable_clock(context: Scene) -> None:
    context.world.faults.clock.start()


@given("its clock jumps {where:Jump}")
@when("its clock jumps {where:Jump}")
def jump(context: Scene, where: str) -> None:
    context.world.faults.clock.jump(where)


@then("the history tells {count:d} restart")
def history_tells_so_many(context: Scene, count: int) -> None:
    assert_that(context.state.reply, tells_restarts(count))


@then("every restart came about after it was asked for")
def restarts_came_about(context: Scene) -> None:
    assert_that(context.state.reply, ended_after_it_was_asked_for())


@then("{who:Who} was not changed before it was planned")
def changed_after_planned(context: Scene, who: str) -> None:
    assert_that(context.state.speak_of(who), was_changed_after_it_was_planned())


@then("the work goes on")
@then("it works again")
def work_goes_on(context: Scene) -> None:
    context.world.faults.experiment.see_recovery()


@then("all that was answered is true")
def everything_answered_is_true(context: Scene) -> None:
    assert_that(context.world.faults.experiment, has_kept_every_promise())
