"""The suite judges by the contract: no scenario of the sample fails on an orchestrator that keeps it in its own way."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conforming.__main__ import PLAIN
from tests.conforming.prove import CONTENTS, REPLIES, is_good, judged_wrongly
from tests.conforming.variants import VARIANTS
from tests.flawed.bench import ROOT
from tests.flawed.record import Record
from tests.flawed.trial import Seen, Trial
from tests.project import HANG_SECONDS

QUICK = [name for name, variant in VARIANTS.items() if variant.quick]


@pytest.fixture(scope="session")
def trials(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Trial]:
    """The sample, tried by a process of its own, because behave is loaded there for good."""
    record = tmp_path_factory.mktemp("conforming") / "trials.json"
    command = [sys.executable, "-m", "tests.conforming.prove", "--sample", "--record", str(record)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert record.exists(), done.stdout + done.stderr
    return Record(record).trials


@pytest.mark.costly
def test_the_reference_passes_the_whole_sample(trials: dict[str, Trial]) -> None:
    plain = trials[PLAIN]
    assert not plain.trouble
    assert [one for one in plain.scenarios if one.status != "passed"] == []
    names = [one.name for one in plain.scenarios]
    assert not [start for start in (*REPLIES, *CONTENTS) if not any(name.startswith(start) for name in names)]


@pytest.mark.costly
@pytest.mark.parametrize("name", QUICK)
def test_a_conforming_orchestrator_is_judged_as_one(trials: dict[str, Trial], name: str) -> None:
    trial = trials[name]
    assert not trial.trouble
    assert {one.name: one.message for one in judged_wrongly(VARIANTS[name], trial)} == {}
    assert trial.reached, "its manner was never shown"


def test_there_are_sixty_and_more() -> None:
    assert len(VARIANTS) >= 60
    assert len(QUICK) >= 25


def test_a_variant_that_is_judged_wrongly_or_never_shown_is_no_good_one() -> None:
    variant = next(variant for variant in VARIANTS.values() if not variant.touches)
    passed, failed = Seen("A", ("TASK-1",), "passed", ""), Seen("B", ("PROTO-1",), "failed", "why")
    assert is_good(variant, Trial(variant.name, reached=True, announced=False, scenarios=[passed]))
    assert not is_good(variant, Trial(variant.name, reached=False, announced=False, scenarios=[passed]))
    assert not is_good(variant, Trial(variant.name, reached=True, announced=False, scenarios=[passed, failed]))
    assert not is_good(variant, Trial(variant.name, reached=True, announced=False))
    touching = next(variant for variant in VARIANTS.values() if "PROTO-1" in variant.touches)
    assert is_good(touching, Trial(touching.name, reached=True, announced=False, scenarios=[passed, failed]))


def test_every_variant_says_what_allows_it() -> None:
    assert not [name for name, variant in VARIANTS.items() if not variant.does or not variant.allowed_by]


def test_the_reference_knows_nothing_of_the_variants() -> None:
    for path in (ROOT / "reference_orchestrator").rglob("*.py"):
        assert "conforming" not in path.read_text(encoding="utf-8"), path


def test_a_variant_can_be_started_as_a_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.conforming", "uuids"]
    environment = {"PYTHONPATH": str(ROOT)}
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
    assert (done.returncode, done.stdout) == (0, "")
