"""A server of another shape, spoken to by nothing but a dialect file: prose, other states, ids by a second look."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from acceptance.contract.dialects import named
from acceptance.contract.values import Deletion, Filter, HandIn, NextAction, TaskField, TaskPlan, TaskQuery, TaskState
from acceptance.errors import DialectError, NotOfferedError
from acceptance.evidence.evidence import Evidence, Exchange
from acceptance.faults.snapshot import named_tasks, take_snapshot
from acceptance.servers.orchestrator import Orchestrator
from acceptance.servers.server_pool import ServerPool
from acceptance.targets.target import Target, Timeouts
from acceptance.transport.launching import ColdLauncher

HERE = Path(__file__).parent
SERVER = HERE.parent / "sample_servers" / "noteboard.py"
DIALECT = named("noteboard.toml", HERE)


@pytest.fixture
def made() -> list[Exchange]:
    """The calls as they were sent."""
    return []


@pytest.fixture
def board(tmp_path: Path, made: list[Exchange]) -> Iterator[Orchestrator]:
    target = Target("board", (sys.executable, str(SERVER)), dialect=DIALECT, timeouts=Timeouts(20, 5, 2))
    with closing(Evidence(tmp_path, made.append)) as evidence, ServerPool(
        target, ColdLauncher(), tmp_path, evidence
    ) as pool:  # fmt: skip
        yield pool.shared()


def plan(title: str, **more: object) -> TaskPlan:
    return TaskPlan({TaskField.TITLE: title, **{TaskField(name.replace("_", " ")): it for name, it in more.items()}})


def test_a_task_is_taken_from_plan_to_result(board: Orchestrator, made: list[Exchange]) -> None:
    first = board.plan(plan("First", description="Short")).planned
    second = board.plan(plan("Second", complexity="complex", depends_on=[first.identity])).planned
    assert (first.identity, second.identity) == ("N-1", "N-2")
    assert [one.tool for one in made] == ["add", "board", "add", "board", "link"]
    assert made[-1].arguments == {"first": "N-1", "then": "N-2"}
    sent = json.loads(made[2].arguments["batch"])
    assert sent == [{"name": "Second", "text": "(nothing else is said)", "weight": 3}]
    shown = board.look("N-1", "First", None)
    assert shown is not None
    assert (shown.state, shown.values[TaskField.DESCRIPTION]) == (TaskState.PENDING, "Short")
    assert board.execute("N-1").told_state is TaskState.IN_PROGRESS
    made.clear()
    assert board.hand_in("N-2", HandIn()).told_state is TaskState.COMPLETED
    assert [(one.tool, one.arguments.get("revision")) for one in made] == [("note", None), ("push", 1), ("push", 2)]
    done = board.look("N-2", "Second", None)
    assert done is not None
    assert (done.state, done.values[TaskField.COMPLEXITY]) == (TaskState.COMPLETED, "complex")
    assert done.values[TaskField.DESCRIPTION] == ""


def test_tasks_are_listed_below_the_headings_of_their_states(board: Orchestrator) -> None:
    first = board.plan(plan("First")).planned.identity
    board.plan(plan("Second", depends_on=[first]))
    board.execute(str(first))
    everything = board.look_up(TaskQuery()).tasks
    assert [(one.identity, one.state) for one in everything] == [
        ("N-2", TaskState.PENDING),
        ("N-1", TaskState.IN_PROGRESS),
    ]
    assert everything[0].values[TaskField.DEPENDS_ON] == ["N-1"]
    found = board.look_up(TaskQuery({Filter.STATE: ["in_progress", "completed"]})).tasks
    assert [one.identity for one in found] == ["N-1"]


def test_what_is_refused_in_prose_or_by_the_end_of_the_process_is_refused(
    board: Orchestrator, made: list[Exchange]
) -> None:
    refused = board.execute("N-9")
    assert refused.refused
    assert refused.body == {"error": "there is no N-9."}
    assert [one.outcome for one in made] == ["refused"]
    assert not refused.result.is_error
    gone = board.delete("N-9", Deletion())
    assert gone.refused
    assert "drop was not answered" in str(gone.body["error"])
    assert board.connection.ended_within(5)


@pytest.mark.parametrize(
    ("ask", "lacking"),
    [
        (lambda at: at.cancel("N-1", None), "cancellation (a note is only dropped)"),
        (lambda at: at.status(), "status (dialect noteboard)"),
        (lambda at: at.plan(plan("T", due_date="2031-01-01")), "add(due_date)"),
        (lambda at: at.plan(plan("T", complexity="very_complex")), "add(complexity very_complex)"),
        (lambda at: at.plan(plan("T" * 41)), "add(title of more than 40 characters)"),
        (lambda at: at.hand_in("N-1", HandIn(next_action=NextAction.REVISE)), "note(next_action needs_revision)"),
        (lambda at: at.look_up(TaskQuery({Filter.STATE: ["blocked"]})), "board(status blocked)"),
        (lambda at: at.look_up(TaskQuery(limit=3)), "board(limit)"),
    ],
)
def test_what_has_no_place_is_not_offered(board: Orchestrator, ask: object, lacking: str) -> None:
    with pytest.raises(NotOfferedError) as caught:
        ask(board)  # type: ignore[operator]
    assert caught.value.what == lacking


def test_an_unknown_state_is_left_for_the_server_to_refuse(board: Orchestrator) -> None:
    call = board.dialect.look_up(TaskQuery({Filter.STATE: ["done_for"]}))
    assert (call.arguments, call.lacking) == ({"columns": "done_for"}, "")


def test_a_required_argument_that_is_never_filled_is_told_with_its_line(tmp_path: Path) -> None:
    text = (HERE / "noteboard.toml").read_text(encoding="utf-8")
    line = text.splitlines().index("[verbs.delete]") + 1
    path = tmp_path / "less.toml"
    path.write_text(text.replace('tool = "drop"\narguments = { ref = "task_id" }', 'tool = "drop"'), encoding="utf-8")
    target = Target("board", (sys.executable, str(SERVER)), dialect=named("less.toml", tmp_path))
    with (
        closing(Evidence(tmp_path, lambda _: None)) as evidence,
        ServerPool(target, ColdLauncher(), tmp_path, evidence) as pool,
        pytest.raises(DialectError, match=f'less.toml, line {line}: .*required argument "ref"'),
    ):
        pool.shared()


def test_the_names_of_all_tasks_need_no_look_at_each(board: Orchestrator, made: list[Exchange]) -> None:
    for number in range(12):
        board.plan(plan(f"Number {number}"))
    made.clear()
    named = named_tasks(board)
    lists = len(made)
    assert named == [(f"Number {number}", f"N-{number + 1}") for number in range(12)]
    assert [(one.title, one.identity) for one in take_snapshot(board).tasks] == named
    assert len(made) == 2 * lists + 12
