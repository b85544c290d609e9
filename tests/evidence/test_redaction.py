"""Secrets that a server blabs out wherever it can reach no report."""

import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.redaction import HIDDEN
from acceptance.targets.secrets import secrets_of
from acceptance.targets.target import Target
from tests.project import HANG_SECONDS, SERVER, Project
from tests.unpacking import told_in

PLANTED = {
    "INHERITED_API_TOKEN": "inherited-3f9a1c",
    "FILLED_IN": "filled-77b2e0",
    "DB_PASSWORD": 'written-"41d8cd',
    "flag": "flagged-9b7750",
}


def told_below(folder: Path) -> list[str]:
    """The files below a folder, and the secrets that stand in them."""
    return [
        f"{file.relative_to(folder)}: {value}"
        for file in folder.rglob("*")
        if file.is_file()
        for value in PLANTED.values()
        if value in told_in(file) or value.replace('"', '\\"') in told_in(file)
    ]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_a_server_blabs_out_reaches_no_report(project: Project, jobs: str) -> None:
    words = [sys.executable, str(SERVER), "blabs", f"--api-key={PLANTED['flag']}"]
    given = f"""environment = {{ OWN = "${{FILLED_IN}}", DB_PASSWORD = '{PLANTED["DB_PASSWORD"]}' }}"""
    project.add_target("blabs", words, given)
    places = ["features/1_feature_integration/planning.feature", "features/6_sign_off"]
    done = subprocess.run(
        [sys.executable, "-m", "acceptance", "run", "--target", "blabs", "--jobs", jobs, "--", *places],
        cwd=project.root,
        env={**project.environment(), **{name: PLANTED[name] for name in ("INHERITED_API_TOKEN", "FILLED_IN")}},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    reports = project.root / "reports"
    assert not told_below(reports)
    # It did blab: in its refusals, on standard error, and into the record of the campaign.
    for pattern in ("allure-results/*-result.json", "evidence/outcomes.jsonl", "servers/*", "campaign/record.json"):
        assert any(HIDDEN in file.read_text(encoding="utf-8") for file in reports.glob(pattern)), pattern


def test_headers_addresses_and_names_that_say_so_are_secret() -> None:
    target = Target(
        "there",
        ("serve", "--token", "after-it-0001", "--verbose", "--keyboard=german"),
        url="https://ada:in-the-address@example.org/mcp?api_key=in-the-query&page=twenty-two",
        headers={"Authorization": "Bearer behind-the-scheme", "X-Secret": "of-its-own", "Accept": "text/plain"},
    )
    found = secrets_of(target, {"HOME": "/home/ada", "DEPLOY_KEY": "in-the-environment", "SHORT_KEY": "abc"})
    assert set(found) == {
        *("after-it-0001", "in-the-address", "in-the-query", "Bearer behind-the-scheme", "behind-the-scheme"),
        *("of-its-own", "in-the-environment"),
    }


def test_a_load_tells_no_secret_either(project: Project) -> None:
    project.add_target("blabs", [sys.executable, str(SERVER), "blabs", f"--api-key={PLANTED['flag']}"])
    done = subprocess.run(
        [sys.executable, "-m", "acceptance", "load", "--target", "blabs", "--tasks", "4", "--connections", "1"],
        cwd=project.root,
        env={**project.environment(), "INHERITED_API_TOKEN": PLANTED["INHERITED_API_TOKEN"]},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    told = done.stdout + done.stderr
    assert HIDDEN in told
    assert not [value for value in PLANTED.values() if value in told]
    assert not told_below(project.root / "reports")
