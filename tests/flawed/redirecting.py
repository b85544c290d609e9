"""Has the run of this process hold a target against the features that stands in no file of targets."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from acceptance.servers import serving
from acceptance.targets.target import Target
from acceptance.transport.launching import Launcher
from acceptance.transport.warm_launcher import WarmLauncher
from acceptance.world import shell
from steps.support import run as suite_run
from steps.support import target_facts


@contextmanager
def lent(launcher: Launcher) -> Iterator[Launcher]:
    """A launcher of the process that forked this one: it goes on, and what was started beside it here ends here."""
    try:
        yield launcher
    finally:
        if isinstance(launcher, WarmLauncher):
            launcher.end_beside()


def redirect(target: Target, launcher: Launcher, folder: Path) -> None:
    """Have this process's run hold one target against the features, and write all it writes into a folder.

    Args:
        target: the target.
        launcher: how its servers are started.
        folder: the folder.
    """
    suite_run.REPORTS = folder
    suite_run.ready_target = lambda *_, **__: target
    serving.launcher_for = lambda *_, **__: lent(launcher)
    # No trial is compared with another run, and to read all the files of this folder takes a tenth of a trial.
    target_facts.files_digest = lambda *_: ""
    # A command line knows a target by its name or by its command, and this one's variables stand in neither.
    variables = [f"{name}={value}" for name, value in target.environment.items()]
    command = shlex.join(["env", *variables, *target.command])
    by_address = shell.against

    def against(connection: shell.Connection) -> dict[str, str]:
        told = by_address(connection)
        by_command = told == {"ORCHESTRATOR_COMMAND": shlex.join(target.command)}
        return {"ORCHESTRATOR_COMMAND": command} if by_command else told

    shell.against = against
