"""`explore`: random operations on an orchestrator, compared with the model of the contract, for some minutes."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from contextlib import closing
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console

from acceptance.commands.paths import PATHS, REPORTS, say
from acceptance.display import visible
from acceptance.errors import NotJudgedError, NotOfferedError, SuiteError
from acceptance.evidence.evidence import Evidence
from acceptance.exploration.finding import Finding, KeptFindings
from acceptance.exploration.telling import tell
from acceptance.scenario.servers import PooledServers, ScenarioServers
from acceptance.servers.serving import serving
from acceptance.targets.ready import ready_target
from acceptance.targets.target import Target

if TYPE_CHECKING:
    from acceptance.exploration.explorer import Exploration

# No area is explored for longer before the next one has its turn, in steps.
TURN: Final = 600
ALL: Final = "all"


def explore(
    target: Annotated[str, typer.Option(metavar="NAME", help="A target from targets.toml.")] = "",
    command: Annotated[str, typer.Option(metavar="LINE", help="A command, or the URL of a running server.")] = "",
    minutes: Annotated[float, typer.Option(metavar="N", help="How long to explore.")] = 5.0,
    steps: Annotated[int, typer.Option(metavar="N", help="End after N steps, however long they take.")] = 0,
    area: Annotated[str, typer.Option(metavar="AREA", help="What to explore; everything by default.")] = ALL,
    seed: Annotated[int, typer.Option(metavar="N", help="Where the random numbers begin.")] = -1,
) -> int:
    """Explore an orchestrator with random operations, and print what contradicts the contract as scenarios."""
    from acceptance.exploration.areas import AREAS  # noqa: PLC0415 - hypothesis takes its time to import

    if area not in {ALL, *AREAS}:
        raise SuiteError(f"--area {area} is not an area that can be explored; the areas are: {', '.join(AREAS)}.")
    chosen = ready_target(PATHS.targets, target or None, command or None, cache=PATHS.cache, say=say)
    first = secrets.randbelow(1_000_000) if seed < 0 else seed
    made = _explore(chosen, [*AREAS] if area == ALL else [area], first, 60 * minutes, steps or 10**9)
    return _conclude(made)


def _explore(target: Target, areas: Sequence[str], seed: int, seconds: float, steps: int) -> list[Exploration]:
    """Explore the areas in turn, until the time is up or the steps are taken."""
    from acceptance.exploration.explorer import Budget, Explorer  # noqa: PLC0415 - hypothesis takes its time to import

    folder, until = REPORTS / "exploration", monotonic() + seconds
    shutil.rmtree(folder, ignore_errors=True)
    made: list[Exploration] = []
    kept = KeptFindings(REPORTS / "explored.jsonl")
    with closing(Evidence(folder, lambda exchange: None)) as evidence, serving(target, folder, evidence) as pool:
        while monotonic() < until and sum(one.steps for one in made) < steps:
            for area in areas:
                left = Budget(min(TURN, steps - sum(one.steps for one in made)), until - monotonic())
                if left.steps <= 0 or left.seconds <= 0:
                    break
                servers = ScenarioServers(PooledServers(pool, own_server=True))
                try:
                    explorer = Explorer(servers, area, kept)
                    with closing(explorer.clients):
                        made.append(explorer.explore(seed + len(made) * 1_000, left))
                    Console(width=100000).print(visible(str(made[-1])), highlight=False)
                except (NotOfferedError, NotJudgedError) as reason:
                    say(f"{area}: {reason}")
                finally:
                    servers.close()
    return made


def _conclude(made: Sequence[Exploration]) -> int:
    findings: dict[tuple[str, str], Finding] = {}
    for exploration in made:
        for finding in exploration.findings:
            findings.setdefault(finding.key, finding)
    console = Console(width=100000)
    for finding in findings.values():
        console.print(visible(tell(finding)), highlight=False, markup=False)
    console.print(f"{sum(one.steps for one in made):,} steps, {len(findings)} findings", highlight=False)
    return 1 if findings else 0
