"""What one command leaves for the next."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from acceptance.commandline.remembered_session import OpenSession, RememberedSession, state_file
from acceptance.errors import SuiteError


@pytest.fixture
def remembered(tmp_path: Path) -> RememberedSession:
    return RememberedSession(tmp_path / "state" / "lines.json", "mine")


def workspace(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    return folder


def test_nothing_was_initialised_yet(remembered: RememberedSession, tmp_path: Path) -> None:
    assert remembered.session_for(tmp_path) is None


def test_the_last_workspace_counts_wherever_the_line_is_typed(remembered: RememberedSession, tmp_path: Path) -> None:
    first, second = workspace(tmp_path, "first"), workspace(tmp_path, "second")
    remembered.remember(OpenSession(first, "s1"))
    remembered.remember(OpenSession(second, "s2"))
    assert remembered.session_for(tmp_path) == OpenSession(second, "s2")


def test_in_a_workspace_and_below_it_that_one_counts(remembered: RememberedSession, tmp_path: Path) -> None:
    first, second = workspace(tmp_path, "first"), workspace(tmp_path, "second")
    remembered.remember(OpenSession(first, "s1"))
    remembered.remember(OpenSession(second, "s2"))
    assert remembered.session_for(first) == remembered.session_for(first / "src" / "deep") == OpenSession(first, "s1")


def test_targets_do_not_share_a_session(remembered: RememberedSession, tmp_path: Path) -> None:
    remembered.remember(OpenSession(workspace(tmp_path, "first"), "s1"))
    assert RememberedSession(tmp_path / "state" / "lines.json", "another").session_for(tmp_path) is None


def test_a_workspace_that_is_gone_is_told(remembered: RememberedSession, tmp_path: Path) -> None:
    remembered.remember(OpenSession(tmp_path / "gone", "s1"))
    with pytest.raises(
        SuiteError, match=r"gone, in which a session was initialised, does not exist any more\. Initialise"
    ):
        remembered.session_for(tmp_path)


def test_a_state_file_that_is_no_json_is_told_and_kept(remembered: RememberedSession, tmp_path: Path) -> None:
    file = tmp_path / "state" / "lines.json"
    file.parent.mkdir()
    file.write_text("{half")
    with pytest.raises(SuiteError, match="cannot be read"):
        remembered.remember(OpenSession(tmp_path, "s"))
    assert file.read_text() == "{half"


def test_commands_at_the_same_time_lose_nothing(remembered: RememberedSession, tmp_path: Path) -> None:
    folders = [workspace(tmp_path, f"w{number}") for number in range(20)]
    with ThreadPoolExecutor(8) as workers:
        list(workers.map(lambda folder: remembered.remember(OpenSession(folder, folder.name)), folders))
    assert [remembered.session_for(folder) for folder in folders] == [
        OpenSession(folder, folder.name) for folder in folders
    ]
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["lines.json"]


def test_the_file_can_be_put_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert state_file({"ORCHESTRATOR_STATE": str(tmp_path / "x")}) == tmp_path / "x"
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    assert state_file({}) == Path("/state/orchestrator-acceptance/command-lines.json")
