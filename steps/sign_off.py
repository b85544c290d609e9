"""Phrases about the run as a whole, judged from its evidence, and about its progress document."""

from hamcrest import assert_that

from acceptance.campaign import COMPONENTS, Component
from acceptance.matchers.campaign_log import Part
from acceptance.matchers.sign_off import (
    PARTS,
    has_entry_under,
    has_results,
    left_no_process,
    meets,
    writes_its_progress,
)
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

NAMES = {component.name: component for component in COMPONENTS}
PASSING = {"scenario": 2, "benchmark": 3}
ALL_MET = {"component criterion": "FSM-2", "performance benchmark": "FSM-3"}
declare_type("Component", one_of(NAMES), NAMES.__getitem__)
declare_type("Passing", one_of(PASSING), str)
declare_type("AllMet", one_of(ALL_MET), str)
declare_type("Part", one_of(PARTS), PARTS.__getitem__)


@given("the other features have run")
def suite_has_run(context: Scene) -> None:
    """At least one scenario of this run has a result."""
    assert_that(context.assessor, has_results())


@then("the task for {component:Component} is completed and its result can be read back")
def component_is_implemented(context: Scene, component: Component) -> None:
    """The component's task was planned, started and completed through the orchestrator, and its result is stored."""
    words = f"the task for {component.name} is completed and its result can be read back"
    assert_that(context.assessor, meets(f"{component.key}-1", words))


@then("every {what:Passing} of {component:Component} passed")
def component_passes(context: Scene, what: str, component: Component) -> None:
    """Every scenario of the component passed, or every bound of its benchmarks was met."""
    words = f"every {what} of {component.name} passed"
    assert_that(context.assessor, meets(f"{component.key}-{PASSING[what]}", words))


@then("every tool that {component:Component} uses is documented")
def component_is_documented(context: Scene, component: Component) -> None:
    """Every tool and parameter that the component's scenarios use has a description in the tool list."""
    words = f"every tool that {component.name} uses is documented"
    assert_that(context.assessor, meets(f"{component.key}-4", words))


@then("no orchestrator left a process behind")
def left_no_process_behind(context: Scene) -> None:
    """No process of an ended orchestrator was found, and at least one orchestrator of the run was used."""
    assert_that(context.assessor, left_no_process())


@then("every requirement is met by an accepted answer")
def requirements_are_implemented(context: Scene) -> None:
    """FSM-1: every judged scenario of a requirement passed, at least one with an accepted call."""
    assert_that(context.assessor, meets("FSM-1", "every requirement is met by an accepted answer"))


@then("every {what:AllMet} is met")
def all_are_met(context: Scene, what: str) -> None:
    """FSM-2 and FSM-3: all twenty criteria of the components are met, or the bounds of all benchmarks."""
    assert_that(context.assessor, meets(ALL_MET[what], f"every {what} is met"))


@then("every tool and parameter is described in its own words")
def documentation_covers_all(context: Scene) -> None:
    """FSM-4: every working tool and each of its parameters has words of its own that agree with its schema."""
    assert_that(context.assessor, meets("FSM-4", "every tool and parameter is described in its own words"))


@then("no scenario of severity critical or blocker failed")
def no_critical_defect(context: Scene) -> None:
    """FSM-5: no scenario of severity critical or blocker failed."""
    assert_that(context.assessor, meets("FSM-5", "no scenario of severity critical or blocker failed"))


@then("every listed tool of the contract did what was requested")
def tools_are_covered(context: Scene) -> None:
    """OSM-1: every tool that the orchestrator lists and the contract knows was accepted in a scenario that passed."""
    assert_that(context.assessor, meets("OSM-1", "every listed tool of the contract did what was requested"))


@then("the measured overhead is within its bound")
def overhead_is_small(context: Scene) -> None:
    """OSM-2: the overhead that the benchmarks measured is within its bound."""
    assert_that(context.assessor, meets("OSM-2", "the measured overhead is within its bound"))


@then("at least 99.9 % of the started tasks are completed")
def tasks_are_completed(context: Scene) -> None:
    """OSM-3: the share of the started tasks of the run that are completed, in per cent."""
    assert_that(context.assessor, meets("OSM-3", "at least 99.9 % of the started tasks are completed"))


@then("the orchestrator recovered from every fault")
def faults_are_recovered_from(context: Scene) -> None:
    """OSM-4: the scenario of every injected fault passed: nothing was lost, and changes were accepted where awaited."""
    assert_that(context.assessor, meets("OSM-4", "the orchestrator recovered from every fault"))


@then("every tool of every family was used in a passing workflow")
def categories_are_used(context: Scene) -> None:
    """OSM-5: every tool was accepted in a passed scenario in which at least two tools did what was requested."""
    assert_that(context.assessor, meets("OSM-5", "every tool of every family was used in a passing workflow"))


@when("the progress document is written")
def write_progress(context: Scene) -> None:
    """Write the progress document from the run so far."""
    assert_that(context.assessor, writes_its_progress())


@then("it shows {part:Part}")
def progress_shows(context: Scene, part: Part) -> None:
    """The progress document has this part, complete and with its evidence."""
    assert_that(context.assessor.document, part(context.assessor.run.campaign))


@then('it has an entry under "{section:Name}"')
def progress_has_entry(context: Scene, section: str) -> None:
    """The section of the progress document is not empty."""
    assert_that(context.assessor.document, has_entry_under(section))
