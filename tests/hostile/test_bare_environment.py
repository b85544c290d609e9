"""A run without a home, and one in which every warning is an error, end as any other, and leave nothing."""

import subprocess
import sys

import pytest

from tests.project import HANG_SECONDS, Project

ONE = ("features/1_feature_integration/planning.feature", "--name", "The main task keeps the planned title")


@pytest.mark.parametrize(
    ("options", "variables", "missing"),
    [((), {}, ("HOME", "LANG", "LC_ALL", "USER", "LOGNAME")), (("-W", "error"), {"PYTHONWARNINGS": "error"}, ())],
    ids=["no home", "warnings are errors"],
)
def test_a_scenario_passes(
    project: Project, options: tuple[str, ...], variables: dict[str, str], missing: tuple[str, ...]
) -> None:
    environment = {name: told for name, told in project.environment().items() if name not in missing}
    before = sorted(project.root.iterdir())
    done = subprocess.run(
        [sys.executable, *options, "-m", "behave", "--no-color", *ONE],
        cwd=project.root,
        env={**environment, **variables},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 scenario passed, 0 failed" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert sorted(project.root.iterdir()) == before
    assert not list(project.place.iterdir())
