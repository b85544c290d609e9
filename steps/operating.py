"""Phrases of an operator: health, restart, shutdown, reconnection, maintenance, harm from outside."""

from hamcrest import assert_that

from acceptance.contract.values import HealthPart, Maintenance, MaintenanceAction, Restart, TaskState
from acceptance.contract.words import wire_word
from acceptance.matchers.server import (
    answered_so_many,
    ended_without_error,
    has_kept_what_was_accepted,
    is_another_process,
    names_in_document,
    tells_a_connected_store,
    tells_a_restart,
    tells_damage_of,
    tells_health,
    tells_no_history,
    tells_nothing_of,
    tells_open,
    tells_readiness,
    tells_version,
    wrote_inside,
)
from acceptance.scenario.tampering import harm_artifact
from steps.support.vocabulary import Scene, given, then, when


@given("the health is checked")
@when("the health is checked")
def check_health(context: Scene) -> None:
    context.world.operator.check_health()


@when("the health is checked without {part:HealthPart}")
def check_health_without(context: Scene, part: HealthPart) -> None:
    context.world.operator.check_health(without=part)


@when("the health is checked while {count:d} tasks are being planned")
def check_health_meanwhile(context: Scene, count: int) -> None:
    context.world.operator.check_health(while_planning=count)


@then("the orchestrator is told to be healthy")
def told_to_be_healthy(context: Scene) -> None:
    assert_that(context.state.reply, tells_health(healthy=True))


@then("the orchestrator is told not to be healthy")
def told_not_to_be_healthy(context: Scene) -> None:
    assert_that(context.state.reply, tells_health(healthy=False))


@then("the store is told to be connected")
def store_is_connected(context: Scene) -> None:
    assert_that(context.state.reply, tells_a_connected_store())


@then("nothing is told of {part:HealthPart}")
def nothing_is_told_of(context: Scene, part: HealthPart) -> None:
    assert_that(context.state.reply, tells_nothing_of(part))


@then("the version told is the one it introduced itself with")
def version_is_its_own(context: Scene) -> None:
    assert_that(context.state.reply, tells_version(context.state.orchestrator.connection.server_version))


@then("every one of the {count:d} calls was answered")
def every_call_was_answered(context: Scene, count: int) -> None:
    assert_that(context.world.operator, answered_so_many(count))


@when("the store is {harm} behind its back")
def harm_the_store(context: Scene, harm: str) -> None:
    context.world.tampering.harm_store(harm)


@given("the orchestrator is restarted")
@when("the orchestrator is restarted")
def restart(context: Scene) -> None:
    context.world.operator.restart(Restart())


@when("the orchestrator is restarted {manner:RestartManner}")
def restart_in_a_manner(context: Scene, manner: Restart) -> None:
    context.world.operator.restart(manner)


@when("the orchestrator is restarted while {count:d} tasks are being planned")
def restart_meanwhile(context: Scene, count: int) -> None:
    context.world.operator.restart(Restart(), while_planning=count)


@when('the orchestrator is restarted because of "{reason:Name}"')
def restart_because(context: Scene, reason: str) -> None:
    context.world.operator.restart(Restart(reason=wire_word(reason)))


@when("a restart {mistake:RestartMistake} is asked for")
def ask_for_wrong_restart(context: Scene, mistake: Restart) -> None:
    context.world.operator.ask_for_restart(mistake)


@then("it is another process")
def it_is_another_process(context: Scene) -> None:
    assert_that(context.state, is_another_process())


@then("the old process ended without an error")
def old_process_ended_well(context: Scene) -> None:
    assert_that(context.state, ended_without_error())


@then("every task whose plan was accepted is there")
def accepted_plans_are_kept(context: Scene) -> None:
    assert_that(context.world.operator, has_kept_what_was_accepted())


@when("the restart status is asked for")
def ask_for_restart_status(context: Scene) -> None:
    context.world.operator.ask_for_restart_status()


@when("the history of restarts is asked for")
def ask_for_history(context: Scene) -> None:
    context.world.operator.ask_for_restart_status(history=True)


@then('the history tells a restart because of "{reason:Name}"')
def history_tells(context: Scene, reason: str) -> None:
    assert_that(context.state.reply, tells_a_restart(reason))


