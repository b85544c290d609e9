"""What killed runs left is cleared, and nothing that somebody still uses; results go only where that is said."""

import fcntl
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from acceptance.commands import clean as command
from acceptance.errors import ReportsInUseError, SuiteError
from acceptance.locking.reports_lock import take_lock
from acceptance.reporting.merging import merging_prefix
from acceptance.system.paths import PATHS


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with installations whole and half, and the results of a run."""
    for name in ("whole", "half", "busy"):
        (tmp_path / "cache" / ".targets" / name / "bin").mkdir(parents=True)
        (tmp_path / "cache" / ".targets" / name / "bin" / "python").write_bytes(b"x" * 200_000)
    (tmp_path / "cache" / ".targets" / "whole.installed").write_text("digest", encoding="utf-8")
    reports = tmp_path / "reports"
    (reports / "allure-results").mkdir(parents=True)
    (reports / "allure-results" / "old-result.json").write_text('{"fullName": "old"}', encoding="utf-8")
    for name in ("allurerc.yml", "history.jsonl", "durations.json"):
        (reports / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(command, "REPORTS", reports)
    monkeypatch.setattr(command, "PATHS", replace(PATHS, reports=reports, cache=tmp_path / "cache"))
    monkeypatch.setattr(command, "find_leftovers", list)
    return tmp_path


def targets(place: Path) -> list[str]:
    return sorted(path.name for path in (place / "cache" / ".targets").iterdir() if path.is_dir())


def test_half_installations_go_and_those_under_way_stay(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (place / "cache" / ".targets" / "busy.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert command.clean() == 0
    said = capsys.readouterr().out
    assert targets(place) == ["busy", "whole"]
    assert "Removed an installation that was cut short" in said and "half (0.2 MB)" in said
    assert (place / "reports" / "allure-results" / "old-result.json").exists()


def test_links_are_not_followed(place: Path) -> None:
    valuable = place / "valuable"
    valuable.mkdir()
    (valuable / "thesis.txt").touch()
    (place / "cache" / ".targets" / "link").symlink_to(valuable)
    (place / "cache" / ".targets" / "half" / "link").symlink_to(valuable)
    (place / f"{merging_prefix(place / 'reports')}x").symlink_to(valuable)
    assert command.clean() == 0
    assert (valuable / "thesis.txt").exists()


def test_a_cache_that_is_a_link_is_left_alone(place: Path) -> None:
    (place / "cache" / ".targets").rename(place / "elsewhere")
    (place / "cache" / ".targets").symlink_to(place / "elsewhere")
    assert command.clean() == 0
    assert (place / "elsewhere" / "half").exists()


def test_half_pages_and_half_merges_go_and_young_pages_stay(place: Path) -> None:
    old, young = (place / "cache" / ".allure" / f"render-{name}" for name in ("old", "young"))
    merging = place / f"{merging_prefix(place / 'reports')}x"
    for folder in (old, young, merging, place / "merging-notes"):
        folder.mkdir(parents=True)
    os.utime(old, (time.time() - 7200,) * 2)
    assert command.clean() == 0
    assert [folder.exists() for folder in (old, young, merging, place / "merging-notes")] == [False, True, False, True]


def test_results_go_where_that_is_said_and_the_history_stays(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.clean(reports=True) == 0
    assert "the results of the last run" in capsys.readouterr().out
    assert {path.name for path in (place / "reports").iterdir()} == {".lock", "allurerc.yml", "history.jsonl"}


def test_the_results_of_a_run_under_way_stay(place: Path) -> None:
    lock = take_lock(place / "reports", "acceptance run", "mine")
    with pytest.raises(ReportsInUseError, match='on the target "mine"'):
        command.clean(reports=True)
    assert (place / "reports" / "allure-results" / "old-result.json").exists()
    lock.release()


def test_the_folder_of_somebody_else_is_left_alone(place: Path) -> None:
    (place / "reports" / "allurerc.yml").unlink()
    (place / "reports" / "thesis.txt").touch()
    with pytest.raises(SuiteError, match="was not emptied"):
        command.clean(reports=True)
    assert (place / "reports" / "thesis.txt").exists()


def test_where_nothing_was_left_it_says_so(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.clean() == 0
    capsys.readouterr()
    assert command.clean() == 0
    assert capsys.readouterr().out == "There is nothing to remove.\n"
