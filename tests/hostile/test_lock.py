"""One run at a time in a reports folder: whoever comes second is told who is there, and touches nothing."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from acceptance.commands import report as report_command
from acceptance.commands import sign as commands
from acceptance.errors import ReportsInUseError, SuiteError
from acceptance.locking.reports_lock import LOCK, VARIABLE, occupied, occupy, take_lock, undisturbed
from tests.hostile.aftermath import digests
from tests.judging.conftest import Bench
from tests.project import HANG_SECONDS, Project, ended, wait_for

HOLD = """
import sys, time
from pathlib import Path
from acceptance.locking.reports_lock import take_lock
take_lock(Path(sys.argv[1]), "acceptance run", "mine")
print("held", flush=True)
time.sleep(60)
"""
COMMANDS = (
    ("acceptance", "run", "--jobs", "1"),
    ("acceptance", "run", "--jobs", "2"),
    ("behave", "features/1_feature_integration/planning.feature"),
)
ONE = ("features/1_feature_integration/planning.feature", "--name", "The main task keeps the planned title")


@contextmanager
def holder(folder: Path, root: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of a folder."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], cwd=root, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def told(project: Project, *words: str, **variables: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=project.root,
        # The page is not what this is about, and the program that makes it would be fetched for each.
        env={**project.environment(), "npm_config_registry": "http://127.0.0.1:9", **variables},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def reports(project: Project) -> Path:
    """The reports folder of the project, with the results of an earlier run."""
    folder = project.root / "reports"
    (folder / "allure-results").mkdir()
    (folder / "allure-results" / "old-result.json").write_text('{"fullName": "old"}', encoding="utf-8")
    record = {
        "verdict": "Accepted",
        "reason": "all",
        "made": "2026-11-25T12:00:00+00:00",
        "digests": {"features": "f", "tools": "t", "results": "r"},
    }
    (folder / "sign-off.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


def test_whoever_comes_second_is_told_who_is_there_and_touches_nothing(project: Project, reports: Path) -> None:
    with holder(reports, project.root) as first:
        before = digests(reports)
        for words in COMMANDS:
            code, said = told(project, *words)
            assert code == 2, f"{words}: {said}"
            assert f"is in use: process {first.pid}, acceptance run" in said, f"{words}: {said}"
            assert 'on the target "mine"' in said and "ORCHESTRATOR_REPORTS=…" in said
            assert "Traceback" not in said
            assert digests(reports) == before, words
        code, said = told(project, "behave", *ONE, ORCHESTRATOR_REPORTS=str(project.root / "other"))
        assert code == 0, said
    # Killed, and free at once.
    code, said = told(project, "behave", *ONE)
    assert code == 0, said


LISTENING = """#!{python}
import os, sys
from pathlib import Path
from reference_orchestrator.__main__ import main
Path("{seen}").write_text(" ".join(os.path.realpath(f"/proc/self/fd/{{one}}") for one in os.listdir("/proc/self/fd"))
    + " " + " ".join(os.environ))
main()
"""


@pytest.mark.parametrize("shared", [("--jobs", "1"), ("--jobs", "2")])
def test_no_server_inherits_the_lock(project: Project, tmp_path: Path, shared: tuple[str, ...]) -> None:
    server, seen = tmp_path / "server", tmp_path / "seen.txt"
    server.write_text(LISTENING.format(python=sys.executable, seen=seen), encoding="utf-8")
    server.chmod(0o755)
    code, said = told(
        project, "acceptance", "run", "--command", str(server), *shared,
        "--", *ONE,
    )  # fmt: skip
    assert code == 0, said
    assert LOCK not in seen.read_text(encoding="utf-8")
    assert VARIABLE not in seen.read_text(encoding="utf-8")


MOVING = """#!{python}
import os
from pathlib import Path
from reference_orchestrator.__main__ import main
reports = Path("{reports}")
if (reports / ".lock").exists() and not Path("{aside}").exists():
    os.rename(reports, "{aside}")
    {harm}
