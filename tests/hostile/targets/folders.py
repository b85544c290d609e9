"""Targets whose workspace cannot be entered, listed or removed as others can."""

import os
import shutil
import threading
from pathlib import Path

from tests.hostile.declaring import Hostility, hostile
from tests.hostile.targets.processes import WORKS, at_the_start


@hostile(
    "a-workspace-full-of-files",
    "It fills its workspace with thirty thousand files.",
    scenarios=(WORKS,),
)
def _(lie: Hostility) -> None:
    def fill():
        for folder in range(100):
            Path(f"heap/{folder}").mkdir(parents=True, exist_ok=True)
            for number in range(300):
                os.close(os.open(f"heap/{folder}/{number}", os.O_CREAT | os.O_WRONLY))

    at_the_start(lie, lambda _: threading.Thread(target=fill, daemon=True).start())


@hostile(
    "folders-that-resist",
    "It makes folders that nobody may enter, very deep ones, and names that are no text.",
    scenarios=(WORKS,),
)
def _(lie: Hostility) -> None:
    def resist(_):
        Path("closed/inside").mkdir(parents=True, exist_ok=True)
        Path("closed/inside/file").touch()
        Path("closed/inside").chmod(0)
        Path("closed").chmod(0o400)
        Path(os.fsdecode(b"\xff\xfe\x1b[31m")).mkdir()
        here = Path.cwd()
        for _ in range(300):
            Path("deep" * 10).mkdir()
            os.chdir("deep" * 10)
        os.chdir(here)

    at_the_start(lie, resist)


@hostile(
    "the-workspace-is-closed",
    "It takes all rights to its workspace away, and those to the folders in it.",
    scenarios=(WORKS, "A planned task is pending"),
)
def _(lie: Hostility) -> None:
    def close(reply, call):
        for folder in [*Path.cwd().rglob("*/"), Path.cwd()]:
            folder.chmod(0)
        return reply

    lie.reply("orchestrator_plan_task", close)
    lie.reply("orchestrator_complete_task", close)


@hostile(
    "the-folder-of-all-workspaces-is-removed",
    "It removes the folder in which all servers of the run have their workspaces.",
    scenarios=(
        WORKS,
        "A planned task is pending",
        "A submission listing the absolute path of the secret keeps the secret safe (dangerous names and paths 1)",
        "Validation reports the damage when an artifact is removed (kinds of damage 1)",
        "A plan is rejected when the data store is deleted (damage 1)",
    ),
)
def _(lie: Hostility) -> None:
    folder = Path.cwd().parent

    def remove(reply, call):
        shutil.rmtree(folder, ignore_errors=True)
        return reply

    lie.reply("orchestrator_plan_task", remove)
