"""The store seen from outside: found by what a process holds open, locked, harmed, put back, protected."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from acceptance.errors import NotInjectableError
from acceptance.servers.store import Store, group_of, held_open, is_lockable
from acceptance.targets.target import Target

HOLDER = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT 1'); print('open', flush=True); input()"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    connection = sqlite3.connect(tmp_path / "deep" / "store.db")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript("CREATE TABLE things (name); INSERT INTO things VALUES ('one')")
    connection.close()
    return tmp_path


@pytest.fixture
def holder(workspace: Path) -> Iterator[int]:
    """A process, leader of its group, that has the store open."""
    command = [sys.executable, "-c", HOLDER, str(workspace / "deep" / "store.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process.pid
        process.kill()


@pytest.fixture
def store(workspace: Path) -> Store:
    return Store.below(workspace, Target("t", ("t",), store="deep/*.db"), None)


def test_a_store_is_found_by_who_holds_it_open(workspace: Path, holder: int) -> None:
    found = Store.below(workspace, Target("t", ("t",)), holder)
    assert found.files == (workspace / "deep" / "store.db",)
    assert list(held_open(holder, workspace / "elsewhere")) == []
    assert group_of(holder) == [holder]


def test_a_store_that_nobody_holds_open_is_unknown(workspace: Path) -> None:
    with pytest.raises(NotInjectableError, match="store unknown"):
        Store.below(workspace, Target("t", ("t",)), None)


def test_what_a_server_left_beside_its_store_is_in_it_once_it_is_settled(store: Store) -> None:
    file = store.files[0]
    left = "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit(); os._exit(0)"
    subprocess.run([sys.executable, "-c", left, str(file), "INSERT INTO things VALUES ('two')"], check=True)
    assert len(store.content()) > 1
    store.settle()
    assert list(store.content()) == [file]
    assert sqlite3.connect(file).execute("SELECT name FROM things").fetchall() == [("one",), ("two",)]


def test_opening_a_store_is_no_change_of_it(store: Store) -> None:
    before = store.content()
    with closing(sqlite3.connect(store.files[0])) as connection:
        connection.execute("SELECT name FROM things").fetchall()
        assert len(store.all_files) > 1
        assert store.content() == before


def test_what_is_no_database_has_nothing_to_settle(store: Store) -> None:
    store.files[0].write_bytes(b"prose")
    store.settle()
    assert store.content() == {store.files[0]: b"prose"}


def test_a_lock_holds_until_it_is_released(store: Store) -> None:
    lock = store.lock()
    assert lock.holds
    assert not is_lockable(store)
    lock.release()
    lock.release()
    assert is_lockable(store)


def test_what_is_no_database_cannot_be_locked(tmp_path: Path) -> None:
    (tmp_path / "store.json").write_text("[]")
    with pytest.raises(NotInjectableError, match="cannot be locked"):
        Store.below(tmp_path, Target("t", ("t",), store="*.json"), None).lock()


@pytest.mark.parametrize("harm", ["deleted", "overwritten with rubbish", "cut in half"])
def test_harm_is_done_and_taken_back(store: Store, harm: str) -> None:
    before = store.content()
    store.harm(harm)
    assert store.content() != before
    store.put_back(before)
    assert store.content() == before
    connection = sqlite3.connect(store.files[0])
    assert connection.execute("SELECT name FROM things").fetchall() == [("one",)]
    connection.close()


def test_protection_takes_the_rights_and_gives_them_back(store: Store) -> None:
    paths = [*store.files, *store.folders]
    before = [path.stat().st_mode for path in paths]
    unprotect = store.protect()
    assert not any(path.stat().st_mode & 0o222 for path in paths)
    unprotect()
    assert [path.stat().st_mode for path in paths] == before
