"""The page of a large run stays small, opens folded, and shows of each scenario what its reader needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from acceptance.reporting.report import render
from tests.pages.browsers import launched
from tests.reporting.made_up import CALLS_OF_A_STEP, REASON, STEPS, MadeUpResults
from tests.reporting.sample_runs import ROOT
from tests.unpacking import unpacked

PASSED, FAILED = 300, 300
BYTES_OF_A_PASSED_SCENARIO = 2_000
"""5 MB for 1,533 of them, Allure's own program of 1.4 MB included."""
BYTES_OF_A_FAILED_SCENARIO = 10_000
"""10 MB for 500 of them and 1,033 that passed."""


@dataclass(frozen=True)
class Rendered:
    """A page, and where in it the first scenario is."""

    page: Path
    first: str


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    trouble: list[str] = []
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    yield opened
    opened.context.close()
    assert not trouble


def rendered(folder: Path, status: str, count: int) -> Rendered:
    results = MadeUpResults(folder / "allure-results")
    places = results.add(status, count)
    outcome = render(folder / "allure-results", folder / "acceptance-report.html", details={}, root=ROOT)
    if outcome.page is None and "npm could not install" in outcome.message:
        pytest.skip(outcome.message)
    assert outcome.page is not None, outcome.message
    return Rendered(outcome.page, places[0])


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    return rendered(tmp_path_factory.mktemp("passed"), "passed", PASSED)


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    return rendered(tmp_path_factory.mktemp("failed"), "failed", FAILED)


@pytest.fixture(scope="module")
def smallest(tmp_path_factory: pytest.TempPathFactory) -> int:
    """The bytes of a page with one scenario."""
    return rendered(tmp_path_factory.mktemp("smallest"), "passed", 1).page.stat().st_size


def test_a_passed_scenario_takes_little_of_the_page(passed: Rendered, smallest: int) -> None:
    assert (passed.page.stat().st_size - smallest) / PASSED < BYTES_OF_A_PASSED_SCENARIO
    assert smallest < 2_000_000


def test_a_failed_scenario_takes_more_and_not_much(failed: Rendered, smallest: int) -> None:
    assert (failed.page.stat().st_size - smallest) / FAILED < BYTES_OF_A_FAILED_SCENARIO


def test_the_calls_of_what_failed_are_whole(failed: Rendered) -> None:
    calls = [name for name in unpacked(failed.page.read_text(encoding="utf-8")) if name.startswith("data/attachments/")]
    assert len(calls) == FAILED * len(STEPS) * CALLS_OF_A_STEP


def test_a_passed_scenario_shows_its_calls_in_short(passed: Rendered, page: Page) -> None:
    page.goto(f"{passed.page.as_uri()}#{passed.first}")
    page.get_by_test_id("test-result-step").filter(has_text=STEPS[0]).locator("button").first.click()
    page.get_by_text(f"{CALLS_OF_A_STEP} calls: query_tasks").first.click()
    page.get_by_text("Shortened, since the scenario passed.").first.wait_for()


def test_a_failed_scenario_shows_its_reason_and_each_call(failed: Rendered, page: Page) -> None:
    page.goto(f"{failed.page.as_uri()}#{failed.first}")
    page.get_by_text(REASON).first.wait_for()
    page.get_by_test_id("test-result-step").filter(has_text=STEPS[0]).locator("button").first.click()
    calls = page.get_by_text("query_tasks: accepted, 1.5 ms")
    calls.nth(CALLS_OF_A_STEP - 1).wait_for(state="attached")


def test_hundreds_of_failures_begin_folded_and_stay_as_the_reader_left_them(failed: Rendered, page: Page) -> None:
    page.goto(failed.page.as_uri())
    rule = page.get_by_text("Rule 0 of what failed")
    rule.wait_for()
    leaves = page.get_by_test_id("tree-leaf")
    assert leaves.count() == 0
    rule.click()
    leaves.first.wait_for()
    shown = leaves.count()
    page.reload()
    leaves.first.wait_for()
    assert leaves.count() == shown


def test_a_browser_that_cannot_unpack_it_says_so(passed: Rendered, page: Page) -> None:
    page.add_init_script("delete window.DecompressionStream")
    page.goto(passed.page.as_uri())
    page.get_by_text("This browser cannot unpack the report").wait_for()
