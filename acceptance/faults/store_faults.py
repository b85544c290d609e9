"""Faults of a scenario's data store: locked, damaged, read-only, without disk space; all of them are reverted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from acceptance.confinement.trees import copy_folder
from acceptance.contract.calls import Call
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField, TaskPlan
from acceptance.errors import NotInjectableError, TargetFaultError
from acceptance.faults.disk_faults import FullFolder, limit_file_size
from acceptance.faults.starting import start_specially
from acceptance.scenario.planner import Planner
from acceptance.servers.store import READING, WRITING, Store
from acceptance.system.rights import passes_over_modes
from acceptance.system.waiting import let_pass
from acceptance.transport.launching import Special

if TYPE_CHECKING:
    from acceptance.faults.fault_experiment import FaultExperiment
    from acceptance.scenario.state import ScenarioState
    from acceptance.servers.orchestrator import Attempt, Orchestrator

# What is left for a store and its log to grow by where only large works shall find no room, in bytes.
SOME_ROOM: Final = 256 * 1024
# So many tasks of ten kilobytes have no room in a file system that is full.
MOST_PLANS: Final = 200
# By so many bytes a part of a work is known.
PART_BYTES: Final = 25


class StoreFaults:
    """The data store of a scenario, and what it held before it was damaged."""

    def __init__(self, state: ScenarioState, experiment: FaultExperiment) -> None:
        self._state = state
        self._experiment = experiment
        self._store: Store | None = None
        self._before: Mapping[str, bytes] = {}
        self._harmed: Mapping[str, bytes] = {}
        self._restore: Callable[[], object] = lambda: None
        self._waiting: list[Future[Attempt]] = []
        self._folder: FullFolder | None = None

    @property
    def store(self) -> Store:
        """The scenario's store, as it was found first; a server that was ended since holds nothing open.

        Raises:
            NotInjectableError: it is not known.
        """
        if self._store is None:
            self._store = Store.of(self._state.orchestrator)
        return self._store

    @property
    def changed_since(self) -> list[str]:
        """The names of the store's files that changed since they were damaged."""
        now, then = self.store.content(), self._harmed
        return sorted(PurePath(path).name for path in {*now, *then} if now.get(path) != then.get(path))

    def lock(self) -> None:
        """Lock the data store until it is restored."""
        experiment, lock = self._experiment, self.store.lock()
        experiment.undo_at_the_end(lock.release)
        strike = experiment.strike("data store locked")
        if lock.holds:
            strike.trace = "another lock on the data store was tried, and refused"
        self._restore = lock.release

    def ask_behind_the_lock(self, call: Call) -> None:
        """Make a call that may have to wait for the lock, and do not wait for it."""
        self._state.orchestrator.require(call)
        pool = ThreadPoolExecutor(1)
        self._waiting.append(pool.submit(self._state.orchestrator.attempt, call))
        pool.shutdown(wait=False)

    def plan_behind_the_lock(self, title: str) -> None:
        """Plan a task, which may have to wait for the lock, and do not wait for it."""
        self.ask_behind_the_lock(self._state.orchestrator.dialect.plan(TaskPlan({TaskField.TITLE: title})))

    def disturb(self, fault: str, seconds: float | None) -> None:
        """Inject one of the `STORE_FAULTS`, for so many seconds or until the data store is restored."""
        if seconds is not None:
            self._experiment.wait_for_a_random_moment()
        STORE_FAULTS[fault](self)
        self._let_last(seconds)

    def plan_while_locked(self, title: str, seconds: float) -> None:
        """Lock the data store for some time, and plan a task meanwhile; its reply is the scenario's last one.

        Raises:
            TargetFaultError: the plan was not answered.
        """
        self.lock()
        self.plan_behind_the_lock(title)
        self._let_last(seconds)
        Planner(self._state).take(title, self.read_what_waited()[-1])

    def read_what_waited(self) -> list[Reply]:
        """Wait for what was asked while the store was locked; the last reply is the scenario's last one.

        Raises:
            TargetFaultError: it was not answered.
        """
        waiting, self._waiting = self._waiting, []
        attempts = [future.result() for future in waiting]
        replies = []
        for attempt in attempts:
            self._state.orchestrator.keep(attempt)
            if isinstance(attempt.outcome, TargetFaultError):
                raise attempt.outcome
            replies.append(Reply(attempt.call, attempt.outcome))
        self._state.last_reply = replies[-1]
        return replies

    @property
    def still_waiting(self) -> bool:
        """Whether what was asked behind the lock is not answered yet."""
        return bool(self._waiting) and not any(future.done() for future in self._waiting)

    def answered_early(self) -> str:
        """What was answered to what should wait behind the lock, in words; empty where nothing was."""
        for future in self._waiting:
            if future.done():
                attempt = future.result()
                if isinstance(attempt.outcome, TargetFaultError):
                    return str(attempt.outcome)
                reply = Reply(attempt.call, attempt.outcome)
                return f"it was {'rejected' if reply.refused else 'accepted'}: {reply.shortened()}"
        return ""

    def damage(self, damage: str) -> None:
        """Damage the store's files, and remember what they held."""
        store, experiment = self.store, self._experiment
        self._before = store.content()
        strike = experiment.strike(f"data store {damage}")
        store.harm(damage)
        self._harmed = store.content()
        if self._harmed != self._before:
            sizes = f"{_size(self._before)} bytes before, {_size(self._harmed)} bytes after"
            strike.trace = f"its files hold something else than before ({sizes})"
        self._restore = lambda: store.put_back(self._before)

    def protect(self) -> None:
        """Remove every write permission from the data store.

        Raises:
            NotInjectableError: the server passes over such rights.
        """
        pid = self._state.orchestrator.connection.process.pid
        if pid is None or passes_over_modes(pid) is not False:
            raise NotInjectableError("the permissions of files do not bind this process")
        self._before = self.store.content()
        strike = self._experiment.strike("data store read-only")
        self._restore = self.store.protect()
        self._harmed = self.store.content()
        self._experiment.undo_at_the_end(self._restore)
        strike.trace = "nobody has write permission, and the process is bound by permissions"

    def fill(self, volume: str, room: int, seconds: float | None) -> None:
        """Fill one of the `VOLUMES` but for some bytes, for so many seconds or until space is available again."""
        VOLUMES[volume](self, room)
        self._let_last(seconds)

    def fill_disk(self, room: int) -> None:
        """Let no file of the server grow beyond a size; what it has written stays.

        Raises:
            NotInjectableError: this system has no such limit, or does not let it be set.
        """
        process = self._state.orchestrator.connection.process
        largest = self.store.largest if room else 0
        self._restore = limit_file_size(process.pid, largest + room)
        self._experiment.undo_at_the_end(self._restore)
        strike = self._experiment.strike("disk full")
        strike.trace = f"the system shows a limit of {largest + room:,} bytes on the files of process {process.pid}"

    def start_on_a_small_file_system(self) -> None:
        """Start the server in a file system of its own, of a megabyte or so.

        Raises:
            NotInjectableError: none can be mounted.
        """
        self._folder = FullFolder(self._state.pool.new_directory("small"))
        self._experiment.undo_at_the_end(self._folder.remove)
        self._state.servers.move_to(self._start(self._folder.path))

    def fill_file_system(self, room: int) -> None:
        """Fill that file system, but for some bytes.

        Raises:
            TargetFaultError: the server does not work in one.
        """
        if self._folder is None:
            raise TargetFaultError("the orchestrator does not run on a small file system")
        strike = self._experiment.strike("disk full")
        free = self._folder.fill(room)
        if free <= room:
            strike.trace = f"the system shows {free:,} bytes as free"
        self._restore = self._folder.clear

    def plan_until_rejected(self) -> None:
        """Plan tasks with long descriptions until one is rejected; its reply is the scenario's last one.

        Raises:
            TargetFaultError: so many were accepted that the place must have run over.
        """
        words = {TaskField.DESCRIPTION: "There is hardly any room for this. " * 300}
        for number in range(1, MOST_PLANS + 1):
            plan = TaskPlan({TaskField.TITLE: f"Will it fit, number {number}", **words})
            if self._state.verbs.plan(plan).refused:
                return
        raise TargetFaultError(f"{MOST_PLANS} tasks were accepted although the file system was full")

    def parts_left(self, work: str) -> list[str]:
        """The files of the workspace, but for the store's own, that contain the beginning of a work."""
        files, own = self._state.orchestrator.files, set(self.store.all_files)
        beginning = work.encode()[:PART_BYTES]
        return [path for path in files.plain_files() if path not in own and beginning in (files.content(path) or b"")]

    def restore(self) -> None:
        """Revert the last fault of the data store."""
        self._restore()
        self._experiment.last.over()

    def _let_last(self, seconds: float | None) -> None:
        """Revert the last fault after so many seconds; with `None` it stays."""
        if seconds is not None:
            let_pass(seconds)
            self.restore()

    def start_with(self, damage: str) -> None:
        """End the server, damage its store, and start it again there.

        Raises:
            TargetFaultError: it does not start.
        """
        workspace = self.store.workspace.root
        self._state.servers.end()
        self.store.settle()
        if damage in LOST_RIGHTS:
            self._before = self._harmed = self.store.content()
            self._restore = self.store.protect(LOST_RIGHTS[damage])
            self._experiment.undo_at_the_end(self._restore)
            self._experiment.strike(f"data store {damage}").trace = "nobody has the permission"
        else:
            self.damage(damage)
        self._state.servers.move_to(self._start(workspace, Special(ordinary=True)))

    def start_as_an_ordinary_user(self) -> None:
        """Start a server that file permissions bind, and use it from now on."""
        self._state.servers.move_to(self._start(None, Special(ordinary=True)))
        self._state.orchestrator.open_workspace()

    def start_in_an_earlier_workspace(self) -> None:
        """Start a server in a copy of a workspace of an earlier version, and use it from now on.

        Raises:
            NotInjectableError: the target tells of none.
        """
        earlier = self._state.pool.target.earlier
        if earlier is None:
            raise NotInjectableError(
                "no workspace of an earlier version is known; name one in targets.toml (key `earlier`)"
            )
        workspace = self._state.pool.new_directory("earlier")
        copy_folder(earlier, workspace)
        self._state.servers.move_to(self._start(workspace))
        self._state.orchestrator.open_workspace()

    def _start(self, workspace: Path | None, special: Special | None = None) -> Orchestrator:
        return start_specially(self._state.pool, workspace, special or Special())


STORE_FAULTS: Final[Mapping[str, Callable[[StoreFaults], None]]] = {
    "locked": StoreFaults.lock,
    "read-only": StoreFaults.protect,
}
"""What lasts until it is taken back, by the features' words."""
LOST_RIGHTS: Final[Mapping[str, int]] = {"made read-only": WRITING, "made unreadable": WRITING | READING}
DAMAGES: Final = ("deleted", "overwritten with garbage", "cut in half", *LOST_RIGHTS)
"""What is done to the files of a store, in the features' words."""
RESOURCES: Final = ("the data store", "disk space")
"""What is available again when a fault is taken back, in the features' words."""
VOLUMES: Final[Mapping[str, Callable[[StoreFaults, int], None]]] = {
    "disk": StoreFaults.fill_disk,
    "file system": StoreFaults.fill_file_system,
}
"""What can be full, by the features' words: the machine's disk, or a small file system of the scenario's own."""
SPACE: Final[Mapping[str, int]] = {"full": 0, "nearly full": SOME_ROOM}
"""How many bytes are left, by the features' words."""


def _size(content: Mapping[str, bytes]) -> int:
    return sum(map(len, content.values()))
