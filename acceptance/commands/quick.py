"""`quick`: a verdict "so far" within seconds, from the gravest scenarios; for the key that saves a file."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from time import time
from typing import Annotated, Final

import typer

from acceptance.commands.paths import PATHS, ROOT, apart, say
from acceptance.errors import SuiteError
from acceptance.integrity.names import printable
from acceptance.judging.causes import causes
from acceptance.judging.judgement import numbered
from acceptance.judging.reasons import in_plural
from acceptance.judging.run_record import RunRecord, read_run
from acceptance.judging.traceability import is_at_fault
from acceptance.locking.reports_lock import occupied
from acceptance.shards.division import read_jobs
from acceptance.shards.quick import UNTIL, QuickRun, quick_cases
from acceptance.shards.sharing import Order
from acceptance.system.processors import processors
from acceptance.targets.choosing import read_target, typed
from acceptance.targets.typed_command import remember_folder

FOLDER: Final = "quick"
"""The folder below the reports that takes the results, so that those of the last whole run stay."""
ENDING_SECONDS: Final = 4.0
"""So long before the time is over no scenario is begun any more: one is at work, servers end, and the end is told."""
MOST_SECONDS: Final = 3600
MOST_PROCESSES: Final = 4
"""More would spend the few seconds on their beginning."""
MOST_CAUSES: Final = 5


def quick(
    target: Annotated[str, typer.Option(metavar="NAME", help="A target from targets.toml.")] = "",
    command: Annotated[str, typer.Option(metavar="LINE", help="A command, or the URL of a running server.")] = "",
    seconds: Annotated[str, typer.Option(metavar="N", help="How long it may take.")] = "20",
    jobs: Annotated[str, typer.Option(metavar="N", help="Run in N processes (default: one for each core).")] = "",
) -> int:
    """Run the gravest scenarios for some seconds, and report how the target does so far. The last report is kept."""
    begun = time()
    until = begun + read_seconds(seconds) - ENDING_SECONDS
    remember_folder()
    line = shlex.join(typed(command)) if command else ""
    wanted = read_target(PATHS.targets, target or None, line or None, cache=PATHS.cache)
    # A server that runs elsewhere is left to one process, as each sees what the others do to it.
    usual = min(processors(), MOST_PROCESSES) if wanted.command else 1
    places = apart(FOLDER)
    order = Order(read_jobs(jobs) if jobs else usual, None, target, line, (f"-D{UNTIL}={until:.3f}",))
    with occupied(places.reports, ROOT / "reports", "acceptance quick", wanted.name) as lock:
        code = QuickRun(places, order, say, lock).run()
        run = read_run(places.reports, PATHS.features)
    if not run.outcomes:
        return code or 1
    say(f"{printable(wanted.name)}, {so_far(run, time() - begun)}")
    for words in told_causes(run):
        say(words)
    say(f"For a verdict, run the whole suite: {run.again}")
    return code


def read_seconds(text: str) -> int:
    """Read how long a quick look may take.

    Raises:
        SuiteError: it is no such number.
    """
    word = text.strip()
    if not (word.isascii() and word.isdigit() and ENDING_SECONDS < int(word[:6]) <= MOST_SECONDS):
        raise SuiteError(
            f"--seconds is how long it may take, a whole number from {ENDING_SECONDS + 1:.0f} to {MOST_SECONDS}; "
            f'"{text}" is not.'
        )
    return int(word)


def so_far(run: RunRecord, took: float) -> str:
    """How the gravest scenarios ended so far, in one sentence.

    Args:
        run: what was run of them.
        took: how long it took, in seconds.
    """
    wrong = sum(is_at_fault(one) for one in run.outcomes.values())
    judged = sum(one.judged for one in run.outcomes.values()) + sum(one.blocked for one in run.outcomes.values())
    planned = len(quick_cases(run.specification.cases.values()))
    standing = "rejected" if wrong else "accepted" if judged else "without a verdict"
    how = f"{wrong} of {judged} did not pass" if wrong else f"all {judged} passed" if judged else "none could be judged"
    besides = len(run.outcomes) - judged
    skipped = f", {besides} {in_plural('was skipped', besides)}" if besides else ""
    return (
        f"so far {standing}: {numbered(len(run.outcomes), 'scenario')} of {planned} that are blocker or critical in "
        f"folders 1 and 2 ran in {took:.0f} s; {how}{skipped}."
    )


def told_causes(run: RunRecord) -> Iterator[str]:
    """The gravest causes in two lines each."""
    found = causes(run)
    for number, cause in enumerate(found[:MOST_CAUSES], start=1):
        yield f"  {number}. {cause.title} ({', '.join(cause.requirements)}): {cause.costs}. {cause.happened}"
        yield f"     Run it again: {cause.command}"
    if len(found) > MOST_CAUSES:
        yield f"  and {numbered(len(found) - MOST_CAUSES, 'more cause')}"
