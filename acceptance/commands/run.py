"""`run`: hold an orchestrator against the specification, and render what came of it."""

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Sequence
from time import time
from typing import Annotated

import typer

from acceptance.commands.places import PLACES, RESULTS, ROOT
from acceptance.commands.report import report
from acceptance.targets import split


def run(
    rest: Annotated[list[str] | None, typer.Argument(metavar="BEHAVE", help="After --: anything behave knows.")] = None,
    target: Annotated[str, typer.Option(metavar="NAME", help="A target of targets.toml.")] = "",
    command: Annotated[str, typer.Option(metavar="LINE", help="What starts any orchestrator that speaks stdio.")] = "",
    tags: Annotated[str, typer.Option(metavar="EXPRESSION", help="Run only the scenarios whose tags fit.")] = "",
) -> int:
    """Run the features, then render the report of what there is, be it cut short."""
    words = [sys.executable, "-m", "behave"]
    words += [f"-Dtarget={target}"] if target else []
    # The features run in the suite's own folder; a path in the command is meant from where the person stands.
    words += [f"-Dcommand={shlex.join(split(command, 'The command given'))}"] if command else []
    words += [f"--tags={tags}"] if tags else []
    begun = time()
    code = behave([*words, *(rest or [])])
    # A run that was called off leaves the results of an earlier one, of which there is nothing new to tell.
    if any(result.stat().st_mtime >= begun for result in RESULTS.glob("*-result.json")):
        report()
    return code


def behave(command: Sequence[str]) -> int:
    """Run behave to its end; Ctrl-C is behave's to handle, and a termination is handed on to it."""
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **PLACES.variables()})
    signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The terminal has sent it to behave as well, which ends its servers and keeps the results so far.
            continue
