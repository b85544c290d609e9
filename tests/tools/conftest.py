"""What the tests of the style check write files with, and check them with."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tools.style.check import check
from tools.style.words import load_settings, load_words

Check = Callable[[str, str], list[tuple[str, int]]]


@pytest.fixture
def findings(tmp_path: Path) -> Check:
    """Write a file of this name and text, and return the rule and line of each finding."""

    def checked(name: str, text: str) -> list[tuple[str, int]]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return [(one.rule, one.line) for one in check([path], load_words(), load_settings(), whole=False)]

    return checked
