"""Targets that tell of files that are none of theirs, or put something else where a file is expected."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.hostile.aftermath import Aftermath
from tests.hostile.declaring import Hostility, hostile

STORED = "The detailed work is stored as an artifact"
INSIDE = "The artifact lies inside the workspace"
REMOVED = "An artifact that is removed is found (harm 1)"
CUT = "An artifact that is cut short is found (harm 2)"
ALTERED = "A full audit finds work of the right size that was altered"
UNCHANGED = "Work with a plain sentence comes back byte for byte (what careless programs change 1)"
GONE = "Work that is given up goes with the task"
ARTIFACTS = (STORED, INSIDE, UNCHANGED, REMOVED, CUT, ALTERED, GONE)
SOME = (STORED, UNCHANGED, CUT, GONE)
HANDOVERS = ("The handover names every open task", "The handover lies inside the workspace (documents 1)")
TOLD_NOWHERE = "Work that names the secret by its absolute path leaves the secret alone (ways out 1)"
HARMED = (
    "With its store deleted, a plan is refused in words (harm 1)",
    "With its store overwritten with rubbish, a plan is refused in words (harm 2)",
    "With its store cut in half, a plan is refused in words (harm 3)",
    "A store that is overwritten with rubbish makes it unhealthy (harm 2)",
    "Started with its store cut in half, it says that it is not well (harm 2)",
)
MOST_CHARACTERS = 1_500
"""So long may a message be that says why a scenario failed."""


def failed(*names: str, words: str = "did not touch it") -> Callable[[Aftermath], None]:
    """What must hold: these scenarios fail, in some words, and no message is long."""

    def holds(left: Aftermath) -> None:
        for name in names:
            one = left.scenario(name)
            assert one.status == "failed", f"{name} {one.status}: {one.message}"
            assert words in one.message, f"{name} does not say {words!r}: {one.message}"
        assert all(len(one.message) < MOST_CHARACTERS for one in left.trial.scenarios), "a message is very long"

    return holds


def tell_of(lie: Hostility, path: Callable[[], str]) -> None:
    """Say of every artifact that it lies elsewhere."""

    def change(reply: dict[str, Any], call: Any) -> dict[str, Any] | None:
        found = list(artifacts_of(reply))
        for artifact in found:
            artifact["path"] = path()
        return reply if found else None

    for tool in ("orchestrator_complete_task", "orchestrator_query_tasks"):
        lie.reply(tool, change)


def artifacts_of(reply: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The artifacts that a reply tells of, at whatever place."""
    yield from reply.get("artifacts", [])
    for task in reply.get("tasks", []):
        yield from artifacts_of(task)


def once(make: Callable[[], object]) -> None:
    """Make something in the workspace, where it is not there yet."""
    try:
        make()
    except FileExistsError:
        return


@hostile(
    "the-artifact-lies-at-home",
    "It says that an artifact lies at a path of the person who runs the suite.",
    scenarios=ARTIFACTS,
    holds=failed(*ARTIFACTS, words="leads out of the workspace"),
)
def _(lie: Hostility) -> None:
    tell_of(lie, lambda: str(lie.home / "notes.txt"))


@hostile(
    "the-artifact-climbs-home",
    "It says that an artifact lies at a path that climbs out of the workspace.",
    scenarios=(STORED, REMOVED),
    holds=failed(STORED, REMOVED, words="leads out of the workspace"),
)
def _(lie: Hostility) -> None:
    tell_of(lie, lambda: os.path.relpath(lie.home / "notes.txt"))


@hostile(
    "the-artifact-is-a-link-home",
    "A symbolic link in the workspace leads to a file of the person who runs the suite.",
    scenarios=SOME,
    holds=failed(*SOME, words="leads out of the workspace"),
)
def _(lie: Hostility) -> None:
    def path() -> str:
        once(lambda: Path("work.txt").symlink_to(lie.home / "notes.txt"))
        return "work.txt"

    tell_of(lie, path)


@hostile(
    "the-artifact-lies-behind-a-link-home",
    "A folder of the workspace is a symbolic link to the home of the person who runs the suite.",
    scenarios=(UNCHANGED, ALTERED),
    holds=failed(UNCHANGED, ALTERED, words="leads out of the workspace"),
)
def _(lie: Hostility) -> None:
    def path() -> str:
        once(lambda: Path("folder").symlink_to(lie.home))
        return str(Path("folder/documents/letter.md").absolute())

    tell_of(lie, path)


@hostile(
    "the-artifact-is-a-hard-link-home",
    "A file of the person who runs the suite has a second name in the workspace.",
    scenarios=(STORED, UNCHANGED, CUT),
    holds=failed(STORED, UNCHANGED, CUT, words="hard links"),
)
def _(lie: Hostility) -> None:
    def path() -> str:
        once(lambda: os.link(lie.home / "notes.txt", "work.txt"))
        return "work.txt"

    tell_of(lie, path)


