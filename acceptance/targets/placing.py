"""A target in a workspace: the home of its servers there, and what is done before the first of them starts."""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from acceptance.errors import ConnectFailedError
from acceptance.messages.bounds import brief
from acceptance.targets.target import Target

PREPARING_SECONDS: Final = 60.0


def placed(target: Target, workspace: Path, homes: Path) -> Target:
    """The target as it is started in a workspace; the home that it asks for is made.

    All servers of one workspace have the same home, also after a restart, and those of two workspaces never do.

    Args:
        target: what is started.
        workspace: where.
        homes: the folder for the homes, which whoever made it removes.

    Raises:
        OSError: the home cannot be made.
    """
    home = home_in(workspace, homes)
    if target.needs_home:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return target.placed(workspace, home)


def home_in(workspace: Path, homes: Path) -> Path:
    """The home of all servers of a workspace, whether it was made or not.

    Args:
        workspace: which.
        homes: the folder for the homes.
    """
    return homes / hashlib.sha256(os.fsencode(os.path.realpath(workspace))).hexdigest()[:16]


def prepare(command: Sequence[str], workspace: Path, environment: Mapping[str, str]) -> None:
    """Run the command that prepares a workspace, unless there is something in the workspace already.

    Args:
        command: program and arguments; empty for none.
        workspace: where it is run.
        environment: all the variables that it sees.

    Raises:
        ConnectFailedError: it cannot be run, failed, or did not end; its last line is told.
    """
    if not command or not workspace.is_dir() or any(workspace.iterdir()):
        return
    try:
        subprocess.run(
            list(command),
            cwd=workspace,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PREPARING_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ConnectFailedError(
            f"The command that prepares a workspace (key `prepare` of the target) failed: {shlex.join(command)}. "
            f"{last_line(error)}. Run it yourself in an empty folder to see why."
        ) from None


def last_line(error: OSError | subprocess.SubprocessError) -> str:
    """The last line that a command printed before it failed, or the error itself where it printed nothing."""
    output = getattr(error, "output", None) or b""
    lines = output.decode("utf-8", "replace").split("\n")
    said = next((line.strip() for line in reversed(lines) if line.strip()), "")
    ended = f"It ended with exit code {getattr(error, 'returncode', '?')}: {said}"
    return brief(ended if said else str(error)).rstrip(".")
