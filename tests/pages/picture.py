"""`python -m tests.pages.picture`: writes the pictures of the README from the pages of the last run."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, ViewportSize, sync_playwright

from acceptance.commands.paths import say
from acceptance.reporting.documents.printing import find_chromium
from acceptance.system.paths import REPORTS

IMAGES: Final = Path(__file__).resolve().parents[2] / "docs" / "images"
SCENARIO: Final = "A cancelled task keeps its submitted work unchanged"
"""The scenario that the picture of the report shows."""
REPORT: Final = "acceptance-report.html"
SHEET: Final = "sign-off.html"
PICTURES: Final[dict[str, ViewportSize]] = {
    "report": {"width": 1280, "height": 720},
    "sign-off": {"width": 1010, "height": 775},
}
SCALE: Final = 0.75
LARGEST: Final = 200_000
"""Bytes that a picture has at most, so that the repository stays small."""


def show_report(page: Page) -> None:
    """Open the report at a scenario, with the tree of all scenarios beside its steps."""
    specification = (REPORTS / "specification.html").read_text(encoding="utf-8")
    place = specification.index(f'<span class="name">{SCENARIO}</span>')
    link = re.compile(rf'href="{REPORT}(#\w+)"').search(specification, place)
    assert link is not None, f"The last run has no result for the scenario: {SCENARIO}"
    page.goto((REPORTS / REPORT).as_uri() + link[1])
    page.get_by_test_id("toggle-layout-button").click()
    page.get_by_placeholder("Search tests").wait_for()
    page.get_by_text("Test body").wait_for()


def show_sheet(page: Page) -> None:
    """Open the sign-off sheet at its top."""
    page.goto((REPORTS / SHEET).as_uri())


def main() -> int:
    """Write both pictures, and return the exit code."""
    chromium = find_chromium()
    missing = [name for name in (REPORT, SHEET) if not (REPORTS / name).is_file()]
    if chromium is None or missing:
        say("Chromium is not installed." if chromium is None else f"Run `make accept` first: no {missing[0]}.")
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, size in PICTURES.items():
            page = browser.new_page(viewport=size, device_scale_factor=SCALE, color_scheme="light")
            (show_report if name == "report" else show_sheet)(page)
            file = IMAGES / f"{name}.png"
            page.screenshot(path=file, animations="disabled")
            say(f"{file.relative_to(IMAGES.parents[1])}: {file.stat().st_size / 1000:.0f} kB")
            assert file.stat().st_size <= LARGEST, f"{file.name} is larger than {LARGEST // 1000} kB"
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
