"""Lies about locks, damage and full disks (contract SAFE-3 to SAFE-5)."""

from reference_orchestrator.artifacts import ArtifactFolder
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.store import database, files
from reference_orchestrator.tools import control
from tests.flawed.lying import Lie, flaw, given

LARGE = 2_000_000


def take_plans_in_vain(lie: Lie, *words: str) -> None:
    """Answer a plan that is refused with one of some words as if it were accepted, as the one before was."""
    last: dict[str, object] = {}

    def wrap(run, call):
        try:
            reply = run(call)
        except Refusal as refusal:
            if not last or not any(word in str(refusal) for word in words):
                raise
            lie.told()
            return {**last, "title": given(call, "title")}
        last.update(reply)
        return reply

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "a-lock-is-not-waited-for",
    "A plan is refused at once when the store is locked for a moment.",
    breaks="SAFE-3",
    caught_by="A plan waits until a brief lock on the data store ends",
    touches="FAULT-5 OSM-4 SAFE-6 SAFE-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def begin(self, connection, waits):
            try:
                original(self, connection, 0)
            except files.sqlite3.OperationalError:
                lie.told()
                raise

        return begin

    lie.patch(database.Database, "_begin", make)


@flaw(
    "a-lock-is-waited-for-for-ever",
    "A plan is not answered as long as the store is locked.",
    breaks="SAFE-3",
    caught_by="A plan that waits too long for the data store is rejected",
    touches="FAULT-5 FAULT-1 CTRL-2 OSM-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def begin(self, connection, waits):
            try:
                original(self, connection, 0)
            except files.sqlite3.OperationalError:
                lie.told()
                original(self, connection, 60)

        return begin

    lie.patch(database.Database, "_begin", make)


@flaw(
    "a-lock-blocks-health",
    "Health is not told while the store is locked.",
    breaks="SAFE-3",
    caught_by="A health check is answered while a plan waits for a lock",
    touches="FAULT-5 VALID-1 CTRL-1 CTRL-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def ask(place):
            current = place.peek()
            if current is not None:
                lie.told()
                with current.workspace.database.write(lock_timeout=60):
                    pass
            return original(place)

        return ask

    lie.patch(control, "_ask_store", make)


@flaw(
    "a-damaged-store-is-replaced",
    "A store that is damaged before the start is replaced by a new one.",
    breaks="SAFE-4",
    caught_by=(
        "With its data store overwritten with garbage before startup, no session can be opened",
        "A data store that was overwritten with garbage before startup is left unchanged",
        "A data store that was cut in half before startup is left unchanged",
    ),
    touches="FAULT-5 OSM-4 VALID-1 CTRL-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def create_or_check(path, lock_timeout):
            try:
                return original(path, lock_timeout)
            except (Refusal, files.sqlite3.DatabaseError):
                lie.told()
                path.unlink()
                return original(path, lock_timeout)

        return create_or_check

    lie.patch(database, "create_or_check", make)


@flaw(
    "a-full-disk-completes-the-task",
    "Work for which there is no room completes its task.",
    breaks="SAFE-5",
    caught_by="A submission that overfills the disk leaves its task in progress",
    touches="FAULT-5 OSM-4 SAFE-1 TASK-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def write(self, artifact_id, text):
            try:
                return original(self, artifact_id, text)
            except Refusal:
                lie.told()
                return str(self._relative / f"{artifact_id}.txt"), len(text.encode())

        return write

    lie.patch(ArtifactFolder, "write", make)


@flaw(
    "a-full-disk-leaves-a-part",
    "Of work for which there is no room a part is left in the workspace.",
    breaks="SAFE-5",
    caught_by="A rejected submission leaves no part of its work in the workspace",
    touches="FAULT-5 OSM-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def write(self, artifact_id, text):
            try:
                return original(self, artifact_id, text)
            except Refusal:
                lie.told()
                (self._workspace / self._relative / f"{artifact_id}.txt").write_text(text[:10_000], encoding="utf-8")
                raise

        return write

    lie.patch(ArtifactFolder, "write", make)


@flaw(
    "a-full-disk-is-told-by-the-store",
    "A plan for which there is no room is refused with the message of the database.",
    breaks="SAFE-5",
    caught_by=(
        "A plan is rejected when the disk is full",
        "The rejection of a plan on a full file system is explained",
    ),
    touches="FAULT-5 OSM-4 SAFE-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "disk is full" not in str(refusal):
                raise
            lie.told()
            raise Refusal("sqlite3.OperationalError: database or disk is full") from None

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "a-refused-plan-is-made-up-for",
    "A plan that is refused, since the store is locked or the disk is full, is carried out when that is over.",
    breaks="SAFE-3 SAFE-5",
    caught_by=(
        "A plan rejected because of a lock is not stored",
        "A plan rejected because of a full disk is not stored",
    ),
    touches="FAULT-5 OSM-4 SAFE-1",
)
def _(lie: Lie) -> None:
    refused = []

    def plan(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if any(word in str(refusal) for word in ("locked", "disk is full")):
                refused.append((run, call))
            raise

    def look(run, call):
        while refused:
            plan_after_all, planned = refused.pop()
            plan_after_all(planned)
            lie.told()
        return run(call)

    lie.around("orchestrator_plan_task", plan)
    lie.around("orchestrator_query_tasks", look)


@flaw(
    "a-full-disk-loses-a-plan",
    "A plan for which there is no room is told to be accepted.",
    breaks="SAFE-5",
    caught_by=(
        "A plan is rejected when the disk is full",
        "Work interrupted by a full disk continues, losing no confirmed change",
    ),
    touches="FAULT-5 OSM-4 SAFE-1",
)
def _(lie: Lie) -> None:
    take_plans_in_vain(lie, "disk is full")
