"""Phrases about tasks by the hundred and the thousand, large texts, and several clients in the same instant."""

from hamcrest import assert_that

from acceptance.contract.samples import WORKS
from acceptance.contract.values import TaskField
from acceptance.faults.race import WINS
from acceptance.matchers.scale import (
    are_as_counted,
    are_linked,
    are_there_once,
    has_kept_or_refused,
    have_gone,
    were_fair,
)
from acceptance.matchers.tasks import has_value, waits_for_identities
from acceptance.matchers.work import has_its_whole_work_left
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

declare_type("Wish", one_of(WINS), str)


@when('the task "{name:Name}" is planned with {text:Sample} as its description')
def plan_with_description(context: Scene, name: str, text: str) -> None:
    context.world.planner.described(name, text)


@then("its description is kept whole, or the plan is refused in words")
def description_is_kept(context: Scene) -> None:
    assert_that(context.state, has_kept_or_refused(has_value(TaskField.DESCRIPTION, WORKS["10 MB"])))


@then("its work is kept whole, or the hand-in is refused in words")
def work_is_kept(context: Scene) -> None:
    assert_that(context.state, has_kept_or_refused(has_its_whole_work_left()))


@then("another task can be planned")
def another_task_can_be_planned(context: Scene) -> None:
    context.world.faults.experiment.try_out()


@given("the orchestrator has a thousand tasks")
def have_a_thousand_tasks(context: Scene) -> None:
    context.world.faults.multitude.speak_to_a_thousand()


@when("{count:d} tasks are planned")
def plan_many(context: Scene, count: int) -> None:
    context.world.faults.multitude.plan(count)


@when("{count:d} tasks are planned in the same moment")
def plan_at_once(context: Scene, count: int) -> None:
    context.world.faults.multitude.plan(count, at_once=count)


@when("{count:d} tasks are planned over two orchestrators in the same workspace")
def plan_over_two(context: Scene, count: int) -> None:
    context.world.faults.multitude.plan(
        count, over=[context.state.orchestrator, *context.state.servers.start_beside(1)]
    )


@then("each of these tasks is there once")
def each_is_there_once(context: Scene) -> None:
    assert_that(context.world.faults.multitude, are_there_once())


@then("the tasks of every state are counted as they are found")
def counted_as_found(context: Scene) -> None:
    assert_that(context.world.faults.multitude, are_as_counted())


@when('the task "{name:Name}" is planned to wait for all of them')
def plan_what_waits(context: Scene, name: str) -> None:
    context.world.faults.multitude.plan_what_waits_for_all(name)


@then("{who:Who} waits for all of them")
def waits_for_all(context: Scene, who: str) -> None:
    awaited = [identity for _, identity in context.world.faults.multitude.identities]
    assert_that(context.state.speak_of(who), waits_for_identities(awaited))


@given("{count:d} tasks are planned, each as a part of the one before")
@when("{count:d} tasks are planned, each as a part of the one before")
def plan_levels(context: Scene, count: int) -> None:
    context.world.faults.multitude.plan_levels(count)


@then("each of them is a part of the one before")
def levels_are_linked(context: Scene) -> None:
    assert_that(context.world.faults.multitude, are_linked())


@when("the first of them is deleted for good with all that hangs on it")
def delete_levels(context: Scene) -> None:
    context.world.faults.multitude.delete_levels()


@then("nothing of them is left")
def nothing_is_left(context: Scene) -> None:
    assert_that(context.world.faults.multitude, have_gone())


@when("{count:d} tasks are each {one:Wish} by one client and {other:Wish} by another in the same instant")
def race_for_tasks(context: Scene, count: int, one: str, other: str) -> None:
    context.world.faults.race.run(one, other, count)


@then("of each exactly one was accepted, and the task is what that one made of it")
def one_has_won(context: Scene) -> None:
    assert_that(context.world.faults.race.rounds, were_fair())


@when("the other orchestrator is ended")
def end_other(context: Scene) -> None:
    context.world.faults.experiment.end_other()


@given("work goes on in {streams:d} streams over two orchestrators in the same workspace")
def begin_work_over_two(context: Scene, streams: int) -> None:
    context.world.faults.experiment.begin_work(streams, beside=context.state.servers.start_beside(1))


@when("the other orchestrator is killed")
def kill_other(context: Scene) -> None:
    context.world.faults.process.kill_other()
