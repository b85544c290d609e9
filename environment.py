"""behave's hooks: wiring only. What they call lives in `acceptance/` and `steps/support/`."""

from typing import Any

from acceptance.errors import ReportsInUseError, SuiteError
from acceptance.evidence.call_record import BEGAN
from acceptance.integrity.disks import ROOM_NEEDED, telling_of_disks
from acceptance.judging.run_record import blocked_scenarios
from acceptance.scenario.servers import PooledServers
from acceptance.system.paths import REPORTS
from acceptance.world.world import World
from steps.support import allure_repair
from steps.support.blame import follow, keep_blame
from steps.support.blocked_summary import tell_blocked
from steps.support.console import Console
from steps.support.declared import skip_what_is_declared
from steps.support.dry_run import skip_what_is_not_offered
from steps.support.ending import (
    call_off,
    end_like_an_interrupt,
    nothing_selected,
    refuse,
    refuse_wrong_places,
    wrong_tags,
)
from steps.support.report_labels import own_requirement
from steps.support.run import Run, selected

refuse_wrong_places()
allure_repair.install()
console = Console.guard()


def before_all(context: Any) -> None:
    """Start the orchestrator under test, unless there is nothing to hold against it."""
    end_like_an_interrupt()
    context.run = None
    console.adopt(context)
    for reporter in context.config.reporters:
        # behave does not count the time of scenarios inside a rule, and would tell 0 s; the run tells its own.
        reporter.show_duration = False
    if wrong := wrong_tags(context.config):
        call_off(context, wrong)
        return
    scenarios = list(selected(context._runner.features, context.config))
    own_servers = sum("own_server" in scenario.effective_tags for scenario in scenarios)
    if not scenarios:
        nothing_selected(context)
        return
    try:
        with telling_of_disks(REPORTS, ROOM_NEEDED):
            context.run = Run.begin(context.config.userdata, own_servers)
        console.hide(context.run.evidence.redactor)
        context.run.announce(scenarios)
    except ReportsInUseError as error:
        refuse(str(error))
    except SuiteError as error:
        call_off(context, str(error))


def before_feature(context: Any, feature: Any) -> None:
    """Finish the campaign before what judges it."""
    context.run.before_feature(feature.filename)


def after_feature(context: Any, feature: Any) -> None:
    """Tell the campaign of the results that have come."""
    context.run.after_feature(feature.filename)


def before_scenario(context: Any, scenario: Any) -> None:
    """Give the scenario a world of its own."""
    context.run.before_scenario(context._runner.features, scenario)
    context.run.evidence.scenario = scenario.name
    context.run.evidence.requirement = own_requirement(scenario)
    context.run.evidence.event(BEGAN)
    context.run.evidence.trail.begin()
    tags = scenario.effective_tags
    source = PooledServers(context.run.pool, own_server="own_server" in tags, fenced="fenced" in tags)
    context.world = World(source, context.run.state)
    context.state = context.world.state
    context.assessor = context.run.assessor
    if skip_what_is_declared(context.run, scenario):
        return
    skip_what_is_not_offered(context.run, scenario, context._runner.step_registry)


def after_step(context: Any, step: Any) -> None:
    """Put the step's calls into the report, and remember which of them are not judged yet."""
    context.run.calls.show()
    context.run.gaps.learn(context.scenario, step)
    follow(context.state, step)


def after_scenario(context: Any, scenario: Any) -> None:
    """End what the scenario had for itself alone, and keep which call is to blame where it failed."""
    keep_blame(context.run.evidence.trail, scenario)
    context.world.close()
    context.run.calls.show()
    if scenario.status.has_failed():
        context.run.pool.replace_spoilt()


def after_all(context: Any) -> None:
    """End every server, and tell what was not judged apart from what failed."""
    if context.run is not None:
        context.run.end()
        if context.failed and context.config.reporters and "part" not in context.config.userdata:
            assessor = context.run.assessor
            tell_blocked(context.config.reporters, blocked_scenarios(assessor.reports, assessor.features))