def users_are_told_nowhere(left: Aftermath) -> None:
    """No line of /etc/passwd stands in what was written."""
    failed(STORED, UNCHANGED)(left)
    first = Path("/etc/passwd").read_text(encoding="utf-8").splitlines()[0]
    assert first not in left.everything_written(), "/etc/passwd is told"


@hostile(
    "the-artifact-is-the-list-of-users",
    "It says that an artifact is /etc/passwd.",
    scenarios=(STORED, UNCHANGED, "Work with emoji comes back byte for byte (what careless programs change 3)"),
    holds=users_are_told_nowhere,
)
def _(lie: Hostility) -> None:
    tell_of(lie, lambda: "/etc/passwd")


@hostile(
    "the-artifact-is-a-pipe",
    "A named pipe to which nobody writes lies where the artifact is said to be.",
    scenarios=SOME,
    holds=failed(*SOME[:-1], words="is a named pipe"),
)
def _(lie: Hostility) -> None:
    def path() -> str:
        once(lambda: os.mkfifo("work.txt"))
        return "work.txt"

    tell_of(lie, path)


@hostile(
    "the-artifact-has-no-end",
    "It says that an artifact is /dev/zero, behind a symbolic link.",
    scenarios=(STORED, INSIDE, UNCHANGED, CUT),
    holds=failed(STORED, INSIDE, UNCHANGED, CUT, words="leads out of the workspace"),
)
def _(lie: Hostility) -> None:
    def path() -> str:
        once(lambda: Path("work.txt").symlink_to("/dev/zero"))
        return "work.txt"

    tell_of(lie, path)


@hostile(
    "the-artifact-is-a-folder",
    "It says that an artifact is a folder of the workspace, and a handover the workspace itself.",
    scenarios=(STORED, UNCHANGED, CUT, *HANDOVERS),
    holds=failed(STORED, UNCHANGED, CUT, *HANDOVERS, words="is a folder"),
)
def _(lie: Hostility) -> None:
    tell_of(lie, lambda: ".task_orchestrator")
    lie.reply("orchestrator_maintenance_coordinator", lambda reply, call: {**reply, "path": "."})


@hostile(
    "the-path-has-a-nul",
    "The path of an artifact has a NUL character in it, and that of a session's directory too.",
    scenarios=(STORED, INSIDE, CUT, GONE, "A session is initialised in the workspace"),
    holds=failed(STORED, INSIDE, CUT, GONE, words="NUL"),
)
def _(lie: Hostility) -> None:
    tell_of(lie, lambda: "work\0.txt")
    lie.reply("orchestrator_initialize_session", lambda reply, call: {**reply, "working_directory": "a\0b"})


@hostile(
    "the-path-has-5000-characters",
    "The path of an artifact has five thousand characters, and that of a session's directory too.",
    scenarios=(STORED, INSIDE, CUT, GONE, "The same work handed in twice is two artifacts"),
    holds=failed(STORED, INSIDE, CUT, GONE, words="longer than any path"),
)
def _(lie: Hostility) -> None:
    tell_of(lie, lambda: "path/" * 1_000)
    lie.reply("orchestrator_initialize_session", lambda reply, call: {**reply, "working_directory": "/x" * 2_500})


@hostile(
    "the-path-has-half-a-character",
    "The path of an artifact has a lone surrogate in it, and names of files in the workspace are no text.",
    scenarios=(STORED, INSIDE, REMOVED, TOLD_NOWHERE),
)
def _(lie: Hostility) -> None:
    def path() -> str:
        Path(os.fsdecode(b"\xff\xfe\x1b[31m")).write_text("no text")
        return "work-\ud83d.txt"

    tell_of(lie, path)


@hostile(
    "the-artifact-changes-places",
    "A file of the workspace and a symbolic link to a file of the person change places all the time.",
    scenarios=ARTIFACTS,
)
def _(lie: Hostility) -> None:
    def alternate() -> None:
        while True:
            Path("own").write_text("The notes are written, proof-read and linked.")
            Path("own").replace("work.txt")
            Path("link").symlink_to(lie.home / "notes.txt")
            Path("link").replace("work.txt")

    def path() -> str:
        if threading.active_count() < 2 or not any(one.name == "alternate" for one in threading.enumerate()):
            threading.Thread(target=alternate, name="alternate", daemon=True).start()
        return "work.txt"

    tell_of(lie, path)


@hostile(
    "the-artifact-has-ten-gigabytes",
    "An artifact has ten gigabytes, of which none is on the disk.",
    scenarios=(STORED, UNCHANGED, CUT, TOLD_NOWHERE),
    holds=failed(UNCHANGED, CUT, words="reads no more than"),
)
def _(lie: Hostility) -> None:
    def path() -> str:
        with Path("work.txt").open("ab") as file:
            file.truncate(10 * 1024**3)
        return "work.txt"

    tell_of(lie, path)


@hostile(
    "a-link-lies-beside-the-store",
    "Beside the store lies a symbolic link that bears the name of a log of it, and leads to a file of the person.",
    scenarios=HARMED,
    holds=failed(*HARMED[:4], words="leads out of the workspace"),
)
def _(lie: Hostility) -> None:
    def put(reply: dict[str, Any], call: Any) -> dict[str, Any]:
        once(lambda: Path(".task_orchestrator/orchestrator.db-journal").symlink_to(lie.home / "documents/accounts.db"))
        return reply

    lie.reply("orchestrator_plan_task", put)


