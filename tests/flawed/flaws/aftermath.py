"""Lies that only the next process tells: what was answered, and is no longer so after a start (contract SAFE-1)."""

from contextlib import closing

from reference_orchestrator.store import database, files
from reference_orchestrator.store.artifacts import ArtifactTable
from tests.flawed.lying import Lie, flaw

ATTIC = "CREATE TABLE IF NOT EXISTS attic AS SELECT * FROM artifacts WHERE 0"


def at_the_start(lie: Lie, *lines: str) -> None:
    """Have lines of SQL done to a store that is found, each time one is opened."""

    def make(original):
        def create_or_check(path, lock_timeout):
            created = original(path, lock_timeout)
            if not created:
                with closing(files.connect(path, lock_timeout)) as connection:
                    before = connection.total_changes
                    for line in lines:
                        connection.execute(line)
                    if connection.total_changes > before:
                        lie.told()
            return created

        return create_or_check

    lie.patch(database, "create_or_check", make)


@flaw(
    "a-cancellation-does-not-outlive-its-process",
    "A cancelled task is in progress again when the orchestrator is started anew.",
    breaks="TASK-5 SAFE-1",
    caught_by=(
        "A task cancelled while pending stays cancelled after a kill",
        "A task cancelled while in progress stays cancelled after a kill",
        "A task cancelled while blocked stays cancelled after a kill",
    ),
    touches="FAULT-1 FAULT-2 FAULT-3 FAULT-4 FAULT-5 OSM-4 VALID-4 CTRL-2 SESSION-1 SESSION-2",
)
def _(lie: Lie) -> None:
    at_the_start(lie, "UPDATE tasks SET status = 'in_progress', reason = NULL WHERE status = 'cancelled'")


@flaw(
    "work-that-was-given-up-comes-back",
    "Work that went with its task is there again when the orchestrator is started anew.",
    breaks="TASK-5 SAFE-1",
    caught_by="Work discarded by a cancellation stays discarded after a kill",
    touches="FAULT-3 OSM-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def remove(self, task_ids):
            self._connection.execute(ATTIC)
            marks = ", ".join("?" for _ in task_ids)
            self._connection.execute(f"INSERT INTO attic SELECT * FROM artifacts WHERE task_id IN ({marks})", task_ids)
            original(self, task_ids)

        return remove

    lie.patch(ArtifactTable, "remove", make)
    lie.patch(database.Transaction, "when_done", lambda original: lambda self, action: None)
    kept = "SELECT * FROM attic WHERE task_id IN (SELECT id FROM tasks WHERE status = 'cancelled')"
    at_the_start(lie, ATTIC, f"INSERT INTO artifacts {kept}", "DELETE FROM attic")


@flaw(
    "kept-work-is-swept-at-the-start",
    "The work of cancelled tasks is swept away when the orchestrator is started anew.",
    breaks="TASK-5 SAFE-1",
    caught_by="A cancelled task keeps its work when the orchestrator is killed",
    touches="FAULT-1 FAULT-2 FAULT-3 FAULT-4 FAULT-5 OSM-4",
)
def _(lie: Lie) -> None:
    at_the_start(lie, "DELETE FROM artifacts WHERE task_id IN (SELECT id FROM tasks WHERE status = 'cancelled')")


@flaw(
    "what-was-begun-is-pending-after-a-start",
    "Tasks in progress are pending again when the orchestrator is started anew.",
    breaks="SAFE-1 SESSION-1 VALID-4",
    caught_by=(
        "A session whose client disconnected can be resumed by another process",
        "Work interrupted by a shutdown continues, losing no confirmed change",
    ),
    touches="FAULT-1 FAULT-2 FAULT-4 OSM-4 CTRL-2 SESSION-2 EXEC-2",
)
def _(lie: Lie) -> None:
    at_the_start(lie, "UPDATE tasks SET status = 'pending' WHERE status = 'in_progress'")


@flaw(
    "the-newest-work-is-lost-at-the-start",
    "The work that was handed in last is gone when the orchestrator is started anew.",
    breaks="SAFE-1 SAFE-2 VALID-5",
    caught_by="An orchestrator that reports readiness loses nothing when it is shut down",
    touches="FAULT-1 FAULT-2 FAULT-3 FAULT-4 OSM-4 CTRL-2 EXEC-4 TASK-3 TASK-5 CTRL-4 SESSION-1 SESSION-2 VALID-4",
)
def _(lie: Lie) -> None:
    at_the_start(lie, "DELETE FROM artifacts WHERE seq = (SELECT max(seq) FROM artifacts)")
