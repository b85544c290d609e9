"""Phrases about searching tasks, and about counting them."""

import re
from typing import Any, Final

from hamcrest import assert_that

from acceptance.contract.samples import AFTER_THE_LAST, INVALID_SEARCHES
from acceptance.contract.values import Filter, TaskQuery, TaskState
from acceptance.contract.words import names_in
from acceptance.matchers.searches import (
    counts_as_found,
    counts_differently,
    finds_exactly,
    finds_in_order,
    finds_only,
    finds_so_many,
    has_pages_of,
    holds_each_once,
    returns_subtask,
    returns_the_artifact_of,
    shows_the_total,
)
from acceptance.scenario.task_queries import TIME_SPELLINGS
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

FILTER: Final = rf'(?:{one_of(Filter)}) "[^"]*"'
INCLUDING: Final[dict[str, dict[str, Any]]] = {
    "": {},
    ", including subtasks": {"children": True},
    ", including subtasks, in pages of 1": {"children": True, "size": 1},
    ", including artifacts": {"artifacts": True},
    ", including subtasks and artifacts": {"children": True, "artifacts": True},
}
RETURNS: Final = {"returns": True, "does not return": False}
COUNTINGS: Final = {"": True, " with default settings": None}
SIGNS: Final = {"higher": 1, "lower": -1}


def read_filters(text: str) -> dict[Filter, str]:
    """Return what is searched for, by filter."""
    return {Filter(name): content for name, content in re.findall(rf'({one_of(Filter)}) "([^"]*)"', text)}


def read_scope(text: str) -> str | None:
    """Return the parent whose subtasks are searched; `None` for all tasks."""
    quoted = re.search(r'"([^"]*)"', text)
    return quoted[1] if quoted else None


declare_type("Filter", one_of(Filter), Filter)
declare_type("Filters", rf"{FILTER}(?: and {FILTER})?", read_filters, 'one or two filters such as state "pending"')
declare_type("Scope", r'all tasks|the subtasks of "[^"]*"', read_scope, 'all tasks; the subtasks of "…"')
declare_type("Including", one_of(INCLUDING), INCLUDING.__getitem__)
declare_type("Counting", one_of(COUNTINGS), COUNTINGS.__getitem__)
declare_type("InvalidSearch", one_of(INVALID_SEARCHES), INVALID_SEARCHES.__getitem__)
declare_type("Amount", r"no|\d+", lambda text: 0 if text == "no" else int(text), "no; or a number")
declare_type("Spelling", one_of(TIME_SPELLINGS), str)
declare_type("Side", "before|after", str)
declare_type("Returns", one_of(RETURNS), RETURNS.__getitem__)
declare_type("Sign", one_of(SIGNS), SIGNS.__getitem__)


@when("{scope:Scope} are searched")
def search(context: Scene, scope: str | None) -> None:
    """Search without a filter, over all pages."""
    context.world.task_queries.look_up({}, scope)


@when("{scope:Scope} are searched by {filters:Filters}{including:Including}")
def search_by(context: Scene, scope: str | None, filters: dict[Filter, str], including: dict[str, Any]) -> None:
    """Search by one or two filters, over all pages."""
    context.world.task_queries.look_up(filters, scope, **including)


@when(
    'the subtasks of "{parent:Name}" are searched for those planned {side:Side} a moment between "{first:Name}" '
    'and "{second:Name}"{spelling:Spelling}'
)
def search_around_a_moment(context: Scene, parent: str, side: str, first: str, second: str, spelling: str) -> None:
    """Search by the time of planning, before or after the moment between two plans."""
    context.world.search_around(parent, side, first, second, spelling)


@when('the subtasks of "{parent:Name}" are searched with {mistake:InvalidSearch}')
def search_with_mistake(context: Scene, parent: str, mistake: TaskQuery) -> None:
    """Search with an invalid value."""
    context.world.task_queries.ask(mistake, parent)


@when('the subtasks of "{parent:Name}" are searched without a page size')
def search_without_page_size(context: Scene, parent: str) -> None:
    """Search once and leave the size of the page to the orchestrator."""
    context.world.task_queries.ask(TaskQuery(), parent)


