"""Phrases about many tasks, large texts, and several clients at the same time."""

from collections.abc import Callable

from hamcrest import assert_that

from acceptance.faults.multitude import MANNERS, Manner
from acceptance.faults.race import OUTCOMES
from acceptance.matchers.findings import Finding
from acceptance.matchers.scale import (
    STORED_TEXTS,
    are_counted_as_found,
    are_linked,
    do_not_exist,
    exist_exactly_once,
    have_kept_both_edits,
    have_one_creator_each,
    have_one_winner_each,
)
from acceptance.scenario.state import ScenarioState
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

declare_type("PlanManner", one_of(MANNERS), MANNERS.__getitem__)
declare_type("Wish", one_of(OUTCOMES), str)
declare_type("StoredText", one_of(STORED_TEXTS), STORED_TEXTS.__getitem__)


@then("its {text:StoredText} is stored whole or rejected with a clear message")
def text_is_stored_or_rejected(context: Scene, text: Callable[[ScenarioState], Finding[ScenarioState]]) -> None:
    """The request with this text was accepted and it reads back whole, or it was rejected with a clear message."""
    assert_that(context.state, text(context.state))


@then("another task can be planned")
def another_task_can_be_planned(context: Scene) -> None:
    """A small task is accepted.

    Raises:
        TargetFaultError: it was rejected, or not answered.
    """
    context.world.faults.experiment.try_out()


@given("the orchestrator has 1,000 tasks")
def use_thousand_tasks(context: Scene) -> None:
    """Use an orchestrator with 1,000 tasks, which the scenarios of a run share."""
    context.world.faults.multitude.use_a_thousand()


@given("{count:d} tasks are planned{manner:PlanManner}")
@when("{count:d} tasks are planned{manner:PlanManner}")
def plan_many(context: Scene, count: int, manner: Manner) -> None:
    """Plan so many tasks."""
    manner(context.world.faults.multitude, count)


@then("each of these tasks exists exactly once")
def tasks_exist_once(context: Scene) -> None:
    """Every planned task is on exactly one page of all tasks, with an identity of its own."""
    assert_that(context.world.faults.multitude, exist_exactly_once())


@then("the count of tasks in each state matches the search")
def counts_match(context: Scene) -> None:
    """For every state, the orchestrator counts as many tasks as the search finds."""
    assert_that(context.world.faults.multitude, are_counted_as_found())


@when('the task "{name:Name}" is planned with all of these tasks as dependencies')
def plan_dependant(context: Scene, name: str) -> None:
    """Plan a task that depends on all of these tasks."""
    context.world.faults.multitude.plan_dependant(name)


@then("each of these tasks is a subtask of the one before")
def levels_are_linked(context: Scene) -> None:
    """The parent task of each task is the one that was planned before it."""
    assert_that(context.world.faults.multitude, are_linked())


@when("the first of these tasks is deleted permanently by force")
def delete_levels(context: Scene) -> None:
    """Delete the topmost task permanently, with all of its subtasks."""
    context.world.faults.multitude.delete_levels()


@then("none of these tasks exists")
def none_exists(context: Scene) -> None:
    """No task of the chain is shown any more."""
    assert_that(context.world.faults.multitude, do_not_exist())


@when("{count:d} tasks are {one:Wish} by one client and {other:Wish} by another at the same time")
def race_for_tasks(context: Scene, count: int, one: str, other: str) -> None:
    """Have two clients make conflicting requests about each task at the same time, over a connection each."""
    context.world.faults.race.run(one, other, count)


@when("the description and effort of {count:d} tasks are changed by two clients at the same time")
def race_of_updates(context: Scene, count: int) -> None:
    """Have one client change the description of each task and another its effort at the same time."""
    context.world.faults.race.edit(count)


@when("{count:d} templates are created by two clients at the same time")
def race_of_creations(context: Scene, count: int) -> None:
    """Have two clients create different templates under one name at the same time, for each name."""
    context.world.faults.template_race.create(count)


@then("exactly one creation succeeds for each name and determines the template")
def one_creation_succeeds(context: Scene) -> None:
    """Of each pair of creations one was accepted and one rejected, and the accepted template loads."""
    assert_that(context.world.faults.template_race.creations, have_one_creator_each())


@then("each of these tasks has its new description and its new effort")
def both_updates_are_kept(context: Scene) -> None:
    """Both updates of every task were accepted, and both are in effect."""
    assert_that(context.world.faults.race.edits, have_kept_both_edits())


@then("exactly one request succeeds for each task and determines its state")
def one_request_succeeds(context: Scene) -> None:
    """Of each pair of requests one was accepted and one rejected, and the task is in the state of the accepted one."""
    assert_that(context.world.faults.race.rounds, have_one_winner_each())
