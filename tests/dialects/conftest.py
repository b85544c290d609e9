"""What tests of dialects share."""

from functools import partial
from pathlib import Path

import pytest

from tests.dialects.speech import Speak, read_in


@pytest.fixture
def speak(tmp_path: Path) -> Speak:
    """Reads a text as a dialect file."""
    return partial(read_in, tmp_path)
