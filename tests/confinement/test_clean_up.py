"""The clean-up of workspaces at a run's end: all that was made goes, and nothing that links lead to."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from acceptance.servers.connected_orchestrator import ConnectedOrchestrator
from acceptance.servers.orchestrator import Orchestrator
from acceptance.servers.server_factory import ServerFactory
from acceptance.targets.target import Target
from acceptance.transport.launching import ColdLauncher


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of somebody."""
    home = tmp_path / "home"
    (home / "documents").mkdir(parents=True)
    (home / "notes.txt").write_text("nobody's business")
    return home


@pytest.fixture
def factory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServerFactory]:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    factory = ServerFactory(Target("t", ("t",)), ColdLauncher(), tmp_path / "servers", cast("Any", None))
    factory.open()
    yield factory
    assert (tmp_path / "home" / "notes.txt").read_text() == "nobody's business"
    assert sorted(one.name for one in (tmp_path / "home").iterdir()) == ["documents", "notes.txt"]


def test_links_out_of_a_workspace_are_not_followed(tmp_path: Path, factory: ServerFactory, home: Path) -> None:
    workspace = factory.new_workspace()
    (workspace / "folder").symlink_to(home)
    (workspace / "link").symlink_to(home / "notes.txt")
    os.link(home / "notes.txt", workspace / "hard")
    os.mkfifo(workspace / "pipe")
    factory.close()
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_workspace_that_became_a_link_is_removed_alone(tmp_path: Path, factory: ServerFactory, home: Path) -> None:
    workspace = factory.new_workspace()
    workspace.rmdir()
    workspace.symlink_to(home)
    factory.close()
    assert list((tmp_path / "tmp").iterdir()) == []


def test_the_place_of_all_workspaces_that_became_a_link_is_left(
    tmp_path: Path, factory: ServerFactory, home: Path
) -> None:
    place = factory.new_workspace().parent
    place.rename(tmp_path / "away")
    place.symlink_to(home)
    factory.close()
    assert place.is_symlink()


def test_a_workspace_of_folders_without_an_end_is_removed(tmp_path: Path, factory: ServerFactory, home: Path) -> None:
    here = os.open(factory.new_workspace(), os.O_RDONLY)
    for _ in range(1_200):
        os.mkdir("deep", dir_fd=here)
        deeper = os.open("deep", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)
    factory.close()
    assert list((tmp_path / "tmp").iterdir()) == []


def at(workspace: Path, *command: str) -> Orchestrator:
    """An orchestrator in a workspace, to which nothing is said."""
    silent = cast("Any", type("Silent", (), {"target": Target("t", command), "tools": {}})())
    return ConnectedOrchestrator(silent, workspace, cast("Any", type("Nobody", (), {"patience": None})()))


def test_the_workspace_of_a_server_elsewhere_may_be_named_by_a_link(tmp_path: Path, home: Path) -> None:
    (tmp_path / "named").symlink_to(home)
    assert at(tmp_path / "named").files.read("notes.txt") == b"nobody's business"
    assert at(tmp_path / "named").files.has_file(str(tmp_path / "named" / "notes.txt"))
    assert at(tmp_path / "named", "serve").files.names() == []
