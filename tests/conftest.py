"""What holds for all tests."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portions import ALL, CHOICES, PORTIONS, chosen_portion, split_costly
from tests.project import Project, copied
from tests.timing import Stopwatch, durations, longest_first, split


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of this project's own; see tests/timing.py and tests/portions.py."""
    group = parser.getgroup("durations")
    group.addoption("--quick", action="store_true", help="leave out the files that take more than two seconds")
    group.addoption(
        "--keep-durations", action="store_true", help="write the seconds of each file to tests/durations.json"
    )
    group.addoption("--portion", choices=CHOICES, default=ALL, help="which seventh of the costly tests is run")


def pytest_configure(config: pytest.Config) -> None:
    """Heed Ctrl-C and the terminal's end again where a shell or nohup had them ignored, and keep what is compiled.

    What the tests start inherits both.
    """
    for number, handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)
    # Hundreds of processes are started, and each would compile what it loads anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    config.option.portion = chosen_portion(config.getoption("--portion"))
    if config.getoption("--keep-durations") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Stopwatch())


def pytest_xdist_auto_num_workers() -> int:
    """Two workers more than there are processors: most tests wait for processes that they have started."""
    return min(len(os.sched_getaffinity(0)), 4) + 2


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which of the costly tests were run: a quiet run prints no header."""
    portion = config.getoption("--portion")
    if portion != ALL:
        words = f"Of the costly tests, portion {portion} of {PORTIONS} was run; make unit ALL=1 runs all of them."
        terminalreporter.write_line(words)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Start with the files that take longest, and leave out what was not asked for."""
    known = durations()
    items[:], others = split_costly(items, config.getoption("--portion"))
    config.hook.pytest_deselected(items=others)
    longest_first(items, known)
    if config.getoption("--quick"):
        items[:], others = split(items, known)
        config.hook.pytest_deselected(items=others)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with copied(tmp_path) as project:
        yield project
