"""Load on the wire by Locust: in processes of their own, since its monkey patching breaks the SDK's client."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from acceptance.errors import SuiteError
from acceptance.load.plan import LoadPlan, check_place
from acceptance.load.tally import Tally
from acceptance.system.paths import ROOT

LOCUSTFILE: Final = Path(__file__).with_name("locustfile.py")
# How long the processes may take beyond the load itself: to start, to read everything back, to end; in seconds.
MARGIN: Final = 60
MOST_WORKERS: Final = 64
LAST_LINES: Final = 8


@dataclass(frozen=True, slots=True)
class Swarm:
    """A load on the wire.

    Attributes:
        url: where the orchestrator is.
        plan: how much; each call under way is a user of its own.
        generation: the version of the protocol that is spoken.
        workers: how many processes put the load on; 1: no master is needed.
        own_host: the one host elsewhere that is the person's own; empty for none.
    """

    url: str
    plan: LoadPlan
    generation: str
    workers: int = 1
    own_host: str = ""

    def command(self, outcome: Path) -> list[str]:
        """The command line that puts the load on and writes what came of it into a file."""
        users = str(self.plan.connections * self.plan.in_flight)
        limits = [f"--tasks={self.plan.tasks}", f"--seconds={self.plan.seconds}"]
        several = [f"--processes={self.workers}"] if self.workers > 1 else []
        return [
            *(sys.executable, "-m", "locust", "-f", str(LOCUSTFILE), "--headless", "--only-summary"),
            *("--loglevel=WARNING", f"--host={self.url}", f"--users={users}", f"--spawn-rate={users}"),
            *(f"--run-time={self.plan.seconds + MARGIN}s", f"--generation={self.generation}", *limits, *several),
            *(f"--own-host={self.own_host}", f"--outcome={outcome}"),
        ]

    def run(self, folder: Path) -> Tally:
        """Put the load on; what Locust prints is kept in the folder.

        Raises:
            SuiteError: Locust is not installed, the address is elsewhere, or Locust told nothing of what came of it.
        """
        check_installed()
        check_place(self.url, self.own_host)
        folder.mkdir(parents=True, exist_ok=True)
        outcome, output = folder / "outcome.json", folder / "locust.txt"
        outcome.unlink(missing_ok=True)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
        with output.open("wb") as file:
            process = subprocess.Popen(
                self.command(outcome), env=environment, stdout=file, stderr=file, start_new_session=True
            )
        try:
            process.wait(self.plan.seconds + 2 * MARGIN)
        except subprocess.TimeoutExpired:
            pass
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return read_outcome(outcome, output)


def check_installed() -> None:
    """Check that Locust is installed, as it is with the suite.

    Raises:
        SuiteError: it is not.
    """
    if importlib.util.find_spec("locust") is None:
        raise SuiteError("Load on the wire needs Locust, which is not installed: install the suite again.")


def read_workers(text: str) -> int:
    """Read how many processes put the load on.

    Raises:
        SuiteError: it is no such number.
    """
    word = text.strip()
    if not (word.isascii() and word.isdigit() and 1 <= int(word[:4]) <= MOST_WORKERS):
        raise SuiteError(f'--workers is a whole number of processes from 1 to {MOST_WORKERS}; "{text}" is none.')
    return int(word)


def read_outcome(outcome: Path, output: Path) -> Tally:
    """Read what Locust told.

    Raises:
        SuiteError: it told nothing; its last words are in the message.
    """
    tally = Tally()
    try:
        tally.add(json.loads(outcome.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError):
        lines = output.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        words = "\n".join(lines[-LAST_LINES:])
        raise SuiteError(f"Locust ended without a result of the load; its last words:\n{words}") from None
    return tally
