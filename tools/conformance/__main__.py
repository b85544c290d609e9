"""The official conformance kit, run beside the suite: `python -m tools.conformance [--target NAME | --command URL]`.

It starts the target over HTTP (the reference by default), runs all scenarios of the kit for servers, and says of each
failure whether it is a defect. `make conformance` runs it; docs/official-conformance.md is about it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from acceptance.commands.paths import PATHS, say
from acceptance.errors import SuiteError, TargetFaultError
from acceptance.targets.ready import ready_target
from acceptance.targets.target import Target
from tools.conformance import kit
from tools.conformance.judging import Judged, Verdict, judge, read_needs
from tools.conformance.page import lines, table, write
from tools.conformance.server import served
from tools.style.check import ROOT

PAGE: Final = Path("docs/official-conformance.md")
REFERENCE: Final = "reference-http"
WRONG: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the kit on a target.

    Returns:
        The exit code: 0 if no failure is a defect, 1 if one is, 2 if the kit could not be run.
    """
    parser = argparse.ArgumentParser(prog="python -m tools.conformance", description=__doc__.partition("\n")[0])
    parser.add_argument("--target", metavar="NAME", help=f"a target that is reached over HTTP ({REFERENCE} by default)")
    parser.add_argument("--command", metavar="URL", help="the address of a running server")
    parser.add_argument("--write", action="store_true", help=f"write the figures into {PAGE}")
    given = parser.parse_args(arguments)
    name = given.target or (None if given.command else REFERENCE)
    try:
        if given.write and name != REFERENCE:
            raise SuiteError(f"{PAGE} is about the reference: leave out --write, or the other target.")  # noqa: TRY301
        judged = judged_by_the_kit(ready_target(PATHS.targets, name, given.command, cache=PATHS.cache, say=say))
        if given.write:
            write(ROOT / PAGE, "".join(f"{line}\n" for line in table(judged)))
    except (SuiteError, TargetFaultError) as error:
        say(str(error))
        return WRONG
    say("\n".join(lines(judged)))
    return 1 if any(one.verdict is Verdict.DEFECT for one in judged) else 0


def judged_by_the_kit(target: Target) -> list[Judged]:
    """Run the kit on a target, and judge its outcomes.

    Raises:
        SuiteError: the kit cannot be installed or run, or the target cannot be started over HTTP.
    """
    program, needs = kit.install(PATHS.cache), read_needs()
    say(f'Running the official conformance kit {kit.version()} on "{target.name}" …')
    with tempfile.TemporaryDirectory(prefix="orchestrator-conformance-") as scratch:
        results = Path(scratch) / "results"
        results.mkdir()
        with served(target, Path(scratch) / "server") as (url, offer):
            return [judge(outcome, needs, offer) for outcome in kit.run(program, url, results)]


if __name__ == "__main__":
    sys.exit(main())
