"""What one command leaves for the next."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from acceptance.commandline.memory import Memory, Place, state_file
from acceptance.errors import SuiteError


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "state" / "lines.json", "mine")


def workspace(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    return folder


def test_nothing_was_initialised_yet(memory: Memory, tmp_path: Path) -> None:
    assert memory.place(tmp_path) is None


def test_the_last_workspace_counts_wherever_the_line_is_typed(memory: Memory, tmp_path: Path) -> None:
    first, second = workspace(tmp_path, "first"), workspace(tmp_path, "second")
    memory.remember(Place(first, "s1"))
    memory.remember(Place(second, "s2"))
    assert memory.place(tmp_path) == Place(second, "s2")


def test_in_a_workspace_and_below_it_that_one_counts(memory: Memory, tmp_path: Path) -> None:
    first, second = workspace(tmp_path, "first"), workspace(tmp_path, "second")
    memory.remember(Place(first, "s1"))
    memory.remember(Place(second, "s2"))
    assert memory.place(first) == memory.place(first / "src" / "deep") == Place(first, "s1")


def test_targets_do_not_share_a_session(memory: Memory, tmp_path: Path) -> None:
    memory.remember(Place(workspace(tmp_path, "first"), "s1"))
    assert Memory(tmp_path / "state" / "lines.json", "another").place(tmp_path) is None


def test_a_workspace_that_is_gone_is_told(memory: Memory, tmp_path: Path) -> None:
    memory.remember(Place(tmp_path / "gone", "s1"))
    with pytest.raises(SuiteError, match=r"gone, in which a session was initialised, is gone\. Initialise"):
        memory.place(tmp_path)


def test_a_state_file_that_is_no_json_is_told_and_kept(memory: Memory, tmp_path: Path) -> None:
    file = tmp_path / "state" / "lines.json"
    file.parent.mkdir()
    file.write_text("{half")
    with pytest.raises(SuiteError, match="cannot be read"):
        memory.remember(Place(tmp_path, "s"))
    assert file.read_text() == "{half"


def test_commands_at_the_same_time_lose_nothing(memory: Memory, tmp_path: Path) -> None:
    folders = [workspace(tmp_path, f"w{number}") for number in range(20)]
    with ThreadPoolExecutor(8) as workers:
        list(workers.map(lambda folder: memory.remember(Place(folder, folder.name)), folders))
    assert [memory.place(folder) for folder in folders] == [Place(folder, folder.name) for folder in folders]
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["lines.json"]


def test_the_file_can_be_put_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert state_file({"ORCHESTRATOR_STATE": str(tmp_path / "x")}) == tmp_path / "x"
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    assert state_file({}) == Path("/state/orchestrator-acceptance/command-lines.json")
