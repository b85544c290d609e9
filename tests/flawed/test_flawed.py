"""The suite can fail: every flaw is rejected by the scenarios that are declared to catch it, and nothing else is."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.specification.requirements import read_requirements
from tests.flawed.__main__ import HONEST
from tests.flawed.bench import ROOT
from tests.flawed.flaws import FLAWS
from tests.flawed.record import Record
from tests.flawed.table import NOT_KNOWN, TABLE, lines_that_hold, rows_of, write
from tests.flawed.trial import Trial
from tests.flawed.verdict import Outcome, judge
from tests.portions import selected
from tests.project import HANG_SECONDS

CONTRACT = re.compile(r"(SESSION|STATUS|TASK|RESULT|MAINT|TMPL|CTRL|PROTO|SAFE|CLIENT)-\d+")


@pytest.fixture(scope="session")
def trials(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Trial]:
    """Flaws against their declared scenarios, by a process of its own, because behave is loaded there for good."""
    record = tmp_path_factory.mktemp("flawed") / "trials.json"
    # One more at a time than there are cores: most of a trial is waiting.
    jobs = str((os.cpu_count() or 1) + 1)
    command = [sys.executable, "-m", "tests.flawed.prove", "--declared", "--jobs", jobs, "--record", str(record)]
    # The honest one is tried with what the others need: at least one of them has to be named.
    names = selected(request, test_it_is_rejected_by_what_must_catch_it, "name") or [next(iter(FLAWS))]
    command += [word for name in names for word in ("--only", name)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1200, check=False)
    assert record.exists(), done.stdout + done.stderr
    return Record(record).trials


def test_the_honest_one_is_all_green(trials: dict[str, Trial]) -> None:
    honest = trials[HONEST]
    assert not honest.trouble
    assert [one for one in honest.scenarios if one.status != "passed"] == []
    assert len(honest.scenarios) >= (len(trials) - 1) // 2
    assert not honest.reached
    assert not honest.announced


@pytest.mark.costly
@pytest.mark.parametrize("name", [name for name, flaw in FLAWS.items() if not flaw.measures])
def test_it_is_rejected_by_what_must_catch_it(trials: dict[str, Trial], name: str) -> None:
    verdict = judge(FLAWS[name], trials[name])
    assert verdict.outcome is Outcome.REJECTED, verdict.details
    assert not verdict.missed_by
    assert not verdict.unrelated


def test_there_are_sixty_and_more() -> None:
    assert len(FLAWS) >= 60


def test_every_row_of_the_contract_has_a_flaw() -> None:
    known = read_requirements(ROOT / "features" / "requirements.md")
    rows = {name for name in known if CONTRACT.fullmatch(name)}
    broken = {name for flaw in FLAWS.values() for name in flaw.breaks}
    assert not rows - broken
    assert broken | {name for flaw in FLAWS.values() for name in flaw.touches} <= known.keys()


def test_the_table_of_flaws_is_that_of_the_flaws() -> None:
    rows = rows_of(TABLE.read_text(encoding="utf-8"))
    assert list(rows) == list(FLAWS), "make prove writes docs/flaws.md anew"
    for name, flaw in FLAWS.items():
        assert rows[name].lies == flaw.lies, name
        assert rows[name].breaks == ", ".join(flaw.breaks), name
        assert all(declared in rows[name].caught_by for declared in flaw.caught_by), name


def test_a_row_holds_as_long_as_its_flaw_is_the_same() -> None:
    text = TABLE.read_text(encoding="utf-8")
    hold = lines_that_hold(text)
    name = next(iter(hold))
    assert name not in lines_that_hold(text.replace(FLAWS[name].lies, "It lies about something else."))
    assert hold[name] in write([], hold).splitlines()


def test_the_rows_of_flaws_that_are_not_tried_stay_as_they_are() -> None:
    rows = [f"| {name} | a lie | TASK-1 | somebody | {NOT_KNOWN} |" for name in FLAWS]
    assert not lines_that_hold("\n".join(rows))
    assert write([], lines_that_hold("\n".join(rows), FLAWS)).splitlines()[-len(rows) :] == rows


def test_the_reference_holds_no_switch() -> None:
    for path in (ROOT / "reference_orchestrator").rglob("*.py"):
        assert "FLAW" not in path.read_text(encoding="utf-8"), path


def test_a_flaw_that_is_started_as_a_command_announces_itself(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.flawed", "the-summary-is-dropped"]
    environment = {"PYTHONPATH": str(ROOT), "FLAW_MARKERS": str(tmp_path)}
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment,
        input="",
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert done.returncode == 0
    assert "flawed on purpose: the-summary-is-dropped" in done.stderr
    assert not list(tmp_path.iterdir()), "the marker says that a lie was told, and none was"
