"""What must hold of the documents of a run, whatever a target says: they are made, and none obeys it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from acceptance.display import visible
from acceptance.reporting.conclusion import conclude
from tests.hostile.aftermath import Aftermath
from tests.redaction.survivors import left_of

ROOT: Final = Path(__file__).resolve().parents[2]
SPAN: Final = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
OBEYED: Final = re.compile(r"!\[|\]\(|<[a-z!/]|https?://|@octocat|#1\b", re.IGNORECASE)
TAGS: Final = re.compile(r"<(?:img|script|iframe|svg|object|embed|base|form)\b[^>]*(?:127\.0\.0\.1|octocat|fetch)")
COMMAND: Final = re.compile(r"^\s*::[a-z]|##\[|##vso\[", re.MULTILINE)


def written(left: Aftermath) -> None:
    """Give the verdict on a run and write its documents, as the end of a run does."""
    conclude(left.reports, ROOT / "features", ROOT / "waivers.toml", today=date(2026, 1, 2), pdf=False)


def nothing_is_obeyed(left: Aftermath) -> None:
    """The documents are made, and a target's words are text in them; raises AssertionError where they are more."""
    written(left)
    words_are_text(left.reports, left.console)


def words_are_text(reports: Path, console: str) -> None:
    """What a run wrote and printed holds a target's words as text; raises AssertionError where they are more."""
    names = ("summary.md", "progress.md", "sign-off.html", "specification.html", "junit.xml")
    for path in (*(reports / name for name in names), *reports.glob("evidence/*")):
        text = path.read_text(encoding="utf-8")
        assert visible(text) == text, f"{path.name} holds characters that nobody sees"
    for result in reports.glob("allure-results/*.json"):
        text = result.read_text(encoding="utf-8")
        assert visible(text) == text, f"{result.name} holds characters that nobody sees"
    ET.parse(reports / "junit.xml")
    for name in names[:2]:
        assert not list(obeyed_in(reports / name)), f"{name} obeys the target: {list(obeyed_in(reports / name))}"
    for name in names[2:4]:
        assert not TAGS.search((reports / name).read_text(encoding="utf-8")), f"{name} has a tag of the target's"
    activities = re.search(r"^(`{3,})yaml\n(.*?)^\1$", (reports / "progress.md").read_text(), re.DOTALL | re.MULTILINE)
    assert activities
    assert list(yaml.safe_load(activities[2])) == ["agent_activities"]
    assert not COMMAND.search(console), "the console holds a command for the service that runs the suite"


def obeyed_in(document: Path) -> Iterator[str]:
    """What Markdown would obey in a document, but for our own headings."""
    text = SPAN.sub("", document.read_text(encoding="utf-8"))
    yield from OBEYED.findall(text)
    yield from re.findall(r"^ {0,3}#+ Accepted.*$|^(?:=+|-+)$", text, re.MULTILINE)


def no_document_tells_a_part(left: Aftermath) -> None:
    """The documents are made, and nothing of the planted secret can be read out of them either."""
    written(left)
    no_part_is_told(left)


def no_part_is_told(left: Aftermath) -> None:
    """Nothing of the planted secret can be read out of any file or the console; AssertionError says what can be."""
    secret = left.words[-1]
    told = left.everything_written()
    parts = left_of(secret, told)
    assert not parts, f"these parts of the secret are told: {parts[:3]}"
    assert "•••" in told, "nothing was hidden, so nothing was told"
