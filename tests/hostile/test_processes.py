"""A run that is stopped, killed or left with processes by a server tells so, keeps what was seen, leaves nothing."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest

from acceptance.evidence.evidence import Evidence
from acceptance.leftovers import clear, find_leftovers, owned_folder
from acceptance.leftovers.folders import LOCK, abandoned_folders
from acceptance.servers.server_pool import ServerPool
from acceptance.supervision.process_table import marked
from acceptance.targets.target import Target, Timeouts
from acceptance.transport.warm_launcher import WarmLauncher
from tests.project import HANG_SECONDS, Project, ended, wait_for

ROOT = Path(__file__).resolve().parents[2]
AMBUSH = ROOT / "tests" / "hostile" / "servers" / "ambush.py"
FEATURE = "features/1_feature_integration/planning.feature"
FEATURES = (FEATURE, "features/1_feature_integration/executing.feature")
# More than can be over before a busy machine comes to end it.
LONG = ("features/1_feature_integration", "features/2_api_testing")
WARM = ("reference_orchestrator.serving", "reference_orchestrator.__main__")
DRIVER = """
import sys
from pathlib import Path
from acceptance.evidence.evidence import Evidence
from acceptance.servers.server_pool import ServerPool
from acceptance.transport.warm_launcher import launcher_for
from acceptance.targets.target import Target, Timeouts
reports = Path(sys.argv[1])
warm = tuple(filter(None, sys.argv[2].split(",")))
target = Target("one", tuple(sys.argv[3:]), warm=warm, timeouts=Timeouts(connect=10, call=5, close=1))
evidence = Evidence(reports, lambda _: None)
with launcher_for(target, reports) as launcher, ServerPool(target, launcher, reports, evidence) as pool:
    try:
        print(pool.shared().connection.process.pid, flush=True)
    except Exception as error:
        print(type(error).__name__, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def mark(tmp_path: Path) -> Iterator[str]:
    """What the processes are known by that the ambush detaches; none is left after the test, whatever came of it."""
    mark = str(tmp_path / "mark")
    yield mark
    for pid in detached(mark):
        os.kill(pid, signal.SIGKILL)


def detached(mark: str) -> list[int]:
    """The processes that the ambush has detached."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"DETACHED_FROM={mark}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def accept(
    project: Project, harm: str, mark: str, jobs: str = "1", features: Sequence[str] = FEATURES
) -> AbstractContextManager[subprocess.Popen[str]]:
    """`acceptance run` on the ambush, in so many processes, in a group of its own."""
    command = [sys.executable, "-m", "acceptance", "run", "--command", f'{sys.executable} {AMBUSH} "{harm}" {mark}']
    return ended(
        subprocess.Popen(
            [*command, "--jobs", jobs, "--", *features],
            cwd=project.root,
            env={**project.environment(), "PYTHONPATH": f"{project.root}{os.pathsep}{ROOT}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    )


def results(project: Project) -> list[str]:
    files = (project.root / "reports" / "allure-results").glob("*-result.json")
    return [json.loads(file.read_text(encoding="utf-8"))["status"] for file in files]


def assert_nothing_left(project: Project, mark: str, output: str) -> None:
    wait_for(lambda: not project.left_behind() and not detached(mark))
    assert not list(project.place.iterdir())
    assert "Traceback" not in output
    assert "Event loop is closed" not in output


def test_a_run_that_is_stopped_is_continued_and_says_so(project: Project, mark: str) -> None:
    with accept(project, "stops the run", mark) as run:
        output, _ = run.communicate(timeout=HANG_SECONDS)
    assert "The run was stopped from outside (signal SIGSTOP) and continued." in output, output
    assert "Scenarios: " in output
    assert run.returncode == 1
    assert_nothing_left(project, mark, output)


def test_a_run_that_is_stopped_again_is_ended_with_what_was_seen(project: Project, mark: str) -> None:
    with accept(project, "stops the run again and again", mark) as run:
        output, _ = run.communicate(timeout=HANG_SECONDS)
    assert "The run was stopped from outside again (signal SIGSTOP), so it was ended" in output, output
    assert run.returncode == 1
    assert_nothing_left(project, mark, output)


def test_a_run_that_is_killed_is_told_with_what_was_seen(project: Project, mark: str) -> None:
    with accept(project, "kills the run", mark) as run:
        output, _ = run.communicate(timeout=HANG_SECONDS)
    assert "The run was killed from outside (signal SIGKILL): the results so far are kept." in output, output
    assert run.returncode == 1
    assert_nothing_left(project, mark, output)


def test_what_hides_from_a_killed_supervisor_is_found_by_the_run(project: Project, mark: str) -> None:
    with accept(project, "kills what watches over it", mark) as run:
        output, _ = run.communicate(timeout=HANG_SECONDS)
    assert "server-001 killed the process that supervises it, and was ended." in output, output
    assert re.search(r"A server left \d+ process.*\(sh.* ended: this breaks SAFE-2\.", output), output
    assert_nothing_left(project, mark, output)


@pytest.mark.parametrize("harm", ["interrupts the run", "terminates the run"])
def test_a_run_that_is_interrupted_by_its_server_ends_in_good_order(project: Project, mark: str, harm: str) -> None:
    with accept(project, harm, mark) as run:
        output, _ = run.communicate(timeout=HANG_SECONDS)
    assert run.returncode != 0
    assert_nothing_left(project, mark, output)


@pytest.mark.parametrize(
    ("harm", "words"),
    [("stops the run", "was stopped from outside (signal SIGSTOP) and continued"), ("kills the run", "by signal 9")],
)
def test_shards_are_watched_too(project: Project, mark: str, harm: str, words: str) -> None:
    with accept(project, harm, mark, "2") as run:
        output, _ = run.communicate(timeout=HANG_SECONDS)
    assert words in output, output
    assert run.returncode == 1, output
    assert_nothing_left(project, mark, output)


def test_a_user_may_suspend_shards_and_go_on(project: Project, mark: str) -> None:
    with accept(project, "nothing", mark, "2") as run:
        wait_for(lambda: results(project))
        os.kill(run.pid, signal.SIGTSTP)
        assert os.waitid(os.P_PID, run.pid, os.WSTOPPED | os.WNOWAIT) is not None
        seen = len(results(project))
        time.sleep(2)
        assert len(results(project)) == seen
        os.kill(run.pid, signal.SIGCONT)
        output, _ = run.communicate(timeout=HANG_SECONDS)
    assert len(results(project)) > seen, output
    assert "from outside" not in output
    assert_nothing_left(project, mark, output)


def test_shards_end_with_their_terminal(project: Project, mark: str) -> None:
    with accept(project, "nothing", mark, "2", LONG) as run:
        wait_for(lambda: results(project))
        os.kill(run.pid, signal.SIGHUP)
        output, _ = run.communicate(timeout=HANG_SECONDS)
    assert run.returncode == 1, output
    assert "The run was interrupted: the results so far are kept." in output
    assert_nothing_left(project, mark, output)


def test_a_user_may_suspend_a_run_and_go_on(project: Project, mark: str) -> None:
    with accept(project, "nothing", mark) as run:
        wait_for(lambda: results(project))
        # As Ctrl-Z does, but for the signal: a group without a shell is not heeded with SIGTSTP.
        os.killpg(run.pid, signal.SIGSTOP)
        time.sleep(2)
        seen = len(results(project))
        os.killpg(run.pid, signal.SIGCONT)
        output, _ = run.communicate(timeout=HANG_SECONDS)
    assert len(results(project)) > seen, output
    assert "from outside" not in output
    assert_nothing_left(project, mark, output)


def test_a_child_that_holds_the_streams_holds_up_nothing(tmp_path: Path) -> None:
    done = drive(tmp_path, "", "leaves a child that holds its streams").communicate("", timeout=HANG_SECONDS)
    assert "ConnectFailedError" in done[0], done
    assert "Event loop is closed" not in done[1]
    assert "Traceback" not in done[1]
    assert not list(marked_below(tmp_path))


def drive(folder: Path, warm: str, *words: str) -> subprocess.Popen[str]:
    """A driver with one server, which it ends when its input is closed."""
    command = [sys.executable, "-W", "error::ResourceWarning", "-c", DRIVER, str(folder), warm]
    return subprocess.Popen(
        [*command, sys.executable, str(AMBUSH), *words],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder), "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def marked_below(folder: Path) -> Iterator[int]:
    """The processes that stand below a folder."""
    for one, _ in marked(""):
        with suppress(OSError):
            if Path(f"/proc/{one.pid}/cwd").readlink().is_relative_to(folder):
                yield one.pid


def test_after_a_kill_of_the_driver_nothing_lives_and_the_next_run_clears_up(
    tmp_path: Path, mark: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory(prefix="oa-") as place:
        folder = Path(place)
        driver = drive(folder, "", "defies", mark)
        with driver:
            assert driver.stdout
            pid = int(driver.stdout.readline())
            wait_for(lambda: detached(mark))
            driver.kill()
            driver.wait()
        wait_for(lambda: not Path(f"/proc/{pid}").exists() and not detached(mark))
        monkeypatch.setattr(tempfile, "tempdir", place)
        (left,) = [one for one in find_leftovers() if one.folder and one.folder.parent == folder]
        with owned_folder("orchestrator-acceptance-", folder) as living:
            assert [one.folder for one in clear([left])] == [left.folder]
            assert list(folder.glob("orchestrator-*")) == [living]
        assert not list(folder.glob("orchestrator-*"))


def test_folders_that_are_not_ours_are_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / LOCK).touch()
    (tmp_path / "orchestrator-acceptance-link").symlink_to(precious)
    (tmp_path / "orchestrator-acceptance-without-a-lock").mkdir()
    linked = tmp_path / "orchestrator-warm-linked"
    linked.mkdir()
    (linked / LOCK).symlink_to(precious / LOCK)
    piped = tmp_path / "oa-run-piped"
    piped.mkdir()
    os.mkfifo(piped / LOCK)
    strange = tmp_path / "orchestrator-strange"
    strange.mkdir()
    (strange / LOCK).touch()
    assert [one for one in abandoned_folders() if one.parent == tmp_path] == []


def reference(reports: Path) -> Target:
    command = (sys.executable, "-m", "reference_orchestrator")
    timeouts = Timeouts(connect=20, call=5, close=2)
    return Target("reference", command, warm=WARM, environment={"PYTHONPATH": str(ROOT)}, timeouts=timeouts)


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGKILL])
def test_without_the_process_that_forks_servers_they_are_started_as_commands(
    tmp_path: Path, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("acceptance.transport.warm_launcher.FORK_SECONDS", 1.0)
    target, evidence = reference(tmp_path), Evidence(tmp_path / "evidence", lambda _: None)
    with WarmLauncher(sys.executable, WARM, {"PYTHONPATH": str(ROOT)}, tmp_path / "warm.txt") as launcher:
        assert launcher.wait_until_ready()
        with ServerPool(target, launcher, tmp_path, evidence) as pool:
            assert pool.own().alive
            assert launcher._process
            os.kill(launcher._process.pid, number)
            began = time.monotonic()
            assert pool.own().alive
            assert pool.own().alive
            assert time.monotonic() - began < HANG_SECONDS
    words = [one for one in evidence.trouble if "from now on servers are started as commands" in one]
    assert len(words) == 1, evidence.trouble
