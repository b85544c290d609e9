"""The store seen from outside: found by what a process holds open, locked, harmed, put back, protected."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest

from acceptance.confinement.files import WorkspaceFiles
from acceptance.errors import ForbiddenFileError, NotApplicableError, NotInjectableError
from acceptance.servers.store import Store, group_of, held_open
from acceptance.servers.store_lock import is_lockable
from acceptance.targets.target import Target
from tests.hostile.hot_journal import naming

HOLDER = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT name FROM things').fetchall();"
    "print('open', flush=True); input()"
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
    return Store.below(WorkspaceFiles(workspace), Target("t", ("t",), store="deep/*.db"), None)


def test_a_store_is_found_by_who_holds_it_open(workspace: Path, holder: int) -> None:
    found = Store.below(WorkspaceFiles(workspace), Target("t", ("t",)), holder)
    assert found.files == ("deep/store.db",)
    assert list(held_open(holder, WorkspaceFiles(workspace / "elsewhere"))) == []
    assert group_of(holder) == [holder]


def test_a_store_that_nobody_holds_open_is_unknown(workspace: Path) -> None:
    with pytest.raises(NotInjectableError, match="no file of the data store is known"):
        Store.below(WorkspaceFiles(workspace), Target("t", ("t",)), None)


def test_what_a_server_left_beside_its_store_is_in_it_once_it_is_settled(store: Store) -> None:
    name = store.files[0]
    file = store.workspace.root / name
    left = "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit(); os._exit(0)"
    subprocess.run([sys.executable, "-c", left, str(file), "INSERT INTO things VALUES ('two')"], check=True)
    assert len(store.content()) > 1
    store.settle()
    assert list(store.content()) == [name]
    assert sqlite3.connect(file).execute("SELECT name FROM things").fetchall() == [("one",), ("two",)]


def test_opening_a_store_is_no_change_of_it(store: Store) -> None:
    before = store.content()
    with closing(sqlite3.connect(store.workspace.root / store.files[0])) as connection:
        connection.execute("SELECT name FROM things").fetchall()
        assert len(store.all_files) > 1
        assert store.content() == before


def test_what_is_no_database_has_nothing_to_settle(store: Store) -> None:
    (store.workspace.root / store.files[0]).write_bytes(b"prose")
    store.settle()
    assert store.content() == {store.files[0]: b"prose"}


WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0.1)
print(len(connection.execute("SELECT name FROM things").fetchall()))
try:
    connection.execute("INSERT INTO things VALUES ('another')")
    connection.commit()
except sqlite3.OperationalError as error:
    print(error)
"""


def written(store: Store) -> list[str]:
    """What another process says that reads the store, and writes to it."""
    command = [sys.executable, "-c", WRITER, str(store.workspace.root / store.files[0])]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[:-1]


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_a_lock_holds_until_it_is_released(store: Store, mode: str, request: pytest.FixtureRequest) -> None:
    if mode == "wal":
        request.getfixturevalue("holder")
    else:
        with closing(sqlite3.connect(store.workspace.root / store.files[0])) as connection:
            assert connection.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    lock = store.lock()
    assert lock.holds
    assert not is_lockable(store)
    assert written(store) == ["1", "database is locked"]
    lock.release()
    lock.release()
    assert is_lockable(store)
    assert written(store) == ["1"]


