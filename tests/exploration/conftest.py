"""What every test of the exploration leaves behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis.configuration import set_hypothesis_home_dir


@pytest.fixture(autouse=True)
def notes_end_with_the_test(tmp_path: Path) -> Iterator[None]:
    """Turn hypothesis away from the folder of an explorer: this process lives on, and would make it again."""
    yield
    set_hypothesis_home_dir(tmp_path / "hypothesis")
