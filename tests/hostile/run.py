"""`python -m tests.hostile.run [NAME …]`: meet hostile targets, and say what does not hold.

`--whole` runs all features on each, which takes minutes; `--keep` leaves the folders and says where.
"""

import argparse
import json
import os
import shutil
import sys
from pathlib import Path
from time import monotonic

from tests.hostile.bench import HostileBench
from tests.hostile.targets import HOSTILES


def main() -> int:
    """Meet the targets that are named, or all; the exit code is 1 where something does not hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--record", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--whole", action="store_true")
    options = parser.parse_args()
    chosen = [HOSTILES[name] for name in options.names or HOSTILES]
    begun = monotonic()
    with HostileBench(options.jobs) as bench:
        problems = bench.meet(chosen, whole=options.whole)
        if options.keep:
            kept = Path(shutil.copytree(bench.folder, f"{bench.folder}-kept", symlinks=True, ignore=only_plain))
            sys.stdout.write(f"kept in {kept}\n")
    if options.record:
        options.record.write_text(json.dumps(problems), encoding="utf-8")
    for name, sentences in problems.items():
        sys.stdout.write(f"{'held' if not sentences else 'HARMED'}  {name}\n")
        sys.stdout.writelines(f"        {sentence}\n" for sentence in sentences)
    sys.stdout.write(f"{len(problems)} hostile targets in {monotonic() - begun:.0f} s\n")
    return int(any(problems.values()))


def only_plain(folder: str, names: list[str]) -> list[str]:
    """The names in a folder that are no plain files, folders or links: pipes and sockets cannot be copied."""
    paths = {name: Path(folder) / name for name in names}
    return [name for name, path in paths.items() if not (path.is_symlink() or path.is_file() or path.is_dir())]


if __name__ == "__main__":
    sys.exit(main())
