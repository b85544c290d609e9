"""Phrases about the run as a whole, judged from its evidence, and about its progress document."""

from datetime import date

from hamcrest import assert_that, is_

from acceptance.campaign import COMPONENTS, Component
from acceptance.matchers.sign_off import (
    has_checklist,
    has_log_of,
    has_orchestrated_ticked,
    has_rows,
    is_dated,
    left_no_process,
    meets,
    tells,
    tells_agent,
    tells_status,
)
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

TITLES = {component.title: component for component in COMPONENTS}
declare_type("Component", one_of(TITLES), TITLES.__getitem__)


@given("the suite has been run")
def suite_has_been_run(context: Scene) -> None:
    assert_that(bool(context.assessor.run.ran()), is_(True))


@then("the task of {component:Component} was planned, executed and completed, and its result reads back")
def component_is_implemented(context: Scene, component: Component) -> None:
    assert_that(
        context.assessor,
        meets(f"{component.key}-1", f"the task of {component.title} went the whole way, and its result reads back"),
    )


@then("every scenario of {component:Component} passed")
def component_passes(context: Scene, component: Component) -> None:
    assert_that(context.assessor, meets(f"{component.key}-2", f"every scenario of {component.title} passed"))


@then("every benchmark of {component:Component} is met")
def component_is_fast(context: Scene, component: Component) -> None:
    assert_that(context.assessor, meets(f"{component.key}-3", f"every benchmark of {component.title} is met"))


@then("all that {component:Component} uses is documented")
def component_is_documented(context: Scene, component: Component) -> None:
    assert_that(context.assessor, meets(f"{component.key}-4", f"all that {component.title} uses is documented"))


@then("no orchestrator left a process behind")
def left_no_process_behind(context: Scene) -> None:
    assert_that(context.assessor, left_no_process())


@then("every requirement has a scenario that saw an answer")
def requirements_are_implemented(context: Scene) -> None:
    assert_that(context.assessor, meets("FSM-1", "every requirement has a scenario that saw an answer"))


@then("all twenty criteria of the components are met")
def gates_pass(context: Scene) -> None:
    assert_that(context.assessor, meets("FSM-2", "all twenty criteria of the components are met"))


@then("every performance benchmark is met")
def benchmarks_are_met(context: Scene) -> None:
    assert_that(context.assessor, meets("FSM-3", "every performance benchmark is met"))


@then("every tool, every parameter and every feature is documented")
def documentation_covers_all(context: Scene) -> None:
    assert_that(context.assessor, meets("FSM-4", "every tool, every parameter and every feature is documented"))


@then("no scenario of severity critical or blocker failed")
def no_critical_defect(context: Scene) -> None:
    assert_that(context.assessor, meets("FSM-5", "no failed scenario of severity critical or blocker"))


@then("every tool that is listed and known to the contract has answered")
def tools_are_covered(context: Scene) -> None:
    assert_that(context.assessor, meets("OSM-1", "every tool that is listed and known has answered"))


@then("the overhead that was measured is within its bound")
def overhead_is_small(context: Scene) -> None:
    assert_that(context.assessor, meets("OSM-2", "the overhead that was measured is within its bound"))


@then("of the tasks that were started at least 99.9 % are completed")
def tasks_are_completed(context: Scene) -> None:
    assert_that(context.assessor, meets("OSM-3", "at least 99.9 % of the tasks started are completed"))


@then("every error scenario was recovered from")
def errors_are_recovered_from(context: Scene) -> None:
    assert_that(context.assessor, meets("OSM-4", "every error scenario was recovered from"))


@then("every family of tools was used in a flow")
def families_are_used(context: Scene) -> None:
    assert_that(context.assessor, meets("OSM-5", "every family of tools was used in a flow that passed"))


@when("the progress document is written")
def write_progress(context: Scene) -> None:
    assert_that(bool(context.assessor.document.text), is_(True))


@then("it tells the status and is dated today")
def progress_tells_status(context: Scene) -> None:
    assert_that(context.assessor.document, tells_status())
    assert_that(context.assessor.document, is_dated(date.today()))


@then("it tells the agent's id that the orchestrator assigned")
def progress_tells_agent(context: Scene) -> None:
    assert_that(context.assessor.document, tells_agent(context.assessor.run.campaign.agent_id))


@then("its checklist has the nine items of the plan, each with its evidence")
def progress_has_checklist(context: Scene) -> None:
    assert_that(context.assessor.document, has_checklist())


@then("what went through the orchestrator is ticked")
def progress_has_orchestrated_ticked(context: Scene) -> None:
    assert_that(context.assessor.document, has_orchestrated_ticked())


@then("its table tells the implementation in five rows")
def progress_has_rows(context: Scene) -> None:
    assert_that(context.assessor.document, has_rows())


@then("its log tells when who did what, for the main task and every component")
def progress_has_log(context: Scene) -> None:
    campaign = context.assessor.run.campaign
    tasks = [campaign.main.title, *(component.title for component in COMPONENTS)]
    assert_that(context.assessor.document, has_log_of(tasks, campaign.agent_id))


@then('it has something to say under "{section:Name}"')
def progress_tells(context: Scene, section: str) -> None:
    assert_that(context.assessor.document, tells(section))
