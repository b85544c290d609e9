"""Commands as they are typed in the folder of a server: what they name there, and what to write where they miss it."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.errors import TargetError
from acceptance.targets.choosing import check_command, read_target
from acceptance.targets.typed_command import FOLDER_VARIABLE
from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
NOTEBOARD = ROOT / "tests" / "sample_servers" / "noteboard.py"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "it's mine"
    (place / "dist").mkdir(parents=True)
    (place / "mine").mkdir()
    for name in ("server.py", "run.sh", "tasks.json", "dist/index.js", "my-server"):
        (place / name).touch()
    monkeypatch.chdir(place)
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    return place


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("python server.py", "python {0}/server.py"),
        ("python3.12 -u ./server.py --stdio", "python3.12 -u {0}/server.py --stdio"),
        ("uv run --with mcp server.py", "uv run --with mcp {0}/server.py"),
        ("fastmcp run server.py:app", "fastmcp run {0}/server.py:app"),
        ("node dist/index.js", "node {0}/dist/index.js"),
        ("./my-server --stdio", "{0}/my-server --stdio"),
        ("node .", "node {0}"),
        # What the server is given to work with stays a file of its workspace, which is damaged.
        ("python server.py --data tasks.json", "python {0}/server.py --data tasks.json"),
        ("npx my-server .", "npx my-server ."),
        ("python -m mine", "python -m mine"),
    ],
)
def test_a_script_is_named_by_its_whole_path(folder: Path, line: str, named: str) -> None:
    expected = [word.format(folder) for word in named.split()]
    assert list(read_target(folder / "targets.toml", None, line).command) == expected


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("python server.py --stdio", "server.py"),
        ("/opt/venv/bin/python3.12 -u -m mine.server --stdio", "mine.server"),
        ("python -m mine", "mine"),
        ("uv run --with mcp server.py", "server.py"),
        ("uvx --from mine mine-server", "mine"),
        ("npx -y @scope/my-orchestrator --stdio", "my-orchestrator"),
        ("env DEBUG=1 node dist/index.js", "index.js"),
        ("node .", "it's mine"),
        ("./my-server --stdio", "my-server"),
        ("my-server --data tasks.json", "my-server"),
        ("python", "python"),
    ],
)
def test_a_target_is_called_by_what_is_started(folder: Path, line: str, name: str) -> None:
    assert read_target(folder / "targets.toml", None, line).name == name


def test_a_script_that_is_not_there_is_told_with_the_nearest(folder: Path) -> None:
    with pytest.raises(TargetError, match=r'names "servr.py", and there is no servr.py in .*Did you mean "server.py"'):
        read_target(folder / "targets.toml", None, "python servr.py")
    with pytest.raises(TargetError, match=r"there is no index.js in .*Write the path of the file"):
        read_target(folder / "targets.toml", None, "node build/index.js")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("python -m mine --stdio", "Write: env 'PYTHONPATH={0}' python -m mine --stdio"),
        ("uv --directory dist run x", 'where "dist" lies. Write {0}/dist if that is meant.'),
        ("npx x --config=tasks.json", 'where "tasks.json" lies. Write {0}/tasks.json if that is meant.'),
        ("npx x --stdio", ""),
    ],
)
def test_what_else_lies_there_is_told_where_the_command_cannot_be_started(folder: Path, line: str, told: str) -> None:
    expected = told.format(folder).replace(f"'PYTHONPATH={folder}'", shlex.quote(f"PYTHONPATH={folder}"))
    advice = read_target(folder / "targets.toml", None, line).advice
    assert expected in advice
    assert bool(advice) is bool(told)


def test_a_program_that_lies_there_is_told_to_be_named_by_its_path(folder: Path) -> None:
    with pytest.raises(TargetError, match=r"does not exist: my-server. Write /.*/my-server, and make it executable"):
        check_command(read_target(folder / "targets.toml", None, "my-server"))


def test_make_takes_a_path_from_where_the_line_is_typed(tmp_path: Path) -> None:
    (tmp_path / "server.py").touch()
    line = ["make", "--directory", str(ROOT), "--dry-run", "scenario", "COMMAND=python server.py", "NAME=x"]
    told = subprocess.run(
        ["sh", "-c", f'cd "$1" && {shlex.join(line)}', "sh", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=True,
    ).stdout
    assert f'{FOLDER_VARIABLE}="{tmp_path}" ' in told


def test_a_server_is_started_from_the_folder_of_its_script(tmp_path: Path) -> None:
    (tmp_path / "board.py").write_bytes(NOTEBOARD.read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "acceptance", "doctor", "--command", f"{sys.executable} board.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert "answers, and lists 6 tools" in done.stdout, done.stdout + done.stderr
