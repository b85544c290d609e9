"""Which requirements can be judged of a target, by what it lists."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.contract.dialects import Dialect, named, shipped
from acceptance.contract.tools import TOOLS
from acceptance.judging.judgeable import NEEDS, after_dry_runs, judgeable
from acceptance.specification.features import read_specification
from acceptance.specification.requirements import read_requirements
from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = read_requirements(ROOT / "features" / "requirements.md")
SCHEMAS = json.loads((ROOT / "tests" / "reference" / "contract_schemas.json").read_text(encoding="utf-8"))
LISTED = SCHEMAS["tools"] if isinstance(SCHEMAS, dict) else SCHEMAS
V2, V1 = Dialect(shipped("2.0")), Dialect(shipped("1.x"))
RECORDED = ROOT / "tests" / "contract" / "recorded"
# What a run of all features finds not to be offered by a release, without any scenario that could be judged.
NOT_JUDGED = {
    "published-1.7": """CMD-1 EXEC-3 OSM-5 PLAN-1 PLAN-2 SAFE-9 SESSION-1 SESSION-3 TASK-4 TASK-5 TASK-6 TASK-7
        TMPL-1 TMPL-2 TMPL-3 TMPL-4 TMPL-5 VALID-3 VALID-4 VALID-6""",
    "published-1.8": """CMD-1 EXEC-3 OSM-5 PLAN-2 SAFE-9 SESSION-3 TASK-4 TASK-5 TASK-6 TASK-7
        TMPL-1 TMPL-2 TMPL-3 TMPL-4 TMPL-5 VALID-4 VALID-6""",
}


def test_every_requirement_says_what_it_needs() -> None:
    assert NEEDS.keys() == REQUIREMENTS.keys()


def test_with_all_tools_everything_can_be_judged() -> None:
    assert [tool["name"] for tool in LISTED if tool["name"] in TOOLS]
    assert not [one for one in judgeable(REQUIREMENTS, V2, LISTED) if one.missing]


def test_without_a_tool_what_needs_it_cannot() -> None:
    listed = [tool for tool in LISTED if tool["name"] != "orchestrator_cancel_task"]
    found = {one.requirement: one.missing for one in judgeable(REQUIREMENTS, V2, listed) if one.missing}
    assert found == {"TASK-5": ("orchestrator_cancel_task",)}


def test_without_a_parameter_too() -> None:
    plan = {"name": "orchestrator_plan_task", "inputSchema": {"properties": {"description": {"type": "string"}}}}
    found = {one.requirement: one.missing for one in judgeable(["CMD-1", "TASK-1"], V2, [plan])}
    assert found["TASK-1"] == ("orchestrator_plan_task(title)",)
    assert found["CMD-1"] == ("orchestrator_initialize_session", "orchestrator_plan_task(title)")


@pytest.mark.parametrize("release", NOT_JUDGED)
def test_the_earlier_releases_are_judged_by_just_what_a_run_can_judge(release: str) -> None:
    recorded = json.loads((RECORDED / "listed.json").read_text(encoding="utf-8"))[release]
    listed = [
        {"name": name, "inputSchema": {"properties": dict.fromkeys(parameters)}}
        for name, parameters in recorded.items()
    ]
    found = judgeable(REQUIREMENTS, V1, listed, over_http=False)
    assert {one.requirement for one in found if one.missing} == set(NOT_JUDGED[release].split())


NUMBERED = """
speaks = "a list with numbers, states that can be set, and removal"
states = { pending = "todo", in_progress = "doing", completed = "done" }
[verbs]
plan = { tool = "add", arguments = { name = "title" } }
start = { tool = "set", arguments = { number = { from = "task_id", as = "number" }, state = { constant = "doing" } } }

[verbs.delete]
tool = "remove"
arguments = { number = "task_id" }
only = { archive_instead = [false] }
needs = ["archive_instead"]

[verbs.change]
tool = "set"
arguments = { number = { from = "task_id", as = "number" }, state = { from = "status", values = "states", as = "one" } }
"""


def test_numbers_for_identities_and_parts_of_a_verb_are_enough(tmp_path: Path) -> None:
    (tmp_path / "numbered.toml").write_text(NUMBERED, encoding="utf-8")
    listed = [{"name": name} for name in ("add", "set", "remove")]
    wanted = ["TASK-1", "TASK-2", "TASK-4", "TASK-5", "TASK-6"]
    found = judgeable(wanted, Dialect(named("numbered.toml", tmp_path)), listed)
    assert [one.requirement for one in found if one.missing] == ["TASK-5"]


def test_a_requirement_of_which_no_scenario_can_be_run_cannot_be_judged() -> None:
    """What a run skips for want of a tool is no promise that is judged, whatever the verbs of it are."""
    specification = read_specification(ROOT / "features")
    found = judgeable(["TASK-5", "TASK-7"], V2, LISTED)
    cases = specification.cases.values()
    searches = [case.place for case in cases if "TASK-7" in case.identifiers and not case.large]
    lacking = dict.fromkeys(searches, "NOT OFFERED: find(kind)") | {searches[0]: "NOT OFFERED: find(page)"}
    told = after_dry_runs(found, lacking, specification)
    assert [(one.requirement, one.missing) for one in told] == [("TASK-5", ()), ("TASK-7", ("find(kind)",))]
    assert not after_dry_runs(found, {**lacking, searches[-1]: ""}, specification)[1].missing


def test_what_the_doctor_goes_through_is_what_a_run_goes_through() -> None:
    """Every scenario of a run is gone through, by its place, and what it lacks is told as a run tells it."""
    asked = {
        "name": "noteboard",
        "dialect": str(ROOT / "tests" / "dialects" / "noteboard.toml"),
        "features": str(ROOT / "features"),
        "tools": [{"name": name} for name in ("add", "board", "note", "push")],
    }
    done = subprocess.run(
        [sys.executable, "-m", "steps.support.dry_runs"],
        input=json.dumps(asked),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=True,
    )
    lacking = json.loads(done.stdout)
    cases = {case.place: case for case in read_specification(ROOT / "features").cases.values()}
    assert lacking.keys() == cases.keys()
    by_name = {cases[place].name: words for place, words in lacking.items()}
    assert by_name["A planned task is pending"] == ""
    # Of assertions only the first is gone through: of a second result, it can be told whether it is rejected.
    assert by_name["Submitting a result stores an artifact"] == "NOT OFFERED: artifacts of submitted work"
    assert by_name["A completed task rejects a second result and keeps the first artifact"] == ""
    assert by_name["A search by parent task finds exactly the subtasks of that task"].startswith("NOT OFFERED: add(")


def doctor(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "acceptance", "doctor", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, timeout=HANG_SECONDS, check=False
    )


def test_the_doctor_tells_what_can_be_judged_of_the_reference() -> None:
    told = doctor()
    assert f"{len(REQUIREMENTS)} of {len(REQUIREMENTS)} can be judged" in told.stdout, told.stdout + told.stderr
    assert told.returncode == 0


def test_the_doctor_tells_why_a_target_cannot_be_started() -> None:
    server = ROOT / "tests" / "sample_servers" / "raw.py"
    told = doctor("--command", f"{sys.executable} {server} ends")
    assert told.returncode == 1
    assert "No module named 'orchestrator'" in told.stdout
    assert "Traceback" not in told.stdout + told.stderr
