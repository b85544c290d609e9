"""Every call that the integration testing plan names, as it names it, held against the record of a campaign."""

from pathlib import Path
from typing import Any

import pytest

from acceptance.campaign import Activity
from acceptance.targets.choosing import read_target
from tests.campaign.test_campaign import ROOT, hold

COMPONENTS = (
    "Feature Integration",
    "Api Testing",
    "System Validation",
    "Performance Benchmarks",
    "Error Scenarios",
)
MAIN: dict[str, Any] = {
    "title": "Integration Testing Implementation",
    "description": "Execute comprehensive integration testing for v2.0 features",
    "complexity": "complex",
    "task_type": "implementation",
    "specialist_type": "tester",
    "estimated_effort": "1-2 weeks",
}
GIVEN = "given"
"""Stands for a value that only the run knows."""

CALLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("orchestrator_initialize_session", {"working_directory": GIVEN}),
    ("orchestrator_plan_task", MAIN),
    *(
        (
            "orchestrator_plan_task",
            {
                "title": title,
                "description": f"Implement {title.lower()} for integration testing",
                "complexity": "moderate",
                "specialist_type": "tester",
                "parent_task_id": GIVEN,
            },
        )
        for title in COMPONENTS
    ),
    *(("orchestrator_execute_task", {"task_id": GIVEN}) for _ in COMPONENTS),
    ("orchestrator_query_tasks", {"status": ["in_progress"]}),
    ("orchestrator_get_status", {}),
    ("orchestrator_update_task", {"task_id": GIVEN}),
    ("orchestrator_health_check", {"include_database_status": True}),
    ("orchestrator_restart_server", {}),
    ("orchestrator_reconnect_test", {}),
    *(("orchestrator_complete_task", {"task_id": GIVEN}) for _ in COMPONENTS),
    ("orchestrator_synthesize_results", {"parent_task_id": GIVEN}),
    ("orchestrator_complete_task", {"task_id": GIVEN, "summary": "Integration Testing implemented"}),
    ("orchestrator_maintenance_coordinator", {"action": "scan_cleanup"}),
)


@pytest.fixture(scope="module")
def activities(tmp_path_factory: pytest.TempPathFactory) -> list[Activity]:
    reports: Path = tmp_path_factory.mktemp("campaign")
    return hold(read_target(ROOT / "targets.toml", "reference", None), reports).activities


def fits(activity: Activity, tool: str, arguments: dict[str, Any]) -> bool:
    return activity.tool == tool and all(
        name in activity.arguments if value == GIVEN else activity.arguments.get(name) == value
        for name, value in arguments.items()
    )


def test_every_call_of_the_plan_is_in_the_record_as_done(activities: list[Activity]) -> None:
    left = [one for one in activities if one.done]
    for tool, arguments in CALLS:
        found = next((one for one in left if fits(one, tool, arguments)), None)
        assert found is not None, (tool, arguments)
        left.remove(found)


def test_each_component_gets_the_lines_of_the_plan(activities: list[Activity]) -> None:
    contexts = {one.arguments["title"]: one.arguments["context"] for one in activities if "context" in one.arguments}
    assert list(contexts) == list(COMPONENTS)
    for title, context in contexts.items():
        assert context == {
            "expert": f"{title} expert",
            "specialist_instructions": [
                f"Design {title.lower()} framework",
                "Implement core functionality",
                "Add orchestrator integration",
                "Create validation tests",
            ],
            "validation_criteria": [
                f"{title} implemented",
                "Integration tests passing",
                "Performance benchmarks met",
                "Documentation complete",
            ],
        }


def test_the_server_is_operated_between_the_start_and_the_completion_of_the_components(
    activities: list[Activity],
) -> None:
    tools = [one.tool for one in activities]
    last_start = max(place for place, tool in enumerate(tools) if tool == "orchestrator_execute_task")
    first_end = tools.index("orchestrator_complete_task")
    for tool in ("health_check", "restart_server", "reconnect_test", "query_tasks", "get_status", "update_task"):
        assert last_start < tools.index(f"orchestrator_{tool}") < first_end, tool
