"""`python -m tests.flawed.held_out.check SET [NAME …]`: show of each held-out flaw that it is there, and only there.

Each check makes the same few calls twice: on the flawed orchestrator, where they have to show the flaw, and on the
sound one, where they have to show the right thing.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path

import anyio

from tests.flawed.held_out.checking import CHECKS, SOUND, Place
from tests.flawed.held_out.sets import SETS, HeldOut, read_set
from tests.flawed.lying import MARKERS

LONGEST = 120


def _workspace(folder: str) -> Path:
    """A workspace, and beside it the folder for markers."""
    directory = Path(folder).resolve() / "workspace"
    directory.mkdir()
    markers = directory.with_name("markers")
    markers.mkdir()
    os.environ[MARKERS] = str(markers)
    return directory


async def is_sound(held_out: HeldOut, name: str, orchestrator: str) -> bool | str:
    """Whether a check finds an orchestrator sound; words, if it could not find out.

    Args:
        held_out: the set of the flaw.
        name: the flaw that is checked for.
        orchestrator: the flaw that is served, or `SOUND`.
    """
    with tempfile.TemporaryDirectory(prefix="held-out-") as folder:
        directory = _workspace(folder)
        try:
            with anyio.fail_after(LONGEST):
                seems_sound = await CHECKS[name](Place(directory, held_out.module, orchestrator))
        except Exception:  # noqa: BLE001 - told to whoever runs the checks
            return traceback.format_exc()
        was_told = (directory.with_name("markers") / name).exists()
        if was_told is not (orchestrator == name):
            return f"found {'sound' if seems_sound else 'flawed'}, and the lie was {'' if was_told else 'not '}told"
        return seems_sound


def check_all(held_out: HeldOut, names: list[str]) -> int:
    """Run the checks, those named or all.

    Returns:
        How many are not green.
    """
    wrong = 0
    for flaw in held_out.flaws:
        if names and flaw.name not in names:
            continue
        flawed = anyio.run(is_sound, held_out, flaw.name, flaw.name)
        sound = anyio.run(is_sound, held_out, flaw.name, SOUND)
        is_green = flawed is False and sound is True
        wrong += not is_green
        print(f"{'ok ' if is_green else 'BAD'} {flaw.name}", flush=True)  # noqa: T201
        if not is_green:
            print(f"    flawed: {flawed}\n    sound: {sound}", flush=True)  # noqa: T201
    print(f"{wrong} of {len(names) or len(held_out.flaws)} are not green")  # noqa: T201
    return wrong


def main() -> int:
    """Check a set; the exit code is 0 when all checks are green."""
    options = argparse.ArgumentParser(prog="python -m tests.flawed.held_out.check", description=__doc__)
    options.add_argument("set", choices=SETS)
    options.add_argument("names", nargs="*", metavar="NAME")
    chosen = options.parse_args()
    held_out = read_set(chosen.set)
    import_module(f"{held_out.module}.checks")
    return min(check_all(held_out, chosen.names), 1)


if __name__ == "__main__":
    sys.exit(main())
