"""The dry run of a scenario before it runs: it is skipped at once where its target does not offer what it needs.

Only the steps that arrange and act are tried. What is asserted depends on what was answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from acceptance.world.dry_run import DryRun

if TYPE_CHECKING:
    from behave.model import Scenario
    from behave.step_registry import StepRegistry

    from acceptance.world.world import World
    from steps.support.run import Run


def skip_what_is_not_offered(run: Run, scenario: Scenario, phrases: StepRegistry) -> None:
    """Skip a scenario of which the target does not list what an act needs, with that reason."""
    if missing := lacking(DryRun(run.target, run.tools), scenario, phrases):
        scenario.skip(missing)


def lacking(dry_run: DryRun, scenario: Scenario, phrases: StepRegistry) -> str:
    """What an act of a scenario needs and the target does not list; empty where it lists all."""
    acted = (dry_run.lacking(act) for act in acts(scenario, phrases, dry_run.world))
    return next((str(missing) for missing in acted if missing), "")


def acts(scenario: Scenario, phrases: StepRegistry, world: World) -> Iterator[Callable[[], Any]]:
    """What a scenario arranges and does, in its order, to be done in a world."""
    for step in scenario.all_steps:
        match = None if step.step_type == "then" else phrases.find_match(step)
        if match is None:
            continue
        positional = [one.value for one in match.arguments if one.name is None]
        named = {one.name: one.value for one in match.arguments if one.name is not None}
        scene = SimpleNamespace(world=world, state=world.state, table=step.table, text=step.text)
        # Past the wrapper that turns what cannot be judged into a skip of the scenario that runs.
        yield partial(match.func.__wrapped__, scene, *positional, **named)
