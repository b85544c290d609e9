"""`python -m tests.hostile.run [NAME …]`: meet hostile targets; what does not hold is printed as soon as each run ends.

`--whole` runs all features on each, which takes minutes. `--seconds` bounds each run; one of all features ends in good
order after that time, and the record says how many scenarios did not begin. `--record FILE` keeps what was found, a
line of JSON for each target, and what stands there already is not met again: a run that is interrupted goes on where
it stopped. `--keep` leaves the folders of those that did harm, and says where.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from types import FrameType

from tests.hostile.bench import HostileBench
from tests.hostile.record import Found, Record
from tests.hostile.targets import HOSTILES


def read_options(words: Sequence[str] | None) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.run", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--record", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--seconds", type=float)
    options = parser.parse_args(words)
    if unknown := [name for name in options.names if name not in HOSTILES]:
        parser.error(f"there is no hostile target {', '.join(unknown)}")
    return options


def main(words: Sequence[str] | None = None) -> int:
    """Meet the targets that are named, or all; the exit code is 1 where something does not hold."""
    options = read_options(words)
    signal.signal(signal.SIGTERM, end)
    record = Record(options.record)
    names = options.names or list(HOSTILES)
    chosen = [HOSTILES[name] for name in names if name not in record.found]
    begun = monotonic()

    def note(found: Found) -> None:
        record.add(found)
        tell(found)

    with HostileBench(options.jobs, keep=options.keep) as bench:
        bench.meet(chosen, note, whole=options.whole, seconds=options.seconds)
    harmed = [name for name in names if record.found[name].problems]
    sys.stdout.write(f"{len(chosen)} hostile targets in {monotonic() - begun:.0f} s, harmed by: {harmed or 'none'}\n")
    return int(bool(harmed))


def tell(found: Found) -> None:
    """Say what was found after one target."""
    outcomes = ", ".join(f"{count} {status}" for status, count in sorted(found.outcomes.items()))
    word = "HARMED" if found.problems else "held"
    if found.unmet:
        outcomes += f", {found.unmet} not begun before its time was over"
    sys.stdout.write(f"{found.seconds:6.1f} s  {word:6}  {found.name}: {outcomes or 'no outcome'}\n")
    sys.stdout.writelines(f"{'':18}{sentence}\n" for sentence in found.problems)
    if found.kept:
        sys.stdout.write(f"{'':18}kept in {found.kept}\n")
    sys.stdout.flush()


def end(number: int, frame: FrameType | None) -> None:
    """End as Ctrl-C does, so that nothing is left.

    Raises:
        KeyboardInterrupt: always.
    """
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
