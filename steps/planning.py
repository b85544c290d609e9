"""Phrases about plans: lone tasks, families, what is kept of them."""

from hamcrest import assert_that, equal_to, is_

from acceptance.contract.values import TaskField, TaskState
from acceptance.contract.words import names_in
from acceptance.matchers.replies import tells_state
from acceptance.matchers.tasks import (
    has_another_identity_than,
    has_no,
    has_value,
    have_identities_of_their_own,
    waits_for,
)
from steps.support.vocabulary import Scene, given, then, when


@given('the task "{name:Name}" is planned')
@when('the task "{name:Name}" is planned')
def plan_task(context: Scene, name: str) -> None:
    context.world.planner.task(name)


@given('the task "{name:Name}" is planned with:')
@when('the task "{name:Name}" is planned with:')
def plan_task_with_values(context: Scene, name: str) -> None:
    context.world.planner.task(name, context.table)


@when('the task "{name:Name}" is planned with the title {title:Quoted}')
def plan_task_with_title(context: Scene, name: str, title: str) -> None:
    context.world.planner.task(name, title=title)


@given('the family "{name:Name}" is planned:')
@when('the family "{name:Name}" is planned:')
def plan_family(context: Scene, name: str) -> None:
    context.world.planner.family(name, context.table)


@given('the family "{name:Name}" of {count:d} tasks is planned')
def plan_large_family(context: Scene, name: str, count: int) -> None:
    context.world.planner.many(name, count)


@given("the number of tasks is noted")
def note_number_of_tasks(context: Scene) -> None:
    context.world.task_queries.noted = context.world.task_queries.number_of_tasks()


@then("the number of tasks is as noted")
def number_of_tasks_is_as_noted(context: Scene) -> None:
    assert_that(
        context.world.task_queries.number_of_tasks(),
        is_(equal_to(context.world.task_queries.noted)),
        "the number of tasks",
    )


@then("its {value:Value} is {kept:Quoted}")
def it_has_value(context: Scene, value: TaskField, kept: str) -> None:
    assert_that(context.state.it, has_value(value, kept))


@then("the {value:Value} of {who:Who} is {kept:Quoted}")
def task_has_value(context: Scene, value: TaskField, who: str, kept: str) -> None:
    assert_that(context.state.speak_of(who), has_value(value, kept))


@then("it has no {value:Value}")
def it_has_no_value(context: Scene, value: TaskField) -> None:
    assert_that(context.state.it, has_no(value))


@then("the reply tells that it is {state:State}")
def reply_tells_state(context: Scene, state: TaskState) -> None:
    assert_that(context.state.reply, tells_state(state))


@then('every task of "{parent:Name}" has an identity of its own')
def tasks_have_identities_of_their_own(context: Scene, parent: str) -> None:
    assert_that(context.state.families[parent], have_identities_of_their_own())


@then('"{name:Name}" has another identity than "{earlier:Name}" had')
def has_another_identity(context: Scene, name: str, earlier: str) -> None:
    assert_that(context.state.task(name), has_another_identity_than(context.state.task(earlier)))


@then('{who:Who} waits for exactly "{names:Name}"')
def task_waits_for(context: Scene, who: str, names: str) -> None:
    awaited = context.state.tasks_named(names_in(names))
    assert_that(context.state.speak_of(who), waits_for(awaited))


@then("{who:Who} waits for nothing")
def task_waits_for_nothing(context: Scene, who: str) -> None:
    assert_that(context.state.speak_of(who), waits_for([]))
