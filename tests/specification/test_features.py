"""The specification itself: every scenario traceable, every name unique, every phrase thin."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from behave.configuration import Configuration
from behave.model import Scenario
from behave.runner_util import parse_features

from acceptance.requirements import IDENTIFIER, SEVERITIES, read_requirements

ROOT = Path(__file__).resolve().parents[2]
FEATURES = sorted((ROOT / "features").rglob("*.feature"))
STEPS = sorted((ROOT / "steps").glob("*.py"))
# What the first folder covers: phase by phase of the plan, and the rows of the contract for its fourteen tools.
COVERED = {
    *("PLAN-1", "PLAN-2", "PLAN-3", "PLAN-4"),
    *("EXEC-1", "EXEC-2", "EXEC-3", "EXEC-4"),
    *("VALID-4", "VALID-5", "VALID-6", "VALID-7", "VALID-8"),
    *("FLOW-1", "FLOW-2", "FLOW-3", "FLOW-4", "FLOW-5"),
    *("SESSION-1", "SESSION-2", "SESSION-3", "STATUS-1"),
    *("TASK-1", "TASK-2", "TASK-3", "TASK-4", "TASK-5", "TASK-6", "TASK-7", "RESULT-1"),
}
TECHNICAL = re.compile(r"orchestrator_|template_|task_id|isError|\{\"|\bJSON\b|dry_run|\b\w+_\w+\(")


def scenarios() -> Iterator[Scenario]:
    config = Configuration([], load_config=False)
    config.scenario_outline_annotation_schema = "{name} ({examples.name} {row.index})"
    for feature in parse_features([str(path) for path in FEATURES]):
        yield from feature.walk_scenarios()


ALL = list(scenarios())


def tags(scenario: Scenario) -> set[str]:
    return set(map(str, scenario.effective_tags))


def test_there_are_scenarios_by_the_dozen() -> None:
    assert len(ALL) >= 60


def test_every_scenario_names_a_requirement_that_exists() -> None:
    known = read_requirements(ROOT / "features" / "requirements.md")
    for scenario in ALL:
        named = {tag for tag in tags(scenario) if IDENTIFIER.fullmatch(tag)}
        assert named, f"{scenario.name} names no requirement"
        assert named <= known.keys(), f"{scenario.name} names what does not exist: {named - known.keys()}"


def test_every_scenario_has_one_severity() -> None:
    for scenario in ALL:
        assert len(tags(scenario) & SEVERITIES) == 1, scenario.name


def test_no_scenario_has_a_tag_that_means_nothing() -> None:
    for scenario in ALL:
        unknown = (
            {tag for tag in tags(scenario) if not IDENTIFIER.fullmatch(tag)} - SEVERITIES - {"own_server", "large"}
        )
        assert not unknown, f"{scenario.name}: {unknown}"


def test_all_that_is_to_be_covered_is_covered() -> None:
    assert not COVERED - set().union(*map(tags, ALL))


def test_names_are_unique() -> None:
    twice = [name for name, count in Counter(scenario.name for scenario in ALL).items() if count > 1]
    assert not twice


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_features_speak_the_domain(path: Path) -> None:
    if path.parent.name == "2_api_testing":
        pytest.skip("features about the protocol may name it")
    assert not TECHNICAL.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", STEPS, ids=lambda path: path.stem)
def test_steps_are_thin(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            assert len(node.body) <= 3, f"{node.name} has {len(node.body)} statements"
            assert not [inner for inner in ast.walk(node) if isinstance(inner, ast.For | ast.While | ast.If | ast.Try)]
            assert node.name != "step_impl"


def test_layers_know_only_those_below() -> None:
    for path in (ROOT / "acceptance").rglob("*.py"):
        imported = set(re.findall(r"^\s*(?:from|import) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
        assert not imported & {"behave", "allure", "allure_behave", "steps", "reference_orchestrator"}, path.name
    for path in (ROOT / "steps").rglob("*.py"):
        assert "reference_orchestrator" not in path.read_text(encoding="utf-8"), path.name


def test_nothing_waits_by_sleeping() -> None:
    for folder in ("steps", "acceptance"):
        for path in (ROOT / folder).rglob("*.py"):
            assert "time.sleep" not in path.read_text(encoding="utf-8"), path.name
