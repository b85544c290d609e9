"""Which requirements can be judged of a target, by what it lists."""

import json
import os
import subprocess
import sys
from pathlib import Path

from acceptance.contract import TOOLS
from acceptance.dialects import Version1, Version2
from acceptance.judgeable import NEEDS, judgeable
from acceptance.requirements import read_requirements

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = read_requirements(ROOT / "features" / "requirements.md")
SCHEMAS = json.loads((ROOT / "tests" / "reference" / "contract_schemas.json").read_text(encoding="utf-8"))
LISTED = SCHEMAS["tools"] if isinstance(SCHEMAS, dict) else SCHEMAS
# What the releases 1.7 and 1.8 list.
EARLIER = (
    *("orchestrator_initialize_session", "orchestrator_plan_task", "orchestrator_execute_subtask"),
    *("orchestrator_complete_subtask", "orchestrator_synthesize_results", "orchestrator_get_status"),
    *("orchestrator_maintenance_coordinator", "orchestrator_restart_server", "orchestrator_health_check"),
    *("orchestrator_shutdown_prepare", "orchestrator_reconnect_test", "orchestrator_restart_status"),
)


def test_every_requirement_says_what_it_needs() -> None:
    assert NEEDS.keys() == REQUIREMENTS.keys()


def test_with_all_tools_everything_can_be_judged() -> None:
    assert [tool["name"] for tool in LISTED if tool["name"] in TOOLS]
    assert not [one for one in judgeable(REQUIREMENTS, Version2(), LISTED) if one.missing]


def test_without_a_tool_what_needs_it_cannot() -> None:
    listed = [tool for tool in LISTED if tool["name"] != "orchestrator_cancel_task"]
    found = {one.requirement: one.missing for one in judgeable(REQUIREMENTS, Version2(), listed) if one.missing}
    assert found == dict.fromkeys(("TASK-5", "FAULT-3"), ("orchestrator_cancel_task",))


def test_without_a_parameter_too() -> None:
    plan = {"name": "orchestrator_plan_task", "inputSchema": {"properties": {"description": {"type": "string"}}}}
    found = {one.requirement: one.missing for one in judgeable(["CMD-1", "TASK-1"], Version2(), [plan])}
    assert found["TASK-1"] == ("orchestrator_plan_task(title)",)
    assert found["CMD-1"] == ("orchestrator_initialize_session", "orchestrator_plan_task(title)")


def test_the_earlier_releases_are_judged_by_their_own_names_of_tools() -> None:
    found = judgeable(REQUIREMENTS, Version1(), [{"name": name} for name in EARLIER])
    judged = {one.requirement for one in found if not one.missing}
    assert {"EXEC-1", "EXEC-4", "FLOW-1", "VALID-7", "CTRL-2"} <= judged
    assert not {"TASK-4", "TASK-5", "TASK-6", "TASK-7", "TMPL-1", "VALID-4"} & judged


def doctor(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "acceptance", "doctor", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, timeout=60, check=False
    )


def test_the_doctor_tells_what_can_be_judged_of_the_reference() -> None:
    told = doctor()
    assert f"{len(REQUIREMENTS)} of {len(REQUIREMENTS)} can be judged" in told.stdout, told.stdout + told.stderr
    assert told.returncode == 0


def test_the_doctor_tells_why_a_target_cannot_be_started() -> None:
    server = ROOT / "tests" / "acceptance" / "servers" / "raw.py"
    told = doctor("--command", f"{sys.executable} {server} ends")
    assert told.returncode == 1
    assert "No module named 'orchestrator'" in told.stdout
    assert "Traceback" not in told.stdout + told.stderr
