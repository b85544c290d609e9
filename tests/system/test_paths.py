"""Where the suite reads and writes, from a clone and from a wheel."""

import sys
from pathlib import Path

import pytest

from acceptance.errors import SuiteError
from acceptance.system.paths import ROOT, Paths, called, furnish


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    package = tmp_path / "clone" / "acceptance"
    package.mkdir(parents=True)
    return package


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    package = tmp_path / "site-packages" / "acceptance"
    (package / "suite").mkdir(parents=True)
    return package


def test_in_a_clone_everything_is_below_it(clone: Path, tmp_path: Path) -> None:
    places = Paths.find(clone, tmp_path, {})
    assert (places.root, places.cache) == (clone.parent, clone.parent)
    assert places.reports == clone.parent / "reports"
    assert places.targets == clone.parent / "targets.toml"


def test_a_clone_does_not_take_up_a_strange_list_of_targets(clone: Path, tmp_path: Path) -> None:
    (tmp_path / "targets.toml").touch()
    assert Paths.find(clone, tmp_path, {}).targets == clone.parent / "targets.toml"


def test_an_installed_suite_writes_where_it_is_called_from(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    places = Paths.find(wheel, tmp_path, {})
    assert places.root == wheel / "suite"
    assert places.reports == tmp_path / "reports"
    assert places.targets == wheel / "suite" / "targets.toml"
    assert places.cache == tmp_path / "cache" / "orchestrator-acceptance"


def test_an_installed_suite_knows_the_targets_of_the_folder_it_is_called_from(wheel: Path, tmp_path: Path) -> None:
    (tmp_path / "targets.toml").touch()
    assert Paths.find(wheel, tmp_path, {}).targets == tmp_path / "targets.toml"


def test_both_can_be_told_otherwise_and_tell_it_on(wheel: Path, tmp_path: Path) -> None:
    told = Paths.find(wheel, tmp_path, {"ORCHESTRATOR_REPORTS": "here", "ORCHESTRATOR_TARGETS": "mine.toml"})
    assert told.variables() == {
        "ORCHESTRATOR_REPORTS": str(tmp_path / "here"),
        "ORCHESTRATOR_TARGETS": str(tmp_path / "mine.toml"),
    }


def test_a_new_reports_folder_is_furnished_and_a_full_one_is_left_alone(tmp_path: Path) -> None:
    settings = tmp_path / "settings"
    settings.mkdir()
    for name in ("README.md", "allurerc.yml"):
        (settings / name).write_text(name)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").touch()
    furnish(tmp_path / "new", settings)
    with pytest.raises(SuiteError, match="was not emptied"):
        furnish(tmp_path / "full", settings)
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["README.md", "allurerc.yml"]
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["thesis.txt"]


def test_a_command_is_told_as_it_can_be_typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(ROOT / ".venv" / "bin" / "python"))
    monkeypatch.chdir(ROOT)
    assert called("sign --by NAME") == ".venv/bin/python -m acceptance sign --by NAME"
    monkeypatch.chdir(tmp_path)
    assert called("sign") == "python -m acceptance sign"
    monkeypatch.setattr(sys, "argv", ["/usr/local/bin/orchestrator-acceptance", "run"])
    assert called("sign") == "orchestrator-acceptance sign"
