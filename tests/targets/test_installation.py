"""A target's own environment: made once, from nothing, whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from acceptance.errors import TargetError
from acceptance.targets.installation import ensure_installed
from acceptance.targets.target import Target


def target(*install: str) -> Target:
    return Target("tiny", ("python",), install=install)


@pytest.fixture
def said() -> list[str]:
    return []


def test_a_target_that_needs_nothing_gets_nothing(tmp_path: Path, said: list[str]) -> None:
    ensure_installed(target(), tmp_path, said.append)
    assert list(tmp_path.iterdir()) == []
    assert said == []


def test_an_installation_that_fails_is_told_and_leaves_nothing_half_made(tmp_path: Path, said: list[str]) -> None:
    with pytest.raises(TargetError, match=r"could not be installed(.|\n)*exit code 1(.|\n)*tiny\.log"):
        ensure_installed(target(str(tmp_path / "no-such-package")), tmp_path, said.append)
    assert not (tmp_path / ".targets" / "tiny").exists()
    assert not (tmp_path / ".targets" / "tiny.installed").exists()


def test_a_target_is_installed_once_also_when_two_want_it(tmp_path: Path, said: list[str]) -> None:
    # A requirement that every environment satisfies already: what is tested is ours, not pip.
    wanted = target("pip")
    with ThreadPoolExecutor(2) as workers:
        list(workers.map(lambda _: ensure_installed(wanted, tmp_path, said.append), range(2)))
    assert len(said) == 1
    python = tmp_path / ".targets" / "tiny" / "bin" / "python"
    assert python.exists()
    before = python.lstat().st_mtime_ns
    ensure_installed(wanted, tmp_path, said.append)
    assert (len(said), python.lstat().st_mtime_ns) == (1, before)


def test_one_that_was_cut_short_is_done_again(tmp_path: Path, said: list[str]) -> None:
    ensure_installed(target("pip"), tmp_path, said.append)
    (tmp_path / ".targets" / "tiny.installed").unlink()
    ensure_installed(target("pip"), tmp_path, said.append)
    assert len(said) == 2
