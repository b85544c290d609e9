"""A server that lists seven of the contract's tools: what it cannot be asked for is found before it is asked."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from mcp_types import ToolAnnotations

from acceptance.contract.dialects import VERSION_2, named, shipped
from acceptance.contract.values import HandIn, TaskField, TaskPlan
from acceptance.errors import NotApplicableError, NotOfferedError
from acceptance.evidence.evidence import Evidence, Exchange
from acceptance.scenario.servers import PooledServers
from acceptance.servers.orchestrator import Orchestrator
from acceptance.servers.server_pool import ServerPool
from acceptance.targets.target import Target, Timeouts
from acceptance.transport.launching import ColdLauncher
from acceptance.world.run_state import RunState
from acceptance.world.world import World
from tests.newcomers.trial import ROOT


@pytest.fixture
def made() -> list[Exchange]:
    """The calls as they were sent."""
    return []


@pytest.fixture
def pool(tmp_path: Path, made: list[Exchange]) -> Iterator[ServerPool]:
    command = (sys.executable, "-m", "tests.newcomers.seven")
    target = Target(
        "seven",
        command,
        environment={"PYTHONPATH": str(ROOT)},
        dialect=shipped(VERSION_2),
        timeouts=Timeouts(30, 10, 5),
    )
    with closing(Evidence(tmp_path, made.append)) as evidence, ServerPool(
        target, ColdLauncher(), tmp_path, evidence
    ) as pool:  # fmt: skip
        yield pool


@pytest.fixture
def board(tmp_path: Path) -> Iterator[ServerPool]:
    target = Target(
        "board",
        (sys.executable, "-m", "tests.newcomers.board"),
        environment={"PYTHONPATH": str(ROOT)},
        dialect=named("board.toml", ROOT / "tests" / "newcomers"),
        timeouts=Timeouts(30, 10, 5),
    )
    with closing(Evidence(tmp_path, lambda exchange: None)) as evidence, ServerPool(
        target, ColdLauncher(), tmp_path, evidence
    ) as pool:  # fmt: skip
        yield pool


@pytest.fixture
def seven(pool: ServerPool) -> Orchestrator:
    return pool.shared()


def test_its_own_directory_is_the_workspace_where_no_session_can_be_opened(
    seven: Orchestrator, made: list[Exchange]
) -> None:
    seven.open_workspace()
    assert made == []


def test_a_look_does_not_ask_for_artifacts_that_its_search_has_no_parameter_for(
    seven: Orchestrator, made: list[Exchange]
) -> None:
    planned = seven.plan(TaskPlan({TaskField.TITLE: "First"})).planned
    shown = seven.look(str(planned.identity), "First", None)
    assert shown is not None
    assert shown.values[TaskField.TITLE] == "First"
    assert made[-1].tool == "orchestrator_query_tasks"
    assert "include_artifacts" not in made[-1].arguments
    assert not seven.dialect.shows_work


def test_a_value_that_no_tool_takes_is_shown_by_none(seven: Orchestrator) -> None:
    shown = {one for one in TaskField if seven.dialect.shows(one)}
    assert shown == {TaskField.TITLE, TaskField.DESCRIPTION, TaskField.COMPLEXITY}


def test_a_valid_call_has_as_little_as_is_listed(pool: ServerPool) -> None:
    world = World(PooledServers(pool), RunState())
    world.invalid_calls.call_with_value("orchestrator_complete_task", "next_action", "celebrate")
    good = world.invalid_calls.good
    assert good is not None
    assert set(good.arguments) == {"task_id", "summary", "detailed_work", "next_action"}
    with pytest.raises(NotOfferedError) as caught:
        world.invalid_calls.call_with_value("orchestrator_complete_task", "artifact_type", "poem")
    assert caught.value.what == "orchestrator_complete_task(artifact_type)"


def test_a_bare_line_is_a_call_that_is_listed(pool: ServerPool) -> None:
    world = World(PooledServers(pool), RunState())
    world.invalid_calls.speak_around(b"no message")
    assert [answer["result"]["isError"] for answer in world.invalid_calls.answers] == [False, False]


def test_a_step_is_told_by_the_contracts_tool_that_it_stands_for(seven: Orchestrator) -> None:
    assert seven.dialect.hand_in("T-1", HandIn()).promised == "orchestrator_complete_task"


def hinted(orchestrator: Orchestrator, **hints: bool) -> None:
    """Annotate every tool alike, as if the server had listed it so."""
    for tool in orchestrator.tools.values():
        tool.annotations = ToolAnnotations(**hints)


def test_annotations_are_those_of_the_own_tools_by_which_a_verb_is_said(board: ServerPool) -> None:
    world = World(PooledServers(board), RunState())
    world.side_effects.call("orchestrator_plan_task", "the same valid arguments twice")
    with pytest.raises(NotApplicableError, match=r"not every tool that it takes has annotations \(add_note"):
        world.side_effects.untrue_annotations("orchestrator_plan_task")
    hinted(world.state.orchestrator, read_only_hint=True)
    (wrong,) = world.side_effects.untrue_annotations("orchestrator_plan_task")
    assert wrong.startswith("add_note: annotated as read-only, and a call changed ")
    hinted(world.state.orchestrator, idempotent_hint=True)
    (wrong,) = world.side_effects.untrue_annotations("orchestrator_plan_task")
    assert ": annotated as idempotent, and a second call changed " in wrong
    hinted(world.state.orchestrator, destructive_hint=False)
    assert world.side_effects.untrue_annotations("orchestrator_plan_task") == []
    assert world.side_effects.untrue_annotations("orchestrator_update_task") == [
        "add_note: can delete or overwrite, and is annotated as if it could not"
    ]
