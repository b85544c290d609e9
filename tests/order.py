"""`python -m tests.order`: the features in a random order, for behave to run, one on a line.

What a feature leaves behind must not decide how another ends. The seed is told on standard error, and `SEED=N` gives
the same order again.
"""

from __future__ import annotations

import argparse
import os
import random
import secrets
import sys

from tests.soak import ROOT, order_of

SEEDS = 1_000_000


def main() -> int:
    """Print the order, and return the exit code."""
    options = argparse.ArgumentParser(prog="python -m tests.order", description=__doc__)
    options.add_argument("--seed", type=int, default=os.environ.get("SEED") or str(secrets.randbelow(SEEDS)))
    seed = options.parse_args().seed
    sys.stderr.write(f"The features run in a random order; SEED={seed} gives the same one again.\n")
    for place in order_of(sorted((ROOT / "features").rglob("*.feature")), random.Random(seed)):
        sys.stdout.write(f"{place}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
