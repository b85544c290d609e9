"""What a scenario begins with is brought about in any way that is offered, and looked at by any tool that works."""

from collections.abc import Mapping
from typing import Any

import pytest

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskState
from acceptance.errors import NoAnswerError, NotArrangedError, TargetFaultError
from acceptance.matchers.tasks import is_in_state, is_not_found
from acceptance.scenario.servers import ScenarioServers
from acceptance.scenario.sessions import Sessions
from acceptance.scenario.state import ScenarioState
from acceptance.scenario.task_queries import TaskQueries
from acceptance.scenario.tasks import Task
from acceptance.targets.target import Target
from acceptance.world.dry_run import ListedOrchestrator, NoServers
from tests.scenario.test_state import listed

TOOLS = ("execute_task", "complete_task", "update_task", "query_tasks", "get_status")
BROKEN: dict[str, Any] = {"error": "it broke"}
SILENT: dict[str, Any] = {}


class Scripted(ListedOrchestrator):
    """Answers each tool with what was prepared for it; a state that is told stays the task's."""

    def __init__(self, answers: Mapping[str, dict[str, Any]], state: str = "pending") -> None:
        super().__init__(Target("scripted", ("scripted",)), listed(*TOOLS))
        self.answers = answers
        self.state = state
        self.asked: list[str] = []

    def ask(self, call: Call, *, unlisted: bool = False) -> Reply:
        name = call.tool.removeprefix("orchestrator_")
        self.asked.append(name)
        told = self.answers.get(name)
        if told is SILENT:
            raise NoAnswerError("nothing came")
        if told is None and name in {"query_tasks", "get_status"}:
            told = {"tasks": [{"task_id": "7", "status": self.state}], "total_count": 1}
        self.state = str((told or {}).get("becomes", self.state))
        return Reply(call, ToolResult("", told or {"task_id": "7"}, is_error=False, milliseconds=0))


def task_of(**answers: dict[str, Any]) -> tuple[Task, Scripted]:
    orchestrator = Scripted(answers)
    state = ScenarioState(ScenarioServers(NoServers(orchestrator)))
    return state.own(Task(state, "One", "One", known_as="7")), orchestrator


def test_a_refusal_after_which_the_state_is_reached_is_none() -> None:
    task, _ = task_of(update_task={**BROKEN, "becomes": "blocked"})
    task.reach(TaskState.BLOCKED)


def test_another_way_is_taken_where_one_is_refused() -> None:
    task, at = task_of(
        update_task=BROKEN, execute_task={"becomes": "in_progress"}, complete_task={"becomes": "blocked"}
    )
    task.reach(TaskState.BLOCKED)
    assert [name for name in at.asked if name not in {"query_tasks", "get_status"}] == [
        "update_task",
        "execute_task",
        "complete_task",
    ]


def test_where_no_way_leads_the_first_is_told() -> None:
    task, _ = task_of(update_task=BROKEN, execute_task={"error": "that broke"})
    with pytest.raises(NotArrangedError, match=r"the change was refused: .*it broke") as error:
        task.reach(TaskState.BLOCKED)
    assert (error.value.tool, error.value.ended) == ("orchestrator_update_task", "refused")


def test_an_accepted_call_that_changes_nothing_has_not_arranged_it() -> None:
    task, _ = task_of(execute_task={"status": "ready_for_execution"}, update_task=BROKEN)
    with pytest.raises(NotArrangedError, match="the start was accepted, but the task is shown as pending") as error:
        task.reach(TaskState.IN_PROGRESS)
    assert (error.value.tool, error.value.ended) == ("orchestrator_execute_task", "accepted")


def test_a_look_that_does_not_work_is_no_reason_to_doubt_what_was_accepted() -> None:
    task, _ = task_of(execute_task={"becomes": "in_progress"}, query_tasks=BROKEN, get_status=BROKEN)
    task.reach(TaskState.IN_PROGRESS)


def test_a_task_is_seen_in_a_status_where_searches_fail() -> None:
    task, _ = task_of(query_tasks=BROKEN)
    assert is_in_state(TaskState.PENDING).matches(task)


def test_a_task_is_seen_in_the_reply_about_it_where_no_look_works() -> None:
    task, _ = task_of(
        query_tasks=BROKEN, get_status=SILENT, execute_task={"task": {"task_id": "7", "status": "in_progress"}}
    )
    with pytest.raises(TargetFaultError, match="the search was rejected"):
        is_in_state(TaskState.IN_PROGRESS).matches(task)
    task.execute()
    assert is_in_state(TaskState.IN_PROGRESS).matches(task)


def test_what_a_rejected_request_left_is_not_recalled() -> None:
    task, _ = task_of(
        query_tasks=BROKEN,
        get_status=BROKEN,
        execute_task={"task": {"task_id": "7", "status": "in_progress"}},
        complete_task=BROKEN,
    )
    task.execute()
    with pytest.raises(NotArrangedError):
        task.complete("done")
    with pytest.raises(TargetFaultError, match="the search was rejected"):
        is_in_state(TaskState.IN_PROGRESS).matches(task)


def test_where_no_look_works_nobody_says_that_a_task_is_gone() -> None:
    task, _ = task_of(query_tasks=BROKEN, get_status={"counts": {"pending": 0}})
    with pytest.raises(TargetFaultError, match=r"the search was rejected: .*it broke"):
        is_not_found().matches(task)


def test_a_change_is_asked_for_though_no_look_works() -> None:
    task, at = task_of(query_tasks=BROKEN, get_status=BROKEN)
    assert task.change({}, TaskState.BLOCKED).accepted
    assert at.asked[-1] == "update_task"


def test_a_number_is_counted_by_the_status_where_a_search_does_not_tell_it() -> None:
    task, _ = task_of(query_tasks=BROKEN, get_status={"counts": {"pending": 2, "completed": 1}})
    queries = TaskQueries(task.state)
    queries.note_number_of_tasks()
    assert (queries.noted, queries.number_of_tasks()) == (3, 3)


def test_a_number_that_nothing_tells_is_told_when_it_is_compared() -> None:
    task, _ = task_of(query_tasks=BROKEN, get_status=BROKEN)
    queries = TaskQueries(task.state)
    queries.note_number_of_tasks()
    with pytest.raises(TargetFaultError, match="how many tasks there are in all"):
        queries.number_of_tasks()


def test_a_session_that_was_rejected_is_told_where_its_directory_or_identity_is_needed() -> None:
    orchestrator = Scripted({"initialize_session": BROKEN})
    state = ScenarioState(ScenarioServers(NoServers(orchestrator)))
    sessions = Sessions(state)
    sessions.initialize("elsewhere")
    orchestrator.answers = {}
    sessions.initialize_workspace("the workspace by default")
    for needed in (sessions.delete_directory, sessions.session):
        with pytest.raises(NotArrangedError, match=r"^no session was opened in elsewhere: .*it broke") as caught:
            needed("elsewhere")
        assert (caught.value.tool, caught.value.ended) == ("orchestrator_initialize_session", "refused")
