"""The count buckets: counts and pages that walk over no task, and agree with those that do."""

import random
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from reference_bench import Bench

from reference_orchestrator.domain.queries import Page, TaskFilter
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.filling import fill
from reference_orchestrator.store import Database
from tests.project import HANG_SECONDS

TASKS = 2_300


def store(directory: Path) -> Path:
    return directory / ".task_orchestrator" / "orchestrator.db"


def stirred(home: Path) -> Path:
    """A store with many tasks, of which some were changed, archived and deleted, here and there."""
    fill(home, TASKS)
    chance = random.Random(3)
    with closing(sqlite3.connect(store(home))) as connection:
        for seq in chance.sample(range(1, TASKS + 1), 600):
            state = chance.choice([*(state.value for state in TaskStatus), None])
            change = "DELETE FROM tasks WHERE seq = ?" if state is None else "UPDATE tasks SET status = ? WHERE seq = ?"
            connection.execute(change, (seq,) if state is None else (state, seq))
        connection.execute("DELETE FROM tasks WHERE seq BETWEEN 900 AND 1600")
        connection.commit()
    return store(home)


def test_counts_are_those_of_a_walk_over_all_tasks(tmp_path: Path) -> None:
    path = stirred(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        walked = dict(connection.execute("SELECT status, count(*) FROM tasks GROUP BY status").fetchall())
    with Database.open(path)[0].read() as work:
        assert {state.value: number for state, number in work.tasks.counts().items() if number} == walked
        for states in ((), (TaskStatus.PENDING,), (TaskStatus.FAILED, TaskStatus.ARCHIVED)):
            wanted = [state.value for state in states] or [state for state in walked if state != "archived"]
            assert work.tasks.count(TaskFilter(statuses=states)) == sum(walked.get(state, 0) for state in wanted)


def test_pages_neither_repeat_nor_miss_a_task_however_far_back(tmp_path: Path) -> None:
    with Database.open(stirred(tmp_path))[0].read() as work:
        for states in ((), (TaskStatus.COMPLETED,), (TaskStatus.PENDING, TaskStatus.ARCHIVED)):
            wanted = TaskFilter(statuses=states)
            whole = [task.id for task in work.tasks.find(wanted, Page(TASKS))]
            assert len(whole) == work.tasks.count(wanted) > 40
            paged = [
                task.id
                for offset in range(0, len(whole) + 30, 13)
                for task in work.tasks.find(wanted, Page(13, offset))
            ]
            assert paged == whole


def test_a_store_from_before_the_count_buckets_gets_them(tmp_path: Path) -> None:
    fill(tmp_path, 1_200)
    with closing(sqlite3.connect(store(tmp_path))) as connection:
        for name in ("task_planned", "task_removed", "task_moved"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DROP TABLE shelves")
        connection.execute("ALTER TABLE tasks DROP COLUMN last_call_at")
        connection.execute("PRAGMA user_version = 2")
    with Database.open(store(tmp_path))[0].read() as work:
        assert sum(work.tasks.counts().values()) == 1_200
        assert len(work.tasks.find(TaskFilter(), Page(10, 1_195))) == 5


def test_a_look_waits_for_no_writer_even_when_it_notes_its_session(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.plan()
    # As a new process: the first look of a session wants to be noted.
    bench = Bench(tmp_path)
    database = bench.server_context.workspace(bench.server_context.home)[0].database
    writing, looked = threading.Event(), threading.Event()

    def write() -> None:
        with database.write():
            writing.set()
            looked.wait(HANG_SECONDS)

    writer = threading.Thread(target=write)
    writer.start()
    assert writing.wait(HANG_SECONDS)
    assert bench.call("query_tasks")["total_count"] == 1
    still_writing = writer.is_alive()
    looked.set()
    writer.join()
    assert still_writing
