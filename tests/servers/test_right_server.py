"""The server that is judged is the target's own, also where the suite's folder holds one of the same name."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.project import ROOT, Project, copied

WARM = 'warm = ["reference_orchestrator.serving", "reference_orchestrator.__main__"]'


@pytest.mark.parametrize("warm", [WARM, ""], ids=["forked", "started as a command"])
def test_a_broken_copy_is_not_mistaken_for_the_suites_own(tmp_path: Path, warm: str) -> None:
    package = tmp_path / "broken" / "reference_orchestrator"
    shutil.copytree(ROOT / "reference_orchestrator", package, ignore=shutil.ignore_patterns("__pycache__"))
    health = package / "tools" / "control.py"
    health.write_text(health.read_text(encoding="utf-8").replace('"healthy"', '"unwell"'), encoding="utf-8")
    with copied(tmp_path) as project:
        assert "0 failed" in run(project, "whole", project.root, warm)
        assert "1 failed" in run(project, "broken", package.parent, warm)


def run(project: Project, name: str, folder: Path, warm: str) -> str:
    """Hold a copy of the reference against one scenario, and return the last line about scenarios."""
    command = (sys.executable, "-m", "reference_orchestrator")
    project.add_target(name, command, f'environment = {{ PYTHONPATH = "{folder}" }}\n{warm}')
    done = project.behave(f"-Dtarget={name}", "features/3_system_validation/health.feature", "-n", "A working")
    return next(line for line in done.stdout.splitlines() if " scenario" in line and "failed" in line)
