"""What holds for all tests."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.project import Project, copied

LONGEST: Final = (
    "flawed/test_flawed.py",
    "extreme/test_extreme.py",
    "hostile/test_hostile.py",
    "commands/test_bad_input.py",
)
"""The files that take a minute and more each, the longest first."""


def pytest_configure() -> None:
    """Heed Ctrl-C again where a shell started the tests in its background, and let what is compiled be kept.

    What the tests start inherits both.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # Hundreds of processes are started, and each would compile what it loads anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first, so that no processor waits for the last of them at the end."""
    items.sort(key=lambda item: next((rank for rank, name in enumerate(LONGEST) if name in item.nodeid), len(LONGEST)))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with copied(tmp_path) as project:
        yield project
