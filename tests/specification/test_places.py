"""Places of features as they are typed: a wrong one is named with the nearest, before anything is started."""

from __future__ import annotations

import subprocess
import sys

import pytest

from acceptance.errors import SuiteError
from acceptance.specification.features import read_specification
from acceptance.specification.places import check_places, places_in
from tests.project import HANG_SECONDS, ROOT, Project


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("features/no_such", "features/no_such does not exist. The features are in benchmarks, features/1_feature"),
        (
            "features/1_feature_integration/planing.feature",
            "does not exist. Did you mean features/1_feature_integration/planning.feature?",
        ),
        ("planning.feature:12", "Did you mean features/1_feature_integration/planning.feature?"),
        ("features/6_signoff", "Did you mean features/6_sign_off?"),
        ("features/no_such/x.feature", "x.feature does not exist. The features are in "),
        ("features/clauses", "features/clauses has no feature. "),
        ("README.md", "README.md has no feature. "),
        ("@no_such.txt", "no_such.txt, which is to list features, does not exist."),
    ],
)
def test_a_place_without_a_feature_is_named_with_the_nearest(place: str, told: str) -> None:
    with pytest.raises(SuiteError) as raised:
        check_places(["--no-color", place], ROOT)
    assert told in str(raised.value)


def test_options_and_their_values_are_no_places() -> None:
    words = ["-n", "no/such", "--tags", "@x", "--name", "A task", "features/6_sign_off", "@list.txt", "a:3"]
    assert list(places_in(words)) == ["features/6_sign_off", "@list.txt", "a:3"]
    check_places(["features", "-f", "plain", "features/6_sign_off/components.feature:7"], ROOT)


@pytest.mark.parametrize("command", [("acceptance", "run", "--"), ("behave",)])
def test_a_run_of_a_place_without_a_feature_starts_nothing(project: Project, command: tuple[str, ...]) -> None:
    command = (sys.executable, "-m", *command, "no/such/feature")
    done = subprocess.run(
        command,
        cwd=project.root,
        env=project.environment(),
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert done.returncode == 2
    assert "no/such/feature does not exist. The features are in " in done.stderr + done.stdout
    assert "Checking" not in done.stdout
    assert "NotFound" not in done.stdout
    assert not (project.root / "reports" / "evidence").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Scenario: a\n    Given x\n    Gven nothing", 'line 4, cannot be read as a feature: "Gven nothing" is not '),
        (
            "Scenario: a\n    Given x\n    | a | b |\n    | a |",
            "line 5, cannot be read as a feature: inconsistent cell",
        ),
    ],
)
def test_a_feature_that_cannot_be_parsed_is_told_with_its_line(
    tmp_path_factory: pytest.TempPathFactory, text: str, told: str
) -> None:
    folder = tmp_path_factory.mktemp("features")
    (folder / "odd.feature").write_text(f"Feature: Odd\n  {text}\n", encoding="utf-8")
    with pytest.raises(SuiteError) as raised:
        _ = read_specification(folder).features
    assert f"odd.feature, {told}" in str(raised.value)
