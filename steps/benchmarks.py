"""Phrases about what things cost: measured in turns with a yardstick, and held to a bound."""

from collections.abc import Callable

from hamcrest import assert_that

from acceptance.bench import Activity
from acceptance.matchers.benchmarks import costs_at_most, is_at_least, is_at_most
from steps.support import benchmark_types  # noqa: F401 - declares the placeholders
from steps.support.vocabulary import Scene, then, when

Bound = Callable[[], float]


@when("{activity:Activity} is measured against {yardstick:Activity}")
def measure_against(context: Scene, activity: Activity, yardstick: Activity) -> None:
    context.world.bench.compare(activity, yardstick)


@then("it costs at most {bound:Bound} times as much")
@then("it takes at most {bound:Bound} times as long")
def costs_at_most_so_many_times(context: Scene, bound: Bound) -> None:
    assert_that(context.world.bench, costs_at_most(bound()))


@when("{activity:Activity} is measured with {many:Count} tasks in the store against {few:Count}")
def measure_growth(context: Scene, activity: Activity, many: int, few: int) -> None:
    context.world.bench.compare_sizes(activity, many, few)


@when("the last page of {count:Count} tasks is measured against the first")
def measure_depth(context: Scene, count: int) -> None:
    context.world.bench.compare_depths(count)


@when("planning is measured with {some:d} and with {many:d} calls in flight against one after another")
def measure_crowds(context: Scene, some: int, many: int) -> None:
    context.world.bench.compare_crowds(some, many)


@when("cold starts are measured against those of a bare server")
def measure_cold_starts(context: Scene) -> None:
    context.world.bench.compare_cold_starts()


@when("coming back after a kill is measured against a plain start")
def measure_recoveries(context: Scene) -> None:
    context.world.bench.compare_recoveries()


@when("the memory is measured over a load of planned tasks")
def measure_memory(context: Scene) -> None:
    context.world.bench.weigh()


@when("files are hashed and compressed as tasks of the orchestrator")
def do_real_work(context: Scene) -> None:
    context.world.bench.do_real_work()


@when("{tasks:Count} tasks are taken from plan to result over {connections:d} connections")
def complete_many(context: Scene, tasks: int, connections: int) -> None:
    context.world.bench.complete_many(tasks, connections)


@then("each call leaves at most {bound:Bound} kB behind")
def memory_is_at_most(context: Scene, bound: Bound) -> None:
    assert_that(context.world.bench, is_at_most(bound(), "kB a call"))


@then("less than {bound:Bound} % is added to work of one second")
def overhead_is_below(context: Scene, bound: Bound) -> None:
    assert_that(context.world.bench, is_at_most(bound(), "%"))


@then("at least {bound:Bound} % of them are completed and read back")
def share_is_at_least(context: Scene, bound: Bound) -> None:
    assert_that(context.world.bench, is_at_least(bound(), "%"))


@when("{activity:Activity} is measured against a call that does nothing")
def measure_against_nothing(context: Scene, activity: Activity) -> None:
    from benchmarks.plain import against_nothing  # noqa: PLC0415 - a wheel has no benchmarks of the reference

    context.world.bench.measure(against_nothing(context.world.bench, activity))


@when("a call through the suite is measured against one through a bare client")
def measure_the_suite(context: Scene) -> None:
    from benchmarks.suite import call_of_the_suite  # noqa: PLC0415

    bench = context.world.bench
    bench.measure(call_of_the_suite(bench.pool, context.state.orchestrator))


@when("{activity:Activity} is measured in turns while somebody writes and while nobody does")
def measure_beside_a_writer(context: Scene, activity: Activity) -> None:
    from benchmarks.readers import beside_a_writer  # noqa: PLC0415

    context.world.bench.measure(beside_a_writer(context.world.bench, context.state.orchestrator, activity))


@when("a run of the features by two processes is measured against one by a single process")
def measure_sharing(context: Scene) -> None:
    from benchmarks.sharing import sharing  # noqa: PLC0415

    context.world.bench.measure(sharing(context.world.bench.pool))