def test_a_lock_holds_when_its_last_user_closes_the_store(store: Store) -> None:
    # In a process of its own: locks of one process do not stand in each other's way.
    command = [sys.executable, "-c", HOLDER, str(store.workspace.root / store.files[0])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        lock = store.lock()
        process.communicate(b"close it\n")
    assert lock.holds
    assert written(store) == ["1", "database is locked"]
    lock.release()
    assert written(store) == ["1"]


def test_a_store_whose_log_nobody_has_open_is_not_locked(store: Store) -> None:
    assert is_lockable(store)
    with pytest.raises(NotInjectableError, match="no process has its write-ahead log open"):
        store.lock()


def test_what_is_no_database_cannot_be_locked(tmp_path: Path) -> None:
    (tmp_path / "store.json").write_text("[]")
    with pytest.raises(NotApplicableError, match="cannot be locked"):
        Store.below(WorkspaceFiles(tmp_path), Target("t", ("t",), store="*.json"), None).lock()


@pytest.mark.parametrize("harm", ["deleted", "overwritten with garbage", "cut in half"])
def test_harm_is_done_and_taken_back(store: Store, harm: str) -> None:
    before = store.content()
    store.harm(harm)
    assert store.content() != before
    store.put_back(before)
    assert store.content() == before
    connection = sqlite3.connect(store.workspace.root / store.files[0])
    assert connection.execute("SELECT name FROM things").fetchall() == [("one",)]
    connection.close()


def test_protection_takes_the_rights_and_gives_them_back(store: Store) -> None:
    paths = [store.workspace.root / path for path in (*store.files, *store.folders)]
    before = [path.stat().st_mode for path in paths]
    unprotect = store.protect()
    assert not any(path.stat().st_mode & 0o222 for path in paths)
    unprotect()
    assert [path.stat().st_mode for path in paths] == before


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of somebody else."""
    file = tmp_path_factory.mktemp("outside") / "accounts.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("CREATE TABLE accounts (name); INSERT INTO accounts VALUES ('mine')")
    return file


@pytest.mark.parametrize("make", [lambda link, file: link.symlink_to(file), lambda link, file: link.hardlink_to(file)])
def test_a_store_that_is_another_name_of_a_file_outside_is_no_store(
    workspace: Path, outside: Path, make: Callable[[Path, Path], None]
) -> None:
    make(workspace / "deep" / "other.db", outside)
    before = outside.read_bytes()
    with pytest.raises(ForbiddenFileError, match=r"leads out of the workspace|hard links"):
        Store.below(WorkspaceFiles(workspace), Target("t", ("t",), store="deep/other.db"), None)
    assert outside.read_bytes() == before


@pytest.mark.parametrize("make", [lambda link, file: link.symlink_to(file), lambda link, file: link.hardlink_to(file)])
@pytest.mark.parametrize("ending", ["-wal", "-journal", "-shm"])
def test_what_lies_beside_a_store_leads_no_harm_out(
    store: Store, outside: Path, ending: str, make: Callable[[Path, Path], None]
) -> None:
    file = store.workspace.root / store.files[0]
    make(file.with_name(f"{file.name}{ending}"), outside)
    before = (file.read_bytes(), outside.read_bytes())
    for touch in (
        store.content,
        store.settle,
        store.lock,
        store.protect,
        lambda: is_lockable(store),
        lambda: store.put_back({}),
        *(partial(store.harm, harm) for harm in ("deleted", "overwritten with garbage", "cut in half")),
    ):
        with pytest.raises(ForbiddenFileError, match=r"leads out of the workspace|hard links"):
            touch()
    assert (file.read_bytes(), outside.read_bytes()) == before


def test_a_store_that_became_a_link_is_not_opened(store: Store, outside: Path) -> None:
    file = store.workspace.root / store.files[0]
    file.unlink()
    file.symlink_to(outside)
    before = sorted(outside.parent.iterdir())
    for touch in (store.settle, store.lock, lambda: store.harm("deleted")):
        with pytest.raises(ForbiddenFileError, match="leads out of the workspace"):
            touch()
    assert sorted(outside.parent.iterdir()) == before


def test_a_journal_that_names_another_file_does_not_have_it_removed(store: Store, outside: Path) -> None:
    """SQLite removes the super-journal that a journal names, wherever it lies, when it rolls back."""
    file = store.workspace.root / store.files[0]
    file.with_name(f"{file.name}-journal").write_bytes(naming(outside))
    with pytest.raises(ForbiddenFileError, match="names another file"):
        store.settle()
    with suppress(NotInjectableError):
        store.lock()
    assert outside.exists()


def test_a_store_that_is_too_large_to_be_put_back_is_not_harmed(store: Store) -> None:
    file = store.workspace.root / store.files[0]
    os.truncate(file, 10 * 1024**3)
    with pytest.raises(NotInjectableError, match="more than 67,108,864 bytes"):
        store.content()