@then("no history is told")
def no_history_is_told(context: Scene) -> None:
    assert_that(context.state.reply, tells_no_history())


@when("a shutdown is prepared")
def prepare_shutdown(context: Scene) -> None:
    context.world.operator.prepare_shutdown()


@when("a shutdown is prepared without looking at tasks")
def prepare_shutdown_without_tasks(context: Scene) -> None:
    context.world.operator.prepare_shutdown(look_at_tasks=False)


@then("the orchestrator is told to be ready")
def told_to_be_ready(context: Scene) -> None:
    assert_that(context.state.reply, tells_readiness(ready=True))


@then("the orchestrator is told not to be ready")
def told_not_to_be_ready(context: Scene) -> None:
    assert_that(context.state.reply, tells_readiness(ready=False))


@when("the reconnection is tested")
def test_reconnection(context: Scene) -> None:
    context.world.operator.test_reconnection()


@when("the reconnection is tested while {count:d} tasks are being planned")
def test_reconnection_meanwhile(context: Scene, count: int) -> None:
    context.world.operator.test_reconnection(while_planning=count)


@when("the reconnection to the session is tested")
def test_reconnection_to_session(context: Scene) -> None:
    context.world.operator.test_reconnection(context.world.sessions.session().identity)


@when("the reconnection to an unknown session is tested")
def test_reconnection_to_unknown(context: Scene) -> None:
    context.world.operator.test_reconnection(context.world.sessions.unknown())


@given("a second orchestrator is started in the same workspace")
@when("a second orchestrator is started in the same workspace")
def start_second(context: Scene) -> None:
    context.state.servers.start_second()


@given("the first orchestrator is spoken to again")
@when("the first orchestrator is spoken to again")
def speak_to_first(context: Scene) -> None:
    context.state.servers.speak_to_first()


@given("{maintenance:Maintenance}")
@when("{maintenance:Maintenance}")
def maintain(context: Scene, maintenance: Maintenance) -> None:
    context.world.operator.maintain(maintenance)


@when("{maintenance:Maintenance} while {count:d} tasks are being planned")
def maintain_meanwhile(context: Scene, maintenance: Maintenance, count: int) -> None:
    context.world.operator.maintain(maintenance, while_planning=count)


@when('"{name:Name}" alone is {done:MaintenanceOfOne}')
def maintain_one(context: Scene, name: str, done: MaintenanceAction) -> None:
    context.world.operator.maintain_one(done, context.state.task(name))


@when("one task is to be {done:MaintenanceOfOne}, but it is not said which")
def maintain_no_one(context: Scene, done: MaintenanceAction) -> None:
    context.world.operator.maintain_one(done, None)


@when("one task is to be {done:MaintenanceOfOne}, but nobody knows it")
def maintain_unknown(context: Scene, done: MaintenanceAction) -> None:
    context.world.operator.maintain_one(done, context.state.task("an unknown task"))


@given("its artifact is {harm} behind the orchestrator's back")
@when("its artifact is {harm} behind the orchestrator's back")
def harm_its_artifact(context: Scene, harm: str) -> None:
    harm_artifact(context.state.it.artifact_file(), harm)


@then('the damage of "{name:Name}" is told')
def damage_is_told(context: Scene, name: str) -> None:
    assert_that(context.state.reply, tells_damage_of(context.state.task(name)))


@then('no damage of "{name:Name}" is told')
def no_damage_is_told(context: Scene, name: str) -> None:
    assert_that(context.state.reply, tells_damage_of(context.state.task(name), told=False))


@then('the document written names "{name:Name}"')
def document_names(context: Scene, name: str) -> None:
    files = context.state.orchestrator.files
    assert_that(context.state.reply, names_in_document(context.state.task(name), files))


@then('"{name:Name}" is not told to be open')
def not_told_to_be_open(context: Scene, name: str) -> None:
    assert_that(context.state.reply, tells_open(context.state.task(name), told=False))


@then('the document written tells that "{name:Name}" is {state:State}')
def document_tells_state(context: Scene, name: str, state: TaskState) -> None:
    files = context.state.orchestrator.files
    assert_that(context.state.reply, names_in_document(context.state.task(name), files, state))


@then("the document written lies inside the workspace")
def document_lies_inside(context: Scene) -> None:
    assert_that(context.state.reply, wrote_inside(context.state.orchestrator.files))
