"""A suite that cannot be written to runs all the same, and a disk that cannot is told in a sentence."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from allure_commons import model2

from acceptance.system.paths import Paths, cache_folder, own_temporary_folder
from acceptance.system.rights import BOUND_BY_MODES
from steps.support.result_writer import ResultWriter
from tests.hostile.aftermath import digests
from tests.project import HANG_SECONDS, Project

ONE = ("features/1_feature_integration/planning.feature", "--name", "The main task keeps the planned title")
ORDINARY = BOUND_BY_MODES if os.geteuid() == 0 else ()
"""In front of a command: root passes over the modes of files otherwise."""

pytestmark = pytest.mark.skipif(bool(ORDINARY) and shutil.which("setpriv") is None, reason="there is no setpriv here")


@pytest.fixture
def installed(project: Project) -> Iterator[Project]:
    """The project as somebody else has installed it: nothing in it can be written to."""
    folders = [path for path in (project.root, *project.root.rglob("*")) if path.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    yield project
    for folder in folders:
        folder.chmod(0o755)


def told(project: Project, folder: Path, *words: str, **variables: str) -> tuple[int, str]:
    kept = {name: value for name, value in project.environment().items() if name not in {"HOME", "XDG_CACHE_HOME"}}
    done = subprocess.run(
        [*ORDINARY, sys.executable, "-m", *words],
        cwd=folder,
        # The page is not what this is about, and the program that makes it would be fetched for each.
        env={**kept, "npm_config_registry": "http://127.0.0.1:9", **variables},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_it_runs_from_another_folder_and_writes_there(installed: Project, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    before = digests(installed.root)
    # A home that cannot be made, so that the cache goes among the temporary files.
    code, said = told(installed, theirs, "acceptance", "run", "--", *ONE, HOME="/dev/null/x")
    assert code == 0, said
    assert "Scenarios: 1 of 1 passed" in said
    assert [path.name for path in theirs.iterdir()] == ["reports"]
    assert digests(installed.root) == before


def test_a_bare_behave_writes_into_the_folder_that_is_named(installed: Project, tmp_path: Path) -> None:
    before = digests(installed.root)
    code, said = told(installed, installed.root, "behave", *ONE, ORCHESTRATOR_REPORTS=str(tmp_path / "theirs"))
    assert code == 0, said
    assert len(list((tmp_path / "theirs" / "allure-results").glob("*-result.json"))) == 1
    assert digests(installed.root) == before


def test_where_it_cannot_write_it_says_so_and_what_to_do(installed: Project) -> None:
    for words, code in ((("acceptance", "run"), 2), (("behave", *ONE), 1), (("acceptance", "report"), 2)):
        found, said = told(installed, installed.root, *words)
        assert found == code, said
        assert "Permission denied" in said and "ORCHESTRATOR_REPORTS=…" in said
        assert "Traceback" not in said and "HOOK-ERROR" not in said


def test_what_was_signed_can_be_verified_where_nothing_can_be_written(project: Project, tmp_path: Path) -> None:
    reports = tmp_path / "archive"
    reports.mkdir()
    (reports / "sign-off.json").write_text("{}", encoding="utf-8")
    reports.chmod(0o555)
    code, said = told(project, project.root, "acceptance", "verify", ORCHESTRATOR_REPORTS=str(reports))
    assert (code, "Traceback" in said, "cannot be used" in said) == (2, False, False), said


@pytest.mark.parametrize("room", [0, 10])
def test_a_disk_that_is_full_from_the_start_is_told(project: Project, tmp_path: Path, room: int) -> None:
    for words in (("acceptance", "run", "--", *ONE), ("behave", *ONE)):
        done = subprocess.run(
            ["prlimit", f"--fsize={room}", sys.executable, "-m", *words],
            cwd=project.root,
            env={**project.environment(), "ORCHESTRATOR_REPORTS": str(tmp_path / f"theirs-{words[0]}")},
            capture_output=True,
            text=True,
            timeout=HANG_SECONDS,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode in {1, 2}, said
        assert "Traceback" not in said and "File too large" in said, said


def test_what_belongs_to_the_run_itself_ends_no_run_either(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    writer = ResultWriter(tmp_path / "results")
    (tmp_path / "results").rmdir()
    writer.report_globals(model2.Globals(errors=[]))
    writer.report_container(model2.TestResultContainer())
    assert capsys.readouterr().err.count("Results can no longer be written") == 1


def test_a_cache_goes_where_it_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("HOME", "/dev/null/x")
    for place in ("", "/dev/null/x"):
        monkeypatch.setenv("XDG_CACHE_HOME", place)
        assert cache_folder().parent == tmp_path
    assert Paths.find(Path("/proc/self/acceptance"), tmp_path, {}).root == Path("/proc/self")


def test_a_cache_among_the_temporary_files_is_nobody_elses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ours = own_temporary_folder()
    assert ours.stat().st_mode & 0o077 == 0
    assert own_temporary_folder() == ours
    # Somebody was there before us.
    ours.chmod(0o777)
    assert own_temporary_folder() != ours
    ours.rmdir()
    (tmp_path / "elsewhere").mkdir()
    ours.symlink_to(tmp_path / "elsewhere")
    assert own_temporary_folder() != ours
