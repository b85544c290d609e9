"""The replay of a bug report: what calls owe to earlier answers is taken from the answers that the replay gets."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from acceptance.reporting.explaining.carrying import Carrier
from acceptance.reporting.explaining.kept_calls import KeptCall
from acceptance.reporting.explaining.messages import command_of, messages_of
from acceptance.reporting.explaining.replay import content_of, filled, told
from acceptance.targets.target import Target
from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "acceptance" / "reporting" / "explaining" / "replay.py"
NOTEBOARD = ROOT / "tests" / "sample_servers" / "noteboard.py"
TOOLS = ("add", "board", "link", "note", "push", "drop")


def call(tool: str, reply: object, **arguments: object) -> KeptCall:
    return KeptCall(tool, arguments, "accepted", reply)


def notes_of(*names: str) -> str:
    return json.dumps([{"name": name, "text": "long enough to be kept"} for name in names])


def replayed(tmp_path: Path, text: str, command: list[str]) -> tuple[int, str]:
    (tmp_path / "messages.jsonl").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "messages.jsonl", *command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    return done.returncode, done.stdout


def answers(printed: str) -> dict[int, Any]:
    told = [json.loads(line.removeprefix("<-- ")) for line in printed.splitlines() if line.startswith("<-- ")]
    return {one["id"]: content_of(one) for one in told if "id" in one}


def test_identities_in_prose_are_carried_over_on_a_server_that_speaks_prose(tmp_path: Path) -> None:
    # The run's board had other notes before, so that its identities are not those of an empty one.
    board = "## To do\n* N-7: First [weight 2] after -\n* N-8: Second [weight 2] after -\n## Doing\n## Done"
    calls = [
        call("add", "Added (append). There are 8 notes.", mode="append", batch=notes_of("First", "Second")),
        call("board", {"result": board}, columns="To do,Doing,Done"),
        call("link", "Linked.", first="N-7", then="N-8"),
        call("note", {"result": '{"note": {"ref": "N-8"}}'}, ref="N-8"),
        call("push", "N-8 is in the column Doing now (revision 2).", ref="N-8", revision=1),
    ]
    made = messages_of(calls, TOOLS, str)
    assert '"first": "{{3 result after' in made.lines[4]
    code, printed = replayed(tmp_path, made.text, [sys.executable, str(NOTEBOARD)])
    assert code == 0, printed
    assert answers(printed)[4]["result"] == "Linked."
    assert answers(printed)[5]["result"].startswith('{"note": {"ref": "N-2"')
    assert answers(printed)[6]["result"] == "N-2 is in the column Doing now (revision 2)."


@pytest.mark.parametrize(
    ("reply", "arguments", "carried"),
    [
        ({"id": 7, "state": "todo"}, {"id": 7}, {"id": "{{3 id}}"}),
        ({"task": {"id": "x"}}, {"taskId": "x"}, {"taskId": "{{3 task.id}}"}),
        ({"items": [{"uuid": "a"}, {"uuid": "b"}]}, {"blocks": ["b"]}, {"blocks": ["{{3 items.1.uuid}}"]}),
        ({"id": 1, "version": 1}, {"version": 1}, {"version": "{{3 version}}"}),
        ('{"id": "task_12345"}', {"ids": "task_12345,9"}, {"ids": "{{3 id}},9"}),
        ({"count": 3}, {"limit": 3}, {"limit": 3}),
        ({"state": "todo"}, {"state": "todo"}, {"state": "todo"}),
        ({"title": "Given 2026"}, {"title": "Given 2026"}, {"title": "Given 2026"}),
        ({"done": True}, {"id": True}, {"id": True}),
        ({"a.b": "task_12345"}, {"id": "task_12345"}, {"id": "task_12345"}),
        ("Created task_12345, as asked", {"id": "task_12345"}, {"id": "{{3 after 'Created '}}"}),
    ],
)
def test_only_what_the_server_made_up_is_carried_over(
    reply: object, arguments: Mapping[str, Any], carried: Mapping[str, Any]
) -> None:
    carrier = Carrier()
    assert carrier.arguments({"title": "Given 2026"}) == {"title": "Given 2026"}
    carrier.answered(3, reply)
    assert carrier.arguments(arguments) == carried


def test_what_is_carried_over_is_filled_in_with_its_type() -> None:
    known = {"3": {"items": [{"id": 5}]}, "4": "Created N-9: x", "workspace": "/w"}
    assert filled({"id": "{{3 items.0.id}}", "in": ["{{workspace}}/a"]}, known) == {"id": 5, "in": ["/w/a"]}
    assert filled("{{4 after 'Created '}} and {{3 items.0.id}}", known) == "N-9 and 5"
    assert filled("{{other}} stays", known) == "{{other}} stays"
    with pytest.raises(LookupError, match=r"the answer to message 3 contains nothing at items\.1\.id"):
        filled("{{3 items.1.id}}", known)
    assert told("prose", "a.b") is None


def test_folders_of_the_run_are_folders_of_the_replay() -> None:
    place = "/tmp/orchestrator-acceptance-ab12cd34"
    arguments = {"working_directory": f"{place}/server-003", "other": f"{place}/beside-x/else"}
    expected = {"working_directory": "{{workspace}}", "other": "{{folder}}/beside-x/else"}
    assert Carrier().arguments(arguments) == expected
    shared = {"working_directory": "/home/ada/suite/reports/campaign/workspace"}
    assert Carrier().arguments(shared) == {"working_directory": "{{workspace}}"}


def test_the_command_sets_the_variables_and_prepares_the_workspace() -> None:
    target = Target("t", ("my server", "--in", "{workspace}"), {"HOME": "{home}"}, prepare=("init", "-q"))
    inner = "init -q >&2 && exec env 'HOME={{home}}' 'my server' --in '{{workspace}}'"
    assert command_of(target).startswith("python3 replay.py messages.jsonl sh -c ")
    assert inner.replace("'", "'\"'\"'") in command_of(target)


def test_a_replay_that_gets_no_answer_says_where_it_stopped(tmp_path: Path) -> None:
    calls = [call("drop", "Dropped.", ref="N-404"), call("board", "")]
    code, printed = replayed(tmp_path, messages_of(calls, TOOLS, str).text, [sys.executable, str(NOTEBOARD)])
    assert code == 1
    assert printed.endswith("The replay stopped: the server ended before it answered message 2\n")
    code, printed = replayed(tmp_path, "{}", ["/no/such/server"])
    assert (code, printed.partition(":")[0]) == (1, "The server could not be started")
    code, printed = replayed(tmp_path, messages_of([], (), str).text, [sys.executable, "-c", "print('hello')"])
    assert code == 1 and "The replay stopped" in printed
