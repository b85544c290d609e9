"""`doctor`: what a server's own tools are taken for, a mapping to begin with, and no more promised than a run finds."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from acceptance.contract.dialects import Dialect, shipped
from acceptance.contract.dialects.readings import mapping, readings, suggested
from acceptance.judging.judgeable import judgeable, only_of_the_whole
from acceptance.specification.features import read_specification
from acceptance.specification.requirements import read_requirements
from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
NOTEBOARD = ROOT / "tests" / "sample_servers" / "noteboard.py"
CONTRACT = shipped("2.0")
# What a run judges, passed or failed, of a server of whose tools nothing is known: so it did of noteboard.py.
# Three more need nothing but a list of tools.
JUDGED_OF_ANY_SERVER = {
    *("API-4", "SYS-4", "FSM-3", "FSM-4", "OSM-1", "PROTO-2", "PROTO-4"),
    *("CLIENT-1", "CLIENT-2", "CLIENT-3"),
}


def tool(name: str, *parameters: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "inputSchema": {"properties": {one: {} for one in parameters}, "required": list(parameters)},
        **more,
    }


def test_a_newcomer_is_told_what_each_tool_is_taken_for_and_what_to_write() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "acceptance", "doctor", "--command", f"{sys.executable} {NOTEBOARD}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    told = done.stdout
    assert "lists 6 tools; no dialect file of the suite fits them" in told, told + done.stderr
    assert 'add                      plan: its name says "add", but what fills batch, mode is not understood' in told
    assert "push                     nothing: neither its name nor its description says so" in told
    assert '  [verbs.look]  # its description says "tell" and "note"\n  tool = "note"' in told
    assert "The others need tools of the contract, or a dialect file" in told
    assert "orchestrator_plan_task" not in told
    assert done.returncode == 0


def test_what_a_dialect_says_is_no_guess() -> None:
    listed = [tool("create_task", "name"), tool("update_task", "id"), tool("list_tasks"), tool("remove_task", "id")]
    told = {one.tool: one.words for one in readings(listed, shipped("dex"))}
    assert told["create_task"] == "plan (dialect dex)"
    assert told["update_task"] == "change, delete, start, submit (dialect dex)"
    assert told["remove_task"] == 'delete: its name says "remove" and "task" (not in the dialect)'
    assert not suggested(listed, shipped("dex"))


def test_the_mapping_can_be_read_whatever_the_server_says() -> None:
    hostile = tool('add_task"]\n[verbs.x]', "title", 'a"\nb', description="x")
    (guess,) = suggested([hostile], CONTRACT)
    read = tomllib.loads("\n".join(mapping([guess])))
    assert read == {"verbs": {"plan": {"tool": hostile["name"], "arguments": {"title": "title"}}}}


@pytest.mark.parametrize("form", ["2.0", "dex"], ids=["a server without a dialect", "a server with one"])
def test_no_more_is_promised_than_a_run_finds(form: str) -> None:
    requirements = read_requirements(ROOT / "features" / "requirements.md")
    whole = only_of_the_whole(read_specification(ROOT / "features"))
    listed = [tool("create_task"), tool("update_task"), tool("list_tasks")]
    judged = judgeable(requirements, Dialect(shipped(form)), listed, over_http=False, whole=whole)
    can = {one.requirement for one in judged if not one.missing}
    assert can >= JUDGED_OF_ANY_SERVER
    assert form != "2.0" or can == JUDGED_OF_ANY_SERVER
    assert can.isdisjoint(whole)
    assert "PROTO-5" not in can
    # What is judged of the whole run is judged of a server that keeps the contract.
    contract = json.loads((ROOT / "tests" / "reference" / "contract_schemas.json").read_text(encoding="utf-8"))
    tools = contract["tools"] if isinstance(contract, dict) else contract
    assert not [one for one in judgeable(requirements, Dialect(CONTRACT), tools, whole=whole) if one.missing]
