"""What a scenario knows: what "it" means, which reply is the last one, and which server is spoken to."""

from collections.abc import Mapping

import pytest
from mcp_types import Tool

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply
from acceptance.contract.values import Restart, TaskField, TaskPlan
from acceptance.errors import NotOfferedError, TargetFaultError
from acceptance.scenario.servers import ScenarioServers
from acceptance.scenario.state import ScenarioState
from acceptance.scenario.tasks import Task
from acceptance.targets.target import Target
from acceptance.world.dry_run import ListedOrchestrator, NoServers

PLAN = TaskPlan({TaskField.TITLE: "One"})


def listed(*tools: str) -> Mapping[str, Tool]:
    return {f"orchestrator_{name}": Tool(name=f"orchestrator_{name}", input_schema={}) for name in tools}


@pytest.fixture
def state() -> ScenarioState:
    orchestrator = ListedOrchestrator(Target("listed", ("listed",)), listed("plan_task", "query_tasks", "execute_task"))
    orchestrator.calls_left = 20
    return ScenarioState(ScenarioServers(NoServers(orchestrator)))


def test_nothing_is_known_at_first(state: ScenarioState) -> None:
    for unknown in (lambda: state.it, lambda: state.reply, lambda: state.task("One")):
        with pytest.raises(TargetFaultError):
            unknown()


def test_a_verb_and_a_phrase_change_what_it_means_and_a_look_does_not(state: ScenarioState) -> None:
    one, two = (state.own(Task(state, name, name, known_as=name)) for name in ("One", "Two"))
    assert state.it is two
    assert one.find() is None
    assert state.task("One") is one
    assert state.it is two
    assert state.speak_of("One") is one
    assert state.it is one
    two.execute()
    assert state.task("it") is two


def test_the_last_reply_is_that_to_the_last_verb(state: ScenarioState) -> None:
    planned = state.verbs.plan(PLAN)
    assert state.reply is planned
    state.orchestrator.plan(PLAN)
    assert state.reply is planned


def test_what_is_not_answered_leaves_no_last_reply(state: ScenarioState) -> None:
    state.verbs.plan(PLAN)
    with pytest.raises(NotOfferedError):
        state.verbs.restart(Restart())
    assert state.last_reply is None


def test_a_server_is_spoken_to_until_another_one_is(state: ScenarioState) -> None:
    other = ListedOrchestrator(Target("other", ("other",)), listed())
    assert state.orchestrator is state.orchestrator
    state.servers.borrow(other)
    assert state.orchestrator is other


def test_a_task_that_no_reply_showed_is_told_with_the_last_reply(state: ScenarioState) -> None:
    with pytest.raises(TargetFaultError, match=r'^no reply shows that "One" was planned$'):
        state.task("One")
    state.last_reply = Reply(Call("instantiation", "t"), ToolResult('{"tasks": []}', None, False, 1.0))
    with pytest.raises(TargetFaultError, match=r'planned; the last reply, to the instantiation, says: ."tasks": '):
        state.task("One")


def test_a_name_is_known_by_an_identity_that_is_told_as_a_number(state: ScenarioState) -> None:
    state.own(Task(state, "One", "One", known_as="17"))
    assert state.name_of(17) == "One"
    assert state.name_of("18") == "18"
