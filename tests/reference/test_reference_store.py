import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from reference_bench import Bench

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.store import database
from reference_orchestrator.store.files import check_whole
from reference_orchestrator.store.schema import MIGRATIONS

STORE = Path(".task_orchestrator/orchestrator.db")


def test_a_locked_store_is_refused_in_words_and_still_read(bench: Bench) -> None:
    task_id = bench.plan()
    bench.server_context.current().workspace.database.lock_timeout = 0.2
    other = sqlite3.connect(bench.home / STORE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refusal, match="locked by another process"):
        bench.plan("Not now")
    assert bench.look(task_id)["title"] == "A task"
    assert bench.call("get_status")["counts"]["pending"] == 1
    other.execute("ROLLBACK")
    other.close()
    bench.plan("Now")
    assert bench.call("query_tasks")["total_count"] == 2


def test_who_queued_behind_a_lock_waits_no_longer(bench: Bench) -> None:
    bench.plan()
    store = bench.server_context.current().workspace.database
    store.lock_timeout = 0.2
    arrived = time.monotonic()
    other = sqlite3.connect(bench.home / STORE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refusal), store.write(arrived=arrived):
        pass
    store.lock_timeout = 60
    began = time.monotonic()
    with pytest.raises(Refusal), store.write(arrived=arrived):
        pass
    assert time.monotonic() - began < store.lock_timeout
    other.close()


@pytest.mark.parametrize("content", [b"", b"no store", b"SQLite format 3\x00" + bytes(500)])
def test_a_damaged_store_is_refused_and_kept(bench: Bench, content: bytes) -> None:
    (bench.home / STORE).parent.mkdir()
    (bench.home / STORE).write_bytes(content)
    for tool in ("initialize_session", "query_tasks", "get_status"):
        with pytest.raises(Refusal, match="damaged"):
            bench.call(tool)
    assert (bench.home / STORE).read_bytes() == content


def test_a_store_of_which_the_rest_is_in_its_log_is_not_taken_for_damaged(bench: Bench) -> None:
    for number in range(40):
        bench.plan(f"Task {number}")
    path = bench.home / STORE
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        # It writes every page into the log.
        other.execute("VACUUM")
        os.truncate(path, path.stat().st_size - 4096)
        check_whole(path)
        assert bench.call("query_tasks")["total_count"] == 40


def test_a_truncated_store_with_a_log_that_lacks_the_rest_is_refused(bench: Bench) -> None:
    for number in range(40):
        bench.plan(f"Task {number}")
    path = bench.home / STORE
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        other.execute("UPDATE sessions SET id = id")
        other.commit()
        os.truncate(path, path.stat().st_size // 2)
        with pytest.raises(Refusal, match="damaged"):
            check_whole(path)


def test_a_truncated_store_is_refused_and_kept(bench: Bench) -> None:
    bench.plan()
    bench.server_context.close()
    os.truncate(bench.home / STORE, 8192)
    for one in (bench, Bench(bench.home)):
        with pytest.raises(Refusal, match="damaged"):
            one.call("query_tasks")
    assert (bench.home / STORE).stat().st_size == 8192


def test_a_store_deleted_while_running(bench: Bench) -> None:
    bench.plan()
    (bench.home / STORE).unlink()
    for call in (bench.plan, lambda: bench.call("query_tasks")):
        with pytest.raises(Refusal, match="was deleted"):
            call()
    assert bench.call("initialize_session")["created"]
    bench.plan("Anew")
    fresh = Bench(bench.home)
    assert fresh.call("query_tasks")["total_count"] == 1
    fresh.server_context.close()


def test_a_newer_store_is_refused(bench: Bench) -> None:
    bench.plan()
    bench.server_context.close()
    with sqlite3.connect(bench.home / STORE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(Refusal, match="version 99"):
        Bench(bench.home).call("query_tasks")


def test_a_failed_transaction_leaves_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    task_id = bench.in_state("in_progress")
    monkeypatch.setattr(database.ArtifactTable, "add", lambda *_: (_ for _ in ()).throw(sqlite3.DatabaseError("x")))
    with pytest.raises(sqlite3.DatabaseError):
        bench.hand_in(task_id)
    monkeypatch.undo()
    assert bench.look(task_id)["status"] == "in_progress"
    assert list((bench.home / ".task_orchestrator/artifacts").iterdir()) == []
    assert bench.hand_in(task_id)["status"] == "completed"


def test_work_that_cannot_be_written_completes_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    task_id = bench.in_state("in_progress")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal, match="No space left on device"):
        bench.hand_in(task_id)
    monkeypatch.undo()
    assert bench.look(task_id)["status"] == "in_progress"
    assert list((bench.home / ".task_orchestrator/artifacts").iterdir()) == []
    assert bench.hand_in(task_id)["status"] == "completed"


def test_a_killed_process_leftovers_are_swept(bench: Bench) -> None:
    bench.finish(bench.plan())
    folder = bench.home / ".task_orchestrator/artifacts"
    kept = next(folder.iterdir())
    foreign = folder / "mine.txt"
    for file in (folder / ".artifact_0a.part", folder / "artifact_0b.txt", foreign):
        file.write_text("left")
    Bench(bench.home).call("get_status")
    assert set(folder.iterdir()) == {kept, foreign}


@pytest.mark.parametrize("place", [".task_orchestrator", ".task_orchestrator/artifacts"])
def test_no_link_leads_out_of_the_workspace(bench: Bench, place: str) -> None:
    outside = bench.home.parent / "outside"
    outside.mkdir()
    if place.endswith("artifacts"):
        bench.plan()
    (bench.home / place).symlink_to(outside)
    with pytest.raises(Refusal, match="leads out of the workspace"):
        bench.finish(bench.plan())
    assert list(outside.iterdir()) == []


def test_a_workspace_makes_roles_its_own(bench: Bench) -> None:
    task_id = bench.plan(specialist_type="tester")
    (bench.home / ".task_orchestrator/roles.yaml").write_text("tester:\n  instructions: [Only this]\n")
    reply = bench.call("execute_task", task_id=task_id)
    assert reply["execution_instructions"] == ["Only this"]
    assert reply["specialist_context"]["role"] == "Tester"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("tester: [", 1),
        ("tester:\n  name: A\n  instructions: one", 3),
        ("coder:\n  name: A\npilot:\n  name: B", 3),
        ("tester:\n  wisdom: [a]", 2),
        ("- a", 1),
        ("tester:\n  name: [a]", 2),
    ],
)
def test_malformed_roles_are_refused_with_file_and_line(bench: Bench, text: str, line: int) -> None:
    task_id = bench.plan(specialist_type="tester")
    (bench.home / ".task_orchestrator/roles.yaml").write_text(text)
    with pytest.raises(Refusal, match=rf"roles\.yaml are malformed, line {line}"):
        bench.call("execute_task", task_id=task_id)
    assert bench.look(task_id)["status"] == "pending"


