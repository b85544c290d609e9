"""Phrases about load."""

from hamcrest import assert_that

from acceptance.matchers.load import carried
from steps.support.vocabulary import Scene, then, when


@when("a load of {tasks:d} tasks is put on it over {connections:d} connections")
def put_on_over_connections(context: Scene, tasks: int, connections: int) -> None:
    context.world.loader.over_connections(tasks, connections)


@when("a load of {tasks:d} tasks is put on it by clients that know nothing but the protocol")
def put_on_the_wire(context: Scene, tasks: int) -> None:
    context.world.loader.on_the_wire(tasks)


@then("the load is carried")
def load_is_carried(context: Scene) -> None:
    assert_that(context.world.loader.tally, carried())
