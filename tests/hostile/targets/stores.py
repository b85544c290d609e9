"""Targets whose data store, documents, sessions or workspace lead somewhere else."""

import os
import shutil
from pathlib import Path
from typing import Any

from tests.hostile.declaring import Hostility, hostile
from tests.hostile.untrue_paths import failed, once, tell_of

REMOVED = "Validation reports the damage when an artifact is removed (kinds of damage 1)"
ALTERED = "A full audit reports an artifact altered without changing its size"
HANDOVERS = (
    "The handover document lists every open task",
    "The handover document is written inside the workspace (documents 1)",
)
TOLD_NOWHERE = (
    "A submission listing the absolute path of the secret keeps the secret safe (dangerous names and paths 1)"
)
HARMED = (
    "A plan is rejected when the data store is deleted (damage 1)",
    "A plan is rejected when the data store is overwritten with garbage (damage 2)",
    "A plan is rejected when the data store is cut in half (damage 3)",
    "An orchestrator whose data store is overwritten with garbage is not healthy (damage 2)",
    "An orchestrator whose data store was cut in half before startup is not healthy (damage 2)",
)


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
    scenarios=(
        "A session has an identifier and reports its directory",
        "Cleanup of orphaned sessions removes them",
    ),
)
def _(lie: Hostility) -> None:
    at = str(lie.home)
    lie.reply("orchestrator_initialize_session", lambda reply, call: {**reply, "working_directory": at})


@hostile(
    "a-session-s-directory-becomes-a-link-home",
    "The directory of a session is replaced by a symbolic link to the home of the person who runs the suite.",
    scenarios=("Cleanup of orphaned sessions removes them",),
    holds=failed("Cleanup of orphaned sessions removes them", words="is a symbolic link"),
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
    own=".task_orchestrator",
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
    scenarios=("Work continues when a full file system has space again",),
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
    scenarios=("The newest task comes first after the clock jumps a day ahead (jumps 1)",),
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
