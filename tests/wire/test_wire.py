"""Mutants on the wire: how they are made, what they change, and a sample of them that scenarios must notice."""

import subprocess
import sys
import tomllib
from typing import Any

import pytest

from tests.flawed.bench import ROOT
from tests.flawed.record import Record
from tests.flawed.trial import Trial
from tests.wire.changing import Memory, change_reply
from tests.wire.mutants import EVERY, Kind, Mutant, Side, all_mutants, all_tools
from tests.wire.promised import ONLY_TRUE, PROMISED
from tests.wire.run import SAMPLE
from tests.wire.table import Outcome, judge, known_survivors

NAMES = list(tomllib.loads(SAMPLE.read_text(encoding="utf-8")))
REPLY = {"tasks": [{"task_id": "a", "title": "A", "list": [1, 2]}, {"task_id": "b", "title": "B"}], "total_count": 2}


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Trial]:
    """The sample, by a process of its own, because behave is loaded there for good."""
    record = tmp_path_factory.mktemp("wire") / "trials.json"
    command = [sys.executable, "-m", "tests.wire.run", "--held", "--record", str(record)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert record.exists(), done.stdout + done.stderr
    return Record(record).trials


@pytest.mark.parametrize("name", NAMES)
def test_a_mutant_of_each_kind_is_noticed(trials: dict[str, Trial], name: str) -> None:
    outcome, details = judge(trials[name])
    assert outcome is Outcome.NOTICED, details
    assert trials[name].reached


def test_every_tool_has_mutants_and_every_promise_is_a_field() -> None:
    mutants = all_mutants().values()
    assert {one.tool for one in mutants} == set(all_tools())
    assert {*PROMISED, *ONLY_TRUE} <= set(all_tools())
    places = {(one.tool, ".".join(part for part in one.path if part != EVERY)) for one in mutants}
    promised = {(tool, place) for table in (PROMISED, ONLY_TRUE) for tool, fields in table.items() for place in fields}
    assert promised <= places


def test_each_kind_of_change_is_made() -> None:
    assert {one.kind for one in all_mutants().values()} == set(Kind)
    assert {one.side for one in all_mutants().values()} == set(Side)


@pytest.mark.parametrize(
    ("path", "kind", "expected"),
    [
        (("total_count",), Kind.ABSENT, {"tasks": REPLY["tasks"]}),
        (("tasks",), Kind.FIRST, {**REPLY, "tasks": REPLY["tasks"][:1]}),
        (("tasks",), Kind.REVERSED, {**REPLY, "tasks": REPLY["tasks"][::-1]}),
        (("tasks",), Kind.EMPTY, {**REPLY, "tasks": []}),
        (("nowhere", "*", "title"), Kind.ABSENT, REPLY),
    ],
)
def test_a_field_of_a_reply_is_changed(path: tuple[str, ...], kind: Kind, expected: dict[str, Any]) -> None:
    assert change_reply(REPLY, path, kind, Memory()) == expected


def test_a_field_of_each_item_is_changed_and_the_reply_itself_is_not() -> None:
    swapped = change_reply(REPLY, ("tasks", EVERY, "title"), Kind.SWAPPED, Memory())
    assert [one["title"] for one in swapped["tasks"]] == ["B", "A"]
    assert [one["title"] for one in REPLY["tasks"]] == ["A", "B"]
    left = change_reply(REPLY, ("tasks", EVERY, "list"), Kind.ABSENT, Memory())
    assert all("list" not in one for one in left["tasks"])


def test_a_stale_field_is_that_of_the_same_thing_before() -> None:
    memory = Memory()
    first = {"tasks": [{"task_id": "a", "title": "Old"}]}
    second = {"tasks": [{"task_id": "b", "title": "Other"}, {"task_id": "a", "title": "New"}]}
    path = ("tasks", EVERY, "title")
    assert change_reply(first, path, Kind.STALE, memory) == first
    assert [one["title"] for one in change_reply(second, path, Kind.STALE, memory)["tasks"]] == ["Other", "Old"]


def test_each_survivor_that_is_known_is_a_mutant_and_says_why() -> None:
    assert known_survivors().keys() <= all_mutants().keys()
    assert all(len(reason) > len("no promise") for reason in known_survivors().values())


def test_a_mutant_has_a_name_that_a_folder_can_have() -> None:
    assert all(len(name) < 100 and "/" not in name for name in all_mutants())
    mutant = Mutant("orchestrator_query_tasks", Side.REPLY, ("tasks", EVERY, "title"), Kind.STALE)
    assert all_mutants()[mutant.name] == mutant
