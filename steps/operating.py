"""Phrases of an operator: health, restart, shutdown, reconnection, maintenance, damage by another program."""

from collections.abc import Callable
from typing import Final

from hamcrest import assert_that

from acceptance.contract.reply import Reply
from acceptance.contract.samples import MAINTENANCE_MISTAKES
from acceptance.contract.values import (
    HEALTH_PARTS,
    HealthPart,
    Maintenance,
    MaintenanceAction,
    MaintenanceLevel,
    MaintenanceScope,
    Restart,
)
from acceptance.matchers.documents import does_not_list_as_open
from acceptance.matchers.findings import Finding
from acceptance.matchers.server import (
    CONDITIONS,
    accepted_so_many,
    has_kept_what_was_accepted,
    reports,
    reports_a_connected_store,
    reports_damage_to,
    reports_no_readiness,
    reports_nothing_of,
    reports_something_of,
    reports_version,
)
from acceptance.scenario.operating import Operator
from acceptance.scenario.state import ScenarioState
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

LEFT_OUT: Final[dict[str, HealthPart | None]] = {
    "": None,
    **{f" without {name}": HEALTH_PARTS[name] for name in HEALTH_PARTS},
}
HEALTH_REPORTS: Final[dict[str, Callable[[ScenarioState], Finding[Reply]]]] = {
    "the data store as connected": lambda _: reports_a_connected_store(),
    "the version from the handshake": lambda state: reports_version(state.orchestrator.connection.server_version),
}
MAINTENANCES: Final = {
    "the session's directory is scanned and cleaned up": Maintenance(MaintenanceAction.SCAN),
    "the whole project is scanned and cleaned up": Maintenance(MaintenanceAction.SCAN, MaintenanceScope.PROJECT),
    "the session's directory is validated": Maintenance(MaintenanceAction.VALIDATE),
    "the session's directory is validated comprehensively": Maintenance(
        MaintenanceAction.VALIDATE, level=MaintenanceLevel.COMPREHENSIVE
    ),
    "the session's directory is audited in full": Maintenance(
        MaintenanceAction.VALIDATE, level=MaintenanceLevel.FULL_AUDIT
    ),
    "the whole project is validated": Maintenance(MaintenanceAction.VALIDATE, MaintenanceScope.PROJECT),
    "the documentation is updated": Maintenance(MaintenanceAction.DOCUMENT),
    "the documentation of the whole project is updated": Maintenance(
        MaintenanceAction.DOCUMENT, MaintenanceScope.PROJECT
    ),
    "a handover document is prepared": Maintenance(MaintenanceAction.HAND_OVER),
    "a handover document for the whole project is prepared": Maintenance(
        MaintenanceAction.HAND_OVER, MaintenanceScope.PROJECT
    ),
    **MAINTENANCE_MISTAKES,
}
MAINTENANCES_OF_ONE: Final = {
    "scanned and cleaned up": MaintenanceAction.SCAN,
    "validated": MaintenanceAction.VALIDATE,
    "documented": MaintenanceAction.DOCUMENT,
    "written into a handover document": MaintenanceAction.HAND_OVER,
}
OPERATIONS: Final[dict[str, Callable[[Operator, int], None]]] = {
    "the orchestrator's health is checked": lambda operator, plans: operator.check_health(while_planning=plans),
    "the orchestrator is restarted": lambda operator, plans: operator.restart(Restart(), while_planning=plans),
    "reconnection is tested": lambda operator, plans: operator.test_reconnection(while_planning=plans),
    "the session's directory is scanned and cleaned up": lambda operator, plans: operator.maintain(
        Maintenance(MaintenanceAction.SCAN), while_planning=plans
    ),
}
RECONNECTION_PARTS: Final = {
    "without the buffer status": "include_buffer_status",
    "without the statistics": "include_reconnection_stats",
}
UNNAMED: Final = "a task that is not named"
REPORTED: Final = {"reports": True, "does not report": False}
MENTIONED: Final = {"mentions": True, "does not mention": False}


declare_type("HealthReport", one_of(HEALTH_REPORTS), HEALTH_REPORTS.__getitem__)
declare_type("LeftOut", one_of(LEFT_OUT), LEFT_OUT.__getitem__)
declare_type("Operation", one_of(OPERATIONS), OPERATIONS.__getitem__)
declare_type("Condition", one_of(CONDITIONS), str)
declare_type("Mentions", one_of(MENTIONED), MENTIONED.__getitem__)
declare_type("HealthPart", one_of(HEALTH_PARTS), HEALTH_PARTS.__getitem__)
declare_type("Maintenance", one_of(MAINTENANCES), MAINTENANCES.__getitem__)
declare_type("MaintenanceOfOne", one_of(MAINTENANCES_OF_ONE), MAINTENANCES_OF_ONE.__getitem__)
declare_type(
    "OneTask",
    r'"[^"]*"|an unknown task|a task that is not named',
    lambda text: text.strip('"'),
    "an unknown task; a task that is not named; or the name of a task, in quotation marks",
)
declare_type("Reports", one_of(REPORTED), REPORTED.__getitem__)
declare_type(
    "Reconnection",
    rf'(?: to the current session| to the session in "[^"]*"| to an unknown session| {"| ".join(RECONNECTION_PARTS)})?',
    lambda text: text.strip().removeprefix("to "),
    f'nothing; to the current session; to the session in "…"; to an unknown session; {"; ".join(RECONNECTION_PARTS)}',
)


