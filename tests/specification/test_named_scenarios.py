"""Every scenario that a declaration in the tests names exists: a title that was changed is followed everywhere."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from acceptance.specification.features import read_specification
from tests.flawed.flaws import FLAWS
from tests.flawed.verdict import is_declared
from tests.hostile.targets import HOSTILES

ROOT = Path(__file__).resolve().parents[2]


def named() -> Iterator[tuple[str, str]]:
    """Who names a scenario, and which."""
    for name, flaw in FLAWS.items():
        yield from ((f"flaw {name}", title) for title in flaw.caught_by)
    for name, target in HOSTILES.items():
        yield from ((f"hostile target {name}", title) for title in target.scenarios)
    sample = tomllib.loads((ROOT / "tests" / "wire" / "sample.toml").read_text(encoding="utf-8"))
    yield from ((f"mutant {name}", title) for name, title in sample.items())


def test_every_named_scenario_exists() -> None:
    features = ("features", "benchmarks")
    titles = [title for folder in features for title in read_specification(ROOT / folder).cases]
    lost = [f"{who}: {title}" for who, title in named() if not any(is_declared(one, title) for one in titles)]
    assert not lost
