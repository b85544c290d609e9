"""What each verb says to a server, in version 2.0 and in the releases 1.x."""

import json

import pytest

from acceptance.contract.calls import Call
from acceptance.contract.dialects import Dialect, shipped
from acceptance.contract.values import (
    Cleanup,
    Deletion,
    Filter,
    HandIn,
    Maintenance,
    NextAction,
    Restart,
    SubtaskPlan,
    TaskField,
    TaskPlan,
    TaskQuery,
    TaskState,
)

V2, V1 = Dialect(shipped("2.0")), Dialect(shipped("1.x"))
TITLE = TaskPlan({TaskField.TITLE: "T"})

SAID: list[tuple[Call, str, dict[str, object]]] = [
    (V2.initialize("/here"), "initialize_session", {"working_directory": "/here"}),
    (V2.initialize(None), "initialize_session", {}),
    (V2.list_sessions(completed=True, limit=3), "list_sessions", {"include_completed": True, "limit": 3}),
    (V2.session_status("s"), "session_status", {"session_id": "s"}),
    (V2.resume("s"), "resume_session", {"session_id": "s"}),
    (
        V2.clean_up(Cleanup("old", 3, dry_run=False)),
        "cleanup_sessions",
        {
            "cleanup_type": "old",
            "older_than_days": 3,
            "dry_run": False,
        },
    ),
    (V2.clean_up(Cleanup()), "cleanup_sessions", {}),
    (V2.status(completed=True), "get_status", {"include_completed": True}),
    (
        V2.plan(TaskPlan({TaskField.TITLE: "T", TaskField.DEPENDS_ON: ["a"]})),
        "plan_task",
        {
            "title": "T",
            "description": "",
            "dependencies": ["a"],
        },
    ),
    (V2.execute("t"), "execute_task", {"task_id": "t"}),
    (
        V2.hand_in("t", HandIn("S", "W", NextAction.REVISE, "code", ("a",))),
        "complete_task",
        {
            "task_id": "t",
            "summary": "S",
            "detailed_work": "W",
            "next_action": "needs_revision",
            "artifact_type": "code",
            "file_paths": ["a"],
        },
    ),
    (
        V2.change("t", TITLE, TaskState.IN_PROGRESS),
        "update_task",
        {
            "task_id": "t",
            "status": "in_progress",
            "title": "T",
        },
    ),
    (V2.cancel("t", "why", keep_work=False), "cancel_task", {"task_id": "t", "reason": "why", "preserve_work": False}),
    (
        V2.delete("t", Deletion(archive=False, force=True)),
        "delete_task",
        {
            "task_id": "t",
            "archive_instead": False,
            "force": True,
        },
    ),
    (
        V2.look_up(TaskQuery({Filter.STATE: ["blocked"]}, limit=5, children=True)),
        "query_tasks",
        {
            "status": ["blocked"],
            "limit": 5,
            "include_children": True,
        },
    ),
    (V2.synthesize("p"), "synthesize_results", {"parent_task_id": "p"}),
    (V2.check_health(include_database_status=False), "health_check", {"include_database_status": False}),
    (
        V2.restart(Restart("manual_request", graceful=True, keep_state=False, seconds=10)),
        "restart_server",
        {
            "graceful": True,
            "preserve_state": False,
            "timeout": 10,
            "reason": "manual_request",
        },
    ),
    (V2.restart(Restart()), "restart_server", {}),
    (V2.restart_status(include_history=True), "restart_status", {"include_history": True}),
    (V2.prepare_shutdown(check_active_tasks=False), "shutdown_prepare", {"check_active_tasks": False}),
    (V2.test_reconnection("s"), "reconnect_test", {"session_id": "s"}),
    (
        V2.maintain(Maintenance("scan_cleanup", "full_project", "basic", "t")),
        "maintenance_coordinator",
        {
            "action": "scan_cleanup",
            "scope": "full_project",
            "validation_level": "basic",
            "target_task_id": "t",
        },
    ),
    (V1.execute("t"), "execute_subtask", {"task_id": "t"}),
    (
        V1.hand_in("t", HandIn("S", "W")),
        "complete_subtask",
        {
            "task_id": "t",
            "summary": "S",
            "detailed_work": "W",
            "next_action": "complete",
        },
    ),
]
TEMPLATES: list[tuple[Call, str, dict[str, object]]] = [
    (
        V2.create_template("n", "{}", category="user", overwrite=True),
        "create",
        {
            "template_id": "n",
            "template_content": "{}",
            "category": "user",
            "overwrite": True,
        },
    ),
    (V2.load_template("n", "user"), "load", {"template_id": "n", "category": "user"}),
    (V2.describe_template("n"), "info", {"template_id": "n"}),
    (V2.list_templates(metadata=True), "list", {"include_metadata": True}),
    (V2.validate_template("{}"), "validate", {"template_content": "{}"}),
    (V2.validate_templates(), "validate_all", {}),
    (
        V2.instantiate("n", {"A": 1}, create=True),
        "instantiate",
        {
            "template_id": "n",
            "parameters": {"A": 1},
            "create_tasks": True,
        },
    ),
    (V2.delete_template("n"), "delete", {"template_id": "n"}),
    (V2.uninstall_template("n", "shared"), "uninstall", {"template_id": "n", "category": "shared"}),
    (V2.install_examples(overwrite=True), "install_examples", {"overwrite": True}),
    (V2.install_library("research"), "install_default_library", {"category": "research"}),
    (V2.installation_status(), "get_installation_status", {}),
]


