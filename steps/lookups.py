"""Phrases about looking tasks up, and about counting them."""

from hamcrest import assert_that

from acceptance.contract.samples import BEYOND_THE_END
from acceptance.contract.values import Filter, TaskQuery, TaskState
from acceptance.contract.words import names_in
from acceptance.matchers.lookups import (
    brings_along,
    brings_the_artifact_of,
    counts_as_found,
    counts_differently,
    finds_exactly,
    finds_in_order,
    finds_only,
    finds_so_many,
    has_pages_of,
    holds_each_once,
    tells_the_count,
)
from steps.support.vocabulary import Scene, given, then, when


@when('the tasks of "{parent:Name}" are looked up')
def look_up_family(context: Scene, parent: str) -> None:
    context.world.task_queries.look_up({}, parent)


@when('all tasks are looked up by {filter_:Filter} "{content:Name}"')
def look_up_everywhere(context: Scene, filter_: Filter, content: str) -> None:
    context.world.task_queries.look_up({filter_: content})


@when('all tasks are looked up by {filter_:Filter} "{content:Name}", with their children')
def look_up_with_children(context: Scene, filter_: Filter, content: str) -> None:
    context.world.task_queries.look_up({filter_: content}, children=True)


@when('the tasks of "{parent:Name}" are looked up by {filter_:Filter} "{content:Name}", with their artifacts')
def look_up_with_artifacts(context: Scene, parent: str, filter_: Filter, content: str) -> None:
    context.world.task_queries.look_up({filter_: content}, parent, artifacts=True)


@when('the tasks of "{parent:Name}" are looked up by {first:Filter} "{one:Name}" and {second:Filter} "{other:Name}"')
def look_up_by_two(context: Scene, parent: str, first: Filter, one: str, second: Filter, other: str) -> None:
    context.world.task_queries.look_up({first: one, second: other}, parent)


@when(
    'the tasks of "{parent:Name}" planned {when_} the moment between "{first:Name}" and "{second:Name}" are looked up'
)
def look_up_around_a_moment(context: Scene, parent: str, when_: str, first: str, second: str) -> None:
    context.world.task_queries.look_up_around(parent, when_, first, second)


@when('the tasks of "{parent:Name}" are looked up with {mistake:Mistake}')
def look_up_by_mistake(context: Scene, parent: str, mistake: TaskQuery) -> None:
    context.world.task_queries.ask(mistake, parent)


@when('the tasks of "{parent:Name}" are asked for as they come')
def ask_as_they_come(context: Scene, parent: str) -> None:
    context.world.task_queries.ask(TaskQuery(), parent)


@when('at most {limit:d} tasks of "{parent:Name}" are asked for, from number {start:d} on')
def ask_for_a_page(context: Scene, limit: int, parent: str, start: int) -> None:
    context.world.task_queries.ask(TaskQuery(limit=limit, offset=start), parent)


@then("{count:d} tasks are found")
def so_many_are_found(context: Scene, count: int) -> None:
    assert_that(context.world.task_queries, finds_so_many(count))


@then('"{name:Name}" does not come along')
def task_does_not_come_along(context: Scene, name: str) -> None:
    assert_that(context.world.task_queries, brings_along(context.state.task(name), along=False))


@then('the artifact of "{name:Name}" does not come along')
def artifact_does_not_come_along(context: Scene, name: str) -> None:
    assert_that(context.world.task_queries, brings_the_artifact_of(context.state.task(name), along=False))


@when('the tasks of "{parent:Name}" are read in pages of {size:d}')
def read_in_pages(context: Scene, parent: str, size: int) -> None:
    context.world.task_queries.read_pages(parent, size)


@when("all tasks are read in pages of {size:d}")
def read_all_in_pages(context: Scene, size: int) -> None:
    context.world.task_queries.read_pages(None, size)


@then("the pages together hold {count:d} tasks, each once")
def pages_hold_each_once(context: Scene, count: int) -> None:
    assert_that(context.world.task_queries, holds_each_once(count))


@when('the tasks of "{parent:Name}" are read beyond the end')
def read_beyond_the_end(context: Scene, parent: str) -> None:
    context.world.task_queries.ask(BEYOND_THE_END, parent)


@then('exactly "{names:Name}" are found')
def exactly_these_are_found(context: Scene, names: str) -> None:
    assert_that(context.world.task_queries, finds_exactly(names_in(names)))


@then('of "{parent:Name}" exactly "{names:Name}" are found')
def exactly_these_of_a_family_are_found(context: Scene, parent: str, names: str) -> None:
    assert_that(context.world.task_queries, finds_exactly(names_in(names), among=parent))


@then('every task of "{parent:Name}" is on exactly one page')
def every_task_is_on_one_page(context: Scene, parent: str) -> None:
    names = [task.name for task in context.state.families[parent]]
    assert_that(context.world.task_queries, finds_exactly(names))


@then("nothing is found")
def nothing_is_found(context: Scene) -> None:
    assert_that(context.world.task_queries, finds_exactly([]))


@then('they come in the order "{names:Name}"')
def they_come_in_order(context: Scene, names: str) -> None:
    assert_that(context.world.task_queries, finds_in_order(names_in(names)))


@then('every task found has the {filter_:Filter} "{content:Name}"')
def only_fitting_tasks_are_found(context: Scene, filter_: Filter, content: str) -> None:
    assert_that(context.world.task_queries, finds_only(filter_, content))


@then('"{name:Name}" comes along')
def task_comes_along(context: Scene, name: str) -> None:
    assert_that(context.world.task_queries, brings_along(context.state.task(name)))


@then('the artifact of "{name:Name}" comes along')
def artifact_comes_along(context: Scene, name: str) -> None:
    assert_that(context.world.task_queries, brings_the_artifact_of(context.state.task(name)))


@then("the pages hold {first:d}, {second:d} and {third:d} tasks")
def pages_hold(context: Scene, first: int, second: int, third: int) -> None:
    assert_that(context.world.task_queries, has_pages_of([first, second, third]))


@then("the count told is {count:d} on every page")
def count_is_told(context: Scene, count: int) -> None:
    assert_that(context.world.task_queries, tells_the_count(count))


@given("the tasks are counted")
@when("the tasks are counted")
def count_tasks(context: Scene) -> None:
    context.world.task_queries.counted = context.world.task_queries.count()


@then("the count of tasks {state:State} is the number found")
def count_is_the_number_found(context: Scene, state: TaskState) -> None:
    assert_that(context.world.task_queries, counts_as_found(state))


@then("there is {number:d} more task {state:State} than counted")
def count_has_grown(context: Scene, number: int, state: TaskState) -> None:
    assert_that(context.world.task_queries, counts_differently(state, number))


@then("there is {number:d} less task {state:State} than counted")
def count_has_shrunk(context: Scene, number: int, state: TaskState) -> None:
    assert_that(context.world.task_queries, counts_differently(state, -number))