main()
"""
HARMS = {"moved": "pass", "emptied": "reports.mkdir()", "replaced by a link": 'reports.symlink_to("{home}")'}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("shared", [(), ("--jobs", "2")], ids=["alone", "shared"])
def test_a_run_whose_reports_are_taken_away_says_so(
    project: Project, reports: Path, tmp_path: Path, harm: str, shared: tuple[str, ...]
) -> None:
    server, home = tmp_path / "server", tmp_path / "home"
    home.mkdir()
    (home / "notes.txt").write_text("nobody's business", encoding="utf-8")
    (home / "allure-results").mkdir()
    (home / "allure-results" / "one-result.json").write_text("{}", encoding="utf-8")
    (home / "evidence").mkdir()
    for name in ("outcomes.jsonl", "calls.jsonl"):
        (home / "evidence" / name).write_text("the user's\n", encoding="utf-8")
    before = digests(home)
    words = HARMS[harm].format(home=home)
    text = MOVING.format(python=sys.executable, reports=reports, aside=tmp_path / "aside", harm=words)
    server.write_text(text, encoding="utf-8")
    server.chmod(0o755)
    code, said = told(project, "acceptance", "run", "--command", str(server), *shared, "--", *ONE)
    assert (tmp_path / "aside").exists(), said
    assert code == 2, said
    assert "was moved, removed or replaced while the run wrote into it" in " ".join(said.split())
    assert "Traceback" not in said
    assert digests(home) == before


def test_a_run_whose_first_process_was_killed_still_keeps_others_out(project: Project, reports: Path) -> None:
    with ended(
        subprocess.Popen(
            [sys.executable, "-m", "acceptance", "run", "--jobs", "1"],
            cwd=project.root,
            env=project.environment(),
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
    ) as first:
        try:
            wait_for(lambda: len(list((reports / "allure-results").glob("*-result.json"))) > 2)
            first.kill()
            first.wait()
            code, said = told(project, "acceptance", "report")
            assert (code, "is in use" in said) == (2, True), said
        finally:
            os.killpg(first.pid, signal.SIGTERM)
    wait_for(lambda: told(project, "acceptance", "report")[0] != 2)


def test_what_reads_or_signs_waits_for_the_end_of_a_run_too(signed: Bench) -> None:
    lock = take_lock(signed.reports, "acceptance run", "mine")
    before = digests(signed.reports)
    for command in (commands.verify, lambda: commands.sign(by="Ada"), report_command.report):
        with pytest.raises(ReportsInUseError, match='acceptance run on the target "mine"'):
            command()
    assert digests(signed.reports) == before
    lock.release()
    assert commands.verify() == 0


def is_free(folder: Path) -> bool:
    try:
        take_lock(folder, "behave").release()
    except ReportsInUseError:
        return False
    return True


def test_the_same_process_does_not_hold_it_twice_and_a_fork_does_not_keep_it(tmp_path: Path) -> None:
    lock = take_lock(tmp_path, "acceptance run")
    with pytest.raises(ReportsInUseError, match=f"process {os.getpid()}"):
        take_lock(tmp_path, "behave")
    child = os.fork()
    if child == 0:
        signal.pause()
    try:
        lock.release()
        wait_for(lambda: is_free(tmp_path))
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"[" * 4096, b'{"pid": "\x1b[2J"}', b"\xff" * 9000])
def test_a_lock_that_tells_nothing_of_its_holder_holds_all_the_same(tmp_path: Path, content: bytes) -> None:
    lock = take_lock(tmp_path, "acceptance run")
    (tmp_path / LOCK).write_bytes(content)
    with pytest.raises(ReportsInUseError, match="a process that has just started") as raised:
        take_lock(tmp_path, "behave")
    assert str(raised.value).isprintable()
    with pytest.raises(ReportsInUseError), undisturbed(tmp_path):
        pass
    lock.release()


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    valuable = tmp_path / "valuable.txt"
    valuable.write_text("years of work", encoding="utf-8")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / LOCK).symlink_to(valuable)
    with pytest.raises(SuiteError, match=r"\.lock cannot be used"):
        take_lock(tmp_path / "reports", "behave")
    assert valuable.read_text(encoding="utf-8") == "years of work"


@pytest.mark.parametrize("number", ["0", "1", "999999", "x", "", "-1", "9" * 40])
def test_a_number_of_no_lock_in_the_environment_is_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    monkeypatch.setenv(VARIABLE, number)
    with occupied(tmp_path / "new", tmp_path, "behave"):
        monkeypatch.setenv(VARIABLE, number)
        with pytest.raises(ReportsInUseError):
            occupy(tmp_path / "new", tmp_path, "behave")


def test_the_folder_of_somebody_else_gets_no_lock(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(SuiteError, match="was not emptied"):
        occupy(tmp_path, tmp_path, "behave")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