@hostile(
    "a-hard-link-lies-beside-the-store",
    "Beside the store lies a second name of a file of the person, which is that of a log of it.",
    scenarios=HARMED[1:4],
    holds=failed(*HARMED[1:4], words="hard links"),
)
def _(lie: Hostility) -> None:
    def put(reply: dict[str, Any], call: Any) -> dict[str, Any]:
        file = lie.home / "documents/accounts.db"
        once(lambda: os.link(file, ".task_orchestrator/orchestrator.db-journal"))
        return reply

    lie.reply("orchestrator_plan_task", put)


@hostile(
    "the-handover-lies-at-home",
    "It says that a handover was written into a file of the person who runs the suite.",
    scenarios=HANDOVERS,
    holds=failed(*HANDOVERS, words="leads out of the workspace"),
)
def _(lie: Hostility) -> None:
    at = str(lie.home / "documents/letter.md")
    lie.reply("orchestrator_maintenance_coordinator", lambda reply, call: {**reply, "path": at})


@hostile(
    "the-session-is-at-home",
    "It says that a session works in the home of the person who runs the suite.",
    scenarios=("A session is initialised in the workspace", "An orphaned session is cleaned away"),
)
def _(lie: Hostility) -> None:
    at = str(lie.home)
    lie.reply("orchestrator_initialize_session", lambda reply, call: {**reply, "working_directory": at})


@hostile(
    "a-session-s-directory-becomes-a-link-home",
    "The directory of a session is replaced by a symbolic link to the home of the person who runs the suite.",
    scenarios=("An orphaned session is cleaned away",),
    holds=failed("An orphaned session is cleaned away", words="is a symbolic link"),
)
def _(lie: Hostility) -> None:
    def exchange(reply: dict[str, Any], call: Any) -> dict[str, Any] | None:
        directory = Path(reply["working_directory"])
        if directory.name != "left-behind":
            return None
        shutil.rmtree(directory)
        directory.symlink_to(lie.home)
        return reply

    lie.reply("orchestrator_initialize_session", exchange)


@hostile(
    "the-workspace-becomes-a-link-home",
    "While it runs, its workspace is replaced by a symbolic link to the home of the person who runs the suite.",
    scenarios=(REMOVED, ALTERED),
    holds=failed(REMOVED, ALTERED, words="leads out of the workspace"),
)
def _(lie: Hostility) -> None:
    workspace = Path.cwd()

    def path() -> str:
        if not workspace.is_symlink():
            workspace.rename(f"{workspace}-away")
            workspace.symlink_to(lie.home)
        return "notes.txt"

    tell_of(lie, path)


@hostile(
    "the-workspace-is-full-of-traps",
    "In the workspace lie named pipes, links home, a device's link, and folders in folders, more than a thousand deep.",
    scenarios=(TOLD_NOWHERE,),
)
def _(lie: Hostility) -> None:
    workspace = Path.cwd()

    def trap(reply: dict[str, Any], call: Any) -> dict[str, Any]:
        once(lambda: set_traps(workspace, lie.home))
        return reply

    lie.reply("orchestrator_execute_task", trap)


def set_traps(workspace: Path, home: Path) -> None:
    """Make what a search of a workspace must not fall into."""
    os.mkfifo(workspace / "pipe.db")
    (workspace / "zero").symlink_to("/dev/zero")
    (workspace / "home").symlink_to(home)
    (workspace / "self").symlink_to("/proc/self/cwd")
    (workspace / "round").symlink_to(workspace)
    folder = os.open(workspace, os.O_RDONLY)
    for _ in range(1_100):
        os.mkdir("deep", dir_fd=folder)
        deeper = os.open("deep", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = deeper
    os.close(folder)


@hostile(
    "the-ballast-is-a-link-home",
    "In a small file system it puts a link home where the suite puts what fills it.",
    scenarios=("A plan in a file system that is full is refused in words, until there is room",),
    reached=False,
)
def _(lie: Hostility) -> None:
    def put(reply: dict[str, Any], call: Any) -> dict[str, Any]:
        once(lambda: Path("ballast").symlink_to(lie.home / "notes.txt"))
        return reply

    lie.reply("orchestrator_plan_task", put)


@hostile(
    "the-clock-is-a-link-home",
    "The file by which the suite moves its clock is replaced by a symbolic link to a place at home.",
    scenarios=("Tasks stand in the order of their planning, though the clock jumped a day ahead (jumps 1)",),
    reached=False,
)
def _(lie: Hostility) -> None:
    def put(reply: dict[str, Any], call: Any) -> dict[str, Any]:
        file = os.environ.get("FAKETIME_TIMESTAMP_FILE")
        if file and not Path(file).is_symlink():
            Path(file).unlink()
            Path(file).symlink_to(lie.home / "new.txt")
        return reply

    lie.reply("orchestrator_plan_task", put)
