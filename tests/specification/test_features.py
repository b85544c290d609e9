"""The specification itself: every scenario traceable, every name unique, every phrase thin."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from behave.model import Scenario, ScenarioOutline
from behave.runner_util import parse_features

from acceptance.specification.features import read_specification
from acceptance.specification.requirements import IDENTIFIER, SEVERITIES, read_requirements

ROOT = Path(__file__).resolve().parents[2]
FEATURES = sorted((ROOT / "features").rglob("*.feature"))
STEPS = sorted((ROOT / "steps").glob("*.py"))
# Phase by phase of the plan, and metrics that scenarios measure.
COVERED = {
    *("PLAN-1", "PLAN-2", "PLAN-3", "PLAN-4"),
    *("EXEC-1", "EXEC-2", "EXEC-3", "EXEC-4"),
    *("VALID-1", "VALID-2", "VALID-3", "VALID-4", "VALID-5", "VALID-6", "VALID-7", "VALID-8", "VALID-9"),
    *("FLOW-1", "FLOW-2", "FLOW-3", "FLOW-4", "FLOW-5"),
    *("API-2", "API-4", "SYS-2", "SYS-4", "FSM-4", "OSM-1", "OSM-5"),
    "CMD-1",
    *("FAULT-1", "FAULT-3", "FAULT-4", "FAULT-5", "OSM-4"),
    *("FEAT-3", "API-3", "SYS-3", "PERF-2", "PERF-3", "ERR-3", "FSM-3", "OSM-2", "OSM-3"),
}
SCHEMA = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["behave"]["scenario_outline_annotation_schema"]
# Every row of the contract's tables of tools and of the protocol promises something; these also refuse something.
PROMISING = {
    *("SESSION-1", "SESSION-2", "SESSION-3", "STATUS-1"),
    *("TASK-1", "TASK-2", "TASK-3", "TASK-4", "TASK-5", "TASK-6", "TASK-7", "RESULT-1"),
    *("MAINT-1", "MAINT-2", "MAINT-3"),
    *("TMPL-1", "TMPL-2", "TMPL-3", "TMPL-4", "TMPL-5"),
    *("CTRL-1", "CTRL-2", "CTRL-3", "CTRL-4", "CTRL-5"),
    *("PROTO-2", "PROTO-3", "PROTO-4", "PROTO-5"),
    *("SAFE-1", "SAFE-2", "SAFE-3", "SAFE-4", "SAFE-5", "SAFE-6", "SAFE-7", "SAFE-8"),
}
REFUSING = {
    *("SESSION-1", "SESSION-2", "SESSION-3"),
    *("TASK-1", "TASK-2", "TASK-3", "TASK-4", "TASK-5", "TASK-6", "TASK-7", "RESULT-1"),
    *("MAINT-1", "MAINT-2", "MAINT-3"),
    *("TMPL-1", "TMPL-3", "TMPL-4", "TMPL-5"),
    *("CTRL-2", "CTRL-5"),
    *("PROTO-1", "PROTO-2", "SAFE-3", "SAFE-4", "SAFE-5", "SAFE-8"),
}
REJECTION = re.compile(r"\bis (?:refused|rejected)\b|\b(?:refusal|rejection)\b|\bis not (?:listed|there)\b")
TECHNICAL = re.compile(r"orchestrator_|template_|task_id|isError|\{\"|\bJSON\b|dry_run|\b\w+_\w+\(")

# Who may sleep, by file and function, once for each sleep in it.
SLEEPERS = (
    # The time itself is the fault: a connection that is slow.
    "acceptance/faults/proxy.py: _hand_on",
    "acceptance/faults/proxy.py: _hand_on",
    # No event tells when a process begins to listen, or when all of Locust's users are done: each is a bounded look.
    "acceptance/transport/http/host.py: reachable",
    "acceptance/load/locustfile.py: oversee",
    # What floods standard error is read a piece at a time, so that the others are served meanwhile.
    "acceptance/supervision/standard_error.py: pump",
    # The time itself is what is looked at: how much of it a server waited for a processor.
    "acceptance/transport/patience.py: _extend",
    # A lock of a file can be waited for, but not for a limited time: each is a bounded look.
    "reference_orchestrator/durability.py: _wait_for_lock",
)


def scenarios() -> Iterator[Scenario]:
    ScenarioOutline.annotation_schema = SCHEMA
    for feature in parse_features([str(path) for path in FEATURES]):
        yield from feature.walk_scenarios()


ALL = list(scenarios())


def tags(scenario: Scenario) -> set[str]:
    return set(map(str, scenario.effective_tags))


def test_there_are_scenarios_by_the_hundred() -> None:
    assert len(ALL) >= 250


def test_every_scenario_names_a_requirement_that_exists() -> None:
    known = read_requirements(ROOT / "features" / "requirements.md")
    for scenario in ALL:
        named = {tag for tag in tags(scenario) if IDENTIFIER.fullmatch(tag)}
        assert named, f"{scenario.name} names no requirement"
        assert named <= known.keys(), f"{scenario.name} names what does not exist: {named - known.keys()}"


def test_every_requirement_has_a_scenario() -> None:
    known = read_requirements(ROOT / "features" / "requirements.md")
    covered = set().union(*map(tags, ALL))
    assert not known.keys() - covered


def test_the_judges_see_the_scenarios_that_behave_runs() -> None:
    cases = read_specification(ROOT / "features").cases
    assert list(cases) == [scenario.name for scenario in ALL]
    for scenario in ALL:
        case = cases[scenario.name]
        assert set(case.tags) == tags(scenario), scenario.name
        assert case.folder == Path(scenario.filename).parent.name
        behaves = [(step.keyword, step.name) for step in scenario.all_steps]
        assert [(step.keyword, step.words) for step in case.steps] == behaves, scenario.name
        assert case.severity in tags(scenario)


def test_every_scenario_has_one_severity() -> None:
    for scenario in ALL:
        assert len(tags(scenario) & SEVERITIES) == 1, scenario.name


def test_no_scenario_has_a_tag_that_means_nothing() -> None:
    for scenario in ALL:
        unknown = (
            {tag for tag in tags(scenario) if not IDENTIFIER.fullmatch(tag)}
            - SEVERITIES
            - {"own_server", "fenced", "large", "load"}
        )
        assert not unknown, f"{scenario.name}: {unknown}"


def refuses(scenario: Scenario) -> bool:
    return any(REJECTION.search(step.name) for step in scenario.steps if step.step_type == "then")


def test_all_that_is_to_be_covered_is_covered() -> None:
    assert not COVERED - set().union(*map(tags, ALL))


def test_every_promise_of_the_contract_has_a_scenario() -> None:
    promised = set().union(*(tags(scenario) for scenario in ALL if not refuses(scenario)))
    assert not PROMISING - promised


def test_every_refusal_of_the_contract_has_a_scenario() -> None:
    refused = set().union(*(tags(scenario) for scenario in ALL if refuses(scenario)))
    assert not REFUSING - refused


def test_every_identifier_of_the_contract_is_on_one_of_the_lists() -> None:
    known = read_requirements(ROOT / "features" / "requirements.md")
    rows = {name for name in known if re.match(r"(SESSION|STATUS|TASK|RESULT|MAINT|TMPL|CTRL|PROTO)-", name)}
    assert rows == (PROMISING | REFUSING) - {name for name in PROMISING if name.startswith("SAFE")} - {"SAFE-8"}


def test_names_are_unique() -> None:
    twice = [name for name, count in Counter(scenario.name for scenario in ALL).items() if count > 1]
    assert not twice


def test_every_accepted_challenge_names_a_requirement_and_a_scenario_that_exist() -> None:
    text = (ROOT / "features" / "requirements.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d{4}-\d\d-\d\d) \| (\S+) \| (.+?) \| .+ \| .+ \|$", text, re.MULTILINE)
    known = read_requirements(ROOT / "features" / "requirements.md")
    features = "\n".join(path.read_text(encoding="utf-8") for path in FEATURES)
    assert rows
    for _, requirement, scenario in rows:
        assert requirement in known
        assert re.search(rf"Scenario(?: Outline)?: {re.escape(scenario)}$", features, re.MULTILINE), scenario


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_features_speak_the_domain(path: Path) -> None:
    if path.parent.name == "2_api_testing":
        pytest.skip("features about the protocol may name it")
    assert not TECHNICAL.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", STEPS, ids=lambda path: path.stem)
def test_steps_are_thin(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            statements = len(node.body) - (ast.get_docstring(node) is not None)
            assert statements <= 3, f"{node.name} has {statements} statements"
            assert not [inner for inner in ast.walk(node) if isinstance(inner, ast.For | ast.While | ast.If | ast.Try)]
            assert node.name != "step_impl"


def test_the_hooks_know_no_orchestrator_but_as_a_process() -> None:
    # A module that is no package is out of the reach of import-linter, which holds all others to the same.
    assert "reference_orchestrator" not in (ROOT / "environment.py").read_text(encoding="utf-8")


def sleepers(path: Path) -> Iterator[str]:
    """The innermost functions of a file that name a `sleep`, of whatever library."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for node in ast.walk(tree):
        named = (isinstance(node, ast.Attribute) and node.attr == "sleep") or (
            isinstance(node, ast.ImportFrom | ast.Import) and any(one.name == "sleep" for one in node.names)
        )
        if named:
            around = [one.name for one in functions if one.lineno <= node.lineno <= (one.end_lineno or 0)]
            yield f"{path.relative_to(ROOT)}: {around[-1] if around else 'at its top'}"


def test_nothing_waits_by_sleeping() -> None:
    folders = ("steps", "acceptance", "benchmarks", "reference_orchestrator")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    assert sorted(found for path in [ROOT / "environment.py", *files] for found in sleepers(path)) == sorted(SLEEPERS)


def test_the_sdk_is_imported_only_while_the_first_server_is() -> None:
    # It takes more than a second, and so does the server: one after the other they would be waited for twice.
    script = (
        "import environment, sys; from behave.runner_util import load_step_modules; load_step_modules(['steps']);"
        "print([name for name in ('mcp', 'mcp_types', 'pydantic', 'hypothesis', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
