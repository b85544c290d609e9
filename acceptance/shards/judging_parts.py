"""The scenarios that judge the run, run over the merged results of several machines, with no orchestrator."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Final

from acceptance.evidence.scenario_results import read_record
from acceptance.locking.reports_lock import ReportsLock
from acceptance.specification.features import read_specification
from acceptance.specification.phases import JUDGING_FOLDER
from acceptance.system.paths import Paths

OUTPUT: Final = "sign-off.txt"
"""What the judging process printed, below `reports/shards/`."""


def judge_parts(places: Paths, lock: ReportsLock) -> bool:
    """Run the judging scenarios where the parts together hold all others and none of these.

    Args:
        places: where the suite is, and where the merged results are.
        lock: keeps others out of the reports folder; the process shares it.

    Returns:
        Whether they were run.
    """
    outcomes = read_record(places.reports)
    cases = [case for case in read_specification(places.features).cases.values() if not case.large]
    others = [case.name for case in cases if case.folder != JUDGING_FOLDER]
    judging = [case.name for case in cases if case.folder == JUDGING_FOLDER]
    if not set(others) <= outcomes.keys() or set(judging) & outcomes.keys():
        return False
    output = places.reports / "shards" / OUTPUT
    output.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "behave", "-Dkeep=yes", "-Dpart=sign-off", "-Dmerged=yes"]
    with output.open("wb") as file:
        subprocess.run(
            [*command, f"features/{JUDGING_FOLDER}"],
            cwd=places.root,
            env={**os.environ, **places.variables(), **lock.variables()},
            pass_fds=(lock.descriptor,),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            check=False,
        )
    return True