@when('the subtasks of "{parent:Name}" are searched with page size {limit:d}, skipping the first {start:d}')
def search_one_page(context: Scene, parent: str, limit: int, start: int) -> None:
    """Search once for at most this number of tasks, after those that are skipped."""
    context.world.task_queries.ask(TaskQuery(limit=limit, offset=start), parent)


@when("{scope:Scope} are read in pages of {size:d}")
def read_in_pages(context: Scene, scope: str | None, size: int) -> None:
    """Search page by page until nothing more is found."""
    context.world.task_queries.read_pages(scope, size)


@when('a page after the last subtask of "{parent:Name}" is read')
def read_after_the_last(context: Scene, parent: str) -> None:
    """Search a page that begins after the last task."""
    context.world.task_queries.ask(AFTER_THE_LAST, parent)


@then('the search finds exactly "{names:Name}"')
def search_finds_exactly(context: Scene, names: str) -> None:
    """The last search found these tasks, each once, and no other."""
    assert_that(context.world.task_queries, finds_exactly(names_in(names)))


@then('of the subtasks of "{parent:Name}", the search finds exactly "{names:Name}"')
def search_finds_exactly_among(context: Scene, parent: str, names: str) -> None:
    """Among these subtasks, the last search found exactly these; other tasks do not count."""
    assert_that(context.world.task_queries, finds_exactly(names_in(names), among=parent))


@then('the tasks found are in the order "{names:Name}"')
def tasks_found_are_in_order(context: Scene, names: str) -> None:
    """The last search returned the tasks in this order, over all pages."""
    assert_that(context.world.task_queries, finds_in_order(names_in(names)))


@then('every task found matches the {filter_:Filter} "{content:Name}"')
def only_matching_tasks_are_found(context: Scene, filter_: Filter, content: str) -> None:
    """Every task that the last search found matches the filter."""
    assert_that(context.world.task_queries, finds_only(filter_, content))


@then('the search {returned:Returns} the subtask "{name:Name}"')
def search_returns_subtask(context: Scene, returned: bool, name: str) -> None:
    """The last search returned the subtask with its parent or on its own, or did not."""
    assert_that(
        context.world.task_queries, returns_subtask(context.world.task_queries.subtask(name), returned=returned)
    )


@then('the search {returned:Returns} the artifact of "{name:Name}"')
def search_returns_artifact(context: Scene, returned: bool, name: str) -> None:
    """The last search found the task with its artifact, or without it."""
    assert_that(context.world.task_queries, returns_the_artifact_of(context.state.task(name), returned=returned))


@then("the pages contain {count:d} tasks, each exactly once")
def pages_contain_each_once(context: Scene, count: int) -> None:
    """All pages together contain this number of different tasks."""
    assert_that(context.world.task_queries, holds_each_once(count))


@then("the pages contain {first:d}, {second:d} and {third:d} tasks")
def pages_contain(context: Scene, first: int, second: int, third: int) -> None:
    """The pages have these sizes; an empty last page does not count."""
    assert_that(context.world.task_queries, has_pages_of([first, second, third]))


@then("every page shows a total of {count:d}")
def every_page_shows_total(context: Scene, count: int) -> None:
    """Every page shows how many tasks match in all."""
    assert_that(context.world.task_queries, shows_the_total(count))


@given("the tasks are counted{extent:Counting}")
@when("the tasks are counted{extent:Counting}")
def count_tasks(context: Scene, extent: bool | None) -> None:
    """Read and note the orchestrator's own counts by state; those of completed tasks by default."""
    context.world.task_queries.counted = context.world.task_queries.count(completed=extent)


@then("the count of tasks that are {state:State} matches the search")
def count_matches_search(context: Scene, state: TaskState) -> None:
    """The noted count is the number of tasks that a search by state finds."""
    assert_that(context.world.task_queries, counts_as_found(state))


@then("the count of tasks that are {state:State} is {number:d} {sign:Sign} than before")
def count_has_changed(context: Scene, number: int, sign: int, state: TaskState) -> None:
    """The orchestrator's count of this state has changed by this number since it was noted."""
    assert_that(context.world.task_queries, counts_differently(state, sign * number))


@then("the search returns {count:Amount} tasks")
def search_returns_so_many(context: Scene, count: int) -> None:
    """The last search returned this number of tasks over all its pages."""
    assert_that(context.world.task_queries, finds_so_many(count))