def test_a_look_at_the_health_keeps_the_locks(bench: Bench) -> None:
    """Who opens and closes the file takes the locks with it, and then another process that ends removes the log."""
    bench.plan("Before")
    assert bench.call("health_check")["healthy"]
    code = (
        "import sys; from pathlib import Path; from reference_orchestrator.store import Database\n"
        "store, _ = Database.open(Path(sys.argv[1]))\n"
        "with store.write() as work: work.sessions.touch('nobody', 'now')\n"
        "store.close()"
    )
    subprocess.run([sys.executable, "-c", code, str(bench.home / STORE)], check=True)
    bench.plan("Afterwards")
    fresh = Bench(bench.home)
    assert fresh.call("query_tasks")["total_count"] == 2
    fresh.server_context.close()


@pytest.mark.parametrize("harm", ["cut", "overwritten"])
def test_a_store_damaged_while_running_is_not_written_to_at_the_end(bench: Bench, harm: str) -> None:
    bench.plan()
    path = bench.home / STORE
    if harm == "cut":
        os.truncate(path, path.stat().st_size // 2)
    else:
        with path.open("r+b") as file:
            file.write(b"rubbish" * 100)
    left = path.read_bytes()
    with pytest.raises(Refusal, match="damaged"):
        bench.plan("Too late")
    bench.server_context.close()
    assert path.read_bytes() == left


def test_a_store_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    earlier = Path(__file__).resolve().parents[2] / "reference_orchestrator" / "earlier"
    shutil.copytree(earlier, tmp_path, dirs_exist_ok=True)

    def version() -> int:
        connection = sqlite3.connect(tmp_path / STORE)
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        connection.close()
        return int(found)

    assert version() == 1 < len(MIGRATIONS)
    opened = Bench(tmp_path)
    assert opened.call("query_tasks")["total_count"] == 3
    opened.server_context.close()
    assert version() == len(MIGRATIONS)


def test_the_first_call_of_a_process_waits_for_a_locked_store(bench: Bench) -> None:
    bench.plan()
    with closing(sqlite3.connect(bench.home / STORE, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.5, other.execute, ("ROLLBACK",))
        release.start()
        fresh = Bench(bench.home)
        try:
            fresh.plan("The first call")
        finally:
            release.join()
        assert fresh.call("query_tasks")["total_count"] == 2
        fresh.server_context.close()
