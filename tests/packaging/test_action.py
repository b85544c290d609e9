"""The step for the pipelines of others: its shell blocks, run as GitHub does it, in a workspace of theirs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
# What a checkout of the action has not.
UNTRACKED = (".*", "reports", "*.egg-info", "__pycache__", "build", "dist")
EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


@dataclass(frozen=True)
class Runner:
    """A runner of GitHub's, as far as the action sees it.

    Attributes:
        place: where its folders are.
        suite: the action's checkout.
        workspace: the checkout of those who use the action, in which steps run.
    """

    place: Path
    suite: Path
    workspace: Path

    @property
    def summary(self) -> Path:
        return self.place / "summary.md"

    @property
    def outputs(self) -> dict[str, str]:
        """What the steps gave out; of a name that was given twice the last."""
        lines = (self.place / "output").read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)

    def run(self, name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run a step by its name, its expressions filled, with bash as the runner calls it."""
        step = next(one for one in ACTION["runs"]["steps"] if one.get("name") == name)
        assert step["shell"] == "bash"
        known = {
            **{f"inputs.{key}": inputs.get(key, one["default"]) for key, one in ACTION["inputs"].items()},
            "steps.python.outputs.python-path": sys.executable,
            "github.action_path": str(self.suite),
        }
        given = {key: self._filled(text, known) for key, text in step["env"].items()}
        script = self.place / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace / self._filled(step.get("working-directory", "."), known),
            env={**self._environment(), **given},
            capture_output=True,
            text=True,
            timeout=HANG_SECONDS,
            check=False,
        )

    @staticmethod
    def _filled(text: str, known: Mapping[str, str]) -> str:
        return EXPRESSION.sub(lambda found: known[found[1]], text)

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("HOME", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
        return {
            **kept,
            "PATH": os.defpath,
            # The libraries are lent by the clone's environment: fetching them all would take a minute.
            "PIP_NO_DEPS": "1",
            "RUNNER_TEMP": str(self.place / "temp"),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_OUTPUT": str(self.place / "output"),
            "GITHUB_JOB": "check",
            "XDG_CACHE_HOME": str(self.place / "cache"),
        }


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner on which the action's first own step was run."""
    place = tmp_path_factory.mktemp("runner")
    shutil.copytree(ROOT, place / "suite", ignore=shutil.ignore_patterns(*UNTRACKED))
    (place / "suite" / "reports").mkdir()
    for name in ("README.md", "allurerc.yml", "package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / "reports" / name, place / "suite" / "reports" / name)
    for name in ("temp", "theirs"):
        (place / name).mkdir()
    installing = Runner(place, place / "suite", place / "theirs")
    done = installing.run("Install the suite")
    if done.returncode and "setuptools" in done.stderr and "No matching distribution" in done.stderr:
        pytest.skip("there is no index here from which the build's own tools could be installed")
    assert done.returncode == 0, done.stdout + done.stderr
    libraries = next(path for path in map(Path, sys.path) if (path / "behave").is_dir())
    own = next((place / "temp" / "acceptance" / "lib").glob("python*/site-packages"))
    (own / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    server = place / "theirs" / "server"
    python = place / "temp" / "acceptance" / "bin" / "python"
    server.write_text(f"#!{python}\nfrom reference_orchestrator.__main__ import main\nmain()\n", encoding="utf-8")
    server.chmod(0o755)
    return installing


STEP = "Test the orchestrator against the specification"


@pytest.fixture(autouse=True)
def fresh(runner: Runner) -> None:
    runner.summary.unlink(missing_ok=True)
    (runner.place / "output").unlink(missing_ok=True)
    shutil.rmtree(runner.workspace / "reports", ignore_errors=True)


@pytest.mark.costly
def test_what_passes_lets_the_job_go_on(runner: Runner) -> None:
    done = runner.run(STEP, command="./server", tags="@PLAN-3")
    assert done.returncode == 0, done.stdout + done.stderr
    summary = runner.summary.read_text(encoding="utf-8")
    assert re.search(r"[1-9]\d* (scenarios )?passed", summary), summary
    assert "Nothing was judged" not in summary
    assert list((runner.workspace / "reports" / "allure-results").glob("*-result.json"))


@pytest.mark.costly
def test_the_job_goes_on_with_what_came_of_it(runner: Runner) -> None:
    folder = runner.workspace / "service"
    folder.mkdir()
    (folder / "server").write_bytes((runner.workspace / "server").read_bytes())
    (folder / "server").chmod(0o755)
    inputs = {"command": "./server", "tags": "@PLAN-3", "jobs": "2", "working-directory": "service"}
    done = runner.run(STEP, **inputs)
    assert done.returncode == 0, done.stdout + done.stderr
    assert runner.run("Tell the outcome", **inputs).returncode == 0
    told = runner.outputs
    assert (told["verdict"], told["failed"], told["artifact"]) == ("No verdict", "0", "orchestrator-acceptance-check")
    assert int(told["passed"]) == int(told["scenarios"]) > 0
    assert not told["report"] or Path(told["report"]).is_relative_to(folder / "reports")
    kept = next(one for one in ACTION["runs"]["steps"] if one.get("name") == "Keep the report")["with"]
    assert kept["path"] == "${{ inputs.working-directory }}/reports/"
    shutil.rmtree(folder)


def test_the_parts_of_a_matrix_have_artifacts_of_their_own(runner: Runner) -> None:
    assert runner.run("Tell the outcome", shard="2/3").returncode == 0
    assert runner.outputs["artifact"] == "orchestrator-acceptance-check-2-of-3"
    assert (runner.outputs["verdict"], runner.outputs["scenarios"], runner.outputs["report"]) == ("No verdict", "0", "")
    assert runner.run("Tell the outcome", shard="2/3", artifact="mine").returncode == 0
    assert runner.outputs["artifact"] == "mine"


def test_everything_that_others_wrote_is_pinned_by_its_digest() -> None:
    used = [one["uses"] for one in ACTION["runs"]["steps"] if "uses" in one]
    assert len(used) == 3
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", one) for one in used)


@pytest.mark.costly
def test_what_fails_fails_the_job_with_its_own_code(runner: Runner) -> None:
    (runner.workspace / "deaf").write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    (runner.workspace / "deaf").chmod(0o755)
    done = runner.run(STEP, command="./deaf", tags="@PLAN-3")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "**Nothing was judged** (exit code 1)" in runner.summary.read_text(encoding="utf-8")
    assert "exit code 3" in done.stdout + done.stderr


@pytest.mark.costly
def test_what_has_to_be_mended_first_is_told_as_such(runner: Runner) -> None:
    done = runner.run(STEP, command="./server", target="mine")
    assert done.returncode == 2, done.stdout + done.stderr
    assert "**Nothing was judged** (exit code 2)" in runner.summary.read_text(encoding="utf-8")
    assert "not both" in done.stdout + done.stderr


def test_the_job_for_gitlab_calls_the_same_program(runner: Runner) -> None:
    job = yaml.safe_load((ROOT / "examples" / "gitlab-ci.yml").read_text(encoding="utf-8"))["orchestrator-acceptance"]
    install, hold = job["script"]
    assert install == 'pip install --quiet "$SUITE"'
    environment = {**os.environ, "PATH": f"{runner.place / 'temp' / 'acceptance' / 'bin'}:{os.defpath}"}
    done = subprocess.run(
        ["sh", "-ec", f"{hold} --tags '@FEAT-1 and not @FEAT-1'"],
        cwd=runner.workspace,
        env={**environment, "ORCHESTRATOR": "./server", "XDG_CACHE_HOME": str(runner.place / "cache")},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "No scenario was selected" in done.stdout + done.stderr
