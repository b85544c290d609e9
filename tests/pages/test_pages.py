"""The pages of a real run, opened in Chromium: they unfold, tell a failure in words, print, and fit a phone."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from acceptance.reporting.comparing.documents import page as comparison
from acceptance.reporting.comparing.matrix import Matrix
from acceptance.reporting.comparing.server_run import read_server
from acceptance.reporting.documents.printing import print_page
from tests.pages.browsers import launched
from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
PARTS = (
    "acceptance",
    "dialects",
    "features",
    "reference_orchestrator",
    "steps",
    "environment.py",
    "pyproject.toml",
    "targets.toml",
)
SETTINGS = ("allurerc.yml", "README.md", "package.json", "package-lock.json", ".npmrc")
FAILING = "Every scenario of API Testing passes (components 2)"
FEW_OF_EACH_OUTCOME = """
    const seen = {}
    for (const one of document.querySelectorAll("details.case")) {
        const outcome = one.querySelector(".mark").textContent
        seen[outcome] = (seen[outcome] || 0) + 1
        if (seen[outcome] > 3) one.remove()
    }
    document.querySelector("#requirements").remove()
    for (const one of document.querySelectorAll("details")) one.open = true
"""
BROKEN_FIGURES = """() => {
    const broken = [], walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const found of node.data.matchAll(/[0-9]\\s(?:ms|s|min|h|MB|%)(?![a-z])/g)) {
            const range = document.createRange()
            range.setStart(node, found.index)
            range.setEnd(node, found.index + found[0].length)
            const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.bottom)))
            if (lines.size > 1) broken.push(node.data)
        }
    }
    return broken
}"""
WORDS = "no run to judge: run the whole suite"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("pages") / "project"
    (root / "reports").mkdir(parents=True)
    for name in PARTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    for name in SETTINGS:
        shutil.copy(ROOT / "reports" / name, root / "reports" / name)
    if (ROOT / ".allure").is_dir():
        (root / ".allure").symlink_to(ROOT / ".allure")
    places = ("features/1_feature_integration/planning.feature", "features/6_sign_off")
    command = [sys.executable, "-m", "acceptance", "run", "--", *places]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, timeout=HANG_SECONDS, check=False
    )
    told = done.stdout.strip().splitlines()
    assert done.returncode == 1, done.stdout[-2000:]
    assert "No verdict: partial run." in told, told[-12:]
    counts = r"Scenarios: \d+ of \d+ passed; of those that judge the run as a whole, \d+ of \d+ passed, \d+ failed, in "
    assert any(re.match(counts, line) for line in told[-4:]), told[-12:]
    assert "acceptance-report.html" in told[-2]
    return root / "reports"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


@pytest.fixture(params=[1280, 400])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": request.param, "height": 900})
    trouble: list[str] = []
    opened.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    yield opened
    width = opened.evaluate("document.documentElement.scrollWidth")
    opened.close()
    assert not trouble
    assert width <= request.param


def test_the_report_tells_a_failure_in_words(reports: Path, page: Page) -> None:
    page.goto((reports / "acceptance-report.html").as_uri())
    page.get_by_text("6 Sign-off").first.wait_for()
    specification = (reports / "specification.html").read_text(encoding="utf-8")
    place = specification.index(f'<span class="name">{FAILING}</span>')
    link = re.search(r'href="(acceptance-report\.html#\w+)"', specification[place:])
    assert link
    page.goto(f"{reports.as_uri()}/{link[1]}")
    page.reload()
    page.get_by_text(FAILING).first.wait_for()
    assert page.get_by_text(WORDS).first.is_visible()
    # Its requirement leads to the words of the specification.
    page.get_by_role("link", name="API-2").first.click()
    page.locator("tr#API-2").wait_for()


def test_the_report_counts_all_scenarios_and_shows_the_verdict_whole(reports: Path, page: Page) -> None:
    page.goto((reports / "acceptance-report.html").as_uri())
    ring = page.locator('[aria-label$="scenarios passed"]')
    ring.wait_for()
    words = re.fullmatch(r"(\d+) of (\d+) scenarios passed", ring.get_attribute("aria-label") or "")
    assert words is not None
    # Of all: where most was skipped, a share of the rest would read as if all had passed.
    assert int(words[2]) == len(list((reports / "allure-results").glob("*-result.json")))
    assert ring.inner_text() == f"{100 * int(words[1]) // int(words[2])}%"
    for value in page.locator('[data-testid="metadata-item-value"] span').all():
        assert value.evaluate("one => one.scrollWidth <= one.parentElement.clientWidth + 1")


def test_the_specification_unfolds_to_what_is_linked(reports: Path, page: Page) -> None:
    page.goto((reports / "specification.html").as_uri())
    scenario = page.locator("details.case", has_text=FAILING)
    assert not scenario.is_visible()
    page.locator("#trouble").check()
    assert scenario.is_visible()
    scenario.locator("summary").click()
    assert WORDS in scenario.locator(".why").inner_text()
    scenario.get_by_role("link", name="API-2").first.click()
    page.locator("tr#API-2").wait_for()


def test_a_comparison_shows_what_differs_and_why(reports: Path, page: Page, tmp_path: Path) -> None:
    matrix = Matrix(tuple(read_server(name, reports, ROOT / "features") for name in ("one", "two")))
    file = tmp_path / "compare.html"
    file.write_text(comparison(matrix), encoding="utf-8")
    page.goto(file.as_uri())
    row = page.locator("tr", has=page.locator("th", has_text="API-2")).first
    assert not row.is_visible()
    page.locator("#all").check()
    page.locator("summary", has_text=re.compile(r"^\s*the plan")).click()
    assert row.is_visible()
    why = page.locator("tr.reasons", has_text="Why API-2 is not met: one, two")
    why.locator("summary").first.click()
    assert why.locator(".reason", has_text=WORDS).first.is_visible()
    # What is wider than the page is moved inside its own frame, below the names of the rows.
    page.locator(".scroll").first.evaluate("frame => frame.scrollLeft = 200")
    left = page.locator("#profiles tbody th").first.bounding_box()
    assert left is not None and left["x"] >= 0


def test_the_names_of_five_servers_are_whole_in_a_comparison(reports: Path, page: Page, tmp_path: Path) -> None:
    names = ("reference", "upstream-2.0", "allpepper", "task-master", "backlog")
    one = read_server("one", reports, ROOT / "features")
    file = tmp_path / "compare.html"
    file.write_text(comparison(Matrix(tuple(replace(one, name=name) for name in names))), encoding="utf-8")
    page.goto(file.as_uri())
    broken = page.evaluate(
        """() => [...document.querySelectorAll("#profiles .name")].filter((name) => {
             const text = name.firstChild, range = document.createRange();
             return [...text.data.matchAll(/[^-]+-?/g)].some((part) => {
               range.setStart(text, part.index); range.setEnd(text, part.index + part[0].length);
               return range.getClientRects().length > 1;
             });
           }).map((name) => name.textContent)"""
    )
    assert broken == []


def test_a_comparison_is_filtered_by_profile_and_by_text(reports: Path, page: Page, tmp_path: Path) -> None:
    matrix = Matrix(tuple(read_server(name, reports, ROOT / "features") for name in ("one", "two")))
    file = tmp_path / "compare.html"
    file.write_text(comparison(matrix, everything=True), encoding="utf-8")
    page.goto(file.as_uri())
    rows = page.locator("tr[data-row]:visible")
    page.locator("#profile").select_option("the plan")
    assert page.locator("section:visible").count() == 1
    of_the_profile = rows.count()
    assert of_the_profile > 1
    assert page.locator("#found").inner_text().startswith(f"{of_the_profile} requirements of ")
    page.locator("#words").fill("api-2")
    assert 1 <= rows.count() < of_the_profile
    assert rows.locator("th", has_text="API-2").first.is_visible()
    page.locator("#words").fill("no such words")
    assert rows.count() == 0
    assert page.locator("#found").inner_text().startswith("no requirements of ")
    # A link to a profile shows it, whatever was filtered for.
    page.locator("#profiles a", has_text="tasks").first.click()
    page.locator("#tasks").wait_for()


def broken_rules(page: Page) -> list[str]:
    """The rules of accessibility that a page breaks badly, each with the first place that does."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in {"serious", "critical"}]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_our_pages_keep_the_rules_of_accessibility(
    reports: Path, browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    comparing = tmp_path / "compare.html"
    matrix = Matrix(tuple(read_server(name, reports, ROOT / "features") for name in ("one", "two")))
    comparing.write_text(comparison(matrix), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    opened = context.new_page()
    for file in (reports / "sign-off.html", reports / "specification.html", comparing):
        opened.goto(file.as_uri())
        if file.name == "specification.html":
            # A scenario looks like the others with its outcome, of which there are so many that the look takes minutes.
            opened.evaluate(FEW_OF_EACH_OUTCOME)
        ground = opened.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (ground == "rgb(255, 255, 255)") is (scheme == "light")
        assert broken_rules(opened) == [], file.name
        assert not opened.locator("th").filter(has_not_text=re.compile(r"\S")).count(), file.name
    context.close()


def test_on_paper_what_did_not_pass_is_unfolded(reports: Path, browser: Browser) -> None:
    opened = browser.new_page()
    opened.goto((reports / "specification.html").as_uri())
    opened.emulate_media(media="print")
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    scenario = opened.locator("details.case", has_text=FAILING)
    assert WORDS in scenario.locator(".why").inner_text()
    assert not opened.locator('details.case[data-bad="0"][open]').count()
    opened.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not opened.locator("details.case[open]").count()
    opened.close()


def test_no_line_of_the_sheet_ends_between_a_number_and_its_unit(reports: Path, browser: Browser) -> None:
    opened = browser.new_page()
    opened.goto((reports / "sign-off.html").as_uri())
    for width in (1280, *range(700, 300, -10)):
        opened.set_viewport_size({"width": width, "height": 900})
        assert opened.evaluate(BROKEN_FIGURES) == [], width
    opened.close()


def test_the_sheet_prints_on_two_pages_at_most(reports: Path, page: Page, tmp_path: Path) -> None:
    page.goto((reports / "sign-off.html").as_uri())
    assert "No verdict" in page.locator(".verdict").inner_text()
    assert page.get_by_text("This run cannot be signed.").is_visible()
    assert page.get_by_text("Name, role, date").count() == 0
    assert not (reports / "sign-off.pdf").exists(), "a part of a run is not signed"
    printed = tmp_path / "sign-off.pdf"
    assert print_page(reports / "sign-off.html", printed)
    assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", printed.read_bytes())) <= 2
