"""What holds for all tests."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import Project, copied


def pytest_configure() -> None:
    """Heed Ctrl-C again where a shell started the tests in its background: what they start inherits how it is taken."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with copied(tmp_path) as project:
        yield project
