"""`python -m benchmarks.compare TARGET…`: orchestrators side by side, in one run, with the reference as the measure.

Each TARGET is a name of targets.toml, or a command in quotation marks. All are measured in turns, so that what the
machine does meanwhile comes upon all of them alike.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from acceptance.bench.activities import Activities, Activity
from acceptance.commands.paths import ROOT, say
from acceptance.errors import NotOfferedError, SuiteError, TargetFaultError
from acceptance.evidence.evidence import Evidence
from acceptance.servers.serving import serving
from acceptance.stopwatch import median_interval
from acceptance.stopwatch.comparison import ratios
from acceptance.targets.ready import ready_target
from acceptance.targets.target import Target

REFERENCE: Final = "reference"
ROUNDS: Final = 60
MEASURED: Final = (
    Activity.ROUND_TRIP,
    Activity.PLANNING,
    Activity.STARTING,
    Activity.COMPLETING,
    Activity.READING,
    Activity.STATUS,
    Activity.HEALTH,
)

Times = dict[str, list[float] | str]


def measure(activity: Activity, contestants: dict[str, Activities]) -> Times:
    """An activity at each contestant: milliseconds, in turns; or why there are none."""
    times: Times = {name: [] for name in contestants}
    ways = {name: one.measured(activity) for name, one in contestants.items()}
    for number in range(ROUNDS):
        # Back and forth, so that nobody always comes after the same one.
        for name, way in list(ways.items())[:: 1 if number % 2 else -1]:
            kept = times[name]
            if isinstance(kept, list):
                try:
                    kept.append(way.once())
                except NotOfferedError:
                    times[name] = "not offered"
                except TargetFaultError as fault:
                    times[name] = str(fault).splitlines()[0]
    return times


def cell(times: list[float] | str, measure_of_all: list[float] | str) -> str:
    """What the table tells of one activity at one contestant."""
    if isinstance(times, str):
        return times
    told = f"{median_interval(times)} ms"
    if times is measure_of_all or isinstance(measure_of_all, str):
        return told
    ratio = median_interval(ratios(times, measure_of_all))
    return f"{told}\n{ratio} times"


def compare(targets: dict[str, Target], folder: Path) -> Table:
    """Start all, measure all, and put it into a table.

    Args:
        targets: by the words of the command line.
        folder: for what they write.
    """
    with ExitStack() as stack:
        contestants: dict[str, Activities] = {}
        for number, (word, target) in enumerate(targets.items()):
            reports = folder / str(number)
            evidence = Evidence(reports / "evidence", lambda exchange: None)
            pool = stack.enter_context(serving(target, reports, evidence))
            contestants[word] = Activities(pool.shared())
        table = Table("median (95 % interval)", title="Side by side, and against the reference")
        for word in contestants:
            # The whole of a command, over several lines.
            table.add_column(word, overflow="fold")
        for activity in MEASURED:
            times = measure(activity, contestants)
            table.add_row(activity, *(cell(one, times[REFERENCE]) for one in times.values()), end_section=True)
        return table


def described(word: str) -> Target:
    """The target that a word of the command line means: a name of targets.toml, or a command.

    Raises:
        SuiteError: it is neither.
    """
    known = " " not in word and "/" not in word
    file, name, command = ROOT / "targets.toml", word if known else None, None if known else word
    return ready_target(file, name, command, cache=ROOT, say=say)


def main() -> int:
    """Compare what the command line names, `published-1.7` if it names nothing, with the reference."""
    try:
        targets = {word: described(word) for word in [REFERENCE, *(sys.argv[1:] or ["published-1.7"])]}
        with tempfile.TemporaryDirectory(prefix="orchestrator-compare-") as folder:
            Console().print(compare(targets, Path(folder)))
    except SuiteError as error:
        say(str(error))
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
