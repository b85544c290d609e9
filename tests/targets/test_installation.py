"""A target's own environment: made once, from nothing, whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from acceptance.errors import TargetError
from acceptance.targets.files import files_digest
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


@pytest.mark.costly
def test_one_that_was_cut_short_is_done_again(tmp_path: Path, said: list[str]) -> None:
    ensure_installed(target("pip"), tmp_path, said.append)
    (tmp_path / ".targets" / "tiny.installed").unlink()
    ensure_installed(target("pip"), tmp_path, said.append)
    assert len(said) == 2


def npm_target(folder: Path) -> Target:
    """A target that npm installs without asking a registry, since it has no packages."""
    folder.mkdir()
    (folder / "package.json").write_text('{"name": "tiny"}')
    (folder / "package-lock.json").write_text('{"name": "tiny", "lockfileVersion": 3, "packages": {"": {}}}')
    return Target("tiny", ("node",), npm=folder)


def test_npm_installs_once_and_anew_when_the_lock_changes(tmp_path: Path, said: list[str]) -> None:
    wanted = npm_target(tmp_path / "pinned")
    for _ in range(2):
        ensure_installed(wanted, tmp_path, said.append)
    assert len(said) == 1
    lock = tmp_path / "pinned" / "package-lock.json"
    lock.write_text(lock.read_text() + "\n")
    ensure_installed(wanted, tmp_path, said.append)
    assert len(said) == 2
    assert (tmp_path / ".targets" / "tiny" / "package-lock.json").read_bytes() == lock.read_bytes()


def test_what_npm_installed_is_a_part_of_the_build(tmp_path: Path) -> None:
    wanted = Target("tiny", ("/bin/true",))
    before = files_digest(wanted, tmp_path)
    installed = tmp_path / ".targets" / "tiny" / "node_modules" / ".package-lock.json"
    installed.parent.mkdir(parents=True)
    installed.write_text("{}")
    assert files_digest(wanted, tmp_path) != before


def test_npm_packages_that_fail_are_told_and_leave_nothing_half_made(tmp_path: Path, said: list[str]) -> None:
    wanted = npm_target(tmp_path / "pinned")
    (tmp_path / "pinned" / "package.json").write_text('{"name": "tiny", "dependencies": {"other": "1.0.0"}}')
    with pytest.raises(TargetError, match=r"could not be installed(.|\n)*npm ended with exit code 1(.|\n)*tiny\.log"):
        ensure_installed(wanted, tmp_path, said.append)
    assert not (tmp_path / ".targets" / "tiny").exists()
