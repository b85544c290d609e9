"""What every test of the exploration leaves behind it."""

from collections.abc import Iterator

import pytest
from hypothesis.configuration import set_hypothesis_home_dir


@pytest.fixture(autouse=True)
def notes_end_with_the_test(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Turn hypothesis away from the folder of an explorer: this process lives on, and would make it again."""
    yield
    set_hypothesis_home_dir(tmp_path_factory.mktemp("hypothesis"))
