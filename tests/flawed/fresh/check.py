"""`python -m tests.flawed.fresh.check [NAME …]`: show of each fresh flaw that it is there, and only there.

Each check makes the same few calls twice: on the flawed orchestrator, where they have to show the flaw, and on the
sound one, where they have to show the right thing. `--serve NAME` is the orchestrator itself, with that flaw or with
none (`sound`).
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path

import anyio

from tests.flawed.fresh import FRESH
from tests.flawed.fresh.checking import CHECKS, Place
from tests.flawed.lying import MARKERS, Lie

SOUND = "sound"
LONGEST = 120


def serve(name: str) -> None:
    """Serve as the reference does, with a flaw on top of it."""
    from reference_orchestrator.__main__ import main  # noqa: PLC0415

    for flaw in FRESH:
        if flaw.name == name:
            lie = Lie(name)
            lie.announce()
            flaw.tell(lie)
    main()


def _workspace(folder: str) -> Path:
    """A workspace, and beside it the folder for markers."""
    directory = Path(folder).resolve() / "workspace"
    directory.mkdir()
    markers = directory.with_name("markers")
    markers.mkdir()
    os.environ[MARKERS] = str(markers)
    return directory


async def is_sound(name: str, orchestrator: str) -> bool | str:
    """Whether a check finds an orchestrator sound; words, if it could not find out."""
    with tempfile.TemporaryDirectory(prefix="fresh-") as folder:
        directory = _workspace(folder)
        try:
            with anyio.fail_after(LONGEST):
                seems_sound = await CHECKS[name](Place(directory, orchestrator))
        except Exception:  # noqa: BLE001 - told to whoever runs the checks
            return traceback.format_exc()
        was_told = (directory.with_name("markers") / name).exists()
        if was_told is not (orchestrator == name):
            return f"found {'sound' if seems_sound else 'flawed'}, and the lie was {'' if was_told else 'not '}told"
        return seems_sound


def main(names: list[str]) -> int:
    """Run the checks, those named or all.

    Returns:
        How many are not green.
    """
    wrong = 0
    for flaw in FRESH:
        if names and flaw.name not in names:
            continue
        flawed = anyio.run(is_sound, flaw.name, flaw.name)
        sound = anyio.run(is_sound, flaw.name, SOUND)
        is_green = flawed is False and sound is True
        wrong += not is_green
        print(f"{'ok ' if is_green else 'BAD'} {flaw.name}", flush=True)  # noqa: T201
        if not is_green:
            print(f"    flawed: {flawed}\n    sound: {sound}", flush=True)  # noqa: T201
    print(f"{wrong} of {len(names) or len(FRESH)} are not green")  # noqa: T201
    return wrong


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        flaw_name = sys.argv[2]
        del sys.argv[1:3]
        serve(flaw_name)
    else:
        from tests.flawed.fresh import check_planning, check_server, check_tasks, check_templates  # noqa: F401

        sys.exit(main(sys.argv[1:]))
