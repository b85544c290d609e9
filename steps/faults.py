"""Phrases about faults: processes that end, hang or restart while work is running, and what still holds afterwards."""

from collections.abc import Callable

from hamcrest import assert_that

from acceptance.faults.clock_faults import JUMPS
from acceptance.faults.fault_experiment import RECOVERIES, FaultExperiment
from acceptance.faults.process_faults import ENDINGS, OTHER_ENDINGS, RESTARTS
from acceptance.faults.tools import ENVIRONMENTS, TWO_RESTARTS, FaultTools
from acceptance.faults.workload import MANNERS, Manner
from acceptance.matchers.faults import (
    TIMINGS,
    has_answered_all,
    has_kept_every_promise,
    restarts_finished_after_their_requests,
)
from acceptance.matchers.findings import Finding
from acceptance.scenario.tasks import Task
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

declare_type("WorkManner", one_of(MANNERS), MANNERS.__getitem__)
declare_type("Ending", one_of(ENDINGS), str)
declare_type("OtherEnding", one_of(OTHER_ENDINGS), str)
declare_type("RestartRequest", one_of(RESTARTS), str)
declare_type("TwoRestarts", one_of(TWO_RESTARTS), TWO_RESTARTS.__getitem__)
declare_type("Environment", one_of(ENVIRONMENTS), str)
declare_type("Recovery", one_of(RECOVERIES), RECOVERIES.__getitem__)
declare_type("Jump", one_of(JUMPS), str)
declare_type("Timing", one_of(TIMINGS), TIMINGS.__getitem__)


@given("{streams:d} agents are working{manner:WorkManner}")
def start_work(context: Scene, streams: int, manner: Manner) -> None:
    """Start streams that plan, start and complete tasks, and wait until each of them is well under way."""
    context.world.faults.experiment.start_work(streams, manner)


@when("the orchestrator is {way:Ending}")
def end_orchestrator(context: Scene, way: str) -> None:
    """End the scenario's orchestrator, at a random moment where work is running."""
    context.world.faults.process.end(way)


@when("the other orchestrator is {way:OtherEnding}")
def end_other_orchestrator(context: Scene, way: str) -> None:
    """End the orchestrator that was started last beside the scenario's own, in the same workspace."""
    context.world.faults.process.end_other(way)


@given("the orchestrator is started again in the same workspace")
@when("the orchestrator is started again in the same workspace")
def start_again(context: Scene) -> None:
    """Start the orchestrator's command again in its workspace; after a fault, the running work moves there."""
    context.world.faults.start_again()


@when("the orchestrator is frozen for {seconds:g} s")
def freeze(context: Scene, seconds: float) -> None:
    """Stop the orchestrator's process by SIGSTOP, and continue it after so many seconds."""
    context.world.faults.process.freeze(seconds)


@when("{restart:RestartRequest} is requested")
def request_restart(context: Scene, restart: str) -> None:
    """Request a restart by the orchestrator's own tool; where it can succeed, wait for the new process."""
    context.world.faults.process.request_restart(restart)


@when("two restarts are requested {moment:TwoRestarts}")
def request_two_restarts(context: Scene, moment: Callable[[FaultTools], None]) -> None:
    """Request two restarts before either is answered; behind a lock, fail if both are accepted."""
    moment(context.world.faults)


@then("every call of these agents is answered")
def all_calls_are_answered(context: Scene) -> None:
    """Every call of the running work was answered, however late."""
    assert_that(context.world.faults.experiment, has_answered_all())


@given('the workspace holds "{name:Name}" from an earlier version')
def use_earlier_workspace(context: Scene, name: str) -> None:
    """Start the orchestrator in a copy of a workspace of an earlier version, which holds a task of this name."""
    context.world.faults.store.start_in_an_earlier_workspace()
    context.world.task_queries.adopt(name)


@given("the orchestrator runs {environment:Environment}")
def start_in_environment(context: Scene, environment: str) -> None:
    """Start an orchestrator of the scenario's own in a special environment."""
    context.world.faults.start_in(environment)


@given("the clock of the orchestrator jumps {where:Jump}")
@when("the clock of the orchestrator jumps {where:Jump}")
def jump(context: Scene, where: str) -> None:
    """Move the wall clock of the orchestrator, and of nothing else."""
    context.world.faults.clock.jump(where)


@then("every restart finished after it was requested")
def restarts_finished(context: Scene) -> None:
    """No restart of the history finished before its request, and none lacks either time."""
    assert_that(context.state.reply, restarts_finished_after_their_requests())


@then("{who:Task} was {timing:Timing}")
def task_was(context: Scene, who: str, timing: Callable[[], Finding[Task]]) -> None:
    """The times that are shown of the task are in their order, or its planning is shown at the true time."""
    assert_that(context.state.speak_of(who), timing())


@then("the work continues")
def work_continues(context: Scene) -> None:
    """Every stream of work has changes accepted again within the time limit."""
    context.world.faults.experiment.await_recovery()


@then("the orchestrator works again{recover:Recovery}")
def orchestrator_works_again(context: Scene, recover: Callable[[FaultExperiment], None]) -> None:
    """A new task is accepted; without its old data store, although the deleted one is not put back."""
    recover(context.world.faults.experiment)


@then("every confirmed change is still in effect")
def answers_still_hold(context: Scene) -> None:
    """Every accepted change is there; a change without an answer happened once and completely, or not at all."""
    assert_that(context.world.faults.experiment, has_kept_every_promise())
