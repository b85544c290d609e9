"""A run on hostile targets that is cut short loses nothing, leaves nothing, and goes on where it stopped."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from acceptance.system.rights import BOUND_BY_MODES
from tests.flawed.bench import ROOT
from tests.hostile.record import Found, Record
from tests.project import HANG_SECONDS

COMMAND = [sys.executable, "-m", "tests.hostile.run", "--jobs", "1", "--record"]
ORDINARY = BOUND_BY_MODES if os.geteuid() == 0 else ()
"""In front of a command: root passes over the modes of files otherwise."""
FIRST, SECOND = "harmless", "a-child-that-only-forks"


def processes_in(folder: Path) -> list[int]:
    """The processes that have the folder as their TMPDIR."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"TMPDIR={folder}".encode() in (process / "environ").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue
    return found


@pytest.mark.costly
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_a_run_that_is_interrupted_goes_on_where_it_stopped(tmp_path: Path, number: signal.Signals) -> None:
    record, folder = tmp_path / "found.jsonl", tmp_path / "tmp"
    folder.mkdir()
    environment = {**os.environ, "TMPDIR": str(folder)}
    with subprocess.Popen([*COMMAND, record, FIRST, SECOND], cwd=ROOT, env=environment, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        first = run.stdout.readline().decode()
        sleep(0.5)
        run.send_signal(number)
        assert run.wait(HANG_SECONDS) == 128 + signal.SIGINT
    assert FIRST in first
    assert "held" in first
    assert list(Record(record).found) == [FIRST]
    assert list(folder.iterdir()) == []
    until = monotonic() + 10
    while (left := processes_in(folder)) and monotonic() < until:
        sleep(0.1)
    assert left == []
    again = subprocess.run([*COMMAND, record, FIRST, SECOND], cwd=ROOT, capture_output=True, text=True, check=True)
    assert FIRST not in again.stdout
    assert list(Record(record).found) == [FIRST, SECOND]


@pytest.mark.costly
def test_a_run_of_some_scenarios_that_takes_too_long_is_a_problem(tmp_path: Path) -> None:
    record = tmp_path / "found.jsonl"
    run = subprocess.run([*COMMAND, record, "--seconds", "0.1", FIRST], cwd=ROOT, check=False)
    assert run.returncode == 1
    problem = Record(record).found[FIRST].problems[0]
    assert problem.startswith("the run itself failed: it took longer than 0 s, in which ")


@pytest.mark.costly
def test_a_whole_run_that_takes_too_long_is_judged_by_what_was_run(tmp_path: Path) -> None:
    record = tmp_path / "found.jsonl"
    run = subprocess.run([*COMMAND, record, "--whole", "--seconds", "12", FIRST], cwd=ROOT, check=False)
    found = Record(record).found[FIRST]
    assert (run.returncode, found.problems) == (0, [])
    assert found.whole
    assert found.unmet > 100
    assert sum(found.outcomes.values()) > 0


@pytest.mark.skipif(bool(ORDINARY) and shutil.which("setpriv") is None, reason="there is no setpriv here")
def test_folders_that_nobody_may_enter_are_removed_by_an_ordinary_user_too(tmp_path: Path) -> None:
    record = tmp_path / "found.jsonl"
    names = ["the-workspace-is-closed", "folders-that-resist"]
    subprocess.run([*ORDINARY, *COMMAND, record, *names], cwd=ROOT, check=False)
    assert {name: found.problems for name, found in Record(record).found.items()} == {name: [] for name in names}


def test_a_line_that_was_cut_short_is_no_record(tmp_path: Path) -> None:
    file = tmp_path / "found.jsonl"
    Record(file).add(Found(name="one", problems=["it harms"]))
    with file.open("a", encoding="utf-8") as lines:
        lines.write('{"name": "tw')
    record = Record(file)
    assert list(record.found) == ["one"]
    record.add(Found(name="two"))
    assert Record(file).found == {"one": Found(name="one", problems=["it harms"]), "two": Found(name="two")}
