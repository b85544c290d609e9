"""`python -m tests.pages.field`: keeps the last comparison as the snapshot of the field, with its picture."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from acceptance.commands.paths import say
from acceptance.reporting.documents.printing import find_chromium
from acceptance.system.paths import REPORTS
from tests.pages.picture import IMAGES, LARGEST

DOCS: Final = IMAGES.parent
PICTURE: Final = IMAGES / "field.png"
WIDTH: Final = 1280
TALLEST: Final = 780
"""Pixels of the picture, which shows the first profiles of many servers."""
HERE: Final = re.compile(r"/(?:dev/shm|tmp|var|home|root|work|Users)/[^\s\\\"'`),;]*")
"""A path of the machine that the servers ran on, which says nothing to a reader."""


def main() -> int:
    """Write the snapshot, and return the exit code."""
    for name in ("md", "json"):
        text = (REPORTS / f"compare.{name}").read_text(encoding="utf-8")
        (DOCS / f"field.{name}").write_text(HERE.sub("…", text), encoding="utf-8")
    draw(REPORTS / "compare.html", PICTURE)
    say(f"{PICTURE.relative_to(DOCS.parent)}: {PICTURE.stat().st_size / 1000:.0f} kB")
    assert PICTURE.stat().st_size <= LARGEST, f"{PICTURE.name} is larger than {LARGEST // 1000} kB"
    return 0


def draw(page_file: Path, picture: Path) -> None:
    """Draw the top of a comparison, at most down to the legend of its table of profiles."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 900}, color_scheme="light")
        page.goto(page_file.as_uri())
        legend = page.locator(".legend").bounding_box()
        assert legend is not None
        bottom = min(legend["y"] + legend["height"] + 16, TALLEST)
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": bottom}
        page.screenshot(path=picture, full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
