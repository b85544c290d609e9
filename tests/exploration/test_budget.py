"""An exploration that has found a difference ends soon; one that finds none takes the time that it has."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from acceptance.evidence.evidence import Evidence
from acceptance.exploration.explorer import Budget, Explorer
from acceptance.exploration.finding import KeptFindings
from acceptance.scenario.servers import PooledServers, ScenarioServers
from acceptance.servers.serving import serving
from acceptance.targets.target import Target

ROOT = Path(__file__).resolve().parents[2]
STEPS = 400

Explore = Callable[[Target, Budget], tuple[int, int]]


@pytest.fixture
def explore(tmp_path: Path) -> Iterator[Explore]:
    """Explores a target, and tells how many steps were taken and how many differences were found."""
    with ExitStack() as stack:

        def explored(target: Target, budget: Budget) -> tuple[int, int]:
            evidence = stack.enter_context(closing(Evidence(tmp_path, lambda _: None)))
            pool = stack.enter_context(serving(target, tmp_path, evidence))
            servers = ScenarioServers(PooledServers(pool, own_server=True))
            stack.callback(servers.close)
            explorer = Explorer(servers, "tasks", KeptFindings(tmp_path / "explored.jsonl"))
            stack.callback(explorer.clients.close)
            made = explorer.explore(1, budget)
            return made.steps, len(made.findings)

        yield explored


def target(*words: str) -> Target:
    return Target("one", (sys.executable, "-m", *words), environment={"PYTHONPATH": str(ROOT)})


def test_a_difference_ends_an_exploration_whose_time_for_differences_is_over(explore: Explore) -> None:
    flawed = target("tests.flawed", "a-new-effort-is-not-kept")
    _, found = explore(flawed, Budget(10**6, 120, differing=0))
    assert found == 1


def test_without_a_difference_that_time_does_not_count(explore: Explore) -> None:
    assert explore(target("reference_orchestrator"), Budget(STEPS, 120, differing=0)) == (STEPS, 0)
