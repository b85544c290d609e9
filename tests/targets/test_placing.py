"""A target in a workspace: a home of its own, and what is done before a server starts there."""

import os
import sys
from pathlib import Path

import pytest

from acceptance.errors import ConnectFailedError
from acceptance.targets.placing import placed, prepare
from acceptance.targets.target import Target

OWN = Target(
    "own", ("serve", "--store", "{workspace}/store"), environment={"HOME": "{home}"}, prepare=("serve", "{home}")
)
WRITES = (sys.executable, "-c", "import os, pathlib; pathlib.Path('ready').write_text(os.environ['WHO'])")


def test_the_servers_of_one_workspace_share_a_home_and_those_of_two_do_not(tmp_path: Path) -> None:
    first, again = (placed(OWN, tmp_path / "one", tmp_path / "homes") for _ in range(2))
    second = placed(OWN, tmp_path / "two", tmp_path / "homes")
    assert first.command == ("serve", "--store", f"{tmp_path}/one/store")
    assert first.environment == again.environment != second.environment
    home = Path(first.environment["HOME"])
    assert first.prepare == ("serve", str(home))
    assert (home.is_dir(), home.parent) == (True, tmp_path / "homes")


def test_a_target_that_does_not_ask_for_a_home_gets_none(tmp_path: Path) -> None:
    target = Target("plain", ("serve", "{other}"), environment={"HOME": "/somewhere"})
    assert placed(target, tmp_path, tmp_path / "homes") == target
    assert not (tmp_path / "homes").exists()


def test_only_an_empty_workspace_is_prepared(tmp_path: Path) -> None:
    prepare(WRITES, tmp_path, {"WHO": "first"})
    prepare(WRITES, tmp_path, {"WHO": "second"})
    prepare((), tmp_path / "not-there", {})
    assert (tmp_path / "ready").read_text() == "first"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("/no/such/program",), "No such file or directory"),
        ((sys.executable, "-c", "import sys; print('no licence'); sys.exit(3)"), "ended with exit code 3: no licence"),
        (("false",), "exit status 1"),
    ],
)
def test_a_workspace_that_cannot_be_prepared_is_told_in_one_sentence(
    tmp_path: Path, command: tuple[str, ...], words: str
) -> None:
    with pytest.raises(ConnectFailedError, match="prepares a workspace") as told:
        prepare(command, tmp_path, dict(os.environ))
    assert words in str(told.value)
    assert "\n" not in str(told.value)
