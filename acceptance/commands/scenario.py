"""`scenario`: run one scenario by its name, and print its steps."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from time import time
from typing import Annotated, Final

import typer

from acceptance.commands.behaving import behave
from acceptance.commands.paths import PATHS, ROOT, apart, say
from acceptance.errors import SuiteError
from acceptance.evidence.scenario_results import read_record
from acceptance.locking.reports_lock import occupied
from acceptance.shards.sharing import Order
from acceptance.specification.features import Case, read_specification
from acceptance.specification.tags import EVERYTHING
from acceptance.targets.choosing import read_target, typed
from acceptance.targets.typed_command import remember_folder

FOLDER: Final = "scenario"
"""The folder below the reports that takes the results, so that those of the last whole run stay."""
SUGGESTIONS: Final = 5


def scenario(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of a scenario, or part of it.")],
    target: Annotated[str, typer.Option(metavar="NAME", help="A target from targets.toml.")] = "",
    command: Annotated[str, typer.Option(metavar="LINE", help="A command, or the URL of a running server.")] = "",
) -> int:
    """Run the scenarios whose name contains NAME, and print their steps. The last report is kept."""
    chosen = choose(name, read_specification(PATHS.features).cases)
    remember_folder()
    line = shlex.join(typed(command)) if command else ""
    wanted = read_target(PATHS.targets, target or None, line or None, cache=PATHS.cache)
    places = apart(FOLDER)
    begun = time()
    with occupied(places.reports, ROOT / "reports", "acceptance scenario", wanted.name) as lock:
        code, _ = behave(Order(1, None, target, line, tuple(options(chosen))).whole(), lock, places)
    for outcome in read_record(places.reports).values():
        if outcome.status == "skipped" and outcome.ended >= begun:
            say(f"Skipped: {outcome.name}\n  {outcome.message}")
    say(f"Calls: {places.reports / 'evidence' / 'calls.jsonl'}")
    return code


def choose(name: str, cases: Mapping[str, Case]) -> list[Case]:
    """Find the scenarios that a name means: the one that bears it, or all that contain it, in whatever case.

    Raises:
        SuiteError: there is none; the message lists the nearest names.
    """
    if name in cases:
        return [cases[name]]
    wanted = name.casefold().strip()
    if not wanted:
        raise SuiteError("Name a scenario, or a part of its name.")
    found = [case for case in cases.values() if wanted in case.name.casefold()]
    if not found:
        raise SuiteError(f'No scenario has "{name}" in its name.{nearest(wanted, cases)}')
    return found


def nearest(wanted: str, cases: Mapping[str, Case]) -> str:
    """Name the scenarios whose names look most like what was wanted; empty where none does."""
    names = {one.casefold(): one for one in cases}
    close = get_close_matches(wanted, names, SUGGESTIONS, cutoff=0.5)
    return "".join(["\nThe nearest names:", *(f"\n  {names[one]}" for one in close)]) if close else ""


def options(chosen: Sequence[Case]) -> list[str]:
    """The options and files with which behave runs these scenarios and no others, and prints their steps."""
    return ["--format=plain", *selecting(chosen)]


def selecting(chosen: Sequence[Case]) -> list[str]:
    """The options and files with which behave runs these scenarios and no others."""
    names = "|".join(re.escape(case.name) for case in chosen)
    files = dict.fromkeys(case.place.rpartition(":")[0] for case in chosen)
    # The large ones are left out unless tags ask for them.
    large = [EVERYTHING] if any(case.large for case in chosen) else []
    return [f"--name=^(?:{names})$", *large, *files]
