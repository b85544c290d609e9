"""Phrases about times and costs, each measured in turns with a yardstick and compared with a bound."""

from collections.abc import Callable

from hamcrest import assert_that

from acceptance.bench import FIGURES, Activity, Bench
from acceptance.matchers.benchmarks import is_at_least, is_at_most, takes_at_most
from steps.support import benchmark_types  # noqa: F401 - declares the placeholders
from steps.support.vocabulary import Scene, declare_type, one_of, then, when

Bound = Callable[[], float]
declare_type("Figure", one_of(FIGURES), FIGURES.__getitem__)


@when("{activity:Activity} is compared with {yardstick:Activity}")
def compare(context: Scene, activity: Activity, yardstick: Activity) -> None:
    """Measure an activity and its yardstick in turns, in milliseconds."""
    context.world.bench.compare(activity, yardstick)


@then("in comparison, it takes at most {bound:Bound} times as long")
def takes_at_most_so_many_times(context: Scene, bound: Bound) -> None:
    """The ratio of the times, with its 95 % interval, is at most the bound."""
    assert_that(context.world.bench, takes_at_most(bound()))


@when("{activity:Activity} with {many:Count} stored tasks is compared with the same with {few:Count}")
def compare_sizes(context: Scene, activity: Activity, many: int, few: int) -> None:
    """Measure an activity in turns in two data stores of these sizes."""
    context.world.bench.compare_sizes(activity, many, few)


@when("reading the last page of {count:Count} tasks is compared with reading the first page")
def compare_depths(context: Scene, count: int) -> None:
    """Measure reading the last page of so many tasks in turns with reading the first page."""
    context.world.bench.compare_depths(count)


@when("planning with {some:d} and {many:d} calls in flight is compared with sequential planning")
def compare_crowds(context: Scene, some: int, many: int) -> None:
    """Measure the time of a plan with so many calls in flight in turns with one call after another."""
    context.world.bench.compare_crowds(some, many)


@when("the {figure:Figure} is measured")
def measure(context: Scene, figure: Callable[[Bench], None]) -> None:
    """Measure the memory of the process over 1,000 plans, or the time of the calls beside real work."""
    figure(context.world.bench)


@when("{tasks:Count} tasks are planned, started and completed over {connections:d} connections")
def complete_many(context: Scene, tasks: int, connections: int) -> None:
    """Plan, start and complete so many tasks over several connections, and read them back."""
    context.world.bench.complete_many(tasks, connections)


@then("the memory grows by at most {bound:Bound} kB per call")
def memory_is_at_most(context: Scene, bound: Bound) -> None:
    """The median growth of the process's memory per call is at most the bound, in kilobytes."""
    assert_that(context.world.bench, is_at_most(bound(), "kB per call"))


@then("the overhead on one second of work is less than {bound:Bound} %")
def overhead_is_below(context: Scene, bound: Bound) -> None:
    """The time of the calls, as a share of one second of work, is within the bound, in per cent."""
    assert_that(context.world.bench, is_at_most(bound(), "%"))


@then("at least {bound:Bound} % of them are completed and can be read back")
def share_is_at_least(context: Scene, bound: Bound) -> None:
    """The share of the tasks that are shown as completed afterwards is at least the bound, in per cent."""
    assert_that(context.world.bench, is_at_least(bound(), "%"))


@when("{activity:Activity} is compared with a call that does nothing")
def compare_with_nothing(context: Scene, activity: Activity) -> None:
    """Measure an activity in turns with the call of a bare server's only tool, which does nothing."""
    from benchmarks.plain import against_nothing  # noqa: PLC0415 - a wheel has no benchmarks of the reference

    context.world.bench.measure(against_nothing(context.world.bench, activity))


@when("a call through the suite is compared with a call through a bare client")
def compare_suite_with_client(context: Scene) -> None:
    """Measure a call with all its evidence in turns with the same call through the SDK's client alone."""
    from benchmarks.suite import call_of_the_suite  # noqa: PLC0415

    context.world.bench.measure(call_of_the_suite(context.world.bench.pool, context.state.orchestrator))


@when("{activity:Activity} during a write is compared with the same call without a write")
def compare_with_writer(context: Scene, activity: Activity) -> None:
    """Measure an activity while another client waits for a locked data store, in turns with the same one alone."""
    from benchmarks.readers import beside_a_writer  # noqa: PLC0415

    context.world.bench.measure(beside_a_writer(context.world.bench, context.state.orchestrator, activity))


@when("a run of the features in two processes is compared with a run in one process")
def compare_processes(context: Scene) -> None:
    """Measure a whole run of the features in two processes in turns with a run in one process."""
    from benchmarks.sharing import sharing  # noqa: PLC0415

    context.world.bench.measure(sharing(context.world.bench.pool))