@pytest.mark.parametrize(("call", "tool", "arguments"), SAID, ids=lambda value: getattr(value, "verb", None))
def test_a_verb_says(call: Call, tool: str, arguments: dict[str, object]) -> None:
    assert (call.tool, call.arguments) == (f"orchestrator_{tool}", arguments)


@pytest.mark.parametrize(("call", "tool", "arguments"), TEMPLATES, ids=lambda value: getattr(value, "verb", None))
def test_a_verb_of_templates_says(call: Call, tool: str, arguments: dict[str, object]) -> None:
    assert (call.tool, call.arguments) == (f"template_{tool}", arguments)


def test_version_1_plans_a_family_in_one_call() -> None:
    members = [
        SubtaskPlan(TaskPlan({TaskField.TITLE: "A", TaskField.SPECIALIST: "architect"})),
        SubtaskPlan(TaskPlan({TaskField.TITLE: "B"}), ("A",)),
    ]
    call = V1.plan_family(TaskPlan({TaskField.TITLE: "P", TaskField.COMPLEXITY: "simple"}), members)
    assert (call.tool, call.arguments["description"], call.arguments["complexity_level"]) == (
        *("orchestrator_plan_task", "P", "simple"),
    )
    first, second = json.loads(call.arguments["subtasks_json"])
    assert first == {"title": "A", "specialist_type": "architect", "description": "A", "dependencies": []}
    assert second["dependencies"] == ["A"]
    assert V2.plan_family(TITLE, members) is None


@pytest.mark.parametrize(
    "plan",
    [
        TaskPlan({TaskField.TITLE: "T", TaskField.DUE_DATE: "2031-01-01"}),
        TaskPlan({TaskField.TITLE: "T", TaskField.SPECIALIST: "devops"}),
    ],
)
def test_what_version_1_cannot_say_is_not_offered(plan: TaskPlan) -> None:
    assert V1.plan(plan).lacking.startswith("orchestrator_plan_task(")


def test_version_1_shows_little_of_a_task() -> None:
    assert V1.shows(TaskField.TITLE)
    assert not V1.shows(TaskField.DUE_DATE)
    assert V2.shows(TaskField.DUE_DATE)
    assert [call.tool for call in V1.looks("i", "T", None)] == ["orchestrator_get_status"]
    tools = [call.tool for call in V2.looks("i", "T", "p")]
    assert (tools[0], tools[-1]) == ("orchestrator_query_tasks", "orchestrator_get_status")