@given("the orchestrator's health is checked{without:LeftOut}")
@when("the orchestrator's health is checked{without:LeftOut}")
def check_health(context: Scene, without: HealthPart | None) -> None:
    """Check the health of the orchestrator; one part of the report can be left out."""
    context.world.operator.check_health(without=without)


@when("{operation:Operation} while {count:d} tasks are being planned")
def operate_while_planning(context: Scene, operation: Callable[[Operator, int], None], count: int) -> None:
    """Do it in the middle of this number of plans that are sent at the same time."""
    operation(context.world.operator, count)


@then("the orchestrator reports that it is {condition:Condition}")
def orchestrator_reports(context: Scene, condition: str) -> None:
    """The last reply reports this condition; a rejected health check counts as not healthy."""
    assert_that(context.state.reply, reports(condition))


@then("the orchestrator does not report that it is ready to shut down")
def orchestrator_does_not_report_readiness(context: Scene) -> None:
    """The last reply does not report readiness to shut down; a rejection does not either."""
    assert_that(context.state.reply, reports_no_readiness())


@then("health reports {what:HealthReport}")
def health_reports(context: Scene, what: Callable[[ScenarioState], Finding[Reply]]) -> None:
    """The last reply reports a connected data store, or the version that the orchestrator gave in its handshake."""
    assert_that(context.state.reply, what(context.state))


@then("health {mentioned:Mentions} {part:HealthPart}")
def health_mentions(context: Scene, mentioned: bool, part: HealthPart) -> None:
    """The last reply reports the health with this part, or without it."""
    assert_that(context.state.reply, reports_something_of(part) if mentioned else reports_nothing_of(part))


@then("all {count:d} planning requests are accepted")
def all_plans_are_accepted(context: Scene, count: int) -> None:
    """Every plan that was sent during the last operation was answered and accepted."""
    assert_that(context.world.operator, accepted_so_many(count))


@then("every task whose plan was accepted still exists")
def every_accepted_task_exists(context: Scene) -> None:
    """Every task whose plan was accepted during the last operation is shown; there is at least one."""
    assert_that(context.world.operator, has_kept_what_was_accepted())


@given("a second orchestrator is started in the same workspace")
@when("a second orchestrator is started in the same workspace")
def start_second(context: Scene) -> None:
    """Start one more process in the workspace and use it from now on."""
    context.state.servers.start_second()


@given("the client returns to the first orchestrator")
@when("the client returns to the first orchestrator")
def use_first(context: Scene) -> None:
    """Use the scenario's first orchestrator from now on."""
    context.state.servers.speak_to_first()


@given("{maintenance:Maintenance}")
@when("{maintenance:Maintenance}")
def maintain(context: Scene, maintenance: Maintenance) -> None:
    """Request maintenance of the current session's directory, or of the whole project where that is said."""
    context.world.operator.maintain(maintenance)


@when("only {which:OneTask} is {done:MaintenanceOfOne}")
def maintain_one(context: Scene, which: str, done: MaintenanceAction) -> None:
    """Request maintenance of one task; `a task that is not named` leaves out which."""
    context.world.operator.maintain_one(done, None if which == UNNAMED else context.state.task(which))


@given("its artifact is {damage} by another program")
@when("its artifact is {damage} by another program")
def damage_artifact(context: Scene, damage: str) -> None:
    """Damage the file of the task's artifact without the orchestrator."""
    context.world.tampering.harm_artifact(context.state.it.artifact_file(), damage)


@then('validation {reported:Reports} damage to "{name:Name}"')
def validation_reports_damage(context: Scene, reported: bool, name: str) -> None:
    """The last reply names the task or its artifact among the damage, or does not."""
    assert_that(context.state.reply, reports_damage_to(context.state.task(name), reported=reported))


@then('the handover document does not list "{name:Name}" as open')
def handover_does_not_list(context: Scene, name: str) -> None:
    """The last reply does not list the task among the open ones."""
    assert_that(context.state.reply, does_not_list_as_open(context.state.task(name), context.state.orchestrator.files))


@when("reconnection{session:Reconnection} is tested")
def test_reconnection(context: Scene, session: str) -> None:
    """Ask which sessions a client can reconnect to, or whether it can to this one; a part can be left out."""
    part = RECONNECTION_PARTS.get(session)
    identity = context.world.sessions.identity(session) if session and part is None else None
    context.world.operator.test_reconnection(identity, without=part)
