"""The dry run of a scenario before it runs: it is skipped at once where its target does not offer what it needs.

The steps that arrange and act are tried. What is asserted depends on what was answered, so of those steps only the
first is, for nothing but what the target has no place for whatever it answers: a later one may never be come to.
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
    """Skip a scenario that is known to be no part of the target, or of which an act needs what it does not list."""
    if missing := run.gaps.of(scenario) or lacking(DryRun(run.target, run.tools), scenario, phrases):
        scenario.skip(missing)


def lacking(dry_run: DryRun, scenario: Scenario, phrases: StepRegistry) -> str:
    """What an act of a scenario needs and the target does not list; empty where it lists all."""
    tried = (
        dry_run.never_has(act) if asserts else dry_run.lacking(act)
        for asserts, act in acts(scenario, phrases, dry_run.world)
    )
    return next((str(missing) for missing in tried if missing), "")


def acts(scenario: Scenario, phrases: StepRegistry, world: World) -> Iterator[tuple[bool, Callable[[], Any]]]:
    """What a scenario arranges, does and asserts first, in its order, to be done in a world; and whether it asserts."""
    first = next((step for step in scenario.all_steps if step.step_type == "then"), None)
    for step in scenario.all_steps:
        match = phrases.find_match(step) if step is first or step.step_type != "then" else None
        if match is None:
            continue
        positional = [one.value for one in match.arguments if one.name is None]
        named = {one.name: one.value for one in match.arguments if one.name is not None}
        scene = SimpleNamespace(world=world, state=world.state, table=step.table, text=step.text)
        # Past the wrapper that turns what cannot be judged into a skip of the scenario that runs.
        yield step is first, partial(match.func.__wrapped__, scene, *positional, **named)
