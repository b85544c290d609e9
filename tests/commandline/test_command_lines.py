"""Whole lines, each a process of its own, against servers that work and servers that do not."""

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from acceptance.contract.tools import TOOLS
from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
RAW = ROOT / "tests" / "sample_servers" / "raw.py"
NOTEBOARD = ROOT / "tests" / "sample_servers" / "noteboard.py"


@dataclass(frozen=True)
class Desk:
    """A folder in which somebody types."""

    folder: Path

    def type(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"]))
        inherited = {name: text for name, text in os.environ.items() if not name.startswith("ORCHESTRATOR_")}
        environment = {**inherited, "PATH": path, "XDG_STATE_HOME": str(self.folder / "state"), **variables}
        return subprocess.run(
            words, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=HANG_SECONDS, check=False
        )

    def against(self, manner: str) -> dict[str, str]:
        return {"ORCHESTRATOR_COMMAND": f"{sys.executable} {RAW} {manner}"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_every_tool_of_the_contract_is_a_command() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    lines = {name for name, place in scripts.items() if place == "acceptance.commandline.main:main"}
    assert lines == set(TOOLS)


def test_a_session_carries_over_between_servers_started_from_nothing(desk: Desk) -> None:
    opened = desk.type("orchestrator_initialize_session", "--working-directory=work", "--json")
    assert json.loads(opened.stdout)["working_directory"] == str(desk.folder / "work"), opened.stderr
    planned = desk.type("orchestrator_plan_task", "--title=Änderung: \u201e1\u201c", "--json")
    assert "--description was left out and is filled" in planned.stderr
    task = json.loads(planned.stdout)["task_id"]
    looked = desk.type(sys.executable, "-m", "acceptance", "call", "orchestrator_query_tasks", "--search-text=änderung")
    assert f"task_id: {task}" in looked.stdout, looked.stderr
    assert "title: 'Änderung: \u201e1\u201c'" in looked.stdout
    assert sorted(path.name for path in desk.folder.iterdir()) == ["state", "work"]


@pytest.mark.parametrize(
    ("manner", "code", "told"),
    [
        ("refuses", 1, "No."),
        ("dies", 1, "it ended before it answered tools/call\nIts last words:\nthe disk of this server is on fire"),
        ("ends", 2, "No module named 'orchestrator'"),
        ("breaks", 1, "was not answered"),
    ],
)
def test_what_goes_wrong_is_told_without_a_traceback(desk: Desk, manner: str, code: int, told: str) -> None:
    done = desk.type("orchestrator_get_status", **desk.against(manner))
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_that_asks_something_itself_gets_an_answer(desk: Desk) -> None:
    told = desk.type("orchestrator_get_status", **desk.against("asks"))
    assert told.stdout == "Heard: own ping {}, own roots/list -32601\n", told.stderr


def test_prose_is_printed_as_it_is(desk: Desk) -> None:
    assert desk.type("orchestrator_get_status", **desk.against("agrees")).stdout == "Done.\n"
    told = desk.type("orchestrator_get_status", "--json", **desk.against("agrees"))
    assert json.loads(told.stdout) == {"text": "Done."}


def test_a_tool_that_is_not_offered_is_told_with_those_that_are(desk: Desk) -> None:
    done = desk.type("orchestrator_cancel_task", "--task-id=x", **desk.against("lies"))
    assert done.returncode == 2
    assert "does not offer orchestrator_cancel_task; it offers: " in done.stderr


def test_tools_that_nobody_knows_can_be_called_too(desk: Desk) -> None:
    done = desk.type(sys.executable, "-m", "acceptance", "call", "juggle", **desk.against("lies"))
    assert (done.returncode, done.stdout) == (0, "Done.\n")


@pytest.mark.parametrize(
    "line",
    [
        "--target reference orchestrator_plan_task --title x",
        "--json --target=reference --title x orchestrator_plan_task",
        "--title=x orchestrator_plan_task --target reference",
        "orchestrator_plan_task --title x --target reference",
    ],
)
def test_the_words_of_a_call_may_stand_in_any_order(desk: Desk, line: str) -> None:
    done = desk.type(sys.executable, "-m", "acceptance", "call", *line.split())
    assert done.returncode == 0, done.stderr
    assert "task_" in done.stdout


def test_a_tool_of_another_contract_is_found_behind_its_flags(desk: Desk) -> None:
    against = ("--command", f"{sys.executable} {NOTEBOARD}")
    done = desk.type(sys.executable, "-m", "acceptance", "call", *against, "--ref", "N-1", "note")
    assert done.stdout == "Sorry, there is no N-1.\n", done.stderr
    listed = desk.type(sys.executable, "-m", "acceptance", "call", *against)
    assert "Push a note into the next column." in listed.stdout
    unknown = desk.type(sys.executable, "-m", "acceptance", "call", *against, "juggle")
    assert "does not offer juggle; it offers: add, " in unknown.stderr


def test_a_rejection_in_prose_ends_with_1_where_the_dialect_tells_it(desk: Desk) -> None:
    dialect = ROOT / "tests" / "dialects" / "noteboard.toml"
    targets = desk.folder / "targets.toml"
    server = json.dumps([sys.executable, str(NOTEBOARD)])
    targets.write_text(f'[targets.board]\ncommand = {server}\ndialect = "{dialect}"\n', encoding="utf-8")
    call = (sys.executable, "-m", "acceptance", "call", "--target", "board")
    against = {"ORCHESTRATOR_TARGETS": str(targets)}
    rejected = desk.type(*call, "note", "--ref", "N-1", **against)
    told = (rejected.returncode, rejected.stdout, rejected.stderr)
    assert told == (1, "", "Sorry, there is no N-1.\n")
    accepted = desk.type(*call, "board", **against)
    assert (accepted.returncode, accepted.stderr) == (0, "")


def test_a_shell_completes_flags_and_choices(desk: Desk) -> None:
    asked = {"_ORCHESTRATOR_QUERY_TASKS_COMPLETE": "bash_complete", **desk.against("agrees")}
    flags = desk.type("orchestrator_query_tasks", COMP_WORDS="orchestrator_query_tasks --sea", COMP_CWORD="1", **asked)
    assert flags.stdout.split() == ["plain,--search-text"], flags.stderr
    line = "orchestrator_query_tasks --status pending,in"
    choices = desk.type("orchestrator_query_tasks", COMP_WORDS=line, COMP_CWORD="2", **asked)
    assert choices.stdout.split() == ["plain,pending,in_progress"]


def test_the_completion_of_a_shell_names_every_tool(desk: Desk) -> None:
    told = desk.type(sys.executable, "-m", "acceptance", "call", "--completion", "zsh")
    assert all(f"#compdef {tool}" in told.stdout for tool in TOOLS)
    assert desk.type(sys.executable, "-m", "acceptance", "call", "--completion", "abacus").returncode == 2


def test_a_target_over_http_is_started_for_the_line_and_ended_with_it(desk: Desk) -> None:
    opened = desk.type("orchestrator_initialize_session", "--working-directory=work", "--target=reference-http")
    assert opened.returncode == 0, opened.stderr
    told = desk.type("orchestrator_get_status", "--target=reference-http", "--json")
    assert json.loads(told.stdout)["counts"]["pending"] == 0, told.stderr


def test_a_tool_of_another_name_is_reached_by_ours(desk: Desk) -> None:
    words = f'command = ["{sys.executable}", "{RAW}", "lies"]'
    renamed = 'rename = { orchestrator_cancel_task = "juggle" }'
    (desk.folder / "mine.toml").write_text(f"[targets.mine]\n{words}\n{renamed}\n")
    variables = {"ORCHESTRATOR_TARGETS": str(desk.folder / "mine.toml"), "ORCHESTRATOR_TARGET": "mine"}
    done = desk.type("orchestrator_cancel_task", **variables)
    assert (done.returncode, done.stdout) == (0, "Done.\n"), done.stderr
