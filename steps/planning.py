"""Phrases about plans: single tasks, task trees, and what is stored of them."""

from typing import Final

from hamcrest import assert_that

from acceptance.contract.samples import in_full
from acceptance.contract.values import TaskField
from acceptance.contract.words import names_in
from acceptance.matchers.subjects import SHOWN, shows
from acceptance.matchers.tasks import (
    depends_on,
    depends_on_identities,
    has_no,
    have_different_identities,
    is_told_at_once,
)
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

ABSENT: Final = {str(field): field for field in TaskField}

declare_type("AbsentField", one_of(ABSENT), ABSENT.__getitem__)
declare_type("ShownField", one_of([*ABSENT, *SHOWN]), str)
declare_type(
    "Dependencies",
    r'only on "[^"]*"|on all of these tasks|on no task',
    lambda text: None if text == "on all of these tasks" else names_in(text.partition('"')[2].rstrip('"')),
    'only on "…" with names of tasks; on all of these tasks; on no task',
)


@given('the task "{name:Name}" is planned')
@when('the task "{name:Name}" is planned')
def plan_task(context: Scene, name: str) -> None:
    """Plan a task with this title and nothing else."""
    context.world.planner.task(name)


@given('the task "{name:Name}" is planned with:')
@when('the task "{name:Name}" is planned with:')
def plan_task_with_fields(context: Scene, name: str) -> None:
    """Plan a task with the fields of the table; (three spaces) and the like stand for such texts."""
    context.world.planner.task(name, context.table)


@given('the task "{name:Name}" is planned with the title {title:Quoted}')
@when('the task "{name:Name}" is planned with the title {title:Quoted}')
def plan_task_with_title(context: Scene, name: str, title: str) -> None:
    """Plan a task with this title; the scenario knows it by the name."""
    context.world.planner.task(name, title=title)


@given('the task tree "{name:Name}" is planned:')
@when('the task tree "{name:Name}" is planned:')
def plan_tree(context: Scene, name: str) -> None:
    """Plan a parent task and one subtask for each row of the table."""
    context.world.planner.family(name, context.table)


@given('the task tree "{name:Name}" with {count:d} subtasks is planned')
@when('the task tree "{name:Name}" with {count:d} subtasks is planned')
def plan_large_tree(context: Scene, name: str, count: int) -> None:
    """Plan a parent task and this number of subtasks."""
    context.world.planner.many(name, count)


@then("{who:Task} has no {field:AbsentField}")
def task_has_no_field(context: Scene, who: str, field: TaskField) -> None:
    """The orchestrator shows the task without this field, or with an empty one."""
    assert_that(context.state.speak_of(who), has_no(field))


@then('"{first:Name}" and "{second:Name}" have different identifiers')
def identities_differ(context: Scene, first: str, second: str) -> None:
    """The two tasks were given different identities, whether they still exist or not."""
    assert_that(context.state.tasks_named([first, second]), have_different_identities())


@then("{whose:Whose} {field:ShownField} is {kept:Quoted}")
def task_shows_field(context: Scene, whose: str, field: str, kept: str) -> None:
    """The orchestrator shows this field of the task, equal in every character."""
    assert_that(context.state.speak_of(whose), shows(field, in_full(kept)))


@then("the reply to the plan shows its {field:Field} as {told:Quoted}")
def reply_shows_field(context: Scene, field: TaskField, told: str) -> None:
    """The reply to the plan of the task itself shows this field, equal in every character."""
    assert_that(context.state.it, is_told_at_once(field, told))


@then("{who:Task} depends {tasks:Dependencies}")
def task_depends_on(context: Scene, who: str, tasks: list[str] | None) -> None:
    """The orchestrator shows exactly these dependencies of the task."""
    everything = [identity for _, identity in context.world.faults.multitude.identities] if tasks is None else []
    expected = depends_on(context.state.tasks_named(tasks)) if tasks is not None else depends_on_identities(everything)
    assert_that(context.state.speak_of(who), expected)
