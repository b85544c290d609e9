"""A whole run on a server that answers no call: everything fails, nothing breaks, and nothing is left of it."""

import json
import sys
from collections import defaultdict

import pytest

from tests.project import SERVER, WHOLE_SECONDS, Project

QUICK = "timeouts = { connect = 2, call = 1, close = 1 }"
# What needs no answer to a call: what the list of tools shows, and which processes are left.
JUDGED_WITHOUT_AN_ANSWER = {
    "No tool that plans, changes or deletes is annotated as read-only",
    "No tool that deletes or overwrites is annotated as harmless",
    "The tool list takes at most 25,000 tokens",
    "Over all pages of the tool list, no tool is listed twice",
    "No orchestrator started in the test run leaves processes running",
}


def endings(project: Project) -> dict[str, list[str]]:
    """The names of the scenarios by how they ended."""
    found = defaultdict(list)
    for path in (project.root / "reports" / "allure-results").glob("*-result.json"):
        read = json.loads(path.read_text(encoding="utf-8"))
        found[read["status"]].append(read["name"])
    return found


@pytest.mark.costly
def test_a_server_that_answers_no_call_is_all_red(project: Project) -> None:
    project.add_target("silent", [sys.executable, str(SERVER), "silent"], QUICK)
    # What is judged by the list of tools alone is left out: the list is answered. What is skipped could not be tried.
    chosen = ("-t", "not @PROTO-5 and not @large and not @CLIENT-2", "--exclude", "documentation.feature")
    done = project.behave("-Dtarget=silent", *chosen, seconds=WHOLE_SECONDS)
    found = endings(project)
    assert set(found) <= {"failed", "skipped", "passed"}, (list(found), done.stdout[-2000:])
    assert set(found["passed"]) <= JUDGED_WITHOUT_AN_ANSWER
    assert len(found["failed"]) > 700
    assert "Traceback" not in done.stdout + done.stderr
    assert not project.left_behind()
