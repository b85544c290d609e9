"""Runs that are shared out over two processes: nothing lost, nothing doubled, nothing left behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from acceptance.shards.division import find_features
from tests.project import HANG_SECONDS, ROOT, Project, ended, wait_for

CASE = """Feature: {name}
  One case.

  @{tag} @normal
  Scenario: {name} is planned
    When the task "{name}" is planned
    Then its title is "{name}"
"""


def shared(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "acceptance", "run", "--jobs", "2", *arguments]


def run_shared(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        shared(*arguments),
        cwd=project.root,
        env=project.environment(),
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )


def results(project: Project) -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in results_so_far(project)]


def results_so_far(project: Project) -> list[Path]:
    return list((project.root / "reports" / "allure-results").glob("*-result.json"))


def add_case(project: Project, folder: str, name: str, tag: str = "PLAN-2") -> None:
    place = project.root / "features" / folder
    place.mkdir(exist_ok=True)
    (place / f"{name}.feature").write_text(CASE.format(name=name, tag=tag), encoding="utf-8")


def put_aside(project: Project, name: str) -> None:
    reports = project.root / "reports"
    reports.rename(project.root / name)
    reports.mkdir()
    shutil.copy(ROOT / "reports" / "allurerc.yml", reports / "allurerc.yml")


def test_a_run_that_is_shared_out_loses_nothing_and_doubles_nothing(project: Project) -> None:
    places = [f"features/1_feature_integration/{name}.feature" for name in ("cancelling", "counting", "workflows")]
    for folder in ("4_performance_benchmarks", "6_sign_off"):
        add_case(project, folder, f"Case {folder[0]}")
        places.append(f"features/{folder}/Case {folder[0]}.feature")
    done = run_shared(project, "--", *places)
    assert done.returncode == 0, done.stdout + done.stderr
    found = results(project)
    expected = sum(file.scenarios for file in find_features(project.root, places))
    assert len(found) == len({result["fullName"] for result in found}) == expected
    assert f"Scenarios: {expected - 1} of {expected - 1} passed" in done.stdout
    ends = {phase: max(one["stop"] for one in found if one["titlePath"][0].startswith(phase)) for phase in "14"}
    begins = {phase: min(one["start"] for one in found if one["titlePath"][0].startswith(phase)) for phase in "46"}
    assert ends["1"] <= begins["4"] and ends["4"] <= begins["6"]
    lines = (project.root / "reports" / "evidence" / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    servers = [event["server"] for event in events if event.get("event") == "server started"]
    assert len(servers) == len(set(servers))
    assert {server.split("-")[2] for server in servers if "shard" in server} == {"1", "2"}
    assert {result["name"] for result in found} <= {event["scenario"] for event in events}
    assert not project.left_behind()


def test_a_shard_for_which_nothing_is_selected_is_no_mistake_but_a_run_is(project: Project) -> None:
    for name in ("One", "Two"):
        add_case(project, "7_more", name, tag=f"PLAN-{len(name)}")
    (project.root / "features" / "7_more" / "Two.feature").write_text(
        CASE.format(name="Two", tag="PLAN-4"), encoding="utf-8"
    )
    done = run_shared(project, "--tags", "@PLAN-4", "--", "features/7_more")
    assert (done.returncode, len(results(project))) == (0, 1), done.stdout
    done = run_shared(project, "--tags", "@PLAN-1 and @PLAN-4", "--", "features/7_more")
    assert done.returncode == 1
    assert "No scenario was run, so nothing was tested." in done.stdout


@pytest.mark.parametrize("part", ["3/3", "2/2"], ids=["fewer files than parts", "the tags select none of its files"])
def test_a_part_that_is_rightly_empty_passes_and_can_be_merged(project: Project, part: str) -> None:
    add_case(project, "7_more", "One", tag="PLAN-3")
    add_case(project, "7_more", "Two", tag="PLAN-4")
    chosen = ("--tags", "@PLAN-3", "--", "features/7_more")
    done = run_shared(project, "--shard", part, *chosen)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Part {part[0]} of {part[2]} has nothing to run: all scenarios are in other parts." in done.stdout
    put_aside(project, "empty")
    done = run_shared(project, "--shard", f"1/{part[2]}", *chosen)
    assert (done.returncode, len(results(project))) == (0, 1), done.stdout + done.stderr
    put_aside(project, "one")
    merged = subprocess.run(
        [sys.executable, "-m", "acceptance", "report", "one", "empty"],
        cwd=project.root,
        env=project.environment(),
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert "1 scenarios of 2 reports folders were put together." in merged.stdout, merged.stdout + merged.stderr
    assert len(results(project)) == 1


def test_a_part_is_a_mistake_where_no_part_has_anything(project: Project) -> None:
    add_case(project, "7_more", "One", tag="PLAN-3")
    done = run_shared(project, "--shard", "2/2", "--tags", "@PLAN-4", "--", "features/7_more")
    assert done.returncode == 1
    assert "No scenario was run, so nothing was tested." in done.stdout


def test_a_wrong_target_is_told_of_once_and_the_last_results_stay(project: Project) -> None:
    result = project.root / "reports" / "allure-results" / "earlier.txt"
    result.parent.mkdir()
    result.touch()
    done = run_shared(project, "--target", "publshed-1.7")
    assert done.returncode == 2
    assert done.stdout.count('There is no target "publshed-1.7"') == 1
    assert result.exists()
    done = run_shared(project, "--command", f"{sys.executable} -c 'raise SystemExit(3)'")
    assert done.returncode == 1
    assert done.stdout.count("ended with exit code 3 before it answered") == 1
    assert "Traceback" not in done.stdout + done.stderr


def shard_of(project: Project) -> list[int]:
    """The process ids of the second shard of a run in this project."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            inside = (folder / "cwd").readlink() == project.root
        except OSError:
            continue
        if inside and b"-Dpart=shard-2" in words:
            found.append(int(folder.name))
    return found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_every_shard_and_keeps_the_results(project: Project, number: signal.Signals) -> None:
    with ended(
        subprocess.Popen(shared(), cwd=project.root, env=project.environment(), stdout=subprocess.PIPE, text=True)
    ) as run:
        wait_for(lambda: len(results_so_far(project)) >= 6)
        run.send_signal(number)
        output, _ = run.communicate(timeout=HANG_SECONDS)
    assert run.returncode == 1, output
    assert "The run was interrupted: the results so far are kept." in output
    assert len(results(project)) >= 6
    assert "Traceback" not in output
    assert not project.left_behind()


def test_a_shard_that_dies_is_told_of_and_never_passes(project: Project) -> None:
    places = [f"features/1_feature_integration/{name}.feature" for name in ("planning", "updating")]
    command = shared("--", *places)
    with ended(
        subprocess.Popen(command, cwd=project.root, env=project.environment(), stdout=subprocess.PIPE, text=True)
    ) as run:
        wait_for(lambda: len(results_so_far(project)) >= 2)
        for pid in shard_of(project):
            os.kill(pid, signal.SIGKILL)
        output, _ = run.communicate(timeout=HANG_SECONDS)
    assert run.returncode == 1, output
    assert "Shard 2 was ended by signal 9 before it had run everything it was given" in output
    assert [one["name"] for one in results(project) if one["status"] == "broken"] == [
        "Shard 2 ran all that it was given"
    ]
    wait_for(lambda: not project.left_behind())
    assert not list(project.place.iterdir())
