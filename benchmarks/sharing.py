"""How much sooner the features are through when two processes share them, against one that runs them all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from acceptance.errors import NotMeasurableError, SuiteError, TargetFaultError
from acceptance.locking.reports_lock import occupied
from acceptance.stopwatch import Comparison, Measured, SamplingLimits
from acceptance.stopwatch.intervals import quantile, tidy
from acceptance.system.paths import PATHS, REPORTS_VARIABLE, ROOT

if TYPE_CHECKING:
    from acceptance.servers.server_pool import ServerPool

# What may be shared out: all but what measures, and what judges the run.
SHARED: Final = ("1_feature_integration", "2_api_testing", "3_system_validation", "5_error_scenarios")
# A run takes a minute or two, so there are few.
PATIENCE: Final = SamplingLimits(fewest=2, most=3, seconds=600, warm_up=0)
LONGEST_SECONDS: Final = 900.0
ENTRY: Final = f"import sys; from {__name__} import main; sys.exit(main())"
STARTED: Final = '"event": "server started"'


@dataclass(slots=True)
class Sharing(Comparison):
    """A comparison of whole runs, in seconds where others tell milliseconds.

    Attributes:
        starts: how many servers each run started.
    """

    starts: list[int] = field(default_factory=list)

    def absolute(self) -> str:
        """How long they take, and how many servers they start."""
        shared, alone = (quantile(times, 0.5) / 1000 for times in (self.times, self.yardstick_times))
        return f"{tidy(shared)} s against {tidy(alone)} s, with {min(self.starts)} to {max(self.starts)} server starts"


def sharing(pool: ServerPool) -> Sharing:
    """Runs of all that may be shared out, by two processes against one.

    They write into reports folders of their own, which are removed.
    """
    starts: list[int] = []
    places = [str(PATHS.features / folder) for folder in SHARED]

    def run(jobs: int) -> float:
        with tempfile.TemporaryDirectory(prefix="oa-shared-") as folder:
            started = perf_counter()
            run_features(jobs, places, pool.target.name, Path(folder) / "reports")
            milliseconds = (perf_counter() - started) * 1000
            record = Path(folder) / "reports" / "evidence" / "calls.jsonl"
            starts.append(record.read_text(encoding="utf-8").count(STARTED))
            return milliseconds

    return Sharing(
        Measured("a run of the features in two processes", lambda: run(2)),
        Measured("a run in one process", lambda: run(1)),
        PATIENCE,
        pool.evidence.display.progress,
        starts=starts,
    )


def run_features(jobs: int, places: Sequence[str], target: str, reports: Path) -> None:
    """Run features in processes of their own.

    Raises:
        NotMeasurableError: that takes too long.
        TargetFaultError: not all of them passed, so that what they took says nothing.
    """
    command = [sys.executable, "-c", ENTRY, str(jobs), target, *places]
    environment = {**os.environ, REPORTS_VARIABLE: str(reports)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=LONGEST_SECONDS)
        except BaseException as error:
            # It ends what it has started, and keeps nothing running.
            process.send_signal(signal.SIGINT)
            process.communicate()
            if isinstance(error, subprocess.TimeoutExpired):
                raise NotMeasurableError(f"the features took more than {LONGEST_SECONDS:.0f} s") from None
            raise
    if process.returncode:
        raise TargetFaultError("not all features of the timed run passed:\n" + said[-1500:])


def main() -> int:
    """Run features: the number of processes, the target, and places are the words of the command line."""
    from acceptance.shards.sharing import Order, SharedRun  # noqa: PLC0415 - not for who only describes the comparison

    jobs, target, *places = sys.argv[1:]
    try:
        with occupied(PATHS.reports, PATHS.root / "reports", "acceptance run", target) as lock:
            return SharedRun(PATHS, Order(int(jobs), target=target, words=tuple(places)), print, lock).run()
    except SuiteError as error:
        print(error)  # noqa: T201 - the one who started this reads it
        return 2
